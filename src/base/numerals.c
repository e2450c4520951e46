/*
 * numerals.c - numbers written in words and digits.
 *
 *   in    data files "kind | words | value", the words of a text
 *   out   the number that a run of words says
 */
#include "base/numerals.h"

#include <math.h>

#include "base/ascii.h"
#include "base/utf8.h"

/* Bytes of the longest word that a number can have. */
#define NUMERAL_BYTES_MAX 24

enum word_kind {
    WORD_NONE,
    WORD_ONE,
    WORD_UNIT,
    WORD_TEN,
    WORD_HUNDRED,
    WORD_SCALE,
    WORD_DOZEN,
    WORD_ORDINAL,
    WORD_SUFFIX,
    WORD_FRACTION,
    WORD_AND,
    WORD_OF,
    WORD_VAGUE,
    WORD_PLURAL,
    WORD_DIGITS, /* not in the data: a run of digits */
    WORD_KINDS
};

static const char *const kind_names[WORD_KINDS] = {
    [WORD_ONE] = "one",         [WORD_UNIT] = "unit",     [WORD_TEN] = "ten",
    [WORD_HUNDRED] = "hundred", [WORD_SCALE] = "scale",   [WORD_DOZEN] = "dozen",
    [WORD_ORDINAL] = "ordinal", [WORD_SUFFIX] = "suffix", [WORD_FRACTION] = "fraction",
    [WORD_AND] = "and",         [WORD_OF] = "of",         [WORD_VAGUE] = "vague",
    [WORD_PLURAL] = "plural",
};

struct word {
    enum word_kind kind;
    double value;
    double high;
};

struct numerals {
    struct map index; /* lower-case word to its place in words */
    VECTOR(struct word) words;
};

/* Plain decimal digits with groups and a point. False when s is anything else. */
static bool read_digits(struct slice s, double *ret_value)
{
    double value = 0, scale = 0;
    size_t digits = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (ascii_is_digit(c)) {
            value = value * 10 + (c - '0');
            scale *= 10;
            digits++;
        } else if (c == '.' && scale < 1 && i + 1 < s.len && i > 0) {
            scale = 1;
        } else if (c == ',' && i > 0 && scale < 1) {
            size_t group = 0;
            while (i + 1 + group < s.len && ascii_is_digit(s.ptr[i + 1 + group]))
                group++;
            if (group != 3)
                return false;
        } else {
            return false;
        }
    }
    if (digits == 0 || digits > 15)
        return false;
    *ret_value = scale >= 1 ? value / scale : value;
    return true;
}

static enum word_kind kind_of_name(struct slice name)
{
    for (int kind = WORD_ONE; kind < WORD_DIGITS; kind++) {
        if (slice_equal(name, slice_from(kind_names[kind])))
            return (enum word_kind)kind;
    }
    return WORD_NONE;
}

/* "3", "3 .. 9" or nothing. */
static bool read_bounds(struct slice field, struct word *word)
{
    size_t dots = slice_find(field, SLICE(".."), 0);
    struct slice from = slice_trim(slice_sub(field, 0, dots));
    word->high = word->value = 0;
    if (from.len > 0 && !read_digits(from, &word->value))
        return false;
    word->high = word->kind == WORD_PLURAL ? NAN : word->value;
    return dots == SIZE_MAX ||
           read_digits(slice_trim(slice_sub(field, dots + 2, field.len)), &word->high);
}

static bool load_file(struct numerals *numerals, const struct data_file *file, struct arena *arena,
                      struct data_faults *faults, struct err *err)
{
    struct data_lines lines;
    struct data_line line;
    data_lines_init(&lines, file, faults);
    while (data_lines_next(&lines, &line)) {
        struct word word = {.kind = kind_of_name(line.fields[0])};
        if (word.kind == WORD_NONE) {
            data_fault(faults, &line, line.fields[0], "expected a kind of number word");
            continue;
        }
        if (line.field_count != 3 || !read_bounds(line.fields[2], &word)) {
            data_fault(faults, &line, line.fields[2], "expected a number, or from .. to");
            continue;
        }
        struct slice rest = line.fields[1], text;
        while (data_next_word(&rest, &text)) {
            if (!map_put(&numerals->index, text, (uint32_t)numerals->words.count))
                return arena_fail(arena, err);
        }
        struct word *kept = vector_push(&numerals->words, arena);
        if (!kept)
            return arena_fail(arena, err);
        *kept = word;
    }
    return true;
}

