/*
 * participants.c - who takes part in an event, and what kind of actors they are.
 *
 *   in    mentions of actors at words of a tree
 *   out   lists of actors and recipients
 */
#include "events/participants.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* ---- lists ---- */

bool side_has(const struct side *side, uint32_t actor)
{
    for (uint8_t i = 0; i < side->count; i++) {
        if (side->list[i].actor == actor)
            return true;
    }
    return false;
}

bool side_add(struct side *side, struct match_participant participant)
{
    if (side_has(side, participant.actor))
        return true;
    if (side->count == PARTICIPANTS_MAX)
        return false;
    side->list[side->count++] = participant;
    return true;
}

void side_add_all(struct side *to, const struct side *from)
{
    for (uint8_t i = 0; i < from->count; i++)
        side_add(to, from->list[i]);
}

void side_part(const struct side *actors, struct side *recipients)
{
    uint8_t kept = 0;
    for (uint8_t i = 0; i < recipients->count; i++) {
        if (!side_has(actors, recipients->list[i].actor))
            recipients->list[kept++] = recipients->list[i];
    }
    recipients->count = kept;
}

/* ---- kinds ---- */

static bool has_sector(const struct actor *actor, const char *const *sectors, size_t count)
{
    for (uint32_t i = 0; i < actor->sector_count; i++) {
        for (size_t s = 0; s < count; s++) {
            if (slice_equal(actor->sectors[i], slice_from(sectors[s])))
                return true;
        }
    }
    return false;
}

/* What the actor of a mention is, as bits of enum slot_kind. */
static uint32_t kinds_of(const struct article *article, const struct actor *actor)
{
    static const uint32_t KINDS[] = {
        [ACTOR_PERSON] = KIND_PERSON,
        [ACTOR_ORGANIZATION] = KIND_ORGANIZATION,
        [ACTOR_COUNTRY] = KIND_COUNTRY | KIND_STATE,
        [ACTOR_GROUP] = KIND_GROUP,
    };
    static const char *const ARMED[] = {"MIL", "REB", "UAF", "PRM", "COP", "SPY", "CRM"};
    static const char *const STATE[] = {"GOV", "MIL", "LEG", "JUD", "COP", "SPY"};
    static const char *const POLITICS[] = {"GOV", "LEG", "PTY", "OPP"};
    uint32_t kinds = KINDS[actor->kind];
    kinds |= has_sector(actor, ARMED, COUNT(ARMED)) ? KIND_ARMED : 0;
    kinds |= has_sector(actor, STATE, COUNT(STATE)) ? KIND_STATE : 0;
    bool is_civil = actor->kind == ACTOR_PERSON && !(kinds & KIND_ARMED);
    kinds |= is_civil && has_sector(actor, POLITICS, COUNT(POLITICS)) ? KIND_POLITICIAN : 0;
    for (uint32_t i = 0; i < actor->member_count; i++)
        kinds |= KINDS[article->actors[actor->members[i]].kind];
    return kinds;
}

bool side_is_plural(const struct article *article, const struct side *side)
{
    return side->count > 1 ||
           (side->count == 1 && article->actors[side->list[0].actor].member_count > 1);
}

bool side_is_kind(const struct article *article, const struct side *side, uint32_t kinds)
{
    for (uint8_t i = 0; i < side->count; i++) {
        if (kinds_of(article, &article->actors[side->list[i].actor]) & kinds)
            return true;
    }
    return false;
}

bool side_is_known(const struct article *article, const struct side *side)
{
    for (uint8_t i = 0; i < side->count; i++) {
        const struct actor *actor = &article->actors[side->list[i].actor];
        if (actor->country.len > 0 || actor->sector_count > 0 || actor->kind == ACTOR_ORGANIZATION)
            return true;
    }
    return false;
}

bool slot_takes(const struct article *article, const struct frame_slot *slot,
                const struct actor *actor)
{
    if (slot->kinds == 0 && slot->sector_count == 0)
        return true;
    if (slot->kinds & kinds_of(article, actor))
        return true;
    for (uint8_t i = 0; i < slot->sector_count; i++) {
        for (uint32_t s = 0; s < actor->sector_count; s++) {
            if (slice_equal(slot->sectors[i], actor->sectors[s]))
                return true;
        }
    }
    return (slot->kinds & KIND_PLACE) && actor->kind == ACTOR_COUNTRY;
}

/* ---- whose affairs ---- */

/* Sectors that make an event one of politics, arms or law wherever they take part. */
static bool is_strong(const struct actor *actor)
{
    static const char *const STRONG[] = {"GOV", "MIL", "COP", "LEG", "JUD", "REB", "PTY",
                                         "OPP", "PRM", "UAF", "SPY", "IGO", "PRE"};
    return actor->kind == ACTOR_COUNTRY || has_sector(actor, STRONG, COUNT(STRONG));
}

/* A country, any sector that tells, or an organization: enough where no other domain rules the
 * article. */
static bool is_social(const struct actor *actor)
{
    return actor->kind == ACTOR_ORGANIZATION || actor->country.len > 0 ||
           (actor->sector_count > 0 && !slice_equal(actor->sectors[0], SLICE("UNK")));
}

bool is_political(const struct article *article, uint8_t domain, const struct side *actors,
                  const struct side *recipients)
{
    const struct side *sides[] = {actors, recipients};
    if (actors->count + recipients->count == 0)
        return domain == 0;
    for (size_t s = 0; s < COUNT(sides); s++) {
        for (uint8_t i = 0; i < sides[s]->count; i++) {
            const struct actor *actor = &article->actors[sides[s]->list[i].actor];
            if (is_strong(actor) || (domain == 0 && is_social(actor)))
                return true;
        }
    }
    return false;
}
