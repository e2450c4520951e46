/*
 * tags.c - part of speech, and the pair of tag and features that goes with it.
 *
 *   in    space->z
 *   out   token.upos, .xpos, .feats
 */
#include "grammar/heads.h"

/* The first of the largest scores whose class may stand beside the part of speech. */
static uint32_t best_allowed(const float *scores, const uint8_t *allowed, uint32_t count)
{
    uint32_t best = UINT32_MAX;
    for (uint32_t i = 0; i < count; i++) {
        if (allowed[i] == 1 && (best == UINT32_MAX || scores[i] > scores[best]))
            best = i;
    }
    return best;
}

void tags_decode(const struct grammar_model *model, const struct article *article,
                 struct workspace *space)
{
    const struct batch *batch = &space->batch;
    size_t upos_stride = model->upos.outputs, morph_stride = model->morph.outputs;
    model->kernels->linear(&model->upos, space->z, batch->rows, space->y, upos_stride);
    model->kernels->linear(&model->morph, space->z, batch->rows, space->y2, morph_stride);
    for (uint32_t s = 0; s < batch->sentence_count; s++) {
        const struct batch_sentence *sentence = &batch->sentences[s];
        for (uint32_t i = 0; i < sentence->count; i++) {
            struct token *token = &article->tokens[sentence->first_token + i];
            size_t row = sentence->row + i;
            uint32_t upos = first_largest(space->y + row * upos_stride, model->upos_names.count);
            const uint8_t *allowed = model->morph_allowed + (size_t)upos * model->morph_count;
            uint32_t morph = best_allowed(space->y2 + row * morph_stride, allowed,
                                          model->morph_count);
            token->upos = (uint16_t)(upos + 1);
            token->xpos = (uint16_t)(model->morph_xpos[morph] + 1);
            token->feats = (uint16_t)(model->morph_feats[morph] + 1);
        }
    }
}
