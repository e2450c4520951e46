/*
 * json_read.c - JSON text to a tree of values in an arena.
 *
 *   in    one JSON document
 *   out   its values, linked in the order they stand
 *
 * A loop over tokens with an explicit stack of open containers.
 */
#include "base/json_read.h"

#include <string.h>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/utf8.h"

struct frame {
    struct json *container;
    struct json **link; /* where the container's next member goes */
};

struct parser {
    struct slice text;
    size_t at;
    bool lenient;
    struct arena *arena;
    struct err *err;
    size_t depth;
    struct frame stack[JSON_DEPTH_MAX];
};

static bool fail(struct parser *p, const char *message)
{
    return err_set_at(p->err, ERR_FORMAT, message, p->at);
}

static void skip_space(struct parser *p)
{
    while (p->at < p->text.len) {
        char c = p->text.ptr[p->at];
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t')
            break;
        p->at++;
    }
}

static char peek(const struct parser *p)
{
    return p->at < p->text.len ? p->text.ptr[p->at] : '\0';
}

/* Four hexadecimal digits at p->at, which moves past them. */
static bool read_hex4(struct parser *p, uint32_t *ret_unit)
{
    uint32_t unit = 0;
    if (p->text.len - p->at < 4)
        return false;
    for (size_t i = 0; i < 4; i++) {
        int digit = ascii_hex(p->text.ptr[p->at + i]);
        if (digit < 0)
            return false;
        unit = unit << 4 | (uint32_t)digit;
    }
    p->at += 4;
    *ret_unit = unit;
    return true;
}

/* The code point of "\uXXXX" whose digits start at p->at, with a low surrogate's escape after it.
 */
static bool read_unicode_escape(struct parser *p, uint32_t *ret_code_point)
{
    uint32_t high, low;
    if (!read_hex4(p, &high))
        return false;
    *ret_code_point = high >= 0xD800 && high <= 0xDFFF ? UTF8_REPLACEMENT : high;
    if (high < 0xD800 || high > 0xDBFF)
        return true;
    size_t before = p->at;
    if (p->text.len - p->at >= 6 && p->text.ptr[p->at] == '\\' && p->text.ptr[p->at + 1] == 'u') {
        p->at += 2;
        if (read_hex4(p, &low) && low >= 0xDC00 && low <= 0xDFFF) {
            *ret_code_point = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            return true;
        }
    }
    p->at = before;
    return true;
}

/* One escape, its backslash already passed, decoded to out. Returns the bytes written, 0 on error.
 */
static size_t read_escape(struct parser *p, char *out)
{
    static const char NAMES[] = "\"\\/bfnrt";
    static const char VALUES[] = "\"\\/\b\f\n\r\t";
    char name = peek(p);
    const char *found = name ? strchr(NAMES, name) : NULL;
    if (found) {
        p->at++;
        out[0] = VALUES[found - NAMES];
        return 1;
    }
    uint32_t code_point;
    if (name == 'u') {
        p->at++;
        return read_unicode_escape(p, &code_point) ? utf8_encode(code_point, out) : 0;
    }
    if (!p->lenient || p->at >= p->text.len)
        return 0;
    out[0] = '\\';
    return 1;
}

/* True when one of these eight bytes may be '"', '\\' or below 0x20; never false when one is. After
 * Alan Mycroft's test for a zero byte. */
static bool may_end_run(const char *eight)
{
    const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    uint64_t word;
    memcpy(&word, eight, sizeof(word));
    uint64_t quote = word ^ ones * '"', backslash = word ^ ones * '\\';
    uint64_t found = ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) |
                     ((word - ones * 0x20) & ~word);
    return (found & high) != 0;
}

/* The offset of the quote that closes the string at p->at; *ret_escaped when a backslash is before.
 */
static bool find_string_end(struct parser *p, size_t *ret_end, bool *ret_escaped)
{
    bool escaped = false;
    for (size_t i = p->at; i < p->text.len; i++) {
        while (p->text.len - i > 8 && !may_end_run(p->text.ptr + i))
            i += 8;
        char c = p->text.ptr[i];
        if (c == '"') {
            *ret_end = i;
            *ret_escaped = escaped;
            return true;
        }
        if (c == '\\') {
            escaped = true;
            i++;
        } else if ((unsigned char)c < 0x20 && !p->lenient) {
            p->at = i;
            return fail(p, "control character in a json string");
        }
    }
    return fail(p, "json string has no end");
}

/* The string whose opening quote is at p->at. */
static bool read_string(struct parser *p, struct slice *ret_text)
{
    size_t end;
    bool escaped;
    p->at++;
    if (!find_string_end(p, &end, &escaped))
        return false;
    if (!escaped) {
        *ret_text = (struct slice){p->text.ptr + p->at, end - p->at};
        p->at = end + 1;
        return true;
    }
    char *out = arena_alloc(p->arena, end - p->at + UTF8_BYTES_MAX, 1);
    if (!out)
        return arena_fail(p->arena, p->err);
    size_t len = 0;
    while (p->at < end) {
        const char *run = p->text.ptr + p->at;
        const char *backslash = memchr(run, '\\', end - p->at);
        size_t run_len = backslash ? (size_t)(backslash - run) : end - p->at;
        memcpy(out + len, run, run_len);
        len += run_len;
        p->at += run_len;
        if (!backslash)
            break;
        p->at++;
        size_t written = read_escape(p, out + len);
        if (written == 0)
            return fail(p, "bad escape in a json string");
        len += written;
    }
    *ret_text = (struct slice){out, len};
    p->at = end + 1;
    return true;
}

