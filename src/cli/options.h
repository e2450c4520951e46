/*
 * options.h - the table of commands and options: parsing, help, man page and completion all read
 * it.
 *
 *   in    argv
 *   out   struct arguments
 *   uses  libc
 */
#ifndef ANNALS_CLI_OPTIONS_H
#define ANNALS_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum exit_status {
    EXIT_DONE = 0,
    EXIT_NOTHING = 1, /* nothing found */
    EXIT_USAGE = 2,
    EXIT_REJECTED = 3, /* done, but some inputs were rejected */
    EXIT_FAILED = 4,
};

enum option_id {
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_OUTPUT,
    OPTION_DB,
    OPTION_FORMAT,
    OPTION_LAYERS,
    OPTION_INPUT,
    OPTION_JOBS,
    OPTION_QUIET,
    OPTION_PROGRESS,
    OPTION_OUTLET,
    OPTION_SINCE,
    OPTION_UNTIL,
    OPTION_MATCH,
    OPTION_LIMIT,
    OPTION_ACTOR,
    OPTION_COUNTRY,
    OPTION_KIND,
    OPTION_FACET,
    OPTION_ARTICLE,
    OPTION_RECIPIENT,
    OPTION_TYPE,
    OPTION_STATUS,
    OPTION_WHERE,
    OPTION_EXPORT_FORMAT,
    OPTION_EXPORT_STATUS,
    OPTION_REPORT_EVENTS,
    OPTION_TITLE,
    OPTION_DATA,
    OPTION_ACTORS,
    OPTION_AGENTS,
    OPTION_VERBS,
    OPTION_VERBS_ONLY,
    OPTION_FILE_KIND,
    OPTION_EVENT,
    OPTION_STORY,
    OPTION_WHY,
    OPTION_ADDRESS,
    OPTION_PORT,
    OPTION_TOKEN,
    OPTION_HOST,
    OPTION_COUNT,
};

struct option_spec {
    enum option_id id;
    char letter;          /* short form, or '\0' */
    const char *name;     /* long form, without "--" */
    const char *argument; /* name of its argument, or NULL: a switch */
    const char *values;   /* "a|b|c": the only arguments allowed, or NULL */
    const char *help;
};

#define COMMAND_OPTIONS_MAX 24

struct arguments;

struct command_spec {
    const char *name;
    const char *usage;   /* after "annals " */
    const char *summary; /* one line */
    const char *details; /* paragraphs for --help and the man page */
    const char *examples;
    const char *words; /* positional words that completion offers, "a|b", or NULL */
    enum option_id options[COMMAND_OPTIONS_MAX];
    size_t option_count;
    enum exit_status (*run)(const struct arguments *arguments);
};

/* Options of one command line. */
#define ARGUMENT_OPTIONS_MAX 64

/* What stands on the command line. Points into argv. */
struct arguments {
    const struct command_spec *command;
    const char *values[OPTION_COUNT]; /* argument, "" for a switch that is set, NULL when absent */
    struct {
        enum option_id id;
        const char *value;
    } given[ARGUMENT_OPTIONS_MAX]; /* the same in order, for options that can be repeated */
    size_t given_count;
    const char **positional; /* room for argc pointers, the caller's */
    size_t positional_count;
};

extern const struct command_spec COMMANDS[];
extern const size_t COMMAND_COUNT;

const struct command_spec *command_find(const char *name);
/* Fills *ret_arguments from the words after the command's name. On an error it says so on stderr
 * and returns false. "--" ends the options; long options may be written --name=value or --name
 * value. */
bool arguments_parse(const struct command_spec *command, int argc, char **argv,
                     const char **positional, struct arguments *ret_arguments);
/* A whole number from an option's argument, within [low, high]; fallback when the option is absent.
 * On an error it says so on stderr and returns false. */
bool arguments_number(const struct arguments *arguments, enum option_id id, unsigned long low,
                      unsigned long high, unsigned long fallback, unsigned long *ret_number);

/* The arguments of an option each time that it is given, in order; returns their number. */
size_t arguments_all(const struct arguments *arguments, enum option_id id,
                     const char *ret_values[ARGUMENT_OPTIONS_MAX]);

void options_print_usage(FILE *out);
void options_print_command(FILE *out, const struct command_spec *command);
/* The man page (roff) and the bash completion, for the build. */
void options_print_man(FILE *out);
void options_print_completion(FILE *out);

#endif
