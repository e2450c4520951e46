/*
 * byline.c - authors' names out of what pages print around them.
 *
 *   in    a line
 *   out   the names in it
 */
#include "page/byline.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "page/clean.h"
#include "page/date_text.h"

/* A name is at most this long; fields with more are sentences. */
#define NAME_BYTES_MAX ((size_t)80)
#define NAME_WORDS_MAX 6
#define NAME_ALONE_BYTES_MAX ((size_t)24)

static struct slice without_marker(const struct metadata_words *words, struct slice text);
static struct slice until_end(const struct metadata_words *words, struct slice text);
static bool next_part(const struct metadata_words *words, struct slice *rest,
                      struct slice *ret_part, bool *ret_after_comma);
static struct slice clean_name(const struct metadata_words *words, struct slice part);
static bool is_person(const struct metadata_words *words, struct slice name);
static bool starts_high(struct slice name);
static bool ends_in_role(const struct metadata_words *words, struct slice name);
static void add_name(struct byline *byline, struct slice name);

void byline_read(const struct metadata_words *words, struct slice text, enum byline_trust trust,
                 struct byline *byline)
{
    text = slice_trim(text);
    bool marked = words_starting(words, WORD_BYLINE, text) != 0;
    text = until_end(words, without_marker(words, text));
    struct slice part;
    bool after_comma;
    /* One name after "By" is enough, if nothing but it stands there. */
    bool alone = marked && text.len <= NAME_ALONE_BYTES_MAX &&
                 slice_find_byte(text, ',', 0) == SIZE_MAX;
    while (next_part(words, &text, &part, &after_comma)) {
        /* "Jane Roe, MD, PhD" is one person: the letters stay with the name before them. */
        if (after_comma && byline->count && words_have(words, WORD_CREDENTIAL, part, NULL)) {
            struct slice *last = &byline->names[byline->count - 1];
            if (part.ptr > last->ptr && part.ptr - last->ptr < (ptrdiff_t)NAME_BYTES_MAX)
                last->len = (size_t)(part.ptr + part.len - last->ptr);
            continue;
        }
        struct slice name = clean_name(words, part);
        if (name.len == 0 || words_have(words, WORD_NO_AUTHOR, name, NULL) ||
            ((after_comma || byline->count) && ends_in_role(words, name)))
            continue;
        /* What follows a name is no name: "Jane Roe in Ankara". */
        if (trust == BYLINE_VISIBLE && !is_person(words, name) && !(alone && starts_high(name)))
            return;
        add_name(byline, name);
    }
}

/* The bytes of the bar, bullet or middle dot at line[at], or 0. */
static size_t bar_bytes(struct slice line, size_t at)
{
    char b = line.ptr[at];
    if (b == '|')
        return 1;
    if ((unsigned char)b != 0xC2 && (unsigned char)b != 0xE2)
        return 0;
    struct slice rest = slice_sub(line, at, line.len);
    return slice_starts(rest, SLICE("\xC2\xB7"))       ? 2
           : slice_starts(rest, SLICE("\xE2\x80\xA2")) ? 3
                                                       : 0;
}

struct slice byline_find(const struct metadata_words *words, struct slice line)
{
    line = trim_spaces(line);
    if (words_starting(words, WORD_BYLINE, line))
        return line;
    for (size_t at = 0; at < line.len; at++) {
        size_t bar = bar_bytes(line, at);
        if (bar == 0)
            continue;
        struct slice rest = trim_spaces(slice_sub(line, at + bar, line.len));
        if (words_starting(words, WORD_BYLINE, rest))
            return rest;
    }
    return SLICE_EMPTY;
}

/* Keeps a name; of two that start alike the shorter: "Jane Roe" and "Jane Roe USA Today". */
static void add_name(struct byline *byline, struct slice name)
{
    for (uint32_t i = 0; i < byline->count; i++) {
        struct slice *known = &byline->names[i];
        struct slice shorter = known->len < name.len ? *known : name;
        struct slice longer = known->len < name.len ? name : *known;
        bool whole = longer.len == shorter.len || longer.ptr[shorter.len] == ' ' ||
                     longer.ptr[shorter.len] == ',';
        if (!whole || !slice_starts_nocase(longer, shorter))
            continue;
        /* Letters after a name are part of it. */
        if (longer.len == shorter.len || longer.ptr[shorter.len] == ' ')
            *known = shorter;
        return;
    }
    if (byline->count < BYLINE_NAMES_MAX)
        byline->names[byline->count++] = name;
}

