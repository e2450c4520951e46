/*
 * show.c - annals show: looks into a store.
 *
 *   in    what to show, a store, filters
 *   out   a table, CSV or JSONL on stdout
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "annals.h"
#include "base/json_write.h"
#include "cli/commands.h"
#include "cli/looks.h"
#include "cli/show.h"
#include "cli/terminal.h"

#define LINE_BYTES_MAX ((size_t)64 << 20)
#define KEY_COLUMNS 8
#define DAY_COLUMNS 10
#define OUTLET_COLUMNS 20

/* ---- rows ---- */

/* The columns of CSV and JSONL, in order. */
static const struct {
    const char *name;
    size_t offset; /* of a struct annals_text in struct annals_article */
} FIELDS[] = {
    {"id", offsetof(struct annals_article, id)},
    {"key", offsetof(struct annals_article, key)},
    {"published", offsetof(struct annals_article, published)},
    {"published_precision", offsetof(struct annals_article, published_precision)},
    {"published_basis", offsetof(struct annals_article, published_basis)},
    {"not_before", offsetof(struct annals_article, not_before)},
    {"outlet", offsetof(struct annals_article, outlet)},
    {"title", offsetof(struct annals_article, title)},
    {"byline", offsetof(struct annals_article, byline)},
    {"language", offsetof(struct annals_article, language)},
    {"url", offsetof(struct annals_article, url)},
    {"source", offsetof(struct annals_article, source)},
    {"encoding", offsetof(struct annals_article, encoding)},
    {"flags", offsetof(struct annals_article, flags)},
    {"sha256", offsetof(struct annals_article, sha256)},
};
#define FIELD_COUNT (sizeof(FIELDS) / sizeof(FIELDS[0]))

static struct slice field_of(const struct annals_article *article, size_t field)
{
    const char *base = (const char *)article;
    const struct annals_text *text = (const void *)(base + FIELDS[field].offset);
    return slice_of_text(*text);
}

static void print_csv_row(const struct annals_article *article)
{
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        terminal_print_csv(stdout, field_of(article, i));
        putchar(',');
    }
    printf("%llu,%llu,%llu\r\n", (unsigned long long)article->source_line,
           (unsigned long long)article->words, (unsigned long long)article->sentences);
}

static void print_csv_header(void)
{
    for (size_t i = 0; i < FIELD_COUNT; i++)
        printf("%s,", FIELDS[i].name);
    printf("source_line,words,sentences\r\n");
}

static void write_json_fields(struct json_writer *json, const struct annals_article *article)
{
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        json_key(json, FIELDS[i].name);
        json_string_or_null(json, field_of(article, i));
    }
    json_key(json, "source_line");
    json_u64(json, article->source_line);
    json_key(json, "words");
    json_u64(json, article->words);
    json_key(json, "sentences");
    json_u64(json, article->sentences);
}

/* Ends the JSON object that line holds and prints it. */
void show_json_end(struct show *show, struct json_writer *json)
{
    json_object_end(json);
    buf_append_byte(json->out, '\n');
    if (json->out->failed)
        show->failed = true;
    else
        fwrite(json->out->ptr, 1, json->out->len, stdout);
    buf_free(json->out);
}

void show_json_begin(struct buf *line, struct json_writer *json)
{
    buf_init(line, LINE_BYTES_MAX);
    json_begin(json, line);
    json_object(json);
}

static void print_json_row(struct show *show, const struct annals_article *article)
{
    struct buf line;
    struct json_writer json;
    show_json_begin(&line, &json);
    write_json_fields(&json, article);
    show_json_end(show, &json);
}

static void print_table_row(const struct show *show, const struct annals_article *article)
{
    size_t before = KEY_COLUMNS + 2 + DAY_COLUMNS + 2 + OUTLET_COLUMNS + 2;
    struct slice day = slice_sub(slice_of_text(article->published), 0, DAY_COLUMNS);
    terminal_print_fitted(stdout, slice_sub(slice_of_text(article->key), 0, KEY_COLUMNS),
                          KEY_COLUMNS, true);
    printf("  ");
    terminal_print_fitted(stdout, day.len ? day : SLICE("no date"), DAY_COLUMNS, true);
    printf("  ");
    terminal_print_fitted(stdout, slice_of_text(article->outlet), OUTLET_COLUMNS, true);
    printf("  ");
    terminal_print_fitted(stdout, slice_of_text(article->title), show->columns - before, false);
    putchar('\n');
}

