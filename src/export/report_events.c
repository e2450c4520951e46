/*
 * report_events.c - the report's figures, disagreements and events.
 *
 *   in    struct report, the lists "disagreements" and "reports"
 *   out   HTML
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "export/report_parts.h"

/* ---- figures ---- */

static void figure(struct buf *out, const char *name, uint64_t number)
{
    html_printf(out, "<div><dt>%s</dt><dd>", name);
    html_number(out, number);
    html_raw(out, "</dd></div>\n");
}

bool report_summary_figures(struct report *report, struct err *err)
{
    struct buf *out = report_buf(report);
    (void)err;
    html_raw(out, "<p class=\"lead\">");
    if (report->first_day.len) {
        html_raw(out, "Articles published from ");
        html_text(out, report->first_day);
        html_raw(out, " to ");
        html_text(out, report->last_day);
        html_raw(out, ".");
    } else {
        html_raw(out, "No article says when it was published.");
    }
    html_raw(out, "</p>\n<dl class=\"figures\">\n");
    figure(out, "articles", report->article_count);
    figure(out, "outlets", report->outlet_count);
    figure(out, "events", report->event_count);
    figure(out, "reports of them", report->mention_count);
    figure(out, "disputed events", report->disputed_count);
    figure(out, "statements", report->statement_count);
    if (report->rejection_count)
        figure(out, "unreadable inputs", report->rejection_count);
    html_raw(out, "</dl>\n");
    if (report_is_narrower(report, "outlets"))
        html_raw(out, "<p class=\"left-out\">Filters narrow the events of this report; articles, "
                      "outlets and statements are counted as far as the filters apply to "
                      "them.</p>\n");
    return true;
}

/* ---- one event's heading and facts ---- */

static void who(struct buf *out, const struct report_event *event)
{
    if (event->actors.len)
        html_name(out, event->actors);
    else
        html_raw(out, "<span class=\"soft\">somebody</span>");
    if (event->recipients.len) {
        html_raw(out, " <span aria-hidden=\"true\">→</span><span class=\"skip\"> to </span> ");
        html_name(out, event->recipients);
    }
}

/* One day, or what the reports allow. */
static void days(struct buf *out, struct slice earliest, struct slice latest)
{
    if (earliest.len && slice_equal(earliest, latest)) {
        html_text(out, earliest);
    } else if (earliest.len && latest.len) {
        html_text(out, earliest);
        html_raw(out, " to ");
        html_text(out, latest);
    } else if (earliest.len) {
        html_raw(out, "since ");
        html_text(out, earliest);
    } else if (latest.len) {
        html_raw(out, "until ");
        html_text(out, latest);
    } else {
        html_raw(out, "no day given");
    }
}

static void plural(struct buf *out, uint64_t count, const char *one, const char *many)
{
    html_number(out, count);
    html_printf(out, " %s", count == 1 ? one : many);
}

static void facts(struct report *report, const struct report_event *event)
{
    struct buf *out = report_buf(report);
    html_raw(out, "<p class=\"facts\"><b>");
    html_text(out, report_type_name(report, event->type));
    html_raw(out, "</b> <code>");
    html_text(out, event->type);
    html_raw(out, event->mode.len ? " " : "");
    html_text(out, event->mode);
    html_raw(out, " ");
    html_text(out, event->cameo);
    html_raw(out, "</code> · <span class=\"status ");
    html_text(out, event->status);
    html_raw(out, "\">");
    html_text(out, event->status);
    html_raw(out, "</span> · ");
    days(out, event->earliest, event->latest);
    if (event->place.len) {
        html_raw(out, " · ");
        html_name(out, event->place);
    }
    if (event->attributed_to.len) {
        html_raw(out, " · according to ");
        html_name(out, event->attributed_to);
    }
    html_raw(out, " · ");
    plural(out, event->mentions, "report", "reports");
    html_raw(out, ", ");
    plural(out, event->outlets, "outlet", "outlets");
    html_raw(out, "</p>\n");
}

/* ---- disagreements ---- */

struct disputes {
    struct report *report;
    struct slice event; /* whose card is open, in the arena; empty: none is */
    uint64_t number;    /* of the disagreement whose table is open */
    bool table_is_open;
    uint64_t shown, events_left_out;
    struct slice left_out; /* the last event that was left out */
    bool out_of_memory;
};

static void close_table(struct disputes *disputes)
{
    if (disputes->table_is_open)
        html_raw(report_buf(disputes->report), "</tbody></table></div>\n");
    disputes->table_is_open = false;
}

