/*
 * job.c - reading many inputs at once, in order.
 *
 *   in    inputs, a store or an output callback, a number of threads
 *   out   articles stored and written in input order, rejections told
 *
 * Slots form a ring. Workers take the next free slot together with the next document (both under
 * one lock, so slots are in input order), read it, and mark the slot ready. The thread that called
 * annals_run takes the slots in order and alone writes: to the store, to the output, to the
 * callbacks. Hence nothing that comes out depends on the number of workers.
 *
 * Invariants
 *   1. A slot belongs to the worker while SLOT_READING, to the writer while SLOT_READY.
 *   2. job.lock guards states, next_taken, ended and stopping; job.store_lock guards the store.
 *   3. The arena of a slot is reset before it is free again, so memory is bounded by the ring.
 */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "api/convert.h"
#include "api/record.h"
#include "base/limits.h"
#include "intake/intake.h"
#include "reading/reading.h"
#include "store/store.h"

#define SLOTS_PER_WORKER 4
#define OUTPUT_BYTES_MAX ((size_t)2 << 30)
#define REASON_BYTES_MAX ((size_t)1000)

enum slot_state { SLOT_FREE, SLOT_READING, SLOT_READY };

enum slot_result {
    SLOT_ARTICLE,
    SLOT_KNOWN, /* the store has it: not read again */
    SLOT_REJECTED,
    SLOT_END,
    SLOT_FAILED,
};

struct slot {
    enum slot_state state;
    enum slot_result result;
    struct arena arena; /* the document and its article */
    struct buf output;
    struct document document;
    struct article article;
    struct rejection rejection; /* SLOT_REJECTED; its err also for SLOT_FAILED */
    uint64_t bytes_read;
    uint64_t bytes_total;
};

struct job {
    const struct reader *reader;
    const struct annals_job *options;
    const struct annals_callbacks *callbacks;
    struct annals_summary *summary;
    struct intake *intake;
    struct store *store; /* or NULL */
    pthread_mutex_t lock;
    pthread_mutex_t store_lock;
    pthread_cond_t changed;
    struct slot *slots;
    size_t slot_count;
    uint64_t next_taken; /* number of the next document */
    bool ended;          /* intake has no more */
    bool stopping;
};

/* ---- the workers' side ---- */

/* Takes the next document into slot. Called with job->lock held: intake belongs to one thread. */
static void slot_take(struct job *job, struct slot *slot)
{
    struct err err;
    enum intake_result result = intake_next(job->intake, &slot->arena, &slot->document,
                                            &slot->rejection, &err);
    struct intake_progress progress = intake_progress(job->intake);
    slot->bytes_read = progress.bytes_read;
    slot->bytes_total = progress.bytes_total;
    slot->state = SLOT_READING;
    switch (result) {
    case INTAKE_DOCUMENT:
        slot->result = SLOT_ARTICLE;
        break;
    case INTAKE_REJECTED:
        slot->result = SLOT_REJECTED;
        break;
    case INTAKE_END:
        slot->result = SLOT_END;
        job->ended = true;
        break;
    case INTAKE_FAILED:
        slot->result = SLOT_FAILED;
        slot->rejection.err = err;
        job->ended = true;
        break;
    }
}

static bool is_stored(struct job *job, const struct document *document, bool *ret_stored,
                      struct err *err)
{
    char key[HASH_ID_CHARS];
    *ret_stored = false;
    if (!job->store || job->callbacks->output)
        return true;
    reader_key(document, key);
    pthread_mutex_lock(&job->store_lock);
    bool done = store_has(job->store, key, ret_stored, err);
    pthread_mutex_unlock(&job->store_lock);
    return done;
}

