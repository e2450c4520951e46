/*
 * test_copies.c - record/: words, prints, shared passages, who follows whom, independent reports.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "record/copies.h"
#include "record/independent.h"
#include "record/outlet.h"
#include "record/word.h"

static struct arena arena;
static struct err err;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, SIZE_MAX);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static const char HARBOUR[] =
    "The harbour of Port Vell was closed on Tuesday after a freighter with nine hundred tonnes of "
    "grain ran onto the breakwater in thick fog, the coast guard said. Nobody was hurt. Divers "
    "looked for cracks in the hull while two tugs from the navy yard stood by, and fishermen were "
    "told to keep their boats inside until the tide turned in the evening.";
static const char MINE[] =
    "Miners at the Karsk copper pit walked out on Friday over unpaid shifts, their union said, and "
    "blocked the railway that carries ore to the smelter. The company called the strike unlawful "
    "and promised to pay half of what it owes before the end of the month.";

static struct body body_of(const char *text)
{
    struct body body;
    assert_true(body_read(slice_from(text), &arena, &body, &err));
    return body;
}

/* Two texts as bodies, and what they share. */
static struct shared shared_of(const char *a, const char *b)
{
    struct shared shared;
    struct body *bodies = arena_array(&arena, struct body, 2);
    assert_non_null(bodies);
    bodies[0] = body_of(a);
    bodies[1] = body_of(b);
    assert_true(copies_shared(&bodies[0], &bodies[1], &arena, &shared, &err));
    return shared;
}

static char *joined(const char *a, const char *b)
{
    char *text = arena_alloc(&arena, strlen(a) + strlen(b) + 3, 1);
    assert_non_null(text);
    sprintf(text, "%s\n\n%s", a, b);
    return text;
}

static size_t common_prints(const struct body *a, const struct body *b)
{
    int64_t *a_prints, *b_prints;
    size_t a_count, b_count, common = 0;
    assert_true(body_prints(a, &arena, &a_prints, &a_count, &err));
    assert_true(body_prints(b, &arena, &b_prints, &b_count, &err));
    for (size_t i = 0; i < a_count; i++) {
        assert_true(i == 0 || a_prints[i - 1] < a_prints[i]);
        for (size_t j = 0; j < b_count; j++)
            common += a_prints[i] == b_prints[j];
    }
    return common;
}

static void words_are_lower_case_letters_and_digits(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        bool has_digit;
    } EXPECTED[] = {
        {"çavuşoğlu's", false}, {"e", false}, {"mail", false}, {"3rd", true}, {"o'neill", false}};
    struct word_reader reader = {.text = SLICE("  ÇAVUŞOĞLU’s e-mail, 3rd -- O'Neill' ")};
    for (size_t i = 0; i < 5; i++) {
        assert_true(word_reader_next(&reader));
        assert_true(slice_equal(word_slice(&reader), slice_from(EXPECTED[i].word)));
        assert_int_equal(reader.has_digit, EXPECTED[i].has_digit);
    }
    assert_false(word_reader_next(&reader));
}

static void a_run_of_letters_without_end_is_cut(void **state)
{
    (void)state;
    char text[1000];
    size_t words = 0;
    memset(text, 'a', sizeof(text));
    struct word_reader reader = {.text = {text, sizeof(text)}};
    while (word_reader_next(&reader)) {
        assert_true(reader.length <= WORD_BYTES_MAX);
        words++;
    }
    assert_true(words >= 1000 / WORD_BYTES_MAX && words < 20);
}

static void punctuation_and_case_do_not_make_another_body(void **state)
{
    (void)state;
    struct body a = body_of("Nobody was hurt, police said."),
                b = body_of("NOBODY was hurt police said");
    assert_true(a.id == b.id);
    assert_true(a.id != body_of("Nobody was hurt, the police said.").id);
}

static void bodies_with_a_long_common_passage_share_a_print(void **state)
{
    (void)state;
    struct body alone = body_of(HARBOUR);
    struct body within = body_of(joined(MINE, joined(HARBOUR, MINE)));
    assert_true(common_prints(&alone, &within) > 0);
    struct body other = body_of(MINE);
    assert_int_equal(common_prints(&alone, &other), 0);
    struct body few = body_of("Only seven words stand in this text");
    int64_t *prints;
    size_t count;
    assert_true(body_prints(&few, &arena, &prints, &count, &err));
    assert_int_equal(count, 0);
}

static void the_same_words_are_a_copy(void **state)
{
    (void)state;
    struct shared shared = shared_of(HARBOUR, HARBOUR);
    assert_int_equal(shared.passage_count, 1);
    assert_int_equal(shared.words, shared.body->word_count);
    assert_true(copies_is_copy(&shared));
    assert_int_equal(copies_kind(&shared, shared.body), COPY_SAME);
}

