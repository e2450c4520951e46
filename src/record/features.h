/*
 * features.h - what two mentions are compared by.
 *
 *   in    an article taken up from the store
 *   out   its mentions' words, days and actors, made once
 *   uses  rules.h, words.h, article/
 */
#ifndef ANNALS_RECORD_FEATURES_H
#define ANNALS_RECORD_FEATURES_H

#include "article/merged.h"
#include "article/recorded.h"
#include "record/words.h"

struct merge_actor {
    const struct actor *actor;
    uint32_t noun;      /* hash of its name's last word: of groups what they are a group of */
    uint32_t people;    /* group of nouns for the same people, of those without a name; 0: none */
    bool is_anybody;    /* "people", "others": may be any of them */
    bool is_named;      /* has a name of its own: "Taliban", not "a suicide bomber" */
    struct words words; /* of the name */
};

struct merge_mention {
    const struct merge_article *article;
    const struct event *event;
    uint32_t index;      /* of the event in the article */
    int64_t id;          /* hash of the article's content and the index: the same of twins */
    uint32_t lemma;      /* hash of the anchor's stem, 0: unknown */
    bool is_definite;    /* "the attack": takes up what was told */
    bool is_another;     /* "a second attack": none that was told */
    bool names_somebody; /* who takes part, by name */
    bool is_dated;       /* the text says when, to a span that tells */
    unsigned weekday;    /* 1 Monday to 7, as its day or its sentence tells; 0: unknown */
    int32_t earliest;    /* days; when dated, both are known */
    int32_t latest;
    struct words anchor;
    struct words sentence;
    const struct place *where; /* or NULL; no country that takes part or is talked about */
    /* What it takes up: "the attack", "the two ministers agreed"; or NULL. An earlier mention of
     * the article that takes up none itself. */
    const struct merge_mention *earlier;
};

struct merge_article {
    struct recorded recorded;
    char content[HASH_ID_CHARS]; /* hash of title, text and date: twins have one; sorts articles */
    int32_t published_first;     /* days that the publication date allows, or DAY_UNKNOWN */
    int32_t published_last;
    struct words topic;
    struct merge_actor *actors;     /* [article.actor_count] */
    struct merge_mention *mentions; /* [article.event_count] */
};

/* Fills *ret_article from recorded, which it keeps views into. False when the arena is exhausted.
 * O(text). */
bool merge_article_prepare(const struct merge_rules *rules, const struct recorded *recorded,
                           struct arena *arena, struct merge_article *ret_article);

/* The canonical order: by day of publication (unknown last), content, number. 0 only for the same
 * mention of twins. */
int merge_mention_compare(const struct merge_mention *a, const struct merge_mention *b);

#endif
