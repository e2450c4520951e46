/*
 * test_page.c - the page stage: blocks, what is kept, what is set aside and why.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/resource.h"
#include "page/blocks.h"
#include "page/features.h"
#include "page/html.h"
#include "page/lexicon.h"
#include "page/page.h"
#include "page/weights.h"

#define assert_slice(s, literal) assert_true(slice_equal((s), SLICE(literal)))

/* Sentences of running text, for pages that need some. */
#define BODY_1                                                                                     \
    "The two ministers met on Thursday in the coastal town, where their delegations had already "  \
    "spent a week on the wording of an agreement about fishing rights."
#define BODY_2                                                                                     \
    "Neither of them would say how long the talks might go on, but both said that the boats "      \
    "which "                                                                                       \
    "were seized in March should be back in their harbours before the winter."
#define BODY_3                                                                                     \
    "Fishermen on the northern shore told this newspaper that they had heard such words before "   \
    "and "                                                                                         \
    "would believe them when they saw the nets in the water again."

static struct arena model_arena, arena, scratch;
static const struct page_model *model;

static int load(void **state)
{
    (void)state;
    struct err err;
    arena_init(&model_arena, ARTICLE_ARENA_BYTES_MAX);
    return page_model_load(&model_arena, &model, &err) ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    arena_free(&model_arena);
    return 0;
}

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}

static struct article read_form(enum document_form form, struct slice bytes)
{
    struct document document = {.form = form, .bytes = bytes};
    struct article article = {0};
    struct err err = {0};
    assert_true(page_read(model, &document, &arena, &scratch, &article, &err));
    return article;
}

static bool in_text(const struct article *article, struct slice words)
{
    return slice_find(article->text, words, 0) != SIZE_MAX;
}

/* The reason why a block with these words was set aside; fails when it was not. */
static enum aside_reason aside_of(const struct article *article, struct slice words)
{
    for (uint32_t i = 0; i < article->aside_count; i++) {
        if (slice_find(article->asides[i].text, words, 0) != SIZE_MAX)
            return article->asides[i].reason;
    }
    fail_msg("not set aside: %.*s", SLICE_ARG(words));
    return ASIDE_OTHER;
}

static enum paragraph_kind kind_of(const struct article *article, struct slice words)
{
    for (uint32_t i = 0; i < article->paragraph_count; i++) {
        struct slice text = article_slice(article, article->paragraphs[i].span);
        if (slice_find(text, words, 0) != SIZE_MAX)
            return article->paragraphs[i].kind;
    }
    fail_msg("no paragraph has: %.*s", SLICE_ARG(words));
    return PARAGRAPH_BODY;
}

/* ---- blocks ---- */

static struct blocks html_blocks(struct slice page)
{
    struct html *html = arena_new(&arena, struct html);
    struct blocks blocks;
    struct err err;
    assert_true(html_parse(page, &arena, html, &err));
    assert_true(blocks_from_html(html, &arena, &blocks, &err));
    return blocks;
}

static struct blocks text_blocks(struct slice text)
{
    struct blocks blocks;
    struct err err;
    assert_true(blocks_from_text(text, &arena, &blocks, &err));
    return blocks;
}

static void cuts_pages_at_block_elements(void **state)
{
    (void)state;
    struct blocks b = html_blocks(
        SLICE("<div>Loose <b>bold</b>text<p>One\n two&nbsp;<a href=x>link</a></p><ul><li>item</ul>"
              "<blockquote><p>said</p></blockquote><h2>Head</h2>tail<script>no</script></div>"));
    assert_int_equal(b.count, 6);
    assert_slice(b.items[0].text, "Loose boldtext");
    assert_slice(b.items[1].text, "One two link");
    assert_int_equal(b.items[1].words, 3);
    assert_int_equal(b.items[1].link_words, 1);
    assert_int_equal(b.items[2].kind, BLOCK_LIST_ITEM);
    assert_int_equal(b.items[3].kind, BLOCK_QUOTE);
    assert_int_equal(b.items[4].heading_level, 2);
    assert_slice(b.items[5].text, "tail");
}

