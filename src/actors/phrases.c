/*
 * phrases.c - the noun phrases of an article.
 *
 *   in    the nodes of its trees
 *   out   phrases in order of their first word
 */
#include "actors/phrases.h"

#include <stdlib.h>
#include <string.h>

/* A search under way. */
struct search {
    const struct syntax *syntax;
    struct arena *scratch;
    struct phrases *phrases;
    uint32_t *of_head; /* [token_count]: the phrase of a head, or INDEX_NONE */
    struct err *err;
};

/* Relations in which a word is no phrase of its own but part of another's. */
static bool is_part(enum relation relation)
{
    return relation == REL_FLAT || relation == REL_FIXED || relation == REL_DESC ||
           relation == REL_EXPL || relation == REL_PUNCT || relation == REL_CASE ||
           relation == REL_CC || relation == REL_MARK || relation == REL_AUX ||
           relation == REL_AUX_PASS || relation == REL_COP;
}

/* Relations of what is named, for words that are not nouns. */
static bool is_nominal(enum relation relation)
{
    return relation == REL_NSUBJ || relation == REL_NSUBJ_PASS || relation == REL_OBJ ||
           relation == REL_IOBJ || relation == REL_OBL || relation == REL_AGENT ||
           relation == REL_NMOD || relation == REL_POSS;
}

static bool is_head(const struct syntax *syntax, uint32_t at)
{
    const struct node *node = &syntax->nodes[at];
    enum relation relation = (enum relation)node->relation;
    const struct node *head = node->head == INDEX_NONE ? NULL : &syntax->nodes[node->head];
    if (is_part(relation))
        return false;
    switch ((enum upos)node->upos) {
    case UPOS_NOUN:
        return relation != REL_COMPOUND && relation != REL_ADVMOD;
    case UPOS_PROPN:
        if (relation == REL_COMPOUND)
            return head && (node->entity != INDEX_NONE ? node->entity != head->entity
                                                       : head->upos != UPOS_PROPN);
        return true;
    case UPOS_PRON:
        return node->word->pronoun != PRONOUN_RELATIVE && node->tag != TAG_RELATIVE;
    case UPOS_DET:
    case UPOS_NUM:
        return is_nominal(relation);
    case UPOS_ADJ:
        return is_nominal(relation) && syntax_child(syntax, at, REL_DET) != INDEX_NONE;
    default:
        return false;
    }
}

static enum phrase_role role_of(const struct node *node)
{
    switch ((enum relation)node->relation) {
    case REL_NSUBJ:
        return ROLE_SUBJECT;
    case REL_NSUBJ_PASS:
        return ROLE_PASSIVE_SUBJECT;
    case REL_OBJ:
        return ROLE_OBJECT;
    case REL_IOBJ:
        return ROLE_INDIRECT_OBJECT;
    case REL_OBL:
    case REL_UNMARKED:
        return ROLE_OBLIQUE;
    case REL_AGENT:
        return ROLE_AGENT;
    case REL_POSS:
        return ROLE_POSSESSOR;
    case REL_NMOD:
        return ROLE_MODIFIER;
    case REL_APPOS:
        return ROLE_APPOSITION;
    case REL_COMPOUND:
        return ROLE_COMPOUND;
    case REL_ROOT:
        return node->predicate ? ROLE_PREDICATE : ROLE_ROOT;
    default:
        return node->predicate ? ROLE_PREDICATE : ROLE_OTHER;
    }
}

/* Class by entity, or by what the noun names. */
static enum noun_class class_of(const struct syntax *syntax, uint32_t entity,
                                const struct word *word)
{
    if (entity == INDEX_NONE)
        return (enum noun_class)word->noun_class;
    switch (syntax->article->entities[entity].type) {
    case ENTITY_PERSON:
        return NOUN_PERSON;
    case ENTITY_ORGANIZATION:
    case ENTITY_NORP:
        return NOUN_GROUP;
    case ENTITY_LOCATION:
    case ENTITY_FACILITY:
        return NOUN_PLACE;
    case ENTITY_DATE:
        return NOUN_TIME;
    default:
        return (enum noun_class)word->noun_class;
    }
}

