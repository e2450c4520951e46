/*
 * intake.c - documents out of files, folders, standard input and JSONL, plain or compressed.
 *
 *   in    INPUTs of the command line
 *   out   raw documents one after another, and a line for everything that could not be read
 *
 * One file is open at a time. Invariants: while a file is open, `line_number` lines of it were
 * taken from the stream (JSONL only), and `form` says how the rest is read. After INTAKE_FAILED
 * nothing more is read.
 */
#include "intake/intake.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "intake/input_list.h"
#include "intake/jsonl.h"
#include "intake/sniff.h"
#include "intake/stream.h"

struct intake {
    struct input_list list;
    size_t next; /* index of the file to open next */
    struct stream *stream;
    struct buf collected; /* what one window of the stream does not hold: a page, a long line */
    int fd;               /* of the open file, or -1 */
    bool is_stdin;        /* it is not ours to close */
    struct slice path;    /* of the open file; in the list */
    enum source_form form;
    uint64_t line_number;
    struct intake_progress progress; /* without the open file; files_read is not kept here */
    struct err failure;              /* code ERR_NONE until INTAKE_FAILED */
};

/* What one call of intake_next works with, and what came of it. */
struct call {
    struct intake *intake;
    struct arena *arena;
    struct arena_mark mark; /* after the source's name was copied */
    struct slice source;
    bool done; /* result is set, and what belongs to it */
    enum intake_result result;
    struct document document;
    struct rejection rejection;
};

static void step(struct call *call);
static void close_file(struct intake *intake);

bool intake_open(const struct slice *inputs, size_t input_count, struct intake **ret_intake,
                 struct err *err)
{
    struct intake *intake = calloc(1, sizeof(*intake));
    if (!intake)
        return err_set_memory(err);
    intake->fd = -1;
    buf_init(&intake->collected, DOCUMENT_BYTES_MAX);
    if (!stream_new(&intake->stream, err) ||
        !input_list_make(inputs, input_count, &intake->list, err)) {
        stream_free(intake->stream);
        free(intake);
        return false;
    }
    intake->progress.files_total = intake->list.files.count;
    intake->progress.bytes_total = intake->list.size_unknown ? 0 : intake->list.bytes_total;
    *ret_intake = intake;
    return true;
}

void intake_close(struct intake *intake)
{
    if (!intake)
        return;
    close_file(intake);
    stream_free(intake->stream);
    buf_free(&intake->collected);
    input_list_free(&intake->list);
    free(intake);
}

enum intake_result intake_next(struct intake *intake, struct arena *arena,
                               struct document *ret_document, struct rejection *ret_rejection,
                               struct err *err)
{
    struct call call = {.intake = intake, .arena = arena};
    struct arena_mark start = arena_mark(arena);
    while (!call.done) {
        arena_rewind(arena, start);
        step(&call);
    }
    if (call.result == INTAKE_DOCUMENT)
        *ret_document = call.document;
    if (call.result == INTAKE_REJECTED)
        *ret_rejection = call.rejection;
    if (call.result == INTAKE_FAILED)
        *err = intake->failure;
    return call.result;
}

struct intake_progress intake_progress(const struct intake *intake)
{
    struct intake_progress progress = intake->progress;
    progress.files_read = intake->next;
    if (intake->fd >= 0) {
        progress.files_read--;
        progress.bytes_read += stream_bytes_read(intake->stream);
    }
    return progress;
}

static bool name_source(struct call *call, struct slice path, struct err *err);
static bool open_next(struct call *call, struct err *err);
static void next_line(struct call *call);
static void next_whole(struct call *call);
static void reject(struct call *call, uint64_t line, const struct err *cause);

static void finish(struct call *call, enum intake_result result)
{
    call->result = result;
    call->done = true;
}

/* Goes on in the open file, or opens the next one first. Not done when nothing came of it. */
static void step(struct call *call)
{
    struct intake *intake = call->intake;
    bool is_open = intake->fd >= 0;
    struct err cause;
    if (intake->failure.code != ERR_NONE) {
        finish(call, INTAKE_FAILED);
        return;
    }
    if (!is_open && intake->next == intake->list.files.count) {
        finish(call, INTAKE_END);
        return;
    }
    struct slice path = is_open ? intake->path : intake->list.files.items[intake->next].path;
    if (!name_source(call, path, &cause)) {
        intake->failure = cause;
        finish(call, INTAKE_FAILED);
    } else if (!is_open && !open_next(call, &cause)) {
        close_file(intake);
        reject(call, 0, &cause);
    } else if (intake->form == SOURCE_JSONL) {
        next_line(call);
    } else {
        next_whole(call);
    }
}

