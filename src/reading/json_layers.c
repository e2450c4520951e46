/*
 * json_layers.c - the layers of meaning in a reading/1 object: actors to events.
 *
 *   in    an annotated article
 *   out   its lists "actors", "times", "places", "quantities", "statements", "events"
 */
#include "reading/json_layers.h"

#include <math.h>
#include <stdlib.h>

/* The items of one layer by what they belong to: the mentions of each actor, of each place. */
struct groups {
    uint32_t *first; /* [owners + 1]: items[first[o] .. first[o + 1]) belong to owner o */
    uint32_t *items; /* indices, rising within an owner */
};

/* Sorts items 0 .. count by owner, by counting. False when out of memory. */
static bool groups_make(const struct article *article, uint32_t owners, uint32_t count,
                        uint32_t (*owner)(const struct article *, uint32_t),
                        struct groups *ret_groups)
{
    uint32_t *first = calloc((size_t)owners + 2, sizeof(*first));
    uint32_t *items = calloc((size_t)count + 1, sizeof(*items));
    if (!first || !items) {
        free(first);
        free(items);
        return false;
    }
    for (uint32_t i = 0; i < count; i++)
        first[owner(article, i) + 2]++;
    for (uint32_t o = 0; o < owners; o++)
        first[o + 2] += first[o + 1];
    for (uint32_t i = 0; i < count; i++)
        items[first[owner(article, i) + 1]++] = i;
    *ret_groups = (struct groups){first, items};
    return true;
}

static void groups_free(struct groups *groups)
{
    free(groups->first);
    free(groups->items);
}

static uint32_t mention_owner(const struct article *article, uint32_t i)
{
    return article->mentions[i].actor;
}

static uint32_t place_owner(const struct article *article, uint32_t i)
{
    return article->place_mentions[i].place;
}

static void write_id(struct json_writer *json, const char *key, const char id[HASH_ID_CHARS])
{
    json_field(json, key, (struct slice){id, HASH_ID_CHARS});
}

static void write_number(struct json_writer *json, const char *key, uint64_t number)
{
    json_key(json, key);
    json_u64(json, number);
}

static void write_slices(struct json_writer *json, const char *key, const struct slice *slices,
                         uint32_t count)
{
    json_key(json, key);
    json_array(json);
    for (uint32_t i = 0; i < count; i++)
        json_string(json, slices[i]);
    json_array_end(json);
}

static void write_day(struct json_writer *json, const char *key, int32_t day)
{
    char text[DATETIME_TEXT_BYTES];
    json_key(json, key);
    if (day == DAY_UNKNOWN) {
        json_null(json);
        return;
    }
    json_string(json, (struct slice){text, date_format_day(day, text)});
}

/* A whole number without a point, others with at most three decimals. NAN is null. */
static void write_amount(struct json_writer *json, const char *key, double amount)
{
    json_key(json, key);
    json_decimal(json, amount, amount == floor(amount) ? 0 : 3);
}

static void write_actor_mention(struct json_writer *json, struct json_offsets *offsets,
                                const struct mention *mention)
{
    json_object(json);
    write_number(json, "sentence", mention->sentence);
    json_span(json, offsets, mention->span);
    json_field(json, "form", slice_from(article_mention_form_name(mention->form)));
    json_object_end(json);
}

/* Those whom one actor stands for: "both ministers". */
static void write_members(struct json_writer *json, const struct article *article,
                          const struct actor *actor)
{
    json_key(json, "members");
    json_array(json);
    for (uint32_t i = 0; i < actor->member_count; i++)
        json_string(json, (struct slice){article->actors[actor->members[i]].id, HASH_ID_CHARS});
    json_array_end(json);
}

static void write_actors(struct json_writer *json, struct json_offsets *offsets,
                         const struct article *article)
{
    struct groups groups = {0};
    if (!groups_make(article, article->actor_count, article->mention_count, mention_owner, &groups))
        json->out->failed = true;
    json_key(json, "actors");
    json_array(json);
    for (uint32_t i = 0; i < article->actor_count && groups.first; i++) {
        const struct actor *actor = &article->actors[i];
        json_object(json);
        write_id(json, "id", actor->id);
        json_field(json, "name", actor->name);
        json_field(json, "kind", slice_from(article_actor_kind_name(actor->kind)));
        json_field(json, "country", actor->country);
        write_slices(json, "sectors", actor->sectors, actor->sector_count);
        json_field(json, "role", actor->role);
        write_members(json, article, actor);
        json_key(json, "mentions");
        json_array(json);
        for (uint32_t m = groups.first[i]; m < groups.first[i + 1]; m++)
            write_actor_mention(json, offsets, &article->mentions[groups.items[m]]);
        json_array_end(json);
        json_object_end(json);
    }
    json_array_end(json);
    groups_free(&groups);
}

