/*
 * date.h - points in time as precise as they are known.
 *
 *   in    calendar fields in the proleptic Gregorian calendar, ISO 8601 text
 *   out   struct datetime; days since 1970-01-01
 *   uses  slice
 */
#ifndef ANNALS_BASE_DATE_H
#define ANNALS_BASE_DATE_H

#include "base/slice.h"

enum date_precision {
    DATE_UNKNOWN = 0, /* no field is known */
    DATE_YEAR,
    DATE_MONTH,
    DATE_DAY,
    DATE_MINUTE, /* hour and minute are known; seconds are not kept */
};

#define DATE_ZONE_NONE INT16_MIN /* the text names no time zone */

/* Fields finer than the precision are 1 (month, day) or 0 (hour, minute). */
struct datetime {
    int32_t year;
    uint8_t month;        /* 1 to 12 */
    uint8_t day;          /* 1 to 31 */
    uint8_t hour;         /* 0 to 23 */
    uint8_t minute;       /* 0 to 59 */
    int16_t zone_minutes; /* offset from UTC, -840 to 840, or DATE_ZONE_NONE */
    enum date_precision precision;
};

/* Bytes of room that datetime_format needs, with its NUL. */
#define DATETIME_TEXT_BYTES 32

/* Days since 1970-01-01 of a date, negative before. Exact for every int32_t year within
 * +-5,000,000. After Howard Hinnant, "chrono-compatible low-level date algorithms"
 * (days_from_civil). O(1). */
int32_t date_days(int32_t year, unsigned month, unsigned day);
/* The date of a day number; inverse of date_days. */
void date_from_days(int32_t days, int32_t *ret_year, unsigned *ret_month, unsigned *ret_day);
/* Days in a month, 28 to 31; 0 when month is not 1 to 12. */
unsigned date_month_days(int32_t year, unsigned month);
/* 0 for Monday to 6 for Sunday. */
unsigned date_weekday(int32_t days);
/* True when year, month and day are a day of the calendar. */
bool date_is_real(int32_t year, unsigned month, unsigned day);

/* ISO 8601 calendar text as the precision allows: "2016", "2016-12", "2016-12-02",
 * "2016-12-02T13:03", "2016-12-02T13:03+08:00", "…Z". Years are written with at least four digits.
 * Returns the length; writes nothing and returns 0 for DATE_UNKNOWN. */
size_t datetime_format(const struct datetime *date, char ret_text[DATETIME_TEXT_BYTES]);
/* The same for a day number: "2016-12-02". */
size_t date_format_day(int32_t day, char ret_text[DATETIME_TEXT_BYTES]);

/* Reads ISO 8601 / RFC 3339 calendar text, the whole of s: YYYY, YYYY-MM, YYYY-MM-DD, the latter
 * with 'T' or a space and HH:MM[:SS[.fff]] and then Z, +HH, +HHMM or +HH:MM; also YYYYMMDD and
 * YYYYMMDDTHHMM[SS]. False when s is anything else or no real date. */
bool datetime_parse_iso(struct slice s, struct datetime *ret_date);

#endif