static void close_card(struct disputes *disputes)
{
    close_table(disputes);
    if (disputes->event.len)
        html_raw(report_buf(disputes->report), "</article>\n");
}

static void open_card(struct disputes *disputes, const struct report_event *event)
{
    struct buf *out = report_buf(disputes->report);
    close_card(disputes);
    disputes->event = event->id;
    disputes->shown++;
    html_raw(out, "<article class=\"dispute\">\n<h3><a href=\"#e-");
    html_text(out, event->id);
    html_raw(out, "\">");
    who(out, event);
    html_raw(out, "</a></h3>\n");
    facts(disputes->report, event);
}

/* "3" of "3.0". */
static struct slice whole(struct slice number)
{
    return slice_ends(number, SLICE(".0")) ? slice_sub(number, 0, number.len - 2) : number;
}

/* Names joined by commas alone, with room between them. */
static void names(struct buf *out, struct slice joined)
{
    struct slice rest = joined, name;
    bool is_first = true;
    while (rest.ptr && slice_next_field(&rest, ',', &name)) {
        html_raw(out, is_first ? "" : ", ");
        html_name(out, name);
        is_first = false;
    }
}

static void open_table(struct disputes *disputes, const struct row *row)
{
    struct buf *out = report_buf(disputes->report);
    struct slice of = row_cell(row, "of"), kind = row_cell(row, "kind");
    close_table(disputes);
    disputes->table_is_open = true;
    html_raw(out, "<div class=\"scroll\" tabindex=\"0\"><table>\n<caption><b>");
    html_text(out, row_cell(row, "facet"));
    if (of.len) {
        html_raw(out, ": ");
        html_text_bounded(out, of);
    }
    html_raw(out, "</b> · ");
    html_text(out, kind);
    if (row_cell(row, "best").len) {
        html_raw(out, " · least ");
        html_text(out, whole(row_cell(row, "low")));
        html_raw(out, ", best ");
        html_text(out, whole(row_cell(row, "best")));
        html_raw(out, ", most ");
        html_text(out, whole(row_cell(row, "high")));
    }
    html_raw(out,
             "</caption>\n<thead><tr><th scope=\"col\">value</th><th scope=\"col\">outlets</th>"
             "<th scope=\"col\">first published</th><th scope=\"col\" class=\"n\">reports</th>"
             "</tr></thead><tbody>\n");
}

static void value_line(struct disputes *disputes, const struct row *row)
{
    struct buf *out = report_buf(disputes->report);
    html_raw(out, "<tr><th scope=\"row\">");
    html_name(out, row_cell(row, "value"));
    html_raw(out, "</th><td>");
    names(out, row_cell(row, "outlet_names"));
    html_raw(out, "</td><td>");
    html_text(out, row_cell(row, "first_published"));
    html_raw(out, "</td><td class=\"n\">");
    html_text(out, row_cell(row, "mentions"));
    html_raw(out, "</td></tr>\n");
}

static bool dispute_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct disputes *disputes = context;
    struct report *report = disputes->report;
    const struct row row = {list, cells};
    struct slice id = row_cell(&row, "event");
    const uint32_t *shown = map_get(&report->event_by_id, id);
    uint64_t number = 0;
    if (!shown) {
        disputes->events_left_out += !slice_equal(disputes->left_out, id);
        disputes->left_out = report_keep(report, id);
        return true;
    }
    slice_to_u64(row_cell(&row, "number"), &number);
    if (!slice_equal(disputes->event, id)) {
        open_card(disputes, &report->events.items[*shown]);
        open_table(disputes, &row);
    } else if (number != disputes->number) {
        open_table(disputes, &row);
    }
    disputes->number = number;
    value_line(disputes, &row);
    return out_flush_full(&report->out);
}

bool report_disagreements(struct report *report, struct err *err)
{
    struct disputes disputes = {.report = report};
    struct buf *out = report_buf(report);
    struct store_list_query query = {.list = SLICE("disagreements")};
    if (!store_list_rows(report->store, &query, dispute_row, &disputes, err))
        return false;
    close_card(&disputes);
    if (disputes.shown == 0)
        html_raw(out, "<p>None that the reports shown here prove.</p>\n");
    if (disputes.events_left_out) {
        html_raw(out, "<p class=\"left-out\">");
        plural(out, disputes.events_left_out, "disputed event is", "disputed events are");
        html_raw(out, " not in this report, which is narrowed or bounded: <code>annals show "
                      "disagreements</code> lists all.</p>\n");
    }
    return true;
}

/* ---- a report's sentence with its evidence ---- */

