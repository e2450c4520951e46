/*
 * tree.c - the tree of one sentence laid out, and small questions to it.
 *
 *   in    a sentence with grammar and actors
 *   out   nodes with word numbers, mentions and voice; phrases, prepositions
 *
 * Relations are Universal Dependencies'. What the parser commonly mistakes is mended on the way.
 */
#include "events/tree.h"

#include <string.h>

#include "base/ascii.h"

#define WORD_BYTES_MAX 96

/* ---- layout ---- */

/* The lower-case lemma, or for a name its form, at out; its length, 0 when it is too long. */
static size_t lower_word(const struct article *article, const struct token *token, char *out)
{
    struct slice word = token->lemma.len > 0 ? token->lemma : article_slice(article, token->span);
    if (word.len > WORD_BYTES_MAX)
        return 0;
    for (size_t i = 0; i < word.len; i++)
        out[i] = ascii_lower(word.ptr[i]);
    return word.len;
}

/* The number of stem + ending, or WORD_NONE. */
static uint32_t stem_word(const struct events_model *model, const char *form, size_t stem,
                          const char *ending)
{
    char text[WORD_BYTES_MAX + 2];
    size_t length = strlen(ending);
    if (stem < 2 || stem + length > sizeof(text))
        return WORD_NONE;
    memcpy(text, form, stem);
    memcpy(text + stem, ending, length);
    return events_word(model, (struct slice){text, stem + length});
}

/* A verb's form whose lemma no frame knows: what it would be without its ending, if frames know
 * that. The tagger's rules make "expell" of "expelled" and "fre" of "freed". */
static uint32_t form_word(const struct events_model *model, const char *form, size_t length)
{
    static const struct {
        const char *ending, *instead;
    } RULES[] = {{"ied", "y"}, {"ies", "y"}, {"ed", ""},  {"ed", "e"}, {"eed", "ee"},
                 {"es", ""},   {"s", ""},    {"ing", ""}, {"ing", "e"}};
    for (size_t i = 0; i < sizeof(RULES) / sizeof(RULES[0]); i++) {
        size_t cut = strlen(RULES[i].ending);
        if (length <= cut + 1 || memcmp(form + length - cut, RULES[i].ending, cut) != 0)
            continue;
        size_t stem = length - cut;
        uint32_t word = stem_word(model, form, stem, RULES[i].instead);
        if (word == WORD_NONE && RULES[i].instead[0] == '\0' && form[stem - 1] == form[stem - 2])
            word = stem_word(model, form, stem - 1, ""); /* "expelled", "barring" */
        if (word != WORD_NONE)
            return word;
    }
    return WORD_NONE;
}

/* The number of the lower-case form, or WORD_NONE. */
static uint32_t own_form(const struct events_model *model, struct slice form)
{
    char text[WORD_BYTES_MAX];
    if (form.len > sizeof(text))
        return WORD_NONE;
    for (size_t i = 0; i < form.len; i++)
        text[i] = ascii_lower(form.ptr[i]);
    return events_word(model, (struct slice){text, form.len});
}

/* The number of a token's lemma; of a verb with a strange lemma, of what its form tells. */
static uint32_t token_word(const struct events_model *model, const struct article *article,
                           const struct token *token, bool is_verb)
{
    char text[WORD_BYTES_MAX];
    size_t length = lower_word(article, token, text);
    uint32_t word = length ? events_word(model, (struct slice){text, length}) : WORD_NONE;
    struct slice form = article_slice(article, token->span);
    if (word != WORD_NONE || !is_verb || form.len > WORD_BYTES_MAX)
        return word;
    word = own_form(model, form); /* "upheld" of forms.txt */
    if (word != WORD_NONE)
        return word;
    for (size_t i = 0; i < form.len; i++)
        text[i] = ascii_lower(form.ptr[i]);
    return form_word(model, text, form.len);
}

/* The number of "first_second", or WORD_NONE. */
static uint32_t joined_word(const struct tree *tree, uint32_t first, uint32_t second)
{
    char text[2 * WORD_BYTES_MAX + 1];
    const struct token *tokens = tree->article->tokens + tree->first_token;
    size_t length = lower_word(tree->article, &tokens[first], text);
    if (length == 0)
        return WORD_NONE;
    text[length++] = '_';
    size_t added = lower_word(tree->article, &tokens[second], text + length);
    return added ? events_word(tree->model, (struct slice){text, length + added}) : WORD_NONE;
}

