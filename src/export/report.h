/*
 * report.h - the record as one page for people: HTML that loads nothing and runs nothing.
 *
 *   in    a store, a title, filters
 *   out   one HTML file, piece after piece, to a callback
 *   uses  base/, store/
 *
 * Text of articles is only ever escaped text; links are http(s) only; the page forbids itself all
 * but its own style sheet. The same record gives the same bytes. A large record is bounded to its
 * most reported events (REPORT_EVENTS_MAX and its like in base/limits.h), and the page says what it
 * leaves out and how to get it.
 */
#ifndef ANNALS_EXPORT_REPORT_H
#define ANNALS_EXPORT_REPORT_H

#include "store/list.h"

struct report_query {
    struct slice title;                       /* "record.db" */
    struct slice filters[STORE_FILTER_COUNT]; /* as in the list of events */
    uint32_t events;                          /* at most so many; 0: REPORT_EVENTS_MAX */
};

struct report_summary {
    uint64_t events;   /* shown */
    uint64_t left_out; /* events that the filters allow and the page has no room for */
};

/* Writes the report of the record as it is at the call. Stops when write returns false: ERR_IO.
 * Memory is bounded by the maxima, but for one number a day and event. */
bool report_write(struct store *store, const struct report_query *query,
                  bool (*write)(void *context, struct slice text), void *context,
                  struct report_summary *ret_summary, struct err *err);

#endif
