/*
 * date_text.c - dates as people and programs write them.
 *
 *   in    text
 *   out   the dates in it
 *
 * One scan from left to right. At each start of a word or number the forms are tried in turn; none
 * looks more than a few words ahead, so the whole is linear.
 */
#include "page/date_text.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

#define YEAR_SHORT_MAX 69
#define EPOCH_SECONDS_MIN 100000000ULL /* 1973: shorter numbers are something else */

/* A place in the text; functions that take something move it past that, or leave it alone. */
struct cursor {
    const struct metadata_words *words;
    struct slice text;
    size_t at;
};

static bool take_date(struct cursor *c, struct date_found *found);
static bool take_time(struct cursor *c, struct date_found *found);
static void take_time_after(struct cursor *c, struct date_found *found);
static void settle_order(struct date_found *found, unsigned weekday);

static char byte_at(const struct cursor *c, size_t offset)
{
    return c->at + offset < c->text.len ? c->text.ptr[c->at + offset] : '\0';
}

static bool is_word_byte(char b)
{
    return ascii_is_letter(b) || (unsigned char)b >= 0x80;
}

/* Past spaces; U+00A0, U+202F and U+2009 too. */
static void skip_spaces(struct cursor *c)
{
    for (;;) {
        if (ascii_is_space(byte_at(c, 0)))
            c->at++;
        else if (slice_starts(slice_sub(c->text, c->at, c->text.len), SLICE("\xC2\xA0")))
            c->at += 2;
        else if (slice_starts(slice_sub(c->text, c->at, c->text.len), SLICE("\xE2\x80\xAF")) ||
                 slice_starts(slice_sub(c->text, c->at, c->text.len), SLICE("\xE2\x80\x89")))
            c->at += 3;
        else
            return;
    }
}

/* The run of letters at c, with full stops inside it when dotted ("a.m."); empty when none. */
static struct slice peek_word(const struct cursor *c, bool dotted)
{
    size_t end = c->at;
    while (end < c->text.len && end - c->at <= WORD_BYTES_MAX) {
        char b = c->text.ptr[end];
        if (slice_starts(slice_sub(c->text, end, end + 2), SLICE("\xC2\xA0")))
            break;
        if (!is_word_byte(b) && !(dotted && b == '.' && end > c->at))
            break;
        end++;
    }
    return slice_sub(c->text, c->at, end);
}

/* The number of `least` to `most` digits at c, not followed by another digit. */
static bool take_number(struct cursor *c, unsigned least, unsigned most, unsigned *ret_number,
                        unsigned *ret_digits)
{
    unsigned number = 0, digits = 0;
    while (digits <= most && ascii_is_digit(byte_at(c, digits)))
        number = number * 10 + (unsigned)(byte_at(c, digits++) - '0');
    if (digits < least || digits > most)
        return false;
    c->at += digits;
    *ret_number = number;
    if (ret_digits)
        *ret_digits = digits;
    return true;
}

bool date_text_next(const struct metadata_words *words, struct slice text, size_t *at,
                    struct date_found *ret_found)
{
    struct cursor c = {words, text, *at};
    while (c.at < text.len) {
        char b = text.ptr[c.at];
        size_t start = c.at;
        if (!ascii_is_digit(b) && !is_word_byte(b)) {
            c.at++;
            continue;
        }
        struct date_found found = {.date.zone_minutes = DATE_ZONE_NONE};
        if (take_date(&c, &found)) {
            found.span = (struct span){(uint32_t)start, (uint32_t)c.at};
            *ret_found = found;
            *at = c.at;
            return true;
        }
        c.at = start;
        if (ascii_is_digit(b)) {
            while (ascii_is_digit(byte_at(&c, 0)) || is_word_byte(byte_at(&c, 0)))
                c.at++;
        } else {
            while (is_word_byte(byte_at(&c, 0)) || byte_at(&c, 0) == '\'')
                c.at++;
            /* "2016年12月" and the like: letters beyond ASCII do not hide the digits after them. */
            while (ascii_is_digit(byte_at(&c, 0)) && ascii_is_alnum(text.ptr[c.at - 1]))
                c.at++;
        }
        if (c.at == start)
            c.at++;
    }
    *at = text.len;
    return false;
}

