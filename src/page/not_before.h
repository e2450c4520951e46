/*
 * not_before.h - the earliest day on which an article can have been written, by its own words.
 *
 *   in    the article's text
 *   out   the latest date that the text tells of as past
 *   uses  base/, article/, date_text.h
 */
#ifndef ANNALS_PAGE_NOT_BEFORE_H
#define ANNALS_PAGE_NOT_BEFORE_H

#include "article/article.h"
#include "page/published.h"

/* The dates of a text that it tells of as past. */
struct past_dates {
    struct datetime
        latest; /* with a year: precision DATE_MONTH or DATE_DAY; DATE_UNKNOWN when none */
    struct datetime latest_month;      /* the latest that is written as month and year only */
    struct datetime last_without_year; /* the latest in the calendar; its year is 0 */
    bool year_named;   /* a year stands in what was read so far: dates after it may be of it */
    bool has_full_day; /* a past date with day, month and year stands in the text */
};

/* Adds the dates of one paragraph or caption to *past, and all of them to *evidence. O(bytes). */
void past_dates_read(const struct metadata_words *words, struct slice paragraph,
                     struct past_dates *past, struct date_order_evidence *evidence);

/* What the past dates prove: see the .c for the rule. precision DATE_UNKNOWN when nothing. */
struct datetime not_before_of(const struct past_dates *past);

#endif
