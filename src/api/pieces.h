/*
 * pieces.h - parts of a graph of bounded size, found from what was touched alone.
 *
 *   in    weighted links in the store, members whose links changed
 *   out   the pieces that may have changed
 *   uses  graph.h
 *
 * In a large archive nearly all hangs together somehow. A member's piece is what hangs together
 * with it by links of at least some weight: the least of the weights, in steps, by which that is no
 * more than `most` members; by the greatest weight it is what it is. So every member is in one
 * piece, and which follows from the links alone. Finding a piece looks at some `most` members for
 * each step, however large the graph is; members once seen to be of too many by a weight are not
 * followed again in the same call.
 */
#ifndef ANNALS_API_PIECES_H
#define ANNALS_API_PIECES_H

#include "api/graph.h"

struct piece_rules {
    enum store_graph graph;
    size_t most;    /* members of a piece */
    uint32_t first; /* weight from which links count at all */
    uint32_t step;  /* by which the weight is raised */
    uint32_t last;  /* the greatest; not above first + 30 * step */
};

/* Hands on, once each, the pieces of touched members (sorted; all whose links changed), and those
 * of members whose piece is another because of the fresh ones (sorted, of touched). Links of any
 * weight between members of a piece are its edges. The piece and what the callback takes from
 * scratch hold during the call only. */
bool graph_pieces(struct store *store, const struct piece_rules *rules,
                  const struct graph_change *change, struct arena *scratch,
                  bool (*part)(void *context, const struct graph_part *part, struct arena *scratch,
                               struct err *err),
                  void *context, struct err *err);

#endif
