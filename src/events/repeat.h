/*
 * repeat.h - bare repetitions left out.
 *
 *   in    an article's events in the order of the text
 *   out   the same without those that say again what another says
 *   uses  base/, article/, trace.h, when_cue.h
 */
#ifndef ANNALS_EVENTS_REPEAT_H
#define ANNALS_EVENTS_REPEAT_H

#include "article/article.h"
#include "base/arena.h"
#include "events/trace.h"
#include "events/when_cue.h"

/*
 * Reports tell their event again and again: in the headline, as "the release", "the attack". Such
 * an event is left out: a headline's, when the text tells one of this type; a later one of the same
 * type and status whose participants, day, place and counts an earlier one has; and a known one
 * told by a noun ("the attack") after one of its type, when it names nobody by name who has no part
 * in that. events is article->events, cues are theirs; it is packed in place, article->event_count
 * follows. trace hears of what is left out, or is NULL. False with ERR_MEMORY or ERR_LIMIT. At most
 * REPEAT_WINDOW comparisons for each event.
 */
bool repeat_drop(struct article *article, struct event *events, const struct when_cue *cues,
                 struct trace *trace, struct arena *scratch, struct err *err);

#endif
