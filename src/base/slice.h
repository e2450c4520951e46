/*
 * slice.h - strings as a pointer and a length.
 *
 *   in    any bytes, with or without a terminating NUL
 *   out   views into them; nothing here allocates or copies
 *   uses  libc only
 */
#ifndef ANNALS_BASE_SLICE_H
#define ANNALS_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A view of len bytes at ptr. The empty slice is {NULL or any, 0}. Whoever owns the bytes is said
 * by the function that returns the slice; the slice itself owns nothing. */
struct slice {
    const char *ptr;
    size_t len; /* bytes */
};

/* Half-open range of byte offsets into a text that the context names. */
struct span {
    uint32_t start; /* bytes, inclusive */
    uint32_t end;   /* bytes, exclusive; start <= end */
};

#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})
#define SLICE_EMPTY ((struct slice){NULL, 0})
/* For printf("%.*s", SLICE_ARG(s)). Slices longer than INT_MAX print their first INT_MAX bytes. */
#define SLICE_ARG(s) ((s).len > 0x7fffffff ? 0x7fffffff : (int)(s).len), ((s).ptr ? (s).ptr : "")

/* The slice of a NUL-terminated string; NULL gives the empty slice. */
struct slice slice_from(const char *text);

/* Bytes [start, end) of s; both are clamped to s.len, and end < start gives the empty slice. */
struct slice slice_sub(struct slice s, size_t start, size_t end);

/* Byte-wise comparison. slice_compare orders like memcmp, a prefix before the longer string. */
bool slice_equal(struct slice a, struct slice b);
int slice_compare(struct slice a, struct slice b);

/* As slice_equal, with ASCII letters A-Z equal to a-z. Other bytes compare exactly. */
bool slice_equal_nocase(struct slice a, struct slice b);

bool slice_starts(struct slice s, struct slice prefix);
bool slice_ends(struct slice s, struct slice suffix);
bool slice_starts_nocase(struct slice s, struct slice prefix);

/* Byte offset of the first occurrence of what in s at or after from, or SIZE_MAX when there is
 * none. An empty what is found at from. O(s.len * what.len) at worst; memchr on the first byte. */
size_t slice_find(struct slice s, struct slice what, size_t from);
size_t slice_find_nocase(struct slice s, struct slice what, size_t from);
size_t slice_find_byte(struct slice s, char byte, size_t from);

/* s without ASCII white space (space, \t, \n, \v, \f, \r) at both ends. */
struct slice slice_trim(struct slice s);

/* Takes the first line off *rest: the bytes before the next '\n' (a '\r' before it is dropped), and
 * moves *rest past it. Returns false, leaving *ret_line alone, when *rest is empty. */
bool slice_next_line(struct slice *rest, struct slice *ret_line);

/* Takes the bytes before the next separator off *rest, and moves *rest past it. Returns false when
 * *rest has ptr NULL, which is what it is set to once its last field is taken. */
bool slice_next_field(struct slice *rest, char separator, struct slice *ret_field);

/* The unsigned decimal number that is the whole of s. False when s is empty, has another byte, or
 * overflows. */
bool slice_to_u64(struct slice s, uint64_t *ret_number);

#endif
