/*
 * intake.h - documents out of files, folders, standard input and JSONL, plain or compressed.
 *
 *   in    INPUTs of the command line
 *   out   raw documents one after another, and a line for everything that could not be read
 *   uses  base/, article/document.h, zlib, libzstd
 *
 * Folders are read recursively, entries in byte order of their names; inside a folder only files
 * with a known ending (.txt .html .htm .xhtml .jsonl .ndjson, and these with .gz or .zst) are
 * taken, and names that start with '.' are passed over. A file named by the user is always read;
 * its type is told by content when its name does not tell. Symbolic links are followed for named
 * INPUTs, not inside folders. One struct intake belongs to one thread.
 */
#ifndef ANNALS_INTAKE_INTAKE_H
#define ANNALS_INTAKE_INTAKE_H

#include "article/document.h"
#include "base/arena.h"
#include "base/err.h"

struct intake;

enum intake_result {
    INTAKE_DOCUMENT, /* *ret_document is filled */
    INTAKE_REJECTED, /* *ret_rejection says what could not be read; go on */
    INTAKE_END,
    INTAKE_FAILED, /* *err: out of memory; nothing more will come */
};

/* One line for the user: this file, this place, this reason. */
struct rejection {
    struct slice source; /* path, or "-"; in the arena given to intake_next */
    uint64_t line;       /* 1-based line of JSONL, else 0 */
    struct err err;      /* err.offset counts bytes of the decompressed source */
};

/* How far intake has come; for progress only. */
struct intake_progress {
    uint64_t bytes_total; /* compressed sizes of all files found; 0 while "-" is among them */
    uint64_t bytes_read;
    uint64_t files_total;
    uint64_t files_read;
};

/* Lists the inputs (folders are walked here). A named INPUT that does not exist is not an error
 * yet: it comes out as a rejection. The strings of inputs must outlive the intake. Free with
 * intake_close. False with ERR_MEMORY, or ERR_LIMIT over INPUT_FILES_MAX. */
bool intake_open(const struct slice *inputs, size_t input_count, struct intake **ret_intake,
                 struct err *err);
void intake_close(struct intake *intake);

/* The next document, rejection or end. What is returned lives in arena. Streams: memory is bounded
 * by one document, not by the file. */
enum intake_result intake_next(struct intake *intake, struct arena *arena,
                               struct document *ret_document, struct rejection *ret_rejection,
                               struct err *err);

struct intake_progress intake_progress(const struct intake *intake);

/* Makes document->bytes valid UTF-8 without NUL, once, and says how (encoding, encoding_basis,
 * replaced). New bytes live in arena. False with ERR_MEMORY, ERR_LIMIT, or ERR_FORMAT for what is
 * no text at all (a picture, an archive). Pure; thread safe. O(bytes). */
bool document_decode(struct document *document, struct arena *arena, struct err *err);

#endif
