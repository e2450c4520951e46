/*
 * test_store.c - store/: one file, one writer, the same bytes after any interruption.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "store/list.h"
#include "store/record.h"
#include "store/store.h"

#include "../torture/corpus.h"

#define assert_slice(s, literal) assert_true(slice_equal((s), SLICE(literal)))
#define assert_done(call)                                                                          \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s (errno %d)", #call, err.message, err.sys);                            \
    } while (0)
#define assert_fails(call, expected)                                                               \
    do {                                                                                           \
        assert_false(call);                                                                        \
        assert_int_equal(err.code, expected);                                                      \
    } while (0)

static char folder[32];
static char path[128];
static struct err err;

static int folder_made(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/annals-store-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof(path), "%s/record.db", folder);
    return 0;
}

static int folder_removed(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof(command), "chmod -R u+w %s; rm -rf %s", folder, folder);
    return system(command);
}

static const char *beside(const char *suffix)
{
    static char name[160];
    snprintf(name, sizeof(name), "%s%s", path, suffix);
    return name;
}

static struct store *opened(enum store_mode mode)
{
    struct store *store = NULL;
    assert_done(store_open(path, mode, &store, &err));
    return store;
}

/* The file's bytes in one hash; 0 when there is none. */
static uint64_t file_hash(const char *name)
{
    FILE *file = fopen(name, "rb");
    if (!file)
        return 0;
    struct buf bytes;
    buf_init(&bytes, (size_t)1 << 30);
    char *room;
    size_t got;
    while ((room = buf_reserve(&bytes, 65536)) && (got = fread(room, 1, 65536, file)) > 0)
        bytes.len += got;
    fclose(file);
    uint64_t hash = hash_64(buf_slice(&bytes));
    buf_free(&bytes);
    return hash;
}

/* The first column of the first row, as text; what any other program would see. */
static const char *sql_in(const char *name, const char *sql)
{
    static char value[4096];
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open_v2(name, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL),
                     SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    value[0] = '\0';
    if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0))
        snprintf(value, sizeof(value), "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return value;
}

#define sql(text) sql_in(path, text)

/* An article of one paragraph whose sentences are given by their ends. */
static struct article small(const char *key, const char *id, const char *text,
                            struct sentence *sentences, uint32_t count)
{
    struct article article = {.id = slice_from(id), .text = slice_from(text)};
    memcpy(article.key, key, HASH_ID_CHARS);
    article.sentences = sentences;
    article.sentence_count = count;
    article.source = SLICE("page.html");
    return article;
}

static void put(struct store *store, const struct article *article, enum store_put expected)
{
    enum store_put result;
    assert_done(store_put_article(store, article, &result, &err));
    assert_int_equal(result, expected);
}

/* ---- the file ---- */

static void a_new_store_is_empty_and_whole(void **state)
{
    (void)state;
    struct store *store = opened(STORE_WRITE);
    assert_string_equal(store_detail(store), "");
    assert_done(store_close(store, true, &err));
    assert_int_equal(access(beside("-wal"), F_OK), -1);
    assert_int_equal(access(beside("-shm"), F_OK), -1);
    assert_int_equal(access(beside("-lock"), F_OK), -1);
    assert_int_equal(access(beside("-new"), F_OK), -1);
    assert_string_equal(sql("PRAGMA integrity_check"), "ok");
    assert_string_equal(sql("PRAGMA user_version"), "3");
    assert_string_equal(sql("PRAGMA journal_mode"), "wal");
    assert_string_equal(sql("SELECT value FROM meta WHERE name = 'format'"), "annals store/1");
    assert_string_equal(sql("SELECT count(*) FROM articles"), "0");
    assert_string_equal(sql("SELECT count(*) FROM sqlite_schema WHERE type = 'view'"), "26");
    uint64_t before = file_hash(path);
    assert_done(store_close(opened(STORE_WRITE), true, &err));
    assert_done(store_close(opened(STORE_READ), true, &err));
    assert_true(file_hash(path) == before);
    assert_int_equal(access(beside("-wal"), F_OK), -1);
}

static void foreign_files_are_left_alone(void **state)
{
    (void)state;
    struct store *store;
    assert_fails(store_open(path, STORE_READ, &store, &err), ERR_MISSING);
    assert_fails(store_open("", STORE_WRITE, &store, &err), ERR_USAGE);
    assert_fails(store_open(folder, STORE_WRITE, &store, &err), ERR_FORMAT);
    assert_fails(store_open("/nowhere/at/all.db", STORE_WRITE, &store, &err), ERR_IO);
    FILE *file = fopen(path, "w");
    fputs("a letter to the editor, longer than a header of SQLite: "
          "0123456789012345678901234567890123456",
          file);
    fclose(file);
    uint64_t before = file_hash(path);
    assert_fails(store_open(path, STORE_READ, &store, &err), ERR_FORMAT);
    assert_fails(store_open(path, STORE_WRITE, &store, &err), ERR_FORMAT);
    assert_true(file_hash(path) == before);
    unlink(path);
    /* Another program's database, with a log that its next opening would take in. */
    if (fork() == 0) {
        sqlite3 *db;
        sqlite3_open(path, &db);
        sqlite3_exec(db, "PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1)",
                     NULL, NULL, NULL);
        _exit(0);
    }
    wait(NULL);
    before = file_hash(path);
    uint64_t log_before = file_hash(beside("-wal"));
    assert_true(log_before != 0);
    assert_fails(store_open(path, STORE_READ, &store, &err), ERR_FORMAT);
    assert_fails(store_open(path, STORE_WRITE, &store, &err), ERR_FORMAT);
    assert_true(file_hash(path) == before);
    assert_true(file_hash(beside("-wal")) == log_before);
    assert_int_equal(access(beside("-lock"), F_OK), -1);
}

