/*
 * out.c - bytes on their way out; tables as CSV and TSV.
 *
 *   in    text, cells
 *   out   chunks, handed to a callback
 */
#include <stdio.h>

#include "base/csv.h"
#include "export/export_parts.h"

/* One chunk and the longest row; articles' texts are no cells. */
#define OUT_BYTES_MAX ((size_t)64 << 20)

void out_init(struct out *out, bool (*write)(void *context, struct slice text), void *context)
{
    *out = (struct out){.write = write, .context = context};
    buf_init(&out->buf, OUT_BYTES_MAX);
}

void out_free(struct out *out)
{
    buf_free(&out->buf);
}

static void flush(struct out *out)
{
    if (out->stopped || out->buf.failed || out->buf.len == 0)
        return;
    out->stopped = !out->write(out->context, buf_slice(&out->buf));
    buf_reset(&out->buf);
}

bool out_flush_full(struct out *out)
{
    if (out->buf.len >= OUT_CHUNK_BYTES)
        flush(out);
    return !out->stopped && !out->buf.failed;
}

bool out_end(struct out *out, struct err *err)
{
    flush(out);
    if (out->buf.failed)
        return buf_fail(&out->buf, err);
    return !out->stopped || err_set(err, ERR_IO, "could not write the output");
}

/* ---- tables ---- */

static bool is_line_control(char byte)
{
    return byte == '\t' || byte == '\n' || byte == '\r';
}

static void cell_tsv(struct buf *buf, struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        buf_append_byte(buf, is_line_control(text.ptr[i]) ? ' ' : text.ptr[i]);
}

void table_cell(struct table *table, struct slice text)
{
    struct buf *buf = &table->out->buf;
    if (table->filled)
        buf_append_byte(buf, table->is_csv ? ',' : '\t');
    table->filled = true;
    if (table->is_csv)
        csv_cell(buf, text);
    else
        cell_tsv(buf, text);
}

void table_text(struct table *table, const char *text)
{
    table_cell(table, slice_from(text));
}

void table_number(struct table *table, uint64_t number)
{
    char text[24];
    snprintf(text, sizeof(text), "%llu", (unsigned long long)number);
    table_text(table, text);
}

void table_row_end(struct table *table)
{
    buf_append(&table->out->buf, table->is_csv ? SLICE("\r\n") : SLICE("\n"));
    table->filled = false;
}
