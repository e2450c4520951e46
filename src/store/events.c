/*
 * events.c - merged events in the store.
 *
 *   in    what is compared, merged events, decisions
 *   out   rows of event and the tables that hang on it, event_twin, event_source, event_node
 */
#include "store/events.h"

#include <string.h>

#include "store/store_parts.h"

/* Steps a statement with its values bound; hands each row to `each` until that returns false. */
static bool each_row(struct store *store, sqlite3_stmt *statement,
                     bool (*each)(void *context, sqlite3_stmt *row), void *context, struct err *err)
{
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW && each(context, statement))
        ;
    bool done = result == SQLITE_ROW || result == SQLITE_DONE || sql_fail(store, result, err);
    sqlite3_reset(statement);
    return done;
}

/* The first column of the only row; 0 when it is NULL or there is none. */
static bool find_number(struct store *store, sqlite3_stmt *statement, int64_t *ret_number,
                        struct err *err)
{
    int result = sqlite3_step(statement);
    *ret_number = result == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    bool done = result == SQLITE_ROW || result == SQLITE_DONE || sql_fail(store, result, err);
    sqlite3_reset(statement);
    return done;
}

static void bind_mention(sqlite3_stmt *statement, int index, struct mention_ref mention)
{
    sqlite3_bind_int64(statement, index, mention.article);
    sqlite3_bind_int64(statement, index + 1, mention.mention);
}

/* ---- articles ---- */

struct number_rows {
    bool (*row)(void *context, int64_t number);
    void *context;
};

static bool number_row(void *context, sqlite3_stmt *row)
{
    const struct number_rows *rows = context;
    return rows->row(rows->context, sqlite3_column_int64(row, 0));
}

bool store_articles_after(struct store *store, int64_t after,
                          bool (*row)(void *context, int64_t number), void *context,
                          struct err *err)
{
    sqlite3_stmt *statement;
    struct number_rows rows = {row, context};
    if (!sql_statement(store, SQL_FIND_AFTER, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, after);
    return each_row(store, statement, number_row, &rows, err);
}

/* ---- twins ---- */

bool store_twin_put(struct store *store, uint64_t hash, int64_t article, int64_t *ret_first,
                    struct err *err)
{
    sqlite3_stmt *put, *find;
    if (!sql_statement(store, SQL_PUT_TWIN, &put, err))
        return false;
    sqlite3_bind_int64(put, 1, (int64_t)hash);
    sqlite3_bind_int64(put, 2, article);
    if (!sql_step_once(store, put, NULL, err) || !sql_statement(store, SQL_FIND_TWIN, &find, err))
        return false;
    sqlite3_bind_int64(find, 1, (int64_t)hash);
    return find_number(store, find, ret_first, err);
}

bool store_twin_first(struct store *store, int64_t article, int64_t *ret_first, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_FIND_TWIN_OF, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, article);
    return find_number(store, statement, ret_first, err);
}

struct twin_rows {
    bool (*row)(void *context, int64_t article, struct slice outlet, struct slice url);
    void *context;
};

static bool twin_row(void *context, sqlite3_stmt *row)
{
    const struct twin_rows *rows = context;
    return rows->row(rows->context, sqlite3_column_int64(row, 0), sql_column_text(row, 1),
                     sql_column_text(row, 2));
}

bool store_twins(struct store *store, int64_t article,
                 bool (*row)(void *context, int64_t article, struct slice outlet, struct slice url),
                 void *context, struct err *err)
{
    sqlite3_stmt *statement;
    struct twin_rows rows = {row, context};
    if (!sql_statement(store, SQL_FIND_TWINS, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, article);
    return each_row(store, statement, twin_row, &rows, err);
}

/* ---- what is compared ---- */

bool store_source_put(struct store *store, int64_t unit, uint64_t hash, int64_t article,
                      struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_SOURCE, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, unit);
    sqlite3_bind_int64(statement, 2, (int64_t)hash);
    sqlite3_bind_int64(statement, 3, article);
    return sql_step_once(store, statement, NULL, err);
}

