/*
 * explain.c - annals explain: each sentence with its tree, and the reason of every resolution.
 *
 *   in    INPUTs; or an event and its store
 *   out   text for people
 */
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/run.h"
#include "cli/show.h"
#include "cli/terminal.h"

/* The start of an event's id, or all of it. */
static bool is_id(const char *word)
{
    size_t length = strlen(word);
    return length >= 4 && length <= 16 && strspn(word, "0123456789abcdef") == length;
}

/* Why the mentions of an event are one. */
static enum exit_status explain_event(const struct arguments *arguments)
{
    struct annals_error error;
    struct show show = {.arguments = arguments,
                        .columns = terminal_columns(stdout),
                        .colour = terminal_has_colour(stdout)};
    const char *path = arguments->positional[1];
    if (annals_store_open(path, &show.store, &error) != 0) {
        fprintf(stderr, "annals explain: %s: %s\n", path, error.message);
        return EXIT_FAILED;
    }
    enum exit_status status = show_event_page(&show, arguments->positional[0], true);
    annals_store_close(show.store);
    return status;
}

enum exit_status command_explain(const struct arguments *arguments)
{
    if (arguments->positional_count == 2 && is_id(arguments->positional[0]) &&
        access(arguments->positional[0], F_OK) != 0)
        return explain_event(arguments);
    return run_written(arguments, ANNALS_EXPLAINED);
}
