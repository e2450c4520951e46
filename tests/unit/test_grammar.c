/*
 * test_grammar.c - the grammar stage: kernels, trees, weights, labels, entities.
 *
 *   in    numbers from a fixed generator; weights made here
 *   out   cmocka verdicts
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../tiny_grammar.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "grammar/grammar.h"
#include "grammar/kernels/kernels.h"
#include "grammar/tree.h"

#define ARENA_BYTES ((size_t)256 << 20)

/* In [-1, 1). */
static float random_float(uint64_t *state)
{
    return (float)(int32_t)(tiny_random(state) >> 32) / 2147483648.0F;
}

static float *random_floats(struct arena *arena, size_t count, float most, uint64_t *state)
{
    float *numbers = arena_alloc_array(arena, count, sizeof(float), 64);
    assert_non_null(numbers);
    for (size_t i = 0; i < count; i++)
        numbers[i] = random_float(state) * most;
    return numbers;
}

static struct quantised quantised_new(struct arena *arena, size_t count, size_t stride)
{
    struct quantised q = {.q = arena_array(arena, int16_t, count * stride),
                          .scale = arena_array(arena, float, count),
                          .stride = stride};
    assert_non_null(q.q);
    assert_non_null(q.scale);
    return q;
}

static struct linear random_linear(const struct kernels *kernels, struct arena *arena,
                                   size_t outputs, size_t inputs, uint64_t *state)
{
    int8_t *weights = arena_array(arena, int8_t, outputs * inputs);
    int16_t *packed = arena_alloc_array(arena, LANES_UP(outputs) * LANES_UP(inputs), 2, 64);
    for (size_t i = 0; i < outputs * inputs; i++)
        weights[i] = (int8_t)(tiny_random(state) >> 56);
    kernels->pack(weights, outputs, inputs, packed);
    return (struct linear){.packed = packed,
                           .scale = random_floats(arena, LANES_UP(outputs), 1, state),
                           .bias = random_floats(arena, LANES_UP(outputs), 1, state),
                           .inputs = (uint32_t)LANES_UP(inputs),
                           .outputs = (uint32_t)LANES_UP(outputs)};
}

/* ---- kernels ---- */

/* One chain of all kernels over `count` vectors; its numbers in *ret, [5][count][512]. */
static void run_kernels(const struct kernels *kernels, struct arena *arena, size_t count,
                        size_t inputs, size_t outputs, float *ret)
{
    uint64_t state = 77 + count + inputs;
    size_t in = LANES_UP(inputs), out = LANES_UP(outputs), plane = count * 512;
    struct linear layer = random_linear(kernels, arena, outputs, inputs, &state);
    float *x = random_floats(arena, count * in, 9, &state);
    struct quantised q = quantised_new(arena, count, in), r = quantised_new(arena, count, out);
    const int8_t row[LANES] = {1, -128, 127, 5};
    for (size_t v = 0; v < count; v++)
        memset(x + v * in + inputs, 0, (in - inputs) * sizeof(float));
    kernels->quantise(x, in, in, count, q);
    kernels->linear(&layer, q, count, ret, 512);
    kernels->add_row(ret, row, 0.37F, LANES);
    kernels->normalise(ret, 512, out, count, r);
    for (size_t v = 0; v < count; v++) {
        r.scale[v] = 1.0F / NORMAL_UNIT;
        for (size_t i = 0; i < out; i++)
            ret[plane + v * 512 + i] = (float)r.q[v * out + i];
    }
    float *gated = ret + 2 * plane;
    memcpy(gated, ret, plane * sizeof(float));
    if (out % (2 * LANES) == 0)
        kernels->gate(gated, 512, ret, 512, out / 2, count);
    kernels->add(gated, ret, out);
    kernels->add_scaled(gated, ret, 0.3F, out);
    kernels->relu(gated + LANES, LANES);
    float *scores = ret + 3 * plane, *attention = ret + 4 * plane;
    kernels->dots(r, count, r, count, out, scores, 512);
    kernels->dots(r, count, r, count, LANES, attention, 512);
    int16_t *p = arena_array(arena, int16_t, LANES_UP(count));
    int16_t *packed = arena_alloc_array(arena, out * (count + 1), sizeof(int16_t), 64);
    kernels->attend(attention, count, p);
    kernels->pack_columns(r.q, r.stride, out, count, packed);
    struct linear mix = {packed, layer.scale, layer.bias, (uint32_t)(count + 1) / 2 * 2,
                         (uint32_t)out};
    float one = 1;
    kernels->linear(&mix, (struct quantised){p, &one, LANES_UP(count)}, 1, attention, 512);
}

