/*
 * test_groups.c - copies and stories in a store: the same record in whatever order and batches
 * articles come, feeds that repeat themselves, outlets of one name, dates that are none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <unistd.h>

#include "annals.h"
#include "store/store.h"

#include "../stores.h"

#define ARTICLES 240
#define STORIES 30
#define TEXT_BYTES 4096
#define REPEATS 10000

static char path[64];

/* ---- made-up news ---- */

struct made {
    char id[32], title[128], outlet[32], url[64], text[TEXT_BYTES];
    char published[32]; /* "" for none */
};

static uint32_t draw(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX */
    return (uint32_t)(*state >> 33);
}

/* A word that nobody uses, of a number. */
static const char *word_of(uint32_t number)
{
    static const char *const PARTS[] = {"ka", "lo",  "mir", "ren", "ta",  "su", "vor", "nel",
                                        "pa", "chu", "she", "din", "gar", "ho", "bi",  "elt"};
    static char words[8][32];
    static unsigned next;
    char *word = words[next++ % 8];
    snprintf(word, sizeof(words[0]), "%s%s%s%s", PARTS[number & 15], PARTS[number >> 4 & 15],
             PARTS[number >> 8 & 15], PARTS[number >> 12 & 15]);
    return word;
}

/* An article on story number % STORIES: words of its own story among others; every fifth carries
 * the wire's text of its story, with a lead of its own. */
static void make(uint32_t number, struct made *made)
{
    uint32_t story = number % STORIES;
    bool is_wire = number % 5 == 0;
    uint64_t state = is_wire ? story * 77 + 5 : number * 2654435761u + 1;
    size_t length = 0;
    memset(made, 0, sizeof(*made));
    snprintf(made->id, sizeof(made->id), "n%03u", number);
    snprintf(made->outlet, sizeof(made->outlet), "Outlet %u", number % 11);
    snprintf(made->url, sizeof(made->url), "https://outlet%u.example/%u", number % 11, number);
    snprintf(made->title, sizeof(made->title), "%s %s in %s", word_of(story * 3 + 1),
             word_of(story * 3 + 2), word_of(number + 40000));
    if (number % 7 != 0)
        snprintf(made->published, sizeof(made->published), "2019-%02u-%02u", story % 12 + 1,
                 number / STORIES % 27 + 1);
    if (is_wire)
        length = (size_t)sprintf(made->text, "Lead %s %s of %s. ", word_of(number * 31),
                                 word_of(number * 37), made->outlet);
    for (uint32_t i = 0; i < 90; i++) {
        uint32_t pick = draw(&state);
        uint32_t word = pick % 4 == 0 ? story * 3 + pick / 4 % 3 : pick % 3000 + 3000;
        length += (size_t)sprintf(made->text + length, "%s ", word_of(word));
    }
}

static void put(struct store *store, const struct made *made)
{
    struct err err;
    enum store_put result;
    struct article article = {.id = slice_from(made->id),
                              .title = slice_from(made->title),
                              .outlet = slice_from(made->outlet),
                              .url = slice_from(made->url),
                              .text = slice_from(made->text),
                              .language = SLICE("en"),
                              .source = SLICE("test"),
                              .encoding = "utf-8"};
    datetime_parse_iso(slice_from(made->published), &article.published);
    hash_id(&article.id, 1, article.key);
    assert_true(store_put_article(store, &article, &result, &err));
}

/* ---- stores ---- */

static struct store *opened(void)
{
    struct err err;
    struct store *store;
    assert_true(store_open(path, STORE_WRITE, &store, &err));
    return store;
}

static void recorded(struct store *store)
{
    struct err err;
    struct annals_error error;
    struct annals_progress progress;
    assert_true(store_close(store, true, &err));
    if (annals_record_update(path, NULL, &progress, &error) != 0)
        fail_msg("%s", error.message);
}

static void assert_query(const char *sql, const char *expected)
{
    char *text = query(path, sql);
    assert_string_equal(text, expected);
    free(text);
}

/* All that the record has of copies and stories, by what does not depend on this file. */
static const char DUMP[] =
    "SELECT story, article, copy_group, copy, copy_of, copied_words, '' FROM story_articles"
    " UNION ALL SELECT id, title, first_day, last_day, articles, outlets, outlets_all FROM stories"
    " UNION ALL SELECT article, number, start_offset, end_offset, copy_of, other_start, other_end"
    " FROM copy_passages"
    " UNION ALL SELECT 'copy', member, other, weight, '', '', '' FROM copy_link"
    " UNION ALL SELECT 'copy', key, member, '', '', '', '' FROM copy_key"
    " UNION ALL SELECT 'story', member, other, weight, '', '', '' FROM story_link"
    " UNION ALL SELECT 'story', key, member, '', '', '', '' FROM story_key"
    " UNION ALL SELECT 'unit', id, day, hex(terms), '', '', '' FROM story_unit"
    " UNION ALL SELECT a.key, r.body, r.words, r.unit, '', '', '' FROM record_article AS r"
    " JOIN article AS a ON a.number = r.article ORDER BY 1, 2, 3, 4, 5, 6, 7";

/* The record of these articles, taken in by batches of a size. */
static char *record_of(const uint32_t *order, size_t count, size_t batch)
{
    static struct made made;
    unlink(path);
    for (size_t first = 0; first < count; first += batch) {
        struct store *store = opened();
        for (size_t i = first; i < count && i < first + batch; i++) {
            make(order[i], &made);
            put(store, &made);
        }
        recorded(store);
    }
    return query(path, DUMP);
}

