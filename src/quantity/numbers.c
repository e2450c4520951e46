/*
 * numbers.c - the numbers of a sentence with their bounds, signs and units.
 *
 *   in    pieces of tokens
 *   out   struct number
 */
#include "quantity/numbers.h"

#include <math.h>

#include "base/ascii.h"
#include "base/vector.h"

typedef VECTOR(struct piece) piece_vector;

/* The end of the run of one kind that starts at `at`: digits with their marks, or anything else. */
static size_t run_end(struct slice text, size_t at)
{
    bool digits = ascii_is_digit(text.ptr[at]);
    while (at < text.len) {
        char c = text.ptr[at];
        bool inside = (c == '.' || c == ',') && at + 1 < text.len &&
                      ascii_is_digit(text.ptr[at + 1]);
        if (digits != (ascii_is_digit(c) || (digits && inside)))
            break;
        at++;
    }
    return at;
}

/* Pieces of one token: only those with digits among other signs are cut. */
static bool cut_token(struct slice text, struct span span, uint32_t token, struct arena *scratch,
                      piece_vector *pieces)
{
    bool whole = text.len == 0 ||
                 !(ascii_is_digit(text.ptr[0]) || ascii_is_digit(text.ptr[text.len - 1]));
    for (size_t at = 0; at < text.len;) {
        size_t end = whole ? text.len : run_end(text, at);
        struct piece *piece = vector_push(pieces, scratch);
        if (!piece)
            return false;
        *piece = (struct piece){slice_sub(text, at, end),
                                {span.start + (uint32_t)at, span.start + (uint32_t)end},
                                token};
        at = end;
    }
    return true;
}

bool pieces_cut(const struct article *article, const struct sentence *sentence,
                struct arena *scratch, struct piece_list *ret_pieces, struct err *err)
{
    piece_vector pieces = {0};
    for (uint32_t i = 0; i < sentence->token_count; i++) {
        struct span span = article->tokens[sentence->first_token + i].span;
        if (!cut_token(article_slice(article, span), span, i, scratch, &pieces))
            return arena_fail(scratch, err);
    }
    struct slice *texts = arena_array(scratch, struct slice, pieces.count);
    if (!texts)
        return arena_fail(scratch, err);
    for (size_t i = 0; i < pieces.count; i++)
        texts[i] = pieces.items[i].text;
    *ret_pieces = (struct piece_list){pieces.items, texts, pieces.count};
    return true;
}

/* The longest entry of a role that ends before piece `end`, or begins at piece `start`: pieces that
 * it takes, or 0. */
static uint32_t role_before(const struct quantity_words *words, const struct piece_list *pieces,
                            uint32_t end, enum quantity_role role, struct slice *ret_value)
{
    for (uint32_t length = QUANTITY_WORDS_MAX; length > 0; length--) {
        if (length > end)
            continue;
        int32_t use = quantity_words_uses(words, pieces->words + end - length, length);
        if (quantity_use_is(words, use, role, ret_value))
            return length;
    }
    return 0;
}

static uint32_t role_at(const struct quantity_words *words, const struct piece_list *pieces,
                        uint32_t start, enum quantity_role role, struct slice *ret_value)
{
    for (uint32_t length = QUANTITY_WORDS_MAX; length > 0; length--) {
        if (start + length > pieces->count)
            continue;
        int32_t use = quantity_words_uses(words, pieces->words + start, length);
        if (quantity_use_is(words, use, role, ret_value))
            return length;
    }
    return 0;
}

static bool is_mark(const struct piece_list *pieces, uint32_t at, char mark)
{
    return at < pieces->count && pieces->words[at].len == 1 && pieces->words[at].ptr[0] == mark;
}

/* "10 to 20", "10-20", "between 10 and 20": the second number's pieces with what joins them. */
static uint32_t read_range(const struct quantity_words *words, const struct numerals *numerals,
                           const struct piece_list *pieces, uint32_t start, uint32_t end,
                           struct numeral *number)
{
    struct slice value;
    struct numeral second;
    bool between = role_before(words, pieces, start, ROLE_BETWEEN, &value) > 0;
    uint32_t joint = role_at(words, pieces, end, between ? ROLE_JOINED : ROLE_RANGE, &value);
    if (joint == 0 && between)
        joint = role_at(words, pieces, end, ROLE_RANGE, &value);
    if (joint == 0)
        return 0;
    uint32_t at = end + joint;
    at += role_at(words, pieces, at, ROLE_SIGN, &value);
    size_t taken = at < pieces->count
                       ? numerals_read(numerals, pieces->words + at, pieces->count - at, &second)
                       : 0;
    if (taken == 0 || second.form == NUMERAL_ORDINAL || second.form == NUMERAL_VAGUE)
        return 0;
    double low = number->low;
    /* "two to three million": the scale is the second's too. */
    if (low < 1000 && second.high >= 1000000 && number->form != NUMERAL_VAGUE)
        low *= second.high >= 1e9 ? 1e9 : 1e6;
    if (!(low < second.high))
        return 0;
    number->low = low;
    number->high = second.high;
    return joint + (at - end - joint) + (uint32_t)taken;
}

