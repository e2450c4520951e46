/*
 * put_statements.c - statements written.
 *
 *   in    an annotated article and its row's number
 *   out   rows of statement and statement_span
 */
#include "store/store_parts.h"

/* The placeholders of SQL_PUT_STATEMENT. */
enum statement_value {
    VALUE_ARTICLE = 1,
    VALUE_NUMBER,
    VALUE_SENTENCE,
    VALUE_KIND,
    VALUE_SPEAKER,
    VALUE_SPEAKER_START,
    VALUE_SPEAKER_END,
    VALUE_CUE_START,
    VALUE_CUE_END,
    VALUE_ADDRESSEE,
    VALUE_ADDRESSEE_START,
    VALUE_ADDRESSEE_END,
    VALUE_TOPIC_START,
    VALUE_TOPIC_END,
    VALUE_RULE,
};

/* An empty span is NULL twice. */
static void bind_optional_span(sqlite3_stmt *statement, int index, struct put_walk *walk,
                               struct span span)
{
    if (span.start < span.end) {
        put_bind_span(statement, index, walk, span);
        return;
    }
    sqlite3_bind_null(statement, index);
    sqlite3_bind_null(statement, index + 1);
}

static void bind_actor(sqlite3_stmt *statement, int index, uint32_t actor)
{
    if (actor == INDEX_NONE)
        sqlite3_bind_null(statement, index);
    else
        sqlite3_bind_int64(statement, index, actor);
}

static bool put_statement(struct store *store, const struct article *article, sqlite3_int64 number,
                          uint32_t index, struct put_walk *walk, struct err *err)
{
    const struct statement *said = &article->statements[index];
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_STATEMENT, &statement, err))
        return false;
    sqlite3_bind_int64(statement, VALUE_ARTICLE, number);
    sqlite3_bind_int64(statement, VALUE_NUMBER, index);
    sqlite3_bind_int64(statement, VALUE_SENTENCE, said->sentence);
    sql_bind_text(statement, VALUE_KIND, slice_from(article_statement_kind_name(said->kind)));
    bind_actor(statement, VALUE_SPEAKER, said->speaker);
    bind_optional_span(statement, VALUE_SPEAKER_START, walk, said->speaker_span);
    bind_optional_span(statement, VALUE_CUE_START, walk, said->cue);
    bind_actor(statement, VALUE_ADDRESSEE, said->addressee);
    bind_optional_span(statement, VALUE_ADDRESSEE_START, walk, said->addressee_span);
    bind_optional_span(statement, VALUE_TOPIC_START, walk, said->topic);
    sql_bind_text(statement, VALUE_RULE, said->rule);
    return sql_step_once(store, statement, NULL, err);
}

static bool put_content(struct store *store, const struct statement *said, sqlite3_int64 number,
                        uint32_t index, struct put_walk *walk, struct err *err)
{
    sqlite3_stmt *statement;
    for (uint32_t i = 0; i < said->content_count; i++) {
        if (!sql_statement(store, SQL_PUT_STATEMENT_SPAN, &statement, err))
            return false;
        sqlite3_bind_int64(statement, 1, number);
        sqlite3_bind_int64(statement, 2, index);
        sqlite3_bind_int64(statement, 3, i);
        put_bind_span(statement, 4, walk, said->content[i]);
        if (!sql_step_once(store, statement, NULL, err))
            return false;
    }
    return true;
}

bool put_statements(struct store *store, const struct article *article, sqlite3_int64 number,
                    struct err *err)
{
    struct put_walk walk = {.text = article->text};
    for (uint32_t i = 0; i < article->statement_count; i++) {
        if (!put_statement(store, article, number, i, &walk, err) ||
            !put_content(store, &article->statements[i], number, i, &walk, err))
            return false;
    }
    return true;
}
