/*
 * put.c - rows written.
 *
 *   in    annotated articles, rejections
 *   out   rows of article, sentence, outlet, article_search and rejection
 */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "store/store_parts.h"

#define FLAGS_BYTES_MAX 512

/* The placeholders of SQL_PUT_ARTICLE. */
enum article_value {
    VALUE_KEY = 1,
    VALUE_ID,
    VALUE_OUTLET,
    VALUE_PUBLISHED,
    VALUE_PUBLISHED_DAY,
    VALUE_PUBLISHED_PRECISION,
    VALUE_PUBLISHED_BASIS,
    VALUE_NOT_BEFORE,
    VALUE_TITLE,
    VALUE_BYLINE,
    VALUE_URL,
    VALUE_LANGUAGE,
    VALUE_WORDS,
    VALUE_SENTENCES,
    VALUE_SOURCE,
    VALUE_SOURCE_LINE,
    VALUE_SHA256,
    VALUE_ENCODING,
    VALUE_ENCODING_BASIS,
    VALUE_FLAGS,
    VALUE_TEXT,
    VALUE_LAYERS,
};

static bool find(struct store *store, enum sql which, struct slice value, bool *ret_found,
                 struct err *err);
static bool put_rows(struct store *store, const struct article *article, struct slice id,
                     struct err *err);
static bool put_article(struct store *store, const struct article *article, struct slice id,
                        struct err *err);
static bool bind_published(struct store *store, sqlite3_stmt *statement,
                           const struct article *article, struct err *err);
static bool bind_metadata(struct store *store, sqlite3_stmt *statement,
                          const struct article *article, struct err *err);
static bool bind_origin(struct store *store, sqlite3_stmt *statement, const struct article *article,
                        struct err *err);
static bool put_search(struct store *store, const struct article *article, sqlite3_int64 number,
                       struct err *err);
static bool put_sentences(struct store *store, const struct article *article, sqlite3_int64 number,
                          struct err *err);
static bool put_rejection(struct store *store, const struct store_rejection *rejection,
                          struct slice source, struct err *err);
static void bind_rejection(sqlite3_stmt *statement, const struct store_rejection *rejection,
                           struct slice source);
static void bind_required(sqlite3_stmt *statement, int index, struct slice text);
static bool flag_names(struct store *store, const struct article *article, struct slice *ret_names,
                       struct err *err);
static bool date_text(struct store *store, const struct datetime *date, struct slice *ret_text,
                      struct err *err);
static bool clean(struct store *store, struct slice text, struct slice *ret_text, struct err *err);

bool store_put_article(struct store *store, const struct article *article,
                       enum store_put *ret_result, struct err *err)
{
    arena_reset(&store->scratch);
    struct slice id = SLICE_EMPTY;
    bool known = false, taken = false;
    if (!clean(store, article->id, &id, err) ||
        !find(store, SQL_FIND_KEY, (struct slice){article->key, HASH_ID_CHARS}, &known, err))
        return false;
    if (known) {
        *ret_result = STORE_KNOWN;
        return true;
    }
    if (id.len == 0)
        id = (struct slice){article->key, HASH_ID_CHARS};
    if (!find(store, SQL_FIND_ID, id, &taken, err))
        return false;
    if (taken)
        return err_set(err, ERR_CONFLICT, "another article has this id");
    if (!batch_begin(store, err))
        return false;
    if (!put_rows(store, article, id, err))
        return batch_fail(store, err);
    if (!batch_count(store, article->text.len, err))
        return false;
    *ret_result = STORE_NEW;
    return true;
}

bool store_put_rejection(struct store *store, const struct store_rejection *rejection,
                         enum store_put *ret_result, struct err *err)
{
    arena_reset(&store->scratch);
    struct slice source = SLICE_EMPTY;
    sqlite3_stmt *statement;
    bool known = false;
    if (!clean(store, rejection->source, &source, err) ||
        !sql_statement(store, SQL_FIND_REJECTION, &statement, err))
        return false;
    bind_rejection(statement, rejection, source);
    if (!sql_step_once(store, statement, &known, err))
        return false;
    if (known) {
        *ret_result = STORE_KNOWN;
        return true;
    }
    if (!batch_begin(store, err))
        return false;
    if (!put_rejection(store, rejection, source, err))
        return batch_fail(store, err);
    if (!batch_count(store, 0, err))
        return false;
    *ret_result = STORE_NEW;
    return true;
}

bool store_has(struct store *store, const char key[HASH_ID_CHARS], bool *ret_has, struct err *err)
{
    return find(store, SQL_FIND_KEY, (struct slice){key, HASH_ID_CHARS}, ret_has, err);
}

static bool find(struct store *store, enum sql which, struct slice value, bool *ret_found,
                 struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, which, &statement, err))
        return false;
    sql_bind_text(statement, 1, value);
    return sql_step_once(store, statement, ret_found, err);
}

