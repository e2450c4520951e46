/*
 * date_text.h - dates as people and programs write them.
 *
 *   in    text
 *   out   the dates in it, as precise as they are written, and what is not settled about them
 *   uses  base/, metadata_words.h
 */
#ifndef ANNALS_PAGE_DATE_TEXT_H
#define ANNALS_PAGE_DATE_TEXT_H

#include "page/metadata_words.h"

#define WEEKDAY_NONE 7

enum date_order { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST };

struct date_found {
    struct span span;      /* bytes of the text, with weekday, time and zone */
    struct datetime date;  /* of an ambiguous date: the month-first reading */
    struct datetime other; /* of an ambiguous date: the day-first reading */
    bool ambiguous;        /* "02/03/2016", and nothing in it tells the order */
    bool has_year;         /* else date.year is 0 */
    bool short_year;       /* "02/03/16" */
    enum date_order order; /* of a numeric date that tells its order: "12/25/2016" */
    bool month_first_zone; /* its zone is of a country that writes the month first */
};

/*
 * The next date of text at or after *at, which moves past it. False when there is none.
 *
 * Reads "2 December 2016", "Dec. 2nd, 2016", "Thursday, 1 December 2016 18:42", "December 1",
 * "November 2015", "2016-12-02T13:03:00+08:00", "12-02-2016 13:03 BJT", "13:03, 2 December 2016",
 * "2.12.2016", "Fri Dec 02 13:03:00 UTC 2016", "2016年12月2日". Every date has a real month and
 * day, its year has four digits or is 2000 to 2069 by two; years are not checked otherwise. A bare
 * year is no date here. O(bytes), no memory, thread safe.
 */
bool date_text_next(const struct metadata_words *words, struct slice text, size_t *at,
                    struct date_found *ret_found);

/* The date that the whole of a field says: as date_text_next, and also ISO 8601 without separators,
 * a bare year or month, and seconds or milliseconds since 1970. False when it says none. */
bool date_text_field(const struct metadata_words *words, struct slice field,
                     struct date_found *ret_found);

#endif
