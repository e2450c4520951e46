/*
 * list.c - lists of what a store holds.
 *
 *   in    the name of a list, filters
 *   out   rows of cells
 *
 * A list is a constant: its columns, its SQL, and the condition that each filter adds. Filters are
 * bound to placeholders by number, never pasted into the SQL.
 */
#include "store/list.h"

#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "store/list_parts.h"
#include "store/store_parts.h"

#define LIST_SQL_BYTES_MAX ((size_t)16384)

/* Placeholder of a filter; limit and offset come after. */
#define FILTER_VALUE(filter) ((int)(filter) + 1)
#define LIMIT_VALUE (STORE_FILTER_COUNT + 1)
#define OFFSET_VALUE (STORE_FILTER_COUNT + 2)

const struct store_column ACTOR_COLUMNS[ACTOR_COLUMN_COUNT] = {
    {"id", false, 8},      {"name", false, REST},   {"kind", false, 7},     {"country", false, 3},
    {"sectors", false, 7}, {"role", false, 16},     {"articles", true, 4},  {"outlets", true, 0},
    {"mentions", true, 0}, {"first_day", false, 0}, {"last_day", false, 0},
};
static const struct store_column ACTOR_ROLES[] = {
    {"actor", false, 0},   {"first_day", false, 10}, {"last_day", false, 10},
    {"country", false, 3}, {"sectors", false, 10},   {"role", false, REST},
    {"articles", true, 5},
};
static const struct store_column ACTOR_MENTIONS[] = {
    {"actor", false, 0},     {"published_day", false, 10}, {"outlet", false, 16},
    {"article", false, 8},   {"sentence", true, 4},        {"form", false, 7},
    {"text", false, 20},     {"context", false, REST},     {"start_offset", true, 0},
    {"end_offset", true, 0},
};
static const struct store_column PLACES[] = {
    {"id", false, 8},         {"name", false, REST},  {"country", false, 3}, {"latitude", true, 6},
    {"longitude", true, 6},   {"geonames", true, 8},  {"articles", true, 4}, {"mentions", true, 4},
    {"first_day", false, 10}, {"last_day", false, 0},
};
static const struct store_column TIMES[] = {
    {"article", false, 8}, {"sentence", true, 4},     {"type", false, 8},
    {"value", false, 12},  {"earliest", false, 10},   {"latest", false, 10},
    {"text", false, REST}, {"start_offset", true, 0}, {"end_offset", true, 0},
};
static const struct store_column QUANTITIES[] = {
    {"article", false, 8}, {"sentence", true, 4},     {"low", true, 6},
    {"high", true, 6},     {"unit", false, 8},        {"counted", false, 12},
    {"text", false, REST}, {"start_offset", true, 0}, {"end_offset", true, 0},
};