static void test_kernels_agree(void **context)
{
    static const size_t SHAPES[][3] = {{1, 16, 16},   {3, 40, 32},    {4, 160, 320}, {9, 96, 5},
                                       {40, 512, 96}, {17, 250, 512}, {8, 128, 64}};
    (void)context;
    size_t sets;
    const struct kernels *const *available = kernels_available(&sets);
    assert_ptr_equal(available[sets - 1], &kernels_scalar);
    for (size_t i = 0; i < sizeof(SHAPES) / sizeof(SHAPES[0]); i++) {
        struct arena arena;
        arena_init(&arena, ARENA_BYTES);
        size_t count = SHAPES[i][0], bytes = 5 * count * 512 * sizeof(float);
        float *expected = arena_alloc(&arena, bytes, 64);
        run_kernels(&kernels_scalar, &arena, count, SHAPES[i][1], SHAPES[i][2], expected);
        for (size_t set = 0; set + 1 < sets; set++) {
            float *got = arena_alloc(&arena, bytes, 64);
            run_kernels(available[set], &arena, count, SHAPES[i][1], SHAPES[i][2], got);
            assert_memory_equal(got, expected, bytes);
        }
        arena_free(&arena);
    }
}

/* The scalar kernel against sums written out. */
static void test_linear_is_right(void **context)
{
    enum { INPUTS = 24, OUTPUTS = 5 };
    int8_t weights[OUTPUTS * INPUTS];
    int16_t packed[LANES * 32], q[32] = {0};
    float scale[LANES] = {0}, bias[LANES] = {0}, y[LANES], x_scale = 0.5F;
    uint64_t state = 5;
    (void)context;
    for (size_t i = 0; i < INPUTS; i++)
        q[i] = (int16_t)((int)(tiny_random(&state) % 4095) - 2047);
    for (size_t i = 0; i < sizeof(weights); i++)
        weights[i] = (int8_t)(tiny_random(&state) >> 56);
    for (size_t o = 0; o < OUTPUTS; o++) {
        scale[o] = 0.25F * (float)(o + 1);
        bias[o] = (float)o;
    }
    kernels_scalar.pack(weights, OUTPUTS, INPUTS, packed);
    struct linear layer = {packed, scale, bias, 32, LANES};
    kernels_scalar.linear(&layer, (struct quantised){q, &x_scale, 32}, 1, y, LANES);
    for (size_t o = 0; o < OUTPUTS; o++) {
        int32_t sum = 0;
        for (size_t i = 0; i < INPUTS; i++)
            sum += q[i] * weights[o * INPUTS + i];
        assert_true(y[o] == (float)sum * (0.5F * scale[o]) + bias[o]);
    }
    for (size_t o = OUTPUTS; o < LANES; o++)
        assert_true(y[o] == 0.0F);
}

/* Numbers that no trained model makes pass through without harm. */
static void test_kernels_bear_bad_numbers(void **context)
{
    (void)context;
    size_t sets;
    const struct kernels *const *available = kernels_available(&sets);
    for (size_t set = 0; set < sets; set++) {
        float x[LANES * 2] = {0}, scale;
        int16_t q[LANES * 2], p[LANES * 2];
        struct quantised to = {q, &scale, LANES * 2};
        x[3] = __builtin_nanf("");
        x[7] = -__builtin_inff();
        available[set]->quantise(x, LANES * 2, LANES * 2, 1, to);
        for (size_t i = 0; i < LANES * 2; i++)
            assert_in_range(q[i] + QUANTUM_MAX, 0, 2 * QUANTUM_MAX);
        available[set]->normalise(x, LANES * 2, LANES * 2, 1, to);
        for (size_t i = 0; i < LANES * 2; i++)
            assert_in_range(q[i] + NORMAL_MAX, 0, 2 * NORMAL_MAX);
        available[set]->attend(x, LANES + 1, p);
        for (size_t i = 0; i < LANES * 2; i++)
            assert_in_range(p[i], 0, ATTENTION_UNIT);
    }
}

