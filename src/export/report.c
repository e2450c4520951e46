/*
 * report.c - the record as one page for people.
 *
 *   in    a store, the template of data/report/
 *   out   HTML to a callback
 *
 * What the sections need of the whole record (which events are shown, sums for the charts) is
 * gathered first, over the lists; then the template is written, and where it names a section in
 * {{braces}}, that section writes itself.
 */
#include "export/report.h"

#include <string.h>

#include "base/hash.h"
#include "base/resource.h"
#include "export/report_parts.h"

/* Some hundred bytes for each event shown, sixteen for each of the record. */
#define REPORT_ARENA_BYTES_MAX ((size_t)1 << 30)

#define TEMPLATE_FILE "data/report/report.html"
#define STYLE_FILE "data/report/report.css"
#define WORDS_FILE "data/report/words.txt"

static bool write_title(struct report *report, struct err *err);
static bool write_style(struct report *report, struct err *err);
static bool write_style_hash(struct report *report, struct err *err);

static const struct section {
    const char *name;
    bool (*write)(struct report *report, struct err *err);
} SECTIONS[] = {
    {"title", write_title},
    {"style", write_style},
    {"style-hash", write_style_hash},
    {"summary", report_summary_figures},
    {"disagreements", report_disagreements},
    {"timeline", report_timeline},
    {"events", report_events},
    {"statements", report_statements},
    {"matrix", report_matrix},
    {"map", report_map},
    {"sources", report_sources},
};
#define SECTION_COUNT (sizeof(SECTIONS) / sizeof(SECTIONS[0]))

static bool write_section(struct report *report, struct slice name, struct err *err)
{
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        if (slice_equal(slice_from(SECTIONS[i].name), name))
            return SECTIONS[i].write(report, err);
    }
    return err_set(err, ERR_FORMAT, "the report's template names a section that is none");
}

/* The template, each {{name}} replaced by its section. */
static bool write_page(struct report *report, struct err *err)
{
    struct slice rest = resource_get(TEMPLATE_FILE);
    for (;;) {
        size_t start = slice_find(rest, SLICE("{{"), 0);
        buf_append(report_buf(report), slice_sub(rest, 0, start));
        if (start == SIZE_MAX)
            return out_end(&report->out, err);
        size_t end = slice_find(rest, SLICE("}}"), start);
        if (!write_section(report, slice_sub(rest, start + 2, end), err))
            return false;
        rest = slice_sub(rest, end + 2, rest.len);
    }
}

static bool load_words(struct report *report, struct err *err)
{
    const struct data_file file = {
        .name = SLICE(WORDS_FILE), .bytes = resource_get(WORDS_FILE), .built_in = true};
    struct data_faults faults = {0};
    struct data_lines lines;
    struct data_line line;
    data_lines_init(&lines, &file, &faults);
    while (data_lines_next(&lines, &line)) {
        uint32_t number = (uint32_t)report->names.count;
        struct slice *name = vector_push(&report->names, report->arena);
        if (!name || !map_put(&report->type_names, line.fields[0], number))
            return arena_fail(report->arena, err);
        *name = line.fields[1];
    }
    return true;
}

static bool write_snapshot(struct report *report, struct err *err)
{
    if (!store_snapshot_begin(report->store, err))
        return false;
    bool done = load_words(report, err) && report_gather(report, err) && write_page(report, err);
    store_snapshot_end(report->store);
    return done;
}

bool report_write(struct store *store, const struct report_query *query,
                  bool (*write)(void *context, struct slice text), void *context,
                  struct report_summary *ret_summary, struct err *err)
{
    struct arena arena;
    struct report report = {.store = store, .query = query, .arena = &arena};
    arena_init(&arena, REPORT_ARENA_BYTES_MAX);
    map_init(&report.type_names, &arena);
    map_init(&report.event_by_id, &arena);
    map_init(&report.cited, &arena);
    out_init(&report.out, write, context);
    bool done = write_snapshot(&report, err);
    if (done)
        *ret_summary = (struct report_summary){report.events.count,
                                               report.event_count - report.events.count};
    out_free(&report.out);
    arena_free(&arena);
    return done;
}

