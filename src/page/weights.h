/*
 * weights.h - the trained numbers of the page stage: forests and score tables.
 *
 *   in    models/page.bin, made by train/page/
 *   out   struct weights
 *   uses  base/
 *
 * The file, all little endian:
 *
 *     0   8 bytes "ANNALSPG", u32 version (1), u32 bytes of the body
 *     16  SHA-256 of the body, 32 bytes; zeros to byte 64
 *     64  the body: u32 features, u32 forests, u32 tables;
 *         each forest: u32 trees, u32 depth, f32 bias, f32 keep_at,
 *             f32 thresholds[trees][2^depth - 1], f32 leaves[trees][2^depth],
 *             u16 features[trees][2^depth - 1], zeros to a multiple of 4 bytes;
 *         each table: u32 entries, then u32 hash and f32 score of each, by ascending hash
 *
 * Trees are complete: node i's children are 2i + 1 (value <= threshold) and 2i + 2.
 */
#ifndef ANNALS_PAGE_WEIGHTS_H
#define ANNALS_PAGE_WEIGHTS_H

#include "base/arena.h"
#include "base/slice.h"

#define WEIGHTS_TREES_MAX 2000
#define WEIGHTS_DEPTH_MAX 8
#define WEIGHTS_ENTRIES_MAX 1000000

struct tree_node {
    float threshold; /* may be infinite: all go left */
    uint32_t feature;
};

/* Log odds = bias + the sum over trees of the leaf that a row of features comes to. */
struct forest {
    const struct tree_node *nodes; /* [trees][2^depth - 1] */
    const float *leaves;           /* [trees][2^depth] */
    uint32_t trees;
    uint32_t depth;
    float bias;
    float keep_at; /* probability from which a block is kept */
};

struct score_entry {
    uint32_t hash; /* 0: free slot */
    float score;   /* log odds: how much a word or class part speaks for the article */
};

struct score_table {
    const struct score_entry *slots; /* [capacity], linear probing */
    uint32_t capacity;               /* power of two */
};

enum forest_number { FOREST_HTML, FOREST_TEXT, FOREST_COUNT };
enum table_number { TABLE_HTML_WORDS, TABLE_HTML_CLASSES, TABLE_TEXT_WORDS, TABLE_COUNT };

struct weights {
    struct forest forests[FOREST_COUNT];
    struct score_table tables[TABLE_COUNT];
};

/* Reads and checks a weights file made for this number of features. Everything lives in arena.
 * ERR_FORMAT and the byte offset when it is damaged or made for other features, ERR_VERSION when it
 * is newer than this program. O(bytes). */
bool weights_read(struct slice file, uint32_t features, struct arena *arena,
                  struct weights *ret_weights, struct err *err);

/* Probability, 0 to 1, for each of count rows of `stride` features. Pure; the same on every
 * machine. O(count * trees * depth). */
void forest_probabilities(const struct forest *forest, const float *rows, size_t stride,
                          size_t count, double *ret_probabilities);

/* 0 when the hash has no score. O(1). */
float score_get(const struct score_table *table, uint32_t hash);

#endif