/* ---- trees ---- */

static bool heads_are_tree(const uint32_t *heads, uint32_t count)
{
    uint32_t roots = 0;
    for (uint32_t word = 1; word <= count; word++) {
        uint32_t at = word, steps = 0;
        while (at != TREE_ROOT && steps <= count) {
            if (heads[at - 1] > count)
                return false;
            at = heads[at - 1];
            steps++;
        }
        if (steps > count)
            return false;
        roots += heads[word - 1] == TREE_ROOT;
    }
    return roots == 1;
}

static double weight_of(const float *scores, const uint32_t *heads, uint32_t count)
{
    double sum = 0;
    for (uint32_t word = 0; word < count; word++)
        sum += (double)scores[word * LANES + heads[word]];
    return sum;
}

/* The best weight over all (count + 1)^count choices of heads. */
static double best_by_trial(const float *scores, uint32_t count)
{
    uint32_t heads[8] = {0};
    double best = -1e30;
    for (;;) {
        if (heads_are_tree(heads, count) && weight_of(scores, heads, count) > best)
            best = weight_of(scores, heads, count);
        uint32_t word = 0;
        while (word < count && heads[word] == count)
            heads[word++] = 0;
        if (word == count)
            return best;
        heads[word]++;
    }
}

static void test_tree_is_the_best(void **context)
{
    uint64_t state = 11;
    struct err err;
    struct arena arena;
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    for (unsigned trial = 0; trial < 400; trial++) {
        uint32_t count = 1 + trial % 5, heads[8];
        float scores[8 * LANES];
        for (size_t i = 0; i < sizeof(scores) / sizeof(scores[0]); i++)
            scores[i] = trial % 2 ? random_float(&state) : (float)(tiny_random(&state) % 4);
        assert_true(tree_decode(scores, LANES, count, &arena, heads, &err));
        assert_true(heads_are_tree(heads, count));
        double difference = weight_of(scores, heads, count) - best_by_trial(scores, count);
        assert_true(difference > -1e-6 && difference < 1e-6);
    }
    arena_free(&arena);
}

static void test_tree_bears_any_scores(void **context)
{
    static uint32_t heads[SENTENCE_TOKENS_MAX];
    uint64_t state = 12;
    struct err err;
    struct arena arena;
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    for (unsigned trial = 0; trial < 60; trial++) {
        uint32_t count = trial < 4 ? SENTENCE_TOKENS_MAX : 1 + (uint32_t)(tiny_random(&state) % 60);
        size_t stride = LANES_UP(count + 1);
        struct arena_mark mark = arena_mark(&arena);
        float *scores = random_floats(&arena, count * stride, 1, &state);
        for (size_t i = 0; i < count * stride; i++) {
            if (trial % 4 == 0) /* one long chain of cycles */
                scores[i] = i % stride == (i / stride + 2) % (count + 1) ? 5.0F : scores[i];
            if (trial % 4 == 1)
                scores[i] = 0;
            if (trial % 4 == 2 && tiny_random(&state) % 8 == 0)
                scores[i] = tiny_random(&state) % 2 ? __builtin_nanf("") : __builtin_inff();
        }
        assert_true(tree_decode(scores, stride, count, &arena, heads, &err));
        assert_true(heads_are_tree(heads, count));
        arena_rewind(&arena, mark);
    }
    arena_free(&arena);
}

/* ---- the model ---- */

