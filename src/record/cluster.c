/*
 * cluster.c - mentions parted into events.
 *
 *   in    mentions in canonical order
 *   out   the event of each
 *
 * All pairs are scored; what the user decided replaces the score by a great number. Groups are
 * known by their least member, and ties go to the lesser, so nothing depends on the order of
 * arrival.
 */
#include "record/cluster.h"

#include <math.h>
#include <string.h>

/* What a decision of the user's weighs: more than all evidence together. */
#define DECIDED 1e6
/* Mentions whose types do not go together. */
#define NEVER (-1e3)
/* By how much the bar rises each time that too many mentions hang together. */
#define BAR_STEP 0.5
/* Mentions of one component whose pairs are measured once and kept (one byte a pair). */
#define HEIGHTS_MENTIONS_MAX 16384
/* Mentions that are so alike are one event without more ado. */
#define BAR_MAX 6.0

/* Rows and columns of the mentions at hand; only groups' least members are in use. */
struct matrix {
    uint32_t count;
    double *sum;  /* [count][count]: scores between the members of two groups */
    double *best; /* [count][count]: the greatest of them */
    uint32_t *size;
    bool *used;
};

static double pair_score(const struct merge_rules *rules, const struct merge_mention *a,
                         const struct merge_mention *b)
{
    struct evidence evidence;
    return merge_score(rules, a, b, &evidence) ? evidence.score : NEVER;
}

static double group_score(const struct merge_rules *rules, const struct matrix *matrix, uint32_t i,
                          uint32_t j)
{
    size_t at = (size_t)i * matrix->count + j;
    double share = rules->weights[WEIGHT_BEST_SHARE];
    double pairs = (double)matrix->size[i] * matrix->size[j];
    double mean = matrix->sum[at] / pairs;
    /* A decision counts whole: no mean makes it small. */
    if (matrix->sum[at] <= -DECIDED / 2)
        return -DECIDED;
    if (matrix->best[at] >= DECIDED / 2)
        return DECIDED;
    return share * matrix->best[at] + (1 - share) * mean;
}

static void join(struct matrix *matrix, uint32_t i, uint32_t j)
{
    for (uint32_t k = 0; k < matrix->count; k++) {
        if (!matrix->used[k] || k == i || k == j)
            continue;
        size_t to = (size_t)i * matrix->count + k, from = (size_t)j * matrix->count + k;
        matrix->sum[to] += matrix->sum[from];
        matrix->best[to] = fmax(matrix->best[to], matrix->best[from]);
        matrix->sum[(size_t)k * matrix->count + i] = matrix->sum[to];
        matrix->best[(size_t)k * matrix->count + i] = matrix->best[to];
    }
    matrix->size[i] += matrix->size[j];
    matrix->used[j] = false;
}

/* The two groups that go together best; false when none is above the bar. */
static bool find_best(const struct merge_rules *rules, const struct matrix *matrix, uint32_t *ret_i,
                      uint32_t *ret_j)
{
    double best = rules->weights[WEIGHT_JOIN];
    bool found = false;
    for (uint32_t i = 0; i < matrix->count; i++) {
        for (uint32_t j = i + 1; matrix->used[i] && j < matrix->count; j++) {
            if (!matrix->used[j])
                continue;
            double score = group_score(rules, matrix, i, j);
            if (score > best) {
                best = score;
                *ret_i = i;
                *ret_j = j;
                found = true;
            }
        }
    }
    return found;
}

static bool matrix_make(struct matrix *matrix, uint32_t count, struct arena *scratch)
{
    matrix->count = count;
    matrix->sum = arena_array(scratch, double, (size_t)count *count);
    matrix->best = arena_array(scratch, double, (size_t)count *count);
    matrix->size = arena_array(scratch, uint32_t, count);
    matrix->used = arena_array(scratch, bool, count);
    return matrix->sum && matrix->best && matrix->size && matrix->used;
}

/* Parts the mentions at places[0 .. count). */
static bool part(const struct merge_rules *rules, const struct merge_mention *const *mentions,
                 const uint32_t *places, uint32_t count, const struct cluster_decision *decisions,
                 uint32_t decision_count, struct arena *scratch, uint32_t *ret_event)
{
    struct matrix matrix;
    if (!matrix_make(&matrix, count, scratch))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        matrix.size[i] = 1;
        matrix.used[i] = true;
        ret_event[places[i]] = places[i];
        for (uint32_t j = i + 1; j < count; j++) {
            double score = pair_score(rules, mentions[places[i]], mentions[places[j]]);
            for (uint32_t d = 0; d < decision_count; d++) {
                const struct cluster_decision *decision = &decisions[d];
                if ((decision->a == places[i] && decision->b == places[j]) ||
                    (decision->b == places[i] && decision->a == places[j]))
                    score = decision->join ? DECIDED : -DECIDED;
            }
            matrix.sum[(size_t)i * count + j] = matrix.sum[(size_t)j * count + i] = score;
            matrix.best[(size_t)i * count + j] = matrix.best[(size_t)j * count + i] = score;
        }
    }
    uint32_t i, j;
    while (find_best(rules, &matrix, &i, &j)) {
        join(&matrix, i, j);
        for (uint32_t k = 0; k < count; k++) {
            if (ret_event[places[k]] == places[j])
                ret_event[places[k]] = places[i];
        }
    }
    return true;
}

