/*
 * options.c - parsing, help, man page and completion from the table in commands.c.
 *
 *   in    argv, the table
 *   out   struct arguments; text
 */
#include "cli/options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "annals.h"

static const struct option_spec OPTIONS[OPTION_COUNT] = {
    [OPTION_HELP] = {OPTION_HELP, 'h', "help", NULL, NULL, "print this help"},
    [OPTION_VERSION] = {OPTION_VERSION, 'V', "version", NULL, NULL, "print the version"},
    [OPTION_OUTPUT] = {OPTION_OUTPUT, 'o', "output", "FILE", NULL,
                       "where to write: the store (default annals.db), or with --format the text "
                       "(default standard output)"},
    [OPTION_DB] = {OPTION_DB, 'd', "db", "FILE.db", NULL,
                   "the store to look into (default annals.db)"},
    [OPTION_FORMAT] = {OPTION_FORMAT, 'f', "format", "FORMAT", NULL, "form of the output"},
    [OPTION_LAYERS] =
        {OPTION_LAYERS, '\0', "layers", "LIST", NULL,
         "what to add to the JSON, comma-separated: tokens, page (what was set aside, and why)"},
    [OPTION_INPUT] = {OPTION_INPUT, 'i', "input", "KIND", "text|page|conllu",
                      "what the input is: prose to be taken as it stands (text, the default), "
                      "text scraped from a page, to be cleaned first (page), or CoNLL-U whose "
                      "sentences and words are kept (conllu)"},
    [OPTION_JOBS] =
        {OPTION_JOBS, 'j', "jobs", "N", NULL,
         "threads that read (default: one per processor); the output does not depend on it"},
    [OPTION_QUIET] = {OPTION_QUIET, 'q', "quiet", NULL, NULL,
                      "no progress and no summary; rejected inputs are still named"},
    [OPTION_PROGRESS] =
        {OPTION_PROGRESS, '\0', "progress", "HOW", "auto|none|json",
         "progress on standard error: a bar on a terminal (auto), none, or one JSON "
         "object a line (json)"},
    [OPTION_OUTLET] = {OPTION_OUTLET, '\0', "outlet", "NAME", NULL, "only articles of this outlet"},
    [OPTION_SINCE] = {OPTION_SINCE, '\0', "since", "YYYY-MM-DD", NULL,
                      "only articles of this day or later"},
    [OPTION_UNTIL] = {OPTION_UNTIL, '\0', "until", "YYYY-MM-DD", NULL,
                      "only articles of this day or earlier"},
    [OPTION_MATCH] =
        {OPTION_MATCH, 'm', "match", "QUERY", NULL,
         "articles: whose title or text matches (words, \"phrases\", AND, OR, NOT, pre*); other "
         "lists: whose name holds these words"},
    [OPTION_LIMIT] = {OPTION_LIMIT, 'n', "limit", "N", NULL,
                      "at most N rows; a last line says how many more there are"},
    [OPTION_ACTOR] = {OPTION_ACTOR, 'a', "actor", "WHO", NULL,
                      "only this actor: an id, or the start of one; of events also a country's "
                      "code or part of a "
                      "name"},
    [OPTION_RECIPIENT] = {OPTION_RECIPIENT, 'r', "recipient", "WHO", NULL,
                          "only events done to this one: a country's code, an id, part of a name"},
    [OPTION_TYPE] =
        {OPTION_TYPE, 't', "type", "TYPE", NULL,
         "only events of this type: PLOVER's, as ASSAULT, or the start of a CAMEO code"},
    [OPTION_STATUS] = {OPTION_STATUS, '\0', "status", "STATUS",
                       "happened|ongoing|planned|hypothetical|denied|historical",
                       "only events of this status"},
    [OPTION_WHERE] = {OPTION_WHERE, '\0', "where", "PLACE", NULL,
                      "only events at this place: part of its name, or a country's code"},
    [OPTION_COUNTRY] = {OPTION_COUNTRY, '\0', "country", "CODE", NULL,
                        "only this country: ISO 3166-1 alpha-3, as RUS"},
    [OPTION_KIND] = {OPTION_KIND, '\0', "kind", "KIND", NULL,
                     "only actors of this kind (person, organization, country, group), or "
                     "disagreements of this facet or kind (count, update, …)"},
    [OPTION_FACET] = {OPTION_FACET, '\0', "facet", "FACET",
                      "any|when|where|who|count|status|outcome",
                      "only events whose reports differ on this"},
    [OPTION_ARTICLE] = {OPTION_ARTICLE, '\0', "article", "KEY", NULL,
                        "only this article: its key, or the start of it"},
    [OPTION_STORY] = {OPTION_STORY, '\0', "story", "ID", NULL,
                      "only this story: its id, or the start of it"},
    [OPTION_WHY] = {OPTION_WHY, '\0', "why", NULL, NULL,
                    "tell the evidence that holds each mention in the event"},
    [OPTION_EVENT] = {OPTION_EVENT, '\0', "event", "ID", NULL,
                      "only this event: its id, or the start of it"},
    [OPTION_EXPORT_FORMAT] =
        {OPTION_EXPORT_FORMAT, 'f', "format", "FORMAT",
         "events-jsonl|csv|reports-csv|polecat|gdelt-events|gdelt-mentions|gdelt|stories-jsonl",
         "the shape: docs/exports.md tells each column"},
    [OPTION_EXPORT_STATUS] = {OPTION_EXPORT_STATUS, '\0', "status", "STATUS",
                              "all|happened|ongoing|planned|hypothetical|denied|historical",
                              "only events of this status; polecat and gdelt take what happened or "
                              "is ongoing unless told otherwise, csv takes all"},
    [OPTION_REPORT_EVENTS] = {OPTION_REPORT_EVENTS, 'n', "limit", "N", NULL,
                              "at most N events (default 200): the disputed and most reported; "
                              "the page says how many it leaves out"},
    [OPTION_TITLE] = {OPTION_TITLE, '\0', "title", "TEXT", NULL,
                      "the page's heading (default: the name of the store)"},
    [OPTION_DATA] = {OPTION_DATA, '\0', "data", "FOLDER", NULL,
                     "data files of your own (people-mine.txt, organizations.txt, titles.txt, …), "
                     "on top of those built in"},
    [OPTION_ACTORS] = {OPTION_ACTORS, '\0', "actors", "FILE", NULL,
                       "an actors dictionary of PETRARCH or TABARI; may be given again"},
    [OPTION_AGENTS] = {OPTION_AGENTS, '\0', "agents", "FILE", NULL,
                       "an agents dictionary of PETRARCH or TABARI; may be given again"},
    [OPTION_ADDRESS] = {OPTION_ADDRESS, '\0', "address", "IP", NULL,
                        "the address to listen on (default 127.0.0.1, this machine alone); any "
                        "that others can reach needs --token"},
    [OPTION_PORT] = {OPTION_PORT, 'p', "port", "N", NULL,
                     "the port to listen on (default 8020; 0: any that is free)"},
    [OPTION_TOKEN] = {OPTION_TOKEN, '\0', "token", "TOKEN", NULL,
                      "what clients must show, at least 16 letters; better in the variable "
                      "ANNALS_TOKEN, as other users of the machine can see a command's words"},
    [OPTION_HOST] = {OPTION_HOST, '\0', "host", "NAME", NULL,
                     "a host name that browsers may use for this server, beside its address"},
    [OPTION_VERBS] = {OPTION_VERBS, '\0', "verbs", "FILE", NULL,
                      "a verb dictionary of PETRARCH, to code with beside our frames; may be given "
                      "again"},
    [OPTION_VERBS_ONLY] = {OPTION_VERBS_ONLY, '\0', "verbs-only", NULL, NULL,
                           "code with the --verbs alone, not with our frames"},
    [OPTION_FILE_KIND] = {OPTION_FILE_KIND, '\0', "as", "KIND", NULL,
                          "what the FILE holds, where its name does not tell: people, agents, …, "
                          "'petrarch actors', 'petrarch agents', 'petrarch verbs'"},
};

