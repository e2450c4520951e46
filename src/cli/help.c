/*
 * help.c - annals help [COMMAND]; for the build also the man page and the completion.
 *
 *   in    the name of a command
 *   out   its help on stdout
 */
#include <string.h>

#include "cli/commands.h"

enum exit_status command_help(const struct arguments *arguments)
{
    if (arguments->positional_count == 0) {
        options_print_usage(stdout);
        return EXIT_DONE;
    }
    const char *name = arguments->positional[0];
    const struct command_spec *command = command_find(name);
    if (command) {
        options_print_command(stdout, command);
    } else if (strcmp(name, "man-page") == 0) {
        options_print_man(stdout);
    } else if (strcmp(name, "bash-completion") == 0) {
        options_print_completion(stdout);
    } else {
        fprintf(stderr, "annals help: unknown command '%s'\n", name);
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}
