/*
 * when_link.h - events told by how they lie to something else: "three days after the raid".
 *
 *   in    a tree, times of its sentence
 *   out   cue->link
 *   uses  match.h, when_cue.h
 */
#ifndef ANNALS_EVENTS_WHEN_LINK_H
#define ANNALS_EVENTS_WHEN_LINK_H

#include "events/match.h"
#include "events/when_cue.h"

/* Reads what the event of the token is told by into cue->link: an offset before a word of the
 * classes
 * @after and @before, "since the coup", or "in the attack". O(times of the sentence times tokens).
 */
void when_link_read(const struct tree *tree, const struct match *matches, uint32_t token,
                    struct when_cue *cue);

#endif
