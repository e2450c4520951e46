/*
 * participants.h - who takes part in an event, and what kind of actors they are.
 *
 *   in    mentions of actors at words of a tree
 *   out   lists of actors and recipients, each actor once
 *   uses  tree.h
 */
#ifndef ANNALS_EVENTS_PARTICIPANTS_H
#define ANNALS_EVENTS_PARTICIPANTS_H

#include "events/tree.h"

/* Actors or recipients of one event; further ones are left out. */
#define PARTICIPANTS_MAX 12

struct match_participant {
    uint32_t actor;   /* of article->actors */
    uint32_t mention; /* of article->mentions */
    uint32_t token; /* head of the phrase that fills the slot, which may be more than the mention */
};

/* Invariant: no actor stands twice in a side. */
struct side {
    struct match_participant list[PARTICIPANTS_MAX];
    uint8_t count;
};

bool side_has(const struct side *side, uint32_t actor);
/* False when the side is full. */
bool side_add(struct side *side, struct match_participant participant);
void side_add_all(struct side *to, const struct side *from);
/* Whether a side is more than one: several actors, or a plural whose members are known. */
bool side_is_plural(const struct article *article, const struct side *side);
/* Nobody does something to himself: drops the recipients who are actors too. */
void side_part(const struct side *actors, struct side *recipients);

/* Whether one of a side is of these kinds (bits of enum slot_kind). */
bool side_is_kind(const struct article *article, const struct side *side, uint32_t kinds);
/* Whether one of a side is known by name, nation or sector. */
bool side_is_known(const struct article *article, const struct side *side);

/* Whether an actor may fill the slot. */
bool slot_takes(const struct article *article, const struct frame_slot *slot,
                const struct actor *actor);

/* Whether somebody of politics, arms or law takes part, or of society where no domain
 * (events_model.domains, 0: none) rules the article. Where nobody is named: whether none rules. */
bool is_political(const struct article *article, uint8_t domain, const struct side *actors,
                  const struct side *recipients);

#endif
