/*
 * when.c - when an event happened.
 *
 *   in    a tree, times of its sentence, the other events of the article
 *   out   event->earliest, latest, when_basis
 */
#include "events/when.h"

#include "events/setting.h"

/* Events to either side among which an event without a day looks for one that is the same. */
#define CARRY_EVENTS_MAX 40

void when_read(const struct tree *tree, const struct match *matches, uint32_t token,
               struct event *event)
{
    const struct article *article = tree->article;
    struct index_range range = ARTICLE_RANGE(struct time_expression, article->times,
                                             article->time_count, tree->sentence);
    uint32_t best = UINT32_MAX;
    event->earliest = event->latest = DAY_UNKNOWN;
    for (uint32_t i = range.first; i < range.end; i++) {
        const struct time_expression *time = &article->times[i];
        uint32_t head = setting_head(tree, time->span);
        bool is_point = time->type == TIME_DATE || time->type == TIME_TIME;
        uint32_t steps = head == INDEX_NONE || !is_point
                             ? UINT32_MAX
                             : setting_distance(tree, matches, head, token);
        bool known = time->earliest != DAY_UNKNOWN || time->latest != DAY_UNKNOWN;
        if (steps >= best || !known)
            continue;
        best = steps;
        event->earliest = time->earliest;
        event->latest = time->latest;
        event->when_basis = steps < TREE_STEPS_MAX ? SLICE("text") : SLICE("sentence");
    }
}

void when_cap(int32_t published, struct event *event)
{
    if (published == DAY_UNKNOWN || event->latest == DAY_UNKNOWN ||
        event->status == EVENT_PLANNED || event->status == EVENT_HYPOTHETICAL)
        return;
    bool started = event->earliest == DAY_UNKNOWN || event->earliest <= published;
    if (event->latest > published && started)
        event->latest = published;
}

/* Whether two events name somebody in common. */
static bool shares_somebody(const struct event *a, const struct event *b)
{
    for (uint32_t i = 0; i < a->recipient_count; i++) {
        for (uint32_t j = 0; j < b->recipient_count; j++) {
            if (a->recipients[i].actor == b->recipients[j].actor)
                return true;
        }
    }
    for (uint32_t i = 0; i < a->actor_count && a->recipient_count == 0; i++) {
        for (uint32_t j = 0; j < b->actor_count; j++) {
            if (a->actors[i].actor == b->actors[j].actor)
                return true;
        }
    }
    return false;
}

/* Whether an event that has a day of its own is the same that another sentence tells without one.
 */
static bool dates(const struct event *source, const struct event *event)
{
    bool known = source->earliest != DAY_UNKNOWN && source->latest != DAY_UNKNOWN &&
                 !slice_equal(source->when_basis, SLICE("article"));
    return known && source->sentence != event->sentence && slice_equal(source->type, event->type) &&
           source->status == event->status && shares_somebody(event, source);
}

/* A report that gives no day of its own for what another sentence dates: "he was arrested", further
 * down. The nearest earlier one wins, then the nearest later one. */
void when_carry(struct event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct event *event = &events[i];
        bool open = event->earliest == DAY_UNKNOWN && event->latest == DAY_UNKNOWN;
        for (size_t step = 1; open && step <= CARRY_EVENTS_MAX; step++) {
            const struct event *before = step <= i ? &events[i - step] : NULL;
            const struct event *after = i + step < count ? &events[i + step] : NULL;
            const struct event *source = before && dates(before, event) ? before
                                         : after && dates(after, event) ? after
                                                                        : NULL;
            if (!source)
                continue;
            event->earliest = source->earliest;
            event->latest = source->latest;
            event->when_basis = SLICE("article");
            break;
        }
    }
}
