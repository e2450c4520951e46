/*
 * record.c - annals record: the record over all articles, brought up to date by hand.
 *
 *   in    a store
 *   out   the same, changed; messages on stderr
 */
#include <string.h>

#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/run.h"

static void tell_progress(void *context, const struct annals_progress *progress)
{
    progress_show(context, progress);
}

static enum exit_status fail(const char *store, const struct annals_error *error)
{
    if (error->code == ANNALS_STOPPED) {
        fprintf(stderr, "annals record: stopped; nothing has changed\n");
        return EXIT_FAILED;
    }
    fprintf(stderr, "annals record: %s: %s\n", store, error->message);
    if (error->code == ANNALS_MISSING)
        return EXIT_NOTHING;
    return error->code == ANNALS_USAGE || error->code == ANNALS_CONFLICT ? EXIT_USAGE : EXIT_FAILED;
}

static enum exit_status update(const struct arguments *arguments, const char *store)
{
    struct progress progress;
    struct annals_progress done;
    struct annals_error error;
    const struct annals_callbacks callbacks = {
        .context = &progress, .progress = tell_progress, .stop = run_stop_was_asked};
    run_catch_signals();
    progress_begin(&progress, arguments->values[OPTION_PROGRESS],
                   arguments->values[OPTION_QUIET] != NULL);
    int result = annals_record_update(store, &callbacks, &done, &error);
    progress_clear(&progress);
    return result == 0 ? EXIT_DONE : fail(store, &error);
}

enum exit_status command_record(const struct arguments *arguments)
{
    const char *what = arguments->positional_count ? arguments->positional[0] : "";
    const char *store = arguments->values[OPTION_DB];
    if (!store)
        store = arguments->positional_count > 1 ? arguments->positional[1] : STORE_DEFAULT;
    if (strcmp(what, "update") == 0 && arguments->positional_count <= 2)
        return update(arguments, store);
    fprintf(stderr, "annals record: 'annals record update FILE.db'; see 'annals record --help'\n");
    return EXIT_USAGE;
}
