/*
 * resolve.c - what a match means.
 *
 *   in    slots, anchor, tense
 *   out   TIMEX3 values and intervals
 *
 * Values follow TimeML 1.2.1 as in TempEval-3 (Setzer and others; UzZaman and others 2013).
 */
#include "time/resolve.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"

#define THOUSAND 1000
#define DAYS_A_WEEK 7
#define MINUTES_A_DAY 1440
/* A quarter spoken of stays the one that "a year ago" is held against. */
#define YEARS_LOOKED_AT 2

/* Values of MOD that clip at the day of writing. */
#define MOD_SO_FAR 4
#define MOD_FROM_NOW 5

/* Values of the slot PICK: what else a rule asks for. */
enum pick {
    PICK_COMPARE = 1,     /* against the quarter last spoken of, where there is one */
    PICK_LAST_WEEKEND,    /* the weekend past unless the verb looks ahead */
    PICK_AND_HALF,        /* half a unit more */
    PICK_YEARS,           /* decades counted in years */
    PICK_LATEST,          /* the last one ended, when none was spoken of */
    PICK_COMPARED_PERIOD, /* the compared quarter, in this year */
    PICK_EITHER_ORDER,    /* month and day may stand the other way round: 2/3/2016 */
};

struct resolver {
    const struct slots *slots;
    enum tense tense;
    const struct holiday_table *holidays;
    const struct anchor *anchor;
    uint32_t sentence;
};

static bool resolve_date(const struct resolver *r, struct meaning *meaning);
/* "two years ago" is rounded: half a year to either side, in whole years, lets the days of its
 * value reach into the next or the last one. */
static void widen(const struct resolver *r, enum grain grain, int64_t steps,
                  struct meaning *meaning)
{
    static const double DAYS[] = {[GRAIN_WEEK] = 7, [GRAIN_MONTH] = 30.44, [GRAIN_YEAR] = 365.25};
    if (grain != GRAIN_WEEK && grain != GRAIN_MONTH && grain != GRAIN_YEAR)
        return;
    double center = r->anchor->day + (double)steps * DAYS[grain];
    struct period first = period_of(grain, (int32_t)(center - DAYS[grain] / 2));
    struct period last = period_of(grain, (int32_t)(center + DAYS[grain] / 2));
    meaning->earliest = first.first < meaning->earliest ? first.first : meaning->earliest;
    meaning->latest = last.last > meaning->latest ? last.last : meaning->latest;
    if (steps < 0 && meaning->latest > r->anchor->day)
        meaning->latest = r->anchor->day;
}

static bool resolve_shift(const struct resolver *r, struct meaning *meaning);
static bool resolve_relative(const struct resolver *r, struct meaning *meaning);
static bool resolve_same(const struct resolver *r, struct meaning *meaning);
static bool resolve_duration(const struct resolver *r, struct meaning *meaning);
static bool resolve_set(const struct resolver *r, struct meaning *meaning);
static bool resolve_ref(const struct resolver *r, struct meaning *meaning);

struct anchor anchor_of(const struct article *article)
{
    struct anchor anchor = {.minute_of_day = -1};
    const struct datetime *at = &article->published;
    if (at->precision >= DATE_DAY) {
        anchor.known = true;
    } else {
        if (at->precision == DATE_UNKNOWN)
            at = &article->not_before;
        anchor.has_floor = at->precision != DATE_UNKNOWN;
    }
    /* Without an anchor the day is a stand-in; everything that it gives is struck out. */
    anchor.day = anchor.known || anchor.has_floor
                     ? date_days(at->year, at->month ? at->month : 1, at->day ? at->day : 1)
                     : date_days(2000, 6, 15);
    if (anchor.known && at->precision == DATE_MINUTE)
        anchor.minute_of_day = at->hour * 60 + at->minute;
    return anchor;
}

static void format_duration(const struct resolver *r, struct meaning *meaning);
static void apply_modifier(const struct resolver *r, struct meaning *meaning);
static void apply_relation(const struct resolver *r, struct meaning *meaning);

bool time_resolve(const struct rule *rule, const struct slots *slots, enum tense tense,
                  const struct holiday_table *holidays, const struct anchor *anchor,
                  uint32_t sentence, struct meaning *ret_meaning)
{
    static bool (*const operations[OPERATION_COUNT])(const struct resolver *, struct meaning *) = {
        [OPERATION_DATE] = resolve_date,         [OPERATION_SHIFT] = resolve_shift,
        [OPERATION_RELATIVE] = resolve_relative, [OPERATION_SAME] = resolve_same,
        [OPERATION_DURATION] = resolve_duration, [OPERATION_PERIOD] = resolve_duration,
        [OPERATION_SET] = resolve_set,           [OPERATION_REF] = resolve_ref,
    };
    struct resolver r = {slots, tense, holidays, anchor, sentence};
    struct meaning meaning = {.earliest = DAY_UNKNOWN, .latest = DAY_UNKNOWN};
    if (!operations[rule->operation] || !operations[rule->operation](&r, &meaning))
        return false;
    apply_modifier(&r, &meaning);
    apply_relation(&r, &meaning);
    if (slots_have(slots, SLOT_TYPE))
        meaning.type = (enum time_type)(slots->values[SLOT_TYPE] & 3);
    *ret_meaning = meaning;
    return true;
}

