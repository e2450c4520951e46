/*
 * language.c - which language a text is in.
 *
 *   in    data/languages/: letters, function words and characters of each language
 *   out   the language whose function words and characters the text is fullest of
 *
 * Function words tell related languages apart better than letter n-grams on news of some length
 * (Grefenstette 1995), and a linguist can read and mend the tables. A word that n languages share
 * gives each an n-th of its points. All integer arithmetic.
 */
#include "page/language.h"

#include <string.h>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vector.h"
#include "page/facts.h"

#define LANGUAGES_MAX 64
#define RANGES_MAX 8
#define DETECT_BYTES_MAX ((size_t)64 << 10)
#define DETECT_WORD_BYTES_MAX ((size_t)40)

#define WORD_POINTS 60 /* divisible by 2 to 6 */
#define LETTER_POINTS 12
/* A text with fewer letters tells nothing. */
#define LETTERS_MIN 12
/* Points per letter, times 100, at which a language is believed against a hint, and without one. */
#define CLEAR_POINTS 120
#define WEAK_POINTS 60

struct code_range {
    uint32_t first;
    uint32_t last; /* inclusive */
};

struct language {
    struct slice code;
    struct code_range ranges[RANGES_MAX];
    struct code_range needs; /* at least a twentieth of its letters lie here; last 0: no need */
    uint32_t range_count;
};

struct language_model {
    struct language languages[LANGUAGES_MAX];
    uint32_t count;
    struct map words;      /* lower case; to the index of a set */
    struct map characters; /* one character; likewise */
    const uint64_t *sets;  /* bit i: languages[i] has it */
    size_t set_count;
};

/* What one text holds. */
struct tally {
    uint64_t points[LANGUAGES_MAX];
    uint32_t in_range[LANGUAGES_MAX]; /* letters in the language's ranges */
    uint32_t needed[LANGUAGES_MAX];
    uint32_t letters;
};

static const char *const LANGUAGE_CODES[] = {
    "ar", "be", "bg", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr",
    "he", "hi", "hu", "hy", "id", "it", "ja", "ka", "kk", "ko", "nl", "no",
    "pl", "pt", "ro", "ru", "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh",
};
_Static_assert(sizeof(LANGUAGE_CODES) / sizeof(LANGUAGE_CODES[0]) <= LANGUAGES_MAX,
               "sets of languages are 64 bits");

/* ---- loading ---- */

struct loader {
    struct language_model *model;
    struct arena *arena;
    VECTOR(uint64_t) sets;
};

/* Adds the language to the set of a word or character. */
static bool join_set(struct loader *loader, struct map *map, struct slice key, uint32_t language)
{
    uint32_t *index = map_get(map, key);
    if (index && *index < loader->sets.count) {
        loader->sets.items[*index] |= UINT64_C(1) << language;
        return true;
    }
    uint64_t *set = vector_push(&loader->sets, loader->arena);
    if (!set)
        return false;
    *set = UINT64_C(1) << language;
    return map_put(map, key, (uint32_t)(loader->sets.count - 1));
}

/* "400-52F" */
static bool read_range(struct slice text, struct code_range *range)
{
    uint32_t *number = &range->first;
    *range = (struct code_range){0, 0};
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '-' && number == &range->first) {
            number = &range->last;
            continue;
        }
        int digit = ascii_hex(text.ptr[i]);
        if (digit < 0 || *number > 0x10FFFF)
            return false;
        *number = *number << 4 | (uint32_t)digit;
    }
    return range->last >= range->first && range->last != 0;
}

/* One line of a language's file; false with *err when it is none. */
static bool read_fact(struct loader *loader, uint32_t index, const struct fact *fact,
                      struct err *err)
{
    struct language *language = &loader->model->languages[index];
    bool words = slice_equal(fact->kind, SLICE("words"));
    bool letters = slice_equal(fact->kind, SLICE("letters"));
    struct slice rest = fact->word, field;
    while (slice_next_field(&rest, ' ', &field)) {
        bool read = true;
        if (words || letters) {
            struct map *map = words ? &loader->model->words : &loader->model->characters;
            if (!join_set(loader, map, field, index))
                return arena_fail(loader->arena, err);
        } else if (slice_equal(fact->kind, SLICE("ranges")) && language->range_count < RANGES_MAX) {
            read = read_range(field, &language->ranges[language->range_count++]);
        } else {
            read = slice_equal(fact->kind, SLICE("needs")) && read_range(field, &language->needs);
        }
        if (!read)
            return err_set_at(err, ERR_FORMAT, "a line of a data file is no fact", fact->offset);
    }
    return true;
}

bool language_model_load(struct arena *arena, const struct language_model **ret_model,
                         struct err *err)
{
    struct loader loader = {.model = arena_new(arena, struct language_model), .arena = arena};
    if (!loader.model)
        return arena_fail(arena, err);
    map_init(&loader.model->words, arena);
    map_init(&loader.model->characters, arena);
    for (size_t i = 0; i < sizeof(LANGUAGE_CODES) / sizeof(LANGUAGE_CODES[0]); i++) {
        char name[] = "data/languages/xx.txt";
        const struct fact *facts;
        size_t count;
        memcpy(name + sizeof("data/languages/") - 1, LANGUAGE_CODES[i], 2);
        if (!facts_read(name, arena, &facts, &count, err))
            return false;
        loader.model->languages[i].code = slice_from(LANGUAGE_CODES[i]);
        for (size_t j = 0; j < count; j++) {
            if (!read_fact(&loader, (uint32_t)i, &facts[j], err))
                return false;
        }
        loader.model->count++;
    }
    loader.model->sets = loader.sets.items;
    loader.model->set_count = loader.sets.count;
    *ret_model = loader.model;
    return true;
}

