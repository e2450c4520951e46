/*
 * context.h - the country of those whose own words do not tell it.
 *
 *   in    profiles without a country, the countries that the article names
 *   out   their country, by the place in their sentence or by what the article is about
 *   uses  profiles
 */
#ifndef ANNALS_ACTORS_CONTEXT_H
#define ANNALS_ACTORS_CONTEXT_H

#include "actors/profiles.h"

/*
 * "Police in Cairo", "soldiers" in an article about Egypt: an actor whose words name no country has
 * that of the place in the sentence that names it first, else the one country that the article is
 * about, if there is one: at least CONTEXT_SHARE of 100 of all its mentions of countries. False
 * with ERR_MEMORY or ERR_LIMIT. O(tokens).
 */
bool context_read(const struct profile_sources *sources, struct profiles *profiles,
                  struct arena *scratch, struct err *err);

#endif
