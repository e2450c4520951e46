/*
 * terminal.c - text for people: safe, fitted to columns, coloured only on a terminal.
 *
 *   in    any UTF-8 text
 *   out   bytes on a stream
 */
#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/utf8.h"

#define COLUMNS_DEFAULT 80

size_t terminal_columns(FILE *out)
{
    struct winsize size;
    if (isatty(fileno(out)) && ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col;
    return COLUMNS_DEFAULT;
}

bool terminal_has_colour(FILE *out)
{
    const char *no_color = getenv("NO_COLOR");
    return isatty(fileno(out)) && (!no_color || !*no_color);
}

static void print_code_point(FILE *out, uint32_t code_point)
{
    char bytes[UTF8_BYTES_MAX];
    size_t length = utf8_encode(unicode_is_unsafe(code_point) ? UTF8_REPLACEMENT : code_point,
                                bytes);
    fwrite(bytes, 1, length, out);
}

static unsigned width_of(uint32_t code_point)
{
    return unicode_is_unsafe(code_point) ? 1 : unicode_width(code_point);
}

/* The next character of text from *at, a run of white space as one ' '. */
static uint32_t next_folded(struct slice text, size_t *at)
{
    uint32_t code_point;
    *at += utf8_decode(text, *at, &code_point);
    if (!unicode_is_space(code_point))
        return code_point;
    while (*at < text.len) {
        size_t length = utf8_decode(text, *at, &code_point);
        if (!unicode_is_space(code_point))
            break;
        *at += length;
    }
    return ' ';
}

size_t terminal_width(struct slice text)
{
    size_t width = 0;
    for (size_t at = 0; at < text.len;)
        width += width_of(next_folded(text, &at));
    return width;
}

void terminal_print_fitted(FILE *out, struct slice text, size_t columns, bool pad)
{
    bool cut = terminal_width(text) > columns;
    size_t room = cut && columns ? columns - 1 : columns;
    size_t used = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t code_point = next_folded(text, &at);
        if (used + width_of(code_point) > room)
            break;
        used += width_of(code_point);
        print_code_point(out, code_point);
    }
    if (cut && columns) {
        fputs("…", out);
        used++;
    }
    if (pad && used < columns)
        fprintf(out, "%*s", (int)(columns - used), "");
}

void terminal_print_wrapped(FILE *out, struct slice text, size_t columns, size_t indent)
{
    size_t column = indent;
    for (size_t at = 0; at < text.len;) {
        size_t end = at, width = 0;
        uint32_t code_point = ' ';
        while (end < text.len) {
            size_t length = utf8_decode(text, end, &code_point);
            if (unicode_is_space(code_point))
                break;
            width += width_of(code_point);
            end += length;
        }
        if (column > indent && column + 1 + width > columns) {
            fprintf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            fputc(' ', out);
            column++;
        }
        while (at < end) {
            at += utf8_decode(text, at, &code_point);
            print_code_point(out, code_point);
        }
        column += width;
        if (at < text.len)
            next_folded(text, &at);
    }
    fputc('\n', out);
}

void terminal_print_csv(FILE *out, struct slice text)
{
    bool quoted = csv_is_quoted(text);
    if (quoted)
        fputc('"', out);
    if (csv_is_formula(text))
        fputc(CSV_GUARD, out);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            fputc('"', out);
        fputc(text.ptr[i], out);
    }
    if (quoted)
        fputc('"', out);
}
