/*
 * syntax.h - an article's trees, laid out for finding and comparing noun phrases.
 *
 *   in    the text/ and grammar/ layers of an article
 *   out   a node for each token: its place in the tree, its word, its quotation
 *   uses  labels, vocabulary
 */
#ifndef ANNALS_ACTORS_SYNTAX_H
#define ANNALS_ACTORS_SYNTAX_H

#include "actors/vocabulary.h"
#include "grammar/labels.h"

/* All token numbers are article-wide; INDEX_NONE where there is none. */
struct node {
    uint64_t form_hash;      /* of the form without case */
    uint64_t lemma_hash;     /* of the lemma without case */
    const struct word *word; /* what is known of the lemma, or else of the form; never NULL */
    uint32_t head;
    uint32_t first_child; /* children in order */
    uint32_t next_sibling;
    uint32_t sentence;
    uint32_t entity;      /* index */
    uint32_t quote;       /* number of the quotation that it stands in, from 1; 0: outside */
    uint32_t first;       /* of the noun phrase that it heads, without what is joined by "and" */
    uint32_t last;        /* inclusive */
    uint32_t whole_first; /* of all that hangs on it */
    uint32_t whole_last;
    uint8_t upos;     /* enum upos */
    uint8_t relation; /* enum relation */
    uint8_t tag;      /* enum tag */
    bool predicate;   /* has a subject or a copula of its own */
    bool capital;     /* starts with a capital letter */
};

struct syntax {
    const struct article *article;
    struct node *nodes;   /* [article->token_count] */
    uint32_t quote_count; /* quotations are numbered 1 to this */
};

/* Lays out the trees; all memory is scratch's. A sentence whose heads run in a circle or out of the
 * sentence (no parser of ours makes one) is read as unparsed. False with ERR_MEMORY or ERR_LIMIT.
 * O(tokens). */
bool syntax_read(const struct vocabulary *vocabulary, const struct article *article,
                 struct arena *scratch, struct syntax *ret_syntax, struct err *err);

/* The bytes of a token. */
static inline struct slice syntax_form(const struct syntax *syntax, uint32_t token)
{
    return article_slice(syntax->article, syntax->article->tokens[token].span);
}

/* The first child with this relation, or INDEX_NONE. */
uint32_t syntax_child(const struct syntax *syntax, uint32_t token, enum relation relation);

/* Hash of a word without ASCII case. */
uint64_t syntax_hash(struct slice word);

/* Mixes one more hash into a hash of a sequence. */
static inline uint64_t syntax_mix(uint64_t hash, uint64_t next)
{
    hash = (hash ^ next) * 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 29);
}

#endif
