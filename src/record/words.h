/*
 * words.h - texts as bags of words, compared by their angle.
 *
 *   in    a stretch of text
 *   out   its content words as hashes of stems with weights
 *   uses  rules.h
 */
#ifndef ANNALS_RECORD_WORDS_H
#define ANNALS_RECORD_WORDS_H

#include "record/rules.h"

struct word_weight {
    uint32_t hash; /* of the stem */
    float weight;  /* > 0 */
};

/* Sorted by hash, each once. */
struct words {
    const struct word_weight *items;
    uint32_t count;
    double norm; /* length as a vector */
};

/* The hash of a word's stem, without case and marks; never 0. */
uint32_t words_hash(const struct merge_rules *rules, struct slice word);

/* Takes the next run of letters and digits off *rest; false when there is none. */
bool words_next(struct slice *rest, struct slice *ret_word);

/* The content words of a text. Only the `most` weightiest are kept (ties: by hash). False when the
 * arena is exhausted. O(text). */
bool words_of(const struct merge_rules *rules, struct slice text, uint32_t most,
              struct arena *arena, struct words *ret_words);

/* The words of a text that tell most of what it is about, by the weights of stories; of a long text
 * TERMS_MAX. False when the arena is exhausted. */
bool words_that_tell(const struct merge_rules *rules, struct slice title, struct slice text,
                     struct arena *arena, struct words *ret_words);

/* The cosine of their angle, 0 to 1; 0 when one has no words. O(words). */
double words_cosine(const struct words *a, const struct words *b);

/* Whether they share a word. */
bool words_share(const struct words *a, const struct words *b);

#endif
