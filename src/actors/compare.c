/*
 * compare.c - a noun phrase beside one that came before it.
 *
 *   in    traits of both, their places in text and trees, the candidate's chain
 *   out   one value for each feature, and the sum of the weights of these values
 *
 * A feature joins a few facts, each of a few kinds; its value is their mixed-radix number. Their
 * names, sizes and order are the layout of models/en.coref, which models/coref.md explains.
 */
#include "actors/compare.h"

#include "actors/types.h"

#define T TYPE_COUNT
#define C COARSE_COUNT
#define FORMS 3
#define NEAR 4 /* sentences apart: same, next, two to four, more */
#define FAR 8  /* sentences apart: 0, 1, 2, 3, 4-5, 6-9, 10-19, more */
#define FITS 4 /* agreement: unknown, exact, possible, against */
#define MATCHES 10
#define R ROLE_COUNT
#define K NOUN_CLASSES

/* Features of being new, then those of a pair. */
#define FEATURES(X)                                                                                \
    X(new_type, T)                                                                                 \
    X(new_role, T *R)                                                                              \
    X(new_seen, T * 4 * 4)                                                                         \
    X(new_class, T *K)                                                                             \
    X(new_length, T * 5 * 2)                                                                       \
    X(new_position, T * 3 * 4)                                                                     \
    X(new_nested, C * 2 * 2)                                                                       \
    X(new_pleonastic, 2 * 8)                                                                       \
    X(new_seen_class, C * 4 * K * 2)                                                               \
    X(new_agreeing, T * 4)                                                                         \
    X(new_speaker, T * 2)                                                                          \
    X(types, T *T)                                                                                 \
    X(sentences, T *FAR)                                                                           \
    X(phrases_between, T * 8)                                                                      \
    X(coarse_near, C *C *NEAR)                                                                     \
    X(match, T *FORMS *MATCHES)                                                                    \
    X(match_near, C *NEAR *MATCHES)                                                                \
    X(match_class, K *MATCHES * 2)                                                                 \
    X(modifiers, C * 2 * 8)                                                                        \
    X(gender, T *FORMS *FITS)                                                                      \
    X(number, T *FORMS *FITS)                                                                      \
    X(classes, K *K *C)                                                                            \
    X(nesting, T *FORMS * 3)                                                                       \
    X(clause, T *FORMS * 4 * 2)                                                                    \
    X(roles, R *R * 2)                                                                             \
    X(role_near, T *R * 3)                                                                         \
    X(first, C *C * 2)                                                                             \
    X(quotes, T *C * 5)                                                                            \
    X(speaker, T * 4)                                                                              \
    X(chain_size, C *C * 5)                                                                        \
    X(chain_gender, T *FITS)                                                                       \
    X(chain_number, T *FITS)                                                                       \
    X(chain_class, T *K)                                                                           \
    X(chain_head, C *FORMS * 2 * 2)                                                                \
    X(chain_last, T * 2 * 4)                                                                       \
    X(relation, C *C * 3)                                                                          \
    X(rank, T *FORMS * 5)                                                                          \
    X(rank_role, T *R * 3)                                                                         \
    X(determiner, C * 8 * 8)                                                                       \
    X(often, T *FORMS * 5)                                                                         \
    X(says, T *K * 3)                                                                              \
    X(governor, T * 2 * 2)                                                                         \
    X(paragraph, T * 4)                                                                            \
    X(class_rank, T *K * 4)                                                                        \
    X(new_word, 1024)

enum feature {
#define X(name, size) FEATURE_##name,
    FEATURES(X)
#undef X
        FEATURE_COUNT
};

/* Where each feature's values start. */
struct layout {
#define X(name, size) char name[size];
    FEATURES(X)
#undef X
};
#define OFFSET(name) ((uint32_t)offsetof(struct layout, name))

static const struct {
    const char *name;
    uint32_t values;
} FEATURE_LIST[] = {
#define X(name, size) {#name, (size)},
    FEATURES(X)
#undef X
};

size_t compare_values(void)
{
    return sizeof(struct layout);
}

