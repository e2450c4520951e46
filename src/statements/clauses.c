/*
 * clauses.c - the trees of an article, read the way statements ask.
 *
 *   in    an article with grammar and actors, cues, quotations
 *   out   nodes, one a token
 */
#include "statements/clauses.h"

#include "base/limits.h"

static void read_sentence(struct clauses *clauses, const struct labels *labels, uint32_t number)
{
    const struct article *article = clauses->article;
    const struct sentence *sentence = &article->sentences[number];
    uint32_t first = sentence->first_token, end = first + sentence->token_count;
    for (uint32_t i = first; i < end; i++) {
        const struct token *token = &article->tokens[i];
        bool has_head = token->head < sentence->token_count && first + token->head != i;
        const struct cue *cue = cues_find(clauses->cues, token->lemma);
        if (!cue)
            cue = cues_find(clauses->cues, article_slice(article, token->span));
        clauses->nodes[i] = (struct clause_node){
            .head = has_head ? first + token->head : INDEX_NONE,
            .first_child = INDEX_NONE,
            .next_sibling = INDEX_NONE,
            .left = i,
            .right = i,
            .mention = INDEX_NONE,
            .cue = cue,
            .relation = (uint8_t)labels_relation(labels, token),
            .upos = (uint8_t)labels_upos(labels, token),
            .tag = (uint8_t)labels_tag(labels, token),
        };
    }
    for (uint32_t i = end; i-- > first;) {
        struct clause_node *node = &clauses->nodes[i];
        uint32_t above = node->head;
        if (above != INDEX_NONE) {
            node->next_sibling = clauses->nodes[above].first_child;
            clauses->nodes[above].first_child = i;
        }
        for (uint32_t step = 0; above != INDEX_NONE && step < sentence->token_count; step++) {
            struct clause_node *up = &clauses->nodes[above];
            up->left = i < up->left ? i : up->left;
            up->right = i > up->right ? i : up->right;
            above = up->head;
        }
    }
}

/* Each mention at its head; the widest wins where several have one. */
static void place_mentions(struct clauses *clauses)
{
    const struct article *article = clauses->article;
    for (uint32_t i = 0; i < article->mention_count; i++) {
        const struct mention *mention = &article->mentions[i];
        if (mention->head >= article->token_count)
            continue;
        uint32_t *place = &clauses->nodes[mention->head].mention;
        if (*place == INDEX_NONE || mention->span.end > article->mentions[*place].span.end)
            *place = i;
    }
}

/* Which tokens stand in which quotation. */
static void place_quotations(struct clauses *clauses)
{
    const struct article *article = clauses->article;
    uint32_t q = 0, count = (uint32_t)clauses->quotations->list.count;
    for (uint32_t i = 0; i < count; i++)
        clauses->quotations->list.items[i].first_token = INDEX_NONE;
    for (uint32_t i = 0; i < article->token_count; i++) {
        struct span span = article->tokens[i].span;
        while (q < count && clauses->quotations->list.items[q].outer.end <= span.start)
            q++;
        struct quotation *quotation = q < count ? &clauses->quotations->list.items[q] : NULL;
        if (!quotation || quotation->outer.start > span.start)
            continue;
        clauses->nodes[i].quote = q + 1;
        if (span.start < quotation->inner.start || span.end > quotation->inner.end)
            continue;
        if (quotation->first_token == INDEX_NONE)
            quotation->first_token = i;
        quotation->last_token = i;
    }
}

bool clauses_read(const struct article *article, const struct cues *cues,
                  struct quotations *quotations, struct arena *arena, struct clauses *ret_clauses,
                  struct err *err)
{
    struct labels labels;
    struct clauses clauses = {article, cues, quotations, NULL};
    clauses.nodes = arena_array(arena, struct clause_node, article->token_count);
    if (!clauses.nodes)
        return arena_fail(arena, err);
    labels_read(article->grammar, &labels);
    for (uint32_t s = 0; s < article->sentence_count; s++)
        read_sentence(&clauses, &labels, s);
    place_mentions(&clauses);
    place_quotations(&clauses);
    *ret_clauses = clauses;
    return true;
}

uint32_t clauses_child(const struct clauses *clauses, uint32_t token, enum relation relation)
{
    for (uint32_t i = clauses->nodes[token].first_child; i != INDEX_NONE;
         i = clauses->nodes[i].next_sibling) {
        if (clauses->nodes[i].relation == relation)
            return i;
    }
    return INDEX_NONE;
}

bool clauses_is_under(const struct clauses *clauses, uint32_t token, uint32_t above)
{
    if (token < clauses->nodes[above].left || token > clauses->nodes[above].right)
        return false;
    for (uint32_t step = 0; token != INDEX_NONE && step <= SENTENCE_TOKENS_MAX; step++) {
        if (token == above)
            return true;
        token = clauses->nodes[token].head;
    }
    return false;
}

struct slice clauses_word(const struct clauses *clauses, uint32_t token)
{
    return article_slice(clauses->article, clauses->article->tokens[token].span);
}

struct slice clauses_preposition(const struct clauses *clauses, uint32_t token)
{
    uint32_t word = clauses_child(clauses, token, REL_CASE);
    if (word == INDEX_NONE)
        word = clauses_child(clauses, token, REL_MARK);
    return word == INDEX_NONE ? SLICE_EMPTY : clauses_word(clauses, word);
}

