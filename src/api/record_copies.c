/*
 * record_copies.c - articles that copy each other.
 *
 *   in    the pending articles of a step
 *   out   rows of the record
 */
#include "api/record.h"

bool record_copies_update(struct record_step *step, struct err *err)
{
    return record_tell(step, step->pending.count, err);
}
