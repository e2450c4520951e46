/*
 * stories.c - average linkage over sparse similarities.
 *
 *   in    links
 *   out   stories
 *
 * Invariants of a run of average linkage
 *   1. root_of(n) is the least node of n's cluster; only clusters that are roots have lists.
 *   2. The lists of two linked clusters name each other, perhaps by a node that was joined since;
 *      their sums add up to the similarities between the two clusters' nodes.
 *   3. A pair on the heap holds as long as both sizes are what they were when it was pushed.
 */
#include "record/stories.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/vector.h"

/* Mean similarity from which two stories are one (of SIMILARITY_ONE). */
#define STORY_MEAN_MIN 90

struct near {
    uint32_t node;
    uint64_t sum; /* of similarities */
};

struct cluster {
    uint32_t parent;
    uint32_t size;
    struct near *nears;
    size_t near_count;
};

/* Pairs of a node that count at most towards a mean: where many are alike not all pairs are
 * compared, and what was not would count as unlike. Four times the articles that each is compared
 * with for sure. */
#define PAIRS_OF_NODE 128

struct pair {
    double mean;
    uint32_t a, b; /* a < b */
    uint32_t a_size, b_size;
};

struct linkage {
    struct cluster *clusters;
    struct arena *arena;
    VECTOR(struct pair) heap;
};

/* ---- a heap of pairs, the most alike on top ---- */

static bool is_above(const struct pair *x, const struct pair *y)
{
    if (x->mean != y->mean)
        return x->mean > y->mean;
    return x->a != y->a ? x->a < y->a : x->b < y->b;
}

static bool heap_push(struct linkage *linkage, struct pair pair, struct err *err)
{
    struct pair *slot = vector_push(&linkage->heap, linkage->arena);
    if (!slot)
        return arena_fail(linkage->arena, err);
    struct pair *heap = linkage->heap.items;
    size_t at = linkage->heap.count - 1;
    for (; at > 0 && is_above(&pair, &heap[(at - 1) / 2]); at = (at - 1) / 2)
        heap[at] = heap[(at - 1) / 2];
    heap[at] = pair;
    return true;
}

static struct pair heap_pop(struct linkage *linkage)
{
    struct pair *heap = linkage->heap.items;
    struct pair top = heap[0], last = heap[--linkage->heap.count];
    size_t count = linkage->heap.count, at = 0;
    for (size_t child = 1; child < count; child = 2 * at + 1) {
        if (child + 1 < count && is_above(&heap[child + 1], &heap[child]))
            child++;
        if (!is_above(&heap[child], &last))
            break;
        heap[at] = heap[child];
        at = child;
    }
    if (count > 0)
        heap[at] = last;
    return top;
}

/* ---- clusters ---- */

static uint32_t root_of(struct cluster *clusters, uint32_t node)
{
    while (clusters[node].parent != node) {
        clusters[node].parent = clusters[clusters[node].parent].parent;
        node = clusters[node].parent;
    }
    return node;
}

static bool push_pair(struct linkage *linkage, uint32_t x, uint32_t y, uint64_t sum,
                      struct err *err)
{
    uint32_t a = x < y ? x : y, b = x < y ? y : x;
    uint32_t a_size = linkage->clusters[a].size, b_size = linkage->clusters[b].size;
    uint32_t fewer = a_size < b_size ? a_size : b_size, more = a_size < b_size ? b_size : a_size;
    double pairs = (double)fewer * (more < PAIRS_OF_NODE ? more : PAIRS_OF_NODE);
    double mean = (double)sum / pairs;
    return mean < STORY_MEAN_MIN ||
           heap_push(linkage, (struct pair){mean, a, b, a_size, b_size}, err);
}

static int compare_nears(const void *a, const void *b)
{
    const struct near *left = a, *right = b;
    return (left->node > right->node) - (left->node < right->node);
}

/* The neighbours of two clusters in one list, by root. */
static bool join_nears(struct linkage *linkage, const struct cluster *a, const struct cluster *b,
                       uint32_t root, struct near **ret_nears, size_t *ret_count, struct err *err)
{
    size_t count = a->near_count + b->near_count, kept = 0;
    struct near *nears = arena_array(linkage->arena, struct near, count);
    if (!nears)
        return arena_fail(linkage->arena, err);
    for (size_t i = 0; i < count; i++) {
        nears[i] = i < a->near_count ? a->nears[i] : b->nears[i - a->near_count];
        nears[i].node = root_of(linkage->clusters, nears[i].node);
    }
    qsort(nears, count, sizeof(nears[0]), compare_nears);
    for (size_t i = 0; i < count; i++) {
        if (nears[i].node == root)
            continue;
        if (kept > 0 && nears[kept - 1].node == nears[i].node)
            nears[kept - 1].sum += nears[i].sum;
        else
            nears[kept++] = nears[i];
    }
    *ret_nears = nears;
    *ret_count = kept;
    return true;
}

static bool join(struct linkage *linkage, const struct pair *pair, struct err *err)
{
    struct cluster *a = &linkage->clusters[pair->a], *b = &linkage->clusters[pair->b];
    struct near *nears;
    size_t count;
    b->parent = pair->a;
    if (!join_nears(linkage, a, b, pair->a, &nears, &count, err))
        return false;
    a->size += b->size;
    a->nears = nears;
    a->near_count = count;
    b->near_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (!push_pair(linkage, pair->a, nears[i].node, nears[i].sum, err))
            return false;
    }
    return true;
}

