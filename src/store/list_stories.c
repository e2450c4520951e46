/*
 * list_stories.c - lists of copies and stories.
 *
 *   in    –
 *   out   constants that list.c runs
 */
#include "store/list_parts.h"

static const struct store_column STORIES[] = {
    {"id", false, 8},         {"title", false, REST}, {"first_day", false, 10},
    {"last_day", false, 10},  {"articles", true, 4},  {"outlets", true, 4},
    {"outlets_all", true, 0}, {"events", true, 0},    {"successors", false, 0},
};
static const struct store_column STORY_ARTICLES[] = {
    {"article", false, 8},     {"published", false, 10}, {"outlet", false, 16},
    {"copy", false, 6},        {"copy_of", false, 8},    {"title", false, REST},
    {"copied_words", true, 0}, {"words", true, 0},       {"copy_group", false, 0},
    {"story", false, 0},       {"id", false, 0},         {"url", false, 0},
};
static const struct store_column COPIES[] = {
    {"copy_group", false, 8}, {"published", false, 10}, {"outlet", false, 16},
    {"kind", false, 6},       {"shared", true, 5},      {"words", true, 5},
    {"title", false, REST},   {"article", false, 0},    {"copy_of", false, 0},
    {"passages", true, 0},    {"story", false, 0},      {"id", false, 0},
    {"url", false, 0},
};
static const struct store_column COPY_PASSAGES[] = {
    {"article", false, 8},     {"sentence", true, 4},    {"last_sentence", true, 4},
    {"copy_of", false, 8},     {"text", false, REST},    {"number", true, 0},
    {"start_offset", true, 0}, {"end_offset", true, 0},  {"other_start", true, 0},
    {"other_end", true, 0},    {"copy_group", false, 0},
};

/* A story by its id or the start of one; what was one once, by the stories that it went into, and
 * those into which these went. */
#define BY_STORY                                                                                   \
    " AND ((t.id >= ?15 AND t.id < ?15 || 'g') OR t.id IN"                                         \
    " (WITH RECURSIVE went(id) AS (SELECT successor FROM story_change WHERE story >= ?15"          \
    " AND story < ?15 || 'g' UNION SELECT c.successor FROM went JOIN story_change AS c"            \
    " ON c.story = went.id) SELECT id FROM went))"
#define ARTICLE_OF_STORY(condition)                                                                \
    " AND EXISTS (SELECT 1 FROM story_article AS m JOIN article AS a ON a.number = m.article"      \
    " WHERE m.story = t.id" condition ")"

const struct list_spec LIST_STORIES[] = {
    {
        {"stories", COLUMNS(STORIES)},
        "SELECT t.id, t.title, t.first_day, t.last_day, t.articles, t.outlets, t.outlets_all,"
        " (SELECT count(DISTINCT e.event) FROM story_article AS m JOIN event_member AS e"
        "  ON e.article = m.article WHERE m.story = t.id),"
        " (SELECT group_concat(c.successor, '; ') FROM (SELECT successor FROM story_change"
        "  WHERE story = t.id ORDER BY successor) AS c) FROM story AS t WHERE 1",
        {
            [STORE_OUTLET] = ARTICLE_OF_STORY(BY_OUTLET),
            [STORE_SINCE] = " AND t.last_day >= ?2",
            [STORE_UNTIL] = " AND t.first_day <= ?3 || '~'",
            [STORE_MATCH] = " AND t.title LIKE '%' || ?4 || '%'",
            [STORE_ARTICLE] = ARTICLE_OF_STORY(BY_ARTICLE),
            [STORE_STORY] = BY_STORY,
        },
        " ORDER BY t.articles DESC, t.first_day NULLS LAST, t.id",
    },
    {
        {"story_articles", COLUMNS(STORY_ARTICLES)},
        "SELECT a.key, a.published, a.outlet, c.kind, f.key, a.title, c.shared, r.words,"
        " c.copy_group, t.id, a.id, a.url FROM story AS t JOIN story_article AS m ON m.story = t.id"
        " JOIN article AS a ON a.number = m.article JOIN record_article AS r ON r.article = "
        "a.number"
        " LEFT JOIN copy_group_article AS c ON c.article = a.number"
        " LEFT JOIN article AS f ON f.number = c.follows WHERE 1",
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_MATCH] = " AND a.title LIKE '%' || ?4 || '%'",
            [STORE_ARTICLE] = BY_ARTICLE,
            [STORE_STORY] = BY_STORY,
        },
        " ORDER BY a.published IS NULL, a.published, a.outlet, a.key",
    },
    {
        {"copies", COLUMNS(COPIES)},
        "SELECT c.copy_group, a.published, a.outlet, c.kind, c.shared, r.words, a.title, a.key,"
        " f.key, (SELECT count(*) FROM copy_passage AS p WHERE p.article = c.article), m.story,"
        " a.id, a.url FROM copy_group_article AS c JOIN article AS a ON a.number = c.article"
        " JOIN record_article AS r ON r.article = a.number"
        " LEFT JOIN story_article AS m ON m.article = a.number"
        " LEFT JOIN article AS f ON f.number = c.follows WHERE 1",
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_MATCH] = " AND a.title LIKE '%' || ?4 || '%'",
            [STORE_KIND] = " AND c.kind = ?7",
            [STORE_ARTICLE] = " AND c.copy_group IN (SELECT o.copy_group FROM copy_group_article"
                              " AS o JOIN article AS x ON x.number = o.article"
                              " WHERE x.key >= ?8 AND x.key < ?8 || 'g')",
            [STORE_STORY] = " AND m.story >= ?15 AND m.story < ?15 || 'g'",
        },
        " ORDER BY c.copy_group, a.published IS NULL, a.published, a.key",
    },
    {
        {"copy_passages", COLUMNS(COPY_PASSAGES)},
        "SELECT a.key, (SELECT min(s.number) FROM sentence AS s WHERE s.article = p.article"
        "  AND s.end_offset > p.start_offset),"
        " (SELECT max(s.number) FROM sentence AS s WHERE s.article = p.article"
        "  AND s.start_offset < p.end_offset),"
        " f.key, substr(a.text, p.start_offset + 1, p.end_offset - p.start_offset), p.number,"
        " p.start_offset, p.end_offset, p.other_start, p.other_end, c.copy_group"
        " FROM copy_passage AS p JOIN copy_group_article AS c ON c.article = p.article"
        " JOIN article AS a ON a.number = p.article JOIN article AS f ON f.number = c.follows"
        " WHERE 1",
        {
            [STORE_OUTLET] = BY_OUTLET,
            [STORE_SINCE] = BY_SINCE,
            [STORE_UNTIL] = BY_UNTIL,
            [STORE_ARTICLE] = BY_ARTICLE,
        },
        " ORDER BY a.published IS NULL, a.published, a.key, p.number",
    },
};
const size_t LIST_STORY_COUNT = sizeof(LIST_STORIES) / sizeof(LIST_STORIES[0]);
