/*
 * bench_coref.c - noun phrases and their chains, for scoring and for learning.
 *
 *   in    bench_coref chains FILE.conllu: given tokens, documents parted by "# newdoc"
 *         bench_coref learn FILE.conllu GOLD [WEIGHTS]: GOLD has lines "document first last chain"
 *         bench_coref phrases FILE.conllu
 *   out   chains: lines "document first last chain" of phrases that are not alone
 *         learn: the comparisons of each phrase as 32-bit numbers (train/coref/learn.py)
 *
 * Documents and tokens are counted from 0 in their order.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "actors/compare.h"
#include "actors/coref.h"
#include "actors/hints.h"
#include "base/limits.h"
#include "base/resource.h"
#include "grammar/grammar.h"
#include "reading/conllu_read.h"

#define FILE_BYTES ((size_t)64 << 20)
#define MODELS_BYTES_MAX ((size_t)512 << 20)

/* A gold mention. */
struct gold {
    uint32_t document, first, last, chain;
};

struct bench {
    struct arena arena, scratch, models;
    struct vocabulary vocabulary;
    const struct record *record;
    struct coref_weights weights;
    struct grammar_model *grammar;
    const char *mode;
    bool follows; /* learning, with the chains that given weights make, not the right ones */
    VECTOR(struct gold) gold;
    size_t gold_at;
    /* of the document at hand: */
    const struct phrases *phrases;
    uint32_t *chain_of;   /* [phrases]: gold chain + 1, or 0 */
    uint32_t right;       /* the nearest right candidate of the phrase at hand */
    VECTOR(uint32_t) row; /* comparisons of the phrase at hand */
    uint32_t row_candidates;
};

static void fail(const char *what)
{
    fprintf(stderr, "bench_coref: %s\n", what);
    exit(1);
}

static struct slice read_file(const char *path, struct arena *arena)
{
    FILE *file = fopen(path, "rb");
    char *bytes = arena_alloc(arena, FILE_BYTES, 1);
    if (!file || !bytes)
        fail("cannot read a file");
    struct slice text = {bytes, fread(bytes, 1, FILE_BYTES, file)};
    fclose(file);
    return text;
}

static void read_gold(struct bench *bench, const char *path)
{
    FILE *file = fopen(path, "r");
    unsigned document, first, last, chain;
    if (!file)
        fail("cannot read the gold file");
    while (fscanf(file, "%u %u %u %u", &document, &first, &last, &chain) == 4) {
        struct gold *gold = vector_push(&bench->gold, &bench->models);
        if (!gold)
            fail("out of memory");
        *gold = (struct gold){document, first, last, chain};
    }
    fclose(file);
}

/* ---- learning ---- */

static void put(struct bench *bench, uint32_t number)
{
    uint32_t *place = vector_push(&bench->row, &bench->arena);
    if (!place)
        fail("out of memory");
    *place = number;
}

static void note(void *context, uint32_t phrase, uint32_t candidate, const uint32_t *values,
                 uint32_t count)
{
    struct bench *bench = context;
    uint32_t chain = bench->chain_of[phrase];
    bool right = candidate != INDEX_NONE && chain && bench->chain_of[candidate] == chain;
    if (right && (bench->right == INDEX_NONE || candidate > bench->right))
        bench->right = candidate;
    if (candidate == INDEX_NONE)
        right = bench->right == INDEX_NONE;
    put(bench, right);
    put(bench, count);
    for (uint32_t i = 0; i < count; i++)
        put(bench, values[i]);
    bench->row_candidates++;
}

static uint32_t decide(void *context, uint32_t phrase, uint32_t best)
{
    struct bench *bench = context;
    uint32_t header[3] = {bench->row_candidates, bench->phrases->items.items[phrase].form,
                          bench->chain_of[phrase] != 0};
    fwrite(header, sizeof(uint32_t), 3, stdout);
    fwrite(bench->row.items, sizeof(uint32_t), bench->row.count, stdout);
    bench->row.count = 0;
    bench->row_candidates = 0;
    uint32_t right = bench->right;
    bench->right = INDEX_NONE;
    return bench->follows ? best : right;
}

/* Gold chains of the phrases that have just the words of a gold mention. */
static void match_gold(struct bench *bench, uint32_t document)
{
    size_t count = bench->phrases->items.count;
    bench->chain_of = arena_array(&bench->arena, uint32_t, count);
    if (!bench->chain_of)
        fail("out of memory");
    size_t from = bench->gold_at;
    while (bench->gold_at < bench->gold.count &&
           bench->gold.items[bench->gold_at].document == document)
        bench->gold_at++;
    for (size_t g = from; g < bench->gold_at; g++) {
        const struct gold *gold = &bench->gold.items[g];
        for (size_t i = 0; i < count; i++) {
            const struct phrase *phrase = &bench->phrases->items.items[i];
            if (phrase->first == gold->first && phrase->last == gold->last && !bench->chain_of[i]) {
                bench->chain_of[i] = gold->chain + 1;
                break;
            }
        }
    }
}

/* ---- one document ---- */

