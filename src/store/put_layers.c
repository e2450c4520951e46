/*
 * put_layers.c - the layers of meaning written: actors, times, places, quantities.
 *
 *   in    an annotated article and its row's number
 *   out   rows of article_actor, actor_mention, time_expression, place, place_mention and quantity
 */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "store/store_parts.h"

static bool put_actors(struct store *store, const struct article *article, sqlite3_int64 number,
                       struct err *err);
static bool put_mentions(struct store *store, const struct article *article, sqlite3_int64 number,
                         struct err *err);
static bool put_times(struct store *store, const struct article *article, sqlite3_int64 number,
                      struct err *err);
static bool put_places(struct store *store, const struct article *article, struct err *err);
static bool put_place_mentions(struct store *store, const struct article *article,
                               sqlite3_int64 number, struct err *err);
static bool put_quantities(struct store *store, const struct article *article, sqlite3_int64 number,
                           struct err *err);

bool put_layers(struct store *store, const struct article *article, sqlite3_int64 number,
                struct err *err)
{
    return put_actors(store, article, number, err) && put_mentions(store, article, number, err) &&
           put_times(store, article, number, err) && put_places(store, article, err) &&
           put_place_mentions(store, article, number, err) &&
           put_quantities(store, article, number, err) &&
           put_statements(store, article, number, err) && put_events(store, article, number, err);
}

size_t put_list_add(char list[PUT_LIST_BYTES_MAX], size_t length, struct slice name)
{
    if (length + 1 + name.len > PUT_LIST_BYTES_MAX)
        return length;
    if (length > 0)
        list[length++] = ',';
    memcpy(list + length, name.ptr, name.len);
    return length + name.len;
}

bool layer_names(struct store *store, const struct article *article, struct slice *ret_names,
                 struct err *err)
{
    char *names = arena_alloc(&store->scratch, PUT_LIST_BYTES_MAX, 1);
    size_t length = 0;
    if (!names)
        return arena_fail(&store->scratch, err);
    for (unsigned bit = 0; bit < ARTICLE_LAYER_COUNT; bit++) {
        if (article->layers & 1u << bit)
            length = put_list_add(names, length,
                                  slice_from(article_layer_name((enum article_layer)(1u << bit))));
    }
    *ret_names = (struct slice){names, length};
    return true;
}

static int64_t walk_to(struct put_walk *walk, uint32_t byte)
{
    if (byte >= walk->byte)
        walk->offset += (int64_t)utf8_count(slice_sub(walk->text, walk->byte, byte));
    else
        walk->offset -= (int64_t)utf8_count(slice_sub(walk->text, byte, walk->byte));
    walk->byte = byte;
    return walk->offset;
}

void put_bind_span(sqlite3_stmt *statement, int index, struct put_walk *walk, struct span span)
{
    int64_t start = walk_to(walk, span.start);
    sqlite3_bind_int64(statement, index, start);
    /* Spans may nest: the walk stays at the start. */
    sqlite3_bind_int64(statement, index + 1,
                       start + (int64_t)utf8_count(slice_sub(walk->text, span.start, span.end)));
}

static bool put_actors(struct store *store, const struct article *article, sqlite3_int64 number,
                       struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_ACTOR, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, number);
    for (uint32_t i = 0; i < article->actor_count; i++) {
        const struct actor *actor = &article->actors[i];
        char sectors[PUT_LIST_BYTES_MAX];
        size_t length = 0;
        for (uint32_t s = 0; s < actor->sector_count; s++)
            length = put_list_add(sectors, length, actor->sectors[s]);
        sqlite3_bind_int64(statement, 2, i);
        sql_bind_text(statement, 3, (struct slice){actor->id, HASH_ID_CHARS});
        sql_bind_text(statement, 4, actor->name);
        sql_bind_text(statement, 5, slice_from(article_actor_kind_name(actor->kind)));
        sql_bind_text(statement, 6, actor->country);
        sql_bind_text(statement, 7, (struct slice){sectors, length});
        sql_bind_text(statement, 8, actor->role);
        if (!sql_step_once(store, statement, NULL, err))
            return false;
    }
    return true;
}

static bool put_mentions(struct store *store, const struct article *article, sqlite3_int64 number,
                         struct err *err)
{
    struct put_walk walk = {.text = article->text};
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_ACTOR_MENTION, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, number);
    for (uint32_t i = 0; i < article->mention_count; i++) {
        const struct mention *mention = &article->mentions[i];
        sqlite3_bind_int64(statement, 2, i);
        sqlite3_bind_int64(statement, 3, mention->actor);
        sqlite3_bind_int64(statement, 4, mention->sentence);
        put_bind_span(statement, 5, &walk, mention->span);
        sql_bind_text(statement, 7, slice_from(article_mention_form_name(mention->form)));
        if (!sql_step_once(store, statement, NULL, err))
            return false;
    }
    if (!sql_statement(store, SQL_PUT_ACTOR_COUNTS, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, number);
    return sql_step_once(store, statement, NULL, err);
}

