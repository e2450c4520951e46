/*
 * petrarch_data.h - verb dictionaries of PETRARCH as they are kept.
 *
 *   in    files of the kind EVENTS_PETRARCH_VERBS
 *   out   verbs, sets of synonyms, patterns, combinations
 *   uses  base/
 *
 * "--- NAME [CODE] ---" opens a block: verbs, one a line, WORD {FORMS} [CODE], and patterns,
 * "- WORDS * WORDS [CODE]". A "+" marks the verb of several words: +BEEF_UP, WIRE_+TAP. "&NAME"
 * opens a set of synonyms, "+WORD" a line. In patterns "*" is the verb, "_" parts words that follow
 * each other, a blank words with others between; "$" is who acts, "+" to whom, "%" several who act
 * on each other, "^" any phrase; "{}" holds words of one phrase, "()" those of a phrase with its
 * preposition, which may stand in any order. "~ a (a b ATTACK) SAY = a b 015" makes one event of a
 * verb and the verb of its clause. A code "030:031" is two events, the second the other way round;
 * "---" is none. (PETRARCH dictionary formats; PETRARCH-2 manual.)
 *
 * Lines that PETRARCH would pass over are told and passed over too.
 */
#ifndef ANNALS_EVENTS_PETRARCH_DATA_H
#define ANNALS_EVENTS_PETRARCH_DATA_H

#include "base/map.h"
#include "base/vector.h"

/* Words and signs of one side of a pattern. */
#define PETRARCH_ELEMENTS_MAX 24
/* Words of one phrase of a set of synonyms, or of one verb. */
#define PETRARCH_PHRASE_WORDS_MAX 12
/* Bytes of a code. */
#define PETRARCH_CODE_BYTES_MAX 8

enum petrarch_kind {
    PETRARCH_WORD,
    PETRARCH_SET,    /* of synonyms */
    PETRARCH_SOURCE, /* "$" */
    PETRARCH_TARGET, /* "+" */
    PETRARCH_BOTH,   /* "%" */
    PETRARCH_SKIP,   /* "^" */
};

struct petrarch_element {
    uint32_t number; /* of a word or a set */
    uint8_t kind;    /* enum petrarch_kind */
    bool joined;     /* stands right next to the one before it, seen from the verb */
    bool free;       /* opens a phrase, which may stand anywhere on its side of the verb */
    bool inside;     /* belongs to the phrase that an earlier element opened */
};

/* "031:032": what is done, and what is done back. Empty: nothing. */
struct petrarch_code {
    struct slice there;
    struct slice back;
    uint8_t there_type; /* enum event_type */
    uint8_t back_type;
};

/* One side of a pattern, or the other words of a verb: from the verb outwards. */
struct petrarch_side {
    const struct petrarch_element *items;
    uint8_t count;
};

struct petrarch_pattern {
    struct petrarch_side left, right;
    uint8_t weight; /* more of it wins: words before signs */
    struct petrarch_code code;
    struct slice rule; /* "CAMEO.2.0.txt:1504" */
    uint32_t line;
};

struct petrarch_block {
    struct petrarch_code code;
    struct slice rule;
    const struct petrarch_pattern *patterns; /* the heaviest first */
    uint32_t pattern_count;
};

/* A verb under one of its forms. */
struct petrarch_verb {
    struct petrarch_side left, right; /* its other words: "up" of "beef up" */
    uint32_t block;
    uint32_t base; /* number of the word that its line has */
    bool is_base;  /* this is that form: other forms of the lemma are meant too */
    bool has_code; /* of its own, else the block's */
    struct petrarch_code code;
    struct slice rule;
    const struct petrarch_verb *next; /* of this form */
};

/* A phrase of a set of synonyms. */
struct petrarch_phrase {
    uint32_t set;
    const uint32_t *words;
    uint8_t count;
    bool exact;                                  /* no plurals */
    const struct petrarch_phrase *next_of_first; /* of those that begin with its first word */
    const struct petrarch_phrase *next_of_last;
    const struct petrarch_phrase *next_of_set;
};

struct petrarch_word {
    const struct petrarch_verb *verbs;
    const struct petrarch_phrase *first; /* phrases that begin with it */
    const struct petrarch_phrase *last;  /* phrases that end with it */
};

struct petrarch_set {
    const struct petrarch_phrase *phrases;
};

/* Who is who in a combination. */
enum petrarch_party { PARTY_OUTER, PARTY_OTHER, PARTY_ANY, PARTY_NOBODY };

/* "~ a (b . ATTACK) SAY = a b 112" */
struct petrarch_combination {
    uint32_t outer; /* base word of the verb above; its block counts */
    uint32_t inner; /* WORD_NONE: any verb */
    uint8_t actor;  /* enum petrarch_party: the inner verb's */
    uint8_t recipient;
    bool takes_actor; /* who acts in the clause is whom it is done to, else whom it is done to there
                       */
    struct petrarch_code code; /* empty: the inner verb's */
    struct slice rule;
};

struct petrarch_model {
    struct map words; /* lower case -> number from 1 */
    VECTOR(struct petrarch_word) word_list;
    struct map set_names;
    VECTOR(struct petrarch_set) sets;
    VECTOR(struct petrarch_block) blocks;
    VECTOR(struct petrarch_combination) combinations;
};

#endif
