/*
 * cluster.h - mentions that hang together, parted into events.
 *
 *   in    mentions in canonical order, what the user decided of them
 *   out   for each the number of its event
 *   uses  score.h
 */
#ifndef ANNALS_RECORD_CLUSTER_H
#define ANNALS_RECORD_CLUSTER_H

#include "record/score.h"

/* Mentions that are parted at once; more that hang together are first cut where they hang together
 * least. */
#define CLUSTER_MENTIONS_MAX 400

/* A decision of the user's on two mentions, by their places in the list. */
struct cluster_decision {
    uint32_t a;
    uint32_t b;
    bool join; /* else: never one event */
};

/*
 * Parts mentions into events: of all pairs of groups the two with the greatest score are joined,
 * until none is above the weight "join". The score of two groups is `best-share` of that of their
 * best pair and the rest of the mean of all pairs, so that neither a chain of neighbours makes an
 * event nor an event of many sides falls apart. Average linkage: Sokal and Michener 1958.
 *
 * mentions: in canonical order (merge_mention_compare), each once. ret_event[i] is the least place
 * of a mention of its event. The outcome depends on the mentions and decisions alone. O(count ^ 2
 * log count) for each CLUSTER_MENTIONS_MAX. False when the arena, which is rewound, is exhausted.
 */
bool merge_cluster(const struct merge_rules *rules, const struct merge_mention *const *mentions,
                   uint32_t count, const struct cluster_decision *decisions,
                   uint32_t decision_count, struct arena *scratch, uint32_t *ret_event);

#endif
