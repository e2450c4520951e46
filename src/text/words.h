/*
 * words.h - the words of a stretch of text.
 *
 *   in    UTF-8 text without sentence boundaries
 *   out   struct word: spans with what the sentence splitter wants to know of them
 *   uses  base/, model
 */
#ifndef ANNALS_TEXT_WORDS_H
#define ANNALS_TEXT_WORDS_H

#include "base/vector.h"
#include "text/model.h"

/* White space before a word. */
enum gap { GAP_NONE, GAP_SPACE, GAP_WIDE, GAP_LINE, GAP_START };

struct word {
    struct span span;
    uint32_t hash;       /* hash_lower of its bytes */
    uint32_t classes;    /* enum word_class */
    uint16_t statistics; /* of its hash */
    uint8_t shape;       /* enum shape */
    uint8_t gap;         /* enum gap */
    bool joined_next;    /* as in struct token */
};

typedef VECTOR(struct word) word_vector;

/* Atoms are what is never divided (but by multiword tokens): runs of letters or digits, single
 * punctuation marks and runs of the same one, URLs, e-mail addresses. */
struct atom {
    struct span span;
    uint32_t hash;
    uint8_t shape;
};

/* Features of one place between two atoms. */
#define WORD_FEATURES 40

/* Called at every doubtful place between two atoms with its byte offset and features, before it is
 * decided; returns the decision. For training. */
enum word_decision { WORD_JOIN, WORD_SPLIT, WORD_SPLIT_MULTIWORD };
struct word_oracle {
    enum word_decision (*decide)(void *context, uint32_t offset, const uint32_t *features,
                                 bool multiword_possible);
    void *context;
};

/* Which rules cut the words. */
struct word_options {
    bool general;                     /* no model: rules for any language */
    const struct word_oracle *oracle; /* NULL but in training */
};

/* Appends the words of text[area] to *words, in order. O(bytes). False with ERR_MEMORY or
 * ERR_LIMIT. */
bool words_find(const struct text_model *model, const struct word_options *options,
                struct slice text, struct span area, struct arena *scratch, word_vector *words,
                struct err *err);

#endif
