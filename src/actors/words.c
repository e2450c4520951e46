/*
 * words.c - the words of names, as the record compares them.
 *
 *   in    text
 *   out   folded words
 */
#include "actors/words.h"

#include "base/ascii.h"
#include "base/fold.h"
#include "base/utf8.h"

void word_reader_init(struct word_reader *reader, struct slice text)
{
    reader->rest = text;
    reader->folded = SLICE_EMPTY;
    reader->shape = 0;
    reader->genitive = false;
}

static bool is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015);
}

/* What a name can have between its words, or around them. */
static bool is_passed_over(uint32_t c)
{
    return c == '.' || c == '/' || c == '\'' || c == '"' || c == 0x2018 || c == 0x2019 ||
           c == 0x201C || c == 0x201D || is_dash(c);
}

/* The length of the space or hyphen at byte `at`, or 0 when there is another character, whose
 * length is *ret_bytes. */
static size_t gap_length(struct slice text, size_t at, size_t *ret_bytes)
{
    uint32_t c = (unsigned char)text.ptr[at];
    *ret_bytes = 1;
    if (c < 0x80)
        return c == '-' || ascii_is_space((char)c);
    *ret_bytes = utf8_decode(text, at, &c);
    return unicode_is_space(c) || is_dash(c) ? *ret_bytes : 0;
}

/* Takes the bytes up to the next space or hyphen off the text. */
static struct slice next_part(struct slice *rest)
{
    size_t at = 0, start, bytes;
    while (at < rest->len && gap_length(*rest, at, &bytes) > 0)
        at += bytes;
    start = at;
    while (at < rest->len && (ascii_is_alnum(rest->ptr[at]) || gap_length(*rest, at, &bytes) == 0))
        at += ascii_is_alnum(rest->ptr[at]) ? 1 : bytes;
    struct slice part = slice_sub(*rest, start, at);
    *rest = slice_sub(*rest, at, rest->len);
    return part;
}

/* Takes the 's of a genitive off a part. */
static bool take_genitive(struct slice *part)
{
    static const struct slice ENDINGS[] = {{"'s", 2}, {"\xE2\x80\x99s", 4}, {"'S", 2}};
    for (size_t i = 0; i < sizeof(ENDINGS) / sizeof(ENDINGS[0]); i++) {
        if (slice_ends(*part, ENDINGS[i])) {
            part->len -= ENDINGS[i].len;
            return true;
        }
    }
    return false;
}

/* How capitals stand in a part; WORD_BREAK when it has neither letters nor digits but other things
 * than a name has. */
static unsigned shape_of(struct slice part)
{
    unsigned letters = 0, uppers = 0, lowers = 0, shape = 0;
    bool passed_over = true;
    for (size_t at = 0; at < part.len;) {
        uint32_t c = (unsigned char)part.ptr[at];
        if (ascii_is_lower(part.ptr[at])) {
            lowers++;
            letters++;
            at++;
            continue;
        }
        at += c < 0x80 ? 1 : utf8_decode(part, at, &c);
        bool upper = unicode_is_upper(c);
        if (upper && letters == 0)
            shape |= WORD_CAPITAL;
        uppers += upper;
        lowers += unicode_is_lower(c);
        letters += unicode_is_alphabetic(c) || unicode_is_digit(c);
        passed_over = passed_over && is_passed_over(c);
    }
    if (letters == 0)
        return passed_over ? 0 : WORD_BREAK;
    if (uppers > 0 && lowers == 0)
        shape |= WORD_UPPER;
    if (letters == 2 || letters == 3)
        shape |= WORD_SHORT;
    return shape;
}

/* Folds a part of plain letters and digits, as most are. False, having done nothing, for another.
 */
static bool fold_plain(struct word_reader *reader, struct slice part)
{
    unsigned uppers = 0, lowers = 0;
    if (part.len == 0 || part.len > sizeof(reader->room))
        return false;
    for (size_t i = 0; i < part.len; i++) {
        char c = part.ptr[i];
        if (!ascii_is_alnum(c))
            return false;
        uppers += ascii_is_upper(c);
        lowers += ascii_is_lower(c);
        reader->room[i] = ascii_lower(c);
    }
    reader->folded = (struct slice){reader->room, part.len};
    reader->genitive = false;
    reader->shape = ascii_is_upper(part.ptr[0]) ? WORD_CAPITAL : 0;
    if (uppers > 0 && lowers == 0)
        reader->shape |= WORD_UPPER;
    if (part.len == 2 || part.len == 3)
        reader->shape |= WORD_SHORT;
    return true;
}

/* Folds the next part that has something to say. False at the end of the text. */
static bool read_part(struct word_reader *reader)
{
    while (reader->rest.len > 0) {
        struct slice part = next_part(&reader->rest);
        if (fold_plain(reader, part))
            return true;
        reader->genitive = take_genitive(&part);
        reader->shape = shape_of(part);
        if (slice_equal(part, SLICE("&"))) {
            reader->folded = SLICE("and");
            reader->shape = 0;
            return true;
        }
        size_t length = fold_name(part, reader->room, sizeof(reader->room));
        reader->folded = (struct slice){reader->room, length};
        if (length == 0 && part.len > 0 && reader->shape != 0)
            reader->shape = WORD_BREAK;
        if (length > 0 || reader->genitive || reader->shape == WORD_BREAK)
            return true;
    }
    return false;
}

bool word_next(struct word_reader *reader, struct slice *ret_word, unsigned *ret_shape)
{
    if (reader->folded.len == 0 && reader->shape != WORD_BREAK && !reader->genitive &&
        !read_part(reader))
        return false;
    *ret_shape = reader->shape;
    if (reader->folded.len > 0) {
        size_t space = slice_find_byte(reader->folded, ' ', 0);
        *ret_word = slice_sub(reader->folded, 0, space);
        reader->folded = space == SIZE_MAX
                             ? SLICE_EMPTY
                             : slice_sub(reader->folded, space + 1, reader->folded.len);
    } else if (reader->shape == WORD_BREAK) {
        *ret_word = SLICE_EMPTY;
        reader->shape = 0;
    } else {
        *ret_word = SLICE("s");
        *ret_shape = 0;
        reader->genitive = false;
    }
    return true;
}
