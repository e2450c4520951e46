/*
 * rules_html.c - elements and lines of a page that are hardly ever its article.
 *
 *   in    features and verdicts
 *   out   verdicts
 *
 * Most rules are here because less than a third of the words that they take from held-out pages, of
 * those that the forest kept, are in the body; noscript and comments because of what they are.
 */
#include "page/menu_line.h"
#include "page/rules.h"

#define SHORT_WORDS 25     /* longer blocks that speak of a newsletter are prose */
#define RELATED_WORDS 12   /* of a line without links that begins as related articles do */
#define RELATED_LINKS 0.3f /* share of words in links, of a longer one */
#define CREDIT_WORDS 40    /* of a caption that ends in its credit */
#define BOX_WORDS 80       /* of a box that asks for an e-mail address or money */
/* One part in so many of the kept words, else the rule mistakes the page. */
#define SETS_ASIDE_AT_MOST 2

struct page {
    const struct lexicon *lexicon;
    const struct block_facts *facts;
    const float *matrix;
    struct verdict *verdicts;
    uint32_t count;
};

static bool is_element_beside(const struct page *p, uint32_t i, enum aside_reason *ret_reason);
static bool is_line_beside(const struct page *p, uint32_t i, enum aside_reason *ret_reason);
static bool is_in_box(const struct page *p, uint32_t i, enum aside_reason *ret_reason);

typedef bool rule(const struct page *p, uint32_t i, enum aside_reason *ret_reason);

static const float *row(const struct page *p, uint32_t i)
{
    return p->matrix + (size_t)i * FEATURE_COUNT;
}

static uint32_t words_of(const struct page *p, uint32_t i)
{
    return p->facts->words_before[i + 1] - p->facts->words_before[i];
}

/* One rule over the page; it is passed over where it would take half of what is kept. */
static void apply(const struct page *p, rule *fires)
{
    enum aside_reason reason;
    uint32_t kept = 0, taken = 0;
    for (uint32_t i = 0; i < p->count; i++) {
        if (!p->verdicts[i].keep)
            continue;
        kept += words_of(p, i);
        taken += fires(p, i, &reason) ? words_of(p, i) : 0;
    }
    if (taken == 0 || taken > kept / SETS_ASIDE_AT_MOST)
        return;
    for (uint32_t i = 0; i < p->count; i++) {
        if (p->verdicts[i].keep && fires(p, i, &reason)) {
            p->verdicts[i].keep = false;
            p->verdicts[i].reason = reason;
        }
    }
}

void rules_apply_html(const struct lexicon *lexicon, const struct block_facts *facts,
                      const float *matrix, struct verdict *verdicts)
{
    struct page p = {lexicon, facts, matrix, verdicts, facts->blocks->count};
    apply(&p, is_element_beside);
    apply(&p, is_line_beside);
    apply(&p, is_in_box);
}

/* Captions, comments, cookie notices, and what only shows without scripts. */
static bool is_element_beside(const struct page *p, uint32_t i, enum aside_reason *ret_reason)
{
    const float *hints = row(p, i) + FEATURE_HINT_;
    const struct block *b = &p->facts->blocks->items[i];
    *ret_reason = ASIDE_OTHER;
    if (b->flags & BLOCK_NOSCRIPT)
        return true;
    *ret_reason = ASIDE_CAPTION;
    if (b->kind == BLOCK_CAPTION || hints[HINT_CAPTION] <= 0)
        return true;
    *ret_reason = ASIDE_PAYWALL;
    if (hints[HINT_COOKIES] <= 0)
        return true;
    *ret_reason = ASIDE_COMMENTS;
    return hints[HINT_COMMENTS] <= 1;
}

/* Lines that begin with tell-tale phrases, end in a credit, or are a row of facts above the body.
 */
static bool is_line_beside(const struct page *p, uint32_t i, enum aside_reason *ret_reason)
{
    const float *f = row(p, i), *phrases = f + FEATURE_PHRASE_;
    float words = f[FEATURE_WORDS], links = f[FEATURE_LINK_RATIO];
    bool is_open = f[FEATURE_END_MARK] <= END_NONE, is_short = words <= SHORT_WORDS;
    *ret_reason = ASIDE_PAYWALL;
    if (is_short && phrases[PHRASE_PAYWALL] >= PHRASE_BEGINS)
        return true;
    *ret_reason = ASIDE_NAVIGATION;
    if (is_short && phrases[PHRASE_SHARE] >= PHRASE_INSIDE)
        return true;
    if (is_short && is_open &&
        (phrases[PHRASE_NAVIGATION] >= PHRASE_BEGINS || phrases[PHRASE_TAGS] >= PHRASE_BEGINS))
        return true;
    if (phrases[PHRASE_RELATED] >= PHRASE_BEGINS &&
        ((is_open && words <= RELATED_WORDS) || (is_short && links > RELATED_LINKS)))
        return true;
    *ret_reason = ASIDE_CAPTION;
    if (f[FEATURE_CREDIT] >= CREDIT_ENDS && words <= CREDIT_WORDS)
        return true;
    *ret_reason = ASIDE_METADATA;
    const struct block *b = &p->facts->blocks->items[i];
    return p->facts->good_before[i] == 0 && b->kind == BLOCK_PARAGRAPH &&
           menu_line_has_parts(p->lexicon, b->text);
}

/* A small element named after a newsletter or a paywall, some line of which says so. */
static bool is_in_box(const struct page *p, uint32_t i, enum aside_reason *ret_reason)
{
    const uint32_t *box = p->facts->levels[i][0], *before = p->facts->words_before;
    *ret_reason = ASIDE_PAYWALL;
    if (row(p, i)[FEATURE_HINT_ + HINT_PAYWALL] > 1 || before[box[1]] - before[box[0]] > BOX_WORDS)
        return false;
    for (uint32_t k = box[0]; k < box[1]; k++) {
        if (row(p, k)[FEATURE_PHRASE_ + PHRASE_PAYWALL] >= PHRASE_INSIDE)
            return true;
    }
    return false;
}
