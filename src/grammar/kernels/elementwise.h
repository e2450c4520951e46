/*
 * elementwise.h - the float kernels, written once over the vectors of the file that includes this.
 *
 *   in    float vectors whose length is a multiple of LANES
 *   out   the same bytes whatever the vectors' width: each number has its own chain of IEEE
 *         operations, and sums are of whole numbers
 *   uses  kernels.h
 *
 * The including file defines, before it, the type `vec` of VEC_FLOATS (1 to LANES) floats and
 *   vec_load, vec_store            any address
 *   vec_spread                     one float in all places
 *   vec_add, vec_sub, vec_mul      IEEE
 *   vec_more(a, b)                 a > b ? a : b
 *   vec_floor                      down to a whole number, for |x| < 2^22
 *   vec_power(n)                   2^n for whole n in [-127, 127]: the exponent's bits
 *   vec_load_i8(from)              int8 to float
 *   vec_store_i16(to, a)           whole numbers within 16 bits
 */
#ifndef ANNALS_GRAMMAR_KERNELS_ELEMENTWISE_H
#define ANNALS_GRAMMAR_KERNELS_ELEMENTWISE_H

#include <math.h>

#include "grammar/kernels/kernels.h"

/* Adding and subtracting it rounds a float below 2^22 to the nearest whole number, ties to even. */
#define ROUND_MAGIC 12582912.0F /* 1.5 * 2^23 */
/* Registers that hold LANES floats. */
#define VECS (LANES / VEC_FLOATS)

static inline float fold_most(const vec *lanes)
{
    float lane[LANES];
    for (size_t v = 0; v < VECS; v++)
        vec_store(lane + v * VEC_FLOATS, lanes[v]);
    float most = lane[0];
    for (size_t j = 1; j < LANES; j++)
        most = lane[j] > most ? lane[j] : most;
    return most;
}

static inline vec vec_negative(vec x)
{
    return vec_sub(vec_spread(0.0F), x);
}

static inline vec vec_round(vec x)
{
    return vec_sub(vec_add(x, vec_spread(ROUND_MAGIC)), vec_spread(ROUND_MAGIC));
}

/* x within [-most, most]; NaN becomes -most. */
static inline vec vec_clip(vec x, float most)
{
    vec above = vec_more(x, vec_spread(-most));
    return vec_negative(vec_more(vec_negative(above), vec_spread(-most)));
}

/* The largest absolute value. */
static inline float most_of(const float *x, size_t width)
{
    vec lanes[VECS];
    for (size_t r = 0; r < VECS; r++)
        lanes[r] = vec_spread(0.0F);
    for (size_t i = 0; i < width; i += LANES) {
        for (size_t r = 0; r < VECS; r++) {
            vec one = vec_load(x + i + r * VEC_FLOATS);
            lanes[r] = vec_more(vec_more(one, vec_negative(one)), lanes[r]);
        }
    }
    return fold_most(lanes);
}

/* Numbers outside this have no use; within it all that follows is finite. */
static inline bool is_usable(float most)
{
    return most > 1e-30F && most < 1e30F;
}

static inline void round_to(const float *x, float factor, float most, size_t width, int16_t *ret_q)
{
    for (size_t i = 0; i < width; i += VEC_FLOATS) {
        vec scaled = vec_mul(vec_load(x + i), vec_spread(factor));
        vec_store_i16(ret_q + i, vec_round(vec_clip(scaled, most)));
    }
}

static void elementwise_quantise(const float *x, size_t x_stride, size_t width, size_t count,
                                 struct quantised ret_q)
{
    for (size_t v = 0; v < count; v++) {
        float most = most_of(x + v * x_stride, width);
        float factor = is_usable(most) ? (float)QUANTUM_MAX / most : 0.0F;
        ret_q.scale[v] = is_usable(most) ? most / (float)QUANTUM_MAX : 0.0F;
        round_to(x + v * x_stride, factor, QUANTUM_MAX, width, ret_q.q + v * ret_q.stride);
    }
}

static void elementwise_normalise(const float *x, size_t x_stride, size_t width, size_t count,
                                  struct quantised ret_q)
{
    for (size_t v = 0; v < count; v++) {
        const float *from = x + v * x_stride;
        int16_t *q = ret_q.q + v * ret_q.stride;
        float most = most_of(from, width);
        float factor = is_usable(most) ? (float)QUANTUM_MAX / most : 0.0F;
        round_to(from, factor, QUANTUM_MAX, width, q);
        int32_t squares = 0;
        for (size_t i = 0; i < width; i++)
            squares += q[i] * q[i];
        float gain = squares > 0 ? (float)NORMAL_UNIT / sqrtf((float)squares / (float)width) : 0.0F;
        round_to(from, factor * gain, NORMAL_MAX, width, q);
    }
}

