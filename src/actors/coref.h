/*
 * coref.h - which noun phrases of an article name the same thing.
 *
 *   in    noun phrases and trees
 *   out   for each phrase the phrase before it that it takes up, and so chains
 *   uses  phrases, syntax
 *
 * Phrases are taken in the order of the text. Each is compared with those before it, as far as a
 * window reaches and with all that have its head word; each pair has a score, the sum of learned
 * whole numbers, and so has being new. The best wins (mention ranking: Denis and Baldridge 2008;
 * with features close to Durrett and Klein 2013). All sums are of whole numbers, so that every
 * machine makes the same chains.
 */
#ifndef ANNALS_ACTORS_COREF_H
#define ANNALS_ACTORS_COREF_H

#include "actors/phrases.h"

/* Features that one comparison can have. */
#define COREF_FEATURES_MAX 64

/* Learned numbers: one for each value of each feature. */
struct coref_weights {
    const int32_t *values; /* [coref_feature_values()] */
};

/* Numbers that struct coref_weights holds. */
size_t coref_feature_values(void);

/* Reads weights from the text of models/en.coref (models/coref.md). False with ERR_FORMAT (what and
 * where), ERR_VERSION when it has other features than this program, or ERR_MEMORY. */
bool coref_weights_read(struct slice text, struct arena *arena, struct coref_weights *ret_weights,
                        struct err *err);

/* Who hears of every comparison, for learning; all NULL otherwise. */
struct coref_watch {
    void *context;
    /* A comparison of a phrase with a candidate, or INDEX_NONE for being new: numbers of its
     * features' values. */
    void (*compared)(void *context, uint32_t phrase, uint32_t candidate, const uint32_t *values,
                     uint32_t count);
    /* The right answer, which replaces the program's own. */
    uint32_t (*decide)(void *context, uint32_t phrase, uint32_t best);
};

/* What an outside source of knowledge says of two phrases: nothing, that they are the same, that
 * they cannot be. It is obeyed. */
enum coref_hint { HINT_NONE, HINT_SAME, HINT_OTHER };

struct coref_hints {
    const void *context;
    enum coref_hint (*hint)(const void *context, uint32_t phrase, uint32_t candidate);
};

struct coref {
    uint32_t *antecedent; /* [phrases]: INDEX_NONE when it is new */
    uint32_t *chain;      /* [phrases]: number of its chain; a phrase alone has one too */
    uint32_t chain_count;
    uint32_t *speaker; /* [quotations + 1]: the phrase that speaks, or INDEX_NONE */
};

/* Makes the chains; memory is scratch's. False with ERR_MEMORY or ERR_LIMIT. Time is linear in the
 * phrases: each is compared with a bounded number of others. */
bool coref_resolve(const struct coref_weights *weights, const struct syntax *syntax,
                   const struct phrases *phrases, const struct coref_hints *hints,
                   const struct coref_watch *watch, struct arena *scratch, struct coref *ret_coref,
                   struct err *err);

#endif
