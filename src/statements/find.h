/*
 * find.h - statements by the words that tell of them.
 *
 *   in    clauses with cues and quotations
 *   out   found statements
 *   uses  found, telling
 */
#ifndef ANNALS_STATEMENTS_FIND_H
#define ANNALS_STATEMENTS_FIND_H

#include "statements/found.h"

/* Adds the statements whose cue stands in a sentence, in the order of the cues. False with
 * ERR_MEMORY or ERR_LIMIT. O(tokens times the depth of the tree times the cues). */
bool find_in_sentence(struct finder *finder, uint32_t sentence, struct err *err);

#endif
