/*
 * record_cache.c - articles that the record compares, kept while they are wanted.
 *
 *   in    numbers of articles
 *   out   their features
 */
#include "api/record_cache.h"

#include <stdlib.h>

#include "base/limits.h"

void record_cache_init(struct record_cache *cache, struct store *store,
                       const struct merge_rules *rules)
{
    *cache = (struct record_cache){.store = store, .rules = rules};
}

static void drop(struct record_cache *cache, struct cached **at)
{
    struct cached *gone = *at;
    *at = gone->next;
    arena_free(&gone->arena);
    free(gone);
    cache->count--;
}

void record_cache_free(struct record_cache *cache)
{
    for (size_t h = 0; h < CACHE_HEADS; h++) {
        while (cache->heads[h])
            drop(cache, &cache->heads[h]);
    }
}

/* Takes out the older half of those that are not held: seldom, and all at once. */
static void make_room(struct record_cache *cache)
{
    uint64_t since = cache->askings > CACHE_ARTICLES / 2 ? cache->askings - CACHE_ARTICLES / 2 : 0;
    for (size_t h = 0; h < CACHE_HEADS; h++) {
        struct cached **at = &cache->heads[h];
        while (*at) {
            if (!(*at)->held && (*at)->used < since)
                drop(cache, at);
            else
                at = &(*at)->next;
        }
    }
}

static bool load(struct record_cache *cache, struct cached *cached, struct err *err)
{
    struct recorded recorded;
    if (!store_take(cache->store, cached->number, &cached->arena, &recorded, err))
        return false;
    return merge_article_prepare(cache->rules, &recorded, &cached->arena, &cached->article) ||
           arena_fail(&cached->arena, err);
}

bool record_cache_get(struct record_cache *cache, int64_t number, bool hold,
                      struct cached **ret_cached, struct err *err)
{
    struct cached **head = &cache->heads[(uint64_t)number % CACHE_HEADS];
    struct cached *found = *head;
    cache->askings++;
    while (found && found->number != number)
        found = found->next;
    if (!found) {
        if (cache->count >= CACHE_ARTICLES)
            make_room(cache);
        found = calloc(1, sizeof(*found));
        if (!found)
            return err_set_memory(err);
        found->number = number;
        arena_init(&found->arena, ARTICLE_ARENA_BYTES_MAX);
        found->next = *head;
        *head = found;
        cache->count++;
        if (!load(cache, found, err)) {
            drop(cache, head);
            return false;
        }
    }
    found->used = cache->askings;
    found->held |= hold;
    *ret_cached = found;
    return true;
}

void record_cache_release(struct record_cache *cache)
{
    for (size_t h = 0; h < CACHE_HEADS; h++) {
        for (struct cached *cached = cache->heads[h]; cached; cached = cached->next) {
            cached->held = false;
            cached->source = (struct merge_source){0};
        }
    }
}
