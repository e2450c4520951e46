/*
 * store.c - a store's life: opened, written in batches, closed.
 *
 *   in    a path; new rows, counted
 *   out   a connection; transactions that end at the same rows in every run
 *
 * Invariants
 *   1. A batch is a pure function of the file before it and the rows put: it starts on a connection
 *      that has read nothing, so that neither SQLite's file change counter nor a cached page knows
 *      how many batches or lookups this process did before. So a run that was killed and run again
 *      ends in the same bytes.
 *   2. A batch's end is decided by its new rows alone.
 *   3. Only the writer copies the log into the file (a checkpoint), and only between batches.
 *   4. A reader changes nothing, not even by closing last.
 */
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "store/store_parts.h"

static bool open_writer(struct store *store, struct err *err);
static bool open_reader(struct store *store, struct err *err);
static bool connect_writer(struct store *store, sqlite3 **ret_db, struct err *err);
static bool connect_reader(struct store *store, bool immutable, struct err *err);
static bool configure(sqlite3 *db, const char *pragmas);
static bool log_is_empty(const struct store *store);
static bool checkpoint(struct store *store, struct err *err);
static void release(struct store *store);

bool store_open(const char *path, enum store_mode mode, struct store **ret_store, struct err *err)
{
    struct store *store = calloc(1, sizeof(*store));
    if (!store)
        return err_set_memory(err);
    store->mode = mode;
    store->lock_fd = -1;
    arena_init(&store->scratch, STORE_SCRATCH_BYTES_MAX);
    bool opened = path_resolve(path, &store->path, err) &&
                  (mode == STORE_READ ? open_reader(store, err) : open_writer(store, err));
    if (!opened) {
        release(store);
        return false;
    }
    *ret_store = store;
    return true;
}

bool store_close(struct store *store, bool commit, struct err *err)
{
    bool done = true;
    if (store->mode != STORE_READ) {
        if (commit && store->failure.code != ERR_NONE) {
            *err = store->failure;
            done = false;
        } else if (commit) {
            done = store->in_batch ? batch_end(store, err) : checkpoint(store, err);
        }
        if (store->in_batch)
            batch_undo(store);
    }
    release(store);
    return done;
}

const char *store_detail(const struct store *store)
{
    return store->detail;
}

/* ---- opening ---- */

static bool open_writer(struct store *store, struct err *err)
{
    if (!lock_take(store->path, &store->lock_fd, err))
        return false;
    struct stat file;
    bool is_new = stat(store->path, &file) != 0 ? errno == ENOENT
                                                : S_ISREG(file.st_mode) && file.st_size == 0;
    if (is_new && store->mode == STORE_WRITE && !schema_create(store, err))
        return false;
    return schema_check_file(store, err) && connect_writer(store, &store->db, err) &&
           schema_migrate(store, err) &&
           /* What a killed writer had committed. */
           checkpoint(store, err);
}

static bool open_reader(struct store *store, struct err *err)
{
    if (!schema_check_file(store, err))
        return false;
    if (connect_reader(store, false, err))
        return schema_migrate(store, err);
    /* A folder that cannot be written has no room for the log's index; without a log none is
     * needed, as nobody can write such a store. */
    if (err->code != ERR_IO || !log_is_empty(store))
        return false;
    return connect_reader(store, true, err) && schema_migrate(store, err);
}

/* A connection that writes. Commits are synced before they return (synchronous = FULL): what was
 * told done survives a power cut. */
static bool connect_writer(struct store *store, sqlite3 **ret_db, struct err *err)
{
    sqlite3 *db = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    int result = sqlite3_open_v2(store->path, &db, flags, NULL);
    if (result != SQLITE_OK || !configure(db, "PRAGMA journal_mode = WAL;"
                                              "PRAGMA wal_autocheckpoint = 0;"
                                              "PRAGMA synchronous = FULL;"
                                              /* freed pages hold zeros, not what was there */
                                              "PRAGMA secure_delete = ON")) {
        sql_fail_on(store, db, db ? sqlite3_errcode(db) : result, err);
        sqlite3_close(db);
        return false;
    }
    *ret_db = db;
    return true;
}

/* A connection that reads. It may write files beside the store (the log's index), so it opens for
 * writing where it can, but query_only keeps it from the store itself. */
