/*
 * model.h - the weights of the grammar, checked, packed and ready to run.
 *
 *   in    tensors of a weight file
 *   out   struct grammar_model, which encoder, heads and decoders read
 *   uses  weights.h, kernels.h
 *
 * Which tensor is what: README.md, "Tensors of the weight file".
 */
#ifndef ANNALS_GRAMMAR_MODEL_H
#define ANNALS_GRAMMAR_MODEL_H

#include <pthread.h>

#include "base/limits.h"
#include "grammar/grammar.h"
#include "grammar/kernels/kernels.h"
#include "grammar/weights.h"

/* The file's sizes are within these. */
#define MODEL_WIDTH_MAX 512   /* of a word's vector, and of what heads make of it */
#define MODEL_HIDDEN_MAX 2048 /* of inner layers */
#define MODEL_BLOCKS_MAX 16
#define MODEL_HEADS_MAX 16      /* of attention */
#define MODEL_LABELS_MAX 4096   /* of each kind */
#define MODEL_TAGS_MAX 64       /* parts of speech */
#define MODEL_DISTANCE_MAX 4096 /* of distances told apart */
#define ENTITY_TYPES_MAX 16
#define ENTITY_TAGS_MAX (1 + 4 * ENTITY_TYPES_MAX)

/* count strings one after another. */
struct strings {
    const char *text;
    const uint32_t *end; /* [count], rising */
    uint32_t count;
};

static inline struct slice string_at(const struct strings *strings, size_t i)
{
    uint32_t start = i > 0 ? strings->end[i - 1] : 0;
    return (struct slice){strings->text + start, strings->end[i] - start};
}

/* Rows of embeddings: row r is q[r * width ..] * scale[r]. */
struct table {
    const int8_t *q;
    const float *scale;
    uint32_t rows;
};

enum block_kind { BLOCK_CONVOLUTION, BLOCK_ATTENTION, BLOCK_FEED_FORWARD };

/* One residual step over a sentence. */
struct block {
    enum block_kind kind;
    struct linear first;  /* convolution 3W -> 2W; attention W -> 3W; feed-forward W -> F */
    struct linear second; /* attention W -> W; feed-forward F -> W */
    /* attention: [head][2 * SENTENCE_TOKENS_MAX + LANES], what distance SENTENCE_TOKENS_MAX + d
     * adds to a score */
    const float *distance;
};

/* The pairs of XPOS and features that may stand beside one part of speech. */
struct pairs {
    struct linear layer;
    const uint32_t *numbers; /* [count], rising: of morph_xpos and morph_feats */
    uint32_t count;
};

struct grammar_model {
    const struct kernels *kernels;
    uint32_t width;       /* W of a word's vector */
    uint32_t heads;       /* of attention */
    uint32_t arc_width;   /* A */
    uint32_t label_width; /* B */
    uint32_t inner_width; /* the widest output of any layer */
    uint32_t block_count;

    const uint64_t *vocabulary;     /* [vocabulary_count], rising: hashes of norms */
    const int32_t *vocabulary_rows; /* [vocabulary_count]: of words; row 0 is for other norms */
    uint32_t vocabulary_count;
    struct table words, affixes, ngrams;
    struct linear type_up, type_down;
    struct block blocks[MODEL_BLOCKS_MAX];

    struct linear upos;
    struct strings upos_names, xpos_names, feats_names, deprel_names;
    const int32_t *morph_xpos;  /* [morph_count] */
    const int32_t *morph_feats; /* [morph_count] */
    const struct pairs *pairs;  /* [upos] */

    struct linear lemma;
    const float *lemma_upos; /* [upos][LANES_UP(lemma_count)] */
    const int32_t *lemma_mode;
    struct strings lemma_strip, lemma_add, lemma_exceptions;
    const uint64_t *lemma_hashes; /* [lemma_exceptions.count], rising */
    uint32_t lemma_count;

    struct linear arc_dependent, arc_head, arc_mix, arc_prior, arc_root;
    const float *arc_distance; /* as block.distance */
    struct linear label_dependent, label_head, label_out;
    const float *label_root; /* [label_width] */

    struct linear entity_up, entity_out;
    bool entity_neighbours;   /* entity_up reads the words before and after as well */
    const float *entity_move; /* [tags][tags]: of a tag (row) after another (column) */
    double entity_spread;     /* more than two moves differ */
    enum entity_type entity_types[ENTITY_TYPES_MAX];
    uint32_t entity_type_count;

    /* Work spaces that no thread uses now; guarded by lock. */
    struct workspace *spaces;
    pthread_mutex_t lock;
};

/* Distances are clipped to +-SENTENCE_TOKENS_MAX in the tables above: enough for any sentence. */
#define DISTANCE_ENTRIES LANES_UP(2 * SENTENCE_TOKENS_MAX + LANES)

/* The place of key among count rising numbers, or SIZE_MAX. O(log count). */
size_t sorted_find(const uint64_t *numbers, size_t count, uint64_t key);

#endif
