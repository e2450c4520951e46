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

/* How deep under a phrase's head an actor is looked for: "positions of the army". */
#define OWNER_STEPS_MAX 3

/* ---- actors ---- */

static bool has_sector(const struct actor *actor, const char *const *sectors, size_t count)
{
    for (uint32_t i = 0; i < actor->sector_count; i++) {
        for (size_t s = 0; s < count; s++) {
            if (slice_equal(actor->sectors[i], slice_from(sectors[s])))
                return true;
        }
    }
    return false;
}

uint32_t match_kinds(const struct article *article, const struct actor *actor)
{
    static const uint32_t KINDS[] = {
        [ACTOR_PERSON] = KIND_PERSON,
        [ACTOR_ORGANIZATION] = KIND_ORGANIZATION,
        [ACTOR_COUNTRY] = KIND_COUNTRY | KIND_STATE,
        [ACTOR_GROUP] = KIND_GROUP,
    };
    static const char *const ARMED[] = {"MIL", "REB", "UAF", "PRM", "COP", "SPY", "CRM"};
    static const char *const STATE[] = {"GOV", "MIL", "LEG", "JUD", "COP", "SPY"};
    uint32_t kinds = KINDS[actor->kind];
    kinds |= has_sector(actor, ARMED, sizeof(ARMED) / sizeof(ARMED[0])) ? KIND_ARMED : 0;
    kinds |= has_sector(actor, STATE, sizeof(STATE) / sizeof(STATE[0])) ? KIND_STATE : 0;
    for (uint32_t i = 0; i < actor->member_count; i++)
        kinds |= KINDS[article->actors[actor->members[i]].kind];
    return kinds;
}

/* The mention of a phrase: its head's, or that of what it belongs to. INDEX_NONE for none. */
static uint32_t phrase_mention(const struct tree *tree, uint32_t token)
{
    static const enum relation OWNERS[] = {REL_POSS, REL_COMPOUND, REL_AMOD,
                                           REL_DESC, REL_FLAT,     REL_APPOS};
    for (unsigned step = 0; step < OWNER_STEPS_MAX; step++) {
        if (tree->nodes[token].mention != INDEX_NONE)
            return tree->nodes[token].mention;
        uint32_t below = INDEX_NONE;
        for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
             i = tree->nodes[i].next_sibling) {
            const struct tree_node *node = &tree->nodes[i];
            for (size_t r = 0; r < sizeof(OWNERS) / sizeof(OWNERS[0]); r++) {
                if (node->relation == OWNERS[r] && node->mention != INDEX_NONE)
                    return node->mention;
            }
            if (node->relation == REL_NMOD && tree_preposition(tree, i) == tree->model->of)
                below = i;
        }
        if (below == INDEX_NONE)
            return INDEX_NONE;
        token = below;
    }
    return INDEX_NONE;
}

static bool has_participant(const struct match_participant *list, uint8_t count, uint32_t actor)
{
    for (uint8_t i = 0; i < count; i++) {
        if (list[i].actor == actor)
            return true;
    }
    return false;
}

static bool add_participant(struct match_participant *list, uint8_t *count,
                            struct match_participant participant)
{
    if (has_participant(list, *count, participant.actor))
        return true;
    if (*count == MATCH_PARTICIPANTS_MAX)
        return false;
    list[(*count)++] = participant;
    return true;
}

/* Whether an actor may fill the slot. */
static bool slot_takes(const struct article *article, const struct frame_slot *slot,
                       const struct actor *actor)
{
    if (slot->kinds == 0 && slot->sector_count == 0)
        return true;
    if (slot->kinds & match_kinds(article, actor))
        return true;
    for (uint8_t i = 0; i < slot->sector_count; i++) {
        for (uint32_t s = 0; s < actor->sector_count; s++) {
            if (slice_equal(slot->sectors[i], actor->sectors[s]))
                return true;
        }
    }
    return (slot->kinds & KIND_PLACE) && actor->kind == ACTOR_COUNTRY;
}

