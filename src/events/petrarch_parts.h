/*
 * petrarch_parts.h - what the readers of verb dictionaries share, and nobody else includes.
 *
 *   in    parts of lines
 *   out   words, codes, patterns
 *   uses  petrarch.h
 */
#ifndef ANNALS_EVENTS_PETRARCH_PARTS_H
#define ANNALS_EVENTS_PETRARCH_PARTS_H

#include "events/petrarch.h"

/* A file under way. */
struct verbs_reader {
    struct events_model *model;
    struct petrarch_model *petrarch;
    struct arena *arena;
    struct data_faults *faults;
    struct err *err;
    struct petrarch_lines lines;
    uint32_t set;                             /* that is open, or INDEX_NONE */
    bool set_is_exact;                        /* its name ends in "_" */
    uint32_t block;                           /* that is open, or INDEX_NONE */
    bool block_is_headed;                     /* it was opened by "---" */
    uint64_t fact_count;                      /* verbs and patterns */
    VECTOR(struct petrarch_pattern) patterns; /* of the open block */
};

/* Tell a line that is left out. Return true: reading goes on. */
bool verbs_reject(struct verbs_reader *reader, struct slice at, const char *expected);

/* The number of a word, a new one if need be. False with ERR_MEMORY or ERR_LIMIT. */
bool verbs_word(struct verbs_reader *reader, struct slice word, uint32_t *ret_number);

/* The code in the last brackets of a line's content, and what stands before them. A line without
 * brackets: *ret_rest is all of it and *ret_found false. False, telling it, when it is no code. */
bool verbs_code(struct verbs_reader *reader, struct slice content, struct slice *ret_rest,
                struct petrarch_code *ret_code, bool *ret_found);

/* A code without its brackets. False when it is none. */
bool verbs_code_of(const struct verbs_reader *reader, struct slice text,
                   struct petrarch_code *ret_code);

/* "file:line" of the current line. ptr NULL with ERR_MEMORY. */
struct slice verbs_rule(struct verbs_reader *reader);

/* Adds a phrase of words to a set; exact: no plurals. False with ERR_MEMORY or ERR_LIMIT. */
bool verbs_add_phrase(struct verbs_reader *reader, uint32_t set, const uint32_t *words,
                      uint8_t count, bool exact);

/* Lines of the three kinds that have files of their own. False with ERR_MEMORY or ERR_LIMIT. */
bool verbs_read_verb(struct verbs_reader *reader, struct slice content);
bool verbs_read_pattern(struct verbs_reader *reader, struct slice content);
bool verbs_read_combination(struct verbs_reader *reader, struct slice content);

#endif
