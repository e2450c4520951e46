/*
 * schema.c - the tables: made, recognised, brought up to date.
 *
 *   in    a path, an open database
 *   out   a database with the tables of data/schema/, or an error that says why it is none
 *
 * A new store is a file of version 0 (application id, no tables) that is migrated like any older
 * one. The application id is in the file itself from the first moment, so that a foreign file is
 * told without SQLite's recovery of its write-ahead log, which would change it.
 */
#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/resource.h"
#include "store/store_parts.h"

#define APPLICATION_ID 0x416E6E6C /* "Annl", bytes 68 to 71 of the file */
#define HEADER_BYTES 100          /* SQLite's "Database File Format" §1.3 */
#define NEW_SUFFIX "-new"

/* What takes a store of version `to` - 1 to version `to`. */
static const struct migration {
    int to;
    const char *resource;
} MIGRATIONS[] = {
    {1, "data/schema/store-1.sql"},
    {2, "data/schema/store-2.sql"},
    {3, "data/schema/store-3.sql"},
};
#define MIGRATION_COUNT (sizeof(MIGRATIONS) / sizeof(MIGRATIONS[0]))

static bool create_at(struct store *store, const char *name, struct err *err);
static bool create_clear(const char *path, struct err *err);
static bool create_move(const char *name, const char *path, struct err *err);
static bool read_header(struct store *store, uint8_t ret_header[HEADER_BYTES], struct err *err);
static bool check_tables(struct store *store, struct err *err);
static bool migrate_steps(struct store *store, int64_t version, struct err *err);

bool schema_create(struct store *store, struct err *err)
{
    char *name = path_with(store->path, NEW_SUFFIX);
    if (!name)
        return err_set_memory(err);
    unlink(name); /* left by a writer that was killed here */
    bool made = create_at(store, name, err) && create_clear(store->path, err) &&
                create_move(name, store->path, err);
    if (!made)
        unlink(name);
    free(name);
    return made;
}

/* The whole of a new store, synced. No journal is kept: a file that was not finished is not used.
 */
static bool create_at(struct store *store, const char *name, struct err *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int result = sqlite3_open_v2(name, &store->db, flags, NULL);
    bool made = result == SQLITE_OK || sql_fail(store, result, err);
    char pragmas[256];
    snprintf(pragmas, sizeof(pragmas),
             "PRAGMA page_size = %d; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE;"
             "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
             "BEGIN; PRAGMA application_id = %d",
             STORE_PAGE_BYTES, APPLICATION_ID);
    made = made && sql_run(store, pragmas, err) && migrate_steps(store, 0, err) &&
           sql_run(store, "COMMIT", err);
    sqlite3_close(store->db);
    store->db = NULL;
    return made;
}

/* Removes the log that a store by this name left when it alone was deleted: SQLite would take it
 * for the new one's. */
static bool create_clear(const char *path, struct err *err)
{
    static const char *const SUFFIXES[] = {"-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof(SUFFIXES) / sizeof(SUFFIXES[0]); i++) {
        char *name = path_with(path, SUFFIXES[i]);
        if (!name)
            return err_set_memory(err);
        bool cleared = unlink(name) == 0 || errno == ENOENT;
        free(name);
        if (!cleared)
            return err_set_errno(err, "could not remove the log of a deleted store");
    }
    return true;
}

/* Renames and syncs the folder, so that the store is there after a power cut too. */
static bool create_move(const char *name, const char *path, struct err *err)
{
    if (rename(name, path) != 0)
        return err_set_errno(err, "could not name the new store");
    const char *slash = strrchr(path, '/');
    assert(slash != NULL);
    char *folder = strndup(path, slash == path ? 1 : (size_t)(slash - path));
    if (!folder)
        return err_set_memory(err);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    /* Not every file system can sync a folder, and not every folder can be read. */
    bool synced = fd < 0 || fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
    if (!synced)
        err_set_errno(err, "could not sync the folder of the new store");
    if (fd >= 0)
        close(fd);
    return synced;
}

