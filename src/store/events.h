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

/* ---- what is compared: one of each article's twins, and its mentions ---- */

/* Notes the first of an article's twins under the unit of its words and day. */
bool store_source_put(struct store *store, int64_t unit, uint64_t hash, int64_t article,
                      struct err *err);
/* The articles noted under a unit, by hash, at most limit (0: all). */
bool store_sources(struct store *store, int64_t unit, size_t limit,
                   bool (*row)(void *context, int64_t number), void *context, struct err *err);

/* Notes which mention a member of STORE_EVENT_GRAPH is. */
bool store_node_put(struct store *store, int64_t id, struct mention_ref mention, struct err *err);
/* ERR_FORMAT when there is none. */
bool store_node(struct store *store, int64_t id, struct mention_ref *ret_mention, struct err *err);
/* The members that an article's mentions are, in their order. */
bool store_nodes(struct store *store, int64_t article, bool (*row)(void *context, int64_t id),
                 void *context, struct err *err);

/* ---- events ---- */

/* The number of the event that a mention is in, 0: none yet. */
bool store_event_of(struct store *store, struct mention_ref mention, int64_t *ret_event,
                    struct err *err);
/* The greatest number of an event, 0 when there is none. */
bool store_event_last(struct store *store, int64_t *ret_last, struct err *err);
bool store_event_put(struct store *store, int64_t number, const struct merged_event *event,
                     struct err *err);
/* An event's id, and how many reports it has (struct merged_event). */
bool store_event_head(struct store *store, int64_t number, char ret_id[HASH_ID_CHARS],
                      uint32_t *ret_reports, struct err *err);
/* Takes an event out with all that hangs on it, but for its mentions: those are put into others by
 * store_event_put. */
bool store_event_drop(struct store *store, int64_t number, struct err *err);
/* Notes that mentions of an event went to another one. change: renamed, merged, split. */
bool store_event_history(struct store *store, struct slice id, struct slice into,
                         struct slice change, struct err *err);

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
