/*
 * list_parts.h - what the files that define lists share.
 *
 *   in    –
 *   out   struct list_spec, conditions that several lists have
 *   uses  list.h
 */
#ifndef ANNALS_STORE_LIST_PARTS_H
#define ANNALS_STORE_LIST_PARTS_H

#include "store/list.h"

/* The width of the column that takes what the others of a table leave. */
#define REST 255

struct list_spec {
    struct store_list list;
    const char *select; /* up to the conditions, ending in a true one */
    const char *filters[STORE_FILTER_COUNT];
    const char *end; /* grouping and order */
};

/* What some lists have beside that. */
struct list_extra {
    const char *list; /* its name */
    /* As end, for each order beside the list's own; NULL: it has no such order. */
    const char *orders[STORE_ORDER_COUNT];
    /* "FROM … WHERE 1" of the tables that conditions and order need, for counting without making
     * the rows; NULL: the rows are counted as they are. */
    const char *from;
    /* What names a row in these tables. A page's rows are then found before their columns are made,
     * as columns that are cut out of texts cost more than finding. NULL: all at once. */
    const char *key;
    const char *count; /* what is counted there, when it is not each row */
};

/* A list as it is read when no filter is set that it lacks: from rows that are kept summed up. */
struct list_sum {
    struct list_spec spec; /* of the name and columns of the list that it stands for */
    struct list_extra extra;
    const char *is_kept; /* SQL: whether anything is summed up yet */
};

#define COLUMNS(columns) (columns), sizeof(columns) / sizeof((columns)[0])

#define BY_OUTLET " AND a.outlet = ?1"
/* Dates known to the month or year match when one of their days does. */
#define BY_SINCE                                                                                   \
    " AND substr(a.published, 1, min(10, length(?2))) >= substr(?2, 1, min(10, "                   \
    "length(a.published)))"
#define BY_UNTIL " AND a.published_day <= ?3 || '~'"
#define BY_ARTICLE " AND a.key >= ?8 AND a.key < ?8 || 'g'"

/* Whether one of a side of event e is meant by a filter: a code, the start of an id, or a name. */
#define PARTICIPANT(side, value)                                                                   \
    " AND EXISTS (SELECT 1 FROM event_participant AS p JOIN article_actor AS x"                    \
    " ON x.article = p.article AND x.number = p.actor WHERE p.article = e.article"                 \
    " AND p.event = e.number AND p.side = '" side "' AND (x.country = " value " OR (length(" value \
    ") >= 4 AND x.id >= " value " AND x.id < " value " || 'g')"                                    \
    " OR (length(" value ") > 3 AND x.name LIKE '%' || " value " || '%')))"
/* The same of a merged event v. */
#define EVENT_ACTOR(side, value)                                                                   \
    " AND EXISTS (SELECT 1 FROM event_actor AS x WHERE x.event = v.number AND x.side = '" side     \
    "' AND (x.country = " value " OR (length(" value ") >= 4 AND x.id >= " value                   \
    " AND x.id < " value " || 'g') OR (length(" value ") > 3 AND x.name LIKE '%' || " value        \
    " || '%')))"
/* Statements s of articles a, in the order of these, so that a page is found without sorting all.
 */
#define STATEMENT_TABLES "FROM article AS a CROSS JOIN statement AS s ON s.article = a.number"
/* Whether the speaker x of statement s is so. */
#define SPEAKER(is_so)                                                                             \
    "EXISTS (SELECT 1 FROM article_actor AS x WHERE x.article = s.article"                         \
    " AND x.number = s.speaker AND (" is_so "))"
/* Actors x of articles a, to be grouped by x.id. Most are named in one article, and need no search
 * for what most articles give. */
#define MOST_GIVEN(column)                                                                         \
    " CASE WHEN min(x." column ") IS max(x." column ") THEN min(x." column ") ELSE"                \
    " (SELECT n." column " FROM article_actor AS n WHERE n.id = x.id AND n." column " NOTNULL"     \
    "  GROUP BY n." column " ORDER BY count(*) DESC, n." column " LIMIT 1) END,"
#define ACTOR_ROWS                                                                                 \
    "SELECT x.id," MOST_GIVEN("name") " min(x.kind), min(x.country)," MOST_GIVEN("sectors")        \
        MOST_GIVEN("role") " count(DISTINCT x.article), count(DISTINCT a.outlet),"                 \
                           " sum(x.mentions), min(a.published_day), max(a.published_day)"          \
                           " FROM article_actor AS x JOIN article AS a ON a.number = x.article"    \
                           " WHERE 1"