static const struct store_column EVENTS[] = {
    {"id", false, 8},
    {"when", false, 11},
    {"status", false, 8},
    {"type", false, 9},
    {"actors", false, 11},
    {"recipients", false, 11},
    {"anchor", false, REST},
    {"mode", false, 0},
    {"cameo", false, 0},
    {"quad", true, 0},
    {"goldstein", true, 0},
    {"contexts", false, 0},
    {"earliest", false, 0},
    {"latest", false, 0},
    {"place", false, 0},
    {"attributed_to", false, 0},
    {"mentions", true, 0},
    {"articles", true, 0},
    {"outlets", true, 0},
    {"disagreements", true, 0},
    {"confidence", true, 0},
    {"first_published", false, 0},
    {"last_published", false, 0},
    {"text", false, 0},
    {"outlet_names", false, 0},
    {"place_id", false, 0},
    {"place_country", false, 0},
    {"latitude", true, 0},
    {"longitude", true, 0},
    {"when_precision", false, 0},
    {"first_mention", false, 0},
    {"divergence", true, 0},
    {"modal_confidence", true, 0},
    {"story", false, 0},
    {"differences", false, 0},
};
static const struct store_column DISAGREEMENTS[] = {
    {"event", false, 8},       {"facet", false, 6},
    {"of", false, 14},         {"kind", false, 9},
    {"value", false, 18},      {"outlet_names", false, REST},
    {"outlets", true, 0},      {"first_published", false, 0},
    {"mentions", true, 0},     {"number", true, 0},
    {"value_number", true, 0}, {"low", true, 0},
    {"best", true, 0},         {"high", true, 0},
    {"type", false, 0},        {"actors", false, 0},
    {"recipients", false, 0},
};
static const struct store_column MENTIONS[] = {
    {"id", false, 0},
    {"when", false, 11},
    {"type", false, 9},
    {"mode", false, 0},
    {"status", false, 8},
    {"actors", false, 15},
    {"recipients", false, 15},
    {"anchor", false, REST},
    {"cameo", false, 0},
    {"quad", true, 0},
    {"goldstein", true, 0},
    {"contexts", false, 0},
    {"earliest", false, 0},
    {"latest", false, 0},
    {"place", false, 0},
    {"attributed_to", false, 0},
    {"confidence", true, 0},
    {"rule", false, 0},
    {"text", false, 0},
    {"outlet", false, 0},
    {"published", false, 0},
    {"article", false, 0},
    {"sentence", true, 0},
    {"event", false, 0},
    {"merge_score", true, 0},
    {"merge_why", false, 0},
    {"start_offset", true, 0},
    {"end_offset", true, 0},
    {"sentence_start", true, 0},
    {"article_id", false, 0},
    {"near", false, 0},
};

static const struct store_column STATEMENTS[] = {
    {"id", false, 0},
    {"published_day", false, 10},
    {"outlet", false, 12},
    {"speaker_name", false, 18},
    {"text", false, REST},
    {"kind", false, 0},
    {"speaker", false, 0},
    {"speaker_country", false, 0},
    {"speaker_role", false, 0},
    {"speaker_text", false, 0},
    {"cue", false, 0},
    {"addressee", false, 0},
    {"addressee_name", false, 0},
    {"addressee_text", false, 0},
    {"topic", false, 0},
    {"rule", false, 0},
    {"published", false, 0},
    {"article", false, 0},
    {"sentence", true, 0},
    {"start_offset", true, 0},
    {"end_offset", true, 0},
};

/* The days of an event in a word: one day, the first of several, a bound alone; NULL: not known. */
#define WHEN(of)                                                                                   \
    " CASE WHEN " of ".earliest = " of ".latest THEN " of ".earliest WHEN " of                     \
    ".latest IS NULL THEN '≥' || " of ".earliest WHEN " of ".earliest IS NULL THEN '≤' || " of     \
    ".latest ELSE " of ".earliest || '…' END,"

/* On what the reports of event v differ: "soldiers killed: three / four | where: Alanya / Antalya".
 */
#define DIFFERENCES                                                                                \
    " (SELECT group_concat(n.point, ' | ') FROM (SELECT coalesce(d.of, d.facet) || ': ' ||"        \
    "  (SELECT group_concat(o.value, ' / ') FROM (SELECT u.value FROM disagreement_value AS u"     \
    "   WHERE u.event = d.event AND u.disagreement = d.number ORDER BY u.number) AS o) AS point"   \
    "  FROM disagreement AS d WHERE d.event = v.number AND d.kind <> 'update'"                     \
    "  ORDER BY d.number) AS n)"

