/*
 * list_views.c - lists that pages and charts show: articles, search, outlets, what was rejected,
 * and sums over events.
 *
 *   in    –
 *   out   constants that list.c runs
 */
#include "store/list_parts.h"

static const struct store_column ARTICLES[] = {
    {"key", false, 8},
    {"published", false, 10},
    {"outlet", false, 16},
    {"title", false, REST},
    {"words", true, 5},
    {"id", false, 0},
    {"byline", false, 0},
    {"published_precision", false, 0},
    {"published_basis", false, 0},
    {"not_before", false, 0},
    {"language", false, 0},
    {"sentences", true, 0},
    {"events", true, 0},
    {"url", false, 0},
    {"source", false, 0},
    {"source_line", true, 0},
    {"sha256", false, 0},
    {"encoding", false, 0},
    {"flags", false, 0},
    {"layers", false, 0},
};
static const struct store_column DECISIONS[] = {
    {"number", true, 4}, {"kind", false, 5},      {"a", false, 19},
    {"b", false, 19},    {"a_text", false, REST}, {"b_text", false, 0},
};
static const struct store_column SEARCH[] = {
    {"article", false, 8}, {"published", false, 10}, {"outlet", false, 16},
    {"title", false, 24},  {"snippet", false, REST},
};
static const struct store_column OUTLETS[] = {
    {"outlet", false, REST}, {"articles", true, 8},    {"sentences", true, 9},
    {"words", true, 9},      {"first_day", false, 10}, {"last_day", false, 10},
};
static const struct store_column SENTENCES[] = {
    {"article", false, 8}, {"sentence", true, 8},      {"paragraph", true, 9},
    {"words", true, 5},    {"start_offset", true, 12}, {"end_offset", true, 10},
};
static const struct store_column REJECTIONS[] = {
    {"source", false, REST},
    {"source_line", true, 8},
    {"byte_offset", true, 10},
    {"reason", false, 30},
};

/* Of sums over events: conflict and cooperation, by deed and by word. */
#define SUM_COLUMNS                                                                                \
    {"events", true, 7}, {"verbal_cooperation", true, 7}, {"material_cooperation", true, 7},       \
        {"verbal_conflict", true, 7}, {"material_conflict", true, 7}, {"goldstein", true, 7},      \
    {                                                                                              \
        "disputed", true, 7                                                                        \
    }
#define SUMS                                                                                       \
    " count(*), sum(coalesce(v.quad, 0) = 1), sum(coalesce(v.quad, 0) = 2),"                       \
    " sum(coalesce(v.quad, 0) = 3), sum(coalesce(v.quad, 0) = 4), avg(v.goldstein),"               \
    " sum(v.disagreements > 0)"
#define EVENT_TABLES " FROM event AS v WHERE 1"
#define EVENT_DAY "coalesce(v.earliest, v.first_published)"

static const struct store_column TIMELINE[] = {{"month", false, 7}, SUM_COLUMNS};
static const struct store_column DAYS[] = {{"day", false, 10}, SUM_COLUMNS};
static const struct store_column EVENT_TYPES[] = {
    {"type", false, 10}, {"status", false, 12}, SUM_COLUMNS};
static const struct store_column PAIRS[] = {
    {"actor", false, 5}, {"recipient", false, 9}, SUM_COLUMNS};
static const struct store_column EVENT_PLACES[] = {{"place", false, 0},    {"name", false, REST},
                                                   {"country", false, 7},  {"latitude", true, 9},
                                                   {"longitude", true, 9}, SUM_COLUMNS};

#define ARTICLE_ROWS                                                                               \
    "SELECT a.key, a.published, a.outlet, a.title, a.words, a.id, a.byline,"                       \
    " a.published_precision, a.published_basis, a.not_before, a.language, a.sentences,"            \
    " (SELECT count(*) FROM event_mention AS e WHERE e.article = a.number), a.url, a.source,"      \
    " a.source_line, a.sha256, a.encoding, a.flags, a.layers"
