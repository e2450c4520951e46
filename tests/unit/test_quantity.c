/*
 * test_quantity.c - numbers: their bounds, units, what they count and what befell it.
 *
 *   in    sentences written here
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
#include "parsed.h"
#include "quantity/quantity.h"

static const struct quantity_model *model;

static int set_up(void **state)
{
    (void)state;
    struct err err;
    struct data_faults faults = {0};
    return parsed_begin() && quantity_model_load(&built_in, &lasting, &faults, &model, &err) ? 0
                                                                                             : 1;
}

static void write_bound(struct buf *out, double bound)
{
    if (isnan(bound))
        buf_append_byte(out, '?');
    else
        buf_printf(out, "%.15g", bound);
}

/* "span=low..high unit of; …", times left out: the quantities of one paragraph. */
static void expect_parsed(const char *text, bool parsed, const char *wanted)
{
    struct err err;
    struct buf got;
    struct article article = parsed_article(slice_from(text), parsed);
    assert_true(quantity_annotate(model, &arena, &scratch, &article, &err));
    buf_init(&got, (size_t)1 << 20);
    for (uint32_t i = 0; i < article.quantity_count; i++) {
        const struct quantity *quantity = &article.quantities[i];
        buf_printf(&got, "%s%.*s=", i > 0 ? "; " : "",
                   SLICE_ARG(article_slice(&article, quantity->span)));
        write_bound(&got, quantity->low);
        buf_append(&got, SLICE(".."));
        write_bound(&got, quantity->high);
        buf_printf(&got, " %.*s: %.*s", SLICE_ARG(quantity->unit), SLICE_ARG(quantity->of));
    }
    buf_append_byte(&got, '\0');
    assert_string_equal(got.ptr, wanted);
    buf_free(&got);
}

static void expect(const char *text, const char *wanted)
{
    expect_parsed(text, true, wanted);
}

static void test_fates(void **state)
{
    (void)state;
    expect("Three soldiers were killed.", "Three=3..3 people: soldiers killed");
    expect("The blast killed 12 people and wounded 30.",
           "12=12..12 people: people killed; 30=30..30 people: people injured");
    expect("The death toll rose to 45.", "45=45..45 people: people killed");
    expect("The attack left 40 dead, 100 injured.",
           "40=40..40 people: people killed; 100=100..100 people: people injured");
    expect("Police arrested dozens of protesters.", "dozens=12..? people: protesters arrested");
    expect("The attack claimed 45 lives.", "45=45..45 people: people killed");
    expect("Three of them died.", "Three=3..3 people: people killed");
}

static void test_bounds(void **state)
{
    (void)state;
    expect("At least 80 people were killed and more than 100 injured.",
           "At least 80=80..? people: people killed; more than 100=101..? people: people injured");
    expect("Up to 5,000 demonstrators marched.",
           "Up to 5,000=?..5000 people: demonstrators protesting");
    expect("Between 10 and 20 fighters died.", "Between 10 and 20=10..20 people: fighters killed");
    expect("The raid displaced tens of thousands of villagers.",
           "tens of thousands=10000..? people: villagers displaced");
}

static void test_units(void **state)
{
    (void)state;
    expect("Trade fell 5.2 percent to $100bn.", "5.2 percent=5.2..5.2 percent: ; "
                                                "$100bn=100000000000..100000000000 USD: ");
    expect("They demanded a ransom of $5.2 billion.",
           "$5.2 billion=5200000000..5200000000 USD: ransom");
    expect("The ship moved 600 tons of oil.", "600 tons=600..600 tons: oil");
    expect("It flew 300 km.", "300 km=300..300 km: ");
    expect("It cost millions of dollars.", "millions=1000000..? USD: ");
    expect("He was sentenced to five years in prison.", "five=5..5 years: prison");
    expect_parsed("It flew 300 km with 12 men.", false, "300 km=300..300 km: ");
}

static void test_none(void **state)
{
    (void)state;
    expect("The 42-year-old man came fifth.", "");
    expect("It was a Boeing 737.", "");
    expect("He won 3-2.", "");
}

static void test_hostile(void **state)
{
    (void)state;
    expect("99999999999999999999999999 -- 1/0 $$$ % %", "");
    static char many[200001];
    for (size_t i = 0; i + 4 < sizeof(many); i += 4)
        memcpy(many + i, "two ", 4);
    struct err err;
    struct article article = parsed_article((struct slice){many, 200000}, false);
    assert_true(quantity_annotate(model, &arena, &scratch, &article, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fates), cmocka_unit_test(test_bounds),  cmocka_unit_test(test_units),
        cmocka_unit_test(test_none),  cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, set_up, parsed_end);
}
