/*
 * match.h - which frame fires on which word of a sentence, and who stands where.
 *
 *   in    a tree, frames
 *   out   a match for each word that heads an event
 *   uses  tree.h
 */
#ifndef ANNALS_EVENTS_MATCH_H
#define ANNALS_EVENTS_MATCH_H

#include "events/tree.h"

/* Actors or recipients of one event; further ones are left out and the event's confidence says so.
 */
#define MATCH_PARTICIPANTS_MAX 12

struct match_participant {
    uint32_t actor;   /* of article->actors */
    uint32_t mention; /* of article->mentions */
    uint32_t token; /* head of the phrase that fills the slot, which may be more than the mention */
};

struct match {
    const struct frame *frame; /* NULL: none fires here */
    uint8_t type;              /* enum event_type, after composition */
    struct slice mode;
    struct slice cameo;
    struct match_participant actors[MATCH_PARTICIPANTS_MAX];
    struct match_participant recipients[MATCH_PARTICIPANTS_MAX];
    uint8_t actor_count;
    uint8_t recipient_count;
    uint32_t inner;  /* word that heads the inner event, or INDEX_NONE */
    uint32_t anchor; /* word that carries the event: its own, or the inner one's for "=" */
    uint32_t extent; /* word that belongs to the anchor: "talks" of "held talks" */
    uint32_t place;  /* word of the place slot, or INDEX_NONE */
    uint32_t outer;  /* word whose event took this one in, or INDEX_NONE */
    uint8_t filled;  /* slots that were filled */
    bool consumed;   /* no event of its own: part of another's words, or taken in */
    bool future;     /* composed from a clause in the future */
};

/* Fills matches[tree->count]; innermost words first. domain: the article's (events_model.domains),
 * or 0. O(tokens times the frames of their words). */
void match_sentence(const struct tree *tree, uint8_t domain, struct match *matches);

/* What the actor of a mention is, as bits of enum slot_kind. */
uint32_t match_kinds(const struct article *article, const struct actor *actor);

#endif