/* ---- what comes back ---- */

static bool name_source(struct call *call, struct slice path, struct err *err)
{
    call->source = arena_copy(call->arena, path);
    call->mark = arena_mark(call->arena);
    return call->source.ptr || arena_fail(call->arena, err);
}

/* Want of memory ends the intake; everything else is one line for the user. */
static void reject(struct call *call, uint64_t line, const struct err *cause)
{
    if (cause->code == ERR_MEMORY) {
        call->intake->failure = *cause;
        finish(call, INTAKE_FAILED);
        return;
    }
    arena_rewind(call->arena, call->mark);
    call->rejection = (struct rejection){call->source, line, *cause};
    finish(call, INTAKE_REJECTED);
}

static void deliver(struct call *call, struct document document, uint64_t line, uint64_t offset)
{
    document.source = call->source;
    document.line = line;
    document.offset = offset;
    call->document = document;
    finish(call, INTAKE_DOCUMENT);
}

/* ---- opening and closing ---- */

static bool tell_form(struct intake *intake, struct err *err);

/* Opens a file of the list. Those found in folders must still be the regular files they were. */
static int open_file(const struct input_file *file, struct err *err)
{
    if (file->is_stdin)
        return STDIN_FILENO;
    int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | (file->named ? 0 : O_NOFOLLOW | O_NONBLOCK);
    int fd;
    do {
        fd = open(file->path.ptr, flags);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) {
        err_set_errno(err, "could not open file");
        return -1;
    }
    struct stat status;
    if (fstat(fd, &status) != 0) {
        err_set_errno(err, "could not open file");
    } else if (S_ISREG(status.st_mode) || (file->named && S_ISFIFO(status.st_mode))) {
        return fd;
    } else {
        err_set(err, ERR_FORMAT, "not a regular file or pipe");
    }
    close(fd);
    return -1;
}

/* Opens the next file of the list and tells what is in it. On failure it may be left open. */
static bool open_next(struct call *call, struct err *err)
{
    struct intake *intake = call->intake;
    const struct input_file *file = &intake->list.files.items[intake->next++];
    if (file->refused) {
        *err = *file->refused;
        return false;
    }
    intake->fd = open_file(file, err);
    intake->is_stdin = file->is_stdin;
    if (intake->fd < 0)
        return false;
    intake->path = file->path;
    intake->line_number = 0;
    if (!stream_begin(intake->stream, intake->fd, err))
        return false;
    if (source_name_compressed(file->path) && stream_levels(intake->stream) == 0)
        return err_set_at(err, ERR_FORMAT, "name says compressed but the content is not", 0);
    return tell_form(intake, err);
}

static void close_file(struct intake *intake)
{
    if (intake->fd < 0)
        return;
    intake->progress.bytes_read += stream_bytes_read(intake->stream);
    if (!intake->is_stdin)
        close(intake->fd);
    intake->fd = -1;
}

/* Sets the open file's form: by its name, else by its first bytes. When reading on fails after
 * some bytes, these are looked at all the same; the failure comes again behind them. */
static bool tell_form(struct intake *intake, struct err *err)
{
    if (!stream_fill(intake->stream, ENCODING_PRESCAN_BYTES, err) &&
        stream_window(intake->stream).len == 0)
        return false;
    struct slice head = slice_sub(stream_window(intake->stream), 0, ENCODING_PRESCAN_BYTES);
    if (!sniff_is_text(head, err))
        return false;
    intake->form = source_name_form(intake->path);
    if (intake->form == SOURCE_JSONL && sniff_is_wide(head))
        return err_set_at(err, ERR_FORMAT, "jsonl is not in utf-8", 0);
    return intake->form != SOURCE_UNKNOWN || sniff_form(head, &intake->form, err);
}

/* ---- whole files ---- */