bool numerals_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
                   const struct numerals **ret_numerals, struct err *err)
{
    struct numerals *numerals = arena_new(arena, struct numerals);
    if (!numerals)
        return arena_fail(arena, err);
    map_init(&numerals->index, arena);
    for (size_t i = 0; i < set->files.count; i++) {
        const struct data_file *file = &set->files.items[i];
        if (slice_equal(file->kind, SLICE("numerals")) &&
            !load_file(numerals, file, arena, faults, err))
            return false;
    }
    *ret_numerals = numerals;
    return data_faults_end(faults, err);
}

/* What one word of the text can be in a number. */
static struct word word_look_up(const struct numerals *numerals, struct slice text)
{
    struct word word = {.kind = WORD_NONE};
    char lower[NUMERAL_BYTES_MAX];
    if (text.len == 0 || text.len > sizeof(lower))
        return word;
    if (ascii_is_digit(text.ptr[0])) {
        if (read_digits(text, &word.value))
            word.kind = WORD_DIGITS;
        return word;
    }
    for (size_t i = 0; i < text.len; i++)
        lower[i] = ascii_lower(text.ptr[i]);
    const uint32_t *at = map_get(&numerals->index, (struct slice){lower, text.len});
    return at ? numerals->words.items[*at] : word;
}

/* A number on its way. */
struct state {
    double total;   /* groups that a scale has closed */
    double current; /* the group being read */
    enum word_kind last;
    bool digits;
    bool ordinal;
    bool vague;
    double high;
};

/* "21st": digits that end in an ordinal's suffix. */
static bool read_joined_ordinal(const struct numerals *numerals, struct slice text,
                                struct numeral *number)
{
    size_t digits = 0;
    while (digits < text.len && ascii_is_digit(text.ptr[digits]))
        digits++;
    if (digits == 0 || digits == text.len)
        return false;
    double value;
    if (word_look_up(numerals, slice_sub(text, digits, text.len)).kind != WORD_SUFFIX ||
        !read_digits(slice_sub(text, 0, digits), &value))
        return false;
    *number = (struct numeral){value, value, NUMERAL_ORDINAL, value < 100};
    return true;
}

/* "2 1/2", "1/2" as words "1" "/" "2" or as one word: words taken by the fraction, or 0. */
static size_t read_fraction(const struct slice *words, size_t count, double *ret_value)
{
    double above, below;
    if (count >= 3 && slice_equal(words[1], SLICE("/")) && read_digits(words[0], &above) &&
        read_digits(words[2], &below)) {
        if (below < 2 || above >= below || below > 8)
            return 0;
        *ret_value = above / below;
        return 3;
    }
    size_t slash = count > 0 ? slice_find_byte(words[0], '/', 0) : SIZE_MAX;
    if (slash == SIZE_MAX || !read_digits(slice_sub(words[0], 0, slash), &above) ||
        !read_digits(slice_sub(words[0], slash + 1, words[0].len), &below) || below < 2 ||
        above >= below || below > 8)
        return 0;
    *ret_value = above / below;
    return 1;
}

/* Whether a word of this kind may continue the number; adds it when so. */
static bool state_add(struct state *state, struct word word)
{
    switch (word.kind) {
    case WORD_UNIT:
    case WORD_ORDINAL: {
        bool after_ten = state->last == WORD_TEN && word.value < 10 && word.value > 0;
        if (state->digits || !(state->last == WORD_NONE || state->last == WORD_HUNDRED ||
                               state->last == WORD_SCALE || after_ten))
            return false;
        state->current += word.value;
        state->ordinal = word.kind == WORD_ORDINAL;
        break;
    }
    case WORD_TEN:
        if (state->digits ||
            !(state->last == WORD_NONE || state->last == WORD_HUNDRED || state->last == WORD_SCALE))
            return false;
        state->current += word.value;
        break;
    case WORD_DIGITS:
        if (state->last != WORD_NONE)
            return false;
        state->digits = true;
        state->current = word.value;
        break;
    case WORD_HUNDRED:
    case WORD_DOZEN:
        if (state->last == WORD_NONE && word.kind == WORD_HUNDRED)
            return false;
        state->current = (state->current > 0 ? state->current : 1) * word.value;
        state->high *= word.value;
        break;
    case WORD_SCALE:
        if (state->last == WORD_NONE || state->last == WORD_SCALE)
            return false;
        state->total += (state->current > 0 ? state->current : 1) * word.value;
        state->high *= word.value;
        state->current = 0;
        break;
    default:
        return false;
    }
    state->last = word.kind;
    return true;
}

