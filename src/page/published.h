/*
 * published.h - the publication date, chosen among all that a page says about it.
 *
 *   in    dates with where they stood
 *   out   the date to believe, its basis, and whether others contradict it
 *   uses  base/, article/, date_text.h
 */
#ifndef ANNALS_PAGE_PUBLISHED_H
#define ANNALS_PAGE_PUBLISHED_H

#include "article/article.h"
#include "page/date_text.h"

/* Dates kept of one page; those of the best sources are noted first or replace lesser ones. */
#define DATE_NOTES_MAX 64
/* Other days of the page that help to settle the order of day and month. */
#define DATE_EVIDENCE_MAX 32

/* Where a date stood, most trusted first. */
enum date_source {
    DATE_GIVEN,          /* beside the text */
    DATE_JSONLD,         /* datePublished of an article */
    DATE_META,           /* a meta tag that says publication */
    DATE_JSONLD_OTHER,   /* datePublished of another work */
    DATE_ITEMPROP,       /* itemprop="datePublished" in the body */
    DATE_JSONLD_PAGE,    /* datePublished of the page */
    DATE_META_VAGUE,     /* a meta tag that says only "date" */
    DATE_TIME_LABELLED,  /* <time> after "Published", or with pubdate */
    DATE_TIME,           /* <time> near the headline */
    DATE_URL,            /* /2016/12/02/ */
    DATE_LABELLED,       /* visible "Published: 2 December 2016" */
    DATE_CLASS,          /* an element whose class says date */
    DATE_DATELINE,       /* "ALANYA, December 1 (TASS)" */
    DATE_LINE,           /* a visible line that is a date */
    DATE_MODIFIED_FIELD, /* dateModified: no publication date, but makes a month a day */
    DATE_MODIFIED_LINE,  /* visible "Updated: 2 December 2016", when nothing says publication */
    DATE_SOURCE_COUNT
};

/* From this trust on a date stands in navigation, comments or related items. */
#define DATE_TRUST_BOILERPLATE 100

struct date_note {
    struct date_found found;
    enum date_source source;
    uint32_t trust;    /* within a source, 1 best */
    uint32_t distance; /* from the headline, in nodes or lines */
};

/* What tells whether 02/03 is 2 March or 3 February. */
struct date_order_evidence {
    int32_t days[DATE_EVIDENCE_MAX]; /* days since 1970-01-01 that the page names beyond doubt */
    uint32_t day_count;
    uint32_t day_first_votes; /* numeric dates of the page that tell their order */
    uint32_t month_first_votes;
    enum date_order habit; /* of the outlet's country or the page's language */
};

struct published {
    struct date_note notes[DATE_NOTES_MAX];
    uint32_t note_count;
    struct date_order_evidence evidence;
    bool unreadable; /* a field that should hold a date holds none, or one out of range */
};

/* Notes the date that a whole field says; a field that says none is remembered as unreadable. */
void published_add_field(struct published *published, const struct metadata_words *words,
                         struct slice field, enum date_source source, uint32_t trust,
                         uint32_t distance);

/* Notes a date that was found. One out of PUBLISHED_YEAR_MIN … MAX or without a year is not kept.
 */
void published_add(struct published *published, const struct date_found *found,
                   enum date_source source, uint32_t trust, uint32_t distance);

/* Notes the date in a URL: /2016/12/02/, /2016/dec/02/, /2016-12-02-…, /20161202…, /2016/12/. */
void published_add_url(struct published *published, const struct metadata_words *words,
                       struct slice url);

/* A date that the page names for whatever reason: evidence of order, no candidate. */
void published_add_evidence(struct date_order_evidence *evidence, const struct date_found *found);

/* Settles the order of an ambiguous date by the evidence; what stays open is known to the year. */
void published_settle(const struct date_order_evidence *evidence, struct date_found *found);

/* Fills article->published, its basis and the flags, when a date can be believed. */
void published_choose(struct published *published, struct article *article);

enum date_label { DATE_LABEL_NONE, DATE_LABEL_PUBLISHED, DATE_LABEL_OTHER };

/* What the last words of a text say about a date that follows: "Published on", "Last updated:". */
enum date_label date_label_read(const struct metadata_words *words, struct slice text);

enum date_line_kind {
    DATE_LINE_NONE,
    DATE_LINE_MODIFIED, /* after "Updated" and the like */
    DATE_LINE_BARE,
    DATE_LINE_LOOSE,
    DATE_LINE_LABELLED
};

/* Reads a short visible line: a publication date alone, with other words, or after a label; or only
 * the date of a change. text_before is the text before the line, whose last words may be the label.
 * O(bytes). */
enum date_line_kind date_line_read(const struct metadata_words *words, struct slice line,
                                   struct slice text_before, struct date_found *ret_found);

#endif
