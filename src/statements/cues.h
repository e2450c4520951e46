/*
 * cues.h - words of saying, from data/en/statements/cues.txt.
 *
 *   in    data files of the kind "cues"
 *   out   the uses of a word
 *   uses  base/
 */
#ifndef ANNALS_STATEMENTS_CUES_H
#define ANNALS_STATEMENTS_CUES_H

#include "base/data_set.h"
#include "base/map.h"

/* What a word is to statements; a word may be several. */
enum cue_part {
    CUE_VERB,    /* its subject speaks */
    CUE_NOUN,    /* "the claim that" */
    CUE_LIGHT,   /* verb that says with a noun: "make a statement that" */
    CUE_CARRIER, /* verb under which an infinitive is done: "went on to say" */
    CUE_SOURCE,  /* opens a phrase that names the speaker: "according" */
    CUE_WORDS,   /* "in his words", "in her view" */
    CUE_TOPIC,   /* opens what is spoken of: "about" */
    CUE_THAT,    /* opens a clause that is said, without being part of it */
    CUE_UNREAL,  /* auxiliary or conjunction under which nothing was said: "would", "if" */
    CUE_NOT,     /* "not", "never" */
    CUE_HE,      /* pronoun for one person: "he", "she" */
    CUE_HERALD,  /* speaks before a headline's colon without being a name: "poll" */
    CUE_PART_COUNT,
};

/* What a verb or noun may take as what is said. */
enum cue_takes {
    TAKES_THAT = 1u << 0,       /* a clause, before or after */
    TAKES_QUOTE = 1u << 1,      /* a quotation beside it */
    TAKES_OBJECT = 1u << 2,     /* its object */
    TAKES_PREDICATE = 1u << 3,  /* its object with what is said of it: "called it a crime" */
    TAKES_INFINITIVE = 1u << 4, /* "to leave", with the one who is to: "asked them to leave" */
};

enum cue_marks {
    MARK_TOLD = 1u << 0,  /* its object hears it: "tell" */
    MARK_NAMED = 1u << 1, /* only before somebody who is known: "per" */
};

/* Prepositions that one word may take. */
#define CUE_PREPOSITIONS_MAX 6

struct cue {
    enum cue_part part;
    uint32_t takes; /* enum cue_takes */
    uint32_t marks; /* enum cue_marks */
    struct slice prepositions[CUE_PREPOSITIONS_MAX];
    uint32_t preposition_count;
    struct slice rule;      /* file and line */
    const struct cue *next; /* another use of the same word */
};

struct cues {
    struct map map; /* words and their forms to items */
    VECTOR(const struct cue *) items;
};

/* Reads all files of the kind. Bad lines are told and passed over. False with ERR_MEMORY,
 * ERR_LIMIT.
 */
bool cues_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
               struct cues *ret_cues, struct err *err);

/* The uses of a word, or of a verb by one of its regular forms; letters of any case. NULL: none. */
const struct cue *cues_find(const struct cues *cues, struct slice word);
/* The use as this part, or NULL. cue may be NULL. */
const struct cue *cue_as(const struct cue *cue, enum cue_part part);
/* Whether what is said may follow this preposition. */
bool cue_takes_preposition(const struct cue *cue, struct slice preposition);

#endif
