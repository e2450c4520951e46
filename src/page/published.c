/*
 * published.c - the publication date, chosen among all that a page says about it.
 *
 *   in    dates with where they stood
 *   out   article->published
 */
#include "page/published.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "page/clean.h"

/* Days between an ambiguous date and another date of the page that speak for one reading. */
#define EVIDENCE_DAYS_NEAR 4
/* A visible line with a date and this many other bytes is a sentence, not a date line. */
#define DATE_LINE_OTHER_BYTES_MAX ((size_t)80)
/* A label may follow this much: a name, a place. */
#define LABEL_BYTES_BEFORE_MAX ((size_t)24)
/* Segments of a URL's path that are looked at. */
#define URL_SEGMENTS_MAX 24

static bool year_in_range(int32_t year)
{
    return year >= PUBLISHED_YEAR_MIN && year <= PUBLISHED_YEAR_MAX;
}

/* ---- noting ---- */

/* Lower is better. */
static uint64_t note_rank(const struct date_note *note)
{
    /* What stands in boilerplate is most often about another article. */
    uint64_t boilerplate = note->trust >= DATE_TRUST_BOILERPLATE;
    return boilerplate << 48 | (uint64_t)note->source << 40 | (uint64_t)(note->trust & 0xFF) << 32 |
           note->distance;
}

void published_add(struct published *published, const struct date_found *found,
                   enum date_source source, uint32_t trust, uint32_t distance)
{
    struct date_note note = {*found, source, trust, distance};
    if (!found->has_year)
        return;
    if (!year_in_range(found->date.year)) {
        published->unreadable |= source <= DATE_META;
        return;
    }
    published_add_evidence(&published->evidence, found);
    if (published->note_count < DATE_NOTES_MAX) {
        published->notes[published->note_count++] = note;
        return;
    }
    uint32_t worst = 0;
    for (uint32_t i = 1; i < DATE_NOTES_MAX; i++) {
        if (note_rank(&published->notes[i]) > note_rank(&published->notes[worst]))
            worst = i;
    }
    if (note_rank(&note) < note_rank(&published->notes[worst]))
        published->notes[worst] = note;
}

void published_add_field(struct published *published, const struct metadata_words *words,
                         struct slice field, enum date_source source, uint32_t trust,
                         uint32_t distance)
{
    struct date_found found;
    if (slice_trim(field).len == 0)
        return;
    if (date_text_field(words, field, &found) && found.has_year)
        published_add(published, &found, source, trust, distance);
    else
        published->unreadable |= source <= DATE_META;
}

void published_add_evidence(struct date_order_evidence *evidence, const struct date_found *found)
{
    const struct datetime *date = &found->date;
    evidence->day_first_votes += found->order == ORDER_DAY_FIRST;
    evidence->month_first_votes += found->order == ORDER_MONTH_FIRST || found->month_first_zone;
    if (found->ambiguous || !found->has_year || date->precision < DATE_DAY ||
        evidence->day_count == DATE_EVIDENCE_MAX)
        return;
    evidence->days[evidence->day_count++] = date_days(date->year, date->month, date->day);
}

/* ---- the URL ---- */

/* The number that is the whole of segment, or leads it before '-' or '_' when led. */
static bool segment_number(struct slice segment, unsigned digits, bool led, unsigned *ret_number)
{
    unsigned number = 0;
    if (segment.len < digits || (segment.len > digits && !led))
        return false;
    for (unsigned i = 0; i < digits; i++) {
        if (!ascii_is_digit(segment.ptr[i]))
            return false;
        number = number * 10 + (unsigned)(segment.ptr[i] - '0');
    }
    if (segment.len > digits && segment.ptr[digits] != '-' && segment.ptr[digits] != '_' &&
        segment.ptr[digits] != '.')
        return false;
    *ret_number = number;
    return true;
}

/* "12" or "dec". */
static bool segment_month(const struct metadata_words *words, struct slice segment,
                          unsigned *ret_month)
{
    uint32_t month;
    if (segment_number(segment, 2, false, ret_month) ||
        segment_number(segment, 1, false, ret_month))
        return *ret_month >= 1 && *ret_month <= 12;
    if (segment.len < 3 || !words_have(words, WORD_MONTH, segment, &month))
        return false;
    *ret_month = month;
    return true;
}

