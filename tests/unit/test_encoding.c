/*
 * test_encoding.c - document_decode: by what evidence, into what, and what is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <iconv.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "intake/charset.h"
#include "intake/intake.h"
#include "intake/prescan.h"

/* SLICE for static tables. */
#define TEXT(literal)                                                                              \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }
#define assert_slice(s, literal) assert_true(slice_equal((s), SLICE(literal)))

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct document decode(enum document_form form, struct slice bytes)
{
    struct document document = {.form = form, .bytes = bytes};
    struct err err;
    if (!document_decode(&document, &arena, &err))
        fail_msg("%s", err.message);
    assert_true(utf8_valid(document.bytes, NULL));
    return document;
}

/* UTF-8 text in another encoding, by the system's converter. */
static struct slice encode(const char *encoding, const char *text)
{
    size_t in_left = strlen(text), room = 4 * in_left + 16;
    char *out = arena_alloc(&arena, room, 1), *at = out, *in;
    memcpy(&in, &text, sizeof(in));
    iconv_t descriptor = iconv_open(encoding, "UTF-8");
    assert_true(descriptor != (iconv_t)-1);
    assert_int_not_equal(iconv(descriptor, &in, &in_left, &at, &room), (size_t)-1);
    assert_int_not_equal(iconv(descriptor, NULL, NULL, &at, &room), (size_t)-1);
    iconv_close(descriptor);
    return (struct slice){out, (size_t)(at - out)};
}

static void utf8_stays_where_it_is(void **state)
{
    (void)state;
    struct slice bytes = SLICE("Çavuşoğlu met Лавров");
    struct document document = decode(DOCUMENT_TEXT, bytes);
    assert_ptr_equal(document.bytes.ptr, bytes.ptr);
    assert_int_equal(document.bytes.len, bytes.len);
    assert_int_equal(document.encoding_basis, ENCODING_VALID);
    assert_string_equal(document.encoding, "utf-8");
    document = decode(DOCUMENT_TEXT, SLICE("\xEF\xBB\xBFtext"));
    assert_slice(document.bytes, "text");
    assert_int_equal(document.encoding_basis, ENCODING_BOM);
}

static void byte_order_marks_win(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"utf-16le", "utf-16be", "utf-32le", "utf-32be"};
    const char *text = "\xEF\xBB\xBF<meta charset=koi8-r>Erdo\xC4\x9F\x61n \xF0\x9F\x98\x80.";
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        struct document document = decode(DOCUMENT_HTML, encode(NAMES[i], text));
        assert_true(slice_equal(document.bytes, slice_from(text + 3)));
        assert_string_equal(document.encoding, NAMES[i]);
        assert_int_equal(document.encoding_basis, ENCODING_BOM);
        assert_int_equal(document.replaced, 0);
    }
    /* Half a pair, and half a unit at the end. */
    struct slice broken = {"\xFF\xFE\x00\xD8z\0\xDC", 7};
    struct document document = decode(DOCUMENT_TEXT, broken);
    assert_slice(document.bytes, "\xEF\xBF\xBDz\xEF\xBF\xBD");
    assert_int_equal(document.replaced, 2);
}

static void pages_say_their_encoding(void **state)
{
    (void)state;
    static const struct {
        const char *head, *encoding, *name;
    } PAGES[] = {
        {"<meta charset=\"iso-8859-9\">", "ISO-8859-9", "windows-1254"},
        {"<META http-equiv='Content-Type' content='text/html; charset=Windows-1254'>", "CP1254",
         "windows-1254"},
        {"<!-- <meta charset=koi8-r> --><p><meta charset= iso8859-9 />", "CP1254", "windows-1254"},
        {"<?xml version='1.0' encoding='iso-8859-9'?><html>", "CP1254", "windows-1254"},
    };
    for (size_t i = 0; i < sizeof(PAGES) / sizeof(PAGES[0]); i++) {
        char page[300], expected[300];
        snprintf(page, sizeof(page), "%s<p>Erdoğan, Çavuşoğlu, İzmir", PAGES[i].head);
        snprintf(expected, sizeof(expected), "%s", page);
        struct document document = decode(DOCUMENT_HTML, encode(PAGES[i].encoding, page));
        assert_string_equal(document.encoding, PAGES[i].name);
        assert_int_equal(document.encoding_basis, ENCODING_META);
        assert_true(slice_equal(document.bytes, slice_from(expected)));
    }
}

