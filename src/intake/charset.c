/*
 * charset.c - the encodings that documents come in.
 *
 *   in    a label; bytes
 *   out   the encoding; its bytes as UTF-8
 *
 * Encodings of one byte a character go through a table read from data/encodings/, UTF-16 and UTF-32
 * are decoded here, the East Asian ones by iconv(3). Except for iconv, a first pass measures, so
 * that the text gets its exact room.
 */
#include "intake/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/ascii.h"
#include "base/resource.h"
#include "base/utf8.h"
#include "intake/repair.h"

static const struct charset CHARSETS[] = {
    {"utf-8", CHARSET_UTF8, NULL},
    {"utf-16le", CHARSET_UTF16LE, NULL},
    {"utf-16be", CHARSET_UTF16BE, NULL},
    {"utf-32le", CHARSET_UTF32LE, NULL},
    {"utf-32be", CHARSET_UTF32BE, NULL},
    {"ibm866", CHARSET_SINGLE_BYTE, NULL},
    {"iso-8859-2", CHARSET_SINGLE_BYTE, NULL},
    {"iso-8859-3", CHARSET_SINGLE_BYTE, NULL},
    {"iso-8859-4", CHARSET_SINGLE_BYTE, NULL},
    {"iso-8859-5", CHARSET_SINGLE_BYTE, NULL},
    {"iso-8859-6", CHARSET_SINGLE_BYTE, NULL},
    {"iso-8859-7", CHARSET_SINGLE_BYTE, NULL},
    {"iso-8859-8", CHARSET_SINGLE_BYTE, NULL},
    {"iso-8859-10", CHARSET_SINGLE_BYTE, NULL},
    {"iso-8859-13", CHARSET_SINGLE_BYTE, NULL},
    {"iso-8859-14", CHARSET_SINGLE_BYTE, NULL},
    {"iso-8859-15", CHARSET_SINGLE_BYTE, NULL},
    {"iso-8859-16", CHARSET_SINGLE_BYTE, NULL},
    {"koi8-r", CHARSET_SINGLE_BYTE, NULL},
    {"koi8-u", CHARSET_SINGLE_BYTE, NULL},
    {"macintosh", CHARSET_SINGLE_BYTE, NULL},
    {"windows-874", CHARSET_SINGLE_BYTE, NULL},
    {"windows-1250", CHARSET_SINGLE_BYTE, NULL},
    {"windows-1251", CHARSET_SINGLE_BYTE, NULL},
    {"windows-1252", CHARSET_SINGLE_BYTE, NULL},
    {"windows-1253", CHARSET_SINGLE_BYTE, NULL},
    {"windows-1254", CHARSET_SINGLE_BYTE, NULL},
    {"windows-1255", CHARSET_SINGLE_BYTE, NULL},
    {"windows-1256", CHARSET_SINGLE_BYTE, NULL},
    {"windows-1257", CHARSET_SINGLE_BYTE, NULL},
    {"windows-1258", CHARSET_SINGLE_BYTE, NULL},
    {"x-mac-cyrillic", CHARSET_SINGLE_BYTE, NULL},
    {"gb18030", CHARSET_ICONV, "GB18030"},
    {"big5", CHARSET_ICONV, "BIG5-HKSCS"},
    {"shift_jis", CHARSET_ICONV, "CP932"},
    {"euc-jp", CHARSET_ICONV, "EUC-JP-MS"},
    {"iso-2022-jp", CHARSET_ICONV, "ISO-2022-JP"},
    {"euc-kr", CHARSET_ICONV, "CP949"},
};

/* ---- names ---- */

const struct charset *charset_by_name(struct slice name)
{
    for (size_t i = 0; i < sizeof(CHARSETS) / sizeof(CHARSETS[0]); i++) {
        if (slice_equal(slice_from(CHARSETS[i].name), name))
            return &CHARSETS[i];
    }
    return NULL;
}

/* "name: label label …" has the label. */
static bool line_has_label(struct slice line, struct slice label, struct slice *ret_name)
{
    struct slice field;
    if (slice_starts(line, SLICE("#")) || !slice_next_field(&line, ':', ret_name))
        return false;
    while (slice_next_field(&line, ' ', &field)) {
        if (slice_equal_nocase(field, label))
            return true;
    }
    return false;
}

