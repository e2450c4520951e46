/*
 * csv.c - comma-separated values (RFC 4180).
 *
 *   in    the text of a cell
 *   out   the same, quoted where it has to be
 */
#include "base/csv.h"

#include <string.h>

void csv_cell(struct buf *out, struct slice text)
{
    bool quoted = false;
    for (size_t i = 0; i < text.len && !quoted; i++)
        quoted = strchr(",\"\r\n", text.ptr[i]) != NULL;
    if (!quoted) {
        buf_append(out, text);
        return;
    }
    buf_append_byte(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            buf_append_byte(out, '"');
        buf_append_byte(out, text.ptr[i]);
    }
    buf_append_byte(out, '"');
}
