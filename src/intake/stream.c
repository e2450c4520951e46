/*
 * stream.c - the bytes of one open file, decompressed on the way.
 *
 *   in    a file descriptor
 *   out   a window on the decompressed bytes
 *
 * A file is a pile of levels: level 0 reads the descriptor, each further one decompresses what the
 * one below has in its buffer. Invariants:
 *
 *   1. bytes[at .. len) of a level were produced and not yet taken by the level above (or, at the
 *      top, by the caller).
 *   2. A level runs only when it has room, and input below or work left; it moves `at` of the level
 *      below and `len` of its own.
 *   3. `ended` is set when a level will produce nothing more; it is never run again.
 */
#include "intake/stream.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/limits.h"

#define LEVEL_COUNT (1 + COMPRESSION_LEVELS_MAX)
#define MAGIC_BYTES 4

enum codec { CODEC_NONE, CODEC_GZIP, CODEC_ZSTD };

struct level {
    unsigned char *bytes; /* STREAM_BUFFER_BYTES */
    size_t at;
    size_t len;
    bool ended;
    bool inside;    /* a gzip member or zstd frame was begun and not finished */
    bool repeated;  /* one was finished before */
    bool pending;   /* the decoder filled all the room it had, so it may hold more */
    uint64_t taken; /* bytes that the level above, or the caller, took */
    uint64_t produced;
    enum codec codec;
    bool gzip_ready; /* gzip was initialised, to be used again */
    z_stream gzip;
    ZSTD_DCtx *zstd; /* likewise; NULL before */
};

struct stream {
    int fd;
    unsigned top;       /* levels[0 .. top] are in use */
    struct err failure; /* code ERR_NONE until something failed; then it fails so again */
    struct level levels[LEVEL_COUNT];
};

static bool level_begin(struct level *level, enum codec codec, struct err *err);
static enum codec magic_codec(struct slice head);
static bool run_level(struct stream *stream, unsigned number, struct err *err);

bool stream_new(struct stream **ret_stream, struct err *err)
{
    struct stream *stream = calloc(1, sizeof(*stream));
    if (!stream)
        return err_set_memory(err);
    for (size_t i = 0; i < LEVEL_COUNT; i++) {
        stream->levels[i].bytes = malloc(STREAM_BUFFER_BYTES);
        if (!stream->levels[i].bytes) {
            stream_free(stream);
            return err_set_memory(err);
        }
    }
    *ret_stream = stream;
    return true;
}

void stream_free(struct stream *stream)
{
    if (!stream)
        return;
    for (size_t i = 0; i < LEVEL_COUNT; i++) {
        struct level *level = &stream->levels[i];
        if (level->gzip_ready)
            inflateEnd(&level->gzip);
        ZSTD_freeDCtx(level->zstd);
        free(level->bytes);
    }
    free(stream);
}

bool stream_begin(struct stream *stream, int fd, struct err *err)
{
    stream->fd = fd;
    stream->top = 0;
    stream->failure = (struct err){0};
    if (!level_begin(&stream->levels[0], CODEC_NONE, err))
        return false;
    for (;;) {
        if (!stream_fill(stream, MAGIC_BYTES, err) && stream_window(stream).len == 0)
            return false;
        enum codec codec = magic_codec(stream_window(stream));
        if (codec == CODEC_NONE)
            return true;
        if (stream->top == COMPRESSION_LEVELS_MAX)
            return err_set_at(err, ERR_LIMIT, "compressed more often than COMPRESSION_LEVELS_MAX",
                              0);
        if (!level_begin(&stream->levels[stream->top + 1], codec, err))
            return false;
        stream->top++;
    }
}

unsigned stream_levels(const struct stream *stream)
{
    return stream->top;
}

struct slice stream_window(const struct stream *stream)
{
    const struct level *level = &stream->levels[stream->top];
    return (struct slice){(const char *)level->bytes + level->at, level->len - level->at};
}

void stream_take(struct stream *stream, size_t n)
{
    struct level *level = &stream->levels[stream->top];
    level->at += n;
    level->taken += n;
}

bool stream_ended(const struct stream *stream)
{
    return stream->levels[stream->top].ended;
}

