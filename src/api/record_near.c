/*
 * record_near.c - which mentions are compared, and what links them.
 *
 *   in    mentions as members of a graph
 *   out   their keys, who is near whom, weights of links
 *
 * Near are the mentions of one article that stand close to each other, and those of articles of
 * linked units (same weighty words and day). To bound the work where hundreds of units are alike,
 * two units count as linked when one is among the first UNIT_LEADERS linked with the other; and of
 * two articles, one must be among the first TEXT_LEADERS of its unit. First is by number, which is
 * a hash: who is compared follows from the set of articles alone.
 */
#include <stdlib.h>
#include <string.h>

#include "api/merging.h"
#include "base/hash.h"
#include "record/keys.h"

#define UNIT_LEADERS 8
#define TEXT_LEADERS 4
/* Mentions before and after one in its article that it is compared with. */
#define WITHIN_MENTIONS 256

/* ---- members ---- */

bool merging_ref(struct merging *merging, int64_t member, struct mention_ref *ret_ref,
                 struct err *err)
{
    struct node_slot *slot = &merging->nodes[(uint64_t)member % NODE_SLOTS];
    if (slot->ref.article == 0 || slot->id != member) {
        slot->ref.article = 0;
        if (!store_node(merging->store, member, &slot->ref, err))
            return false;
        slot->id = member;
    }
    *ret_ref = slot->ref;
    return true;
}

bool merging_mention(struct merging *merging, int64_t member, bool hold, struct cached **ret_cached,
                     const struct merge_mention **ret_mention, struct err *err)
{
    struct mention_ref ref;
    if (!merging_ref(merging, member, &ref, err) ||
        !record_cache_get(&merging->cache, ref.article, hold, ret_cached, err))
        return false;
    if (ref.mention < 0 || ref.mention >= (*ret_cached)->article.recorded.article.event_count)
        return err_set(err, ERR_FORMAT, "the store is damaged");
    *ret_mention = &(*ret_cached)->article.mentions[ref.mention];
    return true;
}

/* Collecting numbers: a callback may not ask the store again. */
struct collecting {
    struct graph_members *members;
    struct arena *arena;
    struct err *err;
    bool failed;
};

static bool collect(void *context, int64_t number)
{
    struct collecting *rows = context;
    rows->failed = !graph_members_add(rows->members, number, rows->arena, rows->err);
    return !rows->failed;
}

bool merging_members(struct merging *merging, int64_t article, struct arena *arena,
                     struct graph_members *members, struct err *err)
{
    struct collecting rows = {members, arena, err, false};
    return store_nodes(merging->store, article, collect, &rows, err) && !rows.failed;
}

static bool sources(struct merging *merging, int64_t unit, size_t limit, struct arena *arena,
                    struct graph_members *articles, struct err *err)
{
    struct collecting rows = {articles, arena, err, false};
    return store_sources(merging->store, unit, limit, collect, &rows, err) && !rows.failed;
}

/* ---- keys and weights ---- */

bool merging_keys(void *context, int64_t member, struct arena *arena, struct graph_key **ret_keys,
                  size_t *ret_count, struct err *err)
{
    struct merging *merging = context;
    struct cached *cached;
    const struct merge_mention *mention;
    struct merge_keys *found = arena_new(arena, struct merge_keys);
    struct graph_key *keys = arena_array(arena, struct graph_key, MERGE_KEYS_MAX);
    if (!found || !keys)
        return arena_fail(arena, err);
    if (!merging_mention(merging, member, false, &cached, &mention, err))
        return false;
    merge_keys_of(&merging->rules, mention, found);
    for (uint32_t i = 0; i < found->count; i++)
        keys[i] = (struct graph_key){found->items[i].own, found->items[i].looks,
                                     found->items[i].look_count};
    *ret_keys = keys;
    *ret_count = found->count;
    return true;
}

bool merging_weigh(void *context, int64_t a, int64_t b, struct arena *arena, uint32_t *ret_weight,
                   struct err *err)
{
    struct merging *merging = context;
    struct cached *cached;
    const struct merge_mention *x, *y;
    struct evidence evidence;
    (void)arena;
    if (!merging_mention(merging, a, false, &cached, &x, err) ||
        !merging_mention(merging, b, false, &cached, &y, err))
        return false;
    *ret_weight = merge_score(&merging->rules, x, y, &evidence)
                      ? merge_link_weight(&merging->rules, evidence.score)
                      : 0;
    return true;
}

