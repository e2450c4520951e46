/*
 * disagree.h - points on which the mentions of one event cannot all be right.
 *
 *   in    the mentions of an event
 *   out   disagreements with their values and mentions; how far they diverge
 *   uses  merge.h
 *
 * A coarser value is none that differs ("Turkey", "Alanya"), nor is another spelling. A later value
 * that follows an earlier one in publication is an update. Summary figures after the R package
 * eventreport: of each facet that two or more mentions give, the divergence is (different values -
 * 1) / (mentions - 1) and the modal confidence the share of the most frequent value; of an event
 * their means.
 */
#ifndef ANNALS_RECORD_DISAGREE_H
#define ANNALS_RECORD_DISAGREE_H

#include "record/merge.h"

/* Fills disagreements, divergence and modal_confidence of *event. False when the arena is
 * exhausted. O(values ^ 2). */
bool merge_disagree(const struct merge_rules *rules, const struct merge_part *parts, uint32_t count,
                    struct arena *arena, struct merged_event *event);

#endif
