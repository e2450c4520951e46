/*
 * node_text.h - the text of an element, as one string.
 *
 *   in    a page's tree
 *   out   the texts below a node, joined
 *   uses  base/, html.h
 */
#ifndef ANNALS_PAGE_NODE_TEXT_H
#define ANNALS_PAGE_NODE_TEXT_H

#include "base/arena.h"
#include "page/html.h"

/* Nodes of a subtree that are looked at: what is larger is no title, byline or date. */
#define NODE_TEXT_NODES_MAX 80

enum node_text_joint {
    NODE_TEXT_WORDS,  /* texts of separate blocks are parted by a space */
    NODE_TEXT_PIECES, /* by " | ", and so are inline texts that would run together: style sheets
                         part those, "Jane Roe" and "Editor" */
};

/* The text of the subtree of node `at`: a view into the tree when it is one text, else put together
 * in scratch. At most max_bytes; what is over that is cut at a character's start, so a caller takes
 * a text of max_bytes - 3 or more for too long. Empty when memory is exhausted. O(max_bytes +
 * NODE_TEXT_NODES_MAX). */
struct slice node_text(const struct html *html, uint32_t at, enum node_text_joint joint,
                       size_t max_bytes, struct arena *scratch);

#endif