/* ---- the head ---- */

static bool write_title(struct report *report, struct err *err)
{
    (void)err;
    html_text_bounded(report_buf(report), report->query->title);
    return true;
}

static bool write_style(struct report *report, struct err *err)
{
    (void)err;
    buf_append(report_buf(report), resource_get(STYLE_FILE));
    return true;
}

/* RFC 4648 §4 */
static void append_base64(struct buf *out, const uint8_t *bytes, size_t size)
{
    static const char LETTERS[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < size; i += 3) {
        uint32_t group = (uint32_t)bytes[i] << 16;
        if (i + 1 < size)
            group |= (uint32_t)bytes[i + 1] << 8;
        if (i + 2 < size)
            group |= bytes[i + 2];
        buf_append_byte(out, LETTERS[group >> 18]);
        buf_append_byte(out, LETTERS[group >> 12 & 63]);
        buf_append_byte(out, i + 1 < size ? LETTERS[group >> 6 & 63] : '=');
        buf_append_byte(out, i + 2 < size ? LETTERS[group & 63] : '=');
    }
}

static bool write_style_hash(struct report *report, struct err *err)
{
    uint8_t digest[SHA256_BYTES];
    (void)err;
    hash_sha256(resource_get(STYLE_FILE), digest);
    append_base64(report_buf(report), digest, sizeof(digest));
    return true;
}

/* ---- what the sections share ---- */

void report_fill(const struct report *report, struct store_list_query *query)
{
    const struct store_list *list = store_list_find(query->list);
    for (int i = 0; i < STORE_FILTER_COUNT; i++) {
        if (store_list_takes(list, (enum store_filter)i))
            query->filters[i] = report->query->filters[i];
    }
}

bool report_list(struct report *report, const char *list, report_row *row, struct err *err)
{
    struct store_list_query query = {.list = slice_from(list)};
    report_fill(report, &query);
    return store_list_rows(report->store, &query, row, report, err);
}

bool report_list_of_event(struct report *report, const char *list, struct slice event,
                          report_row *row, void *context, struct err *err)
{
    struct store_list_query query = {.list = slice_from(list)};
    query.filters[STORE_EVENT] = event;
    return store_list_rows(report->store, &query, row, context, err);
}

bool report_is_narrower(const struct report *report, const char *list)
{
    const struct store_list *found = store_list_find(slice_from(list));
    for (int i = 0; i < STORE_FILTER_COUNT; i++) {
        if (report->query->filters[i].len > 0 && !store_list_takes(found, (enum store_filter)i))
            return true;
    }
    return false;
}

struct slice report_keep(struct report *report, struct slice text)
{
    return arena_copy(report->arena, text);
}

struct slice report_type_name(const struct report *report, struct slice type)
{
    const uint32_t *number = map_get(&report->type_names, type);
    return number ? report->names.items[*number] : type;
}

bool report_cite(struct report *report, struct slice key, struct slice name)
{
    struct buf *out = report_buf(report);
    if (!map_get(&report->cited, key)) {
        struct slice kept = report_keep(report, key);
        if (!kept.ptr || !map_put(&report->cited, kept, 1))
            return false;
    }
    html_raw(out, "<a href=\"#a-");
    html_text(out, key);
    html_raw(out, "\">");
    html_name(out, name.len ? name : SLICE("no outlet named"));
    html_raw(out, "</a>");
    return true;
}

void report_time(struct buf *out, struct slice published)
{
    if (published.len == 0)
        html_raw(out, "no date");
    html_text(out, slice_sub(published, 0, 10));
    if (published.len > 10) {
        html_raw(out, " ");
        html_text(out, slice_sub(published, 11, 16));
        html_raw(out, published.len > 16 ? " " : "");
        html_text(out, slice_sub(published, 16, published.len));
    }
}
