/*
 * body.h - the kept blocks as the article's text, the others as its asides.
 *
 *   in    blocks and verdicts
 *   out   article->text, paragraphs, asides
 *   uses  base/, article/, blocks.h, classify.h
 */
#ifndef ANNALS_PAGE_BODY_H
#define ANNALS_PAGE_BODY_H

#include "page/classify.h"

/* Sets text, paragraphs and asides of *article; all of it lives in arena. ERR_EMPTY when no block
 * is kept, ERR_LIMIT over ARTICLE_BYTES_MAX. O(text). */
bool body_assemble(const struct blocks *blocks, const struct verdict *verdicts, struct arena *arena,
                   struct article *article, struct err *err);

#endif
