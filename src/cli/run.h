/*
 * run.h - a job of annals_run as a command does it: inputs, signals, progress, messages.
 *
 *   in    arguments and a job
 *   out   an exit status
 *   uses  annals.h, options.h
 */
#ifndef ANNALS_CLI_RUN_H
#define ANNALS_CLI_RUN_H

#include "annals.h"
#include "cli/options.h"

/* Runs job over the INPUTs of arguments (standard input when there are none). output: where the
 * text goes, a path, "-" for standard output, or NULL when only the store is wanted. Rejected
 * inputs, progress and a summary go to stderr. */
enum exit_status run_job(const struct arguments *arguments, struct annals_job *job,
                         const char *output);
/* The same for a command that only writes what is read, to standard output unless --output says
 * where: INPUTs are prose unless --input says else. */
enum exit_status run_written(const struct arguments *arguments, enum annals_format format);

/* SIGINT and SIGTERM from here on ask a run to stop; run_stop_was_asked (a callback of
 * annals_callbacks) tells it. */
void run_catch_signals(void);
int run_stop_was_asked(void *context);

#endif
