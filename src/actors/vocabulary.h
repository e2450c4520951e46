/*
 * vocabulary.h - the English words that coreference goes by.
 *
 *   in    data files of the kinds pronouns, determiners, nounclasses, reporting, relations
 *   out   what is known of a lower-case word
 *   uses  data_set, map
 */
#ifndef ANNALS_ACTORS_VOCABULARY_H
#define ANNALS_ACTORS_VOCABULARY_H

#include "base/data_set.h"
#include "base/map.h"

enum pronoun_kind {
    PRONOUN_NONE,
    PRONOUN_PERSONAL,
    PRONOUN_POSSESSIVE,
    PRONOUN_REFLEXIVE,
    PRONOUN_DEMONSTRATIVE,
    PRONOUN_RELATIVE,
    PRONOUN_RECIPROCAL,
    PRONOUN_INDEFINITE,
};

/* Pronouns that behave alike; the last field of pronouns.txt. */
enum pronoun_class {
    CLASS_NONE,
    CLASS_HE,
    CLASS_SHE,
    CLASS_IT,
    CLASS_THEY,
    CLASS_I,
    CLASS_WE,
    CLASS_YOU,
    CLASS_THIS,
    CLASS_THAT,
    CLASS_THESE,
    CLASS_THOSE,
    CLASS_BOTH,
    CLASS_WHO,
    CLASS_ONE,
    CLASS_SOMEONE,
    CLASS_SOMETHING,
};

enum determiner {
    DET_NONE,
    DET_DEFINITE,
    DET_DEMONSTRATIVE,
    DET_POSSESSIVE, /* "his", "Turkey's": told by the tree, not by a word */
    DET_INDEFINITE,
    DET_QUANTIFIED,
    DET_BOTH,
    DET_NUMBER, /* "two": told by the tag */
};

/* What a common noun names. */
enum noun_class {
    NOUN_UNKNOWN,
    NOUN_PERSON,
    NOUN_GROUP,
    NOUN_PLACE,
    NOUN_TIME,
    NOUN_EVENT,
    NOUN_THING,
    NOUN_ANIMAL,
    NOUN_ABSTRACT,
    NOUN_CLASSES,
};

enum word_flag {
    WORD_REPORTS = 1u << 0,      /* a verb whose subject speaks */
    WORD_SOURCE = 1u << 1,       /* "according" */
    WORD_COUNTERPART = 1u << 2,  /* "his Turkish counterpart" */
    WORD_KIN = 1u << 3,          /* "his wife" is not he */
    WORD_SIDE = 1u << 4,         /* "both sides" */
    WORD_MALE = 1u << 5,         /* "king" */
    WORD_FEMALE = 1u << 6,       /* "queen" */
    WORD_COUNTRY = 1u << 7,      /* "the country" */
    WORD_ORGANIZATION = 1u << 8, /* "the agency" */
    WORD_GROUP = 1u << 9,        /* "the crowd" */
    WORD_PARTNER = 1u << 10,     /* "talks with Ankara": not a place */
    WORD_FORMER = 1u << 11,      /* "the former minister" */
    WORD_TWO = 1u << 12,         /* "the two ministers" */
    WORD_HIGHEST = 1u << 13,     /* an office whose holder a surname alone means */
    WORD_WITHIN = 1u << 14,      /* "in", before the place where something is */
};

enum { GENDER_MALE = 1, GENDER_FEMALE = 2, GENDER_NEUTER = 4 };
enum { NUMBER_SINGULAR = 1, NUMBER_PLURAL = 2 };

struct word {
    uint8_t pronoun;       /* enum pronoun_kind */
    uint8_t pronoun_class; /* enum pronoun_class */
    uint8_t person;        /* 1, 2, 3; 0 any */
    uint8_t number;        /* bits that it allows, 0: unknown */
    uint8_t gender;        /* bits that it allows, 0: unknown */
    uint8_t determiner;    /* enum determiner */
    uint8_t noun_class;    /* enum noun_class */
    uint16_t flags;        /* enum word_flag */
};

struct vocabulary {
    struct map map; /* lower-case word to its place in items */
    VECTOR(struct word) items;
};

/* Reads all files of these kinds. Bad lines are told to faults and passed over. False only with
 * ERR_MEMORY or ERR_LIMIT. */
bool vocabulary_load(const struct data_set *set, struct data_faults *faults, struct arena *arena,
                     struct vocabulary *ret_vocabulary, struct err *err);

/* Whether vocabulary_load reads files of this kind. */
bool vocabulary_reads_kind(struct slice kind);

/* What is known of a word, which is in lower case; NULL when nothing is. O(1). */
const struct word *vocabulary_get(const struct vocabulary *vocabulary, struct slice word);

#endif
