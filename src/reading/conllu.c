/*
 * conllu.c - an article's sentences as CoNLL-U (universaldependencies.org/format.html).
 *
 *   in    sentences and tokens; the grammar layer where there is one
 *   out   lines appended to a buffer; columns that no stage filled hold "_"
 */
#include "base/utf8.h"
#include "reading/reading.h"

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

static void append_columns(struct buf *out, const char *misc)
{
    buf_printf(out, "\t_\t_\t_\t_\t_\t_\t_\t%s\n", misc);
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
    append_columns(out, space_after(article, last) ? "_" : "SpaceAfter=No");
    return last - first + 1;
}

static void append_tokens(struct buf *out, const struct article *article,
                          const struct sentence *sentence)
{
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
        append_columns(out, inside || space_after(article, i) ? "_" : "SpaceAfter=No");
    }
}

void reading_write_conllu(const struct article *article, struct buf *out)
{
    uint32_t paragraph = INDEX_NONE;
    buf_append(out, SLICE("# newdoc id = "));
    append_on_one_line(out, article->id);
    buf_append_byte(out, '\n');
    for (uint32_t i = 0; i < article->sentence_count; i++) {
        const struct sentence *sentence = &article->sentences[i];
        if (sentence->paragraph != paragraph)
            buf_append(out, SLICE("# newpar\n"));
        paragraph = sentence->paragraph;
        buf_append(out, SLICE("# sent_id = "));
        append_on_one_line(out, article->id);
        buf_printf(out, "-%u\n# text = ", (unsigned)i + 1);
        append_on_one_line(out, article_slice(article, sentence->span));
        buf_append_byte(out, '\n');
        append_tokens(out, article, sentence);
        buf_append_byte(out, '\n');
    }
}
