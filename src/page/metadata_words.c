/*
 * metadata_words.c - what data/ knows about dates, bylines and metadata fields.
 *
 *   in    fact files of data/
 *   out   one hash map per kind of word, and the time zones
 */
#include "page/metadata_words.h"

#include <assert.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "base/vector.h"
#include "page/facts.h"
#include "page/metadata.h"

static const char *const WORD_FILES[] = {
    "data/en/page/dates.txt", "data/en/page/bylines.txt",  "data/page/fields.txt",
    "data/page/entities.txt", "data/languages/months.txt",
};

/* The kinds' names in the files; the order is that of enum word_kind. */
static const char *const KIND_NAMES[WORD_KIND_COUNT] = {
    "month",
    "weekday",
    "meridiem",
    "time-joiner",
    "published-label",
    "modified-label",
    "date-filler",
    "plan",
    "plan-before",
    "past",
    "past-ending",
    "byline",
    "byline-end",
    "name-joiner",
    "role",
    "no-author",
    "name-particle",
    "agency",
    "credential",
    "no-title",
    "published",
    "modified",
    "author",
    "title",
    "outlet",
    "url",
    "class-date",
    "class-author",
    "class-not",
    "class-not-author",
    "class-not-date",
    "ld-type",
    "ld-not",
    "host-day-first",
    "host-month-first",
    "locale-day-first",
    "locale-month-first",
    "entity",
};

static bool load_file(struct metadata_words *words, const char *name, struct arena *arena,
                      struct err *err);
static bool join_classes(struct metadata_words *words, struct arena *arena, struct err *err);

bool metadata_words_load(struct arena *arena, const struct metadata_words **ret_words,
                         struct err *err)
{
    struct metadata_words *words = arena_new(arena, struct metadata_words);
    if (!words)
        return arena_fail(arena, err);
    for (size_t kind = 0; kind < WORD_KIND_COUNT; kind++)
        map_init(&words->maps[kind], arena);
    for (size_t i = 0; i < sizeof(WORD_FILES) / sizeof(WORD_FILES[0]); i++) {
        if (!load_file(words, WORD_FILES[i], arena, err))
            return false;
    }
    if (!language_model_load(arena, &words->languages, err))
        return false;
    if (!join_classes(words, arena, err))
        return false;
    *ret_words = words;
    return true;
}

/* Gathers the CLASS_ maps into one. */
static bool join_classes(struct metadata_words *words, struct arena *arena, struct err *err)
{
    VECTOR(struct class_word) joined = {0};
    map_init(&words->class_map, arena);
    for (int kind = CLASS_DATE; kind <= CLASS_NOT_DATE; kind++) {
        const struct map *map = &words->maps[kind];
        for (size_t i = 0; i < map->capacity; i++) {
            const struct map_slot *slot = &map->slots[i];
            if (!slot->key.ptr)
                continue;
            const uint32_t *known = map_get(&words->class_map, slot->key);
            size_t index = known ? *known : joined.count;
            if (!known) {
                struct class_word *added = vector_push(&joined, arena);
                if (!added || !map_put(&words->class_map, slot->key, (uint32_t)index))
                    return arena_fail(arena, err);
            }
            assert(joined.items && index < joined.count);
            struct class_word *word = &joined.items[index];
            unsigned letter = (unsigned char)slot->key.ptr[0] - 'a';
            if (letter < 26 && slot->key.len < 32)
                words->class_lengths[letter] |= UINT32_C(1) << slot->key.len;
            word->date = kind == CLASS_DATE ? (uint8_t)slot->value : word->date;
            word->author = kind == CLASS_AUTHOR ? (uint8_t)slot->value : word->author;
            word->other |= kind == CLASS_NOT;
            word->not_author |= kind == CLASS_NOT_AUTHOR;
            word->not_date |= kind == CLASS_NOT_DATE;
        }
    }
    words->class_words = joined.items;
    return true;
}

