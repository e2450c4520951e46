/*
 * keys.c - a hash table from 64-bit hashes to 32-bit numbers: open addressing, linear probing.
 *
 *   in    hashes
 *   out   numbers
 */
#include "actors/keys.h"

#define KEYS_CAPACITY_FIRST ((size_t)64)

void keys_init(struct keys *keys, struct arena *arena)
{
    *keys = (struct keys){.arena = arena};
}

/* The slot of the key, or the free one where it belongs. */
static struct key_slot *slot_of(const struct keys *keys, uint64_t key)
{
    size_t mask = keys->capacity - 1;
    size_t at = (size_t)key & mask;
    while (keys->slots[at].key != 0 && keys->slots[at].key != key)
        at = (at + 1) & mask;
    return &keys->slots[at];
}

/* Moves all keys into a table of that many slots, a power of two. */
static bool move_to(struct keys *keys, size_t capacity)
{
    struct keys wider = *keys;
    wider.capacity = capacity;
    wider.slots = arena_array(keys->arena, struct key_slot, capacity);
    if (!wider.slots)
        return false;
    for (size_t i = 0; i < keys->capacity; i++) {
        if (keys->slots[i].key != 0)
            *slot_of(&wider, keys->slots[i].key) = keys->slots[i];
    }
    *keys = wider;
    return true;
}

bool keys_reserve(struct keys *keys, size_t count)
{
    size_t capacity = keys->capacity ? keys->capacity : KEYS_CAPACITY_FIRST;
    while (capacity / 2 < count && capacity <= SIZE_MAX / 4)
        capacity *= 2;
    return capacity == keys->capacity || move_to(keys, capacity);
}

uint32_t *keys_put(struct keys *keys, uint64_t key, uint32_t first)
{
    if (keys->count * 2 >= keys->capacity && !keys_reserve(keys, keys->count + 1))
        return NULL;
    struct key_slot *slot = slot_of(keys, key);
    if (slot->key == 0) {
        *slot = (struct key_slot){key, first};
        keys->count++;
    }
    return &slot->value;
}

const uint32_t *keys_get(const struct keys *keys, uint64_t key)
{
    if (keys->capacity == 0)
        return NULL;
    const struct key_slot *slot = slot_of(keys, key);
    return slot->key == 0 ? NULL : &slot->value;
}
