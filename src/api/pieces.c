/*
 * pieces.c - parts of a graph of bounded size.
 *
 *   in    links in the store
 *   out   pieces
 *
 * Invariants
 *   1. node.large > k: by the weight of step k, and so by all lesser ones, the node hangs together
 *      with more than `most` members. node.was_large says the same of the graph without fresh
 *      members: as it was before the step, but for links that were dropped, whose ends are touched.
 *   2. A piece that fresh members made too large was, without them, what hung together by a link of
 *      one of them: each fresh member has those looked for and put into the queue.
 */
#include "api/pieces.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

struct node {
    int64_t member;
    const struct store_link *links; /* NULL until they are wanted */
    size_t link_count;
    uint8_t large;      /* steps by which it is known to hang together with too many */
    uint8_t was_large;  /* likewise without fresh members */
    uint32_t was_small; /* bits: steps by which it was known to be of a piece, without fresh ones */
    uint32_t seen;      /* number of the last search that came by */
    bool is_fresh;
    bool is_queued;
    bool is_done;
};

struct cutting {
    struct store *store;
    const struct piece_rules *rules;
    struct arena arena; /* of the whole call */
    struct map places;  /* members, as bytes, to their places in nodes */
    VECTOR(struct node) nodes;
    VECTOR(uint32_t) queue;
    VECTOR(uint32_t) found; /* of the search under way */
    uint32_t searches;
    uint8_t steps;
};

static bool place_of(struct cutting *cutting, int64_t member, uint32_t *ret_place, struct err *err)
{
    const struct slice key = {(const char *)&member, sizeof(member)};
    const uint32_t *known = map_get(&cutting->places, key);
    if (known) {
        *ret_place = *known;
        return true;
    }
    *ret_place = (uint32_t)cutting->nodes.count;
    struct slice kept = arena_copy(&cutting->arena, key);
    struct node *node = vector_push(&cutting->nodes, &cutting->arena);
    if (!kept.ptr || !node || !map_put(&cutting->places, kept, *ret_place))
        return arena_fail(&cutting->arena, err);
    *node = (struct node){.member = member};
    return true;
}

static bool enqueue(struct cutting *cutting, uint32_t place, struct err *err)
{
    if (cutting->nodes.items[place].is_queued)
        return true;
    uint32_t *queued = vector_push(&cutting->queue, &cutting->arena);
    if (!queued)
        return arena_fail(&cutting->arena, err);
    *queued = place;
    cutting->nodes.items[place].is_queued = true;
    return true;
}

static bool links_of(struct cutting *cutting, uint32_t place, struct err *err)
{
    struct store_link *links;
    size_t count;
    if (cutting->nodes.items[place].links)
        return true;
    if (!store_links(cutting->store, cutting->rules->graph, cutting->nodes.items[place].member, 0,
                     &cutting->arena, &links, &count, err))
        return false;
    static const struct store_link NONE;
    cutting->nodes.items[place].links = count > 0 ? links : &NONE;
    cutting->nodes.items[place].link_count = count;
    return true;
}

/* ---- searching ---- */

static bool find(struct cutting *cutting, uint32_t place, struct err *err)
{
    uint32_t *found = vector_push(&cutting->found, &cutting->arena);
    if (!found)
        return arena_fail(&cutting->arena, err);
    *found = place;
    cutting->nodes.items[place].seen = cutting->searches;
    return true;
}

static bool is_large(const struct node *node, uint8_t step, bool without_fresh)
{
    return (without_fresh ? node->was_large : node->large) > step;
}

/* Finds what hangs together with a node by the weight of a step. *ret_large: too many, as far as it
 * went. */
static bool search(struct cutting *cutting, uint32_t from, uint8_t step, bool without_fresh,
                   bool *ret_large, struct err *err)
{
    const struct piece_rules *rules = cutting->rules;
    uint32_t least = rules->first + step * rules->step;
    size_t most = step + 1 < cutting->steps ? rules->most : SIZE_MAX;
    cutting->searches++;
    cutting->found.count = 0;
    *ret_large = is_large(&cutting->nodes.items[from], step, without_fresh);
    if (!find(cutting, from, err))
        return false;
    for (size_t i = 0; i < cutting->found.count && !*ret_large; i++) {
        uint32_t at = cutting->found.items[i];
        if (!links_of(cutting, at, err))
            return false;
        for (size_t l = 0; l < cutting->nodes.items[at].link_count && !*ret_large; l++) {
            const struct store_link link = cutting->nodes.items[at].links[l];
            uint32_t other;
            if (link.weight < least)
                continue;
            if (!place_of(cutting, link.other, &other, err))
                return false;
            const struct node *node = &cutting->nodes.items[other];
            if (node->seen == cutting->searches || (without_fresh && node->is_fresh))
                continue;
            if (!find(cutting, other, err))
                return false;
            *ret_large = cutting->found.count > most || is_large(node, step, without_fresh);
        }
    }
    for (size_t i = 0; i < cutting->found.count && *ret_large; i++) {
        struct node *node = &cutting->nodes.items[cutting->found.items[i]];
        uint8_t *large = without_fresh ? &node->was_large : &node->large;
        *large = *large > step ? *large : (uint8_t)(step + 1);
    }
    return true;
}