const struct class_word *words_class(const struct metadata_words *words, struct slice part)
{
    char lower[WORD_BYTES_MAX];
    unsigned letter = part.len ? (unsigned char)ascii_lower(part.ptr[0]) - 'a' : 26;
    if (letter >= 26 || part.len >= 32 || !(words->class_lengths[letter] & UINT32_C(1) << part.len))
        return NULL;
    for (size_t i = 0; i < part.len; i++)
        lower[i] = ascii_lower(part.ptr[i]);
    const uint32_t *index = map_get(&words->class_map, (struct slice){lower, part.len});
    return index ? &words->class_words[*index] : NULL;
}

/* "+08:00" or "-03:30" in minutes. */
static bool read_offset(struct slice text, int16_t *ret_minutes)
{
    uint64_t hours, minutes;
    if (text.len != 6 || text.ptr[3] != ':' || (text.ptr[0] != '+' && text.ptr[0] != '-'))
        return false;
    if (!slice_to_u64(slice_sub(text, 1, 3), &hours) ||
        !slice_to_u64(slice_sub(text, 4, 6), &minutes))
        return false;
    int offset = (int)(hours * 60 + minutes);
    *ret_minutes = (int16_t)(text.ptr[0] == '-' ? -offset : offset);
    return offset <= 14 * 60;
}

/* "+08:00", "-05:00 summer-us month-first". */
static bool read_zone(const struct fact *fact, struct zone *zone)
{
    struct slice rest = fact->value, field;
    zone->name = fact->word;
    if (!slice_next_field(&rest, ' ', &field) || !read_offset(field, &zone->minutes))
        return false;
    while (slice_next_field(&rest, ' ', &field)) {
        if (slice_equal(field, SLICE("summer-us")))
            zone->summer = SUMMER_US;
        else if (slice_equal(field, SLICE("summer-eu")))
            zone->summer = SUMMER_EU;
        else if (slice_equal(field, SLICE("month-first")))
            zone->month_first = true;
        else
            return false;
    }
    return true;
}

static bool put_word(struct metadata_words *words, const struct fact *fact, struct err *err)
{
    uint64_t value = 0;
    size_t kind = 0;
    while (kind < WORD_KIND_COUNT && !slice_equal(slice_from(KIND_NAMES[kind]), fact->kind))
        kind++;
    bool numbered = fact->value.len == 0 || slice_to_u64(fact->value, &value);
    if (kind == WORD_KIND_COUNT || !numbered || value > UINT32_MAX)
        return err_set_at(err, ERR_FORMAT, "a line of a data file is no fact", fact->offset);
    unsigned char first = (unsigned char)fact->word.ptr[0];
    words->first_bytes[kind][first / 8] |= (uint8_t)(1u << first % 8);
    if (!map_put(&words->maps[kind], fact->word, (uint32_t)value))
        return arena_fail(words->maps[kind].arena, err);
    return true;
}

static bool load_file(struct metadata_words *words, const char *name, struct arena *arena,
                      struct err *err)
{
    VECTOR(struct zone) zones = {0};
    const struct fact *facts;
    size_t count;
    if (!facts_read(name, arena, &facts, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!slice_equal(facts[i].kind, SLICE("zone"))) {
            if (!put_word(words, &facts[i], err))
                return false;
            continue;
        }
        struct zone *zone = vector_push(&zones, arena);
        if (!zone)
            return arena_fail(arena, err);
        if (!read_zone(&facts[i], zone))
            return err_set_at(err, ERR_FORMAT, "a line of a data file is no fact", facts[i].offset);
    }
    if (zones.count) {
        words->zones = zones.items;
        words->zone_count = zones.count;
    }
    return true;
}

