/*
 * evidence.h - what a noun phrase itself says of its actor.
 *
 *   in    noun phrases, the record, the day of the article
 *   out   for each phrase the entry of the record that it names, its country, office and sectors
 *   uses  record, phrases
 */
#ifndef ANNALS_ACTORS_EVIDENCE_H
#define ANNALS_ACTORS_EVIDENCE_H

#include "actors/phrases.h"
#include "actors/record.h"

/* Meanings kept of the words at one place. */
/* Words that the record knows, the longest that start at a token. */
struct find {
    uint32_t token;
    uint32_t token_count;
    uint32_t count;
    const struct record_match *matches; /* [count] */
};

/* The place that a token names. */
struct find_place {
    struct slice country; /* empty: none, or not known */
    bool is_tied;         /* the article says where it lies: "Athens, Ga." */
};

/* All that the record knows in an article; finds do not overlap. */
struct finds {
    VECTOR(struct find) items;
    uint32_t *at;              /* [token_count]: the find that covers a token, or INDEX_NONE */
    struct find_place *places; /* [token_count]: what place/ found there */
    struct record_words words; /* of the article, to look up a name inside another */
};

/* An entry of the record. */
struct entry {
    enum record_kind kind; /* RECORD_COUNTRY, _ORGANIZATION, _PERSON or _CODED */
    uint32_t index;
};

struct evidence {
    bool known; /* entry is one */
    bool names; /* entry is what the phrase's name is; else it follows from an office */
    struct entry entry;
    const struct record_sense *sense; /* the meaning of the name; NULL when entry is by office */
    struct slice country;             /* by the words around it: "Turkish" troops; or empty */
    struct record_sectors owner;   /* likewise, by a dictionary whose code for them is no country */
    struct slice office;           /* canonical: "foreign minister"; or empty */
    struct record_sectors sectors; /* of an agent noun or title */
    const struct record_agent *agent; /* the noun, or NULL */
    uint32_t possessor;               /* phrase: "his" government; or INDEX_NONE */
    uint32_t same_as;                 /* phrase that stands in apposition to it, or INDEX_NONE */
    uint32_t name_first;              /* first token of a name, without titles */
    bool acts;                        /* may be an actor */
    bool place;                       /* a capital or region, named as a place */
    const char *reason;               /* constant, of the entry */
    struct record_origin origin;
};

/* The meanings of just the tokens [token, limit), which lie in room[RECORD_MATCHES_MAX]; false when
 * there are none. O(words). */
bool finds_exactly(const struct record *record, const struct finds *finds, uint32_t token,
                   uint32_t limit, struct record_match *room, struct find *ret_find);

/* The words of the article that the record knows; where place/ found a place in another country,
 * "Athens, Ga.", they do not mean the country or its capital. Memory is scratch's. False with
 * ERR_MEMORY or ERR_LIMIT. O(tokens). */
bool finds_read(const struct record *record, const struct article *article, struct arena *scratch,
                struct finds *ret_finds, struct err *err);

/* The evidence of each phrase; sets class and gender of phrases that the record knows better. days:
 * of publication, or DAY_UNKNOWN. NULL when memory is exhausted. O(tokens). */
struct evidence *evidence_read(const struct record *record, const struct vocabulary *vocabulary,
                               const struct syntax *syntax, const struct finds *finds,
                               struct phrases *phrases, int32_t earliest, int32_t latest,
                               struct arena *scratch);

#endif
