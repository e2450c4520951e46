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
};

struct graph_members {
    int64_t *items;
    size_t count;
    size_t capacity;
};

/* Sorts and drops repetitions. */
void graph_members_sort(struct graph_members *members);

/* Takes in members that are new, sorted without repetition: writes their keys and links. Adds to
 * *touched, in arena, all members whose links changed, the new ones among them. */
bool graph_take_in(struct store *store, const struct graph_rules *rules,
                   const struct graph_members *members, struct arena *arena,
                   struct graph_members *touched, struct err *err);

/* What hangs together: members ascending, and links between their indices, a < b. */
struct graph_part {
    const int64_t *members;
    size_t member_count;
    const struct graph_edge {
        uint32_t a, b;
        uint32_t weight;
    } * edges;
    size_t edge_count;
};

/* Hands on each connected part that holds one of the touched members (sorted), once. The part and
 * what the callback takes from scratch hold during the call only. */
bool graph_parts(struct store *store, enum store_graph graph, const struct graph_members *touched,
                 struct arena *scratch,
                 bool (*part)(void *context, const struct graph_part *part, struct arena *scratch,
                              struct err *err),
                 void *context, struct err *err);

#endif
