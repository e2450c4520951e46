/*
 * blocks_text.c - plain text as blocks.
 *
 *   in    valid UTF-8 text, as scraped, pasted or written
 *   out   struct blocks
 *
 * A line is a block, except in text that was wrapped at a fixed width: there a line ends where the
 * next line's first word had no room, and such lines are joined. Wrapping is told from the text
 * alone, by how often that holds (WRAPPED_PERCENT of neighbouring lines).
 */
#include <string.h>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "base/vector.h"
#include "page/blocks.h"

/* Columns that wrapped text has. Narrower lines are verse or lists, wider ones paragraphs. */
#define WRAP_COLUMNS_MIN 30
#define WRAP_COLUMNS_MAX 120
#define WRAPPED_PERCENT 60
#define WRAPPED_PAIRS_MIN 2
/* Words of a heading at most, and of the paragraph under it at least. */
#define HEADING_WORDS_MAX 20
#define UNDER_HEADING_WORDS_MIN 15
#define QUESTION_WORDS_MAX 12 /* of a heading that is a question */

struct line {
    struct slice text;    /* trimmed; not empty */
    uint32_t number;      /* in the input, from 0 */
    uint32_t empty_lines; /* before it */
    uint32_t columns;     /* code points */
};

typedef VECTOR(struct line) line_vector;

static bool split_lines(struct slice text, struct arena *arena, line_vector *lines);
static uint32_t wrap_columns(const line_vector *lines);
static bool joins(const struct line *line, const struct line *next, uint32_t columns);
static void fill_block(struct block *block, const struct line *first, char *text, size_t len);
static bool is_heading(const struct block *block, const struct block *next);

/* Appends s to out with white space collapsed; a space first when out has text. */
static size_t append_collapsed(char *out, size_t len, struct slice s)
{
    bool space = len > 0;
    for (size_t at = 0; at < s.len;) {
        uint32_t code_point;
        size_t step = utf8_decode(s, at, &code_point);
        if (unicode_is_space(code_point)) {
            space = len > 0;
        } else {
            if (space)
                out[len++] = ' ';
            space = false;
            memcpy(out + len, s.ptr + at, step);
            len += step;
        }
        at += step;
    }
    return len;
}

bool blocks_from_text(struct slice text, struct arena *arena, struct blocks *ret_blocks,
                      struct err *err)
{
    line_vector lines = {0};
    char *out = arena_alloc(arena, text.len + 1, 1);
    if (!out || !split_lines(text, arena, &lines))
        return arena_fail(arena, err);
    uint32_t columns = wrap_columns(&lines);
    VECTOR(struct block) blocks = {0};
    for (size_t i = 0; i < lines.count;) {
        const struct line *first = &lines.items[i];
        size_t len = append_collapsed(out, 0, first->text);
        for (i++; i < lines.count && joins(&lines.items[i - 1], &lines.items[i], columns); i++)
            len = append_collapsed(out, len, lines.items[i].text);
        if (len == 0)
            continue; /* zero-width characters only */
        if (blocks.count >= PAGE_BLOCKS_MAX)
            return err_set(err, ERR_LIMIT, "page has too many blocks (PAGE_BLOCKS_MAX)");
        struct block *block = vector_push(&blocks, arena);
        if (!block)
            return arena_fail(arena, err);
        fill_block(block, first, out, len);
        out += len;
    }
    for (size_t i = 0; i + 1 < blocks.count; i++) {
        if (is_heading(&blocks.items[i], &blocks.items[i + 1]))
            blocks.items[i].kind = BLOCK_HEADING;
    }
    *ret_blocks = (struct blocks){.items = blocks.items, .count = (uint32_t)blocks.count};
    return true;
}

static bool split_lines(struct slice text, struct arena *arena, line_vector *lines)
{
    struct slice line;
    uint32_t empty = 0;
    for (uint32_t number = 0; slice_next_line(&text, &line); number++) {
        line = slice_trim(line);
        if (line.len == 0) {
            empty++;
            continue;
        }
        struct line *added = vector_push(lines, arena);
        if (!added)
            return false;
        *added = (struct line){line, number, empty, (uint32_t)utf8_count(line)};
        empty = 0;
    }
    return true;
}

