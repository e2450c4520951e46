/*
 * keys.h - how mentions find those that may report the same event.
 *
 *   in    an article's mentions
 *   out   hashes: two mentions are compared when they share one
 *   uses  features.h
 *
 * Articles of one story compare their mentions. Keys are for the others: an event whose day the
 * text says is found by its days, its type and two of who takes part and the weightiest words. So
 * the mentions of one key are those of a few days, however large the archive is.
 */
#ifndef ANNALS_RECORD_KEYS_H
#define ANNALS_RECORD_KEYS_H

#include "record/features.h"

#define MERGE_KEYS_MAX 64
/* Types that go with one, itself too. */
#define MERGE_LOOKS_MAX 16

struct merge_key {
    int64_t own;
    int64_t looks[MERGE_LOOKS_MAX]; /* own is the first; the others are of types that go with it */
    uint32_t look_count;
};

struct merge_keys {
    struct merge_key items[MERGE_KEYS_MAX];
    uint32_t count;
};

/* The keys of a mention, each once. It is found under own, and looks for others under all looks:
 * own of one is among the looks of another exactly when the reverse is so. None when the text does
 * not say its days. */
void merge_keys_of(const struct merge_rules *rules, const struct merge_mention *mention,
                   struct merge_keys *ret_keys);

#endif