static void newer_stores_are_refused_and_older_ones_migrated(void **state)
{
    (void)state;
    struct store *store;
    sql("PRAGMA application_id = 1097756268"); /* makes a store of version 0, without tables */
    assert_fails(store_open(path, STORE_READ, &store, &err), ERR_VERSION);
    assert_done(corpus_run(path, 3, CORPUS_SENTENCES, &err));
    assert_string_equal(sql("PRAGMA user_version"), "3");
    assert_string_equal(sql("SELECT count(*) FROM sentences"), "60");
    sql("PRAGMA user_version = 4");
    uint64_t before = file_hash(path);
    assert_fails(store_open(path, STORE_READ, &store, &err), ERR_VERSION);
    assert_fails(store_open(path, STORE_WRITE, &store, &err), ERR_VERSION);
    assert_true(file_hash(path) == before);
    sql("PRAGMA user_version = 3");
    sql("DROP VIEW sentences");
    sql("DROP TABLE sentence");
    assert_fails(store_open(path, STORE_READ, &store, &err), ERR_FORMAT);
}

static void the_log_of_a_deleted_store_is_not_the_new_ones(void **state)
{
    (void)state;
    if (fork() == 0) {
        struct store *store;
        bool done = store_open(path, STORE_WRITE, &store, &err) &&
                    corpus_put(store, 0, STORE_BATCH_ROWS - 60, CORPUS_SENTENCES, &err);
        sqlite3 *reader; /* keeps the log from being emptied */
        sqlite3_open(path, &reader);
        sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM article", NULL, NULL, NULL);
        done = done &&
               corpus_put(store, STORE_BATCH_ROWS - 60, STORE_BATCH_ROWS, CORPUS_SENTENCES, &err);
        _exit(done ? 0 : 1);
    }
    int status;
    wait(&status);
    assert_int_equal(status, 0);
    assert_true(file_hash(beside("-wal")) != 0);
    unlink(path);
    assert_done(store_close(opened(STORE_WRITE), true, &err));
    assert_string_equal(sql("SELECT count(*) FROM articles"), "0");
    assert_string_equal(sql("PRAGMA integrity_check"), "ok");
}

/* ---- rows ---- */

static void an_article_comes_back_as_it_was(void **state)
{
    (void)state;
    static const char TEXT[] = "Çavuşoğlu “met” Lavrov. Да, 日本!\n\nEnd 🙂 now.";
    struct sentence sentences[] = {
        {.span = {0, 30}, .token_count = 6},
        {.span = {31, 44}, .token_count = 4},
        {.span = {46, 59}, .paragraph = 1, .token_count = 4},
    };
    struct article article = small("0123456789abcdef", "given-1", TEXT, sentences, 3);
    assert_int_equal(article.text.len, 59);
    article.title = SLICE("Alanya");
    article.outlet = SLICE("TASS");
    article.url = SLICE("https://tass.example/1");
    article.byline = SLICE("A. Writer");
    article.language = SLICE("en");
    article.published = (struct datetime){2016, 12, 2, 13, 3, 480, DATE_MINUTE};
    article.published_basis = PUBLISHED_META;
    article.not_before = (struct datetime){2016, 7, 15, 0, 0, DATE_ZONE_NONE, DATE_DAY};
    article.encoding = "windows-1254";
    article.encoding_basis = ENCODING_GUESSED;
    article.flags = ARTICLE_ENCODING_GUESSED | ARTICLE_DATE_CONFLICT;
    article.token_count = 14;
    article.source_line = 7;
    article.sha256[0] = 0xAB;
    struct store *store = opened(STORE_WRITE);
    put(store, &article, STORE_NEW);
    bool has = false;
    assert_done(store_has(store, "0123456789abcdef", &has, &err));
    assert_true(has);
    assert_done(store_has(store, "0123456789abcdee", &has, &err));
    assert_false(has);
    assert_done(store_close(store, true, &err));

    store = opened(STORE_READ);
    struct arena arena;
    struct store_article back;
    arena_init(&arena, 1 << 20);
    static const char *const NAMES[] = {"given-1", "0123456789abcdef", "0123", "0"};
    for (size_t i = 0; i < 4; i++) {
        assert_done(store_article(store, slice_from(NAMES[i]), &arena, &back, &err));
        assert_slice(back.text, TEXT);
    }
    assert_slice(back.id, "given-1");
    assert_slice(back.published, "2016-12-02T13:03+08:00");
    assert_slice(back.published_precision, "minute");
    assert_slice(back.published_basis, "meta");
    assert_slice(back.not_before, "2016-07-15");
    assert_slice(back.flags, "encoding guessed,date conflict");
    assert_slice(back.encoding, "windows-1254");
    assert_slice(back.byline, "A. Writer");
    assert_int_equal(back.words, 14);
    assert_int_equal(back.sentences, 3);
    assert_int_equal(back.source_line, 7);
    assert_fails(store_article(store, SLICE("given"), &arena, &back, &err), ERR_MISSING);
    assert_fails(store_article(store, SLICE(""), &arena, &back, &err), ERR_MISSING);
    arena_free(&arena);
    assert_done(store_close(store, true, &err));
    assert_string_equal(sql("SELECT published_day || encoding_basis FROM articles"),
                        "2016-12-02guessed");
    assert_string_equal(sql("SELECT group_concat(text, '|') FROM sentences"),
                        "Çavuşoğlu “met” Lavrov.|Да, 日本!|End 🙂 now.");
    assert_string_equal(
        sql("SELECT group_concat(start_offset || '-' || end_offset || ' ' || paragraph)"
            " FROM sentences"),
        "0-23 0,24-31 0,33-43 1");
    assert_string_equal(sql("SELECT articles || first_day FROM outlets WHERE outlet = 'TASS'"),
                        "12016-12-02");
}

