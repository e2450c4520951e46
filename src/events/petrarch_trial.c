/*
 * petrarch_trial.c - one pattern of a verb dictionary tried at one verb.
 *
 *   in    a sentence, a pattern
 *   out   whether it fits, and who stands where
 *
 * A side is matched from the verb outwards, nearest words first, going back where a later word
 * finds no place. Words of other clauses than the verb's, and those above it, do not count.
 */
#include "events/petrarch_trial.h"

#include "base/ascii.h"

#define FORM_BYTES_MAX 96
/* Words of a phrase that may stand between two that a pattern puts into it. */
#define PHRASE_GAP_MAX 6

/* ---- the sentence ---- */

static uint32_t lower_number(const struct petrarch_model *petrarch, struct slice word)
{
    char text[FORM_BYTES_MAX];
    if (word.len > sizeof(text))
        return WORD_NONE;
    for (size_t i = 0; i < word.len; i++)
        text[i] = ascii_lower(word.ptr[i]);
    return petrarch_word(petrarch, (struct slice){text, word.len});
}

/* Each word of a mention gets it, unless it has a longer one. */
static void cover_mentions(struct petrarch_sentence *sentence)
{
    const struct tree *tree = sentence->tree;
    const struct article *article = tree->article;
    const struct token *tokens = article->tokens + tree->first_token;
    struct index_range range = ARTICLE_RANGE(struct mention, article->mentions,
                                             article->mention_count, tree->sentence);
    for (uint32_t m = range.first; m < range.end; m++) {
        struct span span = article->mentions[m].span;
        for (uint32_t i = 0; i < tree->count; i++) {
            if (tokens[i].span.start < span.start || tokens[i].span.end > span.end)
                continue;
            uint32_t before = sentence->tokens[i].mention;
            if (before == INDEX_NONE ||
                article->mentions[before].span.end - article->mentions[before].span.start <
                    span.end - span.start)
                sentence->tokens[i].mention = m;
        }
    }
}

bool petrarch_lay_out(const struct tree *tree, struct arena *scratch,
                      struct petrarch_sentence *ret_sentence, struct err *err)
{
    struct petrarch_sentence sentence = {.tree = tree, .petrarch = &tree->model->petrarch};
    sentence.tokens = arena_array(scratch, struct petrarch_token, tree->count);
    sentence.in_scope = arena_array(scratch, bool, tree->count);
    if (!sentence.tokens || !sentence.in_scope)
        return arena_fail(scratch, err);
    for (uint32_t i = 0; i < tree->count; i++) {
        const struct token *token = &tree->article->tokens[tree->first_token + i];
        uint32_t lemma = lower_number(sentence.petrarch, token->lemma);
        sentence.tokens[i] = (struct petrarch_token){
            .form = lower_number(sentence.petrarch, article_slice(tree->article, token->span)),
            .noun = tree_is_noun(tree, i) ? lemma : WORD_NONE,
            .verb = tree_is_verb(tree, i) ? lemma : WORD_NONE,
            .phrase = tree_phrase_head(tree, i),
            .mention = INDEX_NONE,
        };
    }
    cover_mentions(&sentence);
    *ret_sentence = sentence;
    return true;
}

/* ---- one element ---- */

static bool is_word(const struct petrarch_token *token, uint32_t number, bool exact)
{
    return token->form == number || (!exact && token->noun == number && number != WORD_NONE);
}

/* The words of the set's longest phrase that begins (step 1) or ends (step -1) at a place; 0: none
 * does. */
static uint32_t set_words(const struct petrarch_sentence *sentence, uint32_t set, uint32_t at,
                          int step)
{
    const struct petrarch_token *tokens = sentence->tokens;
    const uint32_t numbers[] = {tokens[at].form, tokens[at].noun};
    uint32_t best = 0;
    for (size_t n = 0; n < 2; n++) {
        const struct petrarch_word *word = &sentence->petrarch->word_list.items[numbers[n]];
        const struct petrarch_phrase *phrase = step > 0 ? word->first : word->last;
        if (numbers[n] == WORD_NONE)
            continue;
        for (; phrase; phrase = step > 0 ? phrase->next_of_first : phrase->next_of_last) {
            uint32_t start = step > 0 ? at : at + 1 - phrase->count;
            bool fits = phrase->set == set && (step > 0 || at + 1 >= phrase->count) &&
                        start + phrase->count <= sentence->tree->count;
            for (uint8_t i = 0; fits && i < phrase->count; i++)
                fits = is_word(&tokens[start + i], phrase->words[i], phrase->exact);
            if (fits && phrase->count > best)
                best = phrase->count;
        }
    }
    return best;
}

