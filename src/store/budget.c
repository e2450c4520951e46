/*
 * budget.c - a reader of long life: its time, its view of the store, whether that is still so.
 *
 *   in    a store opened for reading
 *   out   queries that end in time and see one state
 */
#include <time.h>

#include "store/store_parts.h"

/* Steps of SQLite's machine between two looks at the clock: some tenths of a millisecond. */
#define STEPS_PER_LOOK 20000

static uint64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static int look_at_clock(void *context)
{
    const struct store *store = context;
    return store->deadline_ms && now_ms() > store->deadline_ms;
}

void store_set_budget(struct store *store, uint32_t budget_ms)
{
    store->deadline_ms = budget_ms ? now_ms() + budget_ms : 0;
    sqlite3_progress_handler(store->db, STEPS_PER_LOOK, budget_ms ? look_at_clock : NULL, store);
}

bool store_snapshot_begin(struct store *store, struct err *err)
{
    /* BEGIN alone takes no snapshot; the first read does. */
    int64_t ignored;
    bool begun = sql_run(store, "BEGIN", err) &&
                 sql_number(store, "SELECT count(*) FROM meta", &ignored, err);
    if (!begun)
        store_snapshot_end(store);
    return begun;
}

void store_snapshot_end(struct store *store)
{
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

bool store_state(struct store *store, uint64_t *ret_state, struct err *err)
{
    int64_t state;
    if (!sql_number(store, "PRAGMA data_version", &state, err))
        return false;
    *ret_state = (uint64_t)state;
    return true;
}
