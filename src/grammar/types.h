/*
 * types.h - what a word's form alone says: its vector before any context.
 *
 *   in    forms
 *   out   rows of space->x
 *   uses  workspace.h
 *
 * A vector depends on the form and the model alone, so each thread keeps those of forms it met. One
 * slot holds one form; a newcomer takes its slot. What is kept never changes what comes out.
 */
#ifndef ANNALS_GRAMMAR_TYPES_H
#define ANNALS_GRAMMAR_TYPES_H

#include "grammar/workspace.h"

#define TYPE_SLOTS 8192
/* Longer forms are made anew each time. */
#define TYPE_FORM_BYTES_MAX 47

struct type_slot {
    uint64_t hash;
    uint32_t is_new; /* 1 + its number among the new forms of this batch; 0: its vector is there */
    uint8_t length;  /* 0: the slot is free */
    char form[TYPE_FORM_BYTES_MAX];
};

/* Fills space->x for space->batch; empty rows become 0. */
void types_embed(const struct grammar_model *model, const struct article *article,
                 struct workspace *space);

#endif
