/*
 * pool.h - connections to the store, lent to one request at a time.
 *
 *   in    the path of a store
 *   out   stores opened for reading
 *   uses  base/, store/
 *
 * Invariants
 *   1. At most SERVE_READERS_MAX connections are open, and one that looks for changes.
 *   2. A connection is lent to one thread at a time.
 *   3. When another file has come to the path, connections to the old one are closed as they come
 *      back; generation has then changed.
 */
#ifndef ANNALS_SERVE_POOL_H
#define ANNALS_SERVE_POOL_H

#include <pthread.h>
#include <sys/types.h>

#include "base/limits.h"
#include "store/store.h"

struct pool {
    const char *path; /* the caller's, for as long as the pool lives */
    pthread_mutex_t lock;
    pthread_cond_t returned;
    struct store *idle[SERVE_READERS_MAX]; /* [idle_count] */
    size_t idle_count;
    size_t open_count;   /* idle and lent */
    struct store *watch; /* asked for changes, under lock */
    dev_t device;        /* of the file that the connections have open */
    ino_t inode;
    uint64_t watch_state;
    uint64_t file_number; /* 1, 2, …: of the file at the path */
    uint64_t generation;  /* changes with every change of the store */
};

/* One lent connection. */
struct loan {
    struct store *store;
    uint64_t file_number;
};

/* Opens the store once, to see that it can be. Errors as store_open. */
bool pool_open(struct pool *pool, const char *path, struct err *err);
/* All connections must have come back. */
void pool_close(struct pool *pool);

/* A connection whose queries end after budget_ms. Waits up to SERVE_WAIT_MS for one: then
 * ERR_BUSY. */
bool pool_take(struct pool *pool, uint32_t budget_ms, struct loan *ret_loan, struct err *err);
void pool_give(struct pool *pool, struct loan *loan);

/* A number that changes when the store does. */
bool pool_generation(struct pool *pool, uint64_t *ret_generation, struct err *err);

#endif