const struct command_spec *command_find(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(COMMANDS[i].name, name) == 0)
            return &COMMANDS[i];
    }
    return NULL;
}

static const struct option_spec *option_find(const struct command_spec *command, const char *name,
                                             size_t length, char letter)
{
    for (size_t i = 0; i < command->option_count; i++) {
        const struct option_spec *option = &OPTIONS[command->options[i]];
        if (name ? strlen(option->name) == length && strncmp(option->name, name, length) == 0
                 : option->letter == letter)
            return option;
    }
    return NULL;
}

/* True when value is one of "a|b|c", or values is NULL. */
static bool value_is_allowed(const char *values, const char *value)
{
    size_t length = strlen(value);
    if (!values)
        return true;
    for (const char *at = values;; at++) {
        size_t width = strcspn(at, "|");
        if (width == length && strncmp(at, value, width) == 0)
            return true;
        at += width;
        if (*at == '\0')
            return false;
    }
}

static bool usage_error(const struct command_spec *command, const char *what, const char *word)
{
    fprintf(stderr, "annals %s: %s '%s'; see 'annals %s --help'\n", command->name, what, word,
            command->name);
    return false;
}

static bool set_value(const struct command_spec *command, const struct option_spec *option,
                      const char *value, struct arguments *arguments)
{
    if (arguments->given_count == ARGUMENT_OPTIONS_MAX)
        return usage_error(command, "too many options from", value);
    arguments->values[option->id] = value;
    arguments->given[arguments->given_count].id = option->id;
    arguments->given[arguments->given_count++].value = value;
    return true;
}

