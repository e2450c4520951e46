/*
 * fuzz_events.c - any words under any trees (fuzz_article.h), through the layers that events need
 * and then the coder. Properties: those of fuzz_article.h; twice the same article gives the same
 * events; a trace tells of every event, and of words in their sentences only.
 */
#include <string.h>

#include "actors/actors.h"
#include "events/events.h"
#include "events/trace.h"
#include "grammar/grammar.h"
#include "place/place.h"
#include "quantity/quantity.h"
#include "time/time.h"

#include "fuzz_article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const WORDS[] = {
    "Russia",  "Turkey",   "Putin",     "Erdogan", "police",  "army",   "rebel",     "minister",
    "the",     "town",     "protester", "they",    "he",      "who",    "which",     "and",
    "with",    "to",       "by",        "of",      "against", "in",     "on",        "over",
    "for",     "from",     "at",        "that",    "if",      "unless", "until",     "not",
    "no",      "never",    "will",      "would",   "have",    "be",     "must",      "may",
    "meet",    "hold",     "talk",      "visit",   "arrest",  "attack", "strike",    "kill",
    "accuse",  "deny",     "refuse",    "agree",   "sign",    "say",    "plan",      "threaten",
    "demand",  "sanction", "impose",    "lift",    "deploy",  "troop",  "withdraw",  "release",
    "protest", "rally",    "condemn",   "support", "aid",     "give",   "carry",     "out",
    "launch",  "begin",    "resume",    "promise", "warn",    "seize",  "resign",    "expel",
    "hostage", "prison",   "sentence",  "bomb",    "fire",    "clash",  "ceasefire", "deal",
    "Monday",  "2015",     "May",       "week",    "three",   "40",     "dozen",     "Ankara",
    "Kunduz",  "goal",     "coach",     "league",  ",",       "\"",     "-",         "'s",
};
#define WORD_COUNT (sizeof(WORDS) / sizeof(WORDS[0]))

struct models {
    struct arena arena;
    struct grammar_model *grammar;
    const struct actors_model *actors;
    const struct time_model *time;
    const struct quantity_model *quantity;
    const struct place_model *place;
    const struct events_model *events;
};

static void load(struct models *models)
{
    struct data_set set;
    struct data_faults faults = {0};
    struct err err;
    arena_init(&models->arena, (size_t)512 << 20);
    demand(grammar_model_load(&models->arena, &models->grammar, &err) &&
           data_set_built_in(&models->arena, &set, &err) &&
           actors_model_load(&set, &models->arena, &faults, &models->actors, &err) &&
           time_model_load(&set, &models->arena, &faults, &models->time, &err) &&
           quantity_model_load(&set, &models->arena, &faults, &models->quantity, &err) &&
           place_model_load(&set, &models->arena, &faults, &models->place, &err) &&
           events_model_load(&set, &faults, &models->arena, &models->events, &err));
    demand(faults.count == 0);
}

static void check_same(const struct article *a, const struct article *b)
{
    demand(a->event_count == b->event_count);
    for (uint32_t i = 0; i < a->event_count; i++) {
        const struct event *x = &a->events[i], *y = &b->events[i];
        demand(memcmp(&x->anchor, &y->anchor, sizeof(x->anchor)) == 0);
        demand(slice_equal(x->type, y->type) && slice_equal(x->rule, y->rule));
        demand(x->status == y->status && x->earliest == y->earliest && x->latest == y->latest);
    }
}

static void check_trace(const struct article *article, const struct trace *trace)
{
    uint32_t coded = 0;
    for (size_t i = 0; i < trace->trials.count; i++) {
        const struct trial *trial = &trace->trials.items[i];
        demand(trial->sentence < article->sentence_count);
        uint32_t count = article->sentences[trial->sentence].token_count;
        demand(trial->token < count && (trial->at == INDEX_NONE || trial->at < count));
        demand(trial->frame->pattern.len > 0);
    }
    for (size_t i = 0; i < trace->fates.count; i++) {
        const struct fate *fate = &trace->fates.items[i];
        coded += fate->fate == FATE_CODED;
        demand(fate->fate != FATE_TAKEN ||
               fate->other < article->sentences[fate->sentence].token_count);
    }
    demand(coded == article->event_count + trace->dropped.count);
    for (size_t i = 0; i < trace->dropped.count; i++)
        demand(trace->dropped.items[i].other < article->sentence_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct models models;
    static struct arena arena, scratch;
    struct trace trace;
    struct err err;
    if (!models.events) {
        load(&models);
        arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
        arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    }
    arena_reset(&arena);
    struct article article = article_of(WORDS, WORD_COUNT, data, size, &arena);
    article.grammar = models.grammar;
    mend_heads(&article);
    demand(actors_annotate(models.actors, &arena, &scratch, &article, &err) &&
           time_annotate(models.time, &arena, &scratch, &article, &err) &&
           quantity_annotate(models.quantity, &arena, &scratch, &article, &err) &&
           place_annotate(models.place, &arena, &scratch, &article, &err));
    struct article twin = article;
    demand(events_code(models.events, &arena, &scratch, &article, &err));
    demand_events(&article);
    demand(events_code(models.events, &arena, &scratch, &twin, &err));
    check_same(&article, &twin);
    demand(trace_article(models.events, &arena, &scratch, &article, &trace, &err));
    check_trace(&article, &trace);
    return 0;
}
