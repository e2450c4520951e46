/*
 * petrarch_match.c - what verb dictionaries of PETRARCH code in a sentence.
 *
 *   in    a tree
 *   out   matches of verbs: code, line, who acts, to whom
 *
 * Of the patterns of a verb the heaviest that fits wins, else the verb's own code, else its
 * block's. A later verb line of the same word wins over an earlier one where both are as heavy. Who
 * stands where a pattern does not say is the verb's logical subject and object, then whoever stands
 * nearest before and behind it.
 */
#include "events/petrarch.h"

#include "events/petrarch_trial.h"
#include "events/slots.h"

/* The frame of all dictionary matches: it asks for nothing. */
static const struct frame NO_FRAME = {.pos = FRAME_VERB};
static const struct frame_slot ANYBODY = {0};

/* What codes a verb. */
struct coding {
    const struct petrarch_code *code; /* NULL: nothing does */
    struct slice rule;
    unsigned weight;
    const struct petrarch_block *block;
    const struct petrarch_verb *verb;
    struct petrarch_trial trial;
};

/* ---- which line ---- */

/* Tries the patterns of a verb; what is heavier than *best becomes it. */
static void try_verb(struct petrarch_trial *trial, const struct petrarch_verb *verb,
                     struct coding *best)
{
    if (!petrarch_verb_fits(trial, verb))
        return;
    const struct petrarch_block *block = &trial->sentence->petrarch->blocks.items[verb->block];
    unsigned words = 256u * (unsigned)(verb->left.count + verb->right.count);
    for (uint32_t i = 0; i < block->pattern_count; i++) {
        const struct petrarch_pattern *pattern = &block->patterns[i];
        if (best->code && words + pattern->weight <= best->weight)
            break; /* the others are no heavier */
        if (!petrarch_pattern_fits(trial, pattern))
            continue;
        *best = (struct coding){&pattern->code, pattern->rule, words + pattern->weight,
                                block,          verb,          *trial};
        return;
    }
    if (best->code && words <= best->weight)
        return;
    *best = (struct coding){
        verb->has_code ? &verb->code : &block->code, verb->rule, words, block, verb, *trial};
    best->trial.source = best->trial.target = best->trial.both = INDEX_NONE;
    best->trial.extent = trial->last;
}

/* Whether the word is a verb here: "the freed girls" is none. */
static bool is_verb(const struct tree *tree, uint32_t token)
{
    return tree_is_verb(tree, token) && tree->nodes[token].relation != REL_AMOD;
}

static struct coding code_verb(const struct petrarch_sentence *sentence, uint32_t token)
{
    struct petrarch_trial trial;
    struct coding best = {0};
    const struct petrarch_token *words = &sentence->tokens[token];
    const struct petrarch_word *list = sentence->petrarch->word_list.items;
    if (!list[words->form].verbs && !list[words->verb].verbs)
        return best;
    petrarch_trial_begin(sentence, token, &trial);
    for (const struct petrarch_verb *verb = list[words->form].verbs; verb; verb = verb->next)
        try_verb(&trial, verb, &best);
    if (best.code || words->verb == words->form)
        return best;
    for (const struct petrarch_verb *verb = list[words->verb].verbs; verb; verb = verb->next) {
        if (verb->is_base)
            try_verb(&trial, verb, &best);
    }
    return best;
}

/* ---- who ---- */

static void add_path(const struct tree *tree, uint32_t token, uint32_t path, struct side *side)
{
    struct tree_found found = {0};
    tree_path(tree, token, path, &found);
    for (uint32_t i = 0; i < found.count; i++)
        slot_add_phrase(tree, &ANYBODY, found.tokens[i], side);
}

/* Adds whom a phrase names, if they are known by name, nation or sector. */
static void add_known(const struct tree *tree, uint32_t token, struct side *side)
{
    struct side found = {.count = 0};
    slot_add_phrase(tree, &ANYBODY, token, &found);
    if (side_is_known(tree->article, &found))
        side_add_all(side, &found);
}

/* Drops those of a side who are among the others, and several as one of whom all are: "their". */
static void drop_others(const struct article *article, const struct side *others, struct side *side)
{
    uint8_t kept = 0;
    for (uint8_t i = 0; i < side->count; i++) {
        const struct actor *actor = &article->actors[side->list[i].actor];
        bool all = actor->member_count > 0;
        for (uint32_t m = 0; m < actor->member_count; m++)
            all &= side_has(others, actor->members[m]);
        if (!all && !side_has(others, side->list[i].actor))
            side->list[kept++] = side->list[i];
    }
    side->count = kept;
}

/* The nearest who is known before (step -1) or behind the verb; behind it, one that stands under
 * it. */
