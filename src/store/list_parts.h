/*
 * list_parts.h - what the files that define lists share.
 *
 *   in    –
 *   out   struct list_spec, conditions that several lists have
 *   uses  list.h
 */
#ifndef ANNALS_STORE_LIST_PARTS_H
#define ANNALS_STORE_LIST_PARTS_H

#include "store/list.h"

/* The width of the column that takes what the others of a table leave. */
#define REST 255

struct list_spec {
    struct store_list list;
    const char *select; /* up to the conditions, ending in a true one */
    const char *filters[STORE_FILTER_COUNT];
    const char *end; /* grouping and order */
};

/* What some lists have beside that. */
struct list_extra {
    const char *list;   /* its name */
    const char *newest; /* as end, with the latest day first, or NULL: the order is not by days */
    const char *count;  /* as select, of count(*) alone, where that costs less; else NULL */
};

#define COLUMNS(columns) (columns), sizeof(columns) / sizeof((columns)[0])

#define BY_OUTLET " AND a.outlet = ?1"
/* Dates known to the month or year match when one of their days does. */
#define BY_SINCE                                                                                   \
    " AND substr(a.published, 1, min(10, length(?2))) >= substr(?2, 1, min(10, "                   \
    "length(a.published)))"
#define BY_UNTIL " AND a.published_day <= ?3 || '~'"
#define BY_ARTICLE " AND a.key >= ?8 AND a.key < ?8 || 'g'"

/* list_views.c: articles, search, outlets, rejections, and the sums that pages and charts show. */
extern const struct list_spec LIST_VIEWS[];
extern const size_t LIST_VIEW_COUNT;
extern const struct list_extra LIST_EXTRAS[];
extern const size_t LIST_EXTRA_COUNT;

#endif
