/*
 * test_metadata.c - page/metadata: title, byline, outlet, URL and dates of pages and texts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "page/byline.h"
#include "page/date_text.h"
#include "page/metadata.h"
#include "page/metadata_words.h"

static struct arena words_arena, arena, scratch;
static const struct metadata_words *words;

static int load(void **state)
{
    struct err err;
    (void)state;
    arena_init(&words_arena, (size_t)16 << 20);
    arena_init(&arena, (size_t)64 << 20);
    arena_init(&scratch, (size_t)64 << 20);
    return metadata_words_load(&words_arena, &words, &err) ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    arena_free(&words_arena);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}

static const char *shown(const struct datetime *date)
{
    static char text[DATETIME_TEXT_BYTES];
    datetime_format(date, text);
    return text;
}

#define assert_slice(s, text)                                                                      \
    do {                                                                                           \
        struct slice got_ = (s);                                                                   \
        if (!slice_equal(got_, slice_from(text)))                                                  \
            print_error("%s:%d: %.*s\n", __FILE__, __LINE__, SLICE_ARG(got_));                     \
        assert_true(slice_equal(got_, slice_from(text)));                                          \
    } while (0)

/* ---- dates in text ---- */

static void dates_are_read_in_all_forms(void **state)
{
    static const struct {
        const char *text;
        const char *date;
    } FORMS[] = {
        {"2016-12-02T13:03:00+08:00", "2016-12-02T13:03+08:00"},
        {"2016-12-02T05:03:00.123Z", "2016-12-02T05:03Z"},
        {"2016-12-02 13:03:00 +0300", "2016-12-02T13:03+03:00"},
        {"Thursday, 1 December 2016 18:42", "2016-12-01T18:42"},
        {"Dec. 1, 2016 at 3:05 p.m. ET", "2016-12-01T15:05-05:00"},
        {"July 1, 2016 3:05 PM EDT", "2016-07-01T15:05-04:00"},
        {"July 1, 2016, 12:05 am ET", "2016-07-01T00:05-04:00"},
        {"1st of December 2016", "2016-12-01"},
        {"December 2nd, 2016", "2016-12-02"},
        {"02-Dec-2016", "2016-12-02"},
        {"2 Dec 2016 | 13:03 GMT", "2016-12-02T13:03Z"},
        {"13:03, 2 December 2016", "2016-12-02T13:03"},
        {"1:03 PM EST, Fri December 2, 2016", "2016-12-02T13:03-05:00"},
        {"Fri Dec 02 13:03:00 UTC 2016", "2016-12-02T13:03Z"},
        {"Fri, 02 Dec 2016 13:03:00 +0000", "2016-12-02T13:03Z"},
        {"Fri Dec 02 2016 13:03:00 GMT+0300 (MSK)", "2016-12-02T13:03+03:00"},
        {"2.12.2016", "2016-12-02"},
        {"02.12.2016 18.42", "2016-12-02T18:42"},
        {"25/12/2016", "2016-12-25"},
        {"12/25/2016", "2016-12-25"},
        {"2016/12/2", "2016-12-02"},
        {"1 Aralık 2016 Perşembe", "2016-12-01"},
        {"2 декабря 2016", "2016-12-02"},
        {"1 de diciembre de 2016", "2016-12-01"},
        {"3. Dezember 2016", "2016-12-03"},
        {"2016年12月2日", "2016-12-02"},
        {"late September 2015", "2015-09"},
        {"1480683780", "2016-12-02T13:03Z"},
        {"1480683780000", "2016-12-02T13:03Z"},
        {"20161202", "2016-12-02"},
        {"2016", "2016"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(FORMS) / sizeof(FORMS[0]); i++) {
        struct date_found found = {0};
        bool read = date_text_field(words, slice_from(FORMS[i].text), &found);
        if (!read || strcmp(shown(&found.date), FORMS[i].date) != 0)
            print_error("%s read as %s\n", FORMS[i].text, read ? shown(&found.date) : "nothing");
        assert_true(read && found.has_year);
        assert_string_equal(shown(&found.date), FORMS[i].date);
    }
}

static void what_is_no_date_is_none(void **state)
{
    static const char *const TEXTS[] = {
        "30 February 2016", "32/13/2016",  "version 1.2.3",    "we may 5 people",
        "10.0.0.1",         "555-12-3456", "call 12-34-56-78", "May the force",
        "31 June 2016",     "1/2/3",       "marching 2016 men"};
    (void)state;
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        struct date_found found;
        size_t at = 0;
        bool read = date_text_next(words, slice_from(TEXTS[i]), &at, &found);
        if (read)
            print_error("%s read as %s\n", TEXTS[i], shown(&found.date));
        assert_false(read);
    }
}

