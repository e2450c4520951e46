/*
 * combine.h - what one sentence tells of one happening in several words becomes one event.
 *
 *   in    what fires on the words of a sentence
 *   out   the same, with parts taken in by their whole
 *   uses  match.h
 */
#ifndef ANNALS_EVENTS_COMBINE_H
#define ANNALS_EVENTS_COMBINE_H

#include "events/match.h"

/*
 * Takes in, into the event of the same type above it, with its participants: the harm of an attack
 * ("rammed the gate, killing six", "strikes that killed six", "six died in the strikes"; class
 * @harm), and a clause on the noun of an event ("talks brokered by Oman"), and what a meeting
 * is for ("met to discuss"). matches[tree->count] as
 * match_sentence left them; the part's taker is then the word above.
 * O(tokens).
 */
void combine_parts(const struct tree *tree, struct match *matches);

#endif
