/*
 * atoms.c - cuts a run of non-space characters into atoms.
 *
 *   in    text between two white spaces
 *   out   struct atom: letters, digits, punctuation, URLs, e-mail addresses
 *
 * Every atom is at most TOKEN_BYTES_MAX bytes long.
 */
#include "text/atoms.h"

#include <string.h>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/chars.h"

/* Longest ending after an apostrophe that may be a clitic: 'll, 've. */
#define CLITIC_LETTERS_MAX 3

/* What a chunk may hold, told by a quick look at its bytes. */
struct hints {
    bool url;
    bool email;
    bool host; /* a full stop inside */
};

static size_t url_length(struct slice chunk, size_t at);
static size_t host_length(const struct text_model *model, struct slice chunk, size_t at);
static size_t email_length(struct slice chunk, size_t at);
static size_t run_length(struct slice chunk, size_t at, enum shape *ret_shape);
static size_t clitic_length(const struct text_model *model, struct slice chunk, size_t apostrophe,
                            size_t letters, size_t *ret_before);
static struct hints look(struct slice chunk);
static struct atom make_atom(struct slice chunk, size_t at, size_t length, enum shape shape);

size_t atoms_cut(const struct text_model *model, struct slice text, size_t *at, size_t end,
                 struct atom atoms[ATOMS_MAX])
{
    struct slice chunk = {text.ptr, end};
    struct hints hints = look(slice_sub(text, *at, end));
    size_t count = 0, cursor = *at;
    /* Two places are kept free: letters with a clitic give two atoms. */
    while (cursor < end && count < ATOMS_MAX - 1) {
        bool inside = count > 0 && shape_is_word((enum shape)atoms[count - 1].shape);
        size_t length = hints.url && !inside ? url_length(chunk, cursor) : 0;
        if (length == 0 && hints.email && !inside)
            length = email_length(chunk, cursor);
        if (length == 0 && hints.host && !inside)
            length = host_length(model, chunk, cursor);
        if (length > 0) {
            atoms[count++] = make_atom(chunk, cursor, length, SHAPE_JOINED);
            cursor += length;
            continue;
        }
        enum shape shape;
        length = run_length(chunk, cursor, &shape);
        size_t before = 0, clitic = 0;
        if (shape_is_letters(shape) || shape == SHAPE_DIGITS)
            clitic = clitic_length(model, chunk, cursor + length, length, &before);
        else if (shape == SHAPE_APOSTROPHE && inside)
            clitic = clitic_length(model, chunk, cursor, 0, &before);
        if (clitic > 0 && before > 0) {
            atoms[count++] = make_atom(chunk, cursor, length - before, SHAPE_LOWER);
            atoms[count - 1].shape = (uint8_t)word_shape(
                slice_sub(chunk, cursor, cursor + length - before));
            cursor += length - before;
            length = before + clitic;
            shape = SHAPE_CLITIC;
        } else if (clitic > 0 && shape == SHAPE_APOSTROPHE) {
            length = clitic;
            shape = SHAPE_CLITIC;
        }
        atoms[count++] = make_atom(chunk, cursor, length, shape);
        cursor += length;
    }
    *at = cursor;
    return count;
}

struct atom atom_peek(struct slice text, size_t at, size_t end)
{
    enum shape shape;
    struct slice chunk = {text.ptr, end};
    size_t length = run_length(chunk, at, &shape);
    return make_atom(chunk, at, length, shape);
}

static struct hints look(struct slice chunk)
{
    struct hints hints = {0};
    const char *colon = memchr(chunk.ptr, ':', chunk.len);
    hints.url = (colon && (size_t)(colon - chunk.ptr) + 2 < chunk.len && colon[1] == '/') ||
                slice_find_nocase(chunk, SLICE("www."), 0) != SIZE_MAX;
    const char *stop = memchr(chunk.ptr, '.', chunk.len);
    hints.host = stop && (size_t)(stop - chunk.ptr) + 2 < chunk.len;
    hints.email = memchr(chunk.ptr, '@', chunk.len) != NULL;
    return hints;
}

