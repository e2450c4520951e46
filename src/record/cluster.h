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

/* Mentions of which all pairs are scored; more that hang together are first cut where they hang
 * together least. */
#define CLUSTER_MENTIONS_MAX 400

/* A pair that was found to be one event by its own evidence. */
struct cluster_link {
    uint32_t a; /* places in the list */
    uint32_t b;
    uint32_t weight; /* merge_link_weight of its score */
};

/* A decision of the user's on two mentions, by their places in the list. */
struct cluster_decision {
    uint32_t a;
    uint32_t b;
    bool join; /* else: never one event */
};

/* What a score weighs as a link: 0 below the weight "link", then 1, and 1 more for each half point.
 */
uint32_t merge_link_weight(const struct merge_rules *rules, double score);

/*
 * Parts mentions into events: of all pairs of groups the two with the greatest score are joined,
 * until none is above the weight "join". The score of two groups is `best-share` of that of their
 * best pair and the rest of the mean of all pairs, so that neither a chain of neighbours makes an
 * event nor an event of many sides falls apart. Average linkage: Sokal and Michener 1958.
 *
 * More than CLUSTER_MENTIONS_MAX are cut into those that hang together by ever stronger links;
 * those that still are too many by the strongest are so alike that they are one event, but for
 * mentions that the user split off.
 *
 * mentions: in canonical order (merge_mention_compare), each once. ret_event[i] is the least place
 * of a mention of its event. The outcome depends on the mentions, the set of links and the
 * decisions alone. O(count * CLUSTER_MENTIONS_MAX * log + links). False when the arena, which is
 * rewound, is exhausted.
 */
struct cluster_task {
    const struct merge_rules *rules;
    const struct merge_mention *const *mentions;
    uint32_t count;
    const struct cluster_link *links;
    size_t link_count;
    const struct cluster_decision *decisions;
    size_t decision_count;
};
bool merge_cluster(const struct cluster_task *task, struct arena *scratch, uint32_t *ret_event);

#endif
