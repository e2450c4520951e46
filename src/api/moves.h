/*
 * moves.h - what became of groups whose members went elsewhere: renamed, merged, split.
 *
 *   in    for each member the id of the group in which it was, and of that in which it is
 *   out   what to tell of ids that were shown once
 *   uses  base/
 *
 * A group that went into several, itself among them, was split; one of several that went into one
 * was merged; another id for the same members is renamed.
 */
#ifndef ANNALS_API_MOVES_H
#define ANNALS_API_MOVES_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/vector.h"

struct move {
    char from[HASH_ID_CHARS];
    char to[HASH_ID_CHARS];
};

struct moves {
    struct move *items;
    size_t count;
    size_t capacity;
};

/* Notes that a member went, or stayed. False when the arena is exhausted. */
bool moves_add(struct moves *moves, struct slice from, struct slice to, struct arena *arena,
               struct err *err);

/* Sorts the moves, each once, and hands on those that end elsewhere, with "renamed", "merged" or
 * "split". False, with err set, when memory ran out or `changed` was false. */
bool moves_tell(struct moves *moves, struct arena *arena,
                bool (*changed)(void *context, struct slice from, struct slice to,
                                struct slice change, struct err *err),
                void *context, struct err *err);

#endif
