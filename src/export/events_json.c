/*
 * events_json.c - merged events, one JSON object a line.
 *
 *   in    the lists events, mentions, event_actors, event_counts, agreements, disagreements
 *   out   "annals":"event/1" objects, as docs/exports.md tells them
 */
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/vector.h"
#include "export/export_parts.h"

/* One event: its mentions' ids and all its parts. */
#define EVENT_ARENA_BYTES_MAX ((size_t)1 << 30)
#define EVENT_LINE_BYTES_MAX ((size_t)1 << 30)
#define SCORE_DECIMALS 3
#define COORDINATE_DECIMALS 5
#define COUNT_DECIMALS 2

/* The event under way. Rows of a list are copied, as they hold during a call only. */
struct event_json {
    struct export *export;
    struct arena arena;
    struct buf line;
    struct json_writer json;
    struct map places;  /* mention's id to its place among the mentions */
    struct slice event; /* id */
    uint32_t mention_count;
    bool failed; /* out of memory */
    struct err *err;
};

typedef VECTOR(struct slice *) cell_rows;

/* ---- cells ---- */

/* The number of a column of a list; lists are constants. */
static size_t column_of(const char *list, const char *name)
{
    const struct store_list *found = store_list_find(slice_from(list));
    size_t i = 0;
    while (i < found->column_count && strcmp(found->columns[i].name, name) != 0)
        i++;
    return i;
}

static struct slice cell_of(const char *list, struct slice *const cells, const char *name)
{
    return cells[column_of(list, name)];
}

static void write_text(struct json_writer *json, const char *key, struct slice text)
{
    json_key(json, key);
    json_string_or_null(json, text);
}

/* A cell that holds a decimal number, or null. */
static void write_number(struct json_writer *json, const char *key, struct slice text,
                         unsigned decimals)
{
    json_key(json, key);
    if (text.len == 0)
        json_null(json);
    else if (slice_find_byte(text, '.', 0) == SIZE_MAX && slice_find_byte(text, 'e', 0) == SIZE_MAX)
        json_i64(json, strtoll(text.ptr, NULL, 10));
    else
        json_decimal(json, strtod(text.ptr, NULL), decimals);
}

/* A list of names parted by a byte. */
static void write_names(struct json_writer *json, const char *key, struct slice names)
{
    struct slice name;
    json_key(json, key);
    json_array(json);
    while (names.len > 0 && slice_next_field(&names, ',', &name))
        json_string(json, slice_trim(name));
    json_array_end(json);
}

/* ---- rows kept ---- */

static bool keep_row(struct event_json *event, cell_rows *rows, const struct store_list *list,
                     const struct slice *cells)
{
    struct slice *copy = arena_array(&event->arena, struct slice, list->column_count);
    struct slice **kept = copy ? vector_push(rows, &event->arena) : NULL;
    for (size_t i = 0; kept && i < list->column_count; i++) {
        copy[i] = arena_copy(&event->arena, cells[i]);
        if (!copy[i].ptr)
            kept = NULL;
    }
    if (!kept)
        return !(event->failed = true);
    *kept = copy;
    return true;
}

struct keeping {
    struct event_json *event;
    cell_rows rows;
};

static bool keep(void *context, const struct store_list *list, const struct slice *cells)
{
    struct keeping *keeping = context;
    return keep_row(keeping->event, &keeping->rows, list, cells);
}

/* The rows of a list that belong to the event. */
static bool gather(struct event_json *event, const char *list, cell_rows *ret_rows)
{
    struct store_list_query query = {.list = slice_from(list)};
    struct keeping keeping = {.event = event};
    query.filters[STORE_EVENT] = event->event;
    bool done = store_list_rows(event->export->store, &query, keep, &keeping, event->err);
    *ret_rows = keeping.rows;
    return done && (!event->failed || arena_fail(&event->arena, event->err));
}

/* ---- parts of an event ---- */

