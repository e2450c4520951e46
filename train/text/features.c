/*
 * features.c - the features of every doubtful place, for train.py.
 *
 *   in    features words|sentences WEIGHTS: paragraphs with their divisions on standard input;
 *         features checksum -: the body of a weight file
 *   out   one record of 32-bit numbers for each place on standard output:
 *         paragraph, label, features
 *   uses  src/text, so that training and reading see the same features
 *
 * A paragraph is a line "bytes divisions", its text, a line break, and a line "offset flags" for
 * each word's end: 1 a word ends, 2 the next is of the same multiword token, 4 a sentence ends.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/resource.h"
#include "text/sentences.h"
#include "text/words.h"

/* No built-in files here: the weights come from argv. */
extern const struct resource resource_table[];
const struct resource resource_table[] = {{0}};

enum { FLAG_WORD = 1, FLAG_MULTIWORD = 2, FLAG_SENTENCE = 4 };

struct paragraph_truth {
    uint32_t number;
    uint8_t *flags; /* by byte offset */
    const struct word *words;
};

static void fail(const char *message)
{
    fprintf(stderr, "features: %s\n", message);
    exit(1);
}

static struct slice read_all(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail(path);
    size_t room = (size_t)8 << 20;
    char *bytes = arena_array(arena, char, room);
    size_t length = fread(bytes, 1, room, file);
    fclose(file);
    return (struct slice){bytes, length};
}

static void write_record(uint32_t paragraph, uint32_t label, const uint32_t *features, size_t count)
{
    fwrite(&paragraph, sizeof(paragraph), 1, stdout);
    fwrite(&label, sizeof(label), 1, stdout);
    fwrite(features, sizeof(*features), count, stdout);
}

static enum word_decision decide_word(void *context, uint32_t offset, const uint32_t *features,
                                      bool multiword_possible)
{
    const struct paragraph_truth *truth = context;
    uint8_t flags = truth->flags[offset];
    uint32_t label = (uint32_t)((flags & FLAG_WORD) != 0) | (uint32_t)multiword_possible << 1 |
                     (uint32_t)((flags & FLAG_MULTIWORD) != 0) << 2;
    write_record(truth->number, label, features, WORD_FEATURES);
    if (!(flags & FLAG_WORD))
        return WORD_JOIN;
    return flags & FLAG_MULTIWORD ? WORD_SPLIT_MULTIWORD : WORD_SPLIT;
}

static bool decide_sentence(void *context, size_t at, const uint32_t *features)
{
    const struct paragraph_truth *truth = context;
    bool ends = truth->flags[truth->words[at].span.end] & FLAG_SENTENCE;
    write_record(truth->number, ends, features, SENTENCE_FEATURES);
    return ends;
}

static void read_paragraph(struct arena *arena, size_t bytes, size_t divisions,
                           struct slice *ret_text, uint8_t **ret_flags)
{
    char *text = arena_array(arena, char, bytes + 1);
    uint8_t *flags = arena_array(arena, uint8_t, bytes + 1);
    if (!text || !flags || fread(text, 1, bytes + 1, stdin) != bytes + 1)
        fail("cut short");
    for (size_t i = 0; i < divisions; i++) {
        size_t offset;
        unsigned flag;
        if (scanf("%zu %u\n", &offset, &flag) != 2 || offset > bytes)
            fail("malformed division");
        flags[offset] = (uint8_t)flag;
    }
    *ret_text = (struct slice){text, bytes};
    *ret_flags = flags;
}

static void do_paragraph(const struct text_model *model, struct arena *arena, bool sentences,
                         struct paragraph_truth *truth, struct slice text)
{
    struct err err;
    struct word_oracle oracle = {decide_word, truth};
    struct word_options options = {.oracle = sentences ? NULL : &oracle};
    word_vector words = {0};
    struct span area = {0, (uint32_t)text.len};
    if (!words_find(model, &options, text, area, arena, &words, &err))
        fail(err.message);
    if (!sentences)
        return;
    truth->words = words.items;
    struct sentence_oracle judge = {decide_sentence, truth};
    struct sentence_options how = {.oracle = &judge};
    sentence_vector found = {0};
    if (!sentences_find(model, &how, text, words.items, words.count, 0, arena, &found, &err))
        fail(err.message);
}

/* The hash that the weight file carries, of what is on standard input. */
static void print_checksum(struct arena *arena)
{
    size_t room = (size_t)16 << 20;
    char *bytes = arena_array(arena, char, room);
    if (!bytes)
        fail("out of memory");
    struct slice body = {bytes, fread(bytes, 1, room, stdin)};
    printf("%llu\n", (unsigned long long)hash_64(body));
}

int main(int argc, char **argv)
{
    if (argc != 3)
        fail("usage: features words|sentences|checksum WEIGHTS");
    struct arena lasting, passing;
    struct err err;
    arena_init(&lasting, (size_t)64 << 20);
    arena_init(&passing, ARTICLE_ARENA_BYTES_MAX);
    if (strcmp(argv[1], "checksum") == 0) {
        print_checksum(&lasting);
        return 0;
    }
    struct text_model_files files = {
        .abbreviations = read_all(&lasting, "data/en/text/abbreviations.txt"),
        .words = read_all(&lasting, "data/en/text/words.txt"),
        .multiword = read_all(&lasting, "data/en/text/multiword.txt"),
        .weights = read_all(&lasting, argv[2]),
    };
    const struct text_model *model;
    if (!text_model_read(&lasting, &files, &model, &err))
        fail(err.message);
    bool sentences = strcmp(argv[1], "sentences") == 0;
    struct paragraph_truth truth = {0};
    size_t bytes, divisions;
    while (scanf("%zu %zu", &bytes, &divisions) == 2) {
        struct slice text;
        if (getchar() != '\n')
            fail("malformed header");
        read_paragraph(&passing, bytes, divisions, &text, &truth.flags);
        do_paragraph(model, &passing, sentences, &truth, text);
        arena_reset(&passing);
        truth.number++;
    }
    return 0;
}
