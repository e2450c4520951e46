/*
 * model.h - what text/ knows of a language: word classes, multiword tokens, trained weights.
 *
 *   in    data/en/text/, models/en.text.bin
 *   out   struct text_model, read-only once loaded
 *   uses  base/
 */
#ifndef ANNALS_TEXT_MODEL_H
#define ANNALS_TEXT_MODEL_H

#include "base/map.h"
#include "text/text.h"

/* Classes of words and abbreviations; bits. Names as in data/en/text/. Trained weights know these
 * numbers: add at the end only, and train anew. */
enum word_class {
    CLASS_TITLE = 1u << 0,     /* Gen. */
    CLASS_MONTH = 1u << 1,     /* January, Jan. */
    CLASS_DAY = 1u << 2,       /* Friday, Fri. */
    CLASS_CORPORATE = 1u << 3, /* Inc. */
    CLASS_UNIT = 1u << 4,      /* ft. */
    CLASS_LATIN = 1u << 5,     /* e.g. */
    CLASS_PLACE = 1u << 6,     /* Calif. */
    CLASS_CITATION = 1u << 7,  /* No., p. */
    CLASS_INITIALS = 1u << 8,  /* U.S., a.m. */
    CLASS_ABBREVIATION = 1u << 9,
    CLASS_STARTER = 1u << 10,   /* pronouns, determiners, … that open sentences */
    CLASS_SPEECH = 1u << 11,    /* said */
    CLASS_AUXILIARY = 1u << 12, /* is, has, will */
    CLASS_JOINER = 1u << 13,    /* conjunctions: a long sentence may be cut before them */
    CLASS_PREPOSITION = 1u << 14,
    CLASS_PREFIX = 1u << 15,    /* anti-: stays joined to what follows its hyphen */
    CLASS_MULTIWORD = 1u << 16, /* cannot */
    CLASS_AGENCY = 1u << 17,    /* TASS, AP: news agencies in datelines */
    CLASS_DOMAIN = 1u << 18,    /* com: the end of a host name */
    CLASS_EXTENSION = 1u << 19, /* pdf: the end of a file name */
    CLASS_CLOCK = 1u << 21,     /* a.m. */
    CLASS_CREDIT = 1u << 22,    /* Photo: begins a credit line */
    CLASS_SURE = 1u << 20,      /* an abbreviation that is no word: keeps its full stop */
};

/* One slot of the lexicon: hash_lower of a form and its classes; classes 0 when free. */
struct lexicon_slot {
    uint32_t hash;
    uint32_t classes;
};

#define MULTIWORD_PARTS_MAX 4
/* A form that is several words: "cannot" = can + not. */
struct multiword {
    uint32_t hash;
    uint8_t part_bytes[MULTIWORD_PARTS_MAX]; /* sums to the form's length */
    uint32_t part_count;
};

/* Weights by hashed feature; a decision is the sign of their sum. */
struct weights {
    const int16_t *values;
    uint32_t mask; /* count - 1, count a power of two */
};

struct text_model {
    struct lexicon_slot *lexicon;
    uint32_t lexicon_mask;
    struct map suffixes; /* "n't" to the letters before its apostrophe: 1 */
    const struct multiword *multiwords;
    uint32_t multiword_count;
    struct weights word;        /* is there a token boundary between two atoms? */
    struct weights multiword;   /* and are the two words of one multiword token? */
    struct weights sentence;    /* is there a sentence boundary after a token? */
    const uint16_t *statistics; /* by hash_lower & statistics_mask: see models/text.md */
    uint32_t statistics_mask;
};

/* The files a model is made of; weights may be empty (all zero: for training only). */
struct text_model_files {
    struct slice abbreviations;
    struct slice words;
    struct slice multiword;
    struct slice weights;
};

/* Reads a model. ERR_FORMAT with a byte offset when a file is damaged, ERR_VERSION when the weights
 * are of another version. Everything lives in arena. */
bool text_model_read(struct arena *arena, const struct text_model_files *files,
                     const struct text_model **ret_model, struct err *err);

/* The classes of a form by its hash_lower; 0 when it has none. O(1). */
static inline uint32_t text_model_classes(const struct text_model *model, uint32_t hash)
{
    uint32_t at = hash & model->lexicon_mask;
    while (model->lexicon[at].classes != 0) {
        if (model->lexicon[at].hash == hash)
            return model->lexicon[at].classes;
        at = (at + 1) & model->lexicon_mask;
    }
    return 0;
}

static inline uint16_t text_model_statistics(const struct text_model *model, uint32_t hash)
{
    return model->statistics[(hash ^ hash >> 15) & model->statistics_mask];
}

/* The sum of the weights of `count` feature hashes. */
static inline int32_t weights_sum(const struct weights *weights, const uint32_t *features,
                                  size_t count)
{
    int32_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += weights->values[features[i] & weights->mask];
    return sum;
}

/* A feature: its template's number and up to three values, hashed. Murmur3's finaliser. */
static inline uint32_t feature_hash(uint32_t number, uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t h = number * 0x9E3779B1u + a;
    h = (h ^ h >> 15) * 0x85EBCA6Bu + b;
    h = (h ^ h >> 13) * 0xC2B2AE35u + c;
    h = (h ^ h >> 16) * 0x85EBCA6Bu;
    return h ^ h >> 15;
}

#endif