const struct charset *charset_by_label(struct slice label)
{
    struct slice rest = resource_get("data/encodings/labels.txt");
    struct slice line, name;
    label = slice_trim(label);
    if (label.len == 0 || slice_find_byte(label, ' ', 0) != SIZE_MAX)
        return NULL;
    while (slice_next_line(&rest, &line)) {
        if (line_has_label(line, label, &name))
            return charset_by_name(name);
    }
    return NULL;
}

/* ---- one byte a character ---- */

static uint32_t read_hex(struct slice digits)
{
    uint32_t number = 0;
    for (size_t i = 0; i < digits.len; i++)
        number = number << 4 | (uint32_t)(ascii_hex(digits.ptr[i]) & 0xF);
    return number;
}

bool charset_table(const struct charset *charset, uint32_t ret_table[CHARSET_UPPER_COUNT])
{
    struct slice rest = resource_get("data/encodings/single-byte.txt");
    struct slice wanted = slice_from(charset->name);
    struct slice line, field;
    while (slice_next_line(&rest, &line)) {
        if (!slice_next_field(&line, ' ', &field) || !slice_equal(field, wanted))
            continue;
        for (size_t i = 0; i < CHARSET_UPPER_COUNT; i++)
            ret_table[i] = slice_next_field(&line, ' ', &field) ? read_hex(field) : 0;
        return true;
    }
    return false;
}

/* ---- characters of one or more bytes, without iconv ---- */

struct reader {
    enum charset_kind kind;
    struct slice bytes;
    size_t at;
    uint32_t table[CHARSET_UPPER_COUNT];
};

static uint32_t unsigned_byte(const struct reader *reader, size_t at)
{
    return (unsigned char)reader->bytes.ptr[at];
}

static uint32_t unit_16(const struct reader *reader, size_t at)
{
    bool big = reader->kind == CHARSET_UTF16BE;
    return unsigned_byte(reader, at + !big) << 8 | unsigned_byte(reader, at + big);
}

