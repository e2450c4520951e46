/*
 * api_detail.c - one thing with all that the store says of it: several lists in one object.
 *
 *   in    a kind of thing and its id
 *   out   {"annals":"KIND/1","id","SECTION":{list},…}
 *
 * A kind is a constant: its sections, each a list under one filter. A list or filter that the store
 * does not have is passed over.
 */
#include <string.h>

#include "serve/site.h"

#define SECTIONS_MAX 14

struct section {
    const char *key;
    const char *list;
    enum store_filter filter; /* takes the id; STORE_FILTER_COUNT: the list has no id */
    uint32_t limit;           /* rows; "next" leads to the others in the list itself */
    enum store_order order;   /* the list's own where it has no such order */
    const char *status;       /* only events of this one; NULL: all */
    const char *facet;        /* only events with this disagreement; NULL: all */
};

struct kind {
    const char *name;
    bool has_text;                         /* an article's own fields and text come first */
    struct section sections[SECTIONS_MAX]; /* without a text, the first is the thing itself */
};

#define NO_ID STORE_FILTER_COUNT
#define ALL SERVE_ROWS_MAX

static const struct kind KINDS[] = {
    {"overview",
     false,
     {
         {"first", "articles", NO_ID, 1, STORE_BY_CONTENT, NULL, NULL},
         {"articles", "articles", NO_ID, 1, STORE_NEWEST, NULL, NULL},
         {"types", "event_types", NO_ID, ALL, STORE_BY_CONTENT, NULL, NULL},
         {"timeline", "timeline", NO_ID, ALL, STORE_BY_CONTENT, "happened", NULL},
         {"days", "days", NO_ID, 100, STORE_BY_CONTENT, "happened", NULL},
         {"pairs", "country_pairs", NO_ID, 12, STORE_BY_CONTENT, "happened", NULL},
         {"reported", "events", NO_ID, 8, STORE_REPORTED, "happened", NULL},
         {"disputed", "events", NO_ID, 8, STORE_REPORTED, NULL, "any"},
         {"events", "events", NO_ID, 8, STORE_PUBLISHED, "happened", NULL},
         {"plans", "events", NO_ID, 5, STORE_PUBLISHED, "planned", NULL},
         {"statements", "statements", NO_ID, 5, STORE_NEWEST, NULL, NULL},
         {"stories", "stories", NO_ID, 6, STORE_NEWEST, NULL, NULL},
         {"actors", "actors", NO_ID, 10, STORE_BY_CONTENT, NULL, NULL},
         {"outlets", "outlets", NO_ID, 12, STORE_BY_CONTENT, NULL, NULL},
     }},
    {"event",
     false,
     {
         {"event", "events", STORE_EVENT, 2, STORE_BY_CONTENT, NULL, NULL},
         {"mentions", "mentions", STORE_EVENT, 200, STORE_BY_CONTENT, NULL, NULL},
         {"agreements", "agreements", STORE_EVENT, 200, STORE_BY_CONTENT, NULL, NULL},
         {"disagreements", "disagreements", STORE_EVENT, 200, STORE_BY_CONTENT, NULL, NULL},
         {"values", "disagreement_mentions", STORE_EVENT, ALL, STORE_BY_CONTENT, NULL, NULL},
     }},
    {"article",
     true,
     {
         {"sentences", "sentences", STORE_ARTICLE, ALL, STORE_BY_CONTENT, NULL, NULL},
         {"events", "mentions", STORE_ARTICLE, ALL, STORE_BY_CONTENT, NULL, NULL},
         {"statements", "statements", STORE_ARTICLE, ALL, STORE_BY_CONTENT, NULL, NULL},
         {"actors", "actors", STORE_ARTICLE, ALL, STORE_BY_CONTENT, NULL, NULL},
         {"actor_mentions", "actor_mentions", STORE_ARTICLE, ALL, STORE_BY_CONTENT, NULL, NULL},
         {"places", "places", STORE_ARTICLE, ALL, STORE_BY_CONTENT, NULL, NULL},
         {"times", "times", STORE_ARTICLE, ALL, STORE_BY_CONTENT, NULL, NULL},
         {"quantities", "quantities", STORE_ARTICLE, ALL, STORE_BY_CONTENT, NULL, NULL},
     }},
    {"story",
     false,
     {
         {"story", "stories", STORE_STORY, 2, STORE_BY_CONTENT, NULL, NULL},
         {"articles", "story_articles", STORE_STORY, 500, STORE_BY_CONTENT, NULL, NULL},
         {"events", "events", STORE_STORY, 50, STORE_REPORTED, NULL, NULL},
     }},
    {"actor",
     false,
     {
         {"actor", "actors", STORE_ACTOR, 2, STORE_BY_CONTENT, NULL, NULL},
         {"roles", "actor_roles", STORE_ACTOR, 50, STORE_BY_CONTENT, NULL, NULL},
         {"timeline", "timeline", STORE_ACTOR, ALL, STORE_BY_CONTENT, "happened", NULL},
         {"events", "events", STORE_ACTOR, 20, STORE_PUBLISHED, NULL, NULL},
         {"received", "events", STORE_RECIPIENT, 20, STORE_PUBLISHED, NULL, NULL},
         {"statements", "statements", STORE_ACTOR, 20, STORE_NEWEST, NULL, NULL},
         {"mentions", "actor_mentions", STORE_ACTOR, 20, STORE_NEWEST, NULL, NULL},
     }},
};
#define KIND_COUNT (sizeof(KINDS) / sizeof(KINDS[0]))

