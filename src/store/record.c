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
    if (sums_update(store, err) &&
        sql_run(store,
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
