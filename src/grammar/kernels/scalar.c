/*
 * scalar.c - the kernels in plain C: the meaning that all others are held to.
 *
 *   in    packed layers, quantised vectors
 *   out   sums of products
 */
#include "grammar/kernels/elementwise.h"

static void scalar_linear(const struct linear *layer, struct quantised x, size_t count,
                          float *ret_y, size_t y_stride)
{
    for (size_t block = 0; block < layer->outputs; block += LANES) {
        const int16_t *packed = layer->packed + block * layer->inputs;
        for (size_t v = 0; v < count; v++) {
            const int16_t *q = x.q + v * x.stride;
            int32_t sum[LANES] = {0};
            for (size_t i = 0; i < layer->inputs; i += 2) {
                const int16_t *pair = packed + i * LANES;
                for (size_t j = 0; j < LANES; j++)
                    sum[j] += q[i] * pair[2 * j] + q[i + 1] * pair[2 * j + 1];
            }
            float *y = ret_y + v * y_stride + block;
            for (size_t j = 0; j < LANES; j++)
                y[j] = (float)sum[j] * (x.scale[v] * layer->scale[block + j]) +
                       layer->bias[block + j];
        }
    }
}

static void scalar_dots(struct quantised x, size_t x_count, struct quantised y, size_t y_count,
                        size_t width, float *ret_scores, size_t stride)
{
    for (size_t a = 0; a < x_count; a++) {
        for (size_t b = 0; b < y_count; b++) {
            const int16_t *left = x.q + a * x.stride, *right = y.q + b * y.stride;
            int32_t sum = 0;
            for (size_t i = 0; i < width; i++)
                sum += left[i] * right[i];
            ret_scores[a * stride + b] = (float)sum * (x.scale[a] * y.scale[b]);
        }
    }
}

const struct kernels kernels_scalar = {
    .name = "scalar", .linear = scalar_linear, .dots = scalar_dots, ELEMENTWISE_KERNELS};
