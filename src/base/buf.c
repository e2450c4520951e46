/*
 * buf.c - a growing buffer of bytes on the heap, with a maximum.
 *
 *   in    bytes
 *   out   the same bytes in one piece
 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define BUF_BYTES_FIRST ((size_t)256)

void buf_init(struct buf *buf, size_t max_bytes)
{
    *buf = (struct buf){.max_bytes = max_bytes};
}

void buf_free(struct buf *buf)
{
    free(buf->ptr);
    buf_init(buf, buf->max_bytes);
}

void buf_reset(struct buf *buf)
{
    buf->len = 0;
    buf->failed = false;
    buf->limited = false;
}

char *buf_reserve(struct buf *buf, size_t n)
{
    if (buf->failed)
        return NULL;
    if (n > buf->max_bytes - buf->len) {
        buf->failed = true;
        buf->limited = true;
        return NULL;
    }
    size_t need = buf->len + n + 1;
    if (need > buf->capacity) {
        size_t wanted = buf->capacity < BUF_BYTES_FIRST ? BUF_BYTES_FIRST : buf->capacity * 2;
        if (wanted < need)
            wanted = need;
        char *grown = realloc(buf->ptr, wanted);
        if (!grown) {
            buf->failed = true;
            return NULL;
        }
        buf->ptr = grown;
        buf->capacity = wanted;
    }
    return buf->ptr + buf->len;
}

void buf_append(struct buf *buf, struct slice bytes)
{
    char *room = buf_reserve(buf, bytes.len);
    if (!room)
        return;
    if (bytes.len)
        memcpy(room, bytes.ptr, bytes.len);
    buf->len += bytes.len;
    buf->ptr[buf->len] = '\0';
}

void buf_append_byte(struct buf *buf, char byte)
{
    buf_append(buf, (struct slice){&byte, 1});
}

void buf_append_code_point(struct buf *buf, uint32_t code_point)
{
    char bytes[UTF8_BYTES_MAX];
    buf_append(buf, (struct slice){bytes, utf8_encode(code_point, bytes)});
}

void buf_append_u64(struct buf *buf, uint64_t number)
{
    char digits[20];
    size_t at = sizeof(digits);
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    buf_append(buf, (struct slice){digits + at, sizeof(digits) - at});
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *room = length < 0 ? NULL : buf_reserve(buf, (size_t)length);
    if (room) {
        vsnprintf(room, (size_t)length + 1, format, again);
        buf->len += (size_t)length;
    }
    va_end(again);
}
