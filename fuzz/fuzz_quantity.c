/*
 * fuzz_quantity.c - any text under any tree gives quantities that keep quantity.h's word.
 *
 *   in    bytes: the first half is text, the second half makes heads and labels
 *   out   abort() when a property does not hold
 *
 * Properties: quantities are sorted, disjoint and within their sentence; low is not over high; `of`
 * and `unit` are valid UTF-8.
 */
#include <math.h>

#include "base/utf8.h"
#include "grammar/grammar.h"
#include "quantity/quantity.h"

#include "fuzz_split.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_quantities(const struct article *article)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < article->quantity_count; i++) {
        const struct quantity *quantity = &article->quantities[i];
        struct span sentence = article->sentences[quantity->sentence].span;
        demand(quantity->span.start >= end && quantity->span.start < quantity->span.end);
        demand(quantity->span.start >= sentence.start && quantity->span.end <= sentence.end);
        demand(isnan(quantity->low) || isnan(quantity->high) || quantity->low <= quantity->high);
        demand(utf8_valid(quantity->of, NULL) && utf8_valid(quantity->unit, NULL));
        end = quantity->span.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena lasting;
    static const struct text_model *text;
    static struct grammar_model *grammar;
    static const struct quantity_model *model;
    struct err err;
    if (!model) {
        struct data_set set;
        struct data_faults faults = {0};
        arena_init(&lasting, (size_t)256 << 20);
        demand(text_model_load(&lasting, &text, &err) &&
               grammar_model_load(&lasting, &grammar, &err) &&
               data_set_built_in(&lasting, &set, &err) &&
               quantity_model_load(&set, &lasting, &faults, &model, &err));
    }
    struct arena arena, scratch;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    size_t half = size / 2;
    struct article article = split_article(text, clean_text(&arena, data, half), &arena, &scratch);
    if (size > 0 && data[0] & 1)
        article.grammar = grammar;
    give_trees(&article, data + half, size - half);
    demand(quantity_annotate(model, &arena, &scratch, &article, &err));
    check_quantities(&article);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}