const char *compare_feature(unsigned number, uint32_t *ret_values)
{
    if (number >= FEATURE_COUNT)
        return NULL;
    *ret_values = FEATURE_LIST[number].values;
    return FEATURE_LIST[number].name;
}

/* The weight of a value, which is noted when somebody watches. */
static int32_t value(struct compare *compare, uint32_t number)
{
    if (compare->values)
        compare->values[compare->value_count++] = number;
    return compare->weights[number];
}

#define VALUE(name, number) value(compare, OFFSET(name) + (uint32_t)(number))

static uint32_t at_most(uint32_t number, uint32_t most)
{
    return number < most ? number : most;
}

/* Signs that "it" stands for nothing: a clause that follows, or a copula with an adjective. */
static uint32_t pleonastic(const struct compare *compare, const struct phrase *phrase)
{
    const struct node *nodes = compare->syntax->nodes;
    if (phrase->governor == INDEX_NONE || phrase->role != ROLE_SUBJECT)
        return 0;
    const struct node *governor = &nodes[phrase->governor];
    bool clause = false, copula = false;
    uint32_t child = governor->first_child;
    for (unsigned i = 0; child != INDEX_NONE && i < 16; i++, child = nodes[child].next_sibling) {
        enum relation relation = (enum relation)nodes[child].relation;
        clause |= child > phrase->governor &&
                  (relation == REL_CCOMP || relation == REL_CSUBJ || relation == REL_XCOMP ||
                   relation == REL_ADVCL || relation == REL_RELCL);
        copula |= relation == REL_COP;
    }
    uint32_t kind = !copula ? 1 : governor->upos == UPOS_ADJ ? 2 : 3;
    return kind * 2 + clause;
}

int32_t compare_new(struct compare *compare, const struct current *current)
{
    const struct phrase *phrase = &compare->phrases[current->phrase];
    const struct traits *traits = &compare->traits[current->phrase];
    uint32_t t = traits->type, c = traits->coarse;
    uint32_t length = phrase->base_last - phrase->base_first;
    bool after = phrase->last > phrase->base_last, nested = phrase->parent != INDEX_NONE;
    bool it = t == TYPE_IT || t == TYPE_ITS;
    uint32_t heads = current->heads_before, texts = current->texts_before;
    uint32_t speaker = phrase->quote > 0 && compare->speaker[phrase->quote] != INDEX_NONE;
    compare->value_count = 0;
    int32_t score = VALUE(new_type, t);
    score += VALUE(new_role, t * R + phrase->role);
    score += VALUE(new_seen, (t * 4 + heads) * 4 + texts);
    score += VALUE(new_class, t * K + phrase->class);
    score += VALUE(new_length, (t * 5 + at_most(length, 4)) * 2 + after);
    score += VALUE(new_position, (t * 3 + traits->position) * 4 + heads);
    score += VALUE(new_nested, (c * 2 + nested) * 2 + (phrase->quote > 0));
    score += VALUE(new_seen_class, ((c * 4 + heads) * K + phrase->class) * 2 + nested);
    score += VALUE(new_agreeing, t * 4 + current->agreeing);
    score += VALUE(new_speaker, t * 2 + speaker);
    score += VALUE(new_word, phrase->head_hash >> 54);
    if (it)
        score += VALUE(new_pleonastic, (t == TYPE_IT) * 8 + pleonastic(compare, phrase));
    return score;
}

/* ---- agreement ---- */

/* Two sets of what is possible: unknown, the same, compatible, against. */
static uint32_t fit(uint8_t a, uint8_t b)
{
    if (a == 0 || b == 0)
        return 0;
    if ((a & b) == 0)
        return 3;
    return a == b ? 1 : 2;
}

bool compare_agrees(const struct compare *compare, uint32_t phrase, uint32_t candidate)
{
    const struct phrase *a = &compare->phrases[phrase], *b = &compare->phrases[candidate];
    return fit(a->gender, b->gender) != 3 && fit(a->number, b->number) != 3;
}

/* ---- words ---- */

static bool name_has(const struct traits *name, uint64_t word)
{
    for (unsigned i = 0; i < name->name_count; i++) {
        if (name->names[i] == word)
            return true;
    }
    return false;
}

