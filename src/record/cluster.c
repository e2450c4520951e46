/*
 * cluster.c - mentions parted into events.
 *
 *   in    mentions in canonical order
 *   out   the event of each
 *
 * All pairs of a group of bounded size are scored; what the user decided replaces the score by a
 * great number. Groups are known by their least member, and ties go to the lesser, so nothing
 * depends on the order of arrival.
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
/* Mentions linked by so much are one event without more ado. */
#define WEIGHT_MOST 14

/* Rows and columns of the mentions at hand; only groups' least members are in use. */
struct matrix {
    uint32_t count;
    double *sum;  /* [count][count]: scores between the members of two groups */
    double *best; /* [count][count]: the greatest of them */
    uint32_t *size;
    bool *used;
    uint32_t *near; /* [count]: of each row the group after it that it goes with best, or itself */
    double *near_score; /* [count] */
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

static void find_near(const struct merge_rules *rules, struct matrix *matrix, uint32_t i)
{
    matrix->near[i] = i;
    matrix->near_score[i] = rules->weights[WEIGHT_JOIN];
    for (uint32_t j = i + 1; j < matrix->count; j++) {
        double score = matrix->used[j] ? group_score(rules, matrix, i, j) : NEVER;
        if (score > matrix->near_score[i]) {
            matrix->near[i] = j;
            matrix->near_score[i] = score;
        }
    }
}

/* Brings the rows up to date after j was joined to i. */
static void update_near(const struct merge_rules *rules, struct matrix *matrix, uint32_t i,
                        uint32_t j)
{
    for (uint32_t k = 0; k < j; k++) {
        if (!matrix->used[k])
            continue;
        double score = k < i ? group_score(rules, matrix, k, i) : NEVER;
        if (k == i || matrix->near[k] == i || matrix->near[k] == j) {
            find_near(rules, matrix, k);
        } else if (score > matrix->near_score[k] || (score == matrix->near_score[k] &&
                                                     i < matrix->near[k] && matrix->near[k] != k)) {
            matrix->near[k] = i;
            matrix->near_score[k] = score;
        }
    }
}

/* The two groups that go together best; false when none is above the bar. */
static bool find_best(const struct matrix *matrix, uint32_t *ret_i, uint32_t *ret_j)
{
    uint32_t best = matrix->count;
    for (uint32_t i = 0; i < matrix->count; i++) {
        if (matrix->used[i] && matrix->near[i] != i &&
            (best == matrix->count || matrix->near_score[i] > matrix->near_score[best]))
            best = i;
    }
    if (best == matrix->count)
        return false;
    *ret_i = best;
    *ret_j = matrix->near[best];
    return true;
}

static bool matrix_make(struct matrix *matrix, uint32_t count, struct arena *scratch)
{
    matrix->count = count;
    matrix->sum = arena_array(scratch, double, (size_t)count *count);
    matrix->best = arena_array(scratch, double, (size_t)count *count);
    matrix->size = arena_array(scratch, uint32_t, count);
    matrix->used = arena_array(scratch, bool, count);
    matrix->near = arena_array(scratch, uint32_t, count);
    matrix->near_score = arena_array(scratch, double, count);
    return matrix->sum && matrix->best && matrix->size && matrix->used && matrix->near &&
           matrix->near_score;
}

/* A place among ascending ones; count when it is none of them. */
static uint32_t index_of(const uint32_t *places, uint32_t count, uint32_t place)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (places[middle] < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && places[low] == place ? low : count;
}

static void set_pair(struct matrix *matrix, uint32_t i, uint32_t j, double score)
{
    size_t there = (size_t)i * matrix->count + j, back = (size_t)j * matrix->count + i;
    matrix->sum[there] = matrix->sum[back] = score;
    matrix->best[there] = matrix->best[back] = score;
}

static void score_pairs(const struct cluster_task *task, const uint32_t *places,
                        struct matrix *matrix)
{
    for (uint32_t i = 0; i < matrix->count; i++) {
        for (uint32_t j = i + 1; j < matrix->count; j++)
            set_pair(matrix, i, j,
                     pair_score(task->rules, task->mentions[places[i]], task->mentions[places[j]]));
    }
    for (size_t d = 0; d < task->decision_count; d++) {
        uint32_t i = index_of(places, matrix->count, task->decisions[d].a);
        uint32_t j = index_of(places, matrix->count, task->decisions[d].b);
        if (i < matrix->count && j < matrix->count && i != j)
            set_pair(matrix, i, j, task->decisions[d].join ? DECIDED : -DECIDED);
    }
}

/* Parts the mentions at places[0 .. count), which ascend. */
static bool part(const struct cluster_task *task, const uint32_t *places, uint32_t count,
                 struct arena *scratch, uint32_t *ret_event)
{
    struct matrix matrix;
    uint32_t i, j;
    if (!matrix_make(&matrix, count, scratch))
        return false;
    for (i = 0; i < count; i++) {
        matrix.size[i] = 1;
        matrix.used[i] = true;
        ret_event[places[i]] = places[i];
    }
    score_pairs(task, places, &matrix);
    for (i = 0; i < count; i++)
        find_near(task->rules, &matrix, i);
    while (find_best(&matrix, &i, &j)) {
        join(&matrix, i, j);
        update_near(task->rules, &matrix, i, j);
        for (uint32_t k = 0; k < count; k++) {
            if (ret_event[places[k]] == places[j])
                ret_event[places[k]] = places[i];
        }
    }
    return true;
}

/* ---- more than are parted at once ---- */

uint32_t merge_link_weight(const struct merge_rules *rules, double score)
{
    double over = score - rules->weights[WEIGHT_LINK];
    if (!(over > 0))
        return 0;
    return over < BAR_STEP * WEIGHT_MOST ? 1 + (uint32_t)(over / BAR_STEP) : 1 + WEIGHT_MOST;
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

/* Unites the places that links of at least `least` hold together, and what the user joined. */
static void unite_linked(const struct cluster_task *task, const uint32_t *places, uint32_t count,
                         uint32_t least, uint32_t *parents)
{
    for (uint32_t i = 0; i < count; i++)
        parents[i] = i;
    for (size_t l = 0; l < task->link_count; l++) {
        const struct cluster_link *link = &task->links[l];
        uint32_t a = index_of(places, count, link->a), b = index_of(places, count, link->b);
        if (link->weight >= least && a < count && b < count)
            unite(parents, a, b);
    }
    for (size_t d = 0; d < task->decision_count; d++) {
        const struct cluster_decision *decision = &task->decisions[d];
        uint32_t a = index_of(places, count, decision->a);
        uint32_t b = index_of(places, count, decision->b);
        if (decision->join && a < count && b < count)
            unite(parents, a, b);
    }
}

/* Sorts the places by what they hang together with: those of one root lie together, ascending.
 * ret_first[root] is where they start; of all others it is that of the root after. */
static void gather(const uint32_t *places, uint32_t count, uint32_t *parents, uint32_t *ret_first,
                   uint32_t *ret_places)
{
    memset(ret_first, 0, ((size_t)count + 1) * sizeof(*ret_first));
    for (uint32_t i = 0; i < count; i++)
        ret_first[root_of(parents, i) + 1]++;
    for (uint32_t i = 0; i < count; i++)
        ret_first[i + 1] += ret_first[i];
    for (uint32_t i = 0; i < count; i++)
        ret_places[ret_first[root_of(parents, i)]++] = places[i];
    for (uint32_t i = count; i > 0; i--)
        ret_first[i] = ret_first[i - 1];
    ret_first[0] = 0;
}

/* The place that the user split from most others of these; count when nothing is split. */
static uint32_t most_split(const struct cluster_task *task, const uint32_t *places, uint32_t count,
                           uint32_t *splits)
{
    uint32_t most = count;
    memset(splits, 0, count * sizeof(*splits));
    for (size_t d = 0; d < task->decision_count; d++) {
        const struct cluster_decision *decision = &task->decisions[d];
        uint32_t a = index_of(places, count, decision->a);
        uint32_t b = index_of(places, count, decision->b);
        if (decision->join || a == count || b == count)
            continue;
        splits[a]++;
        splits[b]++;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (splits[i] > 0 && (most == count || splits[i] >= splits[most]))
            most = i;
    }
    return most;
}

/* Makes one event of so many that are alike; those that the user split off stand alone. */
static bool join_alike(const struct cluster_task *task, const uint32_t *places, uint32_t count,
                       struct arena *scratch, uint32_t *ret_event)
{
    uint32_t *splits = arena_array(scratch, uint32_t, count);
    uint32_t *left = arena_array(scratch, uint32_t, count);
    uint32_t most;
    if (!splits || !left)
        return false;
    memcpy(left, places, count * sizeof(*left));
    while (count > 0 && (most = most_split(task, left, count, splits)) < count) {
        ret_event[left[most]] = left[most];
        memmove(left + most, left + most + 1, (count - most - 1) * sizeof(*left));
        count--;
    }
    for (uint32_t i = 0; i < count; i++)
        ret_event[left[i]] = left[0];
    return true;
}

/* Parts any number of mentions that hang together by links of at least `least`. */
static bool part_many(const struct cluster_task *task, const uint32_t *places, uint32_t count,
                      uint32_t least, struct arena *scratch, uint32_t *ret_event)
{
    if (count <= CLUSTER_MENTIONS_MAX)
        return part(task, places, count, scratch, ret_event);
    if (least > WEIGHT_MOST)
        return join_alike(task, places, count, scratch, ret_event);
    uint32_t *parents = arena_array(scratch, uint32_t, count);
    uint32_t *first = arena_array(scratch, uint32_t, (size_t)count + 1);
    uint32_t *together = arena_array(scratch, uint32_t, count);
    if (!parents || !first || !together)
        return false;
    unite_linked(task, places, count, least + 1, parents);
    gather(places, count, parents, first, together);
    for (uint32_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(scratch);
        uint32_t size = first[i + 1] - first[i];
        if (size > 0 && !part_many(task, together + first[i], size, least + 1, scratch, ret_event))
            return false;
        arena_rewind(scratch, mark);
    }
    return true;
}

bool merge_cluster(const struct cluster_task *task, struct arena *scratch, uint32_t *ret_event)
{
    struct arena_mark mark = arena_mark(scratch);
    uint32_t *places = arena_array(scratch, uint32_t, task->count);
    if (!places)
        return false;
    for (uint32_t i = 0; i < task->count; i++)
        places[i] = i;
    bool parted = part_many(task, places, task->count, 1, scratch, ret_event);
    arena_rewind(scratch, mark);
    return parted;
}
