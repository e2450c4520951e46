/*
 * buf.h - a growing buffer of bytes on the heap, with a maximum.
 *
 *   in    bytes appended one piece after another
 *   out   ptr[0 .. len), always followed by a NUL once anything was appended
 *   uses  slice, err
 *
 * Failure is sticky: after an append that could not be done `failed` is set and further appends do
 * nothing, so a writer checks once at its end (curl's dynbuf works so).
 */
#ifndef ANNALS_BASE_BUF_H
#define ANNALS_BASE_BUF_H

#include "base/err.h"
#include "base/slice.h"

struct buf {
    char *ptr;
    size_t len;       /* bytes written */
    size_t capacity;  /* bytes allocated */
    size_t max_bytes; /* len never passes this */
    bool failed;      /* out of memory, or over max_bytes */
    bool limited;     /* it was max_bytes */
};

void buf_init(struct buf *buf, size_t max_bytes);
void buf_free(struct buf *buf);
/* Empties the buffer and clears its failure; keeps its memory. */
void buf_reset(struct buf *buf);

void buf_append(struct buf *buf, struct slice bytes);
void buf_append_byte(struct buf *buf, char byte);
/* The code point as UTF-8; a surrogate or one over U+10FFFF becomes U+FFFD. */
void buf_append_code_point(struct buf *buf, uint32_t code_point);
void buf_append_u64(struct buf *buf, uint64_t number);
__attribute__((format(printf, 2, 3))) void buf_printf(struct buf *buf, const char *format, ...);
/* Room for n more bytes at ptr + len, which the caller may write and then count into len. NULL when
 * that fails. */
char *buf_reserve(struct buf *buf, size_t n);

static inline struct slice buf_slice(const struct buf *buf)
{
    return (struct slice){buf->ptr, buf->len};
}

/* The error that `failed` stands for. Returns false. */
static inline bool buf_fail(const struct buf *buf, struct err *err)
{
    if (buf->limited)
        return err_set(err, ERR_LIMIT, "output over its maximum size");
    return err_set_memory(err);
}

#endif
