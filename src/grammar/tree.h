/*
 * tree.h - the best dependency tree of one sentence.
 *
 *   in    a score for each possible head of each word
 *   out   one head a word: a tree with exactly one root
 *   uses  base/
 */
#ifndef ANNALS_GRAMMAR_TREE_H
#define ANNALS_GRAMMAR_TREE_H

#include "base/arena.h"

/* The head of the root. */
#define TREE_ROOT 0

/*
 * The heaviest tree over `count` words (1 to SENTENCE_TOKENS_MAX) in which exactly one word hangs
 * on the root. scores[d * stride + h] is the weight of head h (0: the root; h: word h) for word
 * d + 1; any floats, NaN counts as the least. ret_heads[d] is the head of word d + 1, 0 for the
 * root's one child. Equal weights go to the lower head, so the answer is the same everywhere.
 *
 * Chu and Liu 1965, Edmonds 1967, by growing a path and contracting its cycles (Tarjan 1977 for
 * dense graphs): O(count^2) time and memory (16 bytes a pair, from scratch, rewound). One root is
 * had by a weight on root edges larger than any tree's difference (Stanojevic and Cohen 2021, "A
 * root of a problem"). False when scratch is exhausted. Thread safe.
 */
bool tree_decode(const float *scores, size_t stride, uint32_t count, struct arena *scratch,
                 uint32_t *ret_heads, struct err *err);

#endif
