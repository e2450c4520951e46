/*
 * rules.h - lines of scraped text that no article has, whatever the forest says of them.
 *
 *   in    plain text's blocks, their features, the forest's verdicts
 *   out   corrected verdicts
 *   uses  base/, article/, classify.h, features.h
 *
 * The forest has seen few texts that are almost clean. These rules know the lines that are left in
 * such texts by their words (data/en/page/phrases.txt, credits.txt) and their place.
 */
#ifndef ANNALS_PAGE_RULES_H
#define ANNALS_PAGE_RULES_H

#include "page/classify.h"
#include "page/features.h"

/* Sets keep and reason where a rule fires. matrix is features_compute's. O(blocks). */
void rules_apply(const struct block_facts *facts, const float *matrix, struct verdict *verdicts);

#endif