static struct atom make_atom(struct slice chunk, size_t at, size_t length, enum shape shape)
{
    struct slice bytes = slice_sub(chunk, at, at + length);
    return (struct atom){
        .span = {(uint32_t)at, (uint32_t)(at + length)},
        .hash = hash_lower(bytes),
        .shape = (uint8_t)shape,
    };
}

/* The length of an address with a scheme or of "www.…" at `at`, without the punctuation that
 * follows it; 0 when there is none. */
static size_t url_length(struct slice chunk, size_t at)
{
    struct slice rest = slice_sub(chunk, at, chunk.len);
    static const char *const schemes[] = {"http://", "https://", "ftp://", "www."};
    size_t length = 0;
    for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        struct slice scheme = slice_from(schemes[i]);
        if (slice_starts_nocase(rest, scheme) && rest.len > scheme.len)
            length = scheme.len;
    }
    if (length == 0)
        return 0;
    size_t brackets = 0;
    while (length < rest.len && length < TOKEN_BYTES_MAX) {
        char c = rest.ptr[length];
        if (c <= ' ' || c == '"' || c == '<' || c == '>' || (unsigned char)c >= 0x7F)
            break;
        brackets += c == '(';
        if (c == ')' && brackets-- == 0)
            break;
        length++;
    }
    while (length > 0 && strchr(".,;:!?'\")]*", rest.ptr[length - 1]))
        length--;
    return length;
}

/* The length of the rest of an address from `end` on, without the punctuation that follows it. */
static size_t path_length(struct slice chunk, size_t end, size_t limit)
{
    size_t start = end;
    while (end < limit && chunk.ptr[end] > ' ' && chunk.ptr[end] < 0x7F &&
           !strchr("\"<>()[]", chunk.ptr[end]))
        end++;
    while (end > start && strchr(".,;:!?'*", chunk.ptr[end - 1]))
        end--;
    return end - start;
}

/* The length of a host name without a scheme whose last labels are of class domain, with the path
 * behind it ("cnn.com/world"); 0 when there is none. */
static size_t host_length(const struct text_model *model, struct slice chunk, size_t at)
{
    size_t limit = chunk.len - at < TOKEN_BYTES_MAX ? chunk.len : at + TOKEN_BYTES_MAX;
    size_t end = at, label = at, before = at, labels = 1;
    while (end < limit && (ascii_is_alnum(chunk.ptr[end]) ||
                           ((chunk.ptr[end] == '-' || chunk.ptr[end] == '.') && end > at &&
                            end + 1 < limit && ascii_is_alnum(chunk.ptr[end + 1])))) {
        if (chunk.ptr[end] == '.') {
            before = label;
            label = end + 1;
            labels++;
        }
        end++;
    }
    if (labels < 2 || end - at < 4)
        return 0;
    uint32_t last = text_model_classes(model, hash_lower(slice_sub(chunk, label, end)));
    uint32_t two = text_model_classes(model, hash_lower(slice_sub(chunk, before, end)));
    if (!(last & CLASS_DOMAIN) && !(labels > 2 && two & CLASS_DOMAIN))
        return 0;
    if (end < limit && chunk.ptr[end] == '/' && end + 1 < limit &&
        ascii_is_alnum(chunk.ptr[end + 1]))
        end += path_length(chunk, end, limit);
    return end - at;
}

static bool is_email_byte(char c)
{
    return ascii_is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}

/* The length of an e-mail address at `at`, 0 when there is none. */
static size_t email_length(struct slice chunk, size_t at)
{
    size_t limit = chunk.len - at < TOKEN_BYTES_MAX ? chunk.len : at + TOKEN_BYTES_MAX;
    size_t local = at;
    if (!ascii_is_alnum(chunk.ptr[at]))
        return 0;
    while (local < limit && is_email_byte(chunk.ptr[local]))
        local++;
    if (local == limit || chunk.ptr[local] != '@')
        return 0;
    size_t end = local + 1;
    bool dot = false;
    while (end < limit &&
           (ascii_is_alnum(chunk.ptr[end]) || chunk.ptr[end] == '-' || chunk.ptr[end] == '.')) {
        dot |= chunk.ptr[end] == '.' && end + 1 < limit && ascii_is_alnum(chunk.ptr[end + 1]);
        end++;
    }
    while (end > local && !ascii_is_alnum(chunk.ptr[end - 1]))
        end--;
    return dot && end > local + 1 ? end - at : 0;
}

