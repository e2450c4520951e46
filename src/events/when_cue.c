/*
 * when_cue.c - what a clause's grammar tells of the time of its event.
 *
 *   in    a tree
 *   out   tense, and whether the clause tells the story or its background
 *
 * News tells its story in the simple past; what lies before it stands in the pluperfect, in
 * relative clauses and participles, or is marked ("earlier", "after") (Bell 1991, "The Language of
 * News Media", ch. 8; Reichenbach 1947 for the tenses).
 */
#include "events/when_cue.h"

#include "base/ascii.h"

/* How far back a quotation may have been opened. */
#define QUOTE_BYTES_MAX 2000
/* The longest word that marks a time. */
#define MARK_BYTES_MAX 32

/* What the auxiliaries of a verb are: bits by enum tag. */
static uint32_t auxiliary_tags(const struct tree *tree, uint32_t verb)
{
    uint32_t tags = 0;
    for (uint32_t i = tree->nodes[verb].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        enum relation relation = (enum relation)tree->nodes[i].relation;
        if (relation == REL_AUX || relation == REL_AUX_PASS || relation == REL_COP)
            tags |= 1u << tree->nodes[i].tag;
    }
    return tags;
}

static bool has_helper(const struct tree *tree, uint32_t verb, enum tag tag)
{
    for (uint32_t i = tree->nodes[verb].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        if (tree->nodes[i].relation == REL_AUX && tree->nodes[i].tag == tag)
            return true;
    }
    return false;
}

/* The tense of a verb by its form and auxiliaries; WHEN_NONE when it is not finite. */
static enum when_tense verb_tense(const struct tree *tree, uint32_t verb)
{
    uint32_t tags = auxiliary_tags(tree, verb);
    enum tag own = (enum tag)tree->nodes[verb].tag;
    bool perfect = own == TAG_PARTICIPLE || tags & 1u << TAG_PARTICIPLE;
    if (tags & 1u << TAG_MODAL)
        return WHEN_OPEN;
    if (perfect && has_helper(tree, verb, TAG_PAST))
        return WHEN_PLUPERFECT;
    if (perfect && has_helper(tree, verb, TAG_PRESENT))
        return WHEN_PERFECT;
    bool is_mistagged = own == TAG_PARTICIPLE && tags == 0 &&
                        tree_child(tree, verb, REL_NSUBJ) != INDEX_NONE;
    if (own == TAG_PAST || tags & 1u << TAG_PAST || is_mistagged)
        return WHEN_PAST;
    return own == TAG_PRESENT || tags & 1u << TAG_PRESENT ? WHEN_PRESENT : WHEN_NONE;
}

/* Whether a token stands aside from what its clause tells: "the town seized by", "who seized",
 * "in retaliation for strikes". */
static bool stands_aside(const struct tree *tree, uint32_t token)
{
    const struct tree_node *node = &tree->nodes[token];
    enum relation relation = (enum relation)node->relation;
    if (relation == REL_RELCL || relation == REL_AMOD)
        return true;
    if (relation == REL_ACL)
        return node->tag != TAG_GERUND || node->head == INDEX_NONE ||
               tree_is_noun(tree, node->head);
    return tree_is_noun(tree, token) && (relation == REL_OBL || relation == REL_NMOD ||
                                         relation == REL_POSS || relation == REL_COMPOUND);
}

/* The number of a word as it is written: "earlier", whose lemma is "early". */
static uint32_t written_word(const struct tree *tree, uint32_t token)
{
    char text[MARK_BYTES_MAX];
    struct slice form = article_slice(tree->article,
                                      tree->article->tokens[tree->first_token + token].span);
    if (form.len > sizeof(text))
        return WORD_NONE;
    for (size_t i = 0; i < form.len; i++)
        text[i] = ascii_lower(form.ptr[i]);
    return events_word(tree->model, (struct slice){text, form.len});
}

