/*
 * quantity.c - the numbers of an article: how many of what.
 *
 *   in    sentences, trees, article->times
 *   out   article->quantities
 */
#include "quantity/quantity.h"

#include "base/vector.h"
#include "quantity/counted.h"

struct quantity_model {
    struct quantity_words words;
    const struct numerals *numerals;
};

typedef VECTOR(struct quantity) quantity_vector;

bool quantity_model_load(const struct data_set *set, struct arena *arena,
                         struct data_faults *faults, const struct quantity_model **ret_model,
                         struct err *err)
{
    struct quantity_model *model = arena_new(arena, struct quantity_model);
    struct err first = {0};
    if (!model)
        return arena_fail(arena, err);
    if (!quantity_words_load(&model->words, set, arena, faults, err))
        return false;
    /* Faults of the numerals are told with the others at the end. */
    if (!numerals_load(set, arena, faults, &model->numerals, &first) && faults->count == 0) {
        *err = first;
        return false;
    }
    if (!data_faults_end(faults, err))
        return false;
    *ret_model = model;
    return true;
}

/* What goes from sentence to sentence. */
struct pass {
    const struct quantity_model *model;
    struct counting counting;
    uint32_t next_time; /* the first time expression that does not end before here */
    struct arena *arena;
    quantity_vector *quantities;
};

/* Whether the number is part of a date; a length of time may still be one of prison. */
static bool in_time(struct pass *pass, struct span span)
{
    const struct article *article = pass->counting.article;
    while (pass->next_time < article->time_count &&
           article->times[pass->next_time].span.end <= span.start)
        pass->next_time++;
    if (pass->next_time >= article->time_count)
        return false;
    const struct time_expression *time = &article->times[pass->next_time];
    return time->span.start < span.end && time->type != TIME_DURATION;
}

static bool add_quantity(struct pass *pass, uint32_t sentence, const struct number *number,
                         const struct counted *counted, struct span span, struct err *err)
{
    struct slice of = arena_copy(pass->arena, (struct slice){counted->of, counted->of_bytes});
    struct quantity *quantity = of.ptr ? vector_push(pass->quantities, pass->arena) : NULL;
    if (!quantity)
        return arena_fail(pass->arena, err);
    *quantity = (struct quantity){.sentence = sentence,
                                  .span = span,
                                  .low = number->low,
                                  .high = number->high,
                                  .unit = number->unit.len > 0 ? number->unit : counted->unit,
                                  .of = of};
    return true;
}

static bool read_sentence(struct pass *pass, uint32_t number, struct arena *scratch,
                          struct err *err)
{
    const struct article *article = pass->counting.article;
    const struct sentence *sentence = &article->sentences[number];
    struct piece_list pieces;
    uint32_t end = 0; /* pieces before it belong to an earlier quantity */
    pass->counting.sentence = sentence;
    if (!pieces_cut(article, sentence, scratch, &pieces, err))
        return false;
    for (uint32_t at = 0; at < pieces.count;) {
        struct number found;
        if (!number_read(&pass->model->words, pass->model->numerals, &pieces, &at, &found))
            continue;
        if (found.first_piece < end)
            found.first_piece = end;
        struct span span = {pieces.items[found.first_piece].span.start,
                            pieces.items[found.end_piece - 1].span.end};
        if (in_time(pass, span))
            continue;
        struct counted counted = counted_find(&pass->counting, &found);
        if (!counted.told)
            continue;
        if (!add_quantity(pass, number, &found, &counted, span, err))
            return false;
        end = found.end_piece;
    }
    return true;
}

bool quantity_annotate(const struct quantity_model *model, struct arena *arena,
                       struct arena *scratch, struct article *article, struct err *err)
{
    quantity_vector quantities = {0};
    struct pass pass = {.model = model,
                        .counting = {.article = article, .words = &model->words},
                        .arena = arena,
                        .quantities = &quantities};
    article->layers |= ARTICLE_QUANTITIES;
    if (article->language.len > 0 && !slice_equal(article->language, SLICE("en")))
        return true;
    relations_find(article, &pass.counting.relations);
    for (uint32_t i = 0; i < article->sentence_count; i++) {
        struct arena_mark mark = arena_mark(scratch);
        bool ok = read_sentence(&pass, i, scratch, err);
        arena_rewind(scratch, mark);
        if (!ok)
            return false;
    }
    article->quantities = quantities.items;
    article->quantity_count = (uint32_t)quantities.count;
    return true;
}