/* An article whose text is words parted by spaces, in sentences of these lengths. */
static struct article article_of(struct arena *arena, struct slice text, const uint32_t *lengths,
                                 uint32_t sentence_count)
{
    struct article article = {.text = text};
    uint32_t token_count = 0, at = 0;
    for (uint32_t s = 0; s < sentence_count; s++)
        token_count += lengths[s];
    struct sentence *sentences = arena_array(arena, struct sentence, sentence_count);
    article.tokens = arena_array(arena, struct token, token_count);
    article.sentences = sentences;
    article.sentence_count = sentence_count;
    article.token_count = token_count;
    for (uint32_t s = 0, token = 0; s < sentence_count; s++) {
        sentences[s].first_token = token;
        sentences[s].token_count = lengths[s];
        for (uint32_t i = 0; i < lengths[s]; i++, token++) {
            size_t end = slice_find_byte(text, ' ', at);
            assert_true(end != SIZE_MAX);
            article.tokens[token].span = (struct span){at, (uint32_t)end};
            at = (uint32_t)end + 1;
        }
    }
    return article;
}

/* count words of random characters, each followed by a space. */
static struct slice random_words(struct arena *arena, uint32_t count, uint64_t *state)
{
    char *text = arena_alloc(arena, count * 64UL, 1);
    size_t length = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t characters = 1 + (uint32_t)(tiny_random(state) % 12);
        for (uint32_t c = 0; c < characters; c++) {
            uint64_t dice = tiny_random(state);
            uint32_t code_point = dice % 4 ? 'a' + (uint32_t)(dice >> 8) % 26
                                           : 0x21 + (uint32_t)(dice >> 8) % 0x3000;
            length += utf8_encode(code_point, text + length);
        }
        text[length++] = ' ';
    }
    return (struct slice){text, length};
}

static void assert_well_formed(const struct article *article)
{
    static uint32_t heads[4096];
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        for (uint32_t i = 0; i < sentence->token_count; i++) {
            const struct token *token = &article->tokens[sentence->first_token + i];
            heads[i] = token->head == INDEX_NONE ? TREE_ROOT : token->head + 1;
            assert_int_equal(token->head == INDEX_NONE, token->deprel == 1);
            assert_true(token->upos > 0 && token->xpos > 0 && token->feats > 0);
            assert_true(token->lemma.len > 0 && utf8_valid(token->lemma, NULL));
        }
        assert_true(heads_are_tree(heads, sentence->token_count));
    }
    uint32_t last = 0;
    for (uint32_t i = 0; i < article->entity_count; i++) {
        const struct entity *entity = &article->entities[i];
        const struct sentence *sentence = &article->sentences[entity->sentence];
        assert_true(entity->token_count > 0 && entity->first_token >= last);
        last = entity->first_token + entity->token_count;
        assert_true(entity->first_token >= sentence->first_token &&
                    last <= sentence->first_token + sentence->token_count);
    }
}

/* All that grammar_parse fills, compared. */
static void assert_same(const struct article *a, const struct article *b)
{
    for (uint32_t i = 0; i < a->token_count; i++) {
        const struct token *x = &a->tokens[i], *y = &b->tokens[i];
        assert_true(x->head == y->head && x->deprel == y->deprel && x->upos == y->upos &&
                    x->xpos == y->xpos && x->feats == y->feats && slice_equal(x->lemma, y->lemma));
    }
    assert_int_equal(a->entity_count, b->entity_count);
    for (uint32_t i = 0; i < a->entity_count; i++)
        assert_memory_equal(&a->entities[i], &b->entities[i], sizeof(struct entity));
}

static struct grammar_model *open_model(struct slice bytes, const char *kernels,
                                        struct arena *arena)
{
    struct grammar_model *model = NULL;
    struct err err = {0};
    if (!grammar_model_open(bytes, kernels, arena, &model, &err))
        fail_msg("%s at %llu", err.message, (unsigned long long)err.offset);
    return model;
}

/* Any sentences, up to far over SENTENCE_TOKENS_MAX words: the same trees from every kernel, from a
 * fresh work space and from a used one, alone and among others. */
