/*
 * words.h - the words of names, as the record compares them.
 *
 *   in    a name of the data, or a token of an article
 *   out   its words: folded letters, and how capitals stood in it
 *   uses  fold, slice
 *
 * Words are parted by spaces, hyphens and dots; the 's of a genitive is a word of its own, other
 * apostrophes vanish; "&" is "and".
 */
#ifndef ANNALS_ACTORS_WORDS_H
#define ANNALS_ACTORS_WORDS_H

#include "base/slice.h"

/* Bytes of one folded part between spaces and hyphens; a longer one is no word of a name. */
#define WORD_BYTES_MAX 128

enum word_shape {
    WORD_CAPITAL = 1, /* its first letter is a capital */
    WORD_UPPER = 2,   /* it has capitals and no small letters */
    WORD_SHORT = 4,   /* two or three letters and digits */
    WORD_BREAK = 8,   /* no word: something that parts names, such as a comma */
    WORD_END = 16,    /* the last word of its token; set by record_words.c */
};

struct word_reader {
    struct slice rest;
    struct slice folded; /* words of the part that were not given out yet, parted by spaces */
    unsigned shape;      /* of that part */
    bool genitive;       /* an 's is due after it */
    char room[WORD_BYTES_MAX];
};

void word_reader_init(struct word_reader *reader, struct slice text);

/* The next word; it holds until the next call. A word that is a WORD_BREAK is empty. False at the
 * end. O(bytes). */
bool word_next(struct word_reader *reader, struct slice *ret_word, unsigned *ret_shape);

#endif
