/*
 * repeat.c - bare repetitions left out.
 *
 *   in    an article's events
 *   out   those that bring something new
 */
#include "events/repeat.h"

#include "events/events.h"

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

/* Whether whatever a counts, b counts too. */
static bool same_counts(const struct article *article, const struct event *a, const struct event *b)
{
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

/* Whether two events are of one type, or of one code where PLOVER has no type. */
static bool same_type(const struct event *a, const struct event *b)
{
    return slice_equal(a->type, b->type) &&
           (!slice_equal(a->type, SLICE(EVENTS_OTHER)) || slice_equal(a->cameo, b->cameo));
}

/* Whether a tells no more than b. */
static bool repeats(const struct article *article, const struct event *a, const struct event *b)
{
    if (!same_type(a, b) || a->status != b->status || !within(a, b) || !same_days(a, b))
        return false;
    if (a->where != INDEX_NONE && a->where != b->where)
        return false;
    if (a->mode.len > 0 && b->mode.len > 0 && !slice_equal(a->mode, b->mode))
        return false;
    return same_counts(article, a, b);
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
        if (!is_heading(article, &events[i]) && same_type(event, &events[i]))
            return i;
    }
    return INDEX_NONE;
}

/* Whether those of a side who have names, or are countries, take part in the event too, on either
 * side: "the soldiers" may be anybody. */
static bool named_within(const struct article *article, const struct participant *list,
                         uint32_t count, const struct event *event)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t actor = list[i].actor;
        if (article->actors[actor].kind != ACTOR_GROUP &&
            !has_actor(event->actors, event->actor_count, actor) &&
            !has_actor(event->recipients, event->recipient_count, actor))
            return false;
    }
    return true;
}

/* "the attack", "his release": an event of the type that was told before, named again. */
static bool takes_up(const struct article *article, const struct event *a,
                     const struct when_cue *cue, const struct event *b)
{
    bool own_day = slice_equal(a->when_basis, SLICE("text"));
    return cue->is_noun && cue->is_definite && !own_day && same_counts(article, a, b) &&
           a->sentence != b->sentence && same_type(a, b) &&
           named_within(article, a->actors, a->actor_count, b) &&
           named_within(article, a->recipients, a->recipient_count, b);
}

/* The earlier event that tells no less, or that a noun takes up; INDEX_NONE for none. */
static uint32_t told_above(const struct article *article, const struct event *events,
                           const struct when_cue *cues, const bool *dropped, uint32_t index)
{
    uint32_t first = index > REPEAT_WINDOW ? index - REPEAT_WINDOW : 0;
    for (uint32_t i = first; i < index; i++) {
        if ((!dropped[i] && repeats(article, &events[index], &events[i])) ||
            takes_up(article, &events[index], &cues[index], &events[i]))
            return i;
    }
    return INDEX_NONE;
}

bool repeat_drop(struct article *article, struct event *events, const struct when_cue *cues,
                 struct trace *trace, struct arena *scratch, struct err *err)
{
    struct arena_mark mark = arena_mark(scratch);
    bool *dropped = arena_array(scratch, bool, article->event_count + 1);
    if (!dropped)
        return arena_fail(scratch, err);
    for (uint32_t i = 0; i < article->event_count; i++) {
        uint32_t below = told_below(article, events, i);
        uint32_t other = below != INDEX_NONE ? below
                                             : told_above(article, events, cues, dropped, i);
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
