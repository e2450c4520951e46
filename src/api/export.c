/*
 * export.c - the public functions that write the record for other programs and for people.
 *
 *   in    a store, a format, filters
 *   out   text, by callback
 */
#include "export/export.h"

#include <assert.h>

#include "api/convert.h"
#include "export/report.h"

static_assert((int)ANNALS_STATUS_COUNT == (int)EXPORT_STATUS_COUNT, "one count for each status");

struct sink {
    int (*output)(void *context, struct annals_text text);
    void *context;
};

static bool sink_write(void *context, struct slice text)
{
    const struct sink *sink = context;
    return sink->output(sink->context, text_of(text)) == 0;
}

int annals_store_export(struct annals_store *store, const struct annals_export *wanted,
                        struct annals_export_summary *ret_summary, struct annals_error *error)
{
    struct err err;
    struct export_summary summary;
    struct sink sink = {wanted->output, wanted->context};
    struct export_query query = {.format = slice_from(wanted->format)};
    for (int i = 0; i < ANNALS_FILTER_COUNT; i++)
        query.filters[i] = slice_of(wanted->filters[i]);
    if (!export_write((struct store *)store, &query, sink_write, &sink, &summary, &err))
        return error_from(&err, err.code == ERR_IO ? NULL : store_detail((struct store *)store),
                          error);
    ret_summary->rows = summary.rows;
    for (size_t i = 0; i < ANNALS_STATUS_COUNT; i++)
        ret_summary->left_out[i] = summary.left_out[i];
    return 0;
}

int annals_store_report(struct annals_store *store, const struct annals_report *wanted,
                        struct annals_report_summary *ret_summary, struct annals_error *error)
{
    struct err err;
    struct report_summary summary;
    struct sink sink = {wanted->output, wanted->context};
    struct report_query query = {.title = slice_from(wanted->title), .events = wanted->events};
    for (int i = 0; i < ANNALS_FILTER_COUNT; i++)
        query.filters[i] = slice_of(wanted->filters[i]);
    if (!report_write((struct store *)store, &query, sink_write, &sink, &summary, &err))
        return error_from(&err, err.code == ERR_IO ? NULL : store_detail((struct store *)store),
                          error);
    *ret_summary = (struct annals_report_summary){summary.events, summary.left_out};
    return 0;
}

const char *annals_status_name(size_t number)
{
    return number < ANNALS_STATUS_COUNT ? article_event_status_name((enum event_status)number)
                                        : NULL;
}