/* e^x for x <= 0, where below -20 counts as -20; 2^n by its bits times a polynomial for the rest of
 * the exponent, with an error below 2e-5 (Taylor's, of 2^u on [0, 1)). */
static inline vec vec_exp(vec x)
{
    static const float COEFFICIENTS[] = {0.00961813F, 0.05550411F, 0.24022651F, 0.69314718F, 1.0F};
    vec t = vec_mul(vec_more(x, vec_spread(-20.0F)), vec_spread(1.44269504F));
    vec n = vec_floor(t);
    vec u = vec_sub(t, n);
    vec p = vec_spread(0.00133336F);
    for (size_t i = 0; i < sizeof(COEFFICIENTS) / sizeof(COEFFICIENTS[0]); i++)
        p = vec_add(vec_mul(u, p), vec_spread(COEFFICIENTS[i]));
    return vec_mul(p, vec_power(n));
}

static void elementwise_attend(float *scores, size_t count, int16_t *ret_p)
{
    size_t width = LANES_UP(count);
    vec lanes[VECS];
    for (size_t i = count; i < width; i++)
        scores[i] = scores[0];
    for (size_t r = 0; r < VECS; r++)
        lanes[r] = vec_load(scores + r * VEC_FLOATS);
    for (size_t i = LANES; i < width; i += LANES) {
        for (size_t r = 0; r < VECS; r++)
            lanes[r] = vec_more(vec_load(scores + i + r * VEC_FLOATS), lanes[r]);
    }
    float most = fold_most(lanes);
    for (size_t i = 0; i < width; i += VEC_FLOATS) {
        vec power = vec_exp(vec_sub(vec_load(scores + i), vec_spread(most)));
        vec_store(scores + i, vec_round(vec_mul(power, vec_spread(65536.0F))));
    }
    int32_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (int32_t)scores[i];
    round_to(scores, sum > 0 ? (float)ATTENTION_UNIT / (float)sum : 0.0F, ATTENTION_UNIT, width,
             ret_p);
    for (size_t i = count; i < width; i++)
        ret_p[i] = 0;
}

static void elementwise_gate(float *x, size_t x_stride, const float *y, size_t y_stride,
                             size_t width, size_t count)
{
    for (size_t v = 0; v < count; v++) {
        float *to = x + v * x_stride;
        const float *from = y + v * y_stride;
        for (size_t i = 0; i < width; i += VEC_FLOATS) {
            vec gate = vec_more(vec_load(from + width + i), vec_spread(0.0F));
            vec product = vec_mul(vec_load(from + i), gate);
            vec_store(to + i, vec_add(vec_load(to + i), product));
        }
    }
}

static void elementwise_relu(float *x, size_t n)
{
    for (size_t i = 0; i < n; i += VEC_FLOATS)
        vec_store(x + i, vec_more(vec_load(x + i), vec_spread(0.0F)));
}

static void elementwise_add_row(float *sum, const int8_t *row, float scale, size_t n)
{
    for (size_t i = 0; i < n; i += VEC_FLOATS) {
        vec product = vec_mul(vec_load_i8(row + i), vec_spread(scale));
        vec_store(sum + i, vec_add(vec_load(sum + i), product));
    }
}

static void elementwise_add(float *sum, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i += VEC_FLOATS)
        vec_store(sum + i, vec_add(vec_load(sum + i), vec_load(x + i)));
}

static void elementwise_add_scaled(float *sum, const float *x, float factor, size_t n)
{
    for (size_t i = 0; i < n; i += VEC_FLOATS) {
        vec product = vec_mul(vec_load(x + i), vec_spread(factor));
        vec_store(sum + i, vec_add(vec_load(sum + i), product));
    }
}

#define ELEMENTWISE_KERNELS                                                                        \
    .quantise = elementwise_quantise, .normalise = elementwise_normalise,                          \
    .attend = elementwise_attend, .gate = elementwise_gate, .relu = elementwise_relu,              \
    .add = elementwise_add, .add_scaled = elementwise_add_scaled, .add_row = elementwise_add_row

#endif
