/*
 * main.c - the annals command: finds the subcommand and hands it its arguments.
 *
 *   in    argv
 *   out   an exit status
 */
#include <stdlib.h>
#include <string.h>

#include "annals.h"
#include "cli/commands.h"

static enum exit_status run_command(const struct command_spec *command, int argc, char **argv)
{
    struct arguments arguments;
    const char **positional = calloc((size_t)argc + 1, sizeof(*positional));
    enum exit_status status = EXIT_USAGE;
    if (!positional) {
        fprintf(stderr, "annals: out of memory\n");
        return EXIT_FAILED;
    }
    if (arguments_parse(command, argc, argv, positional, &arguments)) {
        if (arguments.values[OPTION_HELP]) {
            options_print_command(stdout, command);
            status = EXIT_DONE;
        } else {
            status = command->run(&arguments);
        }
    }
    free(positional);
    return status;
}

/* True when word is one of two spellings. */
static bool is_word(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        options_print_usage(stderr);
        return EXIT_USAGE;
    }
    if (is_word(argv[1], "--help", "-h")) {
        options_print_usage(stdout);
        return EXIT_DONE;
    }
    if (is_word(argv[1], "--version", "-V")) {
        printf("annals %s\n", annals_version());
        return EXIT_DONE;
    }
    const struct command_spec *command = command_find(argv[1]);
    if (!command) {
        fprintf(stderr, "annals: unknown command '%s'; see 'annals --help'\n", argv[1]);
        return EXIT_USAGE;
    }
    enum exit_status status = run_command(command, argc - 2, argv + 2);
    if (fflush(stdout) != 0 && status == EXIT_DONE) {
        fprintf(stderr, "annals: could not write to standard output\n");
        status = EXIT_FAILED;
    }
    return status;
}
