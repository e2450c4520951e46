/*
 * fuzz_encoding.c - any bytes decode to valid UTF-8 or are refused.
 *
 * Properties: the result is valid UTF-8 without NUL and its encoding is known by name; decoding is
 * repeatable; valid UTF-8 stays where it is; U+FFFD is counted; decoding a result again changes
 * nothing. The first byte chooses the form, whether an encoding is forced, and whether to do it
 * twice.
 */

#include "base/utf8.h"
#include "intake/charset.h"
#include "intake/intake.h"

#include "fuzz_common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand_decoded(const struct document *document, struct slice bytes)
{
    demand_clean(document->bytes);
    demand(charset_by_name(slice_from(document->encoding)) != NULL);
    demand(document->encoding_basis != ENCODING_UNDECIDED);
    demand(document->bytes.len <= 4 * bytes.len + 16);
    if (document->encoding_basis == ENCODING_VALID && document->replaced == 0)
        demand(document->bytes.len == bytes.len &&
               (bytes.len == 0 || document->bytes.ptr == bytes.ptr));
}

/* One of the encodings that pages may declare, whatever the bytes are. */
static void force(unsigned choice, struct slice bytes, struct arena *arena)
{
    static const char *const NAMES[] = {
        "utf-8",       "utf-16le", "utf-16be",  "utf-32le",     "utf-32be",    "windows-1254",
        "iso-8859-15", "gb18030",  "big5",      "shift_jis",    "iso-2022-jp", "euc-jp",
        "euc-kr",      "koi8-u",   "macintosh", "windows-1258",
    };
    const struct charset *charset = charset_by_name(slice_from(NAMES[choice % 16]));
    struct slice text;
    struct err err;
    uint32_t replaced = 0;
    demand(charset != NULL);
    if (!charset_decode(charset, bytes, arena, &text, &replaced, &err)) {
        demand(err.code == ERR_LIMIT || err.code == ERR_MEMORY || err.code == ERR_IO);
        return;
    }
    demand_clean(text);
    size_t marks = 0;
    for (size_t at = slice_find(text, SLICE("\xEF\xBF\xBD"), 0); at != SIZE_MAX;
         at = slice_find(text, SLICE("\xEF\xBF\xBD"), at + 3))
        marks++;
    demand(marks >= replaced);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct err err;
    if (size == 0)
        return 0;
    arena_init(&arena, (size_t)256 << 20);
    struct slice bytes = {(const char *)data + 1, size - 1};
    if (data[0] & 0x80) {
        force(data[0], bytes, &arena);
        arena_free(&arena);
        return 0;
    }
    struct document document = {.form = data[0] & 1 ? DOCUMENT_HTML : DOCUMENT_TEXT,
                                .bytes = bytes};
    struct document twin = document;
    bool ok = document_decode(&document, &arena, &err);
    if (data[0] & 2) {
        demand(ok == document_decode(&twin, &arena, &err));
        demand(slice_equal(document.bytes, twin.bytes) && document.encoding == twin.encoding);
    }
    if (ok) {
        demand_decoded(&document, bytes);
        struct document again = {.form = DOCUMENT_TEXT, .bytes = document.bytes};
        if (document_decode(&again, &arena, &err) && again.encoding_basis == ENCODING_VALID)
            demand(again.bytes.len == document.bytes.len && again.replaced == 0);
    } else {
        demand(err.code == ERR_FORMAT || err.code == ERR_LIMIT);
    }
    arena_free(&arena);
    return 0;
}
