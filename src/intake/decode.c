/*
 * decode.c - the bytes of a document as valid UTF-8.
 *
 *   in    a raw document
 *   out   valid UTF-8 without NUL, and by what evidence
 *
 * Evidence in this order: a byte order mark; what the page says; being valid UTF-8; letter
 * statistics. Two corrections to what pages say, both common among saved and re-encoded ones: bytes
 * that are UTF-8 beyond doubt are read so whatever the page says, and a page that says UTF-8 and is
 * not is guessed like one that says nothing.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "intake/charset.h"
#include "intake/guess.h"
#include "intake/intake.h"
#include "intake/prescan.h"
#include "intake/repair.h"
#include "intake/sniff.h"

/* Characters of several bytes that make valid UTF-8 no accident. Text in an encoding of one byte a
 * character has hardly two in sequence; double-byte text may have some when it is very short. */
#define UTF8_CHARACTERS_SURE_SINGLE 1
#define UTF8_CHARACTERS_SURE_DOUBLE 8
/* As many more make up for one bad byte, as damaged pages have. */
#define UTF8_CHARACTERS_FOR_BAD 16

struct choice {
    const struct charset *charset;
    enum encoding_basis basis;
    size_t skipped; /* bytes of the byte order mark */
};

/* How much of the bytes is UTF-8. */
struct utf8_evidence {
    size_t characters; /* well-formed, of two bytes and more */
    size_t bad;        /* bytes in no well-formed character */
};

static bool choose(const struct document *document, struct arena *arena, struct choice *ret_choice,
                   struct err *err);

bool document_decode(struct document *document, struct arena *arena, struct err *err)
{
    struct choice choice = {charset_by_name(SLICE("utf-8")), ENCODING_JSON, 0};
    struct slice text;
    uint32_t replaced = document->replaced;
    bool chosen = document->encoding_basis == ENCODING_JSON;
    if (document->encoding)
        return true;
    if (!chosen && !sniff_is_text(document->bytes, err))
        return false;
    if (!chosen && !choose(document, arena, &choice, err))
        return false;
    struct slice bytes = slice_sub(document->bytes, choice.skipped, document->bytes.len);
    if (!charset_decode(choice.charset, bytes, arena, &text, &replaced, err))
        return false;
    document->bytes = text;
    document->encoding = choice.charset->name;
    document->encoding_basis = choice.basis;
    document->replaced = replaced;
    return true;
}

static bool find_mark(struct slice bytes, struct choice *ret_choice)
{
    /* UTF-32's little-endian mark begins with UTF-16's. */
    static const struct {
        struct slice mark;
        struct slice name;
    } MARKS[] = {
        {{"\xEF\xBB\xBF", 3}, {"utf-8", 5}},    {{"\xFF\xFE\0\0", 4}, {"utf-32le", 8}},
        {{"\0\0\xFE\xFF", 4}, {"utf-32be", 8}}, {{"\xFF\xFE", 2}, {"utf-16le", 8}},
        {{"\xFE\xFF", 2}, {"utf-16be", 8}},
    };
    for (size_t i = 0; i < sizeof(MARKS) / sizeof(MARKS[0]); i++) {
        if (!slice_starts(bytes, MARKS[i].mark))
            continue;
        *ret_choice = (struct choice){charset_by_name(MARKS[i].name), ENCODING_BOM,
                                      MARKS[i].mark.len};
        return true;
    }
    return false;
}

static const struct charset *declared_charset(const struct document *document)
{
    struct slice label;
    struct slice head = slice_sub(document->bytes, 0, ENCODING_PRESCAN_BYTES);
    bool declared = document->form == DOCUMENT_HTML && prescan_label(head, &label);
    return declared ? charset_by_label(label) : NULL;
}

static struct utf8_evidence weigh_utf8(struct slice bytes)
{
    struct utf8_evidence evidence = {0, 0};
    for (size_t at = 0; at < bytes.len;) {
        uint32_t code_point;
        size_t length = (unsigned char)bytes.ptr[at] < 0x80 ? 1
                                                            : utf8_decode(bytes, at, &code_point);
        evidence.characters += length > 1;
        evidence.bad += length == 1 && (unsigned char)bytes.ptr[at] >= 0x80;
        at += length;
    }
    return evidence;
}

static bool choose(const struct document *document, struct arena *arena, struct choice *ret_choice,
                   struct err *err)
{
    struct slice bytes = document->bytes;
    const struct charset *utf8 = charset_by_name(SLICE("utf-8"));
    if (find_mark(bytes, ret_choice))
        return true;
    const struct charset *declared = declared_charset(document);
    bool says_utf8 = declared && declared->kind == CHARSET_UTF8;
    if ((!declared || says_utf8) && utf8_valid(bytes, NULL)) {
        *ret_choice = (struct choice){utf8, says_utf8 ? ENCODING_META : ENCODING_VALID, 0};
        return true;
    }
    struct utf8_evidence evidence = weigh_utf8(bytes);
    if (declared && !says_utf8) {
        size_t sure = declared->kind == CHARSET_SINGLE_BYTE ? UTF8_CHARACTERS_SURE_SINGLE
                                                            : UTF8_CHARACTERS_SURE_DOUBLE;
        *ret_choice = (struct choice){declared, ENCODING_META, 0};
        if (evidence.characters >= sure + UTF8_CHARACTERS_FOR_BAD * evidence.bad)
            *ret_choice = (struct choice){utf8,
                                          evidence.bad == 0 ? ENCODING_VALID : ENCODING_GUESSED, 0};
        return true;
    }
    bool mostly_utf8 = evidence.characters >= evidence.bad;
    *ret_choice = (struct choice){utf8, says_utf8 && mostly_utf8 ? ENCODING_META : ENCODING_GUESSED,
                                  0};
    return mostly_utf8 || guess_charset(bytes, arena, &ret_choice->charset, err);
}
