/*
 * tree.c - the tree of one sentence, read the way frames ask.
 *
 *   in    a sentence with grammar and actors
 *   out   logical subjects, objects, phrases and clauses of any word
 *
 * Relations are Universal Dependencies'. What is undone: the passive (nsubj:pass is the object,
 * "by" brings the subject), relative clauses (who, which and a gap stand for their noun),
 * participles
 * ("the man arrested"), infinitives and participles without a subject (the governing verb's, or its
 * object's), joined verbs (the first one's subject).
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
        tree_child(tree, node->head, REL_OBJ) != INDEX_NONE)
        return;
    uint32_t joined = joined_word(tree, node->head, particle);
    if (joined == WORD_NONE || !tree->model->heads.items[joined].first)
        return;
    tree->nodes[node->head].joined = joined;
    tree->nodes[particle].relation = REL_PRT;
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

/* The first mention of a sentence; mentions are in the order of the text. */
static uint32_t first_mention(const struct article *article, uint32_t sentence)
{
    uint32_t low = 0, high = article->mention_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (article->mentions[middle].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Each mention at its head; the first wins where several have one. */
static void place_mentions(struct tree *tree, const struct article *article)
{
    for (uint32_t i = first_mention(article, tree->sentence); i < article->mention_count; i++) {
        const struct mention *mention = &article->mentions[i];
        if (mention->sentence != tree->sentence)
            return;
        uint32_t at = mention->head - tree->first_token;
        if (at < tree->count && tree->nodes[at].mention == INDEX_NONE)
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

bool tree_is_under(const struct tree *tree, uint32_t token, uint32_t above)
{
    for (uint32_t steps = 0; token != INDEX_NONE && steps <= tree->count; steps++) {
        if (token == above)
            return true;
        token = tree->nodes[token].head;
    }
    return false;
}

/* What follows a noun and still belongs to its name: "members of the banned movement", but no
 * clause and nothing joined by "and". */
static bool is_of_phrase(const struct tree_node *node)
{
    return node->relation == REL_NMOD || node->relation == REL_FLAT ||
           node->relation == REL_COMPOUND || node->relation == REL_POSS ||
           node->relation == REL_AMOD || node->relation == REL_DESC ||
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
        while (at != token && at != INDEX_NONE && step++ < TREE_STEPS_MAX &&
               is_of_phrase(&tree->nodes[at]))
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

static void add(struct tree_found *found, uint32_t token)
{
    for (uint32_t i = 0; i < found->count; i++) {
        if (found->tokens[i] == token)
            return;
    }
    if (token != INDEX_NONE && found->count < TREE_FOUND_MAX)
        found->tokens[found->count++] = token;
}

/* The noun of the relative clause that a token stands in, or INDEX_NONE. */
static uint32_t relative_noun(const struct tree *tree, uint32_t token)
{
    for (unsigned step = 0; step < TREE_STEPS_MAX && token != INDEX_NONE; step++) {
        if (tree->nodes[token].relation == REL_RELCL)
            return tree->nodes[token].head;
        token = tree->nodes[token].head;
    }
    return INDEX_NONE;
}

/* A relative pronoun is its noun. */
static uint32_t resolved(const struct tree *tree, uint32_t token)
{
    if (tree->nodes[token].tag != TAG_RELATIVE)
        return token;
    uint32_t noun = relative_noun(tree, token);
    return noun != INDEX_NONE ? noun : token;
}

static void add_children(const struct tree *tree, uint32_t token, enum relation relation,
                         struct tree_found *found)
{
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        if (tree->nodes[i].relation == relation)
            add(found, resolved(tree, i));
    }
}

static bool is_phrase(const struct tree_node *node)
{
    return node->relation == REL_OBL || node->relation == REL_NMOD || node->relation == REL_AGENT ||
           node->relation == REL_ADVCL || node->relation == REL_ACL || node->relation == REL_DEP;
}

/* Phrases and clauses of a token that this word brings in. */
static void add_phrases(const struct tree *tree, uint32_t token, uint32_t word,
                        struct tree_found *found)
{
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        if (is_phrase(&tree->nodes[i]) && tree_preposition(tree, i) == word)
            add(found, resolved(tree, i));
    }
}

/* ---- verbs ---- */

/* Who the clause is about, as the surface has it: its subject, active or passive. */
static uint32_t surface_subject(const struct tree *tree, uint32_t verb)
{
    uint32_t subject = tree_child(tree, verb, REL_NSUBJ);
    if (subject == INDEX_NONE)
        subject = tree_child(tree, verb, REL_NSUBJ_PASS);
    return subject == INDEX_NONE ? INDEX_NONE : resolved(tree, subject);
}

/* The noun that a clause on a noun is done by: "its plan to attack", "made a promise to leave". */
static uint32_t noun_controller(const struct tree *tree, uint32_t noun)
{
    uint32_t possessor = tree_child(tree, noun, REL_POSS);
    uint32_t verb = tree->nodes[noun].head;
    if (possessor != INDEX_NONE || verb == INDEX_NONE)
        return possessor;
    bool is_object = tree->nodes[noun].relation == REL_OBJ;
    return is_object ? surface_subject(tree, verb) : INDEX_NONE;
}

/* The understood subject of a verb without one: a step up at a time until a clause has one. */
static uint32_t understood_subject(const struct tree *tree, uint32_t verb)
{
    for (unsigned step = 0; step < TREE_STEPS_MAX; step++) {
        const struct tree_node *node = &tree->nodes[verb];
        uint32_t above = node->head;
        if (above == INDEX_NONE)
            return INDEX_NONE;
        if (node->relation == REL_ACL) {
            bool infinitive = tree_preposition(tree, verb) == tree->model->to;
            if (infinitive || tree_is_verb(tree, above))
                return noun_controller(tree, above);
            return above; /* "a man carrying a bomb" */
        }
        if (node->relation == REL_RELCL)
            return tree_child(tree, verb, REL_NSUBJ) == INDEX_NONE ? above : INDEX_NONE;
        if (node->relation == REL_XCOMP) {
            uint32_t object = tree_child(tree, above, REL_OBJ);
            if (object == INDEX_NONE)
                object = tree_child(tree, above, REL_IOBJ);
            if (object != INDEX_NONE)
                return resolved(tree, object);
        } else if (node->relation != REL_CONJ && node->relation != REL_ADVCL &&
                   node->relation != REL_CCOMP) {
            return INDEX_NONE;
        }
        uint32_t subject = surface_subject(tree, above);
        if (subject != INDEX_NONE)
            return subject;
        verb = above;
    }
    return INDEX_NONE;
}

static void verb_subjects(const struct tree *tree, uint32_t verb, struct tree_found *found)
{
    if (tree->nodes[verb].passive) {
        add_children(tree, verb, REL_AGENT, found);
        add_phrases(tree, verb, tree->model->by, found);
        return;
    }
    add_children(tree, verb, REL_NSUBJ, found);
    if (found->count == 0)
        add(found, understood_subject(tree, verb));
}

/* The gap of a relative clause: "the town that rebels seized". */
static uint32_t relative_gap(const struct tree *tree, uint32_t verb)
{
    uint32_t subject = tree_child(tree, verb, REL_NSUBJ);
    bool is_gap = tree->nodes[verb].relation == REL_RELCL && subject != INDEX_NONE &&
                  tree->nodes[subject].tag != TAG_RELATIVE;
    return is_gap ? tree->nodes[verb].head : INDEX_NONE;
}

static void verb_objects(const struct tree *tree, uint32_t verb, struct tree_found *found)
{
    const struct tree_node *node = &tree->nodes[verb];
    if (node->passive) {
        add_children(tree, verb, REL_NSUBJ_PASS, found);
        add_children(tree, verb, REL_OBJ, found); /* "was given aid" */
        if (found->count > 0 || node->head == INDEX_NONE)
            return;
        bool on_noun = node->relation == REL_ACL || node->relation == REL_AMOD;
        add(found, on_noun ? node->head : understood_subject(tree, verb));
        return;
    }
    add_children(tree, verb, REL_OBJ, found);
    if (found->count == 0)
        add_children(tree, verb, REL_IOBJ, found); /* "urged Hungary to" */
    if (found->count == 0)
        add(found, relative_gap(tree, verb));
    /* "shelled and seized the town": the object of the last one is everyone's */
    for (uint32_t i = node->first_child; found->count == 0 && i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        if (tree->nodes[i].relation == REL_CONJ && i <= verb + 2 && tree_is_verb(tree, i))
            add_children(tree, i, REL_OBJ, found);
    }
}

/* ---- nouns ---- */

/* What names a nation or somebody before a noun: "Russian strikes", "NATO talks". */
static void add_modifiers(const struct tree *tree, uint32_t noun, bool mentions_only,
                          struct tree_found *found)
{
    for (uint32_t i = tree->nodes[noun].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        enum relation relation = (enum relation)tree->nodes[i].relation;
        bool is_modifier = relation == REL_AMOD || relation == REL_COMPOUND || relation == REL_DESC;
        if (is_modifier && (!mentions_only || tree->nodes[i].mention != INDEX_NONE))
            add(found, i);
    }
}

static void noun_subjects(const struct tree *tree, uint32_t noun, struct tree_found *found)
{
    add_children(tree, noun, REL_POSS, found);
    add_phrases(tree, noun, tree->model->by, found);
    if (found->count == 0)
        add_modifiers(tree, noun, true, found);
}

static void noun_objects(const struct tree *tree, uint32_t noun, struct tree_found *found)
{
    add_phrases(tree, noun, tree->model->of, found);
    for (uint32_t i = tree->nodes[noun].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        if (tree->nodes[i].relation == REL_COMPOUND)
            add(found, i);
    }
}

/* ---- paths ---- */

/* A noun that a verb has as object takes the verb's phrases as its own: "launched an attack on". */
static uint32_t light_verb(const struct tree *tree, uint32_t noun)
{
    const struct tree_node *node = &tree->nodes[noun];
    bool is_argument = node->relation == REL_OBJ || node->relation == REL_NSUBJ_PASS;
    return is_argument ? node->head : INDEX_NONE;
}

static void phrases_of(const struct tree *tree, uint32_t token, uint32_t word,
                       struct tree_found *found)
{
    add_phrases(tree, token, word, found);
    if (found->count > 0)
        return;
    if (tree_is_noun(tree, token)) {
        uint32_t verb = light_verb(tree, token);
        if (verb != INDEX_NONE)
            add_phrases(tree, verb, word, found);
        return;
    }
    uint32_t object = tree_child(tree, token, REL_OBJ);
    if (object != INDEX_NONE)
        add_phrases(tree, object, word, found);
    /* "provided 3 million in funding to Lebanon" */
    for (uint32_t i = tree->nodes[token].first_child; found->count == 0 && i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        if (tree->nodes[i].relation == REL_OBL && i > token)
            add_phrases(tree, i, word, found);
    }
}

/* The auxiliaries of the clauses that complete a word: "said that Israel must withdraw". */
static void modals_of(const struct tree *tree, uint32_t token, struct tree_found *found)
{
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        if (tree->nodes[i].relation == REL_CCOMP)
            add_children(tree, i, REL_AUX, found);
    }
}

/* The dative of a verb, or the first of its two objects: "gave Chad 5 million". */
static void datives_of(const struct tree *tree, uint32_t verb, struct tree_found *found)
{
    struct tree_found objects = {0};
    add_children(tree, verb, REL_IOBJ, found);
    add_children(tree, verb, REL_OBJ, &objects);
    if (found->count == 0 && objects.count > 1)
        add(found, objects.tokens[0]);
}

static void clauses_of(const struct tree *tree, uint32_t token, struct tree_found *found)
{
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        const struct tree_node *node = &tree->nodes[i];
        bool infinitive = (node->relation == REL_ADVCL || node->relation == REL_ACL) &&
                          tree_preposition(tree, i) == tree->model->to;
        bool of_noun = node->relation == REL_ACL && tree_is_noun(tree, token) &&
                       tree_child(tree, i, REL_MARK) != INDEX_NONE;
        if (node->relation == REL_CCOMP || node->relation == REL_XCOMP || infinitive || of_noun)
            add(found, i);
    }
}

void tree_path(const struct tree *tree, uint32_t token, uint32_t path, struct tree_found *found)
{
    bool is_noun = tree_is_noun(tree, token);
    switch (path) {
    case PATH_SUBJECT:
        if (is_noun)
            noun_subjects(tree, token, found);
        else
            verb_subjects(tree, token, found);
        return;
    case PATH_OBJECT:
        if (is_noun)
            noun_objects(tree, token, found);
        else
            verb_objects(tree, token, found);
        return;
    case PATH_DATIVE:
        datives_of(tree, token, found);
        return;
    case PATH_MODAL:
        modals_of(tree, token, found);
        return;
    case PATH_CLAUSE:
        clauses_of(tree, token, found);
        return;
    case PATH_POSSESSOR:
        add_children(tree, token, REL_POSS, found);
        return;
    case PATH_MODIFIER:
        add_modifiers(tree, token, false, found);
        return;
    default:
        phrases_of(tree, token, path - PATH_WORD, found);
        return;
    }
}
