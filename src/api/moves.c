/*
 * moves.c - what became of groups whose members went elsewhere.
 *
 *   in    moves of members
 *   out   changes of groups
 */
#include "api/moves.h"

#include <stdlib.h>
#include <string.h>

bool moves_add(struct moves *moves, struct slice from, struct slice to, struct arena *arena,
               struct err *err)
{
    struct move *move = vector_push(moves, arena);
    if (!move)
        return arena_fail(arena, err);
    memcpy(move->from, from.ptr, HASH_ID_CHARS);
    memcpy(move->to, to.ptr, HASH_ID_CHARS);
    return true;
}

static int compare_moves(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct move));
}

static int compare_ends(const void *a, const void *b)
{
    const struct move *left = a, *right = b;
    int order = memcmp(left->to, right->to, HASH_ID_CHARS);
    return order != 0 ? order : memcmp(left->from, right->from, HASH_ID_CHARS);
}

static void sort_once(struct moves *moves)
{
    size_t kept = 0;
    qsort(moves->items, moves->count, sizeof(moves->items[0]), compare_moves);
    for (size_t i = 0; i < moves->count; i++) {
        if (kept == 0 || compare_moves(&moves->items[kept - 1], &moves->items[i]) != 0)
            moves->items[kept++] = moves->items[i];
    }
    moves->count = kept;
}

/* How many of the moves, which are sorted by their end, end in a group. */
static size_t count_ending_in(const struct move *by_end, size_t count, const char *group)
{
    size_t low = 0, high = count, ending = 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (memcmp(by_end[middle].to, group, HASH_ID_CHARS) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && memcmp(by_end[low].to, group, HASH_ID_CHARS) == 0; low++)
        ending++;
    return ending;
}

bool moves_tell(struct moves *moves, struct arena *arena,
                bool (*changed)(void *context, struct slice from, struct slice to,
                                struct slice change, struct err *err),
                void *context, struct err *err)
{
    if (moves->count == 0)
        return true;
    sort_once(moves);
    struct move *by_end = arena_array(arena, struct move, moves->count);
    if (!by_end)
        return arena_fail(arena, err);
    memcpy(by_end, moves->items, moves->count * sizeof(by_end[0]));
    qsort(by_end, moves->count, sizeof(by_end[0]), compare_ends);
    for (size_t first = 0, next; first < moves->count; first = next) {
        const struct move *move = &moves->items[first];
        for (next = first + 1; next < moves->count &&
                               memcmp(moves->items[next].from, move->from, HASH_ID_CHARS) == 0;)
            next++;
        for (size_t i = first; i < next; i++) {
            struct slice from = {moves->items[i].from, HASH_ID_CHARS};
            struct slice to = {moves->items[i].to, HASH_ID_CHARS};
            struct slice change = next - first > 1 ? SLICE("split")
                                  : count_ending_in(by_end, moves->count, to.ptr) > 1
                                      ? SLICE("merged")
                                      : SLICE("renamed");
            if (!slice_equal(from, to) && !changed(context, from, to, change, err))
                return false;
        }
    }
    return true;
}
