/*
 * avx2.c - the kernels for AVX2, compiled with -mavx2; called only where the processor has it.
 *
 *   in    packed layers, quantised vectors
 *   out   the bytes that scalar.c gives
 */
#include <immintrin.h>
#include <string.h>

#define VEC_FLOATS 8
typedef __m256 vec;

static inline vec vec_load(const float *at)
{
    return _mm256_loadu_ps(at);
}

static inline vec vec_load_i8(const int8_t *at)
{
    __m128i bytes = _mm_loadl_epi64((const __m128i *)(const void *)at);
    return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(bytes));
}

static inline void vec_store(float *at, vec a)
{
    _mm256_storeu_ps(at, a);
}

static inline void vec_store_i16(int16_t *at, vec a)
{
    __m256i numbers = _mm256_cvtps_epi32(a);
    __m128i packed = _mm_packs_epi32(_mm256_castsi256_si128(numbers),
                                     _mm256_extracti128_si256(numbers, 1));
    _mm_storeu_si128((__m128i *)(void *)at, packed);
}

static inline vec vec_spread(float a)
{
    return _mm256_set1_ps(a);
}

static inline vec vec_add(vec a, vec b)
{
    return _mm256_add_ps(a, b);
}

static inline vec vec_sub(vec a, vec b)
{
    return _mm256_sub_ps(a, b);
}

static inline vec vec_mul(vec a, vec b)
{
    return _mm256_mul_ps(a, b);
}

static inline vec vec_more(vec a, vec b)
{
    return _mm256_max_ps(a, b);
}

static inline vec vec_floor(vec a)
{
    return _mm256_floor_ps(a);
}

static inline vec vec_power(vec n)
{
    __m256i exponent = _mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127));
    return _mm256_castsi256_ps(_mm256_slli_epi32(exponent, 23));
}

#define VECTORS_MAX 6 /* 2 * 6 sums, 2 weights and 1 input fit 16 registers */

typedef struct {
    __m256i low, high;
} sums;

static inline sums sums_zero(void)
{
    return (sums){_mm256_setzero_si256(), _mm256_setzero_si256()};
}

static inline sums sums_load(const int16_t *at)
{
    const __m256i *from = (const __m256i *)(const void *)at;
    return (sums){_mm256_loadu_si256(from), _mm256_loadu_si256(from + 1)};
}

static inline sums sums_add(sums sum, sums weights, const int16_t *pair)
{
    int32_t both;
    memcpy(&both, pair, sizeof(both));
    __m256i inputs = _mm256_set1_epi32(both);
    sum.low = _mm256_add_epi32(sum.low, _mm256_madd_epi16(weights.low, inputs));
    sum.high = _mm256_add_epi32(sum.high, _mm256_madd_epi16(weights.high, inputs));
    /* Nothing happens here; but gcc 12 would keep copies of the sums, a quarter of all instructions
     * of the loop. */
    __asm__("" : "+x"(sum.low), "+x"(sum.high));
    return sum;
}

static inline void half_write(__m256i sum, float scale, const float *layer_scale,
                              const float *layer_bias, float *to)
{
    __m256 factor = _mm256_mul_ps(_mm256_set1_ps(scale), _mm256_loadu_ps(layer_scale));
    __m256 scaled = _mm256_mul_ps(_mm256_cvtepi32_ps(sum), factor);
    _mm256_storeu_ps(to, _mm256_add_ps(scaled, _mm256_loadu_ps(layer_bias)));
}

static inline void sums_write(sums sum, float scale, const float *layer_scale,
                              const float *layer_bias, float *to)
{
    half_write(sum.low, scale, layer_scale, layer_bias, to);
    half_write(sum.high, scale, layer_scale + 8, layer_bias + 8, to + 8);
}

#include "grammar/kernels/elementwise.h"
#include "grammar/kernels/x86.h"

const struct kernels kernels_avx2 = {.name = "avx2",
                                     .pack = kernels_pack_pairs,
                                     .pack_columns = kernels_pack_pair_columns,
                                     .linear = x86_linear,
                                     .dots = x86_dots,
                                     ELEMENTWISE_KERNELS};