static void a_body_inside_another_is_part_of_it(void **state)
{
    (void)state;
    struct shared shared = shared_of(joined(MINE, HARBOUR), HARBOUR);
    assert_true(copies_is_copy(&shared));
    assert_int_equal(shared.words, shared.body->word_count);
    assert_int_equal(copies_kind(&shared, shared.body), COPY_PART);
    assert_int_equal(copies_kind(&shared, shared.other), COPY_WHOLE);
    assert_int_equal(shared.passages[0].start, 0);
    assert_int_equal(shared.passages[0].other_start, body_of(MINE).word_count);
}

static void an_edited_body_is_a_copy_with_its_passages(void **state)
{
    (void)state;
    static const char EDITED[] =
        "FOG: The harbour of Port Vell was closed on Tuesday after a freighter with nine hundred "
        "tonnes of grain ran aground, officials said. Divers looked for cracks in the hull while "
        "two tugs from the navy yard stood by, and fishermen were asked to stay in port, "
        "said Ana Ruiz, who has run the harbour since the old master left in the spring.";
    struct shared shared = shared_of(HARBOUR, EDITED);
    assert_true(copies_is_copy(&shared));
    assert_int_equal(shared.passage_count, 2);
    assert_int_equal(copies_kind(&shared, shared.body), COPY_EDITED);
    struct shared reverse = shared_of(EDITED, HARBOUR);
    assert_int_equal(reverse.words, shared.words);
    assert_int_equal(reverse.body->id, shared.body->id);
}

static void a_common_quotation_is_no_copy(void **state)
{
    (void)state;
    static const char QUOTE[] =
        " \"We will not open the gates before every shift has been paid in full,\" she said.";
    struct shared shared = shared_of(joined(HARBOUR, QUOTE), joined(MINE, QUOTE));
    assert_int_equal(shared.passage_count, 1);
    assert_false(copies_is_copy(&shared));
}

static void two_reports_of_one_speech_are_no_copies(void **state)
{
    (void)state;
    static const char SPEECH[] = "\"We came to this valley with nothing but our hands and we will "
                                 "not leave it with less. The "
                                 "river belongs to those who drink from it, and no decree from the "
                                 "capital can dam it. I ask "
                                 "every family to stand on the bank on Sunday,\"";
    char first[1000], second[1000];
    snprintf(first, sizeof(first),
             "The chairman of the growers' league spoke for more than an hour on Friday, before a "
             "crowd that filled the old market. %s he told them, and then the rain came.",
             SPEECH);
    snprintf(second, sizeof(second),
             "Thousands cheered in the square as their leader took on the government over the dam "
             "that it plans above the town. %s said the old farmer, who walked with a stick.",
             SPEECH);
    struct shared shared = shared_of(first, second);
    assert_true(shared.words * 2 > shared.body->word_count);
    assert_false(copies_is_copy(&shared));
    assert_true(copies_is_copy(&(struct shared){.body = shared.body,
                                                .other = shared.other,
                                                .words = shared.words,
                                                .own_words = shared.body_own,
                                                .body_own = shared.body_own}));
}

static void a_form_filled_in_with_other_numbers_is_no_copy(void **state)
{
    (void)state;
    static const char FORM[] =
        "Clouds and sun in turn over the northern plains with a high of %d degrees in the "
        "afternoon "
        "hours. Winds from the north west at a moderate pace of %d miles an hour until late. The "
        "pollen count stands in the medium range for grass today at %d grains in each cubic metre. "
        "Sunset over the lake will be seen from the western shore at %d minutes past the hour.";
    char first[600], second[600];
    snprintf(first, sizeof(first), FORM, 71, 5, 30, 12);
    snprintf(second, sizeof(second), FORM, 64, 15, 41, 14);
    struct shared shared = shared_of(first, second);
    assert_true(shared.words > 50);
    assert_int_equal(shared.substitutions, 3);
    assert_false(copies_is_copy(&shared));
}

static void words_without_end_take_no_time_without_end(void **state)
{
    (void)state;
    char *text = arena_alloc(&arena, 400001, 1);
    for (size_t i = 0; i < 400000; i++)
        text[i] = i % 2 ? ' ' : 'a';
    struct shared shared = shared_of(text, text + 2);
    assert_int_equal(shared.words, shared.body->word_count);
}

