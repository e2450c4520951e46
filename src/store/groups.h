/*
 * groups.h - copies, stories and mentions of one event on disk: what the record finds them by, and
 *            what it found of copies and stories.
 *
 *   in    keys, links, rows of results; within store_record_begin and _commit
 *   out   the same, by article, body or unit
 *   uses  record.h
 *
 * A graph has members (bodies of articles; units: articles of the same weighty words and day;
 * mentions of events), keys under which they stand, and weighted links between pairs of them. All
 * lists come in an order that depends on content alone. What is read lives in the arena that the
 * caller gives.
 */
#ifndef ANNALS_STORE_GROUPS_H
#define ANNALS_STORE_GROUPS_H

#include "store/record.h"

enum store_graph { STORE_COPY_GRAPH, STORE_STORY_GRAPH, STORE_EVENT_GRAPH };

struct store_link {
    int64_t other;
    uint32_t weight;
};

/* Puts a member under a key; nothing happens when it is there. O(log keys). */
bool store_key_add(struct store *store, enum store_graph graph, int64_t key, int64_t member,
                   struct err *err);
/* The members under a key, ascending, at most limit (0: all). */
bool store_key_members(struct store *store, enum store_graph graph, int64_t key, size_t limit,
                       struct arena *arena, int64_t **ret_members, size_t *ret_count,
                       struct err *err);
/* Links two members, both ways; a link that is there gets the weight. */
bool store_link_add(struct store *store, enum store_graph graph, int64_t a, int64_t b,
                    uint32_t weight, struct err *err);
bool store_link_drop(struct store *store, enum store_graph graph, int64_t a, int64_t b,
                     struct err *err);
/* A member's links, by the other member, at most limit (0: all). */
bool store_links(struct store *store, enum store_graph graph, int64_t member, size_t limit,
                 struct arena *arena, struct store_link **ret_links, size_t *ret_count,
                 struct err *err);

/* ---- articles ---- */

/* What copies and stories are found by. */
struct store_report {
    int64_t number;
    char key[HASH_ID_CHARS];
    struct slice title, outlet, url, published, language, text;
    int32_t day; /* of publication, DAY_UNKNOWN when it is not known to the day */
};
/* The article with the least number above `after`; *ret_found false: there is none. */
bool store_report_next(struct store *store, int64_t after, struct arena *arena,
                       struct store_report *ret_report, bool *ret_found, struct err *err);
/* The article of this number. ERR_FORMAT when there is none. */
bool store_report(struct store *store, int64_t number, struct arena *arena,
                  struct store_report *ret_report, struct err *err);

/* Notes what an article's body is; then, what its unit is. */
bool store_report_note_body(struct store *store, int64_t number, int64_t body, uint32_t words,
                            struct err *err);
bool store_report_note_unit(struct store *store, int64_t number, int64_t unit, struct err *err);
/* An article that has this body, or 0. */
bool store_body_article(struct store *store, int64_t body, int64_t *ret_number, struct err *err);
/* The article's unit. ERR_FORMAT when none is noted. */
bool store_report_unit(struct store *store, int64_t number, int64_t *ret_unit, struct err *err);

/* The articles of a body or a unit, the one that came first (published, then key) first. */
struct store_member_article {
    int64_t number;
    struct slice published; /* ISO 8601, empty when unknown */
    struct slice outlet;    /* empty when unknown */
    uint32_t words;
};
bool store_member_articles(struct store *store, enum store_graph graph, int64_t member,
                           struct arena *arena, struct store_member_article **ret_articles,
                           size_t *ret_count, struct err *err);

/* A unit's day and terms; *ret_new is false when it was there. */
bool store_unit_put(struct store *store, int64_t id, int32_t day, struct slice terms, bool *ret_new,
                    struct err *err);
/* ERR_FORMAT when there is none. */
bool store_unit_get(struct store *store, int64_t id, struct arena *arena, int32_t *ret_day,
                    struct slice *ret_terms, struct err *err);

/* ---- results ---- */

/* What an article shares with the one that it follows: code points of both texts. */
struct store_passage {
    uint32_t start, end;
    uint32_t other_start, other_end;
};
struct store_copy {
    int64_t number;  /* article */
    int64_t follows; /* article, 0: it came first */
    struct slice group;
    struct slice kind;
    uint32_t shared; /* words; 0 of the first */
    const struct store_passage *passages;
    size_t passage_count;
};
/* Forgets what was noted of an article as a copy; *ret_was: something was. */
bool store_copy_drop(struct store *store, int64_t number, bool *ret_was, struct err *err);
bool store_copy_put(struct store *store, const struct store_copy *copy, struct err *err);
/* The article's group of copies, empty when it has none. */
bool store_copy_group(struct store *store, int64_t number, struct arena *arena,
                      struct slice *ret_group, struct err *err);

struct store_story {
    struct slice id, title, first_day, last_day; /* empty: unknown */
    uint32_t articles, outlets, outlets_all;
};
bool store_story_put(struct store *store, const struct store_story *story, struct err *err);
/* The story that an article is in, empty when it is in none yet. */
bool store_story_of(struct store *store, int64_t number, struct arena *arena,
                    struct slice *ret_story, struct err *err);
/* The story that all articles of a unit are in, empty when they are in several or some in none; how
 * many they are, and how many the story has. */
bool store_unit_story(struct store *store, int64_t unit, struct arena *arena,
                      struct slice *ret_story, uint32_t *ret_articles, uint32_t *ret_of,
                      struct err *err);
bool store_story_place(struct store *store, int64_t number, struct slice story, struct err *err);
/* Removes a story when no article is left in it; *ret_gone tells. */
bool store_story_drop_empty(struct store *store, struct slice id, bool *ret_gone, struct err *err);
/* Notes that articles of a story went to another one. */
bool store_story_changed(struct store *store, struct slice story, struct slice successor,
                         struct slice kind, struct err *err);

#endif
