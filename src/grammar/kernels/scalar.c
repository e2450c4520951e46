/*
 * scalar.c - the kernels in plain C: the meaning that all others are held to.
 *
 *   in    packed layers, quantised vectors
 *   out   sums of products
 */
#include <stdint.h>
#include <string.h>

#define VEC_FLOATS 1
typedef float vec;

static inline vec vec_load(const float *at)
{
    return *at;
}

static inline vec vec_load_i8(const int8_t *at)
{
    return (float)*at;
}

static inline void vec_store(float *at, vec a)
{
    *at = a;
}

static inline void vec_store_i16(int16_t *at, vec a)
{
    *at = (int16_t)(int32_t)a;
}

static inline vec vec_spread(float a)
{
    return a;
}

static inline vec vec_add(vec a, vec b)
{
    return a + b;
}

static inline vec vec_sub(vec a, vec b)
{
    return a - b;
}

static inline vec vec_mul(vec a, vec b)
{
    return a * b;
}

static inline vec vec_more(vec a, vec b)
{
    return a > b ? a : b;
}

static inline vec vec_floor(vec a)
{
    float whole = (float)(int32_t)a;
    return whole > a ? whole - 1.0F : whole;
}

static inline vec vec_power(vec n)
{
    uint32_t bits = (uint32_t)((int32_t)n + 127) << 23;
    float power;
    memcpy(&power, &bits, sizeof(power));
    return power;
}

#include "grammar/kernels/elementwise.h"

/* Rows stay whole: the sum below is one that compilers know how to turn into vectors. */
static void scalar_pack(const int8_t *weights, size_t outputs, size_t inputs, int16_t *ret_packed)
{
    size_t padded = LANES_UP(inputs);
    memset(ret_packed, 0, LANES_UP(outputs) * padded * sizeof(*ret_packed));
    for (size_t o = 0; o < outputs; o++) {
        for (size_t i = 0; i < inputs; i++)
            ret_packed[o * padded + i] = (int16_t)weights[o * inputs + i];
    }
}

static void scalar_pack_columns(const int16_t *columns, size_t stride, size_t outputs,
                                size_t inputs, int16_t *ret_packed)
{
    size_t padded = (inputs + 1) / 2 * 2;
    memset(ret_packed, 0, LANES_UP(outputs) * padded * sizeof(*ret_packed));
    for (size_t o = 0; o < outputs; o++) {
        for (size_t i = 0; i < inputs; i++)
            ret_packed[o * padded + i] = columns[i * stride + o];
    }
}

static inline int32_t dot(const int16_t *a, const int16_t *b, size_t n)
{
    int32_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static void scalar_linear(const struct linear *layer, struct quantised x, size_t count,
                          float *ret_y, size_t y_stride)
{
    for (size_t o = 0; o < layer->outputs; o++) {
        const int16_t *row = layer->packed + o * layer->inputs;
        for (size_t v = 0; v < count; v++) {
            float sum = (float)dot(x.q + v * x.stride, row, layer->inputs);
            ret_y[v * y_stride + o] = sum * (x.scale[v] * layer->scale[o]) + layer->bias[o];
        }
    }
}

static void scalar_dots(struct quantised x, size_t x_count, struct quantised y, size_t y_count,
                        size_t width, float *ret_scores, size_t stride)
{
    for (size_t a = 0; a < x_count; a++) {
        for (size_t b = 0; b < y_count; b++) {
            float sum = (float)dot(x.q + a * x.stride, y.q + b * y.stride, width);
            ret_scores[a * stride + b] = sum * (x.scale[a] * y.scale[b]);
        }
    }
}

const struct kernels kernels_scalar = {.name = "scalar",
                                       .pack = scalar_pack,
                                       .pack_columns = scalar_pack_columns,
                                       .linear = scalar_linear,
                                       .dots = scalar_dots,
                                       ELEMENTWISE_KERNELS};
