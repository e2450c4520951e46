/*
 * record_events.c - events merged over their mentions, and their disagreements.
 *
 *   in    the pending articles of a step
 *   out   rows of event and the tables that hang on it
 *
 * First each pending article is compared with those of its story and with those that its mentions'
 * keys find; pairs that are one event by their own evidence are linked. Then all mentions that
 * hang together with a pending one are parted into events anew. Both depend on the mentions alone,
 * so the order in which articles come does not matter. Of articles with the same text, title and
 * date
 * ("twins") the first one read stands for all.
 */
#include <stdlib.h>
#include <string.h>

#include "api/record.h"
#include "api/record_cache.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/map.h"
#include "record/cluster.h"
#include "record/keys.h"
#include "record/outlet.h"

typedef VECTOR(struct mention_ref) ref_vector;
typedef VECTOR(int64_t) number_vector;

struct decision {
    struct mention_ref a;
    struct mention_ref b;
    bool join;
};

struct merging {
    struct store *store;
    struct err *err;
    struct merge_rules rules;
    struct record_cache cache;
    struct arena rules_arena;
    struct arena arena;                /* of one article, then of one component */
    VECTOR(struct decision) decisions; /* in rules_arena */
    int64_t last_old;                  /* events with a greater number are made in this step */
    int64_t last_event;
};

static bool out_of_memory(struct merging *merging)
{
    if (merging->arena.limited)
        return err_set(merging->err, ERR_LIMIT,
                       "mentions that hang together over RECORD_ARENA_BYTES_MAX");
    return err_set_memory(merging->err);
}

/* Collecting rows: a callback may not ask the store again. */
struct collecting {
    struct arena *arena;
    ref_vector refs;
    number_vector numbers;
    bool failed;
};

static bool collect_ref(void *context, struct mention_ref mention)
{
    struct collecting *rows = context;
    struct mention_ref *ref = vector_push(&rows->refs, rows->arena);
    if (!ref)
        return !(rows->failed = true);
    *ref = mention;
    return true;
}

static bool collect_number(void *context, int64_t number)
{
    struct collecting *rows = context;
    int64_t *kept = vector_push(&rows->numbers, rows->arena);
    if (!kept)
        return !(rows->failed = true);
    *kept = number;
    return true;
}

/* ---- links ---- */

static bool link_pair(struct merging *merging, const struct merge_mention *a,
                      const struct merge_mention *b)
{
    struct evidence evidence;
    if (!merge_score(&merging->rules, a, b, &evidence) ||
        evidence.score <= merging->rules.weights[WEIGHT_LINK])
        return true;
    struct mention_ref x = {a->article->recorded.number, a->index};
    struct mention_ref y = {b->article->recorded.number, b->index};
    return store_event_link_put(merging->store, x, y, merging->err);
}

static bool link_within(struct merging *merging, const struct merge_article *article)
{
    for (uint32_t i = 0; i < article->recorded.article.event_count; i++) {
        for (uint32_t j = i + 1; j < article->recorded.article.event_count; j++) {
            if (!link_pair(merging, &article->mentions[i], &article->mentions[j]))
                return false;
        }
    }
    return true;
}

/* All mentions of two articles of one story. */
static bool link_articles(struct merging *merging, const struct merge_article *a,
                          const struct merge_article *b)
{
    for (uint32_t i = 0; i < a->recorded.article.event_count; i++) {
        for (uint32_t j = 0; j < b->recorded.article.event_count; j++) {
            if (!link_pair(merging, &a->mentions[i], &b->mentions[j]))
                return false;
        }
    }
    return true;
}

/* An article, when it stands for its twins and is taken in already: it was compared when the later
 * of two came. */
static bool get_earlier(struct merging *merging, int64_t number, int64_t than,
                        struct cached **ret_cached)
{
    int64_t first;
    *ret_cached = NULL;
    if (number >= than)
        return true;
    if (!store_twin_first(merging->store, number, &first, merging->err))
        return false;
    return first != number ||
           record_cache_get(&merging->cache, number, false, ret_cached, merging->err);
}

static bool link_story(struct merging *merging, const struct merge_article *article)
{
    int64_t number = article->recorded.number;
    struct collecting rows = {.arena = &merging->arena};
    if (!store_neighbours(merging->store, number, collect_number, &rows, merging->err))
        return false;
    if (rows.failed)
        return out_of_memory(merging);
    for (size_t i = 0; i < rows.numbers.count; i++) {
        struct cached *other;
        if (!get_earlier(merging, rows.numbers.items[i], number, &other) ||
            (other && !link_articles(merging, article, &other->article)))
            return false;
    }
    return true;
}

