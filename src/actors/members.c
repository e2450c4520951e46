/*
 * members.c - whom "they", "the two ministers" and "both sides" are.
 *
 *   in    plural phrases, the actors before them
 *   out   members
 */
#include "actors/members.h"

/* Phrases before a plural one in which its members are looked for. */
#define WINDOW 80

/* Makes a profile one of several others. */
static void set_members(struct profiles *profiles, struct profile *profile, const uint32_t *members,
                        uint32_t count, const char *reason)
{
    for (uint32_t m = 0; m < count; m++) {
        profile->members[m] = members[m];
        profiles->items[members[m]].is_member = true;
    }
    profile->member_count = count;
    profile->acts = true;
    profile->reason = reason;
}

/* The parts of "A, B and C" when all can act. */
static void take_joined(const struct profile_sources *sources, struct profiles *profiles,
                        uint32_t number)
{
    const struct phrase *items = sources->phrases->items.items;
    size_t count = sources->phrases->items.count;
    struct profile *profile = &profiles->items[profiles->of[number]];
    uint32_t first = INDEX_NONE, members[PROFILE_MEMBERS_MAX], found = 0;
    for (uint32_t i = number; i < count && items[i].first <= items[number].last; i++) {
        if (items[i].joined)
            continue;
        if (items[i].head == items[number].head)
            first = i;
        bool part = first != INDEX_NONE && (i == first || items[i].conjunct == first);
        if (!part)
            continue;
        uint32_t member = profiles->of[i];
        if (!profiles->items[member].acts || profiles->items[member].member_count > 0 ||
            member == profiles->of[number] || found == PROFILE_MEMBERS_MAX)
            return;
        members[found++] = member;
    }
    if (found >= 2 && profile->size > 0 && !profile->is_member)
        set_members(profiles, profile, members, found, "both named together before");
}

/* Whether an actor can be one of those that a plural phrase names. */
static bool is_member(const struct phrase *phrase, const struct evidence *evidence,
                      const struct profile *member)
{
    if (!member->acts || member->member_count > 0 || member->plural)
        return false;
    if (phrase->word->flags & WORD_COUNTRY || phrase->word->noun_class == NOUN_PLACE)
        return member->known && member->entry.kind == RECORD_COUNTRY;
    if (evidence->office.len > 0)
        return member->named && member->class == NOUN_PERSON &&
               (member->office.len == 0 || slice_equal(member->office, evidence->office));
    if (phrase->class == NOUN_PERSON)
        return member->named && member->class == NOUN_PERSON;
    if (phrase->word->flags & (WORD_SIDE | WORD_ORGANIZATION))
        return member->known && member->entry.kind == RECORD_COUNTRY;
    return member->named;
}

/* Whether the phrase says two, or "the sides" of something. */
static bool asks_for_two(const struct profile_sources *sources, const struct phrase *phrase)
{
    if (!(phrase->number & NUMBER_PLURAL) || phrase->joined || phrase->form == PHRASE_NAME)
        return false;
    if (phrase->form == PHRASE_PRONOUN)
        return phrase->word->pronoun_class == CLASS_BOTH;
    const struct node *nodes = sources->syntax->nodes;
    bool two = phrase->determiner == DET_BOTH;
    uint32_t child = nodes[phrase->head].first_child;
    for (; child != INDEX_NONE && child < phrase->head; child = nodes[child].next_sibling)
        two |= nodes[child].relation == REL_NUMMOD && nodes[child].word->flags & WORD_TWO;
    bool definite = phrase->determiner == DET_DEFINITE || phrase->determiner == DET_DEMONSTRATIVE ||
                    phrase->determiner == DET_BOTH;
    return definite && (two || phrase->word->flags & WORD_SIDE);
}

static void take_last_two(const struct profile_sources *sources, struct profiles *profiles,
                          uint32_t number)
{
    const struct phrase *items = sources->phrases->items.items, *phrase = &items[number];
    struct profile *profile = &profiles->items[profiles->of[number]];
    uint32_t members[2], found = 0;
    if (profile->member_count > 0 || profile->is_member || profile->known || profile->named ||
        profile->country.len > 0)
        return;
    for (uint32_t i = number; i-- > 0 && number - i <= WINDOW && found < 2;) {
        uint32_t member = profiles->of[i];
        if (member == profiles->of[number] || (found > 0 && members[0] == member) ||
            !is_member(phrase, &sources->evidence[number], &profiles->items[member]))
            continue;
        members[found++] = member;
    }
    if (found == 2)
        set_members(profiles, profile, (uint32_t[]){members[1], members[0]}, 2,
                    "the last two of their kind");
}

void members_find(const struct profile_sources *sources, struct profiles *profiles)
{
    const struct phrase *items = sources->phrases->items.items;
    for (uint32_t i = 0; i < sources->phrases->items.count; i++) {
        if (items[i].joined && profiles->items[profiles->of[i]].size > 0)
            take_joined(sources, profiles, i);
        else if (asks_for_two(sources, &items[i]))
            take_last_two(sources, profiles, i);
    }
}
