/*
 * tiny_grammar.h - a whole weight file of a very small model, with numbers from a generator.
 *
 *   in    a seed
 *   out   the bytes of a .grammar file that grammar_model_open takes
 *   uses  base/, grammar/
 */
#ifndef ANNALS_TESTS_TINY_GRAMMAR_H
#define ANNALS_TESTS_TINY_GRAMMAR_H

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "grammar/weights.h"

#define TINY_TENSORS_MAX 128
#define TINY_BYTES_MAX ((size_t)1 << 20)
#define TINY_WIDTH 32

struct tiny_tensor {
    char name[WEIGHTS_NAME_BYTES];
    enum tensor_type type;
    uint32_t rank;
    uint32_t shape[2];
    size_t bytes;
    char *data;
};

struct tiny {
    struct arena *arena;
    uint64_t state;
    struct tiny_tensor tensors[TINY_TENSORS_MAX];
    size_t count;
};

/* xorshift64* */
static inline uint64_t tiny_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717ULL;
}

static inline size_t tiny_number_bytes(enum tensor_type type)
{
    return type == TENSOR_I8 || type == TENSOR_U8 ? 1 : type == TENSOR_U64 ? 8 : 4;
}

/* A tensor of zeros (columns 0: rank 1), to be filled. */
static inline void *tiny_add(struct tiny *tiny, const char *name, enum tensor_type type,
                             uint32_t rows, uint32_t columns)
{
    assert(tiny->count < TINY_TENSORS_MAX);
    struct tiny_tensor *tensor = &tiny->tensors[tiny->count++];
    *tensor = (struct tiny_tensor){
        .type = type, .rank = columns ? 2 : 1, .shape = {rows, columns ? columns : 1}};
    memcpy(tensor->name, name, strlen(name));
    tensor->bytes = (size_t)rows * tensor->shape[1] * tiny_number_bytes(type);
    tensor->data = arena_alloc(tiny->arena, tensor->bytes, 64);
    assert(tensor->data);
    return tensor->data;
}

static inline void tiny_join(char *to, const char *prefix, const char *suffix)
{
    memset(to, 0, WEIGHTS_NAME_BYTES);
    memcpy(to, prefix, strlen(prefix));
    memcpy(to + strlen(prefix), suffix, strlen(suffix));
}

static inline void tiny_fill_i8(struct tiny *tiny, int8_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        numbers[i] = (int8_t)((int)(tiny_random(&tiny->state) % 255) - 127);
}

/* Floats in [-most, most). */
static inline void tiny_fill_f32(struct tiny *tiny, float *numbers, size_t count, float most)
{
    for (size_t i = 0; i < count; i++)
        numbers[i] = (float)(int32_t)(tiny_random(&tiny->state) >> 32) / 2147483648.0F * most;
}

static inline void tiny_linear(struct tiny *tiny, const char *prefix, uint32_t outputs,
                               uint32_t inputs)
{
    char name[WEIGHTS_NAME_BYTES];
    tiny_join(name, prefix, ".w");
    tiny_fill_i8(tiny, tiny_add(tiny, name, TENSOR_I8, outputs, inputs), (size_t)outputs * inputs);
    tiny_join(name, prefix, ".scale");
    tiny_fill_f32(tiny, tiny_add(tiny, name, TENSOR_F32, outputs, 0), outputs, 2e-4F);
    tiny_join(name, prefix, ".bias");
    tiny_fill_f32(tiny, tiny_add(tiny, name, TENSOR_F32, outputs, 0), outputs, 0.5F);
}

static inline void tiny_table(struct tiny *tiny, const char *prefix, uint32_t rows)
{
    char name[WEIGHTS_NAME_BYTES];
    tiny_join(name, prefix, ".q");
    tiny_fill_i8(tiny, tiny_add(tiny, name, TENSOR_I8, rows, TINY_WIDTH),
                 (size_t)rows * TINY_WIDTH);
    tiny_join(name, prefix, ".scale");
    tiny_fill_f32(tiny, tiny_add(tiny, name, TENSOR_F32, rows, 0), rows, 0.01F);
}

static inline void tiny_strings(struct tiny *tiny, const char *prefix, const char *const *strings,
                                uint32_t count)
{
    char name[WEIGHTS_NAME_BYTES];
    uint32_t length = 0;
    tiny_join(name, prefix, ".end");
    uint32_t *end = tiny_add(tiny, name, TENSOR_U32, count, 0);
    for (uint32_t i = 0; i < count; i++)
        end[i] = length += (uint32_t)strlen(strings[i]);
    tiny_join(name, prefix, ".text");
    char *text = tiny_add(tiny, name, TENSOR_U8, length ? length : 1, 0);
    for (uint32_t i = 0; i < count; i++)
        memcpy(text + (i > 0 ? end[i - 1] : 0), strings[i], strlen(strings[i]));
}