/* A stretch of the sentence, in code points from its start. */
struct stretch {
    uint64_t start, end;
    char kind; /* e, a, r, c */
};
#define STRETCHES_MAX 32

/* "a30-40" of the article, counted from the sentence; false when it lies outside. */
static bool parse_stretch(struct slice part, uint64_t sentence, struct stretch *ret_stretch)
{
    uint64_t start, end;
    size_t dash = slice_find_byte(part, '-', 0);
    if (part.len < 4 || dash == SIZE_MAX || !slice_to_u64(slice_sub(part, 1, dash), &start) ||
        !slice_to_u64(slice_sub(part, dash + 1, part.len), &end) || start < sentence ||
        end <= start)
        return false;
    *ret_stretch = (struct stretch){start - sentence, end - sentence, part.ptr[0]};
    return true;
}

/* Keeps stretches sorted and apart; of two that overlap the one that stands already. */
static size_t add_stretch(struct stretch *stretches, size_t count, struct stretch wanted)
{
    size_t at = 0;
    if (count == STRETCHES_MAX)
        return count;
    while (at < count && stretches[at].start < wanted.start)
        at++;
    if ((at > 0 && stretches[at - 1].end > wanted.start) ||
        (at < count && stretches[at].start < wanted.end))
        return count;
    memmove(stretches + at + 1, stretches + at, (count - at) * sizeof(*stretches));
    stretches[at] = wanted;
    return count + 1;
}

/* The event's words first, then counts, then those who take part: the order of their worth. */
static size_t find_stretches(struct slice evidence, uint64_t sentence,
                             struct stretch ret_stretches[STRETCHES_MAX])
{
    size_t count = 0;
    for (const char *kind = "ecar"; *kind; kind++) {
        struct slice rest = evidence, part;
        while (rest.ptr && slice_next_field(&rest, ' ', &part)) {
            struct stretch stretch;
            if (part.len && part.ptr[0] == *kind && parse_stretch(part, sentence, &stretch))
                count = add_stretch(ret_stretches, count, stretch);
        }
    }
    return count;
}

static size_t byte_of(struct slice text, size_t from, uint64_t characters)
{
    uint32_t code_point;
    for (uint64_t i = 0; i < characters && from < text.len; i++)
        from += utf8_decode(text, from, &code_point);
    return from;
}

static void sentence(struct buf *out, const struct row *row)
{
    struct stretch stretches[STRETCHES_MAX];
    struct slice text = row_cell(row, "text");
    uint64_t start = 0, characters = 0;
    size_t at = 0;
    slice_to_u64(row_cell(row, "sentence_start"), &start);
    size_t count = text.len <= HTML_TEXT_CHARACTERS_MAX
                       ? find_stretches(row_cell(row, "evidence"), start, stretches)
                       : 0;
    for (size_t i = 0; i < count; i++) {
        size_t begin = byte_of(text, at, stretches[i].start - characters);
        size_t end = byte_of(text, begin, stretches[i].end - stretches[i].start);
        html_text(out, slice_sub(text, at, begin));
        html_printf(out, "<mark class=\"%c\">", stretches[i].kind);
        html_text(out, slice_sub(text, begin, end));
        html_raw(out, "</mark>");
        at = end;
        characters = stretches[i].end;
    }
    html_text_bounded(out, slice_sub(text, at, text.len));
}

/* ---- events with their reports ---- */

struct reports {
    struct report *report;
    const struct report_event *event;
    uint64_t shown;
    bool out_of_memory;
};

static void small_fact(struct buf *out, const char *name, struct slice value)
{
    if (value.len == 0)
        return;
    html_printf(out, "%s ", name);
    html_name(out, value);
    html_raw(out, "; ");
}

/* How many, what this report says otherwise than most, and the line of data that coded it. */
static void report_facts(struct buf *out, const struct report_event *event, const struct row *row)
{
    struct slice status = row_cell(row, "status"), type = row_cell(row, "type");
    html_raw(out, "<p class=\"small\">");
    if (!slice_equal(status, event->status))
        small_fact(out, "status", status);
    if (!slice_equal(type, event->type))
        small_fact(out, "coded", type);
    if (!slice_equal(row_cell(row, "earliest"), event->earliest) ||
        !slice_equal(row_cell(row, "latest"), event->latest)) {
        html_raw(out, "when ");
        days(out, row_cell(row, "earliest"), row_cell(row, "latest"));
        html_raw(out, "; ");
    }
    if (!slice_equal(row_cell(row, "place"), event->place))
        small_fact(out, "where", row_cell(row, "place"));
    small_fact(out, "counts", row_cell(row, "counts"));
    small_fact(out, "according to", row_cell(row, "attributed_to"));
    html_raw(out, "coded by <code>");
    html_text_bounded(out, row_cell(row, "rule"));
    html_raw(out, "</code></p>");
}

