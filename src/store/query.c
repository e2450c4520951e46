/*
 * query.c - rows read.
 *
 *   in    filters, ids
 *   out   rows in an order that depends on their content alone, handed to a callback
 */
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "store/store_parts.h"

#define QUERY_BYTES_MAX ((size_t)4096)

/* The columns of a struct store_article, in the order in which read_article takes them. */
#define ARTICLE_COLUMNS                                                                            \
    "key, id, title, byline, outlet, url, source, language, published, published_precision,"       \
    " published_basis, not_before, sha256, encoding, flags, source_line, words, sentences"
#define ARTICLE_COLUMN_TEXT 18 /* the column after them, where there is one */

static bool listing_days(const struct store_query *query, char ret_since[DATETIME_TEXT_BYTES],
                         char ret_until[DATETIME_TEXT_BYTES], struct err *err);
static bool listing_prepare(struct store *store, const struct store_query *query,
                            sqlite3_stmt **ret_statement, struct err *err);
static bool prepare(struct store *store, const char *sql, sqlite3_stmt **ret_statement,
                    struct err *err);
static bool finish(struct store *store, sqlite3_stmt *statement, int result, struct err *err);
static struct store_article read_article(sqlite3_stmt *statement);
static bool find_article(struct store *store, const char *sql, struct slice value,
                         struct arena *arena, struct store_article *ret_article,
                         unsigned *ret_found, struct err *err);
static bool copy_article(const struct store_article *article, struct arena *arena,
                         struct store_article *ret_article, struct err *err);
static bool is_hexadecimal(struct slice text);
static struct slice take_code_points(struct slice *rest, int64_t count);

bool store_articles(struct store *store, const struct store_query *query,
                    bool (*row)(void *context, const struct store_article *article), void *context,
                    struct err *err)
{
    char since[DATETIME_TEXT_BYTES], until[DATETIME_TEXT_BYTES];
    sqlite3_stmt *statement;
    if (!listing_days(query, since, until, err) || !listing_prepare(store, query, &statement, err))
        return false;
    sql_bind_text(statement, 1, query->outlet);
    sql_bind_text(statement, 2, slice_from(since));
    sql_bind_text(statement, 3, slice_from(until));
    sql_bind_text(statement, 4, query->match);
    bool is_limited = query->limit > 0 && query->limit < INT64_MAX;
    sqlite3_bind_int64(statement, 5, is_limited ? (sqlite3_int64)query->limit : -1);
    sqlite3_bind_int64(statement, 6,
                       (sqlite3_int64)(query->offset < INT64_MAX ? query->offset : INT64_MAX));
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        struct store_article article = read_article(statement);
        if (!row(context, &article))
            break;
    }
    bool done = finish(store, statement, result, err);
    /* With a text query, what SQLite calls an error of the statement is one of the query. */
    if (!done && query->match.len > 0 && (result & 0xff) == SQLITE_ERROR)
        return err_set(err, ERR_USAGE, "not a full-text query");
    return done;
}

bool store_article(struct store *store, struct slice id, struct arena *arena,
                   struct store_article *ret_article, struct err *err)
{
    static const char *const WAYS[] = {
        "SELECT " ARTICLE_COLUMNS ", text FROM article WHERE id = ?1",
        "SELECT " ARTICLE_COLUMNS ", text FROM article WHERE key = ?1",
        /* 'g' sorts after every hexadecimal digit */
        "SELECT " ARTICLE_COLUMNS
        ", text FROM article WHERE key > ?1 AND key < ?1 || 'g' ORDER BY key LIMIT 2",
    };
    size_t ways = is_hexadecimal(id) ? 3 : 1;
    for (size_t way = 0; way < ways; way++) {
        unsigned found;
        if (!find_article(store, WAYS[way], id, arena, ret_article, &found, err))
            return false;
        if (found > 1)
            return err_set(err, ERR_CONFLICT, "more than one article has a key that starts so");
        if (found == 1)
            return true;
    }
    return err_set(err, ERR_MISSING, "no such article");
}