/* Words from a place on, outwards, that `same` holds together. */
static uint32_t run_of(const struct petrarch_sentence *sentence, uint32_t at, int step,
                       bool mentions)
{
    const struct petrarch_token *tokens = sentence->tokens;
    uint32_t count = 1;
    for (uint32_t next = at + (uint32_t)step; next < sentence->tree->count;
         next += (uint32_t)step, count++) {
        bool same = mentions ? tokens[next].mention == tokens[at].mention
                             : tokens[next].phrase == tokens[at].phrase;
        if (!same)
            break;
    }
    return count;
}

/* The head of a mention within the sentence. */
static uint32_t mention_head(const struct petrarch_sentence *sentence, uint32_t at)
{
    const struct tree *tree = sentence->tree;
    uint32_t mention = sentence->tokens[at].mention;
    if (mention == INDEX_NONE)
        return INDEX_NONE;
    uint32_t head = tree->article->mentions[mention].head - tree->first_token;
    return head < tree->count ? head : INDEX_NONE;
}

/* "Gondor and Arnor" at a place of it: the first one's head, and how many words there are left,
 * outwards; INDEX_NONE when nothing is joined here. */
static uint32_t joined_phrase(const struct petrarch_sentence *sentence, uint32_t at, int step,
                              uint32_t *ret_count)
{
    const struct tree *tree = sentence->tree;
    uint32_t head = mention_head(sentence, at);
    if (head == INDEX_NONE)
        return INDEX_NONE;
    if (tree->nodes[head].relation == REL_CONJ && tree->nodes[head].head != INDEX_NONE)
        head = tree->nodes[head].head;
    uint32_t end = head, joined = head, count = 0;
    for (unsigned i = 0; i <= PARTICIPANTS_MAX; i++) {
        joined = tree_next_joined(tree, head, joined);
        if (joined == INDEX_NONE)
            break;
        end = joined;
        count++;
    }
    bool is_group = sentence->tokens[head].mention != INDEX_NONE &&
                    tree->article
                            ->actors[tree->article->mentions[sentence->tokens[head].mention].actor]
                            .member_count > 1;
    if (count == 0 && !is_group)
        return INDEX_NONE;
    uint32_t first = head;
    while (first > 0 && sentence->tokens[first - 1].phrase == sentence->tokens[head].phrase)
        first--;
    *ret_count = step > 0 ? (end >= at ? end - at + 1 : 1) : (at >= first ? at - first + 1 : 1);
    return head;
}

/* How many words an element takes from a place on, outwards; 0: it does not fit here. */
static uint32_t element_words(struct petrarch_trial *trial, const struct petrarch_element *element,
                              uint32_t at, int step)
{
    const struct petrarch_sentence *sentence = trial->sentence;
    uint32_t count = 0;
    switch (element->kind) {
    case PETRARCH_WORD:
        return is_word(&sentence->tokens[at], element->number, false);
    case PETRARCH_SET:
        return set_words(sentence, element->number, at, step);
    case PETRARCH_SOURCE:
    case PETRARCH_TARGET:
        return mention_head(sentence, at) == INDEX_NONE ? 0 : run_of(sentence, at, step, true);
    case PETRARCH_BOTH:
        return joined_phrase(sentence, at, step, &count) == INDEX_NONE ? 0 : count;
    case PETRARCH_SKIP:
    default:
        return run_of(sentence, at, step, false);
    }
}

