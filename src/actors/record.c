/*
 * record.c - what is known of actors.
 *
 *   in    data files, dictionaries
 *   out   names found; who they are on a day
 */
#include "actors/record.h"

struct record {
    struct arena *arena;
};

bool record_load(const struct data_set *set, struct data_faults *faults, struct arena *arena,
                 const struct record **ret_record, struct err *err)
{
    (void)set;
    (void)faults;
    struct record *record = arena_new(arena, struct record);
    if (!record)
        return arena_fail(arena, err);
    record->arena = arena;
    *ret_record = record;
    return true;
}

bool record_words_of_article(const struct record *record, const struct article *article,
                             struct arena *arena, struct record_words *ret_words, struct err *err)
{
    (void)record;
    (void)arena;
    (void)err;
    *ret_words = (struct record_words){.token_count = article->token_count};
    return true;
}

size_t record_match(const struct record *record, const struct record_words *words, uint32_t token,
                    uint32_t token_limit, struct record_match *ret_matches, size_t max)
{
    (void)record;
    (void)words;
    (void)token;
    (void)token_limit;
    (void)ret_matches;
    (void)max;
    return 0;
}
