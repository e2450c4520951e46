/*
 * groups.c - copies, stories and mentions of one event on disk.
 *
 *   in    members, keys, links, results
 *   out   rows of copy_*, story*, event_key, event_link and record_article
 */
#include "store/groups.h"

#include <string.h>

#include "base/vector.h"
#include "store/store_parts.h"

/* ---- graphs ---- */

/* The statements of one graph. */
struct graph_sql {
    enum sql key_add, key_members, link_add, link_drop, links;
};

static const struct graph_sql GRAPHS[] = {
    [STORE_COPY_GRAPH] = {SQL_COPY_KEY_ADD, SQL_COPY_KEY_MEMBERS, SQL_COPY_LINK_ADD,
                          SQL_COPY_LINK_DROP, SQL_COPY_LINKS},
    [STORE_STORY_GRAPH] = {SQL_STORY_KEY_ADD, SQL_STORY_KEY_MEMBERS, SQL_STORY_LINK_ADD,
                           SQL_STORY_LINK_DROP, SQL_STORY_LINKS},
    [STORE_EVENT_GRAPH] = {SQL_EVENT_KEY_ADD, SQL_EVENT_KEY_MEMBERS, SQL_EVENT_LINK_ADD,
                           SQL_EVENT_LINK_DROP, SQL_EVENT_LINKS},
};

/* Runs a kept statement with up to three numbers. */
static bool run_numbers(struct store *store, enum sql which, int64_t first, int64_t second,
                        int64_t third, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, which, &statement, err))
        return false;
    const int64_t numbers[] = {first, second, third};
    for (int i = 0; i < sqlite3_bind_parameter_count(statement); i++)
        sqlite3_bind_int64(statement, i + 1, numbers[i]);
    return sql_step_once(store, statement, NULL, err);
}

bool store_key_add(struct store *store, enum store_graph graph, int64_t key, int64_t member,
                   struct err *err)
{
    return run_numbers(store, GRAPHS[graph].key_add, key, member, 0, err);
}

/* The end of a walk over rows: the statement is free again. */
static bool end_rows(struct store *store, sqlite3_stmt *statement, int result, struct err *err)
{
    bool done = result == SQLITE_DONE || sql_fail(store, result, err);
    sqlite3_reset(statement);
    return done;
}

bool store_key_members(struct store *store, enum store_graph graph, int64_t key, size_t limit,
                       struct arena *arena, int64_t **ret_members, size_t *ret_count,
                       struct err *err)
{
    VECTOR(int64_t) members = {0};
    sqlite3_stmt *statement;
    int result;
    if (!sql_statement(store, GRAPHS[graph].key_members, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, key);
    sqlite3_bind_int64(statement, 2, limit > 0 ? (sqlite3_int64)limit : -1);
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        int64_t *member = vector_push(&members, arena);
        if (!member) {
            sqlite3_reset(statement);
            return arena_fail(arena, err);
        }
        *member = sqlite3_column_int64(statement, 0);
    }
    *ret_members = members.items;
    *ret_count = members.count;
    return end_rows(store, statement, result, err);
}

bool store_link_add(struct store *store, enum store_graph graph, int64_t a, int64_t b,
                    uint32_t weight, struct err *err)
{
    enum sql which = GRAPHS[graph].link_add;
    return run_numbers(store, which, a, b, weight, err) &&
           run_numbers(store, which, b, a, weight, err);
}

bool store_link_drop(struct store *store, enum store_graph graph, int64_t a, int64_t b,
                     struct err *err)
{
    enum sql which = GRAPHS[graph].link_drop;
    return run_numbers(store, which, a, b, 0, err) && run_numbers(store, which, b, a, 0, err);
}

