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

#include "grammar/kernels/elementwise.h"
#include "grammar/kernels/x86.h"

#define VECTORS_MAX 8 /* vectors at a time, to hide the latency of the sums */

#ifdef __AVX512VNNI__
#define KERNELS kernels_avx512vnni
#define KERNELS_NAME "avx512vnni"
#define add_products(sum, a, b) _mm512_dpwssd_epi32((sum), (a), (b))
#else
#define KERNELS kernels_avx512
#define KERNELS_NAME "avx512"
#define add_products(sum, a, b) _mm512_add_epi32((sum), _mm512_madd_epi16((a), (b)))
#endif

static inline __m512i spread_pair(const int16_t *pair)
{
    int32_t both;
    memcpy(&both, pair, sizeof(both));
    return _mm512_set1_epi32(both);
}

static inline void write_sums(__m512i sum, float scale, const float *layer_scale,
                              const float *layer_bias, float *ret_y)
{
    __m512 factor = _mm512_mul_ps(_mm512_set1_ps(scale), _mm512_loadu_ps(layer_scale));
    __m512 scaled = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), factor);
    _mm512_storeu_ps(ret_y, _mm512_add_ps(scaled, _mm512_loadu_ps(layer_bias)));
}

/* LANES outputs of `vectors` (a constant, 1 to VECTORS_MAX) vectors. */
static inline __attribute__((always_inline)) void block_of(const struct linear *layer, size_t block,
                                                           struct quantised x, size_t first,
                                                           size_t vectors, float *ret_y,
                                                           size_t y_stride)
{
    const int16_t *packed = layer->packed + block * layer->inputs;
    const int16_t *q = x.q + first * x.stride;
    __m512i sum[VECTORS_MAX];
    for (size_t v = 0; v < vectors; v++)
        sum[v] = _mm512_setzero_si512();
    for (size_t i = 0; i < layer->inputs; i += 2) {
        __m512i weights = _mm512_loadu_si512(packed + i * LANES);
        for (size_t v = 0; v < vectors; v++) {
            __m512i pair = spread_pair(q + v * x.stride + i);
            sum[v] = add_products(sum[v], weights, pair);
        }
    }
    for (size_t v = 0; v < vectors; v++)
        write_sums(sum[v], x.scale[first + v], layer->scale + block, layer->bias + block,
                   ret_y + (first + v) * y_stride + block);
}

static void avx512_linear(const struct linear *layer, struct quantised x, size_t count,
                          float *ret_y, size_t y_stride)
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

const struct kernels KERNELS = {.name = KERNELS_NAME,
                                .pack = kernels_pack_pairs,
                                .pack_columns = kernels_pack_pair_columns,
                                .linear = avx512_linear,
                                .dots = x86_dots,
                                ELEMENTWISE_KERNELS};
