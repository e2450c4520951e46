/*
 * show_event.c - annals show event: one event, what each outlet reports of it, and where they
 * differ.
 *
 *   in    a store, an event's id or the start of one
 *   out   text for people, or the event's mentions as CSV or JSONL
 */
#include <stdlib.h>
#include <string.h>

#include "base/vector.h"
#include "cli/looks.h"
#include "cli/show.h"
#include "cli/terminal.h"

#define PAGE_BYTES_MAX ((size_t)256 << 20)
#define TEXT_INDENT 6
#define FACET_COLUMNS 12
#define VALUE_COLUMNS 24
#define KEY_DIGITS 8
#define EVENT_ID_BYTES 17 /* with a NUL */
#define LINE_COLUMNS_MAX 4096

/* The rows of a list, copied. */
struct rows {
    const struct annals_column *columns;
    size_t column_count;
    VECTOR(struct slice *) items;
    struct arena *arena;
    bool failed;
};

static int keep_row(void *context, const struct annals_row *row)
{
    struct rows *rows = context;
    struct slice *cells = arena_array(rows->arena, struct slice, row->count);
    struct annals_column *columns = arena_array(rows->arena, struct annals_column, row->count);
    struct slice **kept = cells && columns ? vector_push(&rows->items, rows->arena) : NULL;
    for (size_t i = 0; kept && i < row->count; i++) {
        columns[i] = row->columns[i];
        cells[i] = arena_copy(rows->arena, slice_of_text(row->cells[i]));
        rows->failed |= !cells[i].ptr;
    }
    rows->failed |= !kept;
    if (rows->failed)
        return 1;
    *kept = cells;
    rows->columns = columns;
    rows->column_count = row->count;
    return 0;
}

/* A cell by the name of its column; empty for NULL. */
static struct slice cell(const struct rows *rows, size_t row, const char *name)
{
    for (size_t i = 0; i < rows->column_count; i++) {
        if (strcmp(rows->columns[i].name, name) == 0)
            return rows->items.items[row][i];
    }
    return SLICE_EMPTY;
}

/* The rows of a list that belong to the event. */
static bool gather(struct show *show, const char *list, const char *id, struct arena *arena,
                   struct rows *ret_rows, enum exit_status *ret_status)
{
    struct annals_error error;
    struct annals_list_query query = {.list = list};
    query.filters[ANNALS_FILTER_EVENT] = (struct annals_text){id, strlen(id)};
    *ret_rows = (struct rows){.arena = arena};
    if (annals_store_list(show->store, &query, NULL, keep_row, ret_rows, &error) != 0) {
        *ret_status = looks_fail(show->arguments, &error);
        return false;
    }
    if (ret_rows->failed) {
        fprintf(stderr, "annals show: out of memory\n");
        *ret_status = EXIT_FAILED;
    }
    return !ret_rows->failed;
}

/* ---- pieces ---- */

static void print_title(const struct show *show, const char *title)
{
    printf("\n%s%s%s\n", show->colour ? "\x1b[1m" : "", title, show->colour ? "\x1b[0m" : "");
}

static void print_text(struct slice text)
{
    terminal_print_fitted(stdout, text, LINE_COLUMNS_MAX, false);
}

/* "label     value", and nothing for an empty value. */
static void print_pair(const char *label, struct slice value)
{
    if (value.len == 0)
        return;
    printf("  ");
    terminal_print_fitted(stdout, slice_from(label), FACET_COLUMNS, true);
    print_text(value);
    putchar('\n');
}

static void print_days(struct slice earliest, struct slice latest)
{
    print_text(earliest.len > 0 ? earliest : SLICE("?"));
    if (!slice_equal(earliest, latest)) {
        printf(" to ");
        print_text(latest.len > 0 ? latest : SLICE("?"));
    }
}

static void print_head(const struct show *show, const struct rows *event)
{
    struct slice recipients = cell(event, 0, "recipients");
    printf("%s", show->colour ? "\x1b[1m" : "");
    print_text(cell(event, 0, "type"));
    putchar(' ');
    print_text(cell(event, 0, "mode"));
    printf("%s  ", show->colour ? "\x1b[0m" : "");
    print_text(cell(event, 0, "actors"));
    if (recipients.len > 0)
        printf(" -> ");
    print_text(recipients);
    putchar('\n');
    print_pair("status", cell(event, 0, "status"));
    if (cell(event, 0, "earliest").len + cell(event, 0, "latest").len > 0) {
        printf("  %-*s", FACET_COLUMNS, "when");
        print_days(cell(event, 0, "earliest"), cell(event, 0, "latest"));
        putchar('\n');
    }
    print_pair("where", cell(event, 0, "place"));
    print_pair("says", cell(event, 0, "attributed_to"));
    printf("  %-*s", FACET_COLUMNS, "reported");
    print_text(cell(event, 0, "mentions"));
    printf(" times in ");
    print_text(cell(event, 0, "articles"));
    printf(" articles, by independent outlets: ");
    print_text(cell(event, 0, "outlets"));
    putchar('\n');
    print_pair("event", cell(event, 0, "id"));
}

