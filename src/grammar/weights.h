/*
 * weights.h - the weight file: named tensors, each found by name and checked for type and shape.
 *
 *   in    the bytes of a .grammar file, mapped or built in
 *   out   views of its tensors; nothing is copied
 *   uses  base/
 *
 * The file, little endian:
 *
 *   header, 64 bytes   magic "ANNALSGR", u32 version, u32 tensor count, u64 bytes of the file,
 *                      u64 XXH3-64 of all bytes after the header, 32 zero bytes
 *   directory          one entry of 96 bytes a tensor, sorted by name: name (48 bytes, padded with
 *                      NUL), u32 type, u32 rank, u32 shape[4] (1 where unused), u64 offset,
 *                      u64 bytes, u64 zero
 *   data               the tensors in the same order, each at the next multiple of 64, zeros
 * between
 */
#ifndef ANNALS_GRAMMAR_WEIGHTS_H
#define ANNALS_GRAMMAR_WEIGHTS_H

#include "base/arena.h"

#define WEIGHTS_VERSION 1
#define WEIGHTS_ALIGN 64
#define WEIGHTS_HEADER_BYTES 64
#define WEIGHTS_ENTRY_BYTES 96
#define WEIGHTS_NAME_BYTES 48
#define WEIGHTS_RANK_MAX 4
#define WEIGHTS_TENSORS_MAX 1024
#define WEIGHTS_BYTES_MAX ((size_t)256 << 20)

enum tensor_type {
    TENSOR_I8 = 1,
    TENSOR_U8 = 2,
    TENSOR_I16 = 3,
    TENSOR_I32 = 4,
    TENSOR_U32 = 5,
    TENSOR_U64 = 6,
    TENSOR_F32 = 7,
};

struct tensor {
    struct slice name;
    enum tensor_type type;
    uint32_t rank;                    /* 1 to WEIGHTS_RANK_MAX */
    uint32_t shape[WEIGHTS_RANK_MAX]; /* each at least 1 */
    const void *data;                 /* at a multiple of WEIGHTS_ALIGN */
    size_t bytes;
};

struct weights {
    const struct tensor *tensors; /* sorted by name */
    size_t count;
};

/*
 * Checks header, checksum, directory and every number of every float tensor (all are finite and at
 * most 1e6), then gives views. bytes.ptr is a multiple of WEIGHTS_ALIGN and outlives the views; the
 * directory is made in arena. False with ERR_FORMAT and where it was seen (a foreign, truncated or
 * damaged file), ERR_VERSION or ERR_MEMORY. O(bytes).
 */
bool weights_open(struct slice bytes, struct arena *arena, struct weights *ret_weights,
                  struct err *err);

/* The tensor of this name, or NULL. O(log tensors). */
const struct tensor *weights_find(const struct weights *weights, const char *name);

/* Any extent will do. */
#define EXTENT_ANY UINT32_MAX

/* The tensor of this name, type, rank and shape (rank numbers, or EXTENT_ANY). False with
 * ERR_FORMAT when there is none. */
bool weights_get(const struct weights *weights, const char *name, enum tensor_type type,
                 uint32_t rank, const uint32_t *shape, const struct tensor **ret_tensor,
                 struct err *err);

#endif
