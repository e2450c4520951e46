/*
 * independent.h - how many reports are independent of one another.
 *
 *   in    reports, each with its outlet and its text
 *   out   a number
 *   uses  arena
 */
#ifndef ANNALS_RECORD_INDEPENDENT_H
#define ANNALS_RECORD_INDEPENDENT_H

#include "base/arena.h"

/* Numbers from 0 that the caller gave outlets and texts; copies have one text. */
struct report {
    uint32_t outlet;
    uint32_t text;
};

/*
 * The most reports that can be picked with no outlet twice and no text twice: outlets that carry a
 * copy count once, and an outlet that repeats itself counts once. A greatest matching by augmenting
 * paths (Kuhn 1955), without recursion. O(outlets * reports) at worst. False with ERR_MEMORY or
 * ERR_LIMIT; scratch is used and rewound.
 */
bool independent_reports(const struct report *reports, size_t count, struct arena *scratch,
                         uint32_t *ret_count, struct err *err);

#endif