#define FOUND "SELECT rowid FROM article_search WHERE article_search MATCH ?4"
/* Snippets need a query: without one nothing is found. */
#define WANTED " WHERE article_search MATCH coalesce(?4, '\"\"')"
/* Places of words that were found, in signs that no news has. */
#define SNIPPET "snippet(article_search, 1, char(0x27E6), char(0x27E7), char(0x2026), 24)"

/* Each event once for each two countries of which one acts on the other; those of an event that is
 * done to one another stand on both sides, as in the view event_pairs. */
#define COUNTRY_PAIRS                                                                              \
    "SELECT DISTINCT x.event, x.country AS actor, y.country AS recipient FROM event_actor AS x"    \
    " JOIN event AS e ON e.number = x.event JOIN event_actor AS y ON y.event = x.event"            \
    " AND y.country <> x.country AND (y.side = 'recipient' OR (NOT EXISTS"                         \
    " (SELECT 1 FROM event_actor AS r WHERE r.event = x.event AND r.side = 'recipient')"           \
    " AND EXISTS (SELECT 1 FROM mutual_codes AS m"                                                 \
    " WHERE m.type = e.type AND e.cameo LIKE m.cameo || '%')))"                                    \
    " WHERE x.side = 'actor' AND x.country NOTNULL"

static const struct store_column EVENT_ACTORS[] = {
    {"event", false, 6},   {"side", false, 9},  {"name", false, REST}, {"kind", false, 12},
    {"country", false, 3}, {"role", false, 0},  {"sectors", false, 0}, {"actor", false, 0},
    {"mentions", true, 4}, {"number", true, 0},
};
static const struct store_column EVENT_COUNTS[] = {
    {"event", false, 6}, {"mention", false, 18}, {"of", false, 20},
    {"low", true, 8},    {"high", true, 8},      {"text", false, REST},
};
static const struct store_column DISAGREEMENT_MENTIONS[] = {
    {"event", false, 6},    {"number", true, 6},     {"value_number", true, 6},
    {"mention", false, 18}, {"outlet", false, REST},
};

static const struct store_column AGREEMENTS[] = {
    {"event", false, 6},  {"facet", false, 8},  {"of", false, 20},    {"kind", false, 6},
    {"value", false, 30}, {"outlets", true, 4}, {"outlet", false, 0}, {"mentions", false, 0},
};

/* What each mention of the event says on a facet, where the event is not in dispute on it. */
#define SAID(rank, facet, of, value, joined)                                                       \
    " SELECT v.id AS event, v.outlets AS voices, coalesce(a.outlet, a.id) AS outlet,"              \
    " a.key || '-' || e.number AS mention, " rank " AS rank, " facet " AS facet, " of              \
    " AS of, " value " AS value FROM event AS v JOIN event_member AS m ON m.event = v.number"      \
    " JOIN event_mention AS e ON e.article = m.article AND e.number = m.mention"                   \
    " JOIN article AS a ON a.number = e.article " joined                                           \
    " WHERE v.id >= ?13 AND v.id < ?13 || 'g' AND NOT EXISTS (SELECT 1 FROM disagreement AS d"     \
    "  WHERE d.event = v.number AND d.facet = " facet ")"
/* "low/high"; an open bound is empty. */
#define RANGE(low, high)                                                                           \
    " CASE WHEN " low " IS " high " THEN " low " ELSE coalesce(" low                               \
    ", '') || '/' || coalesce(" high ", '') END"
#define NUMBER(of) "CASE WHEN " of " NOTNULL THEN printf('%.15g', " of ") END"

static const struct store_column EVENT_HISTORY[] = {
    {"id", false, 16},
    {"change", false, 8},
    {"into_id", false, 16},
    {"is_event", true, 8},
};

/* By the event v, found by the start of its id. */
#define OF_EVENT " AND v.id >= ?13 AND v.id < ?13 || 'g'"

/* The sentence of a mention, by its id. */
#define DECIDED(id)                                                                                \
    " (SELECT substr(a.text, s.start_offset + 1, s.end_offset - s.start_offset)"                   \
    "  FROM article AS a JOIN event_mention AS e ON e.article = a.number"                          \
    "  AND e.number = CAST(substr(" id ", 18) AS INTEGER)"                                         \
    "  JOIN sentence AS s ON s.article = a.number AND s.number = e.sentence"                       \
    "  WHERE a.key = substr(" id ", 1, 16))"

