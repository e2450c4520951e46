/*
 * show_list.c - annals show: lists of a layer, and one actor.
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
/* Bytes of an actor's id. */
#define ACTOR_ID_BYTES 16

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
static void write_json_cells(struct json_writer *json, const struct annals_row *row)
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
        write_json_cells(&json, row);
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

/* ---- one actor ---- */

struct found_actor {
    char id[ACTOR_ID_BYTES + 1];
    uint64_t count;
};

/* Keeps the first actor that fits; lists come with the most reported first. */
static int found_row(void *context, const struct annals_row *row)
{
    struct found_actor *found = context;
    if (found->count++ == 0 && row->cells[0].len <= ACTOR_ID_BYTES)
        memcpy(found->id, row->cells[0].ptr, row->cells[0].len);
    return 0;
}

/* By the start of an id, else by a part of the name. */
static int find_actor(struct show *show, const char *wanted, struct found_actor *found,
                      struct annals_error *error)
{
    bool is_id = strspn(wanted, "0123456789abcdef") == strlen(wanted) && strlen(wanted) >= 4;
    for (int way = is_id ? 0 : 1; way < 2 && found->count == 0; way++) {
        struct annals_list_query query = {.list = "actors"};
        query.filters[way == 0 ? ANNALS_FILTER_ACTOR : ANNALS_FILTER_MATCH] = (struct annals_text){
            wanted, strlen(wanted)};
        if (annals_store_list(show->store, &query, NULL, found_row, found, error) != 0)
            return -1;
    }
    return 0;
}

/* One section of an actor's page. */
static int show_section(struct show *show, const char *list, const char *title, const char *id,
                        struct annals_error *error)
{
    struct annals_list_query query = query_of(show, list);
    query.filters[ANNALS_FILTER_MATCH] = (struct annals_text){NULL, 0};
    query.filters[ANNALS_FILTER_KIND] = (struct annals_text){NULL, 0};
    query.filters[ANNALS_FILTER_ACTOR] = (struct annals_text){id, strlen(id)};
    if (strcmp(list, "actor_roles") == 0)
        query.filters[ANNALS_FILTER_ARTICLE] = (struct annals_text){NULL, 0};
    if (title && show->format == SHOW_TABLE)
        printf("\n%s\n", title);
    show->rows = 0;
    return annals_store_list(show->store, &query, list_header, list_row, show, error);
}

enum exit_status show_actor(struct show *show, const char *id)
{
    struct annals_error error;
    struct found_actor found = {0};
    if (!id) {
        fprintf(stderr, "annals show: 'show actor' needs an ID or a name; 'annals show actors' "
                        "lists them\n");
        return EXIT_USAGE;
    }
    if (find_actor(show, id, &found, &error) != 0)
        return looks_fail(show->arguments, &error);
    if (found.count == 0) {
        fprintf(stderr, "annals show: no actor '%s'\n", id);
        return EXIT_NOTHING;
    }
    if (found.count > 1)
        fprintf(stderr,
                "%llu actors fit '%s': this is the one that most articles name; 'annals "
                "show actors --match' lists them\n",
                (unsigned long long)found.count, id);
    /* CSV and JSONL are one table: that of the mentions. */
    bool whole = show->format == SHOW_TABLE;
    if ((whole && (show_section(show, "actors", NULL, found.id, &error) != 0 ||
                   show_section(show, "actor_roles", "roles, by the days of the articles", found.id,
                                &error) != 0)) ||
        show_section(show, "actor_mentions", "mentions", found.id, &error) != 0)
        return looks_fail(show->arguments, &error);
    return show_end_rows(show);
}
