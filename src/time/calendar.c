/*
 * calendar.c - periods of the calendar.
 *
 *   in    day numbers
 *   out   periods, their neighbours and values; moving feasts
 */
#include "time/calendar.h"

#include <stdio.h>

int32_t calendar_year(int32_t day)
{
    int32_t year;
    unsigned month, of_month;
    date_from_days(day, &year, &month, &of_month);
    return year;
}

/* [first of the month, last of the month `months` - 1 later]; month counts on past 12. */
static struct period months_period(enum grain grain, int32_t year, unsigned month, unsigned months)
{
    int32_t end_year = year + (int32_t)((month - 1 + months - 1) / 12);
    unsigned end_month = (month - 1 + months - 1) % 12 + 1;
    year += (int32_t)((month - 1) / 12);
    month = (month - 1) % 12 + 1;
    return (struct period){grain, date_days(year, month, 1),
                           date_days(end_year, end_month, date_month_days(end_year, end_month))};
}

static struct period years_period(enum grain grain, int32_t year, int32_t years)
{
    int32_t rest = year % years;
    int32_t first = year - (rest < 0 ? rest + years : rest);
    return (struct period){grain, date_days(first, 1, 1), date_days(first + years - 1, 12, 31)};
}

struct period period_in_year(enum grain grain, int32_t year, unsigned number)
{
    switch (grain) {
    case GRAIN_MONTH:
        return months_period(grain, year, number, 1);
    case GRAIN_SEASON: /* of the northern half; winter runs into the next year */
        return months_period(grain, year, 3 + 3 * number, 3);
    case GRAIN_QUARTER:
        return months_period(grain, year, 3 * number - 2, 3);
    case GRAIN_HALF:
        return months_period(grain, year, 6 * number - 5, 6);
    default:
        return years_period(GRAIN_YEAR, year, 1);
    }
}

struct period period_of(enum grain grain, int32_t day)
{
    int32_t year;
    unsigned month, of_month;
    date_from_days(day, &year, &month, &of_month);
    int32_t monday = day - (int32_t)date_weekday(day);
    switch (grain) {
    case GRAIN_DAY:
        return (struct period){grain, day, day};
    case GRAIN_WEEKEND:
        return (struct period){grain, monday + 5, monday + 6};
    case GRAIN_WEEK:
        return (struct period){grain, monday, monday + 6};
    case GRAIN_MONTH:
        return period_in_year(grain, year, month);
    case GRAIN_SEASON:
        if (month < 3)
            return period_in_year(grain, year - 1, 3);
        return period_in_year(grain, year, (month - 3) / 3);
    case GRAIN_QUARTER:
        return period_in_year(grain, year, (month + 2) / 3);
    case GRAIN_HALF:
        return period_in_year(grain, year, (month + 5) / 6);
    case GRAIN_YEAR:
        return years_period(grain, year, 1);
    case GRAIN_DECADE:
        return years_period(grain, year, 10);
    case GRAIN_CENTURY:
        return years_period(grain, year, 100);
    case GRAIN_MILLENNIUM:
        return years_period(grain, year, 1000);
    }
    return (struct period){GRAIN_DAY, day, day};
}

/* Months or days in one step of a grain. */
static int64_t grain_months(enum grain grain)
{
    static const int16_t months[] = {
        [GRAIN_MONTH] = 1, [GRAIN_SEASON] = 3,   [GRAIN_QUARTER] = 3,    [GRAIN_HALF] = 6,
        [GRAIN_YEAR] = 12, [GRAIN_DECADE] = 120, [GRAIN_CENTURY] = 1200, [GRAIN_MILLENNIUM] = 12000,
    };
    return months[grain];
}

bool period_shift(struct period period, int64_t steps, struct period *ret_period)
{
    const int64_t steps_max = 8000000;
    if (steps > steps_max || steps < -steps_max)
        return false;
    int64_t months = grain_months(period.grain) * steps;
    if (months == 0) {
        int64_t day = period.first + steps * (period.grain == GRAIN_DAY ? 1 : 7);
        if (day < date_days(CALENDAR_YEAR_MIN, 1, 1) || day > date_days(CALENDAR_YEAR_MAX, 12, 31))
            return false;
        *ret_period = period_of(period.grain, (int32_t)day);
        return true;
    }
    int32_t year;
    unsigned month, day;
    date_from_days(period.first, &year, &month, &day);
    int64_t index = (int64_t)year * 12 + month - 1 + months;
    int64_t to_year = index >= 0 ? index / 12 : -((11 - index) / 12);
    if (to_year < CALENDAR_YEAR_MIN || to_year > CALENDAR_YEAR_MAX)
        return false;
    unsigned to_month = (unsigned)(index - to_year * 12) + 1;
    *ret_period = period_of(period.grain, date_days((int32_t)to_year, to_month, 1));
    return true;
}

