/*
 * actors.c - who each mention is.
 *
 *   in    an article with its trees, entities and places
 *   out   its actors and their mentions
 */
#include "actors/actors.h"

#include <stdlib.h>
#include <string.h>

#include "actors/hints.h"
#include "actors/profiles.h"
#include "base/fold.h"
#include "base/map.h"
#include "base/resource.h"

/* Bytes of a name that go into an id. */
#define NAME_KEY_BYTES 256
/* Offices of one person that are looked at. */
#define ROLES_MAX 8

struct actors_model {
    const struct record *record;
    struct vocabulary vocabulary;
    struct coref_weights weights;
};

/* One article under way. */
struct stage {
    const struct actors_model *model;
    struct article *article;
    struct arena *arena;
    struct arena *scratch;
    struct err *err;
    int32_t earliest, latest; /* days of publication, or DAY_UNKNOWN */
    struct syntax syntax;
    struct finds finds;
    struct phrases phrases;
    struct evidence *evidence;
    struct coref coref;
    struct profiles profiles;
    VECTOR(struct actor) actors;
    VECTOR(struct mention) mentions;
    uint32_t *mention_of; /* [phrases]: number in mentions before they are sorted */
};

static const struct slice GOVERNMENT = {"GOV", 3};

bool actors_reads_kind(struct slice kind)
{
    return record_reads_kind(kind) || vocabulary_reads_kind(kind);
}

bool actors_model_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
                       const struct actors_model **ret_model, struct err *err)
{
    struct actors_model *model = arena_new(arena, struct actors_model);
    if (!model)
        return arena_fail(arena, err);
    if (!record_load(set, faults, arena, &model->record, err) ||
        !vocabulary_load(set, faults, arena, &model->vocabulary, err) ||
        !coref_weights_read(resource_get("models/en.coref"), arena, &model->weights, err))
        return false;
    *ret_model = model;
    return true;
}

const struct record *actors_model_record(const struct actors_model *model)
{
    return model->record;
}

/* ---- days ---- */

/* The days on which the article can have been published. */
static void read_days(struct stage *stage)
{
    const struct datetime *date = &stage->article->published;
    stage->earliest = stage->latest = DAY_UNKNOWN;
    if (date->precision == DATE_UNKNOWN)
        return;
    unsigned month = date->precision == DATE_YEAR ? 12 : date->month;
    unsigned day = date->precision >= DATE_DAY ? date->day : date_month_days(date->year, month);
    stage->earliest = date_days(date->year, date->month, date->day);
    stage->latest = date_days(date->year, month, day);
}

/* ---- ids ---- */

/* The words from `first` to `last`, as they stand in the text. */
static struct slice words_between(const struct stage *stage, uint32_t first, uint32_t last)
{
    const struct token *tokens = stage->article->tokens;
    return article_slice(stage->article,
                         (struct span){tokens[first].span.start, tokens[last].span.end});
}

/* A phrase's words without determiners and numbers before them. */
static struct slice plain_words(const struct stage *stage, const struct phrase *phrase)
{
    const struct node *nodes = stage->syntax.nodes;
    uint32_t first = phrase->base_first;
    while (first < phrase->head &&
           (nodes[first].relation == REL_DET || nodes[first].relation == REL_NUMMOD ||
            nodes[first].word->determiner != DET_NONE || nodes[first].upos == UPOS_PUNCT ||
            nodes[first].upos == UPOS_ADV))
        first++;
    return words_between(stage, first, phrase->base_last);
}

/* An id by what tells this actor from all others, whichever article names it; the last resort is
 * its place in this one. */
static void make_id(const struct stage *stage, const struct profile *profile, struct actor *actor)
{
    static const char *const KINDS[] = {"person", "organization", "country", "group"};
    const struct record *record = stage->model->record;
    char room[NAME_KEY_BYTES];
    struct slice kind = slice_from(KINDS[actor->kind]), key = SLICE_EMPTY;
    struct slice article = {stage->article->key, HASH_ID_CHARS};
    if (profile->known && profile->entry.kind == RECORD_PERSON)
        key = record_person_at(record, profile->entry.index)->key;
    else if (profile->known || profile->named)
        key = (struct slice){room, fold_name(actor->name, room, sizeof(room))};
    if (key.len > 0) {
        const struct slice parts[] = {kind, key};
        hash_id(parts, 2, actor->id);
        return;
    }
    bool general = actor->country.len > 0 && (profile->plural || actor->kind != ACTOR_PERSON);
    struct slice noun = profile->agent ? profile->agent->noun : actor->name;
    noun = (struct slice){room, fold_name(noun, room, sizeof(room))};
    const struct phrase *first = &stage->phrases.items.items[profile->first];
    char place[2 * sizeof(first->head)];
    hash_hex((const uint8_t[]){(uint8_t)(first->head >> 24), (uint8_t)(first->head >> 16),
                               (uint8_t)(first->head >> 8), (uint8_t)first->head},
             sizeof(first->head), place);
    const struct slice parts[] = {kind, general ? actor->country : article, noun,
                                  general ? SLICE_EMPTY : (struct slice){place, sizeof(place)}};
    hash_id(parts, sizeof(parts) / sizeof(parts[0]), actor->id);
}

