/*
 * combine.c - what one sentence tells of one happening in several words becomes one event.
 *
 *   in    what fires on the words of a sentence
 *   out   the same, with parts taken in by their whole
 */
#include "events/combine.h"

/* Words between a part and its whole. */
#define PART_STEPS_MAX 4

static bool is_coded(const struct match *match)
{
    return match->frame && match->type != TYPE_NONE && match->taker == INDEX_NONE;
}

static bool is_harm(const struct tree *tree, uint32_t token)
{
    return word_set_has(&tree->model->harm, tree->nodes[token].word);
}

/* "killing six" behind an attack; not "after killing six". */
static bool is_result(const struct tree *tree, uint32_t token)
{
    const struct tree_node *node = &tree->nodes[token];
    return (node->relation == REL_ADVCL || node->relation == REL_ACL ||
            node->relation == REL_XCOMP || node->relation == REL_CONJ) &&
           node->tag == TAG_GERUND && tree_child(tree, token, REL_MARK) == INDEX_NONE;
}

/* "in the attack", "when a bomb went off", under what it did. */
static bool is_cause(const struct tree *tree, uint32_t token)
{
    enum relation relation = (enum relation)tree->nodes[token].relation;
    if (relation != REL_OBL && relation != REL_NMOD && relation != REL_ADVCL)
        return false;
    uint32_t when = tree_child(tree, token, REL_ADVMOD);
    return word_set_has(&tree->model->during, tree_preposition(tree, token)) ||
           (when != INDEX_NONE && word_set_has(&tree->model->during, tree->nodes[when].word));
}

/* "met to discuss", "held talks, discussing". */
static bool is_purpose(const struct tree *tree, uint32_t token)
{
    const struct tree_node *node = &tree->nodes[token];
    bool is_clause = node->relation == REL_ADVCL || node->relation == REL_ACL ||
                     node->relation == REL_XCOMP;
    return is_clause && (node->tag == TAG_BASE || node->tag == TAG_GERUND);
}

/* The word right above whose event the token's is part of, or INDEX_NONE. */
static uint32_t whole_of(const struct tree *tree, const struct match *matches, uint32_t token)
{
    bool is_clause = tree->nodes[token].relation == REL_ACL ||
                     tree->nodes[token].relation == REL_RELCL;
    uint32_t above = tree->nodes[token].head;
    for (unsigned step = 0; above != INDEX_NONE && step < PART_STEPS_MAX; step++) {
        if (is_coded(&matches[above]))
            break;
        if (tree_is_verb(tree, above)) /* "a truck into the gate, killing" hangs on the gate */
            return INDEX_NONE;
        is_clause = is_clause && (tree->nodes[above].relation == REL_CONJ ||
                                  (tree->nodes[above].relation == REL_NMOD &&
                                   tree->nodes[token].relation == REL_ACL));
        above = tree->nodes[above].head;
    }
    if (above == INDEX_NONE || !is_coded(&matches[above]) ||
        matches[above].type != matches[token].type)
        return INDEX_NONE;
    if (is_clause && tree_is_noun(tree, above) && tree_is_verb(tree, token))
        return above;
    if (matches[token].type == TYPE_CONSULT)
        return is_purpose(tree, token) ? above : INDEX_NONE;
    if (matches[token].type != TYPE_ASSAULT)
        return INDEX_NONE;
    bool is_part = (is_harm(tree, token) && is_result(tree, token)) ||
                   (is_harm(tree, above) && is_cause(tree, token));
    return is_part ? above : INDEX_NONE;
}

static void take_in(struct match *whole, struct match *part, uint32_t token)
{
    if (whole->actors.count == 0)
        side_add_all(&whole->actors, &part->actors);
    side_add_all(&whole->recipients, &part->recipients);
    side_part(&whole->actors, &whole->recipients);
    if (whole->mode.len == 0) {
        whole->mode = part->mode;
        whole->cameo = part->mode.len > 0 ? part->cameo : whole->cameo;
    }
    part->taker = token;
}

void combine_parts(const struct tree *tree, struct match *matches)
{
    for (uint32_t i = tree->count; i-- > 0;) {
        if (!is_coded(&matches[i]))
            continue;
        uint32_t whole = whole_of(tree, matches, i);
        if (whole != INDEX_NONE)
            take_in(&matches[whole], &matches[i], whole);
    }
}
