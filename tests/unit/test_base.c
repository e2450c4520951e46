/*
 * test_base.c - base/: arenas, slices, UTF-8, maps, JSON, dates.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/data_set.h"
#include "base/date.h"
#include "base/fold.h"
#include "base/hash.h"
#include "base/json_read.h"
#include "base/json_write.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vector.h"

#define assert_slice(s, literal) assert_true(slice_equal((s), SLICE(literal)))

static void arena_hands_out_zeroed_aligned_memory(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *p = arena_alloc(&arena, size, 16);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xEE, size);
    }
    arena_free(&arena);
}

static void arena_refuses_over_its_limit(void **state)
{
    (void)state;
    struct arena arena;
    struct err err;
    arena_init(&arena, 1000);
    assert_non_null(arena_alloc(&arena, 900, 1));
    assert_null(arena_alloc(&arena, 101, 1));
    assert_false(arena_fail(&arena, &err));
    assert_int_equal(err.code, ERR_LIMIT);
    assert_null(arena_alloc_array(&arena, SIZE_MAX / 2, 8, 8));
    arena_free(&arena);
}

static void arena_grows_and_rewinds(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 24);
    char *p = arena_alloc(&arena, 10, 1);
    memcpy(p, "0123456789", 10);
    struct arena_mark mark = arena_mark(&arena);
    p = arena_grow(&arena, p, 10, 20, 1);
    assert_memory_equal(p, "0123456789\0\0\0\0\0\0\0\0\0\0", 20);
    p = arena_grow(&arena, p, 20, 1 << 20, 1);
    assert_memory_equal(p, "0123456789", 10);
    arena_rewind(&arena, mark);
    assert_int_equal(arena.used_bytes, 10);
    arena_reset(&arena);
    assert_non_null(arena_alloc(&arena, 100, 8));
    arena_free(&arena);
}

static void vector_keeps_its_items(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 24);
    VECTOR(uint32_t) numbers = {0};
    for (uint32_t i = 0; i < 10000; i++) {
        uint32_t *slot = vector_push(&numbers, &arena);
        assert_non_null(slot);
        *slot = i;
    }
    for (uint32_t i = 0; i < 10000; i++)
        assert_int_equal(numbers.items[i], i);
    arena_free(&arena);
}

static void map_finds_what_was_put(void **state)
{
    (void)state;
    struct arena arena;
    struct map map;
    arena_init(&arena, 1 << 24);
    map_init(&map, &arena);
    assert_null(map_get(&map, SLICE("a")));
    for (uint32_t i = 0; i < 5000; i++) {
        char key[16];
        int length = snprintf(key, sizeof(key), "key%u", (unsigned)i);
        struct slice copy = arena_copy(&arena, (struct slice){key, (size_t)length});
        assert_true(map_put(&map, copy, i));
    }
    assert_int_equal(map.count, 5000);
    assert_int_equal(*map_get(&map, SLICE("key0")), 0);
    assert_int_equal(*map_get(&map, SLICE("key4999")), 4999);
    assert_null(map_get(&map, SLICE("key5000")));
    arena_free(&arena);
}

static void slices_cut_lines_and_fields(void **state)
{
    (void)state;
    struct slice rest = SLICE("one\r\ntwo\n\nfour"), line;
    assert_true(slice_next_line(&rest, &line));
    assert_slice(line, "one");
    assert_true(slice_next_line(&rest, &line));
    assert_slice(line, "two");
    assert_true(slice_next_line(&rest, &line));
    assert_slice(line, "");
    assert_true(slice_next_line(&rest, &line));
    assert_slice(line, "four");
    assert_false(slice_next_line(&rest, &line));
    rest = SLICE("a\t\tb");
    assert_true(slice_next_field(&rest, '\t', &line));
    assert_true(slice_next_field(&rest, '\t', &line));
    assert_slice(line, "");
    assert_true(slice_next_field(&rest, '\t', &line));
    assert_slice(line, "b");
    assert_false(slice_next_field(&rest, '\t', &line));
    assert_int_equal(slice_find(SLICE("banana"), SLICE("nan"), 0), 2);
    assert_true(slice_find(SLICE("banana"), SLICE("x"), 0) == SIZE_MAX);
}

static void utf8_tells_valid_from_invalid(void **state)
{
    (void)state;
    static const struct {
        struct slice bytes;
        size_t bad;
    } CASES[] = {
        {{"abc", 3}, SIZE_MAX},
        {{"\xC3\x87", 2}, SIZE_MAX},
        {{"a\xC3", 2}, 1},
        {{"\xC0\x80", 2}, 0},
        {{"\xED\xA0\x80", 3}, 0},
        {{"\xF4\x90\x80\x80", 4}, 0},
        {{"\xF0\x9F\x98\x80", 4}, SIZE_MAX},
        {{"12345678\xFF", 9}, 8},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        size_t bad = SIZE_MAX;
        assert_int_equal(utf8_valid(CASES[i].bytes, &bad), CASES[i].bad == SIZE_MAX);
        assert_true(bad == CASES[i].bad);
    }
}

static void utf8_decodes_what_it_encoded(void **state)
{
    (void)state;
    for (uint32_t code_point = 0; code_point < 0x110000; code_point += 37) {
        char bytes[UTF8_BYTES_MAX];
        uint32_t back;
        size_t length = utf8_encode(code_point, bytes);
        assert_int_equal(utf8_decode((struct slice){bytes, length}, 0, &back), length);
        bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
        assert_int_equal(back, surrogate ? UTF8_REPLACEMENT : code_point);
        assert_int_equal(utf8_before((struct slice){bytes, length}, length), 0);
    }
    assert_true(unicode_is_upper(0x130)); /* İ */
    assert_true(unicode_is_lower(0x131)); /* ı */
    assert_true(unicode_is_space(0xA0));
    assert_int_equal(unicode_lower(0xC7), 0xE7);
}

