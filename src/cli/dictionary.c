/*
 * dictionary.c - annals dictionary: checks data files, asks the record of actors.
 *
 *   in    files; names, offices, days
 *   out   bad lines, or actors, on stdout
 */
#include <string.h>

#include "base/json_write.h"
#include "cli/commands.h"
#include "cli/own_data.h"
#include "cli/terminal.h"

#define LINE_BYTES_MAX ((size_t)1 << 20)
#define QUESTION_BYTES_MAX ((size_t)4096)

static enum exit_status fail(const struct annals_error *error)
{
    fprintf(stderr, "annals dictionary: %s\n", error->message);
    if (error->code == ANNALS_USAGE)
        return EXIT_USAGE;
    return error->code == ANNALS_MISSING ? EXIT_NOTHING : EXIT_FAILED;
}

static struct annals_text text_at(const struct arguments *arguments, size_t number)
{
    const char *word = number < arguments->positional_count ? arguments->positional[number] : NULL;
    return (struct annals_text){word, word ? strlen(word) : 0};
}

/* ---- check ---- */

static enum exit_status check_files(const struct arguments *arguments)
{
    uint64_t bad = 0;
    bool quiet = arguments->values[OPTION_QUIET] != NULL;
    if (arguments->positional_count < 2) {
        fprintf(stderr, "annals dictionary: 'dictionary check' needs a FILE or a folder\n");
        return EXIT_USAGE;
    }
    for (size_t i = 1; i < arguments->positional_count; i++) {
        const char *path = arguments->positional[i];
        struct annals_error error;
        uint64_t facts, faults;
        if (annals_dictionary_check(path, arguments->values[OPTION_FILE_KIND], own_data_tell,
                                    stdout, &facts, &faults, &error) != 0) {
            fprintf(stderr, "annals dictionary: %s: %s\n", path, error.message);
            return error.code == ANNALS_USAGE ? EXIT_USAGE : EXIT_FAILED;
        }
        if (!quiet)
            fprintf(stderr, "%s: %llu facts, %llu bad\n", path, (unsigned long long)facts,
                    (unsigned long long)faults);
        bad += faults;
    }
    return bad ? EXIT_REJECTED : EXIT_DONE;
}

/* ---- questions ---- */

/* A question and where its answers go. */
struct question {
    const struct arguments *arguments;
    const struct annals_dictionary *dictionary;
    bool json;
    bool failed;
    uint64_t answers;
    struct annals_text name; /* or office */
    struct annals_text of;
    struct annals_text day;
};

static void print_json(struct question *question, const struct annals_known_actor *actor)
{
    const struct {
        const char *key;
        struct annals_text value;
    } fields[] = {
        {"asked", question->name},   {"of", question->of},
        {"day", question->day},      {"name", actor->name},
        {"kind", actor->kind},       {"relation", actor->relation},
        {"country", actor->country}, {"sectors", actor->sectors},
        {"role", actor->role},       {"organization", actor->organization},
        {"tenure", actor->tenure},   {"from", actor->from},
        {"to", actor->to},           {"file", actor->file},
    };
    struct buf line;
    struct json_writer json;
    buf_init(&line, LINE_BYTES_MAX);
    json_begin(&json, &line);
    json_object(&json);
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        json_key(&json, fields[i].key);
        json_string_or_null(&json, slice_of_text(fields[i].value));
    }
    json_key(&json, "line");
    json_u64(&json, actor->line);
    json_object_end(&json);
    buf_append_byte(&line, '\n');
    question->failed = question->failed || line.failed;
    if (!line.failed)
        fwrite(line.ptr, 1, line.len, stdout);
    buf_free(&line);
}

static void print_word(const char *before, struct annals_text word)
{
    if (word.len == 0)
        return;
    fputs(before, stdout);
    terminal_print_fitted(stdout, slice_of_text(word), QUESTION_BYTES_MAX, false);
}