static void write_times(struct json_writer *json, struct json_offsets *offsets,
                        const struct article *article)
{
    json_key(json, "times");
    json_array(json);
    for (uint32_t i = 0; i < article->time_count; i++) {
        const struct time_expression *time = &article->times[i];
        json_object(json);
        write_number(json, "sentence", time->sentence);
        json_span(json, offsets, time->span);
        json_field(json, "type", slice_from(article_time_type_name(time->type)));
        json_field(json, "value", time->value);
        write_day(json, "earliest", time->earliest);
        write_day(json, "latest", time->latest);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_place(struct json_writer *json, const struct place *place)
{
    write_id(json, "id", place->id);
    json_field(json, "name", place->name);
    json_field(json, "country", place->country);
    json_key(json, "latitude");
    json_decimal(json, place->latitude, 5);
    json_key(json, "longitude");
    json_decimal(json, place->longitude, 5);
    json_key(json, "geonames");
    if (place->geonames)
        json_u64(json, place->geonames);
    else
        json_null(json);
}

static void write_places(struct json_writer *json, struct json_offsets *offsets,
                         const struct article *article)
{
    struct groups groups = {0};
    if (!groups_make(article, article->place_count, article->place_mention_count, place_owner,
                     &groups))
        json->out->failed = true;
    json_key(json, "places");
    json_array(json);
    for (uint32_t i = 0; i < article->place_count && groups.first; i++) {
        json_object(json);
        write_place(json, &article->places[i]);
        json_key(json, "mentions");
        json_array(json);
        for (uint32_t m = groups.first[i]; m < groups.first[i + 1]; m++) {
            const struct place_mention *mention = &article->place_mentions[groups.items[m]];
            json_object(json);
            write_number(json, "sentence", mention->sentence);
            json_span(json, offsets, mention->span);
            json_object_end(json);
        }
        json_array_end(json);
        json_object_end(json);
    }
    json_array_end(json);
    groups_free(&groups);
}

static void write_quantities(struct json_writer *json, struct json_offsets *offsets,
                             const struct article *article)
{
    json_key(json, "quantities");
    json_array(json);
    for (uint32_t i = 0; i < article->quantity_count; i++) {
        const struct quantity *quantity = &article->quantities[i];
        json_object(json);
        write_number(json, "sentence", quantity->sentence);
        json_span(json, offsets, quantity->span);
        write_amount(json, "low", quantity->low);
        write_amount(json, "high", quantity->high);
        json_field(json, "unit", quantity->unit);
        json_field(json, "of", quantity->of);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_actor_id(struct json_writer *json, const char *key, const struct article *article,
                           uint32_t actor)
{
    json_key(json, key);
    if (actor == INDEX_NONE)
        json_null(json);
    else
        json_string(json, (struct slice){article->actors[actor].id, HASH_ID_CHARS});
}

/* An object with "start" and "end", or null for the empty span. */
static void write_optional_span(struct json_writer *json, const char *key,
                                struct json_offsets *offsets, struct span span)
{
    json_key(json, key);
    if (span.start == span.end) {
        json_null(json);
        return;
    }
    json_object(json);
    json_span(json, offsets, span);
    json_object_end(json);
}

static void write_statement(struct json_writer *json, struct json_offsets *offsets,
                            const struct article *article, const struct statement *statement)
{
    json_object(json);
    write_number(json, "sentence", statement->sentence);
    write_actor_id(json, "speaker", article, statement->speaker);
    json_field(json, "speaker_text", article_slice(article, statement->speaker_span));
    write_optional_span(json, "speaker_span", offsets, statement->speaker_span);
    json_key(json, "cue");
    json_object(json);
    json_span(json, offsets, statement->cue);
    json_object_end(json);
    json_key(json, "content");
    json_array(json);
    for (uint32_t i = 0; i < statement->content_count; i++) {
        json_object(json);
        json_span(json, offsets, statement->content[i]);
        json_object_end(json);
    }
    json_array_end(json);
    json_field(json, "kind", slice_from(article_statement_kind_name(statement->kind)));
    write_actor_id(json, "addressee", article, statement->addressee);
    json_field(json, "addressee_text", article_slice(article, statement->addressee_span));
    write_optional_span(json, "addressee_span", offsets, statement->addressee_span);
    json_field(json, "topic", article_slice(article, statement->topic));
    json_field(json, "rule", statement->rule);
    json_object_end(json);
}

static void write_statements(struct json_writer *json, struct json_offsets *offsets,
                             const struct article *article)
{
    json_key(json, "statements");
    json_array(json);
    for (uint32_t i = 0; i < article->statement_count; i++)
        write_statement(json, offsets, article, &article->statements[i]);
    json_array_end(json);
}

static void write_participants(struct json_writer *json, const char *key,
                               struct json_offsets *offsets, const struct article *article,
                               const struct participant *participants, uint32_t count)
{
    json_key(json, key);
    json_array(json);
    for (uint32_t i = 0; i < count; i++) {
        json_object(json);
        write_actor_id(json, "id", article, participants[i].actor);
        json_span(json, offsets, participants[i].span);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_counts(struct json_writer *json, struct json_offsets *offsets,
                         const struct article *article, const struct event *event)
{
    json_key(json, "counts");
    json_array(json);
    for (uint32_t i = 0; i < event->quantity_count; i++) {
        const struct quantity *quantity = &article->quantities[event->counts[i]];
        json_object(json);
        json_field(json, "of", quantity->of);
        write_amount(json, "low", quantity->low);
        write_amount(json, "high", quantity->high);
        json_span(json, offsets, quantity->span);
        json_object_end(json);
    }
    json_array_end(json);
}

/* What happened, in the codes of the ontology. */
static void write_codes(struct json_writer *json, const struct event *event)
{
    json_field(json, "type", event->type);
    json_field(json, "mode", event->mode);
    write_slices(json, "contexts", event->contexts, event->context_count);
    json_field(json, "cameo", event->cameo);
    json_key(json, "quad");
    if (event->quad)
        json_u64(json, event->quad);
    else
        json_null(json);
    json_key(json, "goldstein");
    json_decimal(json, event->goldstein, 1);
}

static void write_event(struct json_writer *json, struct json_offsets *offsets,
                        const struct article *article, const struct event *event)
{
    json_object(json);
    write_number(json, "sentence", event->sentence);
    json_key(json, "anchor");
    json_object(json);
    json_span(json, offsets, event->anchor);
    json_object_end(json);
    write_codes(json, event);
    write_participants(json, "actors", offsets, article, event->actors, event->actor_count);
    write_participants(json, "recipients", offsets, article, event->recipients,
                       event->recipient_count);
    json_key(json, "when");
    json_object(json);
    write_day(json, "earliest", event->earliest);
    write_day(json, "latest", event->latest);
    json_field(json, "basis", event->when_basis);
    json_object_end(json);
    json_key(json, "where");
    if (event->where == INDEX_NONE)
        json_null(json);
    else
        json_string(json, (struct slice){article->places[event->where].id, HASH_ID_CHARS});
    json_field(json, "status", slice_from(article_event_status_name(event->status)));
    write_actor_id(json, "attributed_to", article, event->attributed_to);
    json_key(json, "statement");
    if (event->statement == INDEX_NONE)
        json_null(json);
    else
        json_u64(json, event->statement);
    write_counts(json, offsets, article, event);
    json_key(json, "confidence");
    json_decimal(json, event->confidence, 3);
    json_field(json, "rule", event->rule);
    json_object_end(json);
}

static void write_events(struct json_writer *json, struct json_offsets *offsets,
                         const struct article *article)
{
    json_key(json, "events");
    json_array(json);
    for (uint32_t i = 0; i < article->event_count; i++)
        write_event(json, offsets, article, &article->events[i]);
    json_array_end(json);
}

void json_write_layers(struct json_writer *json, struct json_offsets *offsets,
                       const struct article *article)
{
    write_actors(json, offsets, article);
    write_times(json, offsets, article);
    write_places(json, offsets, article);
    write_quantities(json, offsets, article);
    write_statements(json, offsets, article);
    write_events(json, offsets, article);
}
