/*
 * said.c - which statement an event stands in, or is.
 *
 *   in    article->statements, coded events
 *   out   event.statement, event.attributed_to
 */
#include "events/said.h"

#include <stdlib.h>

#include "base/vector.h"

/* Stretches before an event's words among which one that holds them is looked for: statements
 * inside statements are few. */
#define STRETCHES_BACK_MAX 16

/* A part of a statement's content, or its cue. */
struct stretch {
    struct span span;
    uint32_t statement;
    bool is_cue;
};

struct stretch_list {
    struct stretch *items;
    size_t count;
    size_t capacity;
};

static int compare_stretches(const void *a, const void *b)
{
    const struct stretch *x = a, *y = b;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end > y->span.end ? -1 : 1;
    return x->statement < y->statement ? -1 : x->statement > y->statement;
}

static bool add(struct stretch_list *list, struct span span, uint32_t statement, bool is_cue,
                struct arena *scratch, struct err *err)
{
    if (span.start == span.end)
        return true;
    struct stretch *stretch = vector_push(list, scratch);
    if (!stretch)
        return arena_fail(scratch, err);
    *stretch = (struct stretch){span, statement, is_cue};
    return true;
}

static bool list_stretches(const struct article *article, struct stretch_list *list,
                           struct arena *scratch, struct err *err)
{
    for (uint32_t i = 0; i < article->statement_count; i++) {
        const struct statement *statement = &article->statements[i];
        if (!add(list, statement->cue, i, true, scratch, err))
            return false;
        for (uint32_t c = 0; c < statement->content_count; c++) {
            if (!add(list, statement->content[c], i, false, scratch, err))
                return false;
        }
    }
    if (list->count > 0)
        qsort(list->items, list->count, sizeof(list->items[0]), compare_stretches);
    return true;
}

/* How many stretches start at or before a byte. */
static size_t started_by(const struct stretch_list *list, uint32_t byte)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->items[middle].span.start <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void link_event(const struct article *article, const struct stretch_list *list,
                       struct event *event)
{
    const struct stretch *told = NULL, *within = NULL;
    size_t from = started_by(list, event->anchor.start);
    for (size_t back = 0; back < STRETCHES_BACK_MAX && back < from; back++) {
        const struct stretch *stretch = &list->items[from - 1 - back];
        if (stretch->span.end <= event->anchor.start)
            continue;
        if (stretch->is_cue && !told)
            told = stretch;
        if (!stretch->is_cue && !within)
            within = stretch;
    }
    const struct stretch *link = told ? told : within;
    event->statement = link ? link->statement : INDEX_NONE;
    if (within && event->attributed_to == INDEX_NONE)
        event->attributed_to = article->statements[within->statement].speaker;
}

bool said_link(const struct article *article, struct event *events, size_t count,
               struct arena *scratch, struct err *err)
{
    struct arena_mark mark = arena_mark(scratch);
    struct stretch_list list = {0};
    bool done = list_stretches(article, &list, scratch, err);
    for (size_t i = 0; done && i < count; i++)
        link_event(article, &list, &events[i]);
    arena_rewind(scratch, mark);
    return done;
}
