/*
 * chars.c - classes of characters and shapes of words, for the decisions of text/.
 *
 *   in    code points, bytes of tokens
 *   out   shapes and hashes
 */
#include "text/chars.h"

#include "base/ascii.h"
#include "base/utf8.h"

#define FNV_PRIME 16777619u

static const uint8_t ascii_shapes[128] = {
    ['!'] = SHAPE_BANG,         ['?'] = SHAPE_BANG,          ['"'] = SHAPE_QUOTE,
    ['\''] = SHAPE_APOSTROPHE,  ['`'] = SHAPE_APOSTROPHE,    ['.'] = SHAPE_PERIOD,
    [','] = SHAPE_COMMA,        [':'] = SHAPE_COLON,         [';'] = SHAPE_SEMICOLON,
    ['('] = SHAPE_BRACKET_OPEN, [')'] = SHAPE_BRACKET_CLOSE, ['['] = SHAPE_BRACKET_OPEN,
    ['{'] = SHAPE_BRACKET_OPEN, [']'] = SHAPE_BRACKET_CLOSE, ['}'] = SHAPE_BRACKET_CLOSE,
    ['-'] = SHAPE_DASH,         ['/'] = SHAPE_SLASH,         ['\\'] = SHAPE_SLASH,
    ['*'] = SHAPE_BULLET,
};

static enum shape punctuation_shape(uint32_t c)
{
    switch (c) {
    case 0x2018: /* ‘ */
    case 0x201A: /* ‚ */
    case 0x201C: /* “ */
    case 0x201E: /* „ */
    case 0x00AB: /* « */
    case 0x300C: /* 「 */
    case 0x300E: /* 『 */
        return SHAPE_QUOTE_OPEN;
    case 0x201D: /* ” */
    case 0x00BB: /* » */
    case 0x300D: /* 」 */
    case 0x300F: /* 』 */
        return SHAPE_QUOTE_CLOSE;
    case 0x2019: /* ’ */
    case 0x00B4:
    case 0x02BC:
        return SHAPE_APOSTROPHE;
    case 0x2026:
        return SHAPE_ELLIPSIS;
    case 0x2022:
    case 0x25CF:
    case 0x25AA:
    case 0x25BA:
    case 0x00B7:
        return SHAPE_BULLET;
    case 0x061F: /* ؟ */
        return SHAPE_BANG;
    case 0x06D4: /* Urdu full stop */
    case 0x0964: /* danda */
    case 0x0965:
    case 0x0589: /* Armenian full stop */
    case 0x1362: /* Ethiopic full stop */
    case 0x3002: /* 。 */
    case 0xFF0E:
    case 0xFF61:
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
        return SHAPE_STOP;
    case 0x060C:
    case 0x3001:
    case 0xFF0C:
        return SHAPE_COMMA;
    case 0x061B:
    case 0xFF1B:
        return SHAPE_SEMICOLON;
    case 0xFF1A:
        return SHAPE_COLON;
    case 0x3008:
    case 0x300A:
    case 0x3010:
    case 0xFF08:
        return SHAPE_BRACKET_OPEN;
    case 0x3009:
    case 0x300B:
    case 0x3011:
    case 0xFF09:
        return SHAPE_BRACKET_CLOSE;
    default:
        return unicode_is_dash(c) ? SHAPE_DASH : SHAPE_SYMBOL;
    }
}

static bool is_ideograph(uint32_t c)
{
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x3134F);
}

enum shape char_shape(uint32_t c)
{
    if (c < 128) {
        char byte = (char)c;
        if (ascii_is_lower(byte))
            return SHAPE_LOWER;
        if (ascii_is_upper(byte))
            return SHAPE_INITIAL;
        if (ascii_is_digit(byte))
            return SHAPE_DIGITS;
        if (ascii_is_space(byte))
            return SHAPE_NONE;
        return ascii_shapes[c] ? (enum shape)ascii_shapes[c] : SHAPE_SYMBOL;
    }
    if (unicode_is_space(c))
        return SHAPE_NONE;
    if (is_ideograph(c) && c != 0x30FB)
        return SHAPE_IDEOGRAPH;
    if (char_is_wordlike(c) && c != 0x02BC) {
        if (unicode_is_upper(c))
            return SHAPE_INITIAL;
        return unicode_is_lower(c) ? SHAPE_LOWER : SHAPE_CASELESS;
    }
    if (unicode_is_digit(c))
        return SHAPE_DIGITS;
    return punctuation_shape(c);
}