/* Whether an adverb, a conjunction or an adjective of the token is of the set. */
static bool is_marked(const struct tree *tree, uint32_t token, const struct word_set *set)
{
    for (uint32_t i = tree->nodes[token].first_child; i != INDEX_NONE;
         i = tree->nodes[i].next_sibling) {
        enum relation relation = (enum relation)tree->nodes[i].relation;
        if ((relation == REL_ADVMOD || relation == REL_MARK || relation == REL_AMOD) &&
            word_set_has(set, written_word(tree, i)))
            return true;
    }
    return false;
}

static bool is_definite(const struct tree *tree, uint32_t noun)
{
    uint32_t determiner = tree_child(tree, noun, REL_DET);
    return determiner != INDEX_NONE &&
           word_set_has(&tree->model->definite, tree->nodes[determiner].word);
}

/* Whether frames tell events by the noun: "attack", not "town". */
static bool is_told_of(const struct tree *tree, uint32_t noun)
{
    uint32_t word = tree->nodes[noun].word;
    return word != WORD_NONE && tree->model->heads.items[word].first;
}

/* Whether a quotation is open where the token stands. */
static bool is_quoted(const struct tree *tree, uint32_t token)
{
    const struct article *article = tree->article;
    const struct sentence *sentence = &article->sentences[tree->sentence];
    size_t end = article->tokens[tree->first_token + token].span.start;
    size_t start = article->paragraphs[sentence->paragraph].span.start;
    if (end - start > QUOTE_BYTES_MAX)
        start = end - QUOTE_BYTES_MAX;
    bool open = false;
    for (size_t i = start; i < end; i++) {
        const char *at = article->text.ptr + i;
        if (*at == '"')
            open = !open;
        else if (i + 3 <= end && at[0] == '\xe2' && at[1] == '\x80' &&
                 (at[2] == '\x9c' || at[2] == '\x9d'))
            open = at[2] == '\x9c';
    }
    return open;
}

bool when_goes_on(const struct tree *tree)
{
    const struct article *article = tree->article;
    if (tree->sentence == 0)
        return false;
    return article->sentences[tree->sentence].paragraph ==
               article->sentences[tree->sentence - 1].paragraph ||
           tree->nodes[0].upos == UPOS_PRON;
}

struct when_cue when_cue_read(const struct tree *tree, uint32_t token, uint32_t anchor,
                              uint32_t extent)
{
    const struct article *article = tree->article;
    uint32_t paragraph = article->sentences[tree->sentence].paragraph;
    struct when_cue cue = {
        .word = tree->nodes[anchor].word,
        .is_main = true,
        .is_noun = tree_is_noun(tree, anchor),
        .is_definite = tree_is_noun(tree, anchor) && is_definite(tree, anchor),
        .takes_up = tree_is_noun(tree, extent) && is_definite(tree, extent) &&
                    is_told_of(tree, extent),
        .is_quoted = is_quoted(tree, anchor),
        .is_heading = article->paragraphs[paragraph].kind == PARAGRAPH_HEADING,
        .is_state = tree_is_noun(tree, anchor) && tree_child(tree, anchor, REL_COP) != INDEX_NONE,
        .is_earlier = is_marked(tree, token, &tree->model->earlier),
        .is_later = is_marked(tree, token, &tree->model->later),
        .period = {DAY_UNKNOWN, DAY_UNKNOWN},
    };
    uint32_t at = token;
    for (unsigned step = 0; at != INDEX_NONE && step < TREE_STEPS_MAX; step++) {
        bool is_told = tree->nodes[at].relation == REL_CCOMP;
        if (cue.tense == WHEN_NONE)
            cue.tense = (uint8_t)verb_tense(tree, at);
        if (cue.tense == WHEN_PLUPERFECT && is_told) /* "said he had left": "has", "did" */
            cue.tense = WHEN_PERFECT;
        cue.is_main = cue.is_main && !stands_aside(tree, at);
        cue.is_earlier |= tree->nodes[at].relation == REL_ADVCL &&
                          is_marked(tree, at, &tree->model->earlier);
        at = tree->nodes[at].head;
    }
    return cue;
}
