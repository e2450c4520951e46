/*
 * copies.h - whether one body copies another, which part, and which of several came first.
 *
 *   in    two bodies; or bodies with their links
 *   out   shared passages; a decision; for each body the one that it follows
 *   uses  arena, body.h
 *
 * Whatever led to a pair, the decision is made by comparing the words themselves.
 */
#ifndef ANNALS_RECORD_COPIES_H
#define ANNALS_RECORD_COPIES_H

#include "record/body.h"

/* Words that two bodies must share at least; shorter ones copy nobody. */
#define COPY_WORDS_MIN 20

/* Words that stand in both, in the same order. */
struct passage {
    uint32_t start;       /* word of the shorter body */
    uint32_t other_start; /* word of the longer one */
    uint32_t words;       /* at least BODY_SHINGLE_WORDS */
};

/* What two bodies share, seen from the shorter (by words, then by id), which is `body`. */
struct shared {
    const struct body *body;
    const struct body *other;
    const struct passage *passages; /* by start, disjoint in body */
    uint32_t passage_count;
    uint32_t words;         /* of body that stand in other */
    uint32_t own_words;     /* of these, those that body does not quote */
    uint32_t body_own;      /* words of body that it does not quote */
    uint32_t other_words;   /* of other that stand in body */
    uint32_t substitutions; /* short gaps between passages in which both have other numbers */
};

/* Finds the passages: from each word of the shorter body on, the longest run that the other has,
 * compared word by word. Everything lives in arena; body and other point to a and b. False with
 * ERR_MEMORY or ERR_LIMIT. The same for (b, a). O(words of both). */
bool copies_shared(const struct body *a, const struct body *b, struct arena *arena,
                   struct shared *ret_shared, struct err *err);

/* Whether so much is shared that one is a copy of the other: half of the shorter body, and two
 * fifths of what it does not quote, as two reports may quote one speech; and it is no form that was
 * filled in with other numbers (weather, stock tables). */
bool copies_is_copy(const struct shared *shared);

enum copy_kind {
    COPY_SAME,   /* the same words */
    COPY_PART,   /* nearly all of it stands in the longer one that it follows */
    COPY_WHOLE,  /* it holds nearly all of the shorter one that it follows */
    COPY_EDITED, /* words were changed, cut or added */
};
/* What body x is to the one that it follows. */
enum copy_kind copies_kind(const struct shared *shared, const struct body *x);
/* "same", "part", … */
const char *copies_kind_name(enum copy_kind kind);

/* A body among those that it is linked with. */
struct copy_node {
    int64_t id;
    struct slice first;  /* its earliest publication: ISO text, empty when unknown */
    struct slice outlet; /* that alone carries it; empty when several do, or none is known */
    uint32_t words;
};
struct copy_link {
    uint32_t a, b;   /* nodes */
    uint32_t shared; /* words */
};

#define COPY_FOLLOWS_NONE UINT32_MAX

/*
 * Whether what two bodies share is standing text of one outlet rather than a copy: a gallery, a
 * table, the head of a daily column. So it is when one outlet alone has both, days apart, and much
 * of the longer is other text. Syndication crosses outlets; a new version follows within two days.
 */
bool copies_is_standing(const struct copy_node *a, const struct copy_node *b, uint32_t shared);

/*
 * Decides which body each follows: of those linked with it and before it (published earlier, then
 * longer, then by id), the one it shares most words with, standing text left aside; none for the
 * first. ret_follows and
 * ret_root [node_count]: the root is the first of all that follow one another. Pure: the order of
 * nodes and links does not matter. O(nodes log nodes + links). False with ERR_MEMORY or ERR_LIMIT.
 */
bool copies_arrange(const struct copy_node *nodes, size_t node_count, const struct copy_link *links,
                    size_t link_count, struct arena *arena, uint32_t *ret_follows,
                    uint32_t *ret_root, struct err *err);

#endif
