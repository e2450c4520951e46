/*
 * context.c - the country of those whose own words do not tell it.
 *
 *   in    profiles, finds
 *   out   countries of profiles
 */
#include "actors/context.h"

/* Countries told apart in one article; more make no one the article's own. */
#define COUNTRIES_MAX 64
/* Mentions of countries that an article needs to be about one, and that one's share of 100. */
#define MENTIONS_MIN 3
#define CONTEXT_SHARE 50

/* The country of a find; empty when it names none. */
static struct slice country_of(const struct profile_sources *sources, const struct find *find)
{
    for (uint32_t i = 0; i < find->count; i++) {
        const struct record_sense *sense = find->matches[i].sense;
        if (sense->kind == RECORD_COUNTRY && !find->matches[i].by_spelling)
            return record_country_at(sources->record, sense->index)->code;
    }
    return SLICE_EMPTY;
}

/* The country that the article is about, or empty. */
static struct slice main_country(const struct profile_sources *sources)
{
    struct slice codes[COUNTRIES_MAX];
    uint32_t counts[COUNTRIES_MAX], known = 0, all = 0, best = 0;
    for (size_t i = 0; i < sources->finds->items.count; i++) {
        struct slice code = country_of(sources, &sources->finds->items.items[i]);
        uint32_t at = 0;
        if (code.len == 0)
            continue;
        while (at < known && !slice_equal(codes[at], code))
            at++;
        if (at == COUNTRIES_MAX)
            return SLICE_EMPTY;
        if (at == known) {
            codes[known] = code;
            counts[known++] = 0;
        }
        counts[at]++;
        all++;
        if (counts[at] > counts[best])
            best = at;
    }
    return all >= MENTIONS_MIN && counts[best] * 100 >= all * CONTEXT_SHARE ? codes[best]
                                                                            : SLICE_EMPTY;
}

/* The country of the place that each sentence names with "in". */
static void read_places(const struct profile_sources *sources, struct slice *places)
{
    const struct phrase *items = sources->phrases->items.items;
    for (uint32_t i = 0; i < sources->phrases->items.count; i++) {
        const struct evidence *evidence = &sources->evidence[i];
        struct slice country = sources->finds->places[items[i].head].country;
        if (evidence->known && evidence->entry.kind == RECORD_COUNTRY)
            country = record_country_at(sources->record, evidence->entry.index)->code;
        if (country.len == 0)
            continue;
        uint32_t preposition = syntax_child(sources->syntax, items[i].head, REL_CASE);
        if (preposition == INDEX_NONE ||
            !(sources->syntax->nodes[preposition].word->flags & WORD_WITHIN))
            continue;
        places[items[i].sentence] = country;
    }
}

bool context_read(const struct profile_sources *sources, struct profiles *profiles,
                  struct arena *scratch, struct err *err)
{
    const struct phrase *items = sources->phrases->items.items;
    uint32_t sentences = sources->syntax->article->sentence_count;
    struct slice *places = arena_array(scratch, struct slice, sentences);
    if (!places)
        return arena_fail(scratch, err);
    struct slice about = main_country(sources);
    read_places(sources, places);
    for (uint32_t p = 0; p < profiles->count; p++) {
        struct profile *profile = &profiles->items[p];
        if (!profile->acts || profile->known || profile->country.len > 0 || profile->size == 0)
            continue;
        bool person_or_group = !profile->named || profile->class == NOUN_PERSON;
        if (!person_or_group)
            continue;
        struct slice place = places[items[profile->first].sentence];
        bool near = place.len > 0 && !profile->named;
        profile->country = near ? place : about;
        if (profile->country.len > 0 && !profile->reason)
            profile->reason = near ? "the country of the place in its sentence"
                                   : "the country that the article is about";
    }
    return true;
}
