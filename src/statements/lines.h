/*
 * lines.h - statements without a verb of saying: "Lavrov: Russia will stay", signed messages.
 *
 *   in    paragraphs and their sentences
 *   out   found statements
 *   uses  found.h
 */
#ifndef ANNALS_STATEMENTS_LINES_H
#define ANNALS_STATEMENTS_LINES_H

#include "statements/found.h"

/* Adds the statement of a sentence that has somebody's name and a colon in front, or, of a heading,
 * behind. False with ERR_MEMORY or ERR_LIMIT. O(tokens). */
bool lines_find_colon(struct finder *finder, uint32_t sentence, struct err *err);

/* Adds the statement of a paragraph that ends in a dash and somebody's name with an account
 * ("— Name (@name)"), as quoted messages of social media do. sentences: those of the paragraph,
 * [first, end). Errors and cost as above. */
bool lines_find_signed(struct finder *finder, uint32_t first, uint32_t end, struct err *err);

#endif
