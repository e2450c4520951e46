/*
 * kernels.c - which kernels this machine can run, and the packing they share.
 *
 *   in    nothing; weights
 *   out   a list of kernel sets; packed weights
 */
#include "grammar/kernels/kernels.h"

#include <string.h>

#if defined(__x86_64__)
extern const struct kernels kernels_avx2, kernels_avx512, kernels_avx512vnni;

static const struct kernels *const LISTS[] = {&kernels_avx512vnni, &kernels_avx512, &kernels_avx2,
                                              &kernels_scalar};
#elif defined(__aarch64__)
extern const struct kernels kernels_neon;

static const struct kernels *const LISTS[] = {&kernels_neon, &kernels_scalar};
#else
static const struct kernels *const LISTS[] = {&kernels_scalar};
#endif

#define LIST_COUNT (sizeof(LISTS) / sizeof(LISTS[0]))

/* How many sets at the head of LISTS this machine has no instructions for. */
static size_t sets_missing(void)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2"))
        return 3;
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") ||
        !__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512vl"))
        return 2;
    if (!__builtin_cpu_supports("avx512vnni"))
        return 1;
#endif
    return 0;
}

const struct kernels *const *kernels_available(size_t *ret_count)
{
    size_t missing = sets_missing();
    *ret_count = LIST_COUNT - missing;
    return LISTS + missing;
}

void kernels_pack_pairs(const int8_t *weights, size_t outputs, size_t inputs, int16_t *ret_packed)
{
    size_t padded = LANES_UP(inputs);
    memset(ret_packed, 0, LANES_UP(outputs) * padded * sizeof(*ret_packed));
    for (size_t o = 0; o < outputs; o++) {
        int16_t *block = ret_packed + o / LANES * LANES * padded;
        for (size_t i = 0; i < inputs; i++)
            block[i / 2 * 2 * LANES + o % LANES * 2 + i % 2] = (int16_t)weights[o * inputs + i];
    }
}

void kernels_pack_pair_columns(const int16_t *columns, size_t stride, size_t outputs, size_t inputs,
                               int16_t *ret_packed)
{
    size_t padded = (inputs + 1) / 2 * 2;
    if (padded > inputs)
        memset(ret_packed, 0, LANES_UP(outputs) * padded * sizeof(*ret_packed));
    for (size_t first = 0; first < outputs; first += LANES) {
        size_t wide = outputs - first < LANES ? outputs - first : LANES;
        for (size_t i = 0; i < inputs; i++) {
            const int16_t *column = columns + i * stride + first;
            int16_t *to = ret_packed + first * padded + i / 2 * 2 * LANES + i % 2;
            for (size_t o = 0; o < wide; o++)
                to[2 * o] = column[o];
        }
    }
}
