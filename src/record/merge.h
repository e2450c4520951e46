/*
 * merge.h - one event out of its mentions.
 *
 *   in    the mentions of an event, in canonical order
 *   out   struct merged_event: type, status, days, place, participants, disagreements
 *   uses  cluster.h, score.h, disagree.h
 */
#ifndef ANNALS_RECORD_MERGE_H
#define ANNALS_RECORD_MERGE_H

#include "record/cluster.h"

/* Where mentions stand: the articles that carry one text. */
struct merge_source {
    const struct merge_article *article;
    const int64_t *numbers; /* of all of them, by key */
    uint32_t number_count;
    const uint64_t
        *outlets; /* hashes of their outlets' names, or of the key where there is none; each once */
    uint32_t outlet_count;
    uint64_t copies; /* hash of the group of copies that they are in, 0: none */
};

/* A mention of an event. */
struct merge_part {
    const struct merge_mention *mention;
    const struct merge_source *source;
    bool joined_by_hand; /* the user decided about it */
};

/*
 * Makes the event of these parts, which are in canonical order. links, between their places, say
 * which have much evidence with each other when they are more than CLUSTER_MENTIONS_MAX; all pairs
 * are looked at when they are fewer. All of it lives in arena and in the articles. False when the
 * arena is exhausted. O(parts * values + links).
 *
 * Its id is the hash of its first mention: of the article's content, and the number.
 */
bool merge_event_make(const struct merge_rules *rules, const struct merge_part *parts,
                      uint32_t count, const struct cluster_link *links, size_t link_count,
                      struct arena *arena, struct merged_event *ret_event);

/* The id of the event that a mention is the first of. */
void merge_mention_id(const struct merge_mention *mention, char ret_id[HASH_ID_CHARS]);

/* The references of the mentions at places[0 .. count), in all articles that carry their text. */
bool merge_refs(const struct merge_part *parts, const uint32_t *places, uint32_t count,
                struct arena *arena, const struct mention_ref **ret_refs, uint32_t *ret_count,
                uint32_t *ret_outlets);

#endif