/* How two names stand to each other. */
static uint32_t match_names(const struct compare *compare, uint32_t phrase, uint32_t candidate)
{
    const struct phrase *a = &compare->phrases[phrase], *b = &compare->phrases[candidate];
    const struct traits *x = &compare->traits[phrase], *y = &compare->traits[candidate];
    unsigned shared = 0;
    for (unsigned i = 0; i < x->name_count; i++)
        shared += name_has(y, x->names[i]);
    if (shared > 0 && shared == x->name_count && shared == y->name_count)
        return 2;
    if (shared > 0 && shared == x->name_count)
        return a->head_hash == b->head_hash ? 3 : 4;
    if (shared > 0 && shared == y->name_count)
        return 5;
    if (shared > 0)
        return a->head_hash == b->head_hash ? 6 : 7;
    if (x->name_count == 1 && y->initials &&
        y->initials == traits_letters(syntax_form(compare->syntax, a->name_last)))
        return 8;
    if (y->name_count == 1 && x->initials &&
        x->initials == traits_letters(syntax_form(compare->syntax, b->name_last)))
        return 8;
    return 9;
}

/* Whether the words of two phrases say the same: 0 nothing is the same, 1 the head, 2 all words
 * that count; 3 to 9 as match_names tells. */
static uint32_t match(const struct compare *compare, uint32_t phrase, uint32_t candidate)
{
    const struct phrase *a = &compare->phrases[phrase], *b = &compare->phrases[candidate];
    if (a->form == PHRASE_PRONOUN || b->form == PHRASE_PRONOUN)
        return a->head_hash == b->head_hash;
    if (a->text_hash == b->text_hash)
        return 2;
    if (a->joined || b->joined)
        return 0;
    if (a->form == PHRASE_NAME && b->form == PHRASE_NAME)
        return match_names(compare, phrase, candidate);
    return a->head_hash == b->head_hash;
}

/* Modifiers: what the phrase adds, what it leaves out, numbers that differ. */
static uint32_t match_modifiers(const struct traits *phrase, const struct traits *candidate)
{
    bool adds = (phrase->modifiers & ~candidate->modifiers) != 0;
    bool leaves = (candidate->modifiers & ~phrase->modifiers) != 0;
    bool differs = phrase->number_word && candidate->number_word &&
                   phrase->number_word != candidate->number_word;
    return (adds * 2u + leaves) * 2 + differs;
}

/* ---- places in the trees ---- */

/* 1: the candidate is an argument of the phrase's own governor; 2: of a word further up; 3: of one
 * below; 0: neither, or in another sentence. */
static uint32_t clause_of(const struct compare *compare, const struct phrase *phrase,
                          const struct phrase *candidate)
{
    if (phrase->sentence != candidate->sentence || candidate->governor == INDEX_NONE)
        return 0;
    uint32_t at = phrase->governor;
    for (uint32_t up = 0; up < 6 && at != INDEX_NONE; up++) {
        if (at == candidate->governor)
            return up == 0 ? 1 : 2;
        at = compare->syntax->nodes[at].head;
    }
    return 3;
}

/* 1: apposition, 2: predicate noun, 0: neither. */
static uint32_t relation_of(const struct compare *compare, const struct phrase *phrase,
                            const struct phrase *candidate)
{
    if (phrase->sentence != candidate->sentence)
        return 0;
    if (phrase->role == ROLE_APPOSITION && phrase->governor == candidate->head)
        return 1;
    return phrase->role == ROLE_PREDICATE && candidate->governor == phrase->head &&
                   compare->syntax->nodes[phrase->head].predicate
               ? 2
               : 0;
}

static uint32_t nesting_of(const struct phrase *phrase, const struct phrase *candidate)
{
    if (candidate->first <= phrase->first && candidate->last >= phrase->last)
        return 1;
    return phrase->parent != INDEX_NONE && phrase->parent == candidate->parent ? 2 : 0;
}

/* 0: both outside quotations, 1: only the phrase inside, 2: only the candidate, 3: both in one, 4:
 * in two. */