/* "Sergey Lavrov: person, RUS, GOV, foreign minister, held 2004-03-09.. (data/…:12)" */
static void print_line(const struct annals_known_actor *actor)
{
    print_word("", actor->name);
    print_word(": ", actor->kind);
    print_word(", ", actor->relation);
    print_word(", ", actor->country);
    print_word(", ", actor->sectors);
    print_word(", ", actor->role);
    print_word(" of ", actor->organization);
    print_word(", ", actor->tenure);
    if (actor->from.len || actor->to.len) {
        print_word(", ", actor->from);
        fputs("..", stdout);
        print_word("", actor->to);
    }
    print_word(" (", actor->file);
    printf(":%llu)\n", (unsigned long long)actor->line);
}

static int print_answer(void *context, const struct annals_known_actor *actor)
{
    struct question *question = context;
    question->answers++;
    if (question->json)
        print_json(question, actor);
    else
        print_line(actor);
    return 0;
}

static enum exit_status ask(struct question *question, bool office)
{
    struct annals_error error;
    int result = office
                     ? annals_dictionary_office(question->dictionary, question->name, question->of,
                                                question->day, print_answer, question, &error)
                     : annals_dictionary_name(question->dictionary, question->name, question->day,
                                              print_answer, question, &error);
    if (result != 0)
        return fail(&error);
    return question->answers ? EXIT_DONE : EXIT_NOTHING;
}

/* Takes the text before the next tab off a line. */
static struct annals_text next_column(char **line)
{
    char *start = *line;
    size_t length = strcspn(start, "\t");
    *line = start + length + (start[length] == '\t');
    return (struct annals_text){start, length};
}

/* Questions from standard input, one a line, the same words parted by tabs. */
static enum exit_status ask_all(struct question *question, bool office)
{
    char line[QUESTION_BYTES_MAX];
    while (fgets(line, sizeof(line), stdin)) {
        char *rest = line;
        line[strcspn(line, "\r\n")] = '\0';
        question->name = next_column(&rest);
        question->of = office ? next_column(&rest) : (struct annals_text){"", 0};
        question->day = next_column(&rest);
        enum exit_status status = ask(question, office);
        if (status == EXIT_USAGE || status == EXIT_FAILED)
            return status;
    }
    return question->answers ? EXIT_DONE : EXIT_NOTHING;
}

static enum exit_status ask_words(struct question *question, bool office)
{
    const struct arguments *arguments = question->arguments;
    question->name = text_at(arguments, 1);
    if (question->name.len == 1 && question->name.ptr[0] == '-')
        return ask_all(question, office);
    question->of = office ? text_at(arguments, 2) : (struct annals_text){"", 0};
    question->day = text_at(arguments, office ? 3 : 2);
    if (question->name.len == 0 || (office && question->of.len == 0)) {
        fprintf(stderr, "annals dictionary: what is asked? see 'annals dictionary --help'\n");
        return EXIT_USAGE;
    }
    return ask(question, office);
}

static enum exit_status ask_dictionary(const struct arguments *arguments, bool office)
{
    struct own_data own;
    struct annals_dictionary *dictionary;
    struct annals_error error;
    const char *format = arguments->values[OPTION_FORMAT];
    struct question question = {.arguments = arguments,
                                .json = format && strcmp(format, "jsonl") == 0};
    if (format && !question.json && strcmp(format, "table") != 0) {
        fprintf(stderr, "annals dictionary: --format takes table or jsonl, not '%s'\n", format);
        return EXIT_USAGE;
    }
    own_data_of(arguments, &own);
    if (annals_dictionary_open(&own.data, &dictionary, &error) != 0)
        return fail(&error);
    question.dictionary = dictionary;
    enum exit_status status = ask_words(&question, office);
    annals_dictionary_close(dictionary);
    if (question.failed) {
        fprintf(stderr, "annals dictionary: out of memory\n");
        return EXIT_FAILED;
    }
    return status;
}

enum exit_status command_dictionary(const struct arguments *arguments)
{
    const char *what = arguments->positional_count ? arguments->positional[0] : "";
    if (strcmp(what, "check") == 0)
        return check_files(arguments);
    if (strcmp(what, "name") == 0 || strcmp(what, "office") == 0)
        return ask_dictionary(arguments, what[0] == 'o');
    fprintf(stderr, "annals dictionary: check, name or office? see 'annals dictionary --help'\n");
    return EXIT_USAGE;
}