static uint8_t gender_of(const struct phrase *phrase)
{
    if (phrase->word->pronoun != PRONOUN_NONE && phrase->form == PHRASE_PRONOUN)
        return phrase->word->gender;
    if (phrase->word->flags & WORD_MALE)
        return GENDER_MALE;
    if (phrase->word->flags & WORD_FEMALE)
        return GENDER_FEMALE;
    switch ((enum noun_class)phrase->class) {
    case NOUN_UNKNOWN:
        return 0;
    case NOUN_PERSON:
        return GENDER_MALE | GENDER_FEMALE;
    case NOUN_ANIMAL:
        return GENDER_MALE | GENDER_FEMALE | GENDER_NEUTER;
    default:
        return GENDER_NEUTER;
    }
}

static uint8_t number_of(const struct syntax *syntax, const struct phrase *phrase)
{
    const struct node *head = &syntax->nodes[phrase->head];
    if (phrase->form == PHRASE_PRONOUN)
        return phrase->word->number;
    if (head->tag == TAG_PLURAL || head->tag == TAG_NAMES)
        return NUMBER_PLURAL;
    if (phrase->class == NOUN_GROUP)
        return NUMBER_SINGULAR | NUMBER_PLURAL;
    return head->tag == TAG_SINGULAR || head->tag == TAG_NAME ? NUMBER_SINGULAR : 0;
}

/* The determiner, and the first word after it and before a possessor's end. */
static void read_front(const struct syntax *syntax, struct phrase *phrase)
{
    uint32_t child = syntax->nodes[phrase->head].first_child;
    for (; child != INDEX_NONE && child < phrase->head; child = syntax->nodes[child].next_sibling) {
        const struct node *node = &syntax->nodes[child];
        if (node->relation == REL_POSS)
            phrase->determiner = DET_POSSESSIVE;
        else if (node->relation == REL_DET && node->word->determiner != DET_NONE &&
                 (phrase->determiner == DET_NONE || phrase->determiner == DET_DEFINITE))
            phrase->determiner = node->word->determiner;
        else if (node->relation == REL_NUMMOD && phrase->determiner == DET_NONE)
            phrase->determiner = DET_NUMBER;
        if (node->relation == REL_DESC || node->relation == REL_COMPOUND)
            phrase->of_nominal |= node->upos == UPOS_NOUN || node->relation == REL_DESC;
    }
}

/* The base: from the first word to the head, or to the end of its name. */
static void read_base(const struct syntax *syntax, struct phrase *phrase)
{
    const struct node *nodes = syntax->nodes;
    phrase->base_first = phrase->first;
    phrase->name_last = phrase->head;
    uint32_t child = nodes[phrase->head].first_child;
    for (; child != INDEX_NONE; child = nodes[child].next_sibling) {
        bool name = nodes[child].relation == REL_FLAT || nodes[child].relation == REL_FIXED;
        if (child > phrase->head && name && nodes[child].whole_last > phrase->name_last)
            phrase->name_last = nodes[child].whole_last;
    }
    if (phrase->entity != INDEX_NONE) {
        const struct entity *entity = &syntax->article->entities[phrase->entity];
        uint32_t last = entity->first_token + entity->token_count - 1;
        if (last > phrase->name_last && last <= phrase->last)
            phrase->name_last = last;
    }
    phrase->base_last = phrase->name_last;
}

/* Hash of the base's words that are neither determiners nor punctuation. */
static uint64_t text_hash_of(const struct syntax *syntax, const struct phrase *phrase)
{
    uint64_t hash = 0;
    for (uint32_t at = phrase->base_first; at <= phrase->base_last; at++) {
        const struct node *node = &syntax->nodes[at];
        bool open = hash == 0 && (node->relation == REL_DET || node->word->determiner != DET_NONE);
        if (node->upos != UPOS_PUNCT && (!open || at == phrase->head))
            hash = syntax_mix(hash, node->form_hash);
    }
    return hash;
}