/* Adds the actor of a phrase, and of what is joined to it. True when there is one. */
static bool add_phrase(const struct tree *tree, const struct frame_slot *slot, uint32_t token,
                       struct match_participant *list, uint8_t *count)
{
    bool found = false;
    uint32_t joined = token;
    for (unsigned step = 0; joined != INDEX_NONE && step <= MATCH_PARTICIPANTS_MAX; step++) {
        uint32_t mention = phrase_mention(tree, joined);
        if (mention != INDEX_NONE) {
            uint32_t actor = tree->article->mentions[mention].actor;
            if (slot_takes(tree->article, slot, &tree->article->actors[actor]))
                found |= add_participant(list, count,
                                         (struct match_participant){actor, mention, joined});
        }
        joined = joined == token ? tree->nodes[token].first_child
                                 : tree->nodes[joined].next_sibling;
        while (joined != INDEX_NONE && tree->nodes[joined].relation != REL_CONJ)
            joined = tree->nodes[joined].next_sibling;
    }
    return found;
}

/* ---- slots ---- */

/* The word that fulfils a constraint of words, among what was found and what is joined to it. */
static uint32_t constrained_word(const struct tree *tree, const struct frame_slot *slot,
                                 const struct tree_found *found)
{
    for (uint32_t i = 0; i < found->count; i++) {
        uint32_t token = found->tokens[i];
        for (unsigned step = 0; token != INDEX_NONE && step <= TREE_FOUND_MAX; step++) {
            const struct tree_node *node = &tree->nodes[token];
            if (word_set_has(&slot->words, node->word) || word_set_has(&slot->words, node->joined))
                return token;
            token = token == found->tokens[i] ? node->first_child : node->next_sibling;
            while (token != INDEX_NONE && tree->nodes[token].relation != REL_CONJ)
                token = tree->nodes[token].next_sibling;
        }
    }
    return INDEX_NONE;
}

/* The head of an inner event of the wanted types at or right under what was found. */
static uint32_t inner_event(const struct tree *tree, const struct match *matches,
                            const struct frame_slot *slot, const struct tree_found *found)
{
    for (uint32_t i = 0; i < found->count; i++) {
        const struct match *inner = &matches[found->tokens[i]];
        if (inner->frame && inner->type != TYPE_NONE &&
            (slot->types == 0 || slot->types & 1u << inner->type))
            return found->tokens[i];
    }
    (void)tree;
    return INDEX_NONE;
}

struct attempt {
    const struct tree *tree;
    const struct match *matches; /* of deeper words */
    uint32_t token;
    struct match match;
    uint32_t words[FRAME_SLOTS_MAX]; /* taken by constraints */
    uint8_t word_count;
};

/* What stands at the slot's paths. */
static struct tree_found find_slot(const struct attempt *attempt, const struct frame_slot *slot)
{
    struct tree_found found = {0};
    for (uint8_t i = 0; i < slot->path_count; i++)
        tree_path(attempt->tree, attempt->token, slot->paths[i], &found);
    return found;
}

static bool fill_role(struct attempt *attempt, const struct frame_slot *slot,
                      const struct tree_found *found)
{
    struct match *match = &attempt->match;
    bool is_actor = slot->role == ROLE_ACTOR;
    struct match_participant *list = is_actor ? match->actors : match->recipients;
    uint8_t *count = is_actor ? &match->actor_count : &match->recipient_count;
    bool filled = false;
    switch (slot->role) {
    case ROLE_ACTOR:
    case ROLE_RECIPIENT:
        for (uint32_t i = 0; i < found->count; i++)
            filled |= add_phrase(attempt->tree, slot, found->tokens[i], list, count);
        return filled;
    case ROLE_EVENT:
        match->inner = inner_event(attempt->tree, attempt->matches, slot, found);
        return match->inner != INDEX_NONE;
    case ROLE_PLACE:
        if (found->count > 0)
            match->place = found->tokens[0];
        return found->count > 0;
    case ROLE_ANYTHING:
    default:
        return found->count > 0;
    }
}