/* ---- the forms ---- */

static bool set_day(struct date_found *found, unsigned year, unsigned month, unsigned day)
{
    /* Without a year any leap year allows 29 February. */
    if (!date_is_real(found->has_year ? (int32_t)year : 2000, month, day))
        return false;
    found->date.year = found->has_year ? (int32_t)year : 0;
    found->date.month = (uint8_t)month;
    found->date.day = (uint8_t)day;
    found->date.precision = DATE_DAY;
    return true;
}

/* A month's name, with or without its full stop. */
static bool take_month(struct cursor *c, unsigned *ret_month)
{
    struct slice word = peek_word(c, false);
    uint32_t month;
    if (word.len < 3 || !words_have(c->words, WORD_MONTH, word, &month))
        return false;
    c->at += word.len;
    if (byte_at(c, 0) == '.')
        c->at++;
    *ret_month = month;
    return true;
}

/* "1", "01", "1st", "2nd", "3rd", "4th", "1." */
static bool take_day(struct cursor *c, unsigned *ret_day)
{
    static const char *const ORDINALS[] = {"st", "nd", "rd", "th", "er", "º"};
    size_t start = c->at;
    if (!take_number(c, 1, 2, ret_day, NULL) || *ret_day < 1 || *ret_day > 31) {
        c->at = start;
        return false;
    }
    for (size_t i = 0; i < sizeof(ORDINALS) / sizeof(ORDINALS[0]); i++) {
        struct slice ordinal = slice_from(ORDINALS[i]);
        if (slice_equal_nocase(peek_word(c, false), ordinal)) {
            c->at += ordinal.len;
            return true;
        }
    }
    bool ends = !ascii_is_letter(byte_at(c, 0)) || byte_at(c, 0) == 'T';
    if (!ends)
        c->at = start;
    return ends;
}

/* ", 2016", " 2016", "-2016", "/2016", " '16" is none. */
static bool take_year(struct cursor *c, unsigned *ret_year)
{
    size_t start = c->at;
    char separator = byte_at(c, 0);
    if (separator == '-' || separator == '/' || separator == '.')
        c->at++;
    skip_spaces(c);
    if (byte_at(c, 0) == ',')
        c->at++;
    skip_spaces(c);
    struct slice of = peek_word(c, false);
    if (slice_equal_nocase(of, SLICE("of")) || slice_equal_nocase(of, SLICE("de")) ||
        slice_equal_nocase(of, SLICE("del"))) {
        c->at += of.len;
        skip_spaces(c);
    }
    bool year = take_number(c, 4, 4, ret_year, NULL) && *ret_year >= 1000 &&
                !ascii_is_letter(byte_at(c, 0)) && byte_at(c, 0) != ':';
    if (!year)
        c->at = start;
    return year;
}

/* "December 1, 2016", "Dec. 1", "December 2016", and with the time between day and year. */
static bool take_month_first(struct cursor *c, struct date_found *found)
{
    unsigned month, day, year;
    bool capital = !ascii_is_lower(byte_at(c, 0));
    size_t before = c->at;
    while (before > 0 && ascii_is_space(c->text.ptr[before - 1]))
        before--;
    bool follows_number = before > 0 && before < c->at && ascii_is_digit(c->text.ptr[before - 1]);
    if (!take_month(c, &month))
        return false;
    size_t after_month = c->at;
    if (take_year(c, &year)) {
        if (follows_number) /* "30 February 2016" is no February */
            return false;
        found->has_year = true;
        found->date.year = (int32_t)year;
        found->date.month = (uint8_t)month;
        found->date.day = 1;
        found->date.precision = DATE_MONTH;
        return true;
    }
    c->at = after_month;
    if (byte_at(c, 0) == '-' || byte_at(c, 0) == '/')
        c->at++;
    skip_spaces(c);
    if (!take_day(c, &day))
        return false;
    size_t after_day = c->at;
    found->has_year = take_year(c, &year);
    if (!found->has_year && set_day(found, 0, month, day)) {
        /* Unix and RFC 850: "Dec 02 13:03:00 UTC 2016". */
        struct date_found timed = *found;
        skip_spaces(c);
        if (take_time(c, &timed) && take_year(c, &year)) {
            *found = timed;
            found->has_year = true;
            return set_day(found, year, month, day) && (found->date.precision = DATE_MINUTE, true);
        }
        c->at = after_day;
    }
    /* "may 5 people": without a year a small letter is a word, not a month. */
    return (found->has_year || capital) && set_day(found, year, month, day);
}