static int article_row(void *context, const struct annals_article *article)
{
    struct show *show = context;
    if (show->limit && show->rows++ >= show->limit)
        return 0;
    if (!show->limit)
        show->rows++;
    if (show->format == SHOW_CSV)
        print_csv_row(article);
    else if (show->format == SHOW_JSONL)
        print_json_row(show, article);
    else
        print_table_row(show, article);
    return 0;
}

/* ---- articles ---- */

struct annals_text show_option(const struct show *show, enum option_id id)
{
    const char *value = show->arguments->values[id];
    return (struct annals_text){value, value ? strlen(value) : 0};
}

void show_header(const struct show *show, const char *header)
{
    printf("%s%s%s\n", show->colour ? "\x1b[1m" : "", header, show->colour ? "\x1b[0m" : "");
}

/* What is said when --limit left rows out. */
enum exit_status show_end_rows(const struct show *show)
{
    if (show->limit && show->rows > show->limit)
        fprintf(stderr, "and %llu more\n", (unsigned long long)(show->rows - show->limit));
    if (show->failed) {
        fprintf(stderr, "annals show: out of memory\n");
        return EXIT_FAILED;
    }
    return show->rows ? EXIT_DONE : EXIT_NOTHING;
}

static enum exit_status show_articles(struct show *show, const char *id)
{
    (void)id;
    struct annals_error error;
    const struct annals_query query = {
        .outlet = show_option(show, OPTION_OUTLET),
        .since = show_option(show, OPTION_SINCE),
        .until = show_option(show, OPTION_UNTIL),
        .match = show_option(show, OPTION_MATCH),
    };
    if (show->format == SHOW_CSV)
        print_csv_header();
    else if (show->format == SHOW_TABLE)
        show_header(show, "key       published   outlet                title");
    if (annals_store_articles(show->store, &query, article_row, show, &error) != 0)
        return looks_fail(show->arguments, &error);
    return show_end_rows(show);
}

/* ---- one article ---- */

struct one_article {
    struct show *show;
    struct buf line;
    struct json_writer json;
    uint64_t paragraph;
};

static void print_field(const struct show *show, const char *name, struct annals_text value,
                        struct annals_text note)
{
    if (value.len == 0)
        return;
    printf("%s%-10s%s", show->colour ? "\x1b[1m" : "", name, show->colour ? "\x1b[0m" : "");
    terminal_print_fitted(stdout, slice_of_text(value), 4096, false);
    if (note.len) {
        printf(" (");
        terminal_print_fitted(stdout, slice_of_text(note), 200, false);
        putchar(')');
    }
    putchar('\n');
}

static void article_head(void *context, const struct annals_article *article)
{
    struct one_article *one = context;
    const struct show *show = one->show;
    const struct annals_text none = {NULL, 0}, unknown = {"unknown", 7};
    if (show->format != SHOW_TABLE) {
        show_json_begin(&one->line, &one->json);
        write_json_fields(&one->json, article);
        json_key(&one->json, "text");
        json_string(&one->json, slice_of_text(article->text));
        json_key(&one->json, "sentence_texts");
        json_array(&one->json);
        return;
    }
    print_field(show, "title", article->title, none);
    print_field(show, "outlet", article->outlet, none);
    print_field(show, "byline", article->byline, none);
    print_field(show, "published", article->published.len ? article->published : unknown,
                article->published_basis);
    print_field(show, "not before", article->not_before, none);
    print_field(show, "language", article->language, none);
    print_field(show, "url", article->url, none);
    print_field(show, "source", article->source, article->encoding);
    print_field(show, "flags", article->flags, none);
    print_field(show, "id", article->id, none);
    print_field(show, "key", article->key, none);
    print_field(show, "sha256", article->sha256, none);
    printf("%-10s%llu words, %llu sentences\n", "length", (unsigned long long)article->words,
           (unsigned long long)article->sentences);
    one->paragraph = UINT64_MAX;
}