static void json_reads_what_it_wrote(void **state)
{
    (void)state;
    struct buf out;
    struct json_writer json;
    struct arena arena;
    struct json *value;
    struct err err;
    buf_init(&out, 1 << 20);
    arena_init(&arena, 1 << 20);
    json_begin(&json, &out);
    json_object(&json);
    json_key(&json, "text");
    json_string(&json, SLICE("a\"b\\c\n\x01\xC3\x87\xFF"));
    json_key(&json, "list");
    json_array(&json);
    json_i64(&json, -5);
    json_decimal(&json, -1.005, 2);
    json_decimal(&json, 36.543219, 4);
    json_null(&json);
    json_bool(&json, true);
    json_array_end(&json);
    json_object_end(&json);
    assert_false(out.failed);
    assert_string_equal(out.ptr, "{\"text\":\"a\\\"b\\\\c\\n\\u0001\xC3\x87\xEF\xBF\xBD\","
                                 "\"list\":[-5,-1.00,36.5432,null,true]}");
    assert_true(json_parse(buf_slice(&out), JSON_STRICT, &arena, &value, &err));
    assert_slice(json_text(json_member(value, SLICE("text"))), "a\"b\\c\n\x01\xC3\x87\xEF\xBF\xBD");
    assert_int_equal(json_member(value, SLICE("list"))->child->type, JSON_NUMBER);
    buf_free(&out);
    arena_free(&arena);
}

static void json_names_the_place_of_an_error(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t offset;
    } CASES[] = {
        {"", 0},     {"{\"a\":1,}", 7}, {"[1,2", 4},      {"{\"a\" 1}", 5}, {"\"abc", 1},
        {"[01]", 3}, {"nul", 0},        {"[\"\\x\"]", 3}, {"1 2", 2},       {"[1.]", 3},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct arena arena;
        struct json *value;
        struct err err = {0};
        arena_init(&arena, 1 << 20);
        assert_false(json_parse(slice_from(CASES[i].text), JSON_STRICT, &arena, &value, &err));
        assert_int_equal(err.code, ERR_FORMAT);
        assert_int_equal(err.offset, CASES[i].offset);
        arena_free(&arena);
    }
}

