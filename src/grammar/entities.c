/*
 * entities.c - the likeliest legal sequence of entity tags, and the spans it names.
 *
 *   in    space->z
 *   out   entities
 *
 * Scores wait in space->pending for those of the sentences around, which recall.c compares.
 *
 * Tags are 0 outside, and for type t 1 + 4t to 4 + 4t: begin, inside, end, single. After outside,
 * end or single comes outside, begin or single; after begin or inside of a type, its inside or end.
 * So a word's predecessor is one of the closed tags, all alike, or begin or inside of one type.
 */
#include "grammar/heads.h"

#include <string.h>

enum entity_mark { MARK_BEGIN = 1, MARK_INSIDE, MARK_END, MARK_SINGLE };

#define TAG_OUTSIDE 0
/* Less than any sum of scores. */
#define IMPOSSIBLE (-1e300)

static bool is_closed(uint32_t tag)
{
    return tag == TAG_OUTSIDE || (tag - 1) % 4 + 1 >= MARK_END;
}

static bool is_opener(uint32_t tag)
{
    return tag == TAG_OUTSIDE || (tag - 1) % 4 + 1 == MARK_BEGIN ||
           (tag - 1) % 4 + 1 == MARK_SINGLE;
}

/* Closed tags, from which any opener may come. */
struct closed {
    uint8_t tags[1 + 2 * ENTITY_TYPES_MAX];
    uint32_t count;
};

/* The closed tags, rising, that can be the best before some tag: no move makes up for more than
 * entity_spread. */
static struct closed closed_near_best(const struct grammar_model *model, const double *sums)
{
    uint32_t tag_count = 1 + 4 * model->entity_type_count;
    struct closed closed = {0};
    double best = sums[TAG_OUTSIDE];
    for (uint32_t end = MARK_END; end < tag_count; end += 4) {
        best = sums[end] > best ? sums[end] : best;
        best = sums[end + 1] > best ? sums[end + 1] : best;
    }
    double least = best - model->entity_spread;
    if (sums[TAG_OUTSIDE] >= least)
        closed.tags[closed.count++] = TAG_OUTSIDE;
    for (uint32_t end = MARK_END; end < tag_count; end += 4) {
        if (sums[end] >= least)
            closed.tags[closed.count++] = (uint8_t)end;
        if (sums[end + 1] >= least)
            closed.tags[closed.count++] = (uint8_t)(end + 1);
    }
    return closed;
}

/* The first of the closed tags from which it is best to come, move[i] being what coming from tag i
 * adds; *ret_sum is the sum there. */
static uint32_t best_closed(const double *sums, const struct closed *closed, const float *move,
                            double *ret_sum)
{
    uint32_t best = closed->tags[0];
    *ret_sum = sums[best] + (double)move[best];
    for (uint32_t i = 1; i < closed->count; i++) {
        double sum = sums[closed->tags[i]] + (double)move[closed->tags[i]];
        if (sum > *ret_sum) {
            *ret_sum = sum;
            best = closed->tags[i];
        }
    }
    return best;
}

/* One step of Viterbi: sums over tags of the words so far become those with one word more; back
 * gets the best tag before each. */
static void step(const struct grammar_model *model, const float *scores, double *sums,
                 uint8_t *back)
{
    uint32_t tag_count = 1 + 4 * model->entity_type_count;
    double before[ENTITY_TAGS_MAX];
    memcpy(before, sums, tag_count * sizeof(*sums));
    struct closed closed = closed_near_best(model, before);
    for (uint32_t tag = 0; tag < tag_count; tag++) {
        const float *move = model->entity_move + (size_t)tag * tag_count;
        if (is_opener(tag)) {
            back[tag] = (uint8_t)best_closed(before, &closed, move, &sums[tag]);
        } else {
            uint32_t begin = (tag - 1) / 4 * 4 + MARK_BEGIN, inside = begin + 1;
            double after_begin = before[begin] + (double)move[begin];
            double after_inside = before[inside] + (double)move[inside];
            back[tag] = (uint8_t)(after_inside > after_begin ? inside : begin);
            sums[tag] = after_inside > after_begin ? after_inside : after_begin;
        }
        sums[tag] += (double)scores[tag];
    }
}