static bool read_article(struct job *job, struct slot *slot, struct arena *scratch, struct err *err)
{
    bool prose = job->options->prose && slot->document.form == DOCUMENT_TEXT;
    bool (*read)(const struct reader *, struct document *, struct arena *, struct arena *,
                 struct article *, struct err *) = job->options->conllu ? reader_parse_conllu
                                                   : prose              ? reader_parse_text
                                                                        : reader_read;
    if (!read(job->reader, &slot->document, &slot->arena, scratch, &slot->article, err))
        return false;
    bool conllu = job->callbacks->output && job->options->format == ANNALS_CONLLU;
    bool (*annotate)(const struct reader *, struct arena *, struct arena *, struct article *,
                     struct err *) = conllu && !job->store ? reader_add_grammar : reader_annotate;
    if (!annotate(job->reader, &slot->arena, scratch, &slot->article, err))
        return false;
    if (!job->callbacks->output)
        return true;
    if (conllu)
        reading_write_conllu(&slot->article, &slot->output);
    else if (job->options->format == ANNALS_EXPLAINED)
        return reader_explain(job->reader, &slot->arena, scratch, &slot->article, &slot->output,
                              err);
    else
        reading_write_json(&slot->article, job->options->layers, &slot->output);
    return !slot->output.failed || buf_fail(&slot->output, err);
}

/* Reads what slot_take put there. */
static void slot_read(struct job *job, struct slot *slot, struct arena *scratch)
{
    struct err err = {0};
    bool stored;
    if (slot->result != SLOT_ARTICLE)
        return;
    if (!is_stored(job, &slot->document, &stored, &err)) {
        slot->result = SLOT_FAILED;
        slot->rejection.err = err;
        return;
    }
    if (stored) {
        slot->result = SLOT_KNOWN;
        return;
    }
    if (!read_article(job, slot, scratch, &err)) {
        slot->result = err.code == ERR_MEMORY ? SLOT_FAILED : SLOT_REJECTED;
        slot->rejection = (struct rejection){
            .source = slot->document.source, .line = slot->document.line, .err = err};
        if (err.offset == ERR_NO_OFFSET)
            slot->rejection.err.offset = slot->document.offset;
        else
            slot->rejection.err.offset += slot->document.offset;
    }
}

static void *worker(void *context)
{
    struct job *job = context;
    struct arena scratch;
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    pthread_mutex_lock(&job->lock);
    for (;;) {
        struct slot *slot = &job->slots[job->next_taken % job->slot_count];
        if (job->ended || job->stopping)
            break;
        if (slot->state != SLOT_FREE) {
            pthread_cond_wait(&job->changed, &job->lock);
            continue;
        }
        job->next_taken++;
        slot_take(job, slot);
        pthread_mutex_unlock(&job->lock);
        slot_read(job, slot, &scratch);
        arena_reset(&scratch);
        pthread_mutex_lock(&job->lock);
        slot->state = SLOT_READY;
        pthread_cond_broadcast(&job->changed);
    }
    pthread_mutex_unlock(&job->lock);
    arena_free(&scratch);
    return NULL;
}

/* ---- the writer's side ---- */

static bool tell_rejection(struct job *job, const struct slot *slot, const char *detail,
                           struct err *err)
{
    struct buf reason;
    bool done = true;
    enum store_put put;
    buf_init(&reason, REASON_BYTES_MAX);
    err_append(&reason, &slot->rejection.err, detail);
    if (reason.failed) {
        done = buf_fail(&reason, err);
    } else if (job->store) {
        const struct store_rejection stored = {.source = slot->rejection.source,
                                               .line = slot->rejection.line,
                                               .offset = slot->rejection.err.offset,
                                               .reason = buf_slice(&reason)};
        done = store_put_rejection(job->store, &stored, &put, err);
    }
    if (done && job->callbacks->rejected) {
        const struct annals_rejection told = {.source = text_of(slot->rejection.source),
                                              .line = slot->rejection.line,
                                              .offset = slot->rejection.err.offset,
                                              .reason = text_of(buf_slice(&reason))};
        job->callbacks->rejected(job->callbacks->context, &told);
    }
    job->summary->progress.rejected += done;
    buf_free(&reason);
    return done;
}