static int compare_refs(const void *a, const void *b)
{
    const struct mention_ref *x = a, *y = b;
    if (x->article != y->article)
        return x->article < y->article ? -1 : 1;
    return x->mention < y->mention ? -1 : x->mention > y->mention;
}

/* The mentions that share a key with one, each once. */
static bool find_by_keys(struct merging *merging, const struct merge_mention *mention,
                         struct collecting *rows)
{
    struct merge_keys keys;
    merge_keys_of(&merging->rules, mention, true, &keys);
    for (uint32_t k = 0; k < keys.count; k++) {
        if (!store_event_key_find(merging->store, keys.items[k], mention->article->recorded.number,
                                  collect_ref, rows, merging->err))
            return false;
    }
    if (rows->failed)
        return out_of_memory(merging);
    if (rows->refs.count > 1)
        qsort(rows->refs.items, rows->refs.count, sizeof(*rows->refs.items), compare_refs);
    return true;
}

static bool link_by_keys(struct merging *merging, const struct merge_mention *mention)
{
    struct collecting rows = {.arena = &merging->arena};
    if (!find_by_keys(merging, mention, &rows))
        return false;
    for (size_t i = 0; i < rows.refs.count; i++) {
        struct mention_ref ref = rows.refs.items[i];
        struct cached *other;
        if (i > 0 && compare_refs(&ref, &rows.refs.items[i - 1]) == 0)
            continue;
        if (!record_cache_get(&merging->cache, ref.article, false, &other, merging->err))
            return false;
        if (ref.mention < 0 || ref.mention >= other->article.recorded.article.event_count)
            return err_set(merging->err, ERR_FORMAT, "the store is damaged");
        if (!link_pair(merging, mention, &other->article.mentions[ref.mention]))
            return false;
    }
    return true;
}

static bool put_keys(struct merging *merging, const struct merge_mention *mention)
{
    struct merge_keys keys;
    struct mention_ref ref = {mention->article->recorded.number, mention->index};
    merge_keys_of(&merging->rules, mention, false, &keys);
    for (uint32_t k = 0; k < keys.count; k++) {
        if (!store_event_key_put(merging->store, keys.items[k], ref, merging->err))
            return false;
    }
    return true;
}

/* Links the mentions of one pending article with those before it. */
static bool link_article(struct merging *merging, int64_t number)
{
    struct cached *cached;
    int64_t first;
    if (!record_cache_get(&merging->cache, number, true, &cached, merging->err))
        return false;
    const struct merge_article *article = &cached->article;
    uint32_t count = article->recorded.article.event_count;
    if (count == 0)
        return true;
    uint64_t hash = hash_64((struct slice){article->content, HASH_ID_CHARS});
    if (!store_twin_put(merging->store, hash, number, &first, merging->err))
        return false;
    if (first != number)
        return true;
    if (!link_within(merging, article) || !link_story(merging, article))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!link_by_keys(merging, &article->mentions[i]) ||
            !put_keys(merging, &article->mentions[i]))
            return false;
    }
    return true;
}

/* ---- components ---- */

static bool add_ref(struct merging *merging, ref_vector *refs, struct map *seen,
                    struct mention_ref ref)
{
    struct mention_ref *kept = arena_new(&merging->arena, struct mention_ref);
    if (!kept)
        return out_of_memory(merging);
    *kept = ref;
    struct slice key = {(const char *)kept, sizeof(*kept)};
    if (map_get(seen, key))
        return true;
    struct mention_ref *pushed = vector_push(refs, &merging->arena);
    if (!pushed || !map_put(seen, key, 1))
        return out_of_memory(merging);
    *pushed = ref;
    return true;
}

/* The mention that stands for a mention's twins. */
static bool first_of(struct merging *merging, struct mention_ref ref, struct mention_ref *ret_first)
{
    *ret_first = ref;
    return store_twin_first(merging->store, ref.article, &ret_first->article, merging->err);
}

