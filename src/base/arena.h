/*
 * arena.h - memory by lifetime: many allocations, freed at once.
 *
 *   in    sizes
 *   out   zeroed memory that lives until the arena is rewound, reset or freed
 *   uses  err, slice
 *
 * Under AddressSanitizer each allocation is followed by ARENA_GAP_BYTES of poisoned memory, so that
 * an overrun inside the arena is seen. An arena belongs to one thread at a time.
 */
#ifndef ANNALS_BASE_ARENA_H
#define ANNALS_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/slice.h"

struct arena_chunk;

/* Invariants: chunk is the one being filled, or NULL; used_bytes counts what was handed out since
 * the last reset, and never passes limit_bytes. */
struct arena {
    struct arena_chunk *chunk;
    size_t used_bytes;
    size_t limit_bytes;
    bool limited; /* an allocation was refused because of limit_bytes, not for want of memory */
};

/* A point in an arena's life, to rewind to. */
struct arena_mark {
    struct arena_chunk *chunk;
    size_t chunk_used;
    size_t used_bytes;
};

/* An empty arena that hands out at most limit_bytes. Allocates nothing yet; cannot fail. */
void arena_init(struct arena *arena, size_t limit_bytes);

/* Frees all memory. The arena is then as after arena_init. */
void arena_free(struct arena *arena);

/* Forgets all allocations and keeps one chunk (at most 4 MiB) for the next ones. */
void arena_reset(struct arena *arena);

/* size bytes, zeroed, at an address that is a multiple of align (a power of two, at most 64). A
 * size of 0 gives a valid pointer. NULL when memory or the limit is exhausted. O(size). */
void *arena_alloc(struct arena *arena, size_t size, size_t align);

/* count * size bytes as arena_alloc does; NULL also when the product overflows. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size, size_t align);

/* Makes the allocation at ptr (old_size bytes) new_size bytes long: in place when it is the arena's
 * last one and there is room, else by copying. New bytes are zeroed. NULL as arena_alloc; the old
 * allocation is then unchanged. */
void *arena_grow(struct arena *arena, void *ptr, size_t old_size, size_t new_size, size_t align);

/* A copy of s in the arena, followed by a NUL that the length does not count. ptr is NULL when
 * memory is exhausted, also for an empty s. */
struct slice arena_copy(struct arena *arena, struct slice s);

struct arena_mark arena_mark(const struct arena *arena);
/* Forgets everything allocated since the mark was taken. */
void arena_rewind(struct arena *arena, struct arena_mark mark);

/* The error that a NULL from this arena stands for: ERR_MEMORY, or ERR_LIMIT when the arena's limit
 * was reached. Returns false. */
static inline bool arena_fail(const struct arena *arena, struct err *err)
{
    if (arena->limited)
        return err_set(err, ERR_LIMIT, "memory of one article over ARTICLE_ARENA_BYTES_MAX");
    return err_set_memory(err);
}

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type), _Alignof(type)))
#define arena_array(arena, type, count)                                                            \
    ((type *)arena_alloc_array((arena), (count), sizeof(type), _Alignof(type)))

#endif