const struct list_spec LIST_VIEWS[] = {
    {
        {"event_actors", COLUMNS(EVENT_ACTORS)},
        "SELECT v.id, p.side, p.name, p.kind, p.country, p.role, p.sectors, p.id, p.mentions,"
        " p.number FROM event AS v JOIN event_actor AS p ON p.event = v.number WHERE 1",
        {[STORE_EVENT] = OF_EVENT},
        " ORDER BY v.id, p.side, p.number",
    },
    {
        {"event_history", COLUMNS(EVENT_HISTORY)},
        "SELECT h.id, h.change, h.into_id, EXISTS (SELECT 1 FROM event WHERE id = h.into_id)"
        " FROM event_history AS h WHERE 1",
        /* what became of an event, and of what it became */
        {[STORE_EVENT] = " AND h.id IN (WITH RECURSIVE went(id) AS (SELECT id FROM event_history"
                         " WHERE id >= ?13 AND id < ?13 || 'g' UNION SELECT n.into_id FROM went"
                         " JOIN event_history AS n ON n.id = went.id) SELECT id FROM went)"},
        " ORDER BY h.id, h.into_id",
    },
    {
        {"event_counts", COLUMNS(EVENT_COUNTS)},
        "SELECT v.id, a.key || '-' || m.mention, q.counted, q.low, q.high,"
        " substr(a.text, q.start_offset + 1, q.end_offset - q.start_offset)"
        " FROM event AS v JOIN event_member AS m ON m.event = v.number"
        " JOIN event_count AS c ON c.article = m.article AND c.event = m.mention"
        " JOIN quantity AS q ON q.article = c.article AND q.number = c.quantity"
        " JOIN article AS a ON a.number = m.article WHERE 1",
        {[STORE_EVENT] = OF_EVENT},
        " ORDER BY v.id, a.key, m.mention, q.number",
    },
    {
        {"agreements", COLUMNS(AGREEMENTS)},
        "SELECT t.event, t.facet, t.of, CASE WHEN count(DISTINCT t.outlet) > 1 THEN 'agreed'"
        " ELSE 'alone' END, min(t.value), count(DISTINCT t.outlet), min(t.outlet),"
        " group_concat(t.mention, '; ') FROM (SELECT * FROM"
        " (" SAID(
            "f.column1", "f.column2", "NULL",
            " CASE f.column1 WHEN 0 THEN e.type WHEN 1 THEN e.mode WHEN 2 THEN e.status"
            " WHEN 3 THEN" NAMES_OF("actor") " WHEN 4 THEN" NAMES_OF(
                "recipient") " WHEN 5 THEN" RANGE("e.earliest", "e.latest") " ELSE w.name END",
            " LEFT JOIN place AS w ON w.id = e.place"
            " CROSS JOIN (VALUES (0, 'type'), (1, 'mode'), (2, 'status'), (3, 'who'),"
            " (4, 'whom'), (5, 'when'), (6, 'where')) AS f") " UNION ALL" SAID("7", "'count'",
                                                                               "q.counted",
                                                                               RANGE(
                                                                                   NUMBER("q.low"),
                                                                                   NUMBER(
                                                                                       "q.high")),
                                                                               " JOIN event_count "
                                                                               "AS c ON c.article "
                                                                               "= e.article AND "
                                                                               "c.event = e.number"
                                                                               " JOIN quantity AS "
                                                                               "q ON q.article = "
                                                                               "c.article AND "
                                                                               "q.number = "
                                                                               "c.quantity") ") "
                                                                                             "ORDER"
                                                                                             " BY "
                                                                                             "outle"
                                                                                             "t, "
                                                                                             "menti"
                                                                                             "on) "
                                                                                             "AS t "
                                                                                             "WHERE"
                                                                                             " t."
                                                                                             "value"
                                                                                             " NOT "
                                                                                             "IN "
                                                                                             "('', "
                                                                                             "'/')",
        {[STORE_EVENT] = " AND 1"}, /* it stands in each part */
        " GROUP BY t.event, t.rank, t.of HAVING count(DISTINCT t.value) = 1"
        " AND (count(DISTINCT t.outlet) > 1 OR max(t.voices) > 1) ORDER BY t.event, t.rank, t.of",
    },
    {
        {"disagreement_mentions", COLUMNS(DISAGREEMENT_MENTIONS)},
        "SELECT v.id, m.disagreement, m.value, a.key || '-' || m.mention, a.outlet"
        " FROM event AS v JOIN disagreement_mention AS m ON m.event = v.number"
        " JOIN article AS a ON a.number = m.article WHERE 1",
        {[STORE_EVENT] = OF_EVENT},
        " ORDER BY v.id, m.disagreement, m.value, a.published_day NULLS LAST, a.key, m.mention",
    },
    {
        {"articles", COLUMNS(ARTICLES)},
        ARTICLE_ROWS " FROM article AS a WHERE 1",
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_MATCH] = " AND a.number IN (" FOUND ")",
            [STORE_ARTICLE] = BY_ARTICLE,
        },
        " ORDER BY a.published_day NULLS LAST, a.published, a.outlet, a.id",
    },
    {
        {"decisions", COLUMNS(DECISIONS)},
        "SELECT d.number, d.kind, d.a, d.b," DECIDED("d.a") "," DECIDED(
            "d.b") " FROM event_decision AS d WHERE 1",
        {[STORE_KIND] = " AND d.kind = ?7"},
        " ORDER BY d.number",
    },
    {
        {"search", COLUMNS(SEARCH)},
        "SELECT a.key, a.published, a.outlet, a.title, " SNIPPET
        " FROM article_search JOIN article AS a ON a.number = article_search.rowid" WANTED,
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_MATCH] = "",
        },
        " ORDER BY article_search.rank, a.id",
    },
    {
        {"sentences", COLUMNS(SENTENCES)},
        "SELECT a.key, s.number, s.paragraph, s.words, s.start_offset, s.end_offset"
        " FROM sentence AS s JOIN article AS a ON a.number = s.article WHERE 1",
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_ARTICLE] = BY_ARTICLE,
        },
        " ORDER BY a.published_day NULLS LAST, a.outlet, a.id, s.number",
    },
    {
        {"outlets", COLUMNS(OUTLETS)},
        "SELECT a.outlet, count(*), sum(a.sentences), sum(a.words), min(a.published_day),"
        " max(a.published_day) FROM article AS a WHERE 1",
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_MATCH] = " AND a.outlet LIKE '%' || ?4 || '%'",
        },
        " GROUP BY a.outlet ORDER BY count(*) DESC, a.outlet",
    },
    {
        {"rejections", COLUMNS(REJECTIONS)},
        "SELECT source, nullif(source_line, 0), byte_offset, reason FROM rejection WHERE 1",
        {0},
        " ORDER BY source, source_line, reason",
    },
    {
        {"timeline", COLUMNS(TIMELINE)},
        "SELECT substr(" EVENT_DAY ", 1, 7)," SUMS EVENT_TABLES " AND " EVENT_DAY " NOTNULL",
        {EVENT_SUM_FILTERS},
        " GROUP BY 1 ORDER BY 1",
    },
    {
        {"days", COLUMNS(DAYS)},
        "SELECT " EVENT_DAY "," SUMS EVENT_TABLES " AND " EVENT_DAY " NOTNULL",
        {EVENT_SUM_FILTERS},
        " GROUP BY 1 ORDER BY 1",
    },
    {
        {"event_types", COLUMNS(EVENT_TYPES)},
        "SELECT v.type, v.status," SUMS EVENT_TABLES,
        {EVENT_SUM_FILTERS},
        " GROUP BY v.type, v.status ORDER BY count(*) DESC, v.type, v.status",
    },
    {
        {"country_pairs", COLUMNS(PAIRS)},
        "SELECT c.actor, c.recipient," SUMS " FROM (" COUNTRY_PAIRS ") AS c"
        " JOIN event AS v ON v.number = c.event WHERE 1",
        {EVENT_SUM_FILTERS},
        " GROUP BY c.actor, c.recipient ORDER BY count(*) DESC, c.actor, c.recipient",
    },
    {
        {"event_places", COLUMNS(EVENT_PLACES)},
        "SELECT w.id, w.name, w.country, w.latitude, w.longitude," SUMS
        " FROM event AS v JOIN place AS w ON w.id = v.place WHERE 1",
        {EVENT_SUM_FILTERS},
        " GROUP BY w.id ORDER BY count(*) DESC, w.id",
    },
};
const size_t LIST_VIEW_COUNT = sizeof(LIST_VIEWS) / sizeof(LIST_VIEWS[0]);

