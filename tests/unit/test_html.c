/*
 * test_html.c - page/html: pages to flat trees, whatever their markup.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "page/html.h"

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

/* What html.h promises of every tree. */
static void check_tree(const struct html *html)
{
    assert_true(html->node_count > 0);
    assert_int_equal(html->nodes[0].tag, HTML_TAG_DOCUMENT);
    assert_int_equal(html->nodes[0].end, html->node_count);
    for (uint32_t i = 1; i < html->node_count; i++) {
        const struct html_node *n = &html->nodes[i], *parent = &html->nodes[n->parent];
        assert_true(n->parent < i);
        assert_true(n->end > i && n->end <= parent->end);
        assert_int_equal(n->depth, parent->depth + 1);
        assert_true(n->depth <= HTML_DEPTH_MAX);
        assert_true(n->first_attribute + n->attribute_count <= html->attribute_count);
    }
}

static struct html parse(struct slice page)
{
    struct html html;
    struct err err;
    assert_true(html_parse(page, &arena, &html, &err));
    check_tree(&html);
    return html;
}

static uint32_t find(const struct html *html, enum html_tag tag)
{
    for (uint32_t i = 0; i < html->node_count; i++) {
        if (html->nodes[i].tag == tag)
            return i;
    }
    return HTML_NODE_NONE;
}

/* All text of a subtree. */
static struct slice text_of(const struct html *html, uint32_t node)
{
    struct buf buf;
    buf_init(&buf, 1 << 20);
    for (uint32_t i = node; i < html->nodes[node].end; i++) {
        if (html->nodes[i].tag == HTML_TAG_TEXT)
            buf_append(&buf, html->nodes[i].text);
    }
    struct slice text = arena_copy(&arena, buf_slice(&buf));
    buf_free(&buf);
    return text;
}

static void reads_text_attributes_and_references(void **state)
{
    (void)state;
    struct html html = parse(
        SLICE("<html lang=en><body class='a b'><p ID=x>Fish &amp; chips &mdash; "
              "caf\xc3\xa9 &#8364;5 & more, 5 < 6</p></body></html>"));
    uint32_t p = find(&html, HTML_TAG_P);
    assert_slice(text_of(&html, p), "Fish & chips \xe2\x80\x94 caf\xc3\xa9 \xe2\x82\xac"
                                    "5 & more, 5 < 6");
    assert_slice(html_attribute(&html, p, SLICE("id")), "x");
    assert_slice(html_attribute(&html, find(&html, HTML_TAG_BODY), SLICE("class")), "a b");
    assert_slice(html_attribute(&html, find(&html, HTML_TAG_HTML), SLICE("lang")), "en");
    assert_null(html_attribute(&html, p, SLICE("class")).ptr);
}

static void reads_bytes_as_utf8_whatever_the_page_says(void **state)
{
    (void)state;
    struct html html = parse(SLICE("<meta charset=iso-8859-1><p>\xc3\xa9t\xc3\xa9</p>"));
    assert_slice(text_of(&html, find(&html, HTML_TAG_P)), "\xc3\xa9t\xc3\xa9");
}

static void keeps_scripts_as_they_are(void **state)
{
    (void)state;
    struct html html = parse(
        SLICE("<script type='application/ld+json'>{\"a\": \"<b>&amp;</b>\"}</script>"
              "<style>p > a {}</style><p>text</p>"));
    uint32_t script = find(&html, HTML_TAG_SCRIPT);
    assert_slice(html.nodes[script].text, "{\"a\": \"<b>&amp;</b>\"}");
    assert_slice(html_attribute(&html, script, SLICE("type")), "application/ld+json");
    assert_slice(html.nodes[find(&html, HTML_TAG_STYLE)].text, "p > a {}");
    assert_slice(text_of(&html, 0), "text");
}

static void drops_comments_and_drawings(void **state)
{
    (void)state;
    struct html html = parse(
        SLICE("<!doctype html><p>a<!-- <p>no</p> -->b<svg><title>no</title></svg>c"
              "<!--[if IE]>no<![endif]--></p><!-- never ended"));
    assert_slice(text_of(&html, 0), "abc");
    assert_int_equal(find(&html, HTML_TAG_TITLE), HTML_NODE_NONE);
}