static void bind(struct petrarch_trial *trial, const struct petrarch_element *element, uint32_t at,
                 int step)
{
    uint32_t count;
    if (element->kind == PETRARCH_SOURCE)
        trial->source = mention_head(trial->sentence, at);
    else if (element->kind == PETRARCH_TARGET)
        trial->target = mention_head(trial->sentence, at);
    else if (element->kind == PETRARCH_BOTH)
        trial->both = joined_phrase(trial->sentence, at, step, &count);
}

/* ---- one side ---- */

/* Whether a word heads a clause of its own. */
static bool opens_clause(const struct tree *tree, uint32_t token)
{
    switch ((enum relation)tree->nodes[token].relation) {
    case REL_ADVCL:
    case REL_RELCL:
    case REL_PARATAXIS:
        return true;
    case REL_CONJ:
    case REL_CCOMP:
        return tree_is_verb(tree, token);
    default:
        return false;
    }
}

/* Whether a word stands under the verb, or above or beside it but in no other clause. */
static bool counts_for(const struct tree *tree, uint32_t verb, uint32_t token)
{
    for (uint32_t at = token, steps = 0; at != INDEX_NONE && steps <= tree->count; steps++) {
        if (at == verb || tree_is_under(tree, verb, at))
            return true;
        if (opens_clause(tree, at))
            return tree->nodes[at].relation != REL_CONJ &&
                   tree_is_under(tree, tree->nodes[at].head, verb);
        at = tree->nodes[at].head;
    }
    return false;
}

void petrarch_trial_begin(const struct petrarch_sentence *sentence, uint32_t verb,
                          struct petrarch_trial *ret_trial)
{
    for (uint32_t i = 0; i < sentence->tree->count; i++)
        sentence->in_scope[i] = counts_for(sentence->tree, verb, i);
    *ret_trial = (struct petrarch_trial){.sentence = sentence, .verb = verb};
}

/* Matches the elements of a side from number `i` on; `edge` is the last word taken, outwards. */
static bool side_fits(struct petrarch_trial *trial, const struct petrarch_side *side, uint8_t i,
                      uint32_t edge, int step)
{
    if (i == side->count)
        return true;
    const struct petrarch_element *element = &side->items[i];
    if (element->free)
        edge = step > 0 ? trial->last : trial->first;
    uint32_t far = element->inside ? PHRASE_GAP_MAX : UINT32_MAX;
    for (uint32_t at = edge + (uint32_t)step, gap = 0;
         at < trial->sentence->tree->count && gap < far; at += (uint32_t)step, gap++) {
        if (++trial->steps > PETRARCH_STEPS_MAX)
            return false;
        uint32_t words = trial->sentence->in_scope[at] ? element_words(trial, element, at, step)
                                                       : 0;
        uint32_t end = at + (uint32_t)step * (words - 1);
        if (words > 0 && side_fits(trial, side, (uint8_t)(i + 1), end, step)) {
            bind(trial, element, at, step);
            if (step > 0 && end > trial->extent)
                trial->extent = end;
            return true;
        }
        if (element->joined)
            return false;
    }
    return false;
}

bool petrarch_verb_fits(struct petrarch_trial *trial, const struct petrarch_verb *verb)
{
    const struct petrarch_sentence *sentence = trial->sentence;
    trial->first = trial->last = trial->verb;
    if (verb->left.count > trial->verb ||
        trial->verb + verb->right.count >= sentence->tree->count + (verb->right.count == 0))
        return false;
    for (uint8_t i = 0; i < verb->left.count; i++) {
        if (sentence->tokens[--trial->first].form != verb->left.items[i].number)
            return false;
    }
    for (uint8_t i = 0; i < verb->right.count; i++) {
        if (sentence->tokens[++trial->last].form != verb->right.items[i].number)
            return false;
    }
    return true;
}

bool petrarch_pattern_fits(struct petrarch_trial *trial, const struct petrarch_pattern *pattern)
{
    trial->steps = 0;
    trial->source = trial->target = trial->both = INDEX_NONE;
    trial->extent = trial->last;
    return side_fits(trial, &pattern->right, 0, trial->last, 1) &&
           side_fits(trial, &pattern->left, 0, trial->first, -1);
}
