/*
 * stream.h - the bytes of one open file, decompressed on the way.
 *
 *   in    a file descriptor
 *   out   a window on the decompressed bytes, moved forward by the reader
 *   uses  base/, zlib, libzstd
 *
 * gzip and zstd are told by their first bytes, whatever the file is called, and may stand one in
 * the other COMPRESSION_LEVELS_MAX times. Buffers and decoders are made once and used for one file
 * after another. Memory: STREAM_BUFFER_BYTES for each level and the file, and a zstd window of at
 * most 1 << ZSTD_WINDOW_LOG_MAX bytes.
 */
#ifndef ANNALS_INTAKE_STREAM_H
#define ANNALS_INTAKE_STREAM_H

#include "base/err.h"
#include "base/slice.h"

struct stream;

/* False with ERR_MEMORY. Free with stream_free, which takes NULL too. */
bool stream_new(struct stream **ret_stream, struct err *err);
void stream_free(struct stream *stream);

/* Begins with another file. fd must be open for reading and stays the caller's. Reads its first
 * bytes; fails as stream_fill when there are none, otherwise the failure comes again later. */
bool stream_begin(struct stream *stream, int fd, struct err *err);

/* Levels of compression found by stream_begin, 0 to COMPRESSION_LEVELS_MAX. */
unsigned stream_levels(const struct stream *stream);

/* Reads on until the window holds at least `want` bytes (at most STREAM_BUFFER_BYTES) or all that
 * is left. False with ERR_IO; ERR_FORMAT for compressed data that is damaged, cut off or followed
 * by something else; ERR_LIMIT over COMPRESSION_RATIO_MAX, COMPRESSION_LEVELS_MAX or
 * FILE_BYTES_MAX; ERR_MEMORY. err->offset counts decompressed bytes. What was in the window before
 * a failure is still there. */
bool stream_fill(struct stream *stream, size_t want, struct err *err);

/* The decompressed bytes read and not yet taken; they hold until the next stream_fill. */
struct slice stream_window(const struct stream *stream);
/* Moves the window's start forward by n bytes, at most its length. */
void stream_take(struct stream *stream, size_t n);
/* Nothing is left beyond the window. */
bool stream_ended(const struct stream *stream);
/* Decompressed bytes before the window. */
uint64_t stream_offset(const struct stream *stream);
/* Bytes read from the descriptor since stream_begin. */
uint64_t stream_bytes_read(const struct stream *stream);

#endif
