/*
 * when.h - when an event happened.
 *
 *   in    a tree, times of its sentence, the other events of the article
 *   out   event->earliest, latest, when_basis
 *   uses  match.h, when_cue.h
 *
 * The basis says how the days were found:
 *   text       they stand in the event's own clause
 *   sentence   they stand elsewhere in its sentence
 *   article    another report of the same event in the article has them, or of what it is told by
 *   story      the day that the article's story is about, or the period told of just before
 *   published  nothing but that it was reported: no later than publication; a plan, no earlier
 */
#ifndef ANNALS_EVENTS_WHEN_H
#define ANNALS_EVENTS_WHEN_H

#include "events/match.h"
#include "events/when_cue.h"

/* What the article as a whole tells of its time, as far as it was read. */
struct when_story {
    const struct article *article;
    int32_t published;
    int32_t day;      /* the news is of: the first of the last days that a main clause names */
    bool is_day_firm; /* in the report's own words, of what it tells, not of what was before */
    uint32_t lead;    /* sentences before this one are the lead */
    struct when_days period; /* that the sentence last read moved to, in its main clause */
    bool is_background;      /* the sentence last read tells a state, or what was before */
    struct when_days before; /* both of the sentence before, where this one goes on with it */
    bool was_background;
};

/* Starts a story: its day of publication and the reach of its lead. */
struct when_story when_story_begin(const struct article *article);

/* Reads on: the day of the story, and what the sentence leaves to those that go on with it. To be
 * called for all sentences in order. */
void when_story_read(const struct tree *tree, struct when_story *story);

/* The days that the event's own sentence names, or DAY_UNKNOWN. token heads the event's frame.
 * "three days after the talks" sets cue->is_earlier, for it is off the story by some days.
 * O(times of the sentence times tokens). */
void when_read(const struct tree *tree, const struct match *matches, uint32_t token,
               struct event *event, struct when_cue *cue);

/*
 * Gives the events of an article, in their order, the days that their own sentences do not tell:
 * those of the same event told elsewhere, of the story, or the bound that publication sets; and
 * then bounds what happened by its report. What is hypothetical stays open.
 * cues[count] belong to the events. O(count).
 */
void when_settle(const struct when_story *story, struct event *events, const struct when_cue *cues,
                 size_t count);

#endif
