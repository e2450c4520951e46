/*
 * record.c - the record over all articles, brought up to date after a run.
 *
 *   in    a store with pending articles
 *   out   the same, with them in the record
 */
#include "api/record.h"

static bool (*const PARTS[])(struct record_step *step, struct err *err) = {
    record_copies_update,
    record_stories_update,
    record_events_update,
};
#define PART_COUNT ((unsigned)(sizeof(PARTS) / sizeof(PARTS[0])))

static bool must_stop(const struct record_step *step)
{
    return step->callbacks && step->callbacks->stop &&
           step->callbacks->stop(step->callbacks->context) != 0;
}

bool record_tell(struct record_step *step, uint64_t done, struct err *err)
{
    if (step->progress) {
        step->progress->recorded = step->part * step->pending.count + done;
        step->progress->to_record = PART_COUNT * step->pending.count;
        if (step->callbacks && step->callbacks->progress)
            step->callbacks->progress(step->callbacks->context, step->progress);
    }
    return !must_stop(step) || err_set(err, ERR_IO, "stopped");
}

static bool run_parts(struct record_step *step, struct err *err)
{
    for (step->part = 0; step->part < PART_COUNT; step->part++) {
        if (!record_tell(step, 0, err) || !PARTS[step->part](step, err))
            return false;
    }
    return true;
}

bool record_update(struct store *store, const struct annals_callbacks *callbacks,
                   struct annals_progress *progress, bool *ret_stopped, struct err *err)
{
    struct record_step step = {.store = store, .callbacks = callbacks, .progress = progress};
    *ret_stopped = false;
    if (!store_record_pending(store, &step.pending, err))
        return false;
    if (step.pending.count == 0)
        return true;
    if (!store_record_begin(store, &step.pending, err))
        return false;
    arena_init(&step.arena, SIZE_MAX);
    bool done = run_parts(&step, err);
    arena_free(&step.arena);
    if (!done) {
        *ret_stopped = must_stop(&step);
        store_record_undo(store);
        return false;
    }
    return store_record_commit(store, err);
}

int annals_record_update(const char *path, const struct annals_callbacks *callbacks,
                         struct annals_progress *ret_progress, struct annals_error *error)
{
    struct err err;
    struct store *store;
    bool stopped;
    *ret_progress = (struct annals_progress){0};
    if (!store_open(path, STORE_CHANGE, &store, &err))
        return error_from(&err, NULL, error);
    int status = 0;
    bool done = record_update(store, callbacks, ret_progress, &stopped, &err);
    if (!done)
        status = error_from(&err, stopped ? NULL : store_detail(store), error);
    if (!done && stopped)
        error->code = ANNALS_STOPPED;
    if (!store_close(store, done, &err) && status == 0)
        status = error_from(&err, NULL, error);
    return status;
}
