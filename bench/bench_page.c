/*
 * bench_page.c - how fast pages are read: bench_page FILE.html… [ROUNDS]
 *
 *   in    HTML files (UTF-8), read into memory first
 *   out   megabytes a second of page_read on one core, and of html_parse alone
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "base/vector.h"
#include "page/html.h"
#include "page/page.h"

typedef VECTOR(struct slice) page_vector;

/* Processor time, so that other work on the machine counts less. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void read_file(const char *path, struct arena *arena, page_vector *pages)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        return;
    size_t len = (size_t)ftell(file);
    rewind(file);
    char *bytes = arena_array(arena, char, len);
    struct slice *page = bytes ? vector_push(pages, arena) : NULL;
    if (page)
        *page = (struct slice){bytes, fread(bytes, 1, len, file)};
    fclose(file);
}

static double read_pages(const struct page_model *model, const page_vector *pages)
{
    struct arena arena, scratch;
    struct err err;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    double start = now();
    for (size_t i = 0; i < pages->count; i++) {
        struct document document = {.form = DOCUMENT_HTML, .bytes = pages->items[i]};
        struct article article = {0};
        struct html html;
        if (model)
            page_read(model, &document, &arena, &scratch, &article, &err);
        else
            html_parse(document.bytes, &arena, &html, &err);
        arena_reset(&arena);
        arena_reset(&scratch);
    }
    double seconds = now() - start;
    arena_free(&arena);
    arena_free(&scratch);
    return seconds;
}

int main(int argc, char **argv)
{
    struct arena arena;
    const struct page_model *model;
    struct err err;
    page_vector pages = {0};
    arena_init(&arena, (size_t)4 << 30);
    if (!page_model_load(&arena, &model, &err)) {
        fprintf(stderr, "bench_page: %s\n", err.message);
        return 4;
    }
    int rounds = argc > 2 && strspn(argv[argc - 1], "0123456789") == strlen(argv[argc - 1])
                     ? atoi(argv[--argc])
                     : 3;
    double bytes = 0;
    for (int i = 1; i < argc; i++)
        read_file(argv[i], &arena, &pages);
    for (size_t i = 0; i < pages.count; i++)
        bytes += (double)pages.items[i].len;
    for (int round = 0; round < rounds && bytes > 0; round++) {
        double parse = read_pages(NULL, &pages), whole = read_pages(model, &pages);
        printf("%zu pages, %.1f MB: page_read %.1f MB/s, html_parse %.1f MB/s\n", pages.count,
               bytes / 1e6, bytes / 1e6 / whole, bytes / 1e6 / parse);
    }
    arena_free(&arena);
    return 0;
}
