/*
 * grammar.c - the stage's front door: sentences into batches, batches through encoder and heads.
 *
 *   in    an article with sentences and tokens
 *   out   its grammar layer
 */
#include "grammar/grammar.h"

#include "grammar/encoder.h"
#include "grammar/heads.h"
#include "grammar/types.h"

/* Where the next batch starts. */
struct position {
    uint32_t sentence;
    uint32_t token; /* within the sentence, which may be longer than a batch holds */
};

/* The next sentence, or the next part of one over SENTENCE_TOKENS_MAX. False at the end. */
static bool next_part(const struct article *article, struct position *position,
                      struct batch_sentence *ret_part)
{
    while (position->sentence < article->sentence_count &&
           position->token >= article->sentences[position->sentence].token_count)
        *position = (struct position){.sentence = position->sentence + 1};
    if (position->sentence >= article->sentence_count)
        return false;
    const struct sentence *sentence = &article->sentences[position->sentence];
    uint32_t left = sentence->token_count - position->token;
    *ret_part = (struct batch_sentence){
        .first_token = sentence->first_token + position->token,
        .count = left < SENTENCE_TOKENS_MAX ? left : (uint32_t)SENTENCE_TOKENS_MAX};
    return true;
}

/* Fills *ret_batch with sentences until it is full. False when there are none left. */
static bool next_batch(const struct article *article, struct position *position,
                       struct batch *ret_batch)
{
    struct batch_sentence part;
    struct position after = *position;
    ret_batch->rows = 1;
    ret_batch->sentence_count = 0;
    while (next_part(article, &after, &part)) {
        if (ret_batch->sentence_count > 0 && ret_batch->rows + part.count + 1 > BATCH_ROWS)
            break;
        part.row = ret_batch->rows;
        ret_batch->sentences[ret_batch->sentence_count++] = part;
        ret_batch->rows += part.count + 1;
        after.token += part.count;
        *position = after;
    }
    return ret_batch->sentence_count > 0;
}

/* The parts of a sentence over SENTENCE_TOKENS_MAX have trees of their own: their heads, counted
 * from the part's start, become the sentence's, and their roots hang on the first part's root. */
static void join_parts(const struct grammar_model *model, const struct article *article)
{
    uint16_t relation = grammar_deprel_number(model, SLICE("parataxis"));
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        struct token *tokens = article->tokens + sentence->first_token;
        uint32_t root = INDEX_NONE;
        for (uint32_t i = 0; i < sentence->token_count; i++) {
            uint32_t part = i / SENTENCE_TOKENS_MAX * SENTENCE_TOKENS_MAX;
            if (sentence->token_count <= SENTENCE_TOKENS_MAX)
                break;
            if (tokens[i].head != INDEX_NONE) {
                tokens[i].head += part;
            } else if (root == INDEX_NONE) {
                root = i;
            } else {
                tokens[i].head = root;
                tokens[i].deprel = relation ? relation : tokens[i].deprel;
            }
        }
    }
}

/* Which sentence each entity is in; both are in the order of the text. */
static void find_sentences(const struct article *article, entity_vector *entities)
{
    uint32_t s = 0;
    for (size_t i = 0; i < entities->count; i++) {
        while (entities->items[i].first_token >=
               article->sentences[s].first_token + article->sentences[s].token_count)
            s++;
        entities->items[i].sentence = s;
    }
}

static bool parse_batches(const struct grammar_model *model, struct workspace *space,
                          struct arena *arena, struct arena *scratch, struct article *article,
                          struct err *err)
{
    struct position position = {0};
    entity_vector entities = {0};
    space->pending.sentence_count = space->pending.token_count = 0;
    while (next_batch(article, &position, &space->batch)) {
        types_embed(model, article, space);
        encoder_run(model, space);
        tags_decode(model, article, space);
        if (!lemmas_decode(model, article, space, arena, err) ||
            !arcs_decode(model, article, space, scratch, err) ||
            !entities_decode(model, article, space, &entities, arena, err))
            return false;
    }
    if (!entities_flush(model, article, space, &entities, arena, err))
        return false;
    join_parts(model, article);
    find_sentences(article, &entities);
    article->entities = entities.items;
    article->entity_count = (uint32_t)entities.count;
    article->grammar = model;
    return true;
}

bool grammar_parse(struct grammar_model *model, struct arena *arena, struct arena *scratch,
                   struct article *article, struct err *err)
{
    struct workspace *space = workspace_take(model);
    if (!space)
        return err_set_memory(err);
    bool done = parse_batches(model, space, arena, scratch, article, err);
    workspace_give(model, space);
    return done;
}
