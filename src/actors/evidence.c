/*
 * evidence.c - what a noun phrase itself says of its actor.
 *
 *   in    phrases, finds of the record
 *   out   entries, countries, offices, sectors
 *
 * A name is looked up as a whole: "Andrey Lavrov" is not the Lavrov of the record. A title or agent
 * noun gives office and sectors, the adjectives, possessors and "of"-phrases beside it the country;
 * an office of a country on a day gives the person.
 */
#include "actors/evidence.h"

#include <limits.h>
#include <string.h>

#include "base/map.h"

#define ROLES_MAX 4
/* Words of a modifier that are searched for a country. */
#define MODIFIER_WORDS_MAX 12

/* The sector of those who once held an office. */
static const struct slice ELITE = {"ELI", 3};

struct reader {
    const struct record *record;
    const struct vocabulary *vocabulary;
    const struct syntax *syntax;
    const struct finds *finds;
    struct phrases *phrases;
    const uint32_t *of_head;
    int32_t earliest, latest;
};

static const struct find *find_over(const struct finds *finds, uint32_t token)
{
    return finds->at[token] == INDEX_NONE ? NULL : &finds->items.items[finds->at[token]];
}

/* The first meaning of a kind, of words that stand just so in the record. */
static const struct record_match *match_of(const struct find *find, enum record_kind kind)
{
    for (uint32_t i = 0; find && i < find->count; i++) {
        if (find->matches[i].sense->kind == kind && !find->matches[i].by_spelling)
            return &find->matches[i];
    }
    return NULL;
}

/* ---- names ---- */

/* Whether the words of the phrase before a find are no part of a name: determiners, adjectives of
 * countries, titles, words in lower case. */
static bool is_whole_name(const struct reader *reader, const struct phrase *phrase,
                          const struct find *find)
{
    for (uint32_t at = phrase->base_first; at < find->token; at++) {
        const struct node *node = &reader->syntax->nodes[at];
        const struct find *other = find_over(reader->finds, at);
        bool known = other && (match_of(other, RECORD_COUNTRY) || match_of(other, RECORD_TITLE) ||
                               match_of(other, RECORD_AGENT));
        if (node->capital && node->upos != UPOS_DET && at > phrase->base_first && !known)
            return false;
    }
    return true;
}

/* Whether a sense fits what the phrase looks like. */
static bool sense_fits(const struct reader *reader, const struct phrase *phrase,
                       const struct find *find, const struct record_match *match)
{
    const struct record_sense *sense = match->sense;
    const struct entity *entity = phrase->entity == INDEX_NONE
                                      ? NULL
                                      : &reader->syntax->article->entities[phrase->entity];
    bool person = entity && entity->type == ENTITY_PERSON;
    switch (sense->kind) {
    case RECORD_PERSON:
        if (person)
            return find->token <= entity->first_token;
        return sense->relation != RECORD_SURNAME && !match->by_spelling && find->token_count > 1 &&
               is_whole_name(reader, phrase, find);
    case RECORD_COUNTRY:
        /* "Some" of a sentence's start is not Sumy. */
        if (match->by_spelling && reader->syntax->nodes[find->token].upos != UPOS_PROPN)
            return false;
        return !person && sense->relation != RECORD_ADJECTIVE &&
               is_whole_name(reader, phrase, find);
    case RECORD_CODED: /* whoever brings a dictionary says who is meant */
        return is_whole_name(reader, phrase, find);
    case RECORD_ORGANIZATION:
        return (!person || find->token_count > 1) && is_whole_name(reader, phrase, find);
    default:
        return false;
    }
}

/* How well a person's best office fits the day, and how high it is, a country's before an
 * organization's: the lower the better; and since when. */
