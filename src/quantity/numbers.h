/*
 * numbers.h - the numbers of a sentence with their bounds, signs and units.
 *
 *   in    the tokens of a sentence
 *   out   struct number
 *   uses  base/, article/, words
 */
#ifndef ANNALS_QUANTITY_NUMBERS_H
#define ANNALS_QUANTITY_NUMBERS_H

#include "article/article.h"
#include "base/numerals.h"
#include "quantity/words.h"

/* A token, or a part of one: "100bn" is "100" and "bn". */
struct piece {
    struct slice text;
    struct span span;
    uint32_t token; /* within the sentence */
};

struct piece_list {
    struct piece *items;
    struct slice *words; /* the pieces' texts */
    size_t count;
};

struct number {
    uint32_t first_piece; /* bounds, sign, number and unit: pieces [first_piece, end_piece) */
    uint32_t end_piece;
    uint32_t first_token; /* the number's own tokens within the sentence, inclusive */
    uint32_t last_token;
    uint32_t unit_token; /* the token that tells the unit, or INDEX_NONE */
    double low;
    double high;
    struct slice unit; /* empty: none */
    bool percent;
    bool is_one;   /* "one", "1" */
    bool labelled; /* "No. 5": it counts nothing */
};

/* Cuts a sentence. Lives in scratch. False with ERR_MEMORY or ERR_LIMIT. */
bool pieces_cut(const struct article *article, const struct sentence *sentence,
                struct arena *scratch, struct piece_list *ret_pieces, struct err *err);

/* The number that starts at piece *at, which moves past it; false, moving on by what was looked at,
 * when none does. */
bool number_read(const struct quantity_words *words, const struct numerals *numerals,
                 const struct piece_list *pieces, uint32_t *at, struct number *ret_number);

#endif