static void cuts_at_double_breaks_and_after_sentences(void **state)
{
    (void)state;
    struct blocks b = html_blocks(SLICE("<div>One line<br>goes on.<br>Two<br><br>Three</div>"));
    assert_int_equal(b.count, 3);
    assert_slice(b.items[0].text, "One line goes on.");
    assert_slice(b.items[1].text, "Two");
    assert_slice(b.items[2].text, "Three");
}

static void makes_one_block_of_a_table_row(void **state)
{
    (void)state;
    struct blocks b = html_blocks(
        SLICE("<table><tr><td>Akkuyu</td><td><b>20</b> billion</td></tr>"
              "<tr><td><div>layout</div><div>table</div></td><td>x</td></tr>"
              "</table>"));
    assert_int_equal(b.count, 4);
    assert_slice(b.items[0].text, "Akkuyu 20 billion");
    assert_int_equal(b.items[0].kind, BLOCK_TABLE_ROW);
    assert_slice(b.items[1].text, "layout");
}

static void joins_lines_wrapped_at_a_width(void **state)
{
    (void)state;
    struct blocks b = text_blocks(SLICE("The two ministers met on Thursday in the\n"
                                        "coastal town, where their delegations had\n"
                                        "already spent a week on the agreement.\n\n"
                                        "Neither of them would say how long the\n"
                                        "talks might go on.\n"));
    assert_int_equal(b.count, 2);
    assert_slice(b.items[1].text, "Neither of them would say how long the talks might go on.");
    b = text_blocks(SLICE(BODY_1 "\n" BODY_2 "\nShort line\n" BODY_3));
    assert_int_equal(b.count, 4);
    assert_int_equal(b.items[2].kind, BLOCK_HEADING);
}

static void reads_bullets_as_list_items(void **state)
{
    (void)state;
    struct blocks b = text_blocks(
        SLICE("Intro:\n  \xe2\x80\xa2 first thing\n  \xe2\x80\xa2 second"));
    assert_int_equal(b.count, 3);
    assert_slice(b.items[1].text, "first thing");
    assert_int_equal(b.items[1].kind, BLOCK_LIST_ITEM);
    assert_int_equal(text_blocks(SLICE(" \n\n\t\n")).count, 0);
}

/* ---- pages ---- */

static void keeps_the_article_of_a_page(void **state)
{
    (void)state;
    struct article a = read_form(
        DOCUMENT_HTML,
        SLICE(
            "<html lang=en><head><title>Ministers meet | Gazette</title></head><body>"
            "<header class=site-header><nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a>"
            "</li><li><a href=/s>Sport</a></li></ul></nav></header><main><article class=post>"
            "<h1>Ministers meet in the coastal town</h1><p class=byline>By Ann Writer</p>"
            "<figure><img src=x><figcaption>The harbour. Photo: A. Person/AFP</figcaption></figure>"
            "<div class=entry-content><p>" BODY_1 "</p><p>" BODY_2
            "</p><h2>On the shore</h2><p>" BODY_3
            "</p></div><div class=newsletter-signup><p>Subscribe to our newsletter</p></div>"
            "</article><aside class=related><h3>Related articles</h3><ul><li><a href=1>A storm is "
            "coming</a></li><li><a href=2>Nets and prices</a></li></ul></aside></main>"
            "<footer class=site-footer><p>Copyright 2016. All rights "
            "reserved.</p></footer></body>"));
    assert_slice(a.text, BODY_1 "\n\n" BODY_2 "\n\nOn the shore\n\n" BODY_3);
    assert_int_equal(a.paragraph_count, 4);
    assert_int_equal(a.paragraphs[2].kind, PARAGRAPH_HEADING);
    assert_int_equal(aside_of(&a, SLICE("Ministers meet in the coastal")), ASIDE_METADATA);
    assert_int_equal(aside_of(&a, SLICE("Ann Writer")), ASIDE_METADATA);
    assert_int_equal(aside_of(&a, SLICE("The harbour")), ASIDE_CAPTION);
    assert_int_equal(aside_of(&a, SLICE("newsletter")), ASIDE_PAYWALL);
    assert_int_equal(aside_of(&a, SLICE("Sport")), ASIDE_NAVIGATION);
    assert_int_equal(aside_of(&a, SLICE("Nets and prices")), ASIDE_NAVIGATION);
}

