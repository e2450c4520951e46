/*
 * atoms.c - a sentence cut for the rules.
 *
 *   in    the text of one sentence
 *   out   atoms with their natives and numbers
 */
#include "time/atoms.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "base/vector.h"

#define YEAR_MIN 1000
#define YEAR_MAX 2199

static size_t atom_end(struct slice text, size_t at);
static void atom_classify(const struct word_table *words, struct atom *atom);
static void atom_numbers(const struct numerals *numerals, struct atom_list *atoms, size_t at);

bool time_atoms_cut(const struct word_table *words, const struct numerals *numerals,
                    const struct article *article, const struct sentence *sentence,
                    struct arena *scratch, struct atom_list *ret_atoms, struct err *err)
{
    VECTOR(struct atom) atoms = {0};
    struct slice text = slice_sub(article->text, 0, sentence->span.end);
    uint32_t token = sentence->first_token;
    uint32_t last_token = sentence->first_token + sentence->token_count - 1;
    bool spaced = true;
    for (size_t at = sentence->span.start; at < text.len;) {
        if (ascii_is_space(text.ptr[at])) {
            spaced = true;
            at++;
            continue;
        }
        size_t end = atom_end(text, at);
        struct atom *atom = vector_push(&atoms, scratch);
        if (!atom)
            return arena_fail(scratch, err);
        while (token < last_token && article->tokens[token].span.end <= at)
            token++;
        *atom = (struct atom){.text = slice_sub(text, at, end),
                              .span = {(uint32_t)at, (uint32_t)end},
                              .token = token,
                              .spaced = spaced,
                              .integer = -1};
        atom_classify(words, atom);
        spaced = false;
        at = end;
    }
    struct slice *texts = arena_array(scratch, struct slice, atoms.count);
    if (!texts)
        return arena_fail(scratch, err);
    for (size_t i = 0; i < atoms.count; i++)
        texts[i] = atoms.items[i].text;
    *ret_atoms = (struct atom_list){atoms.items, texts, atoms.count};
    for (size_t i = 0; i < atoms.count; i++)
        atom_numbers(numerals, ret_atoms, i);
    return true;
}

static bool is_letter_at(struct slice text, size_t at, size_t *ret_bytes)
{
    if ((unsigned char)text.ptr[at] < 0x80) {
        *ret_bytes = 1;
        return ascii_is_letter(text.ptr[at]);
    }
    uint32_t c;
    *ret_bytes = utf8_decode(text, at, &c);
    return unicode_is_letter(c);
}

/* Digits, with ',' before groups of three and '.' between digits. */
static size_t digits_end(struct slice text, size_t at)
{
    while (at < text.len) {
        if (ascii_is_digit(text.ptr[at])) {
            at++;
            continue;
        }
        if (at + 1 >= text.len || !ascii_is_digit(text.ptr[at + 1]))
            return at;
        size_t group = 1;
        while (at + 1 + group < text.len && ascii_is_digit(text.ptr[at + 1 + group]))
            group++;
        if (text.ptr[at] != '.' && !(text.ptr[at] == ',' && group == 3))
            return at;
        at++;
    }
    return at;
}

static size_t atom_end(struct slice text, size_t at)
{
    size_t bytes;
    if (ascii_is_digit(text.ptr[at]))
        return digits_end(text, at);
    if (!is_letter_at(text, at, &bytes))
        return at + bytes;
    do
        at += bytes;
    while (at < text.len && is_letter_at(text, at, &bytes));
    return at;
}

/* Typographic quotes and dashes as the rules write them. */
static void atom_simplify(struct atom *atom)
{
    uint32_t c;
    if ((unsigned char)atom->text.ptr[0] < 0x80)
        return;
    utf8_decode(atom->text, 0, &c);
    if (c == 0x2019 || c == 0x2018)
        atom->text = SLICE("'");
    else if (c >= 0x2010 && c <= 0x2015)
        atom->text = SLICE("-");
}

