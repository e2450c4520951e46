/*
 * heads.h - what is read off the encoded words of a batch.
 *
 *   in    space->z, which encoder_run left
 *   out   the grammar fields of the batch's tokens
 *   uses  workspace.h
 *
 * Each may overwrite the work space's y, y2, q, q2 and scores, and leaves z alone.
 */
#ifndef ANNALS_GRAMMAR_HEADS_H
#define ANNALS_GRAMMAR_HEADS_H

#include "base/vector.h"
#include "grammar/workspace.h"

/* The first of the largest of count numbers. */
static inline uint32_t first_largest(const float *numbers, uint32_t count)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < count; i++)
        best = numbers[i] > numbers[best] ? i : best;
    return best;
}

/* upos, xpos, feats. Cannot fail. */
void tags_decode(const struct grammar_model *model, const struct article *article,
                 struct workspace *space);

/* lemma; needs upos. Lemmas that are neither in the text nor in the weights are made in arena.
 * False when that is exhausted. */
bool lemmas_decode(const struct grammar_model *model, const struct article *article,
                   struct workspace *space, struct arena *arena, struct err *err);

/* What the table of lemmas has for a form taken as this part of speech (a number from 1); empty for
 * nothing. Lives in the weights. */
struct slice lemmas_known(const struct grammar_model *model, struct slice form, uint16_t upos);

/* head and deprel. False when scratch is exhausted. */
bool arcs_decode(const struct grammar_model *model, const struct article *article,
                 struct workspace *space, struct arena *scratch, struct err *err);

typedef VECTOR(struct entity) entity_vector;

/* Scores the batch's entity tags into space->pending, and pushes the entities there when it is
 * full. Their sentence is not set. False when arena is exhausted. */
bool entities_decode(const struct grammar_model *model, const struct article *article,
                     struct workspace *space, entity_vector *entities, struct arena *arena,
                     struct err *err);

/* Pushes the entities of space->pending, which is empty then. False when arena is exhausted. */
bool entities_flush(const struct grammar_model *model, const struct article *article,
                    struct workspace *space, entity_vector *entities, struct arena *arena,
                    struct err *err);

/* Lets occurrences of one word hear each other (recall.c): changes pending->scores. O(words). */
void names_recall(const struct grammar_model *model, const struct article *article,
                  struct pending *pending);

#endif
