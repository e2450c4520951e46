/*
 * test_serve.c - requests parsed, who may ask, answers kept.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "serve/cache.h"
#include "serve/guard.h"
#include "serve/request.h"

static struct arena arena;
static struct request request;
static struct err err;

static bool parse(const char *target)
{
    request = (struct request){0};
    arena_free(&arena);
    arena_init(&arena, (size_t)1 << 20);
    return request_parse_target(slice_from(target), &arena, &request, &err);
}

static void assert_text(struct slice text, const char *expected)
{
    assert_int_equal(text.len, strlen(expected));
    assert_memory_equal(text.ptr ? text.ptr : "", expected, text.len);
}

static void targets_are_decoded(void **state)
{
    (void)state;
    assert_true(parse("/api/events?match=a%20b+c&type=&outlet=%C3%87a%2Bb&&x"));
    assert_text(request.path, "/api/events");
    assert_int_equal(request.parameter_count, 4);
    assert_text(request_value(&request, SLICE("match")), "a b c");
    assert_text(request_value(&request, SLICE("outlet")), "Ça+b");
    assert_text(request_value(&request, SLICE("type")), "");
    assert_text(request_value(&request, SLICE("none")), "");
    assert_true(parse("/a+b%2Fc"));
    assert_text(request.path, "/a+b/c");
    static const char *const BAD[] = {"",    "api",    "http://x/",  "*",      "/%",
                                      "/%4", "/%zz",   "/%00",       "/%ff",   "/?a=%C3",
                                      "/?%", "/?a=%0", "/%ed%a0%80", "/?a=%00"};
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        assert_false(parse(BAD[i]));
        assert_int_equal(err.code, ERR_FORMAT);
    }
    arena_free(&arena);
}

static void segments_are_taken_one_by_one(void **state)
{
    (void)state;
    struct slice rest = SLICE("/event//x/"), segment;
    static const char *const EXPECTED[] = {"event", "", "x", ""};
    for (size_t i = 0; i < 4; i++) {
        assert_true(request_next_segment(&rest, &segment));
        assert_text(segment, EXPECTED[i]);
    }
    assert_false(request_next_segment(&rest, &segment));
}

static void headers_are_read(void **state)
{
    (void)state;
    request = (struct request){.cookie = SLICE("ab=1; a=2;a =3; b"),
                               .if_none_match = SLICE("\"x\", W/\"tag\""),
                               .accept_encoding = SLICE("br, GZIP ; q=0.5")};
    assert_text(request_cookie(&request, SLICE("a")), "2");
    assert_text(request_cookie(&request, SLICE("ab")), "1");
    assert_text(request_cookie(&request, SLICE("c")), "");
    assert_true(request_has_tag(&request, SLICE("tag")));
    assert_true(request_has_tag(&request, SLICE("x")));
    assert_false(request_has_tag(&request, SLICE("ta")));
    assert_true(request_takes_gzip(&request));
    request.accept_encoding = SLICE("gzip;q=0, deflate");
    assert_false(request_takes_gzip(&request));
    assert_false(request_takes_html(&request));
    request.accept = SLICE("*/*, application/json");
    assert_false(request_takes_html(&request));
    request.accept = SLICE("application/xhtml+xml, Text/HTML ;q=0.9,*/*");
    assert_true(request_takes_html(&request));
    request.if_none_match = SLICE("*");
    assert_true(request_has_tag(&request, SLICE("any")));
}

static void hosts_are_ours_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *host;
        bool local, open;
    } CASES[] = {{"localhost", true, true},
                 {"LocalHost:8020", true, true},
                 {"127.0.0.1:1", true, true},
                 {"127.9.9.9", true, true},
                 {"[::1]:8020", true, true},
                 {"[::1]", true, true},
                 {"192.168.1.5:80", false, true},
                 {"[2001:db8::1]", false, true},
                 {"desk.example", false, true},
                 {"desk.example:80", false, true},
                 {"evil.example", false, false},
                 {"", false, false},
                 {"localhost:", false, false},
                 {"localhost:0", false, false},
                 {"localhost:65536", false, false},
                 {"localhost.evil", false, false},
                 {"[::1", false, false},
                 {"[::1]x", false, false},
                 {"::1", false, false},
                 {"127.0.0.1.evil.example", false, false},
                 {"localhost:80:80", false, false}};
    const struct guard local = {.is_loopback = true};
    const struct guard open = {.host = SLICE("desk.example"), .token = SLICE("0123456789abcdef")};
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        assert_int_equal(guard_host(&local, slice_from(CASES[i].host)), CASES[i].local);
        assert_int_equal(guard_host(&open, slice_from(CASES[i].host)), CASES[i].open);
    }
    assert_true(guard_is_loopback(SLICE("127.0.0.1")) && guard_is_loopback(SLICE("::1")));
    assert_false(guard_is_loopback(SLICE("0.0.0.0")) || guard_is_loopback(SLICE("::")));
}