uint64_t stream_offset(const struct stream *stream)
{
    return stream->levels[stream->top].taken;
}

uint64_t stream_bytes_read(const struct stream *stream)
{
    return stream->levels[0].produced;
}

/* True when the level has nothing to work on until the one below is run. */
static bool level_starves(const struct stream *stream, unsigned number)
{
    if (number == 0 || stream->levels[number].pending)
        return false;
    const struct level *below = &stream->levels[number - 1];
    return below->at == below->len && !below->ended;
}

bool stream_fill(struct stream *stream, size_t want, struct err *err)
{
    struct level *top = &stream->levels[stream->top];
    if (stream->failure.code != ERR_NONE) {
        *err = stream->failure;
        return false;
    }
    while (top->len - top->at < want && !top->ended) {
        unsigned number = stream->top;
        while (level_starves(stream, number))
            number--;
        struct level *level = &stream->levels[number];
        if (level->at > 0) {
            memmove(level->bytes, level->bytes + level->at, level->len - level->at);
            level->len -= level->at;
            level->at = 0;
        }
        if (!run_level(stream, number, err)) {
            if (err->code != ERR_MEMORY)
                err->offset = top->produced;
            stream->failure = *err;
            return false;
        }
    }
    return true;
}

/* ---- telling and beginning a level ---- */

static enum codec magic_codec(struct slice head)
{
    if (slice_starts(head, SLICE("\x1f\x8b\x08")))
        return CODEC_GZIP;
    if (slice_starts(head, SLICE("\x28\xb5\x2f\xfd")))
        return CODEC_ZSTD;
    /* A skippable frame: RFC 8878 §3.1.2. */
    if (head.len >= MAGIC_BYTES && (head.ptr[0] & 0xF0) == 0x50 &&
        memcmp(head.ptr + 1, "\x2a\x4d\x18", 3) == 0)
        return CODEC_ZSTD;
    return CODEC_NONE;
}

static bool begin_gzip(struct level *level, struct err *err)
{
    if (level->gzip_ready)
        return inflateReset(&level->gzip) == Z_OK || err_set_memory(err);
    level->gzip = (z_stream){0};
    if (inflateInit2(&level->gzip, 15 + 16) != Z_OK)
        return err_set_memory(err);
    level->gzip_ready = true;
    return true;
}

static bool begin_zstd(struct level *level, struct err *err)
{
    if (!level->zstd)
        level->zstd = ZSTD_createDCtx();
    if (!level->zstd)
        return err_set_memory(err);
    ZSTD_DCtx_reset(level->zstd, ZSTD_reset_session_only);
    if (ZSTD_isError(ZSTD_DCtx_setParameter(level->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG_MAX)))
        return err_set_memory(err);
    return true;
}

static bool level_begin(struct level *level, enum codec codec, struct err *err)
{
    if (codec == CODEC_GZIP && !begin_gzip(level, err))
        return false;
    if (codec == CODEC_ZSTD && !begin_zstd(level, err))
        return false;
    level->codec = codec;
    level->at = level->len = 0;
    level->taken = level->produced = 0;
    level->ended = level->inside = level->repeated = level->pending = false;
    return true;
}

/* ---- running a level ---- */

static bool run_file(struct stream *stream, struct level *level, struct err *err);
static bool run_gzip(struct level *below, struct level *level, struct err *err);
static bool run_zstd(struct level *below, struct level *level, struct err *err);

/* Lets a level produce at least a byte, use up input, end or fail. Its buffer has room. */
static bool run_level(struct stream *stream, unsigned number, struct err *err)
{
    struct level *level = &stream->levels[number];
    if (number == 0)
        return run_file(stream, level, err);
    struct level *below = &stream->levels[number - 1];
    size_t len_before = level->len, at_before = below->at;
    if (below->at == below->len && below->ended && !level->inside) {
        level->ended = true;
        return true;
    }
    bool ok = level->codec == CODEC_GZIP ? run_gzip(below, level, err)
                                         : run_zstd(below, level, err);
    below->taken += below->at - at_before;
    level->produced += level->len - len_before;
    level->pending = level->len == STREAM_BUFFER_BYTES;
    if (!ok)
        return false;
    if (level->produced > FILE_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "file over FILE_BYTES_MAX");
    /* Nested compression multiplies, so the output is compared with the file's own bytes. */
    if (level->produced > COMPRESSION_RATIO_FREE_BYTES &&
        level->produced / COMPRESSION_RATIO_MAX > stream->levels[0].taken)
        return err_set(err, ERR_LIMIT, "compressed data over COMPRESSION_RATIO_MAX");
    return true;
}