static void order_is_settled_by_evidence_only(void **state)
{
    struct date_found found;
    (void)state;
    assert_true(date_text_field(words, SLICE("02/03/2016"), &found));
    assert_true(found.ambiguous);
    /* 2 March 2016 was a Wednesday, 3 February 2016 too: nothing is settled. */
    assert_true(date_text_field(words, SLICE("Wednesday, 02/03/2016"), &found));
    assert_true(found.ambiguous);
    /* 4 March 2016 was a Friday, 3 April 2016 a Sunday. */
    assert_true(date_text_field(words, SLICE("Friday, 04/03/2016"), &found));
    assert_false(found.ambiguous);
    assert_string_equal(shown(&found.date), "2016-03-04");
}

/* ---- pages ---- */

static struct article read_page_with(const char *page, struct document document)
{
    struct html html;
    struct err err;
    struct article article = {0};
    document.form = DOCUMENT_HTML;
    document.bytes = slice_from(page);
    assert_true(html_parse(document.bytes, &scratch, &html, &err));
    assert_true(metadata_from_page(words, &html, &document, &arena, &scratch, &article, &err));
    return article;
}

static struct article read_page(const char *page)
{
    return read_page_with(page, (struct document){0});
}

static void json_ld_is_believed_first(void **state)
{
    struct article a = read_page(
        "<html lang=\"en-GB\"><head><title>Ministers meet in Lisbon | The Harbour Post</title>"
        "<meta property=\"og:site_name\" content=\"The Harbour Post\">"
        "<meta property=\"article:published_time\" content=\"2016-12-03T08:00:00Z\">"
        "<link rel=\"canonical\" href=\"https://harbour.example/2016/12/02/ministers\">"
        "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@graph\":["
        "{\"@type\":\"WebPage\",\"name\":\"Home\",\"datePublished\":\"2011-01-01\"},"
        "{\"@type\":[\"NewsArticle\"],\"headline\":\"Ministers meet &amp; agree in Lisbon\","
        "\"datePublished\":\"2016-12-02T10:30:00+01:00\",\"author\":[{\"@id\":\"#p1\"},"
        "{\"@type\":\"Person\",\"name\":\"John Doe\"}]},"
        "{\"@type\":\"Person\",\"@id\":\"#p1\",\"name\":\"Jane Roe\"}]}</script></head>"
        "<body><h1>Ministers meet &amp; agree in Lisbon</h1><p>Text.</p></body></html>");
    (void)state;
    assert_slice(a.title, "Ministers meet & agree in Lisbon");
    assert_slice(a.byline, "Jane Roe, John Doe");
    assert_slice(a.outlet, "The Harbour Post");
    assert_slice(a.url, "https://harbour.example/2016/12/02/ministers");
    assert_slice(a.language, "en-GB");
    assert_string_equal(shown(&a.published), "2016-12-02T10:30+01:00");
    assert_int_equal(a.published_basis, PUBLISHED_META);
    assert_true(a.flags & ARTICLE_DATE_CONFLICT);
}

