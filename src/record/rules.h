/*
 * rules.h - what merging knows: weights of evidence and words of a language, from data files.
 *
 *   in    data/<language>/record/merge.txt
 *   out   weights by name, words by hash
 *   uses  terms.h
 *
 * A loaded set is constant; any number of threads may read it.
 */
#ifndef ANNALS_RECORD_RULES_H
#define ANNALS_RECORD_RULES_H

#include "record/terms.h"

/* Weights, in points: what a piece of evidence adds to the score of two mentions. Two mentions at 0
 * are as likely two events as one. data/en/record/merge.txt says what each is. */
enum weight {
    WEIGHT_START_ACROSS,
    WEIGHT_START_WITHIN,
    WEIGHT_START_SENTENCE,
    WEIGHT_SAME_TYPE,
    WEIGHT_SAME_MODE,
    WEIGHT_OTHER_MODE,
    WEIGHT_SAME_WORD,
    WEIGHT_KIN_WORD,
    WEIGHT_SHARED_WORD,
    WEIGHT_RESULT_WORD,
    WEIGHT_OTHER_WORD,
    WEIGHT_SAME_ANCHOR,
    WEIGHT_OWN_RESULT,
    WEIGHT_TAKEN_UP,
    WEIGHT_ANOTHER,
    WEIGHT_SAME_ACTOR,
    WEIGHT_SAME_COUNTRY,
    WEIGHT_ALIKE_ACTOR,
    WEIGHT_OTHER_NOUN,
    WEIGHT_OTHER_ACTOR,
    WEIGHT_OTHER_PEOPLE,
    WEIGHT_SWAPPED,
    WEIGHT_SAME_DAY,
    WEIGHT_DAYS_MEET,
    WEIGHT_LONG_SPAN,
    WEIGHT_DAYS_APART,
    WEIGHT_EACH_DAY_APART,
    WEIGHT_FAR_APART,
    WEIGHT_NEAR_PUBLISHED,
    WEIGHT_EACH_DAY_PUBLISHED,
    WEIGHT_AFTER_REPORT,
    WEIGHT_ONE_UNDATED,
    WEIGHT_BOTH_UNDATED,
    WEIGHT_PLACED,
    WEIGHT_OTHER_WEEKDAY,
    WEIGHT_SAME_PLACE,
    WEIGHT_PLACE_WITHIN,
    WEIGHT_OTHER_PLACE,
    WEIGHT_OTHER_LAND,
    WEIGHT_SAME_COUNT,
    WEIGHT_OTHER_COUNT,
    WEIGHT_OTHER_COUNT_WITHIN,
    WEIGHT_SENTENCE_LIKE,
    WEIGHT_CROSSED,
    WEIGHT_OTHER_MATTER,
    WEIGHT_NOTHING_SHARED,
    WEIGHT_OTHER_SPEAKER,
    WEIGHT_ARTICLE_LIKE,
    WEIGHT_OTHER_STORY,
    WEIGHT_OTHER_STATUS,
    WEIGHT_HYPOTHETICAL,
    WEIGHT_STILL_PLANNED,
    WEIGHT_HISTORICAL,
    WEIGHT_LINK,
    WEIGHT_JOIN,
    WEIGHT_BEST_SHARE,
    WEIGHT_DISPUTE,
    WEIGHT_DISPUTE_COUNT,
    WEIGHT_DISPUTE_STATUS,
    WEIGHT_DISPUTE_WHO,
    WEIGHT_DISPUTE_WITHIN,
    WEIGHT_COUNT,
};

/* A pair of types, modes or words, and the points that it adds. */
struct rule_pair {
    struct slice a;
    struct slice b;
    double points;
};

/* A word that stands for others of one meaning: group numbers count from 1. */
struct rule_word {
    uint32_t hash; /* of its stem */
    uint32_t group;
};

struct rule_suffix {
    struct slice ending;
    struct slice stem;
    uint32_t letters; /* what is left before the ending has at least as many */
};

struct rule_pairs {
    struct rule_pair *items;
    size_t count;
    size_t capacity;
};

/* Sorted by hash once loaded. */
struct rule_words {
    struct rule_word *items;
    size_t count;
    size_t capacity;
};

struct rule_types {
    struct slice *items;
    size_t count;
    size_t capacity;
};

struct merge_rules {
    double weights[WEIGHT_COUNT];
    const struct term_weights *terms; /* how much words tell, as stories know it */
    struct rule_pairs types;          /* that may be one event */
    struct rule_pairs modes;          /* that hardly are */
    struct rule_types verbal;         /* that words alone make: told of one matter or of others */
    struct rule_types mutual;         /* types whose sides may be told the other way round */
    VECTOR(struct rule_suffix) suffixes;
    struct rule_words common;   /* words that tell nothing */
    struct rule_words same;     /* verbs and their nouns; the group is the hash of the first */
    struct rule_words kin;      /* words of one meaning, by group */
    struct rule_words result;   /* words of which one may tell what came of the other, by group */
    struct rule_words together; /* nouns that may stand for several named before */
    struct rule_words offices;  /* such nouns that name an office: of those who hold it alone */
    struct rule_words another;  /* words before an anchor that tell it from what was told */
    struct rule_words alike;    /* nouns for the same people, by group */
    struct rule_words definite; /* "the", before an anchor that takes up what was told */
    struct rule_words vague;    /* numbers that say only how large */
    struct rule_words others;   /* nouns for further ones: parts of a number, never the whole */
    struct rule_words people;   /* nouns that may stand for any person */
    struct rule_words weekdays; /* names of Monday to Sunday, by group */
    uint32_t monday;            /* the group of Monday */
    struct rule_words outcomes; /* odd groups are one outcome, the next even ones its opposite */
};

/* Reads the built-in data files of the kind "merge". Lives in arena. ERR_MEMORY; ERR_FORMAT when a
 * line is bad, which the tests keep from happening. */
bool merge_rules_load(struct arena *arena, struct data_faults *faults,
                      struct merge_rules *ret_rules, struct err *err);

/* The same from the files of a set, which outlives the rules, with the words that stories weigh. */
bool merge_rules_read(const struct data_set *set, const struct term_weights *terms,
                      struct arena *arena, struct data_faults *faults,
                      struct merge_rules *ret_rules, struct err *err);

/* The name of a weight: "same-day". */
const char *merge_weight_name(enum weight weight);

/* Whether a type is in a list. */
bool merge_has_type(const struct rule_types *types, struct slice type);

/* The first group of a word in one of the lists; 0 when it is not there. O(log words). */
uint32_t merge_word_group(const struct rule_words *words, uint32_t hash);
/* The word that stands for a word and its nouns: "agree" for "agreement". */
uint32_t merge_word_root(const struct merge_rules *rules, uint32_t hash);
/* Whether two words have a group in common. */
bool merge_words_kin(const struct rule_words *words, uint32_t a, uint32_t b);

#endif
