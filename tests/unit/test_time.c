/*
 * test_time.c - time expressions: what is found, its value and its days, with and without a date.
 *
 *   in    sentences written here
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
#include "base/numerals.h"
#include "parsed.h"
#include "time/calendar.h"
#include "time/time.h"

static const struct time_model *model;

static int set_up(void **state)
{
    (void)state;
    struct err err;
    struct data_faults faults = {0};
    return parsed_begin() && time_model_load(&built_in, &lasting, &faults, &model, &err) ? 0 : 1;
}

/* Reads one paragraph; published or not_before may be empty. */
static struct article read(const char *text, const char *published, const char *not_before)
{
    struct err err;
    struct article article = parsed_article(slice_from(text), true);
    datetime_parse_iso(slice_from(published), &article.published);
    datetime_parse_iso(slice_from(not_before), &article.not_before);
    assert_true(time_annotate(model, &arena, &scratch, &article, &err));
    return article;
}

static void write_day(struct buf *out, int32_t day)
{
    int32_t year;
    unsigned month, of_month;
    if (day == DAY_UNKNOWN) {
        buf_append_byte(out, '?');
        return;
    }
    date_from_days(day, &year, &month, &of_month);
    buf_printf(out, "%04d-%02u-%02u", year, month, of_month);
}

static void write_times(const struct article *article, bool days, struct buf *out)
{
    for (uint32_t i = 0; i < article->time_count; i++) {
        const struct time_expression *time = &article->times[i];
        buf_printf(out, "%s%.*s=%.*s", i > 0 ? "; " : "",
                   SLICE_ARG(article_slice(article, time->span)), SLICE_ARG(time->value));
        if (!days)
            continue;
        buf_append(out, SLICE(" "));
        write_day(out, time->earliest);
        buf_append(out, SLICE(".."));
        write_day(out, time->latest);
    }
    buf_append_byte(out, '\0');
}

static void expect_all(const char *text, const char *published, const char *not_before, bool days,
                       const char *wanted)
{
    struct article article = read(text, published, not_before);
    struct buf got;
    buf_init(&got, (size_t)1 << 20);
    write_times(&article, days, &got);
    assert_string_equal(got.ptr, wanted);
    buf_free(&got);
}

/* Published on Friday, 2 December 2016. */
static void expect(const char *text, const char *wanted)
{
    expect_all(text, "2016-12-02", "", false, wanted);
}

static void test_dates(void **state)
{
    (void)state;
    expect("They met on 1 December 2016 in Alanya.", "1 December 2016=2016-12-01");
    expect("They met on Thursday, Dec. 1st.", "Thursday, Dec. 1st=2016-12-01");
    expect("It began in March 2011 and grew in the 1990s.", "March 2011=2011-03; the 1990s=199");
    expect("Signed 2016-11-24 and 11/25/2016.", "2016-11-24=2016-11-24; 11/25/2016=2016-11-25");
    expect_all("Signed 2/3/2016.", "2016-12-02", "", true,
               "2/3/2016=2016-XX-XX 2016-02-03..2016-03-02");
    expect("Sales rose 4% from the same period last year.", "the same period last year=2015");
    expect("It fell in the third quarter of 2015.", "the third quarter of 2015=2015-Q3");
    expect("In late September 2015 it joined.", "late September 2015=2015-09");
    expect("It was built in the 19th century.", "the 19th century=18");
}

static void test_ranges(void **state)
{
    (void)state;
    expect("He will stay from 3 to 5 May.", "3=2017-05-03; 5 May=2017-05-05");
    expect("They fought between 2011 and 2013.", "2011=2011; 2013=2013");
    expect("Talks are held on April 24 and 25.", "April 24=2016-04-24; 25=2016-04-25");
}

static void test_writing(void **state)
{
    (void)state;
    expect("He said on Thursday that they met on Tuesday.",
           "Thursday=2016-12-01; Tuesday=2016-11-29");
    expect("They will meet on Tuesday.", "Tuesday=2016-12-06");
    expect("It happened yesterday, and last week, and two months ago.",
           "yesterday=2016-12-01; last week=2016-W47; two months ago=2016-10");
    expect("The summit is scheduled for January.", "January=2017-01");
    expect("He resigned last November.", "last November=2016-11");
    expect("Soldiers died in the past week.", "the past week=P1W");
    expect("It is now time.", "now=PRESENT_REF");
    expect("They said talks could resume as early as Tuesday.", "Tuesday=2016-12-06");
    expect("The court extended the deadline until Monday.", "Monday=2016-12-05");
    expect("Wednesday's ruling was harsh.", "Wednesday=2016-11-30");
    expect("He is in his 50s and reads the People's Daily.", "");
}

static void test_spoken(void **state)
{
    (void)state;
    expect("The jet was shot down on 24 November 2015. Three days later Russia acted.",
           "24 November 2015=2015-11-24; Three days later=2015-11-27");
    expect("He came on 5 May 2014. That day it rained.",
           "5 May 2014=2014-05-05; That day=2014-05-05");
}

