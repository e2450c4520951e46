/*
 * word.c - the words of a text, as copies and stories compare them.
 *
 *   in    UTF-8 text
 *   out   words in lower case
 */
#include "record/word.h"

#include "base/utf8.h"

#define APOSTROPHE_TYPESET 0x2019

static bool is_apostrophe(uint32_t code_point)
{
    return code_point == '\'' || code_point == APOSTROPHE_TYPESET;
}

static bool is_word_part(uint32_t code_point)
{
    return unicode_is_letter(code_point) || unicode_is_digit(code_point);
}

/* Whether a word goes on behind an apostrophe at `at`. */
static bool goes_on(struct slice text, size_t at)
{
    uint32_t code_point;
    if (at >= text.len)
        return false;
    utf8_decode(text, at, &code_point);
    return is_word_part(code_point);
}

static size_t skip_to_word(struct slice text, size_t at)
{
    uint32_t code_point;
    while (at < text.len) {
        size_t length = utf8_decode(text, at, &code_point);
        if (is_word_part(code_point))
            break;
        at += length;
    }
    return at;
}

bool word_reader_next(struct word_reader *reader)
{
    struct slice text = reader->text;
    size_t at = skip_to_word(text, reader->at);
    reader->at = at;
    if (at >= text.len)
        return false;
    reader->span.start = (uint32_t)at;
    reader->length = 0;
    while (at < text.len && reader->length + UTF8_BYTES_MAX <= WORD_BYTES_MAX) {
        uint32_t code_point;
        size_t length = utf8_decode(text, at, &code_point);
        bool joins = reader->length > 0 && is_apostrophe(code_point) && goes_on(text, at + length);
        if (!joins && !is_word_part(code_point))
            break;
        if (reader->length == 0)
            reader->has_digit = unicode_is_digit(code_point);
        code_point = joins ? '\'' : unicode_lower(code_point);
        reader->length += utf8_encode(code_point, reader->bytes + reader->length);
        at += length;
    }
    reader->at = at;
    reader->span.end = (uint32_t)at;
    return true;
}