/* "1 December 2016", "1st of December", "02-Dec-2016", "1. Dezember 2016", "1 de diciembre de
 * 2016". */
static bool take_day_first(struct cursor *c, struct date_found *found)
{
    unsigned day, month, year;
    if (!take_day(c, &day))
        return false;
    if (byte_at(c, 0) == '.' || byte_at(c, 0) == '-' || byte_at(c, 0) == '/' ||
        byte_at(c, 0) == ',')
        c->at++;
    skip_spaces(c);
    struct slice of = peek_word(c, false);
    if (slice_equal_nocase(of, SLICE("of")) || slice_equal_nocase(of, SLICE("de"))) {
        c->at += of.len;
        skip_spaces(c);
    }
    bool capital = !ascii_is_lower(byte_at(c, 0));
    if (!take_month(c, &month))
        return false;
    size_t after_month = c->at;
    found->has_year = take_year(c, &year);
    if (!found->has_year) {
        bool dash = byte_at(c, 0) == '-'; /* "02-Dec-16" */
        c->at += dash;
        if (dash && take_number(c, 2, 2, &year, NULL) && year <= YEAR_SHORT_MAX) {
            found->has_year = found->short_year = true;
            year += 2000;
        } else {
            c->at = after_month;
        }
    }
    return (found->has_year || capital) && set_day(found, year, month, day);
}

/* "2016-12-02", "2016/12/02", "2016.12.2", "2016年12月2日". */
static bool take_year_first(struct cursor *c, struct date_found *found)
{
    unsigned year, month, day;
    if (!take_number(c, 4, 4, &year, NULL) || year < 1000)
        return false;
    struct slice rest = slice_sub(c->text, c->at, c->text.len);
    bool ideographs = slice_starts(rest, SLICE("\xE5\xB9\xB4"));
    char separator = byte_at(c, 0);
    if (!ideographs && separator != '-' && separator != '/' && separator != '.')
        return false;
    c->at += ideographs ? 3 : 1;
    found->has_year = true;
    if (!ideographs && is_word_byte(byte_at(c, 0))) {
        if (!take_month(c, &month)) /* "2016-Dec-02" */
            return false;
    } else if (!take_number(c, 1, 2, &month, NULL)) {
        return false;
    }
    rest = slice_sub(c->text, c->at, c->text.len);
    if (ideographs ? !slice_starts(rest, SLICE("\xE6\x9C\x88")) : byte_at(c, 0) != separator)
        return false;
    c->at += ideographs ? 3 : 1;
    if (!take_number(c, 1, 2, &day, NULL))
        return false;
    if (ideographs)
        c->at += slice_starts(slice_sub(c->text, c->at, c->text.len), SLICE("\xE6\x97\xA5")) ? 3u
                                                                                             : 0u;
    return set_day(found, year, month, day);
}

