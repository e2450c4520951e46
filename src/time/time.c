/*
 * time.c - the time expressions of an article.
 *
 *   in    sentences, tokens, the publication date
 *   out   article->times
 */
#include "time/time.h"

#include "time/match.h"
#include "time/resolve.h"

struct time_model {
    struct word_table words;
    const struct numerals *numerals;
    struct holiday_table holidays;
    struct rule_table rules;
    uint16_t relation; /* symbol: prepositions that open one side */
};

typedef VECTOR(struct time_expression) time_vector;

bool time_model_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
                     const struct time_model **ret_model, struct err *err)
{
    struct time_model *model = arena_new(arena, struct time_model);
    if (!model)
        return arena_fail(arena, err);
    word_table_init(&model->words, arena);
    for (size_t i = 0; i < set->files.count; i++) {
        const struct data_file *file = &set->files.items[i];
        if (slice_equal(file->kind, SLICE("timewords")) &&
            !word_table_load(&model->words, file, faults, err))
            return false;
    }
    /* Faults of the numerals are told with the others at the end. */
    struct err ignored;
    if (!numerals_load(set, arena, faults, &model->numerals, &ignored) && faults->count == 0) {
        *err = ignored;
        return false;
    }
    if (!holiday_table_load(&model->holidays, set, arena, faults, err) ||
        !rule_table_load(&model->rules, set, &model->words, &model->holidays, arena, faults, err))
        return false;
    model->relation = word_table_find(&model->words, SLICE("$relation"));
    if (!data_faults_end(faults, err))
        return false;
    *ret_model = model;
    return true;
}

static bool annotate_sentence(const struct time_model *model, const struct tense_reader *tenses,
                              uint32_t number, struct anchor *anchor, uint32_t *entity,
                              struct arena *arena, struct arena *scratch, time_vector *times,
                              struct err *err);

bool time_annotate(const struct time_model *model, struct arena *arena, struct arena *scratch,
                   struct article *article, struct err *err)
{
    time_vector times = {0};
    if (article->language.len > 0 && !slice_equal(article->language, SLICE("en")))
        return true;
    struct anchor anchor = anchor_of(article);
    uint32_t entity = 0;
    struct tense_reader tenses;
    tense_reader_init(&tenses, article, &model->words);
    for (uint32_t i = 0; i < article->sentence_count; i++) {
        struct arena_mark mark = arena_mark(scratch);
        bool ok = annotate_sentence(model, &tenses, i, &anchor, &entity, arena, scratch, &times,
                                    err);
        arena_rewind(scratch, mark);
        if (!ok)
            return false;
    }
    article->times = times.items;
    article->time_count = (uint32_t)times.count;
    article->layers |= ARTICLE_TIMES;
    return true;
}

/* Marks the atoms that are tagged as verbs, so that rules can keep off them. */
static void mark_verbs(const struct tense_reader *tenses, struct atom_list *atoms)
{
    for (size_t i = 0; i < atoms->count; i++) {
        const struct token *token = &tenses->article->tokens[atoms->items[i].token];
        if (token->xpos < TENSE_TAGS_MAX && tenses->tags[token->xpos] != VERB_NONE)
            atoms->items[i].natives |= 1u << NATIVE_VERB;
    }
}

/* Whether all of a match lies in the name of a person: "Theresa May". *next goes over the entities
 * as the matches do. */
static bool is_name(const struct article *article, const struct atom_list *atoms,
                    const struct match *match, uint32_t *next)
{
    uint32_t first = atoms->items[match->first].token;
    uint32_t last = atoms->items[match->end - 1].token;
    while (*next < article->entity_count &&
           article->entities[*next].first_token + article->entities[*next].token_count <= first)
        ++*next;
    if (*next == article->entity_count)
        return false;
    const struct entity *entity = &article->entities[*next];
    return entity->type == ENTITY_PERSON && entity->first_token <= first &&
           last < entity->first_token + entity->token_count;
}

