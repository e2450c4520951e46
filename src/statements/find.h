/*
 * find.h - statements by the words that tell of them.
 *
 *   in    clauses with cues and quotations
 *   out   found statements, as ranges of tokens
 *   uses  clauses, cues, quotes
 */
#ifndef ANNALS_STATEMENTS_FIND_H
#define ANNALS_STATEMENTS_FIND_H

#include "statements/clauses.h"

/* Tokens [first, last], article-wide. */
struct range {
    uint32_t first;
    uint32_t last;
};

/* A statement on its way: tokens instead of spans. */
struct found {
    uint32_t sentence; /* of its cue; of its content where there is none */
    const struct cue *cue;
    struct range cue_range; /* first INDEX_NONE: no cue */
    uint32_t speaker;       /* token that heads the words for him, or INDEX_NONE */
    struct range speaker_range;
    uint32_t actor;     /* once known, else INDEX_NONE */
    uint32_t addressee; /* token, or INDEX_NONE */
    struct range addressee_range;
    struct range topic;   /* first INDEX_NONE: none */
    struct range *ranges; /* the content: sorted, disjoint */
    uint32_t range_count;
    enum statement_kind kind;
};

struct finder {
    struct clauses clauses;
    struct arena *scratch; /* all of the article */
    uint8_t *roles;        /* [tokens]: what each is to the statement under way */
    VECTOR(struct found) found;
};

/* Adds the statements whose cue stands in a sentence, in the order of the cues. False with
 * ERR_MEMORY or ERR_LIMIT. O(tokens times the depth of the tree times the cues). */
bool find_in_sentence(struct finder *finder, uint32_t sentence, struct err *err);

/* ---- for other ways to find ---- */

/* A statement without anything. */
struct found found_none(uint32_t sentence);
/* Sets content and kind from one range: edges without punctuation, quotations whole, and those in
 * which it runs on in the next paragraphs. False when nothing is left, or with *err set. */
bool found_set_content(struct finder *finder, struct found *found, const struct range *ranges,
                       uint32_t count, struct err *err);
/* The range without punctuation at its edges, first > last when nothing is left. */
struct range range_trim(const struct clauses *clauses, struct range range);
/* What a word heads, without relative clauses that a comma parts and the like. */
struct range range_of_phrase(const struct clauses *clauses, uint32_t token);

#endif
