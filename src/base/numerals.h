/*
 * numerals.h - numbers written in words and digits.
 *
 *   in    the words of a text, one slice each; data files of the kind "numerals"
 *   out   the number that a run of words says
 *   uses  arena, data_set, map
 */
#ifndef ANNALS_BASE_NUMERALS_H
#define ANNALS_BASE_NUMERALS_H

#include "base/data_set.h"
#include "base/map.h"

/* Words of one number at most. */
#define NUMERAL_WORDS_MAX 16

enum numeral_form {
    NUMERAL_DIGITS,  /* "12", "1,200", "2.5", "3 million" */
    NUMERAL_WORDS,   /* "twelve" */
    NUMERAL_ORDINAL, /* "third", "21st" */
    NUMERAL_VAGUE,   /* "several", "dozens", "tens of thousands" */
};

struct numeral {
    double low;
    double high; /* NAN: open. Equal to low but in vague numbers */
    enum numeral_form form;
    bool small; /* one word or run of digits that is a whole number from 0 to 99 */
};

struct numerals;

/* Reads the data files of the kind "numerals". False with ERR_FORMAT when a line is bad; the
 * faults are told. Lives in arena. */
bool numerals_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
                   const struct numerals **ret_numerals, struct err *err);

/* The number that starts at words[0]: how many words it takes, at most NUMERAL_WORDS_MAX, or 0 when
 * none starts there. A word of digits may hold ',' between groups of three and one '.'; a hyphen
 * and an ordinal's ending ("21" "st") are words or stand in one ("21st", "twenty-five" is three
 * words). O(1), no memory, thread safe. */
size_t numerals_read(const struct numerals *numerals, const struct slice *words, size_t count,
                     struct numeral *ret_number);

#endif
