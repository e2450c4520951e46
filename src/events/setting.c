/*
 * setting.c - which times and places of a sentence are an event's.
 *
 *   in    a tree, what fires on its words
 *   out   how far a time or place stands from an event
 */
#include "events/setting.h"

#include "base/limits.h"
#include "events/status.h"

/* Farther than any word of the same clause. */
#define SENTENCE_STEPS (2 * (uint32_t)SENTENCE_TOKENS_MAX)

uint32_t setting_head(const struct tree *tree, struct span span)
{
    const struct token *tokens = tree->article->tokens + tree->first_token;
    for (uint32_t i = 0; i < tree->count; i++) {
        if (tokens[i].span.end <= span.start || tokens[i].span.start >= span.end)
            continue;
        uint32_t head = tree->nodes[i].head;
        if (head == INDEX_NONE || tokens[head].span.end <= span.start ||
            tokens[head].span.start >= span.end)
            return i;
    }
    return INDEX_NONE;
}

/* Relations in which a word happens when and where the word above does. */
static bool shares_setting(enum relation relation)
{
    return relation == REL_OBJ || relation == REL_NSUBJ || relation == REL_NSUBJ_PASS ||
           relation == REL_OBL || relation == REL_XCOMP || relation == REL_CONJ ||
           relation == REL_NMOD || relation == REL_COMPOUND;
}

uint32_t setting_near(const struct tree *tree, uint32_t token, uint32_t event)
{
    uint32_t steps = 0;
    for (uint32_t at = token; at != INDEX_NONE && steps < TREE_STEPS_MAX; steps++) {
        if (at == event)
            return steps;
        if (at != token && tree_is_verb(tree, at))
            break; /* "freed girls who were kidnapped two years ago" */
        at = tree->nodes[at].head;
    }
    steps = TREE_STEPS_MAX;
    for (uint32_t at = event; at != INDEX_NONE && steps < 2 * TREE_STEPS_MAX; steps++) {
        if (tree->nodes[token].head == at && at != event)
            return steps;
        if (!shares_setting((enum relation)tree->nodes[at].relation))
            break;
        at = tree->nodes[at].head;
    }
    return UINT32_MAX;
}

/* The verb that a time or place stands with, or INDEX_NONE. */
static uint32_t verb_of(const struct tree *tree, uint32_t token)
{
    uint32_t at = tree->nodes[token].head;
    for (unsigned step = 0; at != INDEX_NONE && step < TREE_STEPS_MAX; step++) {
        if (tree_is_verb(tree, at))
            return at;
        at = tree->nodes[at].head;
    }
    return INDEX_NONE;
}

uint32_t setting_distance(const struct tree *tree, const struct match *matches, uint32_t token,
                          uint32_t event)
{
    uint32_t steps = setting_near(tree, token, event);
    if (steps != UINT32_MAX)
        return steps;
    uint32_t verb = verb_of(tree, token);
    bool other_event = verb != INDEX_NONE && verb != event && matches[verb].frame &&
                       matches[verb].taker == INDEX_NONE;
    if (other_event)
        return UINT32_MAX;
    uint32_t apart = token > event ? token - event : event - token;
    /* The day of the report is the event's where nothing nearer tells: "officials said Thursday".
     */
    bool of_report = verb != INDEX_NONE && status_is_saying(tree, verb);
    return (of_report ? SENTENCE_STEPS : 3 * TREE_STEPS_MAX) + apart;
}

/* Whether a place belongs to what two sides talk about, not to where they do: "discussed the
 * conflict in Syria", "talks on a truce in Gaza". */
static bool is_topic(const struct tree *tree, const struct match *matches, uint32_t place,
                     uint32_t event)
{
    uint8_t type = matches[event].type;
    if (type != TYPE_CONSULT && type != TYPE_AGREE && type != TYPE_COOPERATE)
        return false;
    uint32_t at = tree->nodes[place].head;
    for (unsigned step = 0; at != INDEX_NONE && at != event && step < TREE_STEPS_MAX; step++) {
        if (tree->nodes[at].relation == REL_OBJ && matches[at].taker != event)
            return true;
        at = tree->nodes[at].head;
    }
    return false;
}

/* Whether a place stands by the event or by a verb that it hangs on, at any distance. */
static bool has_part(const struct tree *tree, uint32_t place, uint32_t event)
{
    uint32_t verb = verb_of(tree, place);
    uint32_t at = event;
    for (unsigned step = 0; at != INDEX_NONE && step < 2 * TREE_STEPS_MAX; step++) {
        if (at == verb)
            return true;
        at = tree->nodes[at].head;
    }
    return setting_near(tree, place, event) != UINT32_MAX;
}

/* "Aside from Syria, they discussed", "met with Turkey". */
static bool is_no_place(const struct tree *tree, uint32_t place)
{
    uint32_t above = tree->nodes[place].head;
    if (word_set_has(&tree->model->company, tree_preposition(tree, place)))
        return true;
    return above != INDEX_NONE && word_set_has(&tree->model->apart, tree->nodes[above].word);
}

uint32_t setting_where(const struct tree *tree, const struct match *matches, uint32_t token)
{
    const struct article *article = tree->article;
    struct index_range range = ARTICLE_RANGE(struct place_mention, article->place_mentions,
                                             article->place_mention_count, tree->sentence);
    uint32_t best = UINT32_MAX, where = INDEX_NONE;
    for (uint32_t i = range.first; i < range.end; i++) {
        const struct place_mention *mention = &article->place_mentions[i];
        uint32_t head = setting_head(tree, mention->span);
        if (head == INDEX_NONE)
            continue;
        bool is_phrase = tree_child(tree, head, REL_CASE) != INDEX_NONE &&
                         tree->nodes[head].relation != REL_POSS && !is_no_place(tree, head) &&
                         !is_topic(tree, matches, head, token) && has_part(tree, head, token);
        uint32_t steps = is_phrase ? setting_distance(tree, matches, head, token) : UINT32_MAX;
        if (steps < best) {
            best = steps;
            where = mention->place;
        }
    }
    return where;
}
