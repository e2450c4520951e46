/*
 * guess.h - the likeliest encoding of a text that does not say.
 *
 *   in    bytes that are no UTF-8
 *   out   an encoding
 *   uses  base/, charset, data/encodings/letters.txt
 */
#ifndef ANNALS_INTAKE_GUESS_H
#define ANNALS_INTAKE_GUESS_H

#include "intake/charset.h"

/* The encoding in which the words with bytes over 0x7F look most like words of some language;
 * windows-1252 when there are none. Looks at ENCODING_GUESS_BYTES_MAX bytes of such words, from the
 * start. Scratch memory is taken from arena and given back. False with ERR_MEMORY or ERR_LIMIT.
 * Thread safe; 5 ms at most. */
bool guess_charset(struct slice bytes, struct arena *arena, const struct charset **ret_charset,
                   struct err *err);

#endif
