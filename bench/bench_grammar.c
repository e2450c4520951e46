/*
 * bench_grammar.c - how fast grammar/ parses, on one core, with each set of kernels.
 *
 *   in    bench_grammar FILE: UTF-8 text, paragraphs parted by empty lines
 *   out   words a second from tokens to trees, lemmas and entities
 *
 * The text is divided beforehand, and parsed in articles of ARTICLE_SENTENCES sentences. The first
 * pass of each set, which meets all words for the first time, is told apart.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "base/resource.h"
#include "base/vector.h"
#include "grammar/grammar.h"
#include "grammar/kernels/kernels.h"
#include "text/text.h"

#define ARTICLE_SENTENCES 30
#define ROUNDS 3
#define TEXT_BYTES_MAX ((size_t)64 << 20)
#define MODELS_BYTES_MAX ((size_t)512 << 20)

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static bool read_file(const char *path, struct arena *arena, struct slice *ret_text)
{
    FILE *file = fopen(path, "rb");
    char *bytes = arena_alloc(arena, TEXT_BYTES_MAX, 1);
    if (!file || !bytes)
        return false;
    *ret_text = (struct slice){bytes, fread(bytes, 1, TEXT_BYTES_MAX, file)};
    fclose(file);
    return ret_text->len > 0;
}

static void find_paragraphs(struct arena *arena, struct article *article)
{
    VECTOR(struct paragraph) paragraphs = {0};
    for (size_t start = 0; start < article->text.len;) {
        size_t end = slice_find(article->text, SLICE("\n\n"), start);
        if (end == SIZE_MAX)
            end = article->text.len;
        struct paragraph *paragraph = vector_push(&paragraphs, arena);
        if (!paragraph)
            break;
        paragraph->span = (struct span){(uint32_t)start, (uint32_t)end};
        start = end + 2;
    }
    article->paragraphs = paragraphs.items;
    article->paragraph_count = (uint32_t)paragraphs.count;
}

/* Seconds that one pass over all sentences takes. */
static double pass(struct grammar_model *model, const struct article *whole)
{
    struct arena arena, scratch;
    struct err err;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    double start = now();
    for (uint32_t s = 0; s < whole->sentence_count; s += ARTICLE_SENTENCES) {
        struct article article = *whole;
        uint32_t left = whole->sentence_count - s;
        article.sentences += s;
        article.sentence_count = left < ARTICLE_SENTENCES ? left : ARTICLE_SENTENCES;
        arena_reset(&arena);
        if (!grammar_parse(model, &arena, &scratch, &article, &err))
            return 0;
    }
    double end = now();
    arena_free(&scratch);
    arena_free(&arena);
    return end - start;
}

static void measure(const char *kernels, struct arena *models, const struct article *article)
{
    struct grammar_model *model;
    struct err err;
    double best = 0;
    if (!grammar_model_open(resource_get("models/en.grammar"), kernels, models, &model, &err)) {
        fprintf(stderr, "%s: %s\n", kernels, err.message);
        return;
    }
    double first = pass(model, article);
    for (unsigned round = 0; round < ROUNDS; round++) {
        double seconds = pass(model, article);
        best = round == 0 || seconds < best ? seconds : best;
    }
    printf("%-7s %9.0f words/s (%.2f us a word); first pass %.0f\n", kernels,
           article->token_count / best, best * 1e6 / article->token_count,
           article->token_count / first);
    fflush(stdout);
    grammar_model_free(model);
}

int main(int argc, char **argv)
{
    struct arena arena, models;
    struct article article = {0};
    const struct text_model *text;
    struct err err = {0};
    size_t sets;
    arena_init(&arena, (size_t)4 << 30);
    arena_init(&models, MODELS_BYTES_MAX);
    if (argc < 2 || !read_file(argv[1], &arena, &article.text)) {
        fprintf(stderr, "usage: bench_grammar TEXT [KERNELS]\n");
        return 2;
    }
    find_paragraphs(&arena, &article);
    if (!text_model_load(&models, &text, &err) ||
        !text_split(text, &arena, &models, &article, &err)) {
        fprintf(stderr, "bench_grammar: %s\n", err.message);
        return 1;
    }
    printf("%u words, %u sentences\n", article.token_count, article.sentence_count);
    const struct kernels *const *available = kernels_available(&sets);
    for (size_t i = 0; i < sets; i++) {
        if (argc < 3 || strcmp(argv[2], available[i]->name) == 0)
            measure(available[i]->name, &models, &article);
    }
    arena_free(&models);
    arena_free(&arena);
    return 0;
}
