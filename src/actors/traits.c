/*
 * traits.c - what is compared of noun phrases.
 *
 *   in    phrases and nodes
 *   out   types, names as sets of words, modifiers
 */
#include "actors/compare.h"
#include "actors/types.h"

#include "base/ascii.h"

static enum phrase_type pronoun_type(const struct word *word)
{
    switch ((enum pronoun_class)word->pronoun_class) {
    case CLASS_HE:
        return TYPE_HE;
    case CLASS_SHE:
        return TYPE_SHE;
    case CLASS_IT:
        return word->pronoun == PRONOUN_POSSESSIVE ? TYPE_ITS : TYPE_IT;
    case CLASS_THEY:
        return TYPE_THEY;
    case CLASS_I:
        return TYPE_I;
    case CLASS_WE:
        return TYPE_WE;
    case CLASS_YOU:
        return TYPE_YOU;
    case CLASS_THIS:
        return TYPE_THIS;
    case CLASS_THAT:
        return TYPE_THAT;
    default:
        return TYPE_THOSE;
    }
}

static enum phrase_type type_of(const struct phrase *phrase)
{
    if (phrase->joined)
        return TYPE_JOINED;
    if (phrase->form == PHRASE_PRONOUN)
        return pronoun_type(phrase->word);
    if (phrase->form == PHRASE_NAME) {
        switch ((enum noun_class)phrase->class) {
        case NOUN_PERSON:
            return TYPE_NAME_PERSON;
        case NOUN_GROUP:
            return TYPE_NAME_GROUP;
        case NOUN_PLACE:
            return TYPE_NAME_PLACE;
        default:
            return TYPE_NAME_OTHER;
        }
    }
    switch ((enum determiner)phrase->determiner) {
    case DET_DEFINITE:
    case DET_BOTH:
        return TYPE_DEFINITE;
    case DET_DEMONSTRATIVE:
        return TYPE_DEMONSTRATIVE;
    case DET_POSSESSIVE:
        return TYPE_POSSESSED;
    case DET_INDEFINITE:
        return TYPE_INDEFINITE;
    case DET_QUANTIFIED:
        return TYPE_QUANTIFIED;
    case DET_NUMBER:
        return TYPE_NUMBERED;
    default:
        break;
    }
    if (phrase->word->pronoun == PRONOUN_INDEFINITE)
        return TYPE_ANYONE;
    return phrase->number & NUMBER_PLURAL ? TYPE_BARE_PLURAL : TYPE_BARE;
}

static enum phrase_coarse coarse_of(enum phrase_type type)
{
    switch (type) {
    case TYPE_HE:
    case TYPE_SHE:
        return COARSE_HE;
    case TYPE_IT:
    case TYPE_ITS:
        return COARSE_IT;
    case TYPE_THEY:
        return COARSE_THEY;
    case TYPE_I:
    case TYPE_WE:
    case TYPE_YOU:
        return COARSE_I;
    case TYPE_THIS:
    case TYPE_THAT:
    case TYPE_THOSE:
        return COARSE_THIS;
    case TYPE_NAME_PERSON:
    case TYPE_NAME_GROUP:
    case TYPE_NAME_PLACE:
    case TYPE_NAME_OTHER:
        return COARSE_NAME;
    case TYPE_DEFINITE:
    case TYPE_DEMONSTRATIVE:
    case TYPE_POSSESSED:
        return COARSE_DEFINITE;
    default:
        return COARSE_OTHER;
    }
}

/* The words of a name, which an entity or its capitals bound, and their first letters. */
static void read_name(const struct syntax *syntax, const struct phrase *phrase,
                      struct traits *traits)
{
    uint32_t first = phrase->base_first;
    uint64_t initials = 0;
    unsigned letters = 0;
    if (phrase->class == NOUN_PERSON && phrase->entity != INDEX_NONE) {
        uint32_t entity_first = syntax->article->entities[phrase->entity].first_token;
        first = entity_first > first ? entity_first : first;
    }
    for (uint32_t at = first; at <= phrase->base_last; at++) {
        const struct node *node = &syntax->nodes[at];
        if (!node->capital || node->relation == REL_DET)
            continue;
        if (traits->name_count < NAME_WORDS_MAX)
            traits->names[traits->name_count++] = node->form_hash;
        char letter = ascii_lower(syntax_form(syntax, at).ptr[0]);
        initials = syntax_mix(initials, (unsigned char)letter);
        letters++;
    }
    traits->initials = letters >= 2 ? initials : 0;
}

/* The hash that initials would have, of a short word all in capitals; 0 for any other. */
uint64_t traits_letters(struct slice word)
{
    uint64_t initials = 0;
    size_t letters = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] == '.')
            continue;
        if (!ascii_is_upper(word.ptr[i]))
            return 0;
        initials = syntax_mix(initials, (unsigned char)ascii_lower(word.ptr[i]));
        letters++;
    }
    return letters >= 2 && letters <= 6 ? initials : 0;
}

static bool is_in_digits(const struct syntax *syntax, uint32_t token)
{
    struct slice form = syntax_form(syntax, token);
    return form.len > 0 && ascii_is_digit(form.ptr[0]);
}

static void read_modifiers(const struct syntax *syntax, const struct phrase *phrase,
                           struct traits *traits)
{
    uint32_t child = syntax->nodes[phrase->head].first_child;
    for (; child != INDEX_NONE && child < phrase->head; child = syntax->nodes[child].next_sibling) {
        const struct node *node = &syntax->nodes[child];
        if (node->relation == REL_AMOD || node->relation == REL_COMPOUND)
            traits->modifiers |= 1ULL << (node->lemma_hash % 64);
        if (node->relation == REL_NUMMOD)
            traits->number_word = ((uint32_t)node->lemma_hash & ~TRAITS_DIGITS) | 1u |
                                  (is_in_digits(syntax, child) ? TRAITS_DIGITS : 0);
    }
}

struct traits *traits_read(const struct syntax *syntax, const struct phrases *phrases,
                           struct arena *scratch)
{
    struct traits *all = arena_array(scratch, struct traits, phrases->items.count);
    if (!all)
        return NULL;
    for (size_t i = 0; i < phrases->items.count; i++) {
        const struct phrase *phrase = &phrases->items.items[i];
        struct traits *traits = &all[i];
        traits->type = (uint8_t)type_of(phrase);
        traits->coarse = (uint8_t)coarse_of((enum phrase_type)traits->type);
        traits->position = phrase->sentence == 0 ? 0 : phrase->sentence < 3 ? 1 : 2;
        traits->first_in_sentence = i == 0 ||
                                    phrases->items.items[i - 1].sentence != phrase->sentence;
        if (phrase->form == PHRASE_NAME)
            read_name(syntax, phrase, traits);
        else if (phrase->form == PHRASE_NOMINAL)
            read_modifiers(syntax, phrase, traits);
    }
    return all;
}

bool traits_is_pronoun(const struct traits *traits)
{
    return traits->type < TYPE_NAME_PERSON;
}

bool traits_is_third_person(const struct traits *traits)
{
    return traits->type <= TYPE_THEY;
}
