/*
 * put_merged.c - merged events written.
 *
 *   in    a merged event and its number
 *   out   rows of event, event_member, event_actor and the disagreements
 */
#include "base/buf.h"
#include "store/events.h"
#include "store/store_parts.h"

/* The names of one side of an event: one name of a hostile text takes a tenth of a megabyte. */
#define NAMES_BYTES_MAX ((size_t)256 << 20)

/* The placeholders of SQL_PUT_MERGED. */
enum merged_value_index {
    VALUE_NUMBER = 1,
    VALUE_ID,
    VALUE_TYPE,
    VALUE_MODE,
    VALUE_CONTEXTS,
    VALUE_CAMEO,
    VALUE_QUAD,
    VALUE_GOLDSTEIN,
    VALUE_STATUS,
    VALUE_ATTRIBUTED_TO,
    VALUE_ACTORS,
    VALUE_ACTOR_COUNTRIES,
    VALUE_RECIPIENTS,
    VALUE_RECIPIENT_COUNTRIES,
    VALUE_EARLIEST,
    VALUE_LATEST,
    VALUE_WHEN_PRECISION,
    VALUE_PLACE,
    VALUE_MENTIONS,
    VALUE_ARTICLES,
    VALUE_OUTLETS,
    VALUE_FIRST_PUBLISHED,
    VALUE_LAST_PUBLISHED,
    VALUE_FIRST_ARTICLE,
    VALUE_FIRST_MENTION,
    VALUE_DISAGREEMENTS,
    VALUE_CONFIDENCE,
    VALUE_DIVERGENCE,
    VALUE_MODAL_CONFIDENCE,
    VALUE_REPORTS,
};

/* Names and countries of both sides, joined by "; ". */
struct sides {
    struct buf names[2];
    struct buf countries[2];
};

static void sides_init(struct sides *sides)
{
    for (int side = 0; side < 2; side++) {
        buf_init(&sides->names[side], NAMES_BYTES_MAX);
        buf_init(&sides->countries[side], NAMES_BYTES_MAX);
    }
}

static void sides_free(struct sides *sides)
{
    for (int side = 0; side < 2; side++) {
        buf_free(&sides->names[side]);
        buf_free(&sides->countries[side]);
    }
}

static bool sides_fill(struct sides *sides, const struct merged_event *event, struct err *err)
{
    bool first[2] = {true, true};
    for (uint32_t i = 0; i < event->participant_count; i++) {
        const struct merged_participant *participant = &event->participants[i];
        int side = participant->is_recipient;
        if (!first[side]) {
            buf_append(&sides->names[side], SLICE("; "));
            buf_append(&sides->countries[side], SLICE("; "));
        }
        first[side] = false;
        buf_append(&sides->names[side], participant->actor->name);
        buf_append(&sides->countries[side], participant->actor->country);
    }
    for (int side = 0; side < 2; side++) {
        if (sides->names[side].failed)
            return buf_fail(&sides->names[side], err);
        if (sides->countries[side].failed)
            return buf_fail(&sides->countries[side], err);
    }
    return true;
}

static uint32_t contradictions(const struct merged_event *event)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < event->disagreement_count; i++)
        count += event->disagreements[i].kind[0] != 'u';
    return count;
}

static bool put_event_row(struct store *store, int64_t number, const struct merged_event *event,
                          const struct sides *sides, struct err *err)
{
    char days[4][DATETIME_TEXT_BYTES];
    sqlite3_stmt *row;
    if (!sql_statement(store, SQL_PUT_MERGED, &row, err))
        return false;
    sqlite3_bind_int64(row, VALUE_NUMBER, number);
    sql_bind_text(row, VALUE_ID, (struct slice){event->id, HASH_ID_CHARS});
    sql_bind_text(row, VALUE_TYPE, event->type);
    sql_bind_text(row, VALUE_MODE, event->mode);
    sql_bind_text(row, VALUE_CONTEXTS, event->contexts);
    sql_bind_text(row, VALUE_CAMEO, event->cameo);
    sqlite3_bind_int64(row, VALUE_QUAD, event->quad);
    put_bind_number(row, VALUE_GOLDSTEIN, event->goldstein);
    sql_bind_text(row, VALUE_STATUS, slice_from(article_event_status_name(event->status)));
    sql_bind_text(row, VALUE_ATTRIBUTED_TO, event->attributed_to);
    sql_bind_text(row, VALUE_ACTORS, buf_slice(&sides->names[0]));
    sql_bind_text(row, VALUE_ACTOR_COUNTRIES, buf_slice(&sides->countries[0]));
    sql_bind_text(row, VALUE_RECIPIENTS, buf_slice(&sides->names[1]));
    sql_bind_text(row, VALUE_RECIPIENT_COUNTRIES, buf_slice(&sides->countries[1]));
    put_bind_day(row, VALUE_EARLIEST, event->earliest, days[0]);
    put_bind_day(row, VALUE_LATEST, event->latest, days[1]);
    sql_bind_text(row, VALUE_WHEN_PRECISION, slice_from(event->when_precision));
    if (event->where)
        sql_bind_text(row, VALUE_PLACE, (struct slice){event->where->id, HASH_ID_CHARS});
    sqlite3_bind_int64(row, VALUE_MENTIONS, event->member_count);
    sqlite3_bind_int64(row, VALUE_ARTICLES, event->articles);
    sqlite3_bind_int64(row, VALUE_OUTLETS, event->outlets);
    put_bind_day(row, VALUE_FIRST_PUBLISHED, event->first_published, days[2]);
    put_bind_day(row, VALUE_LAST_PUBLISHED, event->last_published, days[3]);
    sqlite3_bind_int64(row, VALUE_FIRST_ARTICLE, event->members[0].mention.article);
    sqlite3_bind_int64(row, VALUE_FIRST_MENTION, event->members[0].mention.mention);
    sqlite3_bind_int64(row, VALUE_DISAGREEMENTS, contradictions(event));
    put_bind_number(row, VALUE_CONFIDENCE, event->confidence);
    put_bind_number(row, VALUE_DIVERGENCE, event->divergence);
    put_bind_number(row, VALUE_MODAL_CONFIDENCE, event->modal_confidence);
    sqlite3_bind_int64(row, VALUE_REPORTS, event->reports);
    return sql_step_once(store, row, NULL, err);
}

