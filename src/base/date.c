/*
 * date.c - points in time as precise as they are known.
 *
 *   in    calendar fields, ISO 8601 text
 *   out   struct datetime
 */
#include "base/date.h"

#include <stdio.h>

#include "base/ascii.h"

#define ZONE_MINUTES_MAX (14 * 60)

int32_t date_days(int32_t year, unsigned month, unsigned day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * ((int64_t)month + (month > 2 ? -3 : 9)) + 2) / 5 + (int64_t)day -
                          1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (int32_t)(era * 146097 + day_of_era - 719468);
}

void date_from_days(int32_t days, int32_t *ret_year, unsigned *ret_month, unsigned *ret_day)
{
    int64_t z = (int64_t)days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                           day_of_era / 146096) /
                          365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    *ret_day = (unsigned)(day_of_year - (153 * month + 2) / 5 + 1);
    *ret_month = (unsigned)(month < 10 ? month + 3 : month - 9);
    *ret_year = (int32_t)(year_of_era + era * 400 + (*ret_month <= 2));
}

unsigned date_month_days(int32_t year, unsigned month)
{
    static const uint8_t DAYS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12)
        return 0;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return DAYS[month - 1] + (month == 2 && leap);
}

unsigned date_weekday(int32_t days)
{
    return (unsigned)((((int64_t)days + 3) % 7 + 7) % 7);
}

bool date_is_real(int32_t year, unsigned month, unsigned day)
{
    return day >= 1 && day <= date_month_days(year, month);
}

size_t datetime_format(const struct datetime *date, char ret_text[DATETIME_TEXT_BYTES])
{
    char *at = ret_text;
    char *end = ret_text + DATETIME_TEXT_BYTES;
    ret_text[0] = '\0';
    if (date->precision >= DATE_YEAR)
        at += snprintf(at, (size_t)(end - at), "%04d", (int)date->year);
    if (date->precision >= DATE_MONTH)
        at += snprintf(at, (size_t)(end - at), "-%02u", date->month);
    if (date->precision >= DATE_DAY)
        at += snprintf(at, (size_t)(end - at), "-%02u", date->day);
    if (date->precision < DATE_MINUTE)
        return (size_t)(at - ret_text);
    at += snprintf(at, (size_t)(end - at), "T%02u:%02u", date->hour, date->minute);
    if (date->zone_minutes == 0) {
        at += snprintf(at, (size_t)(end - at), "Z");
    } else if (date->zone_minutes != DATE_ZONE_NONE) {
        int minutes = date->zone_minutes < 0 ? -date->zone_minutes : date->zone_minutes;
        at += snprintf(at, (size_t)(end - at), "%c%02d:%02d", date->zone_minutes < 0 ? '-' : '+',
                       minutes / 60, minutes % 60);
    }
    return (size_t)(at - ret_text);
}

size_t date_format_day(int32_t day, char ret_text[DATETIME_TEXT_BYTES])
{
    struct datetime date = {.precision = DATE_DAY};
    unsigned month, day_of_month;
    date_from_days(day, &date.year, &month, &day_of_month);
    date.month = (uint8_t)month;
    date.day = (uint8_t)day_of_month;
    return datetime_format(&date, ret_text);
}

/* The number of exactly `digits` digits at the start of *s, which moves past them. */
static bool take_digits(struct slice *s, unsigned digits, unsigned *ret_number)
{
    unsigned number = 0;
    if (s->len < digits)
        return false;
    for (unsigned i = 0; i < digits; i++) {
        if (!ascii_is_digit(s->ptr[i]))
            return false;
        number = number * 10 + (unsigned)(s->ptr[i] - '0');
    }
    *s = slice_sub(*s, digits, s->len);
    *ret_number = number;
    return true;
}

static bool take_byte(struct slice *s, char byte)
{
    if (s->len == 0 || s->ptr[0] != byte)
        return false;
    *s = slice_sub(*s, 1, s->len);
    return true;
}

static bool take_zone(struct slice *s, struct datetime *date)
{
    date->zone_minutes = DATE_ZONE_NONE;
    if (s->len == 0)
        return true;
    if (take_byte(s, 'Z') || take_byte(s, 'z')) {
        date->zone_minutes = 0;
        return true;
    }
    bool west = s->ptr[0] == '-';
    unsigned hours, minutes = 0;
    if (!take_byte(s, '+') && !take_byte(s, '-'))
        return false;
    if (!take_digits(s, 2, &hours))
        return false;
    bool colon = take_byte(s, ':');
    if ((colon || s->len) && !take_digits(s, 2, &minutes))
        return false;
    int offset = (int)(hours * 60 + minutes);
    if (minutes > 59 || offset > ZONE_MINUTES_MAX)
        return false;
    date->zone_minutes = (int16_t)(west ? -offset : offset);
    return true;
}

/* HH:MM[:SS[.fff]] or HHMM[SS], and a zone. */
static bool take_time(struct slice *s, struct datetime *date)
{
    unsigned hour, minute, second = 0;
    if (!take_digits(s, 2, &hour))
        return false;
    bool colon = take_byte(s, ':');
    if (!take_digits(s, 2, &minute))
        return false;
    bool seconds = colon ? take_byte(s, ':') : s->len >= 2 && ascii_is_digit(s->ptr[0]);
    if (seconds && !take_digits(s, 2, &second))
        return false;
    if (seconds && (take_byte(s, '.') || take_byte(s, ','))) {
        while (s->len && ascii_is_digit(s->ptr[0]))
            *s = slice_sub(*s, 1, s->len);
    }
    take_byte(s, ' ');
    if (hour > 23 || minute > 59 || second > 60)
        return false;
    date->hour = (uint8_t)hour;
    date->minute = (uint8_t)minute;
    date->precision = DATE_MINUTE;
    return take_zone(s, date);
}

bool datetime_parse_iso(struct slice s, struct datetime *ret_date)
{
    struct datetime date = {.month = 1, .day = 1, .zone_minutes = DATE_ZONE_NONE};
    unsigned year, month, day;
    s = slice_trim(s);
    if (!take_digits(&s, 4, &year))
        return false;
    date.year = (int32_t)year;
    date.precision = DATE_YEAR;
    bool dashed = take_byte(&s, '-');
    if ((dashed || s.len) && date.precision == DATE_YEAR) {
        if (!take_digits(&s, 2, &month) || month < 1 || month > 12)
            return false;
        date.month = (uint8_t)month;
        date.precision = DATE_MONTH;
        bool more = dashed ? take_byte(&s, '-') : true;
        if (more) {
            if (!take_digits(&s, 2, &day) || !date_is_real(date.year, month, day))
                return false;
            date.day = (uint8_t)day;
            date.precision = DATE_DAY;
        }
    }
    if (date.precision == DATE_DAY &&
        (take_byte(&s, 'T') || take_byte(&s, 't') || take_byte(&s, ' '))) {
        if (!take_time(&s, &date))
            return false;
    }
    if (s.len)
        return false;
    *ret_date = date;
    return true;
}