/* "12/02/2016", "2.12.2016", "12-02-2016", "2/12/16". */
static bool take_numeric(struct cursor *c, struct date_found *found)
{
    unsigned first, second, year, digits;
    if (!take_number(c, 1, 2, &first, NULL))
        return false;
    char separator = byte_at(c, 0);
    if (separator != '/' && separator != '-' && separator != '.')
        return false;
    c->at++;
    if (!take_number(c, 1, 2, &second, NULL) || byte_at(c, 0) != separator)
        return false;
    c->at++;
    if (!take_number(c, 2, 4, &year, &digits) || digits == 3)
        return false;
    /* A version, a sum or a telephone number goes on. */
    if (byte_at(c, 0) == separator && ascii_is_digit(byte_at(c, 1)))
        return false;
    if (digits == 2) {
        if (separator != '/' || year > YEAR_SHORT_MAX)
            return false;
        found->short_year = true;
        year += 2000;
    }
    found->has_year = true;
    bool day_first = set_day(found, year, second, first);
    found->other = found->date;
    bool month_first = set_day(found, year, first, second);
    if (!day_first && !month_first)
        return false;
    if (!month_first)
        found->date = found->other;
    found->ambiguous = day_first && month_first && first != second;
    if (first != second && !found->ambiguous)
        found->order = month_first ? ORDER_MONTH_FIRST : ORDER_DAY_FIRST;
    /* Full stops part numeric dates only where the day comes first (ISO 8601's national forms). */
    if (found->ambiguous && separator == '.') {
        found->date = found->other;
        found->ambiguous = false;
    }
    return true;
}

/* "Thursday, ", "Thu "; 7 when no weekday stands here. */
static unsigned take_weekday(struct cursor *c)
{
    struct slice word = peek_word(c, false);
    uint32_t weekday;
    if (word.len < 3 || !words_have(c->words, WORD_WEEKDAY, word, &weekday))
        return WEEKDAY_NONE;
    c->at += word.len;
    if (byte_at(c, 0) == '.')
        c->at++;
    skip_spaces(c);
    if (byte_at(c, 0) == ',')
        c->at++;
    skip_spaces(c);
    struct slice article = peek_word(c, false);
    if (slice_equal_nocase(article, SLICE("the"))) {
        c->at += article.len;
        skip_spaces(c);
    }
    return weekday;
}

static bool take_calendar(struct cursor *c, struct date_found *found)
{
    static bool (*const FORMS[])(struct cursor *, struct date_found *) = {
        take_year_first, take_numeric, take_day_first};
    size_t start = c->at;
    if (!ascii_is_digit(byte_at(c, 0)))
        return take_month_first(c, found);
    for (size_t i = 0; i < sizeof(FORMS) / sizeof(FORMS[0]); i++) {
        struct date_found tried = *found;
        c->at = start;
        if (FORMS[i](c, &tried)) {
            *found = tried;
            return true;
        }
    }
    return false;
}

/* Past what may stand between a time and the date after it. */
static void skip_time_separator(struct cursor *c)
{
    static const char *const SEPARATORS[] = {",", "-", "–", "—", "|", "·", "•", "丨", "on ", "/"};
    for (unsigned taken = 0; taken < 3; taken++) {
        skip_spaces(c);
        struct slice rest = slice_sub(c->text, c->at, c->text.len);
        size_t i = 0;
        while (i < sizeof(SEPARATORS) / sizeof(SEPARATORS[0]) &&
               !slice_starts(rest, slice_from(SEPARATORS[i])))
            i++;
        if (i == sizeof(SEPARATORS) / sizeof(SEPARATORS[0]))
            return;
        c->at += slice_from(SEPARATORS[i]).len;
    }
    skip_spaces(c);
}

/* A date with what belongs to it: weekday before it, time before or after it. */
static bool take_date(struct cursor *c, struct date_found *found)
{
    struct date_found timed = *found;
    struct cursor before = *c;
    bool time_before = ascii_is_digit(byte_at(c, 0)) && take_time(&before, &timed);
    if (time_before) {
        skip_time_separator(&before);
        *c = before;
    }
    unsigned weekday = take_weekday(c);
    if (weekday != WEEKDAY_NONE && !ascii_is_digit(byte_at(c, 0)) && !is_word_byte(byte_at(c, 0)))
        return false;
    if (!take_calendar(c, found))
        return false;
    settle_order(found, weekday);
    if (time_before && found->date.precision == DATE_DAY) {
        found->date.hour = timed.date.hour;
        found->date.minute = timed.date.minute;
        found->date.zone_minutes = timed.date.zone_minutes;
        found->date.precision = DATE_MINUTE;
        found->month_first_zone = timed.month_first_zone;
    } else if (found->date.precision == DATE_DAY) {
        take_time_after(c, found);
    }
    if (found->ambiguous) {
        found->other.hour = found->date.hour;
        found->other.minute = found->date.minute;
        found->other.zone_minutes = found->date.zone_minutes;
        found->other.precision = found->date.precision;
    }
    return true;
}