static void url_note(struct published *published, unsigned year, unsigned month, unsigned day)
{
    struct date_found found = {.has_year = true};
    found.date = (struct datetime){.year = (int32_t)year,
                                   .month = (uint8_t)month,
                                   .day = (uint8_t)(day ? day : 1),
                                   .zone_minutes = DATE_ZONE_NONE,
                                   .precision = day ? DATE_DAY : DATE_MONTH};
    /* URLs are numbers of all sorts: a year far from the web's own is none. */
    if (year < 1990 || !date_is_real((int32_t)year, month, day ? day : 1))
        return;
    if (day == 0 || year_in_range((int32_t)year))
        published_add(published, &found, DATE_URL, day ? 1 : 2, 0);
}

/* A segment that holds a whole date: "2016-12-02-title", "20161202-title", "title-2016-12-02". */
static void url_segment(struct published *published, struct slice segment)
{
    for (size_t at = 0; at + 8 <= segment.len; at++) {
        unsigned year, month, day;
        struct slice rest = slice_sub(segment, at, segment.len);
        if (!ascii_is_digit(rest.ptr[0]) || (at && ascii_is_digit(segment.ptr[at - 1])))
            continue;
        if (!segment_number(slice_sub(rest, 0, 4), 4, false, &year))
            continue;
        char separator = rest.ptr[4];
        bool dashed = separator == '-' || separator == '_';
        size_t step = dashed ? 1 : 0;
        size_t end = 8 + 2 * step;
        if (rest.len < end || (dashed && rest.ptr[7] != separator) ||
            (rest.len > end && ascii_is_digit(rest.ptr[end])) ||
            !segment_number(slice_sub(rest, 4 + step, 6 + step), 2, false, &month) ||
            !segment_number(slice_sub(rest, 6 + 2 * step, end), 2, false, &day))
            continue;
        if (year < 1990 || !year_in_range((int32_t)year) ||
            !date_is_real((int32_t)year, month, day))
            continue;
        url_note(published, year, month, day);
        return;
    }
}

void published_add_url(struct published *published, const struct metadata_words *words,
                       struct slice url)
{
    struct slice segments[URL_SEGMENTS_MAX];
    size_t count = 0;
    struct slice rest = url_path(url), segment;
    rest = slice_sub(rest, 0, slice_find_byte(rest, '#', 0));
    rest = slice_sub(rest, 0, slice_find_byte(rest, '?', 0));
    while (count < URL_SEGMENTS_MAX && slice_next_field(&rest, '/', &segment))
        segments[count++] = segment;
    for (size_t i = 0; i < count; i++) {
        unsigned year, month, day;
        url_segment(published, segments[i]);
        if (!segment_number(segments[i], 4, false, &year) || i + 1 >= count ||
            !year_in_range((int32_t)year)) {
            /* "/2016-12/02/", as Chinese outlets have it. */
            if (segments[i].len == 7 && segments[i].ptr[4] == '-' && i + 1 < count &&
                segment_number(slice_sub(segments[i], 0, 4), 4, false, &year) &&
                segment_month(words, slice_sub(segments[i], 5, 7), &month) &&
                segment_number(segments[i + 1], 2, false, &day))
                url_note(published, year, month, day);
            continue;
        }
        if (segments[i + 1].len == 4 && segment_number(segments[i + 1], 4, false, &month)) {
            url_note(published, year, month / 100, month % 100); /* "/2016/1202/" */
        } else if (segment_month(words, segments[i + 1], &month)) {
            bool has_day = i + 2 < count && (segment_number(segments[i + 2], 2, true, &day) ||
                                             segment_number(segments[i + 2], 1, false, &day));
            bool real = has_day && date_is_real((int32_t)year, month, day);
            url_note(published, year, month, real ? day : 0);
        }
    }
}

/* ---- lines ---- */

/* The text without what parts words at its end: spaces and punctuation. */
static struct slice trim_end(struct slice text)
{
    text = trim_spaces(text);
    while (text.len && slice_find_byte(SLICE(":,|-/()"), text.ptr[text.len - 1], 0) != SIZE_MAX)
        text = trim_spaces(slice_sub(text, 0, text.len - 1));
    return text;
}

/* True when the last words of text are a phrase of this kind, and they open it or follow a mark or
 * a few words such as a name: in "a photo released May 5" they are part of a sentence. */
