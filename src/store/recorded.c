/*
 * recorded.c - an article taken up again from its rows.
 *
 *   in    an article's number
 *   out   struct recorded in an arena
 *
 * Each layer is one query in the order of its primary key. Offsets turn from code points to bytes
 * on one walk over the text, which the sentences pace out.
 */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vector.h"
#include "store/events.h"
#include "store/store_parts.h"

/* The rows of one article as they come. */
struct taking {
    struct store *store;
    struct arena *arena;
    struct recorded *out;
    struct err *err;
    VECTOR(struct sentence) sentences;
    VECTOR(struct actor) actors;
    VECTOR(struct place) places;
    VECTOR(struct time_expression) times;
    VECTOR(struct quantity) quantities;
    VECTOR(struct event) events;
    VECTOR(struct slice) lemmas;
    /* of the events, one after another */
    VECTOR(struct participant) participants;
    VECTOR(uint32_t) counts;
    int64_t offset; /* code points before the last sentence: the walk over the text */
};

typedef bool (*take_row)(struct taking *taking, sqlite3_stmt *row);

static bool take(struct taking *taking, enum sql which, take_row each)
{
    sqlite3_stmt *statement;
    if (!sql_statement(taking->store, which, &statement, taking->err))
        return false;
    sqlite3_bind_int64(statement, 1, taking->out->number);
    int result;
    bool taken = true;
    while (taken && (result = sqlite3_step(statement)) == SQLITE_ROW)
        taken = each(taking, statement);
    if (taken && result != SQLITE_DONE)
        taken = sql_fail(taking->store, result, taking->err);
    sqlite3_reset(statement);
    return taken;
}

static bool take_text(struct taking *taking, sqlite3_stmt *row, int column, struct slice *ret_text)
{
    *ret_text = arena_copy(taking->arena, sql_column_text(row, column));
    return ret_text->ptr || arena_fail(taking->arena, taking->err);
}

static int32_t day_of(sqlite3_stmt *row, int column)
{
    struct datetime date;
    if (!datetime_parse_iso(sql_column_text(row, column), &date))
        return DAY_UNKNOWN;
    return date_days(date.year, date.month, date.day);
}

static double number_of(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL ? (double)NAN
                                                           : sqlite3_column_double(row, column);
}

/* The enum value whose name this is; 0 when none has it. */
static int named(struct slice name, const char *(*name_of)(int value), int count)
{
    for (int i = 0; i < count; i++) {
        if (slice_equal(name, slice_from(name_of(i))))
            return i;
    }
    return 0;
}

static const char *kind_name(int value)
{
    return article_actor_kind_name((enum actor_kind)value);
}

static const char *place_name(int value)
{
    return article_place_kind_name((enum place_kind)value);
}

static const char *status_name(int value)
{
    return article_event_status_name((enum event_status)value);
}

static bool article_row(struct taking *taking, sqlite3_stmt *row)
{
    struct article *article = &taking->out->article;
    struct slice key = sql_column_text(row, 0);
    memcpy(article->key, key.ptr, key.len < HASH_ID_CHARS ? key.len : HASH_ID_CHARS);
    datetime_parse_iso(sql_column_text(row, 3), &article->published);
    datetime_parse_iso(sql_column_text(row, 4), &article->not_before);
    return take_text(taking, row, 1, &article->id) && take_text(taking, row, 2, &article->outlet) &&
           take_text(taking, row, 5, &article->title) &&
           take_text(taking, row, 6, &article->language) &&
           take_text(taking, row, 7, &article->text);
}

static bool out_of_memory(struct taking *taking)
{
    return arena_fail(taking->arena, taking->err);
}

/* Bytes of the text from `byte` on that `count` code points take. */
static uint32_t bytes_of(struct slice text, uint32_t byte, int64_t count)
{
    uint32_t code_point;
    size_t at = byte;
    while (count-- > 0 && at < text.len)
        at += utf8_decode(text, at, &code_point);
    return (uint32_t)at - byte;
}

