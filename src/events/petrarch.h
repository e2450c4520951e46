/*
 * petrarch.h - verb dictionaries of PETRARCH: read, and matched in a sentence.
 *
 *   in    data files of the kind EVENTS_PETRARCH_VERBS; a tree
 *   out   what they code
 *   uses  petrarch_data.h, match.h
 */
#ifndef ANNALS_EVENTS_PETRARCH_H
#define ANNALS_EVENTS_PETRARCH_H

#include "base/petrarch_lines.h"
#include "events/match.h"

/* Reads a file into model->petrarch; model->cameo is read before. Faults are told. False with
 * ERR_MEMORY or ERR_LIMIT. O(bytes). */
bool petrarch_read_verbs(struct events_model *model, const struct data_file *file,
                         struct data_faults *faults, struct err *err);

/* The number of a word, or WORD_NONE. */
uint32_t petrarch_word(const struct petrarch_model *petrarch, struct slice lower);

/*
 * Puts what the dictionaries code into matches[tree->count], where a frame of ours or nothing
 * stands; a word that a frame of another word took in is left alone. False with ERR_MEMORY or
 * ERR_LIMIT (scratch). Each pattern of each verb takes at most PETRARCH_STEPS_MAX steps.
 */
bool petrarch_match(const struct tree *tree, struct arena *scratch, struct match *matches,
                    struct err *err);

#endif
