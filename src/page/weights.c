/*
 * weights.c - reads models/page.bin and evaluates its trees.
 *
 *   in    the file's bytes; rows of features
 *   out   struct weights; probabilities
 *
 * Nothing of the file is used before its checksum and every count are checked.
 */
#include "page/weights.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"

#define VERSION 1
#define HEADER_BYTES 64
#define MAGIC SLICE("ANNALSPG")

/* A cursor over the body. Reads past its end give 0 and set failed. */
struct reader {
    struct slice file;
    size_t at;
    bool failed;
};

static bool check_header(struct slice file, struct err *err);
static bool read_forest(struct reader *r, uint32_t features, struct arena *arena,
                        struct forest *ret_forest, struct err *err);
static bool read_table(struct reader *r, struct arena *arena, struct score_table *ret_table,
                       struct err *err);

static uint32_t read_number(struct reader *r, size_t bytes)
{
    uint32_t number = 0;
    if (r->file.len - r->at < bytes) {
        r->failed = true;
        return 0;
    }
    for (size_t i = 0; i < bytes; i++)
        number |= (uint32_t)(unsigned char)r->file.ptr[r->at + i] << (8 * i);
    r->at += bytes;
    return number;
}

static float read_float(struct reader *r)
{
    uint32_t bits = read_number(r, 4);
    float number;
    memcpy(&number, &bits, sizeof(number));
    return number;
}

static bool damaged(const struct reader *r, struct err *err)
{
    return err_set_at(err, ERR_FORMAT, "page model is damaged", r->at);
}

bool weights_read(struct slice file, uint32_t features, struct arena *arena,
                  struct weights *ret_weights, struct err *err)
{
    if (!check_header(file, err))
        return false;
    struct weights weights = {0};
    struct reader r = {file, HEADER_BYTES, false};
    if (read_number(&r, 4) != features)
        return err_set_at(err, ERR_FORMAT, "page model was made for other features", HEADER_BYTES);
    uint64_t forests = read_number(&r, 4), tables = read_number(&r, 4);
    if (forests != FOREST_COUNT || tables != TABLE_COUNT)
        return damaged(&r, err);
    for (uint32_t i = 0; i < FOREST_COUNT; i++) {
        if (!read_forest(&r, features, arena, &weights.forests[i], err))
            return false;
    }
    for (uint32_t i = 0; i < TABLE_COUNT; i++) {
        if (!read_table(&r, arena, &weights.tables[i], err))
            return false;
    }
    if (r.at != file.len)
        return damaged(&r, err);
    *ret_weights = weights;
    return true;
}

static bool check_header(struct slice file, struct err *err)
{
    struct reader r = {file, MAGIC.len, false};
    if (file.len < HEADER_BYTES || !slice_starts(file, MAGIC))
        return err_set_at(err, ERR_FORMAT, "page model is missing or no model", 0);
    uint32_t version = read_number(&r, 4);
    if (version > VERSION)
        return err_set_at(err, ERR_VERSION, "page model is newer than this program", MAGIC.len);
    if (version != VERSION || read_number(&r, 4) != file.len - HEADER_BYTES)
        return err_set_at(err, ERR_FORMAT, "page model is cut off", file.len);
    uint8_t digest[SHA256_BYTES];
    hash_sha256(slice_sub(file, HEADER_BYTES, file.len), digest);
    if (memcmp(digest, file.ptr + 16, SHA256_BYTES) != 0)
        return err_set_at(err, ERR_FORMAT, "page model is damaged: its checksum differs", 16);
    return true;
}

static bool read_forest(struct reader *r, uint32_t features, struct arena *arena,
                        struct forest *ret_forest, struct err *err)
{
    struct forest forest = {.trees = read_number(r, 4), .depth = read_number(r, 4)};
    forest.bias = read_float(r);
    forest.keep_at = read_float(r);
    if (r->failed || forest.trees > WEIGHTS_TREES_MAX || forest.depth < 1 ||
        forest.depth > WEIGHTS_DEPTH_MAX || !isfinite(forest.bias) || !isfinite(forest.keep_at))
        return damaged(r, err);
    size_t node_count = forest.trees * (((size_t)1 << forest.depth) - 1);
    size_t leaf_count = (size_t)forest.trees << forest.depth;
    struct tree_node *nodes = arena_array(arena, struct tree_node, node_count);
    float *leaves = arena_array(arena, float, leaf_count);
    if (!nodes || !leaves)
        return arena_fail(arena, err);
    bool ok = true;
    for (size_t i = 0; i < node_count; i++) {
        nodes[i].threshold = read_float(r);
        ok = ok && !isnan(nodes[i].threshold);
    }
    for (size_t i = 0; i < leaf_count; i++) {
        leaves[i] = read_float(r);
        ok = ok && isfinite(leaves[i]);
    }
    for (size_t i = 0; i < node_count; i++) {
        nodes[i].feature = read_number(r, 2);
        ok = ok && nodes[i].feature < features;
    }
    if (node_count % 2 == 1)
        read_number(r, 2);
    if (!ok || r->failed)
        return damaged(r, err);
    forest.nodes = nodes;
    forest.leaves = leaves;
    *ret_forest = forest;
    return true;
}

