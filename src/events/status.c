/*
 * status.c - whether an event happened, and who says so.
 *
 *   in    a tree, words of status
 *   out   the status that the nearest of them gives
 */
#include "events/status.h"

#include "article/article.h"

/* The status word of a token for one of the places, or NULL. With a particle it is another verb:
 * "set off". */
static const struct status_word *word_at(const struct tree *tree, uint32_t token,
                                         enum status_place place)
{
    const struct tree_node *node = &tree->nodes[token];
    const uint32_t numbers[] = {node->joined, node->word};
    bool other_verb = place == STATUS_OVER && tree_child(tree, token, REL_PRT) != INDEX_NONE;
    for (size_t i = 0; i < (other_verb ? 1 : 2); i++) {
        if (numbers[i] == WORD_NONE)
            continue;
        for (const struct status_word *word = tree->model->heads.items[numbers[i]].status; word;
             word = word->next) {
            if (word->place == place)
                return word;
        }
    }
    return NULL;
}

bool status_is_saying(const struct tree *tree, uint32_t token)
{
    return word_at(tree, token, STATUS_ATTRIBUTION) != NULL;
}

/* The weightier of two: what is denied, then what is not real, then what is to come. */
static uint8_t weightier(uint8_t a, uint8_t b)
{
    static const uint8_t WEIGHT[] = {
        [EVENT_HAPPENED] = 0, [EVENT_HISTORICAL] = 1,   [EVENT_ONGOING] = 2,
        [EVENT_PLANNED] = 3,  [EVENT_HYPOTHETICAL] = 4, [EVENT_DENIED] = 5,
    };
    return WEIGHT[a] >= WEIGHT[b] ? a : b;
}

/* "neither Russia nor Syria", "no soldiers". */
static bool is_nobody(const struct tree *tree, uint32_t noun)
{
    for (uint32_t i = tree->nodes[noun].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        enum relation relation = (enum relation)tree->nodes[i].relation;
        if (relation != REL_DET && relation != REL_CC && relation != REL_ADVMOD)
            continue;
        const struct status_word *word = i < noun ? word_at(tree, i, STATUS_MOD) : NULL;
        if (word && word->status == EVENT_DENIED)
            return true;
    }
    return false;
}

/* "he left", "leaving", "was shot", "being shot". */
static bool is_past(const struct tree *tree, uint32_t token)
{
    if (tree->nodes[token].tag == TAG_PAST || tree->nodes[token].tag == TAG_GERUND)
        return true;
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        bool is_aux = tree->nodes[i].relation == REL_AUX || tree->nodes[i].relation == REL_AUX_PASS;
        if (is_aux && (tree->nodes[i].tag == TAG_PAST || tree->nodes[i].tag == TAG_GERUND))
            return true;
    }
    return false;
}

/* "is to visit": a verb with a copula and "to". */
static bool is_to_come(const struct tree *tree, uint32_t token)
{
    uint32_t mark = tree_child(tree, token, REL_MARK);
    return tree->nodes[token].upos == UPOS_VERB && mark != INDEX_NONE &&
           tree->nodes[mark].word == tree->model->to;
}

/* "he'd spoken" is "had", whatever the tagger says. */
static bool is_had(const struct tree *tree, uint32_t auxiliary, uint32_t token)
{
    struct span span = tree->article->tokens[tree->first_token + auxiliary].span;
    bool is_short = span.end - span.start == 2 && tree->article->text.ptr[span.end - 1] == 'd';
    return is_short && tree->nodes[token].tag == TAG_PARTICIPLE &&
           tree_child(tree, token, REL_AUX_PASS) == INDEX_NONE;
}

