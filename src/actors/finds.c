/*
 * finds.c - the words of an article that the record knows.
 *
 *   in    tokens, the record
 *   out   finds that do not overlap, the longest first at each token
 */
#include "actors/evidence.h"

#include <string.h>

/* The meanings of the longest wording that starts at the token; false when there is none. */
static bool find_at(const struct record *record, const struct record_words *words, uint32_t token,
                    uint32_t limit, struct find *ret_find)
{
    struct record_match matches[RECORD_MATCHES_MAX];
    size_t count = record_match(record, words, token, limit, matches, RECORD_MATCHES_MAX);
    if (count == 0)
        return false;
    *ret_find = (struct find){.token = token, .token_count = matches[0].token_count};
    for (size_t i = 0; i < count && ret_find->count < FIND_MEANINGS_MAX; i++) {
        if (matches[i].token_count == matches[0].token_count)
            ret_find->matches[ret_find->count++] = matches[i];
    }
    return true;
}

bool finds_read(const struct record *record, const struct article *article, struct arena *scratch,
                struct finds *ret_finds, struct err *err)
{
    struct finds finds = {0};
    struct record_words words;
    finds.at = arena_array(scratch, uint32_t, article->token_count);
    if (!finds.at)
        return arena_fail(scratch, err);
    memset(finds.at, 0xff, article->token_count * sizeof(*finds.at));
    if (!record_words_of_article(record, article, scratch, &words, err))
        return false;
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        uint32_t end = article->sentences[s].first_token + article->sentences[s].token_count;
        for (uint32_t at = article->sentences[s].first_token; at < end;) {
            struct find find;
            if (!find_at(record, &words, at, end, &find)) {
                at++;
                continue;
            }
            struct find *place = vector_push(&finds.items, scratch);
            if (!place)
                return arena_fail(scratch, err);
            *place = find;
            for (uint32_t i = 0; i < find.token_count; i++)
                finds.at[at + i] = (uint32_t)finds.items.count - 1;
            at += find.token_count;
        }
    }
    *ret_finds = finds;
    return true;
}
