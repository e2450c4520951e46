/*
 * record_stories.c - articles on one happening.
 *
 *   in    the pending articles of a step
 *   out   rows of the record
 */
#include "api/record.h"

bool record_stories_update(struct record_step *step, struct err *err)
{
    return record_tell(step, step->pending.count, err);
}
