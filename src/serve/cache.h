/*
 * cache.h - answers given before, as long as the store is as it was.
 *
 *   in    a request's target, the store's generation, a body
 *   out   the body again
 *   uses  base/
 *
 * Several who ask for one thing at once wait for the first of them, who makes it.
 *
 * Invariants
 *   1. The bodies held are together at most SERVE_CACHE_BYTES_MAX.
 *   2. All are of one generation: the first request after a change empties the cache.
 *   3. An answer under way is made by one thread, which ends it with cache_put.
 */
#ifndef ANNALS_SERVE_CACHE_H
#define ANNALS_SERVE_CACHE_H

#include <pthread.h>

#include "base/limits.h"
#include "serve/response.h"

struct cache_entry {
    uint64_t hash; /* of the target */
    char *target;  /* own copy */
    size_t target_bytes;
    struct body *body;
    const char *content_type;
    char tag[TAG_CHARS + 1];
    char attachment[64];
};

/* Answers under way at most: one for each connection, and the server's own. */
#define CACHE_MAKING_MAX (SERVE_CONNECTIONS_MAX + 1)

struct cache_making {
    uint64_t hash; /* of the target */
    uint64_t generation;
};

struct cache {
    pthread_mutex_t lock;
    pthread_cond_t made; /* an answer under way has ended */
    uint64_t generation;
    size_t held_bytes;
    size_t making_count;
    struct cache_making making[CACHE_MAKING_MAX];
    struct cache_entry entries[SERVE_CACHE_ENTRIES];
};

void cache_init(struct cache *cache);
void cache_free(struct cache *cache);
/* Fills *ret_response with what was put for this target in this generation. False when there is
 * none: the caller is to make it, and to tell what came of it with cache_put. Waits, for
 * SERVE_WAIT_MS at most, while another thread makes it. */
bool cache_get(struct cache *cache, struct slice target, uint64_t generation,
               struct response *ret_response);
/* Ends what cache_get began. Keeps an answer of status 200 with a body; it takes the place of
 * another whose hash falls on the same entry. Keeps nothing when there is no memory. */
void cache_put(struct cache *cache, struct slice target, uint64_t generation,
               const struct response *response);

#endif