bool char_is_wordlike(uint32_t c)
{
    if (c < 128)
        return ascii_is_letter((char)c);
    return c == 0x00AD || c == 0x200C || c == 0x200D || (unicode_is_letter(c) && !is_ideograph(c));
}

bool char_is_apostrophe(uint32_t c)
{
    return c == '\'' || c == '`' || c == 0x2019 || c == 0x2018 || c == 0x00B4 || c == 0x02BC;
}

bool char_is_emoji(uint32_t c)
{
    return (c >= 0x1F000 && c <= 0x1FAFF) || c == 0xFE0F || c == 0x200D ||
           (c >= 0x2600 && c <= 0x27BF) || (c >= 0xE0020 && c <= 0xE007F);
}

size_t space_length(struct slice text, size_t at)
{
    unsigned char byte = (unsigned char)text.ptr[at];
    if (byte < 0x80)
        return ascii_is_space((char)byte) ? 1 : 0;
    /* The first bytes of U+0085 to U+00BF, U+1000 to U+3FFF and U+F000 to U+FFFF: all other spaces.
     */
    if (byte != 0xC2 && (byte < 0xE1 || byte > 0xE3) && byte != 0xEF)
        return 0;
    uint32_t c;
    size_t length = utf8_decode(text, at, &c);
    return unicode_is_space(c) ? length : 0;
}

uint32_t hash_lower_more(uint32_t hash, struct slice bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        char byte = ascii_lower(bytes.ptr[i]);
        if (ascii_is_digit(byte)) {
            byte = '0';
        } else if (byte == '`') {
            byte = '\'';
        } else if ((unsigned char)byte == 0xE2 && i + 2 < bytes.len &&
                   (unsigned char)bytes.ptr[i + 1] == 0x80) {
            unsigned char last = (unsigned char)bytes.ptr[i + 2];
            if (last == 0x98 || last == 0x99)
                byte = '\'';
            else if (last == 0x93 || last == 0x94)
                byte = '-';
            else if (last == 0x9C || last == 0x9D)
                byte = '"';
            if ((unsigned char)byte < 0x80)
                i += 2;
        }
        hash = (hash ^ (unsigned char)byte) * FNV_PRIME;
    }
    return hash;
}

uint32_t hash_lower(struct slice bytes)
{
    return hash_lower_more(HASH_LOWER_START, bytes);
}

/* What kinds of characters a token has. */
struct census {
    uint32_t upper, lower, caseless, digits, dots, other;
    bool first_upper;
    enum shape first;
    bool same; /* all characters have the first one's shape */
};

static struct census take_census(struct slice token)
{
    struct census census = {.same = true};
    for (size_t at = 0; at < token.len;) {
        uint32_t c;
        size_t length = utf8_decode(token, at, &c);
        enum shape shape = char_shape(c);
        if (at == 0) {
            census.first = shape;
            census.first_upper = shape == SHAPE_INITIAL;
        }
        census.same &= shape == census.first;
        census.upper += shape == SHAPE_INITIAL;
        census.lower += shape == SHAPE_LOWER;
        census.caseless += shape == SHAPE_CASELESS || shape == SHAPE_IDEOGRAPH;
        census.digits += shape == SHAPE_DIGITS;
        census.dots += shape == SHAPE_PERIOD;
        census.other += !shape_is_word(shape) && shape != SHAPE_PERIOD;
        at += length;
    }
    return census;
}

enum shape word_shape(struct slice token)
{
    struct census n = take_census(token);
    uint32_t letters = n.upper + n.lower + n.caseless;
    if (letters + n.digits == 0) {
        if (n.first == SHAPE_PERIOD && n.dots > 1 && n.other == 0)
            return SHAPE_ELLIPSIS;
        if (n.same || shape_is_terminator(n.first))
            return n.first;
        return SHAPE_SYMBOL;
    }
    if (letters == 0)
        return n.dots + n.other ? SHAPE_NUMBER : SHAPE_DIGITS;
    if (n.other)
        return SHAPE_JOINED;
    if (n.dots)
        return SHAPE_DOTTED;
    if (n.digits)
        return SHAPE_ALNUM;
    if (n.caseless == letters)
        return n.first == SHAPE_IDEOGRAPH ? SHAPE_IDEOGRAPH : SHAPE_CASELESS;
    if (n.upper == 0)
        return SHAPE_LOWER;
    if (n.upper == letters)
        return letters == 1 ? SHAPE_INITIAL : SHAPE_UPPER;
    return n.first_upper && n.upper == 1 ? SHAPE_CAPITAL : SHAPE_MIXED;
}