/* What auxiliaries, modifiers and opening words of the token itself tell. */
static uint8_t own_status(const struct tree *tree, uint32_t token, bool *ret_future)
{
    uint8_t status = EVENT_HAPPENED;
    bool is_condition = false;
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        enum relation relation = (enum relation)tree->nodes[i].relation;
        bool is_aux = relation == REL_AUX || relation == REL_AUX_PASS || relation == REL_COP;
        if ((relation == REL_NSUBJ || relation == REL_NSUBJ_PASS) && is_nobody(tree, i))
            return EVENT_DENIED;
        const struct status_word *word = word_at(tree, i,
                                                 is_aux                 ? STATUS_AUX
                                                 : relation == REL_MARK ? STATUS_MARK
                                                                        : STATUS_MOD);
        if (relation == REL_COP && is_to_come(tree, token)) {
            status = weightier(status, EVENT_PLANNED);
            *ret_future = true;
        }
        if (is_aux && is_had(tree, i, token))
            continue;
        /* "said before leaving", "before he left": by then it happened */
        bool is_told = relation == REL_MARK && is_past(tree, token);
        if (!word || (is_told && word->status == EVENT_PLANNED))
            continue;
        *ret_future |= is_aux && word->status == EVENT_PLANNED;
        is_condition |= relation == REL_MARK && word->status == EVENT_HYPOTHETICAL;
        status = weightier(status, word->status);
    }
    /* "if he had not resigned" denies nothing */
    return is_condition && status == EVENT_DENIED ? EVENT_HYPOTHETICAL : status;
}

/* "is bombing", "are being discussed". */
static bool is_ongoing(const struct tree *tree, uint32_t token)
{
    bool going = tree->nodes[token].tag == TAG_GERUND, present = false;
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        bool is_aux = tree->nodes[i].relation == REL_AUX || tree->nodes[i].relation == REL_AUX_PASS;
        going |= is_aux && tree->nodes[i].tag == TAG_GERUND;
        present |= is_aux && tree->nodes[i].tag == TAG_PRESENT;
    }
    return going && present;
}

/* Whether the word passes judgement on its object: "called the talks useful", "a success". */
static bool judges(const struct tree *tree, uint32_t token)
{
    uint32_t complement = tree_child(tree, token, REL_XCOMP), objects = 0;
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling)
        objects += tree->nodes[i].relation == REL_OBJ;
    return objects > 1 || (complement != INDEX_NONE && !tree_is_verb(tree, complement));
}

/* "said that it sold oil", "the suspicion that it sold oil". */
static bool is_finite_clause(const struct tree *tree, uint32_t token)
{
    enum relation relation = (enum relation)tree->nodes[token].relation;
    return relation == REL_CCOMP ||
           ((relation == REL_ACL || relation == REL_ADVCL) &&
            word_set_has(&tree->model->complement, tree_preposition(tree, token)));
}

/* Whether a token completes the one above: what is planned, refused, said. */
static bool completes(const struct tree *tree, uint32_t token, bool is_event)
{
    enum relation relation = (enum relation)tree->nodes[token].relation;
    switch (relation) {
    case REL_XCOMP: /* not "called it a reprisal for" */
        return is_event || !tree_is_noun(tree, token);
    case REL_CCOMP:
    case REL_CSUBJ:
    case REL_NSUBJ_PASS:
        return true;
    case REL_OBJ:
        return !judges(tree, tree->nodes[token].head);
    case REL_ACL: /* "a plan to attack", "capable of hitting", "prevented from leaving" */
    case REL_ADVCL:
        return word_set_has(&tree->model->completing, tree_preposition(tree, token)) ||
               is_finite_clause(tree, token);
    case REL_NMOD: /* "a threat of attack", "called for an attack": no farther up */
    case REL_OBL:
        return is_event;
    default:
        return false;
    }
}

/* "will not discriminate and will bomb": what is joined says for itself whether and when. */
static bool has_own_tense(const struct tree *tree, uint32_t token)
{
    return tree_child(tree, token, REL_AUX) != INDEX_NONE;
}

