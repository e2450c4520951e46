/*
 * export.c - annals export: the record in the shapes that other programs read.
 *
 *   in    a store, a format
 *   out   a table or JSONL on stdout or in a file
 */
#include "cli/commands.h"
#include "cli/looks.h"
#include "cli/output.h"

/* "left out 7 rows, as this shape has no column for it: 5 planned, 2 denied; …" */
static void tell_left_out(const struct annals_export_summary *summary)
{
    uint64_t count = 0;
    for (size_t i = 0; i < ANNALS_STATUS_COUNT; i++)
        count += summary->left_out[i];
    if (count == 0)
        return;
    fprintf(stderr, "left out %llu rows, as this shape cannot say so:", (unsigned long long)count);
    const char *comma = "";
    for (size_t i = 0; i < ANNALS_STATUS_COUNT; i++) {
        if (summary->left_out[i] == 0)
            continue;
        fprintf(stderr, "%s %llu %s", comma, (unsigned long long)summary->left_out[i],
                annals_status_name(i));
        comma = ",";
    }
    fprintf(stderr, "; --status all takes them\n");
}

static enum exit_status write_export(const struct arguments *arguments, struct annals_store *store)
{
    struct output output;
    struct annals_error error;
    struct annals_export_summary summary;
    const char *format = arguments->values[OPTION_EXPORT_FORMAT];
    struct annals_export export = {.format = format, .output = output_write, .context = &output};
    looks_filters(arguments, export.filters);
    if (!output_open("export", arguments->values[OPTION_OUTPUT], &output))
        return EXIT_FAILED;
    bool done = annals_store_export(store, &export, &summary, &error) == 0;
    if (!output_close(&output, done))
        return EXIT_FAILED;
    if (!done)
        return looks_fail(arguments, &error);
    if (!arguments->values[OPTION_QUIET])
        tell_left_out(&summary);
    return summary.rows ? EXIT_DONE : EXIT_NOTHING;
}

enum exit_status command_export(const struct arguments *arguments)
{
    struct annals_store *store;
    enum exit_status status;
    if (!arguments->values[OPTION_EXPORT_FORMAT]) {
        fprintf(stderr, "annals export: which --format? See 'annals export --help'\n");
        return EXIT_USAGE;
    }
    if (!looks_open(arguments, &store, &status))
        return status;
    status = write_export(arguments, store);
    annals_store_close(store);
    return status;
}
