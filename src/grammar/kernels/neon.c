/*
 * neon.c - the kernels for NEON, which every 64-bit ARM processor has.
 *
 *   in    packed layers, quantised vectors
 *   out   the bytes that scalar.c gives
 */
#include <arm_neon.h>

#define VEC_FLOATS 4
typedef float32x4_t vec;

static inline vec vec_load(const float *at)
{
    return vld1q_f32(at);
}

static inline vec vec_load_i8(const int8_t *at)
{
    const int32_t numbers[4] = {at[0], at[1], at[2], at[3]};
    return vcvtq_f32_s32(vld1q_s32(numbers));
}

static inline void vec_store(float *at, vec a)
{
    vst1q_f32(at, a);
}

static inline void vec_store_i16(int16_t *at, vec a)
{
    vst1_s16(at, vmovn_s32(vcvtq_s32_f32(a)));
}

static inline vec vec_spread(float a)
{
    return vdupq_n_f32(a);
}

static inline vec vec_add(vec a, vec b)
{
    return vaddq_f32(a, b);
}

static inline vec vec_sub(vec a, vec b)
{
    return vsubq_f32(a, b);
}

static inline vec vec_mul(vec a, vec b)
{
    return vmulq_f32(a, b);
}

static inline vec vec_more(vec a, vec b)
{
    return vbslq_f32(vcgtq_f32(a, b), a, b);
}

static inline vec vec_floor(vec a)
{
    return vrndmq_f32(a);
}

static inline vec vec_power(vec n)
{
    int32x4_t exponent = vaddq_s32(vcvtq_s32_f32(n), vdupq_n_s32(127));
    return vreinterpretq_f32_s32(vshlq_n_s32(exponent, 23));
}

#include "grammar/kernels/elementwise.h"

#define VECTORS_MAX 4

static inline void write_sums(int32x4_t sum, float scale, const float *layer_scale,
                              const float *layer_bias, float *ret_y)
{
    float32x4_t factor = vmulq_n_f32(vld1q_f32(layer_scale), scale);
    float32x4_t scaled = vmulq_f32(vcvtq_f32_s32(sum), factor);
    vst1q_f32(ret_y, vaddq_f32(scaled, vld1q_f32(layer_bias)));
}

/* Eight outputs, starting at output `at`, of `vectors` (a constant) vectors. */
static inline __attribute__((always_inline)) void half_of(const struct linear *layer, size_t at,
                                                          struct quantised x, size_t first,
                                                          size_t vectors, float *ret_y,
                                                          size_t y_stride)
{
    size_t block = at / LANES * LANES;
    const int16_t *packed = layer->packed + block * layer->inputs + 2 * (at - block);
    const int16_t *q = x.q + first * x.stride;
    int32x4_t low[VECTORS_MAX], high[VECTORS_MAX];
    for (size_t v = 0; v < vectors; v++)
        low[v] = high[v] = vdupq_n_s32(0);
    for (size_t i = 0; i < layer->inputs; i += 2) {
        int16x8x2_t weights = vld2q_s16(packed + i * LANES);
        for (size_t v = 0; v < vectors; v++) {
            const int16_t *pair = q + v * x.stride + i;
            low[v] = vmlal_n_s16(low[v], vget_low_s16(weights.val[0]), pair[0]);
            low[v] = vmlal_n_s16(low[v], vget_low_s16(weights.val[1]), pair[1]);
            high[v] = vmlal_n_s16(high[v], vget_high_s16(weights.val[0]), pair[0]);
            high[v] = vmlal_n_s16(high[v], vget_high_s16(weights.val[1]), pair[1]);
        }
    }
    for (size_t v = 0; v < vectors; v++) {
        float *y = ret_y + (first + v) * y_stride + at;
        float scale = x.scale[first + v];
        write_sums(low[v], scale, layer->scale + at, layer->bias + at, y);
        write_sums(high[v], scale, layer->scale + at + 4, layer->bias + at + 4, y + 4);
    }
}

static void neon_linear(const struct linear *layer, struct quantised x, size_t count, float *ret_y,
                        size_t y_stride)
{
    for (size_t at = 0; at < layer->outputs; at += 8) {
        size_t v = 0;
        for (; v + VECTORS_MAX <= count; v += VECTORS_MAX)
            half_of(layer, at, x, v, VECTORS_MAX, ret_y, y_stride);
        for (; v < count; v++)
            half_of(layer, at, x, v, 1, ret_y, y_stride);
    }
}

static void neon_dots(struct quantised x, size_t x_count, struct quantised y, size_t y_count,
                      size_t width, float *ret_scores, size_t stride)
{
    for (size_t a = 0; a < x_count; a++) {
        for (size_t b = 0; b < y_count; b++) {
            const int16_t *left = x.q + a * x.stride, *right = y.q + b * y.stride;
            int32x4_t sum = vdupq_n_s32(0);
            for (size_t i = 0; i < width; i += 4)
                sum = vmlal_s16(sum, vld1_s16(left + i), vld1_s16(right + i));
            ret_scores[a * stride + b] = (float)vaddvq_s32(sum) * (x.scale[a] * y.scale[b]);
        }
    }
}

const struct kernels kernels_neon = {.name = "neon",
                                     .pack = kernels_pack_pairs,
                                     .pack_columns = kernels_pack_pair_columns,
                                     .linear = neon_linear,
                                     .dots = neon_dots,
                                     ELEMENTWISE_KERNELS};
