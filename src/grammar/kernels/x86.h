/*
 * x86.h - what the sets for AVX2 and AVX-512 share: dots, in registers of 256 bits.
 *
 *   in    quantised vectors
 *   out   their products
 *   uses  kernels.h
 */
#ifndef ANNALS_GRAMMAR_KERNELS_X86_H
#define ANNALS_GRAMMAR_KERNELS_X86_H

#include <immintrin.h>

#include "grammar/kernels/kernels.h"

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
    __m256i sums = _mm256_hadd_epi32(first, second);
    return _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
}

static inline void dots_of_four(const int16_t *left, float left_scale, struct quantised y, size_t b,
                                size_t width, float *ret_scores)
{
    __m256i sums[4];
    const int16_t *right = y.q + b * y.stride;
    for (size_t v = 0; v < 4; v++)
        sums[v] = _mm256_setzero_si256();
    for (size_t i = 0; i < width; i += 16) {
        for (size_t v = 0; v < 4; v++) {
            __m256i product = _mm256_madd_epi16(load(left + i), load(right + v * y.stride + i));
            sums[v] = _mm256_add_epi32(sums[v], product);
        }
    }
    __m128 scales = _mm_mul_ps(_mm_set1_ps(left_scale), _mm_loadu_ps(y.scale + b));
    _mm_storeu_ps(ret_scores, _mm_mul_ps(_mm_cvtepi32_ps(sum_lanes_of_four(sums)), scales));
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