#define MENTION_FROM                                                                               \
    "FROM event_mention AS e JOIN article AS a ON a.number = e.article"                            \
    " JOIN sentence AS s ON s.article = e.article AND s.number = e.sentence"                       \
    " LEFT JOIN event_member AS m ON m.article = e.article AND m.mention = e.number"               \
    " LEFT JOIN event AS v ON v.number = m.event LEFT JOIN place AS w ON w.id = e.place WHERE 1"

const struct list_extra LIST_EXTRAS[] = {
    {.list = "articles",
     .orders = {[STORE_NEWEST] = " ORDER BY a.published_day DESC NULLS LAST, a.published DESC,"
                                 " a.outlet, a.id"},
     .from = "FROM article AS a WHERE 1",
     .key = "a.number"},
    {.list = "search",
     .from = "FROM article_search JOIN article AS a ON a.number = article_search.rowid" WANTED},
    {.list = "rejections", .from = "FROM rejection WHERE 1"},
    {.list = "actors",
     .from = "FROM article_actor AS x JOIN article AS a ON a.number = x.article WHERE 1",
     .key = "x.id",
     .count = "count(DISTINCT x.id)"},
    {.list = "events",
     .orders = {[STORE_NEWEST] = " ORDER BY " EVENT_DAY " DESC NULLS LAST, v.id",
                [STORE_REPORTED] = " ORDER BY v.outlets DESC, v.articles DESC, v.id",
                [STORE_PUBLISHED] = " ORDER BY v.first_published DESC NULLS LAST, v.outlets DESC,"
                                    " v.articles DESC, v.id"},
     .from = EVENT_TABLES,
     .key = "v.number"},
    {.list = "actor_mentions",
     .orders = {[STORE_NEWEST] = " ORDER BY a.published_day DESC NULLS LAST, a.outlet, a.id,"
                                 " m.number"},
     .from = "FROM article_actor AS x JOIN article AS a ON a.number = x.article"
             " JOIN actor_mention AS m ON m.article = x.article AND m.actor = x.number WHERE 1",
     .key = "m.article, m.number"},
    {.list = "timeline",
     .from = EVENT_TABLES " AND " EVENT_DAY " NOTNULL",
     .count = "count(DISTINCT substr(" EVENT_DAY ", 1, 7))"},
    {.list = "days",
     .from = EVENT_TABLES " AND " EVENT_DAY " NOTNULL",
     .count = "count(DISTINCT " EVENT_DAY ")"},
    {.list = "mentions",
     .orders = {[STORE_NEWEST] = " ORDER BY coalesce(e.earliest, a.published_day) DESC NULLS LAST,"
                                 " a.outlet, a.id, e.number"},
     .from = MENTION_FROM,
     .key = "e.article, e.number"},
    {.list = "stories",
     .orders = {[STORE_NEWEST] = " ORDER BY t.last_day DESC NULLS LAST, t.articles DESC, t.id"},
     .from = "FROM story AS t WHERE 1",
     .key = "t.id"},
    {.list = "statements",
     .orders = {[STORE_NEWEST] = " ORDER BY a.published_day DESC NULLS LAST, a.outlet, a.key,"
                                 " s.number"},
     .from = STATEMENT_TABLES " WHERE 1",
     .key = "s.article, s.number"},
};
const size_t LIST_EXTRA_COUNT = sizeof(LIST_EXTRAS) / sizeof(LIST_EXTRAS[0]);
