/*
 * test_store_faults.c - store/: nothing is lost, broken or different after a failure at any point.
 *
 *   in    a run of made-up articles, failed at its nth allocation or write, or killed there
 *   out   after each: a store that is whole, and that a second run brings to the bytes of an
 *         undisturbed one
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "store/store.h"

#include "corpus.h"
#include "faults.h"

static char folder[32];
static char path[64];
static char whole_path[64];

static int folder_made(void **state)
{
    (void)state;
    /* In memory where there is such a place: most of the time would go into syncing. */
    strcpy(folder, access("/dev/shm", W_OK) == 0 ? "/dev/shm/annals-XXXXXX" : "/tmp/annals-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof(path), "%s/record.db", folder);
    snprintf(whole_path, sizeof(whole_path), "%s/whole.db", folder);
    return 0;
}

static int folder_removed(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    return system(command);
}

static void remove_store(void)
{
    static const char *const SUFFIXES[] = {"", "-wal", "-shm", "-lock", "-new"};
    for (size_t i = 0; i < sizeof(SUFFIXES) / sizeof(SUFFIXES[0]); i++) {
        char name[80];
        snprintf(name, sizeof(name), "%s%s", path, SUFFIXES[i]);
        unlink(name);
    }
}

static bool same_bytes(const char *one, const char *other)
{
    FILE *a = fopen(one, "rb"), *b = fopen(other, "rb");
    static char from_a[65536], from_b[65536];
    bool same = a && b;
    size_t got = 1;
    while (same && got > 0) {
        got = fread(from_a, 1, sizeof(from_a), a);
        same = fread(from_b, 1, sizeof(from_b), b) == got && memcmp(from_a, from_b, got) == 0;
    }
    if (a)
        fclose(a);
    if (b)
        fclose(b);
    return same;
}

/* What SQLite itself finds, without changing the file: the log stays where it is. -1 when the store
 * is not there, else the number of rows that batches count. */
static int rows_of_whole_store(void)
{
    if (access(path, F_OK) != 0)
        return -1;
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(statement, 0), "ok");
    sqlite3_finalize(statement);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT (SELECT count(*) FROM article) +"
                                        " (SELECT count(*) FROM rejection)",
                                        -1, &statement, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int rows = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return rows;
}

/* Rows are there by whole batches: what was not committed is gone, what was committed is not. */
static void assert_whole(int rows_in_all)
{
    int rows = rows_of_whole_store();
    if (rows > 0 && rows != rows_in_all)
        assert_int_equal(rows % STORE_BATCH_ROWS, 0);
}

/* ---- work to disturb ---- */

#define FEW_ARTICLES 12
#define FEW_SENTENCES 2

static bool stop_at_second(void *context, const struct store_article *article)
{
    (void)article;
    return ++*(int *)context < 2;
}

static bool see_sentence(void *context, uint64_t number, uint64_t paragraph, struct slice text)
{
    (void)number;
    (void)paragraph;
    *(size_t *)context += text.len;
    return true;
}

static bool see_rejection(void *context, const struct store_rejection *rejection)
{
    *(size_t *)context += rejection->reason.len;
    return true;
}

/* Every function that reads, on a store of FEW_ARTICLES. */
static bool read_all(const char *at, struct err *err)
{
    static struct corpus_article made;
    struct store *store;
    struct arena arena;
    struct store_article article;
    int articles = 0;
    size_t bytes = 0;
    corpus_make(3, FEW_SENTENCES, &made);
    struct slice key = {made.article.key, HASH_ID_CHARS};
    const struct store_query query = {.since = SLICE("2016"), .match = SLICE("ka OR lo")};
    if (!store_open(at, STORE_READ, &store, err))
        return false;
    arena_init(&arena, 1 << 20);
    bool done = store_articles(store, &query, stop_at_second, &articles, err) &&
                store_article(store, slice_sub(key, 0, 12), &arena, &article, err) &&
                store_sentences(store, key, see_sentence, &bytes, err) &&
                store_rejections(store, see_rejection, &bytes, err);
    arena_free(&arena);
    struct err ignored;
    return store_close(store, true, done ? err : &ignored) && done;
}