/* ---- one actor ---- */

static void set_sectors(struct actor *actor, struct record_sectors sectors)
{
    actor->sectors = sectors.items;
    actor->sector_count = sectors.count;
}

/* What the record says of a known actor on the days of the article. */
static void describe_known(const struct stage *stage, const struct profile *profile,
                           struct actor *actor)
{
    struct record_sense sense = {.kind = profile->entry.kind, .index = profile->entry.index};
    struct record_identity identity;
    if (profile->sense)
        sense = *profile->sense;
    record_identify(stage->model->record, &sense, stage->earliest, stage->latest, &identity);
    actor->kind = identity.kind;
    actor->name = identity.name;
    actor->country = identity.country;
    actor->role = identity.role;
    set_sectors(actor, identity.sectors);
    if (actor->sector_count == 0 && identity.kind == ACTOR_COUNTRY) {
        actor->sectors = &GOVERNMENT;
        actor->sector_count = 1;
    }
    actor->fact_file = identity.origin.file;
    actor->fact_line = identity.origin.line;
}

/* The office by which the article calls a person of the record, when nothing else tells which of
 * several it is. */
static void choose_role(const struct stage *stage, const struct profile *profile,
                        struct actor *actor)
{
    struct record_role_at roles[ROLES_MAX];
    if (profile->entry.kind != RECORD_PERSON || profile->office.len == 0 ||
        slice_equal(actor->role, profile->office))
        return;
    size_t count = record_roles_at(stage->model->record, profile->entry.index, stage->earliest,
                                   stage->latest, roles, ROLES_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct record_role *role = roles[i].role;
        if (roles[i].tenure > RECORD_UNDATED || !slice_equal(role->office, profile->office))
            continue;
        actor->role = role->office;
        actor->country = role->country;
        set_sectors(actor, role->sectors);
        actor->fact_file = role->origin.file;
        actor->fact_line = role->origin.line;
        return;
    }
}

static enum actor_kind kind_of(const struct stage *stage, const struct profile *profile)
{
    const struct phrase *name = &stage->phrases.items.items[profile->name];
    if (profile->named) {
        if (profile->class == NOUN_PERSON)
            return ACTOR_PERSON;
        if (name->entity != INDEX_NONE &&
            stage->article->entities[name->entity].type == ENTITY_NORP)
            return ACTOR_GROUP;
        return ACTOR_ORGANIZATION;
    }
    if (profile->agent && profile->agent->kind == RECORD_AGENT_ORGANIZATION && !profile->plural)
        return ACTOR_ORGANIZATION;
    bool person = profile->class == NOUN_PERSON ||
                  (profile->agent && profile->agent->kind == RECORD_AGENT_PERSON);
    if (person && !profile->plural)
        return ACTOR_PERSON;
    return !person && name->word->flags & WORD_ORGANIZATION && !profile->plural ? ACTOR_ORGANIZATION
                                                                                : ACTOR_GROUP;
}

/* A dictionary's code that is no country stands before what a noun tells: "Gondor police" is GON
 * and COP; so it does for a name with a code of one group, as "Minister Calimehtar". */
static bool add_owner(const struct stage *stage, const struct profile *profile, struct actor *actor)
{
    bool is_name = profile->known && profile->entry.kind == RECORD_CODED;
    struct record_sectors first = profile->owner, second = {actor->sectors, actor->sector_count};
    if (is_name) {
        first = second;
        second = profile->sectors;
    }
    if (actor->country.len > 0 || first.count == 0 || (is_name && first.count > 1) ||
        second.count == 0)
        return true;
    struct slice *all = arena_array(stage->arena, struct slice, first.count + second.count);
    if (!all)
        return arena_fail(stage->arena, stage->err);
    memcpy(all, first.items, first.count * sizeof(*all));
    uint32_t count = first.count;
    for (uint32_t i = 0; i < second.count; i++) {
        bool known = false;
        for (uint32_t j = 0; j < count; j++)
            known |= slice_equal(all[j], second.items[i]);
        if (!known)
            all[count++] = second.items[i];
    }
    set_sectors(actor, (struct record_sectors){all, count});
    return true;
}