bool store_links(struct store *store, enum store_graph graph, int64_t member, size_t limit,
                 struct arena *arena, struct store_link **ret_links, size_t *ret_count,
                 struct err *err)
{
    VECTOR(struct store_link) links = {0};
    sqlite3_stmt *statement;
    int result;
    if (!sql_statement(store, GRAPHS[graph].links, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, member);
    sqlite3_bind_int64(statement, 2, limit > 0 ? (sqlite3_int64)limit : -1);
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        struct store_link *link = vector_push(&links, arena);
        if (!link) {
            sqlite3_reset(statement);
            return arena_fail(arena, err);
        }
        *link = (struct store_link){sqlite3_column_int64(statement, 0),
                                    (uint32_t)sqlite3_column_int64(statement, 1)};
    }
    *ret_links = links.items;
    *ret_count = links.count;
    return end_rows(store, statement, result, err);
}

/* ---- articles ---- */

/* Copies a text column; empty for NULL. */
static bool copy_column(sqlite3_stmt *statement, int column, struct arena *arena,
                        struct slice *ret_text)
{
    *ret_text = arena_copy(arena, sql_column_text(statement, column));
    return ret_text->ptr != NULL;
}

static int32_t day_column(sqlite3_stmt *statement, int column)
{
    struct datetime day;
    if (!datetime_parse_iso(sql_column_text(statement, column), &day) ||
        day.year < PUBLISHED_YEAR_MIN || day.year > PUBLISHED_YEAR_MAX)
        return DAY_UNKNOWN;
    return date_days(day.year, day.month, day.day);
}

/* Reads the row that the statement stands on; columns as in REPORT_COLUMNS. */
static bool read_report(sqlite3_stmt *statement, struct arena *arena,
                        struct store_report *ret_report)
{
    struct store_report report = {.number = sqlite3_column_int64(statement, 0)};
    struct slice key = sql_column_text(statement, 1);
    memcpy(report.key, key.ptr ? key.ptr : "", key.len < HASH_ID_CHARS ? key.len : HASH_ID_CHARS);
    struct slice *const texts[] = {&report.title,     &report.outlet,   &report.url,
                                   &report.published, &report.language, &report.text};
    for (int i = 0; i < (int)(sizeof(texts) / sizeof(texts[0])); i++) {
        if (!copy_column(statement, i + 2, arena, texts[i]))
            return false;
    }
    report.day = day_column(statement, 8);
    *ret_report = report;
    return true;
}

static bool find_report(struct store *store, enum sql which, int64_t number, struct arena *arena,
                        struct store_report *ret_report, bool *ret_found, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, which, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, number);
    int result = sqlite3_step(statement);
    bool found = result == SQLITE_ROW;
    bool done = found ? read_report(statement, arena, ret_report) || arena_fail(arena, err)
                      : result == SQLITE_DONE || sql_fail(store, result, err);
    sqlite3_reset(statement);
    *ret_found = found;
    return done;
}

bool store_report_next(struct store *store, int64_t after, struct arena *arena,
                       struct store_report *ret_report, bool *ret_found, struct err *err)
{
    return find_report(store, SQL_NEXT_ARTICLE, after, arena, ret_report, ret_found, err);
}

bool store_report(struct store *store, int64_t number, struct arena *arena,
                  struct store_report *ret_report, struct err *err)
{
    bool found;
    return find_report(store, SQL_ONE_ARTICLE, number, arena, ret_report, &found, err) &&
           (found || err_set(err, ERR_FORMAT, "the store is damaged"));
}

bool store_report_note_body(struct store *store, int64_t number, int64_t body, uint32_t words,
                            struct err *err)
{
    return run_numbers(store, SQL_NOTE_BODY, number, body, words, err);
}

bool store_report_note_unit(struct store *store, int64_t number, int64_t unit, struct err *err)
{
    return run_numbers(store, SQL_NOTE_UNIT, number, unit, 0, err);
}

/* The number that a query for one number gives; 0 when it has no row. */
static bool find_number(struct store *store, enum sql which, int64_t number, int64_t *ret_number,
                        struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, which, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, number);
    int result = sqlite3_step(statement);
    if (result == SQLITE_ROW || result == SQLITE_DONE)
        *ret_number = result == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    bool done = result == SQLITE_ROW || result == SQLITE_DONE || sql_fail(store, result, err);
    sqlite3_reset(statement);
    return done;
}