static void add_nearest(const struct petrarch_trial *trial, int step, const struct side *others,
                        struct side *side)
{
    const struct tree *tree = trial->sentence->tree;
    uint32_t edge = step > 0 ? trial->last : trial->first;
    for (uint32_t at = edge + (uint32_t)step; at < tree->count; at += (uint32_t)step) {
        if (tree->nodes[at].mention == INDEX_NONE ||
            (step > 0 && !tree_is_under(tree, at, trial->verb)))
            continue;
        add_known(tree, tree_phrase_head(tree, at), side);
        if (side->count == 0)
            add_known(tree, at, side);
        drop_others(tree->article, others, side);
        if (side->count > 0)
            return;
    }
}

/* The verb that an auxiliary belongs to ("SHOULD" can be a verb of a dictionary), else itself. */
static uint32_t main_verb(const struct tree *tree, uint32_t token)
{
    enum relation relation = (enum relation)tree->nodes[token].relation;
    bool is_aux = relation == REL_AUX || relation == REL_AUX_PASS || relation == REL_COP;
    return is_aux && tree->nodes[token].head != INDEX_NONE ? tree->nodes[token].head : token;
}

static void find_actors(const struct petrarch_trial *trial, struct match *match)
{
    const struct tree *tree = trial->sentence->tree;
    struct tree_found subjects = {0};
    if (trial->source != INDEX_NONE) {
        slot_add_phrase(tree, &ANYBODY, trial->source, &match->actors);
        return;
    }
    uint32_t verb = main_verb(tree, trial->verb);
    tree_path(tree, verb, PATH_SUBJECT, &subjects);
    add_path(tree, verb, PATH_SUBJECT, &match->actors);
    bool unresolved = subjects.count == 0 || tree->nodes[subjects.tokens[0]].upos == UPOS_PRON;
    if (match->actors.count == 0 && unresolved && !tree->nodes[verb].passive)
        add_nearest(trial, -1, &match->recipients, &match->actors);
}

static void find_recipients(const struct petrarch_trial *trial, struct match *match)
{
    static const uint32_t PATHS[] = {PATH_OBJECT, PATH_DATIVE};
    const struct tree *tree = trial->sentence->tree;
    if (trial->target != INDEX_NONE) {
        slot_add_phrase(tree, &ANYBODY, trial->target, &match->recipients);
        return;
    }
    for (size_t i = 0; i < 2 && match->recipients.count == 0; i++) {
        add_path(tree, main_verb(tree, trial->verb), PATHS[i], &match->recipients);
        drop_others(tree->article, &match->actors, &match->recipients);
    }
    struct side unknown = match->recipients;
    if (!side_is_known(tree->article, &match->recipients))
        match->recipients.count = 0;
    if (match->recipients.count == 0 && match->actors.count > 0)
        add_nearest(trial, 1, &match->actors, &match->recipients);
    if (match->recipients.count == 0)
        match->recipients = unknown;
}

/* "% HAVE *": several who act on each other. */
static void find_parties(const struct petrarch_trial *trial, struct match *match)
{
    const struct tree *tree = trial->sentence->tree;
    if (trial->both != INDEX_NONE) {
        slot_add_phrase(tree, &ANYBODY, trial->both, &match->actors);
        return;
    }
    if (trial->target != INDEX_NONE) { /* named ones first, so that nobody stands on both sides */
        find_recipients(trial, match);
        find_actors(trial, match);
        side_part(&match->recipients, &match->actors);
        return;
    }
    find_actors(trial, match);
    find_recipients(trial, match);
    side_part(&match->actors, &match->recipients);
}

/* A code that is done back alike makes all of them actors; ":110" is only done back. */
static void end_parties(struct match *match)
{
    if (match->code->there.len == 0 && match->code->back.len > 0) {
        struct side actors = match->actors;
        match->actors = match->recipients;
        match->recipients = actors;
        match->cameo = match->code->back;
        match->type = match->code->back_type;
    }
    if (match->recipients.count == 0 || match->code->there.len == 0 ||
        !slice_equal(match->code->there, match->code->back))
        return;
    side_add_all(&match->actors, &match->recipients);
    match->recipients.count = 0;
}

/* ---- combinations ---- */

/* Whether a verb of this word is in the block of what coded a token. */
static bool codes_as(const struct petrarch_sentence *sentence, const struct coding *coding,
                     uint32_t word)
{
    if (!coding->code)
        return false;
    for (const struct petrarch_verb *verb = sentence->petrarch->word_list.items[word].verbs; verb;
         verb = verb->next) {
        if (&sentence->petrarch->blocks.items[verb->block] == coding->block)
            return true;
    }
    return false;
}