/* Whether what is said about the word above (negation, modal) holds for the token too. */
static bool shares(const struct tree *tree, uint32_t token)
{
    enum relation relation = (enum relation)tree->nodes[token].relation;
    return relation == REL_XCOMP || relation == REL_OBJ || relation == REL_NSUBJ_PASS ||
           relation == REL_NSUBJ || relation == REL_CONJ;
}

/* "will withdraw unless …", "will not release them until …" */
static bool has_unless(const struct tree *tree, uint32_t token)
{
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        if (tree->nodes[i].relation != REL_ADVCL)
            continue;
        uint32_t mark = tree_child(tree, i, REL_MARK);
        if (mark != INDEX_NONE && word_set_has(&tree->model->unless, tree->nodes[mark].word))
            return true;
    }
    return false;
}

/* Whether an auxiliary of the token tells the future of the past: "would". */
static bool has_reported(const struct tree *tree, uint32_t token)
{
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        if (tree->nodes[i].relation == REL_AUX && word_at(tree, i, STATUS_REPORTED))
            return true;
    }
    return false;
}

struct status status_read(const struct tree *tree, uint32_t token)
{
    struct status result = {.status = EVENT_HAPPENED, .attribution = INDEX_NONE};
    result.status = own_status(tree, token, &result.future);
    result.unless = has_unless(tree, token);
    if (result.status == EVENT_HAPPENED && is_ongoing(tree, token))
        result.status = EVENT_ONGOING;
    uint32_t at = token;
    bool shared = true, completed = true;
    for (unsigned step = 0; step < TREE_STEPS_MAX; step++) {
        uint32_t above = tree->nodes[at].head;
        if (above == INDEX_NONE)
            break;
        bool joined = tree->nodes[at].relation == REL_CONJ;
        /* "denied that an attack had taken place" */
        bool occurs = at == token && tree->nodes[at].relation == REL_NSUBJ &&
                      tree_is_noun(tree, at);
        completed = completed && (joined || occurs || completes(tree, at, at == token));
        const struct status_word *over = completed && !joined && !occurs
                                             ? word_at(tree, above, STATUS_OVER)
                                             : NULL;
        /* "determined that Moscow was violating it": not what it is determined to do */
        bool is_fact = is_past(tree, at) && is_finite_clause(tree, at);
        if (over && !(is_fact && over->status == EVENT_PLANNED) &&
            !(is_fact && over->status == EVENT_HYPOTHETICAL && tree_is_noun(tree, above)))
            result.status = weightier(result.status, over->status);
        shared = shared && shares(tree, at) && !(joined && has_own_tense(tree, at));
        bool unused = false;
        if (shared)
            result.status = weightier(result.status, own_status(tree, above, &unused));
        bool is_speech = tree->nodes[at].relation == REL_CCOMP ||
                         tree->nodes[at].relation == REL_PARATAXIS ||
                         tree->nodes[at].relation == REL_XCOMP;
        if (is_speech && result.attribution == INDEX_NONE &&
            word_at(tree, above, STATUS_ATTRIBUTION))
            result.attribution = above;
        at = above;
    }
    /* "said it was investigating": what went on when it was said */
    if (result.status == EVENT_HAPPENED && result.attribution != INDEX_NONE &&
        tree->nodes[token].tag == TAG_GERUND && tree_child(tree, token, REL_AUX) != INDEX_NONE)
        result.status = EVENT_ONGOING;
    /* "said it would leave": in the past what "will" is in the present */
    bool is_told = result.attribution != INDEX_NONE && has_reported(tree, token);
    if (is_told && result.status == EVENT_HYPOTHETICAL)
        result.status = EVENT_PLANNED;
    result.future |= is_told;
    /* "He said: …", parsed with the saying beside the clause. */
    for (uint32_t i = tree->nodes[at].first_child;
         result.attribution == INDEX_NONE && i != INDEX_NONE; i = tree->nodes[i].next_sibling) {
        if (tree->nodes[i].relation == REL_PARATAXIS && word_at(tree, i, STATUS_ATTRIBUTION))
            result.attribution = i;
    }
    return result;
}