static bool has(const struct resolver *r, enum time_slot slot)
{
    return slots_have(r->slots, slot);
}

static int64_t get(const struct resolver *r, enum time_slot slot)
{
    return slots_get(r->slots, slot, 0);
}

static void set_value(struct meaning *meaning, const char *text)
{
    int length = snprintf(meaning->value, sizeof(meaning->value), "%s", text);
    meaning->value_bytes = length < 0 ? 0 : (size_t)length;
}

/* The value, days and period of a meaning, all known. */
static void set_period(struct meaning *meaning, struct period period)
{
    char text[PERIOD_TEXT_BYTES];
    meaning->value_bytes = period_format(period, text);
    memcpy(meaning->value, text, meaning->value_bytes);
    meaning->earliest = period.first;
    meaning->latest = period.last;
    meaning->has_period = true;
    meaning->period = period;
}

/* Strikes out digits [from, to) of the value, as nothing tells them. */
static void strike(struct meaning *meaning, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < meaning->value_bytes; i++) {
        if (ascii_is_digit(meaning->value[i]))
            meaning->value[i] = 'X';
    }
}

/* What leans on the day of writing when that is not known: no period, an open end, and only the
 * bound that not_before gives. `keep` is where the digits that the words themselves say begin. */
static void unanchor(const struct resolver *r, struct meaning *meaning, size_t keep)
{
    if (r->anchor->known)
        return;
    strike(meaning, 0, keep);
    meaning->has_period = false;
    meaning->latest = DAY_UNKNOWN;
    if (!r->anchor->has_floor)
        meaning->earliest = DAY_UNKNOWN;
}

/* ---- clock times and parts of days ---- */

/* Adds "T19:15" or "TMO" when the words say so; the meaning is then a TIME. */
static void add_clock(const struct resolver *r, struct meaning *meaning)
{
    static const char *const parts[] = {"MO", "MI", "AF", "EV", "NI", "DT"};
    char *end = meaning->value + meaning->value_bytes;
    size_t room = sizeof(meaning->value) - meaning->value_bytes;
    int length = 0;
    if (has(r, SLOT_HOUR)) {
        int64_t hour = get(r, SLOT_HOUR), minute = get(r, SLOT_MINUTE);
        int64_t half = get(r, SLOT_AMPM);
        if (!has(r, SLOT_AMPM) && has(r, SLOT_PART))
            half = get(r, SLOT_PART) == PART_MORNING || hour == 12 ? 0 : 12;
        else if (has(r, SLOT_AMPM) && hour == 12)
            half -= 12;
        if (hour + half >= 0 && hour + half <= 24)
            hour += half;
        length = snprintf(end, room, "T%02d:%02d", (int)((uint64_t)hour % 25),
                          (int)((uint64_t)minute % 60));
    } else if (has(r, SLOT_PART)) {
        length = snprintf(end, room, "T%s", parts[(uint64_t)get(r, SLOT_PART) % 6]);
    }
    if (length <= 0 || (size_t)length >= room)
        return;
    meaning->value_bytes += (size_t)length;
    meaning->type = TIME_TIME;
}

/* ---- dates by their calendar fields ---- */

/* Fields without a year, and the period that they are in one: which fields tell the grain. */
static bool partial_in_year(const struct resolver *r, int32_t year, struct period *ret_period)
{
    int32_t first;
    if (has(r, SLOT_HOLIDAY)) {
        uint64_t number = (uint64_t)get(r, SLOT_HOLIDAY);
        if (number >= r->holidays->items.count)
            return false;
        const struct holiday *holiday = &r->holidays->items.items[number];
        if (!holiday_in_year(holiday, year, &first))
            return false;
        *ret_period = (struct period){GRAIN_DAY, first, first + holiday->length - 1};
        return true;
    }
    if (has(r, SLOT_MONTH) && has(r, SLOT_DAY)) {
        if (!date_is_real(year, (unsigned)get(r, SLOT_MONTH), (unsigned)get(r, SLOT_DAY)))
            return false;
        *ret_period = period_of(
            GRAIN_DAY, date_days(year, (unsigned)get(r, SLOT_MONTH), (unsigned)get(r, SLOT_DAY)));
        return true;
    }
    static const struct {
        enum time_slot slot;
        enum grain grain;
        int64_t lowest, highest;
    } fields[] = {
        {SLOT_MONTH, GRAIN_MONTH, 1, 12},
        {SLOT_SEASON, GRAIN_SEASON, 0, 3},
        {SLOT_QUARTER, GRAIN_QUARTER, 1, 4},
        {SLOT_HALF, GRAIN_HALF, 1, 2},
    };
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        int64_t value = get(r, fields[i].slot);
        if (!has(r, fields[i].slot))
            continue;
        if (value < fields[i].lowest || value > fields[i].highest)
            return false;
        *ret_period = period_in_year(fields[i].grain, year, (unsigned)value);
        return true;
    }
    *ret_period = period_of(GRAIN_YEAR, date_days(year, 1, 1));
    return true;
}

