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

#include "base/limits.h"
#include "grammar/kernels/kernels.h"
#include "grammar/tree.h"

#define ARENA_BYTES ((size_t)256 << 20)

/* xorshift64*: the same numbers everywhere. */
static uint64_t random_next(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717ULL;
}

/* In [-1, 1). */
static float random_float(uint64_t *state)
{
    return (float)(int32_t)(random_next(state) >> 32) / 2147483648.0F;
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
        weights[i] = (int8_t)(random_next(state) >> 56);
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
        q[i] = (int16_t)((int)(random_next(&state) % 4095) - 2047);
    for (size_t i = 0; i < sizeof(weights); i++)
        weights[i] = (int8_t)(random_next(&state) >> 56);
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
            scores[i] = trial % 2 ? random_float(&state) : (float)(random_next(&state) % 4);
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
        uint32_t count = trial < 4 ? SENTENCE_TOKENS_MAX : 1 + (uint32_t)(random_next(&state) % 60);
        size_t stride = LANES_UP(count + 1);
        struct arena_mark mark = arena_mark(&arena);
        float *scores = random_floats(&arena, count * stride, 1, &state);
        for (size_t i = 0; i < count * stride; i++) {
            if (trial % 4 == 0) /* one long chain of cycles */
                scores[i] = i % stride == (i / stride + 2) % (count + 1) ? 5.0F : scores[i];
            if (trial % 4 == 1)
                scores[i] = 0;
            if (trial % 4 == 2 && random_next(&state) % 8 == 0)
                scores[i] = random_next(&state) % 2 ? __builtin_nanf("") : __builtin_inff();
        }
        assert_true(tree_decode(scores, stride, count, &arena, heads, &err));
        assert_true(heads_are_tree(heads, count));
        arena_rewind(&arena, mark);
    }
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
