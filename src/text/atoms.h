/*
 * atoms.h - cuts a run of non-space characters into atoms.
 *
 *   in    text between two white spaces
 *   out   struct atom: letters, digits, punctuation, URLs, e-mail addresses
 *   uses  base/, model
 */
#ifndef ANNALS_TEXT_ATOMS_H
#define ANNALS_TEXT_ATOMS_H

#include "text/words.h"

#define ATOMS_MAX 64

/* Fills atoms with those of text[*at .. end), which holds no white space, up to ATOMS_MAX of them,
 * and moves *at behind the last. Returns their count, at least 1 when *at < end. O(bytes). */
size_t atoms_cut(const struct text_model *model, struct slice text, size_t *at, size_t end,
                 struct atom atoms[ATOMS_MAX]);

/* The first atom at `at`, for looking ahead. */
struct atom atom_peek(struct slice text, size_t at, size_t end);

#endif