/* "0630" and "6.30" as clock times: clock is then hour * 100 + minute. */
static void classify_clock(struct atom *atom)
{
    size_t dot = slice_find_byte(atom->text, '.', 0);
    struct slice hours = slice_sub(atom->text, 0, dot == SIZE_MAX ? 2 : dot);
    struct slice minutes = slice_sub(atom->text, dot == SIZE_MAX ? 2 : dot + 1, atom->text.len);
    uint64_t hour, minute;
    if (hours.len > 2 || minutes.len != 2 || !slice_to_u64(hours, &hour) ||
        !slice_to_u64(minutes, &minute) || hour > 24 || minute > 59)
        return;
    atom->natives |= 1u << NATIVE_HHMM;
    atom->clock = (int32_t)(hour * 100 + minute);
}

static void atom_classify(const struct word_table *words, struct atom *atom)
{
    atom_simplify(atom);
    char first = atom->text.ptr[0];
    atom->uses = word_table_uses(words, atom->text);
    if (!ascii_is_digit(first)) {
        if (ascii_is_upper(first))
            atom->natives |= 1u << NATIVE_UPPER;
        if (ascii_is_letter(first))
            atom->natives |= 1u << NATIVE_WORD;
        return;
    }
    uint64_t value;
    classify_clock(atom);
    if (atom->text.len > 9 || !slice_to_u64(atom->text, &value))
        return;
    atom->integer = (int32_t)value;
    atom->natives |= 1u << NATIVE_INT;
    size_t digits = atom->text.len;
    if (digits == 4 && value >= YEAR_MIN && value <= YEAR_MAX)
        atom->natives |= 1u << NATIVE_YEAR | (value % 10 == 0 ? 1u << NATIVE_TENS : 0);
    if (digits == 2)
        atom->natives |= 1u << NATIVE_DD;
    if (digits <= 2 && value >= 1 && value <= 31)
        atom->natives |= 1u << NATIVE_DAY;
    if (digits <= 2 && value <= 24)
        atom->natives |= 1u << NATIVE_HOUR;
    if (digits <= 2 && value >= 1 && value <= 12)
        atom->natives |= 1u << NATIVE_NUMMONTH;
}

/* "nineteen ninety-six", "two thousand" as a year: two numbers under a hundred. */
static void atom_year_words(const struct numerals *numerals, struct atom_list *atoms, size_t at)
{
    struct atom *atom = &atoms->items[at];
    struct numeral first, second;
    size_t taken = numerals_read(numerals, atoms->words + at, 1, &first);
    if (taken == 0 || first.form != NUMERAL_WORDS || first.low < 13 || first.low > 20)
        return;
    size_t more = numerals_read(numerals, atoms->words + at + 1, atoms->count - at - 1, &second);
    if (more == 0 || second.form != NUMERAL_WORDS || second.low < 10 || second.low > 99)
        return;
    atom->natives |= 1u << NATIVE_YEARWORDS;
    atom->year_atoms = (uint8_t)(taken + more);
    atom->year = (int32_t)(first.low * 100 + second.low);
}

static void atom_numbers(const struct numerals *numerals, struct atom_list *atoms, size_t at)
{
    struct atom *atom = &atoms->items[at];
    struct numeral number;
    size_t taken = numerals_read(numerals, atoms->words + at, atoms->count - at, &number);
    if (taken == 0)
        return;
    atom->number = number;
    if (number.form != NUMERAL_ORDINAL) {
        atom->natives |= 1u << NATIVE_NUM;
        atom->number_atoms = (uint8_t)taken;
        if (number.form == NUMERAL_WORDS && number.low >= 1 && number.low <= 12 && taken == 1)
            atom->natives |= 1u << NATIVE_WORDHOUR;
        atom_year_words(numerals, atoms, at);
        return;
    }
    atom->natives |= 1u << NATIVE_ORD;
    atom->ordinal_atoms = (uint8_t)taken;
    if (number.low >= 1 && number.low <= 31)
        atom->natives |= 1u << NATIVE_DAY;
}

bool time_atom_is(const struct word_table *words, const struct atom *atom, uint16_t symbol,
                  int64_t *ret_value)
{
    for (int32_t at = atom->uses; at >= 0; at = words->uses.items[at].next) {
        const struct symbol_use *use = &words->uses.items[at];
        if (use->symbol != symbol || (use->capital && !(atom->natives & 1u << NATIVE_UPPER)))
            continue;
        *ret_value = use->value;
        return true;
    }
    return false;
}