bool store_sources(struct store *store, int64_t unit, size_t limit,
                   bool (*row)(void *context, int64_t number), void *context, struct err *err)
{
    sqlite3_stmt *statement;
    struct number_rows rows = {row, context};
    if (!sql_statement(store, SQL_FIND_SOURCES, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, unit);
    sqlite3_bind_int64(statement, 2, limit > 0 ? (sqlite3_int64)limit : -1);
    return each_row(store, statement, number_row, &rows, err);
}

bool store_node_put(struct store *store, int64_t id, struct mention_ref mention, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_NODE, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, id);
    bind_mention(statement, 2, mention);
    return sql_step_once(store, statement, NULL, err);
}

static bool one_mention(void *context, sqlite3_stmt *row)
{
    *(struct mention_ref *)context = (struct mention_ref){sqlite3_column_int64(row, 0),
                                                          sqlite3_column_int64(row, 1)};
    return false;
}

bool store_node(struct store *store, int64_t id, struct mention_ref *ret_mention, struct err *err)
{
    sqlite3_stmt *statement;
    struct mention_ref found = {0};
    if (!sql_statement(store, SQL_FIND_NODE, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, id);
    if (!each_row(store, statement, one_mention, &found, err))
        return false;
    *ret_mention = found;
    return found.article != 0 || err_set(err, ERR_FORMAT, "the store is damaged");
}

bool store_nodes(struct store *store, int64_t article, bool (*row)(void *context, int64_t id),
                 void *context, struct err *err)
{
    sqlite3_stmt *statement;
    struct number_rows rows = {row, context};
    if (!sql_statement(store, SQL_FIND_NODES, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, article);
    return each_row(store, statement, number_row, &rows, err);
}

/* ---- events asked for and taken out ---- */

bool store_event_of(struct store *store, struct mention_ref mention, int64_t *ret_event,
                    struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_FIND_EVENT_OF, &statement, err))
        return false;
    bind_mention(statement, 1, mention);
    return find_number(store, statement, ret_event, err);
}

bool store_event_last(struct store *store, int64_t *ret_last, struct err *err)
{
    return sql_number(store, "SELECT coalesce(max(number), 0) FROM event", ret_last, err);
}

struct event_head {
    char id[HASH_ID_CHARS];
    uint32_t reports;
};

static bool head_row(void *context, sqlite3_stmt *row)
{
    struct event_head *head = context;
    struct slice id = sql_column_text(row, 0);
    memcpy(head->id, id.ptr, id.len < HASH_ID_CHARS ? id.len : HASH_ID_CHARS);
    head->reports = (uint32_t)sqlite3_column_int64(row, 1);
    return false;
}

bool store_event_head(struct store *store, int64_t number, char ret_id[HASH_ID_CHARS],
                      uint32_t *ret_reports, struct err *err)
{
    struct event_head head = {0};
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_FIND_EVENT_HEAD, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, number);
    if (!each_row(store, statement, head_row, &head, err))
        return false;
    memcpy(ret_id, head.id, HASH_ID_CHARS);
    *ret_reports = head.reports;
    return head.reports > 0 || err_set(err, ERR_FORMAT, "the store is damaged");
}

bool store_event_drop(struct store *store, int64_t number, struct err *err)
{
    static const enum sql DROPS[] = {SQL_DROP_EVENT_ACTORS, SQL_DROP_DISAGREEMENTS,
                                     SQL_DROP_DISAGREEMENT_VALUES, SQL_DROP_DISAGREEMENT_MENTIONS,
                                     SQL_DROP_EVENT};
    for (size_t i = 0; i < sizeof(DROPS) / sizeof(DROPS[0]); i++) {
        sqlite3_stmt *statement;
        if (!sql_statement(store, DROPS[i], &statement, err))
            return false;
        sqlite3_bind_int64(statement, 1, number);
        if (!sql_step_once(store, statement, NULL, err))
            return false;
    }
    return true;
}

bool store_event_history(struct store *store, struct slice id, struct slice into,
                         struct slice change, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_HISTORY, &statement, err))
        return false;
    sql_bind_text(statement, 1, id);
    sql_bind_text(statement, 2, change);
    sql_bind_text(statement, 3, into);
    return sql_step_once(store, statement, NULL, err);
}

struct found_event {
    int64_t number;
    uint32_t count;
};

static bool found_row(void *context, sqlite3_stmt *row)
{
    struct found_event *found = context;
    found->number = sqlite3_column_int64(row, 0);
    return ++found->count < 2;
}