/* The next character of UTF-16; 0 where there is none. */
static uint32_t next_utf16(struct reader *reader)
{
    size_t left = reader->bytes.len - reader->at;
    if (left < 2) {
        reader->at += left;
        return 0;
    }
    uint32_t high = unit_16(reader, reader->at);
    reader->at += 2;
    if (high < 0xD800 || high > 0xDFFF)
        return high;
    if (high > 0xDBFF || left < 4)
        return 0;
    uint32_t low = unit_16(reader, reader->at);
    if (low < 0xDC00 || low > 0xDFFF)
        return 0;
    reader->at += 2;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

static uint32_t next_utf32(struct reader *reader)
{
    size_t left = reader->bytes.len - reader->at;
    if (left < 4) {
        reader->at += left;
        return 0;
    }
    uint32_t code_point = 0;
    for (size_t i = 0; i < 4; i++) {
        size_t place = reader->kind == CHARSET_UTF32BE ? i : 3 - i;
        code_point = code_point << 8 | unsigned_byte(reader, reader->at + place);
    }
    reader->at += 4;
    bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    return surrogate || code_point > 0x10FFFF ? 0 : code_point;
}

/* The next character, or 0 for what becomes U+FFFD. Moves on by at least one byte. */
static uint32_t next_character(struct reader *reader)
{
    switch (reader->kind) {
    case CHARSET_UTF16LE:
    case CHARSET_UTF16BE:
        return next_utf16(reader);
    case CHARSET_UTF32LE:
    case CHARSET_UTF32BE:
        return next_utf32(reader);
    default:
        break;
    }
    uint32_t byte = unsigned_byte(reader, reader->at++);
    return byte < 0x80 ? byte : reader->table[byte - 0x80];
}

static void add_replaced(uint32_t *replaced, size_t count)
{
    uint32_t room = UINT32_MAX - *replaced;
    *replaced += count < room ? (uint32_t)count : room;
}

static bool decode_characters(struct reader *reader, struct arena *arena, struct slice *ret_text,
                              uint32_t *replaced, struct err *err)
{
    char encoded[UTF8_BYTES_MAX];
    size_t len = 0, bad_count = 0;
    while (reader->at < reader->bytes.len) {
        uint32_t code_point = next_character(reader);
        bad_count += code_point == 0;
        len += utf8_encode(code_point ? code_point : UTF8_REPLACEMENT, encoded);
    }
    char *text = arena_alloc(arena, len + 1, 1);
    if (!text)
        return arena_fail(arena, err);
    reader->at = 0;
    for (size_t at = 0; reader->at < reader->bytes.len;) {
        uint32_t code_point = next_character(reader);
        at += utf8_encode(code_point ? code_point : UTF8_REPLACEMENT, text + at);
    }
    add_replaced(replaced, bad_count);
    *ret_text = (struct slice){text, len};
    return true;
}

/* ---- iconv ---- */

struct conversion {
    iconv_t descriptor;
    char *in; /* iconv(3) takes it without const and does not write to it */
    size_t in_left;
    struct arena *arena;
    char *text;
    size_t len;
    size_t capacity;
    size_t bad_count;
};

/* Makes room for a text of `capacity` bytes, at least one more character. */
static bool grow(struct conversion *c, size_t capacity, struct err *err)
{
    char *grown = arena_grow(c->arena, c->text, c->capacity, capacity, 1);
    if (!grown)
        return arena_fail(c->arena, err);
    c->text = grown;
    c->capacity = capacity;
    return true;
}

/* What iconv stopped at becomes one U+FFFD: one byte, or at the end of the text what is left. */
static bool pass_over_bad(struct conversion *c, bool at_end, struct err *err)
{
    if (c->capacity - c->len < UTF8_BYTES_MAX && !grow(c, c->capacity * 2, err))
        return false;
    size_t skipped = at_end ? c->in_left : 1;
    c->len += utf8_encode(UTF8_REPLACEMENT, c->text + c->len);
    c->bad_count++;
    c->in += skipped;
    c->in_left -= skipped;
    return true;
}

static bool convert_all(struct conversion *c, struct err *err)
{
    while (c->in_left > 0) {
        char *out = c->text + c->len;
        size_t room = c->capacity - c->len;
        size_t result = iconv(c->descriptor, &c->in, &c->in_left, &out, &room);
        int reason = errno;
        c->len = (size_t)(out - c->text);
        if (result != (size_t)-1)
            continue;
        bool ok = reason == E2BIG ? grow(c, c->capacity * 2, err)
                                  : pass_over_bad(c, reason == EINVAL, err);
        if (!ok)
            return false;
    }
    return true;
}

static bool decode_iconv(const struct charset *charset, struct slice bytes, struct arena *arena,
                         struct slice *ret_text, uint32_t *replaced, struct err *err)
{
    struct conversion c = {.arena = arena, .in_left = bytes.len};
    memcpy(&c.in, &bytes.ptr, sizeof(c.in));
    if (!grow(&c, bytes.len + bytes.len / 2 + UTF8_BYTES_MAX, err))
        return false;
    c.descriptor = iconv_open("UTF-8", charset->iconv_name);
    if (c.descriptor == (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr): POSIX says so */
        return err_set_errno(err, "no converter for the encoding");
    bool ok = convert_all(&c, err);
    iconv_close(c.descriptor);
    if (!ok)
        return false;
    struct slice text = {c.text, c.len};
    uint32_t total = *replaced;
    add_replaced(&total, c.bad_count);
    if (!repair_utf8(&text, arena, &total, err))
        return false;
    *ret_text = text;
    *replaced = total;
    return true;
}

bool charset_decode(const struct charset *charset, struct slice bytes, struct arena *arena,
                    struct slice *ret_text, uint32_t *replaced, struct err *err)
{
    if (charset->kind == CHARSET_ICONV)
        return decode_iconv(charset, bytes, arena, ret_text, replaced, err);
    if (charset->kind == CHARSET_UTF8) {
        struct slice text = bytes;
        if (!repair_utf8(&text, arena, replaced, err))
            return false;
        *ret_text = text;
        return true;
    }
    struct reader reader = {.kind = charset->kind, .bytes = bytes};
    if (charset->kind == CHARSET_SINGLE_BYTE && !charset_table(charset, reader.table))
        return err_set(err, ERR_MISSING, "no table for the encoding");
    return decode_characters(&reader, arena, ret_text, replaced, err);
}
