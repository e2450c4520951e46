/*
 * store.c - the public functions that look into a store.
 *
 *   in    a path, queries
 *   out   rows, by callback
 */
#include <stdlib.h>

#include "api/convert.h"
#include "base/limits.h"
#include "store/store.h"

/* What one stored article takes in memory: its text and its metadata. */
#define ROW_ARENA_BYTES_MAX ((size_t)64 << 20)

static struct store *store_of(struct annals_store *store)
{
    return (struct store *)store;
}

static int store_error(struct annals_store *store, const struct err *err,
                       struct annals_error *error)
{
    return error_from(err, store ? store_detail(store_of(store)) : NULL, error);
}

int annals_store_open(const char *path, struct annals_store **ret_store, struct annals_error *error)
{
    struct store *store;
    struct err err;
    if (!store_open(path, STORE_READ, &store, &err))
        return error_from(&err, NULL, error);
    *ret_store = (struct annals_store *)store;
    return 0;
}

void annals_store_close(struct annals_store *store)
{
    struct err ignored;
    if (store)
        store_close(store_of(store), false, &ignored);
}

static struct annals_article article_of(const struct store_article *from)
{
    return (struct annals_article){
        .id = text_of(from->id),
        .key = text_of(from->key),
        .title = text_of(from->title),
        .byline = text_of(from->byline),
        .outlet = text_of(from->outlet),
        .url = text_of(from->url),
        .source = text_of(from->source),
        .language = text_of(from->language),
        .published = text_of(from->published),
        .published_precision = text_of(from->published_precision),
        .published_basis = text_of(from->published_basis),
        .not_before = text_of(from->not_before),
        .text = text_of(from->text),
        .sha256 = text_of(from->sha256),
        .encoding = text_of(from->encoding),
        .flags = text_of(from->flags),
        .source_line = from->source_line,
        .words = from->words,
        .sentences = from->sentences,
    };
}

struct article_rows {
    int (*row)(void *context, const struct annals_article *article);
    void *context;
};

static bool article_row(void *context, const struct store_article *stored)
{
    const struct article_rows *rows = context;
    const struct annals_article article = article_of(stored);
    return rows->row(rows->context, &article) == 0;
}

int annals_store_articles(struct annals_store *store, const struct annals_query *query,
                          int (*row)(void *context, const struct annals_article *article),
                          void *context, struct annals_error *error)
{
    struct err err;
    struct article_rows rows = {row, context};
    const struct store_query stored = {
        .outlet = slice_of(query->outlet),
        .since = slice_of(query->since),
        .until = slice_of(query->until),
        .match = slice_of(query->match),
        .limit = query->limit,
        .offset = query->offset,
    };
    if (!store_articles(store_of(store), &stored, article_row, &rows, &err))
        return store_error(store, &err, error);
    return 0;
}

struct sentence_rows {
    void (*row)(void *context, uint64_t number, uint64_t paragraph, struct annals_text text);
    void *context;
};

static bool sentence_row(void *context, uint64_t number, uint64_t paragraph, struct slice text)
{
    const struct sentence_rows *rows = context;
    rows->row(rows->context, number, paragraph, text_of(text));
    return true;
}

int annals_store_article(struct annals_store *store, struct annals_text id,
                         void (*article)(void *context, const struct annals_article *article),
                         void (*sentence)(void *context, uint64_t number, uint64_t paragraph,
                                          struct annals_text text),
                         void *context, struct annals_error *error)
{
    struct err err;
    struct arena arena;
    struct store_article stored;
    struct sentence_rows rows = {sentence, context};
    arena_init(&arena, ROW_ARENA_BYTES_MAX);
    bool done = store_article(store_of(store), slice_of(id), &arena, &stored, &err);
    if (done) {
        const struct annals_article told = article_of(&stored);
        article(context, &told);
        if (sentence)
            done = store_sentences(store_of(store), stored.key, sentence_row, &rows, &err);
    }
    arena_free(&arena);
    return done ? 0 : store_error(store, &err, error);
}

struct rejection_rows {
    int (*row)(void *context, const struct annals_rejection *rejection);
    void *context;
};

static bool rejection_row(void *context, const struct store_rejection *stored)
{
    const struct rejection_rows *rows = context;
    const struct annals_rejection rejection = {.source = text_of(stored->source),
                                               .line = stored->line,
                                               .offset = stored->offset,
                                               .reason = text_of(stored->reason)};
    return rows->row(rows->context, &rejection) == 0;
}

int annals_store_rejections(struct annals_store *store,
                            int (*row)(void *context, const struct annals_rejection *rejection),
                            void *context, struct annals_error *error)
{
    struct err err;
    struct rejection_rows rows = {row, context};
    if (!store_rejections(store_of(store), rejection_row, &rows, &err))
        return store_error(store, &err, error);
    return 0;
}