bool byline_join(const struct byline *byline, struct arena *arena, struct slice *ret_line)
{
    size_t total = 0;
    for (uint32_t i = 0; i < byline->count; i++)
        total += byline->names[i].len + 2;
    char *line = arena_alloc(arena, total + 1, 1);
    size_t len = 0;
    if (!line)
        return false;
    for (uint32_t i = 0; i < byline->count; i++) {
        if (i) {
            line[len++] = ',';
            line[len++] = ' ';
        }
        memcpy(line + len, byline->names[i].ptr, byline->names[i].len);
        len += byline->names[i].len;
    }
    *ret_line = (struct slice){line, len};
    return true;
}

/* "By Jane Roe", "Reporter: Jane Roe", "Written by: Jane Roe" without what goes before the name. */
static struct slice without_marker(const struct metadata_words *words, struct slice text)
{
    for (unsigned times = 0; times < 3; times++) {
        size_t marker = words_starting(words, WORD_BYLINE, text);
        if (marker == 0)
            break;
        struct slice rest = slice_sub(text, marker, text.len);
        while (rest.len && (ascii_is_space(rest.ptr[0]) || rest.ptr[0] == ':' ||
                            rest.ptr[0] == '|' || rest.ptr[0] == '-'))
            rest = slice_sub(rest, 1, rest.len);
        text = rest;
        if (rest.len == 0)
            break;
    }
    return text;
}

static bool is_name_byte(char b)
{
    return ascii_is_letter(b) || (unsigned char)b >= 0x80;
}

/* Up to the first word, mark or date that ends a byline. */
static struct slice until_end(const struct metadata_words *words, struct slice text)
{
    static const char *const MARKS[] = {" | ",  " - ", " – ", " — ", " · ", " • ", "丨",
                                        " // ", " / ", "\n",  " @",  "(@",  "…",   " || "};
    struct date_found found;
    size_t at = 0;
    /* "Dec. 19, 2025 · Jane Roe" */
    if (date_text_next(words, text, &at, &found) && found.date.precision >= DATE_DAY &&
        found.span.start == 0) {
        text = slice_sub(text, found.span.end, text.len);
        while (text.len && !is_name_byte(text.ptr[0]))
            text = slice_sub(text, 1, text.len);
        while (slice_starts(text, SLICE("·")) || slice_starts(text, SLICE("•")) ||
               slice_starts(text, SLICE("–")) || slice_starts(text, SLICE("—")))
            text = slice_trim(slice_sub(text, slice_starts(text, SLICE("·")) ? 2 : 3, text.len));
        text = without_marker(words, text);
    }
    size_t end = text.len;
    at = 0;
    if (date_text_next(words, text, &at, &found) && found.has_year)
        end = found.span.start;
    for (size_t i = 0; i < sizeof(MARKS) / sizeof(MARKS[0]); i++) {
        size_t mark = slice_find(text, slice_from(MARKS[i]), 0);
        end = mark < end && mark > 0 ? mark : end;
    }
    /* "Updated by Jane Roe", "Edited by": another's part in it. */
    size_t other = words_starting(words, WORD_BYLINE_END, text);
    if (other && slice_ends(slice_sub(text, 0, other), SLICE("by")))
        return SLICE_EMPTY;
    for (size_t i = 1; i < end; i++) {
        if (text.ptr[i - 1] == ' ' &&
            words_starting(words, WORD_BYLINE_END, slice_sub(text, i, text.len)))
            end = i;
    }
    return slice_trim(slice_sub(text, 0, end));
}

/* The piece of *rest before the next comma, semicolon or "and". */
static bool next_part(const struct metadata_words *words, struct slice *rest,
                      struct slice *ret_part, bool *ret_after_comma)
{
    if (rest->len == 0)
        return false;
    *ret_after_comma = false;
    for (;;) {
        /* Skip what parts names. */
        struct slice s = slice_trim(*rest);
        size_t joiner = words_starting(words, WORD_NAME_JOINER, s);
        if (s.len && (s.ptr[0] == ',' || s.ptr[0] == ';')) {
            *ret_after_comma |= s.ptr[0] == ',';
            *rest = slice_sub(s, 1, s.len);
        } else if (joiner && joiner < s.len && s.ptr[joiner] == ' ') {
            *rest = slice_sub(s, joiner, s.len);
        } else {
            *rest = s;
            break;
        }
    }
    if (rest->len == 0)
        return false;
    size_t end = 0;
    for (; end < rest->len; end++) {
        char b = rest->ptr[end];
        if (b == ',' || b == ';')
            break;
        if (b == ' ' &&
            words_starting(words, WORD_NAME_JOINER, slice_sub(*rest, end + 1, rest->len)))
            break;
    }
    *ret_part = slice_trim(slice_sub(*rest, 0, end));
    *rest = slice_sub(*rest, end, rest->len);
    return true;
}

