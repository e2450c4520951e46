/*
 * petrarch_lines.c - lines of PETRARCH's dictionaries without their comments; their codes.
 *
 *   in    a file
 *   out   lines, countries and sectors of codes
 */
#include "actors/petrarch_parts.h"
#include "base/ascii.h"

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

bool petrarch_is_code(struct slice code)
{
    if (code.len < 3)
        return false;
    for (size_t i = 0; i < code.len; i++) {
        if (!ascii_is_upper(code.ptr[i]) && !ascii_is_digit(code.ptr[i]))
            return false;
    }
    return true;
}

bool petrarch_split_code(struct record_load *load, struct slice code, struct slice *ret_country,
                         struct record_sectors *ret_sectors)
{
    struct record *record = load->record;
    char list[4 * PETRARCH_GROUPS_MAX];
    size_t length = 0;
    struct slice country = SLICE_EMPTY;
    for (size_t at = 0; at + 3 <= code.len && at < 3 * PETRARCH_GROUPS_MAX; at += 3) {
        struct slice group = slice_sub(code, at, at + 3);
        bool is_country = ret_country && record_knows_country(record, group) &&
                          (at == 0 || (at == 3 && !record_country_of_code(record, country) &&
                                       country.len > 0));
        if (is_country && country.len == 0) {
            country = group;
            continue;
        }
        if (is_country) {
            /* "IGOUNO", "MNCUSA": the second says whose, the first is what it is. */
            struct slice what = country;
            country = group;
            group = what;
        }
        for (size_t i = 0; i < 3; i++)
            list[length++] = group.ptr[i];
        list[length++] = ',';
    }
    if (ret_country)
        *ret_country = country;
    *ret_sectors = (struct record_sectors){NULL, 0};
    if (length == 0)
        return true;
    return record_make_sectors(record, (struct slice){list, length - 1}, ret_sectors) ||
           arena_fail(record->arena, load->err);
}

/* Letters of an abbreviation that stands as a name on its own. */
#define ABBREVIATION_LETTERS_MAX 4

struct slice petrarch_phrase(struct record_load *load, struct slice phrase, bool is_name)
{
    while (slice_ends(phrase, SLICE("_")))
        phrase.len--;
    char *bytes = arena_alloc(load->record->arena, phrase.len + 1, 1);
    if (!bytes) {
        arena_fail(load->record->arena, load->err);
        return SLICE_EMPTY;
    }
    bool one_word = slice_find_byte(phrase, '_', 0) == SIZE_MAX &&
                    slice_find_byte(phrase, ' ', 0) == SIZE_MAX;
    bool keep = is_name && one_word && phrase.len <= ABBREVIATION_LETTERS_MAX;
    bool inside = false; /* a word */
    for (size_t i = 0; i < phrase.len; i++) {
        char c = phrase.ptr[i];
        bytes[i] = c == '_' ? ' ' : !keep && (inside || !is_name) ? ascii_lower(c) : c;
        /* Initials keep their capitals: "U.N."; what follows an apostrophe has none. */
        inside = ascii_is_letter(c) || c == '\'' || (c & 0x80) != 0;
    }
    return slice_trim((struct slice){bytes, phrase.len});
}
