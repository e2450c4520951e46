/*
 * keys.h - a hash table from 64-bit hashes to 32-bit numbers, in an arena.
 *
 *   in    hashes that stand for their text: two texts of one hash are taken as one
 *   out   the number of a hash
 *   uses  arena
 */
#ifndef ANNALS_ACTORS_KEYS_H
#define ANNALS_ACTORS_KEYS_H

#include "base/arena.h"

struct key_slot {
    uint64_t key; /* 0: free */
    uint32_t value;
};

struct keys {
    struct key_slot *slots;
    size_t capacity; /* 0, or a power of two; at most half full */
    size_t count;
    struct arena *arena;
};

void keys_init(struct keys *keys, struct arena *arena);

/* Makes room for so many keys, so that the table need not grow up to them. False when the arena is
 * exhausted. */
bool keys_reserve(struct keys *keys, size_t count);

/* The value of a key, put there with the value `first` when it is new. NULL when the arena is
 * exhausted. Amortised O(1). The pointer holds until the next put. key is not 0. */
uint32_t *keys_put(struct keys *keys, uint64_t key, uint32_t first);

/* NULL when the key is not there. O(1). */
const uint32_t *keys_get(const struct keys *keys, uint64_t key);

#endif
