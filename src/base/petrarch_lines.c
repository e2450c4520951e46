/*
 * petrarch_lines.c - lines of PETRARCH's dictionaries without their comments.
 *
 *   in    a file
 *   out   lines, what they hold
 */
#include "base/petrarch_lines.h"

void petrarch_lines_init(struct petrarch_lines *lines, const struct data_file *file)
{
    *lines = (struct petrarch_lines){.file = file, .rest = file->bytes, .line = {.file = file}};
}

/* The part of a line that is outside "<!-- -->", before "#" and ";". Of several parts around
 * comments the first that holds something counts, as in PETRARCH. */
static struct slice outside_comments(struct petrarch_lines *lines, struct slice text)
{
    struct slice part = SLICE_EMPTY;
    while (part.len == 0 && text.len > 0) {
        if (lines->in_comment) {
            size_t end = slice_find(text, SLICE("-->"), 0);
            if (end == SIZE_MAX)
                return part;
            lines->in_comment = false;
            text = slice_sub(text, end + 3, text.len);
        }
        size_t start = slice_find(text, SLICE("<!--"), 0);
        part = slice_trim(slice_sub(text, 0, start));
        lines->in_comment = start != SIZE_MAX;
        text = start == SIZE_MAX ? SLICE_EMPTY : slice_sub(text, start + 4, text.len);
    }
    /* A comment that ends where it began leaves the next lines alone. */
    if (lines->in_comment && slice_find(text, SLICE("-->"), 0) != SIZE_MAX)
        lines->in_comment = false;
    size_t hash = slice_find_byte(part, '#', 0);
    size_t semicolon = slice_find_byte(part, ';', 0);
    return slice_trim(slice_sub(part, 0, hash < semicolon ? hash : semicolon));
}

bool petrarch_lines_next(struct petrarch_lines *lines)
{
    struct slice text;
    while (slice_next_line(&lines->rest, &text)) {
        lines->number++;
        struct slice content = outside_comments(lines, text);
        if (content.len == 0)
            continue;
        lines->line.text = text;
        lines->line.number = lines->number;
        lines->content = content;
        return true;
    }
    return false;
}
