/*
 * trace.h - what the coder tried and what became of it, for those who ask why.
 *
 *   in    the model, an article that was coded
 *   out   each frame tried with its result; what became of each match that fired
 *   uses  frames.h
 *
 * Coding keeps no trace: to have one the article is coded again, into it.
 */
#ifndef ANNALS_EVENTS_TRACE_H
#define ANNALS_EVENTS_TRACE_H

#include "base/vector.h"
#include "events/frames.h"

/* Why a frame fires or not. */
enum trial_result {
    TRIAL_FIRES,
    TRIAL_WEAKER,  /* it fits, another fits better */
    TRIAL_POS,     /* of another part of speech than the word */
    TRIAL_EMPTY,   /* nothing stands at the slot */
    TRIAL_WORDS,   /* none of the slot's words stands there */
    TRIAL_PRESENT, /* what must not stand there does */
    TRIAL_NOBODY,  /* nobody whom the slot takes stands there */
    TRIAL_NO_EVENT,
    TRIAL_NOT_PASSIVE, /* conditions of the frame, from here on */
    TRIAL_PASSIVE,
    TRIAL_WEAK, /* weak, and a domain rules the article */
    TRIAL_BARE, /* nobody takes part */
    TRIAL_BOTH,
    TRIAL_UNKNOWN,
    TRIAL_NO_STATE,
    TRIAL_UNARMED,
    TRIAL_NOT_ALONE,
    TRIAL_STATIVE, /* in the simple present it tells a state */
    TRIAL_THING,   /* done by a thing that is no weapon */
};

struct trial {
    uint32_t number; /* trials of all sentences, as they were made */
    uint32_t sentence;
    uint32_t token; /* of the sentence: the word whose frame it is */
    const struct frame *frame;
    enum trial_result result;
    const struct frame_slot *slot; /* that is not filled, or NULL */
    uint32_t at; /* token of the sentence that stands at the slot, or INDEX_NONE */
};

/* What became of a word on which a frame fired. */
enum match_fate {
    FATE_CODED,
    FATE_NOTHING,   /* its frame codes nothing */
    FATE_TAKEN,     /* it is part of another word's event */
    FATE_DESCRIBES, /* a participle that tells who somebody is */
    FATE_PRIVATE,   /* nobody of politics, arms, law or society takes part */
    FATE_POLLED,    /* what those asked in a poll hold */
    FATE_TOO_MANY,  /* over EVENTS_OF_SENTENCE_MAX */
    FATE_REPEATS,   /* an earlier event tells the same: dropped */
    FATE_HEADLINE,  /* a headline's, told by the text below: dropped */
};

struct fate {
    uint32_t sentence;
    struct span anchor;
    enum match_fate fate;
    uint32_t other; /* FATE_TAKEN: token of the sentence; FATE_REPEATS, _HEADLINE: sentence */
};

struct trace {
    struct arena *arena;
    VECTOR(struct trial) trials; /* by sentence, token, number */
    VECTOR(struct fate) fates;   /* of matches, by sentence */
    VECTOR(struct fate) dropped; /* of events left out later, by sentence */
    bool failed;                 /* out of memory: what follows is missing */
};

/* Codes an article as events_code does, into *ret_trace; the article stays as it is. The trace
 * lives in arena; scratch is used and rewound. False with ERR_MEMORY or ERR_LIMIT. */
bool trace_article(const struct events_model *model, struct arena *arena, struct arena *scratch,
                   const struct article *article, struct trace *ret_trace, struct err *err);

/* For the coder: notes what happened; trace may be NULL. */
void trace_trial(struct trace *trace, struct trial trial);
/* Words are tried from the deepest up: brings their trials into the order of the text. */
void trace_sort(struct trace *trace);
/* Of the trials of the word tried last, this frame's fires, and also's unless it is NULL; others
 * that fit are weaker. */
void trace_winner(struct trace *trace, const struct frame *frame, const struct frame *also);
void trace_fate(struct trace *trace, struct fate fate);
void trace_dropped(struct trace *trace, struct fate fate);

#endif
