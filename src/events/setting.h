/*
 * setting.h - which times and places of a sentence are an event's.
 *
 *   in    a tree, what fires on its words
 *   out   how far a time or place stands from an event
 *   uses  match.h
 */
#ifndef ANNALS_EVENTS_SETTING_H
#define ANNALS_EVENTS_SETTING_H

#include "events/match.h"

/* The token of the sentence that heads a span: the first whose head lies outside; INDEX_NONE when
 * the span covers no token. O(tokens). */
uint32_t setting_head(const struct tree *tree, struct span span);

/* Steps from a time or place up to the event's head, or to the word above whose setting the event
 * shares; UINT32_MAX when it belongs to another verb. */
uint32_t setting_near(const struct tree *tree, uint32_t token, uint32_t event);

/* As setting_near, but a time or place that stands with a verb that is neither an event nor a word
 * of saying counts, from TREE_STEPS_MAX on, for the events around it, as trees often hang it there;
 * one that stands with a word of saying counts last. */
uint32_t setting_distance(const struct tree *tree, const struct match *matches, uint32_t token,
                          uint32_t event);

/* The place where the event of a token happens, as its sentence tells, or INDEX_NONE. */
uint32_t setting_where(const struct tree *tree, const struct match *matches, uint32_t token);

#endif
