/*
 * compare.h - a noun phrase beside one that came before it, as features with learned scores.
 *
 *   in    phrases, trees, the chains so far
 *   out   feature values and the sum of their weights
 *   uses  phrases, syntax, coref.h
 */
#ifndef ANNALS_ACTORS_COMPARE_H
#define ANNALS_ACTORS_COMPARE_H

#include "actors/coref.h"

/* Words of a name that are compared. */
#define NAME_WORDS_MAX 8
/* Different head words kept of one chain. */
#define CHAIN_HEADS_MAX 8

/* Bit of a number that is written in digits. */
#define TRAITS_DIGITS 2u

/* What is compared of a phrase; made once. */
struct traits {
    uint64_t names[NAME_WORDS_MAX]; /* hashes of a name's words, without titles */
    uint64_t initials;              /* hash of a name's capital letters, 0: fewer than two */
    uint64_t modifiers;             /* Bloom bits of the words before the head */
    uint32_t number_word; /* hash of a number before the head with TRAITS_DIGITS, 0: none */
    uint8_t name_count;
    uint8_t type;     /* enum phrase_type */
    uint8_t coarse;   /* enum phrase_coarse */
    uint8_t position; /* 0: first sentence, 1: second or third, 2: later */
    uint8_t often;    /* how often its head stands in the whole article: 1, 2, 3, 4 to 7, more */
    bool first_in_sentence;
};

/* What is known of a chain so far. */
struct chain {
    uint64_t heads[CHAIN_HEADS_MAX]; /* of its names and nominals */
    uint32_t size;
    uint32_t last;   /* phrase */
    uint32_t anchor; /* its first name, else its first phrase that is no pronoun, else its first */
    uint8_t head_count;
    uint8_t gender; /* bits that all its phrases allow */
    uint8_t number;
    uint8_t class; /* of its first phrase of a known class */
    bool has_name;
};

struct compare {
    const struct syntax *syntax;
    const struct phrase *phrases;
    const struct traits *traits;
    const struct chain *chains;
    const uint32_t *chain;   /* of each phrase */
    const uint32_t *speaker; /* of each quotation */
    const struct coref_hints *hints;
    const int32_t *weights;
    uint32_t *values; /* where the feature values go, or NULL */
    uint32_t value_count;
};

/* Traits of all phrases, in scratch. NULL when memory is exhausted. O(tokens). */
struct traits *traits_read(const struct syntax *syntax, const struct phrases *phrases,
                           struct arena *scratch);

/* The hash that struct traits.initials would have, of a short word all in capitals ("UN"); else 0.
 */
uint64_t traits_letters(struct slice word);

/* Whether the phrase is a pronoun of the third person. */
bool traits_is_third_person(const struct traits *traits);
/* Whether it is any pronoun. */
bool traits_is_pronoun(const struct traits *traits);

/* What is the same for all candidates of a phrase. */
struct current {
    uint32_t phrase;
    uint32_t heads_before; /* phrases before it with its head, at most 3 */
    uint32_t texts_before; /* ... with its very words, at most 3 */
    uint32_t agreeing;     /* candidates that agree in gender and number, so far, at most 3 */
};

/* The score of a phrase's being new. */
int32_t compare_new(struct compare *compare, const struct current *current);

/* The score of a phrase's taking up a candidate before it. */
int32_t compare_pair(struct compare *compare, const struct current *current, uint32_t candidate);

/* Whether gender and number of phrase and candidate allow each other. */
bool compare_agrees(const struct compare *compare, uint32_t phrase, uint32_t candidate);

/* Number of values of all features together. */
size_t compare_values(void);
/* The name and number of values of a feature; NULL past the last. */
const char *compare_feature(unsigned number, uint32_t *ret_values);

#endif