static void broken_json_ld_is_searched(void **state)
{
    struct article a = read_page("<script type=\"application/ld+json\">{\"headline\": \"A bridge "
                                 "falls\", oops \"datePublished\" : \"2018-03-04\" </script>");
    (void)state;
    assert_slice(a.title, "A bridge falls");
    assert_string_equal(shown(&a.published), "2018-03-04");
}

static void given_metadata_wins(void **state)
{
    struct document given = {.title = SLICE("Given"),
                             .outlet = SLICE("Wire"),
                             .url = SLICE("https://wire.example/a"),
                             .published = SLICE("2016-12-01")};
    struct article a = read_page_with("<title>Page</title><h1>Page</h1>"
                                      "<meta property=\"og:site_name\" content=\"Site\">"
                                      "<meta name=\"date\" content=\"2015-01-01\">",
                                      given);
    (void)state;
    assert_slice(a.title, "Given");
    assert_slice(a.outlet, "Wire");
    assert_slice(a.url, "https://wire.example/a");
    assert_string_equal(shown(&a.published), "2016-12-01");
    assert_int_equal(a.published_basis, PUBLISHED_GIVEN);
}

static void a_date_out_of_range_is_unknown(void **state)
{
    struct article a = read_page(
        "<meta property=\"article:published_time\" content=\"3016-12-01\">");
    (void)state;
    assert_int_equal(a.published.precision, DATE_UNKNOWN);
    assert_true(a.flags & ARTICLE_DATE_UNREADABLE);
    a = read_page("<meta property=\"article:published_time\" content=\"yesterday\">");
    assert_int_equal(a.published.precision, DATE_UNKNOWN);
    assert_true(a.flags & ARTICLE_DATE_UNREADABLE);
}

static void dates_come_from_time_class_and_text(void **state)
{
    (void)state;
    struct article a = read_page(
        "<h1>A headline of words</h1><p>Updated <time datetime=\"2017-02-02\">"
        "x</time></p><time datetime=\"2017-01-02T10:00Z\">2 Jan</time>");
    assert_string_equal(shown(&a.published), "2017-01-02T10:00Z");
    a = read_page("<h1>A headline of words</h1><span class=\"entryDate\">March 4, 2017</span>"
                  "<aside class=related><time datetime=2019-01-01>x</time></aside>");
    assert_string_equal(shown(&a.published), "2017-03-04");
    a = read_page("<h1>A headline of words</h1><div>Published: 4 March 2017, 10:15 MSK</div>");
    assert_string_equal(shown(&a.published), "2017-03-04T10:15+03:00");
    assert_int_equal(a.published_basis, PUBLISHED_TEXT);
    a = read_page("<h1>A headline of words</h1><div>Last updated: 4 March 2017</div>");
    assert_string_equal(shown(&a.published), "2017-03-04");
    /* A hidden date of a change is no publication date. */
    a = read_page("<meta property=\"article:modified_time\" content=\"2017-03-04\"><h1>A b c</h1>");
    assert_int_equal(a.published.precision, DATE_UNKNOWN);
}

static void a_visible_time_refines_the_day(void **state)
{
    (void)state;
    struct document given = {.url = SLICE("https://x.example/2016/12/01/talks")};
    struct article a = read_page_with("<h1>A headline of words</h1>"
                                      "<div class=date>Thursday, 1 December 2016 18:42</div>",
                                      given);
    assert_string_equal(shown(&a.published), "2016-12-01T18:42");
    assert_int_equal(a.published_basis, PUBLISHED_TEXT);
    a = read_page_with("<h1>A headline of words</h1><div>Updated: 1 December 2016 18:42</div>"
                       "<div class=date>30 November 2016 10:00</div>",
                       given);
    assert_string_equal(shown(&a.published), "2016-12-01");
    assert_int_equal(a.published_basis, PUBLISHED_META);
}