/* "who" and "which" stand for the noun that the clause is said of. */
static bool is_relative(const struct clauses *clauses, uint32_t token)
{
    return clauses->nodes[token].tag == TAG_RELATIVE;
}

/* "shouted the guard": the noun right behind a verb that stands behind a quotation or, being
 * finite, behind a comma. */
static uint32_t inverted_subject(const struct clauses *clauses, uint32_t verb)
{
    if (verb == 0 || !clauses_is_punctuation(clauses, verb - 1))
        return INDEX_NONE;
    bool finite = clauses->nodes[verb].tag == TAG_PAST || clauses->nodes[verb].tag == TAG_PRESENT;
    if (!finite && clauses->nodes[verb - 1].quote == 0)
        return INDEX_NONE;
    for (uint32_t i = clauses->nodes[verb].first_child; i != INDEX_NONE;
         i = clauses->nodes[i].next_sibling) {
        const struct clause_node *child = &clauses->nodes[i];
        bool is_noun = child->upos == UPOS_NOUN || child->upos == UPOS_PROPN;
        bool completes = child->relation == REL_OBJ || child->relation == REL_CCOMP ||
                         child->relation == REL_XCOMP || child->relation == REL_OBL;
        if (is_noun && completes && child->quote == 0 && child->left == verb + 1 &&
            clauses_child(clauses, i, REL_CASE) == INDEX_NONE)
            return i;
    }
    return INDEX_NONE;
}

/* Whether a noun is somebody. */
static bool is_somebody(const struct clauses *clauses, uint32_t token)
{
    return clauses->nodes[token].mention != INDEX_NONE;
}

/* A subject that stands with the verb, not in a quotation beside it; of several the nearest that is
 * somebody, or the nearest. */
static uint32_t own_subject(const struct clauses *clauses, uint32_t verb)
{
    uint32_t best = INDEX_NONE;
    for (uint32_t i = clauses->nodes[verb].first_child; i != INDEX_NONE;
         i = clauses->nodes[i].next_sibling) {
        enum relation relation = (enum relation)clauses->nodes[i].relation;
        bool is_subject = relation == REL_NSUBJ || relation == REL_NSUBJ_PASS;
        if (!is_subject || clauses->nodes[i].quote != clauses->nodes[verb].quote)
            continue;
        if (best == INDEX_NONE ||
            (i < verb && (is_somebody(clauses, i) || !is_somebody(clauses, best))))
            best = i;
    }
    return best != INDEX_NONE ? best : inverted_subject(clauses, verb);
}

/* The verb above a word, or INDEX_NONE. */
static uint32_t verb_above(const struct clauses *clauses, uint32_t token)
{
    uint32_t at = clauses->nodes[token].head;
    for (unsigned step = 0; at != INDEX_NONE && step < CLAUSE_STEPS_MAX; step++) {
        if (clauses_is_verb(clauses, at))
            return at;
        at = clauses->nodes[at].head;
    }
    return INDEX_NONE;
}

uint32_t clauses_subject(const struct clauses *clauses, uint32_t verb)
{
    uint32_t at = verb;
    for (unsigned step = 0; step < CLAUSE_STEPS_MAX; step++) {
        const struct clause_node *node = &clauses->nodes[at];
        uint32_t subject = own_subject(clauses, at);
        bool of_noun = node->relation == REL_RELCL || node->relation == REL_ACL;
        if (subject != INDEX_NONE && !is_relative(clauses, subject))
            return subject;
        if (of_noun && node->head != INDEX_NONE) {
            bool speaks = is_somebody(clauses, node->head) || node->relation == REL_RELCL ||
                          node->tag != TAG_GERUND;
            uint32_t verb_over = speaks ? INDEX_NONE : verb_above(clauses, at);
            if (verb_over == INDEX_NONE) /* "the man saying so", "a statement saying so" */
                return node->head;
            at = verb_over;
            continue;
        }
        /* "Hussaini, the spokesman, said": a sentence that begins as a name */
        if (node->relation == REL_PARATAXIS && node->head != INDEX_NONE && node->head < at &&
            !clauses_is_verb(clauses, node->head) && is_somebody(clauses, node->head))
            return node->head;
        bool shares = node->relation == REL_CONJ || node->relation == REL_ADVCL ||
                      node->relation == REL_XCOMP || node->relation == REL_PARATAXIS ||
                      node->relation == REL_DEP;
        if (!shares || node->head == INDEX_NONE)
            return INDEX_NONE;
        uint32_t above = node->head;
        uint32_t object = clauses_child(clauses, above, REL_OBJ);
        if (node->relation == REL_XCOMP && object != INDEX_NONE) /* "asked him to say" */
            return object;
        at = above;
    }
    return INDEX_NONE;
}

uint32_t clauses_sentence(const struct clauses *clauses, uint32_t token)
{
    uint32_t low = 0, high = clauses->article->sentence_count;
    while (low + 1 < high) {
        uint32_t middle = low + (high - low) / 2;
        if (clauses->article->sentences[middle].first_token <= token)
            low = middle;
        else
            high = middle;
    }
    return low;
}
