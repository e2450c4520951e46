/*
 * match.c - which frame fires on which word of a sentence, and who stands where.
 *
 *   in    a tree, frames
 *   out   a match for each word that heads an event
 *
 * Words are tried from the deepest up, so that an inner event is known when an outer frame asks for
 * it. Of the frames that fit, the one with most constraints wins, then the one with most slots
 * filled, then the earlier line.
 */
#include "events/match.h"

#include <string.h>

#include "events/slots.h"

/* ---- conditions ---- */

/* Whether what is said to do it is nobody and no weapon: "the increase will hurt people". */
static bool is_done_by_thing(const struct attempt *attempt)
{
    const struct tree *tree = attempt->tree;
    uint32_t subject = tree_child(tree, attempt->token, REL_NSUBJ);
    if (attempt->match.actors.count > 0 || !tree_is_verb(tree, attempt->token) ||
        tree->nodes[attempt->token].passive || subject == INDEX_NONE)
        return false;
    const struct tree_node *node = &tree->nodes[subject];
    return node->upos == UPOS_NOUN && node->mention == INDEX_NONE &&
           !word_set_has(&tree->model->weapons, node->word) &&
           !word_set_has(&tree->model->weapons, node->joined);
}

/* "supports", "agrees with": how things are, not what was done. */
static bool is_simple_present(const struct tree *tree, uint32_t token)
{
    const struct article *article = tree->article;
    uint32_t paragraph = article->sentences[tree->sentence].paragraph;
    return tree->nodes[token].tag == TAG_PRESENT &&
           tree_child(tree, token, REL_AUX) == INDEX_NONE &&
           tree_child(tree, token, REL_AUX_PASS) == INDEX_NONE &&
           article->paragraphs[paragraph].kind != PARAGRAPH_HEADING;
}

/* Whether one side does it by itself: not "Greek and Turkish troops held drills". */
static bool is_alone(const struct attempt *attempt)
{
    const struct tree *tree = attempt->tree;
    const struct match *match = &attempt->match;
    if (match->recipients.count > 0 || side_is_plural(tree->article, &match->actors))
        return false;
    for (uint32_t i = 0; match->actors.count > 0 && i < tree->count; i++) {
        if (tree->nodes[i].relation == REL_CONJ &&
            tree_is_under(tree, i, match->actors.list[0].token))
            return false;
    }
    return true;
}

/* The condition that does not hold, or TRIAL_FIRES. */
static enum trial_result broken_condition(const struct attempt *attempt, const struct frame *frame,
                                          uint8_t domain)
{
    const struct match *match = &attempt->match;
    const struct tree *tree = attempt->tree;
    uint32_t conditions = frame->conditions;
    bool passive = tree->nodes[attempt->token].passive;
    if ((conditions & FRAME_PASSIVE) && !passive)
        return TRIAL_NOT_PASSIVE;
    if ((conditions & FRAME_ACTIVE) && passive)
        return TRIAL_PASSIVE;
    if ((conditions & FRAME_WEAK) && domain)
        return TRIAL_WEAK;
    if (frame->type == TYPE_NONE)
        return TRIAL_FIRES;
    if ((conditions & FRAME_ACT) && is_simple_present(tree, attempt->token))
        return TRIAL_STATIVE;
    if ((conditions & FRAME_ALONE) && !is_alone(attempt))
        return TRIAL_NOT_ALONE;
    if (frame->type == TYPE_ASSAULT && is_done_by_thing(attempt))
        return TRIAL_THING;
    bool nobody = match->actors.count + match->recipients.count == 0 && match->inner == INDEX_NONE;
    if (nobody && frame->type != TYPE_SAME && !(conditions & FRAME_BARE))
        return TRIAL_BARE;
    if ((conditions & FRAME_BOTH) && (match->actors.count == 0 || match->recipients.count == 0))
        return TRIAL_BOTH;
    bool unsaid = passive && match->actors.count == 0; /* "sanctions on Iran were lifted" */
    if ((conditions & FRAME_KNOWN) && !side_is_known(tree->article, &match->actors) &&
        !(unsaid && side_is_known(tree->article, &match->recipients)))
        return TRIAL_UNKNOWN;
    if ((conditions & FRAME_STATE) && !side_is_kind(tree->article, &match->actors, KIND_STATE))
        return TRIAL_NO_STATE;
    bool unarmed = (conditions & FRAME_ARMED) && match->actors.count > 0 &&
                   !side_is_kind(tree->article, &match->actors, KIND_ARMED);
    return unarmed ? TRIAL_UNARMED : TRIAL_FIRES;
}

