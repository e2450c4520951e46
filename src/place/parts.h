/*
 * parts.h - what the files of place/ share.
 *
 *   in    the model; names as find.c collects them
 *   out   names with their senses, as resolve.c decides them
 *   uses  base/, article/
 */
#ifndef ANNALS_PLACE_PARTS_H
#define ANNALS_PLACE_PARTS_H

#include "place/gazetteer.h"
#include "place/place.h"

/* What a word is beside a name; bits. */
enum word_class {
    WORD_BEFORE = 1u << 0,
    WORD_DIRECTION = 1u << 1,
    WORD_SORT = 1u << 2,
    WORD_ROAD = 1u << 3,
    WORD_SITE = 1u << 4,
    WORD_PARTY = 1u << 5,
    WORD_AND = 1u << 6,
    WORD_COMMON = 1u << 7,
    WORD_COUNTIES = 1u << 8,
};
#define WORD_KIND_SHIFT 16 /* enum place_kind of a WORD_SORT, above the bits */

struct place_model {
    struct gazetteer gazetteer;
    struct map words; /* lower case: bits */
};

/* How a mention is tied to a country or region that another mention names. */
enum tie_strength { TIE_NONE = 0, TIE_NEAR, TIE_COMMA };

struct found {
    struct span span;
    uint32_t sentence;
    uint32_t token_start;
    uint32_t token_end; /* exclusive */
    uint32_t name;      /* index of its name */
    uint32_t outer;     /* index of the mention that says what it lies in, or INDEX_NONE */
    enum tie_strength tie;
    bool encloses; /* by a comma: what it is tied to is an abbreviation, or ends with a mark too */
    enum place_form form;
    enum place_kind sort; /* that a word beside it says: "the city of"; else PLACE_UNKNOWN */
};

/* A spelling's key in one article, with what it can mean. All its mentions mean one place, unless
 * what follows one of them says otherwise. */
struct name {
    struct slice key;
    struct slice spelling; /* of the first mention */
    const struct sense *senses;
    uint32_t sense_count;
    uint32_t mention_count;
    /* resolve.c: */
    uint32_t base;    /* the name without what it is tied to, or INDEX_NONE */
    uint32_t chosen;  /* index of a sense, or INDEX_NONE */
    int32_t *scores;  /* [sense_count], what ties and words beside it give */
    uint32_t country; /* of a name without sense: place number, or GAZETTEER_NONE */
    uint32_t region;
    uint32_t tied_to; /* place number that a tie named, or GAZETTEER_NONE */
    uint32_t near;    /* place number that was near, or GAZETTEER_NONE */
};

struct findings {
    VECTOR(struct found) mentions; /* by start */
    VECTOR(struct name) names;
    struct map keys; /* key to name */
};

/* Collects the mentions of an article. Everything lives in scratch. False with ERR_MEMORY or
 * ERR_LIMIT. */
bool place_find(const struct place_model *model, const struct article *article,
                struct arena *scratch, struct findings *ret_findings, struct err *err);

/* Chooses a sense for each name. */
bool place_resolve(const struct place_model *model, struct arena *scratch,
                   struct findings *findings, struct err *err);

#endif