static bool put_members(struct store *store, int64_t number, const struct merged_event *event,
                        struct err *err)
{
    for (uint32_t i = 0; i < event->member_count; i++) {
        const struct merged_member *member = &event->members[i];
        sqlite3_stmt *row;
        if (!sql_statement(store, SQL_PUT_MEMBER, &row, err))
            return false;
        sqlite3_bind_int64(row, 1, member->mention.article);
        sqlite3_bind_int64(row, 2, member->mention.mention);
        sqlite3_bind_int64(row, 3, number);
        if (member->near.article) {
            sqlite3_bind_int64(row, 4, member->near.article);
            sqlite3_bind_int64(row, 5, member->near.mention);
            put_bind_number(row, 6, member->score);
            sql_bind_text(row, 7, member->why);
        }
        if (!sql_step_once(store, row, NULL, err))
            return false;
    }
    return true;
}

static bool put_participants(struct store *store, int64_t number, const struct merged_event *event,
                             struct err *err)
{
    int64_t numbers[2] = {0, 0};
    for (uint32_t i = 0; i < event->participant_count; i++) {
        const struct merged_participant *participant = &event->participants[i];
        const struct actor *actor = participant->actor;
        sqlite3_stmt *row;
        if (!sql_statement(store, SQL_PUT_EVENT_ACTOR, &row, err))
            return false;
        sqlite3_bind_int64(row, 1, number);
        sql_bind_text(row, 2, participant->is_recipient ? SLICE("recipient") : SLICE("actor"));
        sqlite3_bind_int64(row, 3, numbers[participant->is_recipient]++);
        sql_bind_text(row, 4, (struct slice){actor->id, HASH_ID_CHARS});
        sql_bind_text(row, 5, actor->name);
        sql_bind_text(row, 6, slice_from(article_actor_kind_name(actor->kind)));
        sql_bind_text(row, 7, actor->country);
        if (actor->sector_count > 0)
            sql_bind_text(row, 8, actor->sectors[0]);
        sql_bind_text(row, 9, actor->role);
        sqlite3_bind_int64(row, 10, participant->mentions);
        if (!sql_step_once(store, row, NULL, err))
            return false;
    }
    return true;
}

static bool put_value(struct store *store, int64_t event, uint32_t disagreement, uint32_t number,
                      const struct merged_value *value, struct err *err)
{
    sqlite3_stmt *row;
    if (!sql_statement(store, SQL_PUT_DISAGREEMENT_VALUE, &row, err))
        return false;
    sqlite3_bind_int64(row, 1, event);
    sqlite3_bind_int64(row, 2, disagreement);
    sqlite3_bind_int64(row, 3, number);
    sql_bind_text(row, 4, value->value);
    sqlite3_bind_int64(row, 5, value->outlets);
    if (!sql_step_once(store, row, NULL, err))
        return false;
    for (uint32_t i = 0; i < value->mention_count; i++) {
        if (!sql_statement(store, SQL_PUT_DISAGREEMENT_MENTION, &row, err))
            return false;
        sqlite3_bind_int64(row, 1, event);
        sqlite3_bind_int64(row, 2, disagreement);
        sqlite3_bind_int64(row, 3, number);
        sqlite3_bind_int64(row, 4, value->mentions[i].article);
        sqlite3_bind_int64(row, 5, value->mentions[i].mention);
        if (!sql_step_once(store, row, NULL, err))
            return false;
    }
    return true;
}

static bool put_disagreements(struct store *store, int64_t number, const struct merged_event *event,
                              struct err *err)
{
    for (uint32_t i = 0; i < event->disagreement_count; i++) {
        const struct merged_disagreement *disagreement = &event->disagreements[i];
        sqlite3_stmt *row;
        if (!sql_statement(store, SQL_PUT_DISAGREEMENT, &row, err))
            return false;
        sqlite3_bind_int64(row, 1, number);
        sqlite3_bind_int64(row, 2, i);
        sql_bind_text(row, 3, slice_from(disagreement->facet));
        sql_bind_text(row, 4, disagreement->of);
        sql_bind_text(row, 5, slice_from(disagreement->kind));
        put_bind_number(row, 6, disagreement->low);
        put_bind_number(row, 7, disagreement->best);
        put_bind_number(row, 8, disagreement->high);
        if (!sql_step_once(store, row, NULL, err))
            return false;
        for (uint32_t v = 0; v < disagreement->value_count; v++) {
            if (!put_value(store, number, i, v, &disagreement->values[v], err))
                return false;
        }
    }
    return true;
}

bool store_event_put(struct store *store, int64_t number, const struct merged_event *event,
                     struct err *err)
{
    struct sides sides;
    sides_init(&sides);
    bool done = sides_fill(&sides, event, err) &&
                put_event_row(store, number, event, &sides, err) &&
                put_members(store, number, event, err) &&
                put_participants(store, number, event, err) &&
                put_disagreements(store, number, event, err);
    sides_free(&sides);
    return done;
}