struct seen {
    struct buf text;
    unsigned count;
    unsigned stop_after; /* 0: never */
};

static bool see_article(void *context, const struct store_article *article)
{
    struct seen *seen = context;
    assert_int_equal(article->text.len, 0);
    buf_printf(&seen->text, "%.*s ", SLICE_ARG(article->id));
    return ++seen->count != seen->stop_after;
}

static bool see_sentence(void *context, uint64_t number, uint64_t paragraph, struct slice text)
{
    struct seen *seen = context;
    buf_printf(&seen->text, "%d/%d %.*s|", (int)number, (int)paragraph, SLICE_ARG(text));
    return ++seen->count != seen->stop_after;
}

static bool see_rejection(void *context, const struct store_rejection *rejection)
{
    struct seen *seen = context;
    buf_printf(&seen->text, "%.*s:%d@%d %.*s|", SLICE_ARG(rejection->source), (int)rejection->line,
               rejection->offset == ERR_NO_OFFSET ? -1 : (int)rejection->offset,
               SLICE_ARG(rejection->reason));
    return ++seen->count != seen->stop_after;
}

static void assert_listed(struct store *store, struct store_query query, const char *expected)
{
    struct seen seen = {0};
    buf_init(&seen.text, 1 << 20);
    buf_append(&seen.text, SLICE(""));
    assert_done(store_articles(store, &query, see_article, &seen, &err));
    assert_string_equal(seen.text.ptr, expected);
    buf_free(&seen.text);
}

static void put_dated(struct store *store, const char *id, const char *outlet, const char *date,
                      const char *text)
{
    char key[HASH_ID_CHARS + 1];
    snprintf(key, sizeof(key), "%s%016d", id, 0);
    struct article article = small(key, id, text, NULL, 0);
    article.outlet = slice_from(outlet);
    if (date[0])
        assert_true(datetime_parse_iso(slice_from(date), &article.published));
    put(store, &article, STORE_NEW);
}

static void articles_are_listed_by_date_and_filtered(void **state)
{
    (void)state;
    struct store *store = opened(STORE_WRITE);
    put_dated(store, "a", "TASS", "", "Nothing is known.");
    put_dated(store, "b", "TASS", "2016-12-02T13:03+08:00", "The ministers met in Alanya.");
    put_dated(store, "c", "Hürriyet", "2016-12", "Çavuşoğlu spoke of soldiers.");
    put_dated(store, "d", "TASS", "2016-12-02", "Three soldiers died.");
    put_dated(store, "e", "Hürriyet", "2016-11-30", "A soldier's meeting.");
    put_dated(store, "f", "", "2017", "Plans.");
    assert_listed(store, (struct store_query){0}, "e c d b f a ");
    assert_listed(store, (struct store_query){.limit = 2, .offset = 1}, "c d ");
    assert_listed(store, (struct store_query){.outlet = SLICE("TASS")}, "d b a ");
    assert_listed(store, (struct store_query){.outlet = SLICE("TAS")}, "");
    /* c is of some day in December: both bounds allow it */
    assert_listed(store, (struct store_query){.since = SLICE("2016-12-02")}, "c d b f ");
    assert_listed(store, (struct store_query){.until = SLICE("2016-12-01")}, "e c ");
    assert_listed(store, (struct store_query){.since = SLICE("2016-12"), .until = SLICE("2016")},
                  "c d b ");
    assert_listed(store, (struct store_query){.since = SLICE("20170301")}, "f ");
    assert_listed(store, (struct store_query){.match = SLICE("soldiers")}, "e c d ");
    assert_listed(store, (struct store_query){.match = SLICE("cavusoglu OR meet")}, "e c ");
    assert_listed(store, (struct store_query){.match = SLICE("soldier"), .outlet = SLICE("TASS")},
                  "d ");
    struct seen seen = {.stop_after = 2};
    buf_init(&seen.text, 1 << 20);
    assert_done(store_articles(store, &(struct store_query){0}, see_article, &seen, &err));
    assert_int_equal(seen.count, 2);
    static const char *const BAD[] = {"\"open", "AND", "nosuch: x", "(((", "*"};
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
        assert_fails(store_articles(store, &(struct store_query){.match = slice_from(BAD[i])},
                                    see_article, &seen, &err),
                     ERR_USAGE);
    assert_true(strlen(store_detail(store)) > 0);
    assert_fails(store_articles(store, &(struct store_query){.since = SLICE("yesterday")},
                                see_article, &seen, &err),
                 ERR_USAGE);
    buf_free(&seen.text);
    assert_done(store_close(store, true, &err));
    assert_string_equal(sql("SELECT article || snippet FROM search WHERE query MATCH 'alanya'"),
                        "b000000000000000The ministers met in [Alanya].");
}

