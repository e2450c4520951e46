/*
 * convert.h - between the public types of annals.h and the library's own.
 *
 *   in    annals_text, struct err, …
 *   out   struct slice, struct annals_error, …
 *   uses  base/, annals.h
 */
#ifndef ANNALS_API_CONVERT_H
#define ANNALS_API_CONVERT_H

#define ANNALS_BUILDING
#include "annals.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/slice.h"

static inline struct slice slice_of(struct annals_text text)
{
    return (struct slice){text.ptr, text.len};
}

static inline struct annals_text text_of(struct slice slice)
{
    return (struct annals_text){slice.ptr ? slice.ptr : "", slice.len};
}

/* Fills *error from err and returns -1. detail, where not NULL, is added after ": ". */
int error_from(const struct err *err, const char *detail, struct annals_error *error);

/* Appends "message" or "message: what the system said". */
void err_append(struct buf *out, const struct err *err, const char *detail);

#endif