static enum phrase_form form_of(const struct syntax *syntax, uint32_t at)
{
    const struct node *node = &syntax->nodes[at];
    if (node->upos == UPOS_PRON || node->upos == UPOS_DET)
        return node->word->pronoun != PRONOUN_NONE && node->word->pronoun != PRONOUN_INDEFINITE
                   ? PHRASE_PRONOUN
                   : PHRASE_NOMINAL;
    if (node->upos == UPOS_PROPN && (node->capital || node->entity != INDEX_NONE))
        return PHRASE_NAME;
    if (node->entity == INDEX_NONE)
        return PHRASE_NOMINAL;
    enum entity_type type = syntax->article->entities[node->entity].type;
    return type == ENTITY_DATE || type == ENTITY_MONEY || !node->capital ? PHRASE_NOMINAL
                                                                         : PHRASE_NAME;
}

/* Whether the token is one of these bytes alone. */
static bool is_mark(const struct syntax *syntax, uint32_t at, char mark)
{
    struct slice form = syntax_form(syntax, at);
    return form.len == 1 && form.ptr[0] == mark;
}

/* Whether a word at the front is none of the phrase's: punctuation, "and", "after". */
static bool is_outside(const struct node *node)
{
    return node->upos == UPOS_PUNCT || node->upos == UPOS_ADP || node->relation == REL_CC ||
           node->relation == REL_MARK || node->relation == REL_CASE;
}

/* Takes punctuation off both ends, and words at the front that link the phrase to what is before; a
 * bracket that closes one inside stays. */
static void trim(const struct syntax *syntax, struct phrase *phrase)
{
    uint32_t end = syntax->article->sentences[phrase->sentence].first_token +
                   syntax->article->sentences[phrase->sentence].token_count;
    unsigned open = 0;
    while (phrase->first < phrase->head && is_outside(&syntax->nodes[phrase->first]))
        phrase->first++;
    while (phrase->last > phrase->head && syntax->nodes[phrase->last].upos == UPOS_PUNCT)
        phrase->last--;
    for (uint32_t at = phrase->first; at <= phrase->last; at++) {
        open += is_mark(syntax, at, '(');
        open -= open > 0 && is_mark(syntax, at, ')');
    }
    if (open > 0 && phrase->last + 1 < end && is_mark(syntax, phrase->last + 1, ')'))
        phrase->last++;
}

static struct phrase phrase_at(const struct syntax *syntax, uint32_t at)
{
    const struct node *node = &syntax->nodes[at];
    struct phrase phrase = {
        .first = node->first,
        .last = node->last,
        .head = at,
        .parent = INDEX_NONE,
        .governor = node->head,
        .sentence = node->sentence,
        .entity = node->entity,
        .quote = node->quote,
        .conjunct = INDEX_NONE,
        .word = node->word,
        .form = (uint8_t)form_of(syntax, at),
        .role = (uint8_t)role_of(node),
        .person = 3,
    };
    if (phrase.form == PHRASE_PRONOUN)
        phrase.first = phrase.last = at;
    if (phrase.form == PHRASE_PRONOUN && node->word->person > 0)
        phrase.person = node->word->person;
    trim(syntax, &phrase);
    phrase.class = (uint8_t)class_of(syntax, phrase.entity, node->word);
    read_base(syntax, &phrase);
    read_front(syntax, &phrase);
    phrase.head_hash = phrase.form == PHRASE_NAME ? syntax->nodes[phrase.name_last].form_hash
                                                  : node->lemma_hash;
    phrase.gender = gender_of(&phrase);
    phrase.number = number_of(syntax, &phrase);
    phrase.text_hash = text_hash_of(syntax, &phrase);
    return phrase;
}

static bool add(struct search *search, const struct phrase *phrase)
{
    struct phrase *place = vector_push(&search->phrases->items, search->scratch);
    if (!place)
        return arena_fail(search->scratch, search->err);
    *place = *phrase;
    return true;
}

