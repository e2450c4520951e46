/*
 * html.c - HTML written safely.
 *
 *   in    any UTF-8 text
 *   out   HTML appended to a buffer
 */
#include "export/html.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/limits.h"
#include "base/utf8.h"

#define PRINTF_BYTES_MAX 512

void html_raw(struct buf *out, const char *markup)
{
    buf_append(out, slice_from(markup));
}

void html_printf(struct buf *out, const char *format, ...)
{
    char text[PRINTF_BYTES_MAX];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof(text))
        out->failed = true;
    else
        buf_append(out, (struct slice){text, (size_t)length});
}

static void character(struct buf *out, uint32_t code_point)
{
    switch (code_point) {
    case '&':
        html_raw(out, "&amp;");
        break;
    case '<':
        html_raw(out, "&lt;");
        break;
    case '>':
        html_raw(out, "&gt;");
        break;
    case '"':
        html_raw(out, "&quot;");
        break;
    case '\'':
        html_raw(out, "&#39;");
        break;
    default:
        buf_append_code_point(out, unicode_is_unsafe(code_point) ? UTF8_REPLACEMENT : code_point);
    }
}

void html_text(struct buf *out, struct slice text)
{
    uint32_t code_point;
    for (size_t at = 0; at < text.len;) {
        at += utf8_decode(text, at, &code_point);
        character(out, code_point);
    }
}

void html_text_bounded(struct buf *out, struct slice text)
{
    uint32_t code_point;
    size_t at = 0;
    for (size_t count = 0; at < text.len && count < HTML_TEXT_CHARACTERS_MAX; count++) {
        at += utf8_decode(text, at, &code_point);
        character(out, code_point);
    }
    if (at < text.len)
        html_printf(out, "… <span class=\"soft\">(cut here: %zu more characters)</span>",
                    utf8_count(slice_sub(text, at, text.len)));
}

void html_name(struct buf *out, struct slice text)
{
    html_raw(out, "<bdi>");
    html_text_bounded(out, text);
    html_raw(out, "</bdi>");
}

void html_number(struct buf *out, uint64_t number)
{
    char digits[24];
    int length = snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            buf_append_code_point(out, 0x202F); /* narrow no-break space */
        buf_append_byte(out, digits[i]);
    }
}

bool html_is_link(struct slice address)
{
    uint32_t code_point;
    if (!slice_starts_nocase(address, SLICE("http://")) &&
        !slice_starts_nocase(address, SLICE("https://")))
        return false;
    for (size_t at = 0; at < address.len;) {
        at += utf8_decode(address, at, &code_point);
        if (unicode_is_space(code_point) || unicode_is_unsafe(code_point))
            return false;
    }
    return address.len <= URL_BYTES_MAX;
}

void html_link(struct buf *out, struct slice address, struct slice text)
{
    bool is_link = html_is_link(address);
    if (is_link) {
        html_raw(out, "<a rel=\"noopener noreferrer\" href=\"");
        html_text(out, address);
        html_raw(out, "\">");
    }
    html_name(out, text);
    if (is_link)
        html_raw(out, "</a>");
}