static void finds_text_that_scripts_would_show(void **state)
{
    (void)state;
    struct article a = read_form(
        DOCUMENT_HTML, SLICE("<html><body><div id=root></div><script type='application/ld+json'>"
                             "{\"@type\":\"NewsArticle\",\"articleBody\":\"" BODY_1 "\\n\\n" BODY_2
                             "\"}</script></body></html>"));
    assert_slice(a.text, BODY_1 "\n\n" BODY_2);
    a = read_form(DOCUMENT_HTML,
                  SLICE("<html><body><div id=root></div><script id=__NEXT_DATA__ "
                        "type='application/json'>{\"props\":{\"id\":\"x\",\"body\":\"<p>" BODY_1
                        "</p><p>" BODY_2 "</p>\"}}</script></body></html>"));
    assert_slice(a.text, BODY_1 "\n\n" BODY_2);
}

static void keeps_the_text_of_deep_pages(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 8 << 20);
    for (unsigned i = 0; i < 20000; i++)
        buf_append(&buf, SLICE("<div>"));
    buf_append(&buf, SLICE("<p>" BODY_1 "</p><p>" BODY_2 "</p>"));
    struct article a = read_form(DOCUMENT_HTML, buf_slice(&buf));
    assert_true(in_text(&a, SLICE(BODY_1)));
    assert_true(a.flags & ARTICLE_HTML_FLATTENED);
    buf_free(&buf);
}

static void keeps_the_few_words_of_a_small_page(void **state)
{
    (void)state;
    struct article a = read_form(DOCUMENT_HTML,
                                 SLICE("<html><body><p>Deep text here.</p></body></html>"));
    assert_slice(a.text, "Deep text here.");
}

static void says_when_a_page_has_no_text(void **state)
{
    (void)state;
    static const struct slice pages[] = {{"<html><body></body></html>", 26}, {"<p> </p>", 8}};
    struct article article = {0};
    struct err err;
    for (size_t i = 0; i < 2; i++) {
        struct document document = {.form = DOCUMENT_HTML, .bytes = pages[i]};
        assert_false(page_read(model, &document, &arena, &scratch, &article, &err));
        assert_int_equal(err.code, ERR_EMPTY);
    }
    struct document document = {.form = DOCUMENT_TEXT, .bytes = SLICE(" \n \n")};
    assert_false(page_read(model, &document, &arena, &scratch, &article, &err));
    assert_int_equal(err.code, ERR_EMPTY);
}

/* ---- plain text ---- */

static void cleans_scraped_text(void **state)
{
    (void)state;
    struct article a = read_form(
        DOCUMENT_TEXT,
        SLICE(
            "Homepage > World\n\nMinisters meet in the coastal town\n\nWritten by Ann Writer on . "
            "Posted in World News\n\nThe harbour in the morning Bo Person/AFP\nThe harbour in the "
            "morning\n\xc2\xa9 Bo Person/AFP\n\n" BODY_1 "\n\n" BODY_2 "\n\n" BODY_3
            "\n\nFollow us "
            "on\n\nTags: fish, ministers, harbours, nets, boats, winter\n\nDiscussion about this "
            "post"));
    assert_slice(a.text,
                 "Ministers meet in the coastal town\n\n" BODY_1 "\n\n" BODY_2 "\n\n" BODY_3);
    assert_int_equal(a.paragraphs[0].kind, PARAGRAPH_HEADING);
    assert_int_equal(aside_of(&a, SLICE("Homepage")), ASIDE_NAVIGATION);
    assert_int_equal(aside_of(&a, SLICE("Written by")), ASIDE_METADATA);
    assert_int_equal(aside_of(&a, SLICE("Bo Person")), ASIDE_CAPTION);
    assert_int_equal(aside_of(&a, SLICE("Discussion")), ASIDE_COMMENTS);
    assert_int_equal(aside_of(&a, SLICE("Tags:")), ASIDE_NAVIGATION);
}

