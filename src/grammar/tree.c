/*
 * tree.c - the heaviest tree with one root.
 *
 *   in    scores of heads
 *   out   heads
 *
 * Most sentences end at the first step: each word's best head already gives a tree with one root,
 * which is then the best of all. Else the graph is contracted. Nodes are 0 (the root), 1 .. count
 * (the words) and, from count + 1 on, one for each contracted cycle.
 *
 * Invariants of struct graph
 *   1. `live` nodes have no parent; a contracted one's parent is its cycle's node.
 *   2. enter[a][b] is the heaviest edge from the words under live node a to those under live b,
 *      each weight less what entering b costs the cycles inside it.
 *   3. A cycle's node takes the row and the column of its first member; slot[node] says which.
 */
#include "grammar/tree.h"

#include "base/limits.h"

#define SCORE_MAX 1e4
#define NODE_NONE UINT32_MAX

struct edge {
    double weight;
    uint16_t from; /* the words (or root) that it ties, whatever was contracted since */
    uint16_t to;
};

struct graph {
    struct edge *enter; /* [slots][slots]: enter[to * slots + from] */
    struct edge *best;  /* [nodes]: the edge by which a node is entered, once chosen */
    uint32_t *parent;   /* [nodes] */
    uint32_t *slot;     /* [nodes] */
    uint32_t *live;     /* [live_count]: all live nodes, the root first */
    uint32_t live_count;
    uint32_t slots;
    uint32_t node_count;
};

static double score_of(float score)
{
    if (!(score > -SCORE_MAX))
        return -SCORE_MAX;
    return score < SCORE_MAX ? score : SCORE_MAX;
}

static uint32_t best_head(const float *scores, uint32_t word, uint32_t count)
{
    uint32_t best = 0;
    double most = score_of(scores[0]);
    for (uint32_t head = 1; head <= count; head++) {
        double score = score_of(scores[head]);
        if (head != word && score > most) {
            most = score;
            best = head;
        }
    }
    return best;
}

/* Whether heads hold no cycle and one root. mark has room for count + 1 numbers. */
static bool is_tree(const uint32_t *heads, uint32_t count, uint32_t *mark)
{
    uint32_t roots = 0;
    for (uint32_t word = 0; word <= count; word++)
        mark[word] = 0;
    for (uint32_t word = 1; word <= count; word++) {
        uint32_t at = word;
        roots += heads[word - 1] == TREE_ROOT;
        while (at != TREE_ROOT && mark[at] == 0) {
            mark[at] = word;
            at = heads[at - 1];
        }
        if (at != TREE_ROOT && mark[at] == word)
            return false;
    }
    return roots == 1;
}

static bool graph_new(struct graph *graph, const float *scores, size_t stride, uint32_t count,
                      struct arena *scratch)
{
    uint32_t slots = count + 1, nodes = 2 * count + 2;
    /* Trees differ by less than this, whichever edges they choose. */
    double root_cost = 2.0 * SCORE_MAX * (count + 1);
    *graph = (struct graph){.enter = arena_array(scratch, struct edge, (size_t)slots * slots),
                            .best = arena_array(scratch, struct edge, nodes),
                            .parent = arena_array(scratch, uint32_t, nodes),
                            .slot = arena_array(scratch, uint32_t, nodes),
                            .live = arena_array(scratch, uint32_t, nodes),
                            .live_count = slots,
                            .slots = slots,
                            .node_count = slots};
    if (!graph->enter || !graph->best || !graph->parent || !graph->slot || !graph->live)
        return false;
    for (uint32_t node = 0; node < nodes; node++) {
        graph->parent[node] = NODE_NONE;
        graph->slot[node] = node < slots ? node : 0;
        graph->live[node] = node;
    }
    for (uint32_t to = 1; to <= count; to++) {
        for (uint32_t from = 0; from <= count; from++) {
            double weight = score_of(scores[(to - 1) * stride + from]);
            graph->enter[to * slots + from] = (struct edge){
                .weight = from == TREE_ROOT ? weight - root_cost : weight,
                .from = (uint16_t)from,
                .to = (uint16_t)to};
        }
    }
    return true;
}

static struct edge *edge_at(struct graph *graph, uint32_t from, uint32_t to)
{
    return &graph->enter[graph->slot[to] * graph->slots + graph->slot[from]];
}

