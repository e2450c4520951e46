/*
 * export_parts.h - what the files of export/ share, and nobody else includes.
 *
 *   in    rows of lists
 *   out   cells by name, lines of tables
 *   uses  base/, store/
 */
#ifndef ANNALS_EXPORT_EXPORT_PARTS_H
#define ANNALS_EXPORT_EXPORT_PARTS_H

#include "base/buf.h"
#include "base/map.h"
#include "export/export.h"

/* ---- out.c ---- */

/* Bytes gathered before they are handed on. */
#define OUT_CHUNK_BYTES ((size_t)64 << 10)

/* Text on its way out. `stopped` and buf.failed are sticky: who writes checks once, at its end. */
struct out {
    struct buf buf;
    bool (*write)(void *context, struct slice text);
    void *context;
    bool stopped;
};

void out_init(struct out *out, bool (*write)(void *context, struct slice text), void *context);
void out_free(struct out *out);
/* Hands on what was gathered when it is a chunk; false when nothing more can be written. */
bool out_flush_full(struct out *out);
/* Hands on all. False with the error that stopped or failed stand for. */
bool out_end(struct out *out, struct err *err);

/* A table: cells one after another, ended row by row. */
struct table {
    struct out *out;
    bool is_csv; /* RFC 4180; else tabs, where a tab or line break inside a cell becomes a space */
    bool filled; /* the row has a cell */
};

void table_cell(struct table *table, struct slice text);
void table_text(struct table *table, const char *text);
void table_number(struct table *table, uint64_t number);
void table_row_end(struct table *table);

/* ---- export.c ---- */

/* One export under way. */
struct export
{
    struct store *store;
    const struct export_query *query;
    struct out out;
    struct table table;
    struct codes *codes;
    const struct column *columns; /* of the format under way */
    size_t column_count;
    struct export_summary summary;
    struct arena *arena;
};

/* A row of a list. */
struct row {
    const struct store_list *list;
    const struct slice *cells;
};

/* The cell of the column with this name, which the list has. */
struct slice row_cell(const struct row *row, const char *name);
/* Its first eight digits of an ISO day, "20161201"; empty unless it starts with a whole day. */
struct slice row_day_digits(const struct row *row, const char *name, char ret_digits[8]);

/* One column of a shape: its name and what fills it. */
struct column {
    const char *name;
    void (*write)(struct export *export, const struct row *row, const void *argument);
    const void *argument; /* "actor_name" */
};

/* Writes the rows of a list under these columns, with a header. The query's filters apply; where
 * no status is asked for and deeds_only is set, only what happened or is happening is written and
 * the rest counted. */
bool export_columns(struct export *export, const char *list, const struct column *columns,
                    size_t count, bool deeds_only, struct err *err);

/* Column functions. argument: the name of the list's column, or the text itself. */
void column_cell(struct export *export, const struct row *row, const void *argument);
void column_text(struct export *export, const struct row *row, const void *argument);
/* POLECAT's way: "None" for what is not known. */
void column_or_none(struct export *export, const struct row *row, const void *argument);

/* ---- codes.c ---- */

/* What other data sets call a country. */
struct country_codes {
    struct slice fips; /* FIPS 10-4, or empty */
    struct slice cow;  /* Correlates of War's number, or empty */
};

bool codes_load(struct export *export, struct err *err);
/* Of an ISO 3166-1 alpha-3 code; both empty when it is no country's. */
struct country_codes codes_find(const struct export *export, struct slice country);

/* ---- the formats ---- */

bool export_events_jsonl(struct export *export, struct err *err);
bool export_csv(struct export *export, struct err *err);
bool export_reports_csv(struct export *export, struct err *err);
bool export_polecat(struct export *export, struct err *err);
bool export_gdelt_events(struct export *export, struct err *err);
bool export_gdelt_mentions(struct export *export, struct err *err);
bool export_stories_jsonl(struct export *export, struct err *err);

#endif
