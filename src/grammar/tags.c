/*
 * tags.c - part of speech, and the pair of tag and features that goes with it.
 *
 *   in    space->z
 *   out   token.upos, .xpos, .feats
 */
#include <float.h>
#include <string.h>

#include "base/ascii.h"
#include "grammar/grammar.h"
#include "grammar/heads.h"

/* Numbers of the parts of speech that rules of ours know, from 1; 0: the weights have no such. */
struct known_upos {
    uint16_t noun, proper, punctuation;
};

static bool has_letter(struct slice form)
{
    for (size_t i = 0; i < form.len; i++) {
        if (ascii_is_letter(form.ptr[i]))
            return true;
    }
    return false;
}

/* The likeliest part of speech; a word with letters ("Ga.") is no punctuation. scores is used up.
 */
static uint16_t best_upos(const struct grammar_model *model, struct slice form,
                          const struct known_upos *known, float *scores)
{
    uint32_t best = first_largest(scores, model->upos_names.count);
    if (best + 1 == known->punctuation && has_letter(form)) {
        scores[best] = -FLT_MAX;
        best = first_largest(scores, model->upos_names.count);
    }
    return (uint16_t)(best + 1);
}

/* A capital that only opens the sentence: "Gunmen killed", "Rebels seized". Whether the word is the
 * plural of a common noun by the table of lemmas, with no name behind it. */
static bool is_plural_noun(const struct grammar_model *model, struct slice form, uint16_t next,
                           const struct known_upos *known)
{
    if (form.len < 2 || !ascii_is_lower(form.ptr[1]) || next == known->proper)
        return false;
    struct slice lemma = lemmas_known(model, form, known->noun);
    return lemma.len > 0 &&
           !slice_equal(slice_sub(lemma, 1, lemma.len), slice_sub(form, 1, form.len));
}

/* The first word of a sentence when it is tagged as a name and is none. */
static void mend_first(const struct grammar_model *model, const struct article *article,
                       const struct batch_sentence *sentence, const struct known_upos *known)
{
    struct token *first = article->tokens + sentence->first_token;
    if (sentence->count > 1 && first->upos == known->punctuation)
        first++;
    bool has_next = first + 1 < article->tokens + sentence->first_token + sentence->count;
    if (known->noun != 0 && first->upos == known->proper &&
        is_plural_noun(model, article_slice(article, first->span), has_next ? first[1].upos : 0,
                       known))
        first->upos = known->noun;
}

/* The part of speech of each word. */
static void decode_upos(const struct grammar_model *model, const struct article *article,
                        struct workspace *space)
{
    const struct batch *batch = &space->batch;
    const struct known_upos known = {grammar_upos_number(model, SLICE("NOUN")),
                                     grammar_upos_number(model, SLICE("PROPN")),
                                     grammar_upos_number(model, SLICE("PUNCT"))};
    size_t stride = model->upos.outputs;
    model->kernels->linear(&model->upos, space->z, batch->rows, space->y, stride);
    for (uint32_t s = 0; s < batch->sentence_count; s++) {
        const struct batch_sentence *sentence = &batch->sentences[s];
        for (uint32_t i = 0; i < sentence->count; i++) {
            struct token *token = &article->tokens[sentence->first_token + i];
            token->upos = best_upos(model, article_slice(article, token->span), &known,
                                    space->y + (sentence->row + i) * stride);
        }
        mend_first(model, article, sentence, &known);
    }
}

/* Puts the vectors of all words with this part of speech in space->q2, their tokens in
 * space->row_new; returns how many there are. */
static uint32_t gather(const struct grammar_model *model, const struct article *article,
                       struct workspace *space, uint32_t upos)
{
    const struct batch *batch = &space->batch;
    uint32_t count = 0;
    for (uint32_t s = 0; s < batch->sentence_count; s++) {
        const struct batch_sentence *sentence = &batch->sentences[s];
        for (uint32_t i = 0; i < sentence->count; i++) {
            if (article->tokens[sentence->first_token + i].upos != upos + 1)
                continue;
            memcpy(space->q2.q + count * space->q2.stride,
                   space->z.q + (sentence->row + i) * space->z.stride,
                   model->width * sizeof(int16_t));
            space->row_new[count++] = sentence->first_token + i;
        }
    }
    return count;
}

void tags_decode(const struct grammar_model *model, const struct article *article,
                 struct workspace *space)
{
    decode_upos(model, article, space);
    for (uint32_t upos = 0; upos < model->upos_names.count; upos++) {
        const struct pairs *pairs = &model->pairs[upos];
        size_t stride = pairs->layer.outputs;
        struct quantised rows = {space->q2.q, space->ones, space->q2.stride};
        uint32_t count = gather(model, article, space, upos);
        model->kernels->linear(&pairs->layer, rows, count, space->y, stride);
        for (uint32_t i = 0; i < count; i++) {
            struct token *token = &article->tokens[space->row_new[i]];
            uint32_t best = pairs->numbers[first_largest(space->y + i * stride, pairs->count)];
            token->xpos = (uint16_t)(model->morph_xpos[best] + 1);
            token->feats = (uint16_t)(model->morph_feats[best] + 1);
        }
    }
}
