/*
 * x86.h - what the sets for AVX2 and AVX-512 share: products of vectors with layers and vectors.
 *
 *   in    packed layers, quantised vectors
 *   out   their products
 *   uses  kernels.h
 *
 * The including file defines, before it, the type `sums` of LANES numbers of 32 bits and
 *   VECTORS_MAX                    vectors at a time
 *   sums_zero, sums_load           the latter from any address
 *   sums_add(sum, weights, pair)   each lane plus its two weights times the pair of inputs
 *   sums_write(sum, scale, layer_scale, layer_bias, to)
 *                                  sum * (scale * layer_scale) + layer_bias as floats
 */
#ifndef ANNALS_GRAMMAR_KERNELS_X86_H
#define ANNALS_GRAMMAR_KERNELS_X86_H

#include <immintrin.h>

#include "grammar/kernels/kernels.h"

/* LANES outputs of `vectors` (a constant, 1 to VECTORS_MAX) vectors. */
static inline __attribute__((always_inline)) void block_of(const struct linear *layer, size_t block,
                                                           struct quantised x, size_t first,
                                                           size_t vectors, float *ret_y,
                                                           size_t y_stride)
{
    const int16_t *packed = layer->packed + block * layer->inputs;
    const int16_t *q = x.q + first * x.stride;
    sums sum[VECTORS_MAX];
    for (size_t v = 0; v < vectors; v++)
        sum[v] = sums_zero();
    for (size_t i = 0; i < layer->inputs; i += 2) {
        sums weights = sums_load(packed + i * LANES);
        for (size_t v = 0; v < vectors; v++)
            sum[v] = sums_add(sum[v], weights, q + v * x.stride + i);
    }
    for (size_t v = 0; v < vectors; v++)
        sums_write(sum[v], x.scale[first + v], layer->scale + block, layer->bias + block,
                   ret_y + (first + v) * y_stride + block);
}

static void x86_linear(const struct linear *layer, struct quantised x, size_t count, float *ret_y,
                       size_t y_stride)
{
    for (size_t block = 0; block < layer->outputs; block += LANES) {
        size_t v = 0;
        for (; v + VECTORS_MAX <= count; v += VECTORS_MAX)
            block_of(layer, block, x, v, VECTORS_MAX, ret_y, y_stride);
        for (; v + 2 <= count; v += 2)
            block_of(layer, block, x, v, 2, ret_y, y_stride);
        for (; v < count; v++)
            block_of(layer, block, x, v, 1, ret_y, y_stride);
    }
}

static inline __m256i load(const void *at)
{
    return _mm256_loadu_si256((const __m256i *)at);
}

static inline int32_t sum_lanes(__m256i lanes)
{
    __m128i half = _mm_add_epi32(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
    half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xB1));
    return _mm_cvtsi128_si32(half);
}

/* Sums of the lanes of four registers. */
static inline __m128i sum_lanes_of_four(const __m256i *lanes)
{
    __m256i first = _mm256_hadd_epi32(lanes[0], lanes[1]);
    __m256i second = _mm256_hadd_epi32(lanes[2], lanes[3]);
    __m256i totals = _mm256_hadd_epi32(first, second);
    return _mm_add_epi32(_mm256_castsi256_si128(totals), _mm256_extracti128_si256(totals, 1));
}

static inline void dots_of_four(const int16_t *left, float left_scale, struct quantised y, size_t b,
                                size_t width, float *ret_scores)
{
    __m256i totals[4];
    const int16_t *right = y.q + b * y.stride;
    for (size_t v = 0; v < 4; v++)
        totals[v] = _mm256_setzero_si256();
    for (size_t i = 0; i < width; i += 16) {
        for (size_t v = 0; v < 4; v++) {
            __m256i product = _mm256_madd_epi16(load(left + i), load(right + v * y.stride + i));
            totals[v] = _mm256_add_epi32(totals[v], product);
        }
    }
    __m128 scales = _mm_mul_ps(_mm_set1_ps(left_scale), _mm_loadu_ps(y.scale + b));
    _mm_storeu_ps(ret_scores, _mm_mul_ps(_mm_cvtepi32_ps(sum_lanes_of_four(totals)), scales));
}

static void x86_dots(struct quantised x, size_t x_count, struct quantised y, size_t y_count,
                     size_t width, float *ret_scores, size_t stride)
{
    for (size_t a = 0; a < x_count; a++) {
        const int16_t *left = x.q + a * x.stride;
        size_t b = 0;
        for (; b + 4 <= y_count; b += 4)
            dots_of_four(left, x.scale[a], y, b, width, ret_scores + a * stride + b);
        for (; b < y_count; b++) {
            const int16_t *right = y.q + b * y.stride;
            __m256i sum = _mm256_setzero_si256();
            for (size_t i = 0; i < width; i += 16)
                sum = _mm256_add_epi32(sum, _mm256_madd_epi16(load(left + i), load(right + i)));
            ret_scores[a * stride + b] = (float)sum_lanes(sum) * (x.scale[a] * y.scale[b]);
        }
    }
}

#endif
