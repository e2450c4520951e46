/*
 * test_export.c - export/: text that stays text, tables that read back, output that can fail.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "export/export.h"
#include "export/export_parts.h"
#include "export/html.h"
#include "export/report.h"

static struct err err;

/* What a function of html.h appends for a text. */
static const char *written(void (*write)(struct buf *out, struct slice text), struct slice text)
{
    static struct buf out;
    buf_free(&out);
    buf_init(&out, (size_t)1 << 20);
    write(&out, text);
    assert_false(out.failed);
    return out.ptr ? out.ptr : "";
}

static void text_is_never_markup(void **state)
{
    (void)state;
    assert_string_equal(written(html_text, SLICE("<b onclick='x()'>&\"</b>")),
                        "&lt;b onclick=&#39;x()&#39;&gt;&amp;&quot;&lt;/b&gt;");
    assert_string_equal(written(html_text, SLICE("Çavuşoğlu “said”")), "Çavuşoğlu “said”");
    /* Marks that turn the direction of text, and controls, are shown as what they are: nothing. */
    assert_string_equal(written(html_text, SLICE("a\u202eb\x1b")), "a\ufffdb\ufffd");
    assert_string_equal(written(html_text, SLICE("a\xff")), "a\ufffd");
    assert_string_equal(written(html_name, SLICE("<")), "<bdi>&lt;</bdi>");
}

static void a_long_text_is_cut_aloud(void **state)
{
    char *text = malloc(HTML_TEXT_CHARACTERS_MAX + 7);
    (void)state;
    memset(text, 'x', HTML_TEXT_CHARACTERS_MAX + 7);
    const char *cut = written(html_text_bounded,
                              (struct slice){text, HTML_TEXT_CHARACTERS_MAX + 7});
    assert_non_null(strstr(cut, "(cut here: 7 more characters)"));
    const char *whole = written(html_text_bounded, (struct slice){text, HTML_TEXT_CHARACTERS_MAX});
    assert_int_equal(strlen(whole), HTML_TEXT_CHARACTERS_MAX);
    free(text);
}

static void links_are_http_or_none(void **state)
{
    static const char *const LINKS[] = {"http://a.example/", "https://a.example/?q=1&r=\"2\"",
                                        "HTTPS://A.EXAMPLE"};
    static const char *const NONE[] = {"javascript:alert(1)",
                                       "data:text/html,<script>",
                                       " https://a.example",
                                       "https://a.example/ b",
                                       "https://a.example/\nb",
                                       "//a.example",
                                       "https://a.ex\u202eample",
                                       "file:///etc/passwd",
                                       "",
                                       "http:/a"};
    struct buf out;
    (void)state;
    for (size_t i = 0; i < sizeof(LINKS) / sizeof(LINKS[0]); i++)
        assert_true(html_is_link(slice_from(LINKS[i])));
    for (size_t i = 0; i < sizeof(NONE) / sizeof(NONE[0]); i++)
        assert_false(html_is_link(slice_from(NONE[i])));
    buf_init(&out, 4096);
    html_link(&out, slice_from(LINKS[1]), SLICE("<t>"));
    assert_string_equal(out.ptr, "<a rel=\"noopener noreferrer\" "
                                 "href=\"https://a.example/?q=1&amp;r=&quot;2&quot;\">"
                                 "<bdi>&lt;t&gt;</bdi></a>");
    buf_reset(&out);
    html_link(&out, slice_from(NONE[0]), SLICE("t"));
    assert_string_equal(out.ptr, "<bdi>t</bdi>");
    buf_reset(&out);
    html_number(&out, 1234567);
    assert_string_equal(out.ptr, "1\u202f234\u202f567");
    buf_free(&out);
}

/* ---- output ---- */

struct sink {
    struct buf text;
    int calls;
    int calls_max; /* the call after them fails; -1: none does */
};

static bool sink_write(void *context, struct slice text)
{
    struct sink *sink = context;
    if (sink->calls++ == sink->calls_max)
        return false;
    buf_append(&sink->text, text);
    return true;
}

static void tables_read_back(void **state)
{
    struct sink sink = {.calls_max = -1};
    struct out out;
    (void)state;
    buf_init(&sink.text, 4096);
    out_init(&out, sink_write, &sink);
    struct table table = {.out = &out, .is_csv = true};
    table_text(&table, "a,b");
    table_text(&table, "say \"x\"");
    table_text(&table, "");
    table_text(&table, "two\nlines");
    table_row_end(&table);
    /* Spreadsheets would run these; numbers are numbers. */
    table_text(&table, "=cmd|' /C calc'!A0");
    table_text(&table, "@SUM(1,2)");
    table_text(&table, "- said");
    table_text(&table, "+1-2");
    table_text(&table, "-10.0");
    table_text(&table, "-1e-05");
    table_text(&table, "-");
    table_row_end(&table);
    table.is_csv = false;
    table_text(&table, "tab\there, \"line\"\r\n");
    table_number(&table, UINT64_MAX);
    table_row_end(&table);
    assert_true(out_end(&out, &err));
    assert_string_equal(sink.text.ptr, "\"a,b\",\"say \"\"x\"\"\",,\"two\nlines\"\r\n"
                                       "'=cmd|' /C calc'!A0,\"'@SUM(1,2)\",'- said,'+1-2,-10.0,"
                                       "-1e-05,-\r\n"
                                       "tab here, \"line\"  \t18446744073709551615\n");
    out_free(&out);
    buf_free(&sink.text);
}

