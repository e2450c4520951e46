/*
 * record.h - the record over all articles, brought up to date after a run.
 *
 *   in    a store with articles that the record has not taken in
 *   out   copies, stories, merged events and their disagreements in the store
 *   uses  store/, record/, annals.h
 *
 * One transaction: whatever ends it early leaves the articles safe and the record as it was, and
 * the next run does it. What comes out is a pure function of the stored articles and the user's
 * decisions, whatever the order and the batches in which they came.
 */
#ifndef ANNALS_API_RECORD_H
#define ANNALS_API_RECORD_H

#include "api/convert.h"
#include "api/graph.h"
#include "article/merged.h"
#include "store/record.h"

/* One update under way. */
struct record_step {
    struct store *store;
    const struct annals_callbacks *callbacks; /* or NULL */
    struct annals_progress *progress;         /* or NULL; how far it is */
    struct store_pending pending;             /* the articles that are new to the record */
    unsigned part;                            /* which of the parts below is at work, from 0 */
    struct arena arena;                       /* what the parts keep to the end of the step */
    /* Articles that were no copies and are, or the reverse, or copy others: record_copies.c fills
     * it, the parts after may read it. Sorted. */
    struct graph_members copied;
    struct graph_change
        units; /* of stories; record_stories.c fills it, the parts after may read it */
};

/* Takes in what is pending. Nothing happens when nothing is. False with the error of a part, or
 * ERR_IO "stopped" with *ret_stopped when callbacks->stop asked for it. */
bool record_update(struct store *store, const struct annals_callbacks *callbacks,
                   struct annals_progress *progress, bool *ret_stopped, struct err *err);

/* Says that `done` of the pending articles are through the part at work; for long loops, as often
 * as is convenient. False, with err set, when the user asked to stop. */
bool record_tell(struct record_step *step, uint64_t done, struct err *err);

/* ---- the parts, in this order; each within the transaction ---- */

/* record_copies.c: articles that copy each other. */
bool record_copies_update(struct record_step *step, struct err *err);
/* record_stories.c: articles on one happening; may read what copies found. */
bool record_stories_update(struct record_step *step, struct err *err);
/* record_events.c: events merged over their mentions, and disagreements; may read both. */
bool record_events_update(struct record_step *step, struct err *err);

/* Parts anew what hangs together with these mentions, after the user decided about them. */
bool record_events_redo(struct store *store, const struct mention_ref *mentions, size_t count,
                        struct err *err);

#endif