#define BY_EVENT " AND v.id >= ?13 AND v.id < ?13 || 'g'"
#define NAMES_OF(side)                                                                             \
    " (SELECT group_concat(x.name, '; ') FROM event_participant AS p JOIN article_actor AS x"      \
    "  ON x.article = p.article AND x.number = p.actor"                                            \
    "  WHERE p.article = e.article AND p.event = e.number AND p.side = '" side "')"
#define NAMES(side) NAMES_OF(side) ","

/* Of sums over merged events v. */
#define EVENT_COMMON_FILTERS                                                                       \
    [STORE_OUTLET] = " AND EXISTS (SELECT 1 FROM event_member AS m JOIN article AS o"              \
                     " ON o.number = m.article"                                                    \
                     " WHERE m.event = v.number AND o.outlet = ?1)",                               \
    [STORE_SINCE] = " AND coalesce(v.latest, v.earliest, v.last_published) >= ?2",                 \
    [STORE_UNTIL] = " AND coalesce(v.earliest, v.latest, v.first_published) <= ?3 || '~'",         \
    [STORE_ACTOR] = EVENT_ACTOR("actor", "?5"),                                                    \
    [STORE_RECIPIENT] = EVENT_ACTOR("recipient", "?9"),                                            \
    [STORE_ARTICLE] = " AND EXISTS (SELECT 1 FROM event_member AS m JOIN article AS o"             \
                      " ON o.number = m.article WHERE m.event = v.number"                          \
                      " AND o.key >= ?8 AND o.key < ?8 || 'g')",                                   \
    [STORE_TYPE] = " AND (v.type = upper(?10) OR v.cameo LIKE ?10 || '%')",                        \
    [STORE_WHERE] = " AND v.place IN (SELECT p.id FROM place AS p"                                 \
                    " WHERE p.country = ?12 OR p.name LIKE '%' || ?12 || '%')",                    \
    [STORE_STORY] = " AND EXISTS (SELECT 1 FROM story_article AS t JOIN event_member AS m"         \
                    " ON m.article = t.article WHERE m.event = v.number"                           \
                    " AND t.story >= ?15 AND t.story < ?15 || 'g')",                               \
    [STORE_EVENT] = BY_EVENT,                                                                      \
    [STORE_FACET] =                                                                                \
        " AND v.disagreements > 0 AND (?14 = 'any' OR EXISTS (SELECT 1 FROM disagreement"          \
        " AS d WHERE d.event = v.number AND d.facet = ?14 AND d.kind <> 'update'))"
#define EVENT_SUM_FILTERS EVENT_COMMON_FILTERS, [STORE_STATUS] = " AND v.status = ?11"
/* Of lists of them; the sentence is that of the first mention. */
#define EVENT_FILTERS                                                                              \
    EVENT_COMMON_FILTERS, [STORE_STATUS] = " AND +v.status = ?11", /* the order's index is the     \
                                                                      better one */                \
        [STORE_MATCH] =                                                                            \
            " AND v.first_article IN (SELECT number FROM article WHERE text LIKE '%' || ?4"        \
            " || '%') AND EXISTS (SELECT 1 FROM article AS o JOIN event_mention AS m"              \
            " ON m.article = o.number AND m.number = v.first_mention JOIN sentence AS z"           \
            " ON z.article = o.number AND z.number = m.sentence"                                   \
            " WHERE o.number = v.first_article AND substr(o.text, z.start_offset + 1,"             \
            " z.end_offset - z.start_offset) LIKE '%' || ?4 || '%')"

/* list.c: the columns of the list of actors. */
#define ACTOR_COLUMN_COUNT 11
extern const struct store_column ACTOR_COLUMNS[ACTOR_COLUMN_COUNT];

/* sums.c: lists of the whole record. */
extern const struct list_sum LIST_SUMS[];
extern const size_t LIST_SUM_COUNT;

/* list_views.c: articles, search, outlets, rejections, and the sums that pages and charts show. */
extern const struct list_spec LIST_VIEWS[];
extern const size_t LIST_VIEW_COUNT;
extern const struct list_extra LIST_EXTRAS[];
extern const size_t LIST_EXTRA_COUNT;

/* list_stories.c: copies and stories. */
extern const struct list_spec LIST_STORIES[];
extern const size_t LIST_STORY_COUNT;

/* list_exports.c: directed pairs and reports, with all that exports need. */
extern const struct list_spec LIST_EXPORTS[];
extern const size_t LIST_EXPORT_COUNT;

#endif