/* ---- whole exports, of a store with nothing in it ---- */

static char folder[32];
static char path[64];
static struct store *store;

static int store_made(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/annals-export-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof(path), "%s/record.db", folder);
    if (!store_open(path, STORE_WRITE, &store, &err) || !store_close(store, true, &err))
        return -1;
    return store_open(path, STORE_READ, &store, &err) ? 0 : -1;
}

static int store_removed(void **state)
{
    char command[64];
    (void)state;
    store_close(store, false, &err);
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    return system(command);
}

static size_t count_of(struct slice text, char byte)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == byte;
    return count;
}

static void every_format_has_its_columns(void **state)
{
    static const struct {
        const char *format;
        size_t columns;
    } SHAPES[] = {{"polecat", 42}, {"gdelt-events", 61}, {"gdelt", 61}, {"gdelt-mentions", 16}};
    (void)state;
    for (size_t i = 0; i < sizeof(SHAPES) / sizeof(SHAPES[0]); i++) {
        struct sink sink = {.calls_max = -1};
        struct export_summary summary;
        const struct export_query query = {.format = slice_from(SHAPES[i].format)};
        buf_init(&sink.text, (size_t)1 << 16);
        assert_true(export_write(store, &query, sink_write, &sink, &summary, &err));
        assert_int_equal(summary.rows, 0);
        assert_int_equal(count_of(buf_slice(&sink.text), '\n'), 1);
        assert_int_equal(count_of(buf_slice(&sink.text), '\t') + 1, SHAPES[i].columns);
        buf_free(&sink.text);
    }
}

static void every_format_can_be_written_and_stopped(void **state)
{
    const char *name;
    (void)state;
    for (size_t i = 0; (name = export_format_at(i)); i++) {
        struct sink sink = {.calls_max = 0};
        struct sink all = {.calls_max = -1};
        struct export_summary summary;
        const struct export_query query = {.format = slice_from(name)};
        buf_init(&sink.text, (size_t)1 << 16);
        buf_init(&all.text, (size_t)1 << 16);
        assert_true(export_write(store, &query, sink_write, &all, &summary, &err));
        if (all.calls > 0) { /* one line a thing, and there is none */
            assert_false(export_write(store, &query, sink_write, &sink, &summary, &err));
            assert_int_equal(err.code, ERR_IO);
        }
        buf_free(&sink.text);
        buf_free(&all.text);
    }
    const struct export_query none = {.format = SLICE("excel")};
    struct export_summary summary;
    assert_false(export_write(store, &none, sink_write, NULL, &summary, &err));
    assert_int_equal(err.code, ERR_USAGE);
}

static void a_report_can_be_stopped_anywhere(void **state)
{
    const struct report_query query = {.title = SLICE("<record>")};
    struct report_summary summary;
    struct sink all = {.calls_max = -1};
    (void)state;
    buf_init(&all.text, (size_t)1 << 20);
    assert_true(report_write(store, &query, sink_write, &all, &summary, &err));
    assert_int_equal(summary.events, 0);
    assert_non_null(strstr(all.text.ptr, "<bdi>&lt;record&gt;</bdi>"));
    assert_non_null(strstr(all.text.ptr, "</html>"));
    assert_null(strstr(all.text.ptr, "{{"));
    for (int stop = 0; stop < all.calls; stop++) {
        struct sink sink = {.calls_max = stop};
        buf_init(&sink.text, (size_t)1 << 20);
        assert_false(report_write(store, &query, sink_write, &sink, &summary, &err));
        assert_int_equal(err.code, ERR_IO);
        buf_free(&sink.text);
    }
    buf_free(&all.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_never_markup),
        cmocka_unit_test(a_long_text_is_cut_aloud),
        cmocka_unit_test(links_are_http_or_none),
        cmocka_unit_test(tables_read_back),
        cmocka_unit_test_setup_teardown(every_format_has_its_columns, store_made, store_removed),
        cmocka_unit_test_setup_teardown(every_format_can_be_written_and_stopped, store_made,
                                        store_removed),
        cmocka_unit_test_setup_teardown(a_report_can_be_stopped_anywhere, store_made,
                                        store_removed),
    };
    return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
