/*
 * when.h - when an event happened.
 *
 *   in    a tree, times of its sentence, the other events of the article
 *   out   event->earliest, latest, when_basis
 *   uses  match.h
 */
#ifndef ANNALS_EVENTS_WHEN_H
#define ANNALS_EVENTS_WHEN_H

#include "events/match.h"

/* The days that the event's own sentence names, or DAY_UNKNOWN; basis "text" where they stand in
 * its clause, else "sentence". */
void when_read(const struct tree *tree, const struct match *matches, uint32_t token,
               struct event *event);

/* What happened lies before its report: "this week" ends on the day of publication. published is
 * that day, or DAY_UNKNOWN. */
void when_cap(int32_t published, struct event *event);

/* Gives events without a day the day of the same event told elsewhere: "he was arrested", further
 * down. Basis "article". */
void when_carry(struct event *events, size_t count);

#endif
