/*
 * report_agreed.c - what the reports of an event agree on, and what one outlet alone tells.
 *
 *   in    struct report, the list "agreements" of one event
 *   out   HTML
 */
#include "export/report_parts.h"

/* The part of a list that is told in one paragraph. */
struct agreed {
    struct report *report;
    struct slice kind;   /* "agreed" or "alone" */
    const char *heading; /* of the paragraph */
    uint64_t told;
};

/* "at least 3", "3 to 5", "3": of "low/high", where an open bound is empty. */
static void range(struct buf *out, struct slice value, const char *from, const char *until)
{
    size_t bar = slice_find_byte(value, '/', 0);
    if (bar == SIZE_MAX) {
        html_text(out, value);
        return;
    }
    struct slice low = slice_sub(value, 0, bar), high = slice_sub(value, bar + 1, value.len);
    html_raw(out, low.len == 0 ? until : high.len == 0 ? from : "");
    html_text(out, low);
    html_raw(out, low.len > 0 && high.len > 0 ? " to " : "");
    html_text(out, high);
}

static bool agreed_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct agreed *agreed = context;
    struct buf *out = report_buf(agreed->report);
    const struct row row = {list, cells};
    struct slice facet = row_cell(&row, "facet"), value = row_cell(&row, "value");
    if (!slice_equal(row_cell(&row, "kind"), agreed->kind))
        return true;
    html_raw(out, agreed->told == 0 ? "<p class=\"small\"><b>" : "; ");
    if (agreed->told++ == 0)
        html_printf(out, "%s</b> ", agreed->heading);
    if (slice_equal(facet, SLICE("count"))) {
        range(out, value, "at least ", "at most ");
        html_raw(out, " ");
        html_name(out, row_cell(&row, "of"));
    } else if (slice_equal(facet, SLICE("when"))) {
        range(out, value, "since ", "until ");
    } else {
        html_text(out, slice_equal(facet, SLICE("whom")) ? SLICE("to whom") : facet);
        html_raw(out, " ");
        html_name(out, value);
    }
    if (slice_equal(agreed->kind, SLICE("alone"))) {
        html_raw(out, " (");
        html_name(out, row_cell(&row, "outlet"));
        html_raw(out, ")");
    }
    return true;
}

bool report_agreements(struct report *report, const struct report_event *event, struct err *err)
{
    struct agreed parts[] = {
        {report, SLICE("agreed"), "All who say so agree on:", 0},
        {report, SLICE("alone"), "Only one outlet tells:", 0},
    };
    for (size_t i = 0; event->outlets > 1 && i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (!report_list_of_event(report, "agreements", event->id, agreed_row, &parts[i], err))
            return false;
        if (parts[i].told > 0)
            html_raw(report_buf(report), "</p>\n");
    }
    return true;
}
