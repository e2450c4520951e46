/*
 * profiles.c - all that an article says of each of its actors.
 *
 *   in    chains, evidence
 *   out   profiles, the chains of one actor joined
 *
 * 1. Each chain gathers what its phrases say.
 * 2. Chains are joined: by apposition, by entry of the record, by office and country, by a surname
 *    that only one full name of the article has. Two different entries are never joined.
 * 3. What has no country takes its possessor's.
 * 4. Plural ones find their members (members.c).
 */
#include "actors/profiles.h"

#include <string.h>

#include "actors/context.h"
#include "actors/hints.h"
#include "actors/members.h"
#include "base/hash.h"
#include "base/map.h"

/* Offices of one person that are looked at. */
#define ROLES_MAX 8

struct make {
    const struct profile_sources *sources;
    const struct phrase *phrases;
    size_t phrase_count;
    struct profile *chains; /* [chain_count] */
    uint32_t *parent;       /* [chain_count]: union-find */
    struct arena *scratch;
    struct err *err;
};

/* ---- joining ---- */

static uint32_t root_of(struct make *make, uint32_t chain)
{
    while (make->parent[chain] != chain) {
        make->parent[chain] = make->parent[make->parent[chain]];
        chain = make->parent[chain];
    }
    return chain;
}

/* Fills what is not yet known of `into` from `from`, which comes later in the text. */
static void absorb(struct profile *into, const struct profile *from)
{
    /* a country's own name before that of its Pentagon, which has the sectors of one organ */
    bool names_whole = into->sense && into->sense->relation == RECORD_SEAT && from->sense &&
                       from->sense->relation != RECORD_SEAT;
    bool better = from->known && (!into->known || (!into->sense && from->sense) || names_whole);
    if (better) {
        into->known = true;
        into->entry = from->entry;
        into->sense = from->sense;
        into->reason = from->reason;
        into->origin = from->origin;
    }
    if (from->named && !into->named)
        into->name = from->name;
    if (into->country.len == 0)
        into->country = from->country;
    if (into->owner.count == 0)
        into->owner = from->owner;
    if (into->office.len == 0)
        into->office = from->office;
    if (into->sectors.count == 0)
        into->sectors = from->sectors;
    if (!into->agent)
        into->agent = from->agent;
    if (into->class == NOUN_UNKNOWN)
        into->class = from->class;
    if (from->first < into->first)
        into->first = from->first;
    into->acts |= from->acts;
    into->named |= from->named;
    into->size += from->size;
}

/* Joins two chains, the earlier one's number staying, unless they are known to differ. */
static void join(struct make *make, uint32_t a, uint32_t b)
{
    a = root_of(make, a);
    b = root_of(make, b);
    if (a == b)
        return;
    uint32_t early = a < b ? a : b, late = a < b ? b : a;
    struct profile *x = &make->chains[early], *y = &make->chains[late];
    if (x->known && y->known && !hint_same_known(&x->entry, x->sense, &y->entry, y->sense))
        return;
    absorb(x, y);
    make->parent[late] = early;
}

/* ---- gathering ---- */

static uint32_t name_length(const struct make *make, uint32_t phrase)
{
    return make->phrases[phrase].name_last - make->sources->evidence[phrase].name_first;
}

static void gather(struct make *make, uint32_t number)
{
    const struct phrase *phrase = &make->phrases[number];
    const struct evidence *evidence = &make->sources->evidence[number];
    struct profile *profile = &make->chains[make->sources->coref->chain[number]];
    bool name = phrase->form == PHRASE_NAME;
    if (phrase->joined)
        return;
    struct profile one = {
        .acts = evidence->acts,
        .known = evidence->known && evidence->acts,
        .named = name,
        .entry = evidence->entry,
        .sense = evidence->sense,
        .country = evidence->country,
        .owner = evidence->owner,
        .office = evidence->office,
        .sectors = evidence->sectors,
        .agent = evidence->agent,
        .first = number,
        .name = number,
        .size = 1,
        .class = phrase->class,
        .reason = evidence->reason,
        .origin = evidence->origin,
    };
    if (profile->size == 0) {
        one.plural = (phrase->number & NUMBER_PLURAL) && !(phrase->number & NUMBER_SINGULAR);
        *profile = one;
        return;
    }
    bool fuller = name && profile->named &&
                  name_length(make, number) > name_length(make, profile->name);
    absorb(profile, &one);
    if (fuller ||
        (make->phrases[profile->name].form == PHRASE_PRONOUN && phrase->form != PHRASE_PRONOUN))
        profile->name = number;
}

static void join_appositions(struct make *make)
{
    const uint32_t *chain = make->sources->coref->chain;
    for (uint32_t i = 0; i < make->phrase_count; i++) {
        uint32_t other = make->sources->evidence[i].same_as;
        if (other != INDEX_NONE && make->phrases[i].form != PHRASE_PRONOUN)
            join(make, chain[i], chain[other]);
    }
}

