/*
 * not_before.c - the earliest day on which an article can have been written, by its own words.
 *
 *   in    paragraphs
 *   out   struct past_dates, and the date that they prove
 *
 * The rules. (1) A date with a year that a sentence tells of in the past tense, without a word of
 * plans, has passed: the article is not from before it. (2) News gives a month its year when that
 * is not the current year, and leaves it out when it is (AP Stylebook, "months", "years"). So where
 * a past event is dated "September 2015" and others only "June 29", "July 15", those are of
 * another, hence later year. That holds under three conditions. The months without year all come
 * before the one with it: "September 2016 … November 24" may be one year, "September 2015 … July
 * 15" written in the autumn of 2015 would not have needed its year. They stand in the text before
 * any year, since what follows "in 2015" may go on about 2015. And no full dates (captions,
 * documents) stand in it, since those are written with the current year too.
 */
#include "page/not_before.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "base/utf8.h"

/* Bytes of a sentence before and after a date that are looked at. */
#define SENTENCE_BYTES_MAX ((size_t)400)

/* -1, 0, 1 as a is before, in or after b, to the coarser's precision; a and b have a year, or none.
 */
static int compare(const struct datetime *a, const struct datetime *b)
{
    int32_t day_a = date_days(a->year, a->month, a->day),
            day_b = date_days(b->year, b->month, b->day);
    return day_a < day_b ? -1 : day_a > day_b;
}

static bool ends_sentence(struct slice text, size_t at)
{
    char b = text.ptr[at];
    if (b == '\n' || b == '!' || b == '?')
        return true;
    if (b != '.' || at + 1 >= text.len || !ascii_is_space(text.ptr[at + 1]))
        return false;
    /* Not after a short word with a capital: "Dec. 1", "U.S. officials", "Mr. Putin". */
    size_t start = at;
    while (start > 0 && at - start <= 4 && !ascii_is_space(text.ptr[start - 1]))
        start--;
    return at - start > 4 || !ascii_is_upper(text.ptr[start]);
}

/* The sentence around span, as far as it matters. */
static struct slice sentence_around(struct slice text, struct span span)
{
    size_t start = span.start, end = span.end;
    while (start > 0 && span.start - start < SENTENCE_BYTES_MAX && !ends_sentence(text, start - 1))
        start--;
    while (end < text.len && end - span.end < SENTENCE_BYTES_MAX && !ends_sentence(text, end))
        end++;
    return slice_sub(text, start, end);
}

static bool is_letter_byte(char b)
{
    return ascii_is_letter(b) || (unsigned char)b >= 0x80;
}

/* True when the sentence tells what has happened: a past tense, and no word of plans. */
static bool tells_past(const struct metadata_words *words, struct slice sentence)
{
    bool past = false;
    for (size_t at = 0; at < sentence.len;) {
        size_t end = at;
        while (end < sentence.len && is_letter_byte(sentence.ptr[end]))
            end++;
        struct slice word = slice_sub(sentence, at, end);
        /* "May 5" is no "may". */
        if (word.len && !ascii_is_upper(word.ptr[0]) && words_have(words, WORD_PLAN, word, NULL))
            return false;
        past |= words_have(words, WORD_PAST, word, NULL) ||
                (word.len > 3 && words_have(words, WORD_PAST_ENDING,
                                            slice_sub(word, word.len - 2, word.len), NULL));
        at = end > at ? end : at + 1;
    }
    return past;
}

/* The word right before a date says that it may lie ahead: "until", "by". */
static bool follows_plan_word(const struct metadata_words *words, struct slice text, size_t at)
{
    size_t end = at;
    while (end > 0 && ascii_is_space(text.ptr[end - 1]))
        end--;
    size_t start = end;
    while (start > 0 && end - start < WORD_BYTES_MAX && is_letter_byte(text.ptr[start - 1]))
        start--;
    return words_have(words, WORD_PLAN_BEFORE, slice_sub(text, start, end), NULL);
}

static void add_past(struct past_dates *past, const struct datetime *date, bool has_year)
{
    struct datetime day = *date;
    if (day.precision > DATE_DAY) {
        day.precision = DATE_DAY;
        day.hour = day.minute = 0;
        day.zone_minutes = DATE_ZONE_NONE;
    }
    if (!has_year) {
        if (!past->last_without_year.precision || compare(&day, &past->last_without_year) > 0)
            past->last_without_year = day;
        return;
    }
    past->has_full_day |= day.precision == DATE_DAY;
    if (day.precision == DATE_MONTH &&
        (!past->latest_month.precision || compare(&day, &past->latest_month) > 0))
        past->latest_month = day;
    if (!past->latest.precision || compare(&day, &past->latest) > 0 ||
        (compare(&day, &past->latest) == 0 && day.precision > past->latest.precision))
        past->latest = day;
}

/* Where the first year of 19xx or 20xx stands in text, or its length. */
static size_t find_year(struct slice text)
{
    for (size_t i = 0; i + 4 <= text.len; i++) {
        const char *p = text.ptr + i;
        bool century = (p[0] == '1' && p[1] == '9') || (p[0] == '2' && p[1] == '0');
        if (century && ascii_is_digit(p[2]) && ascii_is_digit(p[3]) &&
            (i == 0 || !ascii_is_alnum(p[-1])) && (i + 4 == text.len || !ascii_is_digit(p[4])))
            return i;
    }
    return text.len;
}

void past_dates_read(const struct metadata_words *words, struct slice paragraph,
                     struct past_dates *past, struct date_order_evidence *evidence)
{
    struct date_found found;
    size_t at = 0, year_at = past->year_named ? 0 : find_year(paragraph);
    past->year_named |= year_at < paragraph.len;
    while (date_text_next(words, paragraph, &at, &found)) {
        bool in_range = found.date.year >= PUBLISHED_YEAR_MIN &&
                        found.date.year <= PUBLISHED_YEAR_MAX;
        if (found.has_year && !in_range)
            continue;
        if (found.has_year)
            published_add_evidence(evidence, &found);
        if (found.ambiguous || found.short_year || found.date.precision < DATE_MONTH ||
            (!found.has_year && found.span.start >= year_at) ||
            follows_plan_word(words, paragraph, found.span.start) ||
            !tells_past(words, sentence_around(paragraph, found.span)))
            continue;
        add_past(past, &found.date, found.has_year);
    }
}

struct datetime not_before_of(const struct past_dates *past)
{
    struct datetime proven = past->latest;
    bool by_convention = past->latest_month.precision && past->last_without_year.precision &&
                         !past->has_full_day &&
                         past->last_without_year.month < past->latest_month.month;
    if (by_convention) {
        proven = past->last_without_year;
        proven.year = past->latest_month.year + 1;
        if (!date_is_real(proven.year, proven.month, proven.day))
            proven.day = 28;
    }
    return proven;
}