static unsigned standing_of(const struct reader *reader, uint32_t person, int32_t *ret_from)
{
    struct record_role_at roles[ROLES_MAX];
    size_t count = record_roles_at(reader->record, person, reader->earliest, reader->latest, roles,
                                   ROLES_MAX);
    unsigned below = 2;
    for (size_t i = 0; i < count; i++) {
        const struct word *word = vocabulary_get(reader->vocabulary, roles[i].role->office);
        unsigned rank = roles[i].role->organization == INDEX_NONE ? 0 : 1;
        if (word && word->flags & WORD_HIGHEST && rank < below)
            below = rank;
    }
    unsigned tenure = count > 0 ? roles[0].tenure : RECORD_TO_COME + 1;
    *ret_from = count > 0 ? roles[0].role->from : INT32_MIN;
    return tenure * 3 + below;
}

/* The best of the senses that fit. A surname that two people of equal standing have is nobody's; of
 * an article without a day it is the one's who came last. */
static const struct record_sense *choose_sense(const struct reader *reader,
                                               const struct phrase *phrase, const struct find *find)
{
    const struct record_sense *best = NULL;
    unsigned best_standing = 0;
    int32_t best_from = INT32_MIN;
    bool tie = false;
    const struct record_match *coded = match_of(find, RECORD_CODED);
    if (coded && !coded->by_spelling && sense_fits(reader, phrase, find, coded))
        return coded->sense;
    for (uint32_t i = 0; i < find->count; i++) {
        const struct record_sense *sense = find->matches[i].sense;
        if (!sense_fits(reader, phrase, find, &find->matches[i]))
            continue;
        if (sense->kind != RECORD_PERSON) {
            if (!best)
                return sense;
            continue;
        }
        int32_t from;
        unsigned standing = standing_of(reader, sense->index, &from);
        if (best && best->kind == RECORD_PERSON && best->index == sense->index)
            continue;
        bool later = standing == best_standing && reader->earliest == DAY_UNKNOWN;
        if (!best || standing < best_standing || (later && from > best_from)) {
            best = sense;
            best_standing = standing;
            best_from = from;
            tie = false;
        } else if (standing == best_standing && (!later || from == best_from)) {
            tie = true;
        }
    }
    return tie && best->relation == RECORD_SURNAME ? NULL : best;
}

/* ---- countries as places and as those who act ---- */

/* Whether a capital or region stands for its government: it does or says something, or somebody
 * does something with it. */
static bool acts_as_government(const struct reader *reader, const struct phrase *phrase)
{
    const struct node *nodes = reader->syntax->nodes;
    const struct node *governor = phrase->governor == INDEX_NONE ? NULL : &nodes[phrase->governor];
    uint32_t preposition = syntax_child(reader->syntax, phrase->head, REL_CASE);
    switch ((enum phrase_role)phrase->role) {
    case ROLE_SUBJECT:
        return governor && governor->upos == UPOS_VERB;
    case ROLE_AGENT:
        return true;
    case ROLE_OBJECT:
        return governor && governor->word->flags & WORD_REPORTS;
    case ROLE_POSSESSOR:
        return governor && governor->word->noun_class != NOUN_PLACE &&
               governor->word->noun_class != NOUN_THING;
    case ROLE_OBLIQUE:
    case ROLE_MODIFIER:
        return preposition != INDEX_NONE && nodes[preposition].word->flags & WORD_PARTNER;
    default:
        return false;
    }
}

static bool is_locative(enum record_relation relation)
{
    return relation == RECORD_CAPITAL || relation == RECORD_REGION;
}

static void read_sense(const struct reader *reader, const struct phrase *phrase,
                       const struct record_sense *sense, struct evidence *evidence)
{
    evidence->sense = sense;
    evidence->known = evidence->names = evidence->acts = true;
    evidence->entry = (struct entry){sense->kind, sense->index};
    evidence->origin = sense->origin;
    evidence->reason = "a name in the record";
    if (sense->kind != RECORD_COUNTRY)
        return;
    if (is_locative(sense->relation)) {
        evidence->place = true;
        evidence->acts = acts_as_government(reader, phrase);
        evidence->reason = "a place that stands for its government";
    } else if (sense->relation == RECORD_SEAT) {
        evidence->reason = "the seat of a government";
    }
}

