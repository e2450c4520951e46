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

#define ARTICLE_ROWS                                                                               \
    "SELECT a.key, a.published, a.outlet, a.title, a.words, a.id, a.byline,"                       \
    " a.published_precision, a.published_basis, a.not_before, a.language, a.sentences,"            \
    " (SELECT count(*) FROM event_mention AS e WHERE e.article = a.number), a.url, a.source,"      \
    " a.source_line, a.sha256, a.encoding, a.flags, a.layers FROM article AS a"
#define FOUND "SELECT rowid FROM article_search WHERE article_search MATCH ?4"
/* Snippets need a query: without one nothing is found. */
#define WANTED " WHERE article_search MATCH coalesce(?4, '')"
/* Places of words that were found, in signs that no news has. */
#define SNIPPET "snippet(article_search, 1, char(0x27E6), char(0x27E7), char(0x2026), 24)"

const struct list_spec LIST_VIEWS[] = {
    {
        {"articles", COLUMNS(ARTICLES)},
        ARTICLE_ROWS " WHERE 1",
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
};
const size_t LIST_VIEW_COUNT = sizeof(LIST_VIEWS) / sizeof(LIST_VIEWS[0]);

const struct list_extra LIST_EXTRAS[] = {
    {"articles", " ORDER BY a.published_day DESC NULLS LAST, a.published DESC, a.outlet, a.id",
     "SELECT count(*) FROM article AS a WHERE 1"},
    {"search", NULL,
     "SELECT count(*) FROM article_search JOIN article AS a ON a.number = "
     "article_search.rowid" WANTED},
    {"rejections", NULL, "SELECT count(*) FROM rejection WHERE 1"},
    {"events", " ORDER BY coalesce(v.earliest, v.first_published) DESC NULLS LAST, v.id", NULL},
};
const size_t LIST_EXTRA_COUNT = sizeof(LIST_EXTRAS) / sizeof(LIST_EXTRAS[0]);
