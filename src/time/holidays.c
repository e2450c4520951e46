/*
 * holidays.c - the days that have a name.
 *
 *   in    data files "names | rule | length"
 *   out   struct holiday_table
 */
#include "time/holidays.h"

#include "base/date.h"
#include "time/calendar.h"

#define DAYS_A_WEEK 7

static const struct {
    const char *name;
    enum holiday_rule rule;
    unsigned numbers;
} rule_names[] = {
    {"fixed", HOLIDAY_FIXED, 2},   {"easter", HOLIDAY_EASTER, 1}, {"orthodox", HOLIDAY_ORTHODOX, 1},
    {"nth", HOLIDAY_NTH, 3},       {"after", HOLIDAY_AFTER, 3},   {"islamic", HOLIDAY_ISLAMIC, 2},
    {"hebrew", HOLIDAY_HEBREW, 1}, {"dates", HOLIDAY_DATES, 0},
};

/* The next word of a field parted by spaces. */
static bool next_word(struct slice *rest, struct slice *ret_word)
{
    *rest = slice_trim(*rest);
    if (rest->len == 0)
        return false;
    size_t end = slice_find_byte(*rest, ' ', 0);
    *ret_word = slice_sub(*rest, 0, end);
    *rest = slice_sub(*rest, end, rest->len);
    return true;
}

static bool read_number(struct slice word, int32_t *ret_number)
{
    uint64_t number;
    bool negative = word.len > 0 && word.ptr[0] == '-';
    if (!slice_to_u64(slice_sub(word, negative, word.len), &number) || number > 400)
        return false;
    *ret_number = negative ? -(int32_t)number : (int32_t)number;
    return true;
}

static bool read_dates(struct slice rest, struct holiday *holiday, struct arena *arena)
{
    int32_t *dates = arena_array(arena, int32_t, HOLIDAY_DATES_MAX);
    struct slice word;
    holiday->dates = dates;
    while (dates && next_word(&rest, &word)) {
        struct datetime date;
        if (holiday->date_count == HOLIDAY_DATES_MAX || !datetime_parse_iso(word, &date) ||
            date.precision != DATE_DAY)
            return false;
        dates[holiday->date_count++] = date_days(date.year, date.month, date.day);
    }
    return dates && holiday->date_count > 0;
}

/* Whether the numbers of a rule are in range. */
static bool numbers_are_real(const struct holiday *holiday)
{
    const int32_t *n = holiday->numbers;
    switch (holiday->rule) {
    case HOLIDAY_FIXED:
        return n[0] >= 1 && n[0] <= 12 && n[1] >= 1 && n[1] <= 31;
    case HOLIDAY_NTH: /* month, weekday from 0 for Monday, which */
        return n[0] >= 1 && n[0] <= 12 && n[1] >= 0 && n[1] < DAYS_A_WEEK && n[2] >= -1 &&
               n[2] <= 5 && n[2] != 0;
    case HOLIDAY_AFTER: /* month, day, weekday */
        return n[0] >= 1 && n[0] <= 12 && n[1] >= 1 && n[1] <= 31 && n[2] >= 0 &&
               n[2] < DAYS_A_WEEK;
    case HOLIDAY_ISLAMIC:
        return n[0] >= 1 && n[0] <= 12 && n[1] >= 1 && n[1] <= 30;
    default:
        return true;
    }
}

static bool read_rule(struct slice field, struct holiday *holiday, struct arena *arena)
{
    struct slice word;
    unsigned wanted = 0;
    bool found = false;
    if (!next_word(&field, &word))
        return false;
    for (size_t i = 0; i < sizeof(rule_names) / sizeof(rule_names[0]); i++) {
        if (!slice_equal(word, slice_from(rule_names[i].name)))
            continue;
        holiday->rule = rule_names[i].rule;
        wanted = rule_names[i].numbers;
        found = true;
    }
    if (!found)
        return false;
    if (holiday->rule == HOLIDAY_DATES)
        return read_dates(field, holiday, arena);
    for (unsigned i = 0; i < wanted; i++) {
        if (!next_word(&field, &word) || !read_number(word, &holiday->numbers[i]))
            return false;
    }
    return slice_trim(field).len == 0 && numbers_are_real(holiday);
}

