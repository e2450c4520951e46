/*
 * merging.h - what the files share that merge events.
 *
 *   in    a store, the rules
 *   out   mentions as members of a graph, the articles around them
 *   uses  graph.h, record_cache.h, record/
 *
 * Members of the graph are mentions of articles that differ in text, title or date: of "twins",
 * which do not, the first one read stands for all. A member's number is a hash of its content, so
 * that nothing depends on the order in which articles come.
 */
#ifndef ANNALS_API_MERGING_H
#define ANNALS_API_MERGING_H

#include "api/graph.h"
#include "api/moves.h"
#include "api/record.h"
#include "api/record_cache.h"
#include "base/map.h"

#define NODE_SLOTS 65536
#define UNIT_SLOTS 65536

/* A decision of the user's as one of the two mentions sees it. */
struct decided {
    int64_t member;
    int64_t other;
    bool join;
};

/* An event that is taken out; mentions that are not in others yet still name its number. */
struct gone {
    char id[HASH_ID_CHARS];
};

struct merging {
    struct store *store;
    struct record_step *step; /* NULL when the user's decisions are carried out */
    struct merge_rules rules;
    struct record_cache cache;
    struct arena arena;             /* what is kept to the end */
    VECTOR(struct decided) decided; /* both ways, sorted by member and other */
    struct graph_change change;
    struct graph_members grown; /* units that got an article to compare */
    struct moves moves;         /* of mentions between events */
    VECTOR(struct gone) gone;   /* events taken out in this step */
    struct map gone_of;         /* their numbers, as bytes, to their places in gone */
    int64_t last_event;         /* greatest number in use */
    struct node_slot {
        int64_t id;
        struct mention_ref ref; /* article 0: free */
    } * nodes;                  /* [NODE_SLOTS] members looked up lately */
    struct unit_slot {
        int64_t unit;
        int64_t last; /* of the first units linked with it; the greatest number when all are */
        bool filled;
    } * units; /* [UNIT_SLOTS] units looked up lately */
    struct around {
        int64_t article; /* 0: none */
        struct arena arena;
        struct graph_members articles;
    } around; /* the articles near the one asked for last */
};

/* The mention that a member is. */
bool merging_ref(struct merging *merging, int64_t member, struct mention_ref *ret_ref,
                 struct err *err);
/* Its features, with the article that holds them as record_cache_get gives it. */
bool merging_mention(struct merging *merging, int64_t member, bool hold, struct cached **ret_cached,
                     const struct merge_mention **ret_mention, struct err *err);
/* The members that an article's mentions are. */
bool merging_members(struct merging *merging, int64_t article, struct arena *arena,
                     struct graph_members *members, struct err *err);

/* ---- record_near.c: the graph's rules; context is struct merging ---- */

bool merging_keys(void *context, int64_t member, struct arena *arena, struct graph_key **ret_keys,
                  size_t *ret_count, struct err *err);
bool merging_weigh(void *context, int64_t a, int64_t b, struct arena *arena, uint32_t *ret_weight,
                   struct err *err);
bool merging_near(void *context, int64_t member, struct arena *arena, struct graph_members *near,
                  struct err *err);
bool merging_joined(void *context, int64_t member, struct arena *arena,
                    struct graph_members *others, struct err *err);
/* Adds the members that may not be near any more what they were, after units of stories changed and
 * units got more articles. */
bool merging_suspects(struct merging *merging, struct arena *scratch, struct err *err);

/* ---- record_part.c: mentions that hang together, parted into events and written ---- */

bool merging_put_part(void *context, const struct graph_part *part, struct arena *scratch,
                      struct err *err);

#endif