/* What the article says of an actor that the record does not know, or not all of. */
static bool describe_rest(const struct stage *stage, const struct profile *profile,
                          struct actor *actor)
{
    if (!profile->known) {
        const struct phrase *name = &stage->phrases.items.items[profile->name];
        actor->kind = kind_of(stage, profile);
        actor->name = plain_words(stage, name);
        if (profile->named)
            actor->name = words_between(stage, stage->evidence[profile->name].name_first,
                                        name->name_last);
        actor->fact_file = profile->origin.file;
        actor->fact_line = profile->origin.line;
    }
    if (actor->country.len == 0)
        actor->country = profile->country;
    if (actor->role.len == 0 && actor->kind == ACTOR_PERSON)
        actor->role = profile->office.len > 0 ? profile->office
                      : profile->agent        ? profile->agent->noun
                                              : SLICE_EMPTY;
    if (actor->sector_count == 0)
        set_sectors(actor, profile->sectors);
    if (!add_owner(stage, profile, actor))
        return false;
    actor->reason = profile->reason  ? profile->reason
                    : profile->agent ? "a noun for those who act"
                                     : "the words of the article";
    return true;
}

/* Several as one: the name of the phrase, the country and sectors that all have. */
static bool describe_members(struct stage *stage, struct profile *profile, struct actor *actor)
{
    uint32_t *members = arena_array(stage->arena, uint32_t, profile->member_count);
    if (!members)
        return arena_fail(stage->arena, stage->err);
    actor->kind = ACTOR_GROUP;
    for (uint32_t m = 0; m < profile->member_count; m++) {
        members[m] = stage->profiles.items[profile->members[m]].actor;
        const struct actor *member = &stage->actors.items[members[m]];
        bool first = m == 0;
        if (first || !slice_equal(actor->country, member->country))
            actor->country = first ? member->country : SLICE_EMPTY;
        if (first || actor->sector_count != member->sector_count ||
            (actor->sector_count > 0 && !slice_equal(actor->sectors[0], member->sectors[0])))
            set_sectors(actor, first
                                   ? (struct record_sectors){member->sectors, member->sector_count}
                                   : (struct record_sectors){NULL, 0});
    }
    actor->members = members;
    actor->member_count = profile->member_count;
    actor->reason = profile->reason;
    struct slice parts[PROFILE_MEMBERS_MAX + 1] = {SLICE("members")};
    for (uint32_t m = 0; m < profile->member_count; m++)
        parts[m + 1] = (struct slice){stage->actors.items[members[m]].id, HASH_ID_CHARS};
    hash_id(parts, profile->member_count + 1, actor->id);
    return true;
}

/* Adds the actor of a profile, or finds the one that has its id. */
static bool add_actor(struct stage *stage, struct map *ids, struct profile *profile)
{
    struct actor actor = {0};
    if (profile->member_count > 0) {
        if (!describe_members(stage, profile, &actor))
            return false;
        actor.name = plain_words(stage, &stage->phrases.items.items[profile->name]);
    } else {
        if (profile->known) {
            describe_known(stage, profile, &actor);
            choose_role(stage, profile, &actor);
        }
        if (!describe_rest(stage, profile, &actor))
            return false;
        make_id(stage, profile, &actor);
    }
    struct slice id = {actor.id, HASH_ID_CHARS};
    uint32_t *same = map_get(ids, id);
    if (same) {
        profile->actor = *same;
        return true;
    }
    struct actor *place = vector_push(&stage->actors, stage->arena);
    id = arena_copy(stage->scratch, id);
    if (!place)
        return arena_fail(stage->arena, stage->err);
    *place = actor;
    profile->actor = (uint32_t)stage->actors.count - 1;
    if (!id.ptr || !map_put(ids, id, profile->actor))
        return arena_fail(stage->scratch, stage->err);
    return true;
}

