/*
 * store.h - the record on disk: one SQLite file.
 *
 *   in    annotated articles, rejections
 *   out   the same, queried; docs/store.md describes the tables and views for other programs
 *   uses  base/, article/, SQLite
 *
 * Invariants
 *   1. One process writes: the writer holds an exclusive lock on FILE.db-lock (flock) for its life;
 * a second one gets ERR_BUSY at once. Readers are never refused.
 *   2. Rows are written in batches, one transaction each. A batch ends after STORE_BATCH_ROWS new
 * rows or when the run ends, is checkpointed and starts from the file alone: so an interrupted run
 *      that is run again ends in the same bytes as an uninterrupted one.
 *   3. No wall clock, no random numbers, no row numbers in ids.
 *   4. A failed put (but for ERR_CONFLICT, which writes nothing) rolls its batch back. When rows
 * that were told new went with it, every later put fails with the same error, and so does
 * store_close(commit). Queries still work, and the file holds the batches before.
 */
#ifndef ANNALS_STORE_STORE_H
#define ANNALS_STORE_STORE_H

#include "article/article.h"
#include "base/arena.h"
#include "base/err.h"

#define STORE_SCHEMA_VERSION 3

struct store;

enum store_mode {
    STORE_READ,   /* the file must exist */
    STORE_WRITE,  /* created when it does not exist; an older schema is migrated */
    STORE_CHANGE, /* as STORE_WRITE, but the file must exist */
};

/* Opens path (UTF-8, NUL-terminated). False with ERR_MISSING, ERR_BUSY (another writer),
 * ERR_VERSION (newer schema), ERR_FORMAT (no annals store), ERR_IO, ERR_MEMORY. Close with
 * store_close. A store belongs to one thread at a time. */
bool store_open(const char *path, enum store_mode mode, struct store **ret_store, struct err *err);
/* Ends the batch under way (when commit is true; else it is rolled back) and closes. The store is
 * gone even when false is returned. */
bool store_close(struct store *store, bool commit, struct err *err);

/* One sentence on what went wrong in SQLite last, for messages beside an err; never NULL. */
const char *store_detail(const struct store *store);

enum store_put { STORE_NEW, STORE_KNOWN };

/* Adds an article with its sentences. STORE_KNOWN when an article with its key is there already:
 * nothing is written. ERR_CONFLICT when its id is there with another key. */
bool store_put_article(struct store *store, const struct article *article,
                       enum store_put *ret_result, struct err *err);

/* What is stored of an input that was rejected. */
struct store_rejection {
    struct slice source;
    uint64_t line;
    uint64_t offset; /* ERR_NO_OFFSET: unknown */
    struct slice reason;
};
/* Adds it, once: the same source, line and reason again is STORE_KNOWN. */
bool store_put_rejection(struct store *store, const struct store_rejection *rejection,
                         enum store_put *ret_result, struct err *err);

/* True when a document with this key (article.key) is stored: lets a rerun pass over what it has.
 */
bool store_has(struct store *store, const char key[HASH_ID_CHARS], bool *ret_has, struct err *err);

/* ---- reading it back ---- */

/* Queries end with ERR_LIMIT when they are not done budget_ms from now; 0: they may take as long as
 * they like. */
void store_set_budget(struct store *store, uint32_t budget_ms);
/* Between the two, all queries see one state of the store, whatever a writer does meanwhile. Keep
 * it short: the writer's log grows until the end. */
bool store_snapshot_begin(struct store *store, struct err *err);
void store_snapshot_end(struct store *store);
/* A number that changes when another connection has written, and means nothing else. O(1). */
bool store_state(struct store *store, uint64_t *ret_state, struct err *err);

struct store_article {
    struct slice id, key, title, byline, outlet, url, source, language, published,
        published_precision, published_basis, not_before, text, sha256, encoding, flags;
    uint64_t source_line;
    uint64_t words;
    uint64_t sentences;
};

struct store_query {
    struct slice outlet; /* exact, or empty */
    struct slice since;  /* ISO day, month or year, or empty; finer parts are passed over. A date
                            known to the month matches when a day of that month would */
    struct slice until;  /* likewise, inclusive */
    struct slice match;  /* full-text query in FTS5 syntax, or empty */
    uint64_t limit;      /* 0: no limit */
    uint64_t offset;
};

/* Calls row for each article in order of publication (unknown dates last), outlet, id. The slices
 * hold during the call only; text is empty here. Stops when row returns false. row may query the
 * store. ERR_USAGE when a date is none or match is no full-text query (store_detail says why). */
bool store_articles(struct store *store, const struct store_query *query,
                    bool (*row)(void *context, const struct store_article *article), void *context,
                    struct err *err);

/* One article by id, key or a unique prefix of its key, with its text; lives in arena. ERR_MISSING
 * when there is none, ERR_CONFLICT when a prefix fits several. */
bool store_article(struct store *store, struct slice id, struct arena *arena,
                   struct store_article *ret_article, struct err *err);

/* Calls row for each sentence of an article (its key) in order; numbers count from 0. No sentence
 * when there is no such article. */
bool store_sentences(struct store *store, struct slice key,
                     bool (*row)(void *context, uint64_t number, uint64_t paragraph,
                                 struct slice text),
                     void *context, struct err *err);

/* Calls row for each rejection in order of source, line, reason. */
bool store_rejections(struct store *store,
                      bool (*row)(void *context, const struct store_rejection *rejection),
                      void *context, struct err *err);

#endif