static size_t skip_digits(struct parser *p)
{
    size_t start = p->at;
    while (ascii_is_digit(peek(p)))
        p->at++;
    return p->at - start;
}

static bool read_number(struct parser *p, struct slice *ret_text)
{
    size_t start = p->at;
    if (peek(p) == '-')
        p->at++;
    size_t first = p->at;
    size_t digits = skip_digits(p);
    if (digits == 0 || (digits > 1 && p->text.ptr[first] == '0'))
        return fail(p, "bad json number");
    if (peek(p) == '.') {
        p->at++;
        if (skip_digits(p) == 0)
            return fail(p, "bad json number");
    }
    if (peek(p) == 'e' || peek(p) == 'E') {
        p->at++;
        if (peek(p) == '+' || peek(p) == '-')
            p->at++;
        if (skip_digits(p) == 0)
            return fail(p, "bad json number");
    }
    *ret_text = slice_sub(p->text, start, p->at);
    return true;
}

static bool read_word(struct parser *p, struct json *value)
{
    static const struct {
        struct slice word;
        enum json_type type;
    } WORDS[] = {{{"null", 4}, JSON_NULL}, {{"true", 4}, JSON_TRUE}, {{"false", 5}, JSON_FALSE}};
    struct slice rest = slice_sub(p->text, p->at, p->text.len);
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
        if (slice_starts(rest, WORDS[i].word)) {
            value->type = WORDS[i].type;
            p->at += WORDS[i].word.len;
            return true;
        }
    }
    return fail(p, "expected a json value");
}

static bool open_container(struct parser *p, struct json *value, enum json_type type)
{
    if (p->depth == JSON_DEPTH_MAX)
        return err_set_at(p->err, ERR_LIMIT, "json nested deeper than JSON_DEPTH_MAX", p->at);
    value->type = type;
    p->at++;
    p->stack[p->depth++] = (struct frame){value, &value->child};
    return true;
}

/* Any value at p->at. A container is only opened; its members follow in the main loop. */
static bool read_value(struct parser *p, struct json *value)
{
    value->offset = (uint32_t)p->at;
    switch (peek(p)) {
    case '{':
        return open_container(p, value, JSON_OBJECT);
    case '[':
        return open_container(p, value, JSON_ARRAY);
    case '"':
        value->type = JSON_STRING;
        return read_string(p, &value->text);
    default:
        if (peek(p) == '-' || ascii_is_digit(peek(p))) {
            value->type = JSON_NUMBER;
            return read_number(p, &value->text);
        }
        return read_word(p, value);
    }
}

static bool read_key(struct parser *p, struct slice *ret_key)
{
    if (peek(p) != '"')
        return fail(p, "expected a json key");
    if (!read_string(p, ret_key))
        return false;
    skip_space(p);
    if (peek(p) != ':')
        return fail(p, "expected ':' after a json key");
    p->at++;
    skip_space(p);
    return true;
}

/* One member of the innermost open container, or its end. */
static bool read_member(struct parser *p)
{
    struct frame *frame = &p->stack[p->depth - 1];
    bool is_object = frame->container->type == JSON_OBJECT;
    char closing = is_object ? '}' : ']';
    bool first = frame->container->child == NULL;
    skip_space(p);
    if (peek(p) == closing) {
        p->at++;
        p->depth--;
        return true;
    }
    if (!first) {
        if (peek(p) != ',')
            return fail(p, is_object ? "expected ',' or '}'" : "expected ',' or ']'");
        p->at++;
        skip_space(p);
        if (p->lenient && peek(p) == closing)
            return true;
    }
    struct slice key = SLICE_EMPTY;
    if (is_object && !read_key(p, &key))
        return false;
    struct json *value = arena_new(p->arena, struct json);
    if (!value)
        return arena_fail(p->arena, p->err);
    value->key = key;
    *frame->link = value;
    frame->link = &value->next;
    return read_value(p, value);
}

bool json_parse(struct slice text, enum json_leniency leniency, struct arena *arena,
                struct json **ret_value, struct err *err)
{
    struct parser p = {
        .text = text, .lenient = leniency == JSON_LENIENT, .arena = arena, .err = err};
    if (text.len > UINT32_MAX)
        return err_set(err, ERR_LIMIT, "json document over 4 GiB");
    struct json *value = arena_new(arena, struct json);
    if (!value)
        return arena_fail(arena, err);
    skip_space(&p);
    if (!read_value(&p, value))
        return false;
    while (p.depth > 0) {
        if (!read_member(&p))
            return false;
    }
    skip_space(&p);
    if (p.at != text.len)
        return fail(&p, "text after the json value");
    *ret_value = value;
    return true;
}

const struct json *json_member(const struct json *value, struct slice key)
{
    const struct json *found = NULL;
    if (!value || value->type != JSON_OBJECT)
        return NULL;
    for (const struct json *member = value->child; member; member = member->next) {
        if (slice_equal(member->key, key))
            found = member;
    }
    return found;
}

struct slice json_text(const struct json *value)
{
    return value && value->type == JSON_STRING ? value->text : SLICE_EMPTY;
}
