/*
 * html_strip.h - a page cut down to what the HTML parser has to see.
 *
 *   in    a page in UTF-8
 *   out   the same markup without comments, scripts' content, drawings and unread attributes
 *   uses  base/
 *
 * One pass before libxml2, for speed and for safety: script, style, svg, iframe and textarea
 * content is cut out by memory search instead of being parsed, and every tag that is left has a
 * well-formed name and at most HTML_ATTRIBUTES_MAX quoted attributes, so that libxml2's quadratic
 * duplicate check is bounded.
 */
#ifndef ANNALS_PAGE_HTML_STRIP_H
#define ANNALS_PAGE_HTML_STRIP_H

#include "base/arena.h"

/* A cut-out script or style leaves this attribute with its number in `raw`. */
#define HTML_RAW_ATTRIBUTE "annals-raw"

/* Longer attribute values are left out: nothing that page/ reads is longer. */
#define HTML_ATTRIBUTE_BYTES_MAX ((size_t)8192)

struct html_stripped {
    struct slice markup;     /* in the arena, followed by a NUL */
    const struct slice *raw; /* content of scripts and styles, views into the page */
    uint32_t raw_count;
};

/* Fails only for want of memory. O(page). */
bool html_strip(struct slice page, struct arena *arena, struct html_stripped *ret_stripped,
                struct err *err);

#endif
