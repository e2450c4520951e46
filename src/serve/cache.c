/*
 * cache.c - answers given before, as long as the store is as it was.
 *
 *   in    a request's target, the store's generation, a body
 *   out   the body again
 */
#include "serve/cache.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/hash.h"

void cache_init(struct cache *cache)
{
    memset(cache, 0, sizeof(*cache));
    pthread_mutex_init(&cache->lock, NULL);
    pthread_cond_init(&cache->made, NULL);
}

static void entry_clear(struct cache *cache, struct cache_entry *entry)
{
    if (!entry->body)
        return;
    cache->held_bytes -= entry->body->bytes + entry->target_bytes;
    body_release(entry->body);
    free(entry->target);
    *entry = (struct cache_entry){0};
}

static void cache_clear(struct cache *cache)
{
    for (size_t i = 0; i < SERVE_CACHE_ENTRIES; i++)
        entry_clear(cache, &cache->entries[i]);
}

void cache_free(struct cache *cache)
{
    cache_clear(cache);
    pthread_cond_destroy(&cache->made);
    pthread_mutex_destroy(&cache->lock);
}

/* The place of an answer among those under way; making_count when it is not. Under the lock. */
static size_t find_making(const struct cache *cache, uint64_t hash, uint64_t generation)
{
    size_t i = 0;
    while (i < cache->making_count &&
           (cache->making[i].hash != hash || cache->making[i].generation != generation))
        i++;
    return i;
}

/* Waits while another thread makes the answer; false when none did, or not in time. Under the lock.
 */
static bool wait_until_made(struct cache *cache, uint64_t hash, uint64_t generation)
{
    struct timespec until;
    bool waited = false;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += SERVE_WAIT_MS / 1000;
    while (find_making(cache, hash, generation) < cache->making_count) {
        if (pthread_cond_timedwait(&cache->made, &cache->lock, &until) != 0)
            return false;
        waited = true;
    }
    return waited;
}

/* Under the lock. */
static bool find_entry(const struct cache *cache, struct slice target, uint64_t hash,
                       uint64_t generation, struct response *ret_response)
{
    const struct cache_entry *entry = &cache->entries[hash % SERVE_CACHE_ENTRIES];
    if (cache->generation != generation || !entry->body || entry->hash != hash ||
        !slice_equal((struct slice){entry->target, entry->target_bytes}, target))
        return false;
    *ret_response = (struct response){
        .status = 200, .content_type = entry->content_type, .body = body_share(entry->body)};
    memcpy(ret_response->tag, entry->tag, sizeof(entry->tag));
    memcpy(ret_response->attachment, entry->attachment, sizeof(entry->attachment));
    return true;
}

bool cache_get(struct cache *cache, struct slice target, uint64_t generation,
               struct response *ret_response)
{
    uint64_t hash = hash_64(target);
    pthread_mutex_lock(&cache->lock);
    bool waited = wait_until_made(cache, hash, generation);
    bool found = find_entry(cache, target, hash, generation, ret_response);
    /* Who has waited for an answer that is not kept makes his own, beside others who have. */
    if (!found && !waited && cache->making_count < CACHE_MAKING_MAX)
        cache->making[cache->making_count++] = (struct cache_making){hash, generation};
    pthread_mutex_unlock(&cache->lock);
    return found;
}

/* Under the lock. */
static void end_making(struct cache *cache, uint64_t hash, uint64_t generation)
{
    size_t i = find_making(cache, hash, generation);
    if (i == cache->making_count)
        return;
    cache->making[i] = cache->making[--cache->making_count];
    pthread_cond_broadcast(&cache->made);
}

/* Under the lock. Takes copy, of the target, over. */
static void keep(struct cache *cache, struct slice target, char *copy, uint64_t hash,
                 uint64_t generation, const struct response *response)
{
    struct cache_entry *entry = &cache->entries[hash % SERVE_CACHE_ENTRIES];
    size_t bytes = response->body->bytes + target.len;
    if (cache->generation != generation || cache->held_bytes + bytes > SERVE_CACHE_BYTES_MAX)
        cache_clear(cache);
    entry_clear(cache, entry);
    cache->generation = generation;
    cache->held_bytes += bytes;
    *entry = (struct cache_entry){.hash = hash,
                                  .target = copy,
                                  .target_bytes = target.len,
                                  .body = body_share(response->body),
                                  .content_type = response->content_type};
    memcpy(entry->tag, response->tag, sizeof(entry->tag));
    memcpy(entry->attachment, response->attachment, sizeof(entry->attachment));
}

void cache_put(struct cache *cache, struct slice target, uint64_t generation,
               const struct response *response)
{
    uint64_t hash = hash_64(target);
    bool is_kept = response->status == 200 && response->body &&
                   response->body->bytes <= SERVE_CACHE_BYTES_MAX / 16;
    char *copy = is_kept ? malloc(target.len) : NULL;
    if (copy)
        memcpy(copy, target.ptr, target.len);
    pthread_mutex_lock(&cache->lock);
    if (copy)
        keep(cache, target, copy, hash, generation, response);
    end_making(cache, hash, generation);
    pthread_mutex_unlock(&cache->lock);
}