/* The ISO day in text, or NULL in SQL. */
void put_bind_day(sqlite3_stmt *statement, int index, int32_t day, char text[DATETIME_TEXT_BYTES])
{
    if (day == DAY_UNKNOWN) {
        sqlite3_bind_null(statement, index);
        return;
    }
    sql_bind_text(statement, index, (struct slice){text, date_format_day(day, text)});
}

static bool put_times(struct store *store, const struct article *article, sqlite3_int64 number,
                      struct err *err)
{
    struct put_walk walk = {.text = article->text};
    char earliest[DATETIME_TEXT_BYTES], latest[DATETIME_TEXT_BYTES];
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_TIME, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, number);
    for (uint32_t i = 0; i < article->time_count; i++) {
        const struct time_expression *time = &article->times[i];
        sqlite3_bind_int64(statement, 2, i);
        sqlite3_bind_int64(statement, 3, time->sentence);
        put_bind_span(statement, 4, &walk, time->span);
        sql_bind_text(statement, 6, slice_from(article_time_type_name(time->type)));
        sql_bind_text(statement, 7, time->value);
        put_bind_day(statement, 8, time->earliest, earliest);
        put_bind_day(statement, 9, time->latest, latest);
        if (!sql_step_once(store, statement, NULL, err))
            return false;
    }
    return true;
}

/* NAN is NULL in SQL. */
void put_bind_number(sqlite3_stmt *statement, int index, double number)
{
    if (isnan(number))
        sqlite3_bind_null(statement, index);
    else
        sqlite3_bind_double(statement, index, number);
}

static bool put_places(struct store *store, const struct article *article, struct err *err)
{
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_PLACE, &statement, err))
        return false;
    for (uint32_t i = 0; i < article->place_count; i++) {
        const struct place *place = &article->places[i];
        sql_bind_text(statement, 1, (struct slice){place->id, HASH_ID_CHARS});
        sql_bind_text(statement, 2, place->name);
        sql_bind_text(statement, 3, place->country);
        put_bind_number(statement, 4, place->latitude);
        put_bind_number(statement, 5, place->longitude);
        if (place->geonames > 0)
            sqlite3_bind_int64(statement, 6, (sqlite3_int64)place->geonames);
        else
            sqlite3_bind_null(statement, 6);
        sql_bind_text(statement, 7, slice_from(article_place_kind_name(place->kind)));
        sql_bind_text(statement, 8, place->region);
        sqlite3_bind_int(statement, 9, place->capital);
        if (!sql_step_once(store, statement, NULL, err))
            return false;
    }
    return true;
}

static bool put_place_mentions(struct store *store, const struct article *article,
                               sqlite3_int64 number, struct err *err)
{
    struct put_walk walk = {.text = article->text};
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_PLACE_MENTION, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, number);
    for (uint32_t i = 0; i < article->place_mention_count; i++) {
        const struct place_mention *mention = &article->place_mentions[i];
        const struct place *place = &article->places[mention->place];
        sqlite3_bind_int64(statement, 2, i);
        sql_bind_text(statement, 3, (struct slice){place->id, HASH_ID_CHARS});
        sqlite3_bind_int64(statement, 4, mention->sentence);
        put_bind_span(statement, 5, &walk, mention->span);
        if (!sql_step_once(store, statement, NULL, err))
            return false;
    }
    return true;
}

static bool put_quantities(struct store *store, const struct article *article, sqlite3_int64 number,
                           struct err *err)
{
    struct put_walk walk = {.text = article->text};
    sqlite3_stmt *statement;
    if (!sql_statement(store, SQL_PUT_QUANTITY, &statement, err))
        return false;
    sqlite3_bind_int64(statement, 1, number);
    for (uint32_t i = 0; i < article->quantity_count; i++) {
        const struct quantity *quantity = &article->quantities[i];
        sqlite3_bind_int64(statement, 2, i);
        sqlite3_bind_int64(statement, 3, quantity->sentence);
        put_bind_span(statement, 4, &walk, quantity->span);
        put_bind_number(statement, 6, quantity->low);
        put_bind_number(statement, 7, quantity->high);
        sql_bind_text(statement, 8, quantity->unit);
        sql_bind_text(statement, 9, quantity->of);
        if (!sql_step_once(store, statement, NULL, err))
            return false;
    }
    return true;
}
