/*
 * jsonld.h - what a page's JSON-LD says about its article.
 *
 *   in    the content of <script type="application/ld+json">
 *   out   headline, dates, authors, publisher, URL, as written
 *   uses  base/, metadata_words.h
 *
 * After schema.org: NewsArticle, Article, BlogPosting and their kin, alone, in arrays or in @graph.
 */
#ifndef ANNALS_PAGE_JSONLD_H
#define ANNALS_PAGE_JSONLD_H

#include "page/metadata_words.h"

#define JSONLD_AUTHORS_MAX 24
#define JSONLD_TRUST_NONE 9

/* Slices are views into the script or into the arena it was read in; empty where nothing is said.
 */
struct jsonld {
    unsigned trust; /* of the object the fields are from: 1 an article, 2 another work, 3 a page */
    struct slice headline;
    struct slice published;
    struct slice modified;
    struct slice publisher;
    struct slice url;
    struct slice authors[JSONLD_AUTHORS_MAX];
    uint32_t author_count;
};

void jsonld_init(struct jsonld *known);

/* Adds what one script says to *known: the first object of the best trust wins, fields that it
 * lacks come from others of the page. A script that is no JSON is searched for "datePublished" and
 * "headline" alone. False when memory is exhausted. O(bytes). */
bool jsonld_read(const struct metadata_words *words, struct slice script, struct arena *arena,
                 struct jsonld *known, struct err *err);

#endif