static bool sentence_row(struct taking *taking, sqlite3_stmt *row)
{
    struct slice text = taking->out->article.text;
    int64_t start = sqlite3_column_int64(row, 0), end = sqlite3_column_int64(row, 1);
    uint32_t byte = 0;
    if (taking->sentences.count > 0)
        byte = taking->sentences.items[taking->sentences.count - 1].span.start;
    struct sentence *sentence = vector_push(&taking->sentences, taking->arena);
    if (!sentence)
        return out_of_memory(taking);
    byte += bytes_of(text, byte, start - taking->offset);
    sentence->span = (struct span){byte, byte + bytes_of(text, byte, end - start)};
    taking->offset = start;
    return true;
}

static bool actor_row(struct taking *taking, sqlite3_stmt *row)
{
    struct actor *actor = vector_push(&taking->actors, taking->arena);
    struct slice *sectors = arena_new(taking->arena, struct slice);
    if (!actor || !sectors)
        return out_of_memory(taking);
    struct slice id = sql_column_text(row, 0);
    memcpy(actor->id, id.ptr, id.len < HASH_ID_CHARS ? id.len : HASH_ID_CHARS);
    actor->kind = (enum actor_kind)named(sql_column_text(row, 2), kind_name, ACTOR_GROUP + 1);
    if (!take_text(taking, row, 1, &actor->name) || !take_text(taking, row, 3, &actor->country) ||
        !take_text(taking, row, 4, sectors) || !take_text(taking, row, 5, &actor->role))
        return false;
    actor->sectors = sectors;
    actor->sector_count = sectors->len > 0;
    return true;
}

/* Bytes of a stretch that starts in a sentence; offsets count code points of the text. */
static struct span span_of(struct taking *taking, uint32_t sentence, sqlite3_stmt *row, int column)
{
    struct slice text = taking->out->article.text;
    int64_t base = sqlite3_column_int64(row, column);
    int64_t start = sqlite3_column_int64(row, column + 1);
    int64_t end = sqlite3_column_int64(row, column + 2);
    uint32_t from = taking->sentences.items[sentence].span.start;
    from += bytes_of(text, from, start - base);
    return (struct span){from, from + bytes_of(text, from, end - start)};
}

/* The number of a sentence that is there. */
static bool take_sentence(struct taking *taking, sqlite3_stmt *row, int column,
                          uint32_t *ret_sentence)
{
    int64_t sentence = sqlite3_column_int64(row, column);
    if (sentence < 0 || sentence >= (int64_t)taking->sentences.count)
        return err_set(taking->err, ERR_FORMAT, "the store is damaged");
    *ret_sentence = (uint32_t)sentence;
    return true;
}

static bool time_row(struct taking *taking, sqlite3_stmt *row)
{
    struct time_expression *time = vector_push(&taking->times, taking->arena);
    if (!time)
        return out_of_memory(taking);
    if (!take_sentence(taking, row, 0, &time->sentence))
        return false;
    time->earliest = day_of(row, 1);
    time->latest = day_of(row, 2);
    time->span = span_of(taking, time->sentence, row, 3);
    return true;
}

static bool quantity_row(struct taking *taking, sqlite3_stmt *row)
{
    struct quantity *quantity = vector_push(&taking->quantities, taking->arena);
    if (!quantity)
        return out_of_memory(taking);
    if (!take_sentence(taking, row, 0, &quantity->sentence))
        return false;
    quantity->span = span_of(taking, quantity->sentence, row, 5);
    quantity->low = number_of(row, 1);
    quantity->high = number_of(row, 2);
    return take_text(taking, row, 3, &quantity->unit) && take_text(taking, row, 4, &quantity->of);
}