static bool is_partial(const struct resolver *r)
{
    return has(r, SLOT_HOLIDAY) || has(r, SLOT_MONTH) || has(r, SLOT_SEASON) ||
           has(r, SLOT_QUARTER) || has(r, SLOT_HALF);
}

/* Days from a period to the anchor's day, 0 when it holds it. */
static int64_t distance(struct period period, int32_t day)
{
    if (day < period.first)
        return (int64_t)period.first - day;
    return day > period.last ? (int64_t)day - period.last : 0;
}

/* Quarters and halves are mostly told of when they are over. */
static bool is_reported(struct period period)
{
    return period.grain == GRAIN_QUARTER || period.grain == GRAIN_HALF;
}

/* Whether a candidate is allowed by "last", "next" or the tense. */
static bool candidate_fits(const struct resolver *r, struct period period)
{
    int32_t day = r->anchor->day;
    if (has(r, SLOT_DIR)) {
        int64_t dir = get(r, SLOT_DIR);
        if (dir < 0)
            return period.last < day;
        if (dir > 0)
            return period.first > day;
        return period.grain == GRAIN_DAY || calendar_year(period.first) == calendar_year(day) ||
               distance(period, day) == 0;
    }
    if (get(r, SLOT_RELATION) == RELATION_SINCE)
        return period.first <= day;
    bool coming = r->tense == TENSE_FUTURE || get(r, SLOT_RELATION) == RELATION_COMING ||
                  (r->tense != TENSE_PAST && get(r, SLOT_RELATION) == RELATION_UNTIL);
    if (coming)
        return period.last >= day;
    /* A bare weekday of the news is the last one; other dates may lie on either side. */
    return (r->tense == TENSE_PRESENT && period.grain == GRAIN_DAY && has(r, SLOT_WEEKDAY)) ||
           (r->tense == TENSE_UNKNOWN && !has(r, SLOT_WEEKDAY) && !is_reported(period)) ||
           period.first <= day;
}

/* A date that the tense speaks against may still be the one meant, when it is far nearer: "the
 * deadline of Jan. 14 was set on the 5th". Of quarters only those begun are told in the past. In
 * halves. */
static int64_t tense_weight(const struct resolver *r, struct period period)
{
    if (r->tense == TENSE_FUTURE || r->tense == TENSE_PRESENT)
        return 3;
    return is_reported(period) ? 20 : 5;
}

/* The nearest candidate that fits, or the nearest of all. */
struct choice {
    bool found;
    bool fits;
    struct period period;
    int64_t distance;
};

static void choose(const struct resolver *r, struct choice *choice, struct period period)
{
    bool fits = candidate_fits(r, period);
    int64_t far = distance(period, r->anchor->day);
    bool weighed = !has(r, SLOT_DIR) && !has(r, SLOT_WEEKDAY) &&
                   get(r, SLOT_RELATION) != RELATION_SINCE;
    far *= 2;
    if (weighed && !fits) {
        fits = true;
        far = far / 2 * tense_weight(r, period);
    }
    /* A weekday that stands beside the date speaks for the year in which they agree. */
    if (has(r, SLOT_WEEKDAY) && period.grain == GRAIN_DAY &&
        date_weekday(period.first) != (unsigned)get(r, SLOT_WEEKDAY))
        fits = false;
    if (choice->found && (choice->fits > fits || (choice->fits == fits && choice->distance <= far)))
        return;
    *choice = (struct choice){true, fits, period, far};
}

