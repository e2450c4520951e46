/*
 * holidays.h - the days that have a name, and when they are in a year.
 *
 *   in    data files "names | rule | length"
 *   out   first and last day of a holiday in a year
 *   uses  base/, calendar
 */
#ifndef ANNALS_TIME_HOLIDAYS_H
#define ANNALS_TIME_HOLIDAYS_H

#include "base/data_set.h"

enum holiday_rule {
    HOLIDAY_FIXED,    /* month, day */
    HOLIDAY_EASTER,   /* days after Easter Sunday */
    HOLIDAY_ORTHODOX, /* days after the Julian calendar's Easter Sunday */
    HOLIDAY_NTH,      /* nth weekday of a month; nth -1 is the last */
    HOLIDAY_AFTER,    /* the first weekday on or after a day of a month */
    HOLIDAY_ISLAMIC,  /* month, day of the tabular Islamic calendar */
    HOLIDAY_HEBREW,   /* days after the first day of Passover */
    HOLIDAY_DATES,    /* a list of dates */
};

#define HOLIDAY_DATES_MAX 80

struct holiday {
    enum holiday_rule rule;
    int32_t numbers[3];
    int32_t length;       /* days */
    const int32_t *dates; /* first days, rising, of HOLIDAY_DATES */
    uint32_t date_count;
};

struct holiday_name {
    struct slice text; /* words as rules name them */
    uint32_t holiday;
};

struct holiday_table {
    VECTOR(struct holiday) items;
    VECTOR(struct holiday_name) names;
};

/* Reads all data files of the kind "holidays". Faults are told and passed over; false with
 * ERR_MEMORY. */
bool holiday_table_load(struct holiday_table *table, const struct data_set *set,
                        struct arena *arena, struct data_faults *faults, struct err *err);

/* The first day of a holiday that begins in a year; false when the year has none, or none that is
 * known. An Islamic date that falls in a year twice is its first. O(1). */
bool holiday_in_year(const struct holiday *holiday, int32_t year, int32_t *ret_first);

#endif