/* The find that is the phrase's name; NULL when there is none. */
static const struct find *find_of_name(const struct reader *reader, const struct phrase *phrase)
{
    const struct find *find = find_over(reader->finds, phrase->name_last);
    if (!find || find->token + find->token_count <= phrase->head)
        find = find_over(reader->finds, phrase->head);
    if (!find || find->token < phrase->base_first ||
        find->token + find->token_count <= phrase->name_last ||
        find->token + find->token_count > phrase->last + 1)
        return NULL;
    return find;
}

static void read_name(const struct reader *reader, struct phrase *phrase, struct evidence *evidence)
{
    const struct entity *entity = phrase->entity == INDEX_NONE
                                      ? NULL
                                      : &reader->syntax->article->entities[phrase->entity];
    bool person = entity && entity->type == ENTITY_PERSON;
    evidence->name_first = phrase->base_first;
    if (person && phrase->name_last + 1 == entity->first_token + entity->token_count)
        evidence->name_first = entity->first_token;
    evidence->acts = person || (entity && entity->type == ENTITY_ORGANIZATION) ||
                     (entity && entity->type == ENTITY_NORP);
    const struct find *find = find_of_name(reader, phrase);
    const struct record_sense *sense = find ? choose_sense(reader, phrase, find) : NULL;
    struct record_match room[RECORD_MATCHES_MAX];
    struct find inside;
    /* "the regime of Bashar al-Assad" is known as a whole, and so is the name in it. */
    if (!sense && phrase->form == PHRASE_NAME &&
        finds_exactly(reader->record, reader->finds, evidence->name_first, phrase->name_last + 1,
                      room, &inside)) {
        find = &inside;
        sense = choose_sense(reader, phrase, find);
    }
    if (!sense)
        return;
    read_sense(reader, phrase, sense, evidence);
    evidence->name_first = find->token;
    phrase->class = sense->kind == RECORD_PERSON    ? NOUN_PERSON
                    : sense->kind == RECORD_COUNTRY ? NOUN_PLACE
                                                    : NOUN_GROUP;
    if (sense->kind == RECORD_COUNTRY && sense->relation == RECORD_PEOPLE)
        phrase->class = NOUN_GROUP;
    if (phrase->class != NOUN_PERSON)
        phrase->gender = GENDER_NEUTER;
}

/* ---- gender ---- */

static uint8_t gender_bits(enum record_gender gender)
{
    return gender == RECORD_MALE ? GENDER_MALE : gender == RECORD_FEMALE ? GENDER_FEMALE : 0;
}

/* The gender of a person by the record, a title, or the given name. */
static uint8_t gender_of(const struct reader *reader, const struct phrase *phrase,
                         const struct evidence *evidence)
{
    uint8_t bits = 0;
    if (evidence->known && evidence->entry.kind == RECORD_PERSON)
        bits = gender_bits(record_person_at(reader->record, evidence->entry.index)->gender);
    for (uint32_t at = phrase->base_first; bits == 0 && at <= phrase->name_last; at++) {
        const struct find *find = find_over(reader->finds, at);
        const struct record_match *match = match_of(find, RECORD_TITLE);
        if (match && at < evidence->name_first)
            bits = gender_bits(record_title_at(reader->record, match->sense->index)->gender);
        match = match_of(find, RECORD_GIVEN_NAME);
        if (bits == 0 && match && at == evidence->name_first && at < phrase->name_last)
            bits = gender_bits(record_given_name_at(reader->record, match->sense->index)->gender);
    }
    return bits;
}

/* ---- the words around ---- */

static bool find_country(const struct reader *reader, const struct find *find,
                         struct slice *ret_country)
{
    const struct record_match *match = match_of(find, RECORD_COUNTRY);
    if (!match)
        return false;
    *ret_country = record_country_at(reader->record, match->sense->index)->code;
    return true;
}

/* The code of a dictionary's name, as whose somebody is: its country, else all of it. */
static bool find_owner(const struct reader *reader, const struct find *find,
                       struct evidence *evidence)
{
    const struct record_match *match = match_of(find, RECORD_CODED);
    const struct record_code *code = match ? record_code_on(reader->record, match->sense->index,
                                                            reader->earliest, reader->latest)
                                           : NULL;
    if (!code || code->code.len == 0)
        return false;
    evidence->country = code->country;
    if (code->country.len == 0)
        evidence->owner = code->sectors;
    return true;
}