static void link_children(struct tree *tree)
{
    for (uint32_t i = tree->count; i-- > 0;) {
        uint32_t head = tree->nodes[i].head;
        if (head == INDEX_NONE)
            continue;
        tree->nodes[i].next_sibling = tree->nodes[head].first_child;
        tree->nodes[head].first_child = i;
    }
}

/* Steps to the root; heads that run in a circle are cut off (no parser of ours makes one). */
static void measure_depth(struct tree *tree)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        uint32_t depth = 0;
        for (uint32_t at = i; tree->nodes[at].head != INDEX_NONE && depth <= tree->count; depth++)
            at = tree->nodes[at].head;
        tree->nodes[i].depth = depth;
    }
}

static bool is_passive(const struct tree *tree, uint32_t token)
{
    const struct tree_node *node = &tree->nodes[token];
    if (tree_child(tree, token, REL_AUX_PASS) != INDEX_NONE ||
        tree_child(tree, token, REL_NSUBJ_PASS) != INDEX_NONE)
        return true;
    if (node->tag != TAG_PARTICIPLE || tree_child(tree, token, REL_AUX) != INDEX_NONE)
        return false;
    if (node->relation == REL_CONJ && node->head != INDEX_NONE) /* "was seized and killed" */
        return tree_child(tree, token, REL_NSUBJ) == INDEX_NONE && node->head < token &&
               tree->nodes[node->head].passive;
    /* "the men arrested by police", "the arrested men", "Arrested on Monday, he …" */
    return tree_child(tree, token, REL_NSUBJ) == INDEX_NONE;
}

/* "handed over medicine" with "over" read as its preposition: a verb and a particle that frames
 * know. */
static void repair_particle(struct tree *tree, uint32_t noun)
{
    struct tree_node *node = &tree->nodes[noun];
    uint32_t particle = tree_child(tree, noun, REL_CASE);
    if (node->relation != REL_OBL || particle != node->head + 1 ||
        !word_set_has(&tree->model->particles, tree->nodes[particle].word) ||
        tree_child(tree, node->head, REL_OBJ) != INDEX_NONE)
        return;
    uint32_t joined = joined_word(tree, node->head, particle);
    if (joined == WORD_NONE || !tree->model->heads.items[joined].first)
        return;
    tree->nodes[node->head].joined = joined;
    tree->nodes[particle].relation = REL_PRT;
    bool has_other = tree_child(tree, noun, REL_CASE) != INDEX_NONE; /* "pulled out of the deal" */
    node->relation = has_other ? REL_OBL : REL_OBJ;
}

/* "took in the refugees" with the noun read as a phrase without preposition: it is the object. */
static void repair_object(struct tree *tree, uint32_t noun)
{
    struct tree_node *node = &tree->nodes[noun];
    if (node->relation == REL_OBL && noun > node->head &&
        tree_child(tree, noun, REL_CASE) == INDEX_NONE &&
        tree_child(tree, node->head, REL_PRT) == node->head + 1 &&
        tree_child(tree, node->head, REL_OBJ) == INDEX_NONE)
        node->relation = REL_OBJ;
}

/* What the parser commonly mistakes: a second subject behind an active verb is its object, a name
 * before a verb without subject is its subject. */
static void repair(struct tree *tree)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        struct tree_node *node = &tree->nodes[i];
        if (node->head == INDEX_NONE || !tree_is_verb(tree, node->head))
            continue;
        repair_particle(tree, i);
        repair_object(tree, i);
        uint32_t subject = tree_child(tree, node->head, REL_NSUBJ);
        bool is_second = node->relation == REL_NSUBJ && i > node->head && subject < node->head &&
                         tree_child(tree, node->head, REL_OBJ) == INDEX_NONE;
        bool is_first = node->relation == REL_UNMARKED && i < node->head &&
                        node->mention != INDEX_NONE && subject == INDEX_NONE &&
                        tree_child(tree, node->head, REL_NSUBJ_PASS) == INDEX_NONE;
        if (is_second)
            node->relation = REL_OBJ;
        else if (is_first)
            node->relation = REL_NSUBJ;
    }
}

