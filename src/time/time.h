/*
 * time.h - the time expressions of an article, as TIMEX3 values and as intervals of days.
 *
 *   in    sentences; tags and trees where there are any; the publication date where it is known
 *   out   article->times
 *   uses  base/, article/, grammar/grammar.h
 *
 * What an expression is, and what it means, is told by rules in data/en/time/. Expressions that
 * lean on the day of writing are anchored on article->published. Without it they keep an
 * underspecified value ("XXXX-WXX-5") and an interval that is open but for what article->not_before
 * proves: nothing is guessed.
 */
#ifndef ANNALS_TIME_TIME_H
#define ANNALS_TIME_TIME_H

#include "article/article.h"
#include "base/data_set.h"

/* Words, rules and holidays. Read-only once loaded. */
struct time_model;

/* Reads the data files of the kinds "numerals", "timewords", "timerules" and "holidays". Faults are
 * told, and a bad line is passed over; false with ERR_FORMAT at the end when there was one, or with
 * ERR_LIMIT, ERR_MEMORY. The model lives in arena, as long as the set's files. */
bool time_model_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
                     const struct time_model **ret_model, struct err *err);

/* Fills article->times, in order of start, disjoint. Values live in arena, rules in the model;
 * scratch is used and rewound. Texts that are not English get none. False with ERR_MEMORY or
 * ERR_LIMIT. Linear in the text; thread safe with an arena per thread. */
bool time_annotate(const struct time_model *model, struct arena *arena, struct arena *scratch,
                   struct article *article, struct err *err);

#endif