static inline void tiny_u64(struct tiny *tiny, const char *name, const uint64_t *numbers,
                            uint32_t count)
{
    memcpy(tiny_add(tiny, name, TENSOR_U64, count, 0), numbers, count * sizeof(*numbers));
}

static inline void tiny_i32(struct tiny *tiny, const char *name, const int32_t *numbers,
                            uint32_t count)
{
    memcpy(tiny_add(tiny, name, TENSOR_I32, count, 0), numbers, count * sizeof(*numbers));
}

static inline void tiny_sort(uint64_t *numbers, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        for (size_t j = i; j > 0 && numbers[j - 1] > numbers[j]; j--) {
            uint64_t held = numbers[j];
            numbers[j] = numbers[j - 1];
            numbers[j - 1] = held;
        }
    }
}

static inline void tiny_encoder(struct tiny *tiny)
{
    static const int32_t SIZES[16] = {TINY_WIDTH, 2, 3, 16, 16, 4, 48, 32};
    static const uint8_t BLOCKS[] = {0, 1, 2};
    uint64_t vocabulary[3] = {hash_64(SLICE("the")), hash_64(SLICE("minister")),
                              hash_64(SLICE("said"))};
    static const int32_t ROWS[] = {3, 1, 1};
    tiny_sort(vocabulary, 3);
    tiny_i32(tiny, "sizes", SIZES, 16);
    memcpy(tiny_add(tiny, "blocks", TENSOR_U8, 3, 0), BLOCKS, 3);
    tiny_u64(tiny, "vocab.hash", vocabulary, 3);
    tiny_i32(tiny, "vocab.row", ROWS, 3);
    tiny_table(tiny, "word", 4);
    tiny_table(tiny, "affix", 16);
    tiny_table(tiny, "ngram", 64);
    tiny_linear(tiny, "type.up", 32, TINY_WIDTH);
    tiny_linear(tiny, "type.down", TINY_WIDTH, 32);
    tiny_linear(tiny, "b0.conv", 2 * TINY_WIDTH, 3 * TINY_WIDTH);
    tiny_linear(tiny, "b1.qkv", 3 * TINY_WIDTH, TINY_WIDTH);
    tiny_linear(tiny, "b1.out", TINY_WIDTH, TINY_WIDTH);
    tiny_fill_f32(tiny, tiny_add(tiny, "b1.rel", TENSOR_F32, 2, 7), 14, 1.0F);
    tiny_linear(tiny, "b2.up", 48, TINY_WIDTH);
    tiny_linear(tiny, "b2.down", TINY_WIDTH, 48);
}