static void prescan_reads_what_browsers_read(void **state)
{
    (void)state;
    static const struct {
        struct slice head, label;
    } HEADS[] = {
        {TEXT("<meta charset=a>"), TEXT("a")},
        {TEXT("<meta\ncharset = 'b' x>"), TEXT("b")},
        {TEXT("<meta content=\"x; charset = 'c d'\" http-equiv=content-type>"), TEXT("c d")},
        {TEXT("<meta content='text/html;charset=d;x' http-equiv=\"Content-Type\">"), TEXT("d")},
        {TEXT("<a title='<meta charset=no>'><meta/charset=e>"), TEXT("e")},
        {TEXT("<!-- > <meta charset=no> --><meta charset=f>"), TEXT("f")},
        {TEXT("<!--><meta charset=g>"), TEXT("g")},
        {TEXT("</x <meta charset=no><meta charset=h>"), TEXT("h")},
    };
    static const struct slice NONE[] = {
        TEXT(""),
        TEXT("<"),
        TEXT("<meta"),
        TEXT("<meta charset"),
        TEXT("<metadata charset=x>"),
        TEXT("<meta content='charset=x'>"),
        TEXT("<meta http-equiv=refresh content='charset=x'>"),
        TEXT("<!-- <meta charset=x>"),
        TEXT("<meta charset=''>"),
        TEXT("<?xml version='1.0'?>"),
    };
    struct slice label;
    for (size_t i = 0; i < sizeof(HEADS) / sizeof(HEADS[0]); i++) {
        if (!prescan_label(HEADS[i].head, &label) || !slice_equal(label, HEADS[i].label))
            fail_msg("%.*s", SLICE_ARG(HEADS[i].head));
    }
    for (size_t i = 0; i < sizeof(NONE) / sizeof(NONE[0]); i++) {
        if (prescan_label(NONE[i], &label))
            fail_msg("%.*s", SLICE_ARG(NONE[i]));
    }
}

static void labels_mean_what_browsers_take_them_for(void **state)
{
    (void)state;
    static const struct {
        struct slice label;
        const char *name;
    } LABELS[] = {
        {TEXT("ISO-8859-1"), "windows-1252"},
        {TEXT(" latin1\n"), "windows-1252"},
        {TEXT("iso-8859-9"), "windows-1254"},
        {TEXT("UTF8"), "utf-8"},
        {TEXT("utf-16"), "utf-8"},
        {TEXT("gb2312"), "gb18030"},
        {TEXT("cp1251"), "windows-1251"},
        {TEXT("win-1251"), "windows-1251"},
        {TEXT("koi8-r"), "koi8-r"},
        {TEXT("x-sjis"), "shift_jis"},
    };
    for (size_t i = 0; i < sizeof(LABELS) / sizeof(LABELS[0]); i++) {
        const struct charset *charset = charset_by_label(LABELS[i].label);
        assert_non_null(charset);
        assert_string_equal(charset->name, LABELS[i].name);
    }
    assert_null(charset_by_label(SLICE("")));
    assert_null(charset_by_label(SLICE("utf 8")));
    assert_null(charset_by_label(SLICE("encoding:")));
    assert_null(charset_by_label(SLICE("klingon")));
}

/* Every table of one byte a character agrees with the system's converter where both have a
 * character. */
static void tables_agree_with_the_system(void **state)
{
    (void)state;
    static const char *const NAMES[] = {
        "ibm866",       "iso-8859-2",   "iso-8859-3",   "iso-8859-4",   "iso-8859-5",
        "iso-8859-6",   "iso-8859-7",   "iso-8859-8",   "iso-8859-10",  "iso-8859-13",
        "iso-8859-14",  "iso-8859-15",  "iso-8859-16",  "koi8-r",       "windows-1250",
        "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255",
        "windows-1256", "windows-1257",
    };
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        uint32_t table[CHARSET_UPPER_COUNT];
        const struct charset *charset = charset_by_name(slice_from(NAMES[i]));
        assert_non_null(charset);
        assert_true(charset_table(charset, table));
        iconv_t descriptor = iconv_open("UCS-4LE", NAMES[i]);
        assert_true(descriptor != (iconv_t)-1);
        size_t agreed = 0;
        for (unsigned byte = 0x80; byte < 0x100; byte++) {
            char in = (char)byte, *from = &in;
            uint32_t code_point = 0;
            char *to = (char *)&code_point;
            size_t in_left = 1, room = 4;
            iconv(descriptor, NULL, NULL, NULL, NULL);
            if (iconv(descriptor, &from, &in_left, &to, &room) == (size_t)-1 || room != 0 ||
                code_point < 0xA0 || table[byte - 0x80] == 0)
                continue;
            assert_int_equal(table[byte - 0x80], code_point);
            agreed++;
        }
        iconv_close(descriptor);
        assert_true(agreed >= 36);
    }
}

