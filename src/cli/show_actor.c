/*
 * show_actor.c - annals show actor: roles over time, what he did, what was done to him, what he
 * said.
 *
 *   in    a store, the start of an id or a part of a name
 *   out   a page of text, one JSON object, or his mentions as CSV, on stdout
 */
#include <stdlib.h>
#include <string.h>

#include "cli/looks.h"
#include "cli/show.h"
#include "cli/terminal.h"

/* Bytes of an actor's id. */
#define ACTOR_ID_BYTES 16
/* Rows of a section of the page, where --limit does not say. */
#define SECTION_ROWS_DEFAULT 20
#define DAY_COLUMNS 10
#define ENTRY_INDENT (DAY_COLUMNS + 2)
#define ENTRY_BYTES_MAX ((size_t)64 << 20)

/* ---- whom is meant ---- */

struct found_actor {
    char id[ACTOR_ID_BYTES + 1];
    uint64_t count;
};

/* Keeps the first actor that fits; lists come with the most reported first. */
static int found_row(void *context, const struct annals_row *row)
{
    struct found_actor *found = context;
    if (found->count++ == 0 && row->cells[0].len <= ACTOR_ID_BYTES)
        memcpy(found->id, row->cells[0].ptr, row->cells[0].len);
    return 0;
}

/* By the start of an id, else by a part of the name. */
static int find_actor(struct show *show, const char *wanted, struct found_actor *found,
                      struct annals_error *error)
{
    bool is_id = strspn(wanted, "0123456789abcdef") == strlen(wanted) && strlen(wanted) >= 4;
    for (int way = is_id ? 0 : 1; way < 2 && found->count == 0; way++) {
        struct annals_list_query query = {.list = "actors"};
        query.filters[way == 0 ? ANNALS_FILTER_ACTOR : ANNALS_FILTER_MATCH] = (struct annals_text){
            wanted, strlen(wanted)};
        if (annals_store_list(show->store, &query, NULL, found_row, found, error) != 0)
            return -1;
    }
    return 0;
}

/* ---- the sections ---- */

struct page {
    struct show *show;
    const char *id;
    const struct section *section;
    uint64_t rows;  /* of the section under way, shown and not shown */
    uint64_t limit; /* 0: all */
    struct buf text;
    struct json_writer *json; /* or NULL: text */
};

struct section {
    const char *key;   /* in JSON */
    const char *title; /* NULL: the head of the page */
    const char *list;
    enum annals_filter filter; /* that the id goes to */
    void (*print)(struct page *page, const struct annals_row *row);
    const char *command; /* that lists all of it, up to the id; or NULL */
};

static struct slice cell(const struct annals_row *row, const char *name)
{
    for (size_t i = 0; i < row->count; i++) {
        if (strcmp(row->columns[i].name, name) == 0)
            return slice_of_text(row->cells[i]);
    }
    return SLICE_EMPTY;
}

static void add(struct page *page, const char *before, struct slice text)
{
    if (text.len == 0)
        return;
    buf_append(&page->text, slice_from(before));
    buf_append(&page->text, text);
}

/* What was added, wrapped after the indent, at whose end the line already stands. */
static void print_added(struct page *page, size_t indent)
{
    terminal_print_wrapped(stdout, buf_slice(&page->text), page->show->columns, indent);
    page->show->failed = page->show->failed || page->text.failed;
    buf_reset(&page->text);
}

static void print_day(struct slice day)
{
    terminal_print_fitted(stdout, day.len ? day : SLICE("no date"), DAY_COLUMNS, true);
    printf("  ");
}

static void print_head(struct page *page, const struct annals_row *row)
{
    bool colour = page->show->colour;
    printf("%s", colour ? "\x1b[1m" : "");
    add(page, "", cell(row, "name"));
    print_added(page, 0);
    printf("%s", colour ? "\x1b[0m" : "");
    add(page, "", cell(row, "kind"));
    add(page, ", ", cell(row, "country"));
    add(page, ", ", cell(row, "sectors"));
    add(page, ", ", cell(row, "role"));
    print_added(page, 0);
    add(page, "named ", cell(row, "mentions"));
    add(page, " times in ", cell(row, "articles"));
    add(page, " articles of ", cell(row, "outlets"));
    add(page, " outlets, ", cell(row, "first_day"));
    add(page, " to ", cell(row, "last_day"));
    print_added(page, 0);
    printf("id ");
    add(page, "", cell(row, "id"));
    print_added(page, 3);
}