static bool resolve_weekday(const struct resolver *r, struct meaning *meaning)
{
    struct choice choice = {0};
    int32_t day = r->anchor->day;
    int32_t weekday = (int32_t)((uint64_t)get(r, SLOT_WEEKDAY) % DAYS_A_WEEK);
    int32_t next = day + (weekday - (int32_t)date_weekday(day) + DAYS_A_WEEK) % DAYS_A_WEEK;
    for (int32_t step = -1; step <= 1; step++)
        choose(r, &choice, period_of(GRAIN_DAY, next + step * DAYS_A_WEEK));
    set_period(meaning, choice.period);
    if (r->anchor->known)
        return true;
    if (!has(r, SLOT_DIR) && r->tense != TENSE_FUTURE)
        meaning->earliest = day - (DAYS_A_WEEK - 1); /* the last one before any later day */
    unanchor(r, meaning, 0);
    int length = snprintf(meaning->value, sizeof(meaning->value), "XXXX-WXX-%d", (int)weekday + 1);
    meaning->value_bytes = (size_t)length;
    return true;
}

/* A full year and what stands beside it. */
static bool resolve_in_year(const struct resolver *r, int32_t year, struct meaning *meaning)
{
    struct period period;
    if (year < CALENDAR_YEAR_MIN || year > CALENDAR_YEAR_MAX || !partial_in_year(r, year, &period))
        return false;
    if (get(r, SLOT_PICK) == PICK_COMPARED_PERIOD && r->anchor->compared) {
        int32_t back = year - calendar_year(r->anchor->comparison.first);
        enum grain grain = r->anchor->comparison.grain;
        if (!period_shift(r->anchor->comparison, (int64_t)back * (grain == GRAIN_QUARTER ? 4 : 2),
                          &period))
            return false;
    }
    set_period(meaning, period);
    int64_t month = get(r, SLOT_MONTH), day = get(r, SLOT_DAY);
    if (get(r, SLOT_PICK) == PICK_EITHER_ORDER && day <= 12 && day != month) {
        int32_t other = date_days(year, (unsigned)day, (unsigned)month);
        strike(meaning, 4, SIZE_MAX);
        meaning->earliest = other < period.first ? other : period.first;
        meaning->latest = other < period.first ? period.first : other;
        meaning->has_period = false;
    }
    return true;
}

/* Month, month and day, season, quarter, half or holiday without a year. */
static bool resolve_partial(const struct resolver *r, struct meaning *meaning)
{
    struct choice choice = {0};
    int32_t year = calendar_year(r->anchor->day);
    for (int32_t step = -YEARS_LOOKED_AT; step <= YEARS_LOOKED_AT; step++) {
        struct period period;
        if (partial_in_year(r, year + step, &period))
            choose(r, &choice, period);
    }
    if (!choice.found)
        return false;
    set_period(meaning, choice.period);
    unanchor(r, meaning, has(r, SLOT_HOLIDAY) ? SIZE_MAX : 4);
    return true;
}

/* The day of a month that is told elsewhere: "the 25th". */
static bool resolve_day_of_month(const struct resolver *r, struct meaning *meaning)
{
    bool spoken = r->anchor->spoken && r->anchor->last.grain <= GRAIN_MONTH;
    int32_t month_day = spoken ? r->anchor->last.first : r->anchor->day;
    struct period month = period_of(GRAIN_MONTH, month_day);
    int64_t day = get(r, SLOT_DAY);
    if (day < 1 || day > month.last - month.first + 1)
        return false;
    set_period(meaning, period_of(GRAIN_DAY, month.first + (int32_t)day - 1));
    if (!spoken)
        unanchor(r, meaning, 8);
    return true;
}

/* 199 or 90 (of this century or the last), and centuries. */
static bool resolve_decade(const struct resolver *r, struct meaning *meaning)
{
    int64_t decade = get(r, SLOT_DECADE);
    if (decade >= 10 && decade < 100) /* "the '80s" */
        decade /= 10;
    if (decade < 10)
        decade += decade <= 2 && calendar_year(r->anchor->day) / 10 >= 200 + decade ? 200 : 190;
    if (decade < 100 || decade > CALENDAR_YEAR_MAX / 10)
        return false;
    set_period(meaning, period_of(GRAIN_DECADE, date_days((int32_t)decade * 10, 1, 1)));
    return true;
}

static bool resolve_century(const struct resolver *r, struct meaning *meaning)
{
    int64_t century = get(r, SLOT_CENTURY);
    if (century < 1 || century > 30)
        return false;
    if (has(r, SLOT_BC)) {
        int length = snprintf(meaning->value, sizeof(meaning->value), "BC%02d", (int)century - 1);
        meaning->value_bytes = (size_t)length;
        return true;
    }
    set_period(meaning, period_of(GRAIN_CENTURY, date_days(((int32_t)century - 1) * 100, 1, 1)));
    return true;
}

/* Two digits of a year: the nearest to the day of writing, ten years ahead at most. */
static int32_t full_year(const struct resolver *r, int64_t digits)
{
    int32_t limit = (r->anchor->known ? calendar_year(r->anchor->day) : 2025) + 10;
    int32_t year = limit - limit % 100 + (int32_t)((uint64_t)digits % 100);
    return year > limit ? year - 100 : year;
}

