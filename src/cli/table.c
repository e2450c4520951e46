/*
 * table.c - rows in columns that fit the terminal.
 *
 *   in    rows of a list, the width of the terminal
 *   out   lines on stdout
 *
 * Widths come from the first rows: all of a cell where there is room; else what the list says that
 * a column needs, and what is left goes to the narrowest of those that want more.
 */
#include "cli/table.h"

#include <string.h>

#include "cli/terminal.h"

#define REST 255
/* The least that the column which takes what is left is given. */
#define REST_COLUMNS_MIN 10
#define GAP 2
/* What is held back to learn widths from. */
#define HELD_ROWS_MAX 500
#define HELD_BYTES_MAX ((size_t)4 << 20)
/* More of a cell fits no terminal. */
#define CELL_BYTES_MAX ((size_t)16384)
/* A cell longer than that asks for no more. */
#define CELL_COLUMNS_MAX 120
/* Ids and keys are hexadecimal, so long; their start finds them. */
#define ID_CHARS_MIN 16
#define ID_COLUMNS 8

static bool is_id(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
    }
    return text.len >= ID_CHARS_MIN;
}

static struct slice shown(struct slice text)
{
    return is_id(text) ? slice_sub(text, 0, ID_COLUMNS) : text;
}

/* ---- widths ---- */

/* How wide a column is for its needs: the one that takes what is left needs twice as much. */
static size_t ease(const struct table *table, size_t column)
{
    bool is_rest = table->specs[column].width == REST;
    return is_rest ? table->widths[column] / 2 : table->widths[column];
}

/* Gives each column what it wants as far as the terminal goes. */
static void share_out(struct table *table, const size_t *wanted)
{
    size_t taken = 0;
    for (size_t i = 0; i < table->count; i++) {
        size_t least = table->specs[i].width == REST ? REST_COLUMNS_MIN : table->specs[i].width;
        table->widths[i] = wanted[i] < least ? wanted[i] : least;
        taken += table->widths[i] ? table->widths[i] + GAP : 0;
    }
    for (; taken < table->columns + GAP; taken++) {
        size_t narrowest = table->count;
        for (size_t i = 0; i < table->count; i++) {
            if (table->widths[i] < wanted[i] &&
                (narrowest == table->count || ease(table, i) < ease(table, narrowest)))
                narrowest = i;
        }
        if (narrowest == table->count)
            return;
        table->widths[narrowest]++;
    }
}

static void want(size_t *wanted, struct slice text)
{
    size_t width = terminal_width(shown(text));
    if (width > CELL_COLUMNS_MAX)
        width = CELL_COLUMNS_MAX;
    *wanted = width > *wanted ? width : *wanted;
}

/* ---- lines ---- */

/* Prints a cell of a line; last: the last column that is shown. */
static void print_cell(const struct table *table, size_t column, struct slice text, size_t last)
{
    if (table->widths[column] == 0)
        return;
    terminal_print_fitted(stdout, shown(text), table->widths[column], column != last);
    fputs(column == last ? "\n" : "  ", stdout);
}

static size_t last_column(const struct table *table)
{
    size_t last = table->count;
    while (last > 0 && table->widths[last - 1] == 0)
        last--;
    return last > 0 ? last - 1 : 0;
}

/* The next of the cells held back. */
static struct slice next_held(const struct table *table, size_t *at)
{
    struct slice cell = slice_from(table->held.ptr + *at);
    *at += cell.len + 1;
    return cell;
}

/* Prints the header and what was held back. */
static void start(struct table *table)
{
    size_t wanted[TABLE_COLUMNS_MAX] = {0}, at = 0;
    for (size_t i = 0; i < table->held_rows * table->count; i++) {
        struct slice cell = next_held(table, &at);
        if (table->specs[i % table->count].width != 0)
            want(&wanted[i % table->count], cell);
    }
    for (size_t i = 0; i < table->count; i++) {
        if (table->specs[i].width != 0)
            want(&wanted[i], slice_from(table->specs[i].name));
    }
    share_out(table, wanted);
    size_t last = last_column(table);
    fputs(table->colour ? "\x1b[1m" : "", stdout);
    for (size_t i = 0; i < table->count; i++)
        print_cell(table, i, slice_from(table->specs[i].name), last);
    fputs(table->colour ? "\x1b[0m" : "", stdout);
    at = 0;
    for (size_t i = 0; i < table->held_rows * table->count; i++)
        print_cell(table, i % table->count, next_held(table, &at), last);
    table->started = true;
}

void table_begin(struct table *table, const struct annals_row *names, size_t columns, bool colour)
{
    *table = (struct table){.columns = columns, .colour = colour};
    table->count = names->count < TABLE_COLUMNS_MAX ? names->count : TABLE_COLUMNS_MAX;
    memcpy(table->specs, names->columns, table->count * sizeof(table->specs[0]));
    buf_init(&table->held, 2 * HELD_BYTES_MAX);
}

/* A cell with NUL in it, which no text of ours has, is held to there. */
static void hold(struct table *table, const struct annals_row *row)
{
    for (size_t i = 0; i < table->count; i++) {
        struct slice text = slice_sub(slice_of_text(row->cells[i]), 0, CELL_BYTES_MAX);
        const char *end = text.len ? memchr(text.ptr, '\0', text.len) : NULL;
        if (table->specs[i].width != 0)
            buf_append(&table->held, slice_sub(text, 0, end ? (size_t)(end - text.ptr) : text.len));
        buf_append_byte(&table->held, '\0');
    }
    table->held_rows++;
}

void table_add(struct table *table, const struct annals_row *row)
{
    if (table->started) {
        size_t last = last_column(table);
        for (size_t i = 0; i < table->count; i++)
            print_cell(table, i, slice_of_text(row->cells[i]), last);
        return;
    }
    if (table->held.failed)
        return;
    hold(table, row);
    if (!table->held.failed &&
        (table->held_rows == HELD_ROWS_MAX || table->held.len > HELD_BYTES_MAX))
        start(table);
}

bool table_end(struct table *table)
{
    bool whole = !table->held.failed;
    if (whole && !table->started)
        start(table);
    buf_free(&table->held);
    return whole;
}
