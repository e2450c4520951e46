/*
 * elementwise.h - the float kernels, in plain C that compilers turn into the vectors of the file
 * that includes this.
 *
 *   in    float vectors whose length is a multiple of LANES
 *   out   the same bytes whatever the vectors' width: each number has its own chain of IEEE
 *         operations, and sums run over LANES partial sums, folded in halves
 *   uses  kernels.h
 */
#ifndef ANNALS_GRAMMAR_KERNELS_ELEMENTWISE_H
#define ANNALS_GRAMMAR_KERNELS_ELEMENTWISE_H

#include <math.h>
#include <string.h>

#include "grammar/kernels/kernels.h"

/* Adding and subtracting it rounds a float below 2^22 to the nearest whole number, ties to even. */
#define ROUND_MAGIC 12582912.0F /* 1.5 * 2^23 */

/* The sum of LANES numbers, in halves: 8 + 8, 4 + 4, 2 + 2, 1 + 1. */
static inline float fold_sum(float *lane)
{
    for (size_t half = LANES / 2; half > 0; half /= 2) {
        for (size_t j = 0; j < half; j++)
            lane[j] += lane[j + half];
    }
    return lane[0];
}

static inline float fold_max(float *lane)
{
    for (size_t half = LANES / 2; half > 0; half /= 2) {
        for (size_t j = 0; j < half; j++)
            lane[j] = lane[j] > lane[j + half] ? lane[j] : lane[j + half];
    }
    return lane[0];
}

/*
 * e^x with a relative error below 2e-7; 0 below -87, and e^88 above 88. 2^n is put together from
 * bits, e^r for |r| <= ln 2 / 2 is a polynomial (Cephes, expf.c).
 */
static inline float exp_float(float x)
{
    float clipped = x > 88.0F ? 88.0F : x;
    clipped = clipped > -87.0F ? clipped : -87.0F;
    float n = clipped * 1.44269504088896341F + ROUND_MAGIC - ROUND_MAGIC;
    float r = clipped - n * 0.693359375F;
    r = r - n * -2.12194440e-4F;
    float p = 1.9875691500e-4F;
    p = p * r + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * (r * r) + r + 1.0F;
    uint32_t bits = (uint32_t)((int32_t)n + 127) << 23;
    float power;
    memcpy(&power, &bits, sizeof(power));
    return p * power;
}

static inline float sigmoid_float(float x)
{
    return 1.0F / (1.0F + exp_float(-x));
}

static void elementwise_quantise(const float *x, size_t x_stride, size_t width, size_t count,
                                 struct quantised ret_q)
{
    for (size_t v = 0; v < count; v++) {
        const float *restrict from = x + v * x_stride;
        int16_t *restrict to = ret_q.q + v * ret_q.stride;
        float lane[LANES] = {0};
        for (size_t i = 0; i < width; i += LANES) {
            for (size_t j = 0; j < LANES; j++) {
                float size = fabsf(from[i + j]);
                lane[j] = size > lane[j] ? size : lane[j];
            }
        }
        float most = fold_max(lane);
        bool usable = most > 1e-30F && most < 1e30F;
        float inverse = usable ? (float)QUANTUM_MAX / most : 0.0F;
        ret_q.scale[v] = usable ? most / (float)QUANTUM_MAX : 0.0F;
        for (size_t i = 0; i < width; i++) {
            float rounded = from[i] * inverse;
            rounded = rounded < QUANTUM_MAX ? rounded : QUANTUM_MAX;
            rounded = rounded > -QUANTUM_MAX ? rounded : -QUANTUM_MAX;
            rounded = rounded + ROUND_MAGIC - ROUND_MAGIC;
            to[i] = (int16_t)(int32_t)rounded;
        }
    }
}

static void elementwise_normalise(float *x, size_t stride, size_t width, size_t count,
                                  const float *restrict gain, const float *restrict bias)
{
    for (size_t v = 0; v < count; v++) {
        float *restrict at = x + v * stride;
        float lane[LANES] = {0};
        for (size_t i = 0; i < width; i += LANES) {
            for (size_t j = 0; j < LANES; j++)
                lane[j] += at[i + j];
        }
        float mean = fold_sum(lane) / (float)width;
        float square[LANES] = {0};
        for (size_t i = 0; i < width; i += LANES) {
            for (size_t j = 0; j < LANES; j++) {
                float difference = at[i + j] - mean;
                square[j] += difference * difference;
            }
        }
        float inverse = 1.0F / sqrtf(fold_sum(square) / (float)width + 1e-5F);
        for (size_t i = 0; i < width; i++)
            at[i] = (at[i] - mean) * inverse * gain[i] + bias[i];
    }
}

static void elementwise_relu(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = x[i] > 0.0F ? x[i] : 0.0F;
}

static void elementwise_silu(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        x[i] = x[i] * sigmoid_float(x[i]);
}

static void elementwise_glu(const float *x, size_t x_stride, size_t width, size_t count, float *ret,
                            size_t stride)
{
    for (size_t v = 0; v < count; v++) {
        const float *restrict from = x + v * x_stride;
        float *restrict to = ret + v * stride;
        for (size_t i = 0; i < width; i++)
            to[i] = from[i] * sigmoid_float(from[width + i]);
    }
}

static void elementwise_softmax(float *x, size_t stride, size_t rows, size_t count)
{
    size_t width = LANES_UP(count);
    for (size_t row = 0; row < rows; row++) {
        float *restrict at = x + row * stride;
        for (size_t i = count; i < width; i++)
            at[i] = -1e9F;
        float lane[LANES];
        for (size_t j = 0; j < LANES; j++)
            lane[j] = -1e9F;
        for (size_t i = 0; i < width; i += LANES) {
            for (size_t j = 0; j < LANES; j++)
                lane[j] = at[i + j] > lane[j] ? at[i + j] : lane[j];
        }
        float most = fold_max(lane);
        for (size_t i = 0; i < width; i++)
            at[i] = exp_float(at[i] - most);
        for (size_t i = count; i < width; i++)
            at[i] = 0.0F;
        float sum[LANES] = {0};
        for (size_t i = 0; i < width; i += LANES) {
            for (size_t j = 0; j < LANES; j++)
                sum[j] += at[i + j];
        }
        float inverse = 1.0F / fold_sum(sum);
        for (size_t i = 0; i < width; i++)
            at[i] *= inverse;
    }
}

static void elementwise_add_row(float *restrict sum, const int8_t *restrict row, float scale,
                                size_t n)
{
    for (size_t i = 0; i < n; i++)
        sum[i] += (float)row[i] * scale;
}

static void elementwise_add(float *restrict sum, const float *restrict x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sum[i] += x[i];
}

#define ELEMENTWISE_KERNELS                                                                        \
    .quantise = elementwise_quantise, .normalise = elementwise_normalise,                          \
    .relu = elementwise_relu, .silu = elementwise_silu, .glu = elementwise_glu,                    \
    .softmax = elementwise_softmax, .add_row = elementwise_add_row, .add = elementwise_add

#endif