/* ---- frames ---- */

static void attempt_begin(struct attempt *attempt, const struct frame *frame)
{
    attempt->word_count = 0;
    attempt->slot = NULL;
    attempt->at = INDEX_NONE;
    attempt->match = (struct match){
        .frame = frame,
        .type = frame->type,
        .mode = frame->mode,
        .cameo = frame->cameo,
        .inner = INDEX_NONE,
        .anchor = attempt->token,
        .extent = attempt->token,
        .taker = INDEX_NONE,
    };
}

static void part_sides(struct match *match)
{
    side_part(&match->actors, &match->recipients);
    if (match->frame->conditions & FRAME_SELF)
        match->recipients.count = 0;
}

/* Tells in attempt->result, slot and at why not. */
static bool frame_fits(struct attempt *attempt, const struct frame *frame, uint8_t domain)
{
    attempt_begin(attempt, frame);
    for (uint8_t i = 0; i < frame->slot_count; i++) {
        attempt->slot = &frame->slots[i];
        if (!slot_fill(attempt, attempt->slot))
            return false;
    }
    attempt->slot = NULL;
    part_sides(&attempt->match);
    attempt->result = broken_condition(attempt, frame, domain);
    return attempt->result == TRIAL_FIRES;
}

/* A name is no bare event: "in March"; nor is what tells of which kind another thing is: "riot
 * police", "attack helicopters". */
static bool is_no_event(const struct tree *tree, uint32_t noun, const struct frame *frame)
{
    bool bare = frame->conditions & FRAME_BARE;
    return (bare && tree->nodes[noun].upos == UPOS_PROPN) ||
           ((bare || frame->type == TYPE_ASSAULT) && tree->nodes[noun].relation == REL_COMPOUND);
}

static bool pos_fits(const struct tree *tree, uint32_t token, const struct frame *frame)
{
    switch (frame->pos) {
    case FRAME_VERB:
        return tree_is_verb(tree, token) ||
               (tree->nodes[token].tag == TAG_PARTICIPLE && tree->nodes[token].upos == UPOS_ADJ);
    case FRAME_NOUN:
        return tree_is_noun(tree, token) && !is_no_event(tree, token, frame);
    default:
        return tree->nodes[token].upos == UPOS_ADJ || tree->nodes[token].tag == TAG_PARTICIPLE ||
               tree->nodes[token].upos == UPOS_ADV;
    }
}

/* Whether the frame of the attempt is better than the best so far. */
static bool is_better(const struct match *match, const struct match *best)
{
    if (!best->frame)
        return true;
    if (match->frame->constraints != best->frame->constraints)
        return match->frame->constraints > best->frame->constraints;
    if (match->frame->type == TYPE_NONE || best->frame->type == TYPE_NONE)
        return best->frame->type != TYPE_NONE;
    return match->filled > best->filled;
}

static struct trial trial_of(const struct attempt *attempt, const struct frame *frame, bool tried)
{
    struct trial trial = {.sentence = attempt->tree->sentence,
                          .token = attempt->token,
                          .frame = frame,
                          .result = TRIAL_POS,
                          .at = INDEX_NONE};
    if (tried) {
        trial.result = attempt->result;
        trial.slot = attempt->slot;
        trial.at = attempt->at;
    }
    return trial;
}

