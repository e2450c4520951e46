/*
 * reading.c - from a raw document to the whole annotated article.
 *
 *   in    a document as intake/ made it
 *   out   the article, stage after stage
 */
#include "reading/reading.h"
#include "reading/explain_parts.h"

#include <stdlib.h>

#include "actors/actors.h"
#include "base/ascii.h"
#include "base/limits.h"
#include "base/vector.h"
#include "events/events.h"
#include "grammar/grammar.h"
#include "intake/intake.h"
#include "page/page.h"
#include "place/place.h"
#include "quantity/quantity.h"
#include "reading/conllu_read.h"
#include "statements/statements.h"
#include "text/text.h"
#include "time/time.h"

#define READER_ARENA_BYTES_MAX ((size_t)256 << 20)

struct reader {
    struct arena arena; /* owns the models */
    const struct page_model *page;
    const struct text_model *text;
    struct grammar_model *grammar;
    const struct actors_model *actors;
    const struct time_model *time;
    const struct quantity_model *quantity;
    const struct place_model *place;
    const struct statements_model *statements;
    const struct events_model *events;
};

bool reader_new(struct reader **ret_reader, struct err *err)
{
    const struct reader_options built_in = {.faults = NULL};
    return reader_new_with(&built_in, ret_reader, err);
}

/* What the layers of meaning know. */
static bool load_layers(struct reader *reader, const struct data_set *set,
                        struct data_faults *faults, struct err *err)
{
    struct arena *arena = &reader->arena;
    return actors_model_load(set, arena, faults, &reader->actors, err) &&
           time_model_load(set, arena, faults, &reader->time, err) &&
           quantity_model_load(set, arena, faults, &reader->quantity, err) &&
           place_model_load(set, arena, faults, &reader->place, err) &&
           statements_model_load(set, arena, faults, &reader->statements, err) &&
           events_model_load(set, faults, arena, &reader->events, err);
}

/* All models, and what the data files say. */
static bool load_models(struct reader *reader, const struct reader_options *options,
                        struct data_faults *faults, struct err *err)
{
    struct data_set set;
    return page_model_load(&reader->arena, &reader->page, err) &&
           text_model_load(&reader->arena, &reader->text, err) &&
           grammar_model_load(&reader->arena, &reader->grammar, err) &&
           dictionary_gather(&options->files, faults, &reader->arena, &set, err) &&
           load_layers(reader, &set, faults, err) && data_faults_end(faults, err);
}

bool reader_new_with(const struct reader_options *options, struct reader **ret_reader,
                     struct err *err)
{
    struct data_faults unheard = {0};
    struct reader *reader = calloc(1, sizeof(*reader));
    if (!reader)
        return err_set_memory(err);
    arena_init(&reader->arena, READER_ARENA_BYTES_MAX);
    if (!load_models(reader, options, options->faults ? options->faults : &unheard, err)) {
        reader_free(reader);
        return false;
    }
    *ret_reader = reader;
    return true;
}

void reader_free(struct reader *reader)
{
    if (!reader)
        return;
    grammar_model_free(reader->grammar);
    arena_free(&reader->arena);
    free(reader);
}

void reader_key(const struct document *document, char ret_key[HASH_ID_CHARS])
{
    const struct slice parts[] = {document->id,    document->url,       document->outlet,
                                  document->title, document->published, document->bytes};
    hash_id(parts, sizeof(parts) / sizeof(parts[0]), ret_key);
}

/* Identity and origin, from the document before it is decoded. */
static bool article_begin(const struct document *document, struct arena *arena,
                          struct article *article, struct err *err)
{
    *article = (struct article){0};
    if (document->id.len > ID_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "id over ID_BYTES_MAX");
    reader_key(document, article->key);
    hash_sha256(document->bytes, article->sha256);
    article->id = document->id;
    if (document->id.len == 0)
        article->id = arena_copy(arena, (struct slice){article->key, HASH_ID_CHARS});
    if (!article->id.ptr)
        return arena_fail(arena, err);
    article->source = document->source;
    article->source_line = document->line;
    return true;
}

static bool article_decode(struct document *document, struct arena *arena, struct article *article,
                           struct err *err)
{
    if (!document_decode(document, arena, err))
        return false;
    article->encoding = document->encoding;
    article->encoding_basis = document->encoding_basis;
    if (document->encoding_basis == ENCODING_GUESSED)
        article->flags |= ARTICLE_ENCODING_GUESSED;
    if (document->replaced)
        article->flags |= ARTICLE_BYTES_REPLACED;
    return true;
}

