/*
 * merged.h - an event over all mentions that report it.
 *
 *   in    record/ makes it from articles
 *   out   store/ keeps it
 *   uses  article.h
 */
#ifndef ANNALS_ARTICLE_MERGED_H
#define ANNALS_ARTICLE_MERGED_H

#include "article/article.h"

/* One report of an event: the article's number in its store and the index of the event in it. */
struct mention_ref {
    int64_t article;
    int64_t mention;
};

/* A mention in its event, and the one it stands nearest to. */
struct merged_member {
    struct mention_ref mention;
    struct mention_ref near; /* article 0: none, in an event of one mention */
    double score;            /* of these two, in points; NAN for none */
    struct slice why;        /* "same type CONSULT +1.0; …" */
};

struct merged_participant {
    const struct actor *actor;
    bool is_recipient;
    uint32_t mentions; /* of the event that name him on this side */
};

struct merged_value {
    struct slice value; /* "at least four", "Antalya", "2016-12-01" */
    uint32_t outlets;   /* copies count once */
    const struct mention_ref *mentions;
    uint32_t mention_count;
};

/* Values that cannot all be true, in the order in which they were first published. */
struct merged_disagreement {
    const char *facet; /* when, where, who, count, status, outcome */
    struct slice of;   /* what is counted, or empty */
    const char *kind;  /* contradiction, update, within */
    double low;        /* of counts, NAN otherwise; so the next two */
    double best;
    double high;
    const struct merged_value *values;
    uint32_t value_count;
};

struct merged_event {
    char id[HASH_ID_CHARS];
    struct slice type;
    struct slice mode;
    struct slice contexts; /* of all mentions, comma-separated */
    struct slice cameo;
    uint8_t quad;
    double goldstein;
    enum event_status status;
    struct slice attributed_to; /* a name, when all mentions give the same one */
    int32_t earliest;           /* what most mentions allow together, or DAY_UNKNOWN */
    int32_t latest;
    const char *when_precision; /* day, month, year, interval, or NULL */
    const struct place *where;  /* or NULL */
    int32_t first_published;    /* days, or DAY_UNKNOWN */
    int32_t last_published;
    uint32_t articles;
    uint32_t reports; /* mentions, those of articles of one text, title and date once */
    uint32_t outlets; /* copies count once */
    double confidence;
    double divergence;                   /* 0 to 1, or NAN: no facet has two values to compare */
    double modal_confidence;             /* likewise */
    const struct merged_member *members; /* in canonical order; the first gives the id */
    uint32_t member_count;
    const struct merged_participant *participants; /* actors first, then recipients */
    uint32_t participant_count;
    const struct merged_disagreement *disagreements;
    uint32_t disagreement_count;
};

#endif