static bool report_line(void *context, const struct store_list *list, const struct slice *cells)
{
    struct reports *reports = context;
    struct report *report = reports->report;
    struct buf *out = report_buf(report);
    const struct row row = {list, cells};
    if (reports->shown == REPORT_MENTIONS_MAX)
        return false;
    reports->shown++;
    html_raw(out, "<figure class=\"report\"><figcaption>");
    if (!report_cite(report, row_cell(&row, "article"), row_cell(&row, "outlet"))) {
        reports->out_of_memory = true;
        return false;
    }
    html_raw(out, " <span>");
    report_time(out, row_cell(&row, "published"));
    html_raw(out, "</span></figcaption><blockquote dir=\"auto\">");
    sentence(out, &row);
    html_raw(out, "</blockquote>");
    report_facts(out, reports->event, &row);
    html_raw(out, "</figure>\n");
    return out_flush_full(&report->out);
}

static bool event_card(struct report *report, const struct report_event *event, struct err *err)
{
    struct buf *out = report_buf(report);
    struct reports reports = {.report = report, .event = event};
    html_raw(out, "<article class=\"event\" id=\"e-");
    html_text(out, event->id);
    html_raw(out, "\">\n<h3>");
    who(out, event);
    html_raw(out, "</h3>\n");
    facts(report, event);
    if (event->disagreements) {
        html_raw(out, "<p class=\"disputed\"><span aria-hidden=\"true\">≠ </span>");
        plural(out, event->disagreements, "disagreement", "disagreements");
        html_raw(out, "</p>\n");
    }
    if (!report_agreements(report, event, err))
        return false;
    html_raw(out, "<div class=\"reports\">\n");
    if (!report_list_of_event(report, "reports", event->id, report_line, &reports, err))
        return false;
    if (reports.out_of_memory)
        return arena_fail(report->arena, err);
    html_raw(out, "</div>\n");
    if (reports.shown < event->mentions) {
        html_raw(out, "<p class=\"left-out\">");
        plural(out, event->mentions - reports.shown, "report more", "reports more");
        html_raw(out, ": <code>annals show event ");
        html_text(out, event->id);
        html_raw(out, "</code></p>\n");
    }
    html_raw(out, "</article>\n");
    return true;
}

/* Those with most outlets first; the others, and equals, stay by day. */
static int compare_outlets(const void *left, const void *right)
{
    const struct report_event *a = *(const struct report_event *const *)left,
                              *b = *(const struct report_event *const *)right;
    if (a->outlets != b->outlets)
        return a->outlets > b->outlets ? -1 : 1;
    return a < b ? -1 : a > b;
}

static bool event_group(struct report *report, bool by_several, struct err *err)
{
    size_t count = 0;
    const struct report_event **group = arena_array(report->arena, const struct report_event *,
                                                    report->events.count);
    if (!group)
        return arena_fail(report->arena, err);
    for (size_t i = 0; i < report->events.count; i++) {
        if ((report->events.items[i].outlets > 1) == by_several)
            group[count++] = &report->events.items[i];
    }
    if (count > 1)
        qsort(group, count, sizeof(*group), compare_outlets);
    if (count)
        html_raw(report_buf(report), by_several
                                         ? "<p class=\"group\">Reported by several outlets</p>\n"
                                         : "<p class=\"group\">Reported by one outlet</p>\n");
    for (size_t i = 0; i < count; i++) {
        if (!event_card(report, group[i], err))
            return false;
    }
    return true;
}

bool report_events(struct report *report, struct err *err)
{
    struct buf *out = report_buf(report);
    uint64_t left_out = report->event_count - report->events.count;
    if (left_out) {
        html_raw(out, "<p class=\"left-out\">");
        html_number(out, report->events.count);
        html_raw(out, " of ");
        html_number(out, report->event_count);
        html_raw(out, " events are shown: those that are disputed, then those that most outlets "
                      "report. <code>annals report -n</code> takes more or fewer, <code>--since"
                      "</code>, <code>--actor</code>, <code>--type</code> narrow the choice, "
                      "<code>annals show events</code> lists all.</p>\n");
    }
    if (report->event_count == 0)
        html_raw(out, "<p>None.</p>\n");
    return event_group(report, true, err) && event_group(report, false, err);
}