static bool write_article(struct job *job, struct slot *slot, struct err *err)
{
    enum store_put put = STORE_NEW;
    if (job->store && !store_put_article(job->store, &slot->article, &put, err)) {
        if (err->code != ERR_CONFLICT)
            return false;
        slot->rejection = (struct rejection){
            .source = slot->document.source, .line = slot->document.line, .err = *err};
        slot->rejection.err.offset = slot->document.offset;
        return tell_rejection(job, slot, NULL, err);
    }
    if (job->callbacks->output &&
        job->callbacks->output(job->callbacks->context, text_of(buf_slice(&slot->output))) != 0)
        return err_set(err, ERR_IO, "could not write the output");
    job->summary->progress.articles++;
    job->summary->progress.words += slot->article.token_count;
    job->summary->added += put == STORE_NEW;
    job->summary->known += put == STORE_KNOWN;
    return true;
}

/* Writes what a ready slot holds. */
static bool slot_write(struct job *job, struct slot *slot, struct err *err)
{
    bool done = true;
    pthread_mutex_lock(&job->store_lock);
    switch (slot->result) {
    case SLOT_ARTICLE:
        done = write_article(job, slot, err);
        break;
    case SLOT_KNOWN:
        job->summary->progress.articles++;
        job->summary->known++;
        break;
    case SLOT_REJECTED:
        done = tell_rejection(job, slot, NULL, err);
        break;
    case SLOT_FAILED:
        *err = slot->rejection.err;
        done = false;
        break;
    case SLOT_END:
        break;
    }
    pthread_mutex_unlock(&job->store_lock);
    job->summary->progress.bytes_read = slot->bytes_read;
    job->summary->progress.bytes_total = slot->bytes_total;
    if (done && job->callbacks->progress)
        job->callbacks->progress(job->callbacks->context, &job->summary->progress);
    return done;
}

static bool must_stop(const struct job *job)
{
    return job->callbacks->stop && job->callbacks->stop(job->callbacks->context) != 0;
}

static void slot_clear(struct slot *slot)
{
    arena_reset(&slot->arena);
    buf_reset(&slot->output);
}

/* Without threads: take, read and write one document after another. */
static bool run_alone(struct job *job, bool *ret_stopped, struct err *err)
{
    struct slot *slot = &job->slots[0];
    struct arena scratch;
    bool done = true;
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    while (done && !job->ended && !(*ret_stopped = must_stop(job))) {
        slot_take(job, slot);
        slot_read(job, slot, &scratch);
        arena_reset(&scratch);
        done = slot_write(job, slot, err);
        slot_clear(slot);
    }
    arena_free(&scratch);
    return done;
}

/* Writes ready slots in order until the end, a failure or a stop. */
static bool write_in_order(struct job *job, bool *ret_stopped, struct err *err)
{
    for (uint64_t number = 0;; number++) {
        struct slot *slot = &job->slots[number % job->slot_count];
        if ((*ret_stopped = must_stop(job)))
            return true;
        pthread_mutex_lock(&job->lock);
        while (slot->state != SLOT_READY)
            pthread_cond_wait(&job->changed, &job->lock);
        pthread_mutex_unlock(&job->lock);
        if (slot->result == SLOT_END)
            return slot_write(job, slot, err);
        if (!slot_write(job, slot, err))
            return false;
        slot_clear(slot);
        pthread_mutex_lock(&job->lock);
        slot->state = SLOT_FREE;
        pthread_cond_broadcast(&job->changed);
        pthread_mutex_unlock(&job->lock);
    }
}

static bool run_threads(struct job *job, size_t workers, bool *ret_stopped, struct err *err)
{
    pthread_t threads[JOBS_MAX];
    size_t started = 0;
    bool done = true;
    while (started < workers && done) {
        int failure = pthread_create(&threads[started], NULL, worker, job);
        if (failure != 0) {
            *err = (struct err){.code = ERR_IO,
                                .sys = failure,
                                .message = "could not start a thread",
                                .offset = ERR_NO_OFFSET};
            done = false;
        }
        started += failure == 0;
    }
    if (done)
        done = write_in_order(job, ret_stopped, err);
    pthread_mutex_lock(&job->lock);
    job->stopping = true;
    pthread_cond_broadcast(&job->changed);
    pthread_mutex_unlock(&job->lock);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return done;
}