static void urls_hold_dates(void **state)
{
    static const struct {
        const char *url;
        const char *date;
    } URLS[] = {
        {"https://a.example/2016/12/02/title", "2016-12-02"},
        {"https://a.example/world/2016/nov/10/title", "2016-11-10"},
        {"https://a.example/20161202-title.html", "2016-12-02"},
        {"https://a.example/x/2016-12-02-title", "2016-12-02"},
        {"https://a.example/2016-12/02/content_1.htm", "2016-12-02"},
        {"https://a.example/2016/1202/c1.html", "2016-12-02"},
        {"https://a.example/2016/12/title", "2016-12"},
        {"https://a.example/article-20169999", ""},
        {"https://a.example/30161202/x", ""},
        {"https://a.example/1234/56/78", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(URLS) / sizeof(URLS[0]); i++) {
        struct article a = read_page_with("<p>x</p>",
                                          (struct document){.url = slice_from(URLS[i].url)});
        assert_string_equal(shown(&a.published), URLS[i].date);
    }
}

static void outlets_countries_settle_numeric_dates(void **state)
{
    const char *page = "<h1>A headline of words</h1><div class=date>02/03/2016</div>";
    (void)state;
    struct article a = read_page_with(page, (struct document){.url = SLICE("https://x.co.uk/a")});
    assert_string_equal(shown(&a.published), "2016-03-02");
    a = read_page_with(page, (struct document){.url = SLICE("https://x.gov/a")});
    assert_string_equal(shown(&a.published), "2016-02-03");
    a = read_page_with(page, (struct document){.url = SLICE("https://x.com/a")});
    assert_string_equal(shown(&a.published), "2016");
}

static void titles_lose_the_sites_name(void **state)
{
    (void)state;
    struct article a = read_page(
        "<title>Floods close roads in the north | The Harbour Post</title>");
    assert_slice(a.title, "Floods close roads in the north");
    a = read_page(
        "<meta property=og:site_name content=\"BBC News\"><title>Floods - a history - BBC "
        "News</title>");
    assert_slice(a.title, "Floods - a history");
    assert_slice(a.outlet, "BBC News");
    a = read_page("<title>Harbour Post</title><h1>The  &ldquo;long&rdquo;\n way home</h1>");
    assert_slice(a.title, "The “long” way home");
}

static void headings_are_chosen_by_agreement(void **state)
{
    (void)state;
    /* The site's name over the page is what the tag has besides the field's title. */
    struct article a = read_page("<title>Quiet Coast Notes: Harbour opens after storm</title>"
                                 "<meta property=og:title content=\"Harbour opens after storm\">"
                                 "<h1>Quiet Coast Notes</h1><h2>Harbour opens after storm</h2>");
    assert_slice(a.title, "Harbour opens after storm");
    /* A headline that was cut for search engines. */
    a = read_page("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":"
                  "\"Ministers of six countries on the inland sea meet in the old harbour town to "
                  "speak about the\"}</script><title>Ministers of six countries on the inland sea "
                  "meet in the old harbour town to speak about the price of grain</title>");
    assert_slice(a.title, "Ministers of six countries on the inland sea meet in the old harbour "
                          "town to speak about the price of grain");
    /* Tag and field agree, and the URL is made from them. */
    struct document given = {.url = SLICE("https://x.example/how-dikes-are-built/")};
    a = read_page_with("<title>How dikes are built</title>"
                       "<meta property=og:title content=\"How dikes are built\">"
                       "<h1>Dikes: what the builders say</h1>",
                       given);
    assert_slice(a.title, "How dikes are built");
}

static void overlong_metadata_is_left_out(void **state)
{
    static char page[TITLE_BYTES_MAX + 200];
    (void)state;
    int len = snprintf(page, sizeof(page), "<meta property=\"og:site_name\" content=\"");
    memset(page + len, 'x', OUTLET_BYTES_MAX + 1);
    snprintf(page + len + OUTLET_BYTES_MAX + 1, 20, "\"><h1>A b c</h1>");
    struct article a = read_page(page);
    assert_int_equal(a.outlet.len, 0);
    assert_true(a.flags & ARTICLE_METADATA_LEFT_OUT);
}

static void bylines_hold_names_alone(void **state)
{
    static const struct {
        const char *line;
        const char *names;
    } LINES[] = {
        {"By Jane Roe and John Doe, Staff Writers", "Jane Roe, John Doe"},
        {"Written by Ayşe Nur Büyük on . Posted in Russia News", "Ayşe Nur Büyük"},
        {"Reporter: Natalie Stone | CCTV.com", "Natalie Stone"},
        {"By Jane Roe | 2 December 2016", "Jane Roe"},
        {"by: Pieter van der Berg in Ankara", "Pieter van der Berg"},
        {"By Jane Roe, MD, PhD", "Jane Roe, MD, PhD"},
        {"Dec. 19, 2025 · Niko Marsh", "Niko Marsh"},
        {"By the end of the day, troops had left", ""},
        {"Updated by Jane Roe", ""},
        {"By", ""},
    };
    (void)state;
    assert_slice(byline_find(words, SLICE("2 December 2016 | By Jane Roe | 1.284 reads")),
                 "By Jane Roe | 1.284 reads");
    assert_slice(byline_find(words, SLICE("2 December 2016 | 1.284 reads")), "");
    for (size_t i = 0; i < sizeof(LINES) / sizeof(LINES[0]); i++) {
        struct byline byline = {0};
        struct slice joined;
        byline_read(words, slice_from(LINES[i].line), BYLINE_VISIBLE, &byline);
        assert_true(byline_join(&byline, &scratch, &joined));
        assert_slice(joined, LINES[i].names);
    }
}

/* ---- texts ---- */

/* Paragraphs are parted by "\n\n"; the lines of aside were set aside before them. */
static struct article read_text(const char *text, const char *aside)
{
    struct article article = {0};
    struct err err;
    struct paragraph paragraphs[40];
    struct aside asides[1] = {{slice_from(aside), ASIDE_METADATA, 0}};
    uint32_t start = 0;
    article.text = slice_from(text);
    while (start < article.text.len) {
        size_t end = slice_find(article.text, SLICE("\n\n"), start);
        end = end == SIZE_MAX ? article.text.len : end;
        paragraphs[article.paragraph_count++] = (struct paragraph){{start, (uint32_t)end},
                                                                   PARAGRAPH_BODY};
        start = (uint32_t)end + 2;
    }
    article.paragraphs = paragraphs;
    article.asides = asides;
    article.aside_count = aside[0] != '\0';
    assert_true(metadata_from_text(words, &arena, &scratch, &article, &err));
    article.paragraphs = NULL;
    article.asides = NULL;
    return article;
}

static void visible_lines_of_plain_text_are_read(void **state)
{
    struct article a = read_text(
        "The ministers met for the second time on Thursday in the coastal town.\n\n"
        "The two ministers shake hands in the town on Dec. 1, 2016. (Agency/Photographer)",
        "Ministers discuss the border conflict\nReporter: Natalie Stone | CCTV.com\n"
        "12-02-2016 13:03 BJT");
    (void)state;
    assert_slice(a.title, "Ministers discuss the border conflict");
    assert_slice(a.byline, "Natalie Stone");
    assert_slice(a.outlet, "CCTV.com");
    assert_string_equal(shown(&a.published), "2016-12-02T13:03+08:00");
    assert_int_equal(a.published_basis, PUBLISHED_TEXT);
    assert_slice(a.language, "en");
}

static void copyright_lines_write_agencies_out(void **state)
{
    struct article a = read_text("ALANYA, December 1 (Peregrine) -- The ministers met.\n\nMore.",
                                 "\u00A9 2016 Peregrine Wire. All rights reserved.");
    (void)state;
    assert_slice(a.outlet, "Peregrine Wire");
}

static void a_dateline_without_year_stays_unknown(void **state)
{
    struct article a = read_text(
        "LISBON /PORTUGAL/, December 1./TASS/. The ministers were united in "
        "their view of the crisis, one of them said on Thursday.",
        "");
    (void)state;
    assert_slice(a.outlet, "TASS");
    assert_int_equal(a.published.precision, DATE_UNKNOWN);
    a = read_text("LISBON, Portugal, December 1 (Harbour Wire) -- The ministers were united.\n\n"
                  "The minister shakes hands before talks in Lisbon on Dec. 1, 2016.",
                  "");
    assert_slice(a.outlet, "Harbour Wire");
    assert_string_equal(shown(&a.published), "2016-12-01");
    assert_int_equal(a.published_basis, PUBLISHED_DATELINE);
}

static void text_proves_what_it_is_not_before(void **state)
{
    (void)state;
    struct article a = read_text(
        "On June 30, 2016, Russia lifted a ban. It will end by May 1, 2018.", "");
    assert_string_equal(shown(&a.not_before), "2016-06-30");
    a = read_text("The jet was shot down in November 2015. Trade is to double by 2023.", "");
    assert_string_equal(shown(&a.not_before), "2015-11");
    /* The year is written where it is not the current one, so July is of a later year. */
    a = read_text("On July 1 the ministers met. Troops came in late September 2015.", "");
    assert_string_equal(shown(&a.not_before), "2016-07-01");
    /* Nothing tells whether this November is of the same year. */
    a = read_text("On Nov. 24 soldiers were killed. Troops came in September 2015.", "");
    assert_string_equal(shown(&a.not_before), "2015-09");
    a = read_text("On July 15 the coup failed.", "");
    assert_int_equal(a.not_before.precision, DATE_UNKNOWN);
}

static void every_failed_allocation_is_an_error(void **state)
{
    const char *page =
        "<html lang=en><title>A b c d | Site</title><h1>A b c d</h1><p>By Jane Roe</p>"
        "<script type=application/ld+json>{\"@type\":\"Article\",\"author\":\"X Y\","
        "\"headline\":\"A b c d\",\"datePublished\":\"2016-01-02\"}</script>";
    (void)state;
    struct html html;
    struct err err;
    assert_true(html_parse(slice_from(page), &scratch, &html, &err));
    struct document document = {.form = DOCUMENT_HTML, .bytes = slice_from(page)};
    bool done = false;
    for (size_t limit = 0; limit < 4000000 && !done; limit += limit < 200 ? 1 : limit / 3) {
        struct arena small, work;
        struct article article = {0};
        arena_init(&small, limit % 2 ? limit : 200);
        arena_init(&work, limit);
        done = metadata_from_page(words, &html, &document, &small, &work, &article, &err);
        assert_true(done || err.code == ERR_LIMIT || err.code == ERR_MEMORY);
        arena_free(&small);
        arena_free(&work);
    }
    assert_true(done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_in_all_forms),
        cmocka_unit_test(what_is_no_date_is_none),
        cmocka_unit_test(order_is_settled_by_evidence_only),
        cmocka_unit_test(json_ld_is_believed_first),
        cmocka_unit_test(broken_json_ld_is_searched),
        cmocka_unit_test(given_metadata_wins),
        cmocka_unit_test(a_date_out_of_range_is_unknown),
        cmocka_unit_test(dates_come_from_time_class_and_text),
        cmocka_unit_test(a_visible_time_refines_the_day),
        cmocka_unit_test(urls_hold_dates),
        cmocka_unit_test(outlets_countries_settle_numeric_dates),
        cmocka_unit_test(titles_lose_the_sites_name),
        cmocka_unit_test(headings_are_chosen_by_agreement),
        cmocka_unit_test(overlong_metadata_is_left_out),
        cmocka_unit_test(bylines_hold_names_alone),
        cmocka_unit_test(visible_lines_of_plain_text_are_read),
        cmocka_unit_test(copyright_lines_write_agencies_out),
        cmocka_unit_test(a_dateline_without_year_stays_unknown),
        cmocka_unit_test(text_proves_what_it_is_not_before),
        cmocka_unit_test(every_failed_allocation_is_an_error),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