static void json_bounds_its_depth_and_reads_surrogates(void **state)
{
    (void)state;
    char deep[400];
    struct arena arena;
    struct json *value;
    struct err err;
    arena_init(&arena, 1 << 20);
    memset(deep, '[', sizeof(deep));
    assert_false(json_parse((struct slice){deep, sizeof(deep)}, JSON_STRICT, &arena, &value, &err));
    assert_int_equal(err.code, ERR_LIMIT);
    assert_true(json_parse(SLICE("\"\\ud83d\\ude00\\ud83d\""), JSON_STRICT, &arena, &value, &err));
    assert_slice(json_text(value), "\xF0\x9F\x98\x80\xEF\xBF\xBD");
    assert_true(json_parse(SLICE("{\"a\":\"x\ny\",}"), JSON_LENIENT, &arena, &value, &err));
    assert_slice(json_text(json_member(value, SLICE("a"))), "x\ny");
    arena_free(&arena);
}

static void dates_count_days(void **state)
{
    (void)state;
    assert_int_equal(date_days(1970, 1, 1), 0);
    assert_int_equal(date_days(2016, 12, 1), 17136);
    assert_int_equal(date_weekday(date_days(2016, 12, 1)), 3); /* Thursday */
    for (int32_t days = -1000000; days < 1000000; days += 13) {
        int32_t year;
        unsigned month, day;
        date_from_days(days, &year, &month, &day);
        assert_true(date_is_real(year, month, day));
        assert_int_equal(date_days(year, month, day), days);
    }
    assert_false(date_is_real(2015, 2, 29));
    assert_true(date_is_real(2016, 2, 29));
}

static void dates_read_and_write_iso(void **state)
{
    (void)state;
    static const char *const SAME[] = {"2016",
                                       "2016-12",
                                       "2016-12-02",
                                       "2016-12-02T13:03",
                                       "2016-12-02T13:03+08:00",
                                       "2016-12-02T13:03-03:30",
                                       "2016-12-02T13:03Z"};
    static const char *const BAD[] = {"",           "16-12-02",         "2016-13",
                                      "2016-02-30", "2016-12-02T25:00", "2016-12-02 ago",
                                      "2016-1-2",   "201612",           "2016-12-02T13:03+99:00"};
    char text[DATETIME_TEXT_BYTES];
    struct datetime date;
    for (size_t i = 0; i < sizeof(SAME) / sizeof(SAME[0]); i++) {
        assert_true(datetime_parse_iso(slice_from(SAME[i]), &date));
        assert_int_equal(datetime_format(&date, text), strlen(SAME[i]));
        assert_string_equal(text, SAME[i]);
    }
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
        assert_false(datetime_parse_iso(slice_from(BAD[i]), &date));
    assert_true(datetime_parse_iso(SLICE("20161202T130359.123+0800"), &date));
    datetime_format(&date, text);
    assert_string_equal(text, "2016-12-02T13:03+08:00");
}

static void hashes_are_the_published_ones(void **state)
{
    (void)state;
    static const uint8_t ABC[] = {0xBA, 0x78, 0x16, 0xBF, 0x8F, 0x01, 0xCF, 0xEA};
    uint8_t digest[SHA256_BYTES];
    char id[HASH_ID_CHARS], other[HASH_ID_CHARS];
    hash_sha256(SLICE("abc"), digest);
    assert_memory_equal(digest, ABC, sizeof(ABC));
    hash_id((struct slice[]){SLICE("ab"), SLICE("c")}, 2, id);
    hash_id((struct slice[]){SLICE("a"), SLICE("bc")}, 2, other);
    assert_memory_not_equal(id, other, HASH_ID_CHARS);
    assert_true(hash_64(SLICE("")) == 0x2D06800538D394C2u);
}