/* ---- near ---- */

/* Whether a unit, which is linked with another, is among the first that are. */
static bool is_first_linked(struct merging *merging, int64_t unit, int64_t with,
                            struct arena *arena, bool *ret_first, struct err *err)
{
    struct unit_slot *slot = &merging->units[(uint64_t)with % UNIT_SLOTS];
    if (!slot->filled || slot->unit != with) {
        struct store_link *links;
        size_t count;
        if (!store_links(merging->store, STORE_STORY_GRAPH, with, UNIT_LEADERS, arena, &links,
                         &count, err))
            return false;
        *slot = (struct unit_slot){with, INT64_MAX, true};
        if (count == UNIT_LEADERS)
            slot->last = links[count - 1].other;
    }
    *ret_first = unit <= slot->last;
    return true;
}

/* The units near one, itself too. */
static bool near_units(struct merging *merging, int64_t unit, struct arena *arena,
                       struct graph_members *units, struct err *err)
{
    struct store_link *links;
    size_t count;
    if (!graph_members_add(units, unit, arena, err) ||
        !store_links(merging->store, STORE_STORY_GRAPH, unit, 0, arena, &links, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        bool wanted = i < UNIT_LEADERS;
        if (!wanted && !is_first_linked(merging, unit, links[i].other, arena, &wanted, err))
            return false;
        if (wanted && !graph_members_add(units, links[i].other, arena, err))
            return false;
    }
    return true;
}

static bool find_around(struct merging *merging, int64_t article, struct err *err)
{
    struct around *around = &merging->around;
    struct graph_members units = {0}, own = {0};
    int64_t unit;
    around->article = 0;
    around->articles = (struct graph_members){0};
    arena_reset(&around->arena);
    if (!store_report_unit(merging->store, article, &unit, err) ||
        !near_units(merging, unit, &around->arena, &units, err) ||
        !sources(merging, unit, TEXT_LEADERS, &around->arena, &own, err))
        return false;
    graph_members_sort(&own);
    bool leads = graph_members_find(&own, article) != SIZE_MAX;
    for (size_t i = 0; i < units.count; i++) {
        if (!sources(merging, units.items[i], leads ? 0 : TEXT_LEADERS, &around->arena,
                     &around->articles, err))
            return false;
    }
    around->article = article;
    return true;
}

/* Adds those of an article's mentions, from `first` up to `end`, whose types go with the
 * mention's. */
static bool add_fitting(struct merging *merging, struct slice type, int64_t article, uint32_t first,
                        uint32_t end, struct arena *arena, struct graph_members *near,
                        struct err *err)
{
    struct cached *cached;
    if (!record_cache_get(&merging->cache, article, false, &cached, err))
        return false;
    const struct merge_article *of = &cached->article;
    for (uint32_t i = first; i < end && i < of->recorded.article.event_count; i++) {
        if (merge_types_meet(&merging->rules, type, of->mentions[i].event->type) &&
            !graph_members_add(near, of->mentions[i].id, arena, err))
            return false;
    }
    return true;
}

bool merging_near(void *context, int64_t member, struct arena *arena, struct graph_members *near,
                  struct err *err)
{
    struct merging *merging = context;
    struct cached *cached;
    const struct merge_mention *mention;
    if (!merging_mention(merging, member, false, &cached, &mention, err))
        return false;
    int64_t article = cached->number;
    uint32_t index = mention->index;
    struct slice type = arena_copy(arena, mention->event->type);
    if (!type.ptr)
        return arena_fail(arena, err);
    if (merging->around.article != article && !find_around(merging, article, err))
        return false;
    uint32_t first = index > WITHIN_MENTIONS ? index - WITHIN_MENTIONS : 0;
    if (!add_fitting(merging, type, article, first, index + WITHIN_MENTIONS + 1, arena, near, err))
        return false;
    for (size_t i = 0; i < merging->around.articles.count; i++) {
        int64_t other = merging->around.articles.items[i];
        if (other != article && !add_fitting(merging, type, other, 0, UINT32_MAX, arena, near, err))
            return false;
    }
    return true;
}

static int compare_decided(const void *a, const void *b)
{
    const struct decided *x = a, *y = b;
    return (x->member > y->member) - (x->member < y->member);
}

bool merging_joined(void *context, int64_t member, struct arena *arena,
                    struct graph_members *others, struct err *err)
{
    const struct merging *merging = context;
    const struct decided wanted = {.member = member}, *items = merging->decided.items;
    size_t count = merging->decided.count;
    const struct decided *found = count > 0 ? bsearch(&wanted, items, count, sizeof(*items),
                                                      compare_decided)
                                            : NULL;
    if (!found)
        return true;
    size_t at = (size_t)(found - items);
    while (at > 0 && items[at - 1].member == member)
        at--;
    for (; at < count && items[at].member == member; at++) {
        if (items[at].join && !graph_members_add(others, items[at].other, arena, err))
            return false;
    }
    return true;
}

/* ---- who is near no more ---- */

static bool add_members_of(struct merging *merging, const struct graph_members *articles,
                           struct err *err)
{
    for (size_t i = 0; i < articles->count; i++) {
        if (!merging_members(merging, articles->items[i], &merging->arena,
                             &merging->change.suspects, err))
            return false;
    }
    return true;
}

static bool suspect_unit(struct merging *merging, int64_t unit, struct arena *scratch,
                         struct err *err)
{
    struct graph_members articles = {0};
    return sources(merging, unit, 0, scratch, &articles, err) &&
           add_members_of(merging, &articles, err);
}

/* Units that a fresh one pushed out from among the first linked with another: the other is looked
 * at. */
static bool suspect_linked(struct merging *merging, int64_t fresh, struct arena *scratch,
                           struct err *err)
{
    struct store_link *links;
    size_t count;
    if (!store_links(merging->store, STORE_STORY_GRAPH, fresh, 0, scratch, &links, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(scratch);
        struct store_link *others;
        size_t other_count;
        if (graph_members_find(&merging->step->units.fresh, links[i].other) != SIZE_MAX)
            continue;
        if (!store_links(merging->store, STORE_STORY_GRAPH, links[i].other, UNIT_LEADERS + 1,
                         scratch, &others, &other_count, err))
            return false;
        bool pushed = false;
        for (size_t o = 0; o < UNIT_LEADERS && other_count > UNIT_LEADERS; o++)
            pushed |= others[o].other == fresh;
        if (pushed && !suspect_unit(merging, links[i].other, scratch, err))
            return false;
        arena_rewind(scratch, mark);
    }
    return true;
}

/* Articles that were among the first of their unit before those after last_known came. */
static bool suspect_demoted(struct merging *merging, int64_t unit, int64_t last_known,
                            struct arena *scratch, struct err *err)
{
    struct graph_members articles = {0}, demoted = {0};
    size_t old = 0;
    if (!sources(merging, unit, 0, scratch, &articles, err))
        return false;
    for (size_t i = 0; i < articles.count && old < TEXT_LEADERS; i++) {
        if (articles.items[i] > last_known)
            continue;
        old++;
        if (i >= TEXT_LEADERS && !graph_members_add(&demoted, articles.items[i], scratch, err))
            return false;
    }
    return add_members_of(merging, &demoted, err);
}

bool merging_suspects(struct merging *merging, struct arena *scratch, struct err *err)
{
    const struct graph_change *units = &merging->step->units;
    const struct graph_members *grown = &merging->grown;
    int64_t last_known = merging->step->pending.after;
    for (size_t i = 0; i < units->unlinked.count; i++) {
        arena_reset(scratch);
        if (!suspect_unit(merging, units->unlinked.items[i], scratch, err))
            return false;
    }
    for (size_t i = 0; i < units->fresh.count; i++) {
        arena_reset(scratch);
        if (!suspect_linked(merging, units->fresh.items[i], scratch, err))
            return false;
    }
    for (size_t i = 0; i < grown->count; i++) {
        arena_reset(scratch);
        if (!suspect_demoted(merging, grown->items[i], last_known, scratch, err))
            return false;
    }
    return true;
}
