/*
 * progress.c - how far a run has come, on stderr.
 *
 *   in    struct annals_progress
 *   out   a bar, JSON lines, or nothing
 */
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define BAR_CELLS 20
#define BAR_SECONDS 0.1
#define JSON_SECONDS 0.5

static double clock_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void progress_begin(struct progress *progress, const char *how, bool quiet)
{
    *progress = (struct progress){.started = clock_seconds()};
    if (how && strcmp(how, "json") == 0)
        progress->form = PROGRESS_JSON;
    else if (!quiet && (!how || strcmp(how, "auto") == 0) && isatty(STDERR_FILENO))
        progress->form = PROGRESS_BAR;
}

double progress_seconds(const struct progress *progress)
{
    return clock_seconds() - progress->started;
}

/* Seconds left by the share of bytes read, or -1 when that cannot be told. */
static double seconds_left(const struct annals_progress *now, double seconds)
{
    if (now->bytes_total == 0 || now->bytes_read == 0 || now->bytes_read > now->bytes_total)
        return -1;
    return seconds * (double)(now->bytes_total - now->bytes_read) / (double)now->bytes_read;
}

static void show_bar(const struct annals_progress *now, double seconds, double left)
{
    double share = left < 0 ? 0 : (double)now->bytes_read / (double)now->bytes_total;
    fprintf(stderr, "\r\x1b[K");
    if (now->to_record) {
        fprintf(stderr, "the record over all articles, %.0f%%",
                100.0 * (double)now->recorded / (double)now->to_record);
        fflush(stderr);
        return;
    }
    if (left >= 0) {
        fputc('[', stderr);
        for (int cell = 0; cell < BAR_CELLS; cell++)
            fputc(share * BAR_CELLS > cell ? '#' : '.', stderr);
        fprintf(stderr, "] %3.0f%% ", share * 100);
    }
    fprintf(stderr, "%llu articles, %.0f words/s", (unsigned long long)now->articles,
            seconds > 0 ? (double)now->words / seconds : 0);
    if (now->rejected)
        fprintf(stderr, ", %llu rejected", (unsigned long long)now->rejected);
    if (left >= 0)
        fprintf(stderr, ", %d:%02d left", (int)(left / 60), (int)left % 60);
    fflush(stderr);
}

static void show_json(const struct annals_progress *now, double seconds, double left)
{
    fprintf(stderr,
            "{\"articles\":%llu,\"rejected\":%llu,\"words\":%llu,\"bytes_read\":%llu,"
            "\"bytes_total\":%llu,\"words_per_second\":%.0f",
            (unsigned long long)now->articles, (unsigned long long)now->rejected,
            (unsigned long long)now->words, (unsigned long long)now->bytes_read,
            (unsigned long long)now->bytes_total, seconds > 0 ? (double)now->words / seconds : 0);
    if (now->to_record)
        fprintf(stderr, ",\"recorded\":%llu,\"to_record\":%llu", (unsigned long long)now->recorded,
                (unsigned long long)now->to_record);
    if (left >= 0)
        fprintf(stderr, ",\"seconds_left\":%.0f", left);
    fprintf(stderr, "}\n");
}

void progress_show(struct progress *progress, const struct annals_progress *now)
{
    if (progress->form == PROGRESS_NONE)
        return;
    double seconds = progress_seconds(progress);
    double interval = progress->form == PROGRESS_BAR ? BAR_SECONDS : JSON_SECONDS;
    bool at_end = now->bytes_total && now->bytes_read >= now->bytes_total &&
                  now->recorded >= now->to_record;
    if (seconds - progress->last_shown < interval && !(at_end && progress->form == PROGRESS_JSON))
        return;
    progress->last_shown = seconds;
    if (progress->form == PROGRESS_JSON) {
        show_json(now, seconds, seconds_left(now, seconds));
        return;
    }
    show_bar(now, seconds, seconds_left(now, seconds));
    progress->bar_is_there = true;
}

void progress_clear(struct progress *progress)
{
    if (progress->bar_is_there)
        fprintf(stderr, "\r\x1b[K");
    progress->bar_is_there = false;
}