static void article_sentence(void *context, uint64_t number, uint64_t paragraph,
                             struct annals_text text)
{
    struct one_article *one = context;
    if (one->show->format != SHOW_TABLE) {
        json_string(&one->json, slice_of_text(text));
        return;
    }
    if (paragraph != one->paragraph)
        putchar('\n');
    one->paragraph = paragraph;
    printf("%4llu  ", (unsigned long long)number);
    terminal_print_wrapped(stdout, slice_of_text(text), one->show->columns, 6);
}

static enum exit_status show_article(struct show *show, const char *id)
{
    struct annals_error error;
    struct one_article one = {.show = show};
    if (!id) {
        fprintf(stderr,
                "annals show: 'show article' needs an ID; 'annals show articles' lists them\n");
        return EXIT_USAGE;
    }
    if (show->format == SHOW_CSV) {
        fprintf(stderr, "annals show: 'show article' has the formats table and jsonl\n");
        return EXIT_USAGE;
    }
    const struct annals_text wanted = {id, strlen(id)};
    if (annals_store_article(show->store, wanted, article_head, article_sentence, &one, &error) !=
        0) {
        buf_free(&one.line);
        return looks_fail(show->arguments, &error);
    }
    if (show->format == SHOW_JSONL) {
        json_array_end(&one.json);
        show_json_end(show, &one.json);
    }
    show->rows = 1;
    return show_end_rows(show);
}

/* ---- rejections ---- */

static void print_rejection_json(struct show *show, const struct annals_rejection *rejection)
{
    struct buf line;
    struct json_writer json;
    show_json_begin(&line, &json);
    json_key(&json, "source");
    json_string(&json, slice_of_text(rejection->source));
    json_key(&json, "line");
    json_u64(&json, rejection->line);
    json_key(&json, "offset");
    if (rejection->offset == ANNALS_NO_OFFSET)
        json_null(&json);
    else
        json_u64(&json, rejection->offset);
    json_key(&json, "reason");
    json_string(&json, slice_of_text(rejection->reason));
    show_json_end(show, &json);
}

static int rejection_row(void *context, const struct annals_rejection *rejection)
{
    struct show *show = context;
    char place[32] = "";
    show->rows++;
    if (show->limit && show->rows > show->limit)
        return 0;
    if (show->format == SHOW_JSONL) {
        print_rejection_json(show, rejection);
        return 0;
    }
    if (rejection->offset != ANNALS_NO_OFFSET)
        snprintf(place, sizeof(place), "%llu", (unsigned long long)rejection->offset);
    if (show->format == SHOW_CSV) {
        terminal_print_csv(stdout, slice_of_text(rejection->source));
        printf(",%llu,%s,", (unsigned long long)rejection->line, place);
        terminal_print_csv(stdout, slice_of_text(rejection->reason));
        printf("\r\n");
        return 0;
    }
    terminal_print_fitted(stdout, slice_of_text(rejection->source), 4096, false);
    if (rejection->line)
        printf(": line %llu", (unsigned long long)rejection->line);
    if (place[0])
        printf(": byte %s", place);
    printf(": ");
    terminal_print_fitted(stdout, slice_of_text(rejection->reason), 4096, false);
    putchar('\n');
    return 0;
}

static enum exit_status show_rejections(struct show *show, const char *id)
{
    (void)id;
    struct annals_error error;
    if (show->format == SHOW_CSV)
        printf("source,line,offset,reason\r\n");
    if (annals_store_rejections(show->store, rejection_row, show, &error) != 0)
        return looks_fail(show->arguments, &error);
    return show_end_rows(show);
}

/* ---- the command ---- */

