/*
 * gazetteer.h - all places that a run knows: the compiled table and the files of facts.
 *
 *   in    data/places/places.bin; data files of the kinds places, centroids and countries
 *   out   the places that a name can mean
 *   uses  base/, article/
 *
 * Places are numbered: those of the table as there, then those of the facts.
 */
#ifndef ANNALS_PLACE_GAZETTEER_H
#define ANNALS_PLACE_GAZETTEER_H

#include "article/article.h"
#include "base/data_set.h"
#include "base/map.h"
#include "base/vector.h"
#include "place/table.h"

#define GAZETTEER_NONE UINT32_MAX
/* Places of one name that are looked at: the largest. */
#define SENSES_MAX 48

enum name_flag {
    NAME_PRIMARY = 1u << 0,   /* the place's first name, not another */
    NAME_ADJECTIVE = 1u << 1, /* "Russian", "Russians" */
    NAME_EXACT = 1u << 2,     /* an abbreviation: holds only as it is spelled */
    NAME_POSTAL = 1u << 3,    /* "Miss.", "IN": holds only after the name of a place in it */
};

struct gazetteer_place {
    struct slice name;
    enum place_kind kind;
    uint8_t capital;   /* 1: of its country, 2: of its region */
    uint32_t country;  /* place number, or GAZETTEER_NONE */
    uint32_t region;   /* likewise; a region's own number */
    int32_t latitude;  /* 1/TABLE_DEGREE degree, or TABLE_NOWHERE */
    int32_t longitude; /* likewise */
    uint32_t population;
    uint32_t geonames;
    struct slice code; /* of a country: ISO 3166-1 alpha-3; else empty */
};

/* One place that a name can mean. */
struct sense {
    uint32_t place;
    uint32_t flags; /* enum name_flag */
};

/* A name that the facts give a place. */
struct fact_name {
    struct slice spelling;
    uint32_t place;
    uint32_t flags;
    uint32_t next; /* of the same key, or GAZETTEER_NONE */
};

struct gazetteer {
    struct arena *arena;
    struct place_table table;
    uint32_t *replaced; /* [places of the table]: the fact that stands for it, or GAZETTEER_NONE */
    VECTOR(struct gazetteer_place) facts;
    VECTOR(struct fact_name) names;
    struct map keys;         /* the first of names with this key */
    struct map codes;        /* alpha-3 to place number */
    uint32_t *country_place; /* [countries of the table] */
};

/* Opens the built-in table and reads the facts of the set. Bad lines are told to faults and passed
 * over. Everything lives in arena. False with ERR_MEMORY, ERR_LIMIT or ERR_FORMAT (the table, or a
 * fault). */
bool gazetteer_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
                    struct gazetteer *ret_gazetteer, struct err *err);

/* The place of a number below those of the table and the facts. */
struct gazetteer_place gazetteer_place(const struct gazetteer *gazetteer, uint32_t number);

/* The places that a name can mean, at most SENSES_MAX, facts last. spelling: as the text has it;
 * key: place_key's of it. Returns how many. */
size_t gazetteer_find(const struct gazetteer *gazetteer, struct slice spelling, struct slice key,
                      struct sense ret_senses[SENSES_MAX]);

/* Kilometres between two points, to some per cent; INT32_MAX when one of them is nowhere. Whole
 * numbers only, so the same on every machine. */
int32_t gazetteer_distance(const struct gazetteer_place *a, const struct gazetteer_place *b);

/* ---- for facts.c ---- */

/* Adds a place and returns its number, or GAZETTEER_NONE when memory ends. */
uint32_t gazetteer_add(struct gazetteer *gazetteer, const struct gazetteer_place *place);
/* Adds a name of a place; its flags of spelling are told from the spelling. */
bool gazetteer_name(struct gazetteer *gazetteer, uint32_t place, struct slice spelling,
                    uint32_t flags);
/* A fact's place, to change. place >= the table's count. */
struct gazetteer_place *gazetteer_fact(struct gazetteer *gazetteer, uint32_t place);
/* Reads the facts of the set (facts.c). False with ERR_MEMORY or ERR_LIMIT. */
bool gazetteer_read_facts(struct gazetteer *gazetteer, const struct data_set *set,
                          struct data_faults *faults, struct err *err);

#endif
