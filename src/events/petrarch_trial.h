/*
 * petrarch_trial.h - one pattern of a verb dictionary tried at one verb.
 *
 *   in    a sentence laid out for patterns, a pattern
 *   out   whether it fits; who acts, and to whom
 *   uses  petrarch.h
 */
#ifndef ANNALS_EVENTS_PETRARCH_TRIAL_H
#define ANNALS_EVENTS_PETRARCH_TRIAL_H

#include "events/petrarch.h"

/* Places at which words of one pattern are tried; a pattern that needs more does not fit. */
#define PETRARCH_STEPS_MAX 4000

struct petrarch_token {
    uint32_t form;    /* number of its lower-case form, or WORD_NONE */
    uint32_t noun;    /* of its lemma, of nouns only */
    uint32_t verb;    /* of its lemma, of verbs only */
    uint32_t phrase;  /* head of the noun phrase it stands in, itself if none */
    uint32_t mention; /* of article->mentions, the longest that covers it, or INDEX_NONE */
};

struct petrarch_sentence {
    const struct tree *tree;
    const struct petrarch_model *petrarch;
    struct petrarch_token *tokens; /* [tree->count] */
    bool *in_scope;                /* [tree->count]: of the verb that is tried */
};

/* Lays out a sentence; memory is scratch's. False with ERR_MEMORY or ERR_LIMIT. */
bool petrarch_lay_out(const struct tree *tree, struct arena *scratch,
                      struct petrarch_sentence *ret_sentence, struct err *err);

struct petrarch_trial {
    const struct petrarch_sentence *sentence;
    uint32_t verb;        /* its token */
    uint32_t first, last; /* of its words */
    uint32_t steps;
    uint32_t source; /* heads of phrases that "$", "+" and "%" stand for, or INDEX_NONE */
    uint32_t target;
    uint32_t both;
    uint32_t extent; /* the word farthest to the right of the right side, or the verb's last */
};

/* Begins the trials of one verb: which words count for it. O(words times depth). */
void petrarch_trial_begin(const struct petrarch_sentence *sentence, uint32_t verb,
                          struct petrarch_trial *ret_trial);

/* Whether the other words of a verb stand around the token; sets first and last. */
bool petrarch_verb_fits(struct petrarch_trial *trial, const struct petrarch_verb *verb);

/* Whether both sides of a pattern fit; sets source, target, both, extent. */
bool petrarch_pattern_fits(struct petrarch_trial *trial, const struct petrarch_pattern *pattern);

#endif
