/*
 * members.h - whom "they", "the two ministers" and "both sides" are.
 *
 *   in    profiles that are plural
 *   out   their members
 *   uses  profiles
 */
#ifndef ANNALS_ACTORS_MEMBERS_H
#define ANNALS_ACTORS_MEMBERS_H

#include "actors/profiles.h"

/* Sets the members of plural profiles: the parts of "A and B" that a later phrase takes up; for
 * "both", "the two" and "the sides" the last two actors before it of the kind that the noun asks
 * for. Bounded work for each phrase. */
void members_find(const struct profile_sources *sources, struct profiles *profiles);

#endif
