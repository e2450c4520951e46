/*
 * slice.c - strings as a pointer and a length.
 *
 *   in    slices
 *   out   slices, offsets, comparisons
 */
#include "base/slice.h"

#include <string.h>

#include "base/ascii.h"

struct slice slice_from(const char *text)
{
    return text ? (struct slice){text, strlen(text)} : SLICE_EMPTY;
}

struct slice slice_sub(struct slice s, size_t start, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (start >= end)
        return SLICE_EMPTY;
    return (struct slice){s.ptr + start, end - start};
}

bool slice_equal(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int slice_compare(struct slice a, struct slice b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common ? memcmp(a.ptr, b.ptr, common) : 0;
    if (order != 0)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool slice_equal_nocase(struct slice a, struct slice b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i]))
            return false;
    }
    return true;
}

bool slice_starts(struct slice s, struct slice prefix)
{
    return s.len >= prefix.len && slice_equal(slice_sub(s, 0, prefix.len), prefix);
}

bool slice_ends(struct slice s, struct slice suffix)
{
    return s.len >= suffix.len && slice_equal(slice_sub(s, s.len - suffix.len, s.len), suffix);
}

bool slice_starts_nocase(struct slice s, struct slice prefix)
{
    return s.len >= prefix.len && slice_equal_nocase(slice_sub(s, 0, prefix.len), prefix);
}

size_t slice_find(struct slice s, struct slice what, size_t from)
{
    if (from > s.len || what.len > s.len - from)
        return SIZE_MAX;
    if (what.len == 0)
        return from;
    const char *found = memmem(s.ptr + from, s.len - from, what.ptr, what.len);
    return found ? (size_t)(found - s.ptr) : SIZE_MAX;
}

size_t slice_find_nocase(struct slice s, struct slice what, size_t from)
{
    if (from > s.len || what.len > s.len - from)
        return SIZE_MAX;
    for (size_t at = from; at + what.len <= s.len; at++) {
        if (slice_equal_nocase((struct slice){s.ptr + at, what.len}, what))
            return at;
    }
    return SIZE_MAX;
}

size_t slice_find_byte(struct slice s, char byte, size_t from)
{
    if (from >= s.len)
        return SIZE_MAX;
    const char *found = memchr(s.ptr + from, byte, s.len - from);
    return found ? (size_t)(found - s.ptr) : SIZE_MAX;
}

struct slice slice_trim(struct slice s)
{
    while (s.len && ascii_is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && ascii_is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

bool slice_next_line(struct slice *rest, struct slice *ret_line)
{
    if (rest->len == 0)
        return false;
    size_t end = slice_find_byte(*rest, '\n', 0);
    struct slice line = slice_sub(*rest, 0, end);
    *rest = end == SIZE_MAX ? SLICE_EMPTY : slice_sub(*rest, end + 1, rest->len);
    if (line.len && line.ptr[line.len - 1] == '\r')
        line.len--;
    *ret_line = line;
    return true;
}

bool slice_next_field(struct slice *rest, char separator, struct slice *ret_field)
{
    if (!rest->ptr)
        return false;
    size_t end = slice_find_byte(*rest, separator, 0);
    if (end == SIZE_MAX) {
        *ret_field = *rest;
        *rest = SLICE_EMPTY;
        return true;
    }
    *ret_field = (struct slice){rest->ptr, end};
    *rest = (struct slice){rest->ptr + end + 1, rest->len - end - 1};
    return true;
}

bool slice_to_u64(struct slice s, uint64_t *ret_number)
{
    uint64_t number = 0;
    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (!ascii_is_digit(s.ptr[i]))
            return false;
        uint64_t digit = (uint64_t)(s.ptr[i] - '0');
        if (number > (UINT64_MAX - digit) / 10)
            return false;
        number = number * 10 + digit;
    }
    *ret_number = number;
    return true;
}
