/*
 * utf8.h - UTF-8 text and the classes of its characters.
 *
 *   in    bytes; all functions but utf8_valid accept invalid ones and read them as U+FFFD
 *   out   code points, counts, classes (Unicode general categories, from utf8proc)
 *   uses  slice
 */
#ifndef ANNALS_BASE_UTF8_H
#define ANNALS_BASE_UTF8_H

#include "base/slice.h"

#define UTF8_BYTES_MAX 4
#define UTF8_REPLACEMENT ((uint32_t)0xFFFD)

/* True when all of s is well-formed UTF-8 (RFC 3629: no surrogates, nothing overlong, nothing over
 * U+10FFFF). Else *ret_bad is the offset of the first byte that is not. ret_bad may be NULL. */
bool utf8_valid(struct slice s, size_t *ret_bad);

/* The code point at byte `at` (at < s.len) and, as return value, its length in bytes, 1 to 4. A
 * byte that starts no valid sequence is U+FFFD of length 1. */
size_t utf8_decode(struct slice s, size_t at, uint32_t *ret_code_point);

/* Writes the code point to out (UTF8_BYTES_MAX bytes of room) and returns its length. */
size_t utf8_encode(uint32_t code_point, char *out);

/* Code points in s. */
size_t utf8_count(struct slice s);

/* The start of the character before byte `at` (0 < at <= s.len). */
size_t utf8_before(struct slice s, size_t at);

/* Classes of a code point. Letters with marks; digits are category Nd; spaces are Zs, Zl, Zp and
 * the ASCII controls \t \n \v \f \r, and U+200B, U+FEFF, which scraped pages use as such. */
bool unicode_is_letter(uint32_t code_point);
bool unicode_is_alphabetic(uint32_t code_point); /* letters without marks: categories L* */
bool unicode_is_upper(uint32_t code_point);
bool unicode_is_lower(uint32_t code_point);
bool unicode_is_digit(uint32_t code_point);
bool unicode_is_space(uint32_t code_point);
bool unicode_is_punctuation(uint32_t code_point); /* categories P* and S* */
/* Hyphens and dashes that are no '-': U+2010 to U+2015 and the minus sign U+2212. */
bool unicode_is_dash(uint32_t code_point);
/* Columns that the code point takes on a terminal: 0, 1 or 2; 0 for controls and marks. */
unsigned unicode_width(uint32_t code_point);
/* True for what must not reach a terminal raw: controls (C0 but \n and \t, C1) and the marks that
 * turn the direction of text (U+200E, U+200F, U+202A-U+202E, U+2066-U+2069). */
bool unicode_is_unsafe(uint32_t code_point);
/* Simple case mapping of one code point; itself where it has none. */
uint32_t unicode_lower(uint32_t code_point);

#endif