/* Tries the frames of one word number; keeps the best in *best. */
static void try_frames(struct attempt *attempt, uint32_t word, uint8_t domain, struct trace *trace,
                       struct attempt *best)
{
    if (word == WORD_NONE)
        return;
    for (const struct frame_link *link = attempt->tree->model->heads.items[word].first; link;
         link = link->next) {
        const struct frame *frame = link->frame;
        bool tried = pos_fits(attempt->tree, attempt->token, frame);
        bool fits = tried && frame_fits(attempt, frame, domain);
        if (fits && frame->conditions & FRAME_ALSO)
            attempt->also = frame;
        else if (fits && is_better(&attempt->match, &best->match))
            *best = *attempt;
        if (trace)
            trace_trial(trace, trial_of(attempt, frame, tried));
    }
}

/* ---- composition ---- */

/* "=": the inner event with the head's subject as its actor, unless it has one. */
static void pass_on(struct match *match, const struct match *inner)
{
    struct match whole = *inner;
    if (whole.actors.count == 0)
        side_add_all(&whole.actors, &match->actors);
    if (whole.recipients.count == 0)
        side_add_all(&whole.recipients, &match->recipients);
    whole.filled = (uint8_t)(inner->filled + match->filled);
    whole.inner = match->inner;
    whole.taker = INDEX_NONE;
    part_sides(&whole);
    *match = whole;
}

/* What the outer frame makes of its inner event. */
static void compose(const struct tree *tree, struct match *match, const struct match *inner)
{
    const struct composition *composition = events_composition(
        tree->model, (enum event_type)match->type, (enum event_type)inner->type);
    if (composition) {
        match->type = (uint8_t)composition->type;
        if (match->frame->compose_mode)
            match->mode = composition->mode;
        if (match->frame->compose_cameo)
            match->cameo = composition->cameo;
    }
    if (match->recipients.count > 0)
        return;
    /* Who is promised, refused, threatened: whom the inner event is done to, else who is to do it.
     */
    side_add_all(&match->recipients, &inner->recipients);
    side_add_all(&match->recipients, &inner->actors);
    part_sides(match);
}

/* ---- whom else it is done to ---- */

static bool wants_recipient(const struct match *match)
{
    const struct frame *frame = match->frame;
    bool is_mutual = frame->conditions & FRAME_MUTUAL && match->actors.count > 1;
    return match->recipients.count == 0 && match->actors.count > 0 && match->type != TYPE_NONE &&
           !(frame->conditions & FRAME_SELF) && !is_mutual;
}

static const struct frame_slot ANYBODY = {0};

/* Adds whoever the phrase names, unless it is who acts. */
static void add_other(const struct tree *tree, uint32_t token, struct match *match)
{
    slot_add_phrase(tree, &ANYBODY, token, &match->recipients);
    part_sides(match);
}

/* Talks, agreements and cooperation are with somebody; what they are about does not take part. */
static bool is_joint(const struct tree *tree, const struct match *match)
{
    return match->type == TYPE_CONSULT || match->type == TYPE_COOPERATE ||
           (match->type == TYPE_AGREE && side_is_plural(tree->article, &match->actors));
}

/* Phrases under a word that are brought in by a word of the class @toward (of what two do together,
 * @partner), and under those and under participles ("sanctions imposed on China") in turn, level by
 * level. */