/* word in lower case; false when it does not fit. */
static bool lower_word(struct slice word, char ret_lower[WORD_BYTES_MAX], size_t *ret_len)
{
    size_t len = 0;
    if (word.len > WORD_BYTES_MAX)
        return false;
    for (size_t at = 0; at < word.len;) {
        uint32_t code_point;
        if ((unsigned char)word.ptr[at] < 0x80) {
            if (len == WORD_BYTES_MAX)
                return false;
            ret_lower[len++] = ascii_lower(word.ptr[at++]);
            continue;
        }
        at += utf8_decode(word, at, &code_point);
        if (len + UTF8_BYTES_MAX > WORD_BYTES_MAX)
            return false;
        len += utf8_encode(unicode_lower(code_point), ret_lower + len);
    }
    *ret_len = len;
    return true;
}

bool words_have(const struct metadata_words *words, enum word_kind kind, struct slice word,
                uint32_t *ret_value)
{
    char lower[WORD_BYTES_MAX];
    size_t len;
    if (word.len == 0)
        return false;
    /* Most words are of no kind: their first byte tells. Case of other letters may change it. */
    unsigned char first = (unsigned char)ascii_lower(word.ptr[0]);
    if (first < 0x80 && !(words->first_bytes[kind][first / 8] & 1u << first % 8))
        return false;
    if (!lower_word(word, lower, &len))
        return false;
    const uint32_t *value = map_get(&words->maps[kind], (struct slice){lower, len});
    if (value && ret_value)
        *ret_value = *value;
    return value != NULL;
}

size_t words_starting(const struct metadata_words *words, enum word_kind kind, struct slice text)
{
    size_t found = 0;
    size_t at = 0;
    unsigned char first = text.len ? (unsigned char)ascii_lower(text.ptr[0]) : 0;
    if (first < 0x80 && !(words->first_bytes[kind][first / 8] & 1u << first % 8))
        return 0;
    for (unsigned word = 0; word < 3; word++) {
        while (at < text.len && at <= WORD_BYTES_MAX && text.ptr[at] != ' ' &&
               text.ptr[at] != ':' && text.ptr[at] != ',' && text.ptr[at] != '|' &&
               text.ptr[at] != '\n' && text.ptr[at] != '/' && text.ptr[at] != ')')
            at++;
        if (words_have(words, kind, slice_sub(text, 0, at), NULL))
            found = at;
        if (at >= text.len || text.ptr[at] != ' ')
            break;
        at++;
    }
    return found;
}

const struct zone *words_zone(const struct metadata_words *words, struct slice name)
{
    for (size_t i = 0; i < words->zone_count; i++) {
        if (slice_equal(words->zones[i].name, name))
            return &words->zones[i];
    }
    return NULL;
}

/* The n-th (from 1) Sunday of a month, or the last one for n == 0. */
static unsigned sunday_of(int32_t year, unsigned month, unsigned n)
{
    if (n == 0) {
        unsigned last = date_month_days(year, month);
        return last - (date_weekday(date_days(year, month, last)) + 1) % 7;
    }
    unsigned first = 7 - date_weekday(date_days(year, month, 1));
    return first + (n - 1) * 7;
}

int16_t zone_minutes_on(const struct zone *zone, const struct datetime *date)
{
    int32_t day = date_days(date->year, date->month, date->day);
    int32_t from, to;
    switch (zone->summer) {
    case SUMMER_US:
        if (date->year < 2007)
            return DATE_ZONE_NONE;
        from = date_days(date->year, 3, sunday_of(date->year, 3, 2));
        to = date_days(date->year, 11, sunday_of(date->year, 11, 1));
        break;
    case SUMMER_EU:
        if (date->year < 1996)
            return DATE_ZONE_NONE;
        from = date_days(date->year, 3, sunday_of(date->year, 3, 0));
        to = date_days(date->year, 10, sunday_of(date->year, 10, 0));
        break;
    case SUMMER_NONE:
    default:
        return zone->minutes;
    }
    /* The change falls in the night; on its day the new time is taken from 2 o'clock on. */
    bool summer = (day > from || (day == from && date->hour >= 2)) &&
                  (day < to || (day == to && date->hour < 2));
    return (int16_t)(zone->minutes + (summer ? 60 : 0));
}
