/*
 * fuzz_article.h - articles with any words under any trees, and what must hold of their events.
 */
#ifndef ANNALS_FUZZ_ARTICLE_H
#define ANNALS_FUZZ_ARTICLE_H

#include "article/article.h"
#include "base/limits.h"
#include "base/vector.h"

#include "fuzz_common.h"

#define ARTICLE_WORDS_MAX 2000
#define ARTICLE_WORD_BYTES_MAX ((size_t)24)

static inline void *some(void *memory)
{
    demand(memory != NULL);
    return memory;
}

/* Text, tokens, sentences and entities from the bytes. Each word is four: which of the words, part
 * of speech and tag, relation, head; some open sentences, paragraphs and entities. Trees may be no
 * trees at all. */
static inline struct article article_of(const char *const *words, size_t word_count,
                                        const uint8_t *data, size_t size, struct arena *arena)
{
    struct article article = {0};
    VECTOR(struct token) tokens = {0};
    VECTOR(struct sentence) sentences = {0};
    VECTOR(struct paragraph) paragraphs = {0};
    VECTOR(struct entity) entities = {0};
    char *text = some(arena_alloc(arena, (size + 4) * ARTICLE_WORD_BYTES_MAX / 4, 1));
    uint32_t length = 0;
    for (size_t i = 0; i + 4 <= size && tokens.count < ARTICLE_WORDS_MAX; i += 4) {
        const char *word = words[data[i] % word_count];
        struct token *token = some(vector_push(&tokens, arena));
        uint32_t start = length;
        demand(strlen(word) < ARTICLE_WORD_BYTES_MAX);
        memcpy(text + length, word, strlen(word));
        length += (uint32_t)strlen(word);
        token->span = (struct span){start, length};
        text[length++] = ' ';
        token->upos = data[i + 1] % 20;
        token->xpos = data[i + 1] % 60;
        token->deprel = data[i + 2] % 60;
        token->lemma = slice_from(word);
        bool opens = sentences.count == 0 || data[i] >= 250;
        if (sentences.count == 0 || data[i] >= 254) {
            struct paragraph *paragraph = some(vector_push(&paragraphs, arena));
            *paragraph = (struct paragraph){{start, start}, (enum paragraph_kind)(data[i + 3] % 5)};
        }
        paragraphs.items[paragraphs.count - 1].span.end = token->span.end;
        struct sentence *sentence = opens ? some(vector_push(&sentences, arena))
                                          : &sentences.items[sentences.count - 1];
        if (opens)
            *sentence = (struct sentence){.span = {start, start},
                                          .paragraph = (uint32_t)paragraphs.count - 1,
                                          .first_token = (uint32_t)tokens.count - 1};
        sentence->token_count++;
        sentence->span.end = token->span.end;
        token->head = data[i + 3] == 255 ? INDEX_NONE : data[i + 3] % 32;
        if (data[i + 2] >= 200) {
            struct entity *entity = some(vector_push(&entities, arena));
            *entity = (struct entity){.sentence = (uint32_t)sentences.count - 1,
                                      .first_token = (uint32_t)tokens.count - 1,
                                      .token_count = 1,
                                      .type = (enum entity_type)(data[i + 2] % 8)};
        }
    }
    article.text = (struct slice){text, length};
    article.tokens = tokens.items;
    article.token_count = (uint32_t)tokens.count;
    article.paragraphs = paragraphs.items;
    article.paragraph_count = (uint32_t)paragraphs.count;
    article.sentences = sentences.items;
    article.sentence_count = (uint32_t)sentences.count;
    article.entities = entities.items;
    article.entity_count = (uint32_t)entities.count;
    memset(article.key, 'a', sizeof(article.key));
    if (size > 0 && data[0] % 2)
        article.published = (struct datetime){
            2016, 12, 1, 0, 0, DATE_ZONE_NONE, (enum date_precision)(data[0] % 5)};
    return article;
}

/* Makes the heads of each sentence a forest, as far as they are none: what later stages are given.
 */
static inline void mend_heads(struct article *article)
{
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        struct token *tokens = article->tokens + article->sentences[s].first_token;
        uint32_t count = article->sentences[s].token_count;
        for (uint32_t i = 0; i < count; i++) {
            if (tokens[i].head != INDEX_NONE)
                tokens[i].head %= count;
        }
        for (uint32_t i = 0; i < count; i++) {
            uint32_t at = i;
            for (uint32_t steps = 0; at != INDEX_NONE && steps <= count; steps++)
                at = tokens[at].head;
            if (at != INDEX_NONE)
                tokens[i].head = INDEX_NONE;
        }
    }
}

static inline bool span_within(struct span inner, struct span outer)
{
    return inner.start < inner.end && inner.start >= outer.start && inner.end <= outer.end;
}

/* Actors of the article, at spans in the sentence, each once. */
static inline void demand_side(const struct article *article, const struct event *event,
                               const struct participant *side, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        demand(side[i].actor < article->actor_count);
        demand(span_within(side[i].span, article->sentences[event->sentence].span));
        for (uint32_t j = 0; j < i; j++)
            demand(side[i].actor != side[j].actor);
    }
}

static inline void demand_event(const struct article *article, const struct event *event)
{
    demand(event->sentence < article->sentence_count);
    demand(span_within(event->anchor, article->sentences[event->sentence].span));
    demand(event->type.len > 0 && event->rule.len > 0 && event->quad <= 4);
    demand(slice_equal(event->type, SLICE("OTHER")) == (event->quad == 0));
    demand(event->status <= EVENT_HISTORICAL);
    demand(event->where == INDEX_NONE || event->where < article->place_count);
    demand(event->attributed_to == INDEX_NONE || event->attributed_to < article->actor_count);
    demand(event->earliest == DAY_UNKNOWN || event->latest == DAY_UNKNOWN ||
           event->earliest <= event->latest);
    demand(event->confidence >= 0 && event->confidence <= 1);
    demand_side(article, event, event->actors, event->actor_count);
    demand_side(article, event, event->recipients, event->recipient_count);
    for (uint32_t i = 0; i < event->actor_count; i++) {
        for (uint32_t j = 0; j < event->recipient_count; j++)
            demand(event->actors[i].actor != event->recipients[j].actor);
    }
    for (uint32_t i = 0; i < event->quantity_count; i++)
        demand(event->counts[i] < article->quantity_count);
}

/* In the order of the text, at most so many a sentence. */
static inline void demand_events(const struct article *article)
{
    uint32_t in_sentence = 0;
    for (uint32_t i = 0; i < article->event_count; i++) {
        const struct event *event = &article->events[i];
        demand_event(article, event);
        bool same = i > 0 && event[-1].sentence == event->sentence;
        demand(i == 0 || event[-1].sentence <= event->sentence);
        in_sentence = same ? in_sentence + 1 : 1;
        demand(in_sentence <= EVENTS_OF_SENTENCE_MAX);
    }
}

#endif
