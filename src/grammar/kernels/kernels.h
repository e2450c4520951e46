/*
 * kernels.h - the arithmetic of the encoder, one plain function each, for the machine at hand.
 *
 *   in    int16 activations and int8 weights (widened to int16 when packed), float vectors
 *   out   the same bytes from every set of kernels
 *   uses  libc only
 *
 * Why the bytes are the same: sums of products are sums of integers, which are exact in any order;
 * all else is element by element in IEEE single precision (no fused multiply-add, no libm), and the
 * few float sums run over LANES partial sums in one fixed order. tests/unit/test_grammar.c compares
 * every set with the scalar one.
 */
#ifndef ANNALS_GRAMMAR_KERNELS_KERNELS_H
#define ANNALS_GRAMMAR_KERNELS_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Vectors of floats and rows of matrices are padded with zeros to a multiple of this. */
#define LANES 16
/* Largest absolute value of a quantised activation: 12 bits with the sign. A product with an int8
 * weight is below 2^18, so sums over up to 2^13 inputs fit 32 bits. */
#define QUANTUM_MAX 2047
#define KERNEL_INPUTS_MAX 8192

#define LANES_UP(n) (((size_t)(n) + LANES - 1) / LANES * LANES)

/* A linear layer, packed for the kernels: y = x W^T * scale + bias. */
struct linear {
    const int16_t
        *packed;        /* [outputs / LANES][inputs / 2][LANES][2]: pairs of inputs side by side */
    const float *scale; /* [outputs] */
    const float *bias;  /* [outputs] */
    uint32_t inputs;    /* multiple of LANES */
    uint32_t outputs;   /* multiple of LANES; those past the layer's own come out as zero */
};

/* Quantised vectors: vector v is q[v * stride ..] * scale[v]. */
struct quantised {
    int16_t *q;    /* [count][stride] */
    float *scale;  /* [count] */
    size_t stride; /* multiple of LANES */
};

struct kernels {
    const char *name;
    /* Lays weights [outputs][inputs] out for `linear`: LANES_UP(outputs) * LANES_UP(inputs)
     * numbers, zeros where padded. */
    void (*pack)(const int8_t *weights, size_t outputs, size_t inputs, int16_t *ret_packed);
    /* Quantises `count` vectors of `width` (a multiple of LANES) floats; NaN becomes some number.
     */
    void (*quantise)(const float *x, size_t x_stride, size_t width, size_t count,
                     struct quantised ret_q);
    /* y[v][o] = sum over i of x.q[v][i] * W[o][i], times x.scale[v] * scale[o], plus bias[o]. */
    void (*linear)(const struct linear *layer, struct quantised x, size_t count, float *ret_y,
                   size_t y_stride);
    /* scores[a][b] = (sum over i of x.q[a][i] * y.q[b][i]) * (x.scale[a] * y.scale[b]). width <=
     * 512, so that 32 bits hold the sum. */
    void (*dots)(struct quantised x, size_t x_count, struct quantised y, size_t y_count,
                 size_t width, float *ret_scores, size_t stride);
    /* x[v] = (x[v] - mean) / sqrt(variance + 1e-5) * gain + bias over the first `width` (a multiple
     * of LANES) numbers. */
    void (*normalise)(float *x, size_t stride, size_t width, size_t count, const float *gain,
                      const float *bias);
    void (*relu)(float *x, size_t n);
    /* x = x * sigmoid(x) */
    void (*silu)(float *x, size_t n);
    /* ret[v][i] = x[v][i] * sigmoid(x[v][width + i]) */
    void (*glu)(const float *x, size_t x_stride, size_t width, size_t count, float *ret,
                size_t stride);
    /* Turns each row of `count` numbers into exp(x - max) / sum; the rest up to LANES_UP(count)
     * becomes 0. */
    void (*softmax)(float *x, size_t stride, size_t rows, size_t count);
    /* sum += row * scale over n numbers. */
    void (*add_row)(float *sum, const int8_t *row, float scale, size_t n);
    /* sum += x over n numbers. */
    void (*add)(float *sum, const float *x, size_t n);
};

extern const struct kernels kernels_scalar;

/* All sets that this machine can run, the fastest first, the scalar one last. Thread safe. */
const struct kernels *const *kernels_available(size_t *ret_count);

/* The pack of the vector sets: [LANES_UP(outputs) / LANES][LANES_UP(inputs) / 2][LANES][2], pairs
 * of inputs side by side. */
void kernels_pack_pairs(const int8_t *weights, size_t outputs, size_t inputs, int16_t *ret_packed);

#endif
