/*
 * weights.c - the weight file: every field is checked before it is used.
 *
 *   in    the bytes of a .grammar file
 *   out   views of its tensors
 */
#include "grammar/weights.h"

#include <string.h>

#include "base/hash.h"

#define MAGIC "ANNALSGR"
#define NUMBER_MAX 1e6F

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "weights are read where they lie");

static uint32_t read_u32(struct slice bytes, size_t at)
{
    uint32_t number;
    memcpy(&number, bytes.ptr + at, sizeof(number));
    return number;
}

static uint64_t read_u64(struct slice bytes, size_t at)
{
    uint64_t number;
    memcpy(&number, bytes.ptr + at, sizeof(number));
    return number;
}

static bool damaged(struct err *err, size_t at)
{
    return err_set_at(err, ERR_FORMAT, "grammar weights are damaged", at);
}

static bool is_zero(struct slice bytes, size_t start, size_t end)
{
    for (size_t at = start; at < end; at++) {
        if (bytes.ptr[at] != 0)
            return false;
    }
    return true;
}

static bool check_header(struct slice bytes, uint32_t *ret_count, struct err *err)
{
    if (bytes.len < WEIGHTS_HEADER_BYTES || memcmp(bytes.ptr, MAGIC, 8) != 0)
        return err_set_at(err, ERR_FORMAT, "not a file of grammar weights", 0);
    if (read_u32(bytes, 8) != WEIGHTS_VERSION)
        return err_set_at(err, ERR_VERSION, "grammar weights of another version", 8);
    if (bytes.len > WEIGHTS_BYTES_MAX || read_u64(bytes, 16) != bytes.len)
        return err_set_at(err, ERR_FORMAT, "grammar weights are cut off or too long", bytes.len);
    struct slice rest = slice_sub(bytes, WEIGHTS_HEADER_BYTES, bytes.len);
    if (read_u64(bytes, 24) != hash_64(rest) || !is_zero(bytes, 32, WEIGHTS_HEADER_BYTES))
        return damaged(err, 24);
    uint32_t count = read_u32(bytes, 12);
    if (count == 0 || count > WEIGHTS_TENSORS_MAX ||
        bytes.len < WEIGHTS_HEADER_BYTES + (size_t)count * WEIGHTS_ENTRY_BYTES)
        return damaged(err, 12);
    *ret_count = count;
    return true;
}

static size_t number_bytes(enum tensor_type type)
{
    switch (type) {
    case TENSOR_I8:
    case TENSOR_U8:
        return 1;
    case TENSOR_I16:
        return 2;
    case TENSOR_I32:
    case TENSOR_U32:
    case TENSOR_F32:
        return 4;
    case TENSOR_U64:
        return 8;
    }
    return 0;
}

/* The name of an entry: printable ASCII, padded with NUL. Empty when it is anything else. */
static struct slice entry_name(struct slice entry)
{
    size_t length = 0;
    while (length < WEIGHTS_NAME_BYTES && entry.ptr[length] > ' ' && entry.ptr[length] <= '~')
        length++;
    if (length == WEIGHTS_NAME_BYTES || !is_zero(entry, length, WEIGHTS_NAME_BYTES))
        return SLICE_EMPTY;
    return slice_sub(entry, 0, length);
}

/* Reads one entry. Its data must start at *expected, the next free multiple of WEIGHTS_ALIGN, which
 * moves past it. */
static bool read_entry(struct slice bytes, size_t at, size_t *expected, struct tensor *ret_tensor)
{
    struct slice entry = slice_sub(bytes, at, at + WEIGHTS_ENTRY_BYTES);
    struct tensor tensor = {.name = entry_name(entry),
                            .type = (enum tensor_type)read_u32(entry, 48),
                            .rank = read_u32(entry, 52)};
    uint64_t size = number_bytes(tensor.type);
    if (tensor.name.len == 0 || size == 0 || tensor.rank < 1 || tensor.rank > WEIGHTS_RANK_MAX)
        return false;
    for (uint32_t axis = 0; axis < WEIGHTS_RANK_MAX; axis++) {
        uint32_t extent = read_u32(entry, 56 + 4 * axis);
        if (extent == 0 || (axis >= tensor.rank && extent != 1))
            return false;
        size *= extent; /* below 2^28 * 2^32: no overflow */
        if (size > bytes.len)
            return false;
        tensor.shape[axis] = extent;
    }
    uint64_t offset = read_u64(entry, 72);
    if (offset != *expected || size > bytes.len - offset || read_u64(entry, 80) != size ||
        read_u64(entry, 88) != 0)
        return false;
    tensor.data = bytes.ptr + offset;
    tensor.bytes = size;
    size_t end = offset + size;
    size_t next = (end + WEIGHTS_ALIGN - 1) / WEIGHTS_ALIGN * WEIGHTS_ALIGN;
    if (!is_zero(bytes, end, next < bytes.len ? next : bytes.len))
        return false;
    *expected = next;
    *ret_tensor = tensor;
    return true;
}

static bool floats_are_sane(const struct tensor *tensor)
{
    const float *numbers = tensor->data;
    if (tensor->type != TENSOR_F32)
        return true;
    for (size_t i = 0; i < tensor->bytes / sizeof(float); i++) {
        if (!(numbers[i] >= -NUMBER_MAX && numbers[i] <= NUMBER_MAX))
            return false;
    }
    return true;
}

bool weights_open(struct slice bytes, struct arena *arena, struct weights *ret_weights,
                  struct err *err)
{
    uint32_t count;
    if (!check_header(bytes, &count, err))
        return false;
    struct tensor *tensors = arena_array(arena, struct tensor, count);
    if (!tensors)
        return arena_fail(arena, err);
    size_t end = WEIGHTS_HEADER_BYTES + (size_t)count * WEIGHTS_ENTRY_BYTES;
    size_t expected = (end + WEIGHTS_ALIGN - 1) / WEIGHTS_ALIGN * WEIGHTS_ALIGN;
    for (uint32_t i = 0; i < count; i++) {
        size_t at = WEIGHTS_HEADER_BYTES + (size_t)i * WEIGHTS_ENTRY_BYTES;
        if (expected > bytes.len || !read_entry(bytes, at, &expected, &tensors[i]) ||
            (i > 0 && slice_compare(tensors[i - 1].name, tensors[i].name) >= 0) ||
            !floats_are_sane(&tensors[i]))
            return damaged(err, at);
        end = (size_t)((const char *)tensors[i].data - bytes.ptr) + tensors[i].bytes;
    }
    if (end != bytes.len)
        return damaged(err, end);
    *ret_weights = (struct weights){.tensors = tensors, .count = count};
    return true;
}

const struct tensor *weights_find(const struct weights *weights, const char *name)
{
    struct slice wanted = slice_from(name);
    size_t low = 0, high = weights->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(weights->tensors[middle].name, wanted);
        if (order == 0)
            return &weights->tensors[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool weights_get(const struct weights *weights, const char *name, enum tensor_type type,
                 uint32_t rank, const uint32_t *shape, const struct tensor **ret_tensor,
                 struct err *err)
{
    const struct tensor *tensor = weights_find(weights, name);
    if (!tensor)
        return err_set(err, ERR_FORMAT, "grammar weights lack a part of the model");
    bool fits = tensor->type == type && tensor->rank == rank;
    for (uint32_t axis = 0; fits && axis < rank; axis++)
        fits = shape[axis] == EXTENT_ANY || shape[axis] == tensor->shape[axis];
    if (!fits)
        return err_set(err, ERR_FORMAT, "grammar weights hold a part of the wrong shape");
    *ret_tensor = tensor;
    return true;
}