/* Vague numbers: "several", "dozens", "tens of thousands", "a few hundred". */
static size_t read_vague(const struct numerals *numerals, const struct slice *words, size_t count,
                         size_t at, struct numeral *number)
{
    struct word word = word_look_up(numerals, words[at]);
    double low = word.value, high = word.high;
    size_t taken = at + 1;
    if (word.kind == WORD_PLURAL && at > 0)
        return 0;
    while (word.kind == WORD_PLURAL && taken + 1 < count && taken < NUMERAL_WORDS_MAX - 2 &&
           word_look_up(numerals, words[taken]).kind == WORD_OF) {
        struct word next = word_look_up(numerals, words[taken + 1]);
        if (next.kind != WORD_PLURAL || next.value < 1000)
            break;
        low *= next.value;
        taken += 2;
    }
    if (word.kind == WORD_VAGUE && taken < count) {
        struct word next = word_look_up(numerals, words[taken]);
        if (next.kind == WORD_HUNDRED || next.kind == WORD_SCALE || next.kind == WORD_DOZEN) {
            low *= next.value;
            high *= next.value;
            taken++;
        }
    }
    *number = (struct numeral){low, high, NUMERAL_VAGUE, false};
    return taken;
}

/* The words of a plain number from `at` on; the words taken in all, or 0. */
static size_t read_plain(const struct numerals *numerals, const struct slice *words, size_t count,
                         size_t at, struct state *state)
{
    size_t taken = 0;
    while (at < count && at < NUMERAL_WORDS_MAX) {
        struct word word = word_look_up(numerals, words[at]);
        double fraction;
        size_t parts = read_fraction(words + at, count - at, &fraction);
        if (parts > 0 && (state->last == WORD_NONE || state->last == WORD_DIGITS)) {
            state->current += fraction;
            state->last = WORD_FRACTION;
            state->digits = true;
            at += parts;
            taken = at;
            continue;
        }
        if (word.kind == WORD_SUFFIX && state->last == WORD_DIGITS) {
            state->ordinal = true;
            return at + 1;
        }
        if (word.kind == WORD_AND && at + 1 < count && state->last != WORD_NONE) {
            /* The hyphen of "twenty-five", the "and" of "hundred and five", "two and a half". */
            struct word next = word_look_up(numerals, words[at + 1]);
            bool hyphen = words[at].len == 1;
            bool joins = hyphen ? state->last == WORD_TEN
                                : state->last == WORD_HUNDRED || state->last == WORD_SCALE;
            if (!hyphen && next.kind == WORD_ONE && at + 2 < count &&
                word_look_up(numerals, words[at + 2]).kind == WORD_FRACTION) {
                state->current += word_look_up(numerals, words[at + 2]).value;
                state->last = WORD_FRACTION;
                at += 3;
                taken = at;
                continue;
            }
            if (!joins || !state_add(state, next))
                break;
            at += 2;
            taken = at;
        } else if (word.kind != WORD_NONE && state_add(state, word)) {
            taken = ++at;
        } else {
            break;
        }
        if (state->ordinal)
            break;
    }
    return taken;
}

size_t numerals_read(const struct numerals *numerals, const struct slice *words, size_t count,
                     struct numeral *ret_number)
{
    if (count == 0)
        return 0;
    if (read_joined_ordinal(numerals, words[0], ret_number))
        return 1;
    struct word first = word_look_up(numerals, words[0]);
    struct state state = {.last = WORD_NONE};
    size_t at = 0;
    if (first.kind == WORD_NONE && !ascii_is_digit(words[0].len > 0 ? words[0].ptr[0] : ' '))
        return 0;
    if (first.kind == WORD_ONE || first.kind == WORD_FRACTION) {
        /* "a dozen", "a few", "half a million", "half a dozen" */
        size_t next = 1;
        if (first.kind == WORD_FRACTION && count > 2 &&
            word_look_up(numerals, words[1]).kind == WORD_ONE)
            next = 2;
        enum word_kind kind = count > next ? word_look_up(numerals, words[next]).kind : WORD_NONE;
        if (kind == WORD_VAGUE && first.kind == WORD_ONE)
            return read_vague(numerals, words, count, next, ret_number);
        if (kind != WORD_HUNDRED && kind != WORD_SCALE && kind != WORD_DOZEN)
            return 0;
        state.current = first.kind == WORD_FRACTION ? first.value : 1;
        state.last = WORD_UNIT;
        at = next;
    } else if (first.kind == WORD_VAGUE || first.kind == WORD_PLURAL) {
        return read_vague(numerals, words, count, 0, ret_number);
    }
    size_t taken = read_plain(numerals, words, count, at, &state);
    if (taken == 0 || state.last == WORD_NONE)
        return 0;
    double value = state.total + state.current;
    *ret_number = (struct numeral){value, value,
                                   state.ordinal  ? NUMERAL_ORDINAL
                                   : state.digits ? NUMERAL_DIGITS
                                                  : NUMERAL_WORDS,
                                   taken == 1 && value < 100 && value == floor(value)};
    return taken;
}