bool schema_check_file(struct store *store, struct err *err)
{
    struct stat file;
    if (stat(store->path, &file) != 0)
        return errno == ENOENT || errno == ENOTDIR ? err_set(err, ERR_MISSING, "no such store")
                                                   : err_set_errno(err, "could not open the store");
    if (!S_ISREG(file.st_mode) || file.st_size == 0)
        return err_set(err, ERR_FORMAT, "not an annals store");
    uint8_t header[HEADER_BYTES] = {0};
    if (!read_header(store, header, err))
        return false;
    uint32_t application_id = (uint32_t)header[68] << 24 | (uint32_t)header[69] << 16 |
                              (uint32_t)header[70] << 8 | header[71];
    if (memcmp(header, "SQLite format 3", 16) != 0 || application_id != APPLICATION_ID)
        return err_set(err, ERR_FORMAT, "not an annals store");
    return true;
}

/* The file's first bytes, read past SQLite's recovery but through its own files: were the file
 * opened and closed otherwise, this process would lose the locks that other connections of it hold
 * (POSIX locks end with the first descriptor that is closed). */
static bool read_header(struct store *store, uint8_t ret_header[HEADER_BYTES], struct err *err)
{
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    if (!vfs)
        return err_set_memory(err);
    sqlite3_file *file = calloc(1, (size_t)vfs->szOsFile);
    sqlite3_filename name = sqlite3_create_filename(store->path, "", "", 0, NULL);
    int result = SQLITE_NOMEM;
    if (file && name)
        result = vfs->xOpen(vfs, name, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, NULL);
    if (result == SQLITE_OK) {
        result = file->pMethods->xRead(file, ret_header, HEADER_BYTES, 0);
        file->pMethods->xClose(file);
    }
    sqlite3_free_filename(name);
    free(file);
    if (result == SQLITE_IOERR_SHORT_READ)
        return err_set(err, ERR_FORMAT, "not an annals store");
    return result == SQLITE_OK || sql_fail_on(store, NULL, result, err);
}

bool schema_migrate(struct store *store, struct err *err)
{
    int64_t version = 0;
    if (!sql_number(store, "PRAGMA user_version", &version, err))
        return false;
    if (version > STORE_SCHEMA_VERSION || version < 0)
        return err_set(err, ERR_VERSION, "the store was written by a newer annals");
    if (version == STORE_SCHEMA_VERSION)
        return check_tables(store, err);
    if (store->mode == STORE_READ)
        return err_set(err, ERR_VERSION,
                       "the store is of an older annals; writing to it once brings it up to date");
    if (!sql_run(store, "BEGIN IMMEDIATE", err))
        return false;
    if (migrate_steps(store, version, err) && sql_run(store, "COMMIT", err))
        return check_tables(store, err);
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

/* All steps from a version to ours, in the transaction under way. */
static bool migrate_steps(struct store *store, int64_t version, struct err *err)
{
    for (size_t i = 0; i < MIGRATION_COUNT; i++) {
        if (MIGRATIONS[i].to <= version)
            continue;
        struct slice sql = resource_get(MIGRATIONS[i].resource);
        assert(sql.ptr != NULL);
        char set_version[64];
        snprintf(set_version, sizeof(set_version), "PRAGMA user_version = %d", MIGRATIONS[i].to);
        if (!sql_run(store, sql.ptr, err) || !sql_run(store, set_version, err))
            return false;
    }
    return true;
}

/* That our tables are tables: a file made to mislead could have views that never end instead. */
static bool check_tables(struct store *store, struct err *err)
{
    int64_t count = 0;
    if (!sql_number(store,
                    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
                    " AND name IN ('meta', 'outlet', 'article', 'sentence', 'rejection',"
                    " 'article_actor', 'actor_mention', 'time_expression', 'place',"
                    " 'place_mention', 'quantity', 'event_mention', 'event_participant',"
                    " 'event_count', 'statement', 'statement_span',"
                    " 'event', 'event_member', 'event_actor', 'disagreement', 'disagreement_value',"
                    " 'disagreement_mention', 'event_decision', 'event_history', 'event_key', "
                    "'event_link', 'record_article', 'copy_key', 'copy_link', 'story_unit',"
                    " 'story_key', 'story_link', 'copy_group_article', 'copy_passage', 'story',"
                    " 'story_article', 'story_change', 'event_twin',"
                    " 'event_source', 'event_node', 'actor')",
                    &count, err))
        return false;
    return count == 41 || err_set(err, ERR_FORMAT, "the store is damaged");
}