/* Fills tags[count] with the best legal sequence. scores: [count][tags]. */
static void viterbi(const struct grammar_model *model, const float *scores, uint32_t count,
                    uint8_t *back, uint8_t *ret_tags)
{
    static const float free_move[ENTITY_TAGS_MAX];
    uint32_t tag_count = 1 + 4 * model->entity_type_count;
    double sums[ENTITY_TAGS_MAX], last;
    for (uint32_t tag = 0; tag < tag_count; tag++)
        sums[tag] = is_opener(tag) ? (double)scores[tag] : IMPOSSIBLE;
    for (uint32_t i = 1; i < count; i++)
        step(model, scores + (size_t)i * tag_count, sums, back + (size_t)i * ENTITY_TAGS_MAX);
    struct closed closed = closed_near_best(model, sums);
    uint32_t tag = best_closed(sums, &closed, free_move, &last);
    for (uint32_t i = count; i-- > 0;) {
        ret_tags[i] = (uint8_t)tag;
        tag = i > 0 ? back[(size_t)i * ENTITY_TAGS_MAX + tag] : 0;
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

bool entities_flush(const struct grammar_model *model, const struct article *article,
                    struct workspace *space, entity_vector *entities, struct arena *arena,
                    struct err *err)
{
    struct pending *pending = &space->pending;
    size_t tag_count = 1 + (size_t)4 * model->entity_type_count;
    names_recall(model, article, pending);
    for (uint32_t s = 0; s < pending->sentence_count; s++) {
        const struct batch_sentence *sentence = &pending->sentences[s];
        viterbi(model, pending->scores + sentence->row * tag_count, sentence->count, space->back,
                space->tags);
        if (!push_spans(model, sentence, space->tags, entities, arena))
            return arena_fail(arena, err);
    }
    pending->sentence_count = pending->token_count = 0;
    return true;
}

/* Scores of the batch's words in space->y, a row each, the first of which is that of row 1. */
static void score_tags(const struct grammar_model *model, struct workspace *space)
{
    const struct kernels *kernels = model->kernels;
    size_t count = space->batch.rows - 2, hidden = model->entity_up.outputs;
    struct quantised words = space->z;
    /* As in a convolution, the rows before, of and after a word are one vector. */
    if (!model->entity_neighbours)
        words = (struct quantised){words.q + words.stride, words.scale + 1, words.stride};
    kernels->linear(&model->entity_up, words, count, space->y, hidden);
    kernels->relu(space->y, count * hidden);
    kernels->quantise(space->y, hidden, hidden, count, space->q);
    kernels->linear(&model->entity_out, space->q, count, space->y, model->entity_out.outputs);
}

bool entities_decode(const struct grammar_model *model, const struct article *article,
                     struct workspace *space, entity_vector *entities, struct arena *arena,
                     struct err *err)
{
    struct pending *pending = &space->pending;
    size_t stride = model->entity_out.outputs, tag_count = 1 + (size_t)4 * model->entity_type_count;
    score_tags(model, space);
    for (uint32_t s = 0; s < space->batch.sentence_count; s++) {
        struct batch_sentence sentence = space->batch.sentences[s];
        if (pending->token_count + sentence.count > PENDING_TOKENS_MAX &&
            !entities_flush(model, article, space, entities, arena, err))
            return false;
        const float *from = space->y + (sentence.row - 1) * stride;
        sentence.row = pending->token_count;
        for (uint32_t i = 0; i < sentence.count; i++)
            memcpy(pending->scores + (sentence.row + i) * tag_count, from + i * stride,
                   tag_count * sizeof(float));
        pending->sentences[pending->sentence_count++] = sentence;
        pending->token_count += sentence.count;
    }
    return true;
}
