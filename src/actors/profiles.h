/*
 * profiles.h - all that an article says of each of its actors, put together.
 *
 *   in    chains of noun phrases, their evidence
 *   out   one profile for each actor
 *   uses  coref, evidence
 */
#ifndef ANNALS_ACTORS_PROFILES_H
#define ANNALS_ACTORS_PROFILES_H

#include "actors/coref.h"
#include "actors/evidence.h"

/* Members of an actor that is several as one. */
#define PROFILE_MEMBERS_MAX 8

struct profile {
    bool acts;  /* an actor */
    bool known; /* entry is set */
    bool named; /* a phrase of it is a name */
    bool plural;
    struct entry entry;
    const struct record_sense *sense; /* of the name, or NULL */
    struct slice country;             /* by words of the article, or empty */
    struct record_sectors owner;      /* likewise, where a dictionary has no country for it */
    struct slice office;              /* canonical, or empty */
    struct record_sectors sectors;
    const struct record_agent *agent; /* or NULL */
    uint32_t first;                   /* phrase */
    uint32_t name;                    /* the phrase with the fullest name, or the first nominal */
    uint32_t size;                    /* phrases that are no joined ones */
    uint8_t class;                    /* enum noun_class */
    const char *reason;
    struct record_origin origin;
    uint32_t members[PROFILE_MEMBERS_MAX]; /* profiles */
    uint32_t member_count;                 /* members have none themselves */
    bool is_member;                        /* of another */
    uint32_t actor;                        /* number in article->actors, or INDEX_NONE */
};

struct profiles {
    struct profile *items; /* [count] */
    uint32_t count;
    uint32_t *of; /* [phrases]: the profile of each; it may not act */
};

/* What the profiles are made from. */
struct profile_sources {
    const struct record *record;
    const struct syntax *syntax;
    const struct phrases *phrases;
    const struct evidence *evidence;
    const struct coref *coref;
    const struct finds *finds;
    int32_t earliest, latest; /* days of publication, or DAY_UNKNOWN */
};

/* Puts the evidence of chains together, joins chains that are the same by apposition, entry, office
 * or surname, and finds the members of plural ones. Memory is scratch's. False with ERR_MEMORY or
 * ERR_LIMIT. O(phrases). */
bool profiles_make(const struct profile_sources *sources, struct arena *scratch,
                   struct profiles *ret_profiles, struct err *err);

#endif
