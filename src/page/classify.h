/*
 * classify.h - which blocks are the article, and why the others are not.
 *
 *   in    blocks, the title
 *   out   one verdict a block
 *   uses  base/, article/, features.h, weights.h
 */
#ifndef ANNALS_PAGE_CLASSIFY_H
#define ANNALS_PAGE_CLASSIFY_H

#include "article/article.h"
#include "page/blocks.h"

struct verdict {
    double score; /* the classifier's probability that the block is in the article */
    bool keep;
    enum aside_reason reason; /* when not kept */
};

struct classifier; /* weights and word lists; read-only */

/* Reads models/page.bin and the lists of data/en/page/. Everything lives in arena. */
bool classifier_load(struct arena *arena, const struct classifier **ret_classifier,
                     struct err *err);

/* ret_verdicts has room for blocks->count. title is the article's headline, or empty. Only scratch
 * is allocated from. Thread safe. O(blocks * depth + text). */
bool classify_blocks(const struct classifier *classifier, const struct blocks *blocks,
                     struct slice title, struct arena *scratch, struct verdict *ret_verdicts,
                     struct err *err);

#endif
