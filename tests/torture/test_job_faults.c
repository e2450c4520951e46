/*
 * test_job_faults.c - annals_run, from files to the store: every allocation and every write failed
 * in turn, and death at many writes. Whatever fails, the store opens, is sound, and a rerun ends in
 * the bytes of an undisturbed run.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <errno.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../stores.h"
#include "annals.h"
#include "faults.h"

#define PAGES 6
/* More than one batch of the store. */
#define KILL_ARTICLES 600

static char folder[64];
static char input_path[128];   /* a folder of pages, texts, JSONL and a page that is none */
static char archive_path[128]; /* JSONL with KILL_ARTICLES lines */

/* The models of all runs but those that fail allocations, which load their own. */
static struct annals_reader *shared_reader;

static void write_inputs(void)
{
    char path[192], text[4096];
    snprintf(input_path, sizeof(input_path), "%s/pages", folder);
    assert_int_equal(mkdir(input_path, 0700), 0);
    for (int i = 0; i < PAGES; i++) {
        snprintf(path, sizeof(path), "%s/page%d.html", input_path, i);
        snprintf(
            text, sizeof(text),
            "<html lang=en><head><meta charset=%s><title>Round %d of the talks</title>"
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":"
            "\"2016-12-0%dT10:00:00+03:00\",\"author\":{\"name\":\"Ada Poe\"}}</script></head>"
            "<body><nav><a href=/>Home</a> <a href=/w>World</a></nav><article><h1>Round %d of the"
            " talks</h1><p>The ministers met on Thursday for round %d of their talks on trade, "
            "visas and the north, officials said.</p><p>&#8220;We don't agree,&#8221; one of them "
            "said at %d a.m. Both sides will meet again next month.</p></article>"
            "<footer>Copyright. All rights reserved.</footer></body></html>",
            i % 2 ? "windows-1254" : "utf-8", i, i + 1, i, i, i + 3);
        write_file(path, "w", text);
    }
    snprintf(path, sizeof(path), "%s/wire.txt", input_path);
    write_file(path, "w",
               "Home | World | Sport\n\nTalks end\n\nALANYA, December 1. The talks ended on "
               "Thursday without a result, officials said.\n\nFollow us on\n");
    snprintf(path, sizeof(path), "%s/lines.jsonl", input_path);
    write_file(path, "w",
               "{\"id\":\"a\",\"title\":\"T\",\"text\":\"Police arrested four people on "
               "Friday, the mayor said.\"}\nnot json\n");
    snprintf(path, sizeof(path), "%s/picture.html", input_path);
    write_file(path, "w", "\x89PNG\r\n\x1a\n");
    snprintf(archive_path, sizeof(archive_path), "%s/archive.jsonl", folder);
    for (int i = 0; i < KILL_ARTICLES; i++) {
        snprintf(
            text, sizeof(text),
            "{\"id\":\"n%d\",\"published\":\"2016-12-%02d\",\"text\":\"The ministers met for round "
            "%d of the talks on Thursday. They discussed trade and visas, officials said.\"}\n",
            i, i % 28 + 1, i);
        write_file(archive_path, i ? "a" : "w", text);
    }
}