bool store_body_article(struct store *store, int64_t body, int64_t *ret_number, struct err *err)
{
    return find_number(store, SQL_ARTICLE_OF_BODY, body, ret_number, err);
}

bool store_report_unit(struct store *store, int64_t number, int64_t *ret_unit, struct err *err)
{
    int64_t unit;
    if (!find_number(store, SQL_UNIT_OF_ARTICLE, number, &unit, err))
        return false;
    if (unit == 0)
        return err_set(err, ERR_FORMAT, "the store is damaged");
    *ret_unit = unit;
    return true;
}

bool store_member_articles(struct store *store, enum store_graph graph, int64_t member,
                           struct arena *arena, struct store_member_article **ret_articles,
                           size_t *ret_count, struct err *err)
{
    VECTOR(struct store_member_article) articles = {0};
    sqlite3_stmt *statement;
    int result;
    if (!sql_statement(store,
                       graph == STORE_COPY_GRAPH ? SQL_ARTICLES_OF_BODY : SQL_ARTICLES_OF_UNIT,
                       &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, member);
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        struct store_member_article *article = vector_push(&articles, arena);
        if (!article || !copy_column(statement, 1, arena, &article->published) ||
            !copy_column(statement, 3, arena, &article->outlet)) {
            sqlite3_reset(statement);
            return arena_fail(arena, err);
        }
        article->number = sqlite3_column_int64(statement, 0);
        article->words = (uint32_t)sqlite3_column_int64(statement, 2);
    }
    *ret_articles = articles.items;
    *ret_count = articles.count;
    return end_rows(store, statement, result, err);
}

bool store_unit_put(struct store *store, int64_t id, int32_t day, struct slice terms, bool *ret_new,
                    struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_UNIT, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, id);
    if (day != DAY_UNKNOWN)
        sqlite3_bind_int(statement, 2, day);
    sqlite3_bind_blob64(statement, 3, terms.len > 0 ? terms.ptr : "", terms.len, SQLITE_STATIC);
    if (!sql_step_once(store, statement, NULL, err))
        return false;
    *ret_new = sqlite3_changes(store->db) > 0;
    return true;
}

bool store_unit_get(struct store *store, int64_t id, struct arena *arena, int32_t *ret_day,
                    struct slice *ret_terms, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_GET_UNIT, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, id);
    int result = sqlite3_step(statement);
    bool done = false;
    if (result == SQLITE_ROW) {
        bool dated = sqlite3_column_type(statement, 0) != SQLITE_NULL;
        const char *bytes = sqlite3_column_blob(statement, 1);
        size_t length = (size_t)sqlite3_column_bytes(statement, 1);
        *ret_day = dated ? sqlite3_column_int(statement, 0) : DAY_UNKNOWN;
        *ret_terms = arena_copy(arena, (struct slice){bytes, length});
        done = ret_terms->ptr || arena_fail(arena, err);
    } else if (result == SQLITE_DONE) {
        err_set(err, ERR_FORMAT, "the store is damaged");
    } else {
        sql_fail(store, result, err);
    }
    sqlite3_reset(statement);
    return done;
}

/* ---- results ---- */

bool store_copy_drop(struct store *store, int64_t number, bool *ret_was, struct err *err)
{
    if (!run_numbers(store, SQL_DROP_PASSAGES, number, 0, 0, err) ||
        !run_numbers(store, SQL_DROP_COPY, number, 0, 0, err))
        return false;
    *ret_was = sqlite3_changes(store->db) > 0;
    return true;
}

static bool put_passages(struct store *store, const struct store_copy *copy, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_PASSAGE, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, copy->number);
    for (size_t i = 0; i < copy->passage_count; i++) {
        const struct store_passage *passage = &copy->passages[i];
        sqlite3_bind_int64(statement, 2, (sqlite3_int64)i);
        sqlite3_bind_int64(statement, 3, passage->start);
        sqlite3_bind_int64(statement, 4, passage->end);
        sqlite3_bind_int64(statement, 5, passage->other_start);
        sqlite3_bind_int64(statement, 6, passage->other_end);
        if (!sql_step_once(store, statement, NULL, err))
            return false;
    }
    return true;
}