static uint32_t quotes_of(const struct phrase *phrase, const struct phrase *candidate)
{
    if (phrase->quote == 0)
        return candidate->quote == 0 ? 0 : 2;
    return candidate->quote == 0 ? 1 : candidate->quote == phrase->quote ? 3 : 4;
}

/* 0: no speaker is known, 1: the candidate does not speak where the phrase stands, 2: it speaks, 3:
 * both stand in quotations of one speaker. */
static uint32_t speaker_of(const struct compare *compare, const struct phrase *phrase,
                           uint32_t candidate)
{
    uint32_t speaker = compare->speaker[phrase->quote];
    if (speaker == INDEX_NONE || compare->chain[speaker] == INDEX_NONE)
        return 0;
    if (compare->chain[speaker] == compare->chain[candidate])
        return 2;
    uint32_t other = compare->speaker[compare->phrases[candidate].quote];
    return other != INDEX_NONE && compare->chain[other] == compare->chain[speaker] ? 3 : 1;
}

static uint32_t near(uint32_t sentences)
{
    return sentences < 2 ? sentences : sentences < 5 ? 2 : 3;
}

static uint32_t far(uint32_t sentences)
{
    return sentences < 4    ? sentences
           : sentences < 6  ? 4
           : sentences < 10 ? 5
           : sentences < 20 ? 6
                            : 7;
}

static uint32_t between(uint32_t phrases)
{
    return phrases < 4 ? phrases : phrases < 7 ? 4 : phrases < 13 ? 5 : phrases < 31 ? 6 : 7;
}

/* 0: the phrase is no subject, 1: of a verb of speaking, 2: of another. */
static uint32_t says_of(const struct compare *compare, const struct phrase *phrase)
{
    if (phrase->role != ROLE_SUBJECT || phrase->governor == INDEX_NONE)
        return 0;
    return compare->syntax->nodes[phrase->governor].word->flags & WORD_REPORTS ? 1 : 2;
}

/* Whether both hang on the same word in the same way. */
static bool same_governor(const struct compare *compare, const struct phrase *phrase,
                          const struct phrase *candidate)
{
    if (phrase->governor == INDEX_NONE || candidate->governor == INDEX_NONE)
        return false;
    const struct node *nodes = compare->syntax->nodes;
    return nodes[phrase->governor].lemma_hash == nodes[candidate->governor].lemma_hash;
}

static uint32_t paragraphs_apart(const struct compare *compare, const struct phrase *phrase,
                                 const struct phrase *candidate)
{
    const struct sentence *sentences = compare->syntax->article->sentences;
    return at_most(sentences[phrase->sentence].paragraph - sentences[candidate->sentence].paragraph,
                   3);
}

/* ---- the features of a pair ---- */

static int32_t compare_words(struct compare *compare, const struct current *current,
                             uint32_t candidate, uint32_t apart)
{
    const struct phrase *a = &compare->phrases[current->phrase], *b = &compare->phrases[candidate];
    const struct traits *x = &compare->traits[current->phrase], *y = &compare->traits[candidate];
    const struct chain *chain = &compare->chains[compare->chain[candidate]];
    uint32_t same = match(compare, current->phrase, candidate), head = false;
    for (unsigned i = 0; i < chain->head_count; i++)
        head |= chain->heads[i] == a->head_hash;
    int32_t score = VALUE(match, (x->type * FORMS + b->form) * MATCHES + same);
    score += VALUE(match_near, (x->coarse * NEAR + near(apart)) * MATCHES + same);
    if (!traits_is_pronoun(x)) {
        uint32_t name = a->form == PHRASE_NAME;
        score += VALUE(match_class, (a->class * MATCHES + same) * 2 + name);
        score += VALUE(chain_head, ((x->coarse * FORMS + b->form) * 2 + head) * 2 + (same > 0));
        score += VALUE(determiner, (x->coarse * 8 + a->determiner) * 8 + b->determiner);
        if (a->form == PHRASE_NOMINAL && b->form == PHRASE_NOMINAL)
            score += VALUE(modifiers, (x->coarse * 2 + (same > 0)) * 8 + match_modifiers(x, y));
    }
    return score;
}

