/*
 * repeat.c - bare repetitions left out.
 *
 *   in    an article's events
 *   out   those that bring something new
 */
#include "events/repeat.h"

/* Events of an article that one is compared with, on either side. */
#define REPEAT_WINDOW 200

static bool has_actor(const struct participant *list, uint32_t count, uint32_t actor)
{
    for (uint32_t i = 0; i < count; i++) {
        if (list[i].actor == actor)
            return true;
    }
    return false;
}

/* Whether everyone of a is in b too. */
static bool side_within(const struct participant *a, uint32_t a_count, const struct participant *b,
                        uint32_t b_count)
{
    for (uint32_t i = 0; i < a_count; i++) {
        if (!has_actor(b, b_count, a[i].actor))
            return false;
    }
    return true;
}

/* Whether a names nobody that b does not name on the same side. */
static bool within(const struct event *a, const struct event *b)
{
    return side_within(a->actors, a->actor_count, b->actors, b->actor_count) &&
           side_within(a->recipients, a->recipient_count, b->recipients, b->recipient_count);
}

static bool same_days(const struct event *a, const struct event *b)
{
    bool a_open = !slice_equal(a->when_basis, SLICE("text")) &&
                  !slice_equal(a->when_basis, SLICE("sentence"));
    return a_open || (a->earliest == b->earliest && a->latest == b->latest);
}

/* Whether a tells no more than b. */
static bool repeats(const struct article *article, const struct event *a, const struct event *b)
{
    if (!slice_equal(a->type, b->type) || a->status != b->status || !within(a, b) ||
        !same_days(a, b))
        return false;
    if (a->where != INDEX_NONE && a->where != b->where)
        return false;
    for (uint32_t i = 0; i < a->quantity_count; i++) {
        const struct quantity *count = &article->quantities[a->counts[i]];
        bool found = false;
        for (uint32_t j = 0; j < b->quantity_count; j++) {
            const struct quantity *other = &article->quantities[b->counts[j]];
            found |= count->low == other->low && count->high == other->high;
        }
        if (!found)
            return false;
    }
    return true;
}

static bool is_heading(const struct article *article, const struct event *event)
{
    uint32_t paragraph = article->sentences[event->sentence].paragraph;
    return paragraph < article->paragraph_count &&
           article->paragraphs[paragraph].kind == PARAGRAPH_HEADING;
}

/* The event of the text that tells a headline's, or INDEX_NONE. */
static uint32_t told_below(const struct article *article, const struct event *events,
                           uint32_t index)
{
    const struct event *event = &events[index];
    if (!is_heading(article, event))
        return INDEX_NONE;
    for (uint32_t i = index + 1; i < article->event_count && i <= index + REPEAT_WINDOW; i++) {
        if (!is_heading(article, &events[i]) && slice_equal(event->type, events[i].type) &&
            within(event, &events[i]))
            return i;
    }
    return INDEX_NONE;
}

/* The earlier event, not dropped itself, that tells no less, or INDEX_NONE. */
static uint32_t told_above(const struct article *article, const struct event *events,
                           const bool *dropped, uint32_t index)
{
    uint32_t first = index > REPEAT_WINDOW ? index - REPEAT_WINDOW : 0;
    for (uint32_t i = first; i < index; i++) {
        if (!dropped[i] && repeats(article, &events[index], &events[i]))
            return i;
    }
    return INDEX_NONE;
}

bool repeat_drop(struct article *article, struct event *events, struct trace *trace,
                 struct arena *scratch, struct err *err)
{
    struct arena_mark mark = arena_mark(scratch);
    bool *dropped = arena_array(scratch, bool, article->event_count + 1);
    if (!dropped)
        return arena_fail(scratch, err);
    for (uint32_t i = 0; i < article->event_count; i++) {
        uint32_t below = told_below(article, events, i);
        uint32_t other = below != INDEX_NONE ? below : told_above(article, events, dropped, i);
        dropped[i] = other != INDEX_NONE;
        if (dropped[i])
            trace_dropped(trace, (struct fate){events[i].sentence, events[i].anchor,
                                               below != INDEX_NONE ? FATE_HEADLINE : FATE_REPEATS,
                                               events[other].sentence});
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < article->event_count; i++) {
        if (!dropped[i])
            events[kept++] = events[i];
    }
    article->event_count = kept;
    arena_rewind(scratch, mark);
    return true;
}