/* What hangs together with a mention by links and by decisions to join. */
static bool find_component(struct merging *merging, struct mention_ref start, ref_vector *refs)
{
    struct map seen;
    map_init(&seen, &merging->arena);
    if (!add_ref(merging, refs, &seen, start))
        return false;
    for (size_t i = 0; i < refs->count; i++) {
        struct collecting rows = {.arena = &merging->arena};
        struct mention_ref ref = refs->items[i];
        if (!store_event_links(merging->store, ref, collect_ref, &rows, merging->err))
            return false;
        if (rows.failed)
            return out_of_memory(merging);
        for (size_t r = 0; r < rows.refs.count; r++) {
            if (!add_ref(merging, refs, &seen, rows.refs.items[r]))
                return false;
        }
        for (size_t d = 0; d < merging->decisions.count; d++) {
            const struct decision *decision = &merging->decisions.items[d];
            bool is_a = compare_refs(&decision->a, &ref) == 0;
            bool is_b = compare_refs(&decision->b, &ref) == 0;
            if (decision->join && (is_a || is_b) &&
                !add_ref(merging, refs, &seen, is_a ? decision->b : decision->a))
                return false;
        }
    }
    return true;
}

/* ---- what articles carry a mention's text ---- */

struct twin_rows {
    struct arena *arena;
    number_vector numbers;
    VECTOR(uint64_t) outlets;
    bool failed;
};

static bool twin_row(void *context, int64_t article, struct slice outlet, struct slice url)
{
    struct twin_rows *rows = context;
    struct slice site;
    struct err unused;
    if (!outlet_site(outlet, url, rows->arena, &site, &unused))
        return !(rows->failed = true);
    uint64_t hash = hash_64(site);
    int64_t *number = vector_push(&rows->numbers, rows->arena);
    bool is_new = true;
    for (size_t i = 0; i < rows->outlets.count && is_new; i++)
        is_new = rows->outlets.items[i] != hash;
    uint64_t *kept = is_new ? vector_push(&rows->outlets, rows->arena) : NULL;
    if (!number || (is_new && !kept))
        return !(rows->failed = true);
    *number = article;
    if (kept)
        *kept = hash;
    return true;
}

static bool set_source(struct merging *merging, struct cached *cached)
{
    struct twin_rows rows = {.arena = &merging->arena};
    struct slice copies;
    if (!store_twins(merging->store, cached->number, twin_row, &rows, merging->err) ||
        !store_copy_group(merging->store, cached->number, &merging->arena, &copies, merging->err))
        return false;
    if (rows.failed)
        return out_of_memory(merging);
    cached->source = (struct merge_source){.article = &cached->article,
                                           .numbers = rows.numbers.items,
                                           .number_count = (uint32_t)rows.numbers.count,
                                           .outlets = rows.outlets.items,
                                           .outlet_count = (uint32_t)rows.outlets.count,
                                           .copies = copies.len > 0 ? hash_64(copies) : 0};
    return true;
}

/* ---- a component's events ---- */

static int compare_parts(const void *a, const void *b)
{
    const struct merge_part *x = a, *y = b;
    return merge_mention_compare(x->mention, y->mention);
}

static bool load_parts(struct merging *merging, const ref_vector *refs, struct merge_part *parts)
{
    for (size_t i = 0; i < refs->count; i++) {
        struct mention_ref ref = refs->items[i];
        struct cached *cached;
        if (!record_cache_get(&merging->cache, ref.article, true, &cached, merging->err))
            return false;
        if (ref.mention < 0 || ref.mention >= cached->article.recorded.article.event_count)
            return err_set(merging->err, ERR_FORMAT, "the store is damaged");
        parts[i] = (struct merge_part){&cached->article.mentions[ref.mention], &cached->source,
                                       false};
    }
    /* After all are held: what the source points to lives as long as the component. */
    for (size_t i = 0; i < refs->count; i++) {
        struct cached *cached;
        if (!record_cache_get(&merging->cache, refs->items[i].article, true, &cached, merging->err))
            return false;
        if (parts[i].source->article != &cached->article && !set_source(merging, cached))
            return false;
    }
    if (refs->count > 1)
        qsort(parts, refs->count, sizeof(*parts), compare_parts);
    return true;
}

static struct mention_ref ref_of(const struct merge_part *part)
{
    return (struct mention_ref){part->mention->article->recorded.number, part->mention->index};
}

/* The decisions on mentions of the component, by their places. */
static bool decisions_of(struct merging *merging, struct merge_part *parts, uint32_t count,
                         struct cluster_decision **ret_decisions, uint32_t *ret_count)
{
    *ret_count = 0;
    *ret_decisions = arena_array(&merging->arena, struct cluster_decision,
                                 merging->decisions.count);
    if (!*ret_decisions)
        return out_of_memory(merging);
    for (size_t d = 0; d < merging->decisions.count; d++) {
        const struct decision *decision = &merging->decisions.items[d];
        uint32_t a = count, b = count;
        for (uint32_t i = 0; i < count; i++) {
            struct mention_ref ref = ref_of(&parts[i]);
            a = compare_refs(&ref, &decision->a) == 0 ? i : a;
            b = compare_refs(&ref, &decision->b) == 0 ? i : b;
        }
        if (a == count || b == count)
            continue;
        parts[a].joined_by_hand |= decision->join;
        parts[b].joined_by_hand |= decision->join;
        (*ret_decisions)[(*ret_count)++] = (struct cluster_decision){a, b, decision->join};
    }
    return true;
}