static bool put_rows(struct store *store, const struct article *article, struct slice id,
                     struct err *err)
{
    if (!put_article(store, article, id, err))
        return false;
    sqlite3_int64 number = sqlite3_last_insert_rowid(store->db);
    return put_search(store, article, number, err) && put_sentences(store, article, number, err) &&
           put_layers(store, article, number, err);
}

static bool put_article(struct store *store, const struct article *article, struct slice id,
                        struct err *err)
{
    struct slice outlet = SLICE_EMPTY, flags = SLICE_EMPTY, layers = SLICE_EMPTY;
    sqlite3_stmt *statement;
    if (!clean(store, article->outlet, &outlet, err) || !flag_names(store, article, &flags, err) ||
        !layer_names(store, article, &layers, err))
        return false;
    if (outlet.len > 0) {
        if (!sql_statement(store, SQL_PUT_OUTLET, &statement, err))
            return false;
        sql_bind_text(statement, 1, outlet);
        if (!sql_step_once(store, statement, NULL, err))
            return false;
    }
    if (!sql_statement(store, SQL_PUT_ARTICLE, &statement, err))
        return false;
    sql_bind_text(statement, VALUE_KEY, (struct slice){article->key, HASH_ID_CHARS});
    sql_bind_text(statement, VALUE_ID, id);
    sql_bind_text(statement, VALUE_OUTLET, outlet);
    sql_bind_text(statement, VALUE_FLAGS, flags);
    sql_bind_text(statement, VALUE_LAYERS, layers);
    bind_required(statement, VALUE_TEXT, article->text);
    sqlite3_bind_int64(statement, VALUE_WORDS, article->token_count);
    sqlite3_bind_int64(statement, VALUE_SENTENCES, article->sentence_count);
    return bind_published(store, statement, article, err) &&
           bind_metadata(store, statement, article, err) &&
           bind_origin(store, statement, article, err) &&
           sql_step_once(store, statement, NULL, err);
}

/* What is known of when it was published. */
static bool bind_published(struct store *store, sqlite3_stmt *statement,
                           const struct article *article, struct err *err)
{
    const struct datetime *published = &article->published;
    struct slice text = SLICE_EMPTY, day = SLICE_EMPTY;
    if (!date_text(store, published, &text, err))
        return false;
    sql_bind_text(statement, VALUE_PUBLISHED, text);
    if (published->precision != DATE_UNKNOWN) {
        struct datetime first = *published; /* its month and day are 1 where they are unknown */
        first.precision = DATE_DAY;
        if (!date_text(store, &first, &day, err))
            return false;
    }
    sql_bind_text(statement, VALUE_PUBLISHED_DAY, day);
    sql_bind_text(statement, VALUE_PUBLISHED_PRECISION,
                  slice_from(article_precision_name(published->precision)));
    sql_bind_text(statement, VALUE_PUBLISHED_BASIS,
                  slice_from(article_basis_name(article->published_basis)));
    if (!date_text(store, &article->not_before, &text, err))
        return false;
    sql_bind_text(statement, VALUE_NOT_BEFORE, text);
    return true;
}

/* What the page says of itself. */
static bool bind_metadata(struct store *store, sqlite3_stmt *statement,
                          const struct article *article, struct err *err)
{
    const struct slice fields[] = {article->title, article->byline, article->url,
                                   article->language};
    for (int i = 0; i < 4; i++) {
        struct slice text = SLICE_EMPTY;
        if (!clean(store, fields[i], &text, err))
            return false;
        sql_bind_text(statement, VALUE_TITLE + i, text);
    }
    return true;
}

/* Where it was read from, and how. */
static bool bind_origin(struct store *store, sqlite3_stmt *statement, const struct article *article,
                        struct err *err)
{
    static const char DIGITS[] = "0123456789abcdef";
    struct slice source = SLICE_EMPTY;
    char *sha256 = arena_alloc(&store->scratch, (size_t)2 * SHA256_BYTES, 1);
    if (!sha256)
        return arena_fail(&store->scratch, err);
    if (!clean(store, article->source, &source, err))
        return false;
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        sha256[2 * i] = DIGITS[article->sha256[i] >> 4];
        sha256[2 * i + 1] = DIGITS[article->sha256[i] & 15];
    }
    bind_required(statement, VALUE_SOURCE, source);
    if (article->source_line > 0)
        sqlite3_bind_int64(statement, VALUE_SOURCE_LINE, (sqlite3_int64)article->source_line);
    sql_bind_text(statement, VALUE_SHA256, (struct slice){sha256, (size_t)2 * SHA256_BYTES});
    sql_bind_text(statement, VALUE_ENCODING, slice_from(article->encoding));
    sql_bind_text(statement, VALUE_ENCODING_BASIS,
                  slice_from(article_encoding_basis_name(article->encoding_basis)));
    return true;
}