static void origins_and_tokens(void **state)
{
    (void)state;
    const struct guard guard = {.token = SLICE("0123456789abcdef")};
    assert_true(guard_origin(SLICE_EMPTY, SLICE("localhost")));
    assert_true(guard_origin(SLICE("http://localhost:8020"), SLICE("localhost:8020")));
    assert_false(guard_origin(SLICE("http://localhost:8021"), SLICE("localhost:8020")));
    assert_false(guard_origin(SLICE("null"), SLICE("localhost")));
    request = (struct request){.authorization = SLICE("bearer 0123456789abcdef ")};
    assert_true(guard_token(&guard, &request));
    request.authorization = SLICE("Bearer 0123456789abcdeg");
    request.cookie = SLICE("annals_token=0123456789abcdef");
    assert_false(guard_token(&guard, &request));
    request.authorization = SLICE_EMPTY;
    assert_true(guard_token(&guard, &request));
    request.cookie = SLICE("annals_token=0123456789abcde");
    assert_false(guard_token(&guard, &request));
    assert_true(guard_token(&(struct guard){0}, &request));
}

static void answers_are_kept_until_the_store_changes(void **state)
{
    (void)state;
    static struct cache cache;
    struct response made = {0}, found;
    struct buf bytes;
    buf_init(&bytes, 100);
    buf_append(&bytes, SLICE("{}"));
    response_take(&made, TYPE_JSON, &bytes);
    cache_init(&cache);
    assert_false(cache_get(&cache, SLICE("/api"), 1, &found));
    cache_put(&cache, SLICE("/api"), 1, &made);
    assert_true(cache_get(&cache, SLICE("/api"), 1, &found));
    assert_ptr_equal(found.body, made.body);
    assert_string_equal(found.tag, made.tag);
    response_free(&found);
    assert_false(cache_get(&cache, SLICE("/api?a"), 1, &found));
    assert_false(cache_get(&cache, SLICE("/api"), 2, &found));
    cache_put(&cache, SLICE("/other"), 2, &made);
    assert_int_equal(cache.held_bytes, strlen("/other") + 2);
    response_error(&made, 404, "nothing", NULL);
    cache_put(&cache, SLICE("/missing"), 2, &made);
    assert_false(cache_get(&cache, SLICE("/missing"), 2, &found));
    cache_put(&cache, SLICE("/missing"), 2, &made);
    cache_put(&cache, SLICE("/api?a"), 1, &made);
    cache_put(&cache, SLICE("/api"), 2, &made);
    assert_int_equal(cache.making_count, 0);
    response_free(&made);
    cache_free(&cache);
}

static struct cache shared;
static unsigned made_count, found_count;

/* Asks for one thing, and makes it slowly when nobody has. */
static void *ask_or_make(void *context)
{
    const struct timespec pause = {.tv_nsec = 50000000};
    struct response response = {0};
    (void)context;
    if (cache_get(&shared, SLICE("/api/overview"), 1, &response)) {
        __atomic_add_fetch(&found_count, 1, __ATOMIC_RELAXED);
    } else {
        struct buf bytes;
        nanosleep(&pause, NULL);
        __atomic_add_fetch(&made_count, 1, __ATOMIC_RELAXED);
        buf_init(&bytes, 100);
        buf_append(&bytes, SLICE("{}"));
        response_take(&response, TYPE_JSON, &bytes);
        cache_put(&shared, SLICE("/api/overview"), 1, &response);
    }
    response_free(&response);
    return NULL;
}

static void one_makes_what_many_ask_for(void **state)
{
    pthread_t threads[16];
    (void)state;
    cache_init(&shared);
    for (size_t i = 0; i < 16; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_or_make, NULL), 0);
    for (size_t i = 0; i < 16; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(made_count, 1);
    assert_int_equal(found_count, 15);
    assert_int_equal(shared.making_count, 0);
    cache_free(&shared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_are_decoded),
        cmocka_unit_test(segments_are_taken_one_by_one),
        cmocka_unit_test(headers_are_read),
        cmocka_unit_test(hosts_are_ours_or_refused),
        cmocka_unit_test(origins_and_tokens),
        cmocka_unit_test(answers_are_kept_until_the_store_changes),
        cmocka_unit_test(one_makes_what_many_ask_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
