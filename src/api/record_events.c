/*
 * record_events.c - events merged over their mentions, and their disagreements.
 *
 *   in    the pending articles of a step
 *   out   rows of the record
 */
#include "api/record.h"

bool record_events_update(struct record_step *step, struct err *err)
{
    return store_events_alone(step->store, &step->pending, err) &&
           record_tell(step, step->pending.count, err);
}
