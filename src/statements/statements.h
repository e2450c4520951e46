/*
 * statements.h - who said what: quotations and reported speech with their speakers.
 *
 *   in    an article with sentences, grammar, actors and times
 *   out   article->statements
 *   uses  base/, article/, grammar/
 *
 * Words of saying and what they take stand in data/en/statements/ (docs/statements.md). A quotation
 * is a statement when somebody is told to say it; titles and words in quotation marks that nobody
 * says are none.
 */
#ifndef ANNALS_STATEMENTS_STATEMENTS_H
#define ANNALS_STATEMENTS_STATEMENTS_H

#include "article/article.h"
#include "base/arena.h"
#include "base/data_set.h"

/* Words of saying. Read-only once loaded: any number of threads may share it. */
struct statements_model;

/* Loads the files of the kind "cues". Bad lines are told to faults and passed over; it is for the
 * caller to go on or not. False only with ERR_MEMORY or ERR_LIMIT (arena). O(bytes). */
bool statements_model_load(const struct data_set *set, struct arena *arena,
                           struct data_faults *faults, const struct statements_model **ret_model,
                           struct err *err);

/* Whether statements_model_load reads files of this kind. */
bool statements_reads_kind(struct slice kind);

/* Fills article->statements, sorted by the start of their content. All of it lives in arena;
 * scratch is used and rewound. An unparsed article gets none. False with ERR_MEMORY or ERR_LIMIT.
 * Time is linear in the tokens times the depth of their trees. Thread safe. */
bool statements_annotate(const struct statements_model *model, struct arena *arena,
                         struct arena *scratch, struct article *article, struct err *err);

#endif
