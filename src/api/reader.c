/*
 * reader.c - the public functions that read one document.
 *
 *   in    bytes in memory
 *   out   a reading, its JSON and CoNLL-U
 */
#include <stdlib.h>

#include "api/convert.h"
#include "api/faults.h"
#include "base/limits.h"
#include "intake/intake.h"
#include "reading/reading.h"

/* Output of one article: every layer takes less than this many bytes per byte of its arena. */
#define READING_OUTPUT_BYTES_MAX ((size_t)2 << 30)

struct annals_reading {
    const struct reader *reader;
    struct arena arena; /* owns the document's bytes and the article */
    struct article article;
    struct buf output;
};

const char *annals_version(void)
{
    return ANNALS_VERSION_TEXT;
}

int annals_reader_new(struct annals_reader **ret_reader, struct annals_error *error)
{
    struct reader *reader;
    struct err err;
    if (!reader_new(&reader, &err))
        return error_from(&err, NULL, error);
    *ret_reader = (struct annals_reader *)reader;
    return 0;
}

int annals_reader_new_with(const struct annals_data *data, struct annals_reader **ret_reader,
                           struct annals_error *error)
{
    struct reader *reader;
    struct err err;
    struct fault_teller teller = {data->fault, data->context};
    struct data_faults faults = {.tell = fault_tell, .context = &teller};
    const struct reader_options options = {.files = files_of(data), .faults = &faults};
    if (!reader_new_with(&options, &reader, &err))
        return error_from(&err, NULL, error);
    *ret_reader = (struct annals_reader *)reader;
    return 0;
}

void annals_reader_free(struct annals_reader *reader)
{
    reader_free((struct reader *)reader);
}

static bool copy_text(struct arena *arena, struct annals_text text, struct slice *ret_copy)
{
    *ret_copy = arena_copy(arena, slice_of(text));
    return ret_copy->ptr != NULL;
}

static bool copy_document(const struct annals_document *from, struct arena *arena,
                          struct document *ret_document)
{
    *ret_document = (struct document){.form = from->form == ANNALS_FORM_HTML ? DOCUMENT_HTML
                                                                             : DOCUMENT_TEXT};
    return copy_text(arena, from->bytes, &ret_document->bytes) &&
           copy_text(arena, from->source, &ret_document->source) &&
           copy_text(arena, from->id, &ret_document->id) &&
           copy_text(arena, from->title, &ret_document->title) &&
           copy_text(arena, from->url, &ret_document->url) &&
           copy_text(arena, from->outlet, &ret_document->outlet) &&
           copy_text(arena, from->published, &ret_document->published);
}

static bool read_document(const struct reader *reader, const struct annals_document *document,
                          struct annals_reading *reading, struct err *err)
{
    struct document copy;
    struct arena scratch;
    if (document->bytes.len > DOCUMENT_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "document over DOCUMENT_BYTES_MAX");
    if (!copy_document(document, &reading->arena, &copy))
        return arena_fail(&reading->arena, err);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    bool (*read)(const struct reader *, struct document *, struct arena *, struct arena *,
                 struct article *,
                 struct err *) = document->form == ANNALS_FORM_CONLLU  ? reader_parse_conllu
                                 : document->form == ANNALS_FORM_PROSE ? reader_parse_text
                                                                       : reader_read;
    bool done = read(reader, &copy, &reading->arena, &scratch, &reading->article, err) &&
                reader_annotate(reader, &reading->arena, &scratch, &reading->article, err);
    arena_free(&scratch);
    return done;
}

int annals_read(const struct annals_reader *reader, const struct annals_document *document,
                struct annals_reading **ret_reading, struct annals_error *error)
{
    struct err err;
    struct annals_reading *reading = calloc(1, sizeof(*reading));
    if (!reading) {
        err_set_memory(&err);
        return error_from(&err, NULL, error);
    }
    reading->reader = (const struct reader *)reader;
    arena_init(&reading->arena, ARTICLE_ARENA_BYTES_MAX);
    buf_init(&reading->output, READING_OUTPUT_BYTES_MAX);
    if (!read_document(reading->reader, document, reading, &err)) {
        annals_reading_free(reading);
        return error_from(&err, NULL, error);
    }
    *ret_reading = reading;
    return 0;
}

void annals_reading_free(struct annals_reading *reading)
{
    if (!reading)
        return;
    arena_free(&reading->arena);
    buf_free(&reading->output);
    free(reading);
}

static bool write_explained(struct annals_reading *reading, struct err *err)
{
    struct arena scratch;
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    bool done = reader_explain(reading->reader, &reading->arena, &scratch, &reading->article,
                               &reading->output, err);
    arena_free(&scratch);
    return done;
}

int annals_reading_write(struct annals_reading *reading, enum annals_format format, unsigned layers,
                         struct annals_text *ret_text, struct annals_error *error)
{
    struct err err;
    bool done = true;
    buf_reset(&reading->output);
    if (format == ANNALS_CONLLU)
        reading_write_conllu(&reading->article, &reading->output);
    else if (format == ANNALS_EXPLAINED)
        done = write_explained(reading, &err);
    else
        reading_write_json(&reading->article, layers, &reading->output);
    if (done && reading->output.failed)
        done = buf_fail(&reading->output, &err);
    if (!done)
        return error_from(&err, NULL, error);
    *ret_text = text_of(buf_slice(&reading->output));
    return 0;
}
