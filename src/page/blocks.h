/*
 * blocks.h - a page or a text as blocks: what may become a paragraph, or be set aside.
 *
 *   in    a page's tree, or plain text
 *   out   struct blocks: the text of each block and where it stood
 *   uses  base/, html.h
 *
 * One representation for both kinds of input, so that one classifier and one assembly serve both.
 */
#ifndef ANNALS_PAGE_BLOCKS_H
#define ANNALS_PAGE_BLOCKS_H

#include "base/arena.h"
#include "page/html.h"

enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING,
    BLOCK_LIST_ITEM,
    BLOCK_QUOTE,
    BLOCK_TABLE_ROW,
    BLOCK_CAPTION, /* figcaption, caption */
    BLOCK_CONTROL, /* button, label, legend, summary: what a reader clicks on */
    BLOCK_CODE,
};

enum block_flag {
    BLOCK_HIDDEN = 1u << 0,   /* display:none, hidden, aria-hidden */
    BLOCK_NOSCRIPT = 1u << 1, /* inside noscript */
    BLOCK_TEMPLATE = 1u << 2, /* inside template */
    BLOCK_BROKEN = 1u << 3,   /* began after a <br>, not at an element's start */
};

struct block {
    struct slice text;     /* white space collapsed to single spaces, trimmed; not empty */
    uint32_t node;         /* deepest block-level element around it; HTML_NODE_NONE in plain text */
    uint32_t first_node;   /* its first text node; in plain text the number of its first line */
    uint32_t words;        /* runs between spaces that hold a letter or digit */
    uint32_t link_words;   /* of them inside links */
    uint32_t links;        /* links that begin in it */
    uint32_t strong_words; /* inside b, strong */
    uint32_t em_words;     /* inside i, em */
    uint32_t images_before; /* img, picture, video, iframe since the block before */
    uint32_t empty_lines;   /* plain text: empty lines before it */
    uint16_t heading_level; /* 1 to 6, else 0 */
    uint8_t kind;           /* enum block_kind */
    uint8_t flags;          /* enum block_flag */
};

struct blocks {
    const struct html *html; /* NULL for plain text */
    struct block *items;     /* in document order */
    uint32_t count;
    /* [html->node_count + 1]: how many blocks begin before this node, so that the blocks of node n
     * are [before[n], before[nodes[n].end]). NULL for plain text. */
    const uint32_t *before;
};

/* The blocks of a page; texts and arrays live in arena. ERR_LIMIT over PAGE_BLOCKS_MAX. O(nodes +
 * text). */
bool blocks_from_html(const struct html *html, struct arena *arena, struct blocks *ret_blocks,
                      struct err *err);

/* The blocks of plain text: its paragraphs when empty lines part them, else its lines; lines that
 * were wrapped at a fixed width are joined. */
bool blocks_from_text(struct slice text, struct arena *arena, struct blocks *ret_blocks,
                      struct err *err);

/* The block does not close as a sentence does: a heading, a name, a list's line. A short question
 * may be either and counts as open. */
bool block_is_open(const struct block *block);

#endif