/* The events that mentions of the component were in. */
struct old_event {
    int64_t number;
    char id[HASH_ID_CHARS];
};
typedef VECTOR(struct old_event) old_vector;

static bool drop_old(struct merging *merging, const struct merge_part *parts, uint32_t count,
                     old_vector *olds)
{
    for (uint32_t i = 0; i < count; i++) {
        int64_t number = 0;
        /* Twins that came later are in no event yet: the first one read tells. */
        if (!store_event_of(merging->store, ref_of(&parts[i]), &number, merging->err))
            return false;
        if (number == 0)
            continue;
        struct old_event *old = vector_push(olds, &merging->arena);
        if (!old)
            return out_of_memory(merging);
        old->number = number;
        if (!store_event_drop(merging->store, number, old->id, merging->err))
            return false;
    }
    return true;
}

/* Notes which event now has the mention that gave an old id, where the id is no more. */
static bool note_history(struct merging *merging, const struct merge_part *parts, uint32_t count,
                         const uint32_t *event_of, const old_vector *olds)
{
    for (size_t o = 0; o < olds->count; o++) {
        for (uint32_t i = 0; i < count; i++) {
            char id[HASH_ID_CHARS], now[HASH_ID_CHARS];
            merge_mention_id(parts[i].mention, id);
            if (event_of[i] == i || memcmp(id, olds->items[o].id, HASH_ID_CHARS) != 0)
                continue;
            merge_mention_id(parts[event_of[i]].mention, now);
            if (!store_event_history(merging->store, id, olds->count > 1 ? "merged" : "renamed",
                                     now, merging->err))
                return false;
        }
    }
    return true;
}

static bool put_events(struct merging *merging, const struct merge_part *parts, uint32_t count,
                       const uint32_t *event_of, const old_vector *olds)
{
    struct merge_part *members = arena_array(&merging->arena, struct merge_part, count);
    if (!members)
        return out_of_memory(merging);
    for (uint32_t first = 0; first < count; first++) {
        struct merged_event event;
        uint32_t member_count = 0;
        for (uint32_t i = first; i < count && event_of[first] == first; i++) {
            if (event_of[i] == first)
                members[member_count++] = parts[i];
        }
        if (member_count == 0)
            continue;
        struct arena_mark mark = arena_mark(&merging->arena);
        if (!merge_event_make(&merging->rules, members, member_count, &merging->arena, &event))
            return out_of_memory(merging);
        if (!store_event_put(merging->store, ++merging->last_event, &event, merging->err))
            return false;
        arena_rewind(&merging->arena, mark);
    }
    return note_history(merging, parts, count, event_of, olds);
}

/* Parts the mentions that hang together with one into events. */
static bool merge_component(struct merging *merging, struct mention_ref start)
{
    ref_vector refs = {0};
    old_vector olds = {0};
    struct cluster_decision *decisions;
    uint32_t decision_count;
    if (!find_component(merging, start, &refs))
        return false;
    uint32_t count = (uint32_t)refs.count;
    struct merge_part *parts = arena_array(&merging->arena, struct merge_part, count);
    const struct merge_mention **mentions = arena_array(&merging->arena,
                                                        const struct merge_mention *, count);
    uint32_t *event_of = arena_array(&merging->arena, uint32_t, count);
    if (!parts || !mentions || !event_of)
        return out_of_memory(merging);
    if (!load_parts(merging, &refs, parts))
        return false;
    for (uint32_t i = 0; i < count; i++)
        mentions[i] = parts[i].mention;
    if (!decisions_of(merging, parts, count, &decisions, &decision_count))
        return false;
    if (!merge_cluster(&merging->rules, mentions, count, decisions, decision_count, &merging->arena,
                       event_of))
        return out_of_memory(merging);
    return drop_old(merging, parts, count, &olds) &&
           put_events(merging, parts, count, event_of, &olds);
}

