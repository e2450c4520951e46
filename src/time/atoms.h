/*
 * atoms.h - a sentence cut for the rules: runs of letters, runs of digits, single marks.
 *
 *   in    the text of one sentence
 *   out   struct atom, with what each can be
 *   uses  base/, words
 *
 * Tokens are too coarse and too much a matter of the tokeniser for this ("mid-1990s", "9:30pm"), so
 * rules see finer pieces that are always cut the same way.
 */
#ifndef ANNALS_TIME_ATOMS_H
#define ANNALS_TIME_ATOMS_H

#include "article/article.h"
#include "base/numerals.h"
#include "time/words.h"

/* What rules ask of an atom without naming its word; bits. X(constant, name). */
#define TIME_NATIVES(X)                                                                            \
    X(YEAR, "year")           /* 1000 to 2199 */                                                   \
    X(DD, "dd")               /* two digits */                                                     \
    X(DAY, "day")             /* 1 to 31, "3rd", "third" */                                        \
    X(NUM, "num")             /* a cardinal number */                                              \
    X(ORD, "ord")             /* an ordinal number */                                              \
    X(HOUR, "hour")           /* 0 to 24 in digits */                                              \
    X(WORDHOUR, "wordhour")   /* one to twelve, in words */                                        \
    X(NUMMONTH, "nummonth")   /* 1 to 12 in digits */                                              \
    X(INT, "int")             /* digits alone */                                                   \
    X(TENS, "tens")           /* a year that ends in 0 */                                          \
    X(UPPER, "upper")         /* a word that begins with a capital */                              \
    X(WORD, "word")           /* letters */                                                        \
    X(VERB, "verb")           /* tagged as a verb */                                               \
    X(HHMM, "hhmm")           /* "0630", "6.30": hour and minute */                                \
    X(YEARWORDS, "yearwords") /* "nineteen ninety-six" */

enum time_native {
#define NATIVE_CONSTANT(constant, name) NATIVE_##constant,
    TIME_NATIVES(NATIVE_CONSTANT)
#undef NATIVE_CONSTANT
        NATIVE_COUNT
};

struct atom {
    struct slice text; /* a view; typographic quotes and dashes are "'" and "-" */
    struct span span;  /* of the article's text */
    uint32_t token;    /* article-wide; the token that holds its first byte */
    int32_t uses;      /* of the word table, or -1 */
    uint32_t natives;  /* bits by enum time_native */
    bool spaced;       /* white space before it */
    uint8_t number_atoms;
    uint8_t ordinal_atoms;
    uint8_t year_atoms;
    int32_t integer; /* of digits, or -1 */
    int32_t clock;   /* of NATIVE_HHMM: hour * 100 + minute */
    int32_t year;    /* of NATIVE_YEARWORDS */
    struct numeral number;
};

struct atom_list {
    struct atom *items;
    struct slice *words; /* the atoms' texts */
    size_t count;
};

/* Cuts sentence number `sentence`. Atoms live in scratch. False with ERR_MEMORY or ERR_LIMIT. */
bool time_atoms_cut(const struct word_table *words, const struct numerals *numerals,
                    const struct article *article, const struct sentence *sentence,
                    struct arena *scratch, struct atom_list *ret_atoms, struct err *err);

/* The value that an atom has as this symbol; false when it is none. */
bool time_atom_is(const struct word_table *words, const struct atom *atom, uint16_t symbol,
                  int64_t *ret_value);

#endif
