/*
 * trace.c - what the coder tried and what became of it.
 *
 *   in    trials and fates as the coder tells them
 *   out   the same, kept
 */
#include "events/trace.h"

#include <stdlib.h>

void trace_trial(struct trace *trace, struct trial trial)
{
    if (!trace)
        return;
    struct trial *kept = vector_push(&trace->trials, trace->arena);
    trial.number = (uint32_t)trace->trials.count;
    if (kept)
        *kept = trial;
    trace->failed |= !kept;
}

void trace_winner(struct trace *trace, const struct frame *frame, const struct frame *also)
{
    if (!trace || trace->trials.count == 0)
        return;
    const struct trial *last = &trace->trials.items[trace->trials.count - 1];
    uint32_t sentence = last->sentence, token = last->token;
    for (size_t i = trace->trials.count; i-- > 0;) {
        struct trial *trial = &trace->trials.items[i];
        if (trial->sentence != sentence || trial->token != token)
            return;
        if (trial->result == TRIAL_FIRES && trial->frame != frame && trial->frame != also)
            trial->result = TRIAL_WEAKER;
    }
}

void trace_fate(struct trace *trace, struct fate fate)
{
    if (!trace)
        return;
    struct fate *kept = vector_push(&trace->fates, trace->arena);
    if (kept)
        *kept = fate;
    trace->failed |= !kept;
}

void trace_dropped(struct trace *trace, struct fate fate)
{
    if (!trace)
        return;
    struct fate *kept = vector_push(&trace->dropped, trace->arena);
    if (kept)
        *kept = fate;
    trace->failed |= !kept;
}

static int compare(const void *a, const void *b)
{
    const struct trial *x = a, *y = b;
    if (x->sentence != y->sentence)
        return x->sentence < y->sentence ? -1 : 1;
    if (x->token != y->token)
        return x->token < y->token ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

void trace_sort(struct trace *trace)
{
    if (trace->trials.count > 0)
        qsort(trace->trials.items, trace->trials.count, sizeof(*trace->trials.items), compare);
}
