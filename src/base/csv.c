/*
 * csv.c - comma-separated values (RFC 4180), safe to open in a spreadsheet.
 *
 *   in    the text of a cell
 *   out   the same, quoted where it has to be
 */
#include "base/csv.h"

#include "base/ascii.h"

/* Steps over digits; false when there are none. */
static bool skip_digits(struct slice text, size_t *at)
{
    size_t start = *at;
    while (*at < text.len && ascii_is_digit(text.ptr[*at]))
        (*at)++;
    return *at > start;
}

/* Whether a text that starts with a sign is a number: "-10", "-0.8", "+1.5e-05". */
static bool is_signed_number(struct slice text)
{
    size_t at = 1;
    if (!skip_digits(text, &at))
        return false;
    if (at < text.len && text.ptr[at] == '.') {
        at++;
        if (!skip_digits(text, &at))
            return false;
    }
    if (at < text.len && (text.ptr[at] == 'e' || text.ptr[at] == 'E')) {
        at++;
        if (at < text.len && (text.ptr[at] == '-' || text.ptr[at] == '+'))
            at++;
        if (!skip_digits(text, &at))
            return false;
    }
    return at == text.len;
}

bool csv_is_formula(struct slice text)
{
    if (text.len == 0)
        return false;
    switch (text.ptr[0]) {
    case '=':
    case '@':
    case '\t':
    case '\r':
        return true;
    case '+':
    case '-':
        return text.len > 1 && !is_signed_number(text);
    default:
        return false;
    }
}

bool csv_is_quoted(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        if (byte == ',' || byte == '"' || byte == '\r' || byte == '\n')
            return true;
    }
    return false;
}

void csv_cell(struct buf *out, struct slice text)
{
    bool quoted = csv_is_quoted(text);
    if (quoted)
        buf_append_byte(out, '"');
    if (csv_is_formula(text))
        buf_append_byte(out, CSV_GUARD);
    for (size_t i = 0; quoted && i < text.len; i++) {
        if (text.ptr[i] == '"')
            buf_append_byte(out, '"');
        buf_append_byte(out, text.ptr[i]);
    }
    if (quoted)
        buf_append_byte(out, '"');
    else
        buf_append(out, text);
}