static void known_articles_and_taken_ids(void **state)
{
    (void)state;
    struct store *store = opened(STORE_WRITE);
    struct article article = small("aaaaaaaaaaaaaaaa", "one", "Text.", NULL, 0);
    struct article same_id = small("aaaaaaaabbbbbbbb", "one", "Other text.", NULL, 0);
    struct article other = small("aaaaaaaabbbbbbbb", "two", "Other text.", NULL, 0);
    enum store_put result;
    put(store, &article, STORE_NEW);
    put(store, &article, STORE_KNOWN);
    assert_fails(store_put_article(store, &same_id, &result, &err), ERR_CONFLICT);
    put(store, &other, STORE_NEW);
    struct arena arena;
    struct store_article back;
    arena_init(&arena, 1 << 20);
    assert_fails(store_article(store, SLICE("aaaaaaaa"), &arena, &back, &err), ERR_CONFLICT);
    assert_done(store_article(store, SLICE("aaaaaaaab"), &arena, &back, &err));
    assert_slice(back.id, "two");
    arena_free(&arena);
    assert_done(store_close(store, true, &err));
    assert_string_equal(sql("SELECT count(*) FROM articles"), "2");
}

static void sentences_and_rejections_come_in_order(void **state)
{
    (void)state;
    struct sentence sentences[] = {{.span = {0, 4}}, {.span = {6, 13}, .paragraph = 1}};
    struct article article = small("cccccccccccccccc", "s", "Да\n\nКон!", sentences, 2);
    struct store *store = opened(STORE_WRITE);
    put(store, &article, STORE_NEW);
    struct seen seen = {0};
    buf_init(&seen.text, 1 << 20);
    assert_done(store_sentences(store, SLICE("cccccccccccccccc"), see_sentence, &seen, &err));
    assert_string_equal(seen.text.ptr, "0/0 Да|1/1 Кон!|");
    assert_done(store_sentences(store, SLICE("none"), see_sentence, &seen, &err));
    assert_int_equal(seen.count, 2);

    struct store_rejection rejections[] = {
        {SLICE("z.html"), 0, ERR_NO_OFFSET, SLICE("not text")},
        {SLICE("b.jsonl"), 12, 4096, SLICE("not JSON")},
        {SLICE("b.jsonl"), 2, 17, SLICE("not JSON")},
        {SLICE("b.jsonl"), 12, 4096, SLICE("not JSON")},
    };
    enum store_put result;
    for (size_t i = 0; i < 4; i++) {
        assert_done(store_put_rejection(store, &rejections[i], &result, &err));
        assert_int_equal(result, i == 3 ? STORE_KNOWN : STORE_NEW);
    }
    buf_reset(&seen.text);
    assert_done(store_rejections(store, see_rejection, &seen, &err));
    assert_string_equal(seen.text.ptr,
                        "b.jsonl:2@17 not JSON|b.jsonl:12@4096 not JSON|z.html:0@-1 not text|");
    buf_free(&seen.text);
    assert_done(store_close(store, true, &err));
    assert_string_equal(sql("SELECT source FROM rejections WHERE source_line IS NULL"), "z.html");
}

static void text_in_the_file_is_utf8_without_nul(void **state)
{
    (void)state;
    struct store *store = opened(STORE_WRITE);
    struct article article = small("dddddddddddddddd", "x", "", NULL, 0);
    article.id = SLICE("a\0b");
    article.source = SLICE("caf\xE9.html");
    article.outlet = SLICE("\xFF");
    article.title = SLICE("T\0");
    put(store, &article, STORE_NEW);
    struct store_rejection rejection = {SLICE("\x80"), 0, ERR_NO_OFFSET, SLICE("")};
    enum store_put result;
    assert_done(store_put_rejection(store, &rejection, &result, &err));
    assert_done(store_close(store, true, &err));
    assert_string_equal(sql("SELECT id || source || outlet || title || '.' FROM articles"),
                        "a\uFFFDbcaf\uFFFD.html\uFFFDT\uFFFD.");
    assert_string_equal(sql("SELECT source FROM rejections"), "\uFFFD");
}

/* ---- batches ---- */

#define RUN_ARTICLES (3 * STORE_BATCH_ROWS - 200)

static void an_interrupted_run_ends_in_the_same_bytes(void **state)
{
    (void)state;
    assert_done(corpus_run(path, RUN_ARTICLES, CORPUS_SENTENCES, &err));
    assert_string_equal(sql("PRAGMA integrity_check"), "ok");
    assert_string_equal(sql("PRAGMA foreign_key_check"), "");
    sql("INSERT INTO article_search (article_search, rank) VALUES ('integrity-check', 1)");
    uint64_t whole = file_hash(path);
    assert_done(corpus_run(path, RUN_ARTICLES, CORPUS_SENTENCES, &err)); /* all known */
    assert_true(file_hash(path) == whole);
    static const uint32_t STOPS[][3] = {{1, 465, 1200}, {0, 466, 931}};
    for (size_t i = 0; i < 2; i++) {
        unlink(path);
        for (size_t stop = 0; stop < 3; stop++) {
            struct store *store = opened(STORE_WRITE);
            assert_done(corpus_put(store, 0, STOPS[i][stop], CORPUS_SENTENCES, &err));
            assert_done(store_close(store, false, &err));
        }
        assert_done(corpus_run(path, RUN_ARTICLES, CORPUS_SENTENCES, &err));
        assert_true(file_hash(path) == whole);
    }
}

