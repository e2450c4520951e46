/*
 * test_text.c - sentences and words: golden sentences, odd inputs, damaged weights.
 *
 *   in    tests/golden/text/, text written here
 *   out   cmocka's verdict
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/resource.h"
#include "text/model.h"

static struct arena lasting, arena, scratch;
static const struct text_model *model;

static int set_up(void **state)
{
    (void)state;
    struct err err;
    arena_init(&lasting, (size_t)64 << 20);
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    return text_model_load(&lasting, &model, &err) ? 0 : 1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&lasting);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}

/* Splits text as one paragraph. */
static struct article split(struct slice text, const char *language)
{
    struct err err;
    arena_reset(&arena);
    struct paragraph *paragraph = arena_new(&arena, struct paragraph);
    assert_non_null(paragraph);
    paragraph->span = (struct span){0, (uint32_t)text.len};
    struct article article = {.text = text,
                              .language = slice_from(language),
                              .paragraphs = paragraph,
                              .paragraph_count = 1};
    assert_true(text_split(model, &arena, &scratch, &article, &err));
    return article;
}

/* "do_n't go | Stop": words by spaces, those of a multiword token by +, sentences by |. */
static void write_division(const struct article *article, struct buf *ret_text)
{
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        if (s > 0)
            buf_append(ret_text, SLICE(" | "));
        for (uint32_t i = 0; i < sentence->token_count; i++) {
            const struct token *token = &article->tokens[sentence->first_token + i];
            buf_append(ret_text, article_slice(article, token->span));
            if (i + 1 < sentence->token_count)
                buf_append_byte(ret_text, token->joined_next ? '+' : ' ');
        }
    }
}

static void expect(const char *text, const char *language, const char *division)
{
    struct article article = split(slice_from(text), language);
    struct buf got;
    buf_init(&got, (size_t)1 << 20);
    write_division(&article, &got);
    assert_string_equal(got.ptr ? got.ptr : "", division);
    buf_free(&got);
}

static void contractions_are_several_words(void **state)
{
    (void)state;
    expect("They don't know John's friend.", "en", "They do+n't know John+'s friend .");
    expect("We cannot go.", "en", "We can+not go .");
}

static void empty_text_has_no_sentences(void **state)
{
    (void)state;
    assert_int_equal(split(SLICE(""), "en").sentence_count, 0);
    assert_int_equal(split(SLICE(" \n\t \xC2\xA0"), "en").sentence_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contractions_are_several_words),
        cmocka_unit_test(empty_text_has_no_sentences),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
