/*
 * shingles.h - sets of runs of four words.
 *
 *   in    words of blocks
 *   out   has this run been seen?
 *   uses  base/, lexicon.h
 */
#ifndef ANNALS_PAGE_SHINGLES_H
#define ANNALS_PAGE_SHINGLES_H

#include "page/lexicon.h"

#define SHINGLE_WORDS 4

/* Hashes with open addressing; 0 is a free slot. A set with capacity 0 is empty and takes none. */
struct shingle_set {
    uint32_t *slots;
    uint32_t capacity; /* power of two, or 0 */
};

/* A set with room for this many hashes. False when memory is exhausted. */
bool shingles_init(struct shingle_set *set, size_t most, struct arena *scratch);

/* The hash of SHINGLE_WORDS words in a row. */
uint32_t shingle_at(const struct word *words);

/* Puts hash in; returns whether it was there. */
bool shingles_put(struct shingle_set *set, uint32_t hash);

bool shingles_have(const struct shingle_set *set, uint32_t hash);

#endif
