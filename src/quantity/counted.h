/*
 * counted.h - what a number counts, and what befell it, by the sentence's tree.
 *
 *   in    a number, the tree
 *   out   "soldiers killed", "people injured", "barrels", "prison"
 *   uses  base/, article/, grammar/grammar.h, numbers, words
 */
#ifndef ANNALS_QUANTITY_COUNTED_H
#define ANNALS_QUANTITY_COUNTED_H

#include "article/article.h"
#include "quantity/numbers.h"

/* Label numbers of the tree's relations that matter here, looked up once for an article. */
struct relations {
    uint16_t nummod, obj, nsubj, nsubj_pass, nmod, obl, amod, acl, compound, conj, appos, xcomp,
        case_, det, advmod, obl_unmarked, nmod_unmarked, acl_relcl;
};

struct counting {
    const struct article *article;
    const struct quantity_words *words;
    const struct sentence *sentence;
    struct relations relations;
};

/* Bytes of the words that tell what is counted; longer ones leave their modifiers out. */
#define COUNTED_BYTES_MAX 120

struct counted {
    char of[COUNTED_BYTES_MAX]; /* empty: not told */
    size_t of_bytes;
    struct slice unit; /* "people", "years" of prison, or empty */
    bool told;         /* the number counts something */
};

void relations_find(const struct article *article, struct relations *ret_relations);

/* What the number counts. Nothing is told when the article is unparsed and the number has no unit.
 */
struct counted counted_find(const struct counting *counting, const struct number *number);

#endif
