/*
 * err.h - an error is a code, a constant message and a position.
 *
 *   in    what went wrong, told by the function that saw it
 *   out   a struct err that the caller reads after a false return
 *   uses  libc only
 */
#ifndef ANNALS_BASE_ERR_H
#define ANNALS_BASE_ERR_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>

enum err_code {
    ERR_NONE = 0,
    ERR_MEMORY,   /* an allocation failed; the same call may succeed later */
    ERR_IO,       /* the system refused a read or a write; sys is its errno */
    ERR_LIMIT,    /* a named maximum of base/limits.h was passed */
    ERR_FORMAT,   /* the input is not what it says it is; offset says where */
    ERR_EMPTY,    /* the input holds no text to read */
    ERR_USAGE,    /* an argument is off */
    ERR_MISSING,  /* the thing asked for is not there */
    ERR_BUSY,     /* another process holds the store */
    ERR_VERSION,  /* written by a newer version than this program reads */
    ERR_CONFLICT, /* the same id with other content */
};

#define ERR_NO_OFFSET UINT64_MAX

/* Functions that can fail return false (or NULL) and fill *err, their last argument; every ret_
 * output is then untouched. On success *err is untouched too. err may not be NULL. */
struct err {
    enum err_code code;
    int sys;             /* errno behind an ERR_IO, else 0 */
    const char *message; /* constant, lower case, no full stop; listed in docs/errors.md */
    uint64_t offset;     /* byte in the input where it was seen, or ERR_NO_OFFSET */
};

/* Fills *err and returns false, so that a failing function can end in `return err_set(…)`. Inline
 * so that compilers see the false. */
static inline bool err_set_at(struct err *err, enum err_code code, const char *message,
                              uint64_t offset)
{
    *err = (struct err){.code = code, .message = message, .offset = offset};
    return false;
}

static inline bool err_set(struct err *err, enum err_code code, const char *message)
{
    return err_set_at(err, code, message, ERR_NO_OFFSET);
}

static inline bool err_set_memory(struct err *err)
{
    return err_set(err, ERR_MEMORY, "out of memory");
}

/* An ERR_IO with the current errno. ENOMEM becomes an ERR_MEMORY. */
static inline bool err_set_errno(struct err *err, const char *message)
{
    if (errno == ENOMEM)
        return err_set_memory(err);
    *err = (struct err){.code = ERR_IO, .sys = errno, .message = message, .offset = ERR_NO_OFFSET};
    return false;
}

#endif
