/*
 * tags.c - part of speech, and the pair of tag and features that goes with it.
 *
 *   in    space->z
 *   out   token.upos, .xpos, .feats
 */
#include <string.h>

#include "grammar/heads.h"

/* The part of speech of each word. */
static void decode_upos(const struct grammar_model *model, const struct article *article,
                        struct workspace *space)
{
    const struct batch *batch = &space->batch;
    size_t stride = model->upos.outputs;
    model->kernels->linear(&model->upos, space->z, batch->rows, space->y, stride);
    for (uint32_t s = 0; s < batch->sentence_count; s++) {
        const struct batch_sentence *sentence = &batch->sentences[s];
        for (uint32_t i = 0; i < sentence->count; i++) {
            const float *scores = space->y + (sentence->row + i) * stride;
            article->tokens[sentence->first_token + i].upos =
                (uint16_t)(first_largest(scores, model->upos_names.count) + 1);
        }
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