/* One option that starts at argv[*at]; *at moves to its last word. */
static bool parse_option(const struct command_spec *command, int argc, char **argv, int *at,
                         struct arguments *arguments)
{
    const char *word = argv[*at];
    bool is_long = word[1] == '-';
    const char *name = is_long ? word + 2 : NULL;
    const char *equals = is_long ? strchr(name, '=') : NULL;
    size_t length = !is_long ? 0 : equals ? (size_t)(equals - name) : strlen(name);
    const struct option_spec *option = option_find(command, name, length, word[1]);
    if (!option)
        return usage_error(command, "unknown option", word);
    const char *value = equals ? equals + 1 : !is_long && word[2] ? word + 2 : NULL;
    if (!option->argument) {
        if (value)
            return usage_error(command, "option takes no argument:", word);
        return set_value(command, option, "", arguments);
    }
    if (!value && *at + 1 < argc)
        value = argv[++*at];
    if (!value)
        return usage_error(command, "option needs an argument:", word);
    if (!value_is_allowed(option->values, value)) {
        fprintf(stderr, "annals %s: --%s takes %s, not '%s'\n", command->name, option->name,
                option->values, value);
        return false;
    }
    return set_value(command, option, value, arguments);
}

bool arguments_parse(const struct command_spec *command, int argc, char **argv,
                     const char **positional, struct arguments *ret_arguments)
{
    struct arguments arguments = {.command = command, .positional = positional};
    bool options_ended = false;
    for (int at = 0; at < argc; at++) {
        const char *word = argv[at];
        if (options_ended || word[0] != '-' || word[1] == '\0') {
            positional[arguments.positional_count++] = word;
            continue;
        }
        if (strcmp(word, "--") == 0) {
            options_ended = true;
            continue;
        }
        if (!parse_option(command, argc, argv, &at, &arguments))
            return false;
    }
    *ret_arguments = arguments;
    return true;
}

bool arguments_number(const struct arguments *arguments, enum option_id id, unsigned long low,
                      unsigned long high, unsigned long fallback, unsigned long *ret_number)
{
    const char *value = arguments->values[id];
    char *end;
    if (!value) {
        *ret_number = fallback;
        return true;
    }
    errno = 0;
    unsigned long number = strtoul(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end || errno || number < low || number > high) {
        fprintf(stderr, "annals %s: --%s takes a whole number from %lu to %lu, not '%s'\n",
                arguments->command->name, OPTIONS[id].name, low, high, value);
        return false;
    }
    *ret_number = number;
    return true;
}