/* The day that a clock time without a date is of. */
static void resolve_clock_day(const struct resolver *r, struct meaning *meaning)
{
    bool spoken = r->anchor->spoken && r->anchor->last.grain == GRAIN_DAY &&
                  r->anchor->last_sentence == r->sentence;
    set_period(meaning, period_of(GRAIN_DAY, spoken ? r->anchor->last.first : r->anchor->day));
    if (!spoken)
        unanchor(r, meaning, SIZE_MAX);
}

static bool resolve_date(const struct resolver *r, struct meaning *meaning)
{
    bool ok = true;
    if (get(r, SLOT_MINUTE) > 59 || get(r, SLOT_HOUR) > 24)
        return false;
    if (has(r, SLOT_BC) && has(r, SLOT_YEAR)) {
        int length = snprintf(meaning->value, sizeof(meaning->value), "BC%04d",
                              (int)((uint64_t)get(r, SLOT_YEAR) % 10000));
        meaning->value_bytes = (size_t)length;
    } else if (has(r, SLOT_YEAR)) {
        ok = resolve_in_year(r, (int32_t)get(r, SLOT_YEAR), meaning);
    } else if (has(r, SLOT_SHORTYEAR)) {
        ok = resolve_in_year(r, full_year(r, get(r, SLOT_SHORTYEAR)), meaning);
    } else if (has(r, SLOT_YEARDIR)) {
        int32_t year = calendar_year(r->anchor->day) + (int32_t)get(r, SLOT_YEARDIR);
        ok = resolve_in_year(r, year, meaning);
        if (ok)
            unanchor(r, meaning, 4);
    } else if (has(r, SLOT_DECADE)) {
        ok = resolve_decade(r, meaning);
    } else if (has(r, SLOT_CENTURY)) {
        ok = resolve_century(r, meaning);
    } else if (is_partial(r)) {
        ok = resolve_partial(r, meaning);
    } else if (has(r, SLOT_WEEKDAY)) {
        ok = resolve_weekday(r, meaning);
    } else if (has(r, SLOT_DAY)) {
        ok = resolve_day_of_month(r, meaning);
    } else {
        resolve_clock_day(r, meaning);
    }
    if (ok && get(r, SLOT_UNIT) == UNIT_WEEK && has(r, SLOT_UNIT) && meaning->has_period)
        set_period(meaning, period_of(GRAIN_WEEK, meaning->period.first)); /* "the week of" */
    if (ok)
        add_clock(r, meaning);
    return ok;
}

/* ---- steps from the day of writing or the time spoken of ---- */

static bool grain_of_unit(int64_t unit, enum grain *ret_grain)
{
    static const int8_t grains[] = {
        [UNIT_SECOND] = -1,
        [UNIT_MINUTE] = -1,
        [UNIT_HOUR] = -1,
        [UNIT_DAY] = GRAIN_DAY,
        [UNIT_WEEKEND] = GRAIN_WEEKEND,
        [UNIT_WEEK] = GRAIN_WEEK,
        [UNIT_FORTNIGHT] = GRAIN_WEEK,
        [UNIT_MONTH] = GRAIN_MONTH,
        [UNIT_SEASON] = GRAIN_SEASON,
        [UNIT_QUARTER] = GRAIN_QUARTER,
        [UNIT_HALF] = GRAIN_HALF,
        [UNIT_YEAR] = GRAIN_YEAR,
        [UNIT_DECADE] = GRAIN_DECADE,
        [UNIT_CENTURY] = GRAIN_CENTURY,
        [UNIT_MILLENNIUM] = GRAIN_MILLENNIUM,
        [UNIT_SOME] = -1,
    };
    if (unit < 0 || unit > UNIT_SOME || grains[unit] < 0)
        return false;
    *ret_grain = (enum grain)grains[unit];
    return true;
}

/* The number of units as whole steps: "two and a half years" is taken as two. */
static int64_t steps_of(const struct resolver *r, enum grain *grain)
{
    int64_t steps = has(r, SLOT_NUM) ? get(r, SLOT_NUM) / THOUSAND : 1;
    /* "four decades ago" tells the year better than the decade. */
    if (get(r, SLOT_PICK) == PICK_YEARS && (*grain == GRAIN_DECADE || *grain == GRAIN_CENTURY)) {
        steps *= *grain == GRAIN_DECADE ? 10 : 100;
        *grain = GRAIN_YEAR;
    }
    if (get(r, SLOT_UNIT) == UNIT_FORTNIGHT)
        steps *= 2;
    return steps * get(r, SLOT_DIR);
}

