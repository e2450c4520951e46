/*
 * features.c - a word's form as keys into the embedding tables.
 *
 *   in    the form of a word
 *   out   hashes
 */
#include "grammar/features.h"

#include <string.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/utf8.h"

/* Equal characters in a row that a shape keeps. */
#define SHAPE_RUN_MAX 4

/* The code points that are read of a form, and their norms in UTF-8. */
struct norm {
    uint32_t given[FORM_CODE_POINTS_MAX];
    uint32_t code_points[FORM_CODE_POINTS_MAX];
    size_t count;
    /* "<norm>" as bytes; start[i] is where its character i lies, start[count + 2] its end */
    char bytes[(FORM_CODE_POINTS_MAX + 2) * UTF8_BYTES_MAX];
    uint32_t start[FORM_CODE_POINTS_MAX + 3];
};

/* Code points that are written in several ways: quotes and dashes. */
static uint32_t fold_mark(uint32_t code_point)
{
    switch (code_point) {
    case 0x60:
    case 0xB4:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
        return '\'';
    case 0xAB:
    case 0xBB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
        return '"';
    default:
        return unicode_is_dash(code_point) ? '-' : code_point;
    }
}

static uint32_t norm_of(uint32_t code_point)
{
    if (code_point < 0x80 && ascii_is_digit((char)code_point))
        return '0';
    return fold_mark(unicode_lower(code_point));
}

/* Reads the first FORM_HEAD and the last FORM_TAIL code points, or all when there are no more. */
static void read_form(struct slice form, struct norm *norm)
{
    size_t at = 0;
    norm->count = 0;
    while (at < form.len && norm->count < FORM_CODE_POINTS_MAX)
        at += utf8_decode(form, at, &norm->given[norm->count++]);
    if (at == form.len)
        return;
    at = form.len;
    for (size_t i = FORM_CODE_POINTS_MAX; i-- > FORM_HEAD;) {
        at = utf8_before(form, at);
        utf8_decode(form, at, &norm->given[i]);
    }
}

static void write_norm(struct norm *norm)
{
    uint32_t length = 1;
    norm->bytes[0] = '<';
    norm->start[0] = 0;
    for (size_t i = 0; i < norm->count; i++) {
        norm->code_points[i] = norm_of(norm->given[i]);
        norm->start[i + 1] = length;
        length += (uint32_t)utf8_encode(norm->code_points[i], norm->bytes + length);
    }
    norm->start[norm->count + 1] = length;
    norm->bytes[length++] = '>';
    norm->start[norm->count + 2] = length;
}

/* Characters [first, end) of "<norm>". */
static struct slice part(const struct norm *norm, size_t first, size_t end)
{
    return (struct slice){norm->bytes + norm->start[first], norm->start[end] - norm->start[first]};
}

static uint64_t hash_affix(const char *kind, struct slice characters)
{
    char key[2 + 4 * UTF8_BYTES_MAX];
    memcpy(key, kind, 2);
    memcpy(key + 2, characters.ptr, characters.len);
    return hash_64((struct slice){key, 2 + characters.len});
}

/* 'X', 'x', 'd', or the norm of what is none of these. */
static uint32_t shape_character(uint32_t given, uint32_t norm)
{
    if (unicode_is_upper(given))
        return 'X';
    if (unicode_is_alphabetic(given))
        return 'x';
    return unicode_is_digit(given) ? 'd' : norm;
}

static uint64_t hash_shape(const struct norm *norm)
{
    char key[1 + FORM_CODE_POINTS_MAX * UTF8_BYTES_MAX];
    size_t length = 1, run = 0;
    uint32_t last = 0;
    key[0] = 'h';
    for (size_t i = 0; i < norm->count; i++) {
        uint32_t character = shape_character(norm->given[i], norm->code_points[i]);
        run = i > 0 && character == last ? run + 1 : 1;
        last = character;
        if (run <= SHAPE_RUN_MAX)
            length += utf8_encode(character, key + length);
    }
    return hash_64((struct slice){key, length});
}

void features_of(struct slice form, struct features *ret_features)
{
    static const char *const PREFIXES[] = {"p1", "p2", "p3"};
    static const char *const SUFFIXES[] = {"s1", "s2", "s3", "s4"};
    struct norm norm;
    uint64_t *affix = ret_features->affixes;
    read_form(form, &norm);
    write_norm(&norm);
    size_t end = norm.count + 1; /* of the norm in "<norm>" */
    ret_features->word = hash_64(part(&norm, 1, end));
    for (size_t n = 1; n <= 3; n++)
        *affix++ = hash_affix(PREFIXES[n - 1], part(&norm, 1, n < norm.count ? 1 + n : end));
    for (size_t n = 1; n <= 4; n++)
        *affix++ = hash_affix(SUFFIXES[n - 1], part(&norm, n < norm.count ? end - n : 1, end));
    *affix = hash_shape(&norm);
    ret_features->ngram_count = 0;
    for (size_t n = 3; n <= 5; n++) {
        for (size_t first = 0; first + n <= norm.count + 2; first++)
            ret_features->ngrams[ret_features->ngram_count++] = hash_64(
                part(&norm, first, first + n));
    }
}