/* The width at which the text was wrapped, or 0 when it was not. */
static uint32_t wrap_columns(const line_vector *lines)
{
    uint32_t columns = 0, pairs = 0, full = 0;
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->items[i].columns > columns)
            columns = lines->items[i].columns;
    }
    if (columns < WRAP_COLUMNS_MIN || columns > WRAP_COLUMNS_MAX)
        return 0;
    for (size_t i = 1; i < lines->count; i++) {
        if (lines->items[i].empty_lines > 0)
            continue;
        pairs++;
        full += joins(&lines->items[i - 1], &lines->items[i], columns);
    }
    return pairs >= WRAPPED_PAIRS_MIN && full * 100 >= pairs * WRAPPED_PERCENT ? columns : 0;
}

static bool joins(const struct line *line, const struct line *next, uint32_t columns)
{
    if (columns == 0 || next->empty_lines > 0)
        return false;
    size_t word = slice_find_byte(next->text, ' ', 0);
    uint32_t first = (uint32_t)utf8_count(slice_sub(next->text, 0, word));
    return line->columns + 1 + first > columns;
}

/* ---- one block ---- */

/* "• " and its kind, or a hyphen or star before a word; the marker's length, 0 when there is none.
 */
static size_t bullet(struct slice s)
{
    static const struct slice bullets[] = {{"\u2022", 3}, {"\u25aa", 3}, {"\u25cf", 3},
                                           {"\u25e6", 3}, {"\u2023", 3}, {"\u00b7", 2}};
    for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++) {
        size_t len = bullets[i].len;
        if (slice_starts(s, bullets[i]) && s.len > len)
            return len + (s.ptr[len] == ' ');
    }
    return 0;
}

static void fill_block(struct block *block, const struct line *first, char *text, size_t len)
{
    struct slice s = {text, len};
    size_t marker = bullet(s);
    if (marker < s.len)
        s = slice_sub(s, marker, s.len);
    bool dash = slice_starts(s, SLICE("- ")) || slice_starts(s, SLICE("* "));
    *block = (struct block){
        .text = s,
        .node = HTML_NODE_NONE,
        .first_node = first->number,
        .empty_lines = first->empty_lines,
        .kind = marker > 0 || dash ? BLOCK_LIST_ITEM : BLOCK_PARAGRAPH,
    };
    bool in_word = false;
    for (size_t i = 0; i < s.len; i++) {
        bool space = s.ptr[i] == ' ';
        if (!space && !in_word && (ascii_is_alnum(s.ptr[i]) || (s.ptr[i] & 0x80))) {
            block->words++;
            in_word = true;
        }
        in_word = in_word && !space;
    }
}

/* The last character, closing quotes and brackets left out. */
static char last_mark(struct slice s)
{
    static const struct slice closing[] = {
        {"\"", 1}, {"'", 1}, {")", 1}, {"\u201d", 3}, {"\u2019", 3}};
    for (size_t i = 0; i < sizeof(closing) / sizeof(closing[0]); i++) {
        if (slice_ends(s, closing[i]) && s.len > closing[i].len) {
            s.len -= closing[i].len;
            i = SIZE_MAX; /* once more from the first */
        }
    }
    return slice_ends(s, SLICE("\u2026")) ? '.' : s.ptr[s.len - 1];
}

bool block_is_open(const struct block *block)
{
    char last = last_mark(block->text);
    return memchr(".,;:!", last, 5) == NULL && (last != '?' || block->words <= QUESTION_WORDS_MAX);
}

/* A short line that is no sentence, has small letters, and stands on a long one. */
static bool is_heading(const struct block *block, const struct block *next)
{
    struct slice s = block->text;
    unsigned small = 0;
    for (size_t i = 0; i + 1 < s.len; i++)
        small += ascii_is_lower(s.ptr[i]) && ascii_is_lower(s.ptr[i + 1]);
    return block->kind == BLOCK_PARAGRAPH && block_is_open(block) && !ascii_is_lower(s.ptr[0]) &&
           small >= 4 && block->words <= HEADING_WORDS_MAX &&
           next->words >= UNDER_HEADING_WORDS_MIN && next->words > block->words;
}