static bool collect_window(struct intake *intake, struct err *err)
{
    struct slice window = stream_window(intake->stream);
    buf_append(&intake->collected, window);
    stream_take(intake->stream, window.len);
    if (!intake->collected.failed)
        return true;
    if (!intake->collected.limited)
        return err_set_memory(err);
    return err_set_at(err, ERR_LIMIT, "document over DOCUMENT_BYTES_MAX", DOCUMENT_BYTES_MAX);
}

static bool collect_file(struct intake *intake, struct err *err)
{
    buf_reset(&intake->collected);
    for (;;) {
        if (!collect_window(intake, err))
            return false;
        if (stream_ended(intake->stream))
            return true;
        if (!stream_fill(intake->stream, 1, err))
            return false;
    }
}

static void next_whole(struct call *call)
{
    struct intake *intake = call->intake;
    struct document document = {.form = intake->form == SOURCE_HTML ? DOCUMENT_HTML
                                                                    : DOCUMENT_TEXT};
    struct err cause;
    bool ok = collect_file(intake, &cause);
    close_file(intake);
    if (ok && intake->collected.len == 0)
        ok = err_set_at(&cause, ERR_EMPTY, "file is empty", 0);
    if (ok) {
        document.bytes = arena_copy(call->arena, buf_slice(&intake->collected));
        ok = document.bytes.ptr || arena_fail(call->arena, &cause);
    }
    if (ok)
        deliver(call, document, 0, 0);
    else
        reject(call, 0, &cause);
}

/* ---- lines ---- */

/* Moves the stream past the end of a line. Its bytes come back in *ret_line, which lives in the
 * window or in `collected` until the stream is filled again; *ret_too_long says that it was passed
 * over instead. Fails as stream_fill. */
static bool take_line(struct intake *intake, struct slice *ret_line, bool *ret_too_long,
                      struct err *err)
{
    struct stream *stream = intake->stream;
    struct buf *collected = &intake->collected;
    buf_reset(collected);
    for (bool complete = false; !complete;) {
        if (stream_window(stream).len == 0 && !stream_fill(stream, 1, err))
            return false;
        struct slice window = stream_window(stream);
        size_t end = slice_find_byte(window, '\n', 0);
        complete = end != SIZE_MAX || (window.len == 0 && stream_ended(stream));
        *ret_line = slice_sub(window, 0, end);
        if (!complete || collected->len > 0 || collected->failed) {
            buf_append(collected, *ret_line);
            *ret_line = buf_slice(collected);
        }
        if (collected->failed && !collected->limited)
            return err_set_memory(err);
        stream_take(stream, end == SIZE_MAX ? window.len : end + 1);
    }
    *ret_too_long = collected->failed;
    return true;
}

static void skip_byte_order_mark(struct stream *stream)
{
    if (slice_starts(stream_window(stream), SLICE("\xEF\xBB\xBF")))
        stream_take(stream, 3);
}

/* The document of one line, or why it is none. */
static void read_line(struct call *call, struct slice line, bool too_long, uint64_t offset)
{
    uint64_t number = call->intake->line_number;
    struct document document;
    struct err cause;
    struct slice kept = too_long ? SLICE_EMPTY : arena_copy(call->arena, line);
    if (kept.ptr && jsonl_read(kept, call->arena, &document, &cause)) {
        deliver(call, document, number, offset);
        return;
    }
    if (too_long)
        err_set(&cause, ERR_LIMIT, "line over DOCUMENT_BYTES_MAX");
    else if (!kept.ptr)
        arena_fail(call->arena, &cause);
    cause.offset = cause.offset == ERR_NO_OFFSET ? offset : offset + cause.offset;
    reject(call, number, &cause);
}

static void next_line(struct call *call)
{
    struct intake *intake = call->intake;
    struct stream *stream = intake->stream;
    if (intake->line_number == 0)
        skip_byte_order_mark(stream);
    while (!call->done) {
        uint64_t offset = stream_offset(stream);
        struct slice line;
        bool too_long;
        struct err cause;
        intake->line_number++;
        if (!take_line(intake, &line, &too_long, &cause)) {
            reject(call, intake->line_number, &cause);
            close_file(intake);
        } else if (stream_offset(stream) == offset) {
            close_file(intake);
            return;
        } else if (too_long || slice_trim(line).len > 0) {
            read_line(call, line, too_long, offset);
        }
    }
}
