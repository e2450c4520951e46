/*
 * headline.h - the article's title and outlet, chosen by agreement.
 *
 *   in    what the page's title tag, headings and fields say
 *   out   the title without the site's name; the outlet's name
 *   uses  base/, page_facts.h
 */
#ifndef ANNALS_PAGE_HEADLINE_H
#define ANNALS_PAGE_HEADLINE_H

#include "page/page_facts.h"

struct headline {
    struct slice title;  /* clean, in scratch; empty where unknown */
    struct slice outlet; /* likewise */
    uint32_t node;       /* where the title's heading stands; 0 when it has none */
};

/* Title: a heading that another source confirms; else the fields' title; else a heading; else the
 * title tag. url is the article's, for its host. False when memory is exhausted. */
bool headline_choose(const struct metadata_words *words, const struct page_facts *facts,
                     struct slice url, struct arena *scratch, struct headline *ret_headline,
                     struct err *err);

/* Whom a line with "©" names as its owner: "© 2016 The Herald. All rights reserved." Empty when it
 * names none. O(bytes). */
struct slice copyright_holder(struct slice line);

#endif
