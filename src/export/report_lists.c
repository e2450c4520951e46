/*
 * report_lists.c - the report's statements by speaker, and its sources.
 *
 *   in    struct report, the lists "statements" and "articles"
 *   out   HTML
 */
#include <string.h>

#include "export/report_parts.h"

/* ---- statements ---- */

/* A statement that is shown. */
struct statement_kept {
    struct slice text, cue, kind, addressee, article, outlet, day;
};

struct speaker_kept {
    VECTOR(struct statement_kept) statements;
};

/* One pass over all statements fills the cards of all speakers. */
struct said {
    struct report *report;
    struct map by_key; /* id, or what the text calls him -> speakers */
    struct speaker_kept speakers[REPORT_SPEAKERS_MAX];
    bool out_of_memory;
};

static bool keep_statement(struct report *report, const struct row *row,
                           struct statement_kept *statement)
{
    const struct {
        const char *name;
        struct slice *cell;
    } CELLS[] = {
        {"text", &statement->text},         {"cue", &statement->cue},
        {"kind", &statement->kind},         {"addressee_name", &statement->addressee},
        {"article", &statement->article},   {"outlet", &statement->outlet},
        {"published_day", &statement->day},
    };
    for (size_t i = 0; i < sizeof(CELLS) / sizeof(CELLS[0]); i++) {
        *CELLS[i].cell = report_keep(report, row_cell(row, CELLS[i].name));
        if (!CELLS[i].cell->ptr)
            return false;
    }
    return true;
}

static bool statement_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct said *said = context;
    const struct row row = {list, cells};
    struct slice id = row_cell(&row, "speaker");
    const uint32_t *number = map_get(&said->by_key, id.len ? id : row_cell(&row, "speaker_name"));
    if (!number || said->speakers[*number].statements.count == REPORT_STATEMENTS_MAX)
        return true;
    struct statement_kept *statement = vector_push(&said->speakers[*number].statements,
                                                   said->report->arena);
    said->out_of_memory = !statement || !keep_statement(said->report, &row, statement);
    return !said->out_of_memory;
}

static bool keep_statements(struct report *report, struct said *said, size_t shown, struct err *err)
{
    struct store_list_query query = {.list = SLICE("statements")};
    report_fill(report, &query);
    map_init(&said->by_key, report->arena);
    for (size_t i = 0; i < shown; i++) {
        const struct report_speaker *speaker = &report->speakers.items[i];
        if (!map_put(&said->by_key, speaker->id.len ? speaker->id : speaker->name, (uint32_t)i))
            return arena_fail(report->arena, err);
    }
    if (!store_list_rows(report->store, &query, statement_row, said, err))
        return false;
    return !said->out_of_memory || arena_fail(report->arena, err);
}

/* "denied: …": without its cue what is said could be read as its opposite. */
static void said_words(struct buf *out, const struct statement_kept *statement)
{
    struct slice cue = statement->cue;
    bool direct = slice_equal(statement->kind, SLICE("direct"));
    html_raw(out, "<blockquote dir=\"auto\">");
    if (cue.len) {
        html_raw(out, "<span class=\"cue\">");
        html_name(out, cue);
        html_raw(out, ":</span> ");
    }
    html_raw(out, direct ? "“" : "");
    html_text_bounded(out, statement->text);
    html_raw(out, direct ? "”</blockquote>" : "</blockquote>");
}

static bool statement_line(struct report *report, const struct statement_kept *statement)
{
    struct buf *out = report_buf(report);
    html_raw(out, "<div class=\"statement\">");
    said_words(out, statement);
    html_raw(out, "<p class=\"small\">");
    if (statement->addressee.len) {
        html_raw(out, "to ");
        html_name(out, statement->addressee);
        html_raw(out, " · ");
    }
    if (!report_cite(report, statement->article, statement->outlet))
        return false;
    html_raw(out, " · ");
    html_text(out, statement->day.len ? statement->day : SLICE("no date"));
    html_raw(out, " · ");
    html_text(out, statement->kind);
    html_raw(out, "</p></div>\n");
    return true;
}