static bool is_person_at(const struct reader *reader, uint32_t token)
{
    uint32_t entity = reader->syntax->nodes[token].entity;
    return reader->syntax->nodes[token].upos == UPOS_PROPN &&
           (entity == INDEX_NONE ||
            reader->syntax->article->entities[entity].type == ENTITY_PERSON);
}

/* The country of whom a name before a noun means, "the Obama administration": of those whose office
 * fits the day best; empty where they are of several. */
static struct slice country_of_people(const struct reader *reader, const struct find *find)
{
    struct slice country = SLICE_EMPTY;
    unsigned best = UINT_MAX;
    for (uint32_t i = 0; i < find->count; i++) {
        const struct record_sense *sense = find->matches[i].sense;
        int32_t from;
        if (sense->kind != RECORD_PERSON || find->matches[i].by_spelling)
            continue;
        unsigned standing = standing_of(reader, sense->index, &from);
        struct slice own = record_person_at(reader->record, sense->index)->country;
        if (standing < best)
            country = own;
        else if (standing == best && !slice_equal(own, country))
            country = SLICE_EMPTY;
        best = standing < best ? standing : best;
    }
    return country;
}

/* The first country that some words name, or that an organization or person among them has. */
static bool words_country(const struct reader *reader, uint32_t first, uint32_t last,
                          struct evidence *evidence)
{
    for (uint32_t at = first; at <= last && at - first < MODIFIER_WORDS_MAX; at++) {
        const struct find *find = find_over(reader->finds, at);
        if (find &&
            (find_owner(reader, find, evidence) || find_country(reader, find, &evidence->country)))
            return true;
        if (reader->finds->places[at].country.len > 0) {
            evidence->country = reader->finds->places[at].country;
            return true;
        }
        if (!find)
            continue;
        const struct record_match *match = match_of(find, RECORD_ORGANIZATION);
        struct slice country = SLICE_EMPTY;
        if (match)
            country = record_organization_at(reader->record, match->sense->index)->country;
        else if (is_person_at(reader, at))
            country = country_of_people(reader, find);
        if (country.len > 0) {
            evidence->country = country;
            return true;
        }
    }
    return false;
}

/* "White House" of "White House official", which is known as a whole. */
static bool country_inside(const struct reader *reader, const struct find *find,
                           struct evidence *evidence)
{
    struct record_match room[RECORD_MATCHES_MAX];
    struct find inside;
    for (uint32_t limit = find->token + find->token_count - 1; limit > find->token; limit--) {
        if (finds_exactly(reader->record, reader->finds, find->token, limit, room, &inside) &&
            find_country(reader, &inside, &evidence->country))
            return true;
    }
    return false;
}

/* The country of a phrase by what stands before its head or name, its possessor, and what hangs on
 * it with a preposition. */
static void read_country(const struct reader *reader, const struct phrase *phrase,
                         struct evidence *evidence)
{
    const struct node *nodes = reader->syntax->nodes;
    uint32_t end = phrase->form == PHRASE_NAME ? evidence->name_first : phrase->head;
    bool found = false;
    for (uint32_t at = phrase->base_first; at < end && !found; at++) {
        const struct find *find = find_over(reader->finds, at);
        if (!find || find->token + find->token_count <= end)
            found = words_country(reader, at, at, evidence);
        else if (find->token == at)
            found = country_inside(reader, find, evidence);
    }
    uint32_t child = nodes[phrase->head].first_child;
    for (; child != INDEX_NONE; child = nodes[child].next_sibling) {
        if (nodes[child].relation == REL_POSS)
            evidence->possessor = reader->of_head[child];
        if (!found && nodes[child].relation == REL_NMOD && child > phrase->head)
            found = words_country(reader, nodes[child].first, nodes[child].last, evidence);
    }
}

/* Sectors that say something: UNK stands for a noun that does not tell. */
static struct record_sectors told(struct record_sectors sectors)
{
    bool unknown = sectors.count == 1 && slice_equal(sectors.items[0], SLICE("UNK"));
    return unknown ? (struct record_sectors){NULL, 0} : sectors;
}

