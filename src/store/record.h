/*
 * record.h - the record's transaction: what the articles together say, brought up to date.
 *
 *   in    an open store
 *   out   the articles that the record has not taken in yet
 *   uses  store.h
 *
 * Copies, stories and merged events are computed from what is stored, once at the end of a run, in
 * one transaction. A run that ends before that leaves articles that the next one takes in.
 */
#ifndef ANNALS_STORE_RECORD_H
#define ANNALS_STORE_RECORD_H

#include "store/store.h"

/* Articles that the record has not taken in: those with a greater number than `after`. */
struct store_pending {
    int64_t after;
    uint64_t count;
};

/* Ends the batch of articles under way and counts what is pending. The transaction is begun also
 * when nothing is, so that decisions can be written; end it with one of the next two. */
bool store_record_begin(struct store *store, struct store_pending *ret_pending, struct err *err);
/* Notes that all articles are taken in, and commits. On failure nothing of the transaction stays.
 */
bool store_record_commit(struct store *store, struct err *err);
/* Rolls it back; articles and the record are as before store_record_begin. */
void store_record_undo(struct store *store);
/* How many articles are pending, without a transaction. */
bool store_record_pending(struct store *store, struct store_pending *ret_pending, struct err *err);

#endif