static void print_role(struct page *page, const struct annals_row *row)
{
    struct slice role = cell(row, "role");
    print_day(cell(row, "first_day"));
    add(page, "to ", cell(row, "last_day"));
    add(page, cell(row, "last_day").len ? ": " : "", role.len ? role : SLICE("no role told"));
    add(page, ", ", cell(row, "country"));
    add(page, ", ", cell(row, "sectors"));
    add(page, "; articles: ", cell(row, "articles"));
    print_added(page, ENTRY_INDENT);
}

/* "2016-12-01  CONSULT planned: Lavrov -> Cavusoglu, “met”, in Alanya; Lodos Daily; …" */
static void print_event(struct page *page, const struct annals_row *row)
{
    struct slice status = cell(row, "status"), disagreements = cell(row, "disagreements");
    print_day(cell(row, "when"));
    add(page, "", cell(row, "type"));
    if (!slice_equal(status, SLICE("happened")))
        add(page, " ", status);
    add(page, ": ", cell(row, "actors"));
    add(page, " -> ", cell(row, "recipients"));
    add(page, ", ", cell(row, "anchor"));
    add(page, ", at ", cell(row, "place"));
    if (disagreements.len && !slice_equal(disagreements, SLICE("0"))) {
        add(page, "; disagreements: ", disagreements);
        add(page, ", annals show event ", cell(row, "id"));
    }
    print_added(page, ENTRY_INDENT);
    printf("%*s", ENTRY_INDENT, "");
    add(page, "[", cell(row, "outlet_names"));
    buf_append_byte(&page->text, ']');
    print_added(page, ENTRY_INDENT);
}

static void print_statement(struct page *page, const struct annals_row *row)
{
    print_day(cell(row, "published_day"));
    bool direct = slice_equal(cell(row, "kind"), SLICE("direct"));
    add(page, "", cell(row, "cue"));
    buf_append(&page->text, cell(row, "cue").len ? SLICE(": ") : SLICE_EMPTY);
    add(page, direct ? "“" : "", cell(row, "text"));
    add(page, "", direct ? SLICE("”") : SLICE_EMPTY);
    print_added(page, ENTRY_INDENT);
    printf("%*s", ENTRY_INDENT, "");
    add(page, "[", cell(row, "outlet").len ? cell(row, "outlet") : cell(row, "article"));
    add(page, ", to ", cell(row, "addressee_name"));
    add(page, ", ", cell(row, "kind"));
    buf_append_byte(&page->text, ']');
    print_added(page, ENTRY_INDENT);
}

static const struct section SECTIONS[] = {
    {"actor", NULL, "actors", ANNALS_FILTER_ACTOR, print_head, NULL},
    {"roles", "Roles, by the days of the articles", "actor_roles", ANNALS_FILTER_ACTOR, print_role,
     NULL},
    {"events", "Did", "events", ANNALS_FILTER_ACTOR, print_event, "annals show events --actor"},
    {"received", "Was done to", "events", ANNALS_FILTER_RECIPIENT, print_event,
     "annals show events --recipient"},
    {"statements", "Said", "statements", ANNALS_FILTER_ACTOR, print_statement,
     "annals show statements --actor"},
};
#define SECTION_COUNT (sizeof(SECTIONS) / sizeof(SECTIONS[0]))

static void print_title(const struct page *page)
{
    printf("\n%s%s%s\n", page->show->colour ? "\x1b[1m" : "", page->section->title,
           page->show->colour ? "\x1b[0m" : "");
}