/* Waits until a descriptor that another process made non-blocking can be read. */
static bool wait_readable(int fd, struct err *err)
{
    struct pollfd waited = {.fd = fd, .events = POLLIN};
    if (poll(&waited, 1, -1) < 0 && errno != EINTR)
        return err_set_errno(err, "could not read file");
    return true;
}

static bool run_file(struct stream *stream, struct level *level, struct err *err)
{
    ssize_t got = read(stream->fd, level->bytes + level->len, STREAM_BUFFER_BYTES - level->len);
    if (got < 0) {
        if (errno == EAGAIN || errno == EWOULDBLOCK)
            return wait_readable(stream->fd, err);
        return errno == EINTR || err_set_errno(err, "could not read file");
    }
    level->ended = got == 0;
    level->len += (size_t)got;
    level->produced += (uint64_t)got;
    if (level->produced > FILE_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "file over FILE_BYTES_MAX");
    return true;
}

static bool run_gzip(struct level *below, struct level *level, struct err *err)
{
    z_stream *gzip = &level->gzip;
    if (!level->inside && below->at < below->len) {
        if (level->repeated && below->bytes[below->at] != 0x1f)
            return err_set(err, ERR_FORMAT, "other bytes after the gzip data");
        if (inflateReset(gzip) != Z_OK)
            return err_set_memory(err);
        level->inside = true;
    }
    gzip->next_in = below->bytes + below->at;
    gzip->avail_in = (uInt)(below->len - below->at);
    gzip->next_out = level->bytes + level->len;
    gzip->avail_out = (uInt)(STREAM_BUFFER_BYTES - level->len);
    uInt had_in = gzip->avail_in, had_out = gzip->avail_out;
    int result = inflate(gzip, Z_NO_FLUSH);
    below->at = below->len - gzip->avail_in;
    level->len = STREAM_BUFFER_BYTES - gzip->avail_out;
    if (result == Z_STREAM_END) {
        level->inside = false;
        level->repeated = true;
        return true;
    }
    if (result == Z_MEM_ERROR)
        return err_set_memory(err);
    if (result != Z_OK && result != Z_BUF_ERROR)
        return err_set(err, ERR_FORMAT, "damaged gzip data");
    bool idle = had_in == gzip->avail_in && had_out == gzip->avail_out;
    if (idle && below->ended && below->at == below->len)
        return err_set(err, ERR_FORMAT, "gzip data is cut off");
    return true;
}

static bool run_zstd(struct level *below, struct level *level, struct err *err)
{
    ZSTD_inBuffer in = {below->bytes, below->len, below->at};
    ZSTD_outBuffer out = {level->bytes, STREAM_BUFFER_BYTES, level->len};
    size_t len_before = level->len;
    size_t result = ZSTD_decompressStream(level->zstd, &out, &in);
    bool idle = in.pos == below->at && out.pos == len_before;
    below->at = in.pos;
    level->len = out.pos;
    if (ZSTD_isError(result)) {
        switch (ZSTD_getErrorCode(result)) {
        case ZSTD_error_memory_allocation:
            return err_set_memory(err);
        case ZSTD_error_frameParameter_windowTooLarge:
            return err_set(err, ERR_LIMIT, "zstd window over ZSTD_WINDOW_LOG_MAX");
        case ZSTD_error_prefix_unknown:
            return err_set(err, ERR_FORMAT,
                           level->repeated ? "other bytes after the zstd data"
                                           : "damaged zstd data");
        default:
            return err_set(err, ERR_FORMAT, "damaged zstd data");
        }
    }
    level->inside = result != 0;
    level->repeated = level->repeated || result == 0;
    if (idle && level->inside && below->ended && below->at == below->len)
        return err_set(err, ERR_FORMAT, "zstd data is cut off");
    return true;
}
