/*
 * syntax.c - an article's trees, laid out for finding and comparing noun phrases.
 *
 *   in    tokens with heads and labels, entities
 *   out   nodes with children, extents of phrases, words, quotations
 */
#include "actors/syntax.h"

#include "base/ascii.h"
#include "base/fold.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"

static const struct word NO_WORD = {0};

/* The word as words are compared: in lower case; one with other letters than ASCII's also without
 * marks. At most TOKEN_BYTES_MAX bytes of it. */
static struct slice lower(struct slice word, char room[TOKEN_BYTES_MAX])
{
    size_t length = word.len < TOKEN_BYTES_MAX ? word.len : TOKEN_BYTES_MAX;
    bool ascii = true;
    for (size_t i = 0; i < length; i++) {
        room[i] = ascii_lower(word.ptr[i]);
        ascii = ascii && (unsigned char)word.ptr[i] < 0x80;
    }
    size_t folded = ascii ? 0 : fold_name(word, room, TOKEN_BYTES_MAX);
    return (struct slice){room, folded > 0 ? folded : length};
}

uint64_t syntax_hash(struct slice word)
{
    char room[TOKEN_BYTES_MAX];
    return hash_64(lower(word, room));
}

/* Words and labels of one token. */
static void read_token(const struct vocabulary *vocabulary, const struct labels *labels,
                       const struct article *article, uint32_t at, struct node *node)
{
    const struct token *token = &article->tokens[at];
    struct slice form = article_slice(article, token->span);
    char room[TOKEN_BYTES_MAX];
    node->upos = (uint8_t)labels_upos(labels, token);
    node->relation = (uint8_t)labels_relation(labels, token);
    node->tag = (uint8_t)labels_tag(labels, token);
    node->head = node->first_child = node->next_sibling = node->entity = INDEX_NONE;
    node->first = node->last = node->whole_first = node->whole_last = at;
    uint32_t first = 0;
    if (form.len > 0)
        utf8_decode(form, 0, &first);
    node->capital = unicode_is_upper(first);
    struct slice low = lower(form, room);
    node->form_hash = node->lemma_hash = hash_64(low);
    node->word = vocabulary_get(vocabulary, low);
    bool pronoun = node->word && node->word->pronoun != PRONOUN_NONE;
    if (token->lemma.len > 0 && !pronoun && !slice_equal(token->lemma, form)) {
        low = lower(token->lemma, room);
        node->lemma_hash = hash_64(low);
        const struct word *word = vocabulary_get(vocabulary, low);
        node->word = word ? word : node->word;
    }
    if (!node->word)
        node->word = &NO_WORD;
}

/* Whether the sentence's heads make a tree; order then holds its tokens, leaves first. */
static bool order_tree(const struct syntax *syntax, const struct sentence *sentence,
                       uint32_t *pending, uint32_t *order)
{
    const struct token *tokens = syntax->article->tokens + sentence->first_token;
    uint32_t count = sentence->token_count, queued = 0;
    for (uint32_t i = 0; i < count; i++)
        pending[i] = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (tokens[i].head == INDEX_NONE)
            continue;
        if (tokens[i].head >= count)
            return false;
        pending[tokens[i].head]++;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (pending[i] == 0)
            order[queued++] = i;
    }
    for (uint32_t done = 0; done < queued; done++) {
        uint32_t head = tokens[order[done]].head;
        if (head != INDEX_NONE && --pending[head] == 0)
            order[queued++] = head;
    }
    return queued == count;
}

/* Whether a child with this relation belongs to the noun phrase of its head. */
static bool in_phrase(const struct node *head, const struct node *child, bool before)
{
    switch (child->relation) {
    case REL_DET:
    case REL_AMOD:
    case REL_NUMMOD:
    case REL_COMPOUND:
    case REL_FLAT:
    case REL_FIXED:
    case REL_POSS:
    case REL_NMOD:
    case REL_DESC:
        return true;
    case REL_APPOS:
    case REL_ACL:
    case REL_RELCL:
    case REL_UNMARKED:
        return !before;
    case REL_CASE:
        return !before; /* "'s" */
    case REL_ADVMOD:
        return before && !head->predicate && child->upos == UPOS_ADV;
    case REL_OBL:
        return !before && !head->predicate;
    case REL_CCOMP:
    case REL_ADVCL:
        return !before && !head->predicate;
    default:
        return false;
    }
}

