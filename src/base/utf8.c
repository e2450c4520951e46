/*
 * utf8.c - UTF-8 text and the classes of its characters.
 *
 *   in    bytes
 *   out   code points and their classes
 *
 * ASCII takes a short way everywhere; the rest asks utf8proc's tables.
 */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "base/ascii.h"

/* Length of the valid sequence at s.ptr[at], or 0. Table 3-7 of the Unicode standard. */
static size_t sequence_length(struct slice s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    size_t left = s.len - at;
    if (p[0] < 0x80)
        return 1;
    if (p[0] < 0xC2 || p[0] > 0xF4)
        return 0;
    size_t length = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (left < length)
        return 0;
    unsigned char low = 0x80, high = 0xBF;
    if (p[0] == 0xE0)
        low = 0xA0;
    else if (p[0] == 0xED)
        high = 0x9F;
    else if (p[0] == 0xF0)
        low = 0x90;
    else if (p[0] == 0xF4)
        high = 0x8F;
    if (p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    }
    return length;
}

bool utf8_valid(struct slice s, size_t *ret_bad)
{
    size_t at = 0;
    while (at < s.len) {
        uint64_t eight;
        if (s.len - at >= sizeof(eight)) {
            memcpy(&eight, s.ptr + at, sizeof(eight));
            if ((eight & 0x8080808080808080u) == 0) {
                at += sizeof(eight);
                continue;
            }
        }
        size_t length = sequence_length(s, at);
        if (length == 0) {
            if (ret_bad)
                *ret_bad = at;
            return false;
        }
        at += length;
    }
    return true;
}

size_t utf8_decode(struct slice s, size_t at, uint32_t *ret_code_point)
{
    const unsigned char *p = (const unsigned char *)s.ptr + at;
    size_t length = sequence_length(s, at);
    switch (length) {
    case 1:
        *ret_code_point = p[0];
        return 1;
    case 2:
        *ret_code_point = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
        return 2;
    case 3:
        *ret_code_point = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 |
                          (p[2] & 0x3F);
        return 3;
    case 4:
        *ret_code_point = (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
                          (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
        return 4;
    default:
        *ret_code_point = UTF8_REPLACEMENT;
        return 1;
    }
}

size_t utf8_encode(uint32_t code_point, char *out)
{
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        code_point = UTF8_REPLACEMENT;
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

size_t utf8_count(struct slice s)
{
    size_t count = 0;
    uint32_t code_point;
    for (size_t at = 0; at < s.len; at += utf8_decode(s, at, &code_point))
        count++;
    return count;
}

size_t utf8_before(struct slice s, size_t at)
{
    for (size_t back = 1; back <= UTF8_BYTES_MAX && back <= at; back++) {
        if (sequence_length((struct slice){s.ptr, at}, at - back) == back)
            return at - back;
    }
    return at - 1;
}

static utf8proc_category_t category(uint32_t code_point)
{
    return utf8proc_category((utf8proc_int32_t)code_point);
}

bool unicode_is_letter(uint32_t code_point)
{
    if (code_point < 0x80)
        return ascii_is_letter((char)code_point);
    utf8proc_category_t c = category(code_point);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME;
}

bool unicode_is_alphabetic(uint32_t code_point)
{
    if (code_point < 0x80)
        return ascii_is_letter((char)code_point);
    utf8proc_category_t c = category(code_point);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool unicode_is_upper(uint32_t code_point)
{
    if (code_point < 0x80)
        return ascii_is_upper((char)code_point);
    utf8proc_category_t c = category(code_point);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool unicode_is_lower(uint32_t code_point)
{
    if (code_point < 0x80)
        return ascii_is_lower((char)code_point);
    return category(code_point) == UTF8PROC_CATEGORY_LL;
}

bool unicode_is_digit(uint32_t code_point)
{
    if (code_point < 0x80)
        return ascii_is_digit((char)code_point);
    return category(code_point) == UTF8PROC_CATEGORY_ND;
}

bool unicode_is_space(uint32_t code_point)
{
    if (code_point < 0x80)
        return ascii_is_space((char)code_point);
    if (code_point == 0x200B || code_point == 0xFEFF || code_point == 0x85)
        return true;
    utf8proc_category_t c = category(code_point);
    return c >= UTF8PROC_CATEGORY_ZS && c <= UTF8PROC_CATEGORY_ZP;
}

bool unicode_is_punctuation(uint32_t code_point)
{
    if (code_point < 0x80)
        return code_point > ' ' && code_point < 0x7F && !ascii_is_alnum((char)code_point);
    utf8proc_category_t c = category(code_point);
    return c >= UTF8PROC_CATEGORY_PC && c <= UTF8PROC_CATEGORY_SO;
}

uint32_t unicode_lower(uint32_t code_point)
{
    if (code_point < 0x80)
        return (uint32_t)(unsigned char)ascii_lower((char)code_point);
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
}

unsigned unicode_width(uint32_t code_point)
{
    if (code_point < 0x7F)
        return code_point >= 0x20;
    int width = utf8proc_charwidth((utf8proc_int32_t)code_point);
    return width > 0 ? (unsigned)width : 0;
}

bool unicode_is_dash(uint32_t code_point)
{
    return (code_point >= 0x2010 && code_point <= 0x2015) || code_point == 0x2212;
}

bool unicode_is_unsafe(uint32_t code_point)
{
    if (code_point < 0x20)
        return code_point != '\n' && code_point != '\t';
    return (code_point >= 0x7F && code_point <= 0x9F) || code_point == 0x200E ||
           code_point == 0x200F || (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}
