/*
 * sums.c - what lists of the whole record show, counted once when the record takes articles in.
 *
 *   in    the layers of the articles
 *   out   the table actor; the lists that are read from it when no filter asks for less
 *
 * The table is a function of the articles taken in: a row is counted anew, never added to, when one
 * of them names its actor.
 */
#include "store/list_parts.h"
#include "store/store_parts.h"

bool sums_update(struct store *store, struct err *err)
{
    return sql_run(store,
                   "INSERT OR REPLACE INTO actor " ACTOR_ROWS
                   " AND x.id IN (SELECT n.id FROM article_actor AS n WHERE n.article >"
                   " (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'recorded'))"
                   " GROUP BY x.id",
                   err);
}

const struct list_sum LIST_SUMS[] = {
    {
        {
            {"actors", ACTOR_COLUMNS, ACTOR_COLUMN_COUNT},
            "SELECT s.id, s.name, s.kind, s.country, s.sectors, s.role, s.articles, s.outlets,"
            " s.mentions, s.first_day, s.last_day FROM actor AS s WHERE 1",
            {
                [STORE_MATCH] = " AND s.id IN (SELECT n.id FROM article_actor AS n"
                                " WHERE n.name LIKE '%' || ?4 || '%')",
                [STORE_ACTOR] = " AND s.id >= ?5 AND s.id < ?5 || 'g'",
                [STORE_KIND] = " AND s.kind = ?7",
            },
            " ORDER BY s.articles DESC, s.id",
        },
        {.from = "FROM actor AS s WHERE 1"},
        "SELECT EXISTS (SELECT 1 FROM actor)",
    },
};
const size_t LIST_SUM_COUNT = sizeof(LIST_SUMS) / sizeof(LIST_SUMS[0]);