bool store_sentences(struct store *store, struct slice key,
                     bool (*row)(void *context, uint64_t number, uint64_t paragraph,
                                 struct slice text),
                     void *context, struct err *err)
{
    sqlite3_stmt *article, *sentences;
    if (!prepare(store, "SELECT number, text FROM article WHERE key = ?1", &article, err))
        return false;
    if (!prepare(store,
                 "SELECT number, paragraph, start_offset, end_offset FROM sentence"
                 " WHERE article = ?1 ORDER BY number",
                 &sentences, err)) {
        sqlite3_finalize(article);
        return false;
    }
    sql_bind_text(article, 1, key);
    int found = sqlite3_step(article), result = SQLITE_DONE;
    struct slice rest = found == SQLITE_ROW ? sql_column_text(article, 1) : SLICE_EMPTY;
    int64_t offset = 0; /* code points of the text before rest */
    if (found == SQLITE_ROW)
        sqlite3_bind_int64(sentences, 1, sqlite3_column_int64(article, 0));
    while (found == SQLITE_ROW && (result = sqlite3_step(sentences)) == SQLITE_ROW) {
        int64_t start = sqlite3_column_int64(sentences, 2);
        int64_t end = sqlite3_column_int64(sentences, 3);
        take_code_points(&rest, start - offset);
        struct slice text = take_code_points(&rest, end - start);
        offset = end;
        if (!row(context, (uint64_t)sqlite3_column_int64(sentences, 0),
                 (uint64_t)sqlite3_column_int64(sentences, 1), text))
            break;
    }
    bool done = finish(store, sentences, result, err);
    return finish(store, article, found, done ? err : &(struct err){0}) && done;
}

bool store_rejections(struct store *store,
                      bool (*row)(void *context, const struct store_rejection *rejection),
                      void *context, struct err *err)
{
    sqlite3_stmt *statement;
    if (!prepare(store,
                 "SELECT source, source_line, reason, byte_offset FROM rejection"
                 " ORDER BY source, source_line, reason",
                 &statement, err))
        return false;
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        bool is_placed = sqlite3_column_type(statement, 3) != SQLITE_NULL;
        struct store_rejection rejection = {
            .source = sql_column_text(statement, 0),
            .line = (uint64_t)sqlite3_column_int64(statement, 1),
            .reason = sql_column_text(statement, 2),
            .offset = is_placed ? (uint64_t)sqlite3_column_int64(statement, 3) : ERR_NO_OFFSET,
        };
        if (!row(context, &rejection))
            break;
    }
    return finish(store, statement, result, err);
}

/* ---- listings ---- */

/* The filters' days as ISO text, "" where there is none. */
static bool listing_days(const struct store_query *query, char ret_since[DATETIME_TEXT_BYTES],
                         char ret_until[DATETIME_TEXT_BYTES], struct err *err)
{
    return day_text(query->since, ret_since, err) && day_text(query->until, ret_until, err);
}

/*
 * A date known to the month only matches when some day of that month would, and so with years: so
 * since and published are compared as far as both go. The comparison of whole days before it says
 * nothing new but lets the index find where to start.
 */
static bool listing_prepare(struct store *store, const struct store_query *query,
                            sqlite3_stmt **ret_statement, struct err *err)
{
    struct buf sql;
    buf_init(&sql, QUERY_BYTES_MAX);
    buf_append(&sql, SLICE("SELECT " ARTICLE_COLUMNS " FROM article WHERE 1"));
    if (query->outlet.len > 0)
        buf_append(&sql, SLICE(" AND outlet = ?1"));
    if (query->since.len > 0)
        buf_append(&sql, SLICE(" AND published_day >= substr(?2, 1, 4)"
                               " AND substr(published, 1, min(10, length(?2))) >="
                               " substr(?2, 1, min(10, length(published)))"));
    if (query->until.len > 0)
        buf_append(&sql, SLICE(" AND published_day <= ?3 || '~'"));
    if (query->match.len > 0)
        buf_append(&sql, SLICE(" AND number IN (SELECT rowid FROM article_search"
                               " WHERE article_search MATCH ?4)"));
    buf_append(&sql, SLICE(" ORDER BY published_day NULLS LAST, published, outlet, id"
                           " LIMIT ?5 OFFSET ?6"));
    bool prepared = sql.failed ? buf_fail(&sql, err) : prepare(store, sql.ptr, ret_statement, err);
    buf_free(&sql);
    return prepared;
}

bool day_text(struct slice given, char ret_day[DATETIME_TEXT_BYTES], struct err *err)
{
    ret_day[0] = '\0';
    if (given.len == 0)
        return true;
    struct datetime date;
    if (!datetime_parse_iso(given, &date))
        return err_set(err, ERR_USAGE, "not an ISO date");
    if (date.precision > DATE_DAY)
        date.precision = DATE_DAY;
    ret_day[datetime_format(&date, ret_day)] = '\0';
    return true;
}

