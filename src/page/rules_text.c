/*
 * rules_text.c - one function a rule; each sees one line and what is around it.
 *
 *   in    features and verdicts
 *   out   verdicts
 */
#include "page/rules.h"

#include "base/ascii.h"
#include "page/menu_line.h"

#define PHRASE_LINE_WORDS 30 /* longer lines that begin with a tell-tale phrase are prose */
#define INSIDE_LINE_WORDS 25 /* likewise, where it stands inside */
#define BYLINE_WORDS 20
#define DATE_LINE_WORDS 8
#define CREDIT_LINE_WORDS 80
#define CREDIT_ONLY_WORDS 12
#define PROSE_WORDS 25    /* the first line this long begins the body */
#define TAIL_LINE_WORDS 6 /* short lines after the last sentence, TAIL_LINES at most */
#define TAIL_LINES 2
#define TAIL_BODY_LINES 3
#define CAPTION_SAME_PERCENT 85
#define SECTION_HEAD_WORDS 4  /* "Related news", "More on this story" */
#define SECTION_LINE_WORDS 20 /* of the headlines under it */
#define CLEAN_LINE_WORDS 6    /* a closed line this long is a sentence */

struct text {
    const struct lexicon *lexicon;
    const struct block_facts *facts;
    const float *matrix;
    struct verdict *verdicts;
    uint32_t count;
    uint32_t body; /* the first long line */
};

static void keep_clean_text(struct text *t);
static bool is_furniture(const float *f);
static bool is_menu(const struct text *t, uint32_t i);
static bool is_byline(const struct text *t, uint32_t i);
static bool is_caption(const struct text *t, uint32_t i);
static void drop_caption_copies(struct text *t);
static void drop_related(struct text *t);
static void drop_tail(struct text *t);

static const float *row(const struct text *t, uint32_t i)
{
    return t->matrix + (size_t)i * FEATURE_COUNT;
}

/* Not closed by a sentence's mark. */
static bool is_open(const float *f)
{
    return f[FEATURE_END_MARK] <= END_NONE;
}

static void drop(struct text *t, uint32_t i, enum aside_reason reason)
{
    t->verdicts[i].keep = false;
    t->verdicts[i].reason = reason;
}

static enum aside_reason reason_of_phrase(const float *f)
{
    if (f[FEATURE_PHRASE_ + PHRASE_COMMENTS] > 0)
        return ASIDE_COMMENTS;
    return f[FEATURE_PHRASE_ + PHRASE_PAYWALL] > 0 ? ASIDE_PAYWALL : ASIDE_NAVIGATION;
}

void rules_apply_text(const struct lexicon *lexicon, const struct block_facts *facts,
                      const float *matrix, struct verdict *verdicts)
{
    struct text t = {lexicon, facts, matrix, verdicts, facts->blocks->count, 0};
    keep_clean_text(&t);
    if (t.count == 1) /* whatever it says, it is what was given */
        return;
    while (t.body < t.count && row(&t, t.body)[FEATURE_WORDS] < PROSE_WORDS)
        t.body++;
    for (uint32_t i = 0; i < t.count; i++) {
        if (is_furniture(row(&t, i)))
            drop(&t, i, reason_of_phrase(row(&t, i)));
        else if (is_menu(&t, i))
            drop(&t, i, ASIDE_NAVIGATION);
        else if (is_byline(&t, i))
            drop(&t, i, ASIDE_METADATA);
        else if (is_caption(&t, i))
            drop(&t, i, ASIDE_CAPTION);
    }
    drop_caption_copies(&t);
    drop_related(&t);
    drop_tail(&t);
}

/* A text of sentences only, as JSON lines have them, is nobody's page: the forest is not asked. */
static void keep_clean_text(struct text *t)
{
    for (uint32_t i = 0; i < t->count; i++) {
        const float *f = row(t, i);
        if (is_open(f) || f[FEATURE_WORDS] < CLEAN_LINE_WORDS) {
            if (t->count > 1)
                return;
        }
    }
    for (uint32_t i = 0; i < t->count; i++)
        t->verdicts[i].keep = true;
}

static bool is_menu(const struct text *t, uint32_t i)
{
    uint32_t first = t->facts->word_start[i], last = t->facts->word_start[i + 1];
    return is_open(row(t, i)) &&
           (menu_line_has_menu_words(t->lexicon, t->facts->words + first, last - first) ||
            menu_line_has_parts(t->lexicon, t->facts->blocks->items[i].text));
}

/* Navigation, sharing, paywall, comment and tag lines. */
static bool is_furniture(const float *f)
{
    static const enum phrase_group groups[] = {PHRASE_NAVIGATION, PHRASE_SHARE,   PHRASE_PAYWALL,
                                               PHRASE_COMMENTS,   PHRASE_RELATED, PHRASE_TAGS};
    float words = f[FEATURE_WORDS];
    for (size_t g = 0; g < sizeof(groups) / sizeof(groups[0]); g++) {
        float match = f[FEATURE_PHRASE_ + groups[g]];
        bool must_be_open = groups[g] == PHRASE_NAVIGATION || groups[g] == PHRASE_RELATED;
        if (match >= PHRASE_WHOLE)
            return true;
        if (groups[g] == PHRASE_TAGS && match >= PHRASE_BEGINS)
            return is_open(f) && (words <= PHRASE_LINE_WORDS || f[FEATURE_STOP_RATIO] < 0.15f);
        if (match >= PHRASE_BEGINS && words <= PHRASE_LINE_WORDS && (!must_be_open || is_open(f)))
            return true;
        bool says_much = groups[g] == PHRASE_SHARE || groups[g] == PHRASE_PAYWALL ||
                         groups[g] == PHRASE_COMMENTS;
        if (match >= PHRASE_INSIDE && says_much && words <= INSIDE_LINE_WORDS &&
            f[FEATURE_QUOTES] <= 0)
            return true;
    }
    return false;
}

