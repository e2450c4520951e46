/*
 * test_place.c - names of places found, resolved and written; odd data and odd articles.
 *
 *   in    text written here, read by the whole line up to the grammar
 *   out   cmocka's verdict
 */
#include <math.h>
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
#include "base/vector.h"
#include "place/gazetteer.h"
#include "place/place.h"
#include "reading/reading.h"

static struct arena models, arena, scratch;
static struct reader *reader;
static const struct place_model *model;

static int set_up(void **state)
{
    (void)state;
    struct err err;
    struct data_set set;
    struct data_faults faults = {0};
    arena_init(&models, (size_t)64 << 20);
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    return data_set_built_in(&models, &set, &err) &&
                   place_model_load(&set, &models, &faults, &model, &err) &&
                   reader_new(&reader, &err)
               ? 0
               : 1;
}

static int tear_down(void **state)
{
    (void)state;
    reader_free(reader);
    arena_free(&models);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}

static struct article annotate(struct slice text)
{
    struct err err;
    struct article article;
    struct document document = {.bytes = text};
    arena_reset(&arena);
    assert_true(reader_parse_text(reader, &document, &arena, &scratch, &article, &err));
    assert_true(reader_add_grammar(reader, &arena, &scratch, &article, &err));
    assert_true(place_annotate(model, &arena, &scratch, &article, &err));
    return article;
}

/* The place that the first mention with these words has, or NULL. */
static const struct place *mentioned(const struct article *article, const char *words)
{
    for (uint32_t i = 0; i < article->place_mention_count; i++) {
        const struct place_mention *mention = &article->place_mentions[i];
        if (slice_equal(article_slice(article, mention->span), slice_from(words)))
            return &article->places[mention->place];
    }
    return NULL;
}

/* Expects a place in this country and, where not NULL, region. */
static void expect(const char *text, const char *words, const char *country, const char *region)
{
    struct article article = annotate(slice_from(text));
    const struct place *place = mentioned(&article, words);
    if (!place)
        print_error("no place \"%s\" in: %s\n", words, text);
    assert_non_null(place);
    if (!slice_equal(place->country, slice_from(country)))
        print_error("%s is in %.*s\n", words, SLICE_ARG(place->country));
    assert_true(slice_equal(place->country, slice_from(country)));
    if (region)
        assert_true(slice_equal(place->region, slice_from(region)));
}

static void ties_say_which_place(void **state)
{
    (void)state;
    expect("The fire began in Paris, Texas, on Monday.", "Paris", "USA", "Texas");
    expect("The president flew to Paris on Monday.", "Paris", "FRA", NULL);
    expect("He was born in London, Ontario, in 1950.", "London", "CAN", "Ontario");
    expect("Police in Athens, Ga., arrested two men.", "Athens", "USA", "Georgia");
    expect("They met in the Turkish city of Alanya on Thursday.", "Alanya", "TUR", NULL);
    expect("Officials in Georgia said Tbilisi and Batumi were calm.", "Georgia", "GEO", NULL);
    expect("Georgia lawmakers met in Atlanta. Savannah and Augusta were quiet.", "Georgia", "USA",
           "Georgia");
}

static void names_have_forms(void **state)
{
    (void)state;
    struct article article = annotate(
        SLICE("Russian troops left Syria. Russia said the Russians would not return to Syria."));
    const struct place *russia = mentioned(&article, "Russia");
    assert_non_null(russia);
    assert_int_equal(russia->kind, PLACE_COUNTRY);
    assert_ptr_equal(mentioned(&article, "Syria")->country.ptr,
                     mentioned(&article, "Syria")->country.ptr);
    assert_true(article.place_count == 2 || mentioned(&article, "Russian") == NULL);
}

static void persons_are_no_places(void **state)
{
    (void)state;
    struct article article = annotate(SLICE("Michael Jackson sang. Paris Hilton danced."));
    assert_null(mentioned(&article, "Jackson"));
    assert_null(mentioned(&article, "Paris"));
}

static void abbreviations_are_no_towns(void **state)
{
    (void)state;
    struct article article = annotate(SLICE(
        "UN officials met in Geneva. The GAO said the IG of the US had asked the U.N. for help."));
    assert_non_null(mentioned(&article, "Geneva"));
    assert_non_null(mentioned(&article, "US"));
    static const char *const NONE[] = {"UN", "GAO", "IG", "U.N", "U.N."};
    for (size_t i = 0; i < sizeof(NONE) / sizeof(NONE[0]); i++) {
        const struct place *place = mentioned(&article, NONE[i]);
        assert_true(!place || isnan(place->latitude));
    }
}

static void unknown_names_stay(void **state)
{
    (void)state;
    struct article article = annotate(
        SLICE("Soldiers entered the village of Zarqubad in Afghanistan on Friday."));
    const struct place *place = mentioned(&article, "Zarqubad");
    assert_non_null(place);
    assert_true(isnan(place->latitude));
    assert_int_equal(place->kind, PLACE_UNKNOWN);
    assert_true(slice_equal(place->country, SLICE("AFG")));
}

