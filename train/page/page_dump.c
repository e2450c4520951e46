/*
 * page_dump.c - writes the block classifier's features for training.
 *
 *   in    argv[1] "html" or "text"; on standard input documents, each "NAME TITLE_BYTES BYTES\n",
 *         then the title and the document
 *   out   on standard output, little endian, one record a document (see read_dump in dump.py)
 *
 * The very functions that the program uses compute the features, so training sees what reading
 * sees.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/vector.h"
#include "page/blocks.h"
#include "page/features.h"
#include "page/html.h"
#include "page/lexicon.h"

struct pair {
    uint32_t owner, value, extra;
};

struct tokens {
    struct arena *arena;
    VECTOR(struct pair) words; /* block, hash, is one of the first */
    VECTOR(struct pair) parts; /* node, hash, - */
    VECTOR(struct pair) above; /* block, node, level */
};

static void fail(const char *message)
{
    fprintf(stderr, "page_dump: %s\n", message);
    exit(4);
}

static struct pair *must(struct pair *pair)
{
    if (!pair)
        fail("out of memory");
    return pair;
}

static void trace_word(void *user, uint32_t block, uint32_t hash, bool first)
{
    struct tokens *t = user;
    *must(vector_push(&t->words, t->arena)) = (struct pair){block, hash, first};
}

static void trace_part(void *user, uint32_t node, uint32_t hash)
{
    struct tokens *t = user;
    *must(vector_push(&t->parts, t->arena)) = (struct pair){node, hash, 0};
}

static void trace_above(void *user, uint32_t block, uint32_t node, uint32_t level)
{
    struct tokens *t = user;
    *must(vector_push(&t->above, t->arena)) = (struct pair){block, node, level};
}

static void put(const void *bytes, size_t len)
{
    if (len > 0 && fwrite(bytes, 1, len, stdout) != len)
        fail("could not write");
}

static void put_u32(uint32_t number)
{
    put(&number, sizeof(number));
}

static void put_pairs(const struct pair *pairs, size_t count)
{
    put_u32((uint32_t)count);
    put(pairs, count * sizeof(*pairs));
}

static void put_record(const char *name, const struct blocks *blocks, const float *matrix,
                       const struct block_facts *facts, const struct tokens *t)
{
    put_u32(0x50474531);
    put_u32((uint32_t)strlen(name));
    put(name, strlen(name));
    put_u32(blocks->count);
    put_u32(FEATURE_COUNT);
    put(matrix, (size_t)blocks->count * FEATURE_COUNT * sizeof(float));
    put(facts->like, blocks->count * sizeof(uint32_t));
    put(facts->levels, blocks->count * sizeof(*facts->levels));
    put_pairs(t->words.items, t->words.count);
    put_pairs(t->parts.items, t->parts.count);
    put_pairs(t->above.items, t->above.count);
    for (size_t i = 0; i < t->parts.count; i++) { /* the blocks of each part's node */
        uint32_t node = t->parts.items[i].owner;
        put_u32(blocks->before[node]);
        put_u32(blocks->before[blocks->html->nodes[node].end]);
    }
    for (uint32_t i = 0; i < blocks->count; i++) {
        put_u32((uint32_t)blocks->items[i].text.len);
        put(blocks->items[i].text.ptr, blocks->items[i].text.len);
    }
}

static void dump(const struct lexicon *lexicon, bool is_html, const char *name, struct slice title,
                 struct slice bytes, struct arena *arena)
{
    struct err err = {0};
    struct html html;
    struct blocks blocks;
    struct block_facts facts;
    static const struct score_table no_scores;
    const struct feature_sources sources = {lexicon, &no_scores, &no_scores, title};
    struct tokens tokens = {.arena = arena};
    const struct feature_trace trace = {trace_word, trace_part, trace_above, &tokens};
    bool ok = is_html ? html_parse(bytes, arena, &html, &err) &&
                            blocks_from_html(&html, arena, &blocks, &err)
                      : blocks_from_text(bytes, arena, &blocks, &err);
    float *matrix = ok ? arena_array(arena, float, (size_t)blocks.count *FEATURE_COUNT) : NULL;
    if (!matrix || !features_compute(&sources, &blocks, arena, matrix, &facts, &trace, &err))
        fail(err.message ? err.message : "out of memory");
    put_record(name, &blocks, matrix, &facts, &tokens);
}

/* The single features' names in order, then the rows' first numbers, one "NAME NUMBER" a line. */
static void print_names(void)
{
#define PRINT_NAME(name) printf("%s %d\n", #name, (int)FEATURE_##name);
    FEATURES(PRINT_NAME)
    PRINT_NAME(PHRASE_)
    PRINT_NAME(HINT_)
    PRINT_NAME(ABOVE_)
    PRINT_NAME(CLASS_)
    PRINT_NAME(LEVEL_)
    PRINT_NAME(NEAR_)
    PRINT_NAME(WINDOW_)
    PRINT_NAME(COUNT)
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "names") == 0) {
        print_names();
        return 0;
    }
    bool is_html = argc > 1 && strcmp(argv[1], "html") == 0;
    struct arena fixed, arena;
    struct lexicon lexicon;
    struct err err = {0};
    arena_init(&fixed, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    if (!lexicon_load(&fixed, &lexicon, &err))
        fail(err.message);
    char name[256];
    size_t title_bytes, bytes;
    while (scanf("%255s %zu %zu", name, &title_bytes, &bytes) == 3) {
        getchar(); /* the line's end */
        char *text = malloc(title_bytes + bytes + 1);
        if (!text || fread(text, 1, title_bytes + bytes, stdin) != title_bytes + bytes)
            fail("could not read");
        dump(&lexicon, is_html, name, (struct slice){text, title_bytes},
             (struct slice){text + title_bytes, bytes}, &arena);
        free(text);
        arena_reset(&arena);
    }
    return 0;
}
