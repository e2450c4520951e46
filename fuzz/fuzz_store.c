/*
 * fuzz_store.c - a store that somebody has changed by hand, and any words to look for in it.
 *
 * Properties: opening, listing, searching, reading and writing end, in a result or an error with a
 * message; a store that was not changed gives all of it. The input is the
 * words, up to a NUL, and then changes of five bytes each: where (four bytes), what (one). Half of
 * the changes are within the first bytes of a page, where SQLite keeps what it goes by.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/store.h"

#include "../tests/torture/corpus.h"

#define ARTICLES 12
#define SENTENCES 3

#include "fuzz_common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PAGE_BYTES 16384

static char folder[32];
static char path[64];
static struct buf whole; /* the bytes of a store of ARTICLES */

static void remove_store(void)
{
    static const char *const SUFFIXES[] = {"", "-wal", "-shm", "-lock", "-new", "-journal"};
    for (size_t i = 0; i < sizeof(SUFFIXES) / sizeof(SUFFIXES[0]); i++) {
        char name[80];
        snprintf(name, sizeof(name), "%s%s", path, SUFFIXES[i]);
        unlink(name);
    }
}

static void remove_folder(void)
{
    remove_store();
    rmdir(folder);
}

static void make_whole(void)
{
    struct err err;
    size_t got;
    /* In memory where there is such a place: most of the time would go into syncing. */
    strcpy(folder, access("/dev/shm", W_OK) == 0 ? "/dev/shm/annals-XXXXXX" : "/tmp/annals-XXXXXX");
    demand(mkdtemp(folder) != NULL);
    atexit(remove_folder);
    snprintf(path, sizeof(path), "%s/record.db", folder);
    demand(corpus_run(path, ARTICLES, SENTENCES, &err));
    FILE *file = fopen(path, "rb");
    demand(file != NULL);
    buf_init(&whole, (size_t)1 << 24);
    while ((got = fread(buf_reserve(&whole, 65536), 1, 65536, file)) > 0)
        whole.len += got;
    fclose(file);
}

/* Writes the store with the changes of the input. */
static void write_changed(const uint8_t *changes, size_t size)
{
    remove_store();
    FILE *file = fopen(path, "wb");
    demand(file && fwrite(whole.ptr, 1, whole.len, file) == whole.len);
    for (; size >= 5; changes += 5, size -= 5) {
        uint32_t where;
        memcpy(&where, changes, sizeof(where));
        if (where & 1)
            where = (where >> 16) * PAGE_BYTES + (where >> 1 & 127);
        fseek(file, (long)(where % whole.len), SEEK_SET);
        fputc(changes[4], file);
    }
    fclose(file);
}

static bool see_article(void *context, const struct store_article *article)
{
    demand(article->text.len == 0);
    return ++*(unsigned *)context < 1000;
}

static bool see_sentence(void *context, uint64_t number, uint64_t paragraph, struct slice text)
{
    (void)number;
    (void)paragraph;
    demand(text.len <= ((size_t)1 << 30));
    return ++*(unsigned *)context < 1000;
}

static bool see_rejection(void *context, const struct store_rejection *rejection)
{
    demand(rejection->reason.len <= ((size_t)1 << 30));
    return ++*(unsigned *)context < 1000;
}

/* How many articles were listed; UINT32_MAX when something failed. */
static unsigned read_all(struct slice words)
{
    struct store *store;
    struct err err = {0};
    static struct corpus_article made;
    struct store_article article;
    struct arena arena;
    unsigned articles = 0, others = 0;
    if (!store_open(path, STORE_READ, &store, &err)) {
        demand(err.code != ERR_NONE && err.message);
        return UINT32_MAX;
    }
    corpus_make(3, SENTENCES, &made);
    struct slice key = {made.article.key, HASH_ID_CHARS};
    arena_init(&arena, (size_t)1 << 24);
    bool done = store_articles(store, &(struct store_query){0}, see_article, &articles, &err);
    const struct store_query queries[] = {{.match = words}, {.since = words}, {.outlet = words}};
    for (size_t i = 0; i < 3; i++) {
        struct err failure = {0};
        if (!store_articles(store, &queries[i], see_article, &others, &failure))
            demand(failure.code != ERR_NONE && failure.message);
    }
    done = store_article(store, key, &arena, &article, &err) && done;
    done = store_sentences(store, key, see_sentence, &others, &err) && done;
    done = store_rejections(store, see_rejection, &others, &err) && done;
    demand(done || (err.code != ERR_NONE && err.message));
    demand(store_detail(store) != NULL);
    arena_free(&arena);
    store_close(store, true, &err);
    return done ? articles : UINT32_MAX;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!whole.ptr)
        make_whole();
    const uint8_t *end = size ? memchr(data, 0, size) : NULL;
    size_t length = end ? (size_t)(end - data) : size;
    size_t changed = end ? size - length - 1 : 0;
    write_changed(end ? end + 1 : data, changed);
    unsigned articles = read_all((struct slice){(const char *)data, length});
    if (changed < 5)
        demand(articles == ARTICLES);
    struct err err = {0};
    if (!corpus_run(path, ARTICLES + 2, SENTENCES, &err))
        demand(err.code != ERR_NONE && err.message);
    return 0;
}