static void keeps_a_body_that_is_printed_twice_once(void **state)
{
    (void)state;
    struct article a = read_form(DOCUMENT_TEXT,
                                 SLICE(BODY_1 "\n" BODY_2 "\nYou have reached your free article "
                                              "limit.\n" BODY_1 "\n" BODY_2 "\nCOMMENTS"));
    assert_slice(a.text, BODY_1 "\n\n" BODY_2);
    assert_int_equal(aside_of(&a, SLICE("fishing rights")), ASIDE_REPEATED);
    assert_int_equal(aside_of(&a, SLICE("article limit")), ASIDE_PAYWALL);
    assert_int_equal(aside_of(&a, SLICE("COMMENTS")), ASIDE_COMMENTS);
}

static void leaves_clean_text_alone(void **state)
{
    (void)state;
    struct article a = read_form(DOCUMENT_TEXT,
                                 SLICE("Ministers meet\n\n" BODY_1 "\n\n\"We will see,"
                                       "\" one said.\n\nON THE SHORE\n\n" BODY_3));
    assert_slice(a.text, "Ministers meet\n\n" BODY_1 "\n\n\"We will see,\" one said.\n\n"
                         "ON THE SHORE\n\n" BODY_3);
    assert_int_equal(kind_of(&a, SLICE("Ministers meet")), PARAGRAPH_HEADING);
    assert_int_equal(kind_of(&a, SLICE("We will see")), PARAGRAPH_BODY);
    assert_int_equal(a.aside_count, 0);
}

static void keeps_a_single_sentence(void **state)
{
    (void)state;
    struct article a = read_form(DOCUMENT_TEXT, SLICE("Lavrov met Cavusoglu."));
    assert_slice(a.text, "Lavrov met Cavusoglu.");
}

static void keeps_one_sentence_whole(void **state)
{
    (void)state;
    struct article a = read_form(DOCUMENT_TEXT, SLICE("Share prices fell in the two ports."));
    assert_slice(a.text, "Share prices fell in the two ports.");
    a = read_form(DOCUMENT_TEXT, SLICE(BODY_1 "\n\n" BODY_2));
    assert_slice(a.text, BODY_1 "\n\n" BODY_2);
}

static void sets_menus_and_related_headlines_of_text_aside(void **state)
{
    (void)state;
    struct article a = read_form(
        DOCUMENT_TEXT, SLICE("Home World Business Sport Photo Video\n\nHome > World > Africa\n\n"
                             "Ministers meet in harbour town\n\nShare Tweet Print A+ A-\n\n"
                             "Two ministers at a table. (Harbour/Jo Doe Smith)\n\n" BODY_1
                             "\n\n" BODY_2 "\n\n" BODY_3 "\n\nRelated news\n"
                             "Nets are back in the northern water\nFish prices to rise by spring"));
    assert_slice(a.text, "Ministers meet in harbour town\n\n" BODY_1 "\n\n" BODY_2 "\n\n" BODY_3);
    assert_int_equal(aside_of(&a, SLICE("Africa")), ASIDE_NAVIGATION);
    assert_int_equal(aside_of(&a, SLICE("table")), ASIDE_CAPTION);
    assert_int_equal(aside_of(&a, SLICE("Nets")), ASIDE_NAVIGATION);
}

/* ---- lists and weights ---- */

