/*
 * record_decide.c - the user's decisions about merged events.
 *
 *   in    events to be one, a mention that is another event, one of which nothing is decided any
 * more out   rows of event_decision; the events concerned, parted anew
 *
 * A decision is one of pairs of mentions and stands above all evidence. A later decision on a pair
 * takes the place of an earlier one. All in one transaction, after the record was brought up to
 * date.
 */
#include <string.h>

#include "api/record.h"
#include "base/limits.h"
#include "base/vector.h"
#include "store/events.h"

/* Of an id that a message names. */
#define NAMED_BYTES_MAX 64

struct named_mention {
    struct mention_ref ref;
    struct slice id;
};

/* Mentions that a decision is about, and those that hang on them. */
struct deciding {
    struct store *store;
    struct arena arena;
    VECTOR(struct named_mention) mentions;
    bool failed;
    char missing[NAMED_BYTES_MAX]; /* the event or mention that is not there, for the message */
};

/* What is done in the record's transaction. */
typedef bool decide_function(struct deciding *deciding, struct slice a, struct slice b,
                             struct err *err);

static bool mention_row(void *context, struct mention_ref mention, struct slice id)
{
    struct deciding *deciding = context;
    struct named_mention *kept = vector_push(&deciding->mentions, &deciding->arena);
    struct slice copy = kept ? arena_copy(&deciding->arena, id) : SLICE_EMPTY;
    if (!copy.ptr)
        return !(deciding->failed = true);
    *kept = (struct named_mention){mention, copy};
    return true;
}

static bool gather(struct deciding *deciding, int64_t event, struct err *err)
{
    if (!store_event_mentions(deciding->store, event, mention_row, deciding, err))
        return false;
    return !deciding->failed || err_set_memory(err);
}

static bool redo(struct deciding *deciding, struct err *err)
{
    size_t count = deciding->mentions.count;
    struct mention_ref *refs = arena_array(&deciding->arena, struct mention_ref, count);
    if (!refs)
        return err_set_memory(err);
    for (size_t i = 0; i < count; i++)
        refs[i] = deciding->mentions.items[i].ref;
    return record_events_redo(deciding->store, refs, count, err);
}

/* Remembers what a message is about. */
static bool missing(struct deciding *deciding, struct slice id)
{
    size_t length = id.len < NAMED_BYTES_MAX - 1 ? id.len : NAMED_BYTES_MAX - 1;
    memcpy(deciding->missing, id.ptr, length);
    deciding->missing[length] = '\0';
    return false;
}

static bool find_event(struct deciding *deciding, struct slice id, int64_t *ret_event,
                       struct err *err)
{
    return store_event_find(deciding->store, id, ret_event, err) || missing(deciding, id);
}

static bool find_mention(struct deciding *deciding, struct slice id,
                         struct mention_ref *ret_mention, struct err *err)
{
    return store_mention_find(deciding->store, id, ret_mention, err) || missing(deciding, id);
}

/* Makes two events one: their first mentions are joined, and nothing between their mentions is
 * split any more. */
static bool join(struct deciding *deciding, struct slice a, struct slice b, struct err *err)
{
    int64_t events[2];
    if (!find_event(deciding, a, &events[0], err) || !find_event(deciding, b, &events[1], err))
        return false;
    if (events[0] == events[1])
        return err_set(err, ERR_USAGE, "both are one event already");
    if (!gather(deciding, events[0], err))
        return false;
    size_t first_count = deciding->mentions.count;
    if (!gather(deciding, events[1], err))
        return false;
    const struct named_mention *mentions = deciding->mentions.items;
    for (size_t i = 0; i < first_count; i++) {
        for (size_t j = first_count; j < deciding->mentions.count; j++) {
            const char *kind = i == 0 && j == first_count ? "join" : NULL;
            if (!store_decide(deciding->store, kind, mentions[i].id, mentions[j].id, err))
                return false;
        }
    }
    return redo(deciding, err);
}

/* Takes a mention out of its event: it is never one event with any that are there now. */
static bool split(struct deciding *deciding, struct slice id, struct slice none, struct err *err)
{
    (void)none;
    struct mention_ref mention;
    int64_t event;
    if (!find_mention(deciding, id, &mention, err) ||
        !store_event_of(deciding->store, mention, &event, err) || !gather(deciding, event, err))
        return false;
    if (deciding->mentions.count < 2)
        return err_set(err, ERR_USAGE, "the event has no other mention");
    for (size_t i = 0; i < deciding->mentions.count; i++) {
        struct slice other = deciding->mentions.items[i].id;
        if (!slice_equal(other, id) && !store_decide(deciding->store, "split", id, other, err))
            return false;
    }
    return redo(deciding, err);
}

static bool other_row(void *context, struct mention_ref other)
{
    struct deciding *deciding = context;
    struct named_mention *kept = vector_push(&deciding->mentions, &deciding->arena);
    if (!kept)
        return !(deciding->failed = true);
    *kept = (struct named_mention){.ref = other};
    return true;
}

/* Takes back all decisions on a mention; evidence alone decides again. */
static bool forget(struct deciding *deciding, struct slice id, struct slice none, struct err *err)
{
    (void)none;
    struct mention_ref mention;
    if (!find_mention(deciding, id, &mention, err) ||
        !store_decided_with(deciding->store, id, other_row, deciding, err))
        return false;
    if (deciding->failed)
        return err_set_memory(err);
    if (deciding->mentions.count == 0)
        return err_set(err, ERR_USAGE, "nothing was decided of this mention");
    return (other_row(deciding, mention) || err_set_memory(err)) &&
           store_forget(deciding->store, id, err) && redo(deciding, err);
}

/* Runs a decision in the record's transaction. */
static bool decide(struct deciding *deciding, decide_function *act, struct slice a, struct slice b,
                   struct err *err)
{
    struct store_pending pending;
    bool stopped;
    if (!record_update(deciding->store, NULL, NULL, &stopped, err) ||
        !store_record_begin(deciding->store, &pending, err))
        return false;
    arena_init(&deciding->arena, RECORD_ARENA_BYTES_MAX);
    bool done = act(deciding, a, b, err);
    arena_free(&deciding->arena);
    if (done)
        return store_record_commit(deciding->store, err);
    store_record_undo(deciding->store);
    return false;
}

static int open_and_decide(const char *path, decide_function *act, struct annals_text a,
                           struct annals_text b, struct annals_error *error)
{
    struct err err;
    struct deciding deciding = {0};
    if (!store_open(path, STORE_CHANGE, &deciding.store, &err))
        return error_from(&err, NULL, error);
    int status = 0;
    bool done = decide(&deciding, act, slice_of(a), slice_of(b), &err);
    if (!done && err.code == ERR_MISSING)
        status = error_from(&err, deciding.missing, error);
    else if (!done)
        status = error_from(&err, err.code == ERR_USAGE ? NULL : store_detail(deciding.store),
                            error);
    if (!store_close(deciding.store, done, &err) && status == 0)
        status = error_from(&err, NULL, error);
    return status;
}

int annals_record_join(const char *path, struct annals_text event, struct annals_text other,
                       struct annals_error *error)
{
    return open_and_decide(path, join, event, other, error);
}

int annals_record_split(const char *path, struct annals_text mention, struct annals_error *error)
{
    return open_and_decide(path, split, mention, (struct annals_text){NULL, 0}, error);
}

int annals_record_forget(const char *path, struct annals_text mention, struct annals_error *error)
{
    return open_and_decide(path, forget, mention, (struct annals_text){NULL, 0}, error);
}
