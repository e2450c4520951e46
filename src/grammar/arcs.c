/*
 * arcs.c - heads and relations: a score for each pair of words, the best tree, a name for each arc.
 *
 *   in    space->z
 *   out   token.head, .deprel
 *
 * Arcs are scored by a biaffine form (Dozat and Manning 2017), plus what the distance adds.
 */
#include <string.h>

#include "grammar/heads.h"
#include "grammar/tree.h"

/* How a batch's words score as heads and dependents. */
struct arc_rows {
    struct quantised dependents; /* space->q: mixed */
    struct quantised heads;      /* space->q2 */
    const float *root;           /* [rows * LANES]: score of the root as head */
    float *prior;                /* [rows]: score of a word as anyone's head */
};

/* Leaves the dependents in q, the heads in q2, and scores of single words in y. */
static void score_rows(const struct grammar_model *model, struct workspace *space,
                       struct arc_rows *ret_arcs)
{
    const struct kernels *kernels = model->kernels;
    size_t rows = space->batch.rows, width = model->arc_width;
    kernels->linear(&model->arc_dependent, space->z, rows, space->y, width);
    kernels->relu(space->y, rows * width);
    kernels->quantise(space->y, width, width, rows, space->q);
    kernels->linear(&model->arc_mix, space->q, rows, space->y, width);
    kernels->quantise(space->y, width, width, rows, space->q);
    kernels->linear(&model->arc_head, space->z, rows, space->y, width);
    kernels->relu(space->y, rows * width);
    kernels->quantise(space->y, width, width, rows, space->q2);
    kernels->linear(&model->arc_root, space->q, rows, space->y, LANES);
    kernels->linear(&model->arc_prior, space->q2, rows, space->y2, LANES);
    for (size_t row = 0; row < rows; row++)
        space->y2[row] = space->y2[row * LANES];
    *ret_arcs = (struct arc_rows){space->q, space->q2, space->y, space->y2};
}

/* Scores of all heads of a sentence's words, in space->scores: [word][1 + head], the root at 0. */
static void score_arcs(const struct grammar_model *model, struct workspace *space,
                       const struct arc_rows *arcs, const struct batch_sentence *sentence)
{
    const struct kernels *kernels = model->kernels;
    size_t row = sentence->row, count = sentence->count;
    const struct quantised from = {arcs->dependents.q + row * arcs->dependents.stride,
                                   arcs->dependents.scale + row, arcs->dependents.stride};
    const struct quantised to = {arcs->heads.q + row * arcs->heads.stride, arcs->heads.scale + row,
                                 arcs->heads.stride};
    kernels->dots(from, count, to, count, model->arc_width, space->scores + 1, SCORE_STRIDE);
    for (size_t i = 0; i < count; i++) {
        float *scores = space->scores + i * SCORE_STRIDE;
        const float *distance = model->arc_distance + SENTENCE_TOKENS_MAX - i;
        scores[0] = arcs->root[(row + i) * LANES];
        for (size_t j = 0; j < count; j++)
            scores[1 + j] = scores[1 + j] + arcs->prior[row + j] + distance[j];
    }
}

/* Relations of all words, whose heads are known; needs space->heads. */
static void name_arcs(const struct grammar_model *model, const struct article *article,
                      struct workspace *space)
{
    const struct kernels *kernels = model->kernels;
    const struct batch *batch = &space->batch;
    size_t rows = batch->rows, width = model->label_width, stride = model->label_out.outputs;
    kernels->linear(&model->label_dependent, space->z, rows, space->y, width);
    kernels->linear(&model->label_head, space->z, rows, space->y2, width);
    for (uint32_t s = 0; s < batch->sentence_count; s++) {
        const struct batch_sentence *sentence = &batch->sentences[s];
        for (size_t row = sentence->row; row < sentence->row + sentence->count; row++) {
            size_t head = sentence->row + space->heads[row] - 1;
            kernels->add(space->y + row * width,
                         space->heads[row] == TREE_ROOT ? model->label_root
                                                        : space->y2 + head * width,
                         width);
        }
    }
    kernels->relu(space->y, rows * width);
    kernels->quantise(space->y, width, width, rows, space->q);
    kernels->linear(&model->label_out, space->q, rows, space->y, stride);
    for (uint32_t s = 0; s < batch->sentence_count; s++) {
        const struct batch_sentence *sentence = &batch->sentences[s];
        for (uint32_t i = 0; i < sentence->count; i++) {
            struct token *token = &article->tokens[sentence->first_token + i];
            const float *scores = space->y + (sentence->row + i) * stride;
            bool is_root = token->head == INDEX_NONE;
            uint32_t best = first_largest(scores + 1, model->deprel_names.count - 1);
            token->deprel = (uint16_t)(is_root ? 1 : best + 2);
        }
    }
}

bool arcs_decode(const struct grammar_model *model, const struct article *article,
                 struct workspace *space, struct arena *scratch, struct err *err)
{
    const struct batch *batch = &space->batch;
    struct arc_rows arcs;
    score_rows(model, space, &arcs);
    memset(space->heads, 0, batch->rows * sizeof(*space->heads));
    for (uint32_t s = 0; s < batch->sentence_count; s++) {
        const struct batch_sentence *sentence = &batch->sentences[s];
        uint32_t *heads = space->heads + sentence->row;
        score_arcs(model, space, &arcs, sentence);
        if (!tree_decode(space->scores, SCORE_STRIDE, sentence->count, scratch, heads, err))
            return false;
        for (uint32_t i = 0; i < sentence->count; i++)
            article->tokens[sentence->first_token + i].head = heads[i] == TREE_ROOT ? INDEX_NONE
                                                                                    : heads[i] - 1;
    }
    name_arcs(model, article, space);
    return true;
}