static int section_row(void *context, const struct annals_row *row)
{
    struct page *page = context;
    if (page->rows++ == 0 && !page->json && page->section->title)
        print_title(page);
    if (page->limit && page->rows > page->limit)
        return 0;
    if (!page->json) {
        page->section->print(page, row);
        return 0;
    }
    json_object(page->json);
    show_json_cells(page->json, row);
    json_object_end(page->json);
    return 0;
}

static void end_section(struct page *page)
{
    const struct section *section = page->section;
    if (page->rows == 0 && section->title && !page->json) {
        print_title(page);
        printf("nothing that the record has\n");
    }
    if (page->limit && page->rows > page->limit && !page->json) {
        printf("and %llu more", (unsigned long long)(page->rows - page->limit));
        if (section->command)
            printf(": %s %s", section->command, page->id);
        printf("\n");
    }
}

static int run_section(struct page *page, const struct section *section, struct annals_error *error)
{
    struct annals_list_query query = {.list = section->list};
    const enum annals_filter DAYS[] = {ANNALS_FILTER_SINCE, ANNALS_FILTER_UNTIL,
                                       ANNALS_FILTER_OUTLET};
    struct annals_text filters[ANNALS_FILTER_COUNT];
    looks_filters(page->show->arguments, filters);
    for (size_t i = 0; i < sizeof(DAYS) / sizeof(DAYS[0]) && section->title; i++)
        query.filters[DAYS[i]] = filters[DAYS[i]];
    query.filters[section->filter] = (struct annals_text){page->id, strlen(page->id)};
    page->section = section;
    page->rows = 0;
    if (annals_store_list(page->show->store, &query, NULL, section_row, page, error) != 0)
        return -1;
    end_section(page);
    return 0;
}

/* ---- text, JSON, CSV ---- */

static int print_page(struct page *page, struct annals_error *error)
{
    page->limit = page->show->limit ? page->show->limit : SECTION_ROWS_DEFAULT;
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        if (run_section(page, &SECTIONS[i], error) != 0)
            return -1;
    }
    return 0;
}

/* One object: a list for each section, whole unless --limit is given. */
static int print_json(struct page *page, struct annals_error *error)
{
    struct json_writer json;
    struct buf line;
    int result = 0;
    show_json_begin(&line, &json);
    page->json = &json;
    page->limit = page->show->limit;
    for (size_t i = 0; i < SECTION_COUNT && result == 0; i++) {
        json_key(&json, SECTIONS[i].key);
        json_array(&json);
        result = run_section(page, &SECTIONS[i], error);
        json_array_end(&json);
    }
    if (result == 0)
        show_json_end(page->show, &json);
    else
        buf_free(&line);
    return result;
}

static enum exit_status print_mentions(struct show *show, const char *id)
{
    struct annals_error error;
    if (show_rows_of(show, "actor_mentions", ANNALS_FILTER_ACTOR, id, &error) != 0)
        return looks_fail(show->arguments, &error);
    return show_end_rows(show);
}

enum exit_status show_actor(struct show *show, const char *id)
{
    struct annals_error error;
    struct found_actor found = {0};
    if (!id) {
        fprintf(stderr, "annals show: 'show actor' needs an ID or a name; 'annals show actors' "
                        "lists them\n");
        return EXIT_USAGE;
    }
    if (find_actor(show, id, &found, &error) != 0)
        return looks_fail(show->arguments, &error);
    if (found.count == 0) {
        fprintf(stderr, "annals show: no actor '%s'\n", id);
        return EXIT_NOTHING;
    }
    if (found.count > 1)
        fprintf(stderr,
                "%llu actors fit '%s': this is the one that most articles name; 'annals "
                "show actors --match' lists them\n",
                (unsigned long long)found.count, id);
    if (show->format == SHOW_CSV)
        return print_mentions(show, found.id);
    struct page page = {.show = show, .id = found.id};
    buf_init(&page.text, ENTRY_BYTES_MAX);
    int result = show->format == SHOW_TABLE ? print_page(&page, &error) : print_json(&page, &error);
    buf_free(&page.text);
    if (result != 0)
        return looks_fail(show->arguments, &error);
    return show->failed ? EXIT_FAILED : EXIT_DONE;
}