/* Sectors and country of an organization that stands before the head: "UN troops". */
static void read_organization(const struct reader *reader, const struct find *find,
                              struct evidence *evidence)
{
    const struct record_match *match = match_of(find, RECORD_ORGANIZATION);
    if (!match)
        return;
    const struct record_organization *organization = record_organization_at(reader->record,
                                                                            match->sense->index);
    if (evidence->sectors.count == 0)
        evidence->sectors = told(organization->sectors);
    if (evidence->country.len == 0)
        evidence->country = organization->country;
}

static void take_title(const struct reader *reader, const struct find *find,
                       struct evidence *evidence)
{
    const struct record_match *match = match_of(find, RECORD_TITLE);
    const struct record_title *title = match ? record_title_at(reader->record, match->sense->index)
                                             : NULL;
    if (!title || title->office.len == 0)
        return;
    const struct article *article = reader->syntax->article;
    uint32_t last = find->token + find->token_count - 1;
    struct span span = {article->tokens[find->token].span.start, article->tokens[last].span.end};
    struct slice office = record_office(reader->record, article_slice(article, span),
                                        evidence->country);
    evidence->office = office.len > 0 ? office : title->office;
    if (evidence->sectors.count == 0)
        evidence->sectors = told(title->sectors);
}

/* Titles, agent nouns and organizations before the name, or at and before the head. */
static void read_office(const struct reader *reader, const struct phrase *phrase,
                        struct evidence *evidence)
{
    bool name = phrase->form == PHRASE_NAME;
    uint32_t end = name ? evidence->name_first : phrase->head + 1;
    for (uint32_t at = end; at-- > phrase->base_first;) {
        const struct find *find = find_over(reader->finds, at);
        if (!find || find->token + find->token_count - 1 != at || at >= end)
            continue;
        const struct record_match *agent = match_of(find, RECORD_AGENT);
        bool head = find->token <= phrase->head && phrase->head <= at;
        if (agent && !evidence->agent && (name || head)) {
            evidence->agent = record_agent_at(reader->record, agent->sense->index);
            if (evidence->sectors.count == 0)
                evidence->sectors = told(evidence->agent->sectors);
            evidence->origin = evidence->known ? evidence->origin : agent->sense->origin;
            evidence->acts = true;
        }
        if (evidence->office.len == 0 && (name || head)) {
            take_title(reader, find, evidence);
            evidence->acts |= evidence->office.len > 0;
        }
        if (!head || evidence->sectors.count == 0)
            read_organization(reader, find, evidence);
    }
    const struct find *over = find_over(reader->finds, phrase->head);
    if (!name && evidence->office.len == 0 && over && over->token >= phrase->base_first &&
        over->token <= phrase->head && over->token + over->token_count - 1 <= phrase->last &&
        over->token + over->token_count - 1 > phrase->head) { /* "secretary of state" */
        take_title(reader, over, evidence);
        evidence->acts |= evidence->office.len > 0;
    }
}

/* ---- offices ---- */

/* Whether a word before the head says that the office is not held. */
static bool is_former(const struct reader *reader, const struct phrase *phrase)
{
    for (uint32_t at = phrase->base_first; at < phrase->head; at++) {
        if (reader->syntax->nodes[at].word->flags & WORD_FORMER)
            return true;
    }
    return false;
}

/* "the Russian foreign minister": who held the office on the day. */
static void read_holder(const struct reader *reader, const struct phrase *phrase,
                        struct evidence *evidence)
{
    struct record_role_at holders[ROLES_MAX];
    bool definite = phrase->determiner == DET_DEFINITE || phrase->determiner == DET_POSSESSIVE ||
                    phrase->determiner == DET_NONE;
    if (evidence->known || evidence->office.len == 0 || evidence->country.len == 0 ||
        reader->earliest == DAY_UNKNOWN || !definite || phrase->form != PHRASE_NOMINAL ||
        phrase->number & NUMBER_PLURAL || is_former(reader, phrase))
        return;
    size_t count = record_holders(reader->record, evidence->office, evidence->country,
                                  reader->earliest, reader->latest, holders, ROLES_MAX);
    if (count == 0 || holders[0].tenure > RECORD_PERHAPS)
        return;
    evidence->known = evidence->acts = true;
    evidence->entry = (struct entry){RECORD_PERSON, holders[0].role->person};
    evidence->origin = holders[0].role->origin;
    evidence->reason = "held the office on that day";
}

