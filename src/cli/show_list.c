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

/* ---- rows in three forms ---- */

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
    struct show *show = context;
    if (show->format == SHOW_CSV)
        print_csv_line(row);
    if (show->format == SHOW_TABLE)
        table_begin(&show->table, row, show->columns, show->colour);
}

static int list_row(void *context, const struct annals_row *row)
{
    struct show *show = context;
    if (show->rows++ >= show->limit && show->limit)
        return 0;
    if (show->format == SHOW_TABLE)
        table_add(&show->table, row);
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

/* Prints the rows of a query in the format of show. */
static int print_rows(struct show *show, const struct annals_list_query *query,
                      struct annals_error *error)
{
    show->table = (struct table){0};
    int failed = annals_store_list(show->store, query, list_header, list_row, show, error);
    if (show->table.count > 0 && !table_end(&show->table))
        show->failed = true;
    return failed;
}

enum exit_status show_list(struct show *show, const char *id)
{
    (void)id;
    struct annals_error error;
    const struct annals_list_query query = query_of(show, show->subject);
    if (print_rows(show, &query, &error) != 0)
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
    return print_rows(show, &query, error);
}
