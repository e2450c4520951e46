/*
 * repeat.h - bare repetitions left out.
 *
 *   in    an article's events in the order of the text
 *   out   the same without those that say again what another says
 *   uses  base/, article/, trace.h
 */
#ifndef ANNALS_EVENTS_REPEAT_H
#define ANNALS_EVENTS_REPEAT_H

#include "article/article.h"
#include "base/arena.h"
#include "events/trace.h"

/*
 * Reports tell their event again and again: in the headline, as "the release", "the attack". Such
 * an event is left out: a headline's, when the text tells the same with no fewer participants; and
 * a later one of the same type and status whose participants, day, place and counts an earlier one
 * has. events is article->events, and is packed in place; article->event_count follows. trace hears
 * of what is left out, or is NULL. False with ERR_MEMORY or ERR_LIMIT. At most REPEAT_WINDOW
 * comparisons for each event.
 */
bool repeat_drop(struct article *article, struct event *events, struct trace *trace,
                 struct arena *scratch, struct err *err);

#endif
