/*
 * found.c - statements on their way, as ranges of tokens.
 *
 *   in    clauses with quotations
 *   out   ranges without punctuation at their edges, quotations whole
 */
#include "statements/found.h"

struct range_list {
    struct range *items;
    size_t count;
    size_t capacity;
};

struct found found_none(uint32_t sentence)
{
    struct range none = {INDEX_NONE, INDEX_NONE};
    return (struct found){.sentence = sentence,
                          .cue_range = none,
                          .speaker = INDEX_NONE,
                          .speaker_range = none,
                          .actor = INDEX_NONE,
                          .addressee = INDEX_NONE,
                          .addressee_range = none,
                          .topic = none};
}

/* ---- ranges ---- */

bool range_is_edge(const struct clauses *clauses, uint32_t token)
{
    struct slice word = clauses_word(clauses, token);
    if (!clauses_is_punctuation(clauses, token) && clauses->nodes[token].upos != UPOS_SYM)
        return false;
    char c = word.len > 0 ? word.ptr[0] : ',';
    return c != '?' && c != '!' && c != '(' && c != ')' && c != '$' && c != '#' && c != '@' &&
           c != '%' && c != '[' && c != ']';
}

struct range range_trim(const struct clauses *clauses, struct range range)
{
    while (range.first <= range.last && range_is_edge(clauses, range.first))
        range.first++;
    while (range.last > range.first && range_is_edge(clauses, range.last))
        range.last--;
    return range;
}

/* What hangs on a noun without being part of its name. */
static bool is_loose(enum relation relation)
{
    return relation == REL_PARATAXIS || relation == REL_ADVCL || relation == REL_CCOMP ||
           relation == REL_DEP || relation == REL_PUNCT || relation == REL_CC;
}

struct range range_of_phrase(const struct clauses *clauses, uint32_t token)
{
    struct range range = {token, token};
    for (uint32_t i = clauses->nodes[token].first_child; i != INDEX_NONE;
         i = clauses->nodes[i].next_sibling) {
        const struct clause_node *child = &clauses->nodes[i];
        bool before_case = child->relation == REL_CASE && i < token;
        if (is_loose((enum relation)child->relation) || before_case)
            continue;
        range.first = child->left < range.first ? child->left : range.first;
        range.last = child->right > range.last ? child->right : range.last;
    }
    uint32_t preposition = clauses_child(clauses, token, REL_CASE);
    while (preposition != INDEX_NONE && preposition < token && range.first <= preposition)
        range.first = clauses->nodes[preposition].right + 1; /* a child stood before it */
    return range_trim(clauses, range);
}

/* ---- content from ranges ---- */

/* Quotations at the edges are taken whole. */
static struct range whole_quotations(const struct clauses *clauses, struct range range)
{
    const struct quotation *list = clauses->quotations->list.items;
    uint32_t first = clauses->nodes[range.first].quote, last = clauses->nodes[range.last].quote;
    if (first && list[first - 1].first_token < range.first)
        range.first = list[first - 1].first_token;
    if (last && list[last - 1].first_token != INDEX_NONE && list[last - 1].last_token > range.last)
        range.last = list[last - 1].last_token;
    return range_trim(clauses, range);
}

static enum statement_kind kind_of(const struct clauses *clauses, const struct found *found)
{
    bool quoted = false, whole = true;
    for (uint32_t i = 0; i < found->range_count; i++) {
        struct range range = found->ranges[i];
        uint32_t first = clauses->nodes[range.first].quote;
        whole = whole && first != 0 && first == clauses->nodes[range.last].quote;
        for (uint32_t t = range.first; t <= range.last; t++)
            quoted |= clauses->nodes[t].quote != 0;
    }
    return whole ? STATEMENT_DIRECT : quoted ? STATEMENT_MIXED : STATEMENT_INDIRECT;
}

/* The quotations that a content takes in are nobody else's. */
static void take_quotations(const struct clauses *clauses, const struct found *found)
{
    for (uint32_t i = 0; i < found->range_count; i++) {
        for (uint32_t t = found->ranges[i].first; t <= found->ranges[i].last; t++) {
            uint32_t quote = clauses->nodes[t].quote;
            if (quote)
                clauses->quotations->list.items[quote - 1].is_taken = true;
        }
    }
}

static bool add_range(struct finder *finder, struct range_list *list, struct range range,
                      struct err *err)
{
    struct range *place = vector_push(list, finder->scratch);
    if (!place)
        return arena_fail(finder->scratch, err);
    *place = range;
    return true;
}

/* Whether a quotation runs on in the next one. */
static bool runs_on(const struct quotations *quotations, uint32_t number)
{
    const struct quotation *list = quotations->list.items;
    return list[number].goes_on && number + 1 < quotations->list.count &&
           list[number + 1].first_token != INDEX_NONE && list[number].first_token != INDEX_NONE;
}

static struct range range_of_quotation(const struct clauses *clauses, uint32_t number)
{
    const struct quotation *quotation = &clauses->quotations->list.items[number];
    return range_trim(clauses, (struct range){quotation->first_token, quotation->last_token});
}

/* Adds a range with the paragraphs before and behind in which its quotations began and run on. */
static bool add_with_paragraphs(struct finder *finder, struct range_list *kept, struct range range,
                                struct err *err)
{
    const struct clauses *clauses = &finder->clauses;
    const struct quotations *quotations = clauses->quotations;
    uint32_t first = clauses->nodes[range.first].quote, last = clauses->nodes[range.last].quote;
    uint32_t from = first;
    while (from > 1 && runs_on(quotations, from - 2) && !quotations->list.items[from - 2].is_taken)
        from--;
    for (uint32_t q = from; q < first; q++) {
        if (!add_range(finder, kept, range_of_quotation(clauses, q - 1), err))
            return false;
    }
    if (!add_range(finder, kept, range, err))
        return false;
    for (uint32_t q = last; q > 0 && runs_on(quotations, q - 1); q++) {
        if (!add_range(finder, kept, range_of_quotation(clauses, q), err))
            return false;
    }
    return true;
}

bool found_set_content(struct finder *finder, struct found *found, const struct range *ranges,
                       uint32_t count, struct err *err)
{
    const struct clauses *clauses = &finder->clauses;
    struct range_list kept = {0};
    for (uint32_t i = 0; i < count; i++) {
        struct range range = range_trim(clauses, ranges[i]);
        if (range.first > range.last || range_is_edge(clauses, range.first))
            continue;
        range = whole_quotations(clauses, range);
        bool is_new = kept.count == 0 || range.first > kept.items[kept.count - 1].last;
        if (is_new && !add_with_paragraphs(finder, &kept, range, err))
            return false;
    }
    found->ranges = kept.items;
    found->range_count = (uint32_t)kept.count;
    if (kept.count == 0)
        return true;
    found->kind = kind_of(clauses, found);
    take_quotations(clauses, found);
    return true;
}
