/*
 * fuzz_split.h - articles of any text, split into sentences and words, under any trees.
 */
#ifndef ANNALS_FUZZ_SPLIT_H
#define ANNALS_FUZZ_SPLIT_H

#include "base/limits.h"
#include "text/text.h"

#include "fuzz_common.h"

/* An article of one paragraph whose text is already clean. */
static inline struct article split_article(const struct text_model *model, struct slice text,
                                           struct arena *arena, struct arena *scratch)
{
    struct err err;
    struct paragraph *paragraph = arena_array(arena, struct paragraph, 1);
    demand(paragraph != NULL);
    paragraph->span = (struct span){0, (uint32_t)text.len};
    struct article article = {
        .text = text, .language = SLICE("en"), .paragraphs = paragraph, .paragraph_count = 1};
    demand(text_split(model, arena, scratch, &article, &err));
    return article;
}

/* Any head and any label, three bytes a word, round and round: a stage must not trust a tree to be
 * one. */
static inline void give_trees(struct article *article, const uint8_t *data, size_t size)
{
    size_t at = 0;
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        for (uint32_t i = 0; i < sentence->token_count; i++, at += 3) {
            struct token *token = &article->tokens[sentence->first_token + i];
            token->head = INDEX_NONE;
            if (size < 3)
                continue;
            uint8_t head = data[at % size];
            token->head = head ? head % sentence->token_count : INDEX_NONE;
            token->deprel = data[(at + 1) % size] % 60;
            token->upos = data[(at + 2) % size] % 18;
            token->xpos = data[(at + 2) % size] % 50;
        }
    }
}

#endif
