/*
 * map.c - a hash map from slices to 32-bit numbers, in an arena.
 *
 *   in    keys and values
 *   out   values
 */
#include "base/map.h"

#include "base/hash.h"

#define MAP_CAPACITY_FIRST ((size_t)32)

void map_init(struct map *map, struct arena *arena)
{
    *map = (struct map){.arena = arena};
}

/* The slot that holds key, or the free one where it belongs. */
static struct map_slot *slot_of(const struct map *map, struct slice key, uint64_t hash)
{
    size_t mask = map->capacity - 1;
    size_t at = (size_t)hash & mask;
    while (map->slots[at].key.ptr &&
           !(map->slots[at].hash == hash && slice_equal(map->slots[at].key, key)))
        at = (at + 1) & mask;
    return &map->slots[at];
}

static bool map_widen(struct map *map)
{
    struct map wider = *map;
    wider.capacity = map->capacity ? map->capacity * 2 : MAP_CAPACITY_FIRST;
    wider.slots = arena_array(map->arena, struct map_slot, wider.capacity);
    if (!wider.slots)
        return false;
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->slots[i].key.ptr)
            *slot_of(&wider, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    }
    *map = wider;
    return true;
}

bool map_put(struct map *map, struct slice key, uint32_t value)
{
    if (!key.ptr)
        key.ptr = "";
    if (map->count * 2 >= map->capacity && !map_widen(map))
        return false;
    uint64_t hash = hash_64(key);
    struct map_slot *slot = slot_of(map, key, hash);
    if (!slot->key.ptr) {
        slot->key = key;
        slot->hash = hash;
        map->count++;
    }
    slot->value = value;
    return true;
}

uint32_t *map_get(const struct map *map, struct slice key)
{
    if (map->count == 0)
        return NULL;
    struct map_slot *slot = slot_of(map, key, hash_64(key));
    return slot->key.ptr ? &slot->value : NULL;
}