/* The workers of a run ask for keys at moments that no two runs share. */
static void lookups_leave_no_trace_in_the_bytes(void **state)
{
    (void)state;
    assert_done(corpus_run(path, RUN_ARTICLES, CORPUS_SENTENCES, &err));
    uint64_t whole = file_hash(path);
    unlink(path);
    static struct corpus_article made;
    uint64_t random = 1;
    struct store *store = opened(STORE_WRITE);
    for (uint32_t number = 0; number < RUN_ARTICLES; number += 10) {
        bool has;
        for (uint32_t i = corpus_random(&random) % 5; i > 0; i--) {
            corpus_make(corpus_random(&random) % RUN_ARTICLES, CORPUS_SENTENCES, &made);
            assert_done(store_has(store, made.article.key, &has, &err));
        }
        uint32_t end = number + 10 < RUN_ARTICLES ? number + 10 : RUN_ARTICLES;
        assert_done(corpus_put(store, number, end, CORPUS_SENTENCES, &err));
    }
    assert_done(store_close(store, true, &err));
    assert_true(file_hash(path) == whole);
}

static void a_rolled_back_batch_leaves_nothing(void **state)
{
    (void)state;
    assert_done(corpus_run(path, 10, CORPUS_SENTENCES, &err));
    uint64_t before = file_hash(path);
    struct store *store = opened(STORE_WRITE);
    assert_done(corpus_put(store, 10, 100, CORPUS_SENTENCES, &err));
    assert_done(store_close(store, false, &err));
    assert_true(file_hash(path) == before);
}

/* ---- together ---- */

static void one_writer_at_a_time(void **state)
{
    (void)state;
    struct store *store = opened(STORE_WRITE), *second;
    assert_fails(store_open(path, STORE_WRITE, &second, &err), ERR_BUSY);
    char link[160];
    snprintf(link, sizeof(link), "%s/link.db", folder);
    assert_int_equal(symlink(path, link), 0);
    assert_fails(store_open(link, STORE_WRITE, &second, &err), ERR_BUSY);
    assert_done(store_close(store, true, &err));
    store = opened(STORE_WRITE);
    assert_done(store_close(store, true, &err));
    /* A writer that was killed holds nobody up. */
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        bool done = store_open(path, STORE_WRITE, &store, &err) &&
                    corpus_put(store, 0, 5, CORPUS_SENTENCES, &err);
        if (write(ready[1], done ? "y" : "n", 1) == 1)
            pause();
        _exit(1);
    }
    char answer;
    assert_int_equal(read(ready[0], &answer, 1), 1);
    assert_int_equal(answer, 'y');
    assert_fails(store_open(path, STORE_WRITE, &second, &err), ERR_BUSY);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    assert_int_equal(access(beside("-lock"), F_OK), 0);
    assert_done(corpus_run(path, 5, CORPUS_SENTENCES, &err));
    assert_int_equal(access(beside("-lock"), F_OK), -1);
    assert_string_equal(sql("SELECT count(*) FROM articles"), "5");
}

static bool count_article(void *context, const struct store_article *article)
{
    (void)article;
    ++*(unsigned *)context;
    return true;
}

static unsigned articles_seen(struct store *store)
{
    unsigned count = 0;
    assert_done(store_articles(store, &(struct store_query){0}, count_article, &count, &err));
    return count;
}

static void readers_see_whole_batches_while_a_writer_writes(void **state)
{
    (void)state;
    struct store *writer = opened(STORE_WRITE);
    struct store *reader = opened(STORE_READ);
    assert_int_equal(articles_seen(reader), 0);
    assert_done(corpus_put(writer, 0, 400, CORPUS_SENTENCES, &err));
    assert_int_equal(articles_seen(reader), 0);
    assert_int_equal(articles_seen(writer), 400);
    assert_done(corpus_put(writer, 400, 600, CORPUS_SENTENCES, &err));
    assert_int_equal(articles_seen(reader), 466); /* 512 rows with the rejections */
    enum store_put result;
    struct article article = small("dddddddddddddddd", "x", "", NULL, 0);
    assert_fails(store_put_article(reader, &article, &result, &err), ERR_USAGE);
    assert_done(store_close(reader, true, &err));
    assert_done(corpus_put(writer, 600, 700, CORPUS_SENTENCES, &err));
    assert_done(store_close(writer, true, &err));
    reader = opened(STORE_READ);
    assert_int_equal(articles_seen(reader), 700);
    assert_done(store_close(reader, true, &err));
    assert_int_equal(access(beside("-wal"), F_OK), -1);
}

