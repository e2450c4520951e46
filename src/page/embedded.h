/*
 * embedded.h - article text that a page carries in its scripts instead of its elements.
 *
 *   in    a page's tree
 *   out   the text, as HTML or plain
 *   uses  base/, html.h
 *
 * Pages that are drawn by script have empty bodies; the text stands in JSON beside them: JSON-LD's
 * articleBody, or the longest string of the page's data (__NEXT_DATA__ and its kind).
 */
#ifndef ANNALS_PAGE_EMBEDDED_H
#define ANNALS_PAGE_EMBEDDED_H

#include "page/html.h"

/* Strings with fewer words are no article. */
#define EMBEDDED_WORDS_MIN 30

struct embedded {
    struct slice text; /* empty when the page carries none; in scratch or in the page */
    bool is_html;      /* it has tags */
};

/* Broken JSON is passed over. ERR_MEMORY or ERR_LIMIT only. O(page). */
bool embedded_find(const struct html *html, struct arena *scratch, struct embedded *ret_embedded,
                   struct err *err);

#endif
