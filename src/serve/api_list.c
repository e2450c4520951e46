/*
 * api_list.c - any list of the store, a page as JSON or the whole as CSV.
 *
 *   in    the list, the request's parameters
 *   out   {"list","offset","rows":[{…}],"total","next","state"}, or CSV
 *
 * Parameters: the list's filters by name, limit (1 to SERVE_ROWS_MAX), cursor (of "next"), order
 * (store_order_name). An unknown parameter is an error: a filter that does nothing would mislead.
 */
#include <errno.h>
#include <string.h>

#include "base/csv.h"
#include "serve/site.h"

#define FLUSH_BYTES ((size_t)256 << 10)

/* ---- parameters ---- */

static bool take_number(struct slice value, uint64_t low, uint64_t high, uint64_t *ret_number,
                        struct err *err)
{
    uint64_t number;
    if (!slice_to_u64(value, &number) || number < low || number > high)
        return err_set(err, ERR_USAGE, "limit and cursor are numbers within their bounds");
    *ret_number = number;
    return true;
}

static bool take_order(struct slice value, struct store_list_query *query, struct err *err)
{
    for (int i = 0; i < STORE_ORDER_COUNT; i++) {
        query->order = (enum store_order)i;
        if (slice_equal(value, slice_from(store_order_name(query->order))))
            return true;
    }
    return err_set(err, ERR_USAGE, "order is oldest, newest, reported or published");
}

static bool take_filter(const struct request_parameter *parameter, const struct store_list *list,
                        struct store_list_query *query, struct err *err)
{
    for (int i = 0; i < STORE_FILTER_COUNT; i++) {
        enum store_filter filter = (enum store_filter)i;
        if (!slice_equal(parameter->name, slice_from(store_filter_name(filter))))
            continue;
        if (!store_list_takes(list, filter))
            return err_set(err, ERR_USAGE, "this list has no such filter");
        query->filters[i] = parameter->value;
        return true;
    }
    return err_set(err, ERR_USAGE, "no such parameter");
}

bool list_query_from(const struct answer *answer, const struct store_list *list,
                     struct store_list_query *query, struct err *err)
{
    const struct request *request = answer->request;
    query->list = slice_from(list->name);
    query->limit = SERVE_ROWS_DEFAULT;
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct request_parameter *parameter = &request->parameters[i];
        bool taken;
        if (slice_equal(parameter->name, SLICE("limit")))
            taken = take_number(parameter->value, 1, SERVE_ROWS_MAX, &query->limit, err);
        else if (slice_equal(parameter->name, SLICE("cursor")))
            taken = take_number(parameter->value, 0, INT64_MAX, &query->offset, err);
        else if (slice_equal(parameter->name, SLICE("order")))
            taken = take_order(parameter->value, query, err);
        else
            taken = take_filter(parameter, list, query, err);
        if (!taken)
            return false;
    }
    return true;
}

/* ---- JSON ---- */

struct rows {
    struct json_writer *json;
    uint64_t count;
};

static bool write_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct rows *rows = context;
    json_object(rows->json);
    for (size_t i = 0; i < list->column_count; i++) {
        json_key(rows->json, list->columns[i].name);
        if (list->columns[i].is_number)
            json_number_text(rows->json, cells[i]);
        else
            json_string_or_null(rows->json, cells[i]);
    }
    json_object_end(rows->json);
    rows->count++;
    return !rows->json->out->failed;
}

/* How many rows the list has in all: told by the page itself where it is the last. */
static bool count_all(struct answer *answer, const struct store_list_query *query, uint64_t found,
                      uint64_t *ret_total, struct err *err)
{
    bool is_last = query->limit == 0 || found < query->limit;
    if (!is_last || (found == 0 && query->offset > 0))
        return store_list_count(answer->store, query, ret_total, err);
    *ret_total = query->offset + found;
    return true;
}