/* Joins chains with one key, whichever it is: the first that has it stays. */
static bool join_key(struct make *make, struct map *keys, struct slice key, uint32_t chain)
{
    uint32_t *first = map_get(keys, key);
    if (first) {
        join(make, *first, chain);
        return true;
    }
    key = arena_copy(make->scratch, key);
    if (!key.ptr || !map_put(keys, key, chain))
        return arena_fail(make->scratch, make->err);
    return true;
}

/* Bytes of a key: a letter, then numbers or hashes. */
struct key {
    char bytes[32];
};

static struct slice key_of(struct key *key, char kind, uint64_t a, uint64_t b)
{
    memset(key->bytes, 0, sizeof(key->bytes));
    key->bytes[0] = kind;
    memcpy(key->bytes + 8, &a, sizeof(a));
    memcpy(key->bytes + 16, &b, sizeof(b));
    return (struct slice){key->bytes, 24};
}

/* The offices that a person of the record held on the day, or ever when it is not known: "the
 * Russian foreign minister" joins them. */
static bool join_roles(struct make *make, struct map *keys, uint32_t chain, uint32_t person)
{
    struct record_role_at roles[ROLES_MAX];
    struct key room;
    size_t count = record_roles_at(make->sources->record, person, make->sources->earliest,
                                   make->sources->latest, roles, ROLES_MAX);
    for (size_t i = 0; i < count; i++) {
        const struct record_role *role = roles[i].role;
        uint64_t office = hash_64(role->office), country = hash_64(role->country);
        if (roles[i].tenure <= RECORD_UNDATED && role->country.len > 0 &&
            !join_key(make, keys, key_of(&room, 'o', office, country), chain))
            return false;
    }
    return true;
}

/* Joins what has one entry, or one office of one country. */
static bool join_known(struct make *make, struct map *keys, uint32_t chain)
{
    const struct profile *profile = &make->chains[chain];
    struct key room;
    if (profile->known) {
        uint64_t entry = ((uint64_t)profile->entry.kind << 32) | profile->entry.index;
        if (!join_key(make, keys, key_of(&room, 'e', entry, hint_facet(profile->sense)), chain))
            return false;
        if (profile->entry.kind == RECORD_PERSON &&
            !join_roles(make, keys, root_of(make, chain), profile->entry.index))
            return false;
    }
    chain = root_of(make, chain);
    profile = &make->chains[chain];
    bool person = profile->class == NOUN_PERSON && !profile->plural;
    if (person && profile->office.len > 0 && profile->country.len > 0) {
        uint64_t office = hash_64(profile->office), country = hash_64(profile->country);
        return join_key(make, keys, key_of(&room, 'o', office, country), chain);
    }
    return true;
}

/* Notes whose surname a full name has; two people of one surname make it nobody's. */
static bool note_surname(struct make *make, struct map *keys, struct slice key, uint32_t number)
{
    uint32_t chain = make->sources->coref->chain[number];
    uint32_t *first = map_get(keys, key);
    if (!first) {
        key = arena_copy(make->scratch, key);
        return (key.ptr && map_put(keys, key, chain)) || arena_fail(make->scratch, make->err);
    }
    if (*first == INDEX_NONE || root_of(make, *first) == root_of(make, chain))
        return true;
    uint32_t other = make->chains[root_of(make, *first)].name;
    if (make->phrases[other].text_hash == make->phrases[number].text_hash)
        join(make, *first, chain);
    else
        *first = INDEX_NONE;
    return true;
}

/* A surname alone joins the one full name of the article that ends in it. */
static bool join_surnames(struct make *make, struct map *keys)
{
    for (unsigned pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < make->phrase_count; i++) {
            const struct phrase *phrase = &make->phrases[i];
            struct key room;
            if (phrase->form != PHRASE_NAME || phrase->class != NOUN_PERSON || phrase->joined)
                continue;
            uint64_t surname = make->sources->syntax->nodes[phrase->name_last].form_hash;
            struct slice key = key_of(&room, 's', surname, 0);
            bool full = name_length(make, i) > 0;
            if (pass == 0 && full && !note_surname(make, keys, key, i))
                return false;
            const uint32_t *first = pass == 1 && !full ? map_get(keys, key) : NULL;
            if (first && *first != INDEX_NONE)
                join(make, *first, make->sources->coref->chain[i]);
        }
    }
    return true;
}

/* The code that a dictionary has for the owner. */
static void take_code(const struct make *make, const struct profile *owner, struct profile *profile)
{
    const struct record_code *code = record_code_on(make->sources->record, owner->entry.index,
                                                    make->sources->earliest, make->sources->latest);
    if (!code)
        return;
    profile->country = code->country;
    if (code->country.len == 0)
        profile->owner = code->sectors;
}