/* "A, B and C" as one, after the phrase of A. */
static bool add_joined(struct search *search, const struct phrase *of)
{
    const struct node *nodes = search->syntax->nodes;
    struct phrase joined = *of;
    bool found = false;
    uint32_t child = nodes[of->head].first_child;
    for (; child != INDEX_NONE; child = nodes[child].next_sibling) {
        if (nodes[child].relation != REL_CONJ || !is_head(search->syntax, child))
            continue;
        found = true;
        if (nodes[child].last > joined.last)
            joined.last = nodes[child].last;
    }
    if (!found || of->form == PHRASE_PRONOUN)
        return true;
    trim(search->syntax, &joined);
    joined.joined = true;
    joined.form = PHRASE_NOMINAL;
    joined.number = NUMBER_PLURAL;
    joined.entity = INDEX_NONE;
    joined.determiner = DET_NONE;
    joined.base_last = joined.last;
    joined.text_hash = text_hash_of(search->syntax, &joined);
    joined.head_hash = joined.text_hash;
    return add(search, &joined);
}

static int compare_phrases(const void *a, const void *b)
{
    const struct phrase *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->last != y->last)
        return x->last > y->last ? -1 : 1;
    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    return x->joined == y->joined ? 0 : x->joined ? -1 : 1;
}

/* Of the sentence's phrases, sorted: which holds which, and what "and" joins. */
static void link_phrases(struct search *search, size_t start)
{
    struct phrase *items = search->phrases->items.items;
    const struct node *nodes = search->syntax->nodes;
    size_t count = search->phrases->items.count;
    for (size_t i = start; i < count; i++) {
        uint32_t holder = i > start ? (uint32_t)(i - 1) : INDEX_NONE;
        while (holder != INDEX_NONE && items[holder].last < items[i].last)
            holder = items[holder].parent;
        items[i].parent = holder;
        if (!items[i].joined)
            search->of_head[items[i].head] = (uint32_t)i;
    }
    for (size_t i = start; i < count; i++) {
        const struct node *node = &nodes[items[i].head];
        if (items[i].joined || node->relation != REL_CONJ || node->head == INDEX_NONE)
            continue;
        uint32_t before = search->of_head[node->head];
        if (before == INDEX_NONE)
            continue;
        items[i].conjunct = before;
        items[i].role = items[before].role;
        items[i].governor = items[before].governor;
    }
}

static bool find_in_sentence(struct search *search, const struct sentence *sentence)
{
    size_t start = search->phrases->items.count;
    for (uint32_t i = 0; i < sentence->token_count; i++) {
        uint32_t at = sentence->first_token + i;
        search->of_head[at] = INDEX_NONE;
        if (!is_head(search->syntax, at))
            continue;
        struct phrase phrase = phrase_at(search->syntax, at);
        if (!add(search, &phrase) || !add_joined(search, &phrase))
            return false;
    }
    if (search->phrases->items.count > start)
        qsort(search->phrases->items.items + start, search->phrases->items.count - start,
              sizeof(struct phrase), compare_phrases);
    link_phrases(search, start);
    return true;
}

bool phrases_find(const struct syntax *syntax, struct arena *scratch, struct phrases *ret_phrases,
                  struct err *err)
{
    struct phrases phrases = {0};
    struct search search = {syntax, scratch, &phrases, NULL, err};
    const struct article *article = syntax->article;
    search.of_head = arena_array(scratch, uint32_t, article->token_count);
    if (!search.of_head)
        return arena_fail(scratch, err);
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        if (!find_in_sentence(&search, &article->sentences[s]))
            return false;
    }
    *ret_phrases = phrases;
    return true;
}

uint32_t *phrases_of_heads(const struct syntax *syntax, const struct phrases *phrases,
                           struct arena *scratch)
{
    size_t tokens = syntax->article->token_count;
    uint32_t *of_head = arena_array(scratch, uint32_t, tokens);
    if (!of_head)
        return NULL;
    memset(of_head, 0xff, tokens * sizeof(*of_head));
    for (size_t i = 0; i < phrases->items.count; i++) {
        if (!phrases->items.items[i].joined)
            of_head[phrases->items.items[i].head] = (uint32_t)i;
    }
    return of_head;
}
