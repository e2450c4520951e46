/*
 * bench_text.c - how fast text/ divides a text.
 *
 *   in    bench_text FILE: UTF-8 text, paragraphs parted by empty lines
 *   out   megabytes, words and sentences a second of one core, the best of several rounds
 */
#include <stdio.h>
#include <time.h>

#include "base/limits.h"
#include "base/vector.h"
#include "text/text.h"

#define ROUNDS 7
#define SECONDS_PER_ROUND 0.5
#define ARTICLE_BYTES 6000 /* a news article of middling length */

struct counts {
    size_t words;
    size_t sentences;
};

typedef VECTOR(struct paragraph) paragraph_vector;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void find_paragraphs(struct arena *arena, struct slice text, paragraph_vector *paragraphs)
{
    for (size_t start = 0; start < text.len;) {
        size_t end = slice_find(text, SLICE("\n\n"), start);
        if (end == SIZE_MAX)
            end = text.len;
        struct paragraph *paragraph = vector_push(paragraphs, arena);
        if (!paragraph)
            return;
        paragraph->span = (struct span){(uint32_t)start, (uint32_t)end};
        start = end + 2;
    }
}

/* Divides the text in articles of about ARTICLE_BYTES, as a run over many files does; fills in the
 * counts of words and sentences. */
static bool divide(const struct text_model *model, const struct article *whole, struct arena *arena,
                   struct arena *scratch, struct counts *ret_counts)
{
    struct counts counts = {0};
    uint32_t first = 0;
    while (first < whole->paragraph_count) {
        struct err err;
        struct article article = {.text = whole->text, .paragraphs = whole->paragraphs + first};
        uint32_t start = article.paragraphs[0].span.start;
        while (first < whole->paragraph_count &&
               whole->paragraphs[first].span.start - start < ARTICLE_BYTES) {
            article.paragraph_count++;
            first++;
        }
        arena_reset(arena);
        if (!text_split(model, arena, scratch, &article, &err))
            return false;
        counts.words += article.token_count;
        counts.sentences += article.sentence_count;
    }
    *ret_counts = counts;
    return true;
}

/* Seconds that dividing the text once takes, 0 when it failed. */
static double measure(const struct text_model *model, const struct article *whole,
                      struct counts *ret_counts)
{
    struct arena arena, scratch;
    unsigned times = 0;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    double start = now(), end = start;
    while (end - start < SECONDS_PER_ROUND) {
        if (!divide(model, whole, &arena, &scratch, ret_counts))
            break;
        times++;
        end = now();
    }
    arena_free(&arena);
    arena_free(&scratch);
    return times ? (end - start) / times : 0;
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct err err;
    const struct text_model *model;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file || !text_model_load(&arena, &model, &err)) {
        fprintf(stderr, "usage: bench_text FILE\n");
        return 2;
    }
    char *bytes = arena_array(&arena, char, ARTICLE_BYTES_MAX);
    struct article article = {.text = {bytes, fread(bytes, 1, ARTICLE_BYTES_MAX, file)}};
    fclose(file);
    paragraph_vector paragraphs = {0};
    find_paragraphs(&arena, article.text, &paragraphs);
    article.paragraphs = paragraphs.items;
    article.paragraph_count = (uint32_t)paragraphs.count;
    struct counts counts = {0};
    double best = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        double seconds = measure(model, &article, &counts);
        best = seconds < best ? seconds : best;
    }
    printf("%.1f MB, %.2f million words, %zu sentences: %.1f MB/s, %.2f million words/s\n",
           (double)article.text.len / 1e6, (double)counts.words / 1e6, counts.sentences,
           (double)article.text.len / 1e6 / best, (double)counts.words / 1e6 / best);
    arena_free(&arena);
    return 0;
}