static bool ends_in(const struct metadata_words *words, enum word_kind kind, struct slice text)
{
    text = trim_end(text);
    size_t at = text.len;
    for (unsigned word = 0; word < 3 && at > 0; word++) {
        at--;
        while (at > 0 && text.len - at <= WORD_BYTES_MAX && text.ptr[at - 1] != ' ' &&
               text.ptr[at - 1] != '|' && text.ptr[at - 1] != '\n')
            at--;
        struct slice before = slice_trim(slice_sub(text, 0, at));
        bool opens = before.len <= LABEL_BYTES_BEFORE_MAX ||
                     ascii_is_digit(before.ptr[before.len - 1]) ||
                     (unsigned char)before.ptr[before.len - 1] >= 0x80 ||
                     slice_find_byte(SLICE("|:-,)."), before.ptr[before.len - 1], 0) != SIZE_MAX;
        if (opens && words_have(words, kind, slice_sub(text, at, text.len), NULL))
            return true;
        while (at > 0 && text.ptr[at - 1] == ' ')
            at--;
    }
    return false;
}

enum date_label date_label_read(const struct metadata_words *words, struct slice text)
{
    if (ends_in(words, WORD_MODIFIED_LABEL, text))
        return DATE_LABEL_OTHER;
    return ends_in(words, WORD_PUBLISHED_LABEL, text) ? DATE_LABEL_PUBLISHED : DATE_LABEL_NONE;
}

enum date_line_kind date_line_read(const struct metadata_words *words, struct slice line,
                                   struct slice text_before, struct date_found *ret_found)
{
    size_t at = 0, read_to = 0;
    struct date_found found;
    enum date_line_kind best = DATE_LINE_NONE;
    line = slice_trim(slice_sub(line, 0, UINT32_MAX - 1));
    while (date_text_next(words, line, &at, &found)) {
        struct slice before = slice_trim(slice_sub(line, read_to, found.span.start));
        struct slice label = before.len ? before : read_to ? SLICE_EMPTY : text_before;
        read_to = found.span.end;
        if (!found.has_year)
            continue;
        enum date_label said = date_label_read(words, label);
        enum date_line_kind kind = DATE_LINE_NONE;
        size_t other = line.len - (found.span.end - found.span.start);
        if (said == DATE_LABEL_OTHER)
            kind = DATE_LINE_MODIFIED;
        else if (said == DATE_LABEL_PUBLISHED)
            kind = DATE_LINE_LABELLED;
        else if (other <= 4)
            kind = DATE_LINE_BARE;
        else if (other <= DATE_LINE_OTHER_BYTES_MAX && line.ptr[line.len - 1] != '.')
            kind = DATE_LINE_LOOSE;
        if (kind > best && (best <= DATE_LINE_MODIFIED || kind == DATE_LINE_LABELLED)) {
            best = kind;
            *ret_found = found;
        }
    }
    return best;
}

/* ---- choosing ---- */

/* The votes for the day-first reading less those for the other, by one reading being near another
 * day that the page names. */
static int nearness_vote(const struct date_order_evidence *evidence, const struct date_found *found)
{
    int32_t m = date_days(found->date.year, found->date.month, found->date.day);
    int32_t d = date_days(found->other.year, found->other.month, found->other.day);
    bool m_near = false, d_near = false;
    for (uint32_t i = 0; i < evidence->day_count; i++) {
        int32_t day = evidence->days[i];
        m_near |= m - day <= EVIDENCE_DAYS_NEAR && day - m <= EVIDENCE_DAYS_NEAR;
        d_near |= d - day <= EVIDENCE_DAYS_NEAR && day - d <= EVIDENCE_DAYS_NEAR;
    }
    return (int)d_near - (int)m_near;
}

void published_settle(const struct date_order_evidence *evidence, struct date_found *found)
{
    if (!found->ambiguous)
        return;
    enum date_order order = ORDER_UNKNOWN;
    int near = nearness_vote(evidence, found);
    if (near)
        order = near > 0 ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
    else if (found->month_first_zone)
        order = ORDER_MONTH_FIRST;
    else if (evidence->day_first_votes != evidence->month_first_votes)
        order = evidence->day_first_votes > evidence->month_first_votes ? ORDER_DAY_FIRST
                                                                        : ORDER_MONTH_FIRST;
    else
        order = evidence->habit;
    if (order == ORDER_UNKNOWN) {
        /* The two readings share only their year. */
        found->date.precision = DATE_YEAR;
        found->date.month = found->date.day = 1;
        found->date.hour = found->date.minute = 0;
        found->date.zone_minutes = DATE_ZONE_NONE;
    } else if (order == ORDER_DAY_FIRST) {
        found->date = found->other;
    }
    found->ambiguous = false;
}

