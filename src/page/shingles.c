/*
 * shingles.c - sets of runs of four words.
 *
 *   in    words of blocks
 *   out   has this run been seen?
 */
#include "page/shingles.h"

bool shingles_init(struct shingle_set *set, size_t most, struct arena *scratch)
{
    set->capacity = 16;
    while (set->capacity < 2 * most)
        set->capacity *= 2;
    set->slots = arena_array(scratch, uint32_t, set->capacity);
    return set->slots != NULL;
}

bool shingles_put(struct shingle_set *set, uint32_t hash)
{
    uint32_t slot = hash & (set->capacity - 1);
    for (; set->slots[slot] != 0; slot = (slot + 1) & (set->capacity - 1)) {
        if (set->slots[slot] == hash)
            return true;
    }
    set->slots[slot] = hash;
    return false;
}

bool shingles_have(const struct shingle_set *set, uint32_t hash)
{
    if (set->capacity == 0)
        return false;
    for (uint32_t slot = hash & (set->capacity - 1); set->slots[slot] != 0;
         slot = (slot + 1) & (set->capacity - 1)) {
        if (set->slots[slot] == hash)
            return true;
    }
    return false;
}

uint32_t shingle_at(const struct word *words)
{
    uint32_t hash = words[0].hash;
    for (uint32_t i = 1; i < SHINGLE_WORDS; i++)
        hash = lexicon_hash_pair(hash, words[i].hash);
    return hash;
}
