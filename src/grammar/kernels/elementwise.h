/*
 * elementwise.h - the float kernels, written once over the vectors of the file that includes this.
 *
 *   in    float vectors whose length is a multiple of LANES
 *   out   the same bytes whatever the vectors' width: each number has its own chain of IEEE
 *         operations, and sums run over LANES partial sums, folded in halves
 *   uses  kernels.h
 *
 * The including file defines, before it, the type `vec` of VEC_FLOATS (1 to LANES) floats and
 *   vec_load, vec_store            any address
 *   vec_spread                     one float in all places
 *   vec_add _sub _mul _div         IEEE
 *   vec_more(a, b)                 a > b ? a : b
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

/* The sum of LANES numbers, in halves: 8 + 8, 4 + 4, 2 + 2, 1 + 1. */
static inline float fold_sum(const vec *lanes)
{
    float lane[LANES];
    for (size_t v = 0; v < VECS; v++)
        vec_store(lane + v * VEC_FLOATS, lanes[v]);
    for (size_t half = LANES / 2; half > 0; half /= 2) {
        for (size_t j = 0; j < half; j++)
            lane[j] += lane[j + half];
    }
    return lane[0];
}

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

static inline vec vec_round(vec x)
{
    return vec_sub(vec_add(x, vec_spread(ROUND_MAGIC)), vec_spread(ROUND_MAGIC));
}

static inline vec vec_clip(vec x, float least, float most)
{
    vec below = vec_sub(vec_spread(0.0F),
                        vec_more(vec_sub(vec_spread(0.0F), x), vec_spread(-most)));
    return vec_more(below, vec_spread(least));
}

/*
 * e^x with a relative error below 2e-7, x clipped to [-87, 87]. 2^n is put together from bits, e^r
 * for |r| <= ln 2 / 2 is a polynomial (Cephes, expf.c).
 */
static inline vec vec_exp(vec x)
{
    static const float COEFFICIENTS[] = {1.3981999507e-3F, 8.3334519073e-3F, 4.1665795894e-2F,
                                         1.6666665459e-1F, 5.0000001201e-1F};
    vec clipped = vec_clip(x, -87.0F, 87.0F);
    vec n = vec_round(vec_mul(clipped, vec_spread(1.44269504088896341F)));
    vec r = vec_sub(clipped, vec_mul(n, vec_spread(0.693359375F)));
    r = vec_sub(r, vec_mul(n, vec_spread(-2.12194440e-4F)));
    vec p = vec_spread(1.9875691500e-4F);
    for (size_t i = 0; i < sizeof(COEFFICIENTS) / sizeof(COEFFICIENTS[0]); i++)
        p = vec_add(vec_mul(p, r), vec_spread(COEFFICIENTS[i]));
    p = vec_add(vec_add(vec_mul(p, vec_mul(r, r)), r), vec_spread(1.0F));
    return vec_mul(p, vec_power(n));
}

static inline vec vec_sigmoid(vec x)
{
    vec one = vec_spread(1.0F);
    return vec_div(one, vec_add(one, vec_exp(vec_sub(vec_spread(0.0F), x))));
}

static void elementwise_quantise(const float *x, size_t x_stride, size_t width, size_t count,
                                 struct quantised ret_q)
{
    for (size_t v = 0; v < count; v++) {
        const float *from = x + v * x_stride;
        int16_t *to = ret_q.q + v * ret_q.stride;
        vec lanes[VECS];
        for (size_t r = 0; r < VECS; r++)
            lanes[r] = vec_spread(0.0F);
        for (size_t i = 0; i < width; i += LANES) {
            for (size_t r = 0; r < VECS; r++) {
                vec one = vec_load(from + i + r * VEC_FLOATS);
                vec size = vec_more(one, vec_sub(vec_spread(0.0F), one));
                lanes[r] = vec_more(size, lanes[r]);
            }
        }
        float most = fold_most(lanes);
        bool usable = most > 1e-30F && most < 1e30F;
        vec inverse = vec_spread(usable ? (float)QUANTUM_MAX / most : 0.0F);
        ret_q.scale[v] = usable ? most / (float)QUANTUM_MAX : 0.0F;
        for (size_t i = 0; i < width; i += VEC_FLOATS) {
            vec scaled = vec_mul(vec_load(from + i), inverse);
            vec_store_i16(to + i, vec_round(vec_clip(scaled, -QUANTUM_MAX, QUANTUM_MAX)));
        }
    }
}

