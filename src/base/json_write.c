/*
 * json_write.c - JSON text, written in one pass.
 *
 *   in    keys and values
 *   out   compact JSON
 */
#include "base/json_write.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* More than any number of a store has. */
#define NUMBER_TEXT_BYTES 64

void json_begin(struct json_writer *json, struct buf *out)
{
    *json = (struct json_writer){.out = out};
}

/* The comma before a value or key, where one is due. */
static void separate(struct json_writer *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->filled[json->depth])
        buf_append_byte(json->out, ',');
    json->filled[json->depth] = true;
}

static void nest(struct json_writer *json, char bracket)
{
    separate(json);
    buf_append_byte(json->out, bracket);
    assert(json->depth + 1 < JSON_WRITE_DEPTH_MAX);
    json->filled[++json->depth] = false;
}

static void unnest(struct json_writer *json, char bracket)
{
    assert(json->depth > 0);
    json->depth--;
    buf_append_byte(json->out, bracket);
}

void json_object(struct json_writer *json)
{
    nest(json, '{');
}

void json_object_end(struct json_writer *json)
{
    unnest(json, '}');
}

void json_array(struct json_writer *json)
{
    nest(json, '[');
}

void json_array_end(struct json_writer *json)
{
    unnest(json, ']');
}

void json_key(struct json_writer *json, const char *key)
{
    json_string(json, slice_from(key));
    buf_append_byte(json->out, ':');
    json->after_key = true;
}

static void escape(struct buf *out, uint32_t code_point)
{
    switch (code_point) {
    case '"':
        buf_append(out, SLICE("\\\""));
        break;
    case '\\':
        buf_append(out, SLICE("\\\\"));
        break;
    case '\n':
        buf_append(out, SLICE("\\n"));
        break;
    case '\r':
        buf_append(out, SLICE("\\r"));
        break;
    case '\t':
        buf_append(out, SLICE("\\t"));
        break;
    default:
        buf_printf(out, "\\u%04x", (unsigned)code_point);
    }
}

/* True for a byte of ASCII that stands for itself in a JSON string. */
static bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x7F && c != '"' && c != '\\';
}

void json_string(struct json_writer *json, struct slice text)
{
    separate(json);
    buf_append_byte(json->out, '"');
    size_t at = 0;
    while (at < text.len) {
        size_t end = at;
        while (end < text.len && is_plain(text.ptr[end]))
            end++;
        buf_append(json->out, slice_sub(text, at, end));
        at = end;
        if (at == text.len)
            break;
        uint32_t code_point;
        at += utf8_decode(text, at, &code_point);
        bool escaped = code_point < 0x20 || code_point == '"' || code_point == '\\' ||
                       code_point == 0x7F || code_point == 0x2028 || code_point == 0x2029;
        if (escaped)
            escape(json->out, code_point);
        else
            buf_append_code_point(json->out, code_point);
    }
    buf_append_byte(json->out, '"');
}

void json_string_or_null(struct json_writer *json, struct slice text)
{
    if (text.len)
        json_string(json, text);
    else
        json_null(json);
}

void json_u64(struct json_writer *json, uint64_t number)
{
    separate(json);
    buf_append_u64(json->out, number);
}

void json_i64(struct json_writer *json, int64_t number)
{
    separate(json);
    if (number < 0)
        buf_append_byte(json->out, '-');
    buf_append_u64(json->out, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

void json_decimal(struct json_writer *json, double number, unsigned decimals)
{
    static const double SCALES[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    assert(decimals < sizeof(SCALES) / sizeof(SCALES[0]));
    if (!isfinite(number) || fabs(number) * SCALES[decimals] > 9e15) {
        json_null(json);
        return;
    }
    separate(json);
    int64_t scaled = llround(fabs(number) * SCALES[decimals]);
    int64_t unit = (int64_t)SCALES[decimals];
    if (number < 0 && scaled != 0)
        buf_append_byte(json->out, '-');
    buf_append_u64(json->out, (uint64_t)(scaled / unit));
    if (decimals)
        buf_printf(json->out, ".%0*lld", (int)decimals, (long long)(scaled % unit));
}

void json_number_text(struct json_writer *json, struct slice text)
{
    char digits[NUMBER_TEXT_BYTES];
    if (text.len == 0 || text.len >= sizeof(digits)) {
        json_null(json);
        return;
    }
    memcpy(digits, text.ptr, text.len);
    digits[text.len] = '\0';
    json_decimal(json, strtod(digits, NULL), slice_find_byte(text, '.', 0) == SIZE_MAX ? 0 : 5);
}

void json_bool(struct json_writer *json, bool value)
{
    separate(json);
    buf_append(json->out, value ? SLICE("true") : SLICE("false"));
}

void json_null(struct json_writer *json)
{
    separate(json);
    buf_append(json->out, SLICE("null"));
}
