/*
 * test_page_faults.c - the page stage with every allocation failed in turn, libxml2's among them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "faults.h"
#include "page/page.h"

#define USUAL_POINTS 300

static const char page[] =
    "<!doctype html><html lang=en><head><title>Ministers meet in Alanya | Gazette</title>"
    "<meta property='og:title' content='Ministers meet in Alanya'>"
    "<script "
    "type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2016-12-01\","
    "\"articleBody\":\"The two ministers met on Thursday in the town of Alanya, their offices said "
    "in a statement that was read to reporters after the talks.\"}</script></head>"
    "<body><nav class='menu main-menu'><ul><li><a href='/'>Home</a><li><a href='/w'>World</a></ul>"
    "</nav><article id=story><h1>Ministers meet in Alanya</h1><p class=byline>By A. Writer</p>"
    "<p>The two ministers met on Thursday in the town of Alanya, their offices said in a statement "
    "that was read to reporters after the talks.</p><fancy-box><p>They agreed that the group which "
    "plans the work of both countries should meet again in the spring, and that trade was to be "
    "freed from most of its limits.</p></fancy-box><p>Neither would say when the border opens, "
    "&ldquo;but it will&rdquo;, one of them told this newspaper.</p></article>"
    "<footer>Copyright, all rights reserved</footer></body></html>";

static const char text[] =
    "Ministers meet in Alanya\n\nThe two ministers met on Thursday in the town of Alanya, their "
    "offices said in a statement that was read to reporters after the talks.\n\nThey agreed that "
    "the group which plans the work of both countries should meet again in the spring.\n\n"
    "Follow us on\n";

/* True when the work was done; then text was found. Else the error is that of memory. */
static bool read_once(const struct page_model *model, const struct document *document)
{
    struct arena arena, scratch;
    struct article article = {0};
    struct err err = {0};
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    bool ok = page_read(model, document, &arena, &scratch, &article, &err);
    faults_end();
    if (ok) {
        assert_true(article.text.len > 100);
        assert_true(article.paragraph_count >= 2);
    } else {
        assert_int_equal(err.code, ERR_MEMORY);
    }
    arena_free(&arena);
    arena_free(&scratch);
    return ok;
}

static void each_allocation(const struct page_model *model, struct document document)
{
    assert_true(read_once(model, &document)); /* what libxml2 allocates once and for all */
    faults_begin((struct fault_plan){.kind = FAULT_MEMORY});
    struct arena arena, scratch;
    struct article article = {0};
    struct err err = {0};
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    assert_true(page_read(model, &document, &arena, &scratch, &article, &err));
    uint64_t count = faults_end(), failed = 0;
    arena_free(&arena);
    arena_free(&scratch);
    assert_true(count > 0);
    uint64_t step = faults_step(count, USUAL_POINTS);
    for (uint64_t nth = 1; nth <= count; nth += step) {
        for (int lasting = 0; lasting < 2; lasting++) {
            faults_begin((struct fault_plan){.kind = FAULT_MEMORY, .nth = nth, .lasting = lasting});
            failed += !read_once(model, &document);
        }
    }
    assert_true(failed > 0);
    assert_true(read_once(model, &document));
}

static void reading_survives_each_failed_allocation(void **state)
{
    (void)state;
    struct arena arena;
    const struct page_model *model;
    struct err err;
    if (!faults_reach_memory())
        skip();
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    assert_true(page_model_load(&arena, &model, &err));
    each_allocation(model,
                    (struct document){.form = DOCUMENT_HTML, .bytes = {page, sizeof(page) - 1}});
    each_allocation(model,
                    (struct document){.form = DOCUMENT_TEXT, .bytes = {text, sizeof(text) - 1}});
    arena_free(&arena);
}

static void loading_survives_each_failed_allocation(void **state)
{
    (void)state;
    struct arena arena;
    const struct page_model *model;
    struct err err;
    if (!faults_reach_memory())
        skip();
    for (uint64_t nth = 1;; nth++) {
        arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
        faults_begin((struct fault_plan){.kind = FAULT_MEMORY, .nth = nth});
        bool ok = page_model_load(&arena, &model, &err);
        bool reached = faults_end() >= nth;
        arena_free(&arena);
        if (!reached)
            break;
        assert_true(ok || err.code == ERR_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loading_survives_each_failed_allocation),
        cmocka_unit_test(reading_survives_each_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