/* True when two neighbouring characters of these shapes are of one run. */
static bool same_run(enum shape first, uint32_t first_char, enum shape shape, uint32_t c)
{
    if (shape_is_letters(first))
        return shape_is_letters(shape);
    if (first == SHAPE_DIGITS)
        return shape == SHAPE_DIGITS;
    if (first == SHAPE_SYMBOL && char_is_emoji(first_char) && first_char > 0x2000)
        return c == 0x200D || c == 0xFE0F || (c >= 0x1F3FB && c <= 0x1F3FF) ||
               (c >= 0xE0020 && c <= 0xE007F);
    return c == first_char && c < 0x80 && !strchr("()[]{}\"/&$%@|", (int)c);
}

/* The length of the run at `at`, at most TOKEN_BYTES_MAX bytes, and its shape. */
static size_t run_length(struct slice chunk, size_t at, enum shape *ret_shape)
{
    uint32_t first_char;
    size_t length = utf8_decode(chunk, at, &first_char);
    enum shape first = char_shape(first_char);
    if (first == SHAPE_NONE)
        first = SHAPE_SYMBOL;
    uint32_t before = first_char;
    while (first != SHAPE_IDEOGRAPH && at + length < chunk.len) {
        uint32_t c;
        size_t bytes = utf8_decode(chunk, at + length, &c);
        bool emoji_joined = before == 0x200D && first == SHAPE_SYMBOL && char_is_emoji(c);
        if (!emoji_joined && !same_run(first, first_char, char_shape(c), c))
            break;
        if (length + bytes > TOKEN_BYTES_MAX)
            break;
        length += bytes;
        before = c;
    }
    if (shape_is_letters(first) || first == SHAPE_PERIOD)
        first = word_shape(slice_sub(chunk, at, at + length));
    *ret_shape = first;
    return length;
}

/* If an apostrophe at `apostrophe` and the letters behind it (and, for n't, up to two letters
 * before it) are a suffix of data/en/text/multiword.txt: the bytes from the apostrophe on, and in
 * *ret_before those that belong to it before. `letters` is the length of the run before. */
static size_t clitic_length(const struct text_model *model, struct slice chunk, size_t apostrophe,
                            size_t letters, size_t *ret_before)
{
    if (apostrophe >= chunk.len)
        return 0;
    uint32_t c;
    size_t mark = utf8_decode(chunk, apostrophe, &c);
    if (!char_is_apostrophe(c))
        return 0;
    size_t after = apostrophe + mark, end = after;
    while (end < chunk.len && end - after <= CLITIC_LETTERS_MAX && ascii_is_letter(chunk.ptr[end]))
        end++;
    if (end == after || end - after > CLITIC_LETTERS_MAX)
        return 0;
    if (end < chunk.len) {
        utf8_decode(chunk, end, &c);
        if (char_is_wordlike(c) || char_shape(c) == SHAPE_DIGITS)
            return 0;
    }
    char form[2 + 1 + CLITIC_LETTERS_MAX];
    for (size_t before = 0; before <= 2 && before < (letters ? letters : 1); before++) {
        size_t length = 0;
        for (size_t i = 0; i < before; i++)
            form[length++] = ascii_lower(chunk.ptr[apostrophe - before + i]);
        form[length++] = '\'';
        for (size_t i = after; i < end; i++)
            form[length++] = ascii_lower(chunk.ptr[i]);
        const uint32_t *known = map_get(&model->suffixes, (struct slice){form, length});
        if (known && *known == before) {
            *ret_before = before;
            return end - apostrophe;
        }
    }
    return 0;
}
