/*
 * vector.h - growing arrays of one type in an arena.
 *
 *   in    an arena
 *   out   VECTOR(type): items[0 .. count)
 *   uses  arena
 *
 *     VECTOR(struct block) blocks = {0};
 *     struct block *block = vector_push(&blocks, arena);
 *     if (!block) return arena_fail(arena, err);
 *
 * A pushed item is zeroed. Pushing may move the items, so pointers to them hold until the next
 * push. Growth doubles, so n pushes cost O(n); what is left behind stays in the arena until it is
 * freed.
 */
#ifndef ANNALS_BASE_VECTOR_H
#define ANNALS_BASE_VECTOR_H

#include "base/arena.h"

#define VECTOR(type)                                                                               \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count;                                                                              \
        size_t capacity;                                                                           \
    }

/* A pointer to one more item, or NULL when the arena is exhausted. */
#define vector_push(vector, arena)                                                                 \
    ((vector)->count < (vector)->capacity ||                                                       \
             vector_grow((void **)&(vector)->items, &(vector)->capacity, sizeof(*(vector)->items), \
                         _Alignof(max_align_t), (arena))                                           \
         ? &(vector)->items[(vector)->count++]                                                     \
         : NULL)

/* Doubles *capacity (at least 8 items). False when the arena is exhausted; nothing has changed. */
bool vector_grow(void **items, size_t *capacity, size_t item_bytes, size_t align,
                 struct arena *arena);

#endif