static void finds_phrases_and_credits(void **state)
{
    (void)state;
    struct lexicon lexicon;
    struct err err;
    struct word words[32];
    char buffer[256];
    uint8_t matches[PHRASE_COUNT];
    assert_true(lexicon_load(&arena, &lexicon, &err));
    uint32_t count = lexicon_words(SLICE("Don\xe2\x80\x99t miss: 12 STORIES"), buffer, words, 32);
    assert_int_equal(count, 4);
    assert_slice(words[0].text, "don't");
    assert_slice(words[2].text, "#");
    lexicon_phrases(&lexicon, words, count, matches);
    assert_int_equal(matches[PHRASE_RELATED], PHRASE_BEGINS);
    assert_int_equal(matches[PHRASE_TAGS], PHRASE_NONE);
    assert_int_equal(lexicon_credit(&lexicon, SLICE("Two men talk. (AFP/Jo Do)")), CREDIT_ENDS);
    assert_int_equal(lexicon_credit(&lexicon, SLICE("open 24/7")), CREDIT_NONE);
    assert_int_equal(lexicon_credit(&lexicon, SLICE("Soup. Photo: Fern Dale")), CREDIT_ENDS);
    assert_int_equal(lexicon_credit(&lexicon, SLICE("Men (Harbour/Jo Doe)")), CREDIT_ENDS);
    assert_int_equal(lexicon_credit(&lexicon, SLICE("ports (Input/Output)")), CREDIT_NONE);
    assert_int_equal(lexicon_credit(&lexicon, SLICE("Photo: it was not me")), CREDIT_NONE);
}

static void refuses_damaged_weights(void **state)
{
    (void)state;
    struct slice good = resource_get("models/page.bin");
    struct weights weights;
    struct err err;
    assert_true(weights_read(good, FEATURE_COUNT, &arena, &weights, &err));
    assert_false(weights_read(good, FEATURE_COUNT + 1, &arena, &weights, &err));
    assert_int_equal(err.code, ERR_FORMAT);
    static const size_t lengths[] = {0, 1, 63, 64, 65, 1000};
    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        assert_false(
            weights_read(slice_sub(good, 0, lengths[i]), FEATURE_COUNT, &arena, &weights, &err));
        assert_int_equal(err.code, ERR_FORMAT);
    }
    struct slice copy = arena_copy(&arena, good);
    char *bytes = arena_array(&arena, char, copy.len);
    for (size_t at = 0; at < copy.len; at += copy.len / 50 + 1) {
        memcpy(bytes, good.ptr, copy.len);
        bytes[at] ^= 0x10;
        assert_false(
            weights_read((struct slice){bytes, copy.len}, FEATURE_COUNT, &arena, &weights, &err));
        assert_true(err.code == ERR_FORMAT || err.code == ERR_VERSION);
    }
}

#define PAGE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PAGE_TEST(cuts_pages_at_block_elements),
        PAGE_TEST(cuts_at_double_breaks_and_after_sentences),
        PAGE_TEST(makes_one_block_of_a_table_row),
        PAGE_TEST(joins_lines_wrapped_at_a_width),
        PAGE_TEST(reads_bullets_as_list_items),
        PAGE_TEST(keeps_the_article_of_a_page),
        PAGE_TEST(finds_text_that_scripts_would_show),
        PAGE_TEST(keeps_the_text_of_deep_pages),
        PAGE_TEST(keeps_the_few_words_of_a_small_page),
        PAGE_TEST(says_when_a_page_has_no_text),
        PAGE_TEST(cleans_scraped_text),
        PAGE_TEST(keeps_a_body_that_is_printed_twice_once),
        PAGE_TEST(leaves_clean_text_alone),
        PAGE_TEST(keeps_a_single_sentence),
        PAGE_TEST(keeps_one_sentence_whole),
        PAGE_TEST(sets_menus_and_related_headlines_of_text_aside),
        PAGE_TEST(finds_phrases_and_credits),
        PAGE_TEST(refuses_damaged_weights),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
