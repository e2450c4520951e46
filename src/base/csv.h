/*
 * csv.h - comma-separated values (RFC 4180), safe to open in a spreadsheet.
 *
 *   in    the text of a cell
 *   out   the same, quoted where it has to be
 *   uses  buf, slice
 *
 * Spreadsheets run a cell that starts with "=", "+", "-", "@", a tab or a carriage return as a
 * formula, and the texts are strangers'. Such a cell gets an apostrophe before it, numbers
 * excepted.
 */
#ifndef ANNALS_BASE_CSV_H
#define ANNALS_BASE_CSV_H

#include "base/buf.h"

/* Whether a spreadsheet would take the cell for a formula: CSV_GUARD is to stand before it. */
bool csv_is_formula(struct slice text);
#define CSV_GUARD '\''

/* Whether the cell is to stand in quotes, with its own doubled. */
bool csv_is_quoted(struct slice text);

/* Appends a cell, guarded and quoted; the caller puts "," between cells and "\r\n" behind the last.
 */
void csv_cell(struct buf *out, struct slice text);

#endif
