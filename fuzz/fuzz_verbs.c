/*
 * fuzz_verbs.c - verb dictionaries of PETRARCH hold whatever they like, and code any words.
 *
 * The input is a dictionary, a NUL, and an article (fuzz_article.h). Properties: a load ends;
 * faults lie in the file; whatever was loaded codes the article, twice alike, and its events keep
 * the properties of fuzz_article.h.
 */
#include "actors/actors.h"
#include "events/events.h"
#include "grammar/grammar.h"

#include "fuzz_article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MODEL_BYTES_MAX ((size_t)256 << 20)

static const char *const WORDS[] = {
    "Russia", "Turkey", "Putin", "police", "army", "rebels", "minister", "the",   "A",     "B",
    "C",      "and",    "with",  "to",     "by",   "of",     "in",       "not",   "n't",   "do",
    "will",   "say",    "said",  "says",   "meet", "met",    "attack",   "arm",   "arms",  "up",
    "-",      ",",      "open",  "re",     "give", "gave",   "given",    "grain", "towns", "who",
};
#define WORD_COUNT (sizeof(WORDS) / sizeof(WORDS[0]))

struct models {
    struct arena arena;
    struct grammar_model *grammar;
    const struct actors_model *actors;
};

static void load(struct models *models)
{
    struct data_set set;
    struct data_faults faults = {0};
    struct err err;
    arena_init(&models->arena, (size_t)512 << 20);
    demand(grammar_model_load(&models->arena, &models->grammar, &err) &&
           data_set_built_in(&models->arena, &set, &err) &&
           actors_model_load(&set, &models->arena, &faults, &models->actors, &err));
}

static void check_fault(void *context, const struct data_fault *fault)
{
    const struct slice *file = context;
    demand(fault->line > 0 && fault->column > 0 && fault->expected != NULL);
    demand(fault->offset <= file->len);
}

/* The model of a dictionary alone, or NULL. */
static const struct events_model *model_of(struct slice file, struct arena *arena)
{
    struct data_set set = {.arena = arena};
    struct data_faults faults = {.tell = check_fault, .context = &file};
    const struct events_model *model;
    struct err err;
    if (!utf8_valid(file, NULL) || !data_set_add_bytes(&set, SLICE("x.verbs.txt"), file, &err))
        return NULL;
    set.files.items[0].kind = SLICE(EVENTS_PETRARCH_VERBS);
    return events_model_load(&set, &faults, arena, &model, &err) ? model : NULL;
}

static void check_same(const struct article *a, const struct article *b)
{
    demand(a->event_count == b->event_count);
    for (uint32_t i = 0; i < a->event_count; i++) {
        demand(slice_equal(a->events[i].rule, b->events[i].rule));
        demand(slice_equal(a->events[i].cameo, b->events[i].cameo));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct models models;
    static struct arena arena, scratch;
    struct slice rest = {(const char *)data, size}, file;
    struct err err;
    if (!models.actors) {
        load(&models);
        arena_init(&arena, MODEL_BYTES_MAX);
        arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    }
    arena_reset(&arena);
    if (size == 0 || !slice_next_field(&rest, '\0', &file))
        return 0;
    const struct events_model *model = model_of(file, &arena);
    if (!model)
        return 0;
    struct article article = article_of(WORDS, WORD_COUNT, (const uint8_t *)rest.ptr, rest.len,
                                        &arena);
    article.grammar = models.grammar;
    mend_heads(&article);
    demand(actors_annotate(models.actors, &arena, &scratch, &article, &err));
    struct article twin = article;
    demand(events_code(model, &arena, &scratch, &article, &err));
    demand_events(&article);
    demand(events_code(model, &arena, &scratch, &twin, &err));
    check_same(&article, &twin);
    return 0;
}