/* "By …", "Written by …", "Published: …", and lines that are a date, above the body. */
static bool is_byline(const struct text *t, uint32_t i)
{
    const float *f = row(t, i);
    if (i > t->body)
        return false;
    if (f[FEATURE_PHRASE_ + PHRASE_BYLINE] >= PHRASE_BEGINS && f[FEATURE_WORDS] <= BYLINE_WORDS)
        return is_open(f);
    return f[FEATURE_WORDS] <= DATE_LINE_WORDS && f[FEATURE_DIGIT_RATIO] >= 0.25f &&
           f[FEATURE_STOP_RATIO] <= 0.2f && is_open(f);
}

static bool begins_with_copyright(struct slice s)
{
    return slice_starts(s, SLICE("\u00a9"));
}

/* A line that ends in a picture credit, or is nothing else. */
static bool is_caption(const struct text *t, uint32_t i)
{
    const float *f = row(t, i);
    bool ends = f[FEATURE_CREDIT] >= CREDIT_ENDS && f[FEATURE_WORDS] <= CREDIT_LINE_WORDS;
    if (ends && (is_open(f) || slice_ends(t->facts->blocks->items[i].text, SLICE(")"))))
        return true;
    return f[FEATURE_WORDS] <= CREDIT_ONLY_WORDS &&
           begins_with_copyright(t->facts->blocks->items[i].text);
}

/* How many of a's words, of 100, stand in b. Lines are short: is_caption bounds b's. */
static uint32_t percent_in(const struct block_facts *facts, uint32_t a, uint32_t b)
{
    uint32_t words = facts->word_start[a + 1] - facts->word_start[a], hits = 0;
    if (words == 0 || words > CREDIT_LINE_WORDS)
        return 0;
    for (uint32_t w = facts->word_start[a]; w < facts->word_start[a + 1]; w++) {
        uint32_t v = facts->word_start[b];
        while (v < facts->word_start[b + 1] && facts->words[v].hash != facts->words[w].hash)
            v++;
        hits += v < facts->word_start[b + 1];
    }
    return hits * 100 / words;
}

/* A caption is often printed twice, once with its credit and once without. */
static void drop_caption_copies(struct text *t)
{
    for (uint32_t i = 0; i + 1 < t->count; i++) {
        bool here = !t->verdicts[i].keep && t->verdicts[i].reason == ASIDE_CAPTION;
        bool next = !t->verdicts[i + 1].keep && t->verdicts[i + 1].reason == ASIDE_CAPTION;
        if (here && t->verdicts[i + 1].keep && is_open(row(t, i + 1)) &&
            percent_in(t->facts, i + 1, i) >= CAPTION_SAME_PERCENT)
            drop(t, i + 1, ASIDE_CAPTION);
        if (next && t->verdicts[i].keep && is_open(row(t, i)) &&
            percent_in(t->facts, i, i + 1) >= CAPTION_SAME_PERCENT)
            drop(t, i, ASIDE_CAPTION);
    }
}

/* The headlines under "Related news": open lines up to the next sentence or heading of a paragraph.
 */
static void drop_related(struct text *t)
{
    bool in_section = false;
    for (uint32_t i = 0; i < t->count; i++) {
        const float *f = row(t, i);
        if (f[FEATURE_PHRASE_ + PHRASE_RELATED] >= PHRASE_BEGINS &&
            f[FEATURE_WORDS] <= SECTION_HEAD_WORDS && !t->verdicts[i].keep) {
            in_section = true;
        } else if (!is_open(f) || f[FEATURE_WORDS] > SECTION_LINE_WORDS ||
                   t->facts->blocks->items[i].kind == BLOCK_HEADING) {
            in_section = false;
        } else if (in_section && t->verdicts[i].keep) {
            drop(t, i, ASIDE_NAVIGATION);
        }
    }
}

/* One or two short lines after the last sentence belong to the page. More are a list of the
 * article's. */
static void drop_tail(struct text *t)
{
    uint32_t lines = 0, sentences = 0, first = t->count, i = t->count;
    for (; i-- > 0;) {
        const float *f = row(t, i);
        if (!t->verdicts[i].keep)
            continue;
        if (!is_open(f) || f[FEATURE_WORDS] > TAIL_LINE_WORDS)
            break;
        lines++;
        first = i;
    }
    for (uint32_t k = 0; k < first && sentences < TAIL_BODY_LINES; k++)
        sentences += t->verdicts[k].keep && !is_open(row(t, k));
    if (lines == 0 || lines > TAIL_LINES || sentences < TAIL_BODY_LINES)
        return;
    for (uint32_t k = first; k < t->count; k++) {
        if (t->verdicts[k].keep)
            drop(t, k, ASIDE_NAVIGATION);
    }
}