static void east_asian_pages_are_converted(void **state)
{
    (void)state;
    static const struct {
        const char *label, *encoding, *text, *name;
    } PAGES[] = {
        {"gb2312", "GBK", "外交部长星期一表示会谈没有达成协议", "gb18030"},
        {"big5", "BIG5", "外交部長星期一表示會談沒有達成協議", "big5"},
        {"shift_jis", "SHIFT_JIS", "外相は月曜日に会談は合意に至らなかったと述べた", "shift_jis"},
        {"euc-jp", "EUC-JP", "外相は月曜日に会談は合意に至らなかったと述べた", "euc-jp"},
        {"iso-2022-jp", "ISO-2022-JP", "外相は月曜日に述べた", "iso-2022-jp"},
        {"euc-kr", "EUC-KR", "외교부 장관은 월요일 회담이 합의 없이 끝났다고 말했다", "euc-kr"},
    };
    for (size_t i = 0; i < sizeof(PAGES) / sizeof(PAGES[0]); i++) {
        char page[300];
        snprintf(page, sizeof(page), "<meta charset=%s><p>%s", PAGES[i].label, PAGES[i].text);
        struct document document = decode(DOCUMENT_HTML, encode(PAGES[i].encoding, page));
        assert_string_equal(document.encoding, PAGES[i].name);
        assert_true(slice_equal(document.bytes, slice_from(page)));
        assert_int_equal(document.replaced, 0);
    }
    struct document document = decode(DOCUMENT_HTML,
                                      SLICE("<meta charset=gbk>\xCD\xE2\xFF\xBD\xBB\0x\xCD"));
    assert_slice(document.bytes, "<meta charset=gbk>外\xEF\xBF\xBD交\xEF\xBF\xBDx\xEF\xBF\xBD");
    assert_int_equal(document.replaced, 3);
}

static void what_a_page_says_is_not_always_so(void **state)
{
    (void)state;
    /* Saved as UTF-8 by a reader's program, the old declaration left in. */
    struct document document = decode(DOCUMENT_HTML,
                                      SLICE("<meta charset=windows-1251><p>Лавров и Чавушоглу"));
    assert_string_equal(document.encoding, "utf-8");
    assert_int_equal(document.encoding_basis, ENCODING_VALID);
    document = decode(DOCUMENT_HTML,
                      SLICE("<meta charset=windows-1251><p>Лавров и Чавушоглу в Аланье, \xFF"));
    assert_string_equal(document.encoding, "utf-8");
    assert_int_equal(document.encoding_basis, ENCODING_GUESSED);
    /* Says UTF-8 and is windows-1252. */
    document = decode(DOCUMENT_HTML, SLICE("<meta charset=utf-8><p>Angela said \x93yes\x94."));
    assert_string_equal(document.encoding, "windows-1252");
    assert_int_equal(document.encoding_basis, ENCODING_GUESSED);
    assert_slice(document.bytes, "<meta charset=utf-8><p>Angela said “yes”.");
    /* Says UTF-8 and is, but for a byte. */
    document = decode(DOCUMENT_HTML, SLICE("<meta charset=utf-8><p>“yes” \xFF"));
    assert_string_equal(document.encoding, "utf-8");
    assert_int_equal(document.encoding_basis, ENCODING_META);
    assert_int_equal(document.replaced, 1);
    /* A cut-off last character does not make a text something else. */
    document = decode(DOCUMENT_TEXT, SLICE("Чавушоглу\xD0"));
    assert_string_equal(document.encoding, "utf-8");
    assert_int_equal(document.encoding_basis, ENCODING_GUESSED);
    assert_int_equal(document.replaced, 1);
}