static void places_lie_in_places(void **state)
{
    (void)state;
    struct article article = annotate(SLICE("They met in Alanya, Turkey, not in Omaha, Nebraska."));
    const struct place *alanya = mentioned(&article, "Alanya");
    const struct place *turkey = mentioned(&article, "Turkey");
    const struct place *omaha = mentioned(&article, "Omaha");
    const struct place *nebraska = mentioned(&article, "Nebraska");
    assert_true(alanya && turkey && omaha && nebraska);
    assert_true(place_within(alanya, turkey));
    assert_false(place_within(turkey, alanya));
    assert_true(place_within(omaha, nebraska));
    assert_false(place_within(omaha, turkey));
    assert_true(fabs(alanya->latitude - 36.54) < 0.1 && fabs(alanya->longitude - 32.0) < 0.1);
    assert_true(alanya->reason.len > 0);
}

static void many_names_stay_fast(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, (size_t)4 << 20);
    for (unsigned i = 0; i < 10000; i++)
        buf_printf(&text, "%s%s%c%u", i ? ", " : "In ", i % 3 ? "Springfield, Georgia " : "Zed",
                   (char)('A' + i % 26), i);
    struct article article = annotate(buf_slice(&text));
    assert_true(article.place_mention_count > 1000);
    buf_free(&text);
}

static void tell_nobody(void *context, const struct data_fault *fault)
{
    (void)fault;
    ++*(unsigned *)context;
}

static void bad_facts_are_told(void **state)
{
    (void)state;
    struct arena own;
    struct err err;
    struct data_set set;
    const struct place_model *other;
    unsigned told = 0;
    struct data_faults faults = {.tell = tell_nobody, .context = &told};
    arena_init(&own, (size_t)64 << 20);
    assert_true(data_set_built_in(&own, &set, &err));
    assert_true(data_set_add_bytes(&set, SLICE("places-mine.txt"),
                                   SLICE("# mine\n"
                                         "Camp Hawthorn | camp | SYR | 35.5 | 38.25 | 900 | me\n"
                                         "Nowhere | planet | SYR | 35.5 | 38.25\n"
                                         "Nowhere | city | XXX | 35.5 | 38.25\n"
                                         "Nowhere | city | USA/Utopia | 35.5 | 38.25\n"
                                         "Nowhere | city | SYR | 135.5 | 38.25\n"
                                         "Nowhere | city | SYR | 35.5 | 3x8\n"
                                         "Nowhere | city | SYR | 35.5 | 38 | many\n"
                                         "Nowhere\n"),
                                   &err));
    assert_false(place_model_load(&set, &own, &faults, &other, &err));
    assert_int_equal(err.code, ERR_FORMAT);
    assert_int_equal(told, 7);
    assert_int_equal(faults.first.line, 3);
    assert_int_equal(faults.first.column, 11);
    arena_free(&own);
}

static void damaged_tables_are_errors(void **state)
{
    (void)state;
    struct slice table = resource_get("data/places/places.bin");
    struct place_table opened;
    struct err err;
    assert_true(place_table_open(table, &opened, &err));
    assert_false(place_table_open(slice_sub(table, 0, table.len - 8), &opened, &err));
    assert_false(place_table_open(slice_sub(table, 0, 20), &opened, &err));
    assert_false(place_table_open(SLICE_EMPTY, &opened, &err));
    char *copy = arena_alloc(&arena, table.len, 64);
    memcpy(copy, table.ptr, table.len);
    copy[table.len / 2] ^= 1;
    assert_false(place_table_open((struct slice){copy, table.len}, &opened, &err));
    assert_int_equal(err.code, ERR_FORMAT);
}

static void distances_are_about_right(void **state)
{
    (void)state;
    struct gazetteer_place ankara = {.latitude = 3992000, .longitude = 3285000};
    struct gazetteer_place istanbul = {.latitude = 4101000, .longitude = 2895000};
    struct gazetteer_place nowhere = {.latitude = TABLE_NOWHERE};
    int32_t km = gazetteer_distance(&ankara, &istanbul);
    assert_true(km > 335 && km < 365);
    assert_int_equal(gazetteer_distance(&ankara, &ankara), 1);
    assert_int_equal(gazetteer_distance(&ankara, &nowhere), INT32_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ties_say_which_place),      cmocka_unit_test(names_have_forms),
        cmocka_unit_test(persons_are_no_places),     cmocka_unit_test(abbreviations_are_no_towns),
        cmocka_unit_test(unknown_names_stay),        cmocka_unit_test(places_lie_in_places),
        cmocka_unit_test(many_names_stay_fast),      cmocka_unit_test(bad_facts_are_told),
        cmocka_unit_test(damaged_tables_are_errors), cmocka_unit_test(distances_are_about_right),
    };
    return cmocka_run_group_tests_name("place", tests, set_up, tear_down);
}
