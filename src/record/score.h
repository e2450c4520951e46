/*
 * score.h - whether two mentions report one event: the evidence, in points.
 *
 *   in    two mentions
 *   out   a score, and what it is made of
 *   uses  features.h
 *
 * The score depends on the two mentions and their articles alone, and is the same either way round.
 */
#ifndef ANNALS_RECORD_SCORE_H
#define ANNALS_RECORD_SCORE_H

#include "record/features.h"

#define EVIDENCE_ITEMS_MAX 24

struct evidence_item {
    const char *name; /* of the weight: "same-day" */
    double points;
};

struct evidence {
    double score; /* sum of the items' points, in their order */
    uint32_t count;
    struct evidence_item items[EVIDENCE_ITEMS_MAX];
};

/* The score of two mentions whose types go together; false when they do not: such mentions are
 * never one event by themselves. O(actors * actors + words). */
bool merge_score(const struct merge_rules *rules, const struct merge_mention *a,
                 const struct merge_mention *b, struct evidence *ret_evidence);

/* Whether events of two types may be one at all. */
bool merge_types_meet(const struct merge_rules *rules, struct slice a, struct slice b);

/* Whether somebody who takes part in one may be one who does in the other, on the same side. */
bool merge_share_somebody(const struct merge_rules *rules, const struct merge_mention *a,
                          const struct merge_mention *b);

/* Whether two mentions share something beside the word and the story. O(actors * actors + words).
 */
bool merge_share_something(const struct merge_rules *rules, const struct merge_mention *a,
                           const struct merge_mention *b);

/* How two participants stand to each other. */
enum actor_relation {
    ACTORS_OTHER,      /* cannot be one: two countries, two persons */
    ACTORS_OTHER_NOUN, /* told by nouns that are not for the same: "girls", "militants" */
    ACTORS_UNTOLD,     /* may be one: "the attackers", a person */
    ACTORS_ALIKE,      /* groups of the same noun */
    ACTORS_COUNTRY,    /* a country and who stands for it */
    ACTORS_SAME,       /* the same person or organization */
};
enum actor_relation merge_actors_relate(const struct merge_actor *a, const struct merge_actor *b);

/* Whether another report may name as recipient whom this one names as actor: "A met B", "B met A".
 */
bool merge_is_mutual(const struct merge_rules *rules, struct slice type);

/* Days between two spans; 0 when they meet. */
int32_t merge_days_between(int32_t earliest_a, int32_t latest_a, int32_t earliest_b,
                           int32_t latest_b);

#endif