size_t arguments_all(const struct arguments *arguments, enum option_id id,
                     const char *ret_values[ARGUMENT_OPTIONS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < arguments->given_count; i++) {
        if (arguments->given[i].id == id)
            ret_values[count++] = arguments->given[i].value;
    }
    return count;
}

/* ---- help ---- */

/* Prints text in lines of at most 80 columns, each after `indent` spaces; the first line starts at
 * column `at`. */
static void print_wrapped(FILE *out, const char *text, int indent, int at)
{
    bool space_due = false;
    while (*text) {
        int length = (int)strcspn(text, " \n");
        if (at + space_due + length > 80 && at > indent) {
            fprintf(out, "\n%*s", indent, "");
            at = indent;
        } else if (space_due && length) {
            at += fprintf(out, " ");
        }
        at += fprintf(out, "%.*s", length, text);
        text += length;
        space_due = *text == ' ';
        if (*text == '\n') {
            fprintf(out, "\n%*s", text[1] && text[1] != '\n' ? indent : 0, "");
            at = indent;
        }
        text += *text != '\0';
    }
    fputc('\n', out);
}

static void print_option(FILE *out, const struct option_spec *option)
{
    char left[64];
    char letter[8] = "    ";
    if (option->letter)
        snprintf(letter, sizeof(letter), "-%c, ", option->letter);
    snprintf(left, sizeof(left), "  %s--%s%s%s", letter, option->name, option->argument ? " " : "",
             option->argument ? option->argument : "");
    int at = fprintf(out, "%-25s ", left);
    if (at > 26) {
        fprintf(out, "\n%26s", "");
        at = 26;
    }
    print_wrapped(out, option->help, 26, at);
}

void options_print_command(FILE *out, const struct command_spec *command)
{
    fprintf(out, "usage: annals %s\n\n", command->usage);
    print_wrapped(out, command->summary, 0, 0);
    if (command->details) {
        fputc('\n', out);
        print_wrapped(out, command->details, 0, 0);
    }
    if (command->option_count) {
        fprintf(out, "\noptions:\n");
        for (size_t i = 0; i < command->option_count; i++)
            print_option(out, &OPTIONS[command->options[i]]);
    }
    if (command->examples)
        fprintf(out, "\nexamples:\n%s", command->examples);
}

void options_print_usage(FILE *out)
{
    fprintf(out, "usage: annals COMMAND [OPTION…] [ARGUMENT…]\n\n"
                 "Annals reads news reports and keeps the record of events.\n\ncommands:\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-9s %s\n", COMMANDS[i].name, COMMANDS[i].summary);
    fprintf(out,
            "\n'annals COMMAND --help' explains a command. Exit status: 0 done, 1 nothing found,\n"
            "2 wrong usage, 3 done but some inputs were rejected, 4 failed.\n");
}

/* ---- man page ---- */

/* Text as roff: backslashes and hyphens escaped, no line starting with a control character. */
static void print_roff(FILE *out, const char *text)
{
    bool line_start = true;
    for (; *text; text++) {
        if (line_start && (*text == '.' || *text == '\''))
            fputs("\\&", out);
        if (line_start && text[0] == '\n') {
            fputs(".PP\n", out);
            continue;
        }
        if (*text == '\\')
            fputs("\\e", out);
        else if (*text == '-')
            fputs("\\-", out);
        else
            fputc(*text, out);
        line_start = *text == '\n';
    }
    if (!line_start)
        fputc('\n', out);
}

static void print_man_option(FILE *out, const struct option_spec *option)
{
    fprintf(out, ".TP\n");
    if (option->letter)
        fprintf(out, ".BR \\-%c \", \" \\-\\-%s", option->letter, option->name);
    else
        fprintf(out, ".BR \\-\\-%s", option->name);
    if (option->argument)
        fprintf(out, " \" \\fI%s\\fR\"", option->argument);
    fputc('\n', out);
    print_roff(out, option->help);
}

