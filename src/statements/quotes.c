/*
 * quotes.c - what stands in quotation marks.
 *
 *   in    paragraphs
 *   out   quotations
 */
#include "statements/quotes.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum mark_kind {
    MARK_NONE,
    MARK_OPEN,     /* “ « „ `` */
    MARK_CLOSE,    /* ” » */
    MARK_STRAIGHT, /* " and two ' */
    MARK_SINGLE_OPEN,
    MARK_SINGLE_CLOSE, /* also an apostrophe */
    MARK_SINGLE_STRAIGHT,
};

/* The mark at a byte and its length. */
static enum mark_kind mark_at(struct slice text, size_t at, size_t *ret_length)
{
    static const struct {
        const char *bytes;
        enum mark_kind kind;
    } MARKS[] = {
        {"“", MARK_OPEN},
        {"”", MARK_CLOSE},
        {"«", MARK_OPEN},
        {"»", MARK_CLOSE},
        {"„", MARK_OPEN},
        {"\"", MARK_STRAIGHT},
        {"''", MARK_STRAIGHT},
        {"``", MARK_OPEN},
        {"‘", MARK_SINGLE_OPEN},
        {"’", MARK_SINGLE_CLOSE},
        {"'", MARK_SINGLE_STRAIGHT},
    };
    unsigned char first = (unsigned char)text.ptr[at];
    if (first != '"' && first != '\'' && first != '`' && first < 0x80)
        return MARK_NONE;
    struct slice rest = slice_sub(text, at, text.len);
    for (size_t i = 0; i < sizeof(MARKS) / sizeof(MARKS[0]); i++) {
        struct slice mark = slice_from(MARKS[i].bytes);
        if (slice_starts(rest, mark)) {
            *ret_length = mark.len;
            return MARKS[i].kind;
        }
    }
    return MARK_NONE;
}

/* Whether a character is part of a word: a letter or digit. */
static bool is_word(uint32_t c)
{
    return unicode_is_letter(c) || unicode_is_digit(c);
}

/* The characters beside [at, end) in the paragraph; ' ' beyond it. */
static uint32_t char_before(struct slice text, size_t at)
{
    uint32_t c = ' ';
    if (at > 0)
        utf8_decode(text, utf8_before(text, at), &c);
    return c;
}

static uint32_t char_after(struct slice text, size_t end)
{
    uint32_t c = ' ';
    if (end < text.len)
        utf8_decode(text, end, &c);
    return c;
}

static bool opens(uint32_t before, uint32_t after)
{
    return !is_word(before) && !unicode_is_space(after);
}

static bool closes(uint32_t before, uint32_t after)
{
    return !unicode_is_space(before) && !is_word(after);
}

/* What a mark does where it stands. */
enum deed { DEED_NONE, DEED_OPEN, DEED_CLOSE, DEED_REOPEN };

static enum deed deed_of(enum mark_kind kind, enum mark_kind open, uint32_t before, uint32_t after)
{
    bool single = open == MARK_SINGLE_OPEN || open == MARK_SINGLE_STRAIGHT;
    switch (kind) {
    case MARK_OPEN:
        return open == MARK_NONE ? DEED_OPEN : DEED_NONE;
    case MARK_CLOSE:
        return open != MARK_NONE && !single ? DEED_CLOSE : DEED_NONE;
    case MARK_STRAIGHT:
        if (open == MARK_NONE)
            return opens(before, after) ? DEED_OPEN : DEED_NONE;
        if (single)
            return DEED_NONE;
        return unicode_is_space(before) && is_word(after) ? DEED_REOPEN : DEED_CLOSE;
    case MARK_SINGLE_OPEN:
        return open == MARK_NONE && opens(before, after) ? DEED_OPEN : DEED_NONE;
    case MARK_SINGLE_CLOSE:
        return open == MARK_SINGLE_OPEN && closes(before, after) ? DEED_CLOSE : DEED_NONE;
    case MARK_SINGLE_STRAIGHT:
        if (open == MARK_NONE)
            return opens(before, after) && is_word(after) ? DEED_OPEN : DEED_NONE;
        return open == MARK_SINGLE_STRAIGHT && closes(before, after) ? DEED_CLOSE : DEED_NONE;
    default:
        return DEED_NONE;
    }
}