/* ---- the reports side by side ---- */

static struct slice outlet_of(const struct rows *mentions, size_t row)
{
    struct slice outlet = cell(mentions, row, "outlet");
    return outlet.len > 0 ? outlet : cell(mentions, row, "article_id");
}

/* What one mention says beside its sentence, as far as it says it. */
static void print_claims(const struct rows *mentions, size_t row)
{
    static const char *const NAMES[] = {"anchor", "status", "place", "attributed_to"};
    printf("%*s", TEXT_INDENT, "");
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        struct slice text = cell(mentions, row, NAMES[i]);
        if (text.len == 0)
            continue;
        printf(i == 0 ? "\"" : i == 3 ? "; says " : "; ");
        print_text(text);
        printf(i == 0 ? "\"" : "");
    }
    if (cell(mentions, row, "earliest").len + cell(mentions, row, "latest").len > 0) {
        printf("; ");
        print_days(cell(mentions, row, "earliest"), cell(mentions, row, "latest"));
    }
    putchar('\n');
}

static void print_mentions(const struct show *show, const struct rows *mentions, bool why)
{
    print_title(show, "what each reports");
    for (size_t i = 0; i < mentions->items.count; i++) {
        struct slice published = cell(mentions, i, "published");
        bool same = i > 0 &&
                    slice_equal(cell(mentions, i, "article"), cell(mentions, i - 1, "article"));
        if (!same) {
            printf("  ");
            print_text(outlet_of(mentions, i));
            printf(", ");
            print_text(published.len > 0 ? published : SLICE("no date"));
            printf(", article ");
            print_text(slice_sub(cell(mentions, i, "article"), 0, KEY_DIGITS));
            putchar('\n');
        }
        printf("%*s", TEXT_INDENT, "");
        terminal_print_wrapped(stdout, cell(mentions, i, "text"), show->columns, TEXT_INDENT);
        print_claims(mentions, i);
        if (!why)
            continue;
        printf("%*s", TEXT_INDENT, "");
        print_text(cell(mentions, i, "id"));
        struct slice near = cell(mentions, i, "near");
        if (near.len > 0) {
            printf(", held by ");
            print_text(near);
            printf(", %+.1f points:\n%*s", strtod(cell(mentions, i, "merge_score").ptr, NULL),
                   TEXT_INDENT, "");
            terminal_print_wrapped(stdout, cell(mentions, i, "merge_why"), show->columns,
                                   TEXT_INDENT);
        } else {
            printf(", alone\n");
        }
    }
}

/* ---- what all agree on, and what one alone reports ---- */

static void print_agreement(const struct show *show, const struct rows *agreements,
                            const char *kind, const char *title)
{
    bool titled = false;
    for (size_t i = 0; i < agreements->items.count; i++) {
        if (!slice_equal(cell(agreements, i, "kind"), slice_from(kind)))
            continue;
        if (!titled)
            print_title(show, title);
        titled = true;
        printf("  ");
        terminal_print_fitted(stdout, cell(agreements, i, "facet"), FACET_COLUMNS, true);
        print_text(cell(agreements, i, "value"));
        if (cell(agreements, i, "of").len > 0)
            putchar(' ');
        print_text(cell(agreements, i, "of"));
        if (strcmp(kind, "alone") == 0) {
            printf(" (");
            print_text(cell(agreements, i, "outlet"));
            putchar(')');
        }
        putchar('\n');
    }
}

/* ---- disagreements ---- */

static void print_disagreements(const struct show *show, const struct rows *values)
{
    if (values->items.count == 0)
        return;
    print_title(show, "they disagree on");
    for (size_t i = 0; i < values->items.count; i++) {
        if (i == 0 || !slice_equal(cell(values, i, "number"), cell(values, i - 1, "number"))) {
            printf("  ");
            print_text(cell(values, i, "facet"));
            if (cell(values, i, "of").len > 0)
                printf(": ");
            print_text(cell(values, i, "of"));
            printf(" (");
            print_text(cell(values, i, "kind"));
            if (cell(values, i, "best").len > 0) {
                printf("; best ");
                print_text(cell(values, i, "best"));
                printf(", from ");
                print_text(cell(values, i, "low"));
                printf(" to ");
                print_text(cell(values, i, "high"));
            }
            printf(")\n");
        }
        printf("    ");
        terminal_print_fitted(stdout, cell(values, i, "value"), VALUE_COLUMNS, true);
        printf("  ");
        print_text(cell(values, i, "outlet_names"));
        putchar('\n');
    }
}

