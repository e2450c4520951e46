/*
 * record_part.c - mentions that hang together, parted into events and written.
 *
 *   in    a connected part of the graph of mentions
 *   out   rows of event and the tables that hang on it; moves of mentions between events
 *
 * Events of which nothing changed keep their rows.
 */
#include <stdlib.h>
#include <string.h>

#include "api/merging.h"
#include "base/hash.h"
#include "record/cluster.h"
#include "record/outlet.h"

/* A mention of the part, and the event that it was in. */
struct placed {
    struct merge_part part;
    uint32_t index; /* of the member in the graph's part */
    int64_t was;    /* number of the event; 0: none yet */
    bool touched;
};

struct component {
    struct placed *placed; /* [count], in canonical order */
    struct merge_part *parts;
    uint32_t count;
    struct cluster_link *links; /* between places */
    size_t link_count;
    uint32_t *place_of; /* [count] of the members of the graph's part */
    uint32_t *event_of; /* [count] the least place of each event */
};

/* ---- what articles carry a mention's text ---- */

struct twin_rows {
    struct arena *arena;
    VECTOR(int64_t) numbers;
    VECTOR(uint64_t) outlets;
    struct map seen; /* outlets, as bytes */
    bool failed;
};

static bool twin_row(void *context, int64_t article, struct slice outlet, struct slice url)
{
    struct twin_rows *rows = context;
    struct slice site;
    struct err unused;
    uint64_t *hash = arena_new(rows->arena, uint64_t);
    int64_t *number = vector_push(&rows->numbers, rows->arena);
    if (!hash || !number || !outlet_site(outlet, url, rows->arena, &site, &unused))
        return !(rows->failed = true);
    *number = article;
    *hash = hash_64(site);
    struct slice key = {(const char *)hash, sizeof(*hash)};
    if (map_get(&rows->seen, key))
        return true;
    uint64_t *kept = vector_push(&rows->outlets, rows->arena);
    if (!kept || !map_put(&rows->seen, key, 1))
        return !(rows->failed = true);
    *kept = *hash;
    return true;
}

static bool set_source(struct merging *merging, struct cached *cached, struct arena *arena,
                       struct err *err)
{
    struct twin_rows rows = {.arena = arena};
    struct slice copies;
    map_init(&rows.seen, arena);
    if (!store_twins(merging->store, cached->number, twin_row, &rows, err) ||
        !store_copy_group(merging->store, cached->number, arena, &copies, err))
        return false;
    if (rows.failed)
        return arena_fail(arena, err);
    cached->source = (struct merge_source){.article = &cached->article,
                                           .numbers = rows.numbers.items,
                                           .number_count = (uint32_t)rows.numbers.count,
                                           .outlets = rows.outlets.items,
                                           .outlet_count = (uint32_t)rows.outlets.count,
                                           .copies = copies.len > 0 ? hash_64(copies) : 0};
    return true;
}

/* ---- taking up ---- */

static int compare_placed(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    return merge_mention_compare(x->part.mention, y->part.mention);
}

static bool place_member(struct merging *merging, int64_t member, struct placed *ret_placed,
                         struct arena *arena, struct err *err)
{
    struct cached *cached;
    struct placed placed = {0};
    struct mention_ref ref;
    if (!merging_mention(merging, member, true, &cached, &placed.part.mention, err) ||
        !merging_ref(merging, member, &ref, err) ||
        !store_event_of(merging->store, ref, &placed.was, err))
        return false;
    if (cached->source.article != &cached->article && !set_source(merging, cached, arena, err))
        return false;
    placed.part.source = &cached->source;
    placed.touched = graph_members_find(&merging->change.touched, member) != SIZE_MAX;
    *ret_placed = placed;
    return true;
}

/* Links between places out of links between members. */
static bool set_links(struct component *component, const struct graph_part *part,
                      struct arena *arena)
{
    component->links = arena_array(arena, struct cluster_link, part->edge_count);
    component->link_count = part->edge_count;
    if (!component->links)
        return false;
    for (size_t l = 0; l < part->edge_count; l++) {
        uint32_t a = component->place_of[part->edges[l].a];
        uint32_t b = component->place_of[part->edges[l].b];
        component->links[l] = (struct cluster_link){a < b ? a : b, a < b ? b : a,
                                                    part->edges[l].weight};
    }
    return true;
}

