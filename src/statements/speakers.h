/*
 * speakers.h - which actor speaks, also where the words do not say it.
 *
 *   in    found statements in the order of the text
 *   out   their actors; statements for quotations that go on without a cue
 *   uses  found.h
 */
#ifndef ANNALS_STATEMENTS_SPEAKERS_H
#define ANNALS_STATEMENTS_SPEAKERS_H

#include "statements/found.h"

/* Sets the actor of each found statement from the mention that its speaker is. "He" is the
 * speaker of the statement before, where there is one in the same paragraph or the last: who speaks
 * on is seldom named again. Cannot fail. O(found). */
void speakers_resolve(struct finder *finder);

/* Adds statements for whole sentences in quotation marks that no cue told, when they go on from a
 * statement beside them: in the same paragraph, or in the next one, which quotation marks fill.
 * Call when found is sorted by content and resolved; sorts it again. False with ERR_MEMORY or
 * ERR_LIMIT. O(quotations times log found). */
bool speakers_go_on(struct finder *finder, struct err *err);

/* Sorts by the start of the content, then of the cue. */
void found_sort(struct finder *finder);

#endif