static void test_same_trees(void **context)
{
    static const uint32_t LENGTHS[] = {1, 2, 7, 1, 24, 399, 400, 401, 1, 40, 60, 59, 1300, 3};
    enum { COUNT = sizeof(LENGTHS) / sizeof(LENGTHS[0]), TOKENS = 2698 };
    struct arena arena, scratch;
    struct err err;
    uint64_t state = 21;
    size_t sets;
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    arena_init(&scratch, ARENA_BYTES);
    const struct kernels *const *available = kernels_available(&sets);
    struct slice bytes = tiny_grammar(&arena, 3), text = random_words(&arena, TOKENS, &state);
    struct article expected = article_of(&arena, text, LENGTHS, COUNT);
    struct grammar_model *scalar = open_model(bytes, "scalar", &arena);
    assert_true(grammar_parse(scalar, &arena, &scratch, &expected, &err));
    assert_well_formed(&expected);
    assert_ptr_equal(expected.grammar, scalar);
    for (size_t set = 0; set < sets; set++) {
        struct grammar_model *model = open_model(bytes, available[set]->name, &arena);
        assert_string_equal(grammar_kernels_name(model), available[set]->name);
        for (unsigned round = 0; round < 2; round++) {
            struct article article = article_of(&arena, text, LENGTHS, COUNT);
            assert_true(grammar_parse(model, &arena, &scratch, &article, &err));
            assert_same(&article, &expected);
        }
        struct article alone = article_of(&arena, text, LENGTHS, 3);
        assert_true(grammar_parse(model, &arena, &scratch, &alone, &err));
        for (uint32_t i = 0; i < alone.token_count; i++)
            assert_int_equal(alone.tokens[i].head, expected.tokens[i].head);
        grammar_model_free(model);
    }
    grammar_model_free(scalar);
    arena_free(&scratch);
    arena_free(&arena);
}

static void test_empty_article(void **context)
{
    struct arena arena, scratch;
    struct err err;
    struct article article = {0};
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    arena_init(&scratch, ARENA_BYTES);
    struct grammar_model *model = open_model(tiny_grammar(&arena, 1), NULL, &arena);
    assert_true(grammar_parse(model, &arena, &scratch, &article, &err));
    assert_int_equal(article.entity_count, 0);
    grammar_model_free(model);
    arena_free(&scratch);
    arena_free(&arena);
}

/* ---- weights ---- */

static enum err_code open_code(struct slice bytes)
{
    struct arena arena;
    struct grammar_model *model = NULL;
    struct err err = {0};
    arena_init(&arena, ARENA_BYTES);
    if (grammar_model_open(bytes, NULL, &arena, &model, &err)) {
        grammar_model_free(model);
        err.code = ERR_NONE;
    } else {
        assert_non_null(err.message);
        assert_null(model);
    }
    arena_free(&arena);
    return err.code;
}

static void test_damaged_weights_are_refused(void **context)
{
    struct arena arena;
    uint64_t state = 31;
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    struct slice bytes = tiny_grammar(&arena, 2);
    char *copy = arena_alloc(&arena, bytes.len + 64, 64);
    assert_int_equal(open_code(bytes), ERR_NONE);
    for (unsigned trial = 0; trial < 3000; trial++) {
        size_t at = trial < WEIGHTS_HEADER_BYTES ? trial : tiny_random(&state) % bytes.len;
        memcpy(copy, bytes.ptr, bytes.len);
        copy[at] = (char)(copy[at] ^ (1 << (trial % 8)));
        enum err_code code = open_code((struct slice){copy, bytes.len});
        assert_true(code == ERR_FORMAT || code == ERR_VERSION);
    }
    memcpy(copy, bytes.ptr, bytes.len);
    for (size_t length = 0; length < bytes.len; length += 97)
        assert_int_equal(open_code((struct slice){copy, length}), ERR_FORMAT);
    assert_int_equal(open_code((struct slice){copy, bytes.len + 1}), ERR_FORMAT);
    assert_int_equal(open_code(SLICE("<!DOCTYPE html>")), ERR_FORMAT);
    assert_int_equal(open_code(SLICE_EMPTY), ERR_FORMAT);
    arena_free(&arena);
}

