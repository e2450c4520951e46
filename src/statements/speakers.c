/*
 * speakers.c - which actor speaks, also where the words do not say it.
 *
 *   in    found statements
 *   out   their actors; statements for quotations that go on without a cue
 */
#include "statements/speakers.h"

#include <stdlib.h>

struct found_list {
    struct found *items;
    size_t count;
    size_t capacity;
};

/* Words of a quotation that is a statement of its own. */
#define UTTERANCE_TOKENS_MIN 3
/* Statements of a paragraph among which a quoted one is looked for. */
#define STATEMENTS_BACK_MAX 8

/* ---- actors ---- */

/* The mention that a speaker is: at his head, else the nearest name among his words. */
static uint32_t mention_in(const struct clauses *clauses, uint32_t head, struct range range)
{
    if (head == INDEX_NONE)
        return INDEX_NONE;
    if (clauses->nodes[head].mention != INDEX_NONE)
        return clauses->nodes[head].mention;
    uint32_t best = INDEX_NONE, distance = UINT32_MAX;
    for (uint32_t i = range.first; i <= range.last && range.first != INDEX_NONE; i++) {
        if (i > head && slice_equal(clauses_word(clauses, i), SLICE(",")))
            break; /* "Maloney, a member of …" */
        uint32_t away = i > head ? i - head : head - i;
        enum relation relation = (enum relation)clauses->nodes[i].relation;
        bool is_part = relation != REL_POSS && clauses_child(clauses, i, REL_CASE) == INDEX_NONE;
        if (clauses->nodes[i].mention != INDEX_NONE && is_part && away < distance) {
            best = clauses->nodes[i].mention;
            distance = away;
        }
    }
    return best;
}

/* The actor of a speaker; a name beside "the spokesman" tells more than he does. */
static uint32_t actor_of(const struct clauses *clauses, const struct found *found)
{
    const struct article *article = clauses->article;
    uint32_t mention = mention_in(clauses, found->speaker, found->speaker_range);
    return mention == INDEX_NONE ? INDEX_NONE : article->mentions[mention].actor;
}

static bool is_he(const struct clauses *clauses, uint32_t token)
{
    return token != INDEX_NONE && cue_as(clauses->nodes[token].cue, CUE_HE) != NULL;
}

/* Whether "he" of a statement is the speaker of the one before it, in this paragraph or the last.
 */
static bool goes_on(const struct finder *finder, const struct found *found,
                    const struct found *before)
{
    const struct article *article = finder->clauses.article;
    if (!before || before->actor == INDEX_NONE || !is_he(&finder->clauses, found->speaker) ||
        article->actors[before->actor].kind != ACTOR_PERSON)
        return false;
    uint32_t here = article->sentences[found->sentence].paragraph;
    uint32_t there = article->sentences[before->sentence].paragraph;
    bool is_near = here <= there + 1;
    return is_near;
}

void speakers_resolve(struct finder *finder)
{
    const struct found *before = NULL;
    for (size_t i = 0; i < finder->found.count; i++) {
        struct found *found = &finder->found.items[i];
        found->actor = actor_of(&finder->clauses, found);
        if (goes_on(finder, found, before))
            found->actor = before->actor;
        if (found->actor != INDEX_NONE)
            before = found;
    }
}

/* ---- order ---- */

static int compare_found(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    if (x->ranges[0].first != y->ranges[0].first)
        return x->ranges[0].first < y->ranges[0].first ? -1 : 1;
    if (x->cue_range.first != y->cue_range.first)
        return x->cue_range.first < y->cue_range.first ? -1 : 1;
    if (x->ranges[0].last != y->ranges[0].last)
        return x->ranges[0].last < y->ranges[0].last ? -1 : 1;
    return 0;
}

void found_sort(struct finder *finder)
{
    if (finder->found.count > 0)
        qsort(finder->found.items, finder->found.count, sizeof(finder->found.items[0]),
              compare_found);
}

/* ---- quotations that go on ---- */

