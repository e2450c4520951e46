/*
 * workspace.h - the memory that one thread parses in: activations of a batch, vectors of words met.
 *
 *   in    a model
 *   out   a work space, taken from the model's store and given back
 *   uses  model.h
 *
 * A batch is a run of whole sentences of one article. Its words lie in rows, with one empty row
 * before, between and after the sentences, so that a convolution reads zeros past a sentence's
 * ends.
 */
#ifndef ANNALS_GRAMMAR_WORKSPACE_H
#define ANNALS_GRAMMAR_WORKSPACE_H

#include "grammar/model.h"

/* Rows that a batch is filled up to; one long sentence may take more. */
#define BATCH_ROWS 160
#define BATCH_ROWS_MAX (SENTENCE_TOKENS_MAX + 2)
#define SCORE_STRIDE LANES_UP(SENTENCE_TOKENS_MAX + 1)

_Static_assert(BATCH_ROWS <= BATCH_ROWS_MAX, "rows of a batch");

struct batch_sentence {
    uint32_t first_token; /* in the article */
    uint32_t count;       /* 1 to SENTENCE_TOKENS_MAX */
    uint32_t row;         /* of the first word */
};

struct batch {
    struct batch_sentence sentences[BATCH_ROWS_MAX / 2];
    uint32_t sentence_count;
    uint32_t rows; /* empty ones included; row 0 and row rows - 1 are empty */
};

/* Words whose entity scores wait for each other. */
#define PENDING_TOKENS_MAX 4096
#define RECALL_SLOTS ((size_t)2 * PENDING_TOKENS_MAX)

_Static_assert(PENDING_TOKENS_MAX >= SENTENCE_TOKENS_MAX, "a sentence fits");

/* A word whose entity scores wait; before and after are the rows of the same form next to it. */
struct occurrence {
    uint32_t token;    /* in the article */
    uint32_t sentence; /* in struct pending */
    uint32_t before, after;
};

/* Sentences whose entity tags are scored, and not yet chosen; row is their first in the scores. */
struct pending {
    struct batch_sentence sentences[PENDING_TOKENS_MAX];
    uint32_t sentence_count, token_count;
    float *scores;            /* [PENDING_TOKENS_MAX][tags] */
    float *views;             /* [PENDING_TOKENS_MAX][types] (recall.c) */
    struct occurrence *words; /* [PENDING_TOKENS_MAX] */
    uint32_t *slots;          /* [RECALL_SLOTS]: the last row so far of each form */
};

struct type_slot;

struct workspace {
    struct workspace *next; /* in the model's store */
    struct arena arena;     /* owns all that follows */
    struct batch batch;
    float *x;           /* [BATCH_ROWS_MAX][width]: the words' vectors; empty rows are 0 */
    float *ones;        /* [BATCH_ROWS_MAX]: scales of what is normalised */
    struct quantised z; /* x normalised; its scale is ones */
    /* For what layers give and take: [BATCH_ROWS_MAX][inner], inner the widest layer. */
    float *y, *y2;
    struct quantised q, q2;
    size_t inner;
    /* Of one sentence: */
    float *values;         /* [SENTENCE_TOKENS_MAX][width] */
    int16_t *value_q;      /* likewise */
    int16_t *value_packed; /* [width][SENTENCE_TOKENS_MAX rounded up] */
    float *value_scale;    /* [width] */
    float *zeros;          /* [width] */
    float *scores;         /* [SENTENCE_TOKENS_MAX][SCORE_STRIDE] */
    struct quantised p;    /* [SENTENCE_TOKENS_MAX][SCORE_STRIDE]: attention; scale is ones */
    uint32_t *heads; /* [BATCH_ROWS_MAX]: head of each row's word, 0 the root, in its sentence */
    uint8_t *back;   /* [SENTENCE_TOKENS_MAX][ENTITY_TAGS_MAX] */
    uint8_t *tags;   /* [SENTENCE_TOKENS_MAX] */
    struct pending pending;
    /* Words met, kept for as long as the work space lives (types.c). */
    struct type_slot *slots;
    float *slot_vectors;     /* [TYPE_SLOTS][width] */
    struct slice *new_forms; /* [BATCH_ROWS_MAX] */
    uint32_t *new_slots;     /* [BATCH_ROWS_MAX] */
    uint32_t *row_new;       /* [BATCH_ROWS_MAX] */
};

/* A work space of the model's store, or a new one; NULL when memory is out. Thread safe. */
struct workspace *workspace_take(struct grammar_model *model);
void workspace_give(struct grammar_model *model, struct workspace *space);
void workspaces_free(struct grammar_model *model);

#endif