/* ---- phrases beside each other ---- */

static bool is_full_name(const struct phrase *phrase, const struct evidence *evidence)
{
    return phrase->form == PHRASE_NAME && phrase->class == NOUN_PERSON &&
           evidence->name_first < phrase->name_last;
}

/* "Secretary of State Rex Tillerson", read as the secretary of somebody: the phrase that the title
 * heads, or INDEX_NONE. */
static uint32_t title_before(const struct reader *reader, const struct phrase *phrase,
                             const struct evidence *evidence)
{
    uint32_t name = evidence->name_first;
    const struct find *find = name > 0 ? find_over(reader->finds, name - 1) : NULL;
    if (!find || !match_of(find, RECORD_TITLE) || find->token >= phrase->first ||
        find->token + find->token_count != name)
        return INDEX_NONE;
    uint32_t title = reader->of_head[find->token];
    bool is_other = title != INDEX_NONE && &reader->phrases->items.items[title] != phrase &&
                    reader->phrases->items.items[title].sentence == phrase->sentence;
    return is_other ? title : INDEX_NONE;
}

/* "his Turkish counterpart Mevlut Cavusoglu" and "Jean Dupont, leader of the union": two phrases
 * for one person, whatever the tree makes of them. */
static void read_apposition(const struct reader *reader, uint32_t number, struct evidence *all)
{
    const struct phrase *items = reader->phrases->items.items, *phrase = &items[number];
    if (phrase->joined || phrase->form == PHRASE_PRONOUN)
        return;
    if (phrase->role == ROLE_APPOSITION && phrase->governor != INDEX_NONE) {
        uint32_t governor = reader->of_head[phrase->governor];
        if (governor != INDEX_NONE && is_full_name(phrase, &all[number]) &&
            is_full_name(&items[governor], &all[governor]))
            return; /* two people */
        /* not "the two, Omar and Ali" */
        if (governor != INDEX_NONE &&
            (items[governor].number & phrase->number || !phrase->number ||
             !items[governor].number) &&
            governor != number &&
            (items[governor].class == phrase->class || all[number].office.len > 0 ||
             all[number].agent) &&
            !(all[number].names && all[governor].names))
            all[number].same_as = governor;
        return;
    }
    if (phrase->role == ROLE_PREDICATE && phrase->form == PHRASE_NOMINAL) {
        uint32_t subject = syntax_child(reader->syntax, phrase->head, REL_NSUBJ);
        if (subject != INDEX_NONE && reader->of_head[subject] != INDEX_NONE &&
            items[reader->of_head[subject]].class == phrase->class && phrase->class == NOUN_PERSON)
            all[number].same_as = reader->of_head[subject];
        return;
    }
    bool person = phrase->form == PHRASE_NAME && phrase->class == NOUN_PERSON;
    uint32_t title = person ? title_before(reader, phrase, &all[number]) : INDEX_NONE;
    if (title != INDEX_NONE && all[title].same_as == INDEX_NONE && !all[title].names)
        all[title].same_as = number;
    if (!person || phrase->first == 0 || all[number].name_first != phrase->first)
        return;
    uint32_t before = reader->of_head[phrase->first - 1];
    if (before == INDEX_NONE || items[before].sentence != phrase->sentence ||
        items[before].entity != INDEX_NONE || items[before].form == PHRASE_PRONOUN ||
        items[before].number == NUMBER_PLURAL)
        return;
    bool office = all[before].office.len > 0 || all[before].agent ||
                  items[before].word->flags & WORD_COUNTERPART;
    if (office && all[before].same_as == INDEX_NONE)
        all[before].same_as = number;
}

