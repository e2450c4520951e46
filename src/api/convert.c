/*
 * convert.c - between the public types of annals.h and the library's own.
 *
 *   in    struct err
 *   out   struct annals_error
 */
#include "api/convert.h"

#include <string.h>

static enum annals_code code_of(enum err_code code)
{
    switch (code) {
    case ERR_NONE:
        return ANNALS_OK;
    case ERR_MEMORY:
        return ANNALS_MEMORY;
    case ERR_IO:
        return ANNALS_IO;
    case ERR_LIMIT:
        return ANNALS_LIMIT;
    case ERR_FORMAT:
        return ANNALS_FORMAT;
    case ERR_EMPTY:
        return ANNALS_EMPTY;
    case ERR_USAGE:
        return ANNALS_USAGE;
    case ERR_MISSING:
        return ANNALS_MISSING;
    case ERR_BUSY:
        return ANNALS_BUSY;
    case ERR_VERSION:
        return ANNALS_VERSION;
    case ERR_CONFLICT:
        return ANNALS_CONFLICT;
    }
    return ANNALS_FORMAT;
}

/* What is said after the message: the system's word for an errno, or the detail. */
static const char *reason_of(const struct err *err, const char *detail)
{
    if (err->sys) {
        const char *name = strerrordesc_np(err->sys);
        return name ? name : "unknown system error";
    }
    return detail;
}

void err_append(struct buf *out, const struct err *err, const char *detail)
{
    const char *reason = reason_of(err, detail);
    buf_append(out, slice_from(err->message));
    if (reason) {
        buf_append(out, SLICE(": "));
        buf_append(out, slice_from(reason));
    }
}

int error_from(const struct err *err, const char *detail, struct annals_error *error)
{
    struct buf text;
    buf_init(&text, sizeof(error->message) - 1);
    memset(error, 0, sizeof(*error));
    error->code = code_of(err->code);
    error->offset = err->offset;
    err_append(&text, err, detail);
    if (text.len)
        memcpy(error->message, text.ptr, text.len);
    else
        memcpy(error->message, "out of memory", sizeof("out of memory"));
    buf_free(&text);
    return -1;
}
