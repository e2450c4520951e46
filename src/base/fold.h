/*
 * fold.h - names as they are compared: without case, marks and punctuation.
 *
 *   in    a name as it is spelled somewhere, UTF-8
 *   out   a key: "Çavuşoğlu" and "CAVUSOGLU" have one, "N'Djamena" and "Ndjamena" too
 *   uses  slice, utf8
 */
#ifndef ANNALS_BASE_FOLD_H
#define ANNALS_BASE_FOLD_H

#include "base/slice.h"

/*
 * Writes the key of a name to out (room bytes) and returns its length; 0 when nothing is left of
 * the name or the key is longer than room.
 *
 * Letters are lower case without marks; Latin letters that Unicode does not take apart are written
 * as English does (ı i, ł l, ø o, đ d, þ th, æ ae, ß ss). Apostrophes are dropped, and full stops
 * within or after initials ("U.S." is "us"); any other run of characters that are neither letters
 * nor digits is one space, none at the ends. The key of a key is itself. O(bytes), thread safe.
 */
size_t fold_name(struct slice name, char *out, size_t room);

#endif