static const struct list_spec LISTS[] = {
    {
        {"events", COLUMNS(EVENTS)},
        "SELECT v.id," WHEN(
            "v") " v.status, v.type, v.actors,"
                 " v.recipients, substr(a.text, e.start_offset + 1, e.end_offset - "
                 "e.start_offset), v.mode,"
                 " v.cameo, v.quad, v.goldstein, v.contexts, v.earliest, v.latest, w.name, "
                 "v.attributed_to,"
                 " v.mentions, v.articles, v.outlets, v.disagreements, v.confidence, "
                 "v.first_published,"
                 " v.last_published,"
                 " substr(a.text, s.start_offset + 1, s.end_offset - s.start_offset),"
                 " (SELECT group_concat(n.name, '; ') FROM (SELECT DISTINCT coalesce(o.outlet, "
                 "o.id) AS name"
                 "  FROM event_member AS m JOIN article AS o ON o.number = m.article"
                 "  WHERE m.event = v.number ORDER BY name) AS n),"
                 " w.id, w.country,"
                 " w.latitude, w.longitude, v.when_precision, a.key || '-' || v.first_mention,"
                 " v.divergence, v.modal_confidence,"
                 " (SELECT t.story FROM story_article AS t WHERE t.article = "
                 "v.first_article)," DIFFERENCES
                 " FROM event AS v JOIN article AS a ON a.number = v.first_article"
                 " JOIN event_mention AS e ON e.article = v.first_article AND e.number = "
                 "v.first_mention"
                 " JOIN sentence AS s ON s.article = e.article AND s.number = e.sentence"
                 " LEFT JOIN place AS w ON w.id = v.place WHERE 1",
        {EVENT_FILTERS},
        " ORDER BY coalesce(v.earliest, v.first_published) NULLS LAST, v.id",
    },
    {
        {"disagreements", COLUMNS(DISAGREEMENTS)},
        "SELECT v.id, d.facet, d.of, d.kind, d.value, d.outlet_names, d.outlets, d.first_published,"
        " d.mentions, d.number, d.value_number, d.low, d.best, d.high, v.type, v.actors,"
        " v.recipients FROM disagreements AS d JOIN event AS v ON v.id = d.event WHERE 1",
        {
            [STORE_SINCE] = " AND coalesce(v.latest, v.earliest, v.last_published) >= ?2",
            [STORE_UNTIL] = " AND coalesce(v.earliest, v.latest, v.first_published) <= ?3 || '~'",
            [STORE_ACTOR] = EVENT_ACTOR("actor", "?5"),
            [STORE_RECIPIENT] = EVENT_ACTOR("recipient", "?9"),
            [STORE_KIND] = " AND (d.facet = ?7 OR d.kind = ?7)",
            [STORE_TYPE] = " AND (v.type = upper(?10) OR v.cameo LIKE ?10 || '%')",
            [STORE_EVENT] = BY_EVENT,
        },
        " ORDER BY coalesce(v.earliest, v.first_published) NULLS LAST, v.id, d.number,"
        " d.value_number",
    },
    {
        {"mentions", COLUMNS(MENTIONS)},
        "SELECT a.key || '-' || e.number," WHEN(
            "e") " e.type, e.mode,"
                 " e.status," NAMES("actor") NAMES(
                     "recipient") " substr(a.text, e.start_offset + 1, e.end_offset - "
                                  "e.start_offset),"
                                  " e.cameo, e.quad, e.goldstein, e.contexts, e.earliest, "
                                  "e.latest, w.name,"
                                  " (SELECT x.name FROM article_actor AS x"
                                  "  WHERE x.article = e.article AND x.number = e.attributed_to),"
                                  " e.confidence, e.rule, substr(a.text, s.start_offset + 1, "
                                  "s.end_offset - "
                                  "s.start_offset),"
                                  " a.outlet, a.published, a.key, e.sentence, v.id, m.score, m.why,"
                                  " e.start_offset, e.end_offset, s.start_offset, a.id,"
                                  " (SELECT b.key || '-' || m.near_mention FROM article AS b"
                                  "  WHERE b.number = m.near_article)"
                                  " FROM event_mention AS e JOIN article AS a ON a.number = "
                                  "e.article"
                                  " JOIN sentence AS s ON s.article = e.article AND s.number = "
                                  "e.sentence"
                                  " LEFT JOIN event_member AS m"
                                  " ON m.article = e.article AND m.mention = e.number"
                                  " LEFT JOIN event AS v ON v.number = m.event"
                                  " LEFT JOIN place AS w ON w.id = e.place WHERE 1",
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = " AND coalesce(e.latest, e.earliest, a.published_day) >= ?2",
            [STORE_UNTIL] = " AND coalesce(e.earliest, e.latest, a.published_day) <= ?3 || '~'",
            [STORE_MATCH] = " AND substr(a.text, s.start_offset + 1,"
                            " s.end_offset - s.start_offset) LIKE '%' || ?4 || '%'",
            [STORE_ACTOR] = PARTICIPANT("actor", "?5"),
            [STORE_RECIPIENT] = PARTICIPANT("recipient", "?9"),
            [STORE_ARTICLE] = BY_ARTICLE,
            [STORE_TYPE] = " AND (e.type = upper(?10) OR e.cameo LIKE ?10 || '%')",
            [STORE_STATUS] = " AND e.status = ?11",
            [STORE_WHERE] = " AND (w.country = ?12 OR w.name LIKE '%' || ?12 || '%')",
            [STORE_EVENT] =
                " AND (e.article, e.number) IN (SELECT o.article, o.mention FROM event AS t"
                " JOIN event_member AS o ON o.event = t.number"
                " WHERE t.id >= ?13 AND t.id < ?13 || 'g')",
        },
        " ORDER BY coalesce(e.earliest, a.published_day) NULLS LAST, a.outlet, a.id, e.number",
    },
    {
        {"statements", COLUMNS(STATEMENTS)},
        "SELECT t.id, t.published_day, t.outlet, coalesce(t.speaker_name, t.speaker_text), t.text,"
        " t.kind, t.speaker, t.speaker_country, t.speaker_role, t.speaker_text, t.cue, t.addressee,"
        " t.addressee_name, t.addressee_text, t.topic, t.rule, t.published, t.article, t.sentence,"
        " t.start_offset, t.end_offset " STATEMENT_TABLES
        " JOIN statements AS t ON t.article = a.key AND t.number = s.number WHERE 1",
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_MATCH] = " AND a.text LIKE '%' || ?4 || '%' AND EXISTS"
                            " (SELECT 1 FROM statement_span AS c WHERE c.article = s.article"
                            " AND c.statement = s.number AND substr(a.text, c.start_offset + 1,"
                            " c.end_offset - c.start_offset) LIKE '%' || ?4 || '%')",
            [STORE_ACTOR] = " AND (" SPEAKER(
                "x.country = ?5 OR (length(?5) >= 4 AND x.id >= ?5"
                " AND x.id < ?5 || 'g') OR (length(?5) > 3 AND"
                " x.name LIKE '%' || ?5 || '%')") " OR (s.speaker IS NULL AND length(?5) > 3 AND "
                                                  "substr(a.text,"
                                                  " s.speaker_start + 1, s.speaker_end - "
                                                  "s.speaker_start)"
                                                  " LIKE '%' || ?5 || '%'))",
            [STORE_COUNTRY] = " AND " SPEAKER("x.country = ?6"),
            [STORE_KIND] = " AND s.kind = ?7",
            [STORE_ARTICLE] = BY_ARTICLE,
        },
        " ORDER BY a.published_day NULLS LAST, a.outlet, a.key, s.number",
    },
    {
        {"actors", ACTOR_COLUMNS, ACTOR_COLUMN_COUNT},
        ACTOR_ROWS,
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_MATCH] = " AND x.id IN (SELECT n.id FROM article_actor AS n"
                            " WHERE n.name LIKE '%' || ?4 || '%')",
            [STORE_ACTOR] = " AND x.id >= ?5 AND x.id < ?5 || 'g'",
            [STORE_COUNTRY] = " AND x.country = ?6",
            [STORE_KIND] = " AND x.kind = ?7",
            [STORE_ARTICLE] = BY_ARTICLE,
        },
        " GROUP BY x.id ORDER BY count(DISTINCT x.article) DESC, x.id",
    },
    {
        {"actor_roles", COLUMNS(ACTOR_ROLES)},
        "SELECT x.id, min(a.published_day), max(a.published_day), x.country, x.sectors, x.role,"
        " count(DISTINCT x.article)"
        " FROM article_actor AS x JOIN article AS a ON a.number = x.article WHERE 1",
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_ACTOR] = " AND x.id >= ?5 AND x.id < ?5 || 'g'",
            [STORE_COUNTRY] = " AND x.country = ?6",
        },
        " GROUP BY x.id, x.country, x.role, x.sectors"
        " ORDER BY min(a.published_day) NULLS LAST, x.country, x.role, x.sectors, x.id",
    },
    {
        {"actor_mentions", COLUMNS(ACTOR_MENTIONS)},
        "SELECT x.id, a.published_day, a.outlet, a.key, m.sentence, m.form,"
        " substr(a.text, m.start_offset + 1, m.end_offset - m.start_offset),"
        " substr(a.text, s.start_offset + 1, s.end_offset - s.start_offset),"
        " m.start_offset, m.end_offset"
        " FROM article_actor AS x JOIN article AS a ON a.number = x.article"
        " JOIN actor_mention AS m ON m.article = x.article AND m.actor = x.number"
        " JOIN sentence AS s ON s.article = x.article AND s.number = m.sentence WHERE 1",
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_ACTOR] = " AND x.id >= ?5 AND x.id < ?5 || 'g'",
            [STORE_COUNTRY] = " AND x.country = ?6",
            [STORE_ARTICLE] = BY_ARTICLE,
        },
        " ORDER BY a.published_day NULLS LAST, a.outlet, a.id, m.number",
    },
    {
        {"places", COLUMNS(PLACES)},
        "SELECT p.id, p.name, p.country, p.latitude, p.longitude, p.geonames,"
        " count(DISTINCT m.article), count(*), min(a.published_day), max(a.published_day)"
        " FROM place AS p JOIN place_mention AS m ON m.place = p.id"
        " JOIN article AS a ON a.number = m.article WHERE 1",
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_MATCH] = " AND p.name LIKE '%' || ?4 || '%'",
            [STORE_COUNTRY] = " AND p.country = ?6",
            [STORE_ARTICLE] = BY_ARTICLE,
        },
        " GROUP BY p.id ORDER BY count(DISTINCT m.article) DESC, count(*) DESC, p.id",
    },
    {
        {"times", COLUMNS(TIMES)},
        "SELECT a.key, t.sentence, t.type, t.value, t.earliest, t.latest,"
        " substr(a.text, t.start_offset + 1, t.end_offset - t.start_offset),"
        " t.start_offset, t.end_offset"
        " FROM time_expression AS t JOIN article AS a ON a.number = t.article WHERE 1",
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_ARTICLE] = BY_ARTICLE,
        },
        " ORDER BY a.published_day NULLS LAST, a.outlet, a.id, t.number",
    },
    {
        {"quantities", COLUMNS(QUANTITIES)},
        "SELECT a.key, q.sentence, q.low, q.high, q.unit, q.counted,"
        " substr(a.text, q.start_offset + 1, q.end_offset - q.start_offset),"
        " q.start_offset, q.end_offset"
        " FROM quantity AS q JOIN article AS a ON a.number = q.article WHERE 1",
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_ARTICLE] = BY_ARTICLE,
        },
        " ORDER BY a.published_day NULLS LAST, a.outlet, a.id, q.number",
    },
};
#define LIST_COUNT (sizeof(LISTS) / sizeof(LISTS[0]))

