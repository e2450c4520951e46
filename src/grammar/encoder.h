/*
 * encoder.h - the words of a batch of sentences, read in their context.
 *
 *   in    space->x: a vector for each word
 *   out   space->z: a normalised vector for each word, from which all heads answer
 *   uses  workspace.h
 */
#ifndef ANNALS_GRAMMAR_ENCODER_H
#define ANNALS_GRAMMAR_ENCODER_H

#include "grammar/workspace.h"

/* Runs the model's blocks over space->batch. No memory is taken; cannot fail. */
void encoder_run(const struct grammar_model *model, struct workspace *space);

#endif
