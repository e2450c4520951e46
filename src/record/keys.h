/*
 * keys.h - how mentions find those that may report the same event.
 *
 *   in    an article's mentions
 *   out   hashes: two mentions are compared when they share one
 *   uses  features.h
 *
 * Articles of one story compare all their mentions. Keys are for the others: an event whose day the
 * text says is found by its days, its type and two of who takes part and the weightiest words. So
 * the mentions of one key are those of a few days, however large the archive is.
 */
#ifndef ANNALS_RECORD_KEYS_H
#define ANNALS_RECORD_KEYS_H

#include "record/features.h"

#define MERGE_KEYS_MAX 256

struct merge_keys {
    uint64_t items[MERGE_KEYS_MAX];
    uint32_t count;
};

/* The keys of a mention, each once, at most MERGE_KEYS_MAX. It is found under those of its own
 * type; it looks under those of all types that go with it (looking). None when the text does not
 * say its days. */
void merge_keys_of(const struct merge_rules *rules, const struct merge_mention *mention,
                   bool looking, struct merge_keys *ret_keys);

#endif
