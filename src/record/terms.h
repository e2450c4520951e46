/*
 * terms.h - the words that tell what an article is about, and how alike two articles are by them.
 *
 *   in    title and text; data files of the kinds "storywords" and "endings"
 *   out   the weightiest words as hashes with weights; keys under which articles that may be on one
 *         happening meet; a similarity
 *   uses  arena, data_set, map, word.h
 *
 * A word weighs (1 + ln n) ln(N / d): n times in the article (the title's words several times), d
 * of the N articles that data/en/record/storywords.txt was counted on hold it. Weights are fixed,
 * so that the similarity of two articles depends on the two alone.
 */
#ifndef ANNALS_RECORD_TERMS_H
#define ANNALS_RECORD_TERMS_H

#include "base/data_set.h"
#include "base/map.h"

/* Words kept of one article. */
#define TERMS_MAX 64
/* Fewer tell nothing: such an article has no keys. */
#define TERMS_MIN 6
/* Bytes of one of them on disk: its hash, little endian, and its weight. */
#define TERM_BYTES 5
#define TERMS_BYTES_MAX (TERMS_MAX * TERM_BYTES)
/* Similarities are whole numbers from 0 to this. */
#define SIMILARITY_ONE 1000

struct term_weights; /* read-only once made */

/* Reads the data files. False with ERR_FORMAT (faults are told), ERR_MEMORY. Lives in arena. */
bool term_weights_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
                       const struct term_weights **ret_weights, struct err *err);

struct terms {
    int32_t day; /* of publication, days since 1970-01-01, or DAY_UNKNOWN */
    uint32_t count;
    uint32_t hashes[TERMS_MAX]; /* ascending */
    uint8_t weights[TERMS_MAX]; /* 1 to 255, the weightiest has 255 */
};

/* The terms of an article. scratch is used and rewound. False with ERR_MEMORY or ERR_LIMIT
 * (arena). O(bytes), thread safe. */
bool terms_read(const struct term_weights *weights, struct slice title, struct slice text,
                int32_t day, struct arena *scratch, struct terms *ret_terms, struct err *err);

/* To bytes and back. terms_unpack is false, leaving *ret_terms alone, when the bytes are none. */
size_t terms_pack(const struct terms *terms, char ret_bytes[TERMS_BYTES_MAX]);
bool terms_unpack(struct slice bytes, int32_t day, struct terms *ret_terms);

/* The cosine of the two, less for each day between them; an article without a date is taken as less
 * like one with a date, as nothing speaks for the same days. 0 to SIMILARITY_ONE, the same for
 * (b, a). O(TERMS_MAX). */
unsigned terms_similarity(const struct terms *a, const struct terms *b);

/* Keys stored of one article; of each, those that are looked under. */
#define TERM_KEYS_MAX 29
#define TERM_LOOKS_MAX 5
struct term_key {
    int64_t own;
    int64_t looks[TERM_LOOKS_MAX]; /* own is among them */
    uint32_t look_count;
};

/* The keys under which articles meet: their weightiest words with the days around, and pairs of the
 * very weightiest whatever the day. Symmetric: own of one is among the looks of another exactly
 * when the reverse is so. Returns how many. */
size_t terms_keys(const struct terms *terms, struct term_key ret_keys[TERM_KEYS_MAX]);

#endif
