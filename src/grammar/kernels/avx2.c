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

#include "grammar/kernels/elementwise.h"
#include "grammar/kernels/x86.h"

#define VECTORS_MAX 6 /* vectors at a time: 2 * 6 sums, 2 weights and 1 input fit 16 registers */

/* A pair of inputs in all lanes. */
static inline __m256i spread_pair(const int16_t *pair)
{
    int32_t both;
    memcpy(&both, pair, sizeof(both));
    return _mm256_set1_epi32(both);
}

static inline void write_sums(__m256i sum, float scale, const float *layer_scale,
                              const float *layer_bias, float *ret_y)
{
    __m256 factor = _mm256_mul_ps(_mm256_set1_ps(scale), _mm256_loadu_ps(layer_scale));
    __m256 scaled = _mm256_mul_ps(_mm256_cvtepi32_ps(sum), factor);
    _mm256_storeu_ps(ret_y, _mm256_add_ps(scaled, _mm256_loadu_ps(layer_bias)));
}

/* LANES outputs of `vectors` (a constant, 1 to VECTORS_MAX) vectors. */
static inline __attribute__((always_inline)) void block_of(const struct linear *layer, size_t block,
                                                           struct quantised x, size_t first,
                                                           size_t vectors, float *ret_y,
                                                           size_t y_stride)
{
    const int16_t *packed = layer->packed + block * layer->inputs;
    const int16_t *q = x.q + first * x.stride;
    __m256i low[VECTORS_MAX], high[VECTORS_MAX];
    for (size_t v = 0; v < vectors; v++)
        low[v] = high[v] = _mm256_setzero_si256();
    for (size_t i = 0; i < layer->inputs; i += 2) {
        __m256i weights_low = load(packed + i * LANES);
        __m256i weights_high = load(packed + i * LANES + LANES);
        for (size_t v = 0; v < vectors; v++) {
            __m256i pair = spread_pair(q + v * x.stride + i);
            low[v] = _mm256_add_epi32(low[v], _mm256_madd_epi16(weights_low, pair));
            high[v] = _mm256_add_epi32(high[v], _mm256_madd_epi16(weights_high, pair));
            /* Nothing happens here; but gcc 12 would keep copies of the sums, a quarter of all
             * instructions of this loop. */
            __asm__("" : "+x"(low[v]), "+x"(high[v]));
        }
    }
    for (size_t v = 0; v < vectors; v++) {
        float *y = ret_y + (first + v) * y_stride + block;
        float scale = x.scale[first + v];
        write_sums(low[v], scale, layer->scale + block, layer->bias + block, y);
        write_sums(high[v], scale, layer->scale + block + 8, layer->bias + block + 8, y + 8);
    }
}

static void avx2_linear(const struct linear *layer, struct quantised x, size_t count, float *ret_y,
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

const struct kernels kernels_avx2 = {.name = "avx2",
                                     .pack = kernels_pack_pairs,
                                     .pack_columns = kernels_pack_pair_columns,
                                     .linear = avx2_linear,
                                     .dots = x86_dots,
                                     ELEMENTWISE_KERNELS};
