/*
 * stores.h - what tests do with the files of a store before and after a fault.
 *
 *   in    paths
 *   out   files written, removed, compared; cmocka fails the test where they are not as they should
 *   uses  cmocka, SQLite
 */
#ifndef ANNALS_TESTS_STORES_H
#define ANNALS_TESTS_STORES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

static inline void write_file(const char *path, const char *mode, const char *text)
{
    FILE *file = fopen(path, mode);
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static inline void remove_store(const char *path)
{
    static const char *const SUFFIXES[] = {"", "-wal", "-shm", "-journal", "-lock"};
    char name[192];
    for (size_t i = 0; i < sizeof(SUFFIXES) / sizeof(SUFFIXES[0]); i++) {
        snprintf(name, sizeof(name), "%s%s", path, SUFFIXES[i]);
        unlink(name);
    }
}

static inline void assert_sound(const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *check;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &check, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(check), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(check, 0), "ok");
    sqlite3_finalize(check);
    sqlite3_close(db);
}

static inline char *read_file(const char *path, size_t *ret_size)
{
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    char *bytes = malloc((size_t)info.st_size + 1);
    FILE *file = fopen(path, "rb");
    assert_non_null(bytes);
    assert_non_null(file);
    assert_int_equal(fread(bytes, 1, (size_t)info.st_size, file), (size_t)info.st_size);
    fclose(file);
    *ret_size = (size_t)info.st_size;
    return bytes;
}

static inline void assert_same_bytes(const char *a, const char *b)
{
    size_t a_size, b_size;
    char *a_bytes = read_file(a, &a_size), *b_bytes = read_file(b, &b_size);
    assert_int_equal(a_size, b_size);
    assert_memory_equal(a_bytes, b_bytes, a_size);
    free(a_bytes);
    free(b_bytes);
}

static inline void copy_file(const char *from, const char *to)
{
    size_t size;
    char *bytes = read_file(from, &size);
    FILE *file = fopen(to, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    free(bytes);
}

/* What a query gives: cells parted by '|', rows by line feeds. Freed by the caller. */
static inline char *query(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    size_t length = 0;
    char *text = NULL;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *cell = (const char *)sqlite3_column_text(statement, i);
            fprintf(out, "%s|", cell ? cell : "");
        }
        fputc('\n', out);
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    fclose(out);
    return text;
}

#endif
