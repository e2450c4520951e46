/*
 * response.h - what a client gets: a status, a type and a body.
 *
 *   in    bytes
 *   out   struct response, which server.c sends
 *   uses  base/
 */
#ifndef ANNALS_SERVE_RESPONSE_H
#define ANNALS_SERVE_RESPONSE_H

#include <stdio.h>

#include "base/buf.h"
#include "base/json_write.h"

/* Bytes that several responses may share; freed with the last. */
struct body {
    unsigned references; /* changed atomically */
    size_t bytes;
    char data[];
};

#define TAG_CHARS 16

struct response {
    unsigned status;          /* HTTP's */
    const char *content_type; /* with its charset */
    /* One of: */
    struct slice constant; /* outlives the server */
    struct body *body;     /* one reference of the response's own */
    FILE *file;            /* a file without a name, at its start */
    uint64_t file_bytes;
    bool is_gzip;            /* of constant */
    char tag[TAG_CHARS + 1]; /* entity tag, or "" */
    const char *location;    /* of a redirection, or NULL */
    const char *link;        /* what the page will ask for first (RFC 8288, preload), or NULL */
    bool sets_cookie;        /* the token goes into a cookie */
    char attachment[64];     /* file name that a browser saves it under, or "" */
    uint32_t retry_s;        /* Retry-After, or 0 */
};

/* Frees what the response holds. */
void response_free(struct response *response);

/* Takes the buffer's bytes over, as a body with its tag; an answer of 500 when it has failed, 413
 * when it is over its maximum. The buffer is freed. */
void response_take(struct response *response, const char *content_type, struct buf *bytes);

/* {"error":{"status","message"}} with this status. */
void response_error(struct response *response, unsigned status, const char *message,
                    const char *detail);
/* The status that an err stands for, and its message. */
void response_fail(struct response *response, const struct err *err, const char *detail);

/* One more reference; gives one back. NULL is let pass. */
struct body *body_share(struct body *body);
void body_release(struct body *body);

#define TYPE_JSON "application/json; charset=utf-8"
#define TYPE_CSV "text/csv; charset=utf-8; header=present"

#endif
