/*
 * slots.h - the slots of one frame, filled at one word.
 *
 *   in    a tree, a frame's slot, the matches of deeper words
 *   out   actors, recipients, the inner event, words that fulfil constraints
 *   uses  match.h
 */
#ifndef ANNALS_EVENTS_SLOTS_H
#define ANNALS_EVENTS_SLOTS_H

#include "events/match.h"

/* How deep under a phrase's head somebody is looked for: "positions of the army". */
#define OWNER_STEPS_MAX 3

/* One frame tried at one word. */
struct attempt {
    const struct tree *tree;
    const struct match *matches; /* of deeper words */
    uint32_t token;
    struct match match;
    const struct frame *also;        /* fits, and is told beside the best */
    uint32_t words[FRAME_SLOTS_MAX]; /* taken by constraints */
    uint8_t word_count;
    enum trial_result result;      /* why it does not fit */
    const struct frame_slot *slot; /* that is not filled, or NULL */
    uint32_t at; /* the word that stands at the slot that is not filled, or INDEX_NONE */
};

/* Fills a slot; false when it is needed and cannot be filled: result and at tell why. */
bool slot_fill(struct attempt *attempt, const struct frame_slot *slot);

/* Adds the actor of a phrase, and of what is joined to it, if the slot takes them. True when there
 * is one. */
bool slot_add_phrase(const struct tree *tree, const struct frame_slot *slot, uint32_t token,
                     struct side *side);

#endif