/* ---- events that are no more ---- */

/* The only event that an id went into, by way of others perhaps; empty when there is none, or more:
 * then said on stderr. */
static struct slice successor(const char *id, const struct rows *history,
                              enum exit_status *ret_status)
{
    struct slice found = SLICE_EMPTY;
    bool several = false;
    for (size_t i = 0; i < history->items.count; i++) {
        struct slice into = cell(history, i, "into_id");
        if (!slice_equal(cell(history, i, "is_event"), SLICE("1")) || slice_equal(found, into))
            continue;
        several |= found.len > 0;
        found = into;
    }
    if (found.len > 0 && !several)
        return found;
    *ret_status = several ? EXIT_USAGE : EXIT_NOTHING;
    if (!several) {
        fprintf(stderr, "annals show: no event '%s'; 'annals show events' lists them\n", id);
        return SLICE_EMPTY;
    }
    fprintf(stderr, "annals show: event '%s' was split; its reports are in", id);
    for (size_t i = 0; i < history->items.count; i++) {
        struct slice into = cell(history, i, "into_id");
        if (slice_equal(cell(history, i, "is_event"), SLICE("1")))
            fprintf(stderr, " %.*s", (int)into.len, into.ptr);
    }
    fputc('\n', stderr);
    return SLICE_EMPTY;
}

/* Says which events have reports that this one had. */
static void print_split(struct slice id, const struct rows *history)
{
    for (size_t i = 0; i < history->items.count; i++) {
        if (!slice_equal(cell(history, i, "id"), id) ||
            !slice_equal(cell(history, i, "is_event"), SLICE("1")))
            continue;
        print_pair("part now in", cell(history, i, "into_id"));
    }
}

/* ---- the command ---- */

static enum exit_status print_page(struct show *show, const char *id, bool why, struct arena *arena)
{
    struct rows event, mentions, agreements, values, history;
    enum exit_status status = EXIT_DONE;
    char now[EVENT_ID_BYTES];
    if (!gather(show, "events", id, arena, &event, &status) ||
        !gather(show, "event_history", id, arena, &history, &status))
        return status;
    if (event.items.count == 0) {
        struct slice into = successor(id, &history, &status);
        if (into.len == 0 || into.len >= sizeof(now))
            return status;
        memcpy(now, into.ptr, into.len);
        now[into.len] = '\0';
        fprintf(stderr, "annals show: event '%s' is now '%s'\n", id, now);
        id = now;
        if (!gather(show, "events", id, arena, &event, &status))
            return status;
    }
    if (event.items.count > 1) {
        fprintf(stderr, "annals show: more than one event has an id that starts with '%s'\n", id);
        return EXIT_USAGE;
    }
    if (!gather(show, "mentions", id, arena, &mentions, &status) ||
        !gather(show, "agreements", id, arena, &agreements, &status) ||
        !gather(show, "disagreements", id, arena, &values, &status))
        return status;
    print_head(show, &event);
    print_split(cell(&event, 0, "id"), &history);
    print_disagreements(show, &values);
    print_agreement(show, &agreements, "agreed", "all who say so agree on");
    print_agreement(show, &agreements, "alone", "only one outlet reports");
    print_mentions(show, &mentions, why);
    return EXIT_DONE;
}

enum exit_status show_event_page(struct show *show, const char *id, bool why)
{
    struct arena arena;
    arena_init(&arena, PAGE_BYTES_MAX);
    enum exit_status status = print_page(show, id, why, &arena);
    arena_free(&arena);
    return status;
}

enum exit_status show_event(struct show *show, const char *id)
{
    if (!id) {
        fprintf(stderr, "annals show: 'show event' needs an ID; 'annals show events' lists them\n");
        return EXIT_USAGE;
    }
    if (show->format != SHOW_TABLE) {
        fprintf(stderr,
                "annals show: 'show event' is text for people; 'annals export --format "
                "events-jsonl --event %s' has all of it\n",
                id);
        return EXIT_USAGE;
    }
    return show_event_page(show, id, show->arguments->values[OPTION_WHY] != NULL);
}