static void a_reader_of_an_old_state_does_not_stop_the_writer(void **state)
{
    (void)state;
    assert_done(corpus_run(path, RUN_ARTICLES, CORPUS_SENTENCES, &err));
    uint64_t whole = file_hash(path);
    unlink(path);
    struct store *writer = opened(STORE_WRITE);
    assert_done(corpus_put(writer, 0, 500, CORPUS_SENTENCES, &err));
    sqlite3 *reader;
    assert_int_equal(sqlite3_open_v2(path, &reader, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM article", NULL, NULL, NULL);
    assert_done(corpus_put(writer, 500, RUN_ARTICLES, CORPUS_SENTENCES, &err));
    sqlite3_close(reader);
    assert_done(store_close(writer, true, &err));
    assert_true(file_hash(path) == whole);
}

/* Readers come and go, each perhaps the last to close just when a batch begins. */
static void readers_come_and_go_while_a_writer_writes(void **state)
{
    (void)state;
    assert_done(corpus_run(path, RUN_ARTICLES, CORPUS_SENTENCES, &err));
    uint64_t whole = file_hash(path);
    unlink(path);
    assert_done(store_close(opened(STORE_WRITE), true, &err));
    pid_t readers[2];
    for (int i = 0; i < 2; i++) {
        if ((readers[i] = fork()) != 0)
            continue;
        for (unsigned before = 0, count = 0; before < RUN_ARTICLES; before = count) {
            struct store *store;
            count = 0;
            bool read = store_open(path, STORE_READ, &store, &err) &&
                        store_articles(store, &(struct store_query){0}, count_article, &count,
                                       &err) &&
                        store_close(store, true, &err);
            if (!read)
                fprintf(stderr, "reader: %s, errno %d\n", err.message, err.sys);
            bool is_whole = count == 0 || count == 466 || count == 931 || count == RUN_ARTICLES;
            if (!read || count < before || !is_whole)
                _exit(1);
        }
        _exit(0);
    }
    assert_done(corpus_run(path, RUN_ARTICLES, CORPUS_SENTENCES, &err));
    for (int i = 0; i < 2; i++) {
        int status;
        waitpid(readers[i], &status, 0);
        assert_int_equal(status, 0);
    }
    assert_done(store_close(opened(STORE_WRITE), true, &err));
    assert_true(file_hash(path) == whole);
    assert_int_equal(access(beside("-wal"), F_OK), -1);
}

static void a_store_on_read_only_media_is_read(void **state)
{
    (void)state;
    assert_done(corpus_run(path, 20, CORPUS_SENTENCES, &err));
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    pid_t child = fork();
    if (child == 0) {
        struct store *store;
        unsigned count = 0;
        if (geteuid() == 0 && setuid(65534) != 0)
            _exit(0);
        if (store_open(path, STORE_WRITE, &store, &err) || err.code != ERR_IO)
            _exit(2);
        bool read = store_open(path, STORE_READ, &store, &err) &&
                    store_articles(store, &(struct store_query){0}, count_article, &count, &err) &&
                    store_close(store, true, &err);
        _exit(read && count == 20 ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    assert_int_equal(access(beside("-wal"), F_OK), -1);
}

static void a_store_reads_at_odd_paths(void **state)
{
    (void)state;
    snprintf(path, sizeof(path), "%s/a %%41?b#c&mode=memory.db", folder);
    assert_done(corpus_run(path, 2, CORPUS_SENTENCES, &err));
    assert_done(store_close(opened(STORE_READ), true, &err));
    char here[256];
    assert_non_null(getcwd(here, sizeof(here)));
    assert_int_equal(chdir(folder), 0);
    assert_done(corpus_run(":memory:", 2, CORPUS_SENTENCES, &err));
    assert_done(corpus_run("file:x.db?mode=memory", 2, CORPUS_SENTENCES, &err));
    assert_int_equal(access("file:x.db?mode=memory", F_OK), 0);
    assert_int_equal(chdir(here), 0);
    char longer[1024];
    memset(longer, 'a', sizeof(longer));
    longer[sizeof(longer) - 1] = '\0';
    struct store *store;
    assert_fails(store_open(longer, STORE_WRITE, &store, &err), ERR_LIMIT);
}

#define in_folder(test) cmocka_unit_test_setup_teardown(test, folder_made, folder_removed)

/* All layers of meaning, with letters of two bytes before them. */
static struct article layered(void)
{
    static struct sentence sentences[] = {{.span = {0, 43}, .token_count = 9}};
    static const struct slice SECTORS[] = {{"GOV", 3}, {"MIL", 3}};
    static struct actor actors[] = {
        {.id = "00000000000000a1", .kind = ACTOR_PERSON, .sectors = SECTORS, .sector_count = 2}};
    static const struct mention MENTIONS[] = {{.span = {0, 12}, .form = MENTION_NAME}};
    static struct place places[] = {{.id = "00000000000000b1", .latitude = 36.5, .longitude = NAN}};
    static const struct place_mention PLACES[] = {{.span = {26, 32}}};
    static struct time_expression times[] = {{.span = {33, 38}, .type = TIME_DATE}};
    static const struct quantity QUANTITIES[] = {{.span = {39, 42}, .low = 80, .high = NAN}};
    struct article article = small("eeeeeeeeeeeeeeee", "layers",
                                   "Çavuşoğlu met Lavrov i Alanya today 80+.", sentences, 1);
    actors[0].name = SLICE("Çavuşoğlu");
    actors[0].country = SLICE("TUR");
    actors[0].role = SLICE("foreign minister");
    places[0].name = SLICE("Alanya");
    times[0].value = SLICE("2016-12-01");
    times[0].earliest = times[0].latest = date_days(2016, 12, 1);
    article.actors = actors;
    article.mentions = MENTIONS;
    article.places = places;
    article.place_mentions = PLACES;
    article.times = times;
    article.quantities = QUANTITIES;
    article.actor_count = article.mention_count = article.place_count = 1;
    article.place_mention_count = article.time_count = article.quantity_count = 1;
    static const struct participant WHO[] = {{.actor = 0, .span = {0, 12}}};
    static const uint32_t COUNTS[] = {0};
    static struct event events[] = {{.anchor = {13, 16},
                                     .quad = 1,
                                     .goldstein = 1,
                                     .actors = WHO,
                                     .actor_count = 1,
                                     .counts = COUNTS,
                                     .quantity_count = 1,
                                     .where = 0,
                                     .attributed_to = INDEX_NONE,
                                     .statement = 0}};
    static const struct span SAID[] = {{17, 23}, {26, 32}};
    static struct statement statements[] = {{.speaker = 0,
                                             .speaker_span = {0, 12},
                                             .cue = {13, 16},
                                             .content = SAID,
                                             .content_count = 2,
                                             .kind = STATEMENT_INDIRECT,
                                             .addressee = INDEX_NONE}};
    statements[0].rule = SLICE("cues.txt:1");
    article.statements = statements;
    article.statement_count = 1;
    events[0].type = SLICE("CONSULT");
    events[0].cameo = SLICE("040");
    events[0].rule = SLICE("frames.txt:1");
    events[0].earliest = events[0].latest = DAY_UNKNOWN;
    article.events = events;
    article.event_count = 1;
    article.layers = ARTICLE_GRAMMAR | ARTICLE_ACTORS | ARTICLE_TIMES;
    return article;
}

static bool keep_cells(void *context, const struct store_list *list, const struct slice *cells)
{
    struct buf *out = context;
    for (size_t i = 0; i < list->column_count; i++) {
        buf_append(out, cells[i]);
        buf_append_byte(out, '|');
    }
    return true;
}

/* The record takes the articles in, with nothing of its own to say of them. */
static void take_in(struct store *store)
{
    struct store_pending pending;
    assert_done(store_record_begin(store, &pending, &err));
    assert_done(store_record_commit(store, &err));
}

static void layers_are_stored_and_listed(void **state)
{
    (void)state;
    struct store *store = opened(STORE_WRITE);
    struct article article = layered();
    put(store, &article, STORE_NEW);
    take_in(store);
    assert_done(store_close(store, true, &err));
    assert_string_equal(sql("SELECT layers FROM articles"), "grammar,actors,times");
    assert_string_equal(sql("SELECT name || kind || country || sectors || mentions FROM actors"),
                        "ÇavuşoğlupersonTURGOV,MIL1");
    assert_string_equal(sql("SELECT role FROM actor_roles"), "foreign minister");
    assert_string_equal(sql("SELECT text || form FROM actor_mentions"), "Çavuşoğluname");
    assert_string_equal(sql("SELECT text FROM place_mentions"), "Alanya");
    assert_string_equal(sql("SELECT latitude || coalesce(longitude, '-') FROM places"), "36.5-");
    assert_string_equal(sql("SELECT text || earliest || type FROM times"), "today2016-12-01DATE");
    assert_string_equal(sql("SELECT low || coalesce(high, ' or more') FROM quantities"),
                        "80.0 or more");
    assert_string_equal(
        sql("SELECT id || anchor || type || status || actors || place FROM mentions"),
        "eeeeeeeeeeeeeeee-0metCONSULThappenedÇavuşoğluAlanya");
    assert_string_equal(sql("SELECT count(*) FROM event_count"), "1");
    assert_string_equal(sql("SELECT statement FROM event_mention"), "0");
    assert_string_equal(sql("SELECT id || kind || speaker_name || speaker_text || cue || text"
                            " || coalesce(topic, '-') || start_offset || end_offset"
                            " FROM statements"),
                        "eeeeeeeeeeeeeeee-s0indirectÇavuşoğluÇavuşoğlumetLavrov … Alanya-1429");
    assert_string_equal(sql("SELECT count(*) FROM event_pairs"), "0");
    struct buf out;
    buf_init(&out, 1000);
    struct store_list_query query = {.list = SLICE("actors")};
    query.filters[STORE_COUNTRY] = SLICE("TUR");
    query.filters[STORE_MATCH] = SLICE("avu");
    store = opened(STORE_READ);
    assert_done(store_list_rows(store, &query, keep_cells, &out, &err));
    assert_string_equal(out.ptr, "00000000000000a1|Çavuşoğlu|person|TUR|GOV,MIL|foreign minister|1|"
                                 "0|1|||");
    query.list = SLICE("times");
    assert_fails(store_list_rows(store, &query, keep_cells, &out, &err), ERR_USAGE);
    query.list = SLICE("no; DROP TABLE article");
    assert_fails(store_list_rows(store, &query, keep_cells, &out, &err), ERR_USAGE);
    buf_free(&out);
    assert_done(store_close(store, false, &err));
}

/* An article that names an actor `mentions` times. */
static void put_naming(struct store *store, char digit, const char *name, const char *outlet,
                       const char *published, unsigned mentions)
{
    struct article article = layered();
    struct actor actor = article.actors[0];
    struct mention named[3] = {article.mentions[0], article.mentions[0], article.mentions[0]};
    memset(article.key, digit, sizeof(article.key));
    article.id = (struct slice){article.key, sizeof(article.key)};
    article.outlet = slice_from(outlet);
    assert_true(datetime_parse_iso(slice_from(published), &article.published));
    actor.name = slice_from(name);
    article.actors = &actor;
    article.mentions = named;
    article.mention_count = mentions;
    put(store, &article, STORE_NEW);
}

/* What is kept of actors is what a count over all articles gives, however often it was brought up
 * to date. */
static void sums_are_those_of_the_whole(void **state)
{
    (void)state;
    static const char ROW[] = "00000000000000a1|Mevlut|person|TUR|GOV,MIL|foreign minister|3|2|6|"
                              "2016-12-01|2016-12-03|";
    struct store *store = opened(STORE_WRITE);
    struct store_list_query query = {.list = SLICE("actors")};
    struct buf kept, counted;
    put_naming(store, '1', "Cavusoglu", "B", "2016-12-02", 3);
    uint64_t count = 0;
    assert_done(store_list_count(store, &query, &count, &err));
    assert_int_equal(count, 1); /* also before the record has taken anything in */
    take_in(store);
    put_naming(store, '2', "Mevlut", "A", "2016-12-03", 2);
    put_naming(store, '3', "Mevlut", "A", "2016-12-01", 1);
    take_in(store);
    assert_done(store_close(store, true, &err));
    store = opened(STORE_READ);
    buf_init(&kept, 1000);
    buf_init(&counted, 1000);
    assert_done(store_list_rows(store, &query, keep_cells, &kept, &err));
    query.filters[STORE_SINCE] = SLICE(
        "2016"); /* of articles: the rows of all of them are counted */
    assert_done(store_list_rows(store, &query, keep_cells, &counted, &err));
    assert_string_equal(kept.ptr, ROW);
    assert_string_equal(counted.ptr, ROW);
    buf_free(&kept);
    buf_free(&counted);
    assert_done(store_close(store, false, &err));
}

/* Every list, with every filter that it has, in both orders, is SQL of our tables. */
static void every_list_is_sql(void **state)
{
    (void)state;
    static const char *const VALUES[] = {"o", "2016", "2016-02", "m", "a1", "RUS", "person", "b2"};
    assert_done(store_close(opened(STORE_WRITE), true, &err));
    struct store *store = opened(STORE_READ);
    const struct store_list *list;
    uint64_t count;
    for (size_t i = 0; (list = store_list_at(i)); i++) {
        struct store_list_query query = {.list = slice_from(list->name), .limit = 3, .offset = 1};
        for (size_t f = 0; f < STORE_FILTER_COUNT; f++) {
            assert_non_null(store_filter_name((enum store_filter)f));
            if (store_list_takes(list, (enum store_filter)f))
                query.filters[f] = slice_from(f < sizeof(VALUES) / sizeof(VALUES[0]) ? VALUES[f]
                                                                                     : "c3");
        }
        assert_done(store_list_rows(store, &query, keep_cells, &(struct buf){0}, &err));
        assert_done(store_list_count(store, &query, &count, &err));
        for (int order = 0; order < STORE_ORDER_COUNT; order++) {
            query.order = (enum store_order)order;
            assert_int_equal(store_list_rows(store, &query, keep_cells, &(struct buf){0}, &err),
                             store_list_has_order(list, query.order));
        }
    }
    assert_done(store_close(store, false, &err));
}

/* A reader's queries end when their time is over, and see one state between begin and end. */
static void a_reader_has_time_and_a_state(void **state)
{
    (void)state;
    struct store_list_query query = {.list = SLICE("articles")};
    uint64_t before, after, count;
    struct store *writer = opened(STORE_WRITE);
    put_dated(writer, "a", "o", "2016-12-01", "They met.");
    assert_done(store_close(writer, true, &err));
    struct store *reader = opened(STORE_READ);
    assert_done(store_state(reader, &before, &err));
    assert_done(store_snapshot_begin(reader, &err));
    writer = opened(STORE_WRITE);
    put_dated(writer, "b", "o", "2016-12-02", "They met.");
    assert_done(store_close(writer, true, &err));
    assert_done(store_list_count(reader, &query, &count, &err));
    assert_int_equal(count, 1);
    store_snapshot_end(reader);
    assert_done(store_list_count(reader, &query, &count, &err));
    assert_int_equal(count, 2);
    assert_done(store_state(reader, &after, &err));
    assert_int_not_equal(before, after);
    store_set_budget(reader, 60000);
    assert_done(store_list_count(reader, &query, &count, &err));
    store_set_budget(reader, 0);
    assert_done(store_close(reader, false, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(a_new_store_is_empty_and_whole),
        in_folder(foreign_files_are_left_alone),
        in_folder(newer_stores_are_refused_and_older_ones_migrated),
        in_folder(the_log_of_a_deleted_store_is_not_the_new_ones),
        in_folder(an_article_comes_back_as_it_was),
        in_folder(articles_are_listed_by_date_and_filtered),
        in_folder(known_articles_and_taken_ids),
        in_folder(sentences_and_rejections_come_in_order),
        in_folder(text_in_the_file_is_utf8_without_nul),
        in_folder(an_interrupted_run_ends_in_the_same_bytes),
        in_folder(lookups_leave_no_trace_in_the_bytes),
        in_folder(a_rolled_back_batch_leaves_nothing),
        in_folder(one_writer_at_a_time),
        in_folder(readers_see_whole_batches_while_a_writer_writes),
        in_folder(a_reader_of_an_old_state_does_not_stop_the_writer),
        in_folder(readers_come_and_go_while_a_writer_writes),
        in_folder(a_store_on_read_only_media_is_read),
        in_folder(a_store_reads_at_odd_paths),
        in_folder(layers_are_stored_and_listed),
        in_folder(every_list_is_sql),
        in_folder(sums_are_those_of_the_whole),
        in_folder(a_reader_has_time_and_a_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
