/*
 * repeat.c - repetitions by shingles (Broder 1997): runs of four words, as a set of hashes.
 *
 *   in    words of blocks
 *   out   which kept blocks are repetitions
 */
#include "page/repeat.h"

bool repeat_find(const struct block_facts *facts, const bool *kept, struct arena *scratch,
                 bool *ret_repeated, struct err *err)
{
    uint32_t count = facts->blocks->count;
    struct hash_set seen;
    if (!hash_set_init(&seen, facts->word_start[count], scratch))
        return arena_fail(scratch, err);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = facts->word_start[i], last = facts->word_start[i + 1];
        uint32_t total = 0, old = 0;
        ret_repeated[i] = false;
        if (!kept[i])
            continue;
        for (uint32_t w = first; w + SHINGLE_WORDS <= last; w++, total++)
            old += hash_set_has(&seen, lexicon_shingle(facts->words + w));
        ret_repeated[i] = last - first >= REPEAT_WORDS_MIN && old * 100 >= total * REPEAT_PERCENT;
        for (uint32_t w = first; !ret_repeated[i] && w + SHINGLE_WORDS <= last; w++)
            hash_set_put(&seen, lexicon_shingle(facts->words + w));
    }
    return true;
}
