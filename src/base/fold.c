/*
 * fold.c - names as they are compared: without case, marks and punctuation.
 *
 *   in    UTF-8
 *   out   a key, in the caller's memory
 */
#include "base/fold.h"

#include <string.h>
#include <utf8proc.h>

#include "base/ascii.h"
#include "base/utf8.h"

/* Code points that one folds to, at most (U+FDFA has 18). */
#define FOLD_POINTS_MAX 32

/* Latin letters without a decomposition, and how English writes them. */
static const struct {
    uint32_t letter;
    const char *plain;
} letters[] = {
    {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"},  {0x0127, "h"},
    {0x0131, "i"},  {0x0138, "k"}, {0x0142, "l"}, {0x014B, "ng"}, {0x0153, "oe"}, {0x0167, "t"},
    {0x0188, "c"},  {0x0253, "b"}, {0x0257, "d"}, {0x0259, "a"},  {0x0268, "i"},  {0x0199, "k"},
};

/* The key so far. */
struct folding {
    char *out;
    size_t room;
    size_t length;
    bool gap;    /* a space is due before the next letter */
    bool failed; /* over room */
    size_t run;  /* letters since the last gap or full stop */
};

static void put_bytes(struct folding *folding, const char *bytes, size_t count)
{
    size_t space = folding->gap && folding->length > 0;
    if (folding->length + space + count > folding->room) {
        folding->failed = true;
        return;
    }
    if (space)
        folding->out[folding->length++] = ' ';
    memcpy(folding->out + folding->length, bytes, count);
    folding->length += count;
    folding->run = folding->gap ? 1 : folding->run + 1;
    folding->gap = false;
}

/* A folded letter or digit. */
static void put_letter(struct folding *folding, uint32_t letter)
{
    for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
        if (letters[i].letter == letter) {
            put_bytes(folding, letters[i].plain, strlen(letters[i].plain));
            return;
        }
    }
    char bytes[UTF8_BYTES_MAX];
    put_bytes(folding, bytes, utf8_encode(letter, bytes));
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == '`' || (c >= 0x02B9 && c <= 0x02C1) || c == 0x00B4 || c == 0x2018 ||
           c == 0x2019 || c == 0x2032;
}

/* Any code point that is not ASCII. */
static void put_other(struct folding *folding, uint32_t c)
{
    utf8proc_int32_t points[FOLD_POINTS_MAX];
    int boundary = 0;
    if (is_apostrophe(c))
        return;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)c, points, FOLD_POINTS_MAX,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
    if (count < 0 || count > FOLD_POINTS_MAX)
        count = 0;
    bool any = false;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        uint32_t point = (uint32_t)points[i];
        if (unicode_is_alphabetic(point) || unicode_is_digit(point)) {
            put_letter(folding, point);
            any = true;
        }
    }
    if (!any && !unicode_is_letter(c))
        folding->gap = true;
}

size_t fold_name(struct slice name, char *out, size_t room)
{
    struct folding folding = {.out = out, .room = room};
    for (size_t at = 0; at < name.len && !folding.failed;) {
        uint32_t c;
        size_t bytes = utf8_decode(name, at, &c);
        at += bytes;
        if (c < 0x80 && ascii_is_alnum((char)c)) {
            char lower = ascii_lower((char)c);
            put_bytes(&folding, &lower, 1);
        } else if (c == '.') {
            /* Initials stay together; "St.Petersburg" comes apart. */
            folding.gap = folding.gap || folding.run > 1;
            folding.run = 0;
        } else if (c >= 0x80) {
            put_other(&folding, c);
        } else if (!is_apostrophe(c)) {
            folding.gap = true;
        }
    }
    return folding.failed ? 0 : folding.length;
}