/* The place of an event, which the article has once. */
static bool take_place(struct taking *taking, sqlite3_stmt *row, int column, uint32_t *ret_place)
{
    struct slice id = sql_column_text(row, column);
    *ret_place = INDEX_NONE;
    if (id.len != HASH_ID_CHARS)
        return true;
    for (uint32_t i = 0; i < taking->places.count; i++) {
        if (memcmp(taking->places.items[i].id, id.ptr, HASH_ID_CHARS) == 0) {
            *ret_place = i;
            return true;
        }
    }
    struct place *place = vector_push(&taking->places, taking->arena);
    if (!place)
        return out_of_memory(taking);
    memcpy(place->id, id.ptr, HASH_ID_CHARS);
    place->latitude = number_of(row, column + 3);
    place->longitude = number_of(row, column + 4);
    place->geonames = (uint64_t)sqlite3_column_int64(row, column + 5);
    place->kind = (enum place_kind)named(sql_column_text(row, column + 6), place_name,
                                         PLACE_FACILITY + 1);
    place->capital = (uint8_t)sqlite3_column_int(row, column + 8);
    *ret_place = (uint32_t)taking->places.count - 1;
    return take_text(taking, row, column + 1, &place->name) &&
           take_text(taking, row, column + 2, &place->country) &&
           take_text(taking, row, column + 7, &place->region);
}

static bool take_contexts(struct taking *taking, sqlite3_stmt *row, int column, struct event *event)
{
    struct slice list, name;
    VECTOR(struct slice) contexts = {0};
    if (!take_text(taking, row, column, &list))
        return false;
    while (list.len > 0 && slice_next_field(&list, ',', &name)) {
        struct slice *context = vector_push(&contexts, taking->arena);
        if (!context)
            return out_of_memory(taking);
        *context = name;
    }
    event->contexts = contexts.items;
    event->context_count = (uint32_t)contexts.count;
    return true;
}

static bool event_row(struct taking *taking, sqlite3_stmt *row)
{
    struct event *event = vector_push(&taking->events, taking->arena);
    struct slice *lemma = vector_push(&taking->lemmas, taking->arena);
    if (!event || !lemma)
        return out_of_memory(taking);
    if (!take_sentence(taking, row, 0, &event->sentence))
        return false;
    event->anchor = span_of(taking, event->sentence, row, 1);
    event->quad = (uint8_t)sqlite3_column_int64(row, 8);
    event->goldstein = number_of(row, 9);
    event->status = (enum event_status)named(sql_column_text(row, 10), status_name,
                                             EVENT_HISTORICAL + 1);
    event->attributed_to = sqlite3_column_type(row, 11) == SQLITE_NULL
                               ? INDEX_NONE
                               : (uint32_t)sqlite3_column_int64(row, 11);
    event->earliest = day_of(row, 12);
    event->latest = day_of(row, 13);
    event->confidence = number_of(row, 15);
    return take_text(taking, row, 4, &event->type) && take_text(taking, row, 5, &event->mode) &&
           take_contexts(taking, row, 6, event) && take_text(taking, row, 7, &event->cameo) &&
           take_text(taking, row, 14, &event->when_basis) && take_text(taking, row, 16, lemma) &&
           take_place(taking, row, 17, &event->where);
}

static bool is_capital(struct slice text)
{
    bool has_letter = false;
    for (size_t at = 0; at < text.len;) {
        uint32_t code_point;
        at += utf8_decode(text, at, &code_point);
        if (unicode_is_lower(code_point))
            return false;
        has_letter |= unicode_is_upper(code_point);
    }
    return has_letter;
}

/* A town in capital letters that starts one of the first sentences. */
static bool dateline_row(struct taking *taking, sqlite3_stmt *row)
{
    uint32_t place;
    if (taking->out->dateline != INDEX_NONE || !is_capital(sql_column_text(row, 9)))
        return true;
    if (!take_place(taking, row, 0, &place))
        return false;
    if (taking->places.items[place].kind == PLACE_CITY)
        taking->out->dateline = place;
    return true;
}

/* Rows come by event and side, so that each side is one stretch of the vector; the vector may move,
 * so the events get their number first and their pointer in the end. */