static size_t workers_of(const struct annals_job *options)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t workers = options->jobs ? options->jobs : processors > 0 ? (size_t)processors : 1;
    return workers > JOBS_MAX ? JOBS_MAX : workers;
}

static bool run_slots(struct job *job, bool *ret_stopped, struct err *err)
{
    size_t workers = workers_of(job->options);
    job->slot_count = workers == 1 ? 1 : workers * SLOTS_PER_WORKER;
    job->slots = calloc(job->slot_count, sizeof(*job->slots));
    if (!job->slots)
        return err_set_memory(err);
    for (size_t i = 0; i < job->slot_count; i++) {
        arena_init(&job->slots[i].arena, ARTICLE_ARENA_BYTES_MAX);
        buf_init(&job->slots[i].output, OUTPUT_BYTES_MAX);
    }
    bool done = workers == 1 ? run_alone(job, ret_stopped, err)
                             : run_threads(job, workers, ret_stopped, err);
    for (size_t i = 0; i < job->slot_count; i++) {
        arena_free(&job->slots[i].arena);
        buf_free(&job->slots[i].output);
    }
    free(job->slots);
    return done;
}

/* Runs the job between the opening and the closing of its intake and store. */
static int run_opened(struct job *job, struct annals_error *error)
{
    struct err err = {0};
    bool stopped = false;
    int status = 0;
    bool done = run_slots(job, &stopped, &err);
    if (done && !stopped && job->store)
        done = record_update(job->store, job->callbacks, &job->summary->progress, &stopped, &err) ||
               stopped;
    if (!done)
        status = error_from(&err, job->store ? store_detail(job->store) : NULL, error);
    intake_close(job->intake);
    if (job->store && !store_close(job->store, done && !stopped, &err) && status == 0)
        status = error_from(&err, NULL, error);
    if (status == 0 && stopped) {
        err_set(&err, ERR_IO, "stopped");
        status = error_from(&err, NULL, error);
        error->code = ANNALS_STOPPED;
    }
    return status;
}

int annals_run(const struct annals_reader *reader, const struct annals_job *options,
               const struct annals_callbacks *callbacks, struct annals_summary *ret_summary,
               struct annals_error *error)
{
    struct err err;
    struct job job = {.reader = (const struct reader *)reader,
                      .options = options,
                      .callbacks = callbacks,
                      .summary = ret_summary};
    *ret_summary = (struct annals_summary){0};
    _Static_assert(sizeof(struct annals_text) == sizeof(struct slice), "one layout");
    if (!options->store && !callbacks->output) {
        err_set(&err, ERR_USAGE, "a job needs a store or an output");
        return error_from(&err, NULL, error);
    }
    if (options->store && !store_open(options->store, STORE_WRITE, &job.store, &err))
        return error_from(&err, NULL, error);
    struct slice *inputs = calloc(options->input_count + 1, sizeof(*inputs));
    bool opened = false;
    for (size_t i = 0; inputs && i < options->input_count; i++)
        inputs[i] = slice_of(options->inputs[i]);
    if (!inputs)
        err_set_memory(&err);
    else
        opened = intake_open(inputs, options->input_count, &job.intake, &err);
    int status;
    if (opened) {
        pthread_mutex_init(&job.lock, NULL);
        pthread_mutex_init(&job.store_lock, NULL);
        pthread_cond_init(&job.changed, NULL);
        status = run_opened(&job, error);
        pthread_cond_destroy(&job.changed);
        pthread_mutex_destroy(&job.store_lock);
        pthread_mutex_destroy(&job.lock);
    } else {
        struct err ignored;
        status = error_from(&err, NULL, error);
        if (job.store)
            store_close(job.store, false, &ignored);
    }
    free(inputs);
    return status;
}
