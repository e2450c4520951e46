/*
 * events.h - who did what to whom: event mentions by frames over the trees.
 *
 *   in    an article with sentences, grammar, actors, times, places and quantities
 *   out   article->events
 *   uses  base/, article/, grammar/
 *
 * What is an event stands in data/en/events/ (docs/frames.md): each event names the line that made
 * it.
 */
#ifndef ANNALS_EVENTS_EVENTS_H
#define ANNALS_EVENTS_EVENTS_H

#include "article/article.h"
#include "base/arena.h"
#include "base/data_set.h"

/* Verb dictionaries of PETRARCH. */
#define EVENTS_PETRARCH_VERBS "petrarch verbs"
/* The type of a dictionary's code that PLOVER has none for. */
#define EVENTS_OTHER "OTHER"

/* Frames, word classes, composition and status words. Read-only once loaded: any number of threads
 * may share it. */
struct events_model;

/* Loads the files of the kinds frames, classes, compose, status, domains and cameo, and those of
 * EVENTS_PETRARCH_VERBS, which win over frames where both code a verb. Bad lines are
 * told to faults and passed over; it is for the caller to go on or not. False only with ERR_MEMORY
 * or ERR_LIMIT (arena). O(bytes). */
bool events_model_load(const struct data_set *set, struct data_faults *faults, struct arena *arena,
                       const struct events_model **ret_model, struct err *err);

/* Whether events_model_load reads files of this kind. */
bool events_reads_kind(struct slice kind);

/* Fills article->events; a sentence has at most EVENTS_OF_SENTENCE_MAX. All of it lives in arena;
 * scratch is used and rewound. False with ERR_MEMORY or ERR_LIMIT. Time is linear in the tokens
 * times the frames of their words. Thread safe. */
bool events_code(const struct events_model *model, struct arena *arena, struct arena *scratch,
                 struct article *article, struct err *err);

#endif
