/*
 * csv.c - events as the list of them is, and one row a report.
 *
 *   in    the lists "events" and "reports"
 *   out   CSV
 */
#include "export/export_parts.h"

/* ---- csv: the list itself ---- */

static bool list_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct export *export = context;
    for (size_t i = 0; i < list->column_count; i++)
        table_cell(&export->table, cells[i]);
    table_row_end(&export->table);
    export->summary.rows++;
    return out_flush_full(&export->out);
}

bool export_csv(struct export *export, struct err *err)
{
    struct store_list_query query = {.list = SLICE("events")};
    const struct store_list *list = store_list_find(query.list);
    for (size_t i = 0; i < STORE_FILTER_COUNT; i++)
        query.filters[i] = export->query->filters[i];
    if (slice_equal(query.filters[STORE_STATUS], SLICE("all")))
        query.filters[STORE_STATUS] = SLICE_EMPTY;
    export->table.is_csv = true;
    for (size_t i = 0; i < list->column_count; i++)
        table_text(&export->table, list->columns[i].name);
    table_row_end(&export->table);
    return store_list_rows(export->store, &query, list_row, export, err);
}

/* ---- reports-csv: what R's eventreport takes ---- */

#define CELL(name)                                                                                 \
    {                                                                                              \
        name, column_cell, name                                                                    \
    }

/* low where both bounds are one, else nothing: no middle is made up. */
static void column_best(struct export *export, const struct row *row, const void *argument)
{
    (void)argument;
    struct slice low = row_cell(row, "deaths_low");
    table_cell(&export->table, slice_equal(low, row_cell(row, "deaths_high")) ? low : SLICE_EMPTY);
}

static const struct column REPORTS[] = {
    {"event_id", column_cell, "event"},
    {"report_id", column_cell, "id"},
    {"source", column_cell, "outlet"},
    CELL("url"),
    {"article_id", column_cell, "article"},
    CELL("published"),
    CELL("sentence"),
    {"event_type", column_cell, "type"},
    {"event_mode", column_cell, "mode"},
    CELL("cameo"),
    CELL("status"),
    {"date_earliest", column_cell, "earliest"},
    {"date_latest", column_cell, "latest"},
    {"location", column_cell, "place"},
    {"country", column_cell, "place_country"},
    CELL("latitude"),
    CELL("longitude"),
    {"actor1", column_cell, "actors"},
    {"actor1_country", column_cell, "actor_countries"},
    {"actor2", column_cell, "recipients"},
    {"actor2_country", column_cell, "recipient_countries"},
    {"deaths_best", column_best, NULL},
    CELL("deaths_low"),
    CELL("deaths_high"),
    {"injuries_low", column_cell, "injured_low"},
    {"injuries_high", column_cell, "injured_high"},
    CELL("counts"),
    CELL("attributed_to"),
    CELL("confidence"),
    {"text", column_cell, "text"},
};

bool export_reports_csv(struct export *export, struct err *err)
{
    export->table.is_csv = true;
    return export_columns(export, "reports", REPORTS, sizeof(REPORTS) / sizeof(REPORTS[0]), false,
                          err);
}