/* ISO 8601 week: its year is that of its Thursday. */
static unsigned iso_week(int32_t monday, int32_t *ret_year)
{
    int32_t thursday = monday + 3;
    *ret_year = calendar_year(thursday);
    return (unsigned)((thursday - date_days(*ret_year, 1, 1)) / 7) + 1;
}

size_t period_format(struct period period, char ret_text[PERIOD_TEXT_BYTES])
{
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
    int32_t year;
    unsigned month, day;
    int length = 0;
    date_from_days(period.first, &year, &month, &day);
    switch (period.grain) {
    case GRAIN_DAY:
        length = snprintf(ret_text, PERIOD_TEXT_BYTES, "%04d-%02u-%02u", year, month, day);
        break;
    case GRAIN_WEEK:
    case GRAIN_WEEKEND: {
        bool weekend = period.grain == GRAIN_WEEKEND;
        unsigned week = iso_week(period.first - (weekend ? 5 : 0), &year);
        length = snprintf(ret_text, PERIOD_TEXT_BYTES, "%04d-W%02u%s", year, week,
                          weekend ? "-WE" : "");
        break;
    }
    case GRAIN_MONTH:
        length = snprintf(ret_text, PERIOD_TEXT_BYTES, "%04d-%02u", year, month);
        break;
    case GRAIN_SEASON:
        length = snprintf(ret_text, PERIOD_TEXT_BYTES, "%04d-%s", year, seasons[(month - 3) / 3]);
        break;
    case GRAIN_QUARTER:
        length = snprintf(ret_text, PERIOD_TEXT_BYTES, "%04d-Q%u", year, (month + 2) / 3);
        break;
    case GRAIN_HALF:
        length = snprintf(ret_text, PERIOD_TEXT_BYTES, "%04d-H%u", year, (month + 5) / 6);
        break;
    case GRAIN_YEAR:
        length = snprintf(ret_text, PERIOD_TEXT_BYTES, "%04d", year);
        break;
    case GRAIN_DECADE:
        length = snprintf(ret_text, PERIOD_TEXT_BYTES, "%03d", year / 10);
        break;
    case GRAIN_CENTURY:
        length = snprintf(ret_text, PERIOD_TEXT_BYTES, "%02d", year / 100);
        break;
    case GRAIN_MILLENNIUM:
        length = snprintf(ret_text, PERIOD_TEXT_BYTES, "%d", year / 1000);
        break;
    }
    return length > 0 ? (size_t)length : 0;
}

int32_t calendar_easter(int32_t year)
{
    int32_t a = year % 19, b = year / 100, c = year % 100;
    int32_t d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int32_t h = (19 * a + b - d - g + 15) % 30;
    int32_t i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int32_t m = (a + 11 * h + 22 * l) / 451;
    int32_t n = h + l - 7 * m + 114;
    return date_days(year, (unsigned)(n / 31), (unsigned)(n % 31 + 1));
}

int32_t calendar_orthodox_easter(int32_t year)
{
    int32_t a = year % 4, b = year % 7, c = year % 19;
    int32_t d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
    int32_t n = d + e + 114;
    int32_t behind = year / 100 - year / 400 - 2; /* days that the Julian calendar lags */
    return date_days(year, (unsigned)(n / 31), (unsigned)(n % 31 + 1)) + behind;
}

int32_t calendar_islamic(int32_t year, int32_t month, int32_t day)
{
    /* 1 Muharram 1 is 16 July 622 Julian, 19 July Gregorian. */
    int32_t epoch = date_days(622, 7, 19);
    int32_t years = year - 1;
    int32_t months = 29 * (month - 1) + month / 2;
    return epoch + years * 354 + (3 + 11 * year) / 30 + months + day - 1;
}

int32_t calendar_passover(int32_t year)
{
    /* In whole numbers of a 492480th of a day:
     * 32 + 4343/98496 + (1 + 272953/492480) a + b/4 - jewish 313/98496, of the Julian March. */
    const int64_t scale = 492480;
    int64_t jewish = (int64_t)year + 3760;
    int64_t a = (12 * jewish + 17) % 19, b = jewish % 4;
    int64_t m = 32 * scale + 4343 * 5 + (scale + 272953) * a + scale / 4 * b - 313 * 5 * jewish;
    int64_t day = m / scale, rest = m % scale;
    int64_t weekday = (3 * jewish + 5 * b + day + 5) % 7;
    if (weekday == 2 || weekday == 4 || weekday == 6)
        day++;
    else if (weekday == 1 && a > 6 && rest * 1000000 >= scale * 632870)
        day += 2;
    else if (weekday == 0 && a > 11 && rest * 1000000 >= scale * 897723)
        day++;
    int32_t behind = year / 100 - year / 400 - 2;
    return date_days(year, 3, 1) + (int32_t)day - 1 + behind;
}
