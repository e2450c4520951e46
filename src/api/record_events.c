/*
 * record_events.c - events merged over their mentions, and their disagreements.
 *
 *   in    the pending articles of a step
 *   out   rows of event and the tables that hang on it
 *
 * The mentions of pending articles become members of a graph and are linked with those that are one
 * event with them by their own evidence (record_near.c). Then all mentions that hang together with
 * a touched one are parted into events anew (record_part.c). Both depend on the mentions and the
 * user's decisions alone, so the order in which articles come does not matter.
 */
#include <stdlib.h>
#include <string.h>

#include "api/merging.h"
#include "api/record.h"
#include "base/hash.h"
#include "base/limits.h"

/* Mentions that are compared with all that share a key. */
#define KEY_LEADERS 8

/* ---- what comes in ---- */

static bool touch(struct merging *merging, int64_t member, struct err *err)
{
    return graph_members_add(&merging->change.touched, member, &merging->arena, err);
}

/* Notes a pending article; its mentions are new members unless it is a twin of one before. */
static bool note_article(struct merging *merging, int64_t number, struct err *err)
{
    struct cached *cached;
    int64_t first, unit;
    if (!record_cache_get(&merging->cache, number, false, &cached, err))
        return false;
    const struct merge_article *article = &cached->article;
    uint32_t count = article->recorded.article.event_count;
    uint64_t hash = hash_64((struct slice){article->content, HASH_ID_CHARS});
    if (count == 0)
        return true;
    if (!store_twin_put(merging->store, hash, number, &first, err) ||
        !store_report_unit(merging->store, number, &unit, err))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        int64_t member = article->mentions[i].id;
        if (!touch(merging, member, err))
            return false;
        if (first == number &&
            (!store_node_put(merging->store, member, (struct mention_ref){number, i}, err) ||
             !graph_members_add(&merging->change.fresh, member, &merging->arena, err)))
            return false;
    }
    return first != number || (store_source_put(merging->store, unit, hash, number, err) &&
                               graph_members_add(&merging->grown, unit, &merging->arena, err));
}

static bool add_number(void *context, int64_t number)
{
    struct graph_members *numbers = context;
    numbers->items[numbers->count++] = number;
    return numbers->count < numbers->capacity;
}

static bool note_pending(struct merging *merging, struct err *err)
{
    struct record_step *step = merging->step;
    struct graph_members numbers = {.capacity = step->pending.count};
    numbers.items = arena_array(&merging->arena, int64_t, step->pending.count);
    if (!numbers.items)
        return arena_fail(&merging->arena, err);
    if (step->pending.count > 0 &&
        !store_articles_after(step->store, step->pending.after, add_number, &numbers, err))
        return false;
    for (size_t i = 0; i < numbers.count; i++) {
        if (!note_article(merging, numbers.items[i], err))
            return false;
    }
    graph_members_sort(&merging->grown);
    return true;
}

/* Events of articles that became copies, or are none any more, count their outlets anew. */
static bool touch_copied(struct merging *merging, struct err *err)
{
    for (size_t i = 0; i < merging->step->copied.count; i++) {
        int64_t first;
        if (!store_twin_first(merging->store, merging->step->copied.items[i], &first, err) ||
            (first != 0 &&
             !merging_members(merging, first, &merging->arena, &merging->change.touched, err)))
            return false;
    }
    return true;
}

/* ---- decisions ---- */

struct decision {
    struct mention_ref a;
    struct mention_ref b;
    bool join;
};

struct decisions {
    VECTOR(struct decision) items;
    struct arena *arena;
    bool failed;
};

static bool decision_row(void *context, bool is_join, struct mention_ref a, struct mention_ref b)
{
    struct decisions *decisions = context;
    struct decision *decision = vector_push(&decisions->items, decisions->arena);
    if (!decision)
        return !(decisions->failed = true);
    *decision = (struct decision){a, b, is_join};
    return true;
}

/* The member that a mention is, or the mention of the first of its article's twins. */
static bool member_of(struct merging *merging, struct mention_ref ref, int64_t *ret_member,
                      struct err *err)
{
    struct cached *cached;
    if (!record_cache_get(&merging->cache, ref.article, false, &cached, err))
        return false;
    if (ref.mention < 0 || ref.mention >= cached->article.recorded.article.event_count)
        return err_set(err, ERR_FORMAT, "the store is damaged");
    *ret_member = cached->article.mentions[ref.mention].id;
    return true;
}

static int compare_decided(const void *a, const void *b)
{
    const struct decided *x = a, *y = b;
    if (x->member != y->member)
        return x->member < y->member ? -1 : 1;
    return (x->other > y->other) - (x->other < y->other);
}

