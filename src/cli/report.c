/*
 * report.c - annals report: the record as one HTML page.
 *
 *   in    a store
 *   out   HTML on stdout or in a file
 */
#include <string.h>

#include "cli/commands.h"
#include "cli/looks.h"
#include "cli/output.h"

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static enum exit_status write_report(const struct arguments *arguments, struct annals_store *store,
                                     unsigned long events)
{
    struct output output;
    struct annals_error error;
    struct annals_report_summary summary;
    struct annals_report report = {.title = arguments->values[OPTION_TITLE],
                                   .events = (uint32_t)events,
                                   .output = output_write,
                                   .context = &output};
    if (!report.title)
        report.title = base_name(looks_path(arguments));
    looks_filters(arguments, report.filters);
    if (!output_open("report", arguments->values[OPTION_OUTPUT], &output))
        return EXIT_FAILED;
    bool done = annals_store_report(store, &report, &summary, &error) == 0;
    if (!output_close(&output, done))
        return EXIT_FAILED;
    if (!done)
        return looks_fail(arguments, &error);
    if (summary.left_out && !arguments->values[OPTION_QUIET])
        fprintf(stderr, "%llu events shown, %llu more left out; -n takes another number\n",
                (unsigned long long)summary.events, (unsigned long long)summary.left_out);
    return summary.events ? EXIT_DONE : EXIT_NOTHING;
}

enum exit_status command_report(const struct arguments *arguments)
{
    struct annals_store *store;
    enum exit_status status;
    unsigned long events;
    if (!arguments_number(arguments, OPTION_REPORT_EVENTS, 1, 100000, 0, &events))
        return EXIT_USAGE;
    if (!looks_open(arguments, &store, &status))
        return status;
    status = write_report(arguments, store, events);
    annals_store_close(store);
    return status;
}