/* The lists are numbered: those of this file, of list_views.c, of list_stories.c, of
 * list_exports.c. */
static const struct list_spec *spec_at(size_t number)
{
    if (number < LIST_COUNT)
        return &LISTS[number];
    number -= LIST_COUNT;
    if (number < LIST_VIEW_COUNT)
        return &LIST_VIEWS[number];
    number -= LIST_VIEW_COUNT;
    if (number < LIST_STORY_COUNT)
        return &LIST_STORIES[number];
    number -= LIST_STORY_COUNT;
    return number < LIST_EXPORT_COUNT ? &LIST_EXPORTS[number] : NULL;
}

static const struct list_spec *find_spec(struct slice name)
{
    const struct list_spec *spec;
    for (size_t i = 0; (spec = spec_at(i)); i++) {
        if (slice_equal(slice_from(spec->list.name), name))
            return spec;
    }
    return NULL;
}

const struct store_list *store_list_at(size_t number)
{
    const struct list_spec *spec = spec_at(number);
    return spec ? &spec->list : NULL;
}

const struct store_list *store_list_find(struct slice name)
{
    const struct list_spec *spec = find_spec(name);
    return spec ? &spec->list : NULL;
}

const char *store_filter_name(enum store_filter filter)
{
    static const char *const NAMES[STORE_FILTER_COUNT] = {
        [STORE_OUTLET] = "outlet", [STORE_SINCE] = "since",     [STORE_UNTIL] = "until",
        [STORE_MATCH] = "match",   [STORE_ACTOR] = "actor",     [STORE_COUNTRY] = "country",
        [STORE_KIND] = "kind",     [STORE_ARTICLE] = "article", [STORE_RECIPIENT] = "recipient",
        [STORE_TYPE] = "type",     [STORE_STATUS] = "status",   [STORE_WHERE] = "where",
        [STORE_EVENT] = "event",   [STORE_FACET] = "facet",     [STORE_STORY] = "story",
    };
    return NAMES[filter];
}

