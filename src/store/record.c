/*
 * record.c - the record's transaction.
 *
 *   in    an open store
 *   out   a batch of its own, after those of the articles
 *
 * meta.recorded is the number of the last article that the record has taken in: numbers grow in the
 * order of reading, and articles are never taken out.
 */
#include "store/record.h"

#include "store/store_parts.h"

bool store_record_pending(struct store *store, struct store_pending *ret_pending, struct err *err)
{
    int64_t after, count;
    if (!sql_number(store, "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'recorded'",
                    &after, err) ||
        !sql_number(store,
                    "SELECT count(*) FROM article WHERE number >"
                    " (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'recorded')",
                    &count, err))
        return false;
    *ret_pending = (struct store_pending){after, (uint64_t)count};
    return true;
}

bool store_record_begin(struct store *store, struct store_pending *ret_pending, struct err *err)
{
    if (store->in_batch && !batch_end(store, err))
        return false;
    if (!batch_begin(store, err))
        return false;
    if (store_record_pending(store, ret_pending, err))
        return true;
    batch_undo(store);
    return false;
}

bool store_record_commit(struct store *store, struct err *err)
{
    if (sql_run(store,
                "UPDATE meta SET value = CAST((SELECT coalesce(max(number), 0) FROM article)"
                " AS TEXT) WHERE name = 'recorded'",
                err) &&
        batch_end(store, err))
        return true;
    batch_undo(store);
    return false;
}

void store_record_undo(struct store *store)
{
    batch_undo(store);
}

bool store_events_alone(struct store *store, const struct store_pending *pending, struct err *err)
{
    (void)pending;
    return sql_run(
        store,
        "INSERT INTO event (id, type, mode, contexts, cameo, quad, goldstein, status,"
        " attributed_to, actors, actor_countries, recipients, recipient_countries, earliest,"
        " latest, place, mentions, articles, outlets, first_published, last_published,"
        " first_article, first_mention, disagreements, confidence)"
        " SELECT substr(a.key, 1, 13) || printf('%03x', e.number), m.type, m.mode, m.contexts,"
        " m.cameo, m.quad, m.goldstein, m.status, m.attributed_to, m.actors, m.actor_countries,"
        " m.recipients, m.recipient_countries, m.earliest, m.latest, e.place, 1, 1, 1,"
        " m.published_day, m.published_day, e.article, e.number, 0, 1"
        " FROM event_mention AS e JOIN article AS a ON a.number = e.article"
        " JOIN mentions AS m ON m.id = a.key || '-' || e.number"
        " WHERE a.number > (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'recorded');"
        "INSERT OR IGNORE INTO event_member (article, mention, event)"
        " SELECT first_article, first_mention, number FROM event;"
        "INSERT OR IGNORE INTO event_actor SELECT v.number, p.side, p.number, x.id, x.name, x.kind,"
        " x.country, x.sectors, x.role, 1 FROM event AS v JOIN event_participant AS p"
        " ON p.article = v.first_article AND p.event = v.first_mention JOIN article_actor AS x"
        " ON x.article = p.article AND x.number = p.actor",
        err);
}
