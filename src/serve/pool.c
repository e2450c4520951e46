/*
 * pool.c - connections to the store, lent to one request at a time.
 *
 *   in    the path of a store
 *   out   stores opened for reading
 */
#include "serve/pool.h"

#include <sys/stat.h>
#include <time.h>

static void close_store(struct store *store)
{
    struct err ignored;
    if (store)
        store_close(store, false, &ignored);
}

/* Opens the connection that looks for changes, to the file that is there now. */
static bool watch_open(struct pool *pool, struct err *err)
{
    struct stat file;
    struct store *store;
    if (stat(pool->path, &file) != 0)
        return err_set(err, ERR_MISSING, "no such store");
    if (!store_open(pool->path, STORE_READ, &store, err))
        return false;
    if (!store_state(store, &pool->watch_state, err)) {
        close_store(store);
        return false;
    }
    close_store(pool->watch);
    pool->watch = store;
    pool->device = file.st_dev;
    pool->inode = file.st_ino;
    pool->file_number++;
    pool->generation++;
    while (pool->idle_count > 0) {
        close_store(pool->idle[--pool->idle_count]);
        pool->open_count--;
    }
    return true;
}

/* Sees whether the store, or the file at the path, has changed. Under the lock. */
static bool look(struct pool *pool, struct err *err)
{
    struct stat file;
    uint64_t state;
    if (stat(pool->path, &file) != 0)
        return err_set(err, ERR_MISSING, "no such store");
    if (file.st_dev != pool->device || file.st_ino != pool->inode)
        return watch_open(pool, err);
    if (!store_state(pool->watch, &state, err))
        return false;
    if (state != pool->watch_state)
        pool->generation++;
    pool->watch_state = state;
    return true;
}

bool pool_open(struct pool *pool, const char *path, struct err *err)
{
    *pool = (struct pool){.path = path};
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->returned, NULL);
    if (watch_open(pool, err))
        return true;
    pool_close(pool);
    return false;
}

void pool_close(struct pool *pool)
{
    while (pool->idle_count > 0)
        close_store(pool->idle[--pool->idle_count]);
    close_store(pool->watch);
    pthread_cond_destroy(&pool->returned);
    pthread_mutex_destroy(&pool->lock);
}

bool pool_generation(struct pool *pool, uint64_t *ret_generation, struct err *err)
{
    pthread_mutex_lock(&pool->lock);
    bool seen = look(pool, err);
    uint64_t generation = pool->generation;
    pthread_mutex_unlock(&pool->lock);
    if (seen)
        *ret_generation = generation;
    return seen;
}

/* Waits until a connection is idle or may be opened. Under the lock. */
static bool wait_for_room(struct pool *pool, struct err *err)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += SERVE_WAIT_MS / 1000;
    while (pool->idle_count == 0 && pool->open_count == SERVE_READERS_MAX) {
        if (pthread_cond_timedwait(&pool->returned, &pool->lock, &until) != 0)
            return err_set(err, ERR_BUSY, "too many requests at once");
    }
    return true;
}

bool pool_take(struct pool *pool, uint32_t budget_ms, struct loan *ret_loan, struct err *err)
{
    struct loan loan = {0};
    pthread_mutex_lock(&pool->lock);
    bool has_room = wait_for_room(pool, err);
    if (has_room && pool->idle_count > 0)
        loan.store = pool->idle[--pool->idle_count];
    else if (has_room)
        pool->open_count++;
    loan.file_number = pool->file_number;
    pthread_mutex_unlock(&pool->lock);
    if (!has_room)
        return false;
    if (!loan.store && !store_open(pool->path, STORE_READ, &loan.store, err)) {
        pthread_mutex_lock(&pool->lock);
        pool->open_count--;
        pthread_cond_signal(&pool->returned);
        pthread_mutex_unlock(&pool->lock);
        return false;
    }
    store_set_budget(loan.store, budget_ms);
    *ret_loan = loan;
    return true;
}

void pool_give(struct pool *pool, struct loan *loan)
{
    struct store *old = NULL;
    store_set_budget(loan->store, 0);
    pthread_mutex_lock(&pool->lock);
    if (loan->file_number == pool->file_number) {
        pool->idle[pool->idle_count++] = loan->store;
    } else {
        old = loan->store;
        pool->open_count--;
    }
    pthread_cond_signal(&pool->returned);
    pthread_mutex_unlock(&pool->lock);
    close_store(old);
    *loan = (struct loan){0};
}
