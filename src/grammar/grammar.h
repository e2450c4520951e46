/*
 * grammar.h - part of speech, features, lemma, dependency tree and entities.
 *
 *   in    the sentences and tokens of an article
 *   out   token.head, .deprel, .upos, .xpos, .feats, .lemma; article->entities, ->grammar
 *   uses  base/, article/
 *
 * One small neural encoder reads the words of a sentence; several heads answer from what it made of
 * them (models/grammar.md). Its arithmetic is on whole numbers, so the same text has the same trees
 * on every machine.
 */
#ifndef ANNALS_GRAMMAR_GRAMMAR_H
#define ANNALS_GRAMMAR_GRAMMAR_H

#include "article/article.h"
#include "base/arena.h"

/* Weights, packed for this machine, and their labels. Read-only once made, but for a store of work
 * spaces that threads share under a lock. */
struct grammar_model;

/* The built-in English model. What it takes lives in arena (some 10 MiB), but for the work spaces:
 * end with grammar_model_free, before the arena ends. Call once per process. False with ERR_FORMAT,
 * ERR_MEMORY or ERR_LIMIT (arena). */
bool grammar_model_load(struct arena *arena, struct grammar_model **ret_model, struct err *err);

/* A model from the bytes of a weight file (weights.h), which start at a multiple of 64 and outlive
 * the model. kernels: the name of a set of kernels ("scalar", "avx2", "avx512", "neon"), or NULL
 * for the fastest that this machine has. Any bytes give a model or an error: ERR_FORMAT or
 * ERR_VERSION for a foreign, truncated or damaged file, ERR_MISSING for kernels not to be had. */
bool grammar_model_open(struct slice bytes, const char *kernels, struct arena *arena,
                        struct grammar_model **ret_model, struct err *err);

/* Frees the work spaces. NULL is allowed. No thread may be parsing. */
void grammar_model_free(struct grammar_model *model);

/* The name of the kernels in use. */
const char *grammar_kernels_name(const struct grammar_model *model);

/*
 * Fills the grammar layer of an article whose sentences and tokens are there. Every sentence gets a
 * tree: one word has head INDEX_NONE, and no heads run in a circle. A sentence over
 * SENTENCE_TOKENS_MAX is read in parts, whose roots hang on the first part's. Lemmas and entities
 * live in arena (or the article's text, or the weights); scratch is used and rewound. False with
 * ERR_MEMORY or ERR_LIMIT; the layer is then unfinished. Thread safe with an arena per thread. Time
 * is linear in the tokens times the length of their sentences.
 */
bool grammar_parse(struct grammar_model *model, struct arena *arena, struct arena *scratch,
                   struct article *article, struct err *err);

/* What the label numbers of a token say: "NOUN", "NNS", "Number=Plur", "nsubj". 0, which unparsed
 * tokens have, and numbers that the model does not know are "_". Constant while the model lives. */
struct slice grammar_upos_name(const struct grammar_model *model, uint16_t number);
struct slice grammar_xpos_name(const struct grammar_model *model, uint16_t number);
struct slice grammar_feats_name(const struct grammar_model *model, uint16_t number);
struct slice grammar_deprel_name(const struct grammar_model *model, uint16_t number);
/* The number of a label, or 0 when the model does not know it. O(labels): ask once. */
uint16_t grammar_upos_number(const struct grammar_model *model, struct slice name);
uint16_t grammar_deprel_number(const struct grammar_model *model, struct slice name);
/* "PER", "ORG", "LOC", "NORP", "FAC", "DATE", "MONEY", "MISC". A constant. */
const char *grammar_entity_name(enum entity_type type);

#endif