static int make_folder(void **state)
{
    struct annals_error error;
    (void)state;
    if (annals_reader_new(&shared_reader, &error) != 0)
        return -1;
    strcpy(folder, "/tmp/annals-job-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    write_inputs();
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    annals_reader_free(shared_reader);
    char command[128];
    snprintf(command, sizeof(command), "rm -rf '%s'", folder);
    return system(command); /* NOLINT(cert-env33-c): a fixed command on our own folder */
}

static int run_with(struct annals_reader *reader, const char *input, const char *store,
                    unsigned jobs, struct annals_error *error)
{
    const struct annals_text inputs[] = {{input, strlen(input)}};
    const struct annals_job job = {
        .inputs = inputs, .input_count = 1, .store = store, .jobs = jobs};
    const struct annals_callbacks callbacks = {0};
    struct annals_summary summary;
    return annals_run(reader, &job, &callbacks, &summary, error);
}

/* Reads input into the store at path. 0, or -1 with *error. */
static int run(const char *input, const char *store, unsigned jobs, struct annals_error *error)
{
    return run_with(shared_reader, input, store, jobs, error);
}

/* The same, loading included. */
static int load_and_run(const char *input, const char *store, unsigned jobs,
                        struct annals_error *error)
{
    struct annals_reader *reader;
    if (annals_reader_new(&reader, error) != 0)
        return -1;
    int result = run_with(reader, input, store, jobs, error);
    annals_reader_free(reader);
    return result;
}

/* After a fault: the store, if there is one, is sound, and a rerun ends in the bytes of clean. */
static void assert_recovers(const char *input, const char *store, const char *clean)
{
    struct annals_error error;
    struct stat info;
    if (stat(store, &info) == 0 && info.st_size > 0)
        assert_sound(store);
    if (run(input, store, 1, &error) != 0)
        fail_msg("rerun: %s", error.message);
    assert_same_bytes(store, clean);
    remove_store(store);
}

static void store_path(char *out, size_t size, const char *name)
{
    snprintf(out, size, "%s/%s.db", folder, name);
}

/* Fails each call of this kind in turn; a failed run must say why. */
static void fail_each(enum fault_kind kind, int sys, uint64_t usual)
{
    char clean[128], broken[128];
    struct annals_error error;
    store_path(clean, sizeof(clean), "clean");
    store_path(broken, sizeof(broken), "broken");
    remove_store(clean);
    int (*reading)(const char *, const char *, unsigned,
                   struct annals_error *) = kind == FAULT_MEMORY ? load_and_run : run;
    faults_begin((struct fault_plan){.kind = kind});
    int result = reading(input_path, clean, 1, &error);
    uint64_t count = faults_end();
    assert_int_equal(result, 0);
    assert_true(count > 40);
    uint64_t step = faults_step(count, usual);
    for (uint64_t nth = 1; nth <= count; nth += step) {
        memset(&error, 0, sizeof(error));
        faults_begin((struct fault_plan){.kind = kind, .nth = nth, .sys = sys});
        result = reading(input_path, broken, 1, &error);
        faults_end();
        if (result != 0)
            assert_true(error.code != ANNALS_OK && error.message[0]);
        assert_recovers(input_path, broken, clean);
    }
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    if (!faults_reach_memory())
        skip();
    fail_each(FAULT_MEMORY, 0, 60);
}

static void every_write_may_find_the_disk_full(void **state)
{
    (void)state;
    fail_each(FAULT_IO, ENOSPC, 40);
}

static void every_write_may_fail_in_the_device(void **state)
{
    (void)state;
    fail_each(FAULT_IO, EIO, 20);
}

/* Allocations fail for good from some point on, with workers at work. */
static void memory_may_run_out_for_all_workers(void **state)
{
    (void)state;
    char clean[128], broken[128];
    struct annals_error error;
    if (!faults_reach_memory())
        skip();
    store_path(clean, sizeof(clean), "clean");
    store_path(broken, sizeof(broken), "broken");
    for (uint64_t nth = 3; nth < 4000; nth = nth * 2) {
        faults_begin((struct fault_plan){.kind = FAULT_MEMORY, .nth = nth, .lasting = true});
        load_and_run(input_path, broken, 3, &error);
        faults_end();
        assert_recovers(input_path, broken, clean);
    }
}

static void a_killed_run_can_be_run_again(void **state)
{
    (void)state;
    char clean[128], broken[128];
    struct annals_error error;
    store_path(clean, sizeof(clean), "archive");
    store_path(broken, sizeof(broken), "killed");
    faults_begin((struct fault_plan){.kind = FAULT_KILL});
    assert_int_equal(run(archive_path, clean, 1, &error), 0);
    uint64_t count = faults_end();
    uint64_t step = faults_step(count, 10);
    for (uint64_t nth = 1; nth <= count; nth += step) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            faults_begin((struct fault_plan){.kind = FAULT_KILL, .nth = nth});
            run(archive_path, broken, (unsigned)(nth % 3) + 1, &error);
            _exit(0);
        }
        assert_int_equal(waitpid(child, NULL, 0), child);
        assert_recovers(archive_path, broken, clean);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(every_write_may_find_the_disk_full),
        cmocka_unit_test(every_write_may_fail_in_the_device),
        cmocka_unit_test(memory_may_run_out_for_all_workers),
        cmocka_unit_test(a_killed_run_can_be_run_again),
    };
    return cmocka_run_group_tests_name("job faults", tests, make_folder, remove_folder);
}