static bool looks_like_address(struct slice s)
{
    return slice_find(s, SLICE("://"), 0) != SIZE_MAX || slice_find_byte(s, '@', 0) != SIZE_MAX ||
           slice_starts_nocase(s, SLICE("www.")) ||
           slice_find(s, SLICE("facebook.com"), 0) != SIZE_MAX;
}

/* The name without roles, brackets and marks around it; empty when nothing is left. */
static struct slice clean_name(const struct metadata_words *words, struct slice part)
{
    struct slice name = slice_trim(part);
    name = without_marker(words, name);
    size_t bracket = slice_find_byte(name, '(', 0);
    if (bracket != SIZE_MAX)
        name = slice_trim(slice_sub(name, 0, bracket));
    while (name.len && slice_find_byte(SLICE(".:-|/*\"'"), name.ptr[name.len - 1], 0) != SIZE_MAX &&
           !(name.ptr[name.len - 1] == '.' && name.len > 2 &&
             (name.ptr[name.len - 3] == ' ' || name.ptr[name.len - 3] == '.' ||
              slice_ends(name, SLICE("Jr.")) || slice_ends(name, SLICE("Sr.")))))
        name = slice_trim(slice_sub(name, 0, name.len - 1));
    while (name.len && slice_find_byte(SLICE(".:-|/*\"'"), name.ptr[0], 0) != SIZE_MAX)
        name = slice_trim(slice_sub(name, 1, name.len));
    struct date_found date;
    size_t at = 0;
    if (date_text_next(words, name, &at, &date) && date.span.start == 0) /* "Mar 6" */
        return SLICE_EMPTY;
    while (name.len && ascii_is_digit(name.ptr[name.len - 1])) /* marks of footnotes */
        name = slice_sub(name, 0, name.len - 1);
    size_t letters = 0;
    for (size_t i = 0; i < name.len; i++)
        letters += is_name_byte(name.ptr[i]);
    if (letters < 2 || name.len > NAME_BYTES_MAX || looks_like_address(name) ||
        words_starting(words, WORD_BYLINE, name) == name.len ||
        words_have(words, WORD_ROLE, name, NULL))
        return SLICE_EMPTY;
    return name;
}

static bool starts_high(struct slice name)
{
    uint32_t first = 0;
    if (name.len)
        utf8_decode(name, 0, &first);
    return unicode_is_upper(first) && slice_find_byte(name, ' ', 0) == SIZE_MAX;
}

/* "EdTech Content writer", "Digital Security Expert". */
static bool ends_in_role(const struct metadata_words *words, struct slice name)
{
    size_t at = name.len;
    while (at > 0 && name.ptr[at - 1] != ' ')
        at--;
    struct slice last = slice_sub(name, at, name.len);
    bool plural = slice_ends(last, SLICE("s"));
    return words_have(words, WORD_ROLE, last, NULL) ||
           (plural && words_have(words, WORD_ROLE, slice_sub(last, 0, last.len - 1), NULL));
}

/* Two to six words, each with a capital or a particle; letters, full stops and hyphens only. */
static bool is_person(const struct metadata_words *words, struct slice name)
{
    unsigned count = 0, capitals = 0;
    struct slice rest = name, word;
    while (slice_next_field(&rest, ' ', &word)) {
        uint32_t first;
        if (word.len == 0)
            continue;
        utf8_decode(word, 0, &first);
        bool particle = words_have(words, WORD_NAME_PARTICLE, word, NULL);
        if (!unicode_is_upper(first) && !particle)
            return false;
        for (size_t i = 0; i < word.len; i++) {
            char b = word.ptr[i];
            if (ascii_is_digit(b) || (!ascii_is_letter(b) && (unsigned char)b < 0x80 && b != '.' &&
                                      b != '-' && b != '\''))
                return false;
        }
        capitals += !particle;
        count++;
    }
    return count >= 2 && count <= NAME_WORDS_MAX && capitals >= 2;
}
