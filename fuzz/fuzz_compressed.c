/*
 * fuzz_compressed.c - any bytes as a file: plain, gzip or zstd, damaged or not.
 *
 * Properties: reading ends; offsets of documents and rejections never go back and never pass what
 * the limits allow; what is read is the same twice. The first byte chooses how the rest is wrapped,
 * so that whole compressed files are met too.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/hash.h"
#include "base/limits.h"
#include "intake/intake.h"

#include "fuzz_common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t wrap_gzip(const uint8_t *data, size_t size, uint8_t *out, size_t room)
{
    z_stream z = {0};
    demand(deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    uint8_t *in = malloc(size + 1);
    demand(in != NULL);
    memcpy(in, data, size);
    z.next_in = in;
    z.avail_in = (uInt)size;
    z.next_out = out;
    z.avail_out = (uInt)room;
    demand(deflate(&z, Z_FINISH) == Z_STREAM_END);
    deflateEnd(&z);
    free(in);
    return room - z.avail_out;
}

static size_t wrap_zstd(const uint8_t *data, size_t size, uint8_t *out, size_t room)
{
    size_t written = ZSTD_compress(out, room, data, size, 1);
    demand(!ZSTD_isError(written));
    return written;
}

/* Bits of `how`: 1 gzip, 2 zstd, 4 gzip around that, 8 cut off, 16 a byte changed. */
static size_t wrap(unsigned how, const uint8_t *data, size_t size, uint8_t *out, size_t room)
{
    size_t len = size;
    memcpy(out, data, size);
    uint8_t *copy = malloc(room);
    demand(copy != NULL);
    for (unsigned bit = 1; bit <= 4; bit *= 2) {
        if (!(how & bit))
            continue;
        memcpy(copy, out, len);
        len = bit == 2 ? wrap_zstd(copy, len, out, room) : wrap_gzip(copy, len, out, room);
    }
    free(copy);
    if (how & 8 && len > 2)
        len -= 1 + (how >> 5) % 2;
    if (how & 16 && len > 0)
        out[(how >> 5) * len / 8] ^= 0x10;
    return len;
}

/* A hash over all that comes out of the file. */
static uint64_t read_file(struct slice path)
{
    struct intake *intake;
    struct arena arena;
    struct err err;
    uint64_t hash = 0, last_offset = 0;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    demand(intake_open(&path, 1, &intake, &err));
    for (;;) {
        struct document document;
        struct rejection rejection;
        arena_reset(&arena);
        enum intake_result result = intake_next(intake, &arena, &document, &rejection, &err);
        if (result == INTAKE_END)
            break;
        demand(result == INTAKE_DOCUMENT || result == INTAKE_REJECTED);
        uint64_t offset = result == INTAKE_DOCUMENT ? document.offset : rejection.err.offset;
        struct slice what = result == INTAKE_DOCUMENT ? document.bytes
                                                      : slice_from(rejection.err.message);
        demand(offset == ERR_NO_OFFSET || offset >= last_offset);
        last_offset = offset == ERR_NO_OFFSET ? last_offset : offset;
        hash = hash * 31 + hash_64(what) + offset;
    }
    demand(intake_next(intake, &arena, &(struct document){0}, &(struct rejection){0}, &err) ==
           INTAKE_END);
    intake_close(intake);
    arena_free(&arena);
    return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int fd = -1;
    if (size < 2 || size > 1 << 16)
        return 0;
    if (fd < 0)
        fd = memfd_create("fuzz", 0);
    demand(fd >= 0);
    size_t room = 4 * size + 1024;
    uint8_t *file = malloc(room);
    demand(file != NULL);
    size_t len = wrap(data[0], data + 1, size - 1, file, room);
    demand(ftruncate(fd, 0) == 0 && pwrite(fd, file, len, 0) == (ssize_t)len);
    free(file);
    char path[64];
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    uint64_t first = read_file(slice_from(path));
    demand(first == read_file(slice_from(path)));
    return 0;
}
