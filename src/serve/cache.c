/*
 * cache.c - answers given before, as long as the store is as it was.
 *
 *   in    a request's target, the store's generation, a body
 *   out   the body again
 */
#include "serve/cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

void cache_init(struct cache *cache)
{
    memset(cache, 0, sizeof(*cache));
    pthread_mutex_init(&cache->lock, NULL);
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
    pthread_mutex_destroy(&cache->lock);
}

bool cache_get(struct cache *cache, struct slice target, uint64_t generation,
               struct response *ret_response)
{
    uint64_t hash = hash_64(target);
    const struct cache_entry *entry = &cache->entries[hash % SERVE_CACHE_ENTRIES];
    bool found = false;
    pthread_mutex_lock(&cache->lock);
    if (cache->generation == generation && entry->body && entry->hash == hash &&
        slice_equal((struct slice){entry->target, entry->target_bytes}, target)) {
        *ret_response = (struct response){
            .status = 200, .content_type = entry->content_type, .body = body_share(entry->body)};
        memcpy(ret_response->tag, entry->tag, sizeof(entry->tag));
        memcpy(ret_response->attachment, entry->attachment, sizeof(entry->attachment));
        found = true;
    }
    pthread_mutex_unlock(&cache->lock);
    return found;
}

void cache_put(struct cache *cache, struct slice target, uint64_t generation,
               const struct response *response)
{
    if (response->status != 200 || !response->body ||
        response->body->bytes > SERVE_CACHE_BYTES_MAX / 16)
        return;
    uint64_t hash = hash_64(target);
    char *copy = malloc(target.len);
    if (!copy)
        return;
    memcpy(copy, target.ptr, target.len);
    pthread_mutex_lock(&cache->lock);
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
    pthread_mutex_unlock(&cache->lock);
}