/* ---- detecting ---- */

static void give_points(const struct language_model *model, const uint32_t *index, unsigned points,
                        struct tally *tally)
{
    if (!index)
        return;
    uint64_t set = model->sets[*index];
    unsigned share = points / (unsigned)__builtin_popcountll(set);
    for (; set; set &= set - 1)
        tally->points[__builtin_ctzll(set)] += share;
}

/* Letters of ASCII are in the same languages' ranges: counted together, in bulk. */
static void count_letters(const struct language_model *model, uint32_t code_point, uint32_t times,
                          struct tally *tally)
{
    tally->letters += times;
    for (uint32_t i = 0; i < model->count; i++) {
        const struct language *language = &model->languages[i];
        for (uint32_t r = 0; r < language->range_count; r++) {
            if (code_point >= language->ranges[r].first && code_point <= language->ranges[r].last)
                tally->in_range[i] += times;
        }
        if (code_point >= language->needs.first && code_point <= language->needs.last)
            tally->needed[i] += times;
    }
}

static void tally_text(const struct language_model *model, struct slice text, struct tally *tally)
{
    char word[DETECT_WORD_BYTES_MAX + UTF8_BYTES_MAX];
    size_t len = 0;
    uint32_t ascii_letters = 0;
    for (size_t at = 0; at <= text.len;) {
        uint32_t c = ' ';
        if (at < text.len && ascii_is_letter(text.ptr[at])) { /* most of any Latin text */
            ascii_letters++;
            if (len <= DETECT_WORD_BYTES_MAX)
                word[len++] = ascii_lower(text.ptr[at]);
            at++;
            continue;
        }
        at += at < text.len ? utf8_decode(text, at, &c) : 1;
        bool letter = c >= 0x80 && unicode_is_letter(c);
        if (letter || (len && (c == '\'' || c == '-'))) {
            if (letter) {
                count_letters(model, c, 1, tally);
                uint32_t lower = unicode_lower(c);
                char bytes[UTF8_BYTES_MAX];
                give_points(
                    model,
                    map_get(&model->characters, (struct slice){bytes, utf8_encode(lower, bytes)}),
                    LETTER_POINTS, tally);
            }
            if (len <= DETECT_WORD_BYTES_MAX)
                len += utf8_encode(unicode_lower(c), word + len);
            continue;
        }
        if (len && len <= DETECT_WORD_BYTES_MAX)
            give_points(model, map_get(&model->words, (struct slice){word, len}), WORD_POINTS,
                        tally);
        len = 0;
    }
    if (ascii_letters)
        count_letters(model, 'a', ascii_letters, tally);
}

/* "en-US" or "EN" as the constant "en"; empty when it is no language known here. */
static struct slice known_hint(const struct language_model *model, struct slice hint)
{
    hint = slice_trim(hint);
    if (hint.len < 2 || (hint.len > 2 && hint.ptr[2] != '-' && hint.ptr[2] != '_'))
        return SLICE_EMPTY;
    for (uint32_t i = 0; i < model->count; i++) {
        if (slice_equal_nocase(slice_sub(hint, 0, 2), model->languages[i].code))
            return model->languages[i].code;
    }
    return SLICE_EMPTY;
}

struct slice language_detect(const struct language_model *model, struct slice text,
                             struct slice hint)
{
    struct tally tally = {0};
    hint = known_hint(model, hint);
    size_t end = text.len < DETECT_BYTES_MAX ? text.len : DETECT_BYTES_MAX;
    while (end < text.len && end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end--;
    tally_text(model, slice_sub(text, 0, end), &tally);
    if (tally.letters < LETTERS_MIN)
        return hint;
    uint32_t best = 0;
    uint64_t best_points = 0, second_points = 0;
    for (uint32_t i = 0; i < model->count; i++) {
        const struct language *language = &model->languages[i];
        bool written = tally.in_range[i] * 2 > tally.letters;
        bool needs = language->needs.last == 0 || tally.needed[i] * 20 >= tally.letters;
        if (!written || !needs)
            continue;
        /* Its own script speaks for a language even without a word of it: Greek, Hebrew, Thai. */
        uint64_t points = tally.points[i] + 1;
        if (language->needs.last)
            points += tally.needed[i] * LETTER_POINTS;
        if (points > best_points) {
            second_points = best_points;
            best = i;
            best_points = points;
        } else if (points > second_points) {
            second_points = points;
        }
    }
    if (best_points == 0)
        return hint;
    /* A script with one language settles it. */
    bool alone = second_points == 0;
    bool ahead = best_points * 5 > second_points * 6;
    uint64_t density = best_points * 100 / tally.letters;
    if (alone || (ahead && density >= CLEAR_POINTS))
        return model->languages[best].code;
    if (hint.len)
        return hint;
    return ahead && density >= WEAK_POINTS ? model->languages[best].code : SLICE_EMPTY;
}
