/*
 * hash_set.h - sets of 32-bit hashes.
 *
 *   in    hashes; 0 is none
 *   out   has this one been put in?
 *   uses  arena
 */
#ifndef ANNALS_PAGE_HASH_SET_H
#define ANNALS_PAGE_HASH_SET_H

#include "base/arena.h"

/* Open addressing with linear probing, at most half full; 0 is a free slot. A set with capacity 0
 * is empty and takes none. */
struct hash_set {
    uint32_t *slots;
    uint32_t capacity; /* power of two, or 0 */
};

/* An empty set with room for this many hashes. False when memory is exhausted. */
bool hash_set_init(struct hash_set *set, size_t most, struct arena *arena);

/* Puts hash in; returns whether it was there. */
static inline bool hash_set_put(struct hash_set *set, uint32_t hash)
{
    uint32_t slot = hash & (set->capacity - 1);
    for (; set->slots[slot] != 0; slot = (slot + 1) & (set->capacity - 1)) {
        if (set->slots[slot] == hash)
            return true;
    }
    set->slots[slot] = hash;
    return false;
}

static inline bool hash_set_has(const struct hash_set *set, uint32_t hash)
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

#endif