/* ---- statements ---- */

static bool prepare(struct store *store, const char *sql, sqlite3_stmt **ret_statement,
                    struct err *err)
{
    int result = sqlite3_prepare_v2(store->db, sql, -1, ret_statement, NULL);
    return result == SQLITE_OK || sql_fail(store, result, err);
}

/* Ends a statement; result is what its last step gave. */
static bool finish(struct store *store, sqlite3_stmt *statement, int result, struct err *err)
{
    bool done = result == SQLITE_ROW || result == SQLITE_DONE;
    if (!done)
        sql_fail(store, result, err);
    sqlite3_finalize(statement);
    return done;
}

/* ---- rows ---- */

static struct store_article read_article(sqlite3_stmt *statement)
{
    return (struct store_article){
        .key = sql_column_text(statement, 0),
        .id = sql_column_text(statement, 1),
        .title = sql_column_text(statement, 2),
        .byline = sql_column_text(statement, 3),
        .outlet = sql_column_text(statement, 4),
        .url = sql_column_text(statement, 5),
        .source = sql_column_text(statement, 6),
        .language = sql_column_text(statement, 7),
        .published = sql_column_text(statement, 8),
        .published_precision = sql_column_text(statement, 9),
        .published_basis = sql_column_text(statement, 10),
        .not_before = sql_column_text(statement, 11),
        .sha256 = sql_column_text(statement, 12),
        .encoding = sql_column_text(statement, 13),
        .flags = sql_column_text(statement, 14),
        .source_line = (uint64_t)sqlite3_column_int64(statement, 15),
        .words = (uint64_t)sqlite3_column_int64(statement, 16),
        .sentences = (uint64_t)sqlite3_column_int64(statement, 17),
    };
}

/* *ret_found is 0, 1 or 2 (for more than one); *ret_article is filled when it is 1. */
static bool find_article(struct store *store, const char *sql, struct slice value,
                         struct arena *arena, struct store_article *ret_article,
                         unsigned *ret_found, struct err *err)
{
    sqlite3_stmt *statement;
    if (!prepare(store, sql, &statement, err))
        return false;
    sql_bind_text(statement, 1, value);
    struct store_article article = {0};
    unsigned found = 0;
    int result = sqlite3_step(statement);
    if (result == SQLITE_ROW) {
        struct store_article row = read_article(statement);
        row.text = sql_column_text(statement, ARTICLE_COLUMN_TEXT);
        if (!copy_article(&row, arena, &article, err)) {
            sqlite3_finalize(statement);
            return false;
        }
        found = 1;
        result = sqlite3_step(statement);
        found += result == SQLITE_ROW;
    }
    if (!finish(store, statement, result, err))
        return false;
    *ret_found = found;
    if (found == 1)
        *ret_article = article;
    return true;
}

static bool copy_article(const struct store_article *article, struct arena *arena,
                         struct store_article *ret_article, struct err *err)
{
    struct store_article copy = *article;
    struct slice *const fields[] = {
        &copy.id,
        &copy.key,
        &copy.title,
        &copy.byline,
        &copy.outlet,
        &copy.url,
        &copy.source,
        &copy.language,
        &copy.published,
        &copy.published_precision,
        &copy.published_basis,
        &copy.not_before,
        &copy.text,
        &copy.sha256,
        &copy.encoding,
        &copy.flags,
    };
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        *fields[i] = arena_copy(arena, *fields[i]);
        if (!fields[i]->ptr)
            return arena_fail(arena, err);
    }
    *ret_article = copy;
    return true;
}

static bool is_hexadecimal(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (ascii_hex(text.ptr[i]) < 0)
            return false;
    }
    return text.len > 0 && text.len <= HASH_ID_CHARS;
}

/* The first code points of *rest, which moves past them; fewer when it has not as many. */
static struct slice take_code_points(struct slice *rest, int64_t count)
{
    size_t length = 0;
    while (count-- > 0 && length < rest->len) {
        uint32_t code_point;
        length += utf8_decode(*rest, length, &code_point);
    }
    struct slice taken = slice_sub(*rest, 0, length);
    *rest = slice_sub(*rest, length, rest->len);
    return taken;
}
