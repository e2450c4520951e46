/*
 * parsed.h - what tests of the stages behind grammar begin with: a paragraph, split and parsed.
 *
 *   in    text written in the test
 *   out   an article with sentences, tokens, trees
 *
 * For inclusion by one test program each, below cmocka.h.
 */
#ifndef ANNALS_TESTS_PARSED_H
#define ANNALS_TESTS_PARSED_H

#include "base/data_set.h"
#include "base/limits.h"
#include "grammar/grammar.h"
#include "text/text.h"

/* lasting: models. arena, scratch: of the article last parsed. */
static struct arena lasting, arena, scratch;
static const struct text_model *text_model;
static struct grammar_model *grammar;
static struct data_set built_in; /* data/ as it is compiled in */

static bool parsed_begin(void)
{
    struct err err;
    arena_init(&lasting, (size_t)256 << 20);
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    return text_model_load(&lasting, &text_model, &err) &&
           grammar_model_load(&lasting, &grammar, &err) &&
           data_set_built_in(&lasting, &built_in, &err);
}

static int parsed_end(void **state)
{
    (void)state;
    grammar_model_free(grammar);
    arena_free(&lasting);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}

/* One paragraph of English; the text must outlive the article. */
static struct article parsed_article(struct slice text, bool with_trees)
{
    struct err err;
    arena_reset(&arena);
    struct paragraph *paragraph = arena_new(&arena, struct paragraph);
    assert_non_null(paragraph);
    paragraph->span = (struct span){0, (uint32_t)text.len};
    struct article article = {
        .text = text, .language = SLICE("en"), .paragraphs = paragraph, .paragraph_count = 1};
    assert_true(text_split(text_model, &arena, &scratch, &article, &err));
    if (with_trees)
        assert_true(grammar_parse(grammar, &arena, &scratch, &article, &err));
    return article;
}

#endif