bool store_event_find(struct store *store, struct slice id, int64_t *ret_event, struct err *err)
{
    sqlite3_stmt *statement;
    struct found_event found = {0};
    if (!sql_statement(store, SQL_FIND_EVENT, &statement, err))
        return false;
    sql_bind_text(statement, 1, id);
    if (!each_row(store, statement, found_row, &found, err))
        return false;
    *ret_event = found.number;
    if (found.count == 0)
        return err_set(err, ERR_MISSING, "no such event");
    return found.count == 1 ||
           err_set(err, ERR_CONFLICT, "more than one event has an id that starts so");
}

bool store_mention_find(struct store *store, struct slice id, struct mention_ref *ret_mention,
                        struct err *err)
{
    sqlite3_stmt *statement;
    *ret_mention = (struct mention_ref){0};
    if (!sql_statement(store, SQL_FIND_MENTION, &statement, err))
        return false;
    sql_bind_text(statement, 1, id);
    if (!each_row(store, statement, one_mention, ret_mention, err))
        return false;
    return ret_mention->article != 0 || err_set(err, ERR_MISSING, "no such mention");
}

struct member_rows {
    bool (*row)(void *context, struct mention_ref mention, struct slice id);
    void *context;
};

static bool member_row(void *context, sqlite3_stmt *row)
{
    const struct member_rows *rows = context;
    struct mention_ref mention = {sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1)};
    return rows->row(rows->context, mention, sql_column_text(row, 2));
}

bool store_event_mentions(struct store *store, int64_t event,
                          bool (*row)(void *context, struct mention_ref mention, struct slice id),
                          void *context, struct err *err)
{
    sqlite3_stmt *statement;
    struct member_rows rows = {row, context};
    if (!sql_statement(store, SQL_FIND_MEMBERS, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, event);
    return each_row(store, statement, member_row, &rows, err);
}

/* ---- the user's decisions ---- */

struct decision_rows {
    bool (*row)(void *context, bool join, struct mention_ref a, struct mention_ref b);
    void *context;
};

static bool decision_row(void *context, sqlite3_stmt *row)
{
    const struct decision_rows *rows = context;
    struct mention_ref a = {sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2)};
    struct mention_ref b = {sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4)};
    return rows->row(rows->context, slice_equal(sql_column_text(row, 0), SLICE("join")), a, b);
}

bool store_decisions(struct store *store,
                     bool (*row)(void *context, bool join, struct mention_ref a,
                                 struct mention_ref b),
                     void *context, struct err *err)
{
    sqlite3_stmt *statement;
    struct decision_rows rows = {row, context};
    return sql_statement(store, SQL_FIND_DECISIONS, &statement, err) &&
           each_row(store, statement, decision_row, &rows, err);
}

struct other_rows {
    bool (*row)(void *context, struct mention_ref other);
    void *context;
};

static bool other_row(void *context, sqlite3_stmt *row)
{
    const struct other_rows *rows = context;
    return rows->row(rows->context, (struct mention_ref){sqlite3_column_int64(row, 0),
                                                         sqlite3_column_int64(row, 1)});
}

bool store_decided_with(struct store *store, struct slice mention,
                        bool (*row)(void *context, struct mention_ref other), void *context,
                        struct err *err)
{
    sqlite3_stmt *statement;
    struct other_rows rows = {row, context};
    if (!sql_statement(store, SQL_FIND_DECIDED, &statement, err))
        return false;
    sql_bind_text(statement, 1, mention);
    return each_row(store, statement, other_row, &rows, err);
}

bool store_forget(struct store *store, struct slice mention, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_DROP_DECISIONS, &statement, err))
        return false;
    sql_bind_text(statement, 1, mention);
    return sql_step_once(store, statement, NULL, err);
}

bool store_decide(struct store *store, const char *kind, struct slice a, struct slice b,
                  struct err *err)
{
    sqlite3_stmt *drop, *put;
    if (!sql_statement(store, SQL_DROP_DECISION, &drop, err))
        return false;
    sql_bind_text(drop, 1, a);
    sql_bind_text(drop, 2, b);
    if (!sql_step_once(store, drop, NULL, err))
        return false;
    if (!kind)
        return true;
    if (!sql_statement(store, SQL_PUT_DECISION, &put, err))
        return false;
    sql_bind_text(put, 1, slice_from(kind));
    sql_bind_text(put, 2, a);
    sql_bind_text(put, 3, b);
    return sql_step_once(store, put, NULL, err);
}
