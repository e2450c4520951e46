/*
 * test_pieces.c - api/pieces: kept up to date from what was touched, pieces are those of the whole
 * graph.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "api/pieces.h"

#define MEMBERS 80
#define GRAPHS 12
#define MOST 6

static const struct piece_rules RULES = {
    .graph = STORE_STORY_GRAPH, .most = MOST, .first = 200, .step = 100, .last = 600};

static char path[64];
static uint32_t weights[MEMBERS][MEMBERS]; /* 0: no link */
static bool is_in[MEMBERS];
static int64_t piece[MEMBERS]; /* the least member of each one's piece, as handed on last */
static uint64_t dice;

static uint32_t draw(uint32_t below)
{
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(dice >> 33) % below;
}

static int set_up(void **state)
{
    (void)state;
    snprintf(path, sizeof(path), "/tmp/annals-pieces-%d.db", (int)getpid());
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

/* ---- the whole graph, without memory of what was ---- */

/* Marks what hangs together with a member by links of at least so much; returns how many. */
static size_t spread(uint32_t from, uint32_t least, bool marked[MEMBERS])
{
    uint32_t found[MEMBERS];
    size_t count = 1;
    memset(marked, 0, MEMBERS * sizeof(marked[0]));
    found[0] = from;
    marked[from] = true;
    for (size_t i = 0; i < count; i++) {
        for (uint32_t other = 0; other < MEMBERS; other++) {
            if (marked[other] || weights[found[i]][other] < least || weights[found[i]][other] == 0)
                continue;
            marked[other] = true;
            found[count++] = other;
        }
    }
    return count;
}

static int64_t piece_of(uint32_t member)
{
    bool marked[MEMBERS];
    uint32_t least = RULES.first;
    while (spread(member, least, marked) > MOST && least < RULES.last)
        least += RULES.step;
    for (uint32_t i = 0; i < MEMBERS; i++) {
        if (marked[i])
            return i;
    }
    return -1;
}

/* ---- what is handed on ---- */

static bool keep_part(void *context, const struct graph_part *part, struct arena *scratch,
                      struct err *err)
{
    (void)context;
    (void)scratch;
    (void)err;
    for (size_t i = 0; i < part->member_count; i++) {
        assert_true(i == 0 || part->members[i - 1] < part->members[i]);
        piece[part->members[i]] = part->members[0];
    }
    for (size_t e = 0; e < part->edge_count; e++) {
        const struct graph_edge *edge = &part->edges[e];
        assert_true(edge->a < edge->b && edge->b < part->member_count);
        assert_int_equal(weights[part->members[edge->a]][part->members[edge->b]], edge->weight);
    }
    return true;
}

static void touch(struct graph_change *change, uint32_t member, struct arena *arena)
{
    struct err err;
    assert_true(graph_members_add(&change->touched, member, arena, &err));
}

static void link_members(struct store *store, struct graph_change *change, uint32_t a, uint32_t b,
                         uint32_t weight, struct arena *arena)
{
    struct err err;
    weights[a][b] = weights[b][a] = weight;
    assert_true(weight > 0 ? store_link_add(store, RULES.graph, a, b, weight, &err)
                           : store_link_drop(store, RULES.graph, a, b, &err));
    if (weight > 0)
        return;
    touch(change, a, arena);
    touch(change, b, arena);
}

/* Adds one member with links to some that are in. */
static void add_fresh(struct store *store, struct graph_change *change, uint32_t member,
                      struct arena *arena)
{
    struct err err;
    assert_true(graph_members_add(&change->fresh, member, arena, &err));
    touch(change, member, arena);
    is_in[member] = true;
    for (uint32_t n = draw(4); n > 0; n--) {
        uint32_t other = draw(MEMBERS);
        if (is_in[other] && other != member)
            link_members(store, change, member, other, 200 + draw(600), arena);
    }
}

static void drop_some(struct store *store, struct graph_change *change, struct arena *arena)
{
    for (uint32_t n = draw(4); n > 0; n--) {
        uint32_t a = draw(MEMBERS), b = draw(MEMBERS);
        if (a != b && weights[a][b] > 0)
            link_members(store, change, a, b, 0, arena);
    }
}

static void grow_by_one_batch(struct store *store)
{
    struct err err;
    struct arena arena, scratch;
    struct graph_change change = {0};
    arena_init(&arena, SIZE_MAX);
    arena_init(&scratch, SIZE_MAX);
    drop_some(store, &change, &arena);
    for (uint32_t n = 1 + draw(9); n > 0; n--) {
        uint32_t member = draw(MEMBERS);
        if (!is_in[member])
            add_fresh(store, &change, member, &arena);
    }
    graph_members_sort(&change.fresh);
    graph_members_sort(&change.touched);
    assert_true(graph_pieces(store, &RULES, &change, &scratch, keep_part, NULL, &err));
    arena_free(&arena);
    arena_free(&scratch);
    for (uint32_t i = 0; i < MEMBERS; i++)
        assert_int_equal(is_in[i] ? piece[i] : -1, is_in[i] ? piece_of(i) : -1);
}

static void pieces_are_those_of_the_whole_graph(void **state)
{
    (void)state;
    for (uint32_t graph = 0; graph < GRAPHS; graph++) {
        struct err err;
        struct store *store;
        struct store_pending pending;
        dice = graph + 1;
        memset(weights, 0, sizeof(weights));
        memset(is_in, 0, sizeof(is_in));
        unlink(path);
        assert_true(store_open(path, STORE_WRITE, &store, &err));
        assert_true(store_record_begin(store, &pending, &err));
        for (uint32_t batch = 0; batch < 25; batch++)
            grow_by_one_batch(store);
        assert_true(store_record_commit(store, &err));
        assert_true(store_close(store, true, &err));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_those_of_the_whole_graph),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
