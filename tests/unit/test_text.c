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

/* ---- golden files: see tests/golden/text/news.txt for their format ---- */

#define GOLDEN_BYTES_MAX ((size_t)1 << 20)

struct golden {
    const char *path;
    char language[8];
    struct buf text;     /* of the case being read; empty: none */
    struct buf expected; /* sentences joined by " | " */
    unsigned cases;
    unsigned failed;
};

/* Appends a case's text with \n and \t put in. */
static void append_unescaped(struct buf *out, struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool escape = text.ptr[i] == '\\' && i + 1 < text.len &&
                      (text.ptr[i + 1] == 'n' || text.ptr[i + 1] == 't');
        if (escape)
            buf_append_byte(out, text.ptr[++i] == 'n' ? '\n' : '\t');
        else
            buf_append_byte(out, text.ptr[i]);
    }
}

static void finish_case(struct golden *golden)
{
    if (golden->text.len == 0)
        return;
    struct article article = split(buf_slice(&golden->text), golden->language);
    struct buf got;
    buf_init(&got, GOLDEN_BYTES_MAX);
    write_division(&article, &got);
    golden->cases++;
    if (!slice_equal(buf_slice(&got), buf_slice(&golden->expected))) {
        golden->failed++;
        print_error("%s: %.*s\n  expected %.*s\n  got      %.*s\n", golden->path,
                    SLICE_ARG(buf_slice(&golden->text)), SLICE_ARG(buf_slice(&golden->expected)),
                    SLICE_ARG(buf_slice(&got)));
    }
    buf_free(&got);
    buf_reset(&golden->text);
    buf_reset(&golden->expected);
}

static void golden_line(struct golden *golden, struct slice line)
{
    if (slice_starts(line, SLICE("language "))) {
        finish_case(golden);
        struct slice code = slice_sub(line, strlen("language "), line.len);
        assert_true(code.len < sizeof(golden->language));
        memset(golden->language, 0, sizeof(golden->language));
        memcpy(golden->language, code.ptr, code.len);
    } else if (slice_starts(line, SLICE("= "))) {
        finish_case(golden);
        append_unescaped(&golden->text, slice_sub(line, 2, line.len));
    } else if (line.len > 0 && !slice_starts(line, SLICE("# "))) {
        if (golden->expected.len > 0)
            buf_append(&golden->expected, SLICE(" | "));
        buf_append(&golden->expected, line);
    }
}

static void check_golden(const char *path)
{
    char *bytes = malloc(GOLDEN_BYTES_MAX);
    assert_non_null(bytes);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    struct slice rest = {bytes, fread(bytes, 1, GOLDEN_BYTES_MAX, file)};
    fclose(file);
    struct golden golden = {.path = path, .language = "en"};
    buf_init(&golden.text, GOLDEN_BYTES_MAX);
    buf_init(&golden.expected, GOLDEN_BYTES_MAX);
    struct slice line;
    while (slice_next_line(&rest, &line))
        golden_line(&golden, line);
    finish_case(&golden);
    buf_free(&golden.text);
    buf_free(&golden.expected);
    free(bytes);
    assert_true(golden.cases > 0);
    assert_int_equal(golden.failed, 0);
}

static void golden_sentences_are_split_as_written(void **state)
{
    (void)state;
    check_golden("tests/golden/text/news.txt");
    check_golden("tests/golden/text/web.txt");
    check_golden("tests/golden/text/general.txt");
}

/* ---- invariants ---- */

/* Every byte that is no white space is in exactly one token, and all the rest that text.h says. */
static void check_layers(const struct article *article)
{
    uint32_t at = 0, token_at = 0;
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        assert_int_equal(sentence->first_token, token_at);
        assert_in_range(sentence->token_count, 1, SENTENCE_TOKENS_MAX);
        token_at += sentence->token_count;
        assert_false(article->tokens[token_at - 1].joined_next);
    }
    assert_int_equal(token_at, article->token_count);
    for (uint32_t i = 0; i < article->token_count; i++) {
        struct span span = article->tokens[i].span;
        assert_true(span.start >= at && span.end > span.start && span.end <= article->text.len);
        assert_true(span.end - span.start <= TOKEN_BYTES_MAX);
        assert_int_equal(slice_trim(slice_sub(article->text, at, span.start)).len, 0);
        at = span.end;
    }
    assert_int_equal(slice_trim(slice_sub(article->text, at, article->text.len)).len, 0);
}

static char *repeat(const char *unit, size_t count)
{
    size_t length = strlen(unit);
    char *text = malloc(length * count + 1);
    assert_non_null(text);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * length, unit, length);
    text[length * count] = '\0';
    return text;
}

static void long_sentences_are_cut_at_a_good_place(void **state)
{
    (void)state;
    char *text = repeat("one two three, ", 500);
    struct article article = split(slice_from(text), "en");
    check_layers(&article);
    assert_true(article.sentence_count >= 5);
    assert_true(article.flags & ARTICLE_SENTENCE_SPLIT);
    for (uint32_t s = 0; s < article.sentence_count; s++) {
        assert_true(article.sentences[s].was_split);
        assert_int_equal(article.text.ptr[article.sentences[s].span.end - 1], ',');
    }
    free(text);
}