static void print_chains(const struct coref *coref, const struct phrases *phrases,
                         uint32_t document, struct arena *scratch)
{
    uint32_t *sizes = arena_array(scratch, uint32_t, coref->chain_count);
    if (!sizes)
        fail("out of memory");
    for (size_t i = 0; i < phrases->items.count; i++)
        sizes[coref->chain[i]]++;
    for (size_t i = 0; i < phrases->items.count; i++) {
        const struct phrase *phrase = &phrases->items.items[i];
        if (sizes[coref->chain[i]] > 1)
            printf("%u %u %u %u\n", document, phrase->first, phrase->last, coref->chain[i]);
    }
}

static void read_document(struct bench *bench, struct slice bytes, uint32_t document)
{
    struct article article = {0};
    struct syntax syntax;
    struct phrases phrases;
    struct coref coref;
    struct finds finds;
    struct err err;
    uint64_t line;
    struct coref_watch watch = {bench, note, decide};
    bool learns = strcmp(bench->mode, "learn") == 0;
    if (!conllu_read(bytes, &bench->arena, &article, &line, &err) ||
        !grammar_parse(bench->grammar, &bench->arena, &bench->scratch, &article, &err) ||
        !syntax_read(&bench->vocabulary, &article, &bench->scratch, &syntax, &err) ||
        !phrases_find(&syntax, &bench->scratch, &phrases, &err) ||
        !finds_read(bench->record, &article, &bench->scratch, &finds, &err))
        fail(err.message);
    struct evidence *evidence = evidence_read(bench->record, &bench->vocabulary, &syntax, &finds,
                                              &phrases, DAY_UNKNOWN, DAY_UNKNOWN, &bench->scratch);
    if (!evidence)
        fail("out of memory");
    struct hint_sources known = {bench->record, &bench->vocabulary, &syntax,    &phrases,
                                 evidence,      DAY_UNKNOWN,        DAY_UNKNOWN};
    struct coref_hints hints = {&known, hint_of_pair};
    bench->phrases = &phrases;
    bench->right = INDEX_NONE;
    if (strcmp(bench->mode, "phrases") == 0) {
        for (size_t i = 0; i < phrases.items.count; i++)
            printf("%u %u %u %zu\n", document, phrases.items.items[i].first,
                   phrases.items.items[i].last, i);
        return;
    }
    if (learns)
        match_gold(bench, document);
    if (!coref_resolve(&bench->weights, &syntax, &phrases, &hints, learns ? &watch : NULL,
                       &bench->scratch, &coref, &err))
        fail(err.message);
    if (!learns)
        print_chains(&coref, &phrases, document, &bench->scratch);
}

static void load(struct bench *bench, const char *weights)
{
    struct data_set set;
    struct data_faults faults = {0};
    struct err err;
    arena_init(&bench->arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&bench->scratch, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&bench->models, MODELS_BYTES_MAX);
    if (!data_set_built_in(&bench->models, &set, &err) ||
        !vocabulary_load(&set, &faults, &bench->models, &bench->vocabulary, &err) ||
        !record_load(&set, &faults, &bench->models, &bench->record, &err) ||
        !grammar_model_load(&bench->models, &bench->grammar, &err))
        fail(err.message);
    if (faults.count > 0)
        fail(faults.first.expected);
    struct slice text = weights ? read_file(weights, &bench->models)
                                : resource_get("models/en.coref");
    if (strcmp(bench->mode, "chains") == 0 || weights) {
        if (!coref_weights_read(text, &bench->models, &bench->weights, &err))
            fail(err.message);
        return;
    }
    bench->weights.values = arena_array(&bench->models, int32_t, coref_feature_values());
    if (!bench->weights.values)
        fail("out of memory");
}

int main(int argc, char **argv)
{
    static struct bench bench;
    if (argc < 3) {
        if (argc == 2 && strcmp(argv[1], "features") == 0) {
            uint32_t values;
            for (unsigned i = 0; compare_feature(i, &values); i++)
                printf("%s %u\n", compare_feature(i, &values), values);
            return 0;
        }
        fprintf(stderr, "usage: bench_coref chains|phrases|learn FILE.conllu [WEIGHTS|GOLD]\n");
        return 2;
    }
    bench.mode = argv[1];
    bool learns = strcmp(bench.mode, "learn") == 0;
    load(&bench, argc > 3 + learns ? argv[3 + learns] : NULL);
    bench.follows = learns && argc > 4;
    if (learns && argc > 3)
        read_gold(&bench, argv[3]);
    struct slice text = read_file(argv[2], &bench.models);
    uint32_t document = 0;
    for (size_t start = 0; start < text.len; document++) {
        size_t end = slice_find(text, SLICE("# newdoc"), start + 1);
        end = end == SIZE_MAX ? text.len : end;
        arena_reset(&bench.arena);
        arena_reset(&bench.scratch);
        bench.row.items = NULL;
        bench.row.count = bench.row.capacity = 0;
        read_document(&bench, slice_sub(text, start, end), document);
        start = end;
    }
    return 0;
}
