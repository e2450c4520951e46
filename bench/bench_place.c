/*
 * bench_place.c - what place/ finds in articles, and how fast.
 *
 *   in    bench_place FILE.jsonl [DATA...]: articles whose text is taken as prose; more data files
 *   out   a line for each mention, parted by tabs: article, start, end (code points), form, kind,
 *         country, region, latitude, longitude, name, words, reason; words a second on standard
 *         error
 *
 * bench/places.py makes the input from the sets and scores the output.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "intake/jsonl.h"
#include "place/place.h"
#include "reading/reading.h"

#define INPUT_BYTES_MAX ((size_t)256 << 20)

struct bench {
    struct arena models;
    struct arena input;
    struct arena arena;
    struct arena scratch;
    struct reader *reader;
    const struct place_model *places;
    double seconds;
    uint64_t words;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void tell_fault(void *context, const struct data_fault *fault)
{
    (void)context;
    fprintf(stderr, "%.*s:%u:%u: %s\n", SLICE_ARG(fault->file), fault->line, fault->column,
            fault->expected);
}

static void print_mentions(const struct article *article)
{
    for (uint32_t i = 0; i < article->place_mention_count; i++) {
        const struct place_mention *mention = &article->place_mentions[i];
        const struct place *place = &article->places[mention->place];
        struct slice words = article_slice(article, mention->span);
        size_t start = utf8_count(slice_sub(article->text, 0, mention->span.start));
        printf("%.*s\t%zu\t%zu\t%s\t%s\t%.*s\t%.*s\t%.5f\t%.5f\t%.*s\t%.*s\t%.*s\n",
               SLICE_ARG(article->id), start, start + utf8_count(words),
               mention->form == PLACE_NAME ? "name" : "adjective",
               article_place_kind_name(place->kind), SLICE_ARG(place->country),
               SLICE_ARG(place->region), place->latitude, place->longitude, SLICE_ARG(place->name),
               SLICE_ARG(words), SLICE_ARG(place->reason));
    }
}

static bool read_article(struct bench *bench, struct slice line, struct err *err)
{
    struct document document = {0};
    struct article article;
    arena_reset(&bench->arena);
    if (!jsonl_read(line, &bench->arena, &document, err) ||
        !reader_parse_text(bench->reader, &document, &bench->arena, &bench->scratch, &article,
                           err) ||
        !reader_add_grammar(bench->reader, &bench->arena, &bench->scratch, &article, err))
        return false;
    double start = now();
    if (!place_annotate(bench->places, &bench->arena, &bench->scratch, &article, err))
        return false;
    bench->seconds += now() - start;
    bench->words += article.token_count;
    print_mentions(&article);
    return true;
}

static bool set_up(struct bench *bench, char **files, struct err *err)
{
    struct data_set set;
    struct data_faults faults = {.tell = tell_fault};
    arena_init(&bench->models, (size_t)256 << 20);
    arena_init(&bench->input, INPUT_BYTES_MAX + 4096);
    arena_init(&bench->arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&bench->scratch, ARTICLE_ARENA_BYTES_MAX);
    double start = now();
    if (!data_set_built_in(&bench->models, &set, err))
        return false;
    for (; *files; files++) {
        if (!data_set_add_file(&set, *files, SLICE_EMPTY, err))
            return false;
    }
    if (!place_model_load(&set, &bench->models, &faults, &bench->places, err))
        return false;
    fprintf(stderr, "loaded in %.1f ms\n", (now() - start) * 1e3);
    return reader_new(&bench->reader, err);
}

int main(int argc, char **argv)
{
    static struct bench bench;
    struct err err = {0};
    FILE *file = argc >= 2 ? fopen(argv[1], "rb") : NULL;
    if (!file) {
        fprintf(stderr, "usage: bench_place FILE.jsonl [DATA...]\n");
        return 2;
    }
    if (!set_up(&bench, argv + 2, &err)) {
        fprintf(stderr, "bench_place: %s\n", err.message);
        return 1;
    }
    char *bytes = arena_alloc(&bench.input, INPUT_BYTES_MAX, 1);
    struct slice rest = {bytes, bytes ? fread(bytes, 1, INPUT_BYTES_MAX, file) : 0}, line;
    fclose(file);
    while (slice_next_line(&rest, &line)) {
        if (!read_article(&bench, line, &err))
            fprintf(stderr, "bench_place: %s\n", err.message);
    }
    fprintf(stderr, "%" PRIu64 " words, %.0f words/s\n", bench.words,
            (double)bench.words / bench.seconds);
    reader_free(bench.reader);
    arena_free(&bench.scratch);
    arena_free(&bench.arena);
    arena_free(&bench.input);
    arena_free(&bench.models);
    return 0;
}
