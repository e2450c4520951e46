/*
 * match.h - which frame fires on which word of a sentence, and who stands where.
 *
 *   in    a tree, frames
 *   out   a match for each word that heads an event
 *   uses  tree.h, participants.h, trace.h
 */
#ifndef ANNALS_EVENTS_MATCH_H
#define ANNALS_EVENTS_MATCH_H

#include "events/participants.h"
#include "events/trace.h"

struct petrarch_code;

struct match {
    const struct frame *also;  /* frame of a second event that the word tells, or NULL */
    const struct frame *frame; /* NULL: none fires here */
    /* Of a verb dictionary's match: what it codes, NULL for frames of ours; and its line. */
    const struct petrarch_code *code;
    struct slice rule;
    uint8_t type; /* enum event_type, after composition */
    struct slice mode;
    struct slice cameo;
    struct side actors;
    struct side recipients;
    uint32_t inner;  /* word that heads the inner event, or INDEX_NONE */
    uint32_t anchor; /* word that carries the event: its own, or the inner one's for "=" */
    uint32_t extent; /* word that belongs to the anchor: "talks" of "held talks" */
    uint8_t filled;  /* slots that were filled */
    uint32_t taker;  /* word whose event this one is part of, by its words or taken in; INDEX_NONE:
                        it stands for itself */
};

/* Fills matches[tree->count]; innermost words first. domain: the article's (events_model.domains),
 * or 0. trace: hears of every frame tried, or NULL. O(tokens times the frames of their words). */
void match_sentence(const struct tree *tree, uint8_t domain, struct trace *trace,
                    struct match *matches);

#endif
