/*
 * list.h - lists of what a store holds: rows of named cells, filtered and ordered.
 *
 *   in    the name of a list, filters
 *   out   rows, handed to a callback
 *   uses  base/, store.h
 *
 * One way for all layers and for all who look: the terminal, CSV, JSON and the web page ask for the
 * same lists. docs/store.md names them with their columns and filters.
 */
#ifndef ANNALS_STORE_LIST_H
#define ANNALS_STORE_LIST_H

#include "store/store.h"

enum store_filter {
    STORE_OUTLET, /* exact */
    STORE_SINCE,  /* ISO day, month or year: articles of that day or later */
    STORE_UNTIL,  /* likewise, or earlier */
    STORE_MATCH,  /* words that the name holds, of statements what is said, in any case */
    STORE_ACTOR,  /* id, or the start of one; of events and statements (whose speaker is meant) also
                     a country's code or part of a name */
    STORE_COUNTRY,   /* ISO 3166-1 alpha-3 */
    STORE_KIND,      /* person, organization, country, group; of statements direct, … */
    STORE_ARTICLE,   /* key, or the start of one */
    STORE_RECIPIENT, /* as STORE_ACTOR of events */
    STORE_TYPE,      /* PLOVER's, or the start of a CAMEO code */
    STORE_STATUS,    /* happened, planned, … */
    STORE_WHERE,     /* part of a place's name, or a country's code */
    STORE_EVENT,     /* of mentions and disagreements: an event's id, or the start of one */
    STORE_FACET,     /* of events: a disagreement on this (when, where, who, count, …), or any */
    STORE_STORY,     /* of stories and copies: a story's id, or the start of one */
    STORE_FILTER_COUNT,
};

/* The order of a list's rows. */
enum store_order {
    STORE_BY_CONTENT, /* the list's own: by days where it has them, the earliest first */
    STORE_NEWEST,     /* the latest day first */
    STORE_REPORTED,   /* what most outlets report first */
    STORE_PUBLISHED,  /* what was reported last first */
    STORE_ORDER_COUNT,
};

/* Columns of the widest list. */
#define STORE_LIST_COLUMNS_MAX 64

struct store_column {
    const char *name;
    bool is_number; /* of JSON; NULL when the cell is empty */
    uint8_t width;  /* the least in a table where cells are longer; all of them fit 80 columns;
                       0: only in CSV and JSON; 255: what is left */
};

struct store_list {
    const char *name; /* "actors" */
    const struct store_column *columns;
    size_t column_count;
};

struct store_list_query {
    struct slice list;                        /* name */
    struct slice filters[STORE_FILTER_COUNT]; /* empty: not set */
    uint64_t limit;                           /* 0: all */
    uint64_t offset;
    enum store_order order; /* one that the list has */
};

/* The list of this number, from 0, or NULL behind the last. A constant. */
const struct store_list *store_list_at(size_t number);
/* "outlet", "since", …: as options, URLs and documentation name the filter. */
const char *store_filter_name(enum store_filter filter);
/* "oldest", "newest", "reported", "published": as URLs and documentation name the order. */
const char *store_order_name(enum store_order order);
/* Whether the list can be had in this order. */
bool store_list_has_order(const struct store_list *list, enum store_order order);
/* The list of this name, or NULL. A constant. */
const struct store_list *store_list_find(struct slice name);
/* Whether the list can be filtered so. */
bool store_list_takes(const struct store_list *list, enum store_filter filter);

/* Calls row for each row, in an order that depends on content alone; cells has column_count items,
 * empty for NULL, which hold during the call only. Stops when row returns false. ERR_USAGE when
 * there is no such list, a date is none or the list has no such filter. Cost: the rows of the
 * layer, sorted. */
bool store_list_rows(struct store *store, const struct store_list_query *query,
                     bool (*row)(void *context, const struct store_list *list,
                                 const struct slice *cells),
                     void *context, struct err *err);

/* How many rows there are in all, whatever limit and offset are. Errors and cost as above. */
bool store_list_count(struct store *store, const struct store_list_query *query,
                      uint64_t *ret_count, struct err *err);

#endif
