/*
 * workspace.c - the store of work spaces, and what is in one.
 *
 *   in    a model
 *   out   work spaces
 */
#include "grammar/workspace.h"

#include <stdlib.h>

#include "grammar/types.h"

#define WORKSPACE_BYTES_MAX ((size_t)256 << 20)

static void *room(struct workspace *space, size_t count, size_t size)
{
    return arena_alloc_array(&space->arena, count, size, 64);
}

static bool quantised_room(struct workspace *space, size_t count, size_t stride,
                           struct quantised *ret_q)
{
    *ret_q = (struct quantised){.q = room(space, count * stride, sizeof(int16_t)),
                                .scale = room(space, count, sizeof(float)),
                                .stride = stride};
    return ret_q->q && ret_q->scale;
}

static void fill_ones(float *ones, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ones[i] = 1.0F;
}

/* Memory for the encoder. */
static bool activations_new(struct workspace *space, const struct grammar_model *model)
{
    size_t rows = BATCH_ROWS_MAX, tokens = SENTENCE_TOKENS_MAX, width = model->width;
    space->inner = model->inner_width > 3 * width ? model->inner_width : 3 * width;
    space->x = room(space, rows * width, sizeof(float));
    space->y = room(space, rows * space->inner, sizeof(float));
    space->y2 = room(space, rows * space->inner, sizeof(float));
    space->values = room(space, tokens * width, sizeof(float));
    space->value_q = room(space, tokens * width, sizeof(int16_t));
    space->value_packed = room(space, LANES_UP(tokens) * width, sizeof(int16_t));
    space->value_scale = room(space, width, sizeof(float));
    space->zeros = room(space, width, sizeof(float));
    space->scores = room(space, tokens * SCORE_STRIDE, sizeof(float));
    bool done = space->x && space->y && space->y2 && space->values && space->value_q &&
                space->value_packed && space->value_scale && space->zeros && space->scores &&
                quantised_room(space, rows, width, &space->z) &&
                quantised_room(space, rows, space->inner, &space->q) &&
                quantised_room(space, rows, space->inner, &space->q2) &&
                quantised_room(space, tokens, SCORE_STRIDE, &space->p);
    if (!done)
        return false;
    space->ones = space->z.scale;
    fill_ones(space->ones, rows);
    fill_ones(space->p.scale, tokens);
    return true;
}

/* Memory for decoding, and for the words met. */
static bool decoders_new(struct workspace *space, const struct grammar_model *model)
{
    size_t rows = BATCH_ROWS_MAX;
    space->heads = room(space, rows, sizeof(uint32_t));
    space->back = room(space, SENTENCE_TOKENS_MAX * ENTITY_TAGS_MAX, 1);
    space->tags = room(space, SENTENCE_TOKENS_MAX, 1);
    space->slots = room(space, TYPE_SLOTS, sizeof(struct type_slot));
    space->slot_vectors = room(space, TYPE_SLOTS * (size_t)model->width, sizeof(float));
    space->new_forms = room(space, rows, sizeof(struct slice));
    space->new_slots = room(space, rows, sizeof(uint32_t));
    space->row_new = room(space, rows, sizeof(uint32_t));
    return space->heads && space->back && space->tags && space->slots && space->slot_vectors &&
           space->new_forms && space->new_slots && space->row_new;
}

static bool pending_new(struct workspace *space, const struct grammar_model *model)
{
    struct pending *pending = &space->pending;
    size_t tokens = PENDING_TOKENS_MAX, types = model->entity_type_count;
    pending->scores = room(space, tokens * (1 + 4 * types), sizeof(float));
    pending->views = room(space, tokens * types, sizeof(float));
    pending->words = room(space, tokens, sizeof(struct occurrence));
    pending->slots = room(space, RECALL_SLOTS, sizeof(uint32_t));
    return pending->scores && pending->views && pending->words && pending->slots;
}

static void workspace_free(struct workspace *space)
{
    arena_free(&space->arena);
    free(space);
}

static struct workspace *workspace_new(const struct grammar_model *model)
{
    struct workspace *space = calloc(1, sizeof(*space));
    if (!space)
        return NULL;
    arena_init(&space->arena, WORKSPACE_BYTES_MAX);
    if (activations_new(space, model) && decoders_new(space, model) && pending_new(space, model))
        return space;
    workspace_free(space);
    return NULL;
}

struct workspace *workspace_take(struct grammar_model *model)
{
    pthread_mutex_lock(&model->lock);
    struct workspace *space = model->spaces;
    if (space)
        model->spaces = space->next;
    pthread_mutex_unlock(&model->lock);
    return space ? space : workspace_new(model);
}

void workspace_give(struct grammar_model *model, struct workspace *space)
{
    pthread_mutex_lock(&model->lock);
    space->next = model->spaces;
    model->spaces = space;
    pthread_mutex_unlock(&model->lock);
}

void workspaces_free(struct grammar_model *model)
{
    while (model->spaces) {
        struct workspace *space = model->spaces;
        model->spaces = space->next;
        workspace_free(space);
    }
}
