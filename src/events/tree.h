/*
 * tree.h - the tree of one sentence, read the way frames ask: who is subject, object, of what.
 *
 *   in    a sentence with grammar and actors
 *   out   logical subjects, objects, phrases and clauses of any word
 *   uses  frames.h, grammar/labels.h
 *
 * "Logical": passives, relative clauses, participles, controlled infinitives and joined verbs are
 * undone here, so that a frame is written once. Token numbers are within the sentence.
 */
#ifndef ANNALS_EVENTS_TREE_H
#define ANNALS_EVENTS_TREE_H

#include "events/frames.h"
#include "grammar/labels.h"

/* Words that a tree gives for one path; further ones are passed over. */
#define TREE_FOUND_MAX 8
/* Steps up or down a tree in one question. */
#define TREE_STEPS_MAX 12

struct tree_node {
    uint32_t head;        /* INDEX_NONE: root */
    uint32_t first_child; /* in the order of words */
    uint32_t next_sibling;
    uint32_t word;    /* number of its lemma, or WORD_NONE */
    uint32_t form;    /* number of a participle's own form, "concerned", or WORD_NONE */
    uint32_t joined;  /* with its particle or the word before it: "carry_out", "peace_talk" */
    uint32_t mention; /* of article->mentions whose head it is, or INDEX_NONE */
    uint32_t depth;   /* of the root 0 */
    uint8_t relation; /* enum relation */
    uint8_t upos;     /* enum upos */
    uint8_t tag;      /* enum tag */
    bool passive;
};

struct tree {
    const struct events_model *model;
    const struct article *article;
    uint32_t sentence;
    uint32_t first_token; /* of the sentence, article-wide */
    uint32_t count;
    struct tree_node *nodes; /* [count] */
};

struct tree_found {
    uint32_t tokens[TREE_FOUND_MAX];
    uint32_t count;
};

/* Lays out a sentence; memory is scratch's. False with ERR_MEMORY or ERR_LIMIT. O(tokens). */
bool tree_read(const struct events_model *model, const struct labels *labels,
               const struct article *article, uint32_t sentence, struct arena *scratch,
               struct tree *ret_tree, struct err *err);

/* Adds what stands at a path of a word to *found. Joined words are not followed ("A and B" gives
 * A). */
void tree_path(const struct tree *tree, uint32_t token, uint32_t path, struct tree_found *found);

/* The first child with this relation, or INDEX_NONE. */
uint32_t tree_child(const struct tree *tree, uint32_t token, enum relation relation);

/* The next word joined to first by "and" and the like after token, which is first or such a word;
 * INDEX_NONE when there is no further one. */
uint32_t tree_next_joined(const struct tree *tree, uint32_t first, uint32_t token);

/* The word that brings a phrase or clause in ("with", "in_front_of", "to"), or WORD_NONE. */
uint32_t tree_preposition(const struct tree *tree, uint32_t token);

/* The phrase that a noun heads, with what is hung on it by "of" and the like, at least the span
 * given. O(tokens). */
struct span tree_phrase(const struct tree *tree, uint32_t token, struct span least);

/* The noun that a word before it belongs to: "government" of "the Turkish government's" words; the
 * word itself when it stands before no noun. */
uint32_t tree_phrase_head(const struct tree *tree, uint32_t token);

/* Whether the token is below the other one, or is it. */
bool tree_is_under(const struct tree *tree, uint32_t token, uint32_t above);

/* Verbs, and participles and adjectives that stand as predicates. */
bool tree_is_verb(const struct tree *tree, uint32_t token);
bool tree_is_noun(const struct tree *tree, uint32_t token);

#endif