/* Whether a verb can be the outer one of a combination. */
static bool combines(const struct petrarch_sentence *sentence, const struct coding *coding)
{
    for (size_t i = 0; i < sentence->petrarch->combinations.count; i++) {
        if (codes_as(sentence, coding, sentence->petrarch->combinations.items[i].outer))
            return true;
    }
    return false;
}

/* Whether the side of an inner event is who a combination wants there. */
static bool is_party(const struct side *side, uint8_t party, const struct side *outer)
{
    bool shared = false;
    for (uint8_t i = 0; i < side->count; i++)
        shared |= side_has(outer, side->list[i].actor);
    switch ((enum petrarch_party)party) {
    case PARTY_OUTER:
        return shared;
    case PARTY_OTHER:
        return side->count > 0 && !shared;
    case PARTY_NOBODY: /* "wants to attack": the outer actor is understood */
        return side->count == 0 || shared;
    case PARTY_ANY:
    default:
        return true;
    }
}

/* One event of a verb and the verb of its clause. */
static void combine(const struct petrarch_sentence *sentence, const struct coding *codings,
                    uint32_t token, struct match *matches)
{
    struct match *match = &matches[token];
    struct tree_found clauses = {0};
    tree_path(sentence->tree, token, PATH_CLAUSE, &clauses);
    for (size_t c = 0; c < sentence->petrarch->combinations.count; c++) {
        const struct petrarch_combination *made = &sentence->petrarch->combinations.items[c];
        if (!codes_as(sentence, &codings[token], made->outer))
            continue;
        for (uint32_t i = 0; i < clauses.count; i++) {
            struct match *inner = &matches[clauses.tokens[i]];
            bool wanted = made->inner == WORD_NONE ||
                          codes_as(sentence, &codings[clauses.tokens[i]], made->inner);
            if (!wanted || !inner->code || inner->taker != INDEX_NONE ||
                !is_party(&inner->actors, made->actor, &match->actors) ||
                !is_party(&inner->recipients, made->recipient, &match->actors))
                continue;
            match->recipients = made->takes_actor ? inner->actors : inner->recipients;
            side_part(&match->actors, &match->recipients);
            match->code = made->code.there.len > 0 ? &made->code : inner->code;
            match->cameo = match->code->there;
            match->type = match->code->there_type;
            match->rule = made->rule;
            inner->taker = token;
            return;
        }
    }
}

/* ---- the sentence ---- */

static bool is_null(const struct petrarch_code *code)
{
    return code->there.len == 0 && code->back.len == 0;
}

/* Puts what codes a verb in the place of a frame's match, whose parts stand for themselves again.
 */
static void settle(const struct tree *tree, const struct coding *coding, struct match *matches)
{
    uint32_t verb = coding->trial.verb;
    struct match match = {.frame = &NO_FRAME,
                          .code = coding->code,
                          .rule = coding->rule,
                          .type = coding->code->there_type,
                          .cameo = coding->code->there,
                          .inner = INDEX_NONE,
                          .taker = INDEX_NONE,
                          .anchor = verb,
                          .extent = coding->trial.last};
    find_parties(&coding->trial, &match);
    end_parties(&match);
    if (match.actors.count + match.recipients.count == 0)
        return;
    for (uint32_t i = 0; i < tree->count && matches[verb].frame; i++) {
        if (matches[i].taker == verb)
            matches[i].taker = INDEX_NONE;
    }
    matches[verb] = match;
}

bool petrarch_match(const struct tree *tree, struct arena *scratch, struct match *matches,
                    struct err *err)
{
    struct petrarch_sentence sentence;
    if (tree->model->petrarch.blocks.count == 0)
        return true;
    if (!petrarch_lay_out(tree, scratch, &sentence, err))
        return false;
    struct coding *codings = arena_array(scratch, struct coding, tree->count);
    if (!codings)
        return arena_fail(scratch, err);
    for (uint32_t i = 0; i < tree->count; i++) {
        if (!is_verb(tree, i) || matches[i].taker != INDEX_NONE)
            continue;
        codings[i] = code_verb(&sentence, i);
        bool free = !matches[i].frame && combines(&sentence, &codings[i]);
        if (codings[i].code && (!is_null(codings[i].code) || free))
            settle(tree, &codings[i], matches);
    }
    for (uint32_t i = 0; i < tree->count; i++) {
        if (!matches[i].code || matches[i].taker != INDEX_NONE)
            continue;
        combine(&sentence, codings, i, matches);
        if (is_null(matches[i].code))
            matches[i] = (struct match){.inner = INDEX_NONE, .taker = INDEX_NONE};
    }
    return true;
}