/* Lists of neighbours out of links. */
static bool fill_nears(struct linkage *linkage, size_t node_count, const struct story_link *links,
                       size_t link_count, struct err *err)
{
    struct near *nears = arena_array(linkage->arena, struct near, link_count * 2);
    if (!nears)
        return arena_fail(linkage->arena, err);
    for (size_t i = 0; i < link_count; i++) {
        linkage->clusters[links[i].a].near_count++;
        linkage->clusters[links[i].b].near_count++;
    }
    for (size_t i = 0; i < node_count; i++) {
        linkage->clusters[i].nears = nears;
        nears += linkage->clusters[i].near_count;
        linkage->clusters[i].near_count = 0;
    }
    for (size_t i = 0; i < link_count; i++) {
        struct cluster *a = &linkage->clusters[links[i].a], *b = &linkage->clusters[links[i].b];
        a->nears[a->near_count++] = (struct near){links[i].b, links[i].similarity};
        b->nears[b->near_count++] = (struct near){links[i].a, links[i].similarity};
    }
    return true;
}

static bool link_averages(size_t node_count, const struct story_link *links, size_t link_count,
                          struct arena *arena, uint32_t *ret_story, struct err *err)
{
    struct linkage linkage = {.clusters = arena_array(arena, struct cluster, node_count),
                              .arena = arena};
    if (!linkage.clusters)
        return arena_fail(arena, err);
    for (size_t i = 0; i < node_count; i++)
        linkage.clusters[i] = (struct cluster){.parent = (uint32_t)i, .size = 1};
    if (!fill_nears(&linkage, node_count, links, link_count, err))
        return false;
    for (size_t i = 0; i < link_count; i++) {
        if (!push_pair(&linkage, links[i].a, links[i].b, links[i].similarity, err))
            return false;
    }
    while (linkage.heap.count > 0) {
        struct pair pair = heap_pop(&linkage);
        const struct cluster *a = &linkage.clusters[pair.a], *b = &linkage.clusters[pair.b];
        bool holds = a->parent == pair.a && b->parent == pair.b && a->size == pair.a_size &&
                     b->size == pair.b_size;
        if (holds && !join(&linkage, &pair, err))
            return false;
    }
    for (size_t i = 0; i < node_count; i++)
        ret_story[i] = root_of(linkage.clusters, (uint32_t)i);
    return true;
}

/* ---- too many nodes: cut by ever stronger links ---- */

/* A part of the nodes: those whose piece is the same. */
struct cut {
    uint32_t *piece; /* [nodes] the least node of what hangs together */
    uint32_t *size;  /* [nodes] of the piece, at its least node */
};

static uint32_t piece_of(uint32_t *piece, uint32_t node)
{
    while (piece[node] != node)
        node = piece[node] = piece[piece[node]];
    return node;
}

/* Pieces of the nodes by links of at least `least`, within the pieces before. */
static void cut_pieces(size_t node_count, const struct story_link *links, size_t link_count,
                       unsigned least, struct cut *cut)
{
    for (size_t i = 0; i < node_count; i++) {
        if (cut->size[cut->piece[i]] > STORY_NODES_MAX)
            cut->piece[i] = (uint32_t)i;
    }
    for (size_t i = 0; i < link_count; i++) {
        uint32_t a = piece_of(cut->piece, links[i].a), b = piece_of(cut->piece, links[i].b);
        if (links[i].similarity >= least && a != b)
            cut->piece[a > b ? a : b] = a > b ? b : a;
    }
    memset(cut->size, 0, node_count * sizeof(cut->size[0]));
    for (size_t i = 0; i < node_count; i++)
        cut->size[cut->piece[i] = piece_of(cut->piece, (uint32_t)i)]++;
}

static uint32_t greatest_size(const struct cut *cut, size_t node_count)
{
    uint32_t greatest = 0;
    for (size_t i = 0; i < node_count; i++)
        greatest = cut->size[i] > greatest ? cut->size[i] : greatest;
    return greatest;
}

bool stories_part(size_t node_count, const struct story_link *links, size_t link_count,
                  struct arena *scratch, uint32_t *ret_story, struct err *err)
{
    struct arena_mark mark = arena_mark(scratch);
    if (node_count <= STORY_NODES_MAX) {
        bool done = link_averages(node_count, links, link_count, scratch, ret_story, err);
        arena_rewind(scratch, mark);
        return done;
    }
    struct cut cut = {.piece = arena_array(scratch, uint32_t, node_count),
                      .size = arena_array(scratch, uint32_t, node_count)};
    struct story_link *within = arena_array(scratch, struct story_link, link_count);
    if (!cut.piece || !cut.size || !within)
        return arena_fail(scratch, err);
    cut.size[0] = (uint32_t)node_count; /* all are piece 0 */
    for (unsigned least = STORY_LINK_MIN + STORY_CUT_STEP;
         least <= STORY_CUT_MAX && greatest_size(&cut, node_count) > STORY_NODES_MAX;
         least += STORY_CUT_STEP)
        cut_pieces(node_count, links, link_count, least, &cut);
    size_t kept = 0;
    for (size_t i = 0; i < link_count; i++) {
        uint32_t piece = cut.piece[links[i].a];
        if (piece == cut.piece[links[i].b] && cut.size[piece] <= STORY_NODES_MAX)
            within[kept++] = links[i];
    }
    bool done = link_averages(node_count, within, kept, scratch, ret_story, err);
    for (size_t i = 0; i < node_count && done; i++) {
        if (cut.size[cut.piece[i]] > STORY_NODES_MAX)
            ret_story[i] = cut.piece[i];
    }
    arena_rewind(scratch, mark);
    return done;
}
