/*
 * types.c - vectors of words before any context: embeddings of what the form is made of, mixed by
 * one layer.
 *
 *   in    forms
 *   out   rows of space->x
 */
#include "grammar/types.h"

#include <string.h>

#include "base/hash.h"
#include "grammar/features.h"

#define NONE UINT32_MAX

static void add_hashed(const struct grammar_model *model, const struct table *table, uint64_t hash,
                       float *sum)
{
    size_t row = hash & (table->rows - 1);
    model->kernels->add_row(sum, table->q + row * model->width, table->scale[row], model->width);
}

/* The sum of a form's embeddings. ngrams has room for one vector. */
static void sum_embeddings(const struct grammar_model *model, struct slice form, float *ngrams,
                           float *ret_sum)
{
    struct features features;
    size_t bytes = model->width * sizeof(float);
    features_of(form, &features);
    memset(ret_sum, 0, bytes);
    size_t known = sorted_find(model->vocabulary, model->vocabulary_count, features.word);
    size_t row = known == SIZE_MAX ? 0 : (size_t)model->vocabulary_rows[known];
    model->kernels->add_row(ret_sum, model->words.q + row * model->width, model->words.scale[row],
                            model->width);
    for (size_t i = 0; i < AFFIX_COUNT; i++)
        add_hashed(model, &model->affixes, features.affixes[i], ret_sum);
    if (features.ngram_count == 0)
        return;
    memset(ngrams, 0, bytes);
    for (size_t i = 0; i < features.ngram_count; i++)
        add_hashed(model, &model->ngrams, features.ngrams[i], ngrams);
    model->kernels->add_scaled(ret_sum, ngrams, 1.0F / (float)features.ngram_count, model->width);
}

/* Vectors of the first `count` new forms, in space->y. */
static void embed_new(const struct grammar_model *model, struct workspace *space, size_t count)
{
    const struct kernels *kernels = model->kernels;
    size_t width = model->width, hidden = model->type_up.outputs;
    for (size_t i = 0; i < count; i++)
        sum_embeddings(model, space->new_forms[i], space->y2, space->y + i * width);
    kernels->normalise(space->y, width, width, count, space->z);
    kernels->linear(&model->type_up, space->z, count, space->y2, hidden);
    kernels->relu(space->y2, count * hidden);
    kernels->quantise(space->y2, hidden, hidden, count, space->q);
    kernels->linear(&model->type_down, space->q, count, space->y2, width);
    kernels->add(space->y, space->y2, count * width);
}

static bool slot_holds(const struct type_slot *slot, uint64_t hash, struct slice form)
{
    return slot->hash == hash && slot->length == form.len && form.len > 0 &&
           memcmp(slot->form, form.ptr, form.len) == 0;
}

/* Copies the form's vector to the row when it is known; else puts the form among the new ones. */
static void look_up(struct workspace *space, size_t width, struct slice form, uint32_t row,
                    uint32_t *new_count)
{
    uint64_t hash = hash_64(form);
    uint32_t at = (uint32_t)(hash % TYPE_SLOTS);
    struct type_slot *slot = &space->slots[at];
    space->row_new[row] = NONE;
    if (slot_holds(slot, hash, form)) {
        if (slot->is_new)
            space->row_new[row] = slot->is_new - 1;
        else
            memcpy(space->x + row * width, space->slot_vectors + at * width, width * sizeof(float));
        return;
    }
    uint32_t number = (*new_count)++;
    space->row_new[row] = number;
    space->new_forms[number] = form;
    space->new_slots[number] = NONE;
    if (form.len > TYPE_FORM_BYTES_MAX)
        return;
    space->new_slots[number] = at;
    *slot = (struct type_slot){.hash = hash, .is_new = number + 1, .length = (uint8_t)form.len};
    memcpy(slot->form, form.ptr, form.len);
}

void types_embed(const struct grammar_model *model, const struct article *article,
                 struct workspace *space)
{
    const struct batch *batch = &space->batch;
    size_t width = model->width;
    uint32_t new_count = 0;
    memset(space->x, 0, batch->rows * width * sizeof(float));
    for (uint32_t s = 0; s < batch->sentence_count; s++) {
        const struct batch_sentence *sentence = &batch->sentences[s];
        for (uint32_t i = 0; i < sentence->count; i++) {
            struct span span = article->tokens[sentence->first_token + i].span;
            look_up(space, width, article_slice(article, span), sentence->row + i, &new_count);
        }
    }
    embed_new(model, space, new_count);
    for (uint32_t s = 0; s < batch->sentence_count; s++) {
        const struct batch_sentence *sentence = &batch->sentences[s];
        for (uint32_t row = sentence->row; row < sentence->row + sentence->count; row++) {
            if (space->row_new[row] != NONE)
                memcpy(space->x + row * width, space->y + space->row_new[row] * width,
                       width * sizeof(float));
        }
    }
    for (uint32_t i = 0; i < new_count; i++) {
        uint32_t at = space->new_slots[i];
        if (at == NONE || space->slots[at].is_new != i + 1)
            continue;
        space->slots[at].is_new = 0;
        memcpy(space->slot_vectors + at * width, space->y + i * width, width * sizeof(float));
    }
}
