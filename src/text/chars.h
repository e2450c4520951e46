/*
 * chars.h - classes of characters and shapes of words, for the decisions of text/.
 *
 *   in    one code point, or the bytes of a token
 *   out   an enum shape; hashes of lower-cased bytes
 *   uses  base/
 */
#ifndef ANNALS_TEXT_CHARS_H
#define ANNALS_TEXT_CHARS_H

#include "base/slice.h"

/* What a token or an atom looks like. Trained weights know these numbers: add at the end only, and
 * train anew. */
enum shape {
    SHAPE_NONE = 0, /* before the first or after the last */
    SHAPE_LOWER,
    SHAPE_CAPITAL, /* Ankara */
    SHAPE_UPPER,   /* NATO */
    SHAPE_INITIAL, /* J */
    SHAPE_MIXED,   /* iPhone */
    SHAPE_DIGITS,
    SHAPE_NUMBER,    /* digits with other characters and no letters: 1,000.5 */
    SHAPE_ALNUM,     /* letters and digits: 3rd */
    SHAPE_DOTTED,    /* letters and full stops: U.S. */
    SHAPE_JOINED,    /* letters and other characters: e-mail, AT&T */
    SHAPE_CASELESS,  /* letters of a script without case */
    SHAPE_IDEOGRAPH, /* Han and kana: a token each */
    SHAPE_CLITIC,    /* 's, n't */
    SHAPE_PERIOD,
    SHAPE_COMMA,
    SHAPE_BANG, /* ! ? and those of other scripts */
    SHAPE_ELLIPSIS,
    SHAPE_COLON,
    SHAPE_SEMICOLON,
    SHAPE_QUOTE_OPEN,
    SHAPE_QUOTE_CLOSE,
    SHAPE_QUOTE, /* ", either */
    SHAPE_APOSTROPHE,
    SHAPE_BRACKET_OPEN,
    SHAPE_BRACKET_CLOSE,
    SHAPE_DASH,
    SHAPE_SLASH,
    SHAPE_BULLET,
    SHAPE_SYMBOL,
    SHAPE_STOP, /* ideographic and other full stops that need no space after them */
    SHAPE_COUNT,
};

/* The shape of a character standing alone; SHAPE_LOWER, SHAPE_INITIAL, SHAPE_CASELESS,
 * SHAPE_IDEOGRAPH or SHAPE_DIGITS for letters and digits. SHAPE_NONE for white space. */
enum shape char_shape(uint32_t code_point);

/* True for letters and marks and what stands inside words unseen (soft hyphen, joiners). */
bool char_is_wordlike(uint32_t code_point);
/* ' and its curly and grave forms. */
bool char_is_apostrophe(uint32_t code_point);
/* True for pictographs and what modifies them (joiner, variation selector, skin tone). */
bool char_is_emoji(uint32_t code_point);

/* Bytes of white space at `at` (unicode_is_space), 0 when there is none. */
size_t space_length(struct slice text, size_t at);

/* FNV-1a over the bytes with A-Z lowered, digits made '0', and curly quotes and dashes made ASCII,
 * so that typography does not tell words apart. O(len). */
uint32_t hash_lower(struct slice bytes);
/* Continues hash with one more piece. */
uint32_t hash_lower_more(uint32_t hash, struct slice bytes);
#define HASH_LOWER_START 2166136261u

/* The shape of a whole token. */
enum shape word_shape(struct slice token);

static inline bool shape_is_letters(enum shape shape)
{
    return (shape >= SHAPE_LOWER && shape <= SHAPE_MIXED) || shape == SHAPE_CASELESS;
}

static inline bool shape_is_word(enum shape shape)
{
    return shape >= SHAPE_LOWER && shape <= SHAPE_CLITIC;
}

static inline bool shape_is_terminator(enum shape shape)
{
    return shape == SHAPE_PERIOD || shape == SHAPE_BANG || shape == SHAPE_ELLIPSIS ||
           shape == SHAPE_STOP;
}

/* Quotes and brackets that may follow the end of a sentence and belong to it. */
static inline bool shape_is_closer(enum shape shape)
{
    return shape == SHAPE_QUOTE_CLOSE || shape == SHAPE_QUOTE || shape == SHAPE_APOSTROPHE ||
           shape == SHAPE_BRACKET_CLOSE;
}

#endif