static void read_phrase(const struct reader *reader, struct phrase *phrase,
                        struct evidence *evidence)
{
    *evidence = (struct evidence){.possessor = INDEX_NONE, .same_as = INDEX_NONE};
    evidence->name_first = phrase->head;
    if (phrase->joined || phrase->form == PHRASE_PRONOUN)
        return;
    /* "Russians" and "the Kremlin" can be tagged as common nouns, "Israeli police" is a name. */
    const struct find *find = find_over(reader->finds, phrase->head);
    if (phrase->form == PHRASE_NAME || reader->syntax->nodes[phrase->head].capital ||
        (find && find->token_count > 1 && match_of(find, RECORD_ORGANIZATION)))
        read_name(reader, phrase, evidence);
    read_country(reader, phrase, evidence);
    read_office(reader, phrase, evidence);
    read_holder(reader, phrase, evidence);
    if (evidence->office.len > 0 && is_former(reader, phrase))
        evidence->sectors = (struct record_sectors){&ELITE, 1};
    if (phrase->form == PHRASE_NOMINAL && !evidence->acts)
        evidence->acts = phrase->class == NOUN_PERSON || phrase->class == NOUN_GROUP;
    if (phrase->word->flags & WORD_COUNTERPART)
        phrase->class = NOUN_PERSON;
    if (evidence->agent && phrase->class == NOUN_UNKNOWN)
        phrase->class = evidence->agent->kind == RECORD_AGENT_PERSON ? NOUN_PERSON : NOUN_GROUP;
    if (phrase->class == NOUN_PERSON) {
        uint8_t gender = gender_of(reader, phrase, evidence);
        phrase->gender = gender                ? gender
                         : phrase->gender != 0 ? phrase->gender
                                               : GENDER_MALE | GENDER_FEMALE;
        if (phrase->gender == GENDER_NEUTER)
            phrase->gender = GENDER_MALE | GENDER_FEMALE;
    }
}

/* A surname alone is not the record's person where the article has somebody else of that name in
 * full. */
static bool drop_other_surnames(const struct reader *reader, struct evidence *all,
                                struct arena *scratch)
{
    const struct phrase *items = reader->phrases->items.items;
    struct map full, named; /* surnames that stand behind other names; people named in full */
    map_init(&full, scratch);
    map_init(&named, scratch);
    for (unsigned pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < reader->phrases->items.count; i++) {
            const struct phrase *phrase = &items[i];
            if (phrase->form != PHRASE_NAME || phrase->class != NOUN_PERSON || phrase->joined)
                continue;
            const uint64_t *hash = &reader->syntax->nodes[phrase->name_last].form_hash;
            struct slice key = {(const char *)hash, sizeof(*hash)};
            struct slice who = {(const char *)&all[i].entry, sizeof(all[i].entry)};
            bool alone = all[i].name_first == phrase->name_last;
            if (pass == 0 && !alone &&
                (!map_put(&full, key, i) || (all[i].known && !map_put(&named, who, i))))
                return false;
            const uint32_t *other = pass == 1 && alone && all[i].known ? map_get(&full, key) : NULL;
            if (other && !map_get(&named, who) &&
                (!all[*other].known || all[*other].entry.kind != RECORD_PERSON ||
                 all[*other].entry.index != all[i].entry.index))
                all[i].known = all[i].names = false;
        }
    }
    return true;
}

struct evidence *evidence_read(const struct record *record, const struct vocabulary *vocabulary,
                               const struct syntax *syntax, const struct finds *finds,
                               struct phrases *phrases, int32_t earliest, int32_t latest,
                               struct arena *scratch)
{
    size_t count = phrases->items.count;
    struct evidence *all = arena_array(scratch, struct evidence, count);
    uint32_t *of_head = phrases_of_heads(syntax, phrases, scratch);
    if (!all || !of_head)
        return NULL;
    struct reader reader = {record, vocabulary, syntax, finds, phrases, of_head, earliest, latest};
    for (size_t i = 0; i < count; i++)
        read_phrase(&reader, &phrases->items.items[i], &all[i]);
    if (!drop_other_surnames(&reader, all, scratch))
        return NULL;
    for (size_t i = 0; i < count; i++)
        read_apposition(&reader, (uint32_t)i, all);
    return all;
}
