/*
 * arena.c - a list of chunks, each filled from its start.
 *
 *   in    sizes
 *   out   zeroed memory
 *
 * Chunks double in size up to 4 MiB; an allocation larger than that gets a chunk of its own size.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define ARENA_GAP_BYTES ((size_t)32)
#define arena_poison(ptr, size) ASAN_POISON_MEMORY_REGION((ptr), (size))
#define arena_unpoison(ptr, size) ASAN_UNPOISON_MEMORY_REGION((ptr), (size))
#else
#define ARENA_GAP_BYTES ((size_t)0)
#define arena_poison(ptr, size) ((void)(ptr), (void)(size))
#define arena_unpoison(ptr, size) ((void)(ptr), (void)(size))
#endif

#define CHUNK_BYTES_FIRST ((size_t)64 << 10)
#define CHUNK_BYTES_KEPT ((size_t)4 << 20)
#define ALIGN_MAX ((size_t)64)

struct arena_chunk {
    struct arena_chunk *older;
    size_t size; /* bytes of data */
    size_t used; /* bytes of data handed out, gaps and padding included */
    _Alignas(64) char data[];
};

void arena_init(struct arena *arena, size_t limit_bytes)
{
    *arena = (struct arena){.limit_bytes = limit_bytes};
}

static void chunk_free(struct arena_chunk *chunk)
{
    arena_unpoison(chunk->data, chunk->size);
    free(chunk);
}

void arena_free(struct arena *arena)
{
    while (arena->chunk) {
        struct arena_chunk *older = arena->chunk->older;
        chunk_free(arena->chunk);
        arena->chunk = older;
    }
    arena_init(arena, arena->limit_bytes);
}

void arena_reset(struct arena *arena)
{
    struct arena_chunk *kept = NULL;
    while (arena->chunk) {
        struct arena_chunk *chunk = arena->chunk;
        arena->chunk = chunk->older;
        bool keep = chunk->size <= CHUNK_BYTES_KEPT && (!kept || chunk->size > kept->size);
        if (keep && kept)
            chunk_free(kept);
        if (keep)
            kept = chunk;
        else
            chunk_free(chunk);
    }
    arena_init(arena, arena->limit_bytes);
    arena->chunk = kept;
    if (kept) {
        kept->older = NULL;
        kept->used = 0;
        arena_poison(kept->data, kept->size);
    }
}

static struct arena_chunk *chunk_add(struct arena *arena, size_t need)
{
    size_t size = arena->chunk ? arena->chunk->size * 2 : CHUNK_BYTES_FIRST;
    if (size > CHUNK_BYTES_KEPT)
        size = CHUNK_BYTES_KEPT;
    if (size < need)
        size = need;
    if (size > SIZE_MAX - sizeof(struct arena_chunk) - ALIGN_MAX)
        return NULL;
    size_t total = (sizeof(struct arena_chunk) + size + ALIGN_MAX - 1) & ~(ALIGN_MAX - 1);
    struct arena_chunk *chunk = aligned_alloc(ALIGN_MAX, total);
    if (!chunk)
        return NULL;
    *chunk = (struct arena_chunk){.older = arena->chunk, .size = size};
    arena_poison(chunk->data, chunk->size);
    arena->chunk = chunk;
    return chunk;
}

void *arena_alloc(struct arena *arena, size_t size, size_t align)
{
    assert(align && (align & (align - 1)) == 0 && align <= ALIGN_MAX);
    if (size > arena->limit_bytes - arena->used_bytes) {
        arena->limited = true;
        return NULL;
    }
    size_t reserve = size + ARENA_GAP_BYTES;
    struct arena_chunk *chunk = arena->chunk;
    size_t start = chunk ? (chunk->used + align - 1) & ~(align - 1) : 0;
    if (!chunk || start > chunk->size || reserve > chunk->size - start) {
        chunk = chunk_add(arena, reserve);
        start = 0;
        if (!chunk)
            return NULL;
    }
    char *ptr = chunk->data + start;
    chunk->used = start + reserve;
    arena->used_bytes += size;
    arena_unpoison(ptr, size);
    memset(ptr, 0, size);
    return ptr;
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size, size_t align)
{
    if (size && count > arena->limit_bytes / size) {
        arena->limited = true;
        return NULL;
    }
    return arena_alloc(arena, count * size, align);
}

/* True when [ptr, ptr + old_size) is what the arena handed out last and has room for more. */
static bool grows_in_place(const struct arena *arena, const char *ptr, size_t old_size, size_t more)
{
    const struct arena_chunk *chunk = arena->chunk;
    return chunk && ptr && ptr + old_size + ARENA_GAP_BYTES == chunk->data + chunk->used &&
           more <= chunk->size - chunk->used;
}

void *arena_grow(struct arena *arena, void *ptr, size_t old_size, size_t new_size, size_t align)
{
    if (new_size <= old_size)
        return ptr;
    size_t more = new_size - old_size;
    if (!grows_in_place(arena, ptr, old_size, more)) {
        void *copy = arena_alloc(arena, new_size, align);
        if (copy && old_size)
            memcpy(copy, ptr, old_size);
        return copy;
    }
    if (more > arena->limit_bytes - arena->used_bytes) {
        arena->limited = true;
        return NULL;
    }
    arena->chunk->used += more;
    arena->used_bytes += more;
    arena_unpoison((char *)ptr + old_size, more);
    memset((char *)ptr + old_size, 0, more);
    return ptr;
}

struct slice arena_copy(struct arena *arena, struct slice s)
{
    char *copy = s.len == SIZE_MAX ? NULL : arena_alloc(arena, s.len + 1, 1);
    if (!copy)
        return SLICE_EMPTY;
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    return (struct slice){copy, s.len};
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->chunk, arena->chunk ? arena->chunk->used : 0,
                               arena->used_bytes};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
    if (!mark.chunk) {
        arena_reset(arena);
        return;
    }
    while (arena->chunk != mark.chunk) {
        struct arena_chunk *older = arena->chunk->older;
        chunk_free(arena->chunk);
        arena->chunk = older;
    }
    arena_poison(mark.chunk->data + mark.chunk_used, mark.chunk->size - mark.chunk_used);
    mark.chunk->used = mark.chunk_used;
    arena->used_bytes = mark.used_bytes;
}