static bool participant_row(struct taking *taking, sqlite3_stmt *row)
{
    int64_t number = sqlite3_column_int64(row, 0), actor = sqlite3_column_int64(row, 2);
    if (number < 0 || number >= (int64_t)taking->events.count || actor < 0 ||
        actor >= (int64_t)taking->actors.count)
        return err_set(taking->err, ERR_FORMAT, "the store is damaged");
    struct participant *participant = vector_push(&taking->participants, taking->arena);
    if (!participant)
        return out_of_memory(taking);
    struct event *event = &taking->events.items[number];
    bool is_inside = sqlite3_column_int64(row, 4) >= sqlite3_column_int64(row, 3);
    *participant = (struct participant){.actor = (uint32_t)actor};
    if (is_inside) /* else it is an antecedent's */
        participant->span = span_of(taking, event->sentence, row, 3);
    if (slice_equal(sql_column_text(row, 1), SLICE("actor")))
        event->actor_count++;
    else
        event->recipient_count++;
    return true;
}

static bool count_row(struct taking *taking, sqlite3_stmt *row)
{
    int64_t number = sqlite3_column_int64(row, 0), quantity = sqlite3_column_int64(row, 1);
    if (number < 0 || number >= (int64_t)taking->events.count || quantity < 0 ||
        quantity >= (int64_t)taking->quantities.count)
        return err_set(taking->err, ERR_FORMAT, "the store is damaged");
    uint32_t *count = vector_push(&taking->counts, taking->arena);
    if (!count)
        return out_of_memory(taking);
    *count = (uint32_t)quantity;
    taking->events.items[number].quantity_count++;
    return true;
}

/* Hands the layers to the article, and each event its stretch of what all events share. */
static void finish(struct taking *taking)
{
    struct article *article = &taking->out->article;
    const struct participant *participant = taking->participants.items;
    const uint32_t *count = taking->counts.items;
    for (size_t i = 0; i < taking->events.count; i++) {
        struct event *event = &taking->events.items[i];
        event->actors = participant;
        /* Of no participants at all there is no array to walk through. */
        event->recipients = participant ? participant + event->actor_count : NULL;
        participant = participant ? event->recipients + event->recipient_count : NULL;
        event->counts = count;
        count = count ? count + event->quantity_count : NULL;
    }
    article->sentences = taking->sentences.items;
    article->sentence_count = (uint32_t)taking->sentences.count;
    article->actors = taking->actors.items;
    article->actor_count = (uint32_t)taking->actors.count;
    article->places = taking->places.items;
    article->place_count = (uint32_t)taking->places.count;
    article->times = taking->times.items;
    article->time_count = (uint32_t)taking->times.count;
    article->quantities = taking->quantities.items;
    article->quantity_count = (uint32_t)taking->quantities.count;
    article->events = taking->events.items;
    article->event_count = (uint32_t)taking->events.count;
    taking->out->lemmas = taking->lemmas.items;
}

bool store_take(struct store *store, int64_t number, struct arena *arena,
                struct recorded *ret_recorded, struct err *err)
{
    *ret_recorded = (struct recorded){.number = number, .dateline = INDEX_NONE};
    struct taking taking = {.store = store, .arena = arena, .out = ret_recorded, .err = err};
    if (!take(&taking, SQL_TAKE_ARTICLE, article_row) ||
        !take(&taking, SQL_TAKE_SENTENCES, sentence_row) ||
        !take(&taking, SQL_TAKE_ACTORS, actor_row) || !take(&taking, SQL_TAKE_TIMES, time_row) ||
        !take(&taking, SQL_TAKE_QUANTITIES, quantity_row) ||
        !take(&taking, SQL_TAKE_EVENTS, event_row) ||
        !take(&taking, SQL_TAKE_DATELINE, dateline_row) ||
        !take(&taking, SQL_TAKE_PARTICIPANTS, participant_row) ||
        !take(&taking, SQL_TAKE_COUNTS, count_row))
        return false;
    finish(&taking);
    return true;
}
