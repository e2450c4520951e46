/*
 * bench_record.c - the record step over articles put straight into a store, in batches.
 *
 *   in    bench_record FILE.db NEWS.jsonl BATCH: lines with "id", "title", "text", "url", "outlet",
 *         "published". Texts are taken as they stand, without grammar; 0: all in one batch
 *   out   a line for each batch: articles, seconds and milliseconds an article of the record step,
 *         peak memory, bytes of the file. Then articles, and what each table takes, if SQLite can
 * say
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "annals.h"
#include "base/json_read.h"
#include "store/store.h"

static double seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void fail(const char *message)
{
    fprintf(stderr, "bench_record: %s\n", message);
    exit(1);
}

static void put_line(struct store *store, struct slice line, struct arena *arena)
{
    struct err err;
    struct json *json;
    struct article article = {
        .language = SLICE("en"), .source = SLICE("bench"), .encoding = "utf-8"};
    enum store_put put;
    if (!json_parse(line, JSON_STRICT, arena, &json, &err))
        fail(err.message);
    article.id = json_text(json_member(json, SLICE("id")));
    article.title = json_text(json_member(json, SLICE("title")));
    article.outlet = json_text(json_member(json, SLICE("outlet")));
    article.url = json_text(json_member(json, SLICE("url")));
    article.text = json_text(json_member(json, SLICE("text")));
    struct slice published = json_text(json_member(json, SLICE("published")));
    if (published.len > 0 && datetime_parse_iso(published, &article.published))
        article.published_basis = PUBLISHED_GIVEN;
    const struct slice parts[] = {article.id, article.url, article.title, article.text};
    hash_id(parts, 4, article.key);
    if (!store_put_article(store, &article, &put, &err))
        fail(err.message);
}

/* Puts up to batch articles; returns how many. */
static uint64_t put_batch(const char *path, FILE *file, uint64_t batch)
{
    struct store *store;
    struct arena arena;
    struct err err;
    char *line = NULL;
    size_t room = 0;
    uint64_t count = 0;
    ssize_t length;
    if (!store_open(path, STORE_WRITE, &store, &err))
        fail(err.message);
    arena_init(&arena, (size_t)1 << 30);
    while ((batch == 0 || count < batch) && (length = getline(&line, &room, file)) > 0) {
        put_line(store, (struct slice){line, (size_t)length}, &arena);
        arena_reset(&arena);
        count++;
    }
    arena_free(&arena);
    free(line);
    if (!store_close(store, true, &err))
        fail(err.message);
    return count;
}

int main(int argc, char **argv)
{
    FILE *file = argc == 4 ? fopen(argv[2], "r") : NULL;
    uint64_t all = 0, count;
    if (!file) {
        fputs("usage: bench_record FILE.db NEWS.jsonl BATCH\n", stderr);
        return 2;
    }
    while ((count = put_batch(argv[1], file, strtoull(argv[3], NULL, 10))) > 0) {
        struct annals_progress progress;
        struct annals_error error;
        struct stat before = {0}, after = {0};
        struct rusage usage;
        stat(argv[1], &before);
        double start = seconds();
        if (annals_record_update(argv[1], NULL, &progress, &error) != 0)
            fail(error.message);
        double taken = seconds() - start;
        stat(argv[1], &after);
        getrusage(RUSAGE_SELF, &usage);
        all += count;
        printf("%llu articles, %llu new: record %.1f s, %.3f ms each; peak %ld MiB; file %.1f MB,"
               " of which this record step %.0f bytes an article\n",
               (unsigned long long)all, (unsigned long long)count, taken,
               1000 * taken / (double)count, usage.ru_maxrss / 1024, (double)after.st_size / 1e6,
               (double)(after.st_size - before.st_size) / (double)count);
        fflush(stdout);
    }
    fclose(file);
    return 0;
}
