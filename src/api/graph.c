/*
 * graph.c - members that are alike, linked as they arrive.
 *
 *   in    new members
 *   out   keys and links in the store; connected parts
 */
#include "api/graph.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"

/* Keys that are sorted in memory before they are written: 16 MiB. */
#define KEYS_AT_ONCE ((size_t)1 << 20)
/* Keys whose last leader is kept in memory: 1 MiB. */
#define KEY_SLOTS ((size_t)1 << 16)

static int compare_members(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

void graph_members_sort(struct graph_members *members)
{
    size_t kept = 0;
    if (members->count > 0)
        qsort(members->items, members->count, sizeof(members->items[0]), compare_members);
    for (size_t i = 0; i < members->count; i++) {
        if (kept == 0 || members->items[kept - 1] != members->items[i])
            members->items[kept++] = members->items[i];
    }
    members->count = kept;
}

bool graph_members_add(struct graph_members *members, int64_t member, struct arena *arena,
                       struct err *err)
{
    int64_t *item = vector_push(members, arena);
    if (!item)
        return arena_fail(arena, err);
    *item = member;
    return true;
}

static size_t index_of(const int64_t *members, size_t count, int64_t member)
{
    const int64_t *found = count > 0
                               ? bsearch(&member, members, count, sizeof(member), compare_members)
                               : NULL;
    return found ? (size_t)(found - members) : SIZE_MAX;
}

size_t graph_members_find(const struct graph_members *members, int64_t member)
{
    return index_of(members->items, members->count, member);
}

/* ---- taking in ---- */

struct key_row {
    int64_t key;
    int64_t member;
};

struct taking {
    struct store *store;
    const struct graph_rules *rules;
    struct graph_change *change;
    struct arena *arena;         /* of what is kept to the end */
    struct arena *scratch;       /* of one member */
    VECTOR(struct key_row) rows; /* keys to be written */
    struct graph_members fresh;  /* sorted */
    struct key_slot {
        int64_t key;
        int64_t last; /* the greatest of the key's leaders; the greatest number when not all places
                         are taken */
        bool filled;
    } * slots;                    /* [KEY_SLOTS]; holds once all keys are written */
    struct graph_members demoted; /* members that were leaders under some key and are none now, and
                                     suspects */
};

static bool is_fresh(const struct taking *taking, int64_t member)
{
    return graph_members_find(&taking->fresh, member) != SIZE_MAX;
}

static bool members_under(const struct taking *taking, int64_t key, size_t limit,
                          struct graph_members *ret_members, struct err *err)
{
    return store_key_members(taking->store, taking->rules->graph, key, limit, taking->scratch,
                             &ret_members->items, &ret_members->count, err);
}

static bool is_leader(const struct taking *taking, int64_t key, int64_t member, bool *ret_leader,
                      struct err *err)
{
    struct key_slot *slot = &taking->slots[(uint64_t)key % KEY_SLOTS];
    if (!slot->filled || slot->key != key) {
        struct graph_members leaders;
        size_t most = taking->rules->leaders;
        if (!members_under(taking, key, most, &leaders, err))
            return false;
        *slot = (struct key_slot){key, INT64_MAX, true};
        if (leaders.count == most)
            slot->last = leaders.items[most - 1];
    }
    *ret_leader = member <= slot->last;
    return true;
}

static int compare_rows(const void *a, const void *b)
{
    const struct key_row *left = a, *right = b;
    int order = (left->key > right->key) - (left->key < right->key);
    return order != 0 ? order : (left->member > right->member) - (left->member < right->member);
}

/* Writes the keys that were gathered in their order, so that each page of the table is touched
 * once: keys are hashes, and in the members' order each would lie on another page. */
static bool write_keys(struct taking *taking, struct err *err)
{
    if (taking->rows.count > 0)
        qsort(taking->rows.items, taking->rows.count, sizeof(taking->rows.items[0]), compare_rows);
    for (size_t i = 0; i < taking->rows.count; i++) {
        if (!store_key_add(taking->store, taking->rules->graph, taking->rows.items[i].key,
                           taking->rows.items[i].member, err))
            return false;
    }
    taking->rows.count = 0;
    return true;
}

static bool add_keys(struct taking *taking, int64_t member, struct err *err)
{
    struct graph_key *keys;
    size_t count;
    if (!taking->rules->keys(taking->rules->context, member, taking->scratch, &keys, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct key_row *row = vector_push(&taking->rows, taking->arena);
        if (!row)
            return arena_fail(taking->arena, err);
        *row = (struct key_row){keys[i].own, member};
    }
    return taking->rows.count < KEYS_AT_ONCE || write_keys(taking, err);
}

/* Adds old members that were among the leaders before the new ones came and are not now. Returns
 * how many old members it saw, at most as many as there are leaders. */
static bool add_demoted(struct taking *taking, const struct graph_members *under, size_t *ret_old,
                        struct err *err)
{
    size_t leaders = taking->rules->leaders, old = 0;
    for (size_t i = 0; i < under->count && old < leaders; i++) {
        if (is_fresh(taking, under->items[i]))
            continue;
        old++;
        if (i >= leaders &&
            !graph_members_add(&taking->demoted, under->items[i], taking->arena, err))
            return false;
    }
    *ret_old = old;
    return true;
}

/* Those that new leaders under a key pushed out; where many came at once all members are looked
 * at. */
static bool find_demoted(struct taking *taking, int64_t key, struct err *err)
{
    struct graph_members under;
    size_t some = 2 * taking->rules->leaders, old;
    if (!members_under(taking, key, some, &under, err) || !add_demoted(taking, &under, &old, err))
        return false;
    if (old >= taking->rules->leaders || under.count < some)
        return true;
    return members_under(taking, key, 0, &under, err) && add_demoted(taking, &under, &old, err);
}

/* Of two new ones the lesser finds the greater. */
static bool add_candidates(struct taking *taking, int64_t member, const struct graph_members *found,
                           struct graph_members *candidates, struct err *err)
{
    for (size_t i = 0; i < found->count; i++) {
        int64_t other = found->items[i];
        bool wanted = other != member && !(other < member && is_fresh(taking, other));
        if (wanted && !graph_members_add(candidates, other, taking->scratch, err))
            return false;
    }
    return true;
}

/* Adds those that a key of a new member makes worth comparing with it. */
static bool find_candidates(struct taking *taking, int64_t member, const struct graph_key *key,
                            struct graph_members *candidates, struct err *err)
{
    bool leads;
    if (!is_leader(taking, key->own, member, &leads, err) ||
        (leads && !find_demoted(taking, key->own, err)))
        return false;
    for (size_t i = 0; i < key->look_count; i++) {
        struct graph_members under;
        if (!members_under(taking, key->looks[i], leads ? 0 : taking->rules->leaders, &under,
                           err) ||
            !add_candidates(taking, member, &under, candidates, err))
            return false;
    }
    return true;
}

static bool weigh(struct taking *taking, int64_t a, int64_t b, uint32_t *ret_weight,
                  struct err *err)
{
    struct arena_mark mark = arena_mark(taking->scratch);
    bool done = taking->rules->weigh(taking->rules->context, a, b, taking->scratch, ret_weight,
                                     err);
    arena_rewind(taking->scratch, mark);
    return done;
}

static bool find_near(struct taking *taking, int64_t member, struct graph_members *near,
                      struct err *err)
{
    return !taking->rules->near ||
           taking->rules->near(taking->rules->context, member, taking->scratch, near, err);
}

static bool link_member(struct taking *taking, int64_t member, struct err *err)
{
    struct graph_key *keys;
    struct graph_members candidates = {0};
    size_t count;
    if (!taking->rules->keys(taking->rules->context, member, taking->scratch, &keys, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!find_candidates(taking, member, &keys[i], &candidates, err))
            return false;
    }
    struct graph_members near = {0};
    if (!find_near(taking, member, &near, err) ||
        !add_candidates(taking, member, &near, &candidates, err))
        return false;
    graph_members_sort(&candidates);
    for (size_t i = 0; i < candidates.count; i++) {
        uint32_t weight;
        if (!weigh(taking, member, candidates.items[i], &weight, err))
            return false;
        if (weight > 0 && !store_link_add(taking->store, taking->rules->graph, member,
                                          candidates.items[i], weight, err))
            return false;
    }
    return graph_members_add(&taking->change->touched, member, taking->arena, err);
}

static bool key_looks_at(const struct graph_key *key, int64_t other)
{
    for (size_t i = 0; i < key->look_count; i++) {
        if (key->looks[i] == other)
            return true;
    }
    return false;
}

/* Whether some key supports the link of a pair. */
static bool find_support(struct taking *taking, int64_t a, int64_t b, bool *ret_supported,
                         struct err *err)
{
    struct graph_key *a_keys, *b_keys;
    size_t a_count, b_count;
    const struct graph_rules *rules = taking->rules;
    if (!rules->keys(rules->context, a, taking->scratch, &a_keys, &a_count, err) ||
        !rules->keys(rules->context, b, taking->scratch, &b_keys, &b_count, err))
        return false;
    *ret_supported = false;
    for (size_t i = 0; i < a_count && !*ret_supported; i++) {
        for (size_t j = 0; j < b_count && !*ret_supported; j++) {
            bool a_leads = false, b_leads = false;
            if (!key_looks_at(&a_keys[i], b_keys[j].own))
                continue;
            if (!is_leader(taking, a_keys[i].own, a, &a_leads, err) ||
                !is_leader(taking, b_keys[j].own, b, &b_leads, err))
                return false;
            *ret_supported = a_leads || b_leads;
        }
    }
    return true;
}

static bool drop_link(struct taking *taking, int64_t member, int64_t other, struct err *err)
{
    struct graph_change *change = taking->change;
    return store_link_drop(taking->store, taking->rules->graph, member, other, err) &&
           graph_members_add(&change->touched, member, taking->arena, err) &&
           graph_members_add(&change->touched, other, taking->arena, err) &&
           graph_members_add(&change->unlinked, member, taking->arena, err);
}

static bool drop_unsupported(struct taking *taking, int64_t member, struct err *err)
{
    struct store_link *links;
    struct graph_members near = {0};
    size_t count;
    if (!store_links(taking->store, taking->rules->graph, member, 0, taking->scratch, &links,
                     &count, err) ||
        !find_near(taking, member, &near, err))
        return false;
    graph_members_sort(&near);
    for (size_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(taking->scratch);
        bool supported = graph_members_find(&near, links[i].other) != SIZE_MAX;
        if (!supported && !find_support(taking, member, links[i].other, &supported, err))
            return false;
        arena_rewind(taking->scratch, mark);
        if (!supported && !drop_link(taking, member, links[i].other, err))
            return false;
    }
    return true;
}

/* Calls step for each member, with scratch memory of its own. */
static bool for_each(struct taking *taking, const struct graph_members *members, bool tells,
                     bool (*step)(struct taking *taking, int64_t member, struct err *err),
                     struct err *err)
{
    for (size_t i = 0; i < members->count; i++) {
        arena_reset(taking->scratch);
        if (!step(taking, members->items[i], err))
            return false;
        if (tells && !taking->rules->tell(taking->rules->context, i + 1, err))
            return false;
    }
    return true;
}

static bool copy_members(const struct graph_members *from, struct arena *arena,
                         struct graph_members *to, struct err *err)
{
    for (size_t i = 0; i < from->count; i++) {
        if (!graph_members_add(to, from->items[i], arena, err))
            return false;
    }
    graph_members_sort(to);
    return true;
}

bool graph_take_in(struct store *store, const struct graph_rules *rules,
                   struct graph_change *change, struct arena *arena, struct err *err)
{
    struct arena scratch;
    arena_init(&scratch, arena->limit_bytes);
    struct taking taking = {
        .store = store, .rules = rules, .change = change, .arena = arena, .scratch = &scratch};
    taking.slots = calloc(KEY_SLOTS, sizeof(*taking.slots));
    bool done = (taking.slots || err_set_memory(err)) &&
                copy_members(&change->fresh, arena, &taking.fresh, err) &&
                for_each(&taking, &change->fresh, false, add_keys, err) &&
                write_keys(&taking, err) &&
                for_each(&taking, &change->fresh, true, link_member, err) &&
                copy_members(&change->suspects, arena, &taking.demoted, err) &&
                for_each(&taking, &taking.demoted, false, drop_unsupported, err);
    free(taking.slots);
    arena_free(&scratch);
    return done;
}

/* ---- what hangs together ---- */

struct walk {
    struct store *store;
    const struct graph_rules *rules;
    struct arena *scratch;
    struct map seen; /* members, as bytes, to their place in members */
    struct graph_members members;
    VECTOR(struct graph_edge) edges;
};

static bool walk_see(struct walk *walk, int64_t member, uint32_t *ret_index, struct err *err)
{
    const struct slice key = {(const char *)&member, sizeof(member)};
    const uint32_t *seen = map_get(&walk->seen, key);
    if (seen) {
        *ret_index = *seen;
        return true;
    }
    *ret_index = (uint32_t)walk->members.count;
    struct slice kept = arena_copy(walk->scratch, key);
    if (!kept.ptr || !map_put(&walk->seen, kept, *ret_index))
        return arena_fail(walk->scratch, err);
    return graph_members_add(&walk->members, member, walk->scratch, err);
}

static bool walk_joined(struct walk *walk, uint32_t at, struct err *err)
{
    struct graph_members others = {0};
    if (walk->rules->joined && !walk->rules->joined(walk->rules->context, walk->members.items[at],
                                                    walk->scratch, &others, err))
        return false;
    for (size_t i = 0; i < others.count; i++) {
        uint32_t index;
        if (!walk_see(walk, others.items[i], &index, err))
            return false;
    }
    return true;
}

/* Sees all that is linked with the member at `at`; an edge is kept from its later seen end. */
static bool walk_from(struct walk *walk, uint32_t at, struct err *err)
{
    struct store_link *links;
    size_t count;
    if (!store_links(walk->store, walk->rules->graph, walk->members.items[at], 0, walk->scratch,
                     &links, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        uint32_t other;
        if (!walk_see(walk, links[i].other, &other, err))
            return false;
        if (other > at)
            continue;
        struct graph_edge *edge = vector_push(&walk->edges, walk->scratch);
        if (!edge)
            return arena_fail(walk->scratch, err);
        *edge = (struct graph_edge){other, at, links[i].weight};
    }
    return walk_joined(walk, at, err);
}

/* Numbers members anew in their ascending order. */
static bool walk_order(struct walk *walk, struct graph_part *ret_part, struct err *err)
{
    size_t count = walk->members.count;
    int64_t *sorted = arena_array(walk->scratch, int64_t, count);
    if (!sorted)
        return arena_fail(walk->scratch, err);
    memcpy(sorted, walk->members.items, count * sizeof(sorted[0]));
    qsort(sorted, count, sizeof(sorted[0]), compare_members);
    for (size_t i = 0; i < walk->edges.count; i++) {
        struct graph_edge *edge = &walk->edges.items[i];
        uint32_t a = (uint32_t)index_of(sorted, count, walk->members.items[edge->a]);
        uint32_t b = (uint32_t)index_of(sorted, count, walk->members.items[edge->b]);
        edge->a = a < b ? a : b;
        edge->b = a < b ? b : a;
    }
    *ret_part = (struct graph_part){sorted, count, walk->edges.items, walk->edges.count};
    return true;
}

static bool walk_part(struct store *store, const struct graph_rules *rules, int64_t from,
                      struct arena *scratch, struct graph_part *ret_part, struct err *err)
{
    struct walk walk = {.store = store, .rules = rules, .scratch = scratch};
    uint32_t index;
    map_init(&walk.seen, scratch);
    if (!walk_see(&walk, from, &index, err))
        return false;
    for (uint32_t at = 0; at < walk.members.count; at++) {
        if (!walk_from(&walk, at, err))
            return false;
    }
    return walk_order(&walk, ret_part, err);
}

bool graph_parts(struct store *store, const struct graph_rules *rules,
                 const struct graph_members *touched, struct arena *scratch,
                 bool (*part)(void *context, const struct graph_part *part, struct arena *scratch,
                              struct err *err),
                 void *context, struct err *err)
{
    bool *done = calloc(touched->count + 1, sizeof(*done));
    bool fine = done || err_set_memory(err);
    for (size_t i = 0; fine && i < touched->count; i++) {
        struct graph_part found;
        if (done[i])
            continue;
        arena_reset(scratch);
        fine = walk_part(store, rules, touched->items[i], scratch, &found, err);
        for (size_t m = 0; fine && m < found.member_count; m++) {
            size_t at = graph_members_find(touched, found.members[m]);
            if (at != SIZE_MAX)
                done[at] = true;
        }
        fine = fine && part(context, &found, scratch, err);
    }
    free(done);
    return fine;
}