/* Files with a good checksum and wrong contents: an error, or a model that gives trees. */
static void test_strange_weights_do_no_harm(void **context)
{
    static const uint32_t LENGTHS[] = {5, 30};
    struct arena arena, scratch;
    uint64_t state = 41;
    unsigned opened = 0;
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    arena_init(&scratch, ARENA_BYTES);
    struct slice bytes = tiny_grammar(&arena, 4), text = random_words(&arena, 35, &state);
    char *copy = arena_alloc(&arena, bytes.len, 64);
    for (unsigned trial = 0; trial < 1500; trial++) {
        struct arena_mark mark = arena_mark(&arena);
        struct grammar_model *model;
        struct err err;
        size_t reach = trial % 3 ? bytes.len : 6000;
        memcpy(copy, bytes.ptr, bytes.len);
        for (unsigned i = 0; i < 1 + trial % 4; i++)
            copy[WEIGHTS_HEADER_BYTES + tiny_random(&state) % (reach - WEIGHTS_HEADER_BYTES)] =
                (char)tiny_random(&state);
        tiny_seal(copy, bytes.len);
        if (grammar_model_open((struct slice){copy, bytes.len}, NULL, &arena, &model, &err)) {
            struct article article = article_of(&arena, text, LENGTHS, 2);
            assert_true(grammar_parse(model, &arena, &scratch, &article, &err));
            assert_well_formed(&article);
            grammar_model_free(model);
            opened++;
        }
        arena_rewind(&arena, mark);
    }
    assert_in_range(opened, 100, 1400);
    arena_free(&scratch);
    arena_free(&arena);
}

/* The numbers of a tensor in a copy of tiny_grammar(seed), to be changed and sealed. */
static void *tensor_in(struct slice bytes, const char *name, struct arena *arena)
{
    struct weights weights;
    struct err err;
    assert_true(weights_open(bytes, arena, &weights, &err));
    const struct tensor *tensor = weights_find(&weights, name);
    assert_non_null(tensor);
    return (char *)(uintptr_t)tensor->data;
}

/* A word's row is the one that vocab.row names: moved with its number, it gives the same trees. A
 * number without a row is refused. */
static void test_rows_of_words(void **context)
{
    static const char TEXT[] = "the minister said the president said ";
    static const uint32_t LENGTHS[] = {6};
    struct arena arena, scratch;
    struct err err;
    struct article articles[3];
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    arena_init(&scratch, ARENA_BYTES);
    struct slice bytes = tiny_grammar(&arena, 5);
    int32_t *rows = tensor_in(bytes, "vocab.row", &arena);
    int8_t *numbers = tensor_in(bytes, "word.q", &arena), held[TINY_WIDTH];
    float *scales = tensor_in(bytes, "word.scale", &arena), scale = scales[1];
    for (unsigned i = 0; i < 3; i++) {
        struct grammar_model *model = open_model(bytes, NULL, &arena);
        articles[i] = article_of(&arena, SLICE(TEXT), LENGTHS, 1);
        assert_true(grammar_parse(model, &arena, &scratch, &articles[i], &err));
        grammar_model_free(model);
        if (i == 0) { /* rows 1 and 2 change places: as if words of row 1 had another vector */
            memcpy(held, numbers + TINY_WIDTH, TINY_WIDTH);
            memcpy(numbers + TINY_WIDTH, numbers + 2L * TINY_WIDTH, TINY_WIDTH);
            memcpy(numbers + 2L * TINY_WIDTH, held, TINY_WIDTH);
            scales[1] = scales[2];
            scales[2] = scale;
        } else {
            for (unsigned k = 0; k < 3; k++)
                rows[k] = rows[k] == 1 ? 2 : rows[k];
        }
        tiny_seal((char *)(uintptr_t)bytes.ptr, bytes.len);
    }
    assert_same(&articles[0], &articles[2]);
    bool changed = false;
    for (unsigned i = 0; i < 6; i++) {
        const struct token *a = &articles[0].tokens[i], *b = &articles[1].tokens[i];
        changed |= a->head != b->head || a->deprel != b->deprel || a->xpos != b->xpos;
    }
    assert_true(changed);
    for (unsigned i = 0; i < 2; i++) {
        rows[1] = i ? 4 : -1;
        tiny_seal((char *)(uintptr_t)bytes.ptr, bytes.len);
        assert_int_equal(open_code(bytes), ERR_FORMAT);
    }
    arena_free(&scratch);
    arena_free(&arena);
}

