/*
 * page_facts.h - everything a page's tree says about its article, gathered in one pass.
 *
 *   in    a page's tree
 *   out   raw strings by field with the trust of where they stood, and the dates
 *   uses  base/, html.h, jsonld.h, published.h
 */
#ifndef ANNALS_PAGE_PAGE_FACTS_H
#define ANNALS_PAGE_PAGE_FACTS_H

#include "page/html.h"
#include "page/jsonld.h"
#include "page/published.h"

#define FIELD_NOTES_MAX 32
#define FIELD_TRUST_NONE UINT32_MAX

/* One thing said about a field. Slices are views into the tree or live in the scratch arena. */
struct field_note {
    struct slice text;
    uint32_t trust; /* lower is better */
    uint32_t node;  /* where it stood */
};

struct field_notes {
    struct field_note items[FIELD_NOTES_MAX];
    uint32_t count;
};

struct page_facts {
    struct jsonld jsonld;
    struct slice lang;           /* <html lang> */
    struct slice title_tag;      /* <title> */
    struct slice canonical;      /* <link rel=canonical> */
    struct slice copyright;      /* a line with "©" */
    struct field_notes titles;   /* meta tags */
    struct field_notes headings; /* <h1>, itemprop=headline; trust 1, and 2 in boilerplate */
    struct field_notes outlets;
    struct field_notes urls;
    struct field_notes
        authors; /* meta tags, itemprop, rel, class names: trust as in page_facts.c */
    struct field_notes bylines; /* visible lines that open like a byline */
    struct published published;
};

/* Gathers the facts; strings that had to be put together live in scratch. The headings' place is
 * known only at the end, so distances of dates are set by page_facts_place_dates. False when memory
 * is exhausted. O(nodes + bytes). */
bool page_facts_gather(const struct metadata_words *words, const struct html *html,
                       struct arena *scratch, struct page_facts *facts, struct err *err);

/* Turns the dates' node numbers into distances from the headline's node. */
void page_facts_place_dates(struct page_facts *facts, uint32_t headline);

/* Keeps the note, or drops it when FIELD_NOTES_MAX better or equal ones are there. */
void field_note_add(struct field_notes *notes, struct slice text, uint32_t trust, uint32_t node);

/* The best note (the first of equals), or NULL. */
const struct field_note *field_note_best(const struct field_notes *notes);

#endif
