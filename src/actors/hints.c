/*
 * hints.c - what is known of two noun phrases before they are compared.
 *
 *   in    evidence of the phrases, the record, quotations
 *   out   that they are the same, that they cannot be, or nothing
 */
#include "actors/hints.h"

#include "base/hash.h"

/* Offices of one person that are looked at. */
#define ROLES_MAX 8

unsigned hint_facet(const struct record_sense *sense)
{
    if (!sense || sense->kind != RECORD_COUNTRY)
        return 0;
    switch (sense->relation) {
    case RECORD_PEOPLE:
        return 1;
    case RECORD_REGION:
    case RECORD_BREAKAWAY:
        return 2 + (unsigned)(hash_64(sense->wording) % 1000003);
    default:
        return 0;
    }
}

bool hint_same_known(const struct entry *a, const struct record_sense *a_sense,
                     const struct entry *b, const struct record_sense *b_sense)
{
    return a->kind == b->kind && a->index == b->index && hint_facet(a_sense) == hint_facet(b_sense);
}

static enum coref_hint compare_known(const struct evidence *a, const struct evidence *b)
{
    if (!hint_same_known(&a->entry, a->sense, &b->entry, b->sense))
        return HINT_OTHER;
    if (a->entry.kind == RECORD_COUNTRY && a->acts != b->acts)
        return HINT_OTHER;
    return HINT_SAME;
}

static bool has(struct slice text, struct slice what)
{
    return slice_find(text, what, 0) != SIZE_MAX;
}

/* Whether somebody else's words may stand where the phrase does that are no quotation to the
 * syntax: in single marks, after a colon, in a post of a network with its writer's "@name". */
static bool may_be_quoted(const struct article *article, const struct phrase *phrase)
{
    uint32_t number = article->sentences[phrase->sentence].paragraph;
    struct span paragraph = article->paragraphs[number].span;
    struct slice before = slice_sub(article->text, paragraph.start,
                                    article->tokens[phrase->first].span.start);
    return has(before, SLICE("\u2018")) || has(before, SLICE(" '")) || has(before, SLICE(":")) ||
           has(article_slice(article, paragraph), SLICE("@"));
}

/* "I" and "we" outside quotations are whoever writes: no other phrase names them. */
static bool is_writer(const struct article *article, const struct phrase *phrase)
{
    return phrase->form == PHRASE_PRONOUN && phrase->person == 1 && phrase->quote == 0 &&
           !may_be_quoted(article, phrase);
}

/* Whether "he" or "she" cannot be it: a country, an organization. */
static bool is_no_person(const struct phrase *pronoun, const struct evidence *candidate)
{
    return pronoun->form == PHRASE_PRONOUN && pronoun->gender != 0 &&
           !(pronoun->gender & GENDER_NEUTER) && candidate->known &&
           (candidate->entry.kind == RECORD_COUNTRY ||
            candidate->entry.kind == RECORD_ORGANIZATION);
}

/* Whether a phrase is an office and nothing more: "the president". */
static bool is_bare_office(const struct phrase *phrase, const struct evidence *evidence)
{
    return phrase->head == phrase->base_first + 1 && phrase->last == phrase->base_last &&
           evidence->country.len == 0 && !evidence->known;
}

/* "the president" is nobody who then held other offices and not this one; bare, it is whoever was
 * named as one who did. */
static enum coref_hint compare_office(const struct hint_sources *from, const struct phrase *phrase,
                                      const struct evidence *office,
                                      const struct evidence *candidate)
{
    const struct word *word = office->office.len > 0
                                  ? vocabulary_get(from->vocabulary, office->office)
                                  : NULL;
    if (!word || !(word->flags & WORD_HIGHEST) || phrase->form != PHRASE_NOMINAL ||
        phrase->determiner != DET_DEFINITE || from->earliest == DAY_UNKNOWN || !candidate->known ||
        candidate->entry.kind != RECORD_PERSON)
        return HINT_NONE;
    struct record_role_at roles[ROLES_MAX];
    size_t count = record_roles_at(from->record, candidate->entry.index, from->earliest,
                                   from->latest, roles, ROLES_MAX);
    size_t held = 0;
    for (; held < count && roles[held].tenure <= RECORD_PERHAPS; held++) {
        if (slice_equal(roles[held].role->office, office->office))
            return is_bare_office(phrase, office) ? HINT_SAME : HINT_NONE;
    }
    return held > 0 ? HINT_OTHER : HINT_NONE;
}

enum coref_hint hint_of_pair(const void *context, uint32_t phrase, uint32_t candidate)
{
    const struct hint_sources *from = context;
    const struct evidence *a = &from->evidence[phrase], *b = &from->evidence[candidate];
    const struct phrase *one = &from->phrases->items.items[phrase];
    const struct phrase *other = &from->phrases->items.items[candidate];
    if (is_writer(from->syntax->article, one) != is_writer(from->syntax->article, other))
        return HINT_OTHER;
    if (a->known && b->known)
        return compare_known(a, b);
    bool differ = a->country.len > 0 && b->country.len > 0 && !slice_equal(a->country, b->country);
    if (differ || is_no_person(one, b))
        return HINT_OTHER;
    return compare_office(from, one, a, b);
}