/* The token before, a hyphen passed over: "test-fired". */
static uint32_t part_before(const struct tree *tree, uint32_t token)
{
    bool hyphen = token > 1 &&
                  slice_equal(
                      article_slice(tree->article,
                                    tree->article->tokens[tree->first_token + token - 1].span),
                      SLICE("-"));
    return hyphen ? token - 2 : token - 1;
}

/* Particles and what makes a compound one word. */
static void join_words(struct tree *tree)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        uint32_t head = tree->nodes[i].head;
        if (head == INDEX_NONE)
            continue;
        enum relation relation = (enum relation)tree->nodes[i].relation;
        bool is_particle = relation == REL_PRT || (relation == REL_ADVMOD && i == head + 1);
        bool is_part = (relation == REL_COMPOUND || relation == REL_AMOD) && i < head &&
                       i == part_before(tree, head);
        uint32_t joined = is_particle ? joined_word(tree, head, i)
                          : is_part   ? joined_word(tree, i, head)
                                      : WORD_NONE;
        if (joined != WORD_NONE)
            tree->nodes[head].joined = joined;
    }
}

/* Whether a mention is several as one: "Lavrov and Cavusoglu". */
static bool is_several(const struct article *article, uint32_t mention)
{
    return article->actors[article->mentions[mention].actor].member_count > 0;
}

/* Each mention at its head; the first wins where several have one, and one of several before the
 * several, whom the tree joins anyway. */
static void place_mentions(struct tree *tree, const struct article *article)
{
    struct index_range range = ARTICLE_RANGE(struct mention, article->mentions,
                                             article->mention_count, tree->sentence);
    for (uint32_t i = range.first; i < range.end; i++) {
        uint32_t at = article->mentions[i].head - tree->first_token;
        if (at >= tree->count)
            continue;
        uint32_t before = tree->nodes[at].mention;
        if (before == INDEX_NONE || (is_several(article, before) && !is_several(article, i)))
            tree->nodes[at].mention = i;
    }
}

bool tree_read(const struct events_model *model, const struct labels *labels,
               const struct article *article, uint32_t sentence, struct arena *scratch,
               struct tree *ret_tree, struct err *err)
{
    const struct sentence *from = &article->sentences[sentence];
    struct tree tree = {model, article, sentence, from->first_token, from->token_count, NULL};
    tree.nodes = arena_array(scratch, struct tree_node, tree.count);
    if (!tree.nodes)
        return arena_fail(scratch, err);
    for (uint32_t i = 0; i < tree.count; i++) {
        const struct token *token = &article->tokens[from->first_token + i];
        enum upos upos = labels_upos(labels, token);
        tree.nodes[i] = (struct tree_node){
            .head = token->head < tree.count && token->head != i ? token->head : INDEX_NONE,
            .first_child = INDEX_NONE,
            .next_sibling = INDEX_NONE,
            .word = token_word(model, article, token, upos == UPOS_VERB),
            .mention = INDEX_NONE,
            .relation = (uint8_t)labels_relation(labels, token),
            .upos = (uint8_t)upos,
            .tag = (uint8_t)labels_tag(labels, token),
        };
        if (tree.nodes[i].tag == TAG_PARTICIPLE)
            tree.nodes[i].form = own_form(model, article_slice(article, token->span));
    }
    link_children(&tree);
    measure_depth(&tree);
    place_mentions(&tree, article);
    repair(&tree);
    for (uint32_t i = 0; i < tree.count; i++) /* heads of joined verbs come before them */
        tree.nodes[i].passive = is_passive(&tree, i);
    join_words(&tree);
    *ret_tree = tree;
    return true;
}

/* ---- small questions ---- */

uint32_t tree_child(const struct tree *tree, uint32_t token, enum relation relation)
{
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        if (tree->nodes[i].relation == relation)
            return i;
    }
    return INDEX_NONE;
}

uint32_t tree_next_joined(const struct tree *tree, uint32_t first, uint32_t token)
{
    token = token == first ? tree->nodes[first].first_child : tree->nodes[token].next_sibling;
    while (token != INDEX_NONE && tree->nodes[token].relation != REL_CONJ)
        token = tree->nodes[token].next_sibling;
    return token;
}

