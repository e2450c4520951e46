/*
 * quantity.h - the numbers of an article: how many of what, and what befell them.
 *
 *   in    sentences, tags, lemmas and trees; article->times, so that dates are not counted
 *   out   article->quantities
 *   uses  base/, article/, grammar/grammar.h
 *
 * "At least 80" is 80 and an open bound, "more than 80" begins at 81, "dozens" are 24 or more.
 * `unit` is "percent", a currency ("USD"), a measure ("km"), "people" for persons, or empty; `of`
 * is what is counted, in the plural, and what befell it: "soldiers killed", "people injured",
 * "barrels". Numbers that count nothing (ages, scores, names, dates) are no quantities.
 */
#ifndef ANNALS_QUANTITY_QUANTITY_H
#define ANNALS_QUANTITY_QUANTITY_H

#include "article/article.h"
#include "base/data_set.h"

/* Words around numbers. Read-only once loaded. */
struct quantity_model;

/* Reads the data files of the kinds "numerals" and "quantitywords", and from those of the kind
 * "agents" which nouns are persons. Faults are told, and a bad line is passed over; false with
 * ERR_FORMAT at the end when there was one, or with ERR_LIMIT, ERR_MEMORY. */
bool quantity_model_load(const struct data_set *set, struct arena *arena,
                         struct data_faults *faults, const struct quantity_model **ret_model,
                         struct err *err);

/* Fills article->quantities, in order of start, disjoint. Strings live in arena or in the model;
 * scratch is used and rewound. Texts that are not English get none; unparsed ones only what has a
 * unit. False with ERR_MEMORY or ERR_LIMIT. Linear in the tokens but for a look at the children of
 * the words around each number; thread safe with an arena per thread. */
bool quantity_annotate(const struct quantity_model *model, struct arena *arena,
                       struct arena *scratch, struct article *article, struct err *err);

#endif