static bool read_table(struct reader *r, struct arena *arena, struct score_table *ret_table,
                       struct err *err)
{
    uint32_t entries = read_number(r, 4), capacity = 16;
    if (r->failed || entries > WEIGHTS_ENTRIES_MAX)
        return damaged(r, err);
    while (capacity < 2 * entries)
        capacity *= 2;
    struct score_entry *slots = arena_array(arena, struct score_entry, capacity);
    if (!slots)
        return arena_fail(arena, err);
    for (uint32_t i = 0; i < entries; i++) {
        struct score_entry entry = {.hash = read_number(r, 4)};
        entry.score = read_float(r);
        if (r->failed || entry.hash == 0 || !isfinite(entry.score))
            return damaged(r, err);
        uint32_t slot = entry.hash & (capacity - 1);
        while (slots[slot].hash != 0)
            slot = (slot + 1) & (capacity - 1);
        slots[slot] = entry;
    }
    *ret_table = (struct score_table){slots, capacity};
    return true;
}

float score_get(const struct score_table *table, uint32_t hash)
{
    uint32_t mask = table->capacity - 1;
    if (table->capacity == 0)
        return 0;
    for (uint32_t slot = hash & mask; table->slots[slot].hash != 0; slot = (slot + 1) & mask) {
        if (table->slots[slot].hash == hash)
            return table->slots[slot].score;
    }
    return 0;
}

/* e^-x for x in [0, 40]: e^-x = (e^(-x/64))^64, the inner one by its series. Plain operations in a
 * fixed order, where libm's exp may differ from machine to machine. */
static double decay(double x)
{
    double small = -x / 64, term = 1, sum = 1;
    for (int i = 1; i <= 14; i++) {
        term = term * small / i;
        sum += term;
    }
    for (int i = 0; i < 6; i++)
        sum = sum * sum;
    return sum;
}

static double logistic(double z)
{
    double size = z < 0 ? -z : z;
    double small = decay(size < 40 ? size : 40);
    return z < 0 ? small / (1 + small) : 1 / (1 + small);
}

/* After each part of the trees, rows that are far below any threshold are not followed further. */
#define PARTS 4
#define HOPELESS_LOGIT (-3.5)
/* Rows taken together: they are independent, so their loads overlap. */
#define LANES 4

static void add_tree(const struct tree_node *nodes, const float *leaves, uint32_t depth,
                     const float *const rows[LANES], double *const sums[LANES])
{
    uint32_t at[LANES] = {0}, inner = (1u << depth) - 1;
    for (uint32_t level = 0; level < depth; level++) {
        for (uint32_t lane = 0; lane < LANES; lane++) {
            const struct tree_node *node = &nodes[at[lane]];
            at[lane] = 2 * at[lane] + 1 + (rows[lane][node->feature] > node->threshold);
        }
    }
    for (uint32_t lane = 0; lane < LANES; lane++)
        *sums[lane] += (double)leaves[at[lane] - inner];
}

/* Trees [first, last) over LANES rows; the last group of rows may repeat its last row into spare.
 */
static void add_trees(const struct forest *forest, uint32_t first, uint32_t last,
                      const float *const rows[LANES], double *const sums[LANES])
{
    uint32_t inner = (1u << forest->depth) - 1;
    for (uint32_t t = first; t < last; t++)
        add_tree(forest->nodes + (size_t)t * inner, forest->leaves + (size_t)t * (inner + 1),
                 forest->depth, rows, sums);
}

void forest_probabilities(const struct forest *forest, const float *rows, size_t stride,
                          size_t count, double *ret_probabilities)
{
    const float *lane_rows[LANES];
    double *lane_sums[LANES], spare;
    for (size_t i = 0; i < count; i++)
        ret_probabilities[i] = (double)forest->bias;
    for (uint32_t part = 0; part < PARTS; part++) {
        uint32_t first = forest->trees * part / PARTS, filled = 0;
        uint32_t last = forest->trees * (part + 1) / PARTS;
        for (size_t i = 0; i < count; i++) {
            if (part > 0 && ret_probabilities[i] < HOPELESS_LOGIT)
                continue;
            lane_rows[filled] = rows + i * stride;
            lane_sums[filled++] = &ret_probabilities[i];
            if (filled == LANES) {
                add_trees(forest, first, last, lane_rows, lane_sums);
                filled = 0;
            }
        }
        for (uint32_t lane = filled; filled > 0 && lane < LANES; lane++) {
            lane_rows[lane] = lane_rows[0];
            lane_sums[lane] = &spare;
        }
        spare = 0;
        if (filled > 0)
            add_trees(forest, first, last, lane_rows, lane_sums);
    }
    for (size_t i = 0; i < count; i++)
        ret_probabilities[i] = logistic(ret_probabilities[i]);
}
