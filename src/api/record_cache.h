/*
 * record_cache.h - articles that the record compares, kept while they are wanted.
 *
 *   in    numbers of articles
 *   out   their features
 *   uses  store/, record/
 *
 * An article stays until CACHE_ARTICLES others were asked for since, or, while it is held, for as
 * long as that.
 */
#ifndef ANNALS_API_RECORD_CACHE_H
#define ANNALS_API_RECORD_CACHE_H

#include "record/merge.h"
#include "store/events.h"

#define CACHE_ARTICLES 4096
#define CACHE_HEADS 4096

struct cached {
    struct cached *next; /* of the same head */
    int64_t number;
    uint64_t used; /* when it was last asked for, in askings */
    bool held;
    struct arena arena;
    struct merge_article article;
    struct merge_source source; /* the caller's, while held */
};

struct record_cache {
    struct store *store;
    const struct merge_rules *rules;
    struct cached *heads[CACHE_HEADS];
    uint32_t count;
    uint64_t askings;
};

void record_cache_init(struct record_cache *cache, struct store *store,
                       const struct merge_rules *rules);
void record_cache_free(struct record_cache *cache);
/* The article's features; the pointer holds for the next CACHE_ARTICLES / 2 - 1 askings, or until
 * it is let go when hold is true. */
bool record_cache_get(struct record_cache *cache, int64_t number, bool hold,
                      struct cached **ret_cached, struct err *err);
/* Lets all held articles go, and forgets their sources. */
void record_cache_release(struct record_cache *cache);

#endif
