/*
 * sentences.h - where sentences end in a row of words.
 *
 *   in    the words of one paragraph
 *   out   the count of words of each sentence
 *   uses  base/, words
 */
#ifndef ANNALS_TEXT_SENTENCES_H
#define ANNALS_TEXT_SENTENCES_H

#include "text/words.h"

/* Features of one place between two words. */
#define SENTENCE_FEATURES 64

/* Words [first, first + count) of the row that was given. */
struct sentence_cut {
    uint32_t first;
    uint32_t count;
    bool was_split; /* cut off for being over SENTENCE_TOKENS_MAX */
};
typedef VECTOR(struct sentence_cut) sentence_vector;

/* As struct word_oracle: true when a sentence ends after words[at]. */
struct sentence_oracle {
    bool (*decide)(void *context, size_t at, const uint32_t *features);
    void *context;
};

struct sentence_options {
    bool general; /* no model: rules for any language */
    const struct sentence_oracle *oracle;
};

/*
 * Appends the sentences of words[0 .. count), one paragraph; .first counts from `base` on. Every
 * word is in one sentence, every sentence has 1 to SENTENCE_TOKENS_MAX words, and no multiword
 * token is parted. O(count). False with ERR_MEMORY or ERR_LIMIT.
 */
bool sentences_find(const struct text_model *model, const struct sentence_options *options,
                    struct slice text, const struct word *words, size_t count, uint32_t base,
                    struct arena *scratch, sentence_vector *sentences, struct err *err);

#endif
