/*
 * speakers.h - who speaks in each quotation.
 *
 *   in    nodes with their quotations, noun phrases
 *   out   for each quotation the phrase of its speaker
 *   uses  phrases, syntax
 */
#ifndef ANNALS_ACTORS_SPEAKERS_H
#define ANNALS_ACTORS_SPEAKERS_H

#include "actors/phrases.h"

/* The subject of the reporting verb outside the quotation in its sentence; a quotation without one
 * has the speaker of the one before it in its paragraph. of_head is the phrase of each token that
 * heads one, else INDEX_NONE. *ret_speakers has syntax->quote_count + 1 places. False with
 * ERR_MEMORY or ERR_LIMIT. O(tokens). */
bool speakers_find(const struct syntax *syntax, const uint32_t *of_head, struct arena *scratch,
                   uint32_t **ret_speakers, struct err *err);

#endif
