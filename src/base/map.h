/*
 * map.h - a hash map from slices to 32-bit numbers, in an arena.
 *
 *   in    keys (not copied: they must outlive the map), values
 *   out   the value of a key
 *   uses  arena, slice, hash
 *
 * Open addressing with linear probing; at most half full. Nothing depends on the order of its
 * slots, so results are the same on every machine.
 */
#ifndef ANNALS_BASE_MAP_H
#define ANNALS_BASE_MAP_H

#include "base/arena.h"

struct map_slot {
    struct slice key; /* ptr NULL: free */
    uint64_t hash;
    uint32_t value;
};

struct map {
    struct map_slot *slots;
    size_t capacity; /* 0, or a power of two */
    size_t count;
    struct arena *arena;
};

/* An empty map that takes its memory from arena. Cannot fail. */
void map_init(struct map *map, struct arena *arena);

/* Sets key's value. False when the arena is exhausted; the map is then unchanged. Amortised O(1).
 */
bool map_put(struct map *map, struct slice key, uint32_t value);

/* Pointer to key's value, which the caller may change, or NULL when key is not there. O(1). */
uint32_t *map_get(const struct map *map, struct slice key);

#endif