bool tree_is_under(const struct tree *tree, uint32_t token, uint32_t above)
{
    for (uint32_t steps = 0; token != INDEX_NONE && steps <= tree->count; steps++) {
        if (token == above)
            return true;
        token = tree->nodes[token].head;
    }
    return false;
}

/* Whether a word belongs to the noun phrase of the noun above it. */
static bool in_phrase(const struct tree *tree, uint32_t token)
{
    switch ((enum relation)tree->nodes[token].relation) {
    case REL_DET:
    case REL_AMOD:
    case REL_COMPOUND:
    case REL_NUMMOD:
    case REL_POSS:
    case REL_DESC:
    case REL_FLAT:
        return tree_is_noun(tree, tree->nodes[token].head);
    default:
        return false;
    }
}

uint32_t tree_phrase_head(const struct tree *tree, uint32_t token)
{
    for (unsigned step = 0;
         step < TREE_STEPS_MAX && tree->nodes[token].head != INDEX_NONE && in_phrase(tree, token);
         step++)
        token = tree->nodes[token].head;
    return token;
}

/* What follows a noun and still belongs to its name: "members of the banned movement", but no
 * clause and nothing joined by "and". */
static bool is_of_phrase(const struct tree *tree, uint32_t token)
{
    const struct tree_node *node = &tree->nodes[token];
    if (node->relation == REL_NMOD) /* "the arrest of the editor by police" is not about his */
        return tree_preposition(tree, token) != tree->model->by;
    return node->relation == REL_FLAT || node->relation == REL_COMPOUND ||
           node->relation == REL_POSS || node->relation == REL_AMOD || node->relation == REL_DESC ||
           node->relation == REL_FIXED || node->relation == REL_CASE ||
           node->relation == REL_NUMMOD || node->relation == REL_DET;
}

struct span tree_phrase(const struct tree *tree, uint32_t token, struct span least)
{
    const struct token *tokens = tree->article->tokens + tree->first_token;
    struct span span = least;
    for (uint32_t i = 0; i < tree->count; i++) {
        uint32_t at = i;
        unsigned step = 0;
        while (at != token && at != INDEX_NONE && step++ < TREE_STEPS_MAX && is_of_phrase(tree, at))
            at = tree->nodes[at].head;
        if (at != token)
            continue;
        if (tokens[i].span.start < span.start && tree->nodes[i].relation != REL_CASE)
            span.start = tokens[i].span.start;
        if (tokens[i].span.end > span.end)
            span.end = tokens[i].span.end;
    }
    return span;
}

bool tree_is_verb(const struct tree *tree, uint32_t token)
{
    return tree->nodes[token].upos == UPOS_VERB || tree->nodes[token].upos == UPOS_AUX;
}

bool tree_is_noun(const struct tree *tree, uint32_t token)
{
    return tree->nodes[token].upos == UPOS_NOUN || tree->nodes[token].upos == UPOS_PROPN;
}

/* "in front of": the preposition and what is fixed to it. */
static uint32_t whole_preposition(const struct tree *tree, uint32_t preposition)
{
    uint32_t fixed = tree_child(tree, preposition, REL_FIXED);
    if (fixed == INDEX_NONE)
        return tree->nodes[preposition].word;
    char text[3 * WORD_BYTES_MAX + 2];
    const struct token *tokens = tree->article->tokens + tree->first_token;
    size_t length = lower_word(tree->article, &tokens[preposition], text);
    for (; fixed != INDEX_NONE && length + WORD_BYTES_MAX + 1 < sizeof(text);
         fixed = tree->nodes[fixed].next_sibling) {
        if (tree->nodes[fixed].relation != REL_FIXED)
            continue;
        text[length++] = '_';
        length += lower_word(tree->article, &tokens[fixed], text + length);
    }
    uint32_t word = events_word(tree->model, (struct slice){text, length});
    return word != WORD_NONE ? word : tree->nodes[preposition].word;
}

uint32_t tree_preposition(const struct tree *tree, uint32_t token)
{
    uint32_t preposition = tree_child(tree, token, REL_CASE);
    if (preposition == INDEX_NONE)
        preposition = tree_child(tree, token, REL_MARK);
    return preposition == INDEX_NONE ? WORD_NONE : whole_preposition(tree, preposition);
}
