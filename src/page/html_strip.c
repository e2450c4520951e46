/*
 * html_strip.c - one scan over the page's tags, in the manner of the HTML standard's tokenizer.
 *
 *   in    a page in UTF-8
 *   out   markup for libxml2, and the content of scripts and styles
 *
 * What is not found to the end of the page (a comment's end, a closing quote) is remembered as
 * absent, so that hostile pages cannot make the searches quadratic.
 */
#include "page/html_strip.h"

#include <string.h>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/vector.h"

/* Elements whose content is no markup. The content of kept ones goes to `raw`. */
static const struct raw_element {
    struct slice name;
    bool keep;
} raw_elements[] = {
    {{"script", 6}, true},    {{"style", 5}, true},   {{"svg", 3}, false},
    {{"textarea", 8}, false}, {{"iframe", 6}, false}, {{"noembed", 7}, false},
    {{"noframes", 8}, false}, {{"math", 4}, false},   {{"canvas", 6}, false},
};
#define RAW_ELEMENTS (sizeof(raw_elements) / sizeof(raw_elements[0]))

struct strip {
    struct slice page;
    size_t at; /* next byte of the page to read */
    char *out;
    size_t len;
    struct arena *arena;
    VECTOR(struct slice) raw;
    /* The page has no more of these from `at` on. */
    bool no_comment_end, no_quote, no_apostrophe, no_raw_end[RAW_ELEMENTS];
};

static void copy_text(struct strip *s, size_t end);
static bool strip_markup(struct strip *s, struct err *err);
static bool strip_start_tag(struct strip *s, struct err *err);
static void strip_end_tag(struct strip *s);
static void skip_declaration(struct strip *s);

/* Room: each '<' that opens no tag grows to "&lt;", an attribute gains two quotes and is at least
 * four bytes (" a=b"), a raw element's number at most 24. */
static size_t room_for(struct slice page)
{
    size_t opens = 0;
    for (size_t at = 0; (at = slice_find_byte(page, '<', at)) != SIZE_MAX; at++)
        opens++;
    return page.len + page.len / 2 + 28 * opens + 64;
}

bool html_strip(struct slice page, struct arena *arena, struct html_stripped *ret_stripped,
                struct err *err)
{
    struct strip s = {.page = page, .arena = arena};
    s.out = arena_alloc(arena, room_for(page), 1);
    if (!s.out)
        return arena_fail(arena, err);
    while (s.at < page.len) {
        size_t tag = slice_find_byte(page, '<', s.at);
        copy_text(&s, tag == SIZE_MAX ? page.len : tag);
        if (tag != SIZE_MAX && !strip_markup(&s, err))
            return false;
    }
    s.out[s.len] = '\0';
    *ret_stripped = (struct html_stripped){{s.out, s.len}, s.raw.items, (uint32_t)s.raw.count};
    return true;
}

static void put(struct strip *s, struct slice bytes)
{
    if (bytes.len > 0)
        memcpy(s->out + s->len, bytes.ptr, bytes.len);
    s->len += bytes.len;
}

static char peek(const struct strip *s, size_t ahead)
{
    return s->at + ahead < s->page.len ? s->page.ptr[s->at + ahead] : '\0';
}

/* libxml2 reports each control character as an error, which is slow; they say nothing. */
static void blank_controls(char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)bytes[i] < ' ' && bytes[i] != '\n')
            bytes[i] = ' ';
    }
}

static void copy_text(struct strip *s, size_t end)
{
    char *start = s->out + s->len;
    put(s, slice_sub(s->page, s->at, end));
    blank_controls(start, end - s->at);
    s->at = end;
}

/* At a '<'. */
static bool strip_markup(struct strip *s, struct err *err)
{
    char next = peek(s, 1);
    if (ascii_is_letter(next))
        return strip_start_tag(s, err);
    if (next == '/' && ascii_is_letter(peek(s, 2))) {
        strip_end_tag(s);
    } else if (next == '!' || next == '?' || next == '/') {
        skip_declaration(s);
    } else {
        put(s, SLICE("&lt;"));
        s->at++;
    }
    return true;
}

