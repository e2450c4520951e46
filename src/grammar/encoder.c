/*
 * encoder.c - residual blocks: convolutions over three words, attention, feed-forward layers.
 *
 *   in    space->x
 *   out   space->z
 */
#include "grammar/encoder.h"

#include <string.h>

/* Empty rows were reckoned along with the others; they stay zero. */
static void clear_empty_rows(const struct grammar_model *model, struct workspace *space)
{
    const struct batch *batch = &space->batch;
    size_t bytes = model->width * sizeof(float);
    memset(space->x, 0, bytes);
    for (uint32_t s = 0; s < batch->sentence_count; s++) {
        const struct batch_sentence *sentence = &batch->sentences[s];
        memset(space->x + (size_t)(sentence->row + sentence->count) * model->width, 0, bytes);
    }
}

static void normalise_rows(const struct grammar_model *model, struct workspace *space)
{
    model->kernels->normalise(space->x, model->width, model->width, space->batch.rows, space->z);
}

/* The rows before, of and after a word lie side by side in z: one vector of three widths. */
static void run_convolution(const struct grammar_model *model, const struct block *block,
                            struct workspace *space)
{
    size_t width = model->width, count = space->batch.rows - 2;
    normalise_rows(model, space);
    model->kernels->linear(&block->first, space->z, count, space->y, 2 * width);
    model->kernels->gate(space->x + width, width, space->y, 2 * width, width, count);
}

static void run_feed_forward(const struct grammar_model *model, const struct block *block,
                             struct workspace *space)
{
    const struct kernels *kernels = model->kernels;
    size_t width = model->width, hidden = block->first.outputs, rows = space->batch.rows;
    normalise_rows(model, space);
    kernels->linear(&block->first, space->z, rows, space->y, hidden);
    kernels->relu(space->y, rows * hidden);
    kernels->quantise(space->y, hidden, hidden, rows, space->q);
    kernels->linear(&block->second, space->q, rows, space->y, width);
    kernels->add(space->x, space->y, rows * width);
}

/* One head's view of quantised rows. */
static struct quantised head_of(struct quantised rows, size_t first_row, size_t first_number)
{
    return (struct quantised){.q = rows.q + first_row * rows.stride + first_number,
                              .scale = rows.scale + first_row,
                              .stride = rows.stride};
}

/* What one head gathers for each word of a sentence, into its numbers of ret_rows. */
static void attend_head(const struct grammar_model *model, const struct block *block,
                        struct workspace *space, const struct batch_sentence *sentence, size_t head,
                        float *ret_rows)
{
    const struct kernels *kernels = model->kernels;
    size_t count = sentence->count, width = model->width, depth = width / model->heads;
    size_t stride = LANES_UP(count);
    const float *distance = block->distance + head * DISTANCE_ENTRIES + SENTENCE_TOKENS_MAX;
    struct quantised asking = head_of(space->q, sentence->row, head * depth);
    struct quantised answering = head_of(space->q2, sentence->row, head * depth);
    struct quantised weights = {space->p.q, space->p.scale, stride};
    struct linear mix = {.packed = space->value_packed,
                         .scale = space->value_scale,
                         .bias = space->zeros,
                         .inputs = (uint32_t)(count + 1) / 2 * 2,
                         .outputs = (uint32_t)depth};
    kernels->dots(asking, count, answering, count, depth, space->scores, stride);
    for (size_t i = 0; i < count; i++) {
        kernels->add(space->scores + i * stride, distance - i, stride);
        kernels->attend(space->scores + i * stride, count, weights.q + i * stride);
    }
    kernels->pack_columns(space->value_q + head * depth, width, depth, count, space->value_packed);
    kernels->linear(&mix, weights, count, ret_rows + head * depth, width);
}

/* All heads over one sentence, whose queries, keys and values stand in space->y. */
static void attend_sentence(const struct grammar_model *model, const struct block *block,
                            struct workspace *space, const struct batch_sentence *sentence)
{
    size_t width = model->width;
    float scale;
    struct quantised values = {space->value_q, &scale, sentence->count * width};
    for (size_t i = 0; i < sentence->count; i++)
        memcpy(space->values + i * width, space->y + (sentence->row + i) * 3 * width + 2 * width,
               width * sizeof(float));
    model->kernels->quantise(space->values, values.stride, values.stride, 1, values);
    for (size_t i = 0; i < width; i++)
        space->value_scale[i] = scale * (1.0F / ATTENTION_UNIT);
    for (size_t head = 0; head < model->heads; head++)
        attend_head(model, block, space, sentence, head, space->y2 + sentence->row * width);
}

static void run_attention(const struct grammar_model *model, const struct block *block,
                          struct workspace *space)
{
    const struct kernels *kernels = model->kernels;
    const struct batch *batch = &space->batch;
    size_t width = model->width, rows = batch->rows;
    normalise_rows(model, space);
    kernels->linear(&block->first, space->z, rows, space->y, 3 * width);
    kernels->quantise(space->y, 3 * width, width, rows, space->q);
    kernels->quantise(space->y + width, 3 * width, width, rows, space->q2);
    for (uint32_t s = 0; s < batch->sentence_count; s++)
        attend_sentence(model, block, space, &batch->sentences[s]);
    kernels->quantise(space->y2, width, width, rows, space->q);
    kernels->linear(&block->second, space->q, rows, space->y, width);
    kernels->add(space->x, space->y, rows * width);
}

void encoder_run(const struct grammar_model *model, struct workspace *space)
{
    for (uint32_t i = 0; i < model->block_count; i++) {
        const struct block *block = &model->blocks[i];
        switch (block->kind) {
        case BLOCK_CONVOLUTION:
            run_convolution(model, block, space);
            break;
        case BLOCK_ATTENTION:
            run_attention(model, block, space);
            break;
        case BLOCK_FEED_FORWARD:
            run_feed_forward(model, block, space);
            break;
        }
        clear_empty_rows(model, space);
    }
    normalise_rows(model, space);
}
