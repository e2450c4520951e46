/*
 * test_intake_faults.c - intake/: every allocation failed in turn.
 *
 *   in    a folder with pages, texts and JSONL, plain and compressed, in several encodings
 *   out   after each failure: ERR_MEMORY and nothing more, every document before it whole
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>
#include <zstd.h>

#include "base/hash.h"
#include "base/limits.h"
#include "intake/intake.h"

#include "faults.h"

#define ITEMS_MAX 32

/* What came out of a run: a hash for each document and rejection, in order. */
struct run {
    uint64_t items[ITEMS_MAX];
    size_t count;
    bool out_of_memory;
};

static char folder[32];

static void write_file(const char *name, const void *bytes, size_t len)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static int folder_made(void **state)
{
    static const char LINES[] =
        "{\"id\":1,\"text\":\"one\"}\n{\"text\":\"t\\u0000w\xFFo\",\"title\":\"\xFF\"}\n"
        "{\"text\":5}\n{\"html\":\"<p>three\"}\n{\"text";
    static const char GUESSED[] = "\xCC\xE8\xED\xE8\xF1\xF2\xF0 \xE7\xE0\xFF\xE2\xE8\xEB.";
    static const char CHINESE[] = "<meta charset=gbk>\xCD\xE2\xBD\xBB\xFF";
    char out[512], path[128];
    (void)state;
    strcpy(folder, "/tmp/annals-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    write_file("a.jsonl", LINES, sizeof(LINES) - 1);
    write_file("b.txt", GUESSED, sizeof(GUESSED) - 1);
    write_file("c.html", CHINESE, sizeof(CHINESE) - 1);
    write_file("d.txt",
               "\xFF\xFE"
               "a\0b",
               6);
    size_t written = ZSTD_compress(out, sizeof(out), LINES, sizeof(LINES) - 1, 3);
    write_file("e.jsonl.zst", out, written);
    snprintf(path, sizeof(path), "%s/f.jsonl.gz", folder);
    gzFile gz = gzopen(path, "wb");
    return gz && gzwrite(gz, out, (unsigned)written) > 0 && gzclose(gz) == Z_OK ? 0 : -1;
}

static int folder_removed(void **state)
{
    char command[64];
    (void)state;
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    return system(command);
}

static void add_item(struct run *run, struct slice what, uint64_t line)
{
    assert_true(run->count < ITEMS_MAX);
    run->items[run->count++] = hash_64(what) + line;
}

/* Reads and decodes the folder until the end or until memory is out. */
static void read_folder(struct run *run)
{
    struct slice input = slice_from(folder);
    struct intake *intake;
    struct arena arena;
    struct err err = {0};
    *run = (struct run){.count = 0};
    if (!intake_open(&input, 1, &intake, &err)) {
        run->out_of_memory = err.code == ERR_MEMORY;
        return;
    }
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    enum intake_result result = INTAKE_DOCUMENT;
    while (result != INTAKE_END && !run->out_of_memory) {
        struct document document;
        struct rejection rejection;
        arena_reset(&arena);
        result = intake_next(intake, &arena, &document, &rejection, &err);
        bool ok = result != INTAKE_FAILED;
        if (result == INTAKE_REJECTED)
            add_item(run, slice_from(rejection.err.message), rejection.line);
        if (result == INTAKE_DOCUMENT)
            ok = document_decode(&document, &arena, &err);
        if (result == INTAKE_DOCUMENT && ok)
            add_item(run, document.bytes, document.line);
        run->out_of_memory = !ok && err.code == ERR_MEMORY;
        assert_true(ok || run->out_of_memory);
    }
    intake_close(intake);
    arena_free(&arena);
}

static void memory_that_fails_ends_the_reading_cleanly(void **state)
{
    struct run whole, run;
    (void)state;
    if (!faults_reach_memory())
        skip();
    read_folder(&whole);
    assert_int_equal(whole.count, 18);
    faults_begin((struct fault_plan){.kind = FAULT_MEMORY});
    read_folder(&run);
    uint64_t count = faults_end();
    assert_true(count > 10);
    for (uint64_t nth = 1; nth <= count; nth++) {
        faults_begin((struct fault_plan){.kind = FAULT_MEMORY, .nth = nth});
        read_folder(&run);
        faults_end();
        assert_true(run.out_of_memory || run.count == whole.count);
        assert_memory_equal(run.items, whole.items, run.count * sizeof(run.items[0]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_that_fails_ends_the_reading_cleanly),
    };
    return cmocka_run_group_tests(tests, folder_made, folder_removed);
}
