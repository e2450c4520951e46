/*
 * bench_actors.c - how fast actors/ works, on one core.
 *
 *   in    bench_actors FILE.conllu: given tokens, documents parted by "# newdoc"
 *   out   words a second of the stage alone, trees and entities being there
 */
#include <stdio.h>
#include <time.h>

#include "actors/actors.h"
#include "base/limits.h"
#include "grammar/grammar.h"
#include "reading/conllu_read.h"

#define ROUNDS 3
#define FILE_BYTES ((size_t)256 << 20)
#define ARTICLES_MAX 4096

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int complain(const char *what)
{
    fprintf(stderr, "bench_actors: %s\n", what);
    return 1;
}

int main(int argc, char **argv)
{
    static struct article articles[ARTICLES_MAX];
    static struct arena models, arena, scratch, result;
    struct grammar_model *grammar;
    const struct actors_model *model;
    struct data_set set;
    struct data_faults faults = {0};
    struct err err;
    uint64_t line;
    size_t count = 0, words = 0, mentions = 0;
    arena_init(&models, (size_t)1 << 30);
    arena_init(&arena, (size_t)8 << 30);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&result, ARTICLE_ARENA_BYTES_MAX);
    FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
    char *bytes = arena_alloc(&models, FILE_BYTES, 1);
    if (!file || !bytes)
        return complain("usage: bench_actors FILE.conllu");
    struct slice text = {bytes, fread(bytes, 1, FILE_BYTES, file)};
    fclose(file);
    double start = now();
    if (!grammar_model_load(&models, &grammar, &err) || !data_set_built_in(&models, &set, &err) ||
        !actors_model_load(&set, &models, &faults, &model, &err))
        return complain(err.message);
    printf("models loaded in %.0f ms\n", (now() - start) * 1e3);
    for (size_t at = 0; at < text.len && count < ARTICLES_MAX; count++) {
        size_t end = slice_find(text, SLICE("# newdoc"), at + 1);
        end = end == SIZE_MAX ? text.len : end;
        if (!conllu_read(slice_sub(text, at, end), &arena, &articles[count], &line, &err) ||
            !grammar_parse(grammar, &arena, &scratch, &articles[count], &err))
            return complain(err.message);
        words += articles[count].token_count;
        at = end;
    }
    double best = 0;
    for (unsigned round = 0; round < ROUNDS; round++) {
        mentions = 0;
        start = now();
        for (size_t i = 0; i < count; i++) {
            arena_reset(&result);
            if (!actors_annotate(model, &result, &scratch, &articles[i], &err))
                return complain(err.message);
            mentions += articles[i].mention_count;
        }
        double seconds = now() - start;
        best = round == 0 || seconds < best ? seconds : best;
    }
    printf("%zu articles, %zu words, %zu mentions: %.0f words/s (%.2f us a word)\n", count, words,
           mentions, (double)words / best, best * 1e6 / (double)words);
    return 0;
}