/* What later expressions can lean on. */
static void remember(struct anchor *anchor, const struct meaning *meaning,
                     enum time_operation operation, uint32_t sentence)
{
    if (!meaning->has_period)
        return;
    anchor->spoken = true;
    anchor->last = meaning->period;
    anchor->last_sentence = sentence;
    /* "a year earlier" is held against the quarter named, not against another comparison. */
    if (operation == OPERATION_DATE &&
        (meaning->period.grain == GRAIN_QUARTER || meaning->period.grain == GRAIN_HALF)) {
        anchor->compared = true;
        anchor->comparison = meaning->period;
    }
}

static bool add_time(const struct rule *rule, const struct meaning *meaning, uint32_t sentence,
                     struct span span, struct arena *arena, time_vector *times, struct err *err)
{
    struct slice value = arena_copy(arena, (struct slice){meaning->value, meaning->value_bytes});
    struct time_expression *time = value.ptr ? vector_push(times, arena) : NULL;
    if (!time)
        return arena_fail(arena, err);
    *time = (struct time_expression){.sentence = sentence,
                                     .span = span,
                                     .type = meaning->type,
                                     .value = value,
                                     .earliest = meaning->earliest,
                                     .latest = meaning->latest,
                                     .rule = rule->label};
    return true;
}

/* "Wednesday's": what it belongs to is in another time than the verb. */
static bool is_possessive(const struct atom_list *atoms, const struct match *match)
{
    return match->end < atoms->count && !atoms->items[match->end].spaced &&
           slice_equal(atoms->items[match->end].text, SLICE("'"));
}

/* "by", "since" before the expression, unless it is a possessive: "after Monday's vote". */
static void read_relation(const struct time_model *model, const struct atom_list *atoms,
                          struct match *match)
{
    int64_t relation;
    if (match->first == 0 || is_possessive(atoms, match) ||
        slots_have(&match->slots, SLOT_RELATION) || model->relation == UINT16_MAX)
        return;
    if (time_atom_is(&model->words, &atoms->items[match->first - 1], model->relation, &relation))
        slots_put(&match->slots, SLOT_RELATION, relation);
}

static bool annotate_sentence(const struct time_model *model, const struct tense_reader *tenses,
                              uint32_t number, struct anchor *anchor, uint32_t *entity,
                              struct arena *arena, struct arena *scratch, time_vector *times,
                              struct err *err)
{
    const struct sentence *sentence = &tenses->article->sentences[number];
    struct atom_list atoms;
    struct match_list matches;
    if (!time_atoms_cut(&model->words, model->numerals, tenses->article, sentence, scratch, &atoms,
                        err))
        return false;
    mark_verbs(tenses, &atoms);
    if (!time_match(&model->rules, &model->words, &atoms, scratch, &matches, err))
        return false;
    for (size_t i = 0; i < matches.count; i++) {
        struct match *match = &matches.items[i];
        const struct rule *rule = &model->rules.rules.items[match->rule];
        struct meaning meaning;
        if (rule->operation == OPERATION_NONE || (!slots_have(&match->slots, SLOT_HOLIDAY) &&
                                                  is_name(tenses->article, &atoms, match, entity)))
            continue;
        read_relation(model, &atoms, match);
        uint32_t token = atoms.items[match->first].token;
        enum tense tense = tense_of(tenses, sentence, token);
        if (slots_get(&match->slots, SLOT_RELATION, 0) == RELATION_UNTIL &&
            tense_extends(tenses, sentence, token))
            tense = TENSE_FUTURE;
        if (is_possessive(&atoms, match))
            tense = TENSE_UNKNOWN;
        if (!time_resolve(rule, &match->slots, tense, &model->holidays, anchor, number, &meaning))
            continue;
        struct span span = {atoms.items[match->first].span.start,
                            atoms.items[match->end - 1].span.end};
        if (!add_time(rule, &meaning, number, span, arena, times, err))
            return false;
        remember(anchor, &meaning, rule->operation, number);
    }
    return true;
}
