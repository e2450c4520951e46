/*
 * recorded.h - an article as the record takes it up again from the store.
 *
 *   in    store/ fills it
 *   out   record/ compares articles and their events with each other
 *   uses  article.h
 *
 * The article has the layers that tell what it reports: metadata, text, sentences (without tokens),
 * actors (without mentions), times of which both days are known (spans and days alone), places of
 * events, quantities and events. Spans are bytes of the text, as everywhere; participants whom an
 * antecedent names have none.
 */
#ifndef ANNALS_ARTICLE_RECORDED_H
#define ANNALS_ARTICLE_RECORDED_H

#include "article/article.h"

struct recorded {
    int64_t number; /* the article's row in its store; means nothing outside it */
    struct article article;
    uint32_t dateline; /* place: "ALANYA, December 1" says where it was filed; or INDEX_NONE */
    const struct slice *lemmas; /* [event_count], of the words that carry each event; or empty */
};

#endif
