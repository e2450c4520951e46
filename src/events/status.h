/*
 * status.h - whether an event happened, and who says so.
 *
 *   in    a tree, the words of data/en/events/status.txt
 *   out   an enum event_status, whether the clause is in the future, the word of saying above
 *   uses  tree.h
 */
#ifndef ANNALS_EVENTS_STATUS_H
#define ANNALS_EVENTS_STATUS_H

#include "events/tree.h"

struct status {
    uint8_t status;       /* enum event_status: happened when no word tells otherwise */
    bool future;          /* the head's own clause is in the future: "will meet" */
    bool unless;          /* and under a condition that it is not done: "will strike unless" */
    uint32_t attribution; /* word of saying under which it stands, or INDEX_NONE */
};

/* Reads the words around an event's head and above it, up to the sentence's root. Nearer words win;
 * a denial under a plan stays a denial. */
struct status status_read(const struct tree *tree, uint32_t token);

/* Whether the token is a word of saying. */
bool status_is_saying(const struct tree *tree, uint32_t token);

#endif