static bool speaker_card(struct report *report, const struct report_speaker *speaker,
                         const struct speaker_kept *kept, struct err *err)
{
    struct buf *out = report_buf(report);
    html_raw(out, "<article class=\"speaker\">\n<h3>");
    html_name(out, speaker->name.len ? speaker->name : SLICE("speaker not named"));
    html_raw(out, "</h3>\n<p class=\"facts\">");
    if (speaker->role.len) {
        html_name(out, speaker->role);
        html_raw(out, " · ");
    }
    if (speaker->country.len) {
        html_text(out, speaker->country);
        html_raw(out, " · ");
    }
    html_number(out, speaker->statements);
    html_raw(out, speaker->statements == 1 ? " statement</p>\n" : " statements</p>\n");
    for (size_t i = 0; i < kept->statements.count; i++) {
        if (!statement_line(report, &kept->statements.items[i]))
            return arena_fail(report->arena, err);
    }
    if (speaker->statements > kept->statements.count) {
        html_raw(out, "<p class=\"left-out\">");
        html_number(out, speaker->statements - kept->statements.count);
        html_raw(out, " more: <code>annals show statements --actor ");
        html_text(out, speaker->id.len ? speaker->id : speaker->name);
        html_raw(out, "</code></p>\n");
    }
    html_raw(out, "</article>\n");
    return out_flush_full(&report->out) || out_end(&report->out, err);
}

bool report_statements(struct report *report, struct err *err)
{
    struct buf *out = report_buf(report);
    struct said said = {.report = report};
    size_t shown = report->speakers.count < REPORT_SPEAKERS_MAX ? report->speakers.count
                                                                : REPORT_SPEAKERS_MAX;
    uint64_t rest = 0;
    if (shown == 0)
        html_raw(out, "<p>None.</p>\n");
    if (!keep_statements(report, &said, shown, err))
        return false;
    for (size_t i = 0; i < shown; i++) {
        if (!speaker_card(report, &report->speakers.items[i], &said.speakers[i], err))
            return false;
    }
    for (size_t i = shown; i < report->speakers.count; i++)
        rest += report->speakers.items[i].statements;
    if (rest) {
        html_raw(out, "<p class=\"left-out\">");
        html_number(out, report->speakers.count - shown);
        html_raw(out, " more speakers with ");
        html_number(out, rest);
        html_raw(out, " statements: <code>annals show statements</code> lists all.</p>\n");
    }
    return true;
}

/* ---- sources ---- */

struct sources {
    struct report *report;
    uint64_t shown, left_out;
    uint64_t uncited; /* shown though nothing in the page cites them */
};

static void source_line(struct report *report, const struct row *row)
{
    struct buf *out = report_buf(report);
    struct slice outlet = row_cell(row, "outlet"), title = row_cell(row, "title"),
                 source = row_cell(row, "source");
    html_raw(out, "<tr id=\"a-");
    html_text(out, row_cell(row, "key"));
    html_raw(out, "\"><td>");
    html_name(out, outlet.len ? outlet : SLICE("no outlet named"));
    html_raw(out, "</td><td>");
    html_link(out, row_cell(row, "url"), title.len ? title : SLICE("no title"));
    html_raw(out, "<br><span class=\"small\">read from ");
    html_name(out, source);
    html_raw(out, "</span></td><td>");
    report_time(out, row_cell(row, "published"));
    html_raw(out, "</td><td><code>");
    html_text(out, row_cell(row, "key"));
    html_raw(out, "</code><br><span class=\"hash\">");
    html_text(out, row_cell(row, "sha256"));
    html_raw(out, "</span></td></tr>\n");
}

/* All articles that the page cites, and others while there is room. */
static bool source_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct sources *sources = context;
    const struct row row = {list, cells};
    bool cited = map_get(&sources->report->cited, row_cell(&row, "key"));
    if (!cited && sources->uncited == REPORT_SOURCES_MAX) {
        sources->left_out++;
        return true;
    }
    sources->uncited += !cited;
    sources->shown++;
    source_line(sources->report, &row);
    return out_flush_full(&sources->report->out);
}

bool report_sources(struct report *report, struct err *err)
{
    struct buf *out = report_buf(report);
    struct sources sources = {.report = report};
    const struct store_list_query query = {.list = SLICE("articles")};
    html_raw(out, "<div class=\"scroll\" tabindex=\"0\"><table class=\"sources\"><thead><tr><th "
                  "scope=\"col\">outlet"
                  "</th><th scope=\"col\">article</th><th scope=\"col\">published</th>"
                  "<th scope=\"col\">key and SHA-256</th></tr></thead><tbody>\n");
    if (!store_list_rows(report->store, &query, source_row, &sources, err))
        return false;
    html_raw(out, "</tbody></table></div>\n");
    if (sources.left_out) {
        html_raw(out, "<p class=\"left-out\">");
        html_number(out, sources.left_out);
        html_raw(out, " articles that nothing above cites are left out: <code>annals show articles "
                      "--format csv</code> lists all with their hashes.</p>\n");
    }
    return true;
}
