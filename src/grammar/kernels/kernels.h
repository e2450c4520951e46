/*
 * kernels.h - the arithmetic of the encoder, one plain function each, for the machine at hand.
 *
 *   in    int16 activations and int8 weights (widened to int16 when packed), float vectors
 *   out   the same bytes from every set of kernels
 *   uses  libc only
 *
 * Why the bytes are the same: all sums are sums of integers, which are exact in any order; all else
 * is element by element in IEEE single precision, with no fused multiply-add and no libm but sqrt,
 * which is exact. tests/unit/test_grammar.c compares every set with the scalar one.
 */
#ifndef ANNALS_GRAMMAR_KERNELS_KERNELS_H
#define ANNALS_GRAMMAR_KERNELS_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Vectors of floats and rows of matrices are padded with zeros to a multiple of this. */
#define LANES 16
/* Largest absolute value of an activation quantised to its vector's own scale. A product with an
 * int8 weight is at most 2^18, so sums over up to KERNEL_INPUTS_MAX inputs fit 32 bits. */
#define QUANTUM_MAX 2047
#define KERNEL_INPUTS_MAX 8192
/* A normalised vector has a root mean square of 1, kept in units of 1 / 256; sums over up to
 * KERNEL_NORMAL_INPUTS_MAX of its numbers times int8 weights fit 32 bits. */
#define NORMAL_UNIT 256
#define NORMAL_MAX 8191
#define KERNEL_NORMAL_INPUTS_MAX 2047
/* Attention weights are whole numbers that sum up to about this. */
#define ATTENTION_UNIT 4096

#define LANES_UP(n) (((size_t)(n) + LANES - 1) / LANES * LANES)

/* A linear layer, packed for a set of kernels. */
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

/* Widths, strides and n below are multiples of LANES unless said otherwise. */
struct kernels {
    const char *name;
    /* Lays weights [outputs][inputs] out for `linear`: LANES_UP(outputs) * LANES_UP(inputs)
     * numbers, zeros where padded. */
    void (*pack)(const int8_t *weights, size_t outputs, size_t inputs, int16_t *ret_packed);
    /* As pack, with weight[o][i] = columns[i * stride + o]: LANES_UP(outputs) * (inputs rounded up
     * to 2) numbers. */
    void (*pack_columns)(const int16_t *columns, size_t stride, size_t outputs, size_t inputs,
                         int16_t *ret_packed);
    /* q = x / max|x| * QUANTUM_MAX, rounded; scale = max|x| / QUANTUM_MAX. NaN becomes some number
     * in range. */
    void (*quantise)(const float *x, size_t x_stride, size_t width, size_t count,
                     struct quantised ret_q);
    /* q = x / sqrt(mean of x^2) * NORMAL_UNIT, rounded; its mean square is taken of x quantised to
     * QUANTUM_MAX. Leaves scale alone. width <= 512. */
    void (*normalise)(const float *x, size_t x_stride, size_t width, size_t count,
                      struct quantised ret_q);
    /* y[v][o] = (sum over i of x.q[v][i] * W[o][i]) * (x.scale[v] * scale[o]) + bias[o]. */
    void (*linear)(const struct linear *layer, struct quantised x, size_t count, float *ret_y,
                   size_t y_stride);
    /* scores[a][b] = (sum over i of x.q[a][i] * y.q[b][i]) * (x.scale[a] * y.scale[b]). width <=
     * 512, so that 32 bits hold the sum. */
    void (*dots)(struct quantised x, size_t x_count, struct quantised y, size_t y_count,
                 size_t width, float *ret_scores, size_t stride);
    /* Weights of attention: p = exp(score - most) / sum of these, in whole numbers of
     * ATTENTION_UNIT; p is 0 from count to LANES_UP(count). Overwrites scores, which have room for
     * as many. */
    void (*attend)(float *scores, size_t count, int16_t *ret_p);
    /* x[v] = x[v] + y[v][0 .. width) * relu(y[v][width .. 2 * width)) */
    void (*gate)(float *x, size_t x_stride, const float *y, size_t y_stride, size_t width,
                 size_t count);
    void (*relu)(float *x, size_t n);
    void (*add)(float *sum, const float *x, size_t n);
    /* sum += x * factor */
    void (*add_scaled)(float *sum, const float *x, float factor, size_t n);
    /* sum += row * scale */
    void (*add_row)(float *sum, const int8_t *row, float scale, size_t n);
};

extern const struct kernels kernels_scalar;

/* All sets that this machine can run, the fastest first, the scalar one last. Thread safe. */
const struct kernels *const *kernels_available(size_t *ret_count);

/* The pack of the vector sets: [LANES_UP(outputs) / LANES][LANES_UP(inputs) / 2][LANES][2], pairs
 * of inputs side by side. */
void kernels_pack_pairs(const int8_t *weights, size_t outputs, size_t inputs, int16_t *ret_packed);
void kernels_pack_pair_columns(const int16_t *columns, size_t stride, size_t outputs, size_t inputs,
                               int16_t *ret_packed);

#endif
