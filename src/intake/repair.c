/*
 * repair.c - bytes made valid UTF-8 without NUL.
 *
 *   in    bytes that are meant to be UTF-8
 *   out   valid UTF-8
 *
 * The first pass counts what is bad, so that the copy has its exact size.
 */
#include "intake/repair.h"

#include <string.h>

#include "base/utf8.h"

#define REPLACEMENT_BYTES 3 /* of U+FFFD */

/* The length of the character at `at`; *ret_good is false when it needs replacing. */
static size_t look(struct slice s, size_t at, bool *ret_good)
{
    uint32_t code_point;
    size_t length = utf8_decode(s, at, &code_point);
    *ret_good = code_point != 0 && (code_point != UTF8_REPLACEMENT || length > 1);
    return length;
}

static size_t count_bad(struct slice s)
{
    bool good;
    size_t bad_count = 0;
    if (utf8_valid(s, NULL) && slice_find_byte(s, '\0', 0) == SIZE_MAX)
        return 0;
    for (size_t at = 0; at < s.len;) {
        at += look(s, at, &good);
        bad_count += !good;
    }
    return bad_count;
}

bool repair_utf8(struct slice *bytes, struct arena *arena, uint32_t *replaced, struct err *err)
{
    size_t bad_count = count_bad(*bytes);
    if (bad_count == 0)
        return true;
    char *out = arena_alloc(arena, bytes->len + bad_count * (REPLACEMENT_BYTES - 1) + 1, 1);
    if (!out)
        return arena_fail(arena, err);
    size_t len = 0;
    for (size_t at = 0; at < bytes->len;) {
        bool good;
        size_t length = look(*bytes, at, &good);
        if (good) {
            memcpy(out + len, bytes->ptr + at, length);
            len += length;
        } else {
            len += utf8_encode(UTF8_REPLACEMENT, out + len);
        }
        at += length;
    }
    uint32_t room = UINT32_MAX - *replaced;
    *replaced += bad_count < room ? (uint32_t)bad_count : room;
    *bytes = (struct slice){out, len};
    return true;
}
