/*
 * rules.h - blocks that no article has, whatever the forest says of them.
 *
 *   in    blocks, their features, the forest's verdicts
 *   out   corrected verdicts
 *   uses  base/, article/, classify.h, features.h
 *
 * The forest has seen few texts that are almost clean. These rules know the lines that are left in
 * such texts by their words (data/en/page/phrases.txt, credits.txt, menu.txt) and their place, and
 * in pages the elements that never hold the article.
 */
#ifndef ANNALS_PAGE_RULES_H
#define ANNALS_PAGE_RULES_H

#include "page/classify.h"
#include "page/features.h"

/* Set keep and reason where a rule fires. matrix is features_compute's. O(blocks + text). */
void rules_apply_text(const struct lexicon *lexicon, const struct block_facts *facts,
                      const float *matrix, struct verdict *verdicts);
void rules_apply_html(const struct lexicon *lexicon, const struct block_facts *facts,
                      const float *matrix, struct verdict *verdicts);

#endif