static void elementwise_normalise(float *x, size_t stride, size_t width, size_t count,
                                  const float *gain, const float *bias)
{
    for (size_t v = 0; v < count; v++) {
        float *at = x + v * stride;
        vec lanes[VECS], squares[VECS];
        for (size_t r = 0; r < VECS; r++)
            lanes[r] = squares[r] = vec_spread(0.0F);
        for (size_t i = 0; i < width; i += LANES) {
            for (size_t r = 0; r < VECS; r++)
                lanes[r] = vec_add(lanes[r], vec_load(at + i + r * VEC_FLOATS));
        }
        vec mean = vec_spread(fold_sum(lanes) / (float)width);
        for (size_t i = 0; i < width; i += LANES) {
            for (size_t r = 0; r < VECS; r++) {
                vec difference = vec_sub(vec_load(at + i + r * VEC_FLOATS), mean);
                squares[r] = vec_add(squares[r], vec_mul(difference, difference));
            }
        }
        vec inverse = vec_spread(1.0F / sqrtf(fold_sum(squares) / (float)width + 1e-5F));
        for (size_t i = 0; i < width; i += VEC_FLOATS) {
            vec one = vec_mul(vec_sub(vec_load(at + i), mean), inverse);
            vec_store(at + i, vec_add(vec_mul(one, vec_load(gain + i)), vec_load(bias + i)));
        }
    }
}

static void elementwise_relu(float *x, size_t n)
{
    for (size_t i = 0; i < n; i += VEC_FLOATS)
        vec_store(x + i, vec_more(vec_load(x + i), vec_spread(0.0F)));
}

static void elementwise_silu(float *x, size_t n)
{
    for (size_t i = 0; i < n; i += VEC_FLOATS) {
        vec one = vec_load(x + i);
        vec_store(x + i, vec_mul(one, vec_sigmoid(one)));
    }
}

static void elementwise_glu(const float *x, size_t x_stride, size_t width, size_t count, float *ret,
                            size_t stride)
{
    for (size_t v = 0; v < count; v++) {
        const float *from = x + v * x_stride;
        float *to = ret + v * stride;
        for (size_t i = 0; i < width; i += VEC_FLOATS) {
            vec gate = vec_sigmoid(vec_load(from + width + i));
            vec_store(to + i, vec_mul(vec_load(from + i), gate));
        }
    }
}

static void elementwise_softmax(float *x, size_t stride, size_t rows, size_t count)
{
    size_t width = LANES_UP(count);
    for (size_t row = 0; row < rows; row++) {
        float *at = x + row * stride;
        vec lanes[VECS], sums[VECS];
        for (size_t i = count; i < width; i++)
            at[i] = -1e9F;
        for (size_t r = 0; r < VECS; r++) {
            lanes[r] = vec_spread(-1e9F);
            sums[r] = vec_spread(0.0F);
        }
        for (size_t i = 0; i < width; i += LANES) {
            for (size_t r = 0; r < VECS; r++)
                lanes[r] = vec_more(vec_load(at + i + r * VEC_FLOATS), lanes[r]);
        }
        vec most = vec_spread(fold_most(lanes));
        for (size_t i = 0; i < width; i += VEC_FLOATS)
            vec_store(at + i, vec_exp(vec_sub(vec_load(at + i), most)));
        for (size_t i = count; i < width; i++)
            at[i] = 0.0F;
        for (size_t i = 0; i < width; i += LANES) {
            for (size_t r = 0; r < VECS; r++)
                sums[r] = vec_add(sums[r], vec_load(at + i + r * VEC_FLOATS));
        }
        vec inverse = vec_spread(1.0F / fold_sum(sums));
        for (size_t i = 0; i < width; i += VEC_FLOATS)
            vec_store(at + i, vec_mul(vec_load(at + i), inverse));
    }
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

#define ELEMENTWISE_KERNELS                                                                        \
    .quantise = elementwise_quantise, .normalise = elementwise_normalise,                          \
    .relu = elementwise_relu, .silu = elementwise_silu, .glu = elementwise_glu,                    \
    .softmax = elementwise_softmax, .add_row = elementwise_add_row, .add = elementwise_add

#endif
