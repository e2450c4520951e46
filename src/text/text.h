/*
 * text.h - sentences and tokens, in the conventions of UD English.
 *
 *   in    article->text and its paragraphs
 *   out   article->sentences, article->tokens (spans and joined_next; the rest unset)
 *   uses  base/, article/
 */
#ifndef ANNALS_TEXT_TEXT_H
#define ANNALS_TEXT_TEXT_H

#include "article/article.h"
#include "base/arena.h"

struct text_model; /* abbreviations, multiword tokens, boundary weights; read-only once made */

/* Reads the built-in data of data/ and models/. Everything lives in arena. Call once per process;
 * the result is shared by all threads. */
bool text_model_load(struct arena *arena, const struct text_model **ret_model, struct err *err);

/*
 * Splits each paragraph into sentences and those into words. Every character of a paragraph that is
 * not white space is in exactly one token; no sentence crosses a paragraph. Sentences longer than
 * SENTENCE_TOKENS_MAX are split and flagged. False with ERR_MEMORY or ERR_LIMIT (arena). scratch is
 * used and rewound. Thread safe. O(bytes).
 */
bool text_split(const struct text_model *model, struct arena *arena, struct arena *scratch,
                struct article *article, struct err *err);

#endif
