/*
 * json.c - an article as one reading/1 object (docs/reading.md).
 *
 *   in    an annotated article
 *   out   one line of JSON; offsets count code points, end exclusive
 */
#include <stdlib.h>

#include "grammar/grammar.h"
#include "reading/json_layers.h"
#include "reading/reading.h"

/* Bytes between two entries of the table of code points. */
#define OFFSETS_STEP ((size_t)512)

/* Code points that start in a stretch of valid UTF-8, which may begin inside one. */
static uint32_t code_points_in(struct slice text)
{
    uint32_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    return count;
}

/* Counts the code points before every OFFSETS_STEP-th byte, so that any offset costs at most that
 * many bytes, in whatever order they are asked for. */
static bool offsets_make(struct slice text, struct json_offsets *ret_offsets)
{
    size_t count = text.len / OFFSETS_STEP + 1;
    uint32_t *before = calloc(count, sizeof(*before));
    if (!before)
        return false;
    for (size_t i = 1; i < count; i++) {
        struct slice step = {text.ptr + (i - 1) * OFFSETS_STEP, OFFSETS_STEP};
        before[i] = before[i - 1] + code_points_in(step);
    }
    *ret_offsets = (struct json_offsets){.text = text, .before = before};
    return true;
}

static uint64_t code_points_before(const struct json_offsets *offsets, uint32_t byte)
{
    size_t step = byte / OFFSETS_STEP;
    return offsets->before[step] +
           code_points_in(slice_sub(offsets->text, step * OFFSETS_STEP, byte));
}

void json_span(struct json_writer *json, struct json_offsets *offsets, struct span span)
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

void json_field(struct json_writer *json, const char *key, struct slice value)
{
    json_key(json, key);
    json_string_or_null(json, value);
}

static void write_article(struct json_writer *json, const struct article *article)
{
    json_key(json, "article");
    json_object(json);
    json_field(json, "id", article->id);
    json_field(json, "source", article->source);
    if (article->source_line) {
        json_key(json, "source_line");
        json_u64(json, article->source_line);
    }
    json_field(json, "url", article->url);
    json_field(json, "outlet", article->outlet);
    json_field(json, "title", article->title);
    json_field(json, "byline", article->byline);
    json_field(json, "language", article->language);
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

static void write_sentences(struct json_writer *json, struct json_offsets *offsets,
                            const struct article *article)
{
    json_key(json, "sentences");
    json_array(json);
    for (uint32_t i = 0; i < article->sentence_count; i++) {
        json_object(json);
        json_span(json, offsets, article->sentences[i].span);
        json_key(json, "paragraph");
        json_u64(json, article->sentences[i].paragraph);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_label(struct json_writer *json, const char *key, struct slice name)
{
    json_field(json, key, slice_equal(name, SLICE("_")) ? SLICE_EMPTY : name);
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
    json_field(json, "lemma", token->lemma);
    write_label(json, "upos", grammar_upos_name(grammar, token->upos));
    write_label(json, "xpos", grammar_xpos_name(grammar, token->xpos));
    write_label(json, "feats", grammar_feats_name(grammar, token->feats));
    json_key(json, "head");
    json_u64(json, token->head == INDEX_NONE ? 0 : token->head + 1ULL);
    write_label(json, "deprel", grammar_deprel_name(grammar, token->deprel));
}

static void write_tokens(struct json_writer *json, struct json_offsets *offsets,
                         const struct article *article)
{
    json_key(json, "tokens");
    json_array(json);
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        for (uint32_t n = 0; n < sentence->token_count; n++) {
            json_object(json);
            json_key(json, "sentence");
            json_u64(json, s);
            const struct token *token = &article->tokens[sentence->first_token + n];
            json_span(json, offsets, token->span);
            write_grammar(json, article->grammar, token);
            json_object_end(json);
        }
    }
    json_array_end(json);
}

static void write_page(struct json_writer *json, struct json_offsets *offsets,
                       const struct article *article)
{
    json_key(json, "page");
    json_object(json);
    json_key(json, "paragraphs");
    json_array(json);
    for (uint32_t i = 0; i < article->paragraph_count; i++) {
        json_object(json);
        json_span(json, offsets, article->paragraphs[i].span);
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
        json_field(json, "text", article->asides[i].text);
        json_object_end(json);
    }
    json_array_end(json);
    json_object_end(json);
}

void reading_write_json(const struct article *article, unsigned layers, struct buf *out)
{
    struct json_writer json;
    struct json_offsets offsets;
    if (!offsets_make(article->text, &offsets)) {
        out->failed = true;
        return;
    }
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
    for (unsigned bit = 0; bit < ARTICLE_LAYER_COUNT; bit++) {
        if (article->layers & 1u << bit)
            json_string(&json, slice_from(article_layer_name((enum article_layer)(1u << bit))));
    }
    json_array_end(&json);
    write_article(&json, article);
    write_sentences(&json, &offsets, article);
    json_write_layers(&json, &offsets, article);
    if (layers & READING_TOKENS)
        write_tokens(&json, &offsets, article);
    if (layers & READING_PAGE)
        write_page(&json, &offsets, article);
    json_object_end(&json);
    buf_append_byte(out, '\n');
    free(offsets.before);
}