/* ---- memory ---- */

static void fail_each_allocation(bool (*work)(struct err *err), bool lasting, bool is_writing)
{
    struct err err;
    faults_begin((struct fault_plan){.kind = FAULT_MEMORY});
    assert_true(work(&err));
    uint64_t count = faults_end(), refused = 0;
    uint64_t step = faults_step(count, 200);
    for (uint64_t nth = 1 + count % step; nth <= count; nth += step) {
        err = (struct err){0};
        if (is_writing)
            remove_store();
        faults_begin((struct fault_plan){.kind = FAULT_MEMORY, .nth = nth, .lasting = lasting});
        bool done = work(&err);
        faults_end();
        refused += !done;
        if (!done && err.code != ERR_MEMORY)
            fail_msg("allocation %d of %d: %s", (int)nth, (int)count, err.message);
        if (!is_writing)
            continue;
        assert_whole(FEW_ARTICLES + 1);
        assert_true(corpus_run(path, FEW_ARTICLES, FEW_SENTENCES, &err));
        if (!same_bytes(path, whole_path))
            fail_msg("allocation %d of %d: other bytes", (int)nth, (int)count);
    }
    assert_true(refused > 0);
}

static bool write_few(struct err *err)
{
    return corpus_run(path, FEW_ARTICLES, FEW_SENTENCES, err);
}

static bool read_few(struct err *err)
{
    return read_all(whole_path, err);
}

static void every_allocation_of_a_writer_fails(void **state)
{
    (void)state;
    struct err err;
    if (!faults_reach_memory())
        skip();
    assert_true(corpus_run(whole_path, FEW_ARTICLES, FEW_SENTENCES, &err));
    fail_each_allocation(write_few, false, true);
    remove_store();
    fail_each_allocation(write_few, true, true);
}

static void every_allocation_of_a_reader_fails(void **state)
{
    (void)state;
    struct err err;
    if (!faults_reach_memory())
        skip();
    assert_true(corpus_run(whole_path, FEW_ARTICLES, FEW_SENTENCES, &err));
    fail_each_allocation(read_few, false, false);
    fail_each_allocation(read_few, true, false);
}

/* ---- writes ---- */

#define BATCHES_ARTICLES 700 /* one batch and a part of one */
#define BATCHES_ROWS (BATCHES_ARTICLES + BATCHES_ARTICLES / 10)

static bool write_batches(struct err *err)
{
    return corpus_run(path, BATCHES_ARTICLES, 1, err);
}

static void fail_each_write(int sys, bool lasting)
{
    struct err err;
    remove_store();
    faults_begin((struct fault_plan){.kind = FAULT_IO});
    assert_true(write_batches(&err));
    uint64_t count = faults_end(), refused = 0;
    uint64_t step = faults_step(count, 24);
    for (uint64_t nth = 1 + count % step; nth <= count; nth += step) {
        remove_store();
        faults_begin(
            (struct fault_plan){.kind = FAULT_IO, .nth = nth, .lasting = lasting, .sys = sys});
        bool done = write_batches(&err);
        faults_end();
        refused += !done;
        /* SQLite does not always keep the errno of a call on its log. */
        if (!done && (err.code != ERR_IO || (err.sys != sys && err.sys != EIO)))
            fail_msg("write %d of %d: %s, errno %d", (int)nth, (int)count, err.message, err.sys);
        assert_whole(BATCHES_ROWS);
        assert_true(write_batches(&err));
        if (!same_bytes(path, whole_path))
            fail_msg("write %d of %d: other bytes", (int)nth, (int)count);
    }
    assert_true(refused > 0);
}

