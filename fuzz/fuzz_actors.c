/*
 * fuzz_actors.c - any words under any trees (fuzz_article.h), through the actors. Properties: every
 * mention has an actor, a sentence that holds it, a head inside its sentence, an antecedent among
 * the mentions or none; mentions are sorted, spans lie on tokens; every actor has a mention or is a
 * member's whole, an id of its own, members that are no groups; twice the same article gives the
 * same actors.
 */
#include <string.h>

#include "actors/actors.h"
#include "base/limits.h"
#include "base/map.h"
#include "grammar/grammar.h"

#include "fuzz_article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const WORDS[] = {
    "Russian",     "Foreign",   "Minister", "Sergey",
    "Lavrov",      "said",      "the",      "two",
    "ministers",   "both",      "sides",    "he",
    "his",         "they",      "their",    "it",
    "who",         "which",     "Turkey",   "Ankara",
    "Kremlin",     "president", "Erdogan",  "Mr.",
    "counterpart", "Turkish",   "troops",   "police",
    "\"",          "\u201C",    "\u201D",   "and",
    ",",           "of",        "in",       "with",
    "UN",          "Security",  "Council",  "former",
    "'s",          "i",         "we",       "\u00C7avu\u015Fo\u011Flu",
    "(",           ")",         "country",  "government",
    "Assad",       "rebels",    "Syrian",   "leader",
    "a",           "an",        "every",    "group",
    "Dupont",      "Jean",      "White",    "House",
    "wife",        "its",       "himself",  "you",
};
#define WORD_COUNT (sizeof(WORDS) / sizeof(WORDS[0]))

static void check_mentions(const struct article *article, uint32_t *sizes)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < article->mention_count; i++) {
        const struct mention *mention = &article->mentions[i];
        demand(mention->actor < article->actor_count && mention->reason != NULL);
        demand(mention->sentence < article->sentence_count);
        const struct sentence *sentence = &article->sentences[mention->sentence];
        demand(mention->span.start < mention->span.end);
        demand(mention->span.start >= sentence->span.start &&
               mention->span.end <= sentence->span.end);
        demand(mention->head >= sentence->first_token &&
               mention->head < sentence->first_token + sentence->token_count);
        demand(mention->antecedent == INDEX_NONE || mention->antecedent < article->mention_count);
        demand(mention->span.start >= last);
        last = mention->span.start;
        sizes[mention->actor]++;
    }
}

static void check_actors(const struct article *article, const uint32_t *sizes, struct arena *arena)
{
    struct map ids;
    map_init(&ids, arena);
    for (uint32_t i = 0; i < article->actor_count; i++) {
        const struct actor *actor = &article->actors[i];
        demand(actor->name.len > 0 && actor->reason != NULL);
        demand(sizes[i] > 0 || actor->member_count > 0);
        demand(actor->member_count == 0 || actor->member_count > 1);
        for (uint32_t m = 0; m < actor->member_count; m++)
            demand(actor->members[m] < i && article->actors[actor->members[m]].member_count == 0);
        demand(map_get(&ids, (struct slice){actor->id, HASH_ID_CHARS}) == NULL);
        demand(map_put(&ids, (struct slice){actor->id, HASH_ID_CHARS}, i));
    }
}

static void check_same(const struct article *a, const struct article *b)
{
    demand(a->actor_count == b->actor_count && a->mention_count == b->mention_count);
    for (uint32_t i = 0; i < a->actor_count; i++)
        demand(memcmp(a->actors[i].id, b->actors[i].id, HASH_ID_CHARS) == 0);
    for (uint32_t i = 0; i < a->mention_count; i++)
        demand(a->mentions[i].actor == b->mentions[i].actor &&
               a->mentions[i].span.end == b->mentions[i].span.end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct grammar_model *grammar;
    static const struct actors_model *model;
    static struct arena models, arena, scratch;
    struct err err;
    if (!model) {
        struct data_set set;
        struct data_faults faults = {0};
        arena_init(&models, (size_t)512 << 20);
        arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
        arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
        demand(grammar_model_load(&models, &grammar, &err));
        demand(data_set_built_in(&models, &set, &err));
        demand(actors_model_load(&set, &models, &faults, &model, &err));
        demand(faults.count == 0);
    }
    arena_reset(&arena);
    struct article article = article_of(WORDS, WORD_COUNT, data, size, &arena), twin;
    article.grammar = grammar;
    twin = article;
    demand(actors_annotate(model, &arena, &scratch, &article, &err));
    uint32_t *sizes = some(arena_array(&arena, uint32_t, article.actor_count));
    check_mentions(&article, sizes);
    check_actors(&article, sizes, &arena);
    demand(actors_annotate(model, &arena, &scratch, &twin, &err));
    check_same(&article, &twin);
    return 0;
}
