/*
 * place.h - places with coordinates.
 *
 *   in    sentences, tokens, entities of an article (trees are not needed)
 *   out   article->places, ->place_mentions
 *   uses  base/, article/, grammar/grammar.h
 *
 * Names come from the entities that grammar/ found and from the gazetteer: GeoNames, compiled at
 * build time, and the facts of data/places. Which Paris an article means is told by what follows
 * the name ("Paris, Texas"), the other places of the article, and population. A name that the
 * gazetteer does not know stays a place without coordinates, in the country that the text says.
 */
#ifndef ANNALS_PLACE_PLACE_H
#define ANNALS_PLACE_PLACE_H

#include "article/article.h"
#include "base/arena.h"
#include "base/data_set.h"

struct place_model; /* the gazetteer and words; read-only once made, shared by all threads */

/* Reads the files of the kinds places, centroids, countries and placewords of a set. Everything
 * lives in arena (some 5 MiB). Bad lines are told to faults and passed over; at the end it is false
 * with ERR_FORMAT when there were any. False too with ERR_MEMORY or ERR_LIMIT (arena). */
bool place_model_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
                      const struct place_model **ret_model, struct err *err);

/*
 * Fills places and place_mentions of an article whose grammar layer is there (without one only
 * names with clear words around them are found). Places come in the order of their first mention;
 * one place has one entry, whatever it is called. scratch is used and rewound. False with
 * ERR_MEMORY or ERR_LIMIT; the layer is then empty. Thread safe with arenas per thread. Time is
 * linear in the tokens, with a bounded number of comparisons for each name.
 */
bool place_annotate(const struct place_model *model, struct arena *arena, struct arena *scratch,
                    struct article *article, struct err *err);

#endif
