/*
 * recall.c - a name is nearly always of one kind within an article: what its other occurrences
 * look like is added to the scores of each.
 *
 *   in    space->pending: entity scores of a run of sentences
 *   out   the same, changed for words that begin with a capital and come back
 *
 * A word's view is, for each type, how far the best of its four tags is above outside. Each word
 * gets the sum of the views of its nearest others over one more than their number.
 */
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "grammar/heads.h"

/* Others that are heard: on each side, and how many sentences away. */
#define RECALL_OTHERS 4
#define RECALL_SENTENCES 20
#define VIEW_MOST 5.0F

/* More than one character, the first upper case. */
static bool is_name_like(struct slice form)
{
    uint32_t first;
    return form.len > 0 && utf8_decode(form, 0, &first) < form.len && unicode_is_upper(first);
}

static struct slice form_of(const struct article *article, const struct occurrence *occurrence)
{
    return article_slice(article, article->tokens[occurrence->token].span);
}

/* The slot of a form, or the empty one where it belongs. */
static uint32_t *find_slot(const struct article *article, struct pending *pending,
                           struct slice form)
{
    uint32_t at = (uint32_t)hash_64(form) % RECALL_SLOTS;
    while (pending->slots[at] != INDEX_NONE &&
           !slice_equal(form_of(article, &pending->words[pending->slots[at]]), form))
        at = (at + 1) % RECALL_SLOTS;
    return &pending->slots[at];
}

static void look(const float *scores, uint32_t types, float *ret_view)
{
    for (uint32_t type = 0; type < types; type++) {
        const float *tags = scores + 1 + (size_t)4 * type;
        float best = tags[0];
        for (uint32_t i = 1; i < 4; i++)
            best = tags[i] > best ? tags[i] : best;
        float above = best - scores[0];
        above = above > VIEW_MOST ? VIEW_MOST : above;
        ret_view[type] = above < -VIEW_MOST ? -VIEW_MOST : above;
    }
}

/* Chains the occurrences of each name-like form, and notes their views. */
static void chain(const struct grammar_model *model, const struct article *article,
                  struct pending *pending)
{
    uint32_t types = model->entity_type_count, tags = 1 + 4 * types;
    memset(pending->slots, 0xFF, RECALL_SLOTS * sizeof(*pending->slots));
    for (uint32_t s = 0; s < pending->sentence_count; s++) {
        const struct batch_sentence *sentence = &pending->sentences[s];
        for (uint32_t i = 0; i < sentence->count; i++) {
            uint32_t row = sentence->row + i;
            struct occurrence *word = &pending->words[row];
            *word = (struct occurrence){sentence->first_token + i, s, INDEX_NONE, INDEX_NONE};
            struct slice form = form_of(article, word);
            if (!is_name_like(form))
                continue;
            look(pending->scores + (size_t)row * tags, types, pending->views + (size_t)row * types);
            uint32_t *slot = find_slot(article, pending, form);
            word->before = *slot;
            if (*slot != INDEX_NONE)
                pending->words[*slot].after = row;
            *slot = row;
        }
    }
}

/* Adds the views of the others on one side, nearest first; how many. */
static uint32_t hear(const struct pending *pending, uint32_t row, bool before, uint32_t types,
                     double *sums)
{
    const struct occurrence *words = pending->words, *word = &words[row];
    uint32_t count = 0;
    for (; count < RECALL_OTHERS; count++) {
        row = before ? words[row].before : words[row].after;
        if (row == INDEX_NONE || (before ? word->sentence - words[row].sentence
                                         : words[row].sentence - word->sentence) > RECALL_SENTENCES)
            break;
        for (uint32_t type = 0; type < types; type++)
            sums[type] += (double)pending->views[(size_t)row * types + type];
    }
    return count;
}

void names_recall(const struct grammar_model *model, const struct article *article,
                  struct pending *pending)
{
    uint32_t types = model->entity_type_count;
    chain(model, article, pending);
    for (uint32_t row = 0; row < pending->token_count; row++) {
        float *tags = pending->scores + (size_t)row * (1 + 4 * types) + 1;
        double sums[ENTITY_TYPES_MAX] = {0};
        uint32_t count = hear(pending, row, true, types, sums);
        count += hear(pending, row, false, types, sums);
        for (uint32_t tag = 0; count > 0 && tag < 4 * types; tag++)
            tags[tag] += (float)(sums[tag / 4] / (double)(count + 1));
    }
}