static void widen(uint32_t *first, uint32_t *last, uint32_t by_first, uint32_t by_last)
{
    *first = by_first < *first ? by_first : *first;
    *last = by_last > *last ? by_last : *last;
}

/* Links heads and children and measures phrases, the leaves first. */
static void link_tree(struct syntax *syntax, const struct sentence *sentence, const uint32_t *order)
{
    const struct token *tokens = syntax->article->tokens + sentence->first_token;
    uint32_t base = sentence->first_token;
    struct node *nodes = syntax->nodes;
    for (uint32_t i = sentence->token_count; i-- > 0;) {
        if (tokens[i].head == INDEX_NONE)
            continue;
        struct node *head = &nodes[base + tokens[i].head], *node = &nodes[base + i];
        node->head = base + tokens[i].head;
        node->next_sibling = head->first_child;
        head->first_child = base + i;
        if (node->relation == REL_NSUBJ || node->relation == REL_NSUBJ_PASS ||
            node->relation == REL_COP || node->relation == REL_CSUBJ)
            head->predicate = true;
    }
    for (uint32_t i = 0; i < sentence->token_count; i++) {
        struct node *node = &nodes[base + order[i]];
        if (node->head == INDEX_NONE)
            continue;
        struct node *head = &nodes[node->head];
        bool before = base + order[i] < node->head;
        widen(&head->whole_first, &head->whole_last, node->whole_first, node->whole_last);
        if (in_phrase(head, node, before))
            widen(&head->first, &head->last, node->whole_first, node->whole_last);
    }
}

/* Marks what stands between quotation marks; a paragraph's end ends a quotation. */
static void mark_quotes(struct syntax *syntax)
{
    const struct article *article = syntax->article;
    uint32_t paragraph = INDEX_NONE, open = 0;
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        if (sentence->paragraph != paragraph)
            open = 0;
        paragraph = sentence->paragraph;
        for (uint32_t i = 0; i < sentence->token_count; i++) {
            uint32_t at = sentence->first_token + i;
            struct slice form = syntax_form(syntax, at);
            bool opens = slice_equal(form, SLICE("\u201C")) || slice_equal(form, SLICE("``")) ||
                         slice_equal(form, SLICE("\u201E")) || slice_equal(form, SLICE("\u00AB"));
            bool closes = slice_equal(form, SLICE("\u201D")) || slice_equal(form, SLICE("''")) ||
                          slice_equal(form, SLICE("\u00BB"));
            if (slice_equal(form, SLICE("\""))) {
                opens = open == 0;
                closes = !opens;
            }
            if (opens)
                open = ++syntax->quote_count;
            syntax->nodes[at].quote = open;
            if (closes)
                open = 0;
        }
    }
}

bool syntax_read(const struct vocabulary *vocabulary, const struct article *article,
                 struct arena *scratch, struct syntax *ret_syntax, struct err *err)
{
    struct syntax syntax = {.article = article};
    struct labels labels;
    uint32_t longest = 0;
    labels_read(article->grammar, &labels);
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        if (article->sentences[s].token_count > longest)
            longest = article->sentences[s].token_count;
    }
    syntax.nodes = arena_array(scratch, struct node, article->token_count);
    uint32_t *pending = arena_array(scratch, uint32_t, longest);
    uint32_t *order = arena_array(scratch, uint32_t, longest);
    if (!syntax.nodes || !pending || !order)
        return arena_fail(scratch, err);
    for (uint32_t i = 0; i < article->token_count; i++)
        read_token(vocabulary, &labels, article, i, &syntax.nodes[i]);
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        for (uint32_t i = 0; i < sentence->token_count; i++)
            syntax.nodes[sentence->first_token + i].sentence = s;
        if (order_tree(&syntax, sentence, pending, order))
            link_tree(&syntax, sentence, order);
    }
    for (uint32_t e = 0; e < article->entity_count; e++) {
        const struct entity *entity = &article->entities[e];
        for (uint32_t i = 0; i < entity->token_count; i++)
            syntax.nodes[entity->first_token + i].entity = e;
    }
    mark_quotes(&syntax);
    *ret_syntax = syntax;
    return true;
}

uint32_t syntax_child(const struct syntax *syntax, uint32_t token, enum relation relation)
{
    uint32_t child = syntax->nodes[token].first_child;
    while (child != INDEX_NONE && syntax->nodes[child].relation != relation)
        child = syntax->nodes[child].next_sibling;
    return child;
}