/* Actors in the order in which the article first names them, those with members after these. */
static bool add_actors(struct stage *stage)
{
    struct map ids;
    map_init(&ids, stage->scratch);
    for (unsigned pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < stage->phrases.items.count; i++) {
            struct profile *profile = &stage->profiles.items[stage->profiles.of[i]];
            bool whole = profile->member_count > 0;
            if (!profile->acts || profile->actor != INDEX_NONE || whole != (pass == 1))
                continue;
            if (stage->phrases.items.items[i].joined && !whole)
                continue;
            if (!add_actor(stage, &ids, profile))
                return false;
        }
    }
    return true;
}

/* ---- mentions ---- */

static const char *reason_of(const struct stage *stage, uint32_t number,
                             const struct profile *profile)
{
    const struct evidence *evidence = &stage->evidence[number];
    if (stage->phrases.items.items[number].form == PHRASE_PRONOUN)
        return stage->coref.antecedent[number] == INDEX_NONE ? "a pronoun"
                                                             : "a pronoun for what stands before";
    if (evidence->known)
        return evidence->reason;
    if (evidence->same_as != INDEX_NONE)
        return "stands beside the name";
    if (stage->coref.antecedent[number] != INDEX_NONE)
        return "takes up what stands before";
    return profile->reason ? profile->reason : "named here first";
}

/* The words of a mention: the base, without a possessive ending. */
static struct span mention_span(const struct stage *stage, const struct phrase *phrase)
{
    const struct token *tokens = stage->article->tokens;
    return (struct span){tokens[phrase->base_first].span.start, tokens[phrase->base_last].span.end};
}

static bool add_mention(struct stage *stage, const struct mention *mention)
{
    struct mention *place = vector_push(&stage->mentions, stage->arena);
    if (!place)
        return arena_fail(stage->arena, stage->err);
    *place = *mention;
    return true;
}

static bool add_mentions(struct stage *stage)
{
    static const enum mention_form FORMS[] = {
        [PHRASE_NAME] = MENTION_NAME,
        [PHRASE_NOMINAL] = MENTION_NOMINAL,
        [PHRASE_PRONOUN] = MENTION_PRONOUN,
    };
    const struct phrase *items = stage->phrases.items.items;
    for (uint32_t i = 0; i < stage->phrases.items.count; i++) {
        const struct profile *profile = &stage->profiles.items[stage->profiles.of[i]];
        stage->mention_of[i] = INDEX_NONE;
        bool place = stage->evidence[i].known && !stage->evidence[i].acts;
        if (profile->actor == INDEX_NONE || place ||
            (items[i].joined && profile->member_count == 0))
            continue;
        stage->mention_of[i] = (uint32_t)stage->mentions.count;
        uint32_t antecedent = stage->coref.antecedent[i];
        struct mention mention = {
            .actor = profile->actor,
            .sentence = items[i].sentence,
            .span = mention_span(stage, &items[i]),
            .form = FORMS[items[i].form],
            .head = items[i].head,
            .antecedent = antecedent == INDEX_NONE ? INDEX_NONE : stage->mention_of[antecedent],
            .reason = reason_of(stage, i, profile),
        };
        if (!add_mention(stage, &mention))
            return false;
    }
    return true;
}

/* "who" and "which" are what their clause hangs on. */
static bool add_relatives(struct stage *stage)
{
    const struct node *nodes = stage->syntax.nodes;
    uint32_t *of_head = phrases_of_heads(&stage->syntax, &stage->phrases, stage->scratch);
    if (!of_head)
        return arena_fail(stage->scratch, stage->err);
    for (uint32_t at = 0; at < stage->article->token_count; at++) {
        if (nodes[at].tag != TAG_RELATIVE)
            continue;
        uint32_t clause = at;
        for (unsigned up = 0; up < 4 && clause != INDEX_NONE; up++) {
            if (nodes[clause].relation == REL_RELCL)
                break;
            clause = nodes[clause].head;
        }
        if (clause == INDEX_NONE || nodes[clause].relation != REL_RELCL)
            continue;
        uint32_t phrase = nodes[clause].head == INDEX_NONE ? INDEX_NONE
                                                           : of_head[nodes[clause].head];
        if (phrase == INDEX_NONE || stage->mention_of[phrase] == INDEX_NONE)
            continue;
        struct mention mention = stage->mentions.items[stage->mention_of[phrase]];
        mention.span = stage->article->tokens[at].span;
        mention.form = MENTION_PRONOUN;
        mention.head = at;
        mention.antecedent = stage->mention_of[phrase];
        mention.reason = "a relative clause";
        if (!add_mention(stage, &mention))
            return false;
    }
    return true;
}