/* "a few years ago", "an hour ago": some time on that side, or on the day itself. */
static bool resolve_unsteady(const struct resolver *r, struct meaning *meaning)
{
    int64_t unit = get(r, SLOT_UNIT);
    if (unit >= 0 && unit <= UNIT_HOUR && !has(r, SLOT_VAGUE)) {
        static const int32_t seconds[] = {1, 60, 3600};
        int64_t length = get(r, SLOT_DIR) * seconds[unit] *
                         (has(r, SLOT_NUM) ? get(r, SLOT_NUM) : THOUSAND) / THOUSAND;
        int64_t minute = r->anchor->minute_of_day + length / 60;
        if (r->anchor->known && r->anchor->minute_of_day >= 0 && minute > -MINUTES_A_DAY * 400 &&
            minute < MINUTES_A_DAY * 400) {
            int64_t days = minute >= 0 ? minute / MINUTES_A_DAY
                                       : -((MINUTES_A_DAY - 1 - minute) / MINUTES_A_DAY);
            minute -= days * MINUTES_A_DAY;
            set_period(meaning, period_of(GRAIN_DAY, r->anchor->day + (int32_t)days));
            meaning->value_bytes += (size_t)snprintf(meaning->value + meaning->value_bytes,
                                                     sizeof(meaning->value) - meaning->value_bytes,
                                                     "T%02d:%02d", (int)(minute / 60),
                                                     (int)(minute % 60));
            meaning->type = TIME_TIME;
            return true;
        }
    }
    set_value(meaning, get(r, SLOT_DIR) < 0 ? "PAST_REF" : "FUTURE_REF");
    if (r->anchor->known && get(r, SLOT_DIR) < 0)
        meaning->latest = r->anchor->day;
    else if (r->anchor->known || r->anchor->has_floor)
        meaning->earliest = get(r, SLOT_DIR) < 0 ? DAY_UNKNOWN : r->anchor->day;
    return true;
}

/* A weekend spoken of: the last one begun, or the next when the verb says so. */
static struct period weekend_near(const struct resolver *r)
{
    struct period weekend = period_of(GRAIN_WEEKEND, r->anchor->day);
    if (weekend.first > r->anchor->day && r->tense != TENSE_FUTURE &&
        get(r, SLOT_PICK) == PICK_LAST_WEEKEND)
        weekend = period_of(GRAIN_WEEKEND, r->anchor->day - DAYS_A_WEEK);
    return weekend;
}

static bool resolve_shift(const struct resolver *r, struct meaning *meaning)
{
    enum grain grain;
    struct period period;
    if (has(r, SLOT_VAGUE) || !grain_of_unit(get(r, SLOT_UNIT), &grain))
        return resolve_unsteady(r, meaning);
    if (get(r, SLOT_UNIT) == UNIT_YEAR && get(r, SLOT_PICK) == PICK_COMPARE && r->anchor->compared)
        return resolve_relative(r, meaning);
    int64_t steps = steps_of(r, &grain);
    period = grain == GRAIN_WEEKEND && get(r, SLOT_DIR) == 0 ? weekend_near(r)
                                                             : period_of(grain, r->anchor->day);
    if (!period_shift(period, steps, &period))
        return false;
    set_period(meaning, period);
    if (get(r, SLOT_PICK) == PICK_YEARS)
        widen(r, grain, steps, meaning);
    unanchor(r, meaning, SIZE_MAX);
    add_clock(r, meaning);
    return true;
}

static bool resolve_relative(const struct resolver *r, struct meaning *meaning)
{
    enum grain grain;
    struct period base;
    bool compare = get(r, SLOT_PICK) == PICK_COMPARE && r->anchor->compared;
    /* "an hour later", "a few days later": only how much is known. */
    if (has(r, SLOT_VAGUE) || !grain_of_unit(get(r, SLOT_UNIT), &grain)) {
        meaning->type = TIME_DURATION;
        format_duration(r, meaning);
        return true;
    }
    bool leans = !compare && !r->anchor->spoken;
    int64_t steps = steps_of(r, &grain);
    if (compare)
        base = r->anchor->comparison;
    else if (r->anchor->spoken && r->anchor->last.grain <= grain)
        base = period_of(grain, r->anchor->last.first);
    else if (r->anchor->spoken && r->anchor->last.grain > grain)
        leans = true;
    if (leans)
        base = period_of(grain, r->anchor->day);
    if (compare && grain == GRAIN_YEAR)
        steps *= base.grain == GRAIN_QUARTER ? 4 : base.grain == GRAIN_HALF ? 2 : 1;
    if (!period_shift(base, steps, &base))
        return false;
    set_period(meaning, base);
    if (leans)
        unanchor(r, meaning, SIZE_MAX);
    add_clock(r, meaning);
    return true;
}

