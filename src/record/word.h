/*
 * word.h - the words of a text, as copies and stories compare them.
 *
 *   in    UTF-8 text
 *   out   words in lower case, one at a time, with their spans
 *   uses  base/
 */
#ifndef ANNALS_RECORD_WORD_H
#define ANNALS_RECORD_WORD_H

#include "base/slice.h"

/* Bytes of a word in lower case; a longer run of letters is several words. */
#define WORD_BYTES_MAX 64

/* Walks a text. Only text is set to start; the rest is zero. */
struct word_reader {
    struct slice text;
    size_t at;                  /* bytes read */
    struct span span;           /* of the current word */
    char bytes[WORD_BYTES_MAX]; /* the current word in lower case */
    size_t length;              /* of it */
    bool has_digit;             /* it starts with a digit */
};

/* The next run of letters and digits; an apostrophe between letters belongs to it and is written
 * "'". False at the end. O(bytes), no memory, thread safe. */
bool word_reader_next(struct word_reader *reader);

static inline struct slice word_slice(const struct word_reader *reader)
{
    return (struct slice){reader->bytes, reader->length};
}

#endif
