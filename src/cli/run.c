/*
 * run.c - a job of annals_run as a command does it: inputs, signals, progress, messages.
 *
 *   in    arguments and a job
 *   out   an exit status
 */
#include "cli/run.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "cli/own_data.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#define SOURCE_COLUMNS_MAX 4096

struct run {
    const struct arguments *arguments;
    struct progress progress;
    FILE *output; /* or NULL */
};

/* Set by SIGINT and SIGTERM; the run then stops at the next article and rolls its batch back. */
static volatile sig_atomic_t stop_asked;

static void ask_stop(int signal_number)
{
    (void)signal_number;
    stop_asked = 1;
}

int run_stop_was_asked(void *context)
{
    (void)context;
    return stop_asked != 0;
}

static int write_output(void *context, struct annals_text text)
{
    struct run *run = context;
    return fwrite(text.ptr, 1, text.len, run->output) == text.len ? 0 : -1;
}

static void tell_progress(void *context, const struct annals_progress *progress)
{
    struct run *run = context;
    progress_show(&run->progress, progress);
}

/* "annals read: FILE: line 3: byte 120: reason" */
static void tell_rejection(void *context, const struct annals_rejection *rejection)
{
    struct run *run = context;
    progress_clear(&run->progress);
    fprintf(stderr, "annals %s: ", run->arguments->command->name);
    terminal_print_fitted(stderr, slice_of_text(rejection->source), SOURCE_COLUMNS_MAX, false);
    if (rejection->line)
        fprintf(stderr, ": line %llu", (unsigned long long)rejection->line);
    if (rejection->offset != ANNALS_NO_OFFSET)
        fprintf(stderr, ": byte %llu", (unsigned long long)rejection->offset);
    fputs(": ", stderr);
    terminal_print_fitted(stderr, slice_of_text(rejection->reason), SOURCE_COLUMNS_MAX, false);
    fputc('\n', stderr);
}

static void tell_summary(const struct run *run, const struct annals_summary *summary,
                         const struct annals_job *job)
{
    double seconds = progress_seconds(&run->progress);
    const struct annals_progress *done = &summary->progress;
    if (run->arguments->values[OPTION_QUIET])
        return;
    fprintf(stderr, "%llu articles, %llu words, %.0f words/s", (unsigned long long)done->articles,
            (unsigned long long)done->words, seconds > 0 ? (double)done->words / seconds : 0);
    if (job->store)
        fprintf(stderr, "; %llu new, %llu known already", (unsigned long long)summary->added,
                (unsigned long long)summary->known);
    if (done->rejected)
        fprintf(stderr, "; %llu rejected", (unsigned long long)done->rejected);
    fputc('\n', stderr);
}

static enum exit_status status_of(const struct annals_progress *done)
{
    if (done->rejected)
        return done->articles ? EXIT_REJECTED : EXIT_FAILED;
    return done->articles ? EXIT_DONE : EXIT_NOTHING;
}

static enum exit_status run_with_reader(struct run *run, const struct annals_job *job)
{
    struct annals_reader *reader;
    struct annals_error error;
    struct annals_summary summary = {0};
    const char *name = run->arguments->command->name;
    const struct annals_callbacks callbacks = {
        .context = run,
        .output = run->output ? write_output : NULL,
        .rejected = tell_rejection,
        .progress = tell_progress,
        .stop = run_stop_was_asked,
    };
    struct own_data own;
    own_data_of(run->arguments, &own);
    if (annals_reader_new_with(&own.data, &reader, &error) != 0) {
        fprintf(stderr, "annals %s: %s\n", name, error.message);
        return EXIT_FAILED;
    }
    int result = annals_run(reader, job, &callbacks, &summary, &error);
    annals_reader_free(reader);
    progress_clear(&run->progress);
    if (result == 0 && run->output && fflush(run->output) != 0) {
        fprintf(stderr, "annals %s: could not write the output: %s\n", name, strerror(errno));
        return EXIT_FAILED;
    }
    if (result != 0 && error.code == ANNALS_STOPPED) {
        fprintf(stderr, "annals %s: stopped; the same command goes on from here\n", name);
        return EXIT_FAILED;
    }
    if (result != 0) {
        fprintf(stderr, "annals %s: %s%s%s\n", name, job->store ? job->store : "",
                job->store ? ": " : "", error.message);
        return EXIT_FAILED;
    }
    tell_summary(run, &summary, job);
    return status_of(&summary.progress);
}

/* The INPUTs as texts; "-" when there are none. NULL when memory is out. */
static struct annals_text *inputs_of(const struct arguments *arguments, size_t *ret_count)
{
    size_t count = arguments->positional_count ? arguments->positional_count : 1;
    struct annals_text *inputs = calloc(count, sizeof(*inputs));
    if (!inputs)
        return NULL;
    inputs[0] = (struct annals_text){"-", 1};
    for (size_t i = 0; i < arguments->positional_count; i++) {
        const char *input = arguments->positional[i];
        inputs[i] = (struct annals_text){input, strlen(input)};
    }
    *ret_count = count;
    return inputs;
}

void run_catch_signals(void)
{
    struct sigaction action = {.sa_handler = ask_stop};
    sigemptyset(&action.sa_mask);
    action.sa_flags =
        SA_RESETHAND; /* a second Ctrl-C ends at once; the store is whole all the same */
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

enum exit_status run_job(const struct arguments *arguments, struct annals_job *job,
                         const char *output)
{
    struct run run = {.arguments = arguments};
    const char *name = arguments->command->name;
    unsigned long jobs;
    if (!arguments_number(arguments, OPTION_JOBS, 1, JOBS_MAX, 0, &jobs))
        return EXIT_USAGE;
    if (arguments->positional_count == 0 && isatty(STDIN_FILENO)) {
        fprintf(stderr, "annals %s: no INPUT; see 'annals %s --help'\n", name, name);
        return EXIT_USAGE;
    }
    job->jobs = (unsigned)jobs;
    struct annals_text *inputs = inputs_of(arguments, &job->input_count);
    if (!inputs) {
        fprintf(stderr, "annals %s: out of memory\n", name);
        return EXIT_FAILED;
    }
    job->inputs = inputs;
    bool to_stdout = output && strcmp(output, "-") == 0;
    if (output)
        run.output = to_stdout ? stdout : fopen(output, "wb");
    enum exit_status status = EXIT_FAILED;
    if (output && !run.output) {
        fprintf(stderr, "annals %s: could not open %s: %s\n", name, output, strerror(errno));
    } else {
        run_catch_signals();
        progress_begin(&run.progress, arguments->values[OPTION_PROGRESS],
                       arguments->values[OPTION_QUIET] != NULL);
        status = run_with_reader(&run, job);
    }
    if (run.output && !to_stdout && fclose(run.output) != 0 && status != EXIT_FAILED) {
        fprintf(stderr, "annals %s: could not write %s: %s\n", name, output, strerror(errno));
        status = EXIT_FAILED;
    }
    free(inputs);
    return status;
}

enum exit_status run_written(const struct arguments *arguments, enum annals_format format)
{
    const char *input = arguments->values[OPTION_INPUT];
    const char *output = arguments->values[OPTION_OUTPUT];
    struct annals_job job = {
        .format = format,
        .prose = !input || strcmp(input, "text") == 0,
        .conllu = input && strcmp(input, "conllu") == 0,
    };
    return run_job(arguments, &job, output ? output : "-");
}