static int set_up(void **state)
{
    (void)state;
    snprintf(path, sizeof(path), "/tmp/annals-groups-%d.db", (int)getpid());
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

static void the_record_does_not_depend_on_order_and_batches(void **state)
{
    (void)state;
    uint32_t order[ARTICLES];
    uint64_t dice = 7;
    for (uint32_t i = 0; i < ARTICLES; i++)
        order[i] = i;
    char *whole = record_of(order, ARTICLES, ARTICLES);
    char *stories = query(path, "SELECT count(*) FROM story WHERE articles > 1");
    char *groups = query(path, "SELECT count(DISTINCT copy_group) FROM copies");
    assert_true(atoi(stories) >= STORIES / 2);
    assert_true(atoi(groups) >= 5);
    free(stories);
    free(groups);
    static const size_t BATCHES[] = {1, 17, 100, ARTICLES};
    for (size_t b = 0; b < sizeof(BATCHES) / sizeof(BATCHES[0]); b++) {
        for (uint32_t i = ARTICLES; i > 1; i--) {
            uint32_t other = draw(&dice) % i, kept = order[i - 1];
            order[i - 1] = order[other];
            order[other] = kept;
        }
        char *again = record_of(order, ARTICLES, BATCHES[b]);
        assert_string_equal(again, whole);
        free(again);
    }
    free(whole);
}

static void a_story_keeps_its_id_when_more_comes_and_tells_when_it_goes(void **state)
{
    (void)state;
    static struct made made;
    unlink(path);
    struct store *store = opened();
    for (uint32_t number = 61; number < 121; number += STORIES) {
        make(number, &made);
        put(store, &made);
    }
    recorded(store);
    char *before = query(path, "SELECT id FROM story");
    store = opened();
    make(151, &made); /* later than both */
    put(store, &made);
    recorded(store);
    assert_query("SELECT id FROM story", before);
    assert_query("SELECT count(*) FROM story_change", "0|\n");
    store = opened();
    make(1, &made); /* earlier than all */
    put(store, &made);
    recorded(store);
    char *after = query(path, "SELECT id FROM story");
    assert_string_not_equal(after, before);
    assert_query("SELECT story, '\n' FROM story_change WHERE kind = 'renamed'"
                 " AND successor = (SELECT id FROM story)",
                 strcat(strcpy(made.text, strtok(before, "\n")), "\n|\n"));
    free(after);
    free(before);
}

/* Ten thousand times the same, under other addresses: one text, no more work than that. */
static void a_feed_that_repeats_one_article_stays_bounded(void **state)
{
    (void)state;
    static struct made made;
    unlink(path);
    struct store *store = opened();
    make(5, &made);
    for (uint32_t i = 0; i < REPEATS; i++) {
        snprintf(made.id, sizeof(made.id), "r%u", i);
        snprintf(made.url, sizeof(made.url), "https://feed.example/%u", i);
        put(store, &made);
    }
    recorded(store);
    assert_query("SELECT articles, outlets, outlets_all FROM story", "10000|1|1|\n");
    assert_query("SELECT kind, count(*) FROM copies GROUP BY kind", "first|1|\nsame|9999|\n");
    assert_query("SELECT count(*) FROM copy_link", "0|\n");
    assert_query("SELECT count(DISTINCT member) FROM copy_key", "1|\n");
}

static void outlets_of_one_name_are_two_and_a_wire_text_is_one(void **state)
{
    (void)state;
    static struct made made;
    static const char *const URLS[] = {"https://www.herald.example/1", "https://herald.co.zz/1",
                                       "https://news.herald.example/2"};
    unlink(path);
    struct store *store = opened();
    for (uint32_t i = 0; i < 3; i++) {
        make(4 + i * STORIES, &made); /* one story, three texts */
        strcpy(made.outlet, "The Herald");
        strcpy(made.url, URLS[i]);
        put(store, &made);
    }
    recorded(store);
    assert_query("SELECT articles, outlets, outlets_all FROM story", "3|2|2|\n");
    unlink(path);
    store = opened();
    for (uint32_t i = 0; i < 3; i++) {
        make(5 + i * STORIES, &made); /* the wire's text, with leads of three outlets */
        put(store, &made);
    }
    recorded(store);
    assert_query("SELECT articles, outlets, outlets_all FROM story", "3|1|3|\n");
}

static void dates_that_are_none_join_only_what_is_much_alike(void **state)
{
    (void)state;
    static struct made made;
    static const char *const DATES[] = {"3016-05-01", "", "2019-05-02", "2018-05", "-1"};
    unlink(path);
    struct store *store = opened();
    for (uint32_t i = 0; i < 5; i++) {
        make(4 + i * STORIES, &made);
        strcpy(made.published, DATES[i]);
        put(store, &made);
    }
    recorded(store);
    assert_query("SELECT count(*) FROM story_article", "5|\n");
    assert_query("SELECT count(*) FROM story WHERE last_day > '3000' AND articles > 1", "0|\n");
    assert_query("PRAGMA integrity_check", "ok|\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_record_does_not_depend_on_order_and_batches),
        cmocka_unit_test(a_story_keeps_its_id_when_more_comes_and_tells_when_it_goes),
        cmocka_unit_test(a_feed_that_repeats_one_article_stays_bounded),
        cmocka_unit_test(outlets_of_one_name_are_two_and_a_wire_text_is_one),
        cmocka_unit_test(dates_that_are_none_join_only_what_is_much_alike),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
