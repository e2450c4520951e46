/*
 * fuzz_grammar.c - any words, in any sentences, through small models whose numbers are drawn at
 * random, and so give unlikely scores: the first byte chooses one.
 *
 * Properties: every sentence gets a tree (one root, no cycle) with labels that have names and
 * lemmas that are UTF-8; entities lie within sentences, in order, apart; the fastest kernels and
 * the scalar ones agree in everything. Spaces end words, line feeds end sentences.
 */
#include <string.h>

#include "../tests/tiny_grammar.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "base/vector.h"
#include "grammar/grammar.h"

#include "fuzz_common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MODELS 4
/* Over SENTENCE_TOKENS_MAX, so that sentences are read in parts. */
#define WORDS_MAX 450

/* The text as it may stand in an article: valid UTF-8 without NUL. */
static struct slice clean(const uint8_t *data, size_t size, struct arena *arena)
{
    struct slice bytes = {(const char *)data, size};
    char *text = arena_alloc(arena, 3 * size + 1, 1);
    size_t length = 0;
    demand(text != NULL);
    for (size_t at = 0; at < size;) {
        uint32_t code_point;
        at += utf8_decode(bytes, at, &code_point);
        length += utf8_encode(code_point ? code_point : ' ', text + length);
    }
    return (struct slice){text, length};
}

static struct article article_of(struct slice text, struct arena *arena)
{
    struct article article = {.text = text};
    VECTOR(struct sentence) sentences = {0};
    VECTOR(struct token) tokens = {0};
    bool inside = false;
    for (uint32_t at = 0, end; at < text.len && tokens.count < WORDS_MAX; at = end + 1) {
        for (end = at; end < text.len && text.ptr[end] != ' ' && text.ptr[end] != '\n';)
            end++;
        if (end > at) {
            struct token *token = vector_push(&tokens, arena);
            demand(token != NULL);
            token->span = (struct span){at, end};
            struct sentence *sentence = inside ? &sentences.items[sentences.count - 1]
                                               : vector_push(&sentences, arena);
            demand(sentence != NULL);
            if (!inside)
                sentence->first_token = (uint32_t)tokens.count - 1;
            sentence->token_count++;
            inside = true;
        }
        inside = inside && end < text.len && text.ptr[end] != '\n';
    }
    article.sentences = sentences.items;
    article.sentence_count = (uint32_t)sentences.count;
    article.tokens = tokens.items;
    article.token_count = (uint32_t)tokens.count;
    return article;
}

static void check(const struct article *article, const struct grammar_model *model)
{
    uint32_t last = 0;
    for (uint32_t s = 0; s < article->sentence_count; s++)
        demand_tree(article->tokens + article->sentences[s].first_token,
                    article->sentences[s].token_count);
    for (uint32_t i = 0; i < article->token_count; i++) {
        const struct token *token = &article->tokens[i];
        demand(token->lemma.len > 0 && utf8_valid(token->lemma, NULL));
        demand(token->upos > 0 && grammar_upos_name(model, token->upos).len > 0);
        demand(token->deprel > 0 && grammar_deprel_name(model, token->deprel).len > 0);
    }
    for (uint32_t i = 0; i < article->entity_count; i++) {
        const struct entity *entity = &article->entities[i];
        const struct sentence *sentence = &article->sentences[entity->sentence];
        demand(entity->token_count > 0 && entity->first_token >= last);
        last = entity->first_token + entity->token_count;
        demand(entity->first_token >= sentence->first_token &&
               last <= sentence->first_token + sentence->token_count);
    }
}

static void check_same(const struct article *a, const struct article *b)
{
    for (uint32_t i = 0; i < a->token_count; i++) {
        const struct token *x = &a->tokens[i], *y = &b->tokens[i];
        demand(x->head == y->head && x->deprel == y->deprel && x->upos == y->upos &&
               x->xpos == y->xpos && x->feats == y->feats && slice_equal(x->lemma, y->lemma));
    }
    demand(a->entity_count == b->entity_count);
    for (uint32_t i = 0; i < a->entity_count; i++)
        demand(memcmp(&a->entities[i], &b->entities[i], sizeof(struct entity)) == 0);
}

struct models {
    struct grammar_model *fast, *scalar;
};

static void open_models(struct models *models)
{
    static struct arena arena;
    struct err err;
    arena_init(&arena, (size_t)256 << 20);
    for (uint64_t i = 0; i < MODELS; i++) {
        struct slice bytes = tiny_grammar(&arena, i + 1);
        demand(grammar_model_open(bytes, NULL, &arena, &models[i].fast, &err));
        demand(grammar_model_open(bytes, "scalar", &arena, &models[i].scalar, &err));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct models all[MODELS];
    struct arena arena, scratch;
    struct err err;
    if (!all[0].fast)
        open_models(all);
    if (size == 0)
        return 0;
    const struct models *models = &all[data[0] % MODELS];
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    struct slice text = clean(data + 1, size - 1, &arena);
    struct article article = article_of(text, &arena), twin = article_of(text, &arena);
    demand(grammar_parse(models->fast, &arena, &scratch, &article, &err));
    check(&article, models->fast);
    demand(grammar_parse(models->scalar, &arena, &scratch, &twin, &err));
    check_same(&article, &twin);
    arena_free(&scratch);
    arena_free(&arena);
    return 0;
}
