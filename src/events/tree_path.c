/*
 * tree_path.c - what stands at a path of a word: its subject, object, phrases and clauses.
 *
 *   in    a tree
 *   out   words at the paths that frames name
 *
 * What is undone: the passive (nsubj:pass is the object, "by" brings the subject), relative clauses
 * (who, which and a gap stand for their noun), participles ("the man arrested"), infinitives and
 * participles without a subject (the governing verb's, or its object's), joined verbs (the first
 * one's subject).
 */
#include "events/tree.h"

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
static uint32_t noun_controller(const struct tree *tree, uint32_t noun, uint32_t clause)
{
    for (uint32_t i = noun + 1; i < clause; i++) { /* "his call for Khan to resign" */
        bool is_phrase = tree->nodes[i].head == noun || tree->nodes[i].head == clause;
        if (is_phrase && tree_is_noun(tree, i) &&
            tree_preposition(tree, i) == tree->model->for_whom)
            return i;
    }
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
                return noun_controller(tree, above, verb);
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
        /* "was criticised at the time by Israel" */
        for (uint32_t i = tree->nodes[verb].first_child; found->count == 0 && i != INDEX_NONE;
             i = tree->nodes[i].next_sibling) {
            if (tree->nodes[i].relation == REL_OBL && i > verb)
                add_phrases(tree, i, tree->model->by, found);
        }
        return;
    }
    add_children(tree, verb, REL_NSUBJ, found);
    if (found->count == 0)
        add(found, understood_subject(tree, verb));
}

/* Who a predicate is said of: the subject, active or passive, or the noun that it follows. */
static void surface_subjects(const struct tree *tree, uint32_t token, struct tree_found *found)
{
    add_children(tree, token, REL_NSUBJ, found);
    add_children(tree, token, REL_NSUBJ_PASS, found);
    if (found->count == 0)
        add(found, understood_subject(tree, token));
}

/* The gap of a relative clause: "the town that rebels seized". */
static uint32_t relative_gap(const struct tree *tree, uint32_t verb)
{
    uint32_t subject = tree_child(tree, verb, REL_NSUBJ);
    bool is_gap = tree->nodes[verb].relation == REL_RELCL && subject != INDEX_NONE &&
                  tree->nodes[subject].tag != TAG_RELATIVE;
    return is_gap ? tree->nodes[verb].head : INDEX_NONE;
}

/* An object behind a phrase that the parser hangs on as a phrase without preposition: "condemned in
 * the strongest terms the attacks". */
static bool is_late_object(const struct tree *tree, uint32_t verb, uint32_t token)
{
    return tree->nodes[token].relation == REL_OBL && token > verb && tree_is_noun(tree, token) &&
           tree_child(tree, token, REL_CASE) == INDEX_NONE;
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
    for (uint32_t i = node->first_child; found->count == 0 && i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        if (is_late_object(tree, verb, i))
            add(found, i);
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

/* By whom a noun is done; "the arrest of the editor by police" may have it by the editor. */
static void add_agents(const struct tree *tree, uint32_t noun, struct tree_found *found)
{
    uint32_t before = found->count;
    add_phrases(tree, noun, tree->model->by, found);
    for (uint32_t i = tree->nodes[noun].first_child; found->count == before && i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        if (tree->nodes[i].relation == REL_NMOD)
            add_phrases(tree, i, tree->model->by, found);
    }
}

static void noun_subjects(const struct tree *tree, uint32_t noun, struct tree_found *found)
{
    add_children(tree, noun, REL_POSS, found);
    add_agents(tree, noun, found);
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
    if (found->count > 0 || (word == tree->model->by && tree->nodes[token].passive))
        return;
    if (tree_is_noun(tree, token)) {
        if (word == tree->model->by)
            add_agents(tree, token, found);
        uint32_t verb = found->count == 0 ? light_verb(tree, token) : INDEX_NONE;
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
    if (found->count == 0 && objects.count > 0 && tree->nodes[verb].passive)
        add_children(tree, verb, REL_NSUBJ_PASS, found); /* "was given five years" */
}

/* Whoever a phrase is told of: "left for talks with", "after a meeting with him, Putin said". */
static void host_of(const struct tree *tree, uint32_t token, struct tree_found *found)
{
    uint32_t verb = tree->nodes[token].head;
    bool is_phrase_noun = tree->nodes[token].relation == REL_OBL ||
                          tree->nodes[token].relation == REL_NMOD;
    for (unsigned step = 0; step < 2 && verb != INDEX_NONE && !tree_is_verb(tree, verb); step++)
        verb = tree->nodes[verb].head; /* "boarded a plane for a visit" */
    if (is_phrase_noun && verb != INDEX_NONE && tree_is_verb(tree, verb) &&
        !tree->nodes[verb].passive)
        verb_subjects(tree, verb, found);
}

static void clauses_of(const struct tree *tree, uint32_t token, struct tree_found *found)
{
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        const struct tree_node *node = &tree->nodes[i];
        bool infinitive = (node->relation == REL_ADVCL || node->relation == REL_ACL) &&
                          tree_preposition(tree, i) == tree->model->to;
        bool completes = node->relation == REL_ADVCL && i > token &&
                         word_set_has(&tree->model->complement, tree_preposition(tree, i));
        bool of_noun = node->relation == REL_ACL && tree_is_noun(tree, token) &&
                       tree_child(tree, i, REL_MARK) != INDEX_NONE;
        if (node->relation == REL_CCOMP || node->relation == REL_XCOMP || infinitive || completes ||
            of_noun)
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
    case PATH_SURFACE:
        surface_subjects(tree, token, found);
        return;
    case PATH_DATIVE:
        datives_of(tree, token, found);
        return;
    case PATH_HOST:
        host_of(tree, token, found);
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
