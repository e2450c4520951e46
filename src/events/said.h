/*
 * said.h - which statement an event stands in, or is.
 *
 *   in    article->statements, coded events
 *   out   event.statement; event.attributed_to where it was not known
 *   uses  base/, article/
 */
#ifndef ANNALS_EVENTS_SAID_H
#define ANNALS_EVENTS_SAID_H

#include "article/article.h"
#include "base/arena.h"

/* An event whose words are those of a statement's telling ("accused") is that statement; else it
 * stands in the narrowest one whose content holds it, and its speaker says so unless somebody
 * nearer does. scratch is used and rewound. False with ERR_MEMORY or ERR_LIMIT. O((events +
 * statements) log statements). */
bool said_link(const struct article *article, struct event *events, size_t count,
               struct arena *scratch, struct err *err);

#endif