/* Parts the mentions that hang together with one anew, unless that was done in this step. */
static bool touch(struct merging *merging, struct mention_ref mention)
{
    struct mention_ref first;
    int64_t event;
    if (!first_of(merging, mention, &first) ||
        !store_event_of(merging->store, first, &event, merging->err))
        return false;
    if (event > merging->last_old)
        return true;
    bool merged = merge_component(merging, first);
    record_cache_release(&merging->cache);
    arena_reset(&merging->arena);
    return merged;
}

/* Takes all mentions of an article into events. */
static bool merge_article(struct merging *merging, int64_t number)
{
    struct cached *cached;
    if (!record_cache_get(&merging->cache, number, false, &cached, merging->err))
        return false;
    uint32_t count = cached->article.recorded.article.event_count;
    for (uint32_t i = 0; i < count; i++) {
        if (!touch(merging, (struct mention_ref){number, i}))
            return false;
    }
    return true;
}

/* ---- the step ---- */

static bool decision_row(void *context, bool is_join, struct mention_ref a, struct mention_ref b)
{
    struct merging *merging = context;
    struct decision *decision = vector_push(&merging->decisions, &merging->rules_arena);
    if (decision)
        *decision = (struct decision){a, b, is_join};
    return decision != NULL;
}

/* Decisions are of the mentions that stand for their twins. */
static bool load_decisions(struct merging *merging)
{
    uint64_t used = merging->rules_arena.used_bytes;
    if (!store_decisions(merging->store, decision_row, merging, merging->err))
        return false;
    if (merging->rules_arena.used_bytes == used && merging->rules_arena.limited)
        return arena_fail(&merging->rules_arena, merging->err);
    for (size_t i = 0; i < merging->decisions.count; i++) {
        struct decision *decision = &merging->decisions.items[i];
        if (!first_of(merging, decision->a, &decision->a) ||
            !first_of(merging, decision->b, &decision->b))
            return false;
    }
    return true;
}

static bool begin(struct merging *merging, struct store *store, struct err *err)
{
    struct data_faults faults = {0};
    *merging = (struct merging){.store = store, .err = err};
    arena_init(&merging->rules_arena, RECORD_ARENA_BYTES_MAX);
    arena_init(&merging->arena, RECORD_ARENA_BYTES_MAX);
    record_cache_init(&merging->cache, store, &merging->rules);
    if (!merge_rules_load(&merging->rules_arena, &faults, &merging->rules, err) ||
        !store_event_last(store, &merging->last_old, err))
        return false;
    merging->last_event = merging->last_old;
    return load_decisions(merging);
}

static void end(struct merging *merging)
{
    record_cache_free(&merging->cache);
    arena_free(&merging->arena);
    arena_free(&merging->rules_arena);
}

/* The numbers of the pending articles, in `numbers`, which is the caller's to free. */
struct pending_numbers {
    int64_t *items;
    uint64_t count;
    uint64_t room;
};

static bool pending_row(void *context, int64_t number)
{
    struct pending_numbers *numbers = context;
    if (numbers->count < numbers->room)
        numbers->items[numbers->count++] = number;
    return true;
}

static bool each_pending(struct record_step *step, struct merging *merging,
                         const struct pending_numbers *numbers, uint64_t done,
                         bool (*each)(struct merging *merging, int64_t number))
{
    for (uint64_t i = 0; i < numbers->count; i++) {
        if (!each(merging, numbers->items[i]) ||
            !record_tell(step, (done + i + 1) / 2, merging->err))
            return false;
        if (each == link_article)
            record_cache_release(&merging->cache);
        arena_reset(&merging->arena);
    }
    return true;
}

bool record_events_update(struct record_step *step, struct err *err)
{
    struct merging merging;
    struct pending_numbers numbers = {.room = step->pending.count};
    numbers.items = calloc(step->pending.count + 1, sizeof(*numbers.items));
    if (!numbers.items)
        return err_set_memory(err);
    bool done = begin(&merging, step->store, err) &&
                store_articles_after(step->store, step->pending.after, pending_row, &numbers,
                                     err) &&
                each_pending(step, &merging, &numbers, 0, link_article) &&
                each_pending(step, &merging, &numbers, numbers.count, merge_article);
    end(&merging);
    free(numbers.items);
    return done;
}

bool record_events_redo(struct store *store, const struct mention_ref *mentions, size_t count,
                        struct err *err)
{
    struct merging merging;
    bool done = begin(&merging, store, err);
    for (size_t i = 0; i < count && done; i++)
        done = touch(&merging, mentions[i]);
    end(&merging);
    return done;
}
