/*
 * test_stories.c - record/: what articles are about, how alike they are, stories out of links.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "article/article.h"
#include "base/limits.h"
#include "record/stories.h"
#include "record/terms.h"

static struct arena arena;
static struct err err;
static const struct term_weights *weights;

static int set_up(void **state)
{
    (void)state;
    struct data_set set;
    struct data_faults faults = {0};
    arena_init(&arena, SIZE_MAX);
    return data_set_built_in(&arena, &set, &err) &&
                   term_weights_load(&set, &arena, &faults, &weights, &err)
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct terms terms_of(const char *title, const char *text, int32_t day)
{
    struct terms terms;
    assert_true(
        terms_read(weights, slice_from(title), slice_from(text), day, &arena, &terms, &err));
    return terms;
}

static const char QUAKE[] =
    "A magnitude 6.1 earthquake shook the island of Lombok early on Sunday, "
    "bringing down walls in Mataram, the geological agency said.";
static const char QUAKE_TOO[] = "Indonesia's geological agency said the earthquake that struck "
                                "Lombok on Sunday damaged walls and roofs in Mataram.";
static const char BUDGET[] = "Lawmakers in Ottawa passed the federal budget by four votes after a "
                             "debate that went on past midnight.";

static bool meet(const struct terms *a, const struct terms *b)
{
    struct term_key a_keys[TERM_KEYS_MAX], b_keys[TERM_KEYS_MAX];
    size_t a_count = terms_keys(a, a_keys), b_count = terms_keys(b, b_keys);
    for (size_t i = 0; i < a_count; i++) {
        for (size_t j = 0; j < b_count; j++) {
            for (uint32_t k = 0; k < a_keys[i].look_count; k++) {
                if (a_keys[i].looks[k] == b_keys[j].own)
                    return true;
            }
        }
    }
    return false;
}

static void reports_of_one_thing_are_alike(void **state)
{
    (void)state;
    struct terms a = terms_of("Earthquake shakes Lombok", QUAKE, 17741);
    struct terms b = terms_of("Lombok earthquakes damage houses", QUAKE_TOO, 17742);
    struct terms c = terms_of("Budget passes", BUDGET, 17741);
    assert_true(terms_similarity(&a, &b) >= STORY_LINK_MIN);
    assert_int_equal(terms_similarity(&a, &b), terms_similarity(&b, &a));
    assert_true(terms_similarity(&a, &c) < STORY_LINK_MIN);
    assert_int_equal(terms_similarity(&a, &a), SIMILARITY_ONE);
    assert_true(meet(&a, &b) && meet(&b, &a));
    assert_false(meet(&a, &c));
}

static void days_between_and_unknown_days_make_less_alike(void **state)
{
    (void)state;
    struct terms a = terms_of("", QUAKE, 17741), b = terms_of("", QUAKE_TOO, 17741);
    unsigned same_day = terms_similarity(&a, &b);
    b.day = 17741 + 100;
    unsigned later = terms_similarity(&a, &b);
    b.day = 17741 + 2000;
    unsigned years_later = terms_similarity(&a, &b);
    b.day = DAY_UNKNOWN;
    unsigned undated = terms_similarity(&a, &b);
    a.day = DAY_UNKNOWN;
    assert_int_equal(terms_similarity(&a, &b), same_day);
    assert_true(same_day > later && later > years_later);
    assert_true(undated < same_day);
}

/* Near days meet under words; far and unknown ones only under pairs of the weightiest words. */
static void keys_look_at_each_other(void **state)
{
    (void)state;
    struct terms a = terms_of("", QUAKE, 0);
    for (int32_t day = -40; day <= 40; day++) {
        struct terms b = a;
        b.day = day;
        assert_true(meet(&a, &b) && meet(&b, &a));
        struct term_key a_keys[TERM_KEYS_MAX], b_keys[TERM_KEYS_MAX];
        terms_keys(&a, a_keys);
        terms_keys(&b, b_keys);
        bool a_looks = false, b_looks = false;
        for (uint32_t k = 0; k < a_keys[0].look_count; k++)
            a_looks = a_looks || a_keys[0].looks[k] == b_keys[0].own;
        for (uint32_t k = 0; k < b_keys[0].look_count; k++)
            b_looks = b_looks || b_keys[0].looks[k] == a_keys[0].own;
        assert_int_equal(a_looks, b_looks);
        if (day >= -10 && day <= 10)
            assert_true(a_looks);
        if (day < -14 || day > 14)
            assert_false(a_looks);
    }
}

