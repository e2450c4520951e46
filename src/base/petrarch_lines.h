/*
 * petrarch_lines.h - lines of PETRARCH's and TABARI's dictionaries without their comments.
 *
 *   in    a data file
 *   out   its lines that hold something
 *   uses  data_set
 *
 * Comments are "#" and ";" to the line's end, and "<!-- -->" over any number of lines.
 */
#ifndef ANNALS_BASE_PETRARCH_LINES_H
#define ANNALS_BASE_PETRARCH_LINES_H

#include "base/data_set.h"

/* Walks the lines of a dictionary that hold something. */
struct petrarch_lines {
    const struct data_file *file;
    struct slice rest;
    uint32_t number;       /* of lines taken off the rest */
    struct data_line line; /* the current one, whole: where faults are told */
    struct slice content;  /* without comments and without white space at the ends */
    bool in_comment;       /* a "<!--" of an earlier line is open */
};

void petrarch_lines_init(struct petrarch_lines *lines, const struct data_file *file);
/* False at the end. */
bool petrarch_lines_next(struct petrarch_lines *lines);

#endif
