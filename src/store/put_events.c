/*
 * put_events.c - event mentions written.
 *
 *   in    an annotated article and its row's number
 *   out   rows of event_mention, event_participant and event_count
 */
#include <string.h>

#include "store/store_parts.h"

/* The placeholders of SQL_PUT_EVENT. */
enum event_value {
    VALUE_ARTICLE = 1,
    VALUE_NUMBER,
    VALUE_SENTENCE,
    VALUE_START,
    VALUE_END,
    VALUE_TYPE,
    VALUE_MODE,
    VALUE_CONTEXTS,
    VALUE_CAMEO,
    VALUE_QUAD,
    VALUE_GOLDSTEIN,
    VALUE_STATUS,
    VALUE_ATTRIBUTED_TO,
    VALUE_EARLIEST,
    VALUE_LATEST,
    VALUE_WHEN_BASIS,
    VALUE_PLACE,
    VALUE_CONFIDENCE,
    VALUE_RULE,
    VALUE_STATEMENT,
    VALUE_LEMMA,
};

static struct slice context_list(const struct event *event, char list[PUT_LIST_BYTES_MAX])
{
    size_t length = 0;
    for (uint32_t i = 0; i < event->context_count; i++)
        length = put_list_add(list, length, event->contexts[i]);
    return (struct slice){list, length};
}

/* The lemma of the anchor's syntactic head; empty when the sentence is unparsed. */
static struct slice anchor_lemma(const struct article *article, const struct event *event)
{
    const struct sentence *sentence = &article->sentences[event->sentence];
    struct slice lemma = SLICE_EMPTY;
    for (uint32_t i = 0; article->grammar && i < sentence->token_count && lemma.len == 0; i++) {
        const struct token *token = &article->tokens[sentence->first_token + i];
        if (token->span.start < event->anchor.start || token->span.end > event->anchor.end)
            continue;
        const struct token *head = token->head == INDEX_NONE
                                       ? NULL
                                       : &article->tokens[sentence->first_token + token->head];
        if (!head || head->span.start < event->anchor.start || head->span.end > event->anchor.end)
            lemma = token->lemma;
    }
    return lemma;
}

static bool put_event(struct store *store, const struct article *article, sqlite3_int64 number,
                      uint32_t index, struct put_walk *walk, struct err *err)
{
    const struct event *event = &article->events[index];
    char contexts[PUT_LIST_BYTES_MAX], earliest[DATETIME_TEXT_BYTES], latest[DATETIME_TEXT_BYTES];
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_EVENT, &statement, err))
        return false;
    sqlite3_bind_int64(statement, VALUE_ARTICLE, number);
    sqlite3_bind_int64(statement, VALUE_NUMBER, index);
    sqlite3_bind_int64(statement, VALUE_SENTENCE, event->sentence);
    put_bind_span(statement, VALUE_START, walk, event->anchor);
    sql_bind_text(statement, VALUE_TYPE, event->type);
    sql_bind_text(statement, VALUE_MODE, event->mode);
    sql_bind_text(statement, VALUE_CONTEXTS, context_list(event, contexts));
    sql_bind_text(statement, VALUE_CAMEO, event->cameo);
    sqlite3_bind_int64(statement, VALUE_QUAD, event->quad);
    put_bind_number(statement, VALUE_GOLDSTEIN, event->goldstein);
    sql_bind_text(statement, VALUE_STATUS, slice_from(article_event_status_name(event->status)));
    if (event->attributed_to != INDEX_NONE)
        sqlite3_bind_int64(statement, VALUE_ATTRIBUTED_TO, event->attributed_to);
    put_bind_day(statement, VALUE_EARLIEST, event->earliest, earliest);
    put_bind_day(statement, VALUE_LATEST, event->latest, latest);
    sql_bind_text(statement, VALUE_WHEN_BASIS, event->when_basis);
    if (event->where != INDEX_NONE)
        sql_bind_text(statement, VALUE_PLACE,
                      (struct slice){article->places[event->where].id, HASH_ID_CHARS});
    put_bind_number(statement, VALUE_CONFIDENCE, event->confidence);
    sql_bind_text(statement, VALUE_RULE, event->rule);
    if (event->statement != INDEX_NONE)
        sqlite3_bind_int64(statement, VALUE_STATEMENT, event->statement);
    sql_bind_text(statement, VALUE_LEMMA, anchor_lemma(article, event));
    return sql_step_once(store, statement, NULL, err);
}

static bool put_side(struct store *store, sqlite3_int64 number, uint32_t event, const char *side,
                     const struct participant *participants, uint32_t count, struct put_walk *walk,
                     struct err *err)
{
    sqlite3_stmt *statement;
    for (uint32_t i = 0; i < count; i++) {
        if (!sql_statement(store, SQL_PUT_PARTICIPANT, &statement, err))
            return false;
        sqlite3_bind_int64(statement, 1, number);
        sqlite3_bind_int64(statement, 2, event);
        sql_bind_text(statement, 3, slice_from(side));
        sqlite3_bind_int64(statement, 4, i);
        sqlite3_bind_int64(statement, 5, participants[i].actor);
        put_bind_span(statement, 6, walk, participants[i].span);
        if (!sql_step_once(store, statement, NULL, err))
            return false;
    }
    return true;
}

static bool put_counts(struct store *store, sqlite3_int64 number, uint32_t index,
                       const struct event *event, struct err *err)
{
    sqlite3_stmt *statement;
    for (uint32_t i = 0; i < event->quantity_count; i++) {
        if (!sql_statement(store, SQL_PUT_COUNT, &statement, err))
            return false;
        sqlite3_bind_int64(statement, 1, number);
        sqlite3_bind_int64(statement, 2, index);
        sqlite3_bind_int64(statement, 3, event->counts[i]);
        if (!sql_step_once(store, statement, NULL, err))
            return false;
    }
    return true;
}

bool put_events(struct store *store, const struct article *article, sqlite3_int64 number,
                struct err *err)
{
    struct put_walk walk = {.text = article->text};
    for (uint32_t i = 0; i < article->event_count; i++) {
        const struct event *event = &article->events[i];
        if (!put_event(store, article, number, i, &walk, err) ||
            !put_side(store, number, i, "actor", event->actors, event->actor_count, &walk, err) ||
            !put_side(store, number, i, "recipient", event->recipients, event->recipient_count,
                      &walk, err) ||
            !put_counts(store, number, i, event, err))
            return false;
    }
    return true;
}