static bool resolve_same(const struct resolver *r, struct meaning *meaning)
{
    enum grain grain;
    if (!grain_of_unit(get(r, SLOT_UNIT), &grain))
        return false;
    bool spoken = r->anchor->spoken && r->anchor->last.grain <= grain;
    struct period base = period_of(grain, spoken ? r->anchor->last.first : r->anchor->day);
    if (grain == GRAIN_QUARTER && r->anchor->compared)
        base = r->anchor->comparison;
    else if (get(r, SLOT_PICK) == PICK_LATEST && !period_shift(base, spoken ? 0 : -1, &base))
        return false;
    set_period(meaning, base);
    if (!spoken)
        unanchor(r, meaning, SIZE_MAX);
    add_clock(r, meaning);
    return true;
}

/* ---- durations, sets, references ---- */

static const struct {
    const char *letter; /* after the number */
    bool clock;         /* after a T */
    int16_t parts;      /* of the next smaller unit in one, where halves are told in it */
    const char *part;
    int16_t days; /* 0 for less than one */
} unit_values[] = {
    [UNIT_SECOND] = {"S", true, 0, "", 0},       [UNIT_MINUTE] = {"M", true, 60, "S", 0},
    [UNIT_HOUR] = {"H", true, 60, "M", 0},       [UNIT_DAY] = {"D", false, 0, "", 1},
    [UNIT_WEEKEND] = {"WE", false, 0, "", 2},    [UNIT_WEEK] = {"W", false, 0, "", 7},
    [UNIT_FORTNIGHT] = {"W", false, 0, "", 7},   [UNIT_MONTH] = {"M", false, 0, "", 31},
    [UNIT_SEASON] = {"M", false, 0, "", 92},     [UNIT_QUARTER] = {"Q", false, 0, "", 92},
    [UNIT_HALF] = {"M", false, 0, "", 184},      [UNIT_YEAR] = {"Y", false, 12, "M", 366},
    [UNIT_DECADE] = {"Y", false, 12, "M", 3653}, [UNIT_CENTURY] = {"Y", false, 12, "M", 0},
    [UNIT_MILLENNIUM] = {"L", false, 0, "", 0},  [UNIT_SOME] = {"X", false, 0, "", 0},
};

/* "P3D", "PT5H", "P2Y6M", "PXW". */
static void format_duration(const struct resolver *r, struct meaning *meaning)
{
    int64_t unit = (int64_t)((uint64_t)get(r, SLOT_UNIT) % (UNIT_SOME + 1));
    int64_t number = has(r, SLOT_NUM) ? get(r, SLOT_NUM) : THOUSAND;
    const char *before = unit_values[unit].clock ? "T" : "";
    const char *letter = unit_values[unit].letter;
    int length;
    if (unit == UNIT_FORTNIGHT)
        number *= 2;
    if (get(r, SLOT_PICK) == PICK_AND_HALF) /* "a year and a half" */
        number += THOUSAND / 2;
    if (unit == UNIT_HALF || unit == UNIT_SEASON)
        number *= unit == UNIT_HALF ? 6 : 3;
    if (unit == UNIT_DECADE || unit == UNIT_CENTURY)
        number *= unit == UNIT_DECADE ? 10 : 100;
    int64_t whole = number / THOUSAND, rest = number % THOUSAND;
    if (has(r, SLOT_VAGUE) && unit >= UNIT_DECADE)
        letter = unit == UNIT_DECADE ? "DE" : unit == UNIT_CENTURY ? "C" : letter;
    if (has(r, SLOT_VAGUE) || unit == UNIT_SOME)
        length = snprintf(meaning->value, sizeof(meaning->value), "P%sX%s", before, letter);
    else if (rest > 0 && unit_values[unit].parts > 0 && whole > 0)
        length = snprintf(meaning->value, sizeof(meaning->value), "P%s%lld%s%lld%s", before,
                          (long long)whole, letter,
                          (long long)((rest * unit_values[unit].parts + THOUSAND / 2) / THOUSAND),
                          unit_values[unit].part);
    else if (rest > 0 && unit_values[unit].parts > 0)
        length = snprintf(meaning->value, sizeof(meaning->value), "P%s%lld%s", before,
                          (long long)((rest * unit_values[unit].parts + THOUSAND / 2) / THOUSAND),
                          unit_values[unit].part);
    else if (rest > 0)
        length = snprintf(meaning->value, sizeof(meaning->value), "P%s%lld.%lld%s", before,
                          (long long)whole, (long long)(rest / 100), letter);
    else
        length = snprintf(meaning->value, sizeof(meaning->value), "P%s%lld%s", before,
                          (long long)whole, letter);
    meaning->value_bytes = length < 0 ? 0 : (size_t)length;
}

