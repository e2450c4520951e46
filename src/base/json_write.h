/*
 * json_write.h - JSON text, written in one pass.
 *
 *   in    keys and values in the order they shall stand
 *   out   compact JSON (RFC 8259) appended to a struct buf
 *   uses  buf, slice
 *
 * Failure is the buffer's: check buf->failed at the end. Nesting is at most JSON_WRITE_DEPTH_MAX,
 * which is our own code's concern and asserted.
 */
#ifndef ANNALS_BASE_JSON_WRITE_H
#define ANNALS_BASE_JSON_WRITE_H

#include "base/buf.h"

#define JSON_WRITE_DEPTH_MAX 32

struct json_writer {
    struct buf *out;
    unsigned depth;
    bool after_key;                    /* the next value belongs to the key just written */
    bool filled[JSON_WRITE_DEPTH_MAX]; /* [depth]: something was written there, so a comma is due */
};

void json_begin(struct json_writer *json, struct buf *out);

void json_object(struct json_writer *json);
void json_object_end(struct json_writer *json);
void json_array(struct json_writer *json);
void json_array_end(struct json_writer *json);
void json_key(struct json_writer *json, const char *key);

/* A string. Control characters, quotes and backslashes are escaped; bytes that are no UTF-8 become
 * U+FFFD. U+2028 and U+2029 are escaped so that the line stays one line everywhere. */
void json_string(struct json_writer *json, struct slice text);
/* A string, or null when text is empty. */
void json_string_or_null(struct json_writer *json, struct slice text);
void json_u64(struct json_writer *json, uint64_t number);
void json_i64(struct json_writer *json, int64_t number);
/* With `decimals` digits after the point (0 to 9), rounded half away from zero; the same bytes on
 * every machine. A number that is not finite becomes null. */
void json_decimal(struct json_writer *json, double number, unsigned decimals);
/* The number that decimal text stands for, as cells of lists hold it; null for the empty slice. */
void json_number_text(struct json_writer *json, struct slice text);
void json_bool(struct json_writer *json, bool value);
void json_null(struct json_writer *json);

#endif