static bool parse_format(const char *format, enum show_format *ret_format)
{
    static const char *const NAMES[] = {
        [SHOW_TABLE] = "table", [SHOW_CSV] = "csv", [SHOW_JSONL] = "jsonl"};
    *ret_format = SHOW_TABLE;
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        if (!format || strcmp(format, NAMES[i]) == 0) {
            *ret_format = (enum show_format)i;
            return true;
        }
    }
    fprintf(stderr, "annals show: --format takes table, csv or jsonl, not '%s'\n", format);
    return false;
}

static bool ends_in_db(const char *word)
{
    size_t length = strlen(word);
    return length > 3 && strcmp(word + length - 3, ".db") == 0;
}

/* What can be shown, in the order of the help. */
static const struct {
    const char *name;
    enum exit_status (*show)(struct show *show, const char *id);
    bool takes_id;
} SUBJECTS[] = {
    {"articles", show_articles, false}, {"article", show_article, true},
    {"events", show_list, false},       {"event", show_event, true},
    {"mentions", show_list, false},     {"disagreements", show_list, false},
    {"decisions", show_list, false},    {"statements", show_list, false},
    {"actors", show_list, false},       {"actor", show_actor, true},
    {"places", show_list, false},       {"times", show_list, false},
    {"quantities", show_list, false},   {"rejections", show_rejections, false},
    {"stories", show_list, false},      {"story", show_story, true},
    {"copies", show_list, false},       {"copy", show_copy, true},
};
#define SUBJECT_COUNT (sizeof(SUBJECTS) / sizeof(SUBJECTS[0]))

static bool subject_takes_id(const char *name)
{
    for (size_t i = 0; i < SUBJECT_COUNT; i++) {
        if (strcmp(SUBJECTS[i].name, name) == 0)
            return SUBJECTS[i].takes_id;
    }
    return false;
}

/* Sorts the words into what to show, an id and the store; the store may stand anywhere. */
static bool sort_words(const struct arguments *arguments, const char **ret_what,
                       const char **ret_id, const char **ret_store)
{
    const char *what = NULL, *id = NULL, *store = arguments->values[OPTION_DB];
    for (size_t i = 0; i < arguments->positional_count; i++) {
        const char *word = arguments->positional[i];
        bool wants_id = what && subject_takes_id(what) && !id;
        if (!store && (ends_in_db(word) || (what && !wants_id)))
            store = word;
        else if (!what)
            what = word;
        else if (wants_id)
            id = word;
        else {
            fprintf(stderr, "annals show: one word too many: '%s'; see 'annals show --help'\n",
                    word);
            return false;
        }
    }
    *ret_what = what;
    *ret_id = id;
    *ret_store = store ? store : STORE_DEFAULT;
    return true;
}

/* The subject's index, or SUBJECT_COUNT, said on stderr. */
static size_t subject_find(const char *name)
{
    for (size_t i = 0; name && i < SUBJECT_COUNT; i++) {
        if (strcmp(SUBJECTS[i].name, name) == 0)
            return i;
    }
    fprintf(stderr, "annals show: %s%s%s; see 'annals show --help'\n",
            name ? "cannot show '" : "show what?", name ? name : "", name ? "'" : "");
    return SUBJECT_COUNT;
}

enum exit_status command_show(const struct arguments *arguments)
{
    const char *what, *id, *path;
    struct annals_error error;
    struct show show = {.arguments = arguments,
                        .columns = terminal_columns(stdout),
                        .colour = terminal_has_colour(stdout)};
    if (!sort_words(arguments, &what, &id, &path) ||
        !parse_format(arguments->values[OPTION_FORMAT], &show.format) ||
        !arguments_number(arguments, OPTION_LIMIT, 1, 1000000000, 0, &show.limit))
        return EXIT_USAGE;
    size_t subject = subject_find(what);
    if (subject == SUBJECT_COUNT)
        return EXIT_USAGE;
    if (annals_store_open(path, &show.store, &error) != 0) {
        fprintf(stderr, "annals show: %s: %s\n", path, error.message);
        return EXIT_FAILED;
    }
    show.subject = SUBJECTS[subject].name;
    enum exit_status status = SUBJECTS[subject].show(&show, id);
    annals_store_close(show.store);
    return status;
}
