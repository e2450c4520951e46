/*
 * quotes.h - what stands in quotation marks.
 *
 *   in    paragraphs
 *   out   quotations, sorted, disjoint
 *   uses  base/, article/
 */
#ifndef ANNALS_STATEMENTS_QUOTES_H
#define ANNALS_STATEMENTS_QUOTES_H

#include "article/article.h"
#include "base/arena.h"
#include "base/vector.h"

struct quotation {
    struct span outer; /* with its marks */
    struct span inner; /* without */
    uint32_t paragraph;
    uint32_t first_token; /* of what stands inside; first > last: nothing does */
    uint32_t last_token;
    bool goes_on;  /* not closed at the paragraph's end: the next quotation is part of it */
    bool is_taken; /* part of a statement */
};

struct quotations {
    VECTOR(struct quotation) list;
};

/* Finds the outermost quotations of an article: double marks of any kind, and single ones that no
 * apostrophe can be. A mark without its other half opens nothing, unless the next paragraph opens
 * with one: then the quotation runs on. Memory is the arena's. False with ERR_MEMORY or ERR_LIMIT.
 * Linear in the text. */
bool quotations_find(const struct article *article, struct arena *arena,
                     struct quotations *ret_quotations, struct err *err);

/* The first quotation that ends after a byte, or the count. O(log n). */
uint32_t quotations_at(const struct quotations *quotations, uint32_t byte);

#endif
