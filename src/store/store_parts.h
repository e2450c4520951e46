/*
 * store_parts.h - what the files of store/ share, and nobody else includes.
 *
 *   in    –
 *   out   struct store, SQL statements, error mapping
 *   uses  base/, SQLite
 */
#ifndef ANNALS_STORE_STORE_PARTS_H
#define ANNALS_STORE_STORE_PARTS_H

#include <sqlite3.h>

#include "base/limits.h"
#include "store/store.h"

/* How long a reader waits for the writer's short exclusive moments, and the reverse. */
#define STORE_BUSY_MS 5000
/* How long a checkpoint waits for readers of the state before it. */
#define STORE_CHECKPOINT_WAIT_MS 200
/* Page cache of a connection; negative is KiB in SQLite's pragma. */
#define STORE_CACHE_KIB 32768
/* Of a new store: a few articles of a usual length to a page. */
#define STORE_PAGE_BYTES 16384
/* SQLite's own maximum is 512, with its suffixes. */
#define STORE_PATH_BYTES_MAX ((size_t)490)
/* Cleaned metadata of one article. */
#define STORE_SCRATCH_BYTES_MAX ((size_t)1 << 20)
#define STORE_DETAIL_BYTES 256
/* Statements of lists that are kept for the next time. */
#define STORE_LISTS_KEPT 64

/* Statements that are prepared once per connection; sql.c holds their text. */
enum sql {
    SQL_FIND_KEY,
    SQL_FIND_ID,
    SQL_FIND_REJECTION,
    SQL_PUT_OUTLET,
    SQL_PUT_ARTICLE,
    SQL_PUT_SEARCH,
    SQL_PUT_SENTENCE,
    SQL_PUT_ACTOR,
    SQL_PUT_ACTOR_MENTION,
    SQL_PUT_ACTOR_COUNTS,
    SQL_PUT_TIME,
    SQL_PUT_PLACE,
    SQL_PUT_PLACE_MENTION,
    SQL_PUT_QUANTITY,
    SQL_PUT_STATEMENT,
    SQL_PUT_STATEMENT_SPAN,
    SQL_PUT_EVENT,
    SQL_PUT_PARTICIPANT,
    SQL_PUT_COUNT,
    SQL_PUT_REJECTION,
    SQL_COPY_KEY_ADD,
    SQL_COPY_KEY_MEMBERS,
    SQL_COPY_LINK_ADD,
    SQL_COPY_LINK_DROP,
    SQL_COPY_LINKS,
    SQL_STORY_KEY_ADD,
    SQL_STORY_KEY_MEMBERS,
    SQL_STORY_LINK_ADD,
    SQL_STORY_LINK_DROP,
    SQL_STORY_LINKS,
    SQL_NEXT_ARTICLE,
    SQL_ONE_ARTICLE,
    SQL_NOTE_BODY,
    SQL_NOTE_UNIT,
    SQL_ARTICLE_OF_BODY,
    SQL_ARTICLES_OF_BODY,
    SQL_ARTICLES_OF_UNIT,
    SQL_UNIT_OF_ARTICLE,
    SQL_PUT_UNIT,
    SQL_GET_UNIT,
    SQL_DROP_PASSAGES,
    SQL_DROP_COPY,
    SQL_PUT_COPY,
    SQL_PUT_PASSAGE,
    SQL_STORY_OF_ARTICLE,
    SQL_STORY_OF_UNIT,
    SQL_PUT_STORY_ARTICLE,
    SQL_PUT_STORY,
    SQL_DROP_EMPTY_STORY,
    SQL_PUT_STORY_CHANGE,
    SQL_COPY_GROUP_OF,
    SQL_TAKE_ARTICLE,
    SQL_TAKE_SENTENCES,
    SQL_TAKE_ACTORS,
    SQL_TAKE_TIMES,
    SQL_TAKE_QUANTITIES,
    SQL_TAKE_EVENTS,
    SQL_TAKE_DATELINE,
    SQL_TAKE_PARTICIPANTS,
    SQL_TAKE_COUNTS,
    SQL_FIND_AFTER,
    SQL_FIND_TWIN,
    SQL_PUT_TWIN,
    SQL_FIND_TWIN_OF,
    SQL_FIND_TWINS,
    SQL_PUT_SOURCE,
    SQL_FIND_SOURCES,
    SQL_PUT_NODE,
    SQL_FIND_NODE,
    SQL_FIND_NODES,
    SQL_EVENT_KEY_ADD,
    SQL_EVENT_KEY_MEMBERS,
    SQL_EVENT_LINK_ADD,
    SQL_EVENT_LINK_DROP,
    SQL_EVENT_LINKS,
    SQL_FIND_EVENT_OF,
    SQL_FIND_EVENT_HEAD,
    SQL_PUT_MERGED,
    SQL_PUT_MEMBER,
    SQL_PUT_EVENT_ACTOR,
    SQL_PUT_DISAGREEMENT,
    SQL_PUT_DISAGREEMENT_VALUE,
    SQL_PUT_DISAGREEMENT_MENTION,
    SQL_DROP_EVENT_ACTORS,
    SQL_DROP_DISAGREEMENTS,
    SQL_DROP_DISAGREEMENT_VALUES,
    SQL_DROP_DISAGREEMENT_MENTIONS,
    SQL_DROP_EVENT,
    SQL_FIND_EVENT,
    SQL_FIND_MENTION,
    SQL_FIND_MEMBERS,
    SQL_FIND_DECISIONS,
    SQL_PUT_DECISION,
    SQL_DROP_DECISION,
    SQL_FIND_DECIDED,
    SQL_DROP_DECISIONS,
    SQL_PUT_HISTORY,
    SQL_ROLLBACK,
    STATEMENT_COUNT,
};

