/*
 * found.h - statements on their way, as ranges of tokens.
 *
 *   in    clauses with quotations
 *   out   found statements
 *   uses  clauses, cues, quotes
 */
#ifndef ANNALS_STATEMENTS_FOUND_H
#define ANNALS_STATEMENTS_FOUND_H

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

/* A statement without anything. */
struct found found_none(uint32_t sentence);
/* Sets content and kind from one range: edges without punctuation, quotations whole, and those in
 * which it runs on in the next paragraphs. False when nothing is left, or with *err set. */
bool found_set_content(struct finder *finder, struct found *found, const struct range *ranges,
                       uint32_t count, struct err *err);
/* Whether a token is punctuation or a sign that nothing said begins or ends with: all but '?', '!',
 * brackets, "$", "#", "@" and "%". */
bool range_is_edge(const struct clauses *clauses, uint32_t token);
/* The range without punctuation at its edges, first > last when nothing is left. */
struct range range_trim(const struct clauses *clauses, struct range range);
/* What a word heads, without relative clauses that a comma parts and the like. */
struct range range_of_phrase(const struct clauses *clauses, uint32_t token);

#endif
