/*
 * test_export_faults.c - exports and the report with every allocation failed in turn: each ends in
 * the same bytes or tells that memory is out; never in half a file that passes for whole.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "annals.h"
#include "faults.h"

#define USUAL_POINTS 80
/* A report of the example has some 150 KB; the sink takes no memory of its own. */
#define SINK_BYTES ((size_t)4 << 20)

static char folder[32];
static char path[64];

struct sink {
    size_t length;
    char bytes[SINK_BYTES];
};
static struct sink whole, tried;

static int sink_write(void *context, struct annals_text text)
{
    struct sink *sink = context;
    if (sink->length + text.len > SINK_BYTES)
        return -1;
    memcpy(sink->bytes + sink->length, text.ptr, text.len);
    sink->length += text.len;
    return 0;
}

static int record_made(void **state)
{
    struct annals_reader *reader;
    struct annals_error error;
    struct annals_summary summary;
    const struct annals_text input = {"examples/alanya", 15};
    const struct annals_callbacks callbacks = {0};
    (void)state;
    strcpy(folder, "/tmp/annals-faults-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof(path), "%s/record.db", folder);
    const struct annals_job job = {.inputs = &input, .input_count = 1, .store = path, .jobs = 1};
    if (annals_reader_new(&reader, &error) != 0)
        return -1;
    int result = annals_run(reader, &job, &callbacks, &summary, &error);
    annals_reader_free(reader);
    return result;
}

static int record_removed(void **state)
{
    char command[64];
    (void)state;
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    return system(command);
}

/* One export, or with format NULL the report, with all that it takes: opening, writing, closing. */
static int write_once(const char *format, struct sink *sink, struct annals_error *error)
{
    struct annals_store *store;
    struct annals_export_summary exported;
    struct annals_report_summary reported;
    struct annals_export wanted = {.format = format, .output = sink_write, .context = sink};
    struct annals_report report = {.title = "record", .output = sink_write, .context = sink};
    sink->length = 0;
    if (annals_store_open(path, &store, error) != 0)
        return -1;
    int result = format ? annals_store_export(store, &wanted, &exported, error)
                        : annals_store_report(store, &report, &reported, error);
    annals_store_close(store);
    return result;
}

static void each_allocation_of(const char *format)
{
    struct annals_error error;
    uint64_t failed = 0;
    assert_int_equal(write_once(format, &whole, &error), 0);
    assert_true(whole.length > 1000);
    faults_begin((struct fault_plan){.kind = FAULT_MEMORY});
    assert_int_equal(write_once(format, &tried, &error), 0);
    uint64_t count = faults_end();
    uint64_t step = faults_step(count, USUAL_POINTS);
    for (uint64_t nth = 1; nth <= count; nth += step) {
        for (int lasting = 0; lasting < 2; lasting++) {
            faults_begin((struct fault_plan){.kind = FAULT_MEMORY, .nth = nth, .lasting = lasting});
            int result = write_once(format, &tried, &error);
            faults_end();
            failed += result != 0;
            if (result != 0) {
                assert_int_equal(error.code, ANNALS_MEMORY);
            } else {
                assert_int_equal(tried.length, whole.length);
                assert_memory_equal(tried.bytes, whole.bytes, whole.length);
            }
        }
    }
    assert_true(failed > 0);
}

static void exports_without_memory(void **state)
{
    static const char *const FORMATS[] = {"csv", "reports-csv", "polecat", "gdelt-events",
                                          "gdelt-mentions"};
    (void)state;
    if (!faults_reach_memory())
        skip();
    for (size_t i = 0; i < sizeof(FORMATS) / sizeof(FORMATS[0]); i++)
        each_allocation_of(FORMATS[i]);
}

static void a_report_without_memory(void **state)
{
    (void)state;
    if (!faults_reach_memory())
        skip();
    each_allocation_of(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exports_without_memory),
        cmocka_unit_test(a_report_without_memory),
    };
    return cmocka_run_group_tests_name("export faults", tests, record_made, record_removed);
}