static bool load_decisions(struct merging *merging, struct err *err)
{
    struct decisions decisions = {.arena = &merging->arena};
    if (!store_decisions(merging->store, decision_row, &decisions, err))
        return false;
    if (decisions.failed)
        return arena_fail(&merging->arena, err);
    for (size_t i = 0; i < decisions.items.count; i++) {
        const struct decision *decision = &decisions.items.items[i];
        int64_t a, b;
        if (!member_of(merging, decision->a, &a, err) || !member_of(merging, decision->b, &b, err))
            return false;
        for (int way = 0; way < 2; way++) {
            struct decided *decided = vector_push(&merging->decided, &merging->arena);
            if (!decided)
                return arena_fail(&merging->arena, err);
            *decided = (struct decided){way == 0 ? a : b, way == 0 ? b : a, decision->join};
        }
    }
    if (merging->decided.count > 0)
        qsort(merging->decided.items, merging->decided.count, sizeof(merging->decided.items[0]),
              compare_decided);
    return true;
}

/* ---- the step ---- */

static bool begin(struct merging *merging, struct store *store, struct err *err)
{
    struct data_faults faults = {0};
    *merging = (struct merging){.store = store};
    arena_init(&merging->arena, SIZE_MAX);
    arena_init(&merging->around.arena, SIZE_MAX);
    map_init(&merging->gone_of, &merging->arena);
    record_cache_init(&merging->cache, store, &merging->rules);
    merging->nodes = arena_array(&merging->arena, struct node_slot, NODE_SLOTS);
    merging->units = arena_array(&merging->arena, struct unit_slot, UNIT_SLOTS);
    if (!merging->nodes || !merging->units)
        return arena_fail(&merging->arena, err);
    return merge_rules_load(&merging->arena, &faults, &merging->rules, err) &&
           store_event_last(store, &merging->last_event, err) && load_decisions(merging, err);
}

static void end(struct merging *merging)
{
    record_cache_free(&merging->cache);
    arena_free(&merging->around.arena);
    arena_free(&merging->arena);
}

static bool note_change(void *context, struct slice from, struct slice to, struct slice change,
                        struct err *err)
{
    struct merging *merging = context;
    return store_event_history(merging->store, from, to, change, err);
}

/* Parts anew what hangs together with the touched mentions. */
static bool part_touched(struct merging *merging, struct arena *scratch, struct err *err)
{
    const struct graph_rules rules = {
        .graph = STORE_EVENT_GRAPH, .context = merging, .joined = merging_joined};
    graph_members_sort(&merging->change.touched);
    if (!graph_parts(merging->store, &rules, &merging->change.touched, scratch, merging_put_part,
                     merging, err))
        return scratch->limited ? err_set(err, ERR_LIMIT,
                                          "mentions that hang together over RECORD_ARENA_BYTES_MAX")
                                : false;
    return moves_tell(&merging->moves, &merging->arena, note_change, merging, err);
}

static bool tell(void *context, uint64_t done, struct err *err)
{
    struct merging *merging = context;
    uint64_t articles = merging->step->pending.count;
    return done % 64 != 0 ||
           record_tell(merging->step, done * articles / merging->change.fresh.count, err);
}

static bool take_in(struct merging *merging, struct arena *scratch, struct err *err)
{
    struct record_step *step = merging->step;
    const struct graph_rules rules = {.graph = STORE_EVENT_GRAPH,
                                      .leaders = KEY_LEADERS,
                                      .context = merging,
                                      .keys = merging_keys,
                                      .weigh = merging_weigh,
                                      .tell = tell,
                                      .near = merging_near};
    return note_pending(merging, err) && touch_copied(merging, err) &&
           merging_suspects(merging, scratch, err) &&
           graph_take_in(step->store, &rules, &merging->change, &merging->arena, err) &&
           part_touched(merging, scratch, err);
}

bool record_events_update(struct record_step *step, struct err *err)
{
    struct merging merging;
    struct arena scratch;
    arena_init(&scratch, RECORD_ARENA_BYTES_MAX);
    bool done = begin(&merging, step->store, err);
    merging.step = step;
    done = done && take_in(&merging, &scratch, err);
    arena_free(&scratch);
    end(&merging);
    return done;
}

bool record_events_redo(struct store *store, const struct mention_ref *mentions, size_t count,
                        struct err *err)
{
    struct merging merging;
    struct arena scratch;
    arena_init(&scratch, RECORD_ARENA_BYTES_MAX);
    bool done = begin(&merging, store, err);
    for (size_t i = 0; i < count && done; i++) {
        int64_t member;
        done = member_of(&merging, mentions[i], &member, err) && touch(&merging, member, err);
    }
    done = done && part_touched(&merging, &scratch, err);
    arena_free(&scratch);
    end(&merging);
    return done;
}