static void data_lines_are_cut_into_fields(void **state)
{
    (void)state;
    struct arena arena;
    struct err err;
    struct data_set set = {.arena = &arena};
    struct data_faults faults = {0};
    struct data_lines lines;
    struct data_line line;
    arena_init(&arena, 1 << 20);
    assert_true(
        data_set_add_bytes(&set, SLICE("x/people-mine.txt"),
                           SLICE("# note\n\n Ana ; Anna;| 2014-02..2016 |\n\u00e9|2016..2014\n"
                                 "1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17\nlast\n"),
                           &err));
    assert_slice(set.files.items[0].kind, "people");
    data_lines_init(&lines, &set.files.items[0], &faults);
    assert_true(data_lines_next(&lines, &line));
    assert_int_equal(line.number, 3);
    assert_int_equal(line.field_count, 3);
    struct slice rest = line.fields[0], word;
    assert_true(data_next_word(&rest, &word));
    assert_slice(word, "Ana");
    assert_true(data_next_word(&rest, &word));
    assert_slice(word, "Anna");
    assert_false(data_next_word(&rest, &word));
    int32_t earliest, latest;
    assert_true(data_days(&faults, &line, line.fields[1], &earliest, &latest));
    assert_int_equal(earliest, date_days(2014, 2, 1));
    assert_int_equal(latest, date_days(2016, 12, 31));
    assert_true(data_days(&faults, &line, line.fields[2], &earliest, &latest));
    assert_int_equal(earliest, INT32_MIN);
    assert_int_equal(latest, INT32_MAX);
    assert_true(data_lines_next(&lines, &line));
    assert_false(data_days(&faults, &line, line.fields[1], &earliest, &latest));
    assert_int_equal(faults.first.line, 4);
    assert_int_equal(faults.first.column, 3);
    /* nothing of a line with too many fields is left in the next one */
    assert_true(data_lines_next(&lines, &line));
    assert_int_equal(faults.count, 2);
    assert_int_equal(line.number, 6);
    assert_int_equal(line.field_count, 1);
    assert_null(line.fields[1].ptr);
    assert_false(data_lines_next(&lines, &line));
    assert_false(data_faults_end(&faults, &err));
    assert_int_equal(err.code, ERR_FORMAT);
    arena_free(&arena);
}

static void built_in_data_files_are_listed(void **state)
{
    (void)state;
    struct arena arena;
    struct err err;
    struct data_set set;
    arena_init(&arena, 1 << 20);
    assert_true(data_set_built_in(&arena, &set, &err));
    assert_true(set.files.count > 10);
    for (size_t i = 0; i < set.files.count; i++)
        assert_true(set.files.items[i].built_in && set.files.items[i].kind.len > 0);
    arena_free(&arena);
}

static void expect_fold(const char *name, const char *key)
{
    char out[64], again[64];
    size_t length = fold_name(slice_from(name), out, sizeof(out));
    assert_true(slice_equal((struct slice){out, length}, slice_from(key)));
    size_t twice = fold_name((struct slice){out, length}, again, sizeof(again));
    assert_true(slice_equal((struct slice){again, twice}, slice_from(key)));
}

static void names_are_folded_to_keys(void **state)
{
    (void)state;
    expect_fold("Çavuşoğlu", "cavusoglu");
    expect_fold("ERDOĞAN", "erdogan");
    expect_fold("Łódź", "lodz");
    expect_fold("Diyarbakır", "diyarbakir");
    expect_fold("N’Djamena", "ndjamena");
    expect_fold("U.S.", "us");
    expect_fold("W.Va.", "wva");
    expect_fold("St.Petersburg", "st petersburg");
    expect_fold("  Ivano-Frankivsk (oblast) ", "ivano frankivsk oblast");
    expect_fold("Straße", "strasse");
    expect_fold("Алания", "алания");
    expect_fold("--", "");
    char small[4];
    assert_int_equal(fold_name(SLICE("Paris"), small, sizeof(small)), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_hands_out_zeroed_aligned_memory),
        cmocka_unit_test(arena_refuses_over_its_limit),
        cmocka_unit_test(arena_grows_and_rewinds),
        cmocka_unit_test(vector_keeps_its_items),
        cmocka_unit_test(map_finds_what_was_put),
        cmocka_unit_test(slices_cut_lines_and_fields),
        cmocka_unit_test(utf8_tells_valid_from_invalid),
        cmocka_unit_test(utf8_decodes_what_it_encoded),
        cmocka_unit_test(json_reads_what_it_wrote),
        cmocka_unit_test(json_names_the_place_of_an_error),
        cmocka_unit_test(json_bounds_its_depth_and_reads_surrogates),
        cmocka_unit_test(dates_count_days),
        cmocka_unit_test(dates_read_and_write_iso),
        cmocka_unit_test(hashes_are_the_published_ones),
        cmocka_unit_test(names_are_folded_to_keys),
        cmocka_unit_test(data_lines_are_cut_into_fields),
        cmocka_unit_test(built_in_data_files_are_listed),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