static void test_durations(void **state)
{
    (void)state;
    expect("After three days of talks and a 16-hour flight he left.",
           "three days=P3D; 16-hour=PT16H");
    expect("It took two and a half years.", "two and a half years=P2Y6M");
    expect("They meet every Monday and report annually.", "every Monday=XXXX-WXX-1; annually=P1Y");
    expect("The 40-year-old man came.", "");
    expect("It was the fifth session.", "");
    expect("He spoke to Theresa May in May.", "May=2016-05");
    expect("Sales rose in Q3 2015 and FY2016.", "Q3 2015=2015-Q3; FY2016=2016");
}

static void test_days(void **state)
{
    (void)state;
    expect_all("Trade will reach that by 2023.", "2016-12-02", "", true, "2023=2023 ?..2023-12-31");
    expect_all("It has fought since 2011.", "2016-12-02", "", true,
               "2011=2011 2011-01-01..2016-12-02");
    expect_all("It joined in late September 2015.", "2016-12-02", "", true,
               "late September 2015=2015-09 2015-09-21..2015-09-30");
}

/* Nothing is guessed: without a date only what the text proves remains. */
static void test_unanchored(void **state)
{
    (void)state;
    expect_all("He spoke on Friday.", "", "", true, "Friday=XXXX-WXX-5 ?..?");
    expect_all("He spoke yesterday.", "", "2016-07-15", true, "yesterday=XXXX-XX-XX 2016-07-14..?");
    expect_all("In July he spoke.", "", "", true, "July=XXXX-07 ?..?");
    expect_all("He spoke on 1 July 2016.", "", "", true,
               "1 July 2016=2016-07-01 2016-07-01..2016-07-01");
}

static void test_feasts(void **state)
{
    (void)state;
    expect("Easter Monday 2016 came.", "Easter Monday 2016=2016-03-28");
    expect("It struck on Thanksgiving Day.", "Thanksgiving Day=2016-11-24");
    expect("Nowruz was celebrated.", "Nowruz=2016-03-21");
    assert_int_equal(calendar_easter(2024), date_days(2024, 3, 31));
    assert_int_equal(calendar_orthodox_easter(2024), date_days(2024, 5, 5));
    assert_int_equal(calendar_passover(2016), date_days(2016, 4, 23));
    assert_int_equal(calendar_passover(2024), date_days(2024, 4, 23));
    /* Ramadan 1437 began on 6 June 2016; the table may be a day off. */
    assert_true(abs(calendar_islamic(1437, 9, 1) - date_days(2016, 6, 6)) <= 1);
    assert_true(abs(calendar_islamic(1445, 9, 1) - date_days(2024, 3, 11)) <= 1);
}

static void test_hostile(void **state)
{
    (void)state;
    expect("In the year 99999 and 99999999999999999999 years ago.", "years ago=PAST_REF");
    expect("On 31 February 2016 nothing.", "");
    expect("5000000 years ago and 9999999999 centuries later", "");
}

static void expect_number(const char *text, double low, double high, size_t taken)
{
    const struct numerals *numerals;
    struct data_faults faults = {0};
    struct err err;
    struct slice words[16], rest = slice_from(text);
    size_t count = 0;
    assert_true(numerals_load(&built_in, &arena, &faults, &numerals, &err));
    while (slice_next_field(&rest, ' ', &words[count]))
        count++;
    struct numeral number;
    assert_int_equal(numerals_read(numerals, words, count, &number), taken);
    if (taken == 0)
        return;
    assert_true(number.low >= low && number.low <= low);
    assert_true(high < 0 ? number.high != number.high : number.high >= high && number.high <= high);
}

static void test_numerals(void **state)
{
    (void)state;
    expect_number("1,200 people", 1200, 1200, 1);
    expect_number("2.5 million dollars", 2500000, 2500000, 2);
    expect_number("two hundred and fifty men", 250, 250, 4);
    expect_number("twenty - five men", 25, 25, 3);
    expect_number("2 1/2 years", 2.5, 2.5, 2);
    expect_number("half a million", 500000, 500000, 3);
    expect_number("tens of thousands of people", 10000, -1, 3);
    expect_number("a dozen eggs", 12, 12, 2);
    expect_number("a man", 0, 0, 0);
    expect_number("twenty - first", 21, 21, 3);
}

/* A bad line of a user's file is told by place, and the rest is read. */
static void test_faults(void **state)
{
    (void)state;
    struct arena own;
    struct data_set mine;
    struct data_faults faults = {0};
    const struct time_model *other;
    struct err err;
    arena_init(&own, (size_t)64 << 20);
    assert_true(data_set_built_in(&own, &mine, &err));
    struct slice bytes = SLICE("ok | on $weekday | date\nbad | ( on | date\n");
    assert_true(data_set_add_bytes(&mine, SLICE("mine/timerules-mine.txt"), bytes, &err));
    assert_false(time_model_load(&mine, &own, &faults, &other, &err));
    assert_int_equal(err.code, ERR_FORMAT);
    assert_int_equal(faults.count, 1);
    assert_int_equal(faults.first.line, 2);
    arena_free(&own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),      cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_writing),    cmocka_unit_test(test_spoken),
        cmocka_unit_test(test_durations),  cmocka_unit_test(test_days),
        cmocka_unit_test(test_unanchored), cmocka_unit_test(test_feasts),
        cmocka_unit_test(test_hostile),    cmocka_unit_test(test_numerals),
        cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests(tests, set_up, parsed_end);
}
