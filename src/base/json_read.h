/*
 * json_read.h - JSON text to a tree of values in an arena.
 *
 *   in    one JSON document (RFC 8259), at most JSON_DEPTH_MAX deep
 *   out   struct json values; strings are views into the text where nothing was escaped
 *   uses  arena, err, slice
 *
 * No recursion. Time and memory are linear in the text.
 */
#ifndef ANNALS_BASE_JSON_READ_H
#define ANNALS_BASE_JSON_READ_H

#include "base/arena.h"

enum json_type {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
};

struct json {
    enum json_type type;
    uint32_t offset;    /* where the value starts in the text, bytes */
    struct slice key;   /* its name in the object that holds it, unescaped; else empty */
    struct slice text;  /* JSON_STRING: the unescaped string, valid UTF-8 if the text was.
                           JSON_NUMBER: the number as written */
    struct json *child; /* first member of an array or object, or NULL */
    struct json *next;  /* next member of the same array or object, or NULL */
};

enum json_leniency {
    JSON_STRICT,
    JSON_LENIENT, /* as pages embed it: raw control characters in strings, trailing commas, and
                     unknown escapes kept as written are allowed */
};

/* The value that is the whole of text (white space around it allowed). A surrogate escape without
 * its partner becomes U+FFFD. False with ERR_FORMAT and the byte offset when text is not JSON,
 * ERR_LIMIT when it is too deep or over 4 GiB. Nothing outlives arena and text. */
bool json_parse(struct slice text, enum json_leniency leniency, struct arena *arena,
                struct json **ret_value, struct err *err);

/* The member of an object with this key (the last one, when several), or NULL; NULL too when value
 * is NULL or no object. O(members). */
const struct json *json_member(const struct json *value, struct slice key);

/* The string that value is, or the empty slice. value may be NULL. */
struct slice json_text(const struct json *value);

#endif