/* The least place that a place hangs together with so far. */
static uint32_t root_of(uint32_t *parents, uint32_t place)
{
    while (parents[place] != place) {
        parents[place] = parents[parents[place]];
        place = parents[place];
    }
    return place;
}

static void unite(uint32_t *parents, uint32_t a, uint32_t b)
{
    uint32_t x = root_of(parents, a), y = root_of(parents, b);
    parents[x > y ? x : y] = x < y ? x : y;
}

/* What the user joined is not cut apart. */
static void unite_decided(uint32_t *parents, const uint32_t *places, uint32_t count,
                          const struct cluster_decision *decisions, uint32_t decision_count)
{
    for (uint32_t d = 0; d < decision_count; d++) {
        uint32_t a = UINT32_MAX, b = UINT32_MAX;
        for (uint32_t i = 0; i < count; i++) {
            a = places[i] == decisions[d].a ? i : a;
            b = places[i] == decisions[d].b ? i : b;
        }
        if (decisions[d].join && a != UINT32_MAX && b != UINT32_MAX)
            unite(parents, a, b);
    }
}

/* How many bars each pair of mentions is over: [a * (a - 1) / 2 + b] for a > b; NULL when there are
 * too many pairs to keep. */
struct heights {
    const uint8_t *bars;
};

static size_t pair_at(uint32_t a, uint32_t b)
{
    return a > b ? (size_t)a * (a - 1) / 2 + b : (size_t)b * (b - 1) / 2 + a;
}

static double bar_of(const struct merge_rules *rules, unsigned level)
{
    return rules->weights[WEIGHT_LINK] + BAR_STEP * level;
}

static unsigned height_of(const struct merge_rules *rules, const struct merge_mention *a,
                          const struct merge_mention *b)
{
    double score = pair_score(rules, a, b);
    unsigned level = 0;
    while (bar_of(rules, level + 1) <= BAR_MAX && score > bar_of(rules, level + 1))
        level++;
    return level;
}

/* False when memory ran out. */
static bool measure(const struct merge_rules *rules, const struct merge_mention *const *mentions,
                    uint32_t count, struct arena *scratch, struct heights *ret_heights)
{
    *ret_heights = (struct heights){NULL};
    if (count <= CLUSTER_MENTIONS_MAX || count > HEIGHTS_MENTIONS_MAX)
        return true;
    uint8_t *bars = arena_array(scratch, uint8_t, (size_t)count * (count - 1) / 2);
    if (!bars)
        return false;
    for (uint32_t a = 1; a < count; a++) {
        for (uint32_t b = 0; b < a; b++)
            bars[pair_at(a, b)] = (uint8_t)height_of(rules, mentions[a], mentions[b]);
    }
    ret_heights->bars = bars;
    return true;
}

/* Parts too many mentions: cut into those that hang together by pairs over the bar of this level,
 * which rises. */
static bool part_many(const struct merge_rules *rules, const struct merge_mention *const *mentions,
                      const struct heights *heights, const uint32_t *places, uint32_t count,
                      unsigned level, const struct cluster_decision *decisions,
                      uint32_t decision_count, struct arena *scratch, uint32_t *ret_event)
{
    if (count <= CLUSTER_MENTIONS_MAX)
        return part(rules, mentions, places, count, decisions, decision_count, scratch, ret_event);
    if (bar_of(rules, level) > BAR_MAX) {
        for (uint32_t i = 0; i < count; i++)
            ret_event[places[i]] = places[0];
        return true;
    }
    uint32_t *parents = arena_array(scratch, uint32_t, count);
    uint32_t *together = arena_array(scratch, uint32_t, count);
    if (!parents || !together)
        return false;
    for (uint32_t i = 0; i < count; i++)
        parents[i] = i;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = i + 1; j < count; j++) {
            if (root_of(parents, i) == root_of(parents, j))
                continue;
            unsigned height = heights->bars
                                  ? heights->bars[pair_at(places[i], places[j])]
                                  : height_of(rules, mentions[places[i]], mentions[places[j]]);
            if (height >= level)
                unite(parents, i, j);
        }
    }
    unite_decided(parents, places, count, decisions, decision_count);
    for (uint32_t root = 0; root < count; root++) {
        uint32_t size = 0;
        for (uint32_t i = root; i < count && root_of(parents, root) == root; i++) {
            if (root_of(parents, i) == root)
                together[size++] = places[i];
        }
        struct arena_mark mark = arena_mark(scratch);
        if (size > 0 && !part_many(rules, mentions, heights, together, size, level + 1, decisions,
                                   decision_count, scratch, ret_event))
            return false;
        arena_rewind(scratch, mark);
    }
    return true;
}

bool merge_cluster(const struct merge_rules *rules, const struct merge_mention *const *mentions,
                   uint32_t count, const struct cluster_decision *decisions,
                   uint32_t decision_count, struct arena *scratch, uint32_t *ret_event)
{
    struct arena_mark mark = arena_mark(scratch);
    uint32_t *places = arena_array(scratch, uint32_t, count);
    if (!places)
        return false;
    for (uint32_t i = 0; i < count; i++)
        places[i] = i;
    struct heights heights;
    bool parted = measure(rules, mentions, count, scratch, &heights) &&
                  part_many(rules, mentions, &heights, places, count, 1, decisions, decision_count,
                            scratch, ret_event);
    arena_rewind(scratch, mark);
    return parted;
}
