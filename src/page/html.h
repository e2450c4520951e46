/*
 * html.h - an HTML page as a flat tree: the one seam to the HTML parser.
 *
 *   in    a page in valid UTF-8
 *   out   struct html: nodes in document order, in an arena
 *   uses  base/, libxml2 (html.c only)
 *
 * libxml2's SAX events fill an array of nodes, so a page costs no malloc per element. Elements
 * deeper than HTML_DEPTH_MAX become children of the open element at that depth: their text is kept.
 * Not kept: comments; the content of svg, math, iframe, canvas and textarea; the attributes src,
 * srcset, sizes, data-src, data-srcset, on…, a style that hides nothing, and values over
 * HTML_ATTRIBUTE_BYTES_MAX (html_strip.h).
 */
#ifndef ANNALS_PAGE_HTML_H
#define ANNALS_PAGE_HTML_H

#include "base/arena.h"
#include "page/html_tags.h"

#define HTML_NODE_NONE UINT32_MAX

struct html_attribute {
    struct slice name;  /* lower case */
    struct slice value; /* entities decoded; white space as in the page */
};

/* Node 0 is the document. Nodes are in document order, so the subtree of node n is [n, n.end). */
struct html_node {
    enum html_tag tag; /* HTML_TAG_TEXT for text, HTML_TAG_UNKNOWN for names not in html_tags.h */
    uint16_t depth;    /* 0 for the document */
    uint32_t parent;   /* HTML_NODE_NONE for the document */
    uint32_t end;      /* one past the last node of this subtree */
    struct slice name; /* of an element, lower case; empty for text */
    struct slice text; /* of HTML_TAG_TEXT: entities decoded. Of script and style: their content */
    uint32_t first_attribute;
    uint32_t attribute_count;
};

struct html {
    const struct html_node *nodes;
    const struct html_attribute *attributes;
    uint32_t node_count;
    uint32_t attribute_count;
    bool flattened; /* something was deeper than HTML_DEPTH_MAX */
};

/* To be called once before pages are parsed in several threads: libxml2 sets itself up at its first
 * use, which two threads would race for. May be called again. */
void html_prepare(void);

/* Parses the page. Malformed markup never fails; it is repaired as browsers roughly do. False with
 * ERR_LIMIT over HTML_NODES_MAX or the arena's limit, ERR_MEMORY. Everything in *ret_html lives in
 * arena (text slices may point into page_bytes, which must live as long). Thread safe, after
 * html_prepare. O(bytes). */
bool html_parse(struct slice page_bytes, struct arena *arena, struct html *ret_html,
                struct err *err);

/* The value of an element's attribute (name in lower case); ptr is NULL when it has none. */
struct slice html_attribute(const struct html *html, uint32_t node, struct slice name);

#endif
