/*
 * avx512.c - the kernels for AVX-512 (F, BW, DQ, VL), compiled with these, and once more with VNNI,
 * which multiplies and adds in one instruction; called only where the processor has them.
 *
 *   in    packed layers, quantised vectors
 *   out   the bytes that scalar.c gives
 */
#include <immintrin.h>
#include <string.h>

#define VEC_FLOATS 16
typedef __m512 vec;

static inline vec vec_load(const float *at)
{
    return _mm512_loadu_ps(at);
}

static inline vec vec_load_i8(const int8_t *at)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(bytes));
}

static inline void vec_store(float *at, vec a)
{
    _mm512_storeu_ps(at, a);
}

static inline void vec_store_i16(int16_t *at, vec a)
{
    __m256i packed = _mm512_cvtepi32_epi16(_mm512_cvtps_epi32(a));
    _mm256_storeu_si256((__m256i *)(void *)at, packed);
}

static inline vec vec_spread(float a)
{
    return _mm512_set1_ps(a);
}

static inline vec vec_add(vec a, vec b)
{
    return _mm512_add_ps(a, b);
}

static inline vec vec_sub(vec a, vec b)
{
    return _mm512_sub_ps(a, b);
}

static inline vec vec_mul(vec a, vec b)
{
    return _mm512_mul_ps(a, b);
}

static inline vec vec_more(vec a, vec b)
{
    return _mm512_max_ps(a, b);
}

static inline vec vec_floor(vec a)
{
    return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
}

static inline vec vec_power(vec n)
{
    __m512i exponent = _mm512_add_epi32(_mm512_cvtps_epi32(n), _mm512_set1_epi32(127));
    return _mm512_castsi512_ps(_mm512_slli_epi32(exponent, 23));
}

#define VECTORS_MAX 8 /* to hide the latency of the sums */

#ifdef __AVX512VNNI__
#define KERNELS kernels_avx512vnni
#define KERNELS_NAME "avx512vnni"
#define add_products(sum, a, b) _mm512_dpwssd_epi32((sum), (a), (b))
#else
#define KERNELS kernels_avx512
#define KERNELS_NAME "avx512"
#define add_products(sum, a, b) _mm512_add_epi32((sum), _mm512_madd_epi16((a), (b)))
#endif

typedef __m512i sums;

static inline sums sums_zero(void)
{
    return _mm512_setzero_si512();
}

static inline sums sums_load(const int16_t *at)
{
    return _mm512_loadu_si512(at);
}

static inline sums sums_add(sums sum, sums weights, const int16_t *pair)
{
    int32_t both;
    memcpy(&both, pair, sizeof(both));
    return add_products(sum, weights, _mm512_set1_epi32(both));
}

static inline void sums_write(sums sum, float scale, const float *layer_scale,
                              const float *layer_bias, float *to)
{
    __m512 factor = _mm512_mul_ps(_mm512_set1_ps(scale), _mm512_loadu_ps(layer_scale));
    __m512 scaled = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), factor);
    _mm512_storeu_ps(to, _mm512_add_ps(scaled, _mm512_loadu_ps(layer_bias)));
}

#include "grammar/kernels/elementwise.h"
#include "grammar/kernels/x86.h"

const struct kernels KERNELS = {.name = KERNELS_NAME,
                                .pack = kernels_pack_pairs,
                                .pack_columns = kernels_pack_pair_columns,
                                .linear = x86_linear,
                                .dots = x86_dots,
                                ELEMENTWISE_KERNELS};
