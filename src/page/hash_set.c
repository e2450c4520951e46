/*
 * hash_set.c - memory for a set of hashes.
 *
 *   in    how many hashes at most
 *   out   an empty set
 */
#include "page/hash_set.h"

bool hash_set_init(struct hash_set *set, size_t most, struct arena *arena)
{
    set->capacity = 16;
    while (set->capacity < 2 * most)
        set->capacity *= 2;
    set->slots = arena_array(arena, uint32_t, set->capacity);
    return set->slots != NULL;
}