/* Follows and root of three bodies: an agency's report, a longer version, a later shorter one. */
static void bodies_follow_the_one_before_that_they_share_most_with(void **state)
{
    (void)state;
    const struct copy_node nodes[] = {{40, SLICE("2020-03-02"), SLICE("A"), 300},
                                      {10, SLICE("2020-03-01"), SLICE("B"), 200},
                                      {30, SLICE_EMPTY, SLICE("A"), 900},
                                      {20, SLICE("2020-03-02"), SLICE("C"), 100}};
    const struct copy_link links[] = {{1, 0, 150}, {3, 0, 90}, {3, 1, 80}};
    uint32_t follows[4], root[4];
    assert_true(copies_arrange(nodes, 4, links, 3, &arena, follows, root, &err));
    assert_int_equal(follows[0], 1);
    assert_int_equal(follows[1], COPY_FOLLOWS_NONE);
    assert_int_equal(follows[2], COPY_FOLLOWS_NONE);
    assert_int_equal(follows[3], 0);
    assert_int_equal(root[3], 1);
    assert_int_equal(root[2], 2);
}

static void what_an_outlet_has_standing_is_no_copy(void **state)
{
    (void)state;
    const struct copy_node column = {1, SLICE("2020-03-01"), SLICE("A"), 400};
    const struct copy_node days_later = {2, SLICE("2020-03-09"), SLICE("A"), 420};
    const struct copy_node elsewhere = {3, SLICE("2020-03-09"), SLICE("B"), 420};
    const struct copy_node next_day = {4, SLICE("2020-03-02"), SLICE("A"), 420};
    const struct copy_node undated = {5, SLICE_EMPTY, SLICE("A"), 420};
    assert_true(copies_is_standing(&column, &days_later, 250));
    assert_true(copies_is_standing(&days_later, &column, 250));
    assert_false(copies_is_standing(&column, &days_later, 350)); /* printed again */
    assert_false(copies_is_standing(&column, &elsewhere, 250));
    assert_false(copies_is_standing(&column, &next_day, 250));
    assert_false(copies_is_standing(&column, &undated, 250));
}

static void copies_count_once_and_so_do_outlets(void **state)
{
    (void)state;
    uint32_t count;
    /* A and C have the wire's text 0 and their own; B has the wire's alone. */
    const struct report reports[] = {{0, 0}, {0, 1}, {1, 0}, {2, 0}, {2, 2}};
    assert_true(independent_reports(reports, 5, &arena, &count, &err));
    assert_int_equal(count, 3);
    const struct report wire[] = {{0, 0}, {1, 0}, {2, 0}};
    assert_true(independent_reports(wire, 3, &arena, &count, &err));
    assert_int_equal(count, 1);
    const struct report one_outlet[] = {{0, 0}, {0, 1}, {0, 2}};
    assert_true(independent_reports(one_outlet, 3, &arena, &count, &err));
    assert_int_equal(count, 1);
    assert_true(independent_reports(NULL, 0, &arena, &count, &err));
    assert_int_equal(count, 0);
}

static void outlets_of_one_name_differ_by_site(void **state)
{
    (void)state;
    static const struct {
        const char *name, *url, *expected;
    } CASES[] = {
        {"The Herald", "https://www.herald.co.zw/a?b=c.d", "The Herald|herald.co.zw"},
        {"The Herald", "http://HERALD.com:8080/x", "The Herald|herald.com"},
        {"China Daily", "http://africa.chinadaily.com.cn/1", "China Daily|chinadaily.com.cn"},
        {"X", "not a url", "X|"},
        {"", "http://localhost/", "|localhost"},
        {"", "", "|"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct slice outlet;
        assert_true(outlet_site(slice_from(CASES[i].name), slice_from(CASES[i].url), &arena,
                                &outlet, &err));
        assert_true(slice_equal(outlet, slice_from(CASES[i].expected)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_lower_case_letters_and_digits),
        cmocka_unit_test(a_run_of_letters_without_end_is_cut),
        cmocka_unit_test(punctuation_and_case_do_not_make_another_body),
        cmocka_unit_test(bodies_with_a_long_common_passage_share_a_print),
        cmocka_unit_test(the_same_words_are_a_copy),
        cmocka_unit_test(a_body_inside_another_is_part_of_it),
        cmocka_unit_test(an_edited_body_is_a_copy_with_its_passages),
        cmocka_unit_test(a_common_quotation_is_no_copy),
        cmocka_unit_test(two_reports_of_one_speech_are_no_copies),
        cmocka_unit_test(a_form_filled_in_with_other_numbers_is_no_copy),
        cmocka_unit_test(words_without_end_take_no_time_without_end),
        cmocka_unit_test(bodies_follow_the_one_before_that_they_share_most_with),
        cmocka_unit_test(what_an_outlet_has_standing_is_no_copy),
        cmocka_unit_test(copies_count_once_and_so_do_outlets),
        cmocka_unit_test(outlets_of_one_name_differ_by_site),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
