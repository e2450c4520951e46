/*
 * show_list.c - annals show: lists of a layer.
 *
 *   in    a store, the name of a list, filters
 *   out   a table, CSV or JSONL on stdout
 */
#include <stdlib.h>
#include <string.h>

#include "cli/looks.h"
#include "cli/show.h"
#include "cli/terminal.h"

#define REST 255
/* The least that the column which takes what is left is given. */
#define REST_COLUMNS_MIN 12
#define GAP 2

/* ---- rows in three forms ---- */

/* Columns for the cell that takes what the others leave. */
static size_t rest_columns(const struct show *show, const struct annals_row *row)
{
    size_t taken = 0;
    for (size_t i = 0; i < row->count; i++) {
        if (row->columns[i].width != 0 && row->columns[i].width != REST)
            taken += row->columns[i].width + GAP;
    }
    return show->columns > taken + REST_COLUMNS_MIN ? show->columns - taken : REST_COLUMNS_MIN;
}

/* One line of a table; text(i) is the cell or the column's name. */
static void print_table_line(const struct show *show, const struct annals_row *row)
{
    size_t last = row->count;
    for (size_t i = 0; i < row->count; i++) {
        if (row->columns[i].width)
            last = i;
    }
    for (size_t i = 0; i < row->count; i++) {
        size_t width = row->columns[i].width;
        if (width == 0)
            continue;
        if (width == REST)
            width = rest_columns(show, row);
        struct slice text = row->cells ? slice_of_text(row->cells[i])
                                       : slice_from(row->columns[i].name);
        terminal_print_fitted(stdout, text, width, i != last);
        fputs(i == last ? "\n" : "  ", stdout);
    }
}

static void print_csv_line(const struct annals_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        struct slice text = row->cells ? slice_of_text(row->cells[i])
                                       : slice_from(row->columns[i].name);
        terminal_print_csv(stdout, text);
        fputs(i + 1 < row->count ? "," : "\r\n", stdout);
    }
}

/* Numbers come from the store as decimal text, which is JSON's too. */
void show_json_cells(struct json_writer *json, const struct annals_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        struct slice text = slice_of_text(row->cells[i]);
        json_key(json, row->columns[i].name);
        if (!row->columns[i].is_number || text.len == 0)
            json_string_or_null(json, text);
        else
            json_number_text(json, text);
    }
}

static void list_header(void *context, const struct annals_row *row)
{
    const struct show *show = context;
    if (show->format == SHOW_CSV)
        print_csv_line(row);
    if (show->format != SHOW_TABLE)
        return;
    fputs(show->colour ? "\x1b[1m" : "", stdout);
    print_table_line(show, row);
    fputs(show->colour ? "\x1b[0m" : "", stdout);
}

static int list_row(void *context, const struct annals_row *row)
{
    struct show *show = context;
    if (show->rows++ >= show->limit && show->limit)
        return 0;
    if (show->format == SHOW_TABLE)
        print_table_line(show, row);
    else if (show->format == SHOW_CSV)
        print_csv_line(row);
    else {
        struct buf line;
        struct json_writer json;
        show_json_begin(&line, &json);
        show_json_cells(&json, row);
        show_json_end(show, &json);
    }
    return 0;
}

/* ---- a list ---- */

static struct annals_list_query query_of(const struct show *show, const char *list)
{
    struct annals_list_query query = {.list = list};
    looks_filters(show->arguments, query.filters);
    return query;
}

enum exit_status show_list(struct show *show, const char *id)
{
    (void)id;
    struct annals_error error;
    const struct annals_list_query query = query_of(show, show->subject);
    if (annals_store_list(show->store, &query, list_header, list_row, show, &error) != 0)
        return looks_fail(show->arguments, &error);
    return show_end_rows(show);
}

int show_rows_of(struct show *show, const char *list, enum annals_filter filter, const char *id,
                 struct annals_error *error)
{
    struct annals_list_query query = query_of(show, list);
    query.filters[ANNALS_FILTER_MATCH] = (struct annals_text){NULL, 0};
    query.filters[ANNALS_FILTER_KIND] = (struct annals_text){NULL, 0};
    query.filters[filter] = (struct annals_text){id, strlen(id)};
    return annals_store_list(show->store, &query, list_header, list_row, show, error);
}
