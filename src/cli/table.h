/*
 * table.h - rows in columns that fit the terminal.
 *
 *   in    rows of a list, the width of the terminal
 *   out   lines on stdout
 *   uses  annals.h, base/, terminal.h
 */
#ifndef ANNALS_CLI_TABLE_H
#define ANNALS_CLI_TABLE_H

#include <stdbool.h>

#include "annals.h"
#include "base/buf.h"

/* Columns of the widest list. */
#define TABLE_COLUMNS_MAX 64

/* A table under way: its first rows are held back until it is known how wide their cells are. */
struct table {
    size_t columns; /* of the terminal */
    bool colour;    /* the header in bold */
    struct annals_column specs[TABLE_COLUMNS_MAX];
    size_t count;                     /* 0: none was begun */
    size_t widths[TABLE_COLUMNS_MAX]; /* 0: not shown */
    struct buf held;                  /* cells, each ended by a NUL */
    size_t held_rows;
    bool started; /* whether the header is out */
};

/* Begins a table of these columns. Columns of width 0 are left out. */
void table_begin(struct table *table, const struct annals_row *names, size_t columns, bool colour);
/* Adds a row: at once, or with the first rows. Cells may be any text; control characters come out
 * as U+FFFD, an id as its first characters, another cell that is too long with "…" at its end. */
void table_add(struct table *table, const struct annals_row *row);
/* Prints what is held back, and frees. False when memory ran out: rows are missing. */
bool table_end(struct table *table);

#endif