static void undeclared_encodings_are_guessed(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *encodings[4];
    } TEXTS[] = {
        {"Министр заявил, что переговоры завершились без соглашения.",
         {"windows-1251", "koi8-r", "iso-8859-5", "ibm866"}},
        {"Міністр заявив, що переговори завершилися без угоди, повідомили її помічники.",
         {"windows-1251", "koi8-u"}},
        {"Dışişleri Bakanı, görüşmelerin anlaşma olmadan sona erdiğini söyledi.", {"windows-1254"}},
        {"Mr. Erdoğan and Mr. Çavuşoğlu met the ministers in Diyarbakır.", {"windows-1254"}},
        {"Le ministre a déclaré que les pourparlers s’étaient achevés.", {"windows-1252"}},
        {"Die Gespräche seien ohne Einigung zu Ende gegangen, erklärte er.", {"windows-1252"}},
        {"El ministro añadió que habló con el señor Muñoz.", {"windows-1252"}},
        {"Rozmowy zakończyły się bez porozumienia, powiedział minister.",
         {"windows-1250", "iso-8859-2"}},
        {"A küldöttség tárgyalásai megállapodás nélkül értek véget.",
         {"windows-1250", "iso-8859-2"}},
        {"Οι συνομιλίες έληξαν χωρίς συμφωνία.", {"windows-1253", "iso-8859-7"}},
        {"قال الوزير إن المحادثات انتهت دون اتفاق.", {"windows-1256"}},
        {"השר אמר כי השיחות הסתיימו ללא הסכם.", {"windows-1255"}},
    };
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        for (size_t j = 0; j < 4 && TEXTS[i].encodings[j]; j++) {
            struct slice bytes = encode(TEXTS[i].encodings[j], TEXTS[i].text);
            struct document document = decode(DOCUMENT_TEXT, bytes);
            assert_int_equal(document.encoding_basis, ENCODING_GUESSED);
            if (!slice_equal(document.bytes, slice_from(TEXTS[i].text)))
                fail_msg("%s: %.*s", document.encoding, SLICE_ARG(document.bytes));
        }
    }
}

static void nul_bytes_are_replaced_and_counted(void **state)
{
    (void)state;
    struct document document = decode(DOCUMENT_TEXT, SLICE("a\0b"));
    assert_slice(document.bytes, "a\xEF\xBF\xBD"
                                 "b");
    assert_int_equal(document.replaced, 1);
    document = decode(DOCUMENT_TEXT, SLICE("Erdo\xF0\0an"));
    assert_int_equal(document.replaced, 1);
    assert_null(memchr(document.bytes.ptr, '\0', document.bytes.len));
    document = decode(DOCUMENT_TEXT, SLICE_EMPTY);
    assert_int_equal(document.bytes.len, 0);
    assert_int_equal(document.encoding_basis, ENCODING_VALID);
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    struct document document = {.bytes = SLICE("\x89PNG\r\n\x1A\n")};
    struct err err;
    assert_false(document_decode(&document, &arena, &err));
    assert_int_equal(err.code, ERR_FORMAT);
    assert_string_equal(err.message, "not text: looks like a png picture");
    assert_null(document.encoding);
    document = (struct document){.bytes = SLICE("\1\2\3\4\5\6\7")};
    assert_false(document_decode(&document, &arena, &err));
    assert_string_equal(err.message, "not text: many control bytes");
}

/* Whatever the arena's room, the result is the same or a clean failure that leaves the document
 * alone. */
static void little_memory_fails_cleanly(void **state)
{
    (void)state;
    static const struct slice TEXTS[] = {
        TEXT("a\xFF\xFE"), TEXT("<meta charset=gbk>\xCD\xE2\xBD\xBB"),
        TEXT("<meta charset=windows-1251>\xCD\xE2\xBD\xBB"), TEXT("ok \xC3\xA9 \0")};
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        bool done = false;
        for (size_t room = 0; !done; room = room * 2 + 1) {
            struct arena small;
            struct err err;
            struct document document = {.form = DOCUMENT_HTML, .bytes = TEXTS[i]};
            arena_init(&small, room);
            done = document_decode(&document, &small, &err);
            if (!done) {
                assert_int_equal(err.code, ERR_LIMIT);
                assert_ptr_equal(document.bytes.ptr, TEXTS[i].ptr);
                assert_int_equal(document.encoding_basis, ENCODING_UNDECIDED);
                assert_int_equal(document.replaced, 0);
            }
            arena_free(&small);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_stays_where_it_is),
        cmocka_unit_test(byte_order_marks_win),
        cmocka_unit_test(pages_say_their_encoding),
        cmocka_unit_test(prescan_reads_what_browsers_read),
        cmocka_unit_test(labels_mean_what_browsers_take_them_for),
        cmocka_unit_test(tables_agree_with_the_system),
        cmocka_unit_test(east_asian_pages_are_converted),
        cmocka_unit_test(what_a_page_says_is_not_always_so),
        cmocka_unit_test(undeclared_encodings_are_guessed),
        cmocka_unit_test(nul_bytes_are_replaced_and_counted),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(little_memory_fails_cleanly),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
