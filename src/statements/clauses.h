/*
 * clauses.h - the trees of an article, read the way statements ask: who is subject of what, what
 * stands below a word.
 *
 *   in    an article with grammar and actors, cues, quotations
 *   out   nodes, one a token; token numbers are article-wide
 *   uses  cues, quotes, grammar/labels.h
 */
#ifndef ANNALS_STATEMENTS_CLAUSES_H
#define ANNALS_STATEMENTS_CLAUSES_H

#include "grammar/labels.h"
#include "statements/cues.h"
#include "statements/quotes.h"

/* Steps up a tree in one question. */
#define CLAUSE_STEPS_MAX 12

struct clause_node {
    uint32_t head;        /* INDEX_NONE: root */
    uint32_t first_child; /* in the order of words */
    uint32_t next_sibling;
    uint32_t left; /* first and last token of what stands below it, itself included */
    uint32_t right;
    uint32_t mention; /* of article->mentions whose head it is, or INDEX_NONE */
    uint32_t quote;   /* quotation + 1 in which it stands, its marks included, or 0 */
    const struct cue *cue;
    uint8_t relation; /* enum relation */
    uint8_t upos;     /* enum upos */
    uint8_t tag;      /* enum tag */
};

struct clauses {
    const struct article *article;
    const struct cues *cues;
    struct quotations *quotations;
    struct clause_node *nodes; /* [article->token_count] */
};

/* Lays out all sentences; memory is the arena's. False with ERR_MEMORY or ERR_LIMIT. O(tokens times
 * the depth of their trees). */
bool clauses_read(const struct article *article, const struct cues *cues,
                  struct quotations *quotations, struct arena *arena, struct clauses *ret_clauses,
                  struct err *err);

/* The first child with this relation, or INDEX_NONE. */
uint32_t clauses_child(const struct clauses *clauses, uint32_t token, enum relation relation);
/* Whether a token is below the other, or is it. */
bool clauses_is_under(const struct clauses *clauses, uint32_t token, uint32_t above);
/* The word that brings a phrase or clause in, or the empty slice. */
struct slice clauses_preposition(const struct clauses *clauses, uint32_t token);
/* Who does what the verb says: its own subject, that of the verb it is joined to or completes, the
 * noun that it is said of, or what follows it ("shouted the guard"); INDEX_NONE: nobody. */
uint32_t clauses_subject(const struct clauses *clauses, uint32_t verb);
/* The sentence that a token stands in. O(log n). */
uint32_t clauses_sentence(const struct clauses *clauses, uint32_t token);
/* The words of a token. */
struct slice clauses_word(const struct clauses *clauses, uint32_t token);

static inline const struct clause_node *clauses_node(const struct clauses *clauses, uint32_t token)
{
    return &clauses->nodes[token];
}

/* Whether a token is a cue of this part. */
static inline bool clauses_is_part(const struct clauses *clauses, uint32_t token,
                                   enum cue_part part)
{
    return cue_as(clauses->nodes[token].cue, part) != NULL;
}

static inline bool clauses_is_verb(const struct clauses *clauses, uint32_t token)
{
    return clauses->nodes[token].upos == UPOS_VERB || clauses->nodes[token].upos == UPOS_AUX;
}

static inline bool clauses_is_punctuation(const struct clauses *clauses, uint32_t token)
{
    return clauses->nodes[token].upos == UPOS_PUNCT;
}

#endif
