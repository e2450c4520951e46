/*
 * progress.h - how far a run has come, on stderr.
 *
 *   in    struct annals_progress, again and again
 *   out   a bar on a terminal, JSON lines, or nothing
 *   uses  annals.h
 */
#ifndef ANNALS_CLI_PROGRESS_H
#define ANNALS_CLI_PROGRESS_H

#include <stdbool.h>

#include "annals.h"

enum progress_form { PROGRESS_NONE, PROGRESS_BAR, PROGRESS_JSON };

struct progress {
    enum progress_form form;
    double started; /* seconds of the monotonic clock */
    double last_shown;
    bool bar_is_there; /* the cursor stands behind a bar */
};

/* how: the argument of --progress, or NULL for auto. */
void progress_begin(struct progress *progress, const char *how, bool quiet);
/* Shows it, at most ten times a second (JSON: twice). */
void progress_show(struct progress *progress, const struct annals_progress *now);
/* Wipes the bar, so that a message can be printed. */
void progress_clear(struct progress *progress);
/* Seconds since progress_begin. */
double progress_seconds(const struct progress *progress);

#endif
