/*
 * clean.c - metadata strings as they are shown.
 *
 *   in    strings of a page
 *   out   one line of valid UTF-8; URLs in their parts
 */
#include "page/clean.h"

#include "base/ascii.h"
#include "base/utf8.h"

/* Longest "&name;" or "&#x10ffff;" that is decoded, bytes. */
#define REFERENCE_BYTES_MAX ((size_t)12)

static size_t read_reference(const struct metadata_words *words, struct slice raw, size_t at,
                             uint32_t *ret_code_point);

static bool is_invisible(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200C && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFFFE ||
           c == 0xFFFF;
}

bool clean_line(const struct metadata_words *words, struct slice raw, struct arena *arena,
                struct slice *ret_line)
{
    /* A replaced byte takes three; everything else is at most as long as it was. */
    char *line = arena_array(arena, char, raw.len * 3 + UTF8_BYTES_MAX);
    size_t len = 0;
    bool space = false;
    if (!line)
        return false;
    for (size_t at = 0; at < raw.len;) {
        uint32_t c = 0;
        size_t taken = 0;
        if (words && raw.ptr[at] == '&')
            taken = read_reference(words, raw, at, &c);
        at += taken ? taken : utf8_decode(raw, at, &c);
        if (unicode_is_space(c)) {
            space = true;
        } else if (!is_invisible(c)) {
            if (space && len)
                line[len++] = ' ';
            space = false;
            len += utf8_encode(c, line + len);
        }
    }
    *ret_line = (struct slice){line, len};
    return true;
}

/* The length of the character reference at raw[at], or 0 when it is none. */
static size_t read_reference(const struct metadata_words *words, struct slice raw, size_t at,
                             uint32_t *ret_code_point)
{
    struct slice window = slice_sub(raw, at, at + REFERENCE_BYTES_MAX);
    size_t end = slice_find_byte(window, ';', 0);
    uint32_t code_point = 0;
    if (end == SIZE_MAX || end < 3)
        return 0;
    struct slice name = slice_sub(window, 1, end);
    if (name.ptr[0] == '#') {
        bool hex = ascii_lower(name.ptr[1]) == 'x';
        for (size_t i = hex ? 2 : 1; i < name.len; i++) {
            int digit = ascii_hex(name.ptr[i]);
            if (digit < 0 || (!hex && digit > 9) || code_point > 0x10FFFF)
                return 0;
            code_point = code_point * (hex ? 16 : 10) + (uint32_t)digit;
        }
        if (code_point == 0 || name.len == (hex ? 2U : 1U))
            return 0;
    } else if (!words_have(words, WORD_ENTITY, name, &code_point)) {
        return 0;
    }
    bool encodable = code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
    *ret_code_point = encodable ? code_point : UTF8_REPLACEMENT;
    return end + 1;
}

struct slice trim_spaces(struct slice s)
{
    uint32_t c;
    for (;;) {
        s = slice_trim(s);
        if (s.len && (unsigned char)s.ptr[0] >= 0x80) {
            size_t first = utf8_decode(s, 0, &c);
            if (unicode_is_space(c)) {
                s = slice_sub(s, first, s.len);
                continue;
            }
        }
        size_t last = s.len && (unsigned char)s.ptr[s.len - 1] >= 0x80 ? utf8_before(s, s.len)
                                                                       : s.len;
        if (last < s.len) {
            utf8_decode(s, last, &c);
            if (unicode_is_space(c)) {
                s = slice_sub(s, 0, last);
                continue;
            }
        }
        return s;
    }
}

bool clean_key(struct slice s, struct arena *arena, struct slice *ret_key)
{
    char *key = arena_array(arena, char, s.len * 3 + UTF8_BYTES_MAX);
    size_t len = 0;
    bool space = false;
    if (!key)
        return false;
    for (size_t at = 0; at < s.len;) {
        uint32_t c;
        at += utf8_decode(s, at, &c);
        if (c == 0x2019 || c == '\'')
            continue;
        if (!unicode_is_letter(c) && !unicode_is_digit(c)) {
            space = true;
            continue;
        }
        if (space && len)
            key[len++] = ' ';
        space = false;
        len += utf8_encode(unicode_lower(c), key + len);
    }
    *ret_key = (struct slice){key, len};
    return true;
}

/* The length of "http://" or "https://" at url's start, or 0. */
static size_t scheme_bytes(struct slice url)
{
    if (slice_starts_nocase(url, SLICE("https://")))
        return 8;
    return slice_starts_nocase(url, SLICE("http://")) ? 7 : 0;
}

struct slice url_host(struct slice url)
{
    size_t start = scheme_bytes(url);
    if (start == 0)
        return SLICE_EMPTY;
    size_t end = start;
    while (end < url.len && url.ptr[end] != '/' && url.ptr[end] != '?' && url.ptr[end] != '#')
        end++;
    struct slice host = slice_sub(url, start, end);
    size_t user = slice_find_byte(host, '@', 0);
    if (user != SIZE_MAX)
        host = slice_sub(host, user + 1, host.len);
    host = slice_sub(host, 0, slice_find_byte(host, ':', 0));
    if (slice_starts_nocase(host, SLICE("www.")))
        host = slice_sub(host, 4, host.len);
    return host;
}

struct slice url_path(struct slice url)
{
    size_t start = slice_find_byte(url, '/', scheme_bytes(url));
    return start == SIZE_MAX ? SLICE_EMPTY : slice_sub(url, start, url.len);
}

bool url_is_http(struct slice url)
{
    if (url_host(url).len == 0)
        return false;
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.ptr[i];
        if (c <= ' ' || c == 0x7F || c == '"' || c == '<' || c == '>')
            return false;
    }
    return true;
}