/* False when the slot is needed and cannot be filled. */
static bool fill_slot(struct attempt *attempt, const struct frame_slot *slot)
{
    struct tree_found found = find_slot(attempt, slot);
    if (slot->words.count > 0) {
        uint32_t word = constrained_word(attempt->tree, slot, &found);
        if (slot->need == NEED_ABSENT)
            return word == INDEX_NONE;
        if (word == INDEX_NONE)
            return slot->need != NEED_ALWAYS;
        attempt->words[attempt->word_count++] = word;
        found = (struct tree_found){{word}, 1};
        if (slot->role == ROLE_NONE) {
            attempt->match.filled++;
            return true;
        }
    }
    if (slot->need == NEED_ABSENT)
        return slot->role == ROLE_ANYTHING ? found.count == 0 : !fill_role(attempt, slot, &found);
    bool filled = fill_role(attempt, slot, &found);
    attempt->match.filled += filled;
    return filled || (slot->need == NEED_PHRASE ? found.count > 0 : slot->need != NEED_ALWAYS);
}

/* ---- conditions ---- */

static bool any_kind(const struct tree *tree, const struct match_participant *list, uint8_t count,
                     uint32_t kinds)
{
    for (uint8_t i = 0; i < count; i++) {
        if (match_kinds(tree->article, &tree->article->actors[list[i].actor]) & kinds)
            return true;
    }
    return false;
}

/* Known by name, nation or sector. */
static bool any_known(const struct tree *tree, const struct match_participant *list, uint8_t count)
{
    for (uint8_t i = 0; i < count; i++) {
        const struct actor *actor = &tree->article->actors[list[i].actor];
        if (actor->country.len > 0 || actor->sector_count > 0 || actor->kind == ACTOR_ORGANIZATION)
            return true;
    }
    return false;
}

static bool conditions_hold(const struct attempt *attempt, const struct frame *frame,
                            uint8_t domain)
{
    const struct match *match = &attempt->match;
    const struct tree *tree = attempt->tree;
    uint32_t conditions = frame->conditions;
    bool passive = tree->nodes[attempt->token].passive;
    if (((conditions & FRAME_PASSIVE) && !passive) || ((conditions & FRAME_ACTIVE) && passive) ||
        ((conditions & FRAME_WEAK) && domain))
        return false;
    if (frame->type == TYPE_NONE)
        return true;
    bool nobody = match->actor_count + match->recipient_count == 0 && match->inner == INDEX_NONE;
    if (nobody && frame->type != TYPE_SAME && !(conditions & FRAME_BARE))
        return false;
    if ((conditions & FRAME_BOTH) && (match->actor_count == 0 || match->recipient_count == 0))
        return false;
    bool unsaid = passive && match->actor_count == 0; /* "sanctions on Iran were lifted" */
    if ((conditions & FRAME_KNOWN) && !any_known(tree, match->actors, match->actor_count) &&
        !(unsaid && any_known(tree, match->recipients, match->recipient_count)))
        return false;
    if ((conditions & FRAME_STATE) &&
        !any_kind(tree, match->actors, match->actor_count, KIND_STATE))
        return false;
    return !(conditions & FRAME_ARMED) || match->actor_count == 0 ||
           any_kind(tree, match->actors, match->actor_count, KIND_ARMED);
}

/* ---- frames ---- */

static void attempt_begin(struct attempt *attempt, const struct frame *frame)
{
    attempt->word_count = 0;
    attempt->match = (struct match){
        .frame = frame,
        .type = frame->type,
        .mode = frame->mode,
        .cameo = frame->cameo,
        .inner = INDEX_NONE,
        .anchor = attempt->token,
        .extent = attempt->token,
        .place = INDEX_NONE,
        .outer = INDEX_NONE,
    };
}

/* Nobody does something to himself: who acts is no recipient too. */
static void part_sides(struct match *match)
{
    uint8_t kept = 0;
    for (uint8_t i = 0; i < match->recipient_count; i++) {
        if (!has_participant(match->actors, match->actor_count, match->recipients[i].actor))
            match->recipients[kept++] = match->recipients[i];
    }
    match->recipient_count = kept;
    if (match->frame->conditions & FRAME_SELF)
        match->recipient_count = 0;
}

static bool frame_fits(struct attempt *attempt, const struct frame *frame, uint8_t domain)
{
    attempt_begin(attempt, frame);
    for (uint8_t i = 0; i < frame->slot_count; i++) {
        if (!fill_slot(attempt, &frame->slots[i]))
            return false;
    }
    part_sides(&attempt->match);
    return conditions_hold(attempt, frame, domain);
}

