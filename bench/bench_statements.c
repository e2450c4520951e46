/*
 * bench_statements.c - how fast statements/ works, on one core.
 *
 *   in    bench_statements FILE…: plain texts, an article each
 *   out   words a second of the stage alone, trees and actors being there
 */
#include <stdio.h>
#include <time.h>

#include "base/limits.h"
#include "reading/reading.h"
#include "statements/statements.h"

#define ROUNDS 3
#define ARTICLES_MAX 1024

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int complain(const char *what)
{
    fprintf(stderr, "bench_statements: %s\n", what);
    return 1;
}

static bool read_file(const struct reader *reader, const char *path, struct arena *arena,
                      struct arena *scratch, struct article *ret_article, struct err *err)
{
    FILE *file = fopen(path, "rb");
    char *bytes = arena_alloc(arena, ARTICLE_BYTES_MAX, 1);
    if (!file || !bytes)
        return err_set(err, ERR_MISSING, "usage: bench_statements FILE…");
    struct document document = {.bytes = {bytes, fread(bytes, 1, ARTICLE_BYTES_MAX, file)}};
    fclose(file);
    return reader_parse_text(reader, &document, arena, scratch, ret_article, err) &&
           reader_annotate(reader, arena, scratch, ret_article, err);
}

int main(int argc, char **argv)
{
    static struct article articles[ARTICLES_MAX];
    static struct arena models, arena, scratch, result;
    struct reader *reader;
    const struct statements_model *model;
    struct data_set set;
    struct data_faults faults = {0};
    struct err err;
    size_t count = 0, words = 0, statements = 0;
    arena_init(&models, (size_t)1 << 30);
    arena_init(&arena, (size_t)32 << 30);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&result, ARTICLE_ARENA_BYTES_MAX);
    if (!reader_new(&reader, &err) || !data_set_built_in(&models, &set, &err) ||
        !statements_model_load(&set, &models, &faults, &model, &err))
        return complain(err.message);
    for (int i = 1; i < argc && count < ARTICLES_MAX; i++) {
        if (!read_file(reader, argv[i], &arena, &scratch, &articles[count], &err))
            return complain(err.message);
        words += articles[count++].token_count;
    }
    double best = 0;
    for (unsigned round = 0; round < ROUNDS; round++) {
        statements = 0;
        double start = now();
        for (size_t i = 0; i < count; i++) {
            arena_reset(&result);
            if (!statements_annotate(model, &result, &scratch, &articles[i], &err))
                return complain(err.message);
            statements += articles[i].statement_count;
        }
        double seconds = now() - start;
        best = round == 0 || seconds < best ? seconds : best;
    }
    printf("%zu articles, %zu words, %zu statements: %.0f words/s (%.2f us a word)\n", count, words,
           statements, (double)words / best, best * 1e6 / (double)words);
    reader_free(reader);
    return 0;
}