static inline void tiny_tags(struct tiny *tiny)
{
    static const char *const UPOS[] = {"NOUN", "VERB", "PUNCT"};
    static const char *const XPOS[] = {"NN", "VB", "."};
    static const char *const FEATS[] = {"_", "Number=Sing"};
    static const int32_t PAIR_XPOS[] = {0, 0, 1, 2}, PAIR_FEATS[] = {0, 1, 0, 0};
    static const uint8_t ALLOWED[3][4] = {{1, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
    static const char *const STRIP[] = {"", "s", "ed", ","}, *const ADD[] = {"", "", "e", ""};
    static const char *const KNOWN[] = {"say"};
    static const int32_t MODES[] = {0, 0, 1, 2};
    const uint64_t known[] = {hash_64(SLICE("VERB said"))};
    tiny_strings(tiny, "upos.names", UPOS, 3);
    tiny_strings(tiny, "xpos.names", XPOS, 3);
    tiny_strings(tiny, "feats.names", FEATS, 2);
    tiny_linear(tiny, "upos", 3, TINY_WIDTH);
    tiny_linear(tiny, "morph", 4, TINY_WIDTH);
    tiny_i32(tiny, "morph.xpos", PAIR_XPOS, 4);
    tiny_i32(tiny, "morph.feats", PAIR_FEATS, 4);
    memcpy(tiny_add(tiny, "morph.allowed", TENSOR_U8, 3, 4), ALLOWED, sizeof(ALLOWED));
    tiny_linear(tiny, "lemma", 4, TINY_WIDTH);
    tiny_fill_f32(tiny, tiny_add(tiny, "lemma.upos", TENSOR_F32, 3, 4), 12, 1.0F);
    tiny_i32(tiny, "lemma.mode", MODES, 4);
    tiny_strings(tiny, "lemma.strip", STRIP, 4);
    tiny_strings(tiny, "lemma.add", ADD, 4);
    tiny_strings(tiny, "lemma.ex_text", KNOWN, 1);
    tiny_u64(tiny, "lemma.ex_hash", known, 1);
}

static inline void tiny_trees(struct tiny *tiny)
{
    static const char *const DEPRELS[] = {"root", "nsubj", "obj", "punct", "parataxis"};
    static const char *const ENTITIES[] = {"PER", "DATE"};
    tiny_strings(tiny, "deprel.names", DEPRELS, 5);
    tiny_linear(tiny, "arc.dep", 16, TINY_WIDTH);
    tiny_linear(tiny, "arc.head", 16, TINY_WIDTH);
    tiny_linear(tiny, "arc.u", 16, 16);
    tiny_linear(tiny, "arc.prior", 1, 16);
    tiny_linear(tiny, "arc.root", 1, 16);
    tiny_fill_f32(tiny, tiny_add(tiny, "arc.dist", TENSOR_F32, 9, 0), 9, 0.2F);
    tiny_linear(tiny, "label.dep", 16, TINY_WIDTH);
    tiny_linear(tiny, "label.head", 16, TINY_WIDTH);
    tiny_fill_f32(tiny, tiny_add(tiny, "label.root", TENSOR_F32, 16, 0), 16, 1.0F);
    tiny_linear(tiny, "label.out", 5, 16);
    tiny_strings(tiny, "ner.names", ENTITIES, 2);
    tiny_linear(tiny, "ner.up", 16, 3 * TINY_WIDTH);
    tiny_linear(tiny, "ner.out", 9, 16);
    tiny_fill_f32(tiny, tiny_add(tiny, "ner.move", TENSOR_F32, 9, 9), 81, 1.0F);
}

static inline void tiny_write(char *bytes, size_t at, const void *from, size_t size)
{
    memcpy(bytes + at, from, size);
}

/* Sets length and checksum in the header. */
static inline void tiny_seal(char *bytes, uint64_t size)
{
    uint64_t hash = hash_64(
        (struct slice){bytes + WEIGHTS_HEADER_BYTES, size - WEIGHTS_HEADER_BYTES});
    tiny_write(bytes, 16, &size, 8);
    tiny_write(bytes, 24, &hash, 8);
}

static inline void tiny_order(struct tiny *tiny)
{
    for (size_t i = 1; i < tiny->count; i++) {
        for (size_t j = i; j > 0 && strcmp(tiny->tensors[j - 1].name, tiny->tensors[j].name) > 0;
             j--) {
            struct tiny_tensor held = tiny->tensors[j];
            tiny->tensors[j] = tiny->tensors[j - 1];
            tiny->tensors[j - 1] = held;
        }
    }
}

/* The file's bytes, at a multiple of 64 and writable, in arena. */
static inline struct slice tiny_grammar(struct arena *arena, uint64_t seed)
{
    struct tiny tiny = {.arena = arena, .state = seed * 2 + 1};
    tiny_encoder(&tiny);
    tiny_tags(&tiny);
    tiny_trees(&tiny);
    tiny_order(&tiny);
    char *bytes = arena_alloc(arena, TINY_BYTES_MAX, 64);
    assert(bytes);
    uint32_t version = WEIGHTS_VERSION, count = (uint32_t)tiny.count;
    tiny_write(bytes, 0, "ANNALSGR", 8);
    tiny_write(bytes, 8, &version, 4);
    tiny_write(bytes, 12, &count, 4);
    size_t size = WEIGHTS_HEADER_BYTES + tiny.count * WEIGHTS_ENTRY_BYTES;
    for (size_t i = 0; i < tiny.count; i++) {
        const struct tiny_tensor *tensor = &tiny.tensors[i];
        size_t entry = WEIGHTS_HEADER_BYTES + i * WEIGHTS_ENTRY_BYTES;
        size = (size + WEIGHTS_ALIGN - 1) / WEIGHTS_ALIGN * WEIGHTS_ALIGN;
        uint32_t shape[WEIGHTS_RANK_MAX] = {tensor->shape[0], tensor->shape[1], 1, 1};
        uint32_t type = tensor->type;
        uint64_t offset = size, length = tensor->bytes;
        assert(size + tensor->bytes <= TINY_BYTES_MAX);
        tiny_write(bytes, entry, tensor->name, WEIGHTS_NAME_BYTES);
        tiny_write(bytes, entry + 48, &type, 4);
        tiny_write(bytes, entry + 52, &tensor->rank, 4);
        tiny_write(bytes, entry + 56, shape, sizeof(shape));
        tiny_write(bytes, entry + 72, &offset, 8);
        tiny_write(bytes, entry + 80, &length, 8);
        tiny_write(bytes, size, tensor->data, tensor->bytes);
        size += tensor->bytes;
    }
    tiny_seal(bytes, size);
    return (struct slice){bytes, size};
}

#endif