/* The days that a period before or after the day of writing takes. */
static void add_period_days(const struct resolver *r, struct meaning *meaning)
{
    int64_t dir = get(r, SLOT_DIR);
    if (dir == 0 || !r->anchor->known)
        return;
    int64_t unit = (int64_t)((uint64_t)get(r, SLOT_UNIT) % (UNIT_SOME + 1));
    int64_t days = (has(r, SLOT_NUM) ? get(r, SLOT_NUM) : THOUSAND) * unit_values[unit].days;
    bool open = has(r, SLOT_VAGUE) || days / THOUSAND > 1000000 ||
                (unit_values[unit].days == 0 && unit > UNIT_HOUR);
    int32_t length = open ? 0 : (int32_t)(days / THOUSAND);
    if (dir < 0) {
        meaning->latest = r->anchor->day;
        meaning->earliest = open ? DAY_UNKNOWN : r->anchor->day - length;
    } else {
        meaning->earliest = r->anchor->day;
        meaning->latest = open ? DAY_UNKNOWN : r->anchor->day + length;
    }
}

static bool resolve_duration(const struct resolver *r, struct meaning *meaning)
{
    meaning->type = TIME_DURATION;
    format_duration(r, meaning);
    add_period_days(r, meaning);
    return true;
}

static bool resolve_set(const struct resolver *r, struct meaning *meaning)
{
    char text[32];
    meaning->type = TIME_SET;
    if (has(r, SLOT_WEEKDAY)) {
        snprintf(text, sizeof(text), "XXXX-WXX-%d",
                 (int)((uint64_t)get(r, SLOT_WEEKDAY) % DAYS_A_WEEK) + 1);
        set_value(meaning, text);
    } else if (has(r, SLOT_MONTH)) {
        snprintf(text, sizeof(text), "XXXX-%02d", (int)((uint64_t)get(r, SLOT_MONTH) % 13));
        set_value(meaning, text);
    } else if (has(r, SLOT_SEASON)) {
        static const char *const seasons[] = {"XXXX-SP", "XXXX-SU", "XXXX-FA", "XXXX-WI"};
        set_value(meaning, seasons[get(r, SLOT_SEASON) & 3]);
    } else if (has(r, SLOT_PART) || has(r, SLOT_HOUR)) {
        set_value(meaning, "XXXX-XX-XX");
    } else {
        format_duration(r, meaning);
        return true;
    }
    add_clock(r, meaning);
    meaning->type = TIME_SET;
    return true;
}

static bool resolve_ref(const struct resolver *r, struct meaning *meaning)
{
    static const char *const names[] = {"PAST_REF", "PRESENT_REF", "FUTURE_REF"};
    int64_t ref = (int64_t)((uint64_t)get(r, SLOT_REF) % 3);
    set_value(meaning, names[ref]);
    if (r->anchor->known && ref != REF_FUTURE)
        meaning->latest = r->anchor->day;
    if ((r->anchor->known || r->anchor->has_floor) && ref != REF_PAST)
        meaning->earliest = r->anchor->day;
    return true;
}

/* ---- what stands around ---- */

/* "early", "mid-", "late": a third of the days; "earlier this year": up to the day of writing. */
static void apply_modifier(const struct resolver *r, struct meaning *meaning)
{
    int64_t mod = get(r, SLOT_MOD);
    int32_t day = r->anchor->day;
    if (mod == MOD_NONE || meaning->earliest == DAY_UNKNOWN || meaning->latest == DAY_UNKNOWN)
        return;
    int32_t third = (meaning->latest - meaning->earliest + 1) / 3;
    if (mod == MOD_START || mod == MOD_MID)
        meaning->latest -= third * (mod == MOD_START ? 2 : 1);
    if (mod == MOD_END || mod == MOD_MID)
        meaning->earliest += third * (mod == MOD_END ? 2 : 1);
    if (!r->anchor->known || day < meaning->earliest || day > meaning->latest)
        return;
    if (mod == MOD_SO_FAR)
        meaning->latest = day;
    else if (mod == MOD_FROM_NOW)
        meaning->earliest = day;
}

/* "by", "since": the interval runs up to, or from, what is named. */
static void apply_relation(const struct resolver *r, struct meaning *meaning)
{
    int64_t relation = get(r, SLOT_RELATION);
    if (relation == RELATION_NONE || meaning->type > TIME_TIME)
        return;
    if (relation == RELATION_UNTIL || relation == RELATION_BEFORE)
        meaning->earliest = DAY_UNKNOWN;
    if (relation == RELATION_AFTER)
        meaning->latest = DAY_UNKNOWN;
    if (relation == RELATION_SINCE)
        meaning->latest = r->anchor->known ? r->anchor->day : DAY_UNKNOWN;
    if (meaning->latest != DAY_UNKNOWN && meaning->earliest != DAY_UNKNOWN &&
        meaning->latest < meaning->earliest)
        meaning->latest = DAY_UNKNOWN;
}