static void write_side(struct event_json *event, const cell_rows *sides, const char *key,
                       struct slice side)
{
    struct json_writer *json = &event->json;
    json_key(json, key);
    json_array(json);
    for (size_t i = 0; i < sides->count; i++) {
        struct slice *cells = sides->items[i];
        if (!slice_equal(cell_of("event_actors", cells, "side"), side))
            continue;
        json_object(json);
        write_text(json, "id", cell_of("event_actors", cells, "actor"));
        write_text(json, "name", cell_of("event_actors", cells, "name"));
        write_text(json, "kind", cell_of("event_actors", cells, "kind"));
        write_text(json, "country", cell_of("event_actors", cells, "country"));
        write_names(json, "sectors", cell_of("event_actors", cells, "sectors"));
        write_text(json, "role", cell_of("event_actors", cells, "role"));
        write_number(json, "mentions", cell_of("event_actors", cells, "mentions"), 0);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_days(struct json_writer *json, struct slice earliest, struct slice latest,
                       struct slice precision)
{
    json_key(json, "when");
    json_object(json);
    write_text(json, "earliest", earliest);
    write_text(json, "latest", latest);
    if (precision.ptr)
        write_text(json, "precision", precision);
    json_object_end(json);
}

static void write_place(struct json_writer *json, struct slice *const cells)
{
    json_key(json, "where");
    if (cell_of("events", cells, "place_id").len == 0) {
        json_null(json);
        return;
    }
    json_object(json);
    write_text(json, "id", cell_of("events", cells, "place_id"));
    write_text(json, "name", cell_of("events", cells, "place"));
    write_text(json, "country", cell_of("events", cells, "place_country"));
    write_number(json, "latitude", cell_of("events", cells, "latitude"), COORDINATE_DECIMALS);
    write_number(json, "longitude", cell_of("events", cells, "longitude"), COORDINATE_DECIMALS);
    json_object_end(json);
}

static void write_counts(struct event_json *event, const cell_rows *counts, struct slice mention)
{
    struct json_writer *json = &event->json;
    json_key(json, "counts");
    json_array(json);
    for (size_t i = 0; i < counts->count; i++) {
        struct slice *cells = counts->items[i];
        if (!slice_equal(cell_of("event_counts", cells, "mention"), mention))
            continue;
        json_object(json);
        write_text(json, "of", cell_of("event_counts", cells, "of"));
        write_number(json, "low", cell_of("event_counts", cells, "low"), COUNT_DECIMALS);
        write_number(json, "high", cell_of("event_counts", cells, "high"), COUNT_DECIMALS);
        write_text(json, "text", cell_of("event_counts", cells, "text"));
        json_object_end(json);
    }
    json_array_end(json);
}

static bool write_mention(struct event_json *event, struct slice *cells, const cell_rows *counts)
{
    static const char *const TEXTS[] = {"outlet", "published", "type", "mode", "status", "anchor"};
    struct json_writer *json = &event->json;
    struct slice id = cell_of("mentions", cells, "id");
    if (!map_put(&event->places, id, event->mention_count++))
        return arena_fail(&event->arena, event->err);
    json_object(json);
    write_text(json, "id", id);
    write_text(json, "article", cell_of("mentions", cells, "article_id"));
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++)
        write_text(json, TEXTS[i], cell_of("mentions", cells, TEXTS[i]));
    write_number(json, "sentence", cell_of("mentions", cells, "sentence"), 0);
    write_number(json, "start", cell_of("mentions", cells, "start_offset"), 0);
    write_number(json, "end", cell_of("mentions", cells, "end_offset"), 0);
    write_text(json, "text", cell_of("mentions", cells, "text"));
    write_text(json, "actors", cell_of("mentions", cells, "actors"));
    write_text(json, "recipients", cell_of("mentions", cells, "recipients"));
    write_days(json, cell_of("mentions", cells, "earliest"), cell_of("mentions", cells, "latest"),
               SLICE_EMPTY);
    write_text(json, "where", cell_of("mentions", cells, "place"));
    write_text(json, "attributed_to", cell_of("mentions", cells, "attributed_to"));
    write_counts(event, counts, id);
    write_text(json, "near", cell_of("mentions", cells, "near"));
    write_number(json, "score", cell_of("mentions", cells, "merge_score"), SCORE_DECIMALS);
    write_text(json, "why", cell_of("mentions", cells, "merge_why"));
    json_object_end(json);
    return true;
}

static bool write_mentions(struct event_json *event)
{
    cell_rows mentions, counts;
    if (!gather(event, "mentions", &mentions) || !gather(event, "event_counts", &counts))
        return false;
    json_key(&event->json, "mentions");
    json_array(&event->json);
    for (size_t i = 0; i < mentions.count; i++) {
        if (!write_mention(event, mentions.items[i], &counts))
            return false;
    }
    json_array_end(&event->json);
    return true;
}

/* The places of mentions whose ids a cell lists, rising. */
static bool write_places(struct event_json *event, struct slice ids)
{
    struct json_writer *json = &event->json;
    bool *listed = arena_array(&event->arena, bool, event->mention_count + 1);
    struct slice id;
    if (!listed)
        return arena_fail(&event->arena, event->err);
    while (ids.len > 0 && slice_next_field(&ids, ';', &id)) {
        const uint32_t *place = map_get(&event->places, slice_trim(id));
        if (place)
            listed[*place] = true;
    }
    json_key(json, "mentions");
    json_array(json);
    for (uint32_t i = 0; i < event->mention_count; i++) {
        if (listed[i])
            json_u64(json, i);
    }
    json_array_end(json);
    return true;
}

static bool write_agreements(struct event_json *event)
{
    static const char *const TEXTS[] = {"facet", "of", "kind", "value"};
    struct json_writer *json = &event->json;
    cell_rows rows;
    if (!gather(event, "agreements", &rows))
        return false;
    json_key(json, "agreements");
    json_array(json);
    for (size_t i = 0; i < rows.count; i++) {
        struct slice *cells = rows.items[i];
        json_object(json);
        for (size_t t = 0; t < sizeof(TEXTS) / sizeof(TEXTS[0]); t++)
            write_text(json, TEXTS[t], cell_of("agreements", cells, TEXTS[t]));
        write_number(json, "outlets", cell_of("agreements", cells, "outlets"), 0);
        if (!write_places(event, cell_of("agreements", cells, "mentions")))
            return false;
        json_object_end(json);
    }
    json_array_end(json);
    return true;
}

/* One value, with the places of the mentions that give it. */
static void write_value(struct event_json *event, struct slice *cells, const cell_rows *holders)
{
    struct json_writer *json = &event->json;
    json_object(json);
    write_text(json, "value", cell_of("disagreements", cells, "value"));
    write_number(json, "outlets", cell_of("disagreements", cells, "outlets"), 0);
    write_text(json, "first_published", cell_of("disagreements", cells, "first_published"));
    json_key(json, "mentions");
    json_array(json);
    for (size_t i = 0; i < holders->count; i++) {
        struct slice *row = holders->items[i];
        const uint32_t *place = map_get(&event->places,
                                        cell_of("disagreement_mentions", row, "mention"));
        if (place &&
            slice_equal(cell_of("disagreement_mentions", row, "number"),
                        cell_of("disagreements", cells, "number")) &&
            slice_equal(cell_of("disagreement_mentions", row, "value_number"),
                        cell_of("disagreements", cells, "value_number")))
            json_u64(json, *place);
    }
    json_array_end(json);
    json_object_end(json);
}

static void open_disagreement(struct json_writer *json, struct slice *cells)
{
    json_object(json);
    write_text(json, "facet", cell_of("disagreements", cells, "facet"));
    write_text(json, "of", cell_of("disagreements", cells, "of"));
    write_text(json, "kind", cell_of("disagreements", cells, "kind"));
    write_number(json, "low", cell_of("disagreements", cells, "low"), COUNT_DECIMALS);
    write_number(json, "best", cell_of("disagreements", cells, "best"), COUNT_DECIMALS);
    write_number(json, "high", cell_of("disagreements", cells, "high"), COUNT_DECIMALS);
    json_key(json, "values");
    json_array(json);
}

/* Rows come value by value, disagreement by disagreement. */
static bool write_disagreements(struct event_json *event)
{
    struct json_writer *json = &event->json;
    cell_rows values, holders;
    struct slice under_way = SLICE_EMPTY;
    if (!gather(event, "disagreements", &values) ||
        !gather(event, "disagreement_mentions", &holders))
        return false;
    json_key(json, "disagreements");
    json_array(json);
    for (size_t i = 0; i < values.count; i++) {
        struct slice number = cell_of("disagreements", values.items[i], "number");
        if (i == 0 || !slice_equal(number, under_way)) {
            if (i > 0) {
                json_array_end(json);
                json_object_end(json);
            }
            open_disagreement(json, values.items[i]);
            under_way = number;
        }
        write_value(event, values.items[i], &holders);
    }
    if (values.count > 0) {
        json_array_end(json);
        json_object_end(json);
    }
    json_array_end(json);
    return true;
}

static bool write_event(struct event_json *event, struct slice *cells)
{
    static const char *const TEXTS[] = {"type",           "mode",          "cameo",
                                        "status",         "attributed_to", "first_published",
                                        "last_published", "story"};
    static const char *const NUMBERS[] = {"quad", "articles", "outlets"};
    static const char *const SCORES[] = {"goldstein", "confidence", "divergence",
                                         "modal_confidence"};
    struct json_writer *json = &event->json;
    cell_rows sides;
    if (!gather(event, "event_actors", &sides))
        return false;
    json_begin(json, &event->line);
    json_object(json);
    write_text(json, "annals", SLICE("event/1"));
    write_text(json, "id", event->event);
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++)
        write_text(json, TEXTS[i], cell_of("events", cells, TEXTS[i]));
    write_names(json, "contexts", cell_of("events", cells, "contexts"));
    for (size_t i = 0; i < sizeof(NUMBERS) / sizeof(NUMBERS[0]); i++)
        write_number(json, NUMBERS[i], cell_of("events", cells, NUMBERS[i]), 0);
    for (size_t i = 0; i < sizeof(SCORES) / sizeof(SCORES[0]); i++)
        write_number(json, SCORES[i], cell_of("events", cells, SCORES[i]), SCORE_DECIMALS);
    write_side(event, &sides, "actors", SLICE("actor"));
    write_side(event, &sides, "recipients", SLICE("recipient"));
    write_days(json, cell_of("events", cells, "earliest"), cell_of("events", cells, "latest"),
               cell_of("events", cells, "when_precision"));
    write_place(json, cells);
    if (!write_mentions(event) || !write_agreements(event) || !write_disagreements(event))
        return false;
    json_object_end(json);
    buf_append_byte(&event->line, '\n');
    return !event->line.failed || buf_fail(&event->line, event->err);
}