/* <!-- … -->, <!doctype …>, <?xml …?>, </ …>: up to their end, or to the next '>' when a comment
 * has none. */
static void skip_declaration(struct strip *s)
{
    if (peek(s, 1) == '!' && peek(s, 2) == '-' && peek(s, 3) == '-' && !s->no_comment_end) {
        bool empty = peek(s, 4) == '>'; /* "<!-->" is a whole comment */
        size_t end = empty ? s->at + 2 : slice_find(s->page, SLICE("-->"), s->at + 4);
        if (end != SIZE_MAX) {
            s->at = end + 3;
            return;
        }
        s->no_comment_end = true;
    }
    size_t end = slice_find_byte(s->page, '>', s->at);
    s->at = end == SIZE_MAX ? s->page.len : end + 1;
}

static bool is_name_byte(char c)
{
    return ascii_is_alnum(c) || c == '-' || c == '_' || c == ':' || c == '.';
}

static bool ends_name(char c)
{
    return ascii_is_space(c) || c == '/' || c == '>' || c == '=';
}

/* Reads a name up to white space, '/', '>' or '='; returns its part that libxml2 takes as one. */
static struct slice read_name(struct strip *s)
{
    size_t start = s->at, good = s->at;
    while (good < s->page.len && is_name_byte(s->page.ptr[good]))
        good++;
    s->at = good;
    while (s->at < s->page.len && !ends_name(s->page.ptr[s->at]))
        s->at++;
    return slice_sub(s->page, start, good);
}

static void skip_space(struct strip *s)
{
    while (s->at < s->page.len && ascii_is_space(s->page.ptr[s->at]))
        s->at++;
}

/* A quoted or bare value at s->at. False when its closing quote is missing: the tag then ends at
 * the next '>'. */
static bool read_value(struct strip *s, struct slice *ret_value)
{
    char quote = peek(s, 0);
    size_t start = s->at;
    if (quote != '"' && quote != '\'') {
        while (s->at < s->page.len && !ascii_is_space(s->page.ptr[s->at]) &&
               s->page.ptr[s->at] != '>')
            s->at++;
        *ret_value = slice_sub(s->page, start, s->at);
        return true;
    }
    bool *none = quote == '"' ? &s->no_quote : &s->no_apostrophe;
    size_t end = *none ? SIZE_MAX : slice_find_byte(s->page, quote, start + 1);
    if (end == SIZE_MAX) {
        *none = true;
        size_t close = slice_find_byte(s->page, '>', start);
        s->at = close == SIZE_MAX ? s->page.len : close;
        return false;
    }
    *ret_value = slice_sub(s->page, start + 1, end);
    s->at = end + 1;
    return true;
}

/* Attributes that nothing in page/ reads, and that make up much of a page. */
static bool is_unread(struct slice name, struct slice value)
{
    if (value.len > HTML_ATTRIBUTE_BYTES_MAX || !(ascii_is_letter(name.ptr[0])))
        return true;
    if (slice_equal_nocase(name, SLICE("style")))
        return slice_find_nocase(value, SLICE("none"), 0) == SIZE_MAX &&
               slice_find_nocase(value, SLICE("hidden"), 0) == SIZE_MAX;
    return (ascii_lower(name.ptr[0]) == 'o' && name.len > 2 && ascii_lower(name.ptr[1]) == 'n') ||
           slice_equal_nocase(name, SLICE("src")) || slice_equal_nocase(name, SLICE("srcset")) ||
           slice_equal_nocase(name, SLICE("sizes")) ||
           slice_equal_nocase(name, SLICE("data-src")) ||
           slice_equal_nocase(name, SLICE("data-srcset")) ||
           slice_equal_nocase(name, SLICE(HTML_RAW_ATTRIBUTE));
}

static void put_attribute(struct strip *s, struct slice name, struct slice value)
{
    char quote = slice_find_byte(value, '"', 0) == SIZE_MAX ? '"' : '\'';
    if (is_unread(name, value) || slice_find_byte(value, quote, 0) != SIZE_MAX)
        return;
    s->out[s->len++] = ' ';
    put(s, name);
    s->out[s->len++] = '=';
    s->out[s->len++] = quote;
    char *start = s->out + s->len;
    put(s, value);
    blank_controls(start, value.len);
    s->out[s->len++] = quote;
}

