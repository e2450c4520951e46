/*
 * json.c - an article as one reading/1 object (docs/reading.md).
 *
 *   in    an annotated article
 *   out   one line of JSON; offsets count code points, end exclusive
 */
#include <string.h>

#include "base/json_write.h"
#include "base/utf8.h"
#include "grammar/grammar.h"
#include "reading/reading.h"

/* Code points before a byte offset. Asking in rising order costs one pass over the text. */
struct offsets {
    struct slice text;
    size_t byte;
    uint64_t code_points;
};

static uint64_t code_points_before(struct offsets *offsets, uint32_t byte)
{
    if (byte < offsets->byte) {
        offsets->byte = 0;
        offsets->code_points = 0;
    }
    offsets->code_points += utf8_count(slice_sub(offsets->text, offsets->byte, byte));
    offsets->byte = byte;
    return offsets->code_points;
}

static void write_span(struct json_writer *json, struct offsets *offsets, struct span span)
{
    json_key(json, "start");
    json_u64(json, code_points_before(offsets, span.start));
    json_key(json, "end");
    json_u64(json, code_points_before(offsets, span.end));
}

static void write_date(struct json_writer *json, const struct datetime *date)
{
    char text[DATETIME_TEXT_BYTES];
    size_t length = datetime_format(date, text);
    json_string_or_null(json, (struct slice){text, length});
}

static void write_name(struct json_writer *json, const char *name)
{
    json_string_or_null(json, slice_from(name));
}

static void write_field(struct json_writer *json, const char *key, struct slice value)
{
    json_key(json, key);
    json_string_or_null(json, value);
}

static void write_article(struct json_writer *json, const struct article *article)
{
    json_key(json, "article");
    json_object(json);
    write_field(json, "id", article->id);
    write_field(json, "source", article->source);
    if (article->source_line) {
        json_key(json, "source_line");
        json_u64(json, article->source_line);
    }
    write_field(json, "url", article->url);
    write_field(json, "outlet", article->outlet);
    write_field(json, "title", article->title);
    write_field(json, "byline", article->byline);
    write_field(json, "language", article->language);
    json_key(json, "text");
    json_string(json, article->text);
    json_key(json, "published");
    write_date(json, &article->published);
    json_key(json, "published_precision");
    write_name(json, article_precision_name(article->published.precision));
    json_key(json, "published_basis");
    write_name(json, article_basis_name(article->published_basis));
    json_key(json, "not_before");
    write_date(json, &article->not_before);
    json_key(json, "encoding");
    write_name(json, article->encoding);
    json_key(json, "encoding_basis");
    write_name(json, article_encoding_basis_name(article->encoding_basis));
    json_key(json, "sha256");
    char hex[2 * SHA256_BYTES];
    hash_hex(article->sha256, SHA256_BYTES, hex);
    json_string(json, (struct slice){hex, sizeof(hex)});
    json_key(json, "flags");
    json_array(json);
    for (unsigned bit = 0; bit < ARTICLE_FLAG_COUNT; bit++) {
        if (article->flags & 1u << bit)
            write_name(json, article_flag_name((enum article_flag)(1u << bit)));
    }
    json_array_end(json);
    json_object_end(json);
}

static void write_sentences(struct json_writer *json, const struct article *article)
{
    struct offsets offsets = {.text = article->text};
    json_key(json, "sentences");
    json_array(json);
    for (uint32_t i = 0; i < article->sentence_count; i++) {
        json_object(json);
        write_span(json, &offsets, article->sentences[i].span);
        json_key(json, "paragraph");
        json_u64(json, article->sentences[i].paragraph);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_label(struct json_writer *json, const char *key, struct slice name)
{
    write_field(json, key, slice_equal(name, SLICE("_")) ? SLICE_EMPTY : name);
}

/* Heads count from 1 within the sentence, as in CoNLL-U; 0 is the root. All is null when unparsed.
 */
static void write_grammar(struct json_writer *json, const struct grammar_model *grammar,
                          const struct token *token)
{
    static const char *const FIELDS[] = {"lemma", "upos", "xpos", "feats", "head", "deprel"};
    for (size_t i = 0; !grammar && i < sizeof(FIELDS) / sizeof(FIELDS[0]); i++) {
        json_key(json, FIELDS[i]);
        json_null(json);
    }
    if (!grammar)
        return;
    write_field(json, "lemma", token->lemma);
    write_label(json, "upos", grammar_upos_name(grammar, token->upos));
    write_label(json, "xpos", grammar_xpos_name(grammar, token->xpos));
    write_label(json, "feats", grammar_feats_name(grammar, token->feats));
    json_key(json, "head");
    json_u64(json, token->head == INDEX_NONE ? 0 : token->head + 1ULL);
    write_label(json, "deprel", grammar_deprel_name(grammar, token->deprel));
}

static void write_tokens(struct json_writer *json, const struct article *article)
{
    struct offsets offsets = {.text = article->text};
    json_key(json, "tokens");
    json_array(json);
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        for (uint32_t n = 0; n < sentence->token_count; n++) {
            json_object(json);
            json_key(json, "sentence");
            json_u64(json, s);
            const struct token *token = &article->tokens[sentence->first_token + n];
            write_span(json, &offsets, token->span);
            write_grammar(json, article->grammar, token);
            json_object_end(json);
        }
    }
    json_array_end(json);
}

static void write_page(struct json_writer *json, const struct article *article)
{
    struct offsets offsets = {.text = article->text};
    json_key(json, "page");
    json_object(json);
    json_key(json, "paragraphs");
    json_array(json);
    for (uint32_t i = 0; i < article->paragraph_count; i++) {
        json_object(json);
        write_span(json, &offsets, article->paragraphs[i].span);
        json_key(json, "kind");
        write_name(json, article_paragraph_kind_name(article->paragraphs[i].kind));
        json_object_end(json);
    }
    json_array_end(json);
    json_key(json, "asides");
    json_array(json);
    for (uint32_t i = 0; i < article->aside_count; i++) {
        json_object(json);
        json_key(json, "before_paragraph");
        json_u64(json, article->asides[i].paragraph);
        json_key(json, "reason");
        write_name(json, article_aside_reason_name(article->asides[i].reason));
        write_field(json, "text", article->asides[i].text);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

void reading_write_json(const struct article *article, unsigned layers, struct buf *out)
{
    /* Layers of the contract that no stage fills yet; "layers" says which ones were read. */
    static const char *const LATER[] = {"actors",     "times",      "places",
                                        "quantities", "statements", "events"};
    struct json_writer json;
    json_begin(&json, out);
    json_object(&json);
    json_key(&json, "annals");
    json_string(&json, SLICE("reading/1"));
    json_key(&json, "layers");
    json_array(&json);
    json_string(&json, SLICE("page"));
    json_string(&json, SLICE("sentences"));
    if (layers & READING_TOKENS)
        json_string(&json, SLICE("tokens"));
    if (article->grammar)
        json_string(&json, SLICE("grammar"));
    json_array_end(&json);
    write_article(&json, article);
    write_sentences(&json, article);
    for (size_t i = 0; i < sizeof(LATER) / sizeof(LATER[0]); i++) {
        json_key(&json, LATER[i]);
        json_array(&json);
        json_array_end(&json);
    }
    if (layers & READING_TOKENS)
        write_tokens(&json, article);
    if (layers & READING_PAGE)
        write_page(&json, article);
    json_object_end(&json);
    buf_append_byte(out, '\n');
}
