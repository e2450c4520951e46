/*
 * calendar.h - periods of the calendar: days, weeks, months, quarters, seasons, decades.
 *
 *   in    day numbers (days since 1970-01-01)
 *   out   the period of some grain that holds a day, its neighbours, its TIMEX3 value
 *   uses  base/date.h
 */
#ifndef ANNALS_TIME_CALENDAR_H
#define ANNALS_TIME_CALENDAR_H

#include "base/date.h"

/* Years outside these are no time of a news report: expressions there keep no days. */
#define CALENDAR_YEAR_MIN (-9999)
#define CALENDAR_YEAR_MAX 9999

enum grain {
    GRAIN_DAY,
    GRAIN_WEEKEND,
    GRAIN_WEEK,
    GRAIN_MONTH,
    GRAIN_SEASON,
    GRAIN_QUARTER,
    GRAIN_HALF,
    GRAIN_YEAR,
    GRAIN_DECADE,
    GRAIN_CENTURY,
    GRAIN_MILLENNIUM,
};

/* Invariant: first <= last, and both are the grain's own bounds. */
struct period {
    enum grain grain;
    int32_t first; /* days since 1970-01-01 */
    int32_t last;
};

/* Bytes of room for a period's value. */
#define PERIOD_TEXT_BYTES 24

/* The period of this grain that a day lies in; of GRAIN_WEEKEND: the weekend of the day's week. */
struct period period_of(enum grain grain, int32_t day);
/* The period `steps` further on. False when it leaves the calendar. */
bool period_shift(struct period period, int64_t steps, struct period *ret_period);
/* The value of TIMEX3: "2016-12-01", "2016-W48", "2016-W48-WE", "2016-12", "2016-WI", "2016-Q4",
 * "2016-H2", "2016", "201", "20". Returns the length. */
size_t period_format(struct period period, char ret_text[PERIOD_TEXT_BYTES]);

/* A period from its number within a year (month 1-12, season 0-3, quarter 1-4, half 1-2). */
struct period period_in_year(enum grain grain, int32_t year, unsigned number);
/* The year of a day. */
int32_t calendar_year(int32_t day);

/* Western and Julian Easter Sunday. After the anonymous Gregorian algorithm (Meeus, "Astronomical
 * Algorithms", ch. 8) and Meeus' Julian algorithm. */
int32_t calendar_easter(int32_t year);
int32_t calendar_orthodox_easter(int32_t year);
/* The day of the tabular Islamic calendar (civil epoch, 16 July 622 Julian; years 2, 5, 7, 10, 13,
 * 16, 18, 21, 24, 26, 29 of 30 are long). The sighted moon can be a day off either way. */
int32_t calendar_islamic(int32_t year, int32_t month, int32_t day);
/* The first day of Passover (15 Nisan) of a Gregorian year, 1583 to 9999. After Gauss (1802). */
int32_t calendar_passover(int32_t year);

#endif