/* Bounds before the number: moves first_piece over their words. */
static void read_bounds(const struct quantity_words *words, const struct piece_list *pieces,
                        struct number *number)
{
    static const enum quantity_role roles[] = {ROLE_AT_LEAST, ROLE_ABOVE, ROLE_AT_MOST,
                                               ROLE_BELOW,    ROLE_ABOUT, ROLE_BETWEEN};
    enum quantity_role best = ROLE_COUNT;
    uint32_t longest = 0;
    struct slice value;
    for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
        uint32_t length = role_before(words, pieces, number->first_piece, roles[i], &value);
        if (length > longest) {
            longest = length;
            best = roles[i];
        }
    }
    if (best == ROLE_COUNT || (best == ROLE_BETWEEN && !(number->low < number->high)))
        return;
    number->first_piece -= longest;
    if (best == ROLE_AT_LEAST || best == ROLE_ABOVE) {
        bool whole = number->low == floor(number->low) && number->low < 1e15;
        number->low += best == ROLE_ABOVE && whole ? 1 : 0;
        number->high = NAN;
    } else if (best == ROLE_AT_MOST || best == ROLE_BELOW) {
        number->low = NAN;
    }
}

/* Percent, currency or measure after the number. */
static void read_unit(const struct quantity_words *words, const struct piece_list *pieces,
                      struct number *number)
{
    static const enum quantity_role roles[] = {ROLE_PERCENT, ROLE_CURRENCY, ROLE_MEASURE};
    uint32_t at = number->end_piece;
    if (is_mark(pieces, at, '-'))
        at++;
    for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
        uint32_t length = role_at(words, pieces, at, roles[i], &number->unit);
        if (length == 0)
            continue;
        number->end_piece = at + length;
        number->unit_token = pieces->items[at + length - 1].token;
        number->percent = roles[i] == ROLE_PERCENT;
        return;
    }
}

static bool is_digit_at(const struct piece_list *pieces, uint32_t at)
{
    return at < pieces->count && ascii_is_digit(pieces->words[at].ptr[0]);
}

/* "34-6": digits on the other side of a hyphen that make no range. */
static bool is_score(const struct piece_list *pieces, uint32_t start, uint32_t end)
{
    return (is_mark(pieces, end, '-') && is_digit_at(pieces, end + 1)) ||
           (start > 1 && is_mark(pieces, start - 1, '-') && is_digit_at(pieces, start - 2));
}

/* "16-year-old", "four-year-long". */
static bool is_age(const struct quantity_words *words, const struct piece_list *pieces, uint32_t at)
{
    struct slice value;
    return is_mark(pieces, at, '-') && at + 1 < pieces->count &&
           quantity_word_is(words, pieces->words[at + 1], ROLE_SPAN, &value) &&
           is_mark(pieces, at + 2, '-');
}

bool number_read(const struct quantity_words *words, const struct numerals *numerals,
                 const struct piece_list *pieces, uint32_t *at, struct number *ret_number)
{
    struct numeral numeral;
    struct slice value;
    uint32_t start = *at;
    size_t taken = numerals_read(numerals, pieces->words + start, pieces->count - start, &numeral);
    if (taken == 0) {
        *at = start + 1;
        return false;
    }
    *at = start + (uint32_t)taken;
    if (numeral.form == NUMERAL_ORDINAL)
        return false;
    *at += read_range(words, numerals, pieces, start, *at, &numeral);
    struct number number = {.first_piece = start,
                            .end_piece = *at,
                            .first_token = pieces->items[start].token,
                            .last_token = pieces->items[*at - 1].token,
                            .unit_token = INDEX_NONE,
                            .low = numeral.low,
                            .high = numeral.high,
                            .is_one = taken == 1 && numeral.low == 1};
    uint32_t sign = role_before(words, pieces, start, ROLE_SIGN, &number.unit);
    if (sign > 0) {
        number.first_piece -= sign;
        number.unit_token = pieces->items[start - sign].token;
    } else {
        number.unit = SLICE_EMPTY;
        /* "No. 5", "AK-47" */
        number.labelled = role_before(words, pieces, start, ROLE_LABEL, &value) > 0 ||
                          (start > 0 && pieces->items[start - 1].token == number.first_token);
        read_unit(words, pieces, &number);
    }
    number.labelled = number.labelled || is_score(pieces, start, *at) ||
                      is_age(words, pieces, number.end_piece);
    read_bounds(words, pieces, &number);
    uint32_t more = role_at(words, pieces, number.end_piece, ROLE_OR_MORE, &value);
    if (more > 0) {
        number.high = NAN;
        number.end_piece += more;
    }
    if (*at < number.end_piece)
        *at = number.end_piece;
    *ret_number = number;
    return true;
}
