/*
 * resolve.h - what a match means: its TIMEX3 value and its days.
 *
 *   in    the slots of a match, the day of writing, the time last spoken of, the verb's tense
 *   out   struct meaning
 *   uses  base/, article/, calendar, rules, tense
 */
#ifndef ANNALS_TIME_RESOLVE_H
#define ANNALS_TIME_RESOLVE_H

#include "article/article.h"
#include "time/calendar.h"
#include "time/rules.h"
#include "time/tense.h"

/* Values of the slot RELATION: the side that a preposition opens. */
enum relation {
    RELATION_NONE,
    RELATION_UNTIL,
    RELATION_SINCE,
    RELATION_AFTER,
    RELATION_BEFORE,
    RELATION_COMING, /* "as soon as Friday": it opens no side, but lies ahead */
};

/* What expressions of an article lean on. */
struct anchor {
    bool known;     /* day is that of publication; else at most a day that the text was not written
                       before */
    bool has_floor; /* !known: day is that bound; else it is of no meaning */
    int32_t day;
    int32_t minute_of_day; /* of publication, or -1 */
    /* The time last spoken of. */
    bool spoken;
    struct period last;
    uint32_t last_sentence;
    /* The quarter or half year last spoken of: reports compare with it. */
    bool compared;
    struct period comparison;
};

struct meaning {
    enum time_type type;
    char value[64];
    size_t value_bytes;
    int32_t earliest; /* or DAY_UNKNOWN */
    int32_t latest;
    bool has_period; /* period is what later expressions may lean on */
    struct period period;
};

/* The anchor that an article gives. */
struct anchor anchor_of(const struct article *article);

/* What a match means. False when it is no time after all: its fields are no day of the calendar, or
 * it needs a time spoken of before and there is none. Never guesses: what the anchor does not give
 * stays X in the value and open in the interval. O(1), no memory. */
bool time_resolve(const struct rule *rule, const struct slots *slots, enum tense tense,
                  const struct holiday_table *holidays, const struct anchor *anchor,
                  uint32_t sentence, struct meaning *ret_meaning);

#endif