void options_print_man(FILE *out)
{
    fprintf(out,
            ".TH ANNALS 1 \"\" \"annals %s\" \"User Commands\"\n.SH NAME\n"
            "annals \\- read news reports and keep the record of events\n.SH SYNOPSIS\n",
            annals_version());
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, ".B annals\n%s\n.br\n", COMMANDS[i].usage);
    fprintf(out,
            ".SH DESCRIPTION\nAnnals takes pages, scraped texts and JSONL dumps of news, keeps "
            "the clean articles with their\nmetadata, and ties every entry of the record to "
            "the sentences that report it.\n.SH COMMANDS\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const struct command_spec *command = &COMMANDS[i];
        fprintf(out, ".SS annals %s\n", command->name);
        print_roff(out, command->summary);
        if (command->details) {
            fprintf(out, ".PP\n");
            print_roff(out, command->details);
        }
        for (size_t o = 0; o < command->option_count; o++)
            print_man_option(out, &OPTIONS[command->options[o]]);
        if (command->examples) {
            fprintf(out, ".PP\nExamples:\n.PP\n.nf\n");
            print_roff(out, command->examples);
            fprintf(out, ".fi\n");
        }
    }
    fprintf(out, ".SH EXIT STATUS\n0 done, 1 nothing found, 2 wrong usage, 3 done but some inputs "
                 "were rejected (each is named on\nstandard error with its place and reason), 4 "
                 "failed.\n.SH ENVIRONMENT\n.TP\n.B NO_COLOR\nWhen set and not empty, no colour is "
                 "used.\n.SH FILES\n.TP\n.B annals.db\nThe store, where no other is named: one "
                 "SQLite file.\n");
}

/* ---- completion ---- */

static void print_words(FILE *out, const char *words)
{
    for (; *words; words++)
        fputc(*words == '|' ? ' ' : *words, out);
}

static void print_value_case(FILE *out, const struct option_spec *option)
{
    if (option->letter)
        fprintf(out, "        -%c|--%s) ", option->letter, option->name);
    else
        fprintf(out, "        --%s) ", option->name);
    if (option->values) {
        fprintf(out, "COMPREPLY=($(compgen -W '");
        print_words(out, option->values);
        fprintf(out, "' -- \"$word\")); return ;;\n");
    } else if (strncmp(option->argument, "FILE", 4) == 0) {
        fprintf(out, "COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n");
    } else {
        fprintf(out, "return ;;\n");
    }
}

void options_print_completion(FILE *out)
{
    fprintf(out, "# bash completion for annals; made from the option table of the program.\n"
                 "_annals()\n{\n"
                 "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                 "    local command=${COMP_WORDS[1]} options= words=\n"
                 "    COMPREPLY=()\n"
                 "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        COMPREPLY=($(compgen -W '");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "%s ", COMMANDS[i].name);
    fprintf(out, "--help --version' -- \"$word\"))\n        return\n    fi\n"
                 "    case $before in\n");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (OPTIONS[i].argument)
            print_value_case(out, &OPTIONS[i]);
    }
    fprintf(out, "    esac\n    case $command in\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        fprintf(out, "        %s) options='", COMMANDS[i].name);
        for (size_t o = 0; o < COMMANDS[i].option_count; o++)
            fprintf(out, "--%s ", OPTIONS[COMMANDS[i].options[o]].name);
        fprintf(out, "' words='");
        if (COMMANDS[i].words)
            print_words(out, COMMANDS[i].words);
        fprintf(out, "' ;;\n");
    }
    fprintf(out, "    esac\n    case $word in\n"
                 "        -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
                 "        *) COMPREPLY=($(compgen -W \"$words\" -- \"$word\") $(compgen -f -- "
                 "\"$word\")) ;;\n"
                 "    esac\n}\ncomplete -o filenames -F _annals annals\n");
}
