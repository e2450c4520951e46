/*
 * csv.h - comma-separated values (RFC 4180).
 *
 *   in    the text of a cell
 *   out   the same, quoted where it has to be
 *   uses  buf, slice
 */
#ifndef ANNALS_BASE_CSV_H
#define ANNALS_BASE_CSV_H

#include "base/buf.h"

/* Appends a cell; the caller puts "," between cells and "\r\n" behind the last. */
void csv_cell(struct buf *out, struct slice text);

#endif