bool reader_read(const struct reader *reader, struct document *document, struct arena *arena,
                 struct arena *scratch, struct article *ret_article, struct err *err)
{
    struct article article;
    if (!article_begin(document, arena, &article, err) ||
        !article_decode(document, arena, &article, err) ||
        !page_read(reader->page, document, arena, scratch, &article, err) ||
        !text_split(reader->text, arena, scratch, &article, err))
        return false;
    *ret_article = article;
    return true;
}

bool reader_add_grammar(const struct reader *reader, struct arena *arena, struct arena *scratch,
                        struct article *article, struct err *err)
{
    if (!grammar_parse(reader->grammar, arena, scratch, article, err))
        return false;
    article->layers |= ARTICLE_GRAMMAR;
    return true;
}

bool reader_annotate(const struct reader *reader, struct arena *arena, struct arena *scratch,
                     struct article *article, struct err *err)
{
    if (article->flags & ARTICLE_NOT_ENGLISH)
        return true;
    if (!reader_add_grammar(reader, arena, scratch, article, err) ||
        !place_annotate(reader->place, arena, scratch, article, err))
        return false;
    article->layers |= ARTICLE_PLACES;
    if (!actors_annotate(reader->actors, arena, scratch, article, err))
        return false;
    article->layers |= ARTICLE_ACTORS;
    if (!time_annotate(reader->time, arena, scratch, article, err) ||
        !quantity_annotate(reader->quantity, arena, scratch, article, err))
        return false;
    article->layers |= ARTICLE_TIMES | ARTICLE_QUANTITIES;
    if (!statements_annotate(reader->statements, arena, scratch, article, err))
        return false;
    article->layers |= ARTICLE_STATEMENTS;
    if (!events_code(reader->events, arena, scratch, article, err))
        return false;
    article->layers |= ARTICLE_EVENTS;
    return true;
}

bool reader_explain(const struct reader *reader, struct arena *arena, struct arena *scratch,
                    const struct article *article, struct buf *out, struct err *err)
{
    struct trace trace = {0};
    bool coded = article->layers & ARTICLE_EVENTS;
    if (coded && !trace_article(reader->events, arena, scratch, article, &trace, err))
        return false;
    explain_article(article, &trace, out);
    return !out->failed || buf_fail(out, err);
}

/* Whether the line has anything but white space. */
static bool line_is_empty(struct slice line)
{
    return slice_trim(line).len == 0;
}

/* Paragraphs of raw text: runs of lines that are not empty. */
static bool split_paragraphs(struct arena *arena, struct article *article, struct err *err)
{
    VECTOR(struct paragraph) paragraphs = {0};
    struct slice rest = article->text, line;
    struct paragraph *open = NULL;
    while (slice_next_line(&rest, &line)) {
        if (line_is_empty(line)) {
            open = NULL;
            continue;
        }
        struct slice trimmed = slice_trim(line);
        uint32_t start = (uint32_t)(trimmed.ptr - article->text.ptr);
        if (!open) {
            open = vector_push(&paragraphs, arena);
            if (!open)
                return arena_fail(arena, err);
            open->span.start = start;
        }
        open->span.end = start + (uint32_t)trimmed.len;
    }
    article->paragraphs = paragraphs.items;
    article->paragraph_count = (uint32_t)paragraphs.count;
    if (paragraphs.count == 0)
        return err_set(err, ERR_EMPTY, "no text in the document");
    return true;
}

bool reader_parse_text(const struct reader *reader, struct document *document, struct arena *arena,
                       struct arena *scratch, struct article *ret_article, struct err *err)
{
    struct article article;
    if (!article_begin(document, arena, &article, err) ||
        !article_decode(document, arena, &article, err))
        return false;
    if (document->bytes.len > ARTICLE_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "text over ARTICLE_BYTES_MAX");
    article.text = document->bytes;
    if (!split_paragraphs(arena, &article, err) ||
        !text_split(reader->text, arena, scratch, &article, err))
        return false;
    *ret_article = article;
    return true;
}

bool reader_parse_conllu(const struct reader *reader, struct document *document,
                         struct arena *arena, struct arena *scratch, struct article *ret_article,
                         struct err *err)
{
    (void)reader; /* one shape with the others */
    (void)scratch;
    struct article article;
    if (!article_begin(document, arena, &article, err) ||
        !article_decode(document, arena, &article, err) ||
        !conllu_read(document->bytes, arena, &article, &document->line, err))
        return false;
    *ret_article = article;
    return true;
}
