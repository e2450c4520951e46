/*
 * entities.c - the likeliest legal sequence of entity tags, and the spans it names.
 *
 *   in    space->z
 *   out   entities
 *
 * Tags are 0 outside, and for type t 1 + 4t to 4 + 4t: begin, inside, end, single. After outside,
 * end or single comes outside, begin or single; after begin or inside of a type, its inside or end.
 * So a word's predecessor is one of the closed tags, all alike, or begin or inside of one type.
 */
#include "grammar/heads.h"

enum entity_mark { MARK_BEGIN = 1, MARK_INSIDE, MARK_END, MARK_SINGLE };

#define TAG_OUTSIDE 0

static uint32_t tag_of(uint32_t type, enum entity_mark mark)
{
    return 4 * type + mark;
}

static bool is_closed(uint32_t tag)
{
    return tag == TAG_OUTSIDE || (tag - 1) % 4 + 1 >= MARK_END;
}

/* The first of the best closed tags. */
static uint32_t best_closed(const double *sums, uint32_t tag_count)
{
    uint32_t best = TAG_OUTSIDE;
    for (uint32_t tag = 1; tag < tag_count; tag++) {
        if (is_closed(tag) && sums[tag] > sums[best])
            best = tag;
    }
    return best;
}

/* One step of Viterbi: sums over tags of the words so far become those with one word more. back
 * gets the best closed tag, and for each type its better open one. */
static void step(const float *scores, uint32_t types, double *sums, uint8_t *back)
{
    uint32_t closed = best_closed(sums, 1 + 4 * types);
    double closed_sum = sums[closed];
    back[0] = (uint8_t)closed;
    sums[TAG_OUTSIDE] = closed_sum + (double)scores[TAG_OUTSIDE];
    for (uint32_t type = 0; type < types; type++) {
        uint32_t begin = tag_of(type, MARK_BEGIN), inside = tag_of(type, MARK_INSIDE);
        uint32_t end = tag_of(type, MARK_END), single = tag_of(type, MARK_SINGLE);
        uint32_t open = sums[inside] > sums[begin] ? inside : begin;
        double open_sum = sums[open];
        back[1 + type] = (uint8_t)open;
        sums[begin] = closed_sum + (double)scores[begin];
        sums[inside] = open_sum + (double)scores[inside];
        sums[end] = open_sum + (double)scores[end];
        sums[single] = closed_sum + (double)scores[single];
    }
}

/* Fills tags[count] with the best legal sequence. scores: [count] rows of stride. */
static void viterbi(const float *scores, size_t stride, uint32_t types, uint32_t count,
                    uint8_t *back, uint8_t *ret_tags)
{
    double sums[1 + 4 * ENTITY_TYPES_MAX] = {0};
    for (uint32_t tag = 1; tag < 1 + 4 * types; tag++)
        sums[tag] = -1e300;
    for (uint32_t i = 0; i < count; i++)
        step(scores + i * stride, types, sums, back + (size_t)i * (1 + ENTITY_TYPES_MAX));
    uint32_t tag = best_closed(sums, 1 + 4 * types);
    for (uint32_t i = count; i-- > 0;) {
        const uint8_t *from = back + (size_t)i * (1 + ENTITY_TYPES_MAX);
        ret_tags[i] = (uint8_t)tag;
        bool opens = tag == TAG_OUTSIDE || (tag - 1) % 4 + 1 == MARK_BEGIN ||
                     (tag - 1) % 4 + 1 == MARK_SINGLE;
        tag = opens ? from[0] : from[1 + (tag - 1) / 4];
    }
}

static bool push_spans(const struct grammar_model *model, const struct batch_sentence *sentence,
                       const uint8_t *tags, entity_vector *entities, struct arena *arena)
{
    for (uint32_t i = 0, end; i < sentence->count; i = end) {
        end = i + 1;
        if (tags[i] == TAG_OUTSIDE)
            continue;
        while (!is_closed(tags[end - 1]))
            end++;
        struct entity *entity = vector_push(entities, arena);
        if (!entity)
            return false;
        entity->first_token = sentence->first_token + i;
        entity->token_count = end - i;
        entity->type = model->entity_types[(tags[i] - 1) / 4];
    }
    return true;
}

bool entities_decode(const struct grammar_model *model, struct workspace *space,
                     entity_vector *entities, struct arena *arena, struct err *err)
{
    const struct kernels *kernels = model->kernels;
    const struct batch *batch = &space->batch;
    size_t rows = batch->rows, hidden = model->entity_up.outputs;
    size_t stride = model->entity_out.outputs;
    kernels->linear(&model->entity_up, space->z, rows, space->y, hidden);
    kernels->relu(space->y, rows * hidden);
    kernels->quantise(space->y, hidden, hidden, rows, space->q);
    kernels->linear(&model->entity_out, space->q, rows, space->y, stride);
    for (uint32_t s = 0; s < batch->sentence_count; s++) {
        const struct batch_sentence *sentence = &batch->sentences[s];
        viterbi(space->y + sentence->row * stride, stride, model->entity_type_count,
                sentence->count, space->back, space->tags);
        if (!push_spans(model, sentence, space->tags, entities, arena))
            return arena_fail(arena, err);
    }
    return true;
}
