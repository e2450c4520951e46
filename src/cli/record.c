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

static struct annals_text text_of_word(const char *word)
{
    return (struct annals_text){word, strlen(word)};
}

static enum exit_status join(const char *store, const char *event, const char *other)
{
    struct annals_error error;
    int result = annals_record_join(store, text_of_word(event), text_of_word(other), &error);
    return result == 0 ? EXIT_DONE : fail(store, &error);
}

static enum exit_status split(const char *store, const char *mention)
{
    struct annals_error error;
    int result = annals_record_split(store, text_of_word(mention), &error);
    return result == 0 ? EXIT_DONE : fail(store, &error);
}

static enum exit_status forget(const char *store, const char *mention)
{
    struct annals_error error;
    int result = annals_record_forget(store, text_of_word(mention), &error);
    return result == 0 ? EXIT_DONE : fail(store, &error);
}

/* How many ids follow a word. */
static size_t ids_after(const char *what)
{
    if (strcmp(what, "join") == 0)
        return 2;
    return strcmp(what, "split") == 0 || strcmp(what, "forget") == 0 ? 1 : 0;
}

/* "record WHAT [ID…] [FILE.db]": the store is the last word unless --db names it. */
enum exit_status command_record(const struct arguments *arguments)
{
    const char *store = arguments->values[OPTION_DB];
    const char **words = arguments->positional;
    size_t count = arguments->positional_count;
    const char *what = count ? words[0] : "";
    size_t ids = ids_after(what);
    bool has_store = !store && count == ids + 2;
    if (has_store)
        store = words[ids + 1];
    if (!store)
        store = STORE_DEFAULT;
    if (count == ids + 1 + has_store) {
        if (strcmp(what, "update") == 0)
            return update(arguments, store);
        if (ids == 2)
            return join(store, words[1], words[2]);
        if (ids == 1)
            return what[0] == 's' ? split(store, words[1]) : forget(store, words[1]);
    }
    fprintf(stderr,
            "annals record: update, join EVENT EVENT, split MENTION or forget MENTION, and the "
            "store; see 'annals record --help'\n");
    return EXIT_USAGE;
}