/* A mention and its number before sorting. */
struct numbered {
    struct mention mention;
    uint32_t number;
};

static int compare_mentions(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;
    if (x->mention.span.start != y->mention.span.start)
        return x->mention.span.start < y->mention.span.start ? -1 : 1;
    if (x->mention.span.end != y->mention.span.end)
        return x->mention.span.end > y->mention.span.end ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

static bool sort_mentions(struct stage *stage)
{
    size_t count = stage->mentions.count;
    struct numbered *sorted = arena_array(stage->scratch, struct numbered, count);
    uint32_t *moved = arena_array(stage->scratch, uint32_t, count);
    if (!sorted || !moved)
        return arena_fail(stage->scratch, stage->err);
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = (struct numbered){stage->mentions.items[i], i};
    if (count > 0)
        qsort(sorted, count, sizeof(*sorted), compare_mentions);
    for (uint32_t i = 0; i < count; i++)
        moved[sorted[i].number] = i;
    for (uint32_t i = 0; i < count; i++) {
        struct mention *mention = &stage->mentions.items[i];
        *mention = sorted[i].mention;
        if (mention->antecedent != INDEX_NONE)
            mention->antecedent = moved[mention->antecedent];
    }
    return true;
}

/* ---- the stage ---- */

/* A name of a user's dictionary that the tagger takes for a verb or the like, not knowing it, is a
 * name: "$1m to Gondor". */
static void trust_names(struct stage *stage)
{
    for (size_t i = 0; i < stage->finds.items.count; i++) {
        const struct find *find = &stage->finds.items.items[i];
        bool coded = false, capital = true;
        for (uint32_t m = 0; m < find->count; m++)
            coded |= find->matches[m].sense->kind == RECORD_CODED && !find->matches[m].by_spelling;
        for (uint32_t t = 0; t < find->token_count; t++)
            capital &= stage->syntax.nodes[find->token + t].capital;
        struct node *last = &stage->syntax.nodes[find->token + find->token_count - 1];
        if (coded && capital && (last->upos == UPOS_VERB || last->upos == UPOS_ADV))
            last->upos = UPOS_PROPN;
    }
}

static bool resolve(struct stage *stage)
{
    const struct actors_model *model = stage->model;
    struct article *article = stage->article;
    if (!syntax_read(&model->vocabulary, article, stage->scratch, &stage->syntax, stage->err) ||
        !finds_read(model->record, article, stage->scratch, &stage->finds, stage->err))
        return false;
    trust_names(stage);
    if (!phrases_find(&stage->syntax, stage->scratch, &stage->phrases, stage->err))
        return false;
    stage->evidence = evidence_read(model->record, &model->vocabulary, &stage->syntax,
                                    &stage->finds, &stage->phrases, stage->earliest, stage->latest,
                                    stage->scratch);
    stage->mention_of = arena_array(stage->scratch, uint32_t, stage->phrases.items.count);
    if (!stage->evidence || !stage->mention_of)
        return arena_fail(stage->scratch, stage->err);
    struct hint_sources known = {model->record,   &model->vocabulary, &stage->syntax,
                                 &stage->phrases, stage->evidence,    stage->earliest,
                                 stage->latest};
    struct coref_hints hints = {&known, hint_of_pair};
    struct profile_sources sources = {model->record,   &stage->syntax, &stage->phrases,
                                      stage->evidence, &stage->coref,  &stage->finds,
                                      stage->earliest, stage->latest};
    return coref_resolve(&model->weights, &stage->syntax, &stage->phrases, &hints, NULL,
                         stage->scratch, &stage->coref, stage->err) &&
           profiles_make(&sources, stage->scratch, &stage->profiles, stage->err) &&
           add_actors(stage) && add_mentions(stage) && add_relatives(stage) && sort_mentions(stage);
}

bool actors_annotate(const struct actors_model *model, struct arena *arena, struct arena *scratch,
                     struct article *article, struct err *err)
{
    struct stage stage = {
        .model = model, .article = article, .arena = arena, .scratch = scratch, .err = err};
    struct arena_mark mark = arena_mark(scratch);
    read_days(&stage);
    bool done = resolve(&stage);
    arena_rewind(scratch, mark);
    if (!done)
        return false;
    article->actors = stage.actors.items;
    article->actor_count = (uint32_t)stage.actors.count;
    article->mentions = stage.mentions.items;
    article->mention_count = (uint32_t)stage.mentions.count;
    return true;
}
