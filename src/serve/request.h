/*
 * request.h - what a client asks: a path, parameters and the headers that matter.
 *
 *   in    a request target, headers
 *   out   struct request
 *   uses  base/
 *
 * Nothing here touches a file or a store: these are the parsers of what strangers send, and
 * fuzz_serve.c feeds them.
 */
#ifndef ANNALS_SERVE_REQUEST_H
#define ANNALS_SERVE_REQUEST_H

#include "base/arena.h"
#include "base/limits.h"

enum request_method { REQUEST_GET, REQUEST_HEAD, REQUEST_OTHER };

struct request_parameter {
    struct slice name;
    struct slice value;
};

struct request {
    enum request_method method;
    struct slice target; /* as it was sent */
    struct slice path;   /* decoded; starts with '/' */
    struct request_parameter parameters[SERVE_PARAMETERS_MAX];
    size_t parameter_count;
    /* Headers; empty when not sent. */
    struct slice host, origin, authorization, cookie, if_none_match, accept, accept_encoding;
};

/* Fills target, path and parameters from an origin-form target (RFC 9112 §3.2.1): percent escapes
 * are decoded, "+" is a space in parameters. False with ERR_FORMAT (no such form, a bad escape, no
 * UTF-8, a NUL) or ERR_LIMIT. Slices point into target or arena. O(length). */
bool request_parse_target(struct slice target, struct arena *arena, struct request *request,
                          struct err *err);

/* The value of the first parameter of this name; empty when there is none. */
struct slice request_value(const struct request *request, struct slice name);

/* The value of a cookie of this name; empty when there is none. */
struct slice request_cookie(const struct request *request, struct slice name);

/* Whether the client asks for a page by name, as browsers do. */
bool request_takes_html(const struct request *request);

/* Whether the client takes gzip (a q of 0 refuses it). */
bool request_takes_gzip(const struct request *request);

/* Whether If-None-Match names this entity tag, in quotes or weak, or any. */
bool request_has_tag(const struct request *request, struct slice tag);

/* The next segment of a path: what stands between *rest's first '/' and the next. False at the end.
 */
bool request_next_segment(struct slice *rest, struct slice *ret_segment);

#endif