/* "its troops": the country of whoever possesses them. */
static void take_possessors_country(struct make *make)
{
    const struct coref *coref = make->sources->coref;
    for (uint32_t i = 0; i < make->phrase_count; i++) {
        uint32_t possessor = make->sources->evidence[i].possessor;
        if (possessor == INDEX_NONE || make->phrases[i].word->flags & (WORD_COUNTERPART | WORD_KIN))
            continue;
        struct profile *profile = &make->chains[root_of(make, coref->chain[i])];
        const struct profile *owner = &make->chains[root_of(make, coref->chain[possessor])];
        if (profile->country.len > 0 || profile->known)
            continue;
        profile->country = owner->country;
        if (owner->known && owner->entry.kind == RECORD_CODED)
            take_code(make, owner, profile);
        if (owner->known && owner->entry.kind == RECORD_COUNTRY)
            profile->country = record_country_at(make->sources->record, owner->entry.index)->code;
        else if (owner->known && owner->entry.kind == RECORD_PERSON)
            profile->country = record_person_at(make->sources->record, owner->entry.index)->country;
        else if (owner->known && owner->entry.kind == RECORD_ORGANIZATION)
            profile->country =
                record_organization_at(make->sources->record, owner->entry.index)->country;
    }
}

/* Who held a profile's office for its country on the day. */
static void take_holder(const struct make *make, struct profile *profile)
{
    const struct profile_sources *from = make->sources;
    struct record_role_at holder;
    if (profile->known || profile->plural || profile->office.len == 0 ||
        profile->country.len == 0 || from->earliest == DAY_UNKNOWN ||
        record_holders(from->record, profile->office, profile->country, from->earliest,
                       from->latest, &holder, 1) == 0 ||
        holder.tenure > RECORD_PERHAPS)
        return;
    profile->known = true;
    profile->entry = (struct entry){RECORD_PERSON, holder.role->person};
    profile->origin = holder.role->origin;
    profile->reason = "held the office on that day";
}

/* "his Turkish counterpart": the same office for another country. */
static void take_counterparts_office(struct make *make)
{
    const struct coref *coref = make->sources->coref;
    for (uint32_t i = 0; i < make->phrase_count; i++) {
        uint32_t possessor = make->sources->evidence[i].possessor;
        if (possessor == INDEX_NONE || !(make->phrases[i].word->flags & WORD_COUNTERPART))
            continue;
        struct profile *profile = &make->chains[root_of(make, coref->chain[i])];
        const struct profile *owner = &make->chains[root_of(make, coref->chain[possessor])];
        profile->acts = true;
        if (profile->office.len == 0)
            profile->office = owner->office;
        if (profile->sectors.count == 0)
            profile->sectors = owner->sectors;
        if (!profile->named)
            take_holder(make, profile);
    }
}

/* Numbers the roots and points all phrases at them. */
static bool finish(struct make *make, struct profiles *profiles)
{
    const struct coref *coref = make->sources->coref;
    uint32_t *number = arena_array(make->scratch, uint32_t, coref->chain_count);
    profiles->of = arena_array(make->scratch, uint32_t, make->phrase_count);
    profiles->items = arena_array(make->scratch, struct profile, coref->chain_count);
    if (!number || !profiles->of || !profiles->items)
        return arena_fail(make->scratch, make->err);
    for (uint32_t c = 0; c < coref->chain_count; c++) {
        if (root_of(make, c) != c)
            continue;
        number[c] = profiles->count;
        profiles->items[profiles->count] = make->chains[c];
        profiles->items[profiles->count++].actor = INDEX_NONE;
    }
    for (uint32_t i = 0; i < make->phrase_count; i++)
        profiles->of[i] = number[root_of(make, coref->chain[i])];
    return true;
}

bool profiles_make(const struct profile_sources *sources, struct arena *scratch,
                   struct profiles *ret_profiles, struct err *err)
{
    struct profiles profiles = {0};
    struct make make = {.sources = sources,
                        .phrases = sources->phrases->items.items,
                        .phrase_count = sources->phrases->items.count,
                        .scratch = scratch,
                        .err = err};
    uint32_t chains = sources->coref->chain_count;
    struct map keys;
    map_init(&keys, scratch);
    make.chains = arena_array(scratch, struct profile, chains);
    make.parent = arena_array(scratch, uint32_t, chains);
    if (!make.chains || !make.parent)
        return arena_fail(scratch, err);
    for (uint32_t c = 0; c < chains; c++)
        make.parent[c] = c;
    for (uint32_t i = 0; i < make.phrase_count; i++)
        gather(&make, i);
    join_appositions(&make);
    take_counterparts_office(&make);
    for (unsigned pass = 0; pass < 2; pass++) {
        for (uint32_t c = 0; c < chains; c++) {
            bool first = make.chains[c].known && make.chains[c].named;
            if (make.parent[c] == c && make.chains[c].acts && first == (pass == 0) &&
                !join_known(&make, &keys, c))
                return false;
        }
    }
    if (!join_surnames(&make, &keys))
        return false;
    take_possessors_country(&make);
    if (!finish(&make, &profiles))
        return false;
    members_find(sources, &profiles);
    if (!context_read(sources, &profiles, scratch, err))
        return false;
    *ret_profiles = profiles;
    return true;
}