/*
 * State of a writer
 *
 *   in_batch  failure      what is so
 *   false     ERR_NONE     everything put is committed; the next new row begins a batch
 *   true      ERR_NONE     a transaction is open; batch_rows and batch_bytes count what is in it
 *   false     another      the batch was rolled back; nothing more can be put, and
 * store_close(commit) tells the failure again. Rows of earlier batches are safe, queries work
 *
 * Invariant: db is NULL only inside store_open and store_close.
 */
struct store {
    char *path;  /* resolved, absolute or starting with "./" */
    sqlite3 *db; /* the one connection */
    sqlite3_stmt *statements[STATEMENT_COUNT];
    sqlite3_stmt *lists[STORE_LISTS_KEPT]; /* by a hash of their SQL; NULL: none */
    enum store_mode mode;
    int lock_fd; /* the writer's lock, or -1 */
    bool in_batch;
    uint32_t batch_rows;  /* new articles and rejections */
    uint64_t batch_bytes; /* of their texts */
    struct err failure;
    struct arena scratch; /* of one call */
    uint64_t deadline_ms; /* of the monotonic clock; 0: none */
    char detail[STORE_DETAIL_BYTES];
};

/* ---- path.c ---- */

/* The one name of the file, allocated: links followed, or "./" before a relative path that is not
 * there yet. ERR_USAGE, ERR_LIMIT, ERR_MEMORY. */
bool path_resolve(const char *path, char **ret_path, struct err *err);
/* path and suffix in one, allocated; NULL when memory is exhausted. So the next. */
char *path_with(const char *path, const char *suffix);
/* "file:…?immutable=1". */
char *path_immutable_uri(const char *path);

/* ---- lock.c ---- */

/* Takes the writer's lock of the store at path: an flock on PATH-lock, which the system drops when
 * the process ends in whatever way. False with ERR_BUSY, ERR_IO or ERR_MEMORY. */
bool lock_take(const char *path, int *ret_fd, struct err *err);
/* Drops it and removes the lock file. */
void lock_drop(const char *path, int fd);

/* ---- schema.c ---- */

/* Makes an empty store at path, all at once: it is built beside it and renamed. The caller holds
 * the lock, and path does not exist or is empty. */
bool schema_create(struct store *store, struct err *err);
/* Checks that the file at path is an annals store, without changing anything. ERR_MISSING,
 * ERR_FORMAT, ERR_IO, ERR_MEMORY. */
bool schema_check_file(struct store *store, struct err *err);
/* Brings the open database to STORE_SCHEMA_VERSION in one transaction. A reader only checks:
 * ERR_VERSION when it is not of this version. */
