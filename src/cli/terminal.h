/*
 * terminal.h - text for people: safe, fitted to columns, coloured only on a terminal.
 *
 *   in    any UTF-8 text, also hostile
 *   out   the same on a stream, without control characters
 *   uses  base/
 */
#ifndef ANNALS_CLI_TERMINAL_H
#define ANNALS_CLI_TERMINAL_H

#include <stdio.h>

#include "annals.h"
#include "base/slice.h"

/* Columns of the terminal that out is; 80 where it is none. */
size_t terminal_columns(FILE *out);
/* True when out is a terminal and NO_COLOR is unset or empty (no-color.org). */
bool terminal_has_colour(FILE *out);

/* Columns that text takes on one line, white space folded. O(text). */
size_t terminal_width(struct slice text);

/* Prints text on one line in at most `columns` columns, white space folded, unsafe characters as
 * U+FFFD; a longer one ends in "…". pad: fill up to `columns` with spaces. */
void terminal_print_fitted(FILE *out, struct slice text, size_t columns, bool pad);
/* Prints text wrapped at `columns` with `indent` spaces before every line but the first. */
void terminal_print_wrapped(FILE *out, struct slice text, size_t columns, size_t indent);
/* A field of RFC 4180: quoted when it must be. */
void terminal_print_csv(FILE *out, struct slice text);

static inline struct slice slice_of_text(struct annals_text text)
{
    return (struct slice){text.ptr, text.len};
}

#endif
