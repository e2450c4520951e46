/*
 * list.c - the public function that lists what a store holds.
 *
 *   in    the name of a list, filters
 *   out   rows, by callback
 */
#include "store/list.h"

#include <assert.h>
#include <string.h>

#include "api/convert.h"

static_assert((int)ANNALS_FILTER_COUNT == (int)STORE_FILTER_COUNT, "filters have the same numbers");

struct list_rows {
    int (*row)(void *context, const struct annals_row *row);
    void *context;
    struct annals_column columns[STORE_LIST_COLUMNS_MAX];
    struct annals_text cells[STORE_LIST_COLUMNS_MAX];
};

static bool list_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct list_rows *rows = context;
    for (size_t i = 0; i < list->column_count; i++)
        rows->cells[i] = text_of(cells[i]);
    const struct annals_row row = {rows->columns, rows->cells, list->column_count};
    return rows->row(rows->context, &row) == 0;
}

int annals_store_list(struct annals_store *store, const struct annals_list_query *query,
                      void (*header)(void *context, const struct annals_row *row),
                      int (*row)(void *context, const struct annals_row *row), void *context,
                      struct annals_error *error)
{
    struct err err;
    struct list_rows rows = {.row = row, .context = context};
    struct store_list_query stored = {
        .list = slice_from(query->list), .limit = query->limit, .offset = query->offset};
    for (int i = 0; i < ANNALS_FILTER_COUNT; i++)
        stored.filters[i] = slice_of(query->filters[i]);
    const struct store_list *list = store_list_find(stored.list);
    for (size_t i = 0; list && i < list->column_count; i++)
        rows.columns[i] = (struct annals_column){list->columns[i].name, list->columns[i].is_number,
                                                 list->columns[i].width};
    if (list && header) {
        const struct annals_row names = {rows.columns, NULL, list->column_count};
        header(context, &names);
    }
    if (store_list_rows((struct store *)store, &stored, list_row, &rows, &err))
        return 0;
    return error_from(&err, store_detail((struct store *)store), error);
}
