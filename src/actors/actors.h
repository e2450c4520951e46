/*
 * actors.h - who each mention is: people, organizations, countries, groups.
 *
 *   in    an article with its trees and entities
 *   out   article->actors, article->mentions
 *   uses  record, coref, grammar.h
 *
 * Noun phrases are found in the trees, those that name the same thing are joined to chains, and a
 * chain that can act is linked to the record: its entry, or what the words around it say of its
 * country and sectors. src/actors/README.md has the way through.
 */
#ifndef ANNALS_ACTORS_ACTORS_H
#define ANNALS_ACTORS_ACTORS_H

#include "article/article.h"
#include "base/data_set.h"

/* What is known before any article is read. Read-only once made: any number of threads may share
 * it. */
struct actors_model;
struct record;

/* Whether actors_model_load reads data files of this kind. */
bool actors_reads_kind(struct slice kind);

/* Reads the data files of the set and the built-in weights, which live in arena. Bad lines are told
 * to faults and passed over; the caller decides whether to go on. False with ERR_FORMAT (weights),
 * ERR_MEMORY or ERR_LIMIT. */
bool actors_model_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
                       const struct actors_model **ret_model, struct err *err);

/* The record of a model, for questions about who held which office. */
const struct record *actors_model_record(const struct actors_model *model);

/*
 * Fills article->actors and article->mentions of an article that has its sentences, tokens and
 * trees; unparsed tokens give none. They live in arena, the model or the article's text. Every
 * mention has an actor, every actor that is not of members a mention; mentions are sorted by start,
 * then the longer first. The ids of actors are the same in all articles where record or name say
 * who it is: "a senior official" is another one in each. scratch is used and rewound. False with
 * ERR_MEMORY or ERR_LIMIT, the layer is then unfinished. Time is linear in the tokens.
 */
bool actors_annotate(const struct actors_model *model, struct arena *arena, struct arena *scratch,
                     struct article *article, struct err *err);

#endif