/* Queues what was of a piece before fresh members came, by the weight of a step, with one that a
 * fresh member is linked with. */
static bool queue_former(struct cutting *cutting, uint32_t place, uint8_t step, struct err *err)
{
    bool large;
    if (cutting->nodes.items[place].is_fresh ||
        (cutting->nodes.items[place].was_small >> step & 1) != 0 ||
        is_large(&cutting->nodes.items[place], step, true))
        return true;
    if (!search(cutting, place, step, true, &large, err))
        return false;
    for (size_t i = 0; i < cutting->found.count && !large; i++) {
        cutting->nodes.items[cutting->found.items[i]].was_small |= (uint32_t)1 << step;
        if (!enqueue(cutting, cutting->found.items[i], err))
            return false;
    }
    return true;
}

/* By all weights by which a fresh member is of too many. */
static bool queue_around(struct cutting *cutting, uint32_t place, uint8_t steps, struct err *err)
{
    const struct piece_rules *rules = cutting->rules;
    if (!links_of(cutting, place, err))
        return false;
    for (uint8_t step = 0; step < steps; step++) {
        for (size_t l = 0; l < cutting->nodes.items[place].link_count; l++) {
            const struct store_link link = cutting->nodes.items[place].links[l];
            uint32_t other;
            if (link.weight < rules->first + step * rules->step)
                continue;
            if (!place_of(cutting, link.other, &other, err) ||
                !queue_former(cutting, other, step, err))
                return false;
        }
    }
    return true;
}

/* ---- pieces ---- */

/* Leaves the piece of a node in found. */
static bool find_piece(struct cutting *cutting, uint32_t place, struct err *err)
{
    uint8_t step = cutting->nodes.items[place].large;
    for (bool large = true; large; step++) {
        if (!search(cutting, place, step, false, &large, err))
            return false;
        if (!large)
            break;
    }
    for (size_t i = 0; i < cutting->found.count; i++) {
        struct node *node = &cutting->nodes.items[cutting->found.items[i]];
        node->large = step;
        node->is_done = true;
    }
    return true;
}

static int compare_members(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* The members found, ascending, and their links. */
static bool make_part(struct cutting *cutting, struct arena *scratch, struct graph_part *ret_part,
                      struct err *err)
{
    VECTOR(struct graph_edge) edges = {0};
    size_t count = cutting->found.count;
    struct graph_members members = {arena_array(scratch, int64_t, count), count, count};
    if (!members.items)
        return arena_fail(scratch, err);
    for (size_t i = 0; i < count; i++)
        members.items[i] = cutting->nodes.items[cutting->found.items[i]].member;
    qsort(members.items, count, sizeof(members.items[0]), compare_members);
    for (size_t i = 0; i < count; i++) {
        const struct node *node = &cutting->nodes.items[cutting->found.items[i]];
        uint32_t a = (uint32_t)graph_members_find(&members, node->member);
        for (size_t l = 0; l < node->link_count; l++) {
            size_t b = graph_members_find(&members, node->links[l].other);
            if (b == SIZE_MAX || b <= a)
                continue;
            struct graph_edge *edge = vector_push(&edges, scratch);
            if (!edge)
                return arena_fail(scratch, err);
            *edge = (struct graph_edge){a, (uint32_t)b, node->links[l].weight};
        }
    }
    *ret_part = (struct graph_part){members.items, count, edges.items, edges.count};
    return true;
}

static bool start(struct cutting *cutting, const struct graph_change *change, struct err *err)
{
    for (size_t i = 0; i < change->touched.count; i++) {
        uint32_t place;
        int64_t member = change->touched.items[i];
        if (!place_of(cutting, member, &place, err) || !enqueue(cutting, place, err))
            return false;
        cutting->nodes.items[place].is_fresh = graph_members_find(&change->fresh, member) !=
                                               SIZE_MAX;
    }
    return true;
}

bool graph_pieces(struct store *store, const struct piece_rules *rules,
                  const struct graph_change *change, struct arena *scratch,
                  bool (*part)(void *context, const struct graph_part *part, struct arena *scratch,
                               struct err *err),
                  void *context, struct err *err)
{
    struct cutting cutting = {.store = store,
                              .rules = rules,
                              .steps = (uint8_t)((rules->last - rules->first) / rules->step + 1)};
    arena_init(&cutting.arena, SIZE_MAX);
    map_init(&cutting.places, &cutting.arena);
    bool fine = start(&cutting, change, err);
    for (size_t q = 0; fine && q < cutting.queue.count; q++) {
        struct graph_part found;
        uint32_t place = cutting.queue.items[q];
        arena_reset(scratch);
        if (!cutting.nodes.items[place].is_done)
            fine = find_piece(&cutting, place, err) && make_part(&cutting, scratch, &found, err) &&
                   part(context, &found, scratch, err);
        if (cutting.nodes.items[place].is_fresh)
            fine = fine && queue_around(&cutting, place, cutting.nodes.items[place].large, err);
    }
    arena_free(&cutting.arena);
    return fine;
}
