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
 * syntax: behind marks that do not pair, in single ones, after a colon, in a post of a network with
 * its writer's "@name". */
static bool may_be_quoted(const struct article *article, const struct phrase *phrase)
{
    uint32_t number = article->sentences[phrase->sentence].paragraph;
    struct span paragraph = article->paragraphs[number].span;
    struct slice before = slice_sub(article->text, paragraph.start,
                                    article->tokens[phrase->first].span.start);
    return has(before, SLICE("\"")) || has(before, SLICE("\u201C")) ||
           has(before, SLICE("\u2018")) || has(before, SLICE(" '")) || has(before, SLICE(":")) ||
           has(article_slice(article, paragraph), SLICE("@"));
}

/* "I" and "we" outside quotations are whoever writes: no other phrase names them. */
static bool is_writer(const struct article *article, const struct phrase *phrase)
{
    return phrase->form == PHRASE_PRONOUN && phrase->person == 1 && phrase->quote == 0 &&
           !may_be_quoted(article, phrase);
}

/* Whether "he" or "she" cannot be it: a country, an organization, somebody of the other sex. */
static bool is_no_person(const struct hint_sources *from, const struct phrase *pronoun,
                         const struct evidence *candidate)
{
    if (pronoun->form != PHRASE_PRONOUN || pronoun->gender == 0 ||
        pronoun->gender & GENDER_NEUTER || !candidate->known)
        return false;
    if (candidate->entry.kind != RECORD_PERSON)
        return candidate->entry.kind == RECORD_COUNTRY ||
               candidate->entry.kind == RECORD_ORGANIZATION;
    enum record_gender gender = record_person_at(from->record, candidate->entry.index)->gender;
    return (gender == RECORD_MALE && pronoun->gender == GENDER_FEMALE) ||
           (gender == RECORD_FEMALE && pronoun->gender == GENDER_MALE);
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

/* What is known of a phrase, or of the name that it stands in apposition to. */
static const struct evidence *evidence_of(const struct hint_sources *from, uint32_t phrase)
{
    const struct evidence *own = &from->evidence[phrase];
    bool is_title = !own->known && own->same_as != INDEX_NONE && from->evidence[own->same_as].known;
    return is_title ? &from->evidence[own->same_as] : own;
}

/* The country of a phrase by its words, or that of the person it names. */
static struct slice country_of(const struct hint_sources *from, const struct evidence *evidence)
{
    if (evidence->country.len == 0 && evidence->known && evidence->entry.kind == RECORD_PERSON)
        return record_person_at(from->record, evidence->entry.index)->country;
    return evidence->country;
}

/* "Jihye Lee" or "Lee", whom the record does not know, is nobody whom it knows by names without a
 * "Lee". */
static bool is_other_name(const struct hint_sources *from, const struct phrase *phrase,
                          const struct evidence *name, const struct evidence *known)
{
    if (phrase->form != PHRASE_NAME || phrase->class != NOUN_PERSON || name->known ||
        name->office.len > 0 || name->agent || !known->known || known->entry.kind != RECORD_PERSON)
        return false;
    struct slice surname = syntax_form(from->syntax, phrase->name_last);
    struct slice whole = record_person_at(from->record, known->entry.index)->name;
    struct slice said = known->sense ? known->sense->wording : SLICE_EMPTY;
    return slice_find_nocase(whole, surname, 0) == SIZE_MAX &&
           slice_find_nocase(said, surname, 0) == SIZE_MAX;
}

enum coref_hint hint_of_pair(const void *context, uint32_t phrase, uint32_t candidate)
{
    const struct hint_sources *from = context;
    const struct evidence *a = evidence_of(from, phrase), *b = evidence_of(from, candidate);
    const struct phrase *one = &from->phrases->items.items[phrase];
    const struct phrase *other = &from->phrases->items.items[candidate];
    if (is_writer(from->syntax->article, one) != is_writer(from->syntax->article, other))
        return HINT_OTHER;
    if (a->known && b->known)
        return compare_known(a, b);
    struct slice mine = country_of(from, a), its = country_of(from, b);
    if (is_other_name(from, one, a, b) || is_other_name(from, other, b, a))
        return HINT_OTHER;
    if ((mine.len > 0 && its.len > 0 && !slice_equal(mine, its)) || is_no_person(from, one, b))
        return HINT_OTHER;
    return compare_office(from, one, a, b);
}