static const struct list_extra *find_extra(const struct list_spec *spec)
{
    static const struct list_extra NONE = {0};
    for (size_t i = 0; i < LIST_EXTRA_COUNT; i++) {
        if (strcmp(LIST_EXTRAS[i].list, spec->list.name) == 0)
            return &LIST_EXTRAS[i];
    }
    return &NONE;
}

const char *store_order_name(enum store_order order)
{
    static const char *const NAMES[STORE_ORDER_COUNT] = {[STORE_BY_CONTENT] = "oldest",
                                                         [STORE_NEWEST] = "newest",
                                                         [STORE_REPORTED] = "reported",
                                                         [STORE_PUBLISHED] = "published"};
    return NAMES[order];
}

bool store_list_has_order(const struct store_list *list, enum store_order order)
{
    const struct list_spec *spec = find_spec(slice_from(list->name));
    return order == STORE_BY_CONTENT || (spec && find_extra(spec)->orders[order]);
}

bool store_list_takes(const struct store_list *list, enum store_filter filter)
{
    const struct list_spec *spec = find_spec(slice_from(list->name));
    return spec && spec->filters[filter];
}

/* How a list is read. */
struct plan {
    const struct list_spec *spec;
    const struct list_extra *extra;
};

/* Whether the list has all filters that are set. */
static bool has_filters(const struct list_spec *spec, const struct store_list_query *query)
{
    for (int i = 0; i < STORE_FILTER_COUNT; i++) {
        if (query->filters[i].len > 0 && !spec->filters[i])
            return false;
    }
    return true;
}