bool schema_migrate(struct store *store, struct err *err);

/* ---- put_layers.c ---- */

/* Writes an article's actors, times, places, quantities, statements and events; number is its row.
 */
bool put_layers(struct store *store, const struct article *article, sqlite3_int64 number,
                struct err *err);
/* put_statements.c: statements with their content. */
bool put_statements(struct store *store, const struct article *article, sqlite3_int64 number,
                    struct err *err);
/* put_events.c: event mentions with participants and counts. */
bool put_events(struct store *store, const struct article *article, sqlite3_int64 number,
                struct err *err);
/* Code points of text before a byte. Layers are sorted by start, so one walk serves a layer; a step
 * costs the bytes between. */
struct put_walk {
    struct slice text;
    uint32_t byte;
    int64_t offset;
};
/* Binds a span's offsets to two placeholders. */
void put_bind_span(sqlite3_stmt *statement, int index, struct put_walk *walk, struct span span);
/* Room for a comma-separated list: the codes of one actor or event, or the names of all layers. */
#define PUT_LIST_BYTES_MAX ((size_t)512)
/* Appends name to such a list, length bytes long; what does not fit is left out, names being ours
 * and few. Returns the new length. */
size_t put_list_add(char list[PUT_LIST_BYTES_MAX], size_t length, struct slice name);
/* An ISO day in text, or NULL in SQL for DAY_UNKNOWN. */
void put_bind_day(sqlite3_stmt *statement, int index, int32_t day, char text[DATETIME_TEXT_BYTES]);
/* NAN is NULL in SQL. */
void put_bind_number(sqlite3_stmt *statement, int index, double number);
/* "grammar,actors,times": the layers that were read, in the store's scratch; empty for none. */
bool layer_names(struct store *store, const struct article *article, struct slice *ret_names,
                 struct err *err);

/* ---- sql.c ---- */

/* Fills *err from an SQLite result, and the store's detail. Returns false. */
bool sql_fail(struct store *store, int result, struct err *err);
/* The same for a connection that is not (yet) the store's. */
bool sql_fail_on(struct store *store, sqlite3 *db, int result, struct err *err);

/* Runs statements without results, such as "COMMIT". */
bool sql_run(struct store *store, const char *sql, struct err *err);
/* The integer that a query's first row starts with; 0 when it has no row. */
bool sql_number(struct store *store, const char *sql, int64_t *ret_number, struct err *err);
/* The kept statement, reset, without bindings. */
bool sql_statement(struct store *store, enum sql which, sqlite3_stmt **ret_statement,
                   struct err *err);
/* Steps a kept statement that returns at most one row and resets it. ret_row may be NULL. */
bool sql_step_once(struct store *store, sqlite3_stmt *statement, bool *ret_row, struct err *err);
/* Finalizes the kept statements. */
void sql_forget_statements(struct store *store);

/* Text that outlives the step; the empty slice is NULL in SQL. */
void sql_bind_text(sqlite3_stmt *statement, int index, struct slice text);
/* A column's text, until the next step; NULL is the empty slice. */
struct slice sql_column_text(sqlite3_stmt *statement, int column);

/* ---- query.c ---- */

/* A filter's day as ISO text with a NUL, to the day at most; "" for the empty slice. ERR_USAGE. */
bool day_text(struct slice given, char ret_day[DATETIME_TEXT_BYTES], struct err *err);

/* ---- store.c ---- */

/* Begins a batch unless one is under way; needed before the first new row. */
bool batch_begin(struct store *store, struct err *err);
/* Counts a new row and ends the batch when it is full. */
bool batch_count(struct store *store, uint64_t text_bytes, struct err *err);
/* Rolls the batch back because of *err, which later writes will tell again. Returns false. */
bool batch_fail(struct store *store, const struct err *err);
/* Commits the batch under way and takes the log into the file. */
bool batch_end(struct store *store, struct err *err);
/* Rolls back the batch under way, if there is one. */
void batch_undo(struct store *store);

/* sums.c: counts anew what the articles that the record has yet to take in name. Within the
 * record's transaction, before these are noted as taken in. Cost: the rows of their actors in all
 * articles. */
bool sums_update(struct store *store, struct err *err);

#endif
