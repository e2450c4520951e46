/*
 * phrases.h - the noun phrases of an article: what could be named, and named again.
 *
 *   in    trees, entities, words
 *   out   phrases in order, with form, number, gender, class, role
 *   uses  syntax, vocabulary
 */
#ifndef ANNALS_ACTORS_PHRASES_H
#define ANNALS_ACTORS_PHRASES_H

#include "actors/syntax.h"
#include "base/vector.h"

enum phrase_form { PHRASE_NAME, PHRASE_NOMINAL, PHRASE_PRONOUN };

/* What a phrase is in its clause. */
enum phrase_role {
    ROLE_OTHER,
    ROLE_SUBJECT,
    ROLE_PASSIVE_SUBJECT,
    ROLE_OBJECT,
    ROLE_INDIRECT_OBJECT,
    ROLE_OBLIQUE,
    ROLE_AGENT, /* "by the army" */
    ROLE_POSSESSOR,
    ROLE_MODIFIER,
    ROLE_APPOSITION,
    ROLE_COMPOUND,
    ROLE_PREDICATE, /* "is the minister" */
    ROLE_ROOT,
    ROLE_COUNT,
};

/* Invariants: phrases are sorted by first, then the longer first; first <= base_first <= head and
 * head <= base_last <= last; all lie in one sentence. Token numbers are article-wide. */
struct phrase {
    uint32_t
        first; /* the whole phrase, without what is joined by "and" but with relative clauses */
    uint32_t last;
    uint32_t base_first; /* its words up to the head and a name's end: "the Russian minister" */
    uint32_t base_last;
    uint32_t head;
    uint32_t name_last; /* last word of a name: the surname; else the head */
    uint32_t parent;    /* the innermost phrase that holds it, or INDEX_NONE */
    uint32_t governor;  /* token that its head hangs on, or INDEX_NONE; for "A and B" that of A */
    uint32_t sentence;
    uint32_t entity;         /* index, or INDEX_NONE */
    uint32_t quote;          /* as in struct node */
    uint32_t conjunct;       /* the phrase before it that it is joined to by "and", or INDEX_NONE */
    uint64_t text_hash;      /* of its base without determiner and 's */
    uint64_t head_hash;      /* of the head's lemma; of a person's name: the surname's form */
    const struct word *word; /* of the head; never NULL */
    uint8_t form;            /* enum phrase_form */
    uint8_t role;            /* enum phrase_role */
    uint8_t class;           /* enum noun_class */
    uint8_t number;          /* bits, 0: unknown */
    uint8_t gender;          /* bits, 0: unknown */
    uint8_t person;          /* 1, 2, 3 */
    uint8_t determiner;      /* enum determiner */
    bool joined;             /* "A and B" as one */
    bool of_nominal;         /* a name with a common noun or title before it: "Minister Lavrov" */
};

struct phrases {
    VECTOR(struct phrase) items;
};

/* Finds the phrases; memory is scratch's. False with ERR_MEMORY or ERR_LIMIT. O(tokens), and
 * sorting within a sentence. */
bool phrases_find(const struct syntax *syntax, struct arena *scratch, struct phrases *ret_phrases,
                  struct err *err);

/* The phrase of each token that heads one (not those joined by "and"), else INDEX_NONE, in scratch.
 * NULL when memory is exhausted. */
uint32_t *phrases_of_heads(const struct syntax *syntax, const struct phrases *phrases,
                           struct arena *scratch);

#endif
