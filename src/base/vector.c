/*
 * vector.c - growing arrays of one type in an arena.
 *
 *   in    an array and its capacity
 *   out   the same array with twice the capacity
 */
#include "base/vector.h"

#include <stdint.h>

bool vector_grow(void **items, size_t *capacity, size_t item_bytes, size_t align,
                 struct arena *arena)
{
    size_t wanted = *capacity ? *capacity * 2 : 8;
    if (wanted > SIZE_MAX / 2 / item_bytes)
        return false;
    void *grown = arena_grow(arena, *items, *capacity * item_bytes, wanted * item_bytes, align);
    if (!grown)
        return false;
    *items = grown;
    *capacity = wanted;
    return true;
}