static bool connect_reader(struct store *store, bool immutable, struct err *err)
{
    char *uri = immutable ? path_immutable_uri(store->path) : NULL;
    if (immutable && !uri)
        return err_set_memory(err);
    int flags = SQLITE_OPEN_NOMUTEX;
    flags |= immutable ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE;
    int result = sqlite3_open_v2(immutable ? uri : store->path, &store->db, flags, NULL);
    free(uri);
    if (result != SQLITE_OK ||
        !configure(store->db, "PRAGMA query_only = ON; SELECT 1 FROM sqlite_schema LIMIT 1")) {
        sql_fail_on(store, store->db, store->db ? sqlite3_errcode(store->db) : result, err);
        sqlite3_close(store->db);
        store->db = NULL;
        return false;
    }
    return true;
}

/* What every connection has. False leaves the reason in db. */
static bool configure(sqlite3 *db, const char *pragmas)
{
    char common[256];
    snprintf(common, sizeof(common),
             "PRAGMA cache_size = -%d; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
             "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON",
             STORE_CACHE_KIB);
    sqlite3_extended_result_codes(db, 1);
    return sqlite3_busy_timeout(db, STORE_BUSY_MS) == SQLITE_OK &&
           sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK &&
           sqlite3_exec(db, common, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_exec(db, pragmas, NULL, NULL, NULL) == SQLITE_OK;
}

static bool log_is_empty(const struct store *store)
{
    char *name = path_with(store->path, "-wal");
    struct stat log;
    bool empty = name && (stat(name, &log) != 0 ? errno == ENOENT : log.st_size == 0);
    free(name);
    return empty;
}

/* ---- batches ---- */

bool batch_begin(struct store *store, struct err *err)
{
    if (store->mode == STORE_READ)
        return err_set(err, ERR_USAGE, "the store was opened for reading");
    if (store->failure.code != ERR_NONE) {
        *err = store->failure;
        return false;
    }
    if (store->in_batch)
        return true;
    /* The new connection comes before the old one goes, so that the log stays where readers look
     * for it, and a failure leaves the old one. */
    sqlite3 *fresh;
    if (!connect_writer(store, &fresh, err))
        return false;
    sql_forget_statements(store);
    sqlite3_close(store->db);
    store->db = fresh;
    sqlite3_stmt *rollback; /* made now, as it may be wanted when there is no memory */
    if (!sql_statement(store, SQL_ROLLBACK, &rollback, err) ||
        !sql_run(store, "BEGIN IMMEDIATE", err))
        return false;
    store->in_batch = true;
    store->batch_rows = 0;
    store->batch_bytes = 0;
    return true;
}

bool batch_count(struct store *store, uint64_t text_bytes, struct err *err)
{
    store->batch_rows++;
    store->batch_bytes += text_bytes;
    if (store->batch_rows < STORE_BATCH_ROWS && store->batch_bytes < STORE_BATCH_BYTES)
        return true;
    return batch_end(store, err);
}

bool batch_fail(struct store *store, const struct err *err)
{
    /* Nothing is lost when the row that failed was the batch's first. */
    if (store->batch_rows > 0)
        store->failure = *err;
    batch_undo(store);
    return false;
}

bool batch_end(struct store *store, struct err *err)
{
    if (!sql_run(store, "COMMIT", err))
        return batch_fail(store, err);
    store->in_batch = false;
    return checkpoint(store, err);
}

void batch_undo(struct store *store)
{
    sqlite3_stmt *rollback = store->statements[SQL_ROLLBACK];
    /* SQLite has rolled back by itself after some errors. If this fails the transaction ends with
     * its connection, which no batch shares with another. */
    if (store->in_batch && !sqlite3_get_autocommit(store->db)) {
        sqlite3_step(rollback);
        sqlite3_reset(rollback);
    }
    store->in_batch = false;
}

/* Copies the log into the file and empties it. A reader that holds an old state may keep that from
 * being done now; a later batch, or the next writer, then does it. */
static bool checkpoint(struct store *store, struct err *err)
{
    sqlite3_busy_timeout(store->db, STORE_CHECKPOINT_WAIT_MS);
    int result = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    sqlite3_busy_timeout(store->db, STORE_BUSY_MS);
    return result == SQLITE_OK || (result & 0xff) == SQLITE_BUSY || sql_fail(store, result, err);
}

/* ---- closing ---- */

static void release(struct store *store)
{
    if (store->db) {
        sql_forget_statements(store);
        /* The last connection to close takes the log into the file: not a reader's task. With an
         * empty log it only removes it. */
        if (store->mode == STORE_READ && !log_is_empty(store))
            sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        sqlite3_close(store->db);
    }
    if (store->lock_fd >= 0)
        lock_drop(store->path, store->lock_fd);
    arena_free(&store->scratch);
    free(store->path);
    free(store);
}