static bool load(struct merging *merging, const struct graph_part *part, struct arena *arena,
                 struct component *component, struct err *err)
{
    uint32_t count = (uint32_t)part->member_count;
    *component = (struct component){.placed = arena_array(arena, struct placed, count),
                                    .parts = arena_array(arena, struct merge_part, count),
                                    .count = count,
                                    .place_of = arena_array(arena, uint32_t, count),
                                    .event_of = arena_array(arena, uint32_t, count)};
    if (!component->placed || !component->parts || !component->place_of || !component->event_of)
        return arena_fail(arena, err);
    for (uint32_t i = 0; i < count; i++) {
        if (!place_member(merging, part->members[i], &component->placed[i], arena, err))
            return false;
        component->placed[i].index = i;
    }
    qsort(component->placed, count, sizeof(component->placed[0]), compare_placed);
    for (uint32_t i = 0; i < count; i++) {
        component->parts[i] = component->placed[i].part;
        component->place_of[component->placed[i].index] = i;
    }
    return set_links(component, part, arena) || arena_fail(arena, err);
}

/* ---- parting ---- */

/* The user's decisions on mentions of the component, by their places, each once. */
static bool set_decisions(struct merging *merging, struct component *component,
                          const struct graph_part *part, struct arena *arena,
                          struct cluster_task *task)
{
    VECTOR(struct cluster_decision) decisions = {0};
    const struct graph_members members = {part->members, part->member_count, 0};
    const uint32_t *place_of = component->place_of;
    for (size_t d = 0; d < merging->decided.count; d++) {
        const struct decided *decided = &merging->decided.items[d];
        size_t a = graph_members_find(&members, decided->member);
        size_t b = graph_members_find(&members, decided->other);
        if (decided->member >= decided->other || a == SIZE_MAX || b == SIZE_MAX)
            continue;
        struct cluster_decision *decision = vector_push(&decisions, arena);
        if (!decision)
            return false;
        *decision = (struct cluster_decision){place_of[a], place_of[b], decided->join};
        component->parts[place_of[a]].joined_by_hand |= decided->join;
        component->parts[place_of[b]].joined_by_hand |= decided->join;
    }
    task->decisions = decisions.items;
    task->decision_count = decisions.count;
    return true;
}

static bool part_events(struct merging *merging, struct component *component,
                        const struct graph_part *part, struct arena *arena, struct err *err)
{
    const struct merge_mention **mentions = arena_array(arena, const struct merge_mention *,
                                                        component->count);
    struct cluster_task task = {.rules = &merging->rules,
                                .mentions = mentions,
                                .count = component->count,
                                .links = component->links,
                                .link_count = component->link_count};
    if (!mentions || !set_decisions(merging, component, part, arena, &task))
        return arena_fail(arena, err);
    for (uint32_t i = 0; i < component->count; i++)
        mentions[i] = component->parts[i].mention;
    return merge_cluster(&task, arena, component->event_of) || arena_fail(arena, err);
}

/* ---- writing ---- */

/* The mentions of one event: places[0 .. count), ascending. */
struct group {
    uint32_t *places;
    uint32_t count;
};

static struct gone *find_gone(struct merging *merging, int64_t event)
{
    const uint32_t *at = map_get(&merging->gone_of,
                                 (struct slice){(const char *)&event, sizeof(event)});
    return at ? &merging->gone.items[*at] : NULL;
}

/* Takes an event out and keeps its id; its mentions go to others one by one. */
static bool let_go(struct merging *merging, int64_t event, struct gone **ret_gone, struct err *err)
{
    uint32_t reports;
    struct gone *gone = find_gone(merging, event);
    *ret_gone = gone;
    if (gone)
        return true;
    int64_t *number = arena_new(&merging->arena, int64_t);
    gone = vector_push(&merging->gone, &merging->arena);
    if (!gone || !number)
        return arena_fail(&merging->arena, err);
    *number = event;
    *ret_gone = gone;
    return store_event_head(merging->store, event, gone->id, &reports, err) &&
           store_event_drop(merging->store, event, err) &&
           (map_put(&merging->gone_of, (struct slice){(const char *)number, sizeof(*number)},
                    (uint32_t)merging->gone.count - 1) ||
            arena_fail(&merging->arena, err));
}

/* Whether an event has exactly these mentions and nothing about them changed. */
static bool is_unchanged(struct merging *merging, const struct component *component,
                         struct group group, bool *ret_unchanged, struct err *err)
{
    char id[HASH_ID_CHARS];
    uint32_t reports;
    int64_t was = component->placed[group.places[0]].was;
    *ret_unchanged = false;
    if (was == 0 || find_gone(merging, was))
        return true;
    for (uint32_t i = 0; i < group.count; i++) {
        const struct placed *placed = &component->placed[group.places[i]];
        if (placed->touched || placed->was != was)
            return true;
    }
    if (!store_event_head(merging->store, was, id, &reports, err))
        return false;
    *ret_unchanged = reports == group.count;
    return true;
}

