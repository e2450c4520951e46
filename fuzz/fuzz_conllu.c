/*
 * fuzz_conllu.c - any bytes as CoNLL-U.
 *
 * Properties: an error with a line, or an article whose tokens are the forms, in order, within the
 * text; what reading_write_conllu makes of it is read again as the same sentences and forms, and
 * written again as the same bytes.
 */
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "reading/conllu_read.h"
#include "reading/reading.h"

#include "fuzz_common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct article *article)
{
    uint32_t tokens = 0, at = 0;
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        demand(sentence->first_token == tokens && sentence->token_count > 0);
        demand(sentence->paragraph < article->paragraph_count && sentence->span.start >= at);
        for (uint32_t i = 0; i < sentence->token_count; i++) {
            struct span span = article->tokens[tokens++].span;
            demand(span.start >= at && span.end > span.start);
            at = span.end;
        }
        demand(at == sentence->span.end && at <= article->text.len);
        demand(!article->tokens[tokens - 1].joined_next);
    }
    demand(tokens == article->token_count);
}

static void check_same(const struct article *a, const struct article *b)
{
    demand(a->sentence_count == b->sentence_count && a->token_count == b->token_count);
    demand(slice_equal(a->text, b->text));
    for (uint32_t i = 0; i < a->token_count; i++)
        demand(memcmp(&a->tokens[i].span, &b->tokens[i].span, sizeof(struct span)) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice bytes = {(const char *)data, size};
    struct arena arena;
    struct err err = {0};
    uint64_t line = 0;
    struct article article = {0}, again = {0};
    struct buf out, twice;
    if (!utf8_valid(bytes, NULL) || memchr(data, 0, size))
        return 0;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    buf_init(&out, (size_t)64 << 20);
    buf_init(&twice, (size_t)64 << 20);
    if (!conllu_read(bytes, &arena, &article, &line, &err)) {
        demand(err.code == ERR_EMPTY || (err.code == ERR_FORMAT && line > 0));
    } else {
        check(&article);
        reading_write_conllu(&article, &out);
        demand(!out.failed);
        demand(conllu_read(buf_slice(&out), &arena, &again, &line, &err));
        check_same(&article, &again);
        reading_write_conllu(&again, &twice);
        demand(slice_equal(buf_slice(&out), buf_slice(&twice)));
    }
    buf_free(&twice);
    buf_free(&out);
    arena_free(&arena);
    return 0;
}
