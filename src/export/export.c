/*
 * export.c - the record written out in the shapes that other programs read.
 *
 *   in    a store, a format, filters
 *   out   text to a callback
 */
#include "export/export.h"

#include <assert.h>
#include <string.h>

#include "export/export_parts.h"

/* Tables of codes; nothing that grows with the record. */
#define EXPORT_ARENA_BYTES_MAX ((size_t)4 << 20)

/* In the order of the help. */
static const struct format {
    const char *name;
    bool (*write)(struct export *export, struct err *err);
} FORMATS[] = {
    {"events-jsonl", export_events_jsonl}, {"csv", export_csv},
    {"reports-csv", export_reports_csv},   {"polecat", export_polecat},
    {"gdelt-events", export_gdelt_events}, {"gdelt-mentions", export_gdelt_mentions},
    {"gdelt", export_gdelt_events},        {"stories-jsonl", export_stories_jsonl},
};
#define FORMAT_COUNT (sizeof(FORMATS) / sizeof(FORMATS[0]))

const char *export_format_at(size_t number)
{
    return number < FORMAT_COUNT ? FORMATS[number].name : NULL;
}

static const struct format *find_format(struct slice name)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        if (slice_equal(slice_from(FORMATS[i].name), name))
            return &FORMATS[i];
    }
    return NULL;
}

static bool write_snapshot(struct export *export, const struct format *format, struct err *err)
{
    if (!store_snapshot_begin(export->store, err))
        return false;
    bool done = format->write(export, err);
    store_snapshot_end(export->store);
    return done;
}

bool export_write(struct store *store, const struct export_query *query,
                  bool (*write)(void *context, struct slice text), void *context,
                  struct export_summary *ret_summary, struct err *err)
{
    struct arena arena;
    struct export export = {.store = store, .query = query, .arena = &arena};
    const struct format *format = find_format(query->format);
    if (!format)
        return err_set(err, ERR_USAGE, "no such export format");
    arena_init(&arena, EXPORT_ARENA_BYTES_MAX);
    out_init(&export.out, write, context);
    export.table = (struct table){.out = &export.out};
    bool done = codes_load(&export, err) && write_snapshot(&export, format, err) &&
                out_end(&export.out, err);
    out_free(&export.out);
    arena_free(&arena);
    if (done)
        *ret_summary = export.summary;
    return done;
}

/* ---- rows under columns ---- */

struct slice row_cell(const struct row *row, const char *name)
{
    for (size_t i = 0; i < row->list->column_count; i++) {
        if (strcmp(row->list->columns[i].name, name) == 0)
            return row->cells[i];
    }
    assert(false);
    return SLICE_EMPTY;
}

struct slice row_day_digits(const struct row *row, const char *name, char ret_digits[8])
{
    struct slice day = row_cell(row, name);
    if (day.len < 10)
        return SLICE_EMPTY;
    memcpy(ret_digits, day.ptr, 4);
    memcpy(ret_digits + 4, day.ptr + 5, 2);
    memcpy(ret_digits + 6, day.ptr + 8, 2);
    return (struct slice){ret_digits, 8};
}

static enum event_status status_of(const struct row *row)
{
    struct slice name = row_cell(row, "status");
    for (int status = 0; status < EXPORT_STATUS_COUNT; status++) {
        if (slice_equal(name, slice_from(article_event_status_name((enum event_status)status))))
            return (enum event_status)status;
    }
    return EVENT_HYPOTHETICAL;
}

static bool is_deed(enum event_status status)
{
    return status == EVENT_HAPPENED || status == EVENT_ONGOING;
}

static bool write_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct export *export = context;
    const struct row row = {list, cells};
    for (size_t i = 0; i < export->column_count; i++)
        export->columns[i].write(export, &row, export->columns[i].argument);
    table_row_end(&export->table);
    export->summary.rows++;
    return out_flush_full(&export->out);
}

static bool write_deed(void *context, const struct store_list *list, const struct slice *cells)
{
    struct export *export = context;
    const struct row row = {list, cells};
    enum event_status status = status_of(&row);
    if (is_deed(status))
        return write_row(context, list, cells);
    export->summary.left_out[status]++;
    return true;
}

bool export_columns(struct export *export, const char *list, const struct column *columns,
                    size_t count, bool deeds_only, struct err *err)
{
    struct store_list_query query = {.list = slice_from(list)};
    struct slice *status = &query.filters[STORE_STATUS];
    memcpy(query.filters, export->query->filters, sizeof(query.filters));
    deeds_only = deeds_only && status->len == 0;
    if (slice_equal(*status, SLICE("all")))
        *status = SLICE_EMPTY;
    export->columns = columns;
    export->column_count = count;
    for (size_t i = 0; i < count; i++)
        table_text(&export->table, columns[i].name);
    table_row_end(&export->table);
    return store_list_rows(export->store, &query, deeds_only ? write_deed : write_row, export, err);
}

void column_cell(struct export *export, const struct row *row, const void *argument)
{
    table_cell(&export->table, row_cell(row, argument));
}

void column_text(struct export *export, const struct row *row, const void *argument)
{
    (void)row;
    table_text(&export->table, argument);
}

void column_or_none(struct export *export, const struct row *row, const void *argument)
{
    struct slice cell = row_cell(row, argument);
    table_cell(&export->table, cell.len ? cell : SLICE("None"));
}