static bool event_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct event_json *event = context;
    cell_rows kept = {0};
    arena_reset(&event->arena);
    buf_reset(&event->line);
    map_init(&event->places, &event->arena);
    event->mention_count = 0;
    if (!keep_row(event, &kept, list, cells))
        return false;
    event->event = cell_of("events", kept.items[0], "id");
    if (!write_event(event, kept.items[0]))
        return !(event->failed = true);
    buf_append(&event->export->out.buf, buf_slice(&event->line));
    event->export->summary.rows++;
    return out_flush_full(&event->export->out);
}

bool export_events_jsonl(struct export *export, struct err *err)
{
    struct event_json event = {.export = export, .err = err};
    struct store_list_query query = {.list = SLICE("events")};
    memcpy(query.filters, export->query->filters, sizeof(query.filters));
    if (slice_equal(query.filters[STORE_STATUS], SLICE("all")))
        query.filters[STORE_STATUS] = SLICE_EMPTY;
    arena_init(&event.arena, EVENT_ARENA_BYTES_MAX);
    buf_init(&event.line, EVENT_LINE_BYTES_MAX);
    *err = (struct err){0};
    bool done = store_list_rows(export->store, &query, event_row, &event, err);
    if (done && event.failed)
        done = err->code != ERR_NONE ? false : arena_fail(&event.arena, err);
    buf_free(&event.line);
    arena_free(&event.arena);
    return done;
}