static void add_toward(const struct tree *tree, uint32_t token, struct match *match)
{
    const struct word_set *openers = is_joint(tree, match) ? &tree->model->partner
                                                           : &tree->model->toward;
    uint32_t level[TREE_FOUND_MAX] = {token}, count = 1;
    for (unsigned step = 0; step < OWNER_STEPS_MAX && count > 0; step++) {
        uint32_t next[TREE_FOUND_MAX], next_count = 0;
        for (uint32_t n = 0; n < count; n++) {
            for (uint32_t i = tree->nodes[level[n]].first_child; i != INDEX_NONE;
                 i = tree->nodes[i].next_sibling) {
                enum relation relation = (enum relation)tree->nodes[i].relation;
                bool phrase = relation == REL_OBL || relation == REL_NMOD;
                if (phrase && match->recipients.count == 0 &&
                    word_set_has(openers, tree_preposition(tree, i)))
                    add_other(tree, i, match);
                bool tells_source = word_set_has(&tree->model->sources, tree_preposition(tree, i));
                if ((phrase || relation == REL_ACL) && !tells_source && next_count < TREE_FOUND_MAX)
                    next[next_count++] = i;
            }
        }
        if (match->recipients.count > 0)
            return;
        memcpy(level, next, sizeof(next[0]) * next_count);
        count = next_count;
    }
}

/* "demanded that Libya hand over …", "threatened to deal blows to the West": the clause's subject,
 * else its object and what stands by it. */
static void add_clause(const struct tree *tree, uint32_t clause, struct match *match)
{
    static const uint32_t PATHS[] = {PATH_SUBJECT, PATH_OBJECT};
    for (size_t p = 0; p < 2 && match->recipients.count == 0; p++) {
        struct tree_found found = {0};
        tree_path(tree, clause, PATHS[p], &found);
        for (uint32_t i = 0; i < found.count && match->recipients.count == 0; i++)
            add_other(tree, found.tokens[i], match);
        for (uint32_t i = 0; p == 1 && i < found.count; i++)
            add_toward(tree, found.tokens[i], match);
    }
    add_toward(tree, clause, match);
}

/* Whether a word stands under another one and in no clause joined to it or set beside it. */
static bool is_within(const struct tree *tree, uint32_t token, uint32_t above)
{
    for (uint32_t steps = 0; token != above && steps <= tree->count; steps++) {
        enum relation relation = (enum relation)tree->nodes[token].relation;
        bool joined = relation == REL_CONJ && tree_is_verb(tree, token);
        if (joined || relation == REL_PARATAXIS || tree->nodes[token].head == INDEX_NONE)
            return false;
        token = tree->nodes[token].head;
    }
    return token == above;
}

/* Whether a word names somebody known by name, nation or sector. */
static bool names_known(const struct tree *tree, uint32_t token)
{
    struct side found = {.count = 0};
    slot_add_phrase(tree, &ANYBODY, token, &found);
    return side_is_known(tree->article, &found);
}

/* The first after the word, and under it, who is known; of "Karen guerrillas" all of it, if it is.
 */
static void add_nearest(const struct tree *tree, uint32_t token, struct match *match)
{
    for (uint32_t at = token + 1; at < tree->count && match->recipients.count == 0; at++) {
        uint32_t head = tree_phrase_head(tree, at);
        if (tree->nodes[at].mention == INDEX_NONE || !is_within(tree, at, token))
            continue;
        if (names_known(tree, head))
            add_other(tree, head, match);
        else if (names_known(tree, at))
            add_other(tree, at, match);
    }
}

/* "was accused of misusing funds by officials": who acts in a passive, wherever the tree hangs it.
 */
static void find_agent(const struct tree *tree, uint32_t token, struct match *match)
{
    bool wanted = tree->nodes[token].passive && match->actors.count == 0 &&
                  match->recipients.count > 0 && match->type != TYPE_NONE;
    for (uint32_t at = token + 1; wanted && at < tree->count && match->actors.count == 0; at++) {
        if (tree->nodes[at].mention == INDEX_NONE ||
            tree_preposition(tree, at) != tree->model->by || !is_within(tree, at, token))
            continue;
        slot_add_phrase(tree, &ANYBODY, at, &match->actors);
        side_part(&match->recipients, &match->actors);
    }
}

/* An event that has an actor and no recipient takes whoever a phrase of the class @toward beside it
 * names, then whoever stands in its object or by it ("a blockade against Iraq"), then in its
 * clause. So a frame need not list every preposition. */
