/*
 * charset.h - the encodings that documents come in.
 *
 *   in    a label, as pages use it; bytes
 *   out   the encoding; its bytes as UTF-8
 *   uses  base/, data/encodings/, iconv(3) for the encodings of several bytes a character
 */
#ifndef ANNALS_INTAKE_CHARSET_H
#define ANNALS_INTAKE_CHARSET_H

#include "base/arena.h"

enum charset_kind {
    CHARSET_UTF8,
    CHARSET_UTF16LE,
    CHARSET_UTF16BE,
    CHARSET_UTF32LE,
    CHARSET_UTF32BE,
    CHARSET_SINGLE_BYTE, /* by data/encodings/single-byte.txt */
    CHARSET_ICONV,
};

struct charset {
    const char *name; /* as WHATWG spells it, in lower case */
    enum charset_kind kind;
    const char *iconv_name; /* of CHARSET_ICONV, else NULL */
};

#define CHARSET_UPPER_COUNT 128

/* The encoding of this exact name, or NULL. */
const struct charset *charset_by_name(struct slice name);

/* The encoding that a page means by this label (in any case, white space around it), or NULL. */
const struct charset *charset_by_label(struct slice label);

/* The code points of bytes 0x80 to 0xFF of a CHARSET_SINGLE_BYTE; 0 where there is none. False when
 * the data has no such table. */
bool charset_table(const struct charset *charset, uint32_t ret_table[CHARSET_UPPER_COUNT]);

/* The bytes as valid UTF-8 without NUL, in arena (or the bytes themselves where they are that
 * already). What has no reading, and NUL, becomes U+FFFD and is added to *replaced. False with
 * ERR_MEMORY, ERR_LIMIT, or ERR_IO when the system has no converter. O(bytes), thread safe. */
bool charset_decode(const struct charset *charset, struct slice bytes, struct arena *arena,
                    struct slice *ret_text, uint32_t *replaced, struct err *err);

#endif