/* Whether a quotation holds whole sentences: one starts in it, and a verb stands in it. */
static bool is_utterance(const struct clauses *clauses, const struct quotation *quotation)
{
    if (quotation->is_taken || quotation->first_token == INDEX_NONE ||
        quotation->last_token < quotation->first_token + UTTERANCE_TOKENS_MIN - 1)
        return false;
    const struct sentence *sentence =
        &clauses->article->sentences[clauses_sentence(clauses, quotation->first_token)];
    bool starts = quotation->outer.start <= sentence->span.start;
    bool has_verb = false;
    for (uint32_t i = quotation->first_token; i <= quotation->last_token; i++)
        has_verb |= clauses_is_verb(clauses, i);
    return starts && has_verb;
}

/* Whether nothing but quotations stands in a paragraph. */
static bool is_all_quoted(const struct clauses *clauses, const struct quotation *quotation)
{
    struct span span = clauses->article->paragraphs[quotation->paragraph].span;
    return quotation->outer.start <= span.start + 1 && quotation->outer.end + 1 >= span.end;
}

/* The last found statement whose content starts before a token, or NULL. */
static const struct found *found_before(const struct finder *finder, uint32_t token)
{
    size_t low = 0, high = finder->found.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (finder->found.items[middle].ranges[0].first < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &finder->found.items[low - 1] : NULL;
}

/* The statement itself, or of its paragraph an earlier one in quotation marks that somebody else's
 * indirect word came between. */
static const struct found *quoted_before(const struct finder *finder, const struct found *found,
                                         uint32_t paragraph)
{
    const struct article *article = finder->clauses.article;
    const struct found *at = found;
    for (unsigned step = 0; at && step < STATEMENTS_BACK_MAX; step++) {
        if (article->sentences[at->sentence].paragraph != paragraph)
            break;
        if (at->kind != STATEMENT_INDIRECT && at->speaker != INDEX_NONE)
            return at;
        if (at == finder->found.items)
            break;
        at--;
    }
    return found;
}

/* Whether a quotation goes on from a statement. */
static bool is_source(const struct finder *finder, const struct found *before,
                      const struct quotation *quotation)
{
    const struct clauses *clauses = &finder->clauses;
    if (!before || before->speaker == INDEX_NONE)
        return false;
    uint32_t last = before->ranges[before->range_count - 1].last;
    uint32_t content = clauses->article->sentences[clauses_sentence(clauses, last)].paragraph;
    uint32_t cue = clauses->article->sentences[before->sentence].paragraph;
    bool asks = slice_equal(clauses_word(clauses, last), SLICE("?")); /* another one answers */
    bool next = content + 1 == quotation->paragraph && !asks && is_all_quoted(clauses, quotation);
    return content == quotation->paragraph || cue == quotation->paragraph || next;
}

/* Adds the statement of a quotation that goes on from another;  */
static bool add_going_on(struct finder *finder, const struct quotation *quotation,
                         const struct found *source, struct found_list *added, struct err *err)
{
    struct found found = *source;
    struct range range = {quotation->first_token, quotation->last_token};
    found.sentence = clauses_sentence(&finder->clauses, range.first);
    if (!found_set_content(finder, &found, &range, 1, err))
        return false;
    if (found.range_count == 0)
        return true;
    struct found *kept = vector_push(added, finder->scratch);
    if (!kept)
        return arena_fail(finder->scratch, err);
    *kept = found;
    return true;
}

bool speakers_go_on(struct finder *finder, struct err *err)
{
    struct quotations *quotations = finder->clauses.quotations;
    struct found_list added = {0};
    for (size_t q = 0; q < quotations->list.count; q++) {
        const struct quotation *quotation = &quotations->list.items[q];
        if (!is_utterance(&finder->clauses, quotation))
            continue;
        const struct found *source = quoted_before(
            finder, found_before(finder, quotation->first_token), quotation->paragraph);
        const struct found *last = added.count > 0 ? &added.items[added.count - 1] : NULL;
        if (last && (!source || source->ranges[0].first < last->ranges[0].first))
            source = last;
        if (is_source(finder, source, quotation) &&
            !add_going_on(finder, quotation, source, &added, err))
            return false;
    }
    for (size_t i = 0; i < added.count; i++) {
        struct found *kept = vector_push(&finder->found, finder->scratch);
        if (!kept)
            return arena_fail(finder->scratch, err);
        *kept = added.items[i];
    }
    found_sort(finder);
    return true;
}