/* Up to and with the tag's '>'. Returns true when the tag closes itself ("/>"). */
static bool strip_attributes(struct strip *s)
{
    size_t kept = 0;
    bool closes = false;
    while (s->at < s->page.len && s->page.ptr[s->at] != '>') {
        skip_space(s);
        char c = peek(s, 0);
        closes = c == '/';
        if (c == '/' || c == '=') {
            s->at++;
            continue;
        }
        if (c == '>' || c == '\0')
            break;
        struct slice name = read_name(s), value = {s->page.ptr, 0};
        skip_space(s);
        if (peek(s, 0) == '=') {
            s->at++;
            skip_space(s);
            if (!read_value(s, &value))
                break;
        }
        if (name.len > 0 && kept++ < HTML_ATTRIBUTES_MAX)
            put_attribute(s, name, value);
    }
    s->at += s->at < s->page.len;
    return closes;
}

static size_t raw_element_of(struct slice name)
{
    size_t i = 0;
    while (i < RAW_ELEMENTS && !slice_equal_nocase(raw_elements[i].name, name))
        i++;
    return i;
}

/* The content of raw element number `which` from s->at on, without its end tag, which is left to be
 * read. All the rest when there is none, as the standard has it for scripts; nothing for others. */
static struct slice read_raw(struct strip *s, size_t which)
{
    struct slice name = raw_elements[which].name;
    size_t from = s->at;
    while (!s->no_raw_end[which]) {
        size_t end = slice_find(s->page, SLICE("</"), from);
        if (end == SIZE_MAX)
            break;
        struct slice after = slice_sub(s->page, end + 2, s->page.len);
        if (slice_starts_nocase(after, name) &&
            (after.len == name.len || !is_name_byte(after.ptr[name.len]))) {
            struct slice content = slice_sub(s->page, s->at, end);
            s->at = end;
            return content;
        }
        from = end + 2;
    }
    s->no_raw_end[which] = true;
    struct slice rest = slice_sub(s->page, s->at, s->page.len);
    if (!raw_elements[which].keep)
        return SLICE_EMPTY;
    s->at = s->page.len;
    return rest;
}

static bool strip_start_tag(struct strip *s, struct err *err)
{
    s->at++;
    struct slice name = read_name(s);
    s->out[s->len++] = '<';
    put(s, name);
    bool closes = strip_attributes(s);
    size_t which = raw_element_of(name);
    if (which == RAW_ELEMENTS) {
        s->out[s->len++] = '>';
        return true;
    }
    /* Only foreign elements can close themselves. */
    bool foreign = slice_equal_nocase(name, SLICE("svg")) ||
                   slice_equal_nocase(name, SLICE("math"));
    struct slice content = closes && foreign ? SLICE_EMPTY : read_raw(s, which);
    if (raw_elements[which].keep) {
        struct slice *raw = vector_push(&s->raw, s->arena);
        if (!raw)
            return arena_fail(s->arena, err);
        *raw = content;
        put(s, SLICE(" " HTML_RAW_ATTRIBUTE "=\""));
        char digits[24];
        size_t digit = sizeof(digits);
        for (size_t n = s->raw.count - 1; digit == sizeof(digits) || n > 0; n /= 10)
            digits[--digit] = (char)('0' + n % 10);
        put(s, (struct slice){digits + digit, sizeof(digits) - digit});
        s->out[s->len++] = '"';
    }
    put(s, SLICE("></"));
    put(s, name);
    s->out[s->len++] = '>';
    return true;
}

static void strip_end_tag(struct strip *s)
{
    s->at += 2;
    struct slice name = read_name(s);
    size_t end = slice_find_byte(s->page, '>', s->at);
    s->at = end == SIZE_MAX ? s->page.len : end + 1;
    if (raw_element_of(name) < RAW_ELEMENTS)
        return; /* the start tag has written it already */
    put(s, SLICE("</"));
    put(s, name);
    s->out[s->len++] = '>';
}
