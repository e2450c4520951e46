/*
 * graph.h - members that are alike, linked as they arrive, with work bounded by keys.
 *
 *   in    new members; their keys; a weight for a pair
 *   out   links in the store; what hangs together with what was touched
 *   uses  store/
 *
 * Invariants
 *   1. Whether two members are linked depends on the set of all members alone, not on the order in
 *      which they came: they have weight (a pure function of the two), and some key supports them.
 *   2. A key supports a pair when both stand under keys that look at each other and one of the two
 *      is a leader under its own: among the first `leaders` members by number, which is a hash. So
 * a key that thousands share (a phrase of an agency, a word of a great story) costs each new member
 * a bounded number of comparisons, and a new leader, which is ever rarer, the many.
 *   3. When a new leader pushes one out, that one's links are kept only where something supports
 *      them still.
 *   4. Members may be near each other by more than keys (events of articles of one story). Whoever
 *      was near and is not any more is a suspect, whose links are looked at like those of 3.
 */
#ifndef ANNALS_API_GRAPH_H
#define ANNALS_API_GRAPH_H

#include "base/vector.h"
#include "store/groups.h"

/* A key under which a member stands, and those under which it looks for others. */
struct graph_key {
    int64_t own;
    const int64_t *looks;
    size_t look_count;
};

struct graph_members {
    int64_t *items;
    size_t count;
    size_t capacity;
};

struct graph_rules {
    enum store_graph graph;
    size_t leaders;
    void *context;
    /* A member's keys, in arena. */
    bool (*keys)(void *context, int64_t member, struct arena *arena, struct graph_key **ret_keys,
                 size_t *ret_count, struct err *err);
    /* What links two members; 0: nothing. arena is rewound after. */
    bool (*weigh)(void *context, int64_t a, int64_t b, struct arena *arena, uint32_t *ret_weight,
                  struct err *err);
    /* Told after each member, for progress; false, with err set, ends it. */
    bool (*tell)(void *context, uint64_t done, struct err *err);
    /* Adds the members near a member whatever their keys, in any order; symmetric. NULL: none. */
    bool (*near)(void *context, int64_t member, struct arena *arena, struct graph_members *near,
                 struct err *err);
    /* Adds members that belong into the part of a member whatever their links. NULL: none. */
    bool (*joined)(void *context, int64_t member, struct arena *arena, struct graph_members *others,
                   struct err *err);
};

/* Adds one. False when the arena is exhausted. */
bool graph_members_add(struct graph_members *members, int64_t member, struct arena *arena,
                       struct err *err);

/* Sorts and drops repetitions. */
void graph_members_sort(struct graph_members *members);

/* Where a member stands in sorted ones, or SIZE_MAX. O(log count). */
size_t graph_members_find(const struct graph_members *members, int64_t member);

/* What a step brings, and what comes of it. */
struct graph_change {
    struct graph_members fresh;    /* in: new members, each once, in the order of their work */
    struct graph_members suspects; /* in: old members that were near others and may not be now */
    struct graph_members
        touched; /* out: all members whose links changed, the new ones among them */
    struct graph_members unlinked; /* out: members that lost a link */
};

/* Takes in the new members: writes their keys and links, and drops links that nothing supports any
 * more. What is found is added in arena. */
bool graph_take_in(struct store *store, const struct graph_rules *rules,
                   struct graph_change *change, struct arena *arena, struct err *err);

/* What hangs together: members ascending, and links between their indices, a < b. */
struct graph_part {
    int64_t *members;
    size_t member_count;
    const struct graph_edge {
        uint32_t a, b;
        uint32_t weight;
    } * edges;
    size_t edge_count;
};

/* Hands on each connected part that holds one of the touched members (sorted), once. The part and
 * what the callback takes from scratch hold during the call only. */
bool graph_parts(struct store *store, const struct graph_rules *rules,
                 const struct graph_members *touched, struct arena *scratch,
                 bool (*part)(void *context, const struct graph_part *part, struct arena *scratch,
                              struct err *err),
                 void *context, struct err *err);

#endif