static void too_few_terms_tell_nothing(void **state)
{
    (void)state;
    struct terms terms = terms_of("", "Photo gallery", 17741);
    struct term_key keys[TERM_KEYS_MAX];
    assert_int_equal(terms_keys(&terms, keys), 0);
    terms = terms_of("", "", DAY_UNKNOWN);
    assert_int_equal(terms.count, 0);
    assert_int_equal(terms_similarity(&terms, &terms), 0);
}

static void terms_go_to_bytes_and_back(void **state)
{
    (void)state;
    char bytes[TERMS_BYTES_MAX];
    struct terms terms = terms_of("Earthquake shakes Lombok", QUAKE, 17741), back;
    size_t length = terms_pack(&terms, bytes);
    assert_int_equal(length, terms.count * TERM_BYTES);
    assert_true(terms_unpack((struct slice){bytes, length}, 17741, &back));
    assert_int_equal(terms_similarity(&terms, &back), SIMILARITY_ONE);
    assert_false(terms_unpack((struct slice){bytes, length - 1}, 17741, &back));
    bytes[4] = 0; /* a weight of nothing */
    assert_false(terms_unpack((struct slice){bytes, length}, 17741, &back));
}

static void assert_stories(size_t count, const struct story_link *links, size_t link_count,
                           const uint32_t *expected)
{
    uint32_t *story = arena_array(&arena, uint32_t, count);
    assert_true(stories_part(count, links, link_count, &arena, story, &err));
    for (size_t i = 0; i < count; i++)
        assert_int_equal(story[i], expected[i]);
}

static void a_chain_of_neighbours_is_no_story(void **state)
{
    (void)state;
    /* Each like the next, nothing like the one after: pairs stay, the chain breaks. */
    const struct story_link chain[] = {
        {0, 1, 300}, {1, 2, 250}, {2, 3, 300}, {3, 4, 250}, {4, 5, 300}};
    assert_stories(6, chain, 5, (const uint32_t[]){0, 0, 2, 2, 4, 4});
    const struct story_link backward[] = {
        {4, 5, 300}, {3, 4, 250}, {2, 3, 300}, {1, 2, 250}, {0, 1, 300}};
    assert_stories(6, backward, 5, (const uint32_t[]){0, 0, 2, 2, 4, 4});
}

static void what_is_alike_throughout_is_one_story(void **state)
{
    (void)state;
    const struct story_link links[] = {{0, 1, 300}, {0, 2, 250}, {1, 2, 280}, {2, 3, 210},
                                       {0, 3, 220}, {1, 3, 200}, {3, 4, 200}};
    assert_stories(5, links, 7, (const uint32_t[]){0, 0, 0, 0, 4});
    assert_stories(3, NULL, 0, (const uint32_t[]){0, 1, 2});
}

/* More nodes than are parted at once: two strong halves that weak links hold together. */
static void too_many_nodes_are_cut_where_they_hold_least(void **state)
{
    (void)state;
    size_t half = STORY_NODES_MAX - 1000, count = 2 * half, links = 0;
    struct story_link *all = arena_array(&arena, struct story_link, 3 * count);
    uint32_t *story = arena_array(&arena, uint32_t, count);
    for (size_t i = 0; i + 1 < count; i++) {
        bool joins = i + 1 == half;
        all[links++] = (struct story_link){(uint32_t)i, (uint32_t)i + 1, joins ? 210 : 900};
        if (i + 2 < half || (i >= half && i + 2 < count))
            all[links++] = (struct story_link){(uint32_t)i, (uint32_t)i + 2, 900};
    }
    assert_true(stories_part(count, all, links, &arena, story, &err));
    for (size_t i = half; i < count; i++)
        assert_true(story[i] >= half);
    assert_int_equal(story[1], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reports_of_one_thing_are_alike),
        cmocka_unit_test(days_between_and_unknown_days_make_less_alike),
        cmocka_unit_test(keys_look_at_each_other),
        cmocka_unit_test(too_few_terms_tell_nothing),
        cmocka_unit_test(terms_go_to_bytes_and_back),
        cmocka_unit_test(a_chain_of_neighbours_is_no_story),
        cmocka_unit_test(what_is_alike_throughout_is_one_story),
        cmocka_unit_test(too_many_nodes_are_cut_where_they_hold_least),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