/* The list as it is kept summed up, or NULL where that cannot tell. */
static const struct list_sum *find_sum(const struct list_spec *spec,
                                       const struct store_list_query *query)
{
    for (size_t i = 0; i < LIST_SUM_COUNT; i++) {
        if (strcmp(LIST_SUMS[i].spec.list.name, spec->list.name) == 0 &&
            query->order == STORE_BY_CONTENT && has_filters(&LIST_SUMS[i].spec, query))
            return &LIST_SUMS[i];
    }
    return NULL;
}

/* From what is kept summed up, when the record has taken in what there is to sum up. */
static bool make_plan(struct store *store, const struct list_spec *spec,
                      const struct store_list_query *query, struct plan *ret_plan, struct err *err)
{
    const struct list_sum *sum = find_sum(spec, query);
    int64_t is_kept = 0;
    if (sum && !sql_number(store, sum->is_kept, &is_kept, err))
        return false;
    *ret_plan = is_kept ? (struct plan){&sum->spec, &sum->extra}
                        : (struct plan){spec, find_extra(spec)};
    return true;
}

static void append_conditions(struct buf *sql, const struct list_spec *spec,
                              const struct store_list_query *query)
{
    for (int i = 0; i < STORE_FILTER_COUNT; i++) {
        if (query->filters[i].len > 0)
            buf_append(sql, slice_from(spec->filters[i]));
    }
}

