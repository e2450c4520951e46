/*
 * features.h - a word's form as keys into the embedding tables.
 *
 *   in    the form of a word, any UTF-8
 *   out   hashes of its norm, affixes, shape and character n-grams
 *   uses  base/
 *
 * Training makes the same keys (train/grammar/forms.py).
 */
#ifndef ANNALS_GRAMMAR_FEATURES_H
#define ANNALS_GRAMMAR_FEATURES_H

#include "base/slice.h"

/* Of a longer form the first FORM_HEAD and the last FORM_TAIL code points are read. */
#define FORM_HEAD 20
#define FORM_TAIL 10
#define FORM_CODE_POINTS_MAX (FORM_HEAD + FORM_TAIL)
#define AFFIX_COUNT 8
/* 3-, 4- and 5-grams of "<norm>" */
#define NGRAMS_MAX (3 * FORM_CODE_POINTS_MAX)

struct features {
    uint64_t word;                 /* hash of the norm */
    uint64_t affixes[AFFIX_COUNT]; /* prefixes of 1 to 3, suffixes of 1 to 4, shape */
    uint64_t ngrams[NGRAMS_MAX];
    uint32_t ngram_count;
};

/* Pure; cannot fail. O(form.len). */
void features_of(struct slice form, struct features *ret_features);

#endif