static void long_runs_are_cut_on_characters(void **state)
{
    (void)state;
    const char *const units[] = {"x",  "\xC3\xA9", "-",  "1.", "a.b/", "\xF0\x9F\x8E\x89",
                                 "x@", "'s",       "n't"};
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        char *text = repeat(units[i], 20000);
        struct article article = split(slice_from(text), "en");
        check_layers(&article);
        article = split(slice_from(text), "ru");
        check_layers(&article);
        free(text);
    }
}

static void empty_text_has_no_sentences(void **state)
{
    (void)state;
    assert_int_equal(split(SLICE(""), "en").sentence_count, 0);
    assert_int_equal(split(SLICE(" \n\t \xC2\xA0\xE2\x80\x8B"), "en").sentence_count, 0);
}

static void sentences_stay_in_their_paragraph(void **state)
{
    (void)state;
    struct err err;
    struct paragraph paragraphs[] = {{.span = {0, 8}}, {.span = {10, 10}}, {.span = {12, 26}}};
    struct article article = {.text = SLICE("No stop \n\n\n\nHere. It goes."),
                              .paragraphs = paragraphs,
                              .paragraph_count = 3};
    arena_reset(&arena);
    assert_true(text_split(model, &arena, &scratch, &article, &err));
    assert_int_equal(article.sentence_count, 3);
    assert_int_equal(article.sentences[0].paragraph, 0);
    assert_int_equal(article.sentences[1].paragraph, 2);
    assert_int_equal(article.sentences[2].paragraph, 2);
    assert_int_equal(article.tokens[0].head, INDEX_NONE);
}

/* ---- the model's files ---- */

static enum err_code read_with_weights(struct slice weights)
{
    struct arena own;
    struct err err = {0};
    const struct text_model *other;
    arena_init(&own, (size_t)16 << 20);
    struct text_model_files files = {
        .abbreviations = resource_get("data/en/text/abbreviations.txt"),
        .words = resource_get("data/en/text/words.txt"),
        .multiword = resource_get("data/en/text/multiword.txt"),
        .weights = weights,
    };
    bool done = text_model_read(&own, &files, &other, &err);
    arena_free(&own);
    return done ? ERR_NONE : err.code;
}

static void damaged_weights_are_told(void **state)
{
    (void)state;
    struct slice whole = resource_get("models/en.text.bin");
    char *copy = malloc(whole.len);
    assert_non_null(copy);
    memcpy(copy, whole.ptr, whole.len);
    assert_int_equal(read_with_weights((struct slice){copy, whole.len}), ERR_NONE);
    for (size_t length = 1; length < whole.len; length = length * 3 + 1)
        assert_int_equal(read_with_weights((struct slice){copy, length}), ERR_FORMAT);
    const size_t places[] = {0, 12, 20, 33, 40, whole.len / 2, whole.len - 1};
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        copy[places[i]] ^= 0x40;
        assert_int_equal(read_with_weights((struct slice){copy, whole.len}), ERR_FORMAT);
        copy[places[i]] ^= 0x40;
    }
    copy[8] ^= 0x40;
    assert_int_equal(read_with_weights((struct slice){copy, whole.len}), ERR_VERSION);
    free(copy);
}

static void malformed_word_lists_are_told(void **state)
{
    (void)state;
    const struct text_model_files broken[] = {
        {.words = SLICE("starter he\nnonsense x\n")}, {.words = SLICE("starter\n")},
        {.multiword = SLICE("word cannot can|no\n")}, {.multiword = SLICE("word cannot\n")},
        {.multiword = SLICE("suffix s\n")},           {.multiword = SLICE("other x y\n")},
    };
    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        struct arena own;
        struct err err = {0};
        const struct text_model *other;
        arena_init(&own, (size_t)16 << 20);
        assert_false(text_model_read(&own, &broken[i], &other, &err));
        assert_int_equal(err.code, ERR_FORMAT);
        arena_free(&own);
    }
}

static void want_of_memory_is_told(void **state)
{
    (void)state;
    char *text = repeat("A word here. ", 3000);
    struct paragraph paragraph = {.span = {0, (uint32_t)strlen(text)}};
    for (size_t limit = 64; limit < (size_t)1 << 20; limit *= 3) {
        struct arena small;
        struct err err = {0};
        arena_init(&small, limit);
        struct article article = {
            .text = slice_from(text), .paragraphs = &paragraph, .paragraph_count = 1};
        assert_false(text_split(model, &arena, &small, &article, &err));
        assert_int_equal(err.code, ERR_LIMIT);
        assert_int_equal(article.token_count, 0);
        arena_free(&small);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contractions_are_several_words),
        cmocka_unit_test(golden_sentences_are_split_as_written),
        cmocka_unit_test(long_sentences_are_cut_at_a_good_place),
        cmocka_unit_test(long_runs_are_cut_on_characters),
        cmocka_unit_test(empty_text_has_no_sentences),
        cmocka_unit_test(sentences_stay_in_their_paragraph),
        cmocka_unit_test(damaged_weights_are_told),
        cmocka_unit_test(malformed_word_lists_are_told),
        cmocka_unit_test(want_of_memory_is_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