/* The SQL with the conditions of the filters that are set. */
static void append_rows(struct buf *sql, struct plan plan, const struct store_list_query *query)
{
    const struct list_spec *spec = plan.spec;
    const struct list_extra *extra = plan.extra;
    const char *end = query->order == STORE_BY_CONTENT ? spec->end : extra->orders[query->order];
    /* The rows of one event or article are few: to find them first would be to find them twice. */
    bool is_narrow = query->filters[STORE_EVENT].len > 0 || query->filters[STORE_ARTICLE].len > 0;
    bool by_key = extra->key && query->limit > 0 && !is_narrow;
    buf_append(sql, slice_from(spec->select));
    append_conditions(sql, spec, query);
    if (by_key) {
        buf_printf(sql, " AND (%s) IN (SELECT %s %s", extra->key, extra->key, extra->from);
        append_conditions(sql, spec, query);
    }
    buf_append(sql, slice_from(end));
    buf_printf(sql, " LIMIT ?%d OFFSET ?%d", LIMIT_VALUE, OFFSET_VALUE);
    if (by_key)
        buf_printf(sql, ")%s", end);
}

/* Likewise, of the number of all rows. */
static void append_count(struct buf *sql, struct plan plan, const struct store_list_query *query)
{
    const char *from = plan.extra->from, *count = plan.extra->count;
    if (from)
        buf_printf(sql, "SELECT %s %s", count ? count : "count(*)", from);
    else
        buf_printf(sql, "SELECT count(*) FROM (%s", plan.spec->select);
    append_conditions(sql, plan.spec, query);
    if (!from)
        buf_printf(sql, "%s)", plan.spec->end);
}

/* A statement of this SQL, without bindings; give it back with release_sql. Those asked for lately
 * are kept: to read the SQL of a list costs more than to find one event's rows. */
static bool prepare_sql(struct store *store, const struct buf *sql, sqlite3_stmt **ret_statement,
                        struct err *err)
{
    if (sql->failed)
        return buf_fail(sql, err);
    sqlite3_stmt **kept = &store->lists[hash_64(buf_slice(sql)) % STORE_LISTS_KEPT];
    if (*kept && !sqlite3_stmt_busy(*kept) && strcmp(sqlite3_sql(*kept), sql->ptr) == 0) {
        *ret_statement = *kept;
        return true;
    }
    int result = sqlite3_prepare_v3(store->db, sql->ptr, -1, SQLITE_PREPARE_PERSISTENT,
                                    ret_statement, NULL);
    if (result != SQLITE_OK)
        return sql_fail(store, result, err);
    if (*kept && sqlite3_stmt_busy(*kept))
        return true; /* of a list under way, whose rows ask for this one */
    sqlite3_finalize(*kept);
    *kept = *ret_statement;
    return true;
}

static void release_sql(struct store *store, sqlite3_stmt *statement)
{
    for (size_t i = 0; statement && i < STORE_LISTS_KEPT; i++) {
        if (store->lists[i] == statement) {
            sqlite3_reset(statement);
            sqlite3_clear_bindings(statement);
            return;
        }
    }
    sqlite3_finalize(statement);
}