static bool load_line(struct holiday_table *table, const struct data_line *line,
                      struct arena *arena, struct data_faults *faults, struct err *err)
{
    struct holiday holiday = {.length = 1};
    if (line->field_count < 2 || !read_rule(line->fields[1], &holiday, arena)) {
        data_fault(faults, line, line->fields[1], "expected a rule of a holiday");
        return true;
    }
    if (line->field_count > 2 && line->fields[2].len > 0 &&
        (!read_number(line->fields[2], &holiday.length) || holiday.length < 1)) {
        data_fault(faults, line, line->fields[2], "expected a number of days");
        return true;
    }
    struct holiday *kept = vector_push(&table->items, arena);
    if (!kept)
        return arena_fail(arena, err);
    *kept = holiday;
    struct slice rest = line->fields[0], text;
    while (data_next_word(&rest, &text)) {
        struct holiday_name *name = vector_push(&table->names, arena);
        if (!name)
            return arena_fail(arena, err);
        *name = (struct holiday_name){text, (uint32_t)table->items.count - 1};
    }
    return true;
}

bool holiday_table_load(struct holiday_table *table, const struct data_set *set,
                        struct arena *arena, struct data_faults *faults, struct err *err)
{
    for (size_t i = 0; i < set->files.count; i++) {
        const struct data_file *file = &set->files.items[i];
        struct data_lines lines;
        struct data_line line;
        if (!slice_equal(file->kind, SLICE("holidays")))
            continue;
        data_lines_init(&lines, file, faults);
        while (data_lines_next(&lines, &line)) {
            if (!load_line(table, &line, arena, faults, err))
                return false;
        }
    }
    /* Longer names first, so that "Easter" does not hide "Easter Monday". */
    for (size_t i = 1; i < table->names.count; i++) {
        struct holiday_name moved = table->names.items[i];
        size_t at = i;
        for (; at > 0 && table->names.items[at - 1].text.len < moved.text.len; at--)
            table->names.items[at] = table->names.items[at - 1];
        table->names.items[at] = moved;
    }
    return true;
}

/* The weekday of a month: first, second …, or the last one for -1. */
static int32_t nth_weekday(int32_t year, unsigned month, int32_t weekday, int32_t which)
{
    int32_t first = date_days(year, month, 1);
    int32_t days = (int32_t)date_month_days(year, month);
    int32_t day = first + (weekday - (int32_t)date_weekday(first) + DAYS_A_WEEK) % DAYS_A_WEEK;
    if (which > 0)
        return day + DAYS_A_WEEK * (which - 1);
    while (day + DAYS_A_WEEK < first + days)
        day += DAYS_A_WEEK;
    return day;
}

/* The first time that an Islamic date falls in a Gregorian year. */
static bool islamic_in_year(const int32_t numbers[3], int32_t year, int32_t *ret_first)
{
    int32_t islamic = (int32_t)(((int64_t)year - 622) * 33 / 32) - 1;
    for (int32_t i = 0; i < 4; i++) {
        int32_t day = calendar_islamic(islamic + i, numbers[0], numbers[1]);
        if (islamic + i < 1 || calendar_year(day) != year)
            continue;
        *ret_first = day;
        return true;
    }
    return false;
}

bool holiday_in_year(const struct holiday *holiday, int32_t year, int32_t *ret_first)
{
    const int32_t *n = holiday->numbers;
    if (year < 1583 || year > CALENDAR_YEAR_MAX)
        return false;
    switch (holiday->rule) {
    case HOLIDAY_FIXED:
        if (!date_is_real(year, (unsigned)n[0], (unsigned)n[1]))
            return false;
        *ret_first = date_days(year, (unsigned)n[0], (unsigned)n[1]);
        return true;
    case HOLIDAY_EASTER:
        *ret_first = calendar_easter(year) + n[0];
        return true;
    case HOLIDAY_ORTHODOX:
        *ret_first = calendar_orthodox_easter(year) + n[0];
        return true;
    case HOLIDAY_NTH:
        *ret_first = nth_weekday(year, (unsigned)n[0], n[1], n[2]);
        return true;
    case HOLIDAY_AFTER: {
        int32_t day = date_days(year, (unsigned)n[0], (unsigned)n[1]);
        *ret_first = day + (n[2] - (int32_t)date_weekday(day) + DAYS_A_WEEK) % DAYS_A_WEEK;
        return true;
    }
    case HOLIDAY_ISLAMIC:
        return islamic_in_year(n, year, ret_first);
    case HOLIDAY_HEBREW:
        *ret_first = calendar_passover(year) + n[0];
        return true;
    case HOLIDAY_DATES:
        for (uint32_t i = 0; i < holiday->date_count; i++) {
            if (calendar_year(holiday->dates[i]) == year) {
                *ret_first = holiday->dates[i];
                return true;
            }
        }
        return false;
    }
    return false;
}
