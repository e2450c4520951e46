/*
 * match.h - runs the rules over the atoms of a sentence.
 *
 *   in    atoms, compiled rules
 *   out   the best matches that do not overlap
 *   uses  base/, rules
 */
#ifndef ANNALS_TIME_MATCH_H
#define ANNALS_TIME_MATCH_H

#include "time/rules.h"

struct match {
    uint32_t first; /* atoms [first, end) are the expression */
    uint32_t end;
    uint16_t rule;
    struct slots slots;
};

struct match_list {
    struct match *items;
    size_t count;
};

/* All expressions of a sentence, in order, disjoint: of those that overlap the one that starts
 * first, then the longest, then the one whose rule stands first. Lives in scratch. False with
 * ERR_MEMORY or ERR_LIMIT. At most MATCH_STEPS_MAX steps for each rule and atom. */
bool time_match(const struct rule_table *rules, const struct word_table *words,
                const struct atom_list *atoms, struct arena *scratch,
                struct match_list *ret_matches, struct err *err);

#endif