/* Minutes since 1970 in UTC; a date without zone is taken as UTC. */
static int64_t utc_minutes(const struct datetime *date)
{
    int64_t minutes = (int64_t)date_days(date->year, date->month, date->day) * 1440 +
                      (int64_t)date->hour * 60 + date->minute;
    return date->zone_minutes == DATE_ZONE_NONE ? minutes : minutes - date->zone_minutes;
}

/* True when both are known to the day and no time zone makes them the same day. */
static bool other_day(const struct datetime *a, const struct datetime *b)
{
    if (a->precision < DATE_DAY || b->precision < DATE_DAY)
        return false;
    int32_t day_a = date_days(a->year, a->month, a->day);
    int32_t day_b = date_days(b->year, b->month, b->day);
    if (day_a == day_b)
        return false;
    int64_t utc_a = utc_minutes(a), utc_b = utc_minutes(b);
    bool timed = a->precision == DATE_MINUTE && b->precision == DATE_MINUTE;
    if (timed && utc_a - utc_b < 720 && utc_b - utc_a < 720)
        return false;
    bool zoned = a->zone_minutes != DATE_ZONE_NONE || b->zone_minutes != DATE_ZONE_NONE;
    int64_t utc_day_a = (utc_a - ((utc_a % 1440) + 1440) % 1440) / 1440;
    int64_t utc_day_b = (utc_b - ((utc_b % 1440) + 1440) % 1440) / 1440;
    return !(zoned && (utc_day_a == day_b || utc_day_b == day_a || utc_day_a == utc_day_b));
}

/* True when fine says the same as coarse, and more. */
static bool refines(const struct datetime *fine, const struct datetime *coarse)
{
    if (fine->precision <= coarse->precision || fine->year != coarse->year)
        return false;
    return (coarse->precision < DATE_MONTH || fine->month == coarse->month) &&
           (coarse->precision < DATE_DAY || fine->day == coarse->day);
}

/* True for a note that may add the time to a day: the article's own, and not of a change. */
static bool tells_time(const struct date_note *note)
{
    return note->trust < DATE_TRUST_BOILERPLATE && note->source != DATE_MODIFIED_FIELD &&
           note->source != DATE_MODIFIED_LINE;
}

static enum published_basis basis_of(enum date_source source)
{
    if (source == DATE_GIVEN)
        return PUBLISHED_GIVEN;
    if (source <= DATE_URL || source == DATE_MODIFIED_FIELD)
        return PUBLISHED_META;
    return source == DATE_DATELINE ? PUBLISHED_DATELINE : PUBLISHED_TEXT;
}

void published_choose(struct published *published, struct article *article)
{
    const struct date_note *best = NULL, *finer = NULL;
    for (uint32_t i = 0; i < published->note_count; i++) {
        struct date_note *note = &published->notes[i];
        published_settle(&published->evidence, &note->found);
        if (note->source != DATE_MODIFIED_FIELD && (!best || note_rank(note) < note_rank(best)))
            best = note;
    }
    if (published->unreadable)
        article->flags |= ARTICLE_DATE_UNREADABLE;
    if (!best)
        return;
    for (uint32_t i = 0; i < published->note_count; i++) {
        const struct date_note *note = &published->notes[i];
        /* Loose <time>s and lines may belong to something else: they contradict nothing. */
        if (note->source <= DATE_ITEMPROP && other_day(&note->found.date, &best->found.date))
            article->flags |= ARTICLE_DATE_CONFLICT;
        if (refines(&note->found.date, &best->found.date) &&
            (best->found.date.precision < DATE_DAY || tells_time(note)) &&
            (!finer || note_rank(note) < note_rank(finer)))
            finer = note;
    }
    if (finer)
        best = finer;
    article->published = best->found.date;
    article->published_basis = basis_of(best->source);
}
