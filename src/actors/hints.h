/*
 * hints.h - what is known of two noun phrases before they are compared.
 *
 *   in    evidence of the phrases, the record, quotations
 *   out   that they are the same, that they cannot be, or nothing
 *   uses  coref, evidence
 */
#ifndef ANNALS_ACTORS_HINTS_H
#define ANNALS_ACTORS_HINTS_H

#include "actors/coref.h"
#include "actors/evidence.h"

/* What the hints are drawn from. */
struct hint_sources {
    const struct record *record;
    const struct vocabulary *vocabulary;
    const struct syntax *syntax;
    const struct phrases *phrases;
    const struct evidence *evidence;
    int32_t earliest, latest; /* days of publication, or DAY_UNKNOWN */
};

/* For coref_resolve; context is a struct hint_sources. */
enum coref_hint hint_of_pair(const void *context, uint32_t phrase, uint32_t candidate);

/* Whether two phrases that the record knows are one: the same entry, and of a country the same part
 * of it: the state, its people, a region. */
bool hint_same_known(const struct entry *a, const struct record_sense *a_sense,
                     const struct entry *b, const struct record_sense *b_sense);

/* The relation by which a country is named, as far as it tells who is meant: the state, its people,
 * a part of it. */
unsigned hint_facet(const struct record_sense *sense);

#endif
