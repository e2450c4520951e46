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

static void x86_dots(struct quantised x, size_t x_count, struct quantised y, size_t y_count,
                     size_t width, float *ret_scores, size_t stride)
{
    for (size_t a = 0; a < x_count; a++) {
        for (size_t b = 0; b < y_count; b++) {
            const int16_t *left = x.q + a * x.stride, *right = y.q + b * y.stride;
            __m256i sum = _mm256_setzero_si256();
            for (size_t i = 0; i < width; i += 16)
                sum = _mm256_add_epi32(sum, _mm256_madd_epi16(load(left + i), load(right + i)));
            ret_scores[a * stride + b] = (float)sum_lanes(sum) * (x.scale[a] * y.scale[b]);
        }
    }
}

#endif
