/*
 * slots.c - the slots of one frame, filled at one word.
 *
 *   in    a tree, a frame's slot
 *   out   who and what fills it
 */
#include "events/slots.h"

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

bool slot_add_phrase(const struct tree *tree, const struct frame_slot *slot, uint32_t token,
                     struct side *side)
{
    bool found = false;
    uint32_t joined = token;
    for (unsigned step = 0; joined != INDEX_NONE && step <= PARTICIPANTS_MAX; step++) {
        uint32_t mention = phrase_mention(tree, joined);
        if (mention != INDEX_NONE) {
            uint32_t actor = tree->article->mentions[mention].actor;
            if (slot_takes(tree->article, slot, &tree->article->actors[actor]))
                found |= side_add(side, (struct match_participant){actor, mention, joined});
        }
        joined = tree_next_joined(tree, token, joined);
    }
    return found;
}

static bool has_word(const struct tree *tree, const struct word_set *words, uint32_t token)
{
    return word_set_has(words, tree->nodes[token].word) ||
           word_set_has(words, tree->nodes[token].joined);
}

/* "sanctions" of "a round of sanctions"; INDEX_NONE where a noun names no portion. */
static uint32_t portion_of(const struct tree *tree, uint32_t token)
{
    if (!word_set_has(&tree->model->portions, tree->nodes[token].word))
        return INDEX_NONE;
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        if (tree->nodes[i].relation == REL_NMOD && tree_preposition(tree, i) == tree->model->of)
            return i;
    }
    return INDEX_NONE;
}

/* The word that fulfils a constraint of words, among what was found and what is joined to it. */
static uint32_t constrained_word(const struct tree *tree, const struct frame_slot *slot,
                                 const struct tree_found *found)
{
    for (uint32_t i = 0; i < found->count; i++) {
        uint32_t token = found->tokens[i];
        for (unsigned step = 0; token != INDEX_NONE && step <= TREE_FOUND_MAX; step++) {
            uint32_t part = portion_of(tree, token);
            if (has_word(tree, &slot->words, token))
                return token;
            if (part != INDEX_NONE && has_word(tree, &slot->words, part))
                return part;
            token = tree_next_joined(tree, found->tokens[i], token);
        }
    }
    return INDEX_NONE;
}

/* The head of an inner event of the wanted types, among what was found. */
static uint32_t inner_event(const struct match *matches, const struct frame_slot *slot,
                            const struct tree_found *found)
{
    for (uint32_t i = 0; i < found->count; i++) {
        const struct match *inner = &matches[found->tokens[i]];
        if (inner->frame && inner->type != TYPE_NONE &&
            (slot->types == 0 || slot->types & 1u << inner->type))
            return found->tokens[i];
    }
    return INDEX_NONE;
}

/* What stands at the slot's paths. */
static struct tree_found find_slot(const struct attempt *attempt, const struct frame_slot *slot)
{
    struct tree_found found = {0};
    for (uint8_t i = 0; i < slot->path_count; i++)
        tree_path(attempt->tree, attempt->token, slot->paths[i], &found);
    return found;
}

static bool fill_side(const struct attempt *attempt, const struct frame_slot *slot,
                      const struct tree_found *found, struct side *side)
{
    bool filled = false;
    for (uint32_t i = 0; i < found->count; i++)
        filled |= slot_add_phrase(attempt->tree, slot, found->tokens[i], side);
    return filled;
}

static bool fill_role(struct attempt *attempt, const struct frame_slot *slot,
                      const struct tree_found *found)
{
    struct match *match = &attempt->match;
    switch (slot->role) {
    case ROLE_ACTOR:
        return fill_side(attempt, slot, found, &match->actors);
    case ROLE_RECIPIENT:
        return fill_side(attempt, slot, found, &match->recipients);
    case ROLE_EVENT:
        match->inner = inner_event(attempt->matches, slot, found);
        return match->inner != INDEX_NONE;
    default:
        return found->count > 0;
    }
}

/* What stands at a slot does not do. Returns false. */
static bool refuse(struct attempt *attempt, enum trial_result result,
                   const struct tree_found *found)
{
    attempt->result = found->count == 0 && result != TRIAL_PRESENT ? TRIAL_EMPTY : result;
    attempt->at = found->count > 0 ? found->tokens[0] : INDEX_NONE;
    return false;
}

/* A slot where something must not stand. */
static bool slot_absent(struct attempt *attempt, const struct frame_slot *slot,
                        const struct tree_found *found)
{
    bool present = slot->role == ROLE_ANYTHING ? found->count > 0 : fill_role(attempt, slot, found);
    return !present || refuse(attempt, TRIAL_PRESENT, found);
}

bool slot_fill(struct attempt *attempt, const struct frame_slot *slot)
{
    struct tree_found found = find_slot(attempt, slot);
    if (slot->words.count > 0) {
        uint32_t word = constrained_word(attempt->tree, slot, &found);
        struct tree_found only = {{word}, 1};
        if (slot->need == NEED_ABSENT)
            return word == INDEX_NONE || refuse(attempt, TRIAL_PRESENT, &only);
        if (word == INDEX_NONE)
            return slot->need != NEED_ALWAYS || refuse(attempt, TRIAL_WORDS, &found);
        attempt->words[attempt->word_count++] = word;
        found = only;
        if (slot->role == ROLE_NONE) {
            attempt->match.filled++;
            return true;
        }
    }
    if (slot->need == NEED_ABSENT)
        return slot_absent(attempt, slot, &found);
    bool filled = fill_role(attempt, slot, &found);
    attempt->match.filled += filled;
    bool enough = filled ||
                  (slot->need == NEED_PHRASE ? found.count > 0 : slot->need != NEED_ALWAYS);
    return enough ||
           refuse(attempt, slot->role == ROLE_EVENT ? TRIAL_NO_EVENT : TRIAL_NOBODY, &found);
}