/* A weekday before an ambiguous date tells its order when only one reading falls on it. */
static void settle_order(struct date_found *found, unsigned weekday)
{
    if (!found->ambiguous || weekday == WEEKDAY_NONE)
        return;
    const struct datetime *m = &found->date, *d = &found->other;
    bool month_first = date_weekday(date_days(m->year, m->month, m->day)) == weekday;
    bool day_first = date_weekday(date_days(d->year, d->month, d->day)) == weekday;
    if (month_first == day_first)
        return;
    found->order = month_first ? ORDER_MONTH_FIRST : ORDER_DAY_FIRST;
    if (day_first)
        found->date = found->other;
    found->ambiguous = false;
}

/* ---- times ---- */

/* "+08:00", "+0800", "+8", after "GMT" or alone. */
static bool take_offset(struct cursor *c, bool alone, int16_t *ret_minutes)
{
    size_t start = c->at;
    unsigned hours, minutes = 0, digits;
    char sign = byte_at(c, 0);
    if (sign != '+' && sign != '-')
        return false;
    c->at++;
    if (!take_number(c, alone ? 2 : 1, 4, &hours, &digits) || digits == 3)
        goto none;
    if (digits == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (byte_at(c, 0) == ':') {
        c->at++;
        if (!take_number(c, 2, 2, &minutes, NULL))
            goto none;
    } else if (alone) {
        goto none;
    }
    if (minutes > 59 || hours * 60 + minutes > 14 * 60)
        goto none;
    *ret_minutes = (int16_t)((int)(hours * 60 + minutes) * (sign == '-' ? -1 : 1));
    return true;
none:
    c->at = start;
    return false;
}

/* A zone by name, "(BJT)" too; moves over names it does not know only when they are in brackets. */
static void take_zone(struct cursor *c, struct date_found *found)
{
    struct cursor z = *c;
    int16_t minutes;
    if (take_offset(c, true, &found->date.zone_minutes))
        return;
    skip_spaces(&z);
    if (take_offset(&z, true, &minutes)) {
        found->date.zone_minutes = minutes;
        *c = z;
        return;
    }
    bool bracket = byte_at(&z, 0) == '(';
    z.at += bracket;
    struct slice word = peek_word(&z, false);
    struct slice phrase = slice_sub(z.text, z.at, z.at + word.len + 5); /* "Moscow time" */
    const struct zone *zone = words_zone(z.words, phrase);
    if (zone)
        word = phrase;
    else
        zone = words_zone(z.words, word);
    if (!zone)
        return;
    z.at += word.len;
    if (zone->minutes == 0 && take_offset(&z, false, &minutes))
        found->date.zone_minutes = minutes; /* "GMT+8" */
    else
        found->date.zone_minutes = found->date.year || zone->summer == SUMMER_NONE
                                       ? zone_minutes_on(zone, &found->date)
                                       : DATE_ZONE_NONE;
    found->month_first_zone = zone->month_first;
    if (bracket && byte_at(&z, 0) == ')')
        z.at++;
    *c = z;
}

/* "13:03", "13:03:00.000", "3:05 p.m. ET", "3 pm", "18.42", "1303 GMT", "13h03". */
static bool take_time(struct cursor *c, struct date_found *found)
{
    struct cursor t = *c;
    unsigned hour, minute = 0, second, digits;
    uint32_t meridiem = 0;
    if (!take_number(&t, 1, 4, &hour, &digits) || digits == 3)
        return false;
    bool minutes = digits == 4;
    if (digits == 4) {
        minute = hour % 100;
        hour /= 100;
    } else if ((byte_at(&t, 0) == ':' || byte_at(&t, 0) == '.' || byte_at(&t, 0) == 'h') &&
               ascii_is_digit(byte_at(&t, 1))) {
        bool stop = byte_at(&t, 0) == '.';
        t.at++;
        minutes = take_number(&t, 2, 2, &minute, NULL);
        if (!minutes || (stop && byte_at(&t, 0) == '.' && ascii_is_digit(byte_at(&t, 1))))
            return false;
        if (byte_at(&t, 0) == ':' && ascii_is_digit(byte_at(&t, 1))) {
            t.at++;
            if (!take_number(&t, 2, 2, &second, NULL) || second > 60)
                return false;
            if (byte_at(&t, 0) == '.' || byte_at(&t, 0) == ',') {
                size_t fraction = 1;
                while (ascii_is_digit(byte_at(&t, fraction)))
                    fraction++;
                t.at += fraction > 1 ? fraction : 0;
            }
        }
    }
    struct cursor m = t;
    skip_spaces(&m);
    struct slice word = peek_word(&m, true);
    bool has_meridiem = words_have(t.words, WORD_MERIDIEM, word, &meridiem);
    if (!has_meridiem) { /* "pm." at a sentence's end, "pmET" */
        word = peek_word(&m, false);
        has_meridiem = words_have(t.words, WORD_MERIDIEM, word, &meridiem);
    }
    if (has_meridiem) {
        t.at = m.at + word.len;
        if (digits == 4 || hour < 1 || hour > 12)
            has_meridiem = hour <= 23 && digits != 4; /* "13:03 PM" is 13:03 */
        else
            hour = hour % 12 + meridiem;
    }
    if (hour > 23 || minute > 59 || (!minutes && !has_meridiem))
        return false;
    found->date.hour = (uint8_t)hour;
    found->date.minute = (uint8_t)minute;
    found->date.precision = DATE_MINUTE;
    found->date.zone_minutes = DATE_ZONE_NONE;
    size_t before_zone = t.at;
    take_zone(&t, found);
    /* Four bare digits are a time only with a zone: "1303 GMT". */
    if (digits == 4 && t.at == before_zone)
        return false;
    *c = t;
    return true;
}

/* The time after a date, past what may stand between them. */
static void take_time_after(struct cursor *c, struct date_found *found)
{
    struct cursor t = *c;
    struct date_found timed = *found;
    for (unsigned taken = 0; taken < 3; taken++) {
        skip_time_separator(&t);
        if (ascii_is_digit(byte_at(&t, 0))) {
            if (take_time(&t, &timed)) {
                *found = timed;
                *c = t;
            }
            return;
        }
        struct slice word = peek_word(&t, false);
        uint32_t weekday;
        /* Programs write "2016-12-02T13:03", people "2 December 2016, Friday at 13:03". */
        if (!words_have(t.words, WORD_TIME_JOINER, word, NULL) &&
            !words_have(t.words, WORD_WEEKDAY, word, &weekday))
            return;
        t.at += word.len;
    }
}

/* ---- whole fields ---- */

static bool read_epoch(struct slice field, struct datetime *ret_date)
{
    uint64_t seconds;
    if ((field.len != 10 && field.len != 13) || !slice_to_u64(field, &seconds))
        return false;
    if (field.len == 13)
        seconds /= 1000;
    if (seconds < EPOCH_SECONDS_MIN)
        return false;
    struct datetime date = {.zone_minutes = 0, .precision = DATE_MINUTE};
    unsigned month, day;
    date_from_days((int32_t)(seconds / 86400), &date.year, &month, &day);
    date.month = (uint8_t)month;
    date.day = (uint8_t)day;
    date.hour = (uint8_t)(seconds % 86400 / 3600);
    date.minute = (uint8_t)(seconds % 3600 / 60);
    *ret_date = date;
    return true;
}

bool date_text_field(const struct metadata_words *words, struct slice field,
                     struct date_found *ret_found)
{
    struct date_found found = {.has_year = true};
    size_t at = 0;
    field = slice_trim(field);
    if (read_epoch(field, &found.date) || datetime_parse_iso(field, &found.date)) {
        found.span = (struct span){0, (uint32_t)field.len};
        *ret_found = found;
        return true;
    }
    return date_text_next(words, slice_sub(field, 0, UINT32_MAX - 1), &at, ret_found);
}