bool list_write(struct answer *answer, struct store_list_query *query, struct json_writer *json,
                struct err *err)
{
    struct rows rows = {json, 0};
    uint64_t total;
    json_object(json);
    json_key(json, "list");
    json_string(json, query->list);
    json_key(json, "offset");
    json_u64(json, query->offset);
    json_key(json, "rows");
    json_array(json);
    if (!store_list_rows(answer->store, query, write_row, &rows, err) ||
        !count_all(answer, query, rows.count, &total, err))
        return false;
    json_array_end(json);
    json_key(json, "total");
    json_u64(json, total);
    json_key(json, "next");
    if (query->offset + rows.count < total && rows.count > 0) {
        char cursor[24];
        snprintf(cursor, sizeof(cursor), "%llu", (unsigned long long)(query->offset + rows.count));
        json_string(json, slice_from(cursor));
    } else {
        json_null(json);
    }
    json_key(json, "state");
    json_u64(json, answer->generation);
    json_object_end(json);
    return true;
}

bool answer_list(struct answer *answer, const struct store_list *list, struct response *response,
                 struct err *err)
{
    struct store_list_query query = {0};
    struct json_writer json;
    struct buf bytes;
    if (!list_query_from(answer, list, &query, err))
        return false;
    buf_init(&bytes, SERVE_ANSWER_BYTES_MAX);
    json_begin(&json, &bytes);
    if (!list_write(answer, &query, &json, err)) {
        buf_free(&bytes);
        return false;
    }
    buf_append_byte(&bytes, '\n');
    response_take(response, TYPE_JSON, &bytes);
    return true;
}

/* ---- CSV: into a file without a name, as it may be long ---- */

struct csv {
    FILE *file;
    struct buf line;
    uint64_t bytes;
    bool failed;
};

static bool csv_flush(struct csv *csv)
{
    struct slice text = buf_slice(&csv->line);
    csv->failed = csv->failed || csv->line.failed ||
                  fwrite(text.ptr, 1, text.len, csv->file) != text.len;
    csv->bytes += text.len;
    buf_reset(&csv->line);
    return !csv->failed && csv->bytes <= SERVE_EXPORT_BYTES_MAX;
}

static bool csv_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct csv *csv = context;
    for (size_t i = 0; i < list->column_count; i++) {
        csv_cell(&csv->line, cells ? cells[i] : slice_from(list->columns[i].name));
        buf_append(&csv->line, i + 1 < list->column_count ? SLICE(",") : SLICE("\r\n"));
    }
    return csv->line.len < FLUSH_BYTES || csv_flush(csv);
}

/* Writes the list out and rewinds the file. */
static bool csv_write(struct answer *answer, const struct store_list *list,
                      const struct store_list_query *query, struct csv *csv, struct err *err)
{
    csv_row(csv, list, NULL);
    if (!store_list_rows(answer->store, query, csv_row, csv, err))
        return false;
    csv_flush(csv);
    if (csv->bytes > SERVE_EXPORT_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "the list is over SERVE_EXPORT_BYTES_MAX");
    if (csv->failed || fflush(csv->file) != 0)
        return err_set_errno(err, "could not write a list to a temporary file");
    rewind(csv->file);
    return true;
}

bool answer_list_csv(struct answer *answer, const struct store_list *list,
                     struct response *response, struct err *err)
{
    struct store_list_query query = {0};
    struct csv csv = {0};
    if (!list_query_from(answer, list, &query, err))
        return false;
    if (request_value(answer->request, SLICE("limit")).len == 0)
        query.limit = 0;
    csv.file = tmpfile();
    if (!csv.file)
        return err_set_errno(err, "could not write a list to a temporary file");
    buf_init(&csv.line, SERVE_ANSWER_BYTES_MAX);
    bool done = csv_write(answer, list, &query, &csv, err);
    buf_free(&csv.line);
    if (!done) {
        fclose(csv.file);
        return false;
    }
    response->status = 200;
    response->content_type = TYPE_CSV;
    response->file = csv.file;
    response->file_bytes = csv.bytes;
    snprintf(response->attachment, sizeof(response->attachment), "%s.csv", list->name);
    return true;
}