/* Takes out the events that the mentions were in, and keeps that the mentions go to this one. */
static bool leave_old(struct merging *merging, const struct component *component,
                      struct group group, struct slice id, struct err *err)
{
    for (uint32_t i = 0; i < group.count; i++) {
        struct gone *gone;
        int64_t was = component->placed[group.places[i]].was;
        if (was == 0)
            continue;
        if (!let_go(merging, was, &gone, err) ||
            !moves_add(&merging->moves, (struct slice){gone->id, HASH_ID_CHARS}, id,
                       &merging->arena, err))
            return false;
    }
    return true;
}

/* The links between mentions of the group, by their places in it. */
static size_t links_within(const struct component *component, struct group group,
                           const uint32_t *in_group, struct cluster_link *ret_links)
{
    size_t kept = 0;
    for (size_t l = 0; l < component->link_count && group.count > CLUSTER_MENTIONS_MAX; l++) {
        const struct cluster_link *link = &component->links[l];
        if (component->event_of[link->a] == group.places[0] &&
            component->event_of[link->b] == group.places[0])
            ret_links[kept++] = (struct cluster_link){in_group[link->a], in_group[link->b],
                                                      link->weight};
    }
    return kept;
}

static bool put_event(struct merging *merging, const struct component *component,
                      struct group group, const uint32_t *in_group, struct arena *arena,
                      struct err *err)
{
    struct merged_event event;
    struct merge_part *members = arena_array(arena, struct merge_part, group.count);
    struct cluster_link *links = arena_array(arena, struct cluster_link, component->link_count);
    if (!members || !links)
        return arena_fail(arena, err);
    for (uint32_t i = 0; i < group.count; i++)
        members[i] = component->parts[group.places[i]];
    size_t link_count = links_within(component, group, in_group, links);
    if (!merge_event_make(&merging->rules, members, group.count, links, link_count, arena, &event))
        return arena_fail(arena, err);
    return leave_old(merging, component, group, (struct slice){event.id, HASH_ID_CHARS}, err) &&
           store_event_put(merging->store, ++merging->last_event, &event, err);
}

/* Lists the mentions by event: ret_groups[first] is that of the place `first`, with no mentions
 * when it is none; in_group is the place of each in its group. */
static bool make_groups(const struct component *component, struct arena *arena,
                        struct group **ret_groups, uint32_t **ret_in_group)
{
    struct group *groups = arena_array(arena, struct group, component->count);
    uint32_t *in_group = arena_array(arena, uint32_t, component->count);
    uint32_t *places = arena_array(arena, uint32_t, component->count);
    if (!groups || !in_group || !places)
        return false;
    for (uint32_t i = 0; i < component->count; i++)
        in_group[i] = groups[component->event_of[i]].count++;
    for (uint32_t first = 0; first < component->count; first++) {
        groups[first].places = places;
        places += groups[first].count;
    }
    for (uint32_t i = 0; i < component->count; i++)
        groups[component->event_of[i]].places[in_group[i]] = i;
    *ret_groups = groups;
    *ret_in_group = in_group;
    return true;
}

static bool put_events(struct merging *merging, const struct component *component,
                       struct arena *arena, struct err *err)
{
    struct group *groups;
    uint32_t *in_group;
    if (!make_groups(component, arena, &groups, &in_group))
        return arena_fail(arena, err);
    for (uint32_t first = 0; first < component->count; first++) {
        bool unchanged;
        struct arena_mark mark = arena_mark(arena);
        if (groups[first].count == 0)
            continue;
        if (!is_unchanged(merging, component, groups[first], &unchanged, err) ||
            (!unchanged && !put_event(merging, component, groups[first], in_group, arena, err)))
            return false;
        arena_rewind(arena, mark);
    }
    return true;
}

bool merging_put_part(void *context, const struct graph_part *part, struct arena *scratch,
                      struct err *err)
{
    struct merging *merging = context;
    struct component component;
    bool done = load(merging, part, scratch, &component, err) &&
                part_events(merging, &component, part, scratch, err) &&
                put_events(merging, &component, scratch, err);
    record_cache_release(&merging->cache);
    return done;
}