static void every_write_fails(void **state)
{
    (void)state;
    struct err err;
    assert_true(corpus_run(whole_path, BATCHES_ARTICLES, 1, &err));
    fail_each_write(ENOSPC, false);
    fail_each_write(ENOSPC, true);
    fail_each_write(EIO, false);
    fail_each_write(EIO, true);
}

/* ---- death ---- */

#define KILLED_ARTICLES 3000
#define KILLED_ROWS (KILLED_ARTICLES + KILLED_ARTICLES / 10)
#define KILLED_SENTENCES 2

/* What a run that may die tells: in memory that outlives it. */
struct told {
    uint64_t rows;   /* told to be stored */
    uint64_t writes; /* made, by a run that lived */
};

static bool run_telling(struct told *told, struct err *err)
{
    struct store *store;
    if (!store_open(path, STORE_WRITE, &store, err))
        return false;
    for (uint32_t number = 0; number < KILLED_ARTICLES; number += 10) {
        if (!corpus_put(store, number, number + 10, KILLED_SENTENCES, err))
            return false;
        told->rows += 11; /* ten articles, one rejection */
    }
    return store_close(store, true, err);
}

/* A run in a process of its own, dead at its nth write (0: not at all). What it was told to be
 * stored in whole batches must be there. Returns the writes of a run that lived. */
static uint64_t run_and_die(enum fault_kind kind, uint64_t nth)
{
    struct told *told = mmap(NULL, sizeof(*told), PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(told != MAP_FAILED);
    pid_t child = fork();
    if (child == 0) {
        struct err err;
        faults_begin((struct fault_plan){.kind = kind, .nth = nth});
        bool done = run_telling(told, &err);
        told->writes = faults_end();
        if (!done)
            fprintf(stderr, "run to be killed: %s, errno %d\n", err.message, err.sys);
        _exit(done ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status))
        assert_int_equal(WEXITSTATUS(status), 0);
    else
        assert_int_equal(WTERMSIG(status), SIGKILL);
    int rows = rows_of_whole_store();
    uint64_t promised = told->rows / STORE_BATCH_ROWS * STORE_BATCH_ROWS, writes = told->writes;
    munmap(told, sizeof(*told));
    assert_true(rows < 0 ? promised == 0 : (uint64_t)rows >= promised);
    assert_true(rows <= 0 || rows == KILLED_ROWS || rows % STORE_BATCH_ROWS == 0);
    return writes;
}

static void die_and_run_again(enum fault_kind kind)
{
    struct err err;
    assert_true(corpus_run(whole_path, KILLED_ARTICLES, KILLED_SENTENCES, &err));
    uint64_t count = run_and_die(kind, 0);
    assert_true(same_bytes(path, whole_path));
    uint64_t random = 2016;
    uint64_t tries = faults_step(200, 10) == 1 ? 200 : 10;
    for (uint64_t i = 0; i < tries; i++) {
        remove_store();
        /* One moment in each of as many stretches, and a second death on the way back. */
        uint64_t nth = 1 + (i * count + corpus_random(&random) % count) / tries;
        run_and_die(kind, nth);
        run_and_die(kind, 1 + corpus_random(&random) % count);
        assert_true(corpus_run(path, KILLED_ARTICLES, KILLED_SENTENCES, &err));
        if (!same_bytes(path, whole_path))
            fail_msg("dead at write %d of %d: other bytes", (int)nth, (int)count);
    }
}

static void killed_runs_are_run_again(void **state)
{
    (void)state;
    die_and_run_again(FAULT_KILL);
}

static void runs_without_power_are_run_again(void **state)
{
    (void)state;
    die_and_run_again(FAULT_POWER);
}

#define in_folder(test) cmocka_unit_test_setup_teardown(test, folder_made, folder_removed)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(every_allocation_of_a_writer_fails),
        in_folder(every_allocation_of_a_reader_fails),
        in_folder(every_write_fails),
        in_folder(killed_runs_are_run_again),
        in_folder(runs_without_power_are_run_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
