/*
 * test_reading_faults.c - a whole reading, events, its explanation and its JSON, with every
 * allocation failed in turn: it is done, or tells that memory ran out, and never gives less.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "events/events.h"
#include "faults.h"
#include "reading/reading.h"

#define USUAL_POINTS 300
#define SENTENCE                                                                                   \
    "The army attacked rebels near Aleppo on Monday, killing 12 of them, and police arrested 40 "  \
    "protesters. Putin said Russia would hold talks with Turkey unless it refuses to meet. "

static const char TEXT[] = SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE SENTENCE;

struct work {
    struct arena arena, scratch;
    struct buf out;
    uint32_t events;
};

/* Reads, explains and writes. */
static bool read_once(const struct reader *reader, struct work *work, struct err *err)
{
    struct article article;
    struct document document = {.form = DOCUMENT_TEXT, .bytes = SLICE(TEXT)};
    arena_init(&work->arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&work->scratch, ARTICLE_ARENA_BYTES_MAX);
    buf_init(&work->out, (size_t)64 << 20);
    if (!reader_parse_text(reader, &document, &work->arena, &work->scratch, &article, err) ||
        !reader_annotate(reader, &work->arena, &work->scratch, &article, err))
        return false;
    work->events = article.event_count;
    if (!reader_explain(reader, &work->arena, &work->scratch, &article, &work->out, err))
        return false;
    reading_write_json(&article, READING_TOKENS, &work->out);
    return !work->out.failed || buf_fail(&work->out, err);
}

static void end(struct work *work)
{
    arena_free(&work->arena);
    arena_free(&work->scratch);
    buf_free(&work->out);
}

static void reading_survives_each_failed_allocation(void **state)
{
    (void)state;
    struct reader *reader;
    struct err err = {0};
    struct work whole = {0};
    if (!faults_reach_memory())
        skip();
    assert_true(reader_new(&reader, &err));
    faults_begin((struct fault_plan){.kind = FAULT_MEMORY});
    assert_true(read_once(reader, &whole, &err));
    uint64_t count = faults_end(), failed = 0;
    assert_true(count > 0 && whole.events >= 4);
    uint64_t step = faults_step(count, USUAL_POINTS);
    for (uint64_t nth = 1; nth <= count; nth += step) {
        for (int lasting = 0; lasting < 2; lasting++) {
            struct work work = {0};
            err = (struct err){0};
            faults_begin((struct fault_plan){.kind = FAULT_MEMORY, .nth = nth, .lasting = lasting});
            bool done = read_once(reader, &work, &err);
            faults_end();
            if (done)
                assert_true(slice_equal(buf_slice(&work.out), buf_slice(&whole.out)));
            else
                assert_int_equal(err.code, ERR_MEMORY);
            failed += !done;
            end(&work);
        }
    }
    assert_true(failed > 0);
    end(&whole);
    reader_free(reader);
}

static void loading_frames_survives_each_failed_allocation(void **state)
{
    (void)state;
    struct arena kept, arena;
    struct data_set set;
    struct err err = {0};
    if (!faults_reach_memory())
        skip();
    arena_init(&kept, (size_t)64 << 20);
    assert_true(data_set_built_in(&kept, &set, &err));
    uint64_t failed = 0;
    for (uint64_t nth = 1;; nth++) {
        const struct events_model *model;
        struct data_faults faults = {0};
        arena_init(&arena, (size_t)256 << 20);
        faults_begin((struct fault_plan){.kind = FAULT_MEMORY, .nth = nth});
        bool ok = events_model_load(&set, &faults, &arena, &model, &err);
        bool reached = faults_end() >= nth;
        arena_free(&arena);
        if (!reached)
            break;
        assert_true(ok || err.code == ERR_MEMORY);
        failed += !ok;
    }
    assert_true(failed > 0);
    arena_free(&kept);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loading_frames_survives_each_failed_allocation),
        cmocka_unit_test(reading_survives_each_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