static void test_kernels_not_to_be_had(void **context)
{
    struct arena arena;
    struct grammar_model *model;
    struct err err;
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    assert_false(grammar_model_open(tiny_grammar(&arena, 1), "abacus", &arena, &model, &err));
    assert_int_equal(err.code, ERR_MISSING);
    arena_free(&arena);
}

/* ---- the English model ---- */

static void test_english_labels(void **context)
{
    struct arena arena;
    struct grammar_model *model;
    struct err err;
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    assert_true(grammar_model_load(&arena, &model, &err));
    uint16_t noun = grammar_upos_number(model, SLICE("NOUN"));
    uint16_t subject = grammar_deprel_number(model, SLICE("nsubj"));
    assert_true(noun > 0 && subject > 0);
    assert_true(slice_equal(grammar_upos_name(model, noun), SLICE("NOUN")));
    assert_true(slice_equal(grammar_deprel_name(model, subject), SLICE("nsubj")));
    assert_int_equal(grammar_deprel_number(model, SLICE("root")), 1);
    assert_int_equal(grammar_deprel_number(model, SLICE("no such label")), 0);
    assert_true(slice_equal(grammar_feats_name(model, 0), SLICE("_")));
    assert_true(slice_equal(grammar_xpos_name(model, UINT16_MAX), SLICE("_")));
    for (uint16_t i = 1; i <= 17; i++)
        assert_int_equal(grammar_upos_number(model, grammar_upos_name(model, i)), i);
    assert_string_equal(grammar_entity_name(ENTITY_NORP), "NORP");
    grammar_model_free(model);
    arena_free(&arena);
}

static void test_english_sentence(void **context)
{
    static const uint32_t LENGTHS[] = {11};
    struct arena arena, scratch;
    struct grammar_model *model;
    struct err err;
    (void)context;
    arena_init(&arena, ARENA_BYTES);
    arena_init(&scratch, ARENA_BYTES);
    struct article article = article_of(
        &arena, SLICE("Sergey Lavrov met the Turkish ministers in Alanya on Thursday . "), LENGTHS,
        1);
    assert_true(grammar_model_load(&arena, &model, &err));
    assert_true(grammar_parse(model, &arena, &scratch, &article, &err));
    assert_well_formed(&article);
    const struct token *tokens = article.tokens;
    assert_int_equal(tokens[2].head, INDEX_NONE);
    assert_true(slice_equal(tokens[2].lemma, SLICE("meet")));
    assert_true(slice_equal(tokens[5].lemma, SLICE("minister")));
    assert_true(slice_equal(grammar_upos_name(model, tokens[2].upos), SLICE("VERB")));
    assert_true(slice_equal(grammar_deprel_name(model, tokens[5].deprel), SLICE("obj")));
    assert_int_equal(tokens[5].head, 2);
    assert_true(article.entity_count >= 2);
    assert_int_equal(article.entities[0].type, ENTITY_PERSON);
    assert_int_equal(article.entities[0].token_count, 2);
    grammar_model_free(model);
    arena_free(&scratch);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kernels_agree),
        cmocka_unit_test(test_linear_is_right),
        cmocka_unit_test(test_kernels_bear_bad_numbers),
        cmocka_unit_test(test_tree_is_the_best),
        cmocka_unit_test(test_tree_bears_any_scores),
        cmocka_unit_test(test_same_trees),
        cmocka_unit_test(test_empty_article),
        cmocka_unit_test(test_damaged_weights_are_refused),
        cmocka_unit_test(test_strange_weights_do_no_harm),
        cmocka_unit_test(test_rows_of_words),
        cmocka_unit_test(test_kernels_not_to_be_had),
        cmocka_unit_test(test_english_labels),
        cmocka_unit_test(test_english_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