static const struct kind *find_kind(struct slice name)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (slice_equal(slice_from(KINDS[i].name), name))
            return &KINDS[i];
    }
    return NULL;
}

/* Whether the store has rows for a thing's first section. */
static bool is_there(struct answer *answer, const struct section *section, struct slice id,
                     struct err *err)
{
    struct store_list_query query = {.list = slice_from(section->list)};
    uint64_t total;
    if (section->filter == STORE_FILTER_COUNT)
        return true;
    query.filters[section->filter] = id;
    return store_list_count(answer->store, &query, &total, err) &&
           (total > 0 || err_set(err, ERR_MISSING, "the store has nothing with this id"));
}

static bool write_section(struct answer *answer, const struct section *section, struct slice id,
                          struct json_writer *json, struct err *err)
{
    const struct store_list *list = store_list_find(slice_from(section->list));
    struct store_list_query query = {.list = slice_from(section->list), .limit = section->limit};
    if (!list)
        return true;
    if (section->filter != STORE_FILTER_COUNT) {
        if (!store_list_takes(list, section->filter))
            return true;
        query.filters[section->filter] = id;
    }
    if (section->status)
        query.filters[STORE_STATUS] = slice_from(section->status);
    if (section->facet)
        query.filters[STORE_FACET] = slice_from(section->facet);
    if (store_list_has_order(list, section->order))
        query.order = section->order;
    json_key(json, section->key);
    return list_write(answer, &query, json, err);
}

static bool write_kind(struct answer *answer, const struct kind *kind, struct slice id,
                       struct json_writer *json, struct err *err)
{
    char name[64];
    snprintf(name, sizeof(name), "%s/1", kind->name);
    json_object(json);
    json_key(json, "annals");
    json_string(json, slice_from(name));
    if (kind->has_text && !article_write(answer, id, json, &id, err))
        return false;
    for (size_t i = 0; i < SECTIONS_MAX && kind->sections[i].key; i++) {
        if (!write_section(answer, &kind->sections[i], id, json, err))
            return false;
    }
    json_object_end(json);
    return true;
}

bool answer_detail(struct answer *answer, struct slice name, struct slice id,
                   struct response *response, struct err *err)
{
    const struct kind *kind = find_kind(name);
    struct json_writer json;
    struct buf bytes;
    if (!kind || (id.len == 0) != (kind->sections[0].filter == STORE_FILTER_COUNT))
        return err_set(err, ERR_MISSING, "no such address in the api");
    if (!kind->has_text && !is_there(answer, &kind->sections[0], id, err))
        return false;
    buf_init(&bytes, SERVE_ANSWER_BYTES_MAX);
    json_begin(&json, &bytes);
    if (!write_kind(answer, kind, id, &json, err)) {
        buf_free(&bytes);
        return false;
    }
    buf_append_byte(&bytes, '\n');
    response_take(response, TYPE_JSON, &bytes);
    return true;
}

/* ---- what there is ---- */

static void write_list_spec(struct json_writer *json, const struct store_list *list)
{
    json_object(json);
    json_key(json, "name");
    json_string(json, slice_from(list->name));
    json_key(json, "columns");
    json_array(json);
    for (size_t i = 0; i < list->column_count; i++)
        json_string(json, slice_from(list->columns[i].name));
    json_array_end(json);
    json_key(json, "filters");
    json_array(json);
    for (int i = 0; i < STORE_FILTER_COUNT; i++) {
        if (store_list_takes(list, (enum store_filter)i))
            json_string(json, slice_from(store_filter_name((enum store_filter)i)));
    }
    json_array_end(json);
    json_key(json, "orders");
    json_array(json);
    for (int i = 0; i < STORE_ORDER_COUNT; i++) {
        if (store_list_has_order(list, (enum store_order)i))
            json_string(json, slice_from(store_order_name((enum store_order)i)));
    }
    json_array_end(json);
    json_object_end(json);
}

bool answer_root(struct answer *answer, struct response *response, struct err *err)
{
    struct store_list_query articles = {.list = SLICE("articles")};
    const struct store_list *list;
    struct json_writer json;
    struct buf bytes;
    uint64_t count;
    if (!store_list_count(answer->store, &articles, &count, err))
        return false;
    buf_init(&bytes, SERVE_ANSWER_BYTES_MAX);
    json_begin(&json, &bytes);
    json_object(&json);
    json_key(&json, "annals");
    json_string(&json, SLICE("api/1"));
    json_key(&json, "version");
    json_string(&json, slice_from(answer->site->version));
    json_key(&json, "articles");
    json_u64(&json, count);
    json_key(&json, "state");
    json_u64(&json, answer->generation);
    json_key(&json, "lists");
    json_array(&json);
    for (size_t i = 0; (list = store_list_at(i)); i++)
        write_list_spec(&json, list);
    json_array_end(&json);
    json_object_end(&json);
    buf_append_byte(&bytes, '\n');
    response_take(response, TYPE_JSON, &bytes);
    return true;
}