static bool put_search(struct store *store, const struct article *article, sqlite3_int64 number,
                       struct err *err)
{
    sqlite3_stmt *statement;
    struct slice title = SLICE_EMPTY;
    if (!clean(store, article->title, &title, err) ||
        !sql_statement(store, SQL_PUT_SEARCH, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, number);
    sql_bind_text(statement, 2, title);
    bind_required(statement, 3, article->text);
    return sql_step_once(store, statement, NULL, err);
}

/* Offsets turn from bytes to code points on one walk over the text. */
static bool put_sentences(struct store *store, const struct article *article, sqlite3_int64 number,
                          struct err *err)
{
    uint32_t byte = 0;
    int64_t offset = 0; /* code points before byte */
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_SENTENCE, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, number);
    for (uint32_t i = 0; i < article->sentence_count; i++) {
        const struct sentence *sentence = &article->sentences[i];
        assert(byte <= sentence->span.start && sentence->span.start <= sentence->span.end);
        offset += (int64_t)utf8_count(slice_sub(article->text, byte, sentence->span.start));
        sqlite3_bind_int64(statement, 2, i);
        sqlite3_bind_int64(statement, 3, sentence->paragraph);
        sqlite3_bind_int64(statement, 4, offset);
        offset += (int64_t)utf8_count(article_slice(article, sentence->span));
        sqlite3_bind_int64(statement, 5, offset);
        sqlite3_bind_int64(statement, 6, sentence->token_count);
        if (!sql_step_once(store, statement, NULL, err))
            return false;
        byte = sentence->span.end;
    }
    return true;
}

static bool put_rejection(struct store *store, const struct store_rejection *rejection,
                          struct slice source, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_REJECTION, &statement, err))
        return false;
    bind_rejection(statement, rejection, source);
    if (rejection->offset != ERR_NO_OFFSET)
        sqlite3_bind_int64(statement, 4, (sqlite3_int64)rejection->offset);
    return sql_step_once(store, statement, NULL, err);
}

/* What makes a rejection that rejection, in both of its statements. */
static void bind_rejection(sqlite3_stmt *statement, const struct store_rejection *rejection,
                           struct slice source)
{
    bind_required(statement, 1, source);
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)rejection->line);
    bind_required(statement, 3, rejection->reason);
}

/* Text that is never NULL, though it may be empty. */
static void bind_required(sqlite3_stmt *statement, int index, struct slice text)
{
    sqlite3_bind_text64(statement, index, text.len ? text.ptr : "", text.len, SQLITE_STATIC,
                        SQLITE_UTF8);
}

/* "encoding guessed,date conflict"; empty for none. */
static bool flag_names(struct store *store, const struct article *article, struct slice *ret_names,
                       struct err *err)
{
    char *names = arena_alloc(&store->scratch, FLAGS_BYTES_MAX, 1);
    if (!names)
        return arena_fail(&store->scratch, err);
    size_t length = 0;
    for (unsigned bit = 0; bit < ARTICLE_FLAG_COUNT; bit++) {
        if (!(article->flags & 1u << bit))
            continue;
        struct slice name = slice_from(article_flag_name((enum article_flag)(1u << bit)));
        assert(length + 1 + name.len <= FLAGS_BYTES_MAX);
        if (length > 0)
            names[length++] = ',';
        memcpy(names + length, name.ptr, name.len);
        length += name.len;
    }
    *ret_names = (struct slice){names, length};
    return true;
}

/* ISO 8601 in the scratch arena; empty for an unknown date. */
static bool date_text(struct store *store, const struct datetime *date, struct slice *ret_text,
                      struct err *err)
{
    char *text = arena_alloc(&store->scratch, DATETIME_TEXT_BYTES, 1);
    if (!text)
        return arena_fail(&store->scratch, err);
    *ret_text = (struct slice){text, datetime_format(date, text)};
    return true;
}

/* text itself when it is UTF-8 without NUL; else a copy in the scratch arena with U+FFFD for each
 * byte that is not. Paths are any bytes, and JSON strings may hold NULs; SQL text may not. */
static bool clean(struct store *store, struct slice text, struct slice *ret_text, struct err *err)
{
    if (utf8_valid(text, NULL) && slice_find_byte(text, '\0', 0) == SIZE_MAX) {
        *ret_text = text;
        return true;
    }
    char *copy = arena_alloc_array(&store->scratch, text.len, UTF8_BYTES_MAX, 1);
    if (!copy)
        return arena_fail(&store->scratch, err);
    size_t length = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t code_point;
        at += utf8_decode(text, at, &code_point);
        length += utf8_encode(code_point ? code_point : UTF8_REPLACEMENT, copy + length);
    }
    *ret_text = (struct slice){copy, length};
    return true;
}