/* The live node whose edge into `to` is the heaviest. */
static uint32_t heaviest_source(struct graph *graph, uint32_t to)
{
    uint32_t best = NODE_NONE;
    for (uint32_t i = 0; i < graph->live_count; i++) {
        uint32_t from = graph->live[i];
        if (from != to && (best == NODE_NONE ||
                           edge_at(graph, from, to)->weight > edge_at(graph, best, to)->weight))
            best = from;
    }
    return best;
}

static void retire(struct graph *graph, const uint32_t *cycle, uint32_t length, uint32_t parent)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < length; i++)
        graph->parent[cycle[i]] = parent;
    for (uint32_t i = 0; i < graph->live_count; i++) {
        if (graph->parent[graph->live[i]] == NODE_NONE)
            graph->live[kept++] = graph->live[i];
    }
    graph->live_count = kept;
}

/* Makes one node of a cycle, each of whose members is entered by its best edge. */
static uint32_t contract(struct graph *graph, const uint32_t *cycle, uint32_t length)
{
    uint32_t node = graph->node_count++;
    retire(graph, cycle, length, node);
    graph->slot[node] = graph->slot[cycle[0]];
    for (uint32_t i = 0; i < graph->live_count; i++) {
        uint32_t other = graph->live[i];
        struct edge in = {0}, out = {0};
        for (uint32_t m = 0; m < length; m++) {
            struct edge entry = *edge_at(graph, other, cycle[m]);
            entry.weight -= graph->best[cycle[m]].weight;
            if (m == 0 || entry.weight > in.weight)
                in = entry;
            const struct edge *exit = edge_at(graph, cycle[m], other);
            if (m == 0 || exit->weight > out.weight)
                out = *exit;
        }
        *edge_at(graph, other, node) = in;
        *edge_at(graph, node, other) = out;
    }
    graph->live[graph->live_count++] = node;
    return node;
}

/*
 * Enters every node: follows the heaviest edges backwards from a node until the root or a node that
 * leads there; a node met twice closes a cycle, which is contracted, and the path goes on from its
 * node. path has room for all nodes; done marks those that lead to the root.
 */
static void enter_all(struct graph *graph, uint32_t *path, uint32_t *done, uint32_t *depth)
{
    done[TREE_ROOT] = 1;
    for (uint32_t start = 1; start < graph->slots; start++) {
        uint32_t length = 0, node = start;
        while (graph->parent[node] != NODE_NONE)
            node = graph->parent[node];
        while (!done[node]) {
            path[length] = node;
            depth[node] = ++length;
            uint32_t source = heaviest_source(graph, node);
            graph->best[node] = *edge_at(graph, source, node);
            if (depth[source] > 0 && !done[source]) {
                uint32_t first = depth[source] - 1;
                node = contract(graph, path + first, length - first);
                length = first;
            } else {
                node = source;
            }
        }
        while (length > 0)
            done[path[--length]] = 1;
    }
}

/* Undoes the contractions, last first: the edge that enters a cycle replaces the one that enters
 * the member it leads to. */
static void expand(struct graph *graph, uint32_t count, uint32_t *ret_heads)
{
    for (uint32_t node = graph->node_count; node-- > graph->slots;) {
        uint32_t member = graph->best[node].to;
        while (graph->parent[member] != node)
            member = graph->parent[member];
        graph->best[member] = graph->best[node];
    }
    for (uint32_t word = 1; word <= count; word++)
        ret_heads[word - 1] = graph->best[word].from;
}

bool tree_decode(const float *scores, size_t stride, uint32_t count, struct arena *scratch,
                 uint32_t *ret_heads, struct err *err)
{
    struct arena_mark mark = arena_mark(scratch);
    uint32_t nodes = 2 * count + 2;
    uint32_t *work = arena_array(scratch, uint32_t, 3 * (size_t)nodes);
    if (!work)
        return arena_fail(scratch, err);
    for (uint32_t word = 1; word <= count; word++)
        ret_heads[word - 1] = best_head(scores + (word - 1) * stride, word, count);
    if (!is_tree(ret_heads, count, work)) {
        struct graph graph;
        if (!graph_new(&graph, scores, stride, count, scratch)) {
            arena_rewind(scratch, mark);
            return arena_fail(scratch, err);
        }
        for (uint32_t i = 0; i < nodes; i++)
            work[i] = 0;
        enter_all(&graph, work + nodes, work + 2 * (size_t)nodes, work);
        expand(&graph, count, ret_heads);
    }
    arena_rewind(scratch, mark);
    return true;
}