bool store_copy_put(struct store *store, const struct store_copy *copy, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_COPY, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, copy->number);
    sql_bind_text(statement, 2, copy->group);
    sql_bind_text(statement, 4, copy->kind);
    if (copy->follows > 0) {
        sqlite3_bind_int64(statement, 3, copy->follows);
        sqlite3_bind_int64(statement, 5, copy->shared);
    }
    return sql_step_once(store, statement, NULL, err) && put_passages(store, copy, err);
}

/* The text that a query for one article gives; empty when it has no row. */
static bool text_of_article(struct store *store, enum sql which, int64_t number,
                            struct arena *arena, struct slice *ret_text, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, which, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, number);
    int result = sqlite3_step(statement);
    bool done = result == SQLITE_ROW
                    ? copy_column(statement, 0, arena, ret_text) || arena_fail(arena, err)
                : result == SQLITE_DONE ? true
                                        : sql_fail(store, result, err);
    if (result == SQLITE_DONE)
        *ret_text = SLICE_EMPTY;
    sqlite3_reset(statement);
    return done;
}

bool store_copy_group(struct store *store, int64_t number, struct arena *arena,
                      struct slice *ret_group, struct err *err)
{
    return text_of_article(store, SQL_COPY_GROUP_OF, number, arena, ret_group, err);
}

bool store_story_of(struct store *store, int64_t number, struct arena *arena,
                    struct slice *ret_story, struct err *err)
{
    return text_of_article(store, SQL_STORY_OF_ARTICLE, number, arena, ret_story, err);
}

bool store_story_put(struct store *store, const struct store_story *story, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_STORY, &statement, err))
        return false;
    sql_bind_text(statement, 1, story->id);
    sql_bind_text(statement, 2, story->title);
    sql_bind_text(statement, 3, story->first_day);
    sql_bind_text(statement, 4, story->last_day);
    sqlite3_bind_int64(statement, 5, story->articles);
    sqlite3_bind_int64(statement, 6, story->outlets);
    sqlite3_bind_int64(statement, 7, story->outlets_all);
    return sql_step_once(store, statement, NULL, err);
}

bool store_unit_story(struct store *store, int64_t unit, struct arena *arena,
                      struct slice *ret_story, uint32_t *ret_articles, uint32_t *ret_of,
                      struct err *err)
{
    sqlite3_stmt *statement;
    *ret_story = SLICE_EMPTY;
    *ret_articles = *ret_of = 0;
    if (!sql_statement(store, SQL_STORY_OF_UNIT, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, unit);
    int result = sqlite3_step(statement);
    bool done = result == SQLITE_ROW || result == SQLITE_DONE || sql_fail(store, result, err);
    if (result == SQLITE_ROW) {
        done = copy_column(statement, 0, arena, ret_story) || arena_fail(arena, err);
        *ret_articles = (uint32_t)sqlite3_column_int64(statement, 1);
        *ret_of = (uint32_t)sqlite3_column_int64(statement, 2);
    }
    sqlite3_reset(statement);
    return done;
}

bool store_story_place(struct store *store, int64_t number, struct slice story, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_STORY_ARTICLE, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, number);
    sql_bind_text(statement, 2, story);
    return sql_step_once(store, statement, NULL, err);
}

bool store_story_drop_empty(struct store *store, struct slice id, bool *ret_gone, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_DROP_EMPTY_STORY, &statement, err))
        return false;
    sql_bind_text(statement, 1, id);
    if (!sql_step_once(store, statement, NULL, err))
        return false;
    *ret_gone = sqlite3_changes(store->db) > 0;
    return true;
}

bool store_story_changed(struct store *store, struct slice story, struct slice successor,
                         struct slice kind, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_STORY_CHANGE, &statement, err))
        return false;
    sql_bind_text(statement, 1, story);
    sql_bind_text(statement, 2, successor);
    sql_bind_text(statement, 3, kind);
    return sql_step_once(store, statement, NULL, err);
}
