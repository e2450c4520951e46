/*
 * export.h - the record written out in the shapes that other programs read.
 *
 *   in    a store, a format, filters
 *   out   text, piece after piece, to a callback
 *   uses  base/, store/
 *
 * What is written depends on the record alone: the same bytes on every machine. Nothing is left out
 * that was not asked to be, but what a shape has no room for; that is counted.
 */
#ifndef ANNALS_EXPORT_EXPORT_H
#define ANNALS_EXPORT_EXPORT_H

#include "article/article.h"
#include "store/list.h"

#define EXPORT_STATUS_COUNT (EVENT_HISTORICAL + 1)

struct export_query {
    struct slice format; /* "polecat"; export_format_at names them all */
    /* As in lists; those that the format cannot be filtered by are an ERR_USAGE. STORE_STATUS: one
     * status, "all", or empty for the format's own choice. */
    struct slice filters[STORE_FILTER_COUNT];
};

struct export_summary {
    uint64_t rows; /* written; lines of headers not counted */
    /* Rows that the format leaves out unless "all" is asked for, [enum event_status]: POLECAT and
     * GDELT have no column to tell a plan from a deed. */
    uint64_t left_out[EXPORT_STATUS_COUNT];
};

/* The format of this number, counted from 0, or NULL past the last. Constants. */
const char *export_format_at(size_t number);

/* Writes the record as it is at the call, though a writer be at work. Stops when write returns
 * false: ERR_IO. ERR_USAGE when there is no such format. *ret_summary is filled on success. Memory
 * does not grow with the record but for the sorting that SQLite does. */
bool export_write(struct store *store, const struct export_query *query,
                  bool (*write)(void *context, struct slice text), void *context,
                  struct export_summary *ret_summary, struct err *err);

#endif
