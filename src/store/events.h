/*
 * events.h - merged events in the store: how mentions find each other, and what is kept of them.
 *
 *   in    articles' numbers, keys, links, merged events
 *   out   the same, asked for again
 *   uses  store.h, article/
 *
 * All of this belongs into the record's transaction (record.h). Callbacks may not write.
 */
#ifndef ANNALS_STORE_EVENTS_H
#define ANNALS_STORE_EVENTS_H

#include "article/merged.h"
#include "article/recorded.h"
#include "store/store.h"

/* An article with what it reports, in arena. ERR_FORMAT when its rows contradict each other. */
bool store_take(struct store *store, int64_t number, struct arena *arena,
                struct recorded *ret_recorded, struct err *err);

/* The numbers of the articles after `after`, in order. Stops when row returns false. */
bool store_articles_after(struct store *store, int64_t after,
                          bool (*row)(void *context, int64_t number), void *context,
                          struct err *err);

/* ---- twins: articles of one text, title and date ---- */

/* Notes the article's hash; *ret_first is the first stored article with it, itself when new. */
bool store_twin_put(struct store *store, uint64_t hash, int64_t article, int64_t *ret_first,
                    struct err *err);
/* The first article of an article's twins. */
bool store_twin_first(struct store *store, int64_t article, int64_t *ret_first, struct err *err);
/* Each of an article's twins, itself too, by key. */
bool store_twins(struct store *store, int64_t article,
                 bool (*row)(void *context, int64_t article, struct slice outlet, struct slice url),
                 void *context, struct err *err);

/* ---- keys and links ---- */

/* The other articles that record_stories found like an article. */
bool store_neighbours(struct store *store, int64_t article,
                      bool (*row)(void *context, int64_t number), void *context, struct err *err);

bool store_event_key_put(struct store *store, uint64_t key, struct mention_ref mention,
                         struct err *err);
/* Mentions of other articles than `article` that have the key. */
bool store_event_key_find(struct store *store, uint64_t key, int64_t article,
                          bool (*row)(void *context, struct mention_ref mention), void *context,
                          struct err *err);
/* Links two mentions, both ways; once. */
bool store_event_link_put(struct store *store, struct mention_ref a, struct mention_ref b,
                          struct err *err);
bool store_event_links(struct store *store, struct mention_ref mention,
                       bool (*row)(void *context, struct mention_ref other), void *context,
                       struct err *err);

/* ---- events ---- */

/* The number of the event that a mention is in, 0: none yet. */
bool store_event_of(struct store *store, struct mention_ref mention, int64_t *ret_event,
                    struct err *err);
/* The greatest number of an event, 0 when there is none. */
bool store_event_last(struct store *store, int64_t *ret_last, struct err *err);
bool store_event_put(struct store *store, int64_t number, const struct merged_event *event,
                     struct err *err);
/* Takes an event out with all that hangs on it; ret_id gets its id. */
bool store_event_drop(struct store *store, int64_t number, char ret_id[HASH_ID_CHARS],
                      struct err *err);
/* Notes what became of an id. change: renamed, merged, split. */
bool store_event_history(struct store *store, const char id[HASH_ID_CHARS], const char *change,
                         const char into[HASH_ID_CHARS], struct err *err);

/* An event by its id or the start of one. ERR_MISSING, ERR_CONFLICT when several start so. */
bool store_event_find(struct store *store, struct slice id, int64_t *ret_event, struct err *err);
/* A mention by mentions.id. ERR_MISSING. */
bool store_mention_find(struct store *store, struct slice id, struct mention_ref *ret_mention,
                        struct err *err);
/* The mentions of an event with their ids, by id; the one that gives the event's id first. */
bool store_event_mentions(struct store *store, int64_t event,
                          bool (*row)(void *context, struct mention_ref mention, struct slice id),
                          void *context, struct err *err);

/* ---- the user's decisions ---- */

/* Two mentions that are one event (join), or never one. */
bool store_decisions(struct store *store,
                     bool (*row)(void *context, bool join, struct mention_ref a,
                                 struct mention_ref b),
                     void *context, struct err *err);
/* Each mention that a decision names together with this one (mentions.id), once. */
bool store_decided_with(struct store *store, struct slice mention,
                        bool (*row)(void *context, struct mention_ref other), void *context,
                        struct err *err);
/* Takes back all that was decided of a mention. */
bool store_forget(struct store *store, struct slice mention, struct err *err);
/* Replaces what was decided of these two before; a and b are mentions.id. kind NULL: only takes it
 * back. */
bool store_decide(struct store *store, const char *kind, struct slice a, struct slice b,
                  struct err *err);

#endif