/* Dates are bound as the ISO text that they stand for, to the day at most. */
static bool bind_filters(sqlite3_stmt *statement, const struct store_list_query *query,
                         char days[2][DATETIME_TEXT_BYTES], struct err *err)
{
    for (int i = 0; i < STORE_FILTER_COUNT; i++) {
        struct slice value = query->filters[i];
        if ((i == STORE_SINCE || i == STORE_UNTIL) && value.len > 0) {
            if (!day_text(value, days[i == STORE_UNTIL], err))
                return false;
            value = slice_from(days[i == STORE_UNTIL]);
        }
        sql_bind_text(statement, FILTER_VALUE(i), value);
    }
    bool is_limited = query->limit > 0 && query->limit < INT64_MAX;
    sqlite3_bind_int64(statement, LIMIT_VALUE, is_limited ? (sqlite3_int64)query->limit : -1);
    sqlite3_bind_int64(statement, OFFSET_VALUE,
                       (sqlite3_int64)(query->offset < INT64_MAX ? query->offset : INT64_MAX));
    return true;
}

/* Hands all rows of the statement on; returns the last step's result. */
static int step_rows(sqlite3_stmt *statement, const struct store_list *list,
                     bool (*row)(void *context, const struct store_list *list,
                                 const struct slice *cells),
                     void *context)
{
    struct slice cells[STORE_LIST_COLUMNS_MAX];
    int result;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
        for (size_t i = 0; i < list->column_count; i++)
            cells[i] = sql_column_text(statement, (int)i);
        if (!row(context, list, cells))
            break;
    }
    return result;
}

/* How the list of a query is read, whose filters it has. */
static bool check_query(struct store *store, const struct store_list_query *query,
                        struct plan *ret_plan, struct err *err)
{
    const struct list_spec *spec = find_spec(query->list);
    if (!spec)
        return err_set(err, ERR_USAGE, "no such list");
    if (!has_filters(spec, query))
        return err_set(err, ERR_USAGE, "this list has no such filter");
    if (!store_list_has_order(&spec->list, query->order))
        return err_set(err, ERR_USAGE, "this list has no such order");
    return make_plan(store, spec, query, ret_plan, err);
}

/* With a text query, what SQLite calls an error of the statement is one of the query. */
static bool step_fail(struct store *store, const struct store_list_query *query, int result,
                      struct err *err)
{
    sql_fail(store, result, err);
    if (query->filters[STORE_MATCH].len > 0 && (result & 0xff) == SQLITE_ERROR)
        return err_set(err, ERR_USAGE, "not a full-text query");
    return false;
}

bool store_list_rows(struct store *store, const struct store_list_query *query,
                     bool (*row)(void *context, const struct store_list *list,
                                 const struct slice *cells),
                     void *context, struct err *err)
{
    struct plan plan;
    char days[2][DATETIME_TEXT_BYTES];
    sqlite3_stmt *statement = NULL;
    struct buf sql;
    if (!check_query(store, query, &plan, err))
        return false;
    buf_init(&sql, LIST_SQL_BYTES_MAX);
    append_rows(&sql, plan, query);
    bool done = prepare_sql(store, &sql, &statement, err) &&
                bind_filters(statement, query, days, err);
    if (done) {
        int result = step_rows(statement, &plan.spec->list, row, context);
        done = result == SQLITE_ROW || result == SQLITE_DONE ||
               step_fail(store, query, result, err);
    }
    release_sql(store, statement);
    buf_free(&sql);
    return done;
}

bool store_list_count(struct store *store, const struct store_list_query *query,
                      uint64_t *ret_count, struct err *err)
{
    struct plan plan;
    char days[2][DATETIME_TEXT_BYTES];
    sqlite3_stmt *statement = NULL;
    struct buf sql;
    if (!check_query(store, query, &plan, err))
        return false;
    buf_init(&sql, LIST_SQL_BYTES_MAX);
    append_count(&sql, plan, query);
    bool done = prepare_sql(store, &sql, &statement, err) &&
                bind_filters(statement, query, days, err);
    if (done) {
        int result = sqlite3_step(statement);
        done = result == SQLITE_ROW || step_fail(store, query, result, err);
    }
    if (done)
        *ret_count = (uint64_t)sqlite3_column_int64(statement, 0);
    release_sql(store, statement);
    buf_free(&sql);
    return done;
}
