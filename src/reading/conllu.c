/*
 * conllu.c - an article's sentences as CoNLL-U (universaldependencies.org/format.html).
 *
 *   in    sentences and tokens; the grammar layer where there is one; given lines where there are
 *   out   lines appended to a buffer; columns that no stage filled hold "_"
 */
#include "base/utf8.h"
#include "grammar/grammar.h"
#include "reading/conllu_read.h"
#include "reading/reading.h"

/* The entity that the next word may be in: words come in the order of the text. */
struct entity_cursor {
    const struct article *article;
    uint32_t next;
};

/* Text on one line: each run of white space becomes one space. */
static void append_on_one_line(struct buf *out, struct slice text)
{
    bool space_due = false;
    for (size_t at = 0, length; at < text.len; at += length) {
        uint32_t code_point;
        length = utf8_decode(text, at, &code_point);
        if (code_point == '\n' || code_point == '\r' || code_point == '\t' || code_point == ' ') {
            space_due = true;
            continue;
        }
        if (space_due)
            buf_append_byte(out, ' ');
        space_due = false;
        buf_append(out, slice_sub(text, at, at + length));
    }
}

static void append_label(struct buf *out, struct slice name)
{
    buf_append_byte(out, '\t');
    buf_append(out, name);
}

/* LEMMA to DEPS. */
static void append_grammar(struct buf *out, const struct article *article,
                           const struct token *token)
{
    const struct grammar_model *grammar = article->grammar;
    if (!grammar) {
        buf_append(out, SLICE("\t_\t_\t_\t_\t_\t_\t_"));
        return;
    }
    append_label(out, token->lemma);
    append_label(out, grammar_upos_name(grammar, token->upos));
    append_label(out, grammar_xpos_name(grammar, token->xpos));
    append_label(out, grammar_feats_name(grammar, token->feats));
    buf_append_byte(out, '\t');
    buf_append_u64(out, token->head == INDEX_NONE ? 0 : token->head + 1ULL);
    append_label(out, grammar_deprel_name(grammar, token->deprel));
    buf_append(out, SLICE("\t_"));
}

/* MISC and the line's end: what was given, without NER, then the entity that the word is in. */
static void append_misc(struct buf *out, struct entity_cursor *cursor, size_t token,
                        struct slice given)
{
    const struct article *article = cursor->article;
    const char *gap = "\t";
    struct slice field;
    while (slice_next_field(&given, '|', &field)) {
        field = slice_trim(field); /* a carriage return would end the line */
        if (field.len == 0 || slice_equal(field, SLICE("_")) || slice_starts(field, SLICE("NER=")))
            continue;
        buf_append(out, slice_from(gap));
        buf_append(out, field);
        gap = "|";
    }
    while (cursor->next < article->entity_count &&
           token >= article->entities[cursor->next].first_token +
                        article->entities[cursor->next].token_count)
        cursor->next++;
    const struct entity *entity = cursor->next < article->entity_count
                                      ? &article->entities[cursor->next]
                                      : NULL;
    if (entity && token >= entity->first_token) {
        buf_printf(out, "%sNER=%s-%s", gap, token == entity->first_token ? "B" : "I",
                   grammar_entity_name(entity->type));
        gap = "|";
    }
    buf_append(out, *gap == '\t' ? SLICE("\t_\n") : SLICE("\n"));
}

/* True when token i of the article is followed by white space, or by nothing. */
static bool space_after(const struct article *article, size_t i)
{
    return i + 1 >= article->token_count ||
           article->tokens[i + 1].span.start > article->tokens[i].span.end;
}

/* "2-3 don't" before the words of a multiword token; returns how many words it has (1: it is none).
 */
static size_t append_multiword(struct buf *out, const struct article *article, size_t first,
                               size_t number)
{
    size_t last = first;
    while (article->tokens[last].joined_next)
        last++;
    if (last == first)
        return 1;
    struct span surface = {article->tokens[first].span.start, article->tokens[last].span.end};
    buf_printf(out, "%zu-%zu\t", number, number + last - first);
    buf_append(out, article_slice(article, surface));
    buf_append(out, SLICE("\t_\t_\t_\t_\t_\t_\t_\t"));
    buf_append(out, space_after(article, last) ? SLICE("_\n") : SLICE("SpaceAfter=No\n"));
    return last - first + 1;
}

static void append_tokens(struct buf *out, struct entity_cursor *cursor,
                          const struct sentence *sentence)
{
    const struct article *article = cursor->article;
    size_t words_left = 0; /* of the multiword token under way */
    for (size_t n = 0; n < sentence->token_count; n++) {
        size_t i = sentence->first_token + n;
        bool inside = words_left > 0;
        if (!inside) {
            words_left = append_multiword(out, article, i, n + 1);
            inside = words_left > 1;
        }
        words_left--;
        buf_printf(out, "%zu\t", n + 1);
        buf_append(out, article_slice(article, article->tokens[i].span));
        append_grammar(out, article, &article->tokens[i]);
        append_misc(out, cursor, i,
                    inside || space_after(article, i) ? SLICE_EMPTY : SLICE("SpaceAfter=No"));
    }
}

/* The lines of a sentence as they were given, with new columns for its words. */
static void append_given(struct buf *out, struct entity_cursor *cursor,
                         const struct sentence *sentence, struct slice lines)
{
    struct slice text;
    while (slice_next_line(&lines, &text)) {
        struct conllu_line line;
        const char *wrong; /* nothing: conllu_read let no wrong line pass */
        if (!conllu_line_read(text, &line, &wrong) || line.kind == CONLLU_EMPTY_NODE)
            continue;
        if (line.kind != CONLLU_WORD) {
            while (slice_ends(text, SLICE("\r"))) /* they would be taken for the line's end */
                text.len--;
            buf_append(out, text);
            buf_append_byte(out, '\n');
            continue;
        }
        size_t i = sentence->first_token + line.first - 1;
        buf_append(out, line.id);
        buf_append_byte(out, '\t');
        buf_append(out, line.form);
        append_grammar(out, cursor->article, &cursor->article->tokens[i]);
        append_misc(out, cursor, i, line.misc);
    }
}

static void append_own(struct buf *out, struct entity_cursor *cursor, uint32_t number)
{
    const struct article *article = cursor->article;
    const struct sentence *sentence = &article->sentences[number];
    if (number == 0 || sentence->paragraph != sentence[-1].paragraph)
        buf_append(out, SLICE("# newpar\n"));
    buf_append(out, SLICE("# sent_id = "));
    append_on_one_line(out, article->id);
    buf_printf(out, "-%u\n# text = ", (unsigned)number + 1);
    append_on_one_line(out, article_slice(article, sentence->span));
    buf_append_byte(out, '\n');
    append_tokens(out, cursor, sentence);
}

void reading_write_conllu(const struct article *article, struct buf *out)
{
    struct entity_cursor cursor = {.article = article};
    if (!article->given) {
        buf_append(out, SLICE("# newdoc id = "));
        append_on_one_line(out, article->id);
        buf_append_byte(out, '\n');
    }
    for (uint32_t i = 0; i < article->sentence_count; i++) {
        if (article->given)
            append_given(out, &cursor, &article->sentences[i], article->given[i]);
        else
            append_own(out, &cursor, i);
        buf_append_byte(out, '\n');
    }
}