static bool pos_fits(const struct tree *tree, uint32_t token, const struct frame *frame)
{
    switch (frame->pos) {
    case FRAME_VERB:
        return tree_is_verb(tree, token) ||
               (tree->nodes[token].tag == TAG_PARTICIPLE && tree->nodes[token].upos == UPOS_ADJ);
    case FRAME_NOUN:
        /* a name is no bare event: "in March" */
        return tree_is_noun(tree, token) &&
               !(frame->conditions & FRAME_BARE && tree->nodes[token].upos == UPOS_PROPN);
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
    return match->filled > best->filled;
}

/* Tries the frames of one word number; keeps the best in *best. */
static void try_frames(struct attempt *attempt, uint32_t word, uint8_t domain, struct attempt *best)
{
    if (word == WORD_NONE)
        return;
    for (const struct frame *frame = attempt->tree->model->heads.items[word].first; frame;
         frame = frame->next) {
        if (!pos_fits(attempt->tree, attempt->token, frame) ||
            !frame_fits(attempt, frame, domain) || !is_better(&attempt->match, &best->match))
            continue;
        *best = *attempt;
    }
}

/* ---- composition ---- */

static const struct composition *find_composition(const struct events_model *model,
                                                  enum event_type outer, enum event_type inner)
{
    for (size_t i = 0; i < model->compositions.count; i++) {
        const struct composition *composition = &model->compositions.items[i];
        if (composition->outer == outer && composition->inner & 1u << inner)
            return composition;
    }
    return NULL;
}

static void add_all(struct match_participant *to, uint8_t *count,
                    const struct match_participant *from, uint8_t from_count)
{
    for (uint8_t i = 0; i < from_count; i++)
        add_participant(to, count, from[i]);
}

/* "=": the inner event with the head's subject as its actor, unless it has one. */
static void pass_on(struct match *match, const struct match *inner)
{
    struct match whole = *inner;
    if (match->actor_count > 0 && whole.actor_count == 0)
        add_all(whole.actors, &whole.actor_count, match->actors, match->actor_count);
    if (whole.recipient_count == 0)
        add_all(whole.recipients, &whole.recipient_count, match->recipients,
                match->recipient_count);
    whole.filled = (uint8_t)(inner->filled + match->filled);
    whole.inner = match->inner;
    whole.consumed = false;
    whole.outer = INDEX_NONE;
    part_sides(&whole);
    *match = whole;
}

/* What the outer frame makes of its inner event. */
static void compose(const struct tree *tree, struct match *match, const struct match *inner)
{
    const struct composition *composition = find_composition(
        tree->model, (enum event_type)match->type, (enum event_type)inner->type);
    if (composition) {
        match->type = (uint8_t)composition->type;
        if (match->frame->compose_mode)
            match->mode = composition->mode;
        if (match->frame->compose_cameo)
            match->cameo = composition->cameo;
    }
    if (match->recipient_count > 0)
        return;
    /* Who is promised, refused, threatened: whom the inner event is done to, else who is to do it.
     */
    add_all(match->recipients, &match->recipient_count, inner->recipients, inner->recipient_count);
    add_all(match->recipients, &match->recipient_count, inner->actors, inner->actor_count);
    part_sides(match);
}

/* ---- whom else it is done to ---- */

static bool wants_recipient(const struct match *match)
{
    const struct frame *frame = match->frame;
    if (match->recipient_count > 0 || match->actor_count == 0 || match->type == TYPE_NONE ||
        frame->conditions & FRAME_SELF ||
        (frame->conditions & FRAME_MUTUAL && match->actor_count > 1))
        return false;
    return true;
}

/* Adds whoever the phrase names, unless it is who acts. */
static void add_other(const struct tree *tree, uint32_t token, struct match *match)
{
    static const struct frame_slot ANYBODY = {0};
    add_phrase(tree, &ANYBODY, token, match->recipients, &match->recipient_count);
    part_sides(match);
}

/* Phrases under a word that are brought in by a word of the class @toward, and under those and
 * under participles ("sanctions imposed on China") in turn, level by level. */
static void add_toward(const struct tree *tree, uint32_t token, struct match *match)
{
    uint32_t level[TREE_FOUND_MAX] = {token}, count = 1;
    for (unsigned step = 0; step < OWNER_STEPS_MAX && count > 0; step++) {
        uint32_t next[TREE_FOUND_MAX], next_count = 0;
        for (uint32_t n = 0; n < count; n++) {
            for (uint32_t i = tree->nodes[level[n]].first_child; i != INDEX_NONE;
                 i = tree->nodes[i].next_sibling) {
                enum relation relation = (enum relation)tree->nodes[i].relation;
                bool phrase = relation == REL_OBL || relation == REL_NMOD;
                if (phrase && match->recipient_count == 0 &&
                    word_set_has(&tree->model->toward, tree_preposition(tree, i)))
                    add_other(tree, i, match);
                if ((phrase || relation == REL_ACL) && next_count < TREE_FOUND_MAX)
                    next[next_count++] = i;
            }
        }
        if (match->recipient_count > 0)
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
    for (size_t p = 0; p < 2 && match->recipient_count == 0; p++) {
        struct tree_found found = {0};
        tree_path(tree, clause, PATHS[p], &found);
        for (uint32_t i = 0; i < found.count && match->recipient_count == 0; i++)
            add_other(tree, found.tokens[i], match);
        for (uint32_t i = 0; p == 1 && i < found.count; i++)
            add_toward(tree, found.tokens[i], match);
    }
    add_toward(tree, clause, match);
}

/*
 * A frame that asks for a recipient and found none takes whoever stands in its object, by its
 * object
 * ("a blockade against Iraq"), in its clause or beside it, nearest first. So a frame need not list
 * every preposition.
 */
static void find_recipient(const struct tree *tree, uint32_t token, struct match *match)
{
    struct tree_found objects = {0}, clauses = {0};
    if (!wants_recipient(match))
        return;
    tree_path(tree, token, PATH_OBJECT, &objects);
    tree_path(tree, token, PATH_CLAUSE, &clauses);
    add_toward(tree, token, match);
    for (uint32_t i = 0; i < objects.count && match->recipient_count == 0; i++) {
        add_other(tree, objects.tokens[i], match);
        add_toward(tree, objects.tokens[i], match);
    }
    for (uint32_t i = 0; i < clauses.count && match->recipient_count == 0; i++)
        add_clause(tree, clauses.tokens[i], match);
}

/* Takes in what the winning frame used. */
static void settle(const struct attempt *best, struct match *matches)
{
    struct match match = best->match;
    for (uint8_t i = 0; i < best->word_count; i++) {
        matches[best->words[i]].consumed = true;
        if (best->words[i] > match.extent && best->words[i] - match.extent <= 6)
            match.extent = best->words[i];
    }
    if (match.inner != INDEX_NONE) {
        struct match *inner = &matches[match.inner];
        uint32_t head = match.inner;
        if (match.type == TYPE_SAME) {
            pass_on(&match, inner);
        } else {
            compose(best->tree, &match, inner);
        }
        if (!(best->match.frame->conditions & FRAME_KEEP)) {
            inner->consumed = true;
            inner->outer = best->token;
        }
        match.inner = head;
    }
    if (match.type == TYPE_SAME) /* "=" without an inner event codes nothing */
        match.type = TYPE_NONE;
    find_recipient(best->tree, best->token, &match);
    if (!match.mode.ptr || slice_equal(match.mode, SLICE("*")))
        match.mode = SLICE_EMPTY;
    if (slice_equal(match.cameo, SLICE("*")))
        match.cameo = SLICE_EMPTY;
    matches[best->token] = match;
}

void match_sentence(const struct tree *tree, uint8_t domain, struct match *matches)
{
    uint32_t deepest = 0;
    for (uint32_t i = 0; i < tree->count; i++) {
        matches[i] = (struct match){.inner = INDEX_NONE, .outer = INDEX_NONE};
        if (tree->nodes[i].depth > deepest)
            deepest = tree->nodes[i].depth;
    }
    for (uint32_t depth = deepest + 1; depth-- > 0;) {
        for (uint32_t i = 0; i < tree->count; i++) {
            if (tree->nodes[i].depth != depth)
                continue;
            struct attempt attempt = {.tree = tree, .matches = matches, .token = i}, best = attempt;
            try_frames(&attempt, tree->nodes[i].joined, domain, &best);
            if (!best.match.frame)
                try_frames(&attempt, tree->nodes[i].word, domain, &best);
            if (best.match.frame)
                settle(&best, matches);
        }
    }
}