static void ends_paragraphs_as_browsers_do(void **state)
{
    (void)state;
    struct html html = parse(
        SLICE("<p>one<p>two<section>three</section><ul><li>four<li>five</ul>"));
    unsigned paragraphs = 0;
    for (uint32_t i = 0; i < html.node_count; i++) {
        const struct html_node *n = &html.nodes[i];
        paragraphs += n->tag == HTML_TAG_P;
        if (n->tag == HTML_TAG_SECTION)
            assert_int_not_equal(html.nodes[n->parent].tag, HTML_TAG_P);
    }
    assert_int_equal(paragraphs, 2);
    assert_slice(text_of(&html, find(&html, HTML_TAG_LI)), "four");
}

static void mends_broken_tags(void **state)
{
    (void)state;
    assert_slice(text_of(&(struct html[]){parse(SLICE("<p>a</b></i>b<div"))}[0], 0), "ab");
    assert_slice(text_of(&(struct html[]){parse(SLICE("<p title=\"never closed>a</p>b"))}[0], 0),
                 "ab");
    assert_slice(text_of(&(struct html[]){parse(SLICE("a < b <> c </> d <1>"))}[0], 0),
                 "a < b <> c  d <1>");
    parse(SLICE(""));
    parse(SLICE("<"));
    parse(SLICE("<script>"));
    parse(SLICE("<a href='x"));
}

static struct slice repeated(const char *part, size_t times, const char *after)
{
    struct buf buf;
    buf_init(&buf, 64 << 20);
    for (size_t i = 0; i < times; i++)
        buf_append(&buf, slice_from(part));
    buf_append(&buf, slice_from(after));
    struct slice text = arena_copy(&arena, buf_slice(&buf));
    buf_free(&buf);
    return text;
}

static void keeps_the_text_of_deep_pages(void **state)
{
    (void)state;
    static const size_t depths[] = {400, 20000, 100000};
    for (size_t i = 0; i < 3; i++) {
        struct html html = parse(repeated("<div>", depths[i], "<p>Deep.</p>"));
        assert_slice(text_of(&html, find(&html, HTML_TAG_P)), "Deep.");
        assert_int_equal(html.flattened, depths[i] > HTML_DEPTH_MAX);
        html = parse(repeated("<b><i>", depths[i] / 2, "Deep."));
        assert_slice(text_of(&html, 0), "Deep.");
    }
}

/* Each of these is quadratic in some parser. */
static void takes_hostile_pages_in_linear_time(void **state)
{
    (void)state;
    static const char *const parts[] = {"<div>",  "<table>",  "<a>",    "</p>",  "<b>",
                                        "<",      "&",        "<!--",   "<svg>", "<script>",
                                        "<a b='", "<ul><li>", "<body>", "</"};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        parse(repeated(parts[i], 300000 / strlen(parts[i]), "x"));
        arena_reset(&arena);
    }
    struct slice half = repeated("<div>", 30000, "");
    struct slice rest = repeated("</x>", 30000, "");
    struct buf buf;
    buf_init(&buf, 1 << 20);
    buf_append(&buf, half);
    buf_append(&buf, rest);
    parse(buf_slice(&buf));
    buf_reset(&buf);
    buf_append(&buf, SLICE("<p "));
    for (unsigned i = 0; i < 60000; i++)
        buf_printf(&buf, "a%u=1 ", i);
    struct html html = parse(buf_slice(&buf));
    assert_true(html.attribute_count <= HTML_ATTRIBUTES_MAX);
    buf_free(&buf);
}

static void refuses_pages_with_too_many_elements(void **state)
{
    (void)state;
    struct html html;
    struct err err;
    assert_false(html_parse(repeated("<hr>", HTML_NODES_MAX + 10, ""), &arena, &html, &err));
    assert_int_equal(err.code, ERR_LIMIT);
    struct arena small;
    arena_init(&small, 2000);
    assert_false(html_parse(SLICE("<p>a</p><p>b</p><p>c</p><p>d</p>"), &small, &html, &err) &&
                 html_parse(repeated("<p>", 1000, ""), &small, &html, &err));
    assert_int_equal(err.code, ERR_LIMIT);
    arena_free(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_text_attributes_and_references, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reads_bytes_as_utf8_whatever_the_page_says, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(keeps_scripts_as_they_are, set_up, tear_down),
        cmocka_unit_test_setup_teardown(drops_comments_and_drawings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ends_paragraphs_as_browsers_do, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mends_broken_tags, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keeps_the_text_of_deep_pages, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_hostile_pages_in_linear_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_pages_with_too_many_elements, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