static void find_recipient(const struct tree *tree, uint32_t token, struct match *match)
{
    struct tree_found objects = {0}, clauses = {0};
    if (!wants_recipient(match))
        return;
    tree_path(tree, token, PATH_OBJECT, &objects);
    tree_path(tree, token, PATH_CLAUSE, &clauses);
    add_toward(tree, token, match);
    for (uint32_t i = 0; i < objects.count && match->recipients.count == 0; i++) {
        if (!is_joint(tree, match))
            add_other(tree, objects.tokens[i], match);
        add_toward(tree, objects.tokens[i], match);
    }
    for (uint32_t i = 0; i < clauses.count && match->recipients.count == 0; i++)
        add_clause(tree, clauses.tokens[i], match);
    if (match->recipients.count == 0 && !is_joint(tree, match))
        add_nearest(tree, token, match);
}

/* Takes in what the winning frame used. */
static void settle(const struct attempt *best, struct match *matches)
{
    struct match match = best->match;
    for (uint8_t i = 0; i < best->word_count; i++) {
        matches[best->words[i]].taker = best->token;
        if (best->words[i] > match.extent && best->words[i] - match.extent <= 6)
            match.extent = best->words[i];
    }
    if (match.inner != INDEX_NONE) {
        struct match *inner = &matches[match.inner];
        if (match.type == TYPE_SAME)
            pass_on(&match, inner);
        else
            compose(best->tree, &match, inner);
        if (!(best->match.frame->conditions & FRAME_KEEP))
            inner->taker = best->token;
    }
    if (match.type == TYPE_SAME) /* "=" without an inner event codes nothing */
        match.type = TYPE_NONE;
    find_agent(best->tree, best->token, &match);
    find_recipient(best->tree, best->token, &match);
    if (!match.mode.ptr || slice_equal(match.mode, SLICE("*")))
        match.mode = SLICE_EMPTY;
    if (slice_equal(match.cameo, SLICE("*")))
        match.cameo = SLICE_EMPTY;
    matches[best->token] = match;
}

/* Whether a particle makes a verb another one, of which no frame tells: "kicked off", "pulled up".
 */
static bool is_other_verb(const struct tree *tree, uint32_t token)
{
    uint32_t particle = tree_child(tree, token, REL_PRT);
    return tree_is_verb(tree, token) && particle != INDEX_NONE && particle <= token + 3 &&
           word_set_has(&tree->model->particles, tree->nodes[particle].word);
}

void match_sentence(const struct tree *tree, uint8_t domain, struct trace *trace,
                    struct match *matches)
{
    uint32_t deepest = 0;
    for (uint32_t i = 0; i < tree->count; i++) {
        matches[i] = (struct match){.inner = INDEX_NONE, .taker = INDEX_NONE};
        if (tree->nodes[i].depth > deepest)
            deepest = tree->nodes[i].depth;
    }
    for (uint32_t depth = deepest + 1; depth-- > 0;) {
        for (uint32_t i = 0; i < tree->count; i++) {
            if (tree->nodes[i].depth != depth)
                continue;
            struct attempt attempt = {.tree = tree, .matches = matches, .token = i}, best = attempt;
            try_frames(&attempt, tree->nodes[i].joined, domain, trace, &best);
            if (!best.match.frame && !is_other_verb(tree, i))
                try_frames(&attempt, tree->nodes[i].word, domain, trace, &best);
            if (!best.match.frame)
                try_frames(&attempt, tree->nodes[i].form, domain, trace, &best);
            if (!best.match.frame)
                continue;
            settle(&best, matches);
            if (attempt.also && attempt.also->type != matches[i].type &&
                matches[i].type != TYPE_NONE)
                matches[i].also = attempt.also;
            trace_winner(trace, best.match.frame, matches[i].also);
        }
    }
}