static int32_t compare_places(struct compare *compare, const struct current *current,
                              uint32_t candidate, uint32_t apart)
{
    const struct phrase *a = &compare->phrases[current->phrase], *b = &compare->phrases[candidate];
    const struct traits *x = &compare->traits[current->phrase], *y = &compare->traits[candidate];
    uint32_t t = x->type, c = x->coarse, reflexive = a->word->pronoun == PRONOUN_REFLEXIVE;
    uint32_t rank = current->agreeing +
                    (compare_agrees(compare, current->phrase, candidate) ? 0 : 4);
    int32_t score = VALUE(sentences, t * FAR + far(apart));
    score += VALUE(phrases_between, t * 8 + between(current->phrase - candidate - 1));
    score += VALUE(coarse_near, (c * C + y->coarse) * NEAR + near(apart));
    score += VALUE(nesting, (t * FORMS + b->form) * 3 + nesting_of(a, b));
    score += VALUE(clause, ((t * FORMS + b->form) * 4 + clause_of(compare, a, b)) * 2 + reflexive);
    score += VALUE(roles, (a->role * R + b->role) * 2 + traits_is_pronoun(x));
    score += VALUE(role_near, (t * R + b->role) * 3 + at_most(apart, 2));
    score += VALUE(first, (c * C + y->coarse) * 2 + y->first_in_sentence);
    score += VALUE(quotes, (t * C + y->coarse) * 5 + quotes_of(a, b));
    score += VALUE(speaker, t * 4 + speaker_of(compare, a, candidate));
    score += VALUE(relation, (c * C + y->coarse) * 3 + relation_of(compare, a, b));
    score += VALUE(rank, (t * FORMS + b->form) * 5 + at_most(rank, 4));
    score += VALUE(says, (t * K + b->class) * 3 + says_of(compare, a));
    score += VALUE(governor, (t * 2 + same_governor(compare, a, b)) * 2 + (a->role == b->role));
    score += VALUE(paragraph, t * 4 + paragraphs_apart(compare, a, b));
    score += VALUE(class_rank, (t * K + b->class) * 4 + at_most(rank, 3));
    if (rank < 4)
        score += VALUE(rank_role, (t * R + b->role) * 3 + at_most(rank, 2));
    return score;
}

static int32_t compare_chain(struct compare *compare, const struct current *current,
                             uint32_t candidate)
{
    const struct phrase *a = &compare->phrases[current->phrase], *b = &compare->phrases[candidate];
    const struct traits *x = &compare->traits[current->phrase], *y = &compare->traits[candidate];
    const struct chain *chain = &compare->chains[compare->chain[candidate]];
    uint32_t t = x->type, c = x->coarse;
    uint32_t size = chain->size < 4 ? chain->size - 1 : chain->size < 9 ? 3 : 4;
    uint32_t since = a->sentence - compare->phrases[chain->last].sentence;
    int32_t score = VALUE(types, t * T + y->type);
    score += VALUE(gender, (t * FORMS + b->form) * FITS + fit(a->gender, b->gender));
    score += VALUE(number, (t * FORMS + b->form) * FITS + fit(a->number, b->number));
    score += VALUE(classes, (a->class * K + b->class) * C + c);
    score += VALUE(chain_size, (c * C + y->coarse) * 5 + size);
    score += VALUE(chain_gender, t * FITS + fit(a->gender, chain->gender));
    score += VALUE(chain_number, t * FITS + fit(a->number, chain->number));
    score += VALUE(chain_class, t * K + chain->class);
    score += VALUE(often, (t * FORMS + b->form) * 5 + y->often);
    score += VALUE(chain_last, (t * 2 + (chain->last == candidate)) * 4 + near(since));
    return score;
}

int32_t compare_pair(struct compare *compare, const struct current *current, uint32_t candidate)
{
    uint32_t apart = compare->phrases[current->phrase].sentence -
                     compare->phrases[candidate].sentence;
    compare->value_count = 0;
    int32_t score = compare_words(compare, current, candidate, apart);
    score += compare_places(compare, current, candidate, apart);
    return score + compare_chain(compare, current, candidate);
}
