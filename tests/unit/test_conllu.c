/*
 * test_conllu.c - CoNLL-U read and written.
 *
 *   in    sentences written here
 *   out   cmocka verdicts
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "reading/conllu_read.h"
#include "reading/reading.h"

#define ARENA_BYTES ((size_t)64 << 20)
#define WORD(id, form, misc) id "\t" form "\t_\t_\t_\t_\t_\t_\t_\t" misc "\n"

static bool read_text(const char *text, struct arena *arena, struct article *article,
                      uint64_t *ret_line, struct err *err)
{
    *article = (struct article){0};
    *ret_line = 0;
    return conllu_read(slice_from(text), arena, article, ret_line, err);
}

static void test_sentences_and_words(void **context)
{
    struct arena arena;
    struct article article;
    struct err err;
    uint64_t line;
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    assert_true(read_text("# newdoc id = a\n# newpar\n# sent_id = 1\n" WORD("1", "She", "_")
                              WORD("2-3", "didn't", "SpaceAfter=No") WORD("2", "did", "_")
                                  WORD("3", "n't", "_") WORD("3.1", "go", "CopyOf=2")
                                      WORD("4", ".", "_") "\n\n" WORD("1", "Why", "SpaceAfter=No")
                                          WORD("2", "?", "_") "\n# newpar\n" WORD("1", "So", "_"),
                          &arena, &article, &line, &err));
    assert_true(slice_equal(article.text, SLICE("She didn't. Why?\n\nSo")));
    assert_int_equal(article.sentence_count, 3);
    assert_int_equal(article.paragraph_count, 2);
    assert_int_equal(article.token_count, 7);
    assert_int_equal(article.sentences[1].first_token, 4);
    assert_int_equal(article.sentences[2].paragraph, 1);
    assert_true(article.tokens[1].joined_next);
    assert_false(article.tokens[2].joined_next);
    assert_true(slice_equal(article_slice(&article, article.tokens[2].span), SLICE("n't")));
    arena_free(&arena);
}

static void test_what_is_given_comes_back(void **context)
{
    static const char TEXT[] = "# sent_id = x-1\n# note\tkept\n" WORD("1-2", "gonna",
                                                                      "Foo=1|SpaceAfter=No")
        WORD("1", "gon", "_") WORD("2", "na", "A=b|C=d") "\n";
    struct arena arena;
    struct article article;
    struct err err;
    struct buf out;
    uint64_t line;
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    buf_init(&out, 10000);
    assert_true(read_text(TEXT, &arena, &article, &line, &err));
    reading_write_conllu(&article, &out);
    assert_true(slice_equal(buf_slice(&out), slice_from(TEXT)));
    buf_free(&out);
    arena_free(&arena);
}

/* Entities of given words go into MISC, where an older NER makes way. */
static void test_entities_in_misc(void **context)
{
    struct arena arena;
    struct article article;
    struct err err;
    struct buf out;
    uint64_t line;
    const struct entity entities[] = {
        {.first_token = 0, .token_count = 2, .type = ENTITY_PERSON},
        {.first_token = 2, .token_count = 1, .type = ENTITY_LOCATION},
    };
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    buf_init(&out, 10000);
    assert_true(read_text(WORD("1", "Ada", "NER=B-ORG") WORD("2", "Moss", "_")
                              WORD("3", "Rome", "SpaceAfter=No") WORD("4", ".", "NER=O"),
                          &arena, &article, &line, &err));
    article.entities = entities;
    article.entity_count = 2;
    reading_write_conllu(&article, &out);
    assert_true(slice_equal(buf_slice(&out),
                            SLICE(WORD("1", "Ada", "NER=B-PER") WORD("2", "Moss", "NER=I-PER") WORD(
                                "3", "Rome", "SpaceAfter=No|NER=B-LOC") WORD("4", ".", "_") "\n")));
    buf_free(&out);
    arena_free(&arena);
}

static void test_bad_lines_are_named(void **context)
{
    static const struct {
        const char *text;
        uint64_t line;
    } BAD[] = {
        {"1\tword\n", 1},
        {"# c\n" WORD("1", "a", "_") "\nplain words\n", 4},
        {WORD("1", "a", "_") WORD("3", "b", "_"), 2},
        {WORD("0", "a", "_"), 1},
        {WORD("x", "a", "_"), 1},
        {WORD("1", "", "_"), 1},
        {WORD("99999999999", "a", "_"), 1},
        {WORD("1-", "a", "_") WORD("1", "a", "_"), 1},
        {WORD("2-3", "ab", "_") WORD("1", "a", "_"), 1},
        {WORD("1-3", "abc", "_") WORD("1", "a", "_") WORD("2", "b", "_"), 3},
        {WORD("1-3", "abc", "_") WORD("1", "a", "_") WORD("2-3", "b", "_"), 3},
        {WORD("1", "a", "_") "2\tb\t_\t_\t_\t_\t_\t_\t_\t_\t_\n", 2},
        {"# only a comment\n\n" WORD("1", "a", "_"), 2},
        {WORD("2.1", "a", "_"), 1},
    };
    struct arena arena;
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        struct article article;
        struct err err = {0};
        uint64_t line;
        assert_false(read_text(BAD[i].text, &arena, &article, &line, &err));
        assert_int_equal(err.code, ERR_FORMAT);
        assert_int_equal(line, BAD[i].line);
        assert_null(article.sentences);
    }
    arena_free(&arena);
}

static void test_no_words(void **context)
{
    struct arena arena;
    struct article article;
    struct err err = {0};
    uint64_t line;
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    assert_false(read_text("\n\r\n\n", &arena, &article, &line, &err));
    assert_int_equal(err.code, ERR_EMPTY);
    assert_true(read_text("1\ta\t_\t_\t_\t_\t_\t_\t_\t_\r\n", &arena, &article, &line, &err));
    assert_int_equal(article.token_count, 1);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences_and_words),
        cmocka_unit_test(test_what_is_given_comes_back),
        cmocka_unit_test(test_entities_in_misc),
        cmocka_unit_test(test_bad_lines_are_named),
        cmocka_unit_test(test_no_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