/* Bytes within which a single mark must be closed. */
#define SINGLE_BYTES_MAX 2000

/* Whether a single mark that ends at `from` has its other half. */
static bool is_closed(struct slice text, size_t from, enum mark_kind open)
{
    size_t end = from + SINGLE_BYTES_MAX < text.len ? from + SINGLE_BYTES_MAX : text.len;
    for (size_t at = from, length = 1; at < end; at += length) {
        length = 1;
        enum mark_kind kind = mark_at(text, at, &length);
        if (kind != MARK_NONE &&
            deed_of(kind, open, char_before(text, at), char_after(text, at + length)) == DEED_CLOSE)
            return true;
    }
    return false;
}

struct open_mark {
    enum mark_kind kind;
    size_t at; /* of the paragraph's text */
    size_t length;
};

static bool add(struct quotations *quotations, uint32_t base, const struct open_mark *open,
                size_t end, size_t closing, uint32_t paragraph, bool goes_on, struct arena *arena,
                struct err *err)
{
    if (end <= open->at + open->length)
        return true;
    struct quotation *quotation = vector_push(&quotations->list, arena);
    if (!quotation)
        return arena_fail(arena, err);
    *quotation = (struct quotation){
        .outer = {base + (uint32_t)open->at, base + (uint32_t)(end + closing)},
        .inner = {base + (uint32_t)(open->at + open->length), base + (uint32_t)end},
        .paragraph = paragraph,
        .goes_on = goes_on,
    };
    return true;
}

/* Whether a paragraph opens with a mark, as one in which a quotation runs on does. */
static bool opens_quoted(const struct article *article, uint32_t paragraph)
{
    size_t length;
    if (paragraph >= article->paragraph_count)
        return false;
    struct slice text = article_slice(article, article->paragraphs[paragraph].span);
    enum mark_kind kind = text.len > 0 ? mark_at(text, 0, &length) : MARK_NONE;
    return kind == MARK_OPEN || kind == MARK_STRAIGHT || kind == MARK_SINGLE_OPEN;
}

static bool find_in_paragraph(const struct article *article, uint32_t paragraph,
                              struct quotations *quotations, struct arena *arena, struct err *err)
{
    struct span span = article->paragraphs[paragraph].span;
    struct slice text = article_slice(article, span);
    struct open_mark open = {.kind = MARK_NONE};
    for (size_t at = 0, length = 1; at < text.len; at += length) {
        length = 1;
        enum mark_kind kind = mark_at(text, at, &length);
        if (kind == MARK_NONE)
            continue;
        enum deed deed = deed_of(kind, open.kind, char_before(text, at),
                                 char_after(text, at + length));
        bool ends = deed == DEED_CLOSE || deed == DEED_REOPEN;
        if (ends && !add(quotations, span.start, &open, at, deed == DEED_CLOSE ? length : 0,
                         paragraph, false, arena, err))
            return false;
        bool single = kind == MARK_SINGLE_OPEN || kind == MARK_SINGLE_STRAIGHT;
        if (deed == DEED_OPEN && single && !is_closed(text, at + length, kind))
            continue;
        if (deed == DEED_OPEN || deed == DEED_REOPEN)
            open = (struct open_mark){kind, at, length};
        else if (deed == DEED_CLOSE)
            open.kind = MARK_NONE;
    }
    bool single = open.kind == MARK_SINGLE_OPEN || open.kind == MARK_SINGLE_STRAIGHT;
    bool goes_on = opens_quoted(article, paragraph + 1);
    if (open.kind == MARK_NONE || single || !(goes_on || open.at == 0))
        return true;
    return add(quotations, span.start, &open, text.len, 0, paragraph, goes_on, arena, err);
}

bool quotations_find(const struct article *article, struct arena *arena,
                     struct quotations *ret_quotations, struct err *err)
{
    *ret_quotations = (struct quotations){0};
    for (uint32_t p = 0; p < article->paragraph_count; p++) {
        if (!find_in_paragraph(article, p, ret_quotations, arena, err))
            return false;
    }
    return true;
}

uint32_t quotations_at(const struct quotations *quotations, uint32_t byte)
{
    uint32_t low = 0, high = (uint32_t)quotations->list.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (quotations->list.items[middle].outer.end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
