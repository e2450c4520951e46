/*
 * when_cue.h - what a clause's grammar tells of the time of its event.
 *
 *   in    a tree
 *   out   tense, and whether the clause tells the story or its background
 *   uses  tree.h
 */
#ifndef ANNALS_EVENTS_WHEN_CUE_H
#define ANNALS_EVENTS_WHEN_CUE_H

#include "events/tree.h"

/* Days since 1970-01-01, or DAY_UNKNOWN. */
struct when_days {
    int32_t earliest;
    int32_t latest;
};

/* What an event is told by: so many days from something told in these words, or before. */
struct when_link {
    bool is_set;
    bool is_open;     /* at any time after it: "since the coup" */
    bool is_incident; /* its noun stands for what was told: "the attack" */
    int32_t low;      /* days to add to those of what it is told by */
    int32_t high;
    uint32_t word;  /* number of the lemma that heads the words, or WORD_NONE */
    struct span by; /* words of its sentence; empty: what was told before */
};

enum when_tense {
    WHEN_NONE, /* no finite verb above: a headline's noun, a fragment */
    WHEN_PAST,
    WHEN_PERFECT,    /* "has arrested" */
    WHEN_PLUPERFECT, /* "had arrested" */
    WHEN_PRESENT,
    WHEN_OPEN, /* "will", "may": no time of the past */
};

struct when_cue {
    uint32_t word; /* number of the anchor's lemma, or WORD_NONE */
    uint8_t tense; /* enum when_tense: of the clause's finite verb, or of the next one above */
    bool is_main;  /* no relative clause, no participle on a noun, no noun in a phrase */
    bool is_noun;
    bool is_definite; /* "the attack": told before, or known */
    bool takes_up;    /* its words are such a noun, or hold one: "carried out the attack" */
    bool is_nameless; /* told by nouns alone is who takes part: "a girl was charged" */
    bool is_quoted;
    bool is_earlier; /* "previously", "after he had …": before what the sentence tells */
    bool is_later;   /* "later arrested": on the day of the story or after */
    bool is_heading;
    bool is_state;           /* a noun that is said to be it: "it was an attack" */
    bool is_background;      /* goes on with a sentence that told a state, or what was before */
    struct when_days period; /* that the sentence before moved to, if this one goes on with it */
    struct when_link link;   /* when_link.h */
};

/* Reads the cue of the event that the token heads; anchor is the word that carries it, extent one
 * that belongs to it, or the anchor again. O(tokens). */
struct when_cue when_cue_read(const struct tree *tree, uint32_t token, uint32_t anchor,
                              uint32_t extent);

/* Whether the sentence goes on with the one before: in the same paragraph, or with "He …". */
bool when_goes_on(const struct tree *tree);

#endif
