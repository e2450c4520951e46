/*
 * classify.c - a forest judges the blocks, a few rules correct it and say the reason.
 *
 *   in    blocks, trained weights, word lists
 *   out   verdicts
 *
 * Pages and plain text have a forest of their own, over the same features.
 */
#include "page/classify.h"

#include <math.h>

#include "base/resource.h"
#include "page/features.h"
#include "page/lexicon.h"
#include "page/repeat.h"
#include "page/rules.h"
#include "page/weights.h"

#define SECOND_PRINTING_PART 4 /* of the kept words, at least, are repeated */

struct classifier {
    struct lexicon lexicon;
    struct weights weights;
};

/* What the steps share about one document. */
struct judging {
    const struct classifier *classifier;
    const struct blocks *blocks;
    struct block_facts facts;
    float *matrix; /* [count][FEATURE_COUNT] */
    struct verdict *verdicts;
    bool is_html;
};

static bool judge(struct judging *j, struct arena *scratch, struct err *err);
static bool correct(struct judging *j, struct slice title, struct arena *scratch, struct err *err);
static enum aside_reason reason_of(const struct judging *j, uint32_t i);

bool classifier_load(struct arena *arena, const struct classifier **ret_classifier, struct err *err)
{
    struct classifier *classifier = arena_new(arena, struct classifier);
    if (!classifier)
        return arena_fail(arena, err);
    if (!lexicon_load(arena, &classifier->lexicon, err) ||
        !weights_read(resource_get("models/page.bin"), FEATURE_COUNT, arena, &classifier->weights,
                      err))
        return false;
    *ret_classifier = classifier;
    return true;
}

bool classify_blocks(const struct classifier *classifier, const struct blocks *blocks,
                     struct slice title, struct arena *scratch, struct verdict *ret_verdicts,
                     struct err *err)
{
    struct judging j = {.classifier = classifier,
                        .blocks = blocks,
                        .verdicts = ret_verdicts,
                        .is_html = blocks->html != NULL};
    if (blocks->count == 0)
        return true;
    j.matrix = arena_array(scratch, float, (size_t)blocks->count *FEATURE_COUNT);
    if (!j.matrix)
        return arena_fail(scratch, err);
    const struct score_table *tables = classifier->weights.tables;
    const struct feature_sources sources = {
        &classifier->lexicon, &tables[j.is_html ? TABLE_HTML_WORDS : TABLE_TEXT_WORDS],
        &tables[TABLE_HTML_CLASSES], j.is_html ? SLICE_EMPTY : title};
    if (!features_compute(&sources, blocks, scratch, j.matrix, &j.facts, NULL, err))
        return false;
    return judge(&j, scratch, err) && correct(&j, title, scratch, err);
}

static bool judge(struct judging *j, struct arena *scratch, struct err *err)
{
    const struct forest *forest =
        &j->classifier->weights.forests[j->is_html ? FOREST_HTML : FOREST_TEXT];
    double *p = arena_array(scratch, double, j->blocks->count);
    if (!p)
        return arena_fail(scratch, err);
    forest_probabilities(forest, j->matrix, FEATURE_COUNT, j->blocks->count, p);
    for (uint32_t i = 0; i < j->blocks->count; i++)
        j->verdicts[i] = (struct verdict){
            .score = p[i], .keep = p[i] >= (double)forest->keep_at, .reason = reason_of(j, i)};
    return true;
}

/* ---- corrections ---- */

/* The headline of a page is in its own field. */
static void drop_headline(struct judging *j, struct slice title)
{
    for (uint32_t i = 0; i < j->blocks->count; i++) {
        const struct block *b = &j->blocks->items[i];
        if (slice_equal_nocase(b->text, title) ||
            (i == j->facts.headline && b->heading_level == 1)) {
            j->verdicts[i].keep = false;
            j->verdicts[i].reason = ASIDE_METADATA;
        }
    }
}

/* A page of a few words gives the forest nothing to go by: where it keeps none, what nothing speaks
 * against is kept. */
static void keep_something(struct judging *j)
{
    for (uint32_t i = 0; i < j->blocks->count; i++) {
        if (j->verdicts[i].keep)
            return;
    }
    for (uint32_t i = 0; i < j->blocks->count; i++)
        j->verdicts[i].keep = j->verdicts[i].reason == ASIDE_OTHER &&
                              j->blocks->items[i].kind != BLOCK_CONTROL &&
                              !(j->blocks->items[i].flags & BLOCK_HIDDEN);
}

/* A page that prints its body twice repeats much of it. Single lines are said twice on purpose. */
static bool is_second_printing(const struct judging *j, const bool *kept, const bool *repeated)
{
    const uint32_t *before = j->facts.words_before;
    uint32_t all = 0, again = 0;
    for (uint32_t i = 0; i < j->blocks->count; i++) {
        all += kept[i] ? before[i + 1] - before[i] : 0;
        again += repeated[i] ? before[i + 1] - before[i] : 0;
    }
    return again >= all / SECOND_PRINTING_PART;
}

static bool correct(struct judging *j, struct slice title, struct arena *scratch, struct err *err)
{
    uint32_t count = j->blocks->count;
    bool *kept = arena_array(scratch, bool, count), *repeated = arena_array(scratch, bool, count);
    if (!kept || !repeated)
        return arena_fail(scratch, err);
    const struct lexicon *lexicon = &j->classifier->lexicon;
    if (j->is_html) {
        drop_headline(j, title);
        rules_apply_html(lexicon, &j->facts, j->matrix, j->verdicts);
    } else {
        rules_apply_text(lexicon, &j->facts, j->matrix, j->verdicts);
    }
    keep_something(j);
    for (uint32_t i = 0; i < count; i++)
        kept[i] = j->verdicts[i].keep;
    if (!repeat_find(&j->facts, kept, scratch, repeated, err))
        return false;
    for (uint32_t i = 0; i < count && (!j->is_html || is_second_printing(j, kept, repeated)); i++) {
        if (repeated[i])
            j->verdicts[i] = (struct verdict){j->verdicts[i].score, false, ASIDE_REPEATED};
    }
    return true;
}

/* ---- reasons ---- */

static bool phrase(const float *f, enum phrase_group group)
{
    return f[FEATURE_PHRASE_ + group] >= PHRASE_INSIDE;
}

/* An element that holds only this block, or one around it, is named so. */
static bool hint(const float *f, enum hint_group group, float level)
{
    return f[FEATURE_HINT_ + group] <= level;
}

static enum aside_reason reason_of_html(const float *f)
{
    if (hint(f, HINT_COMMENTS, 4))
        return ASIDE_COMMENTS;
    if (hint(f, HINT_PAYWALL, 1) || hint(f, HINT_COOKIES, 1))
        return ASIDE_PAYWALL;
    if (hint(f, HINT_CAPTION, 0))
        return ASIDE_CAPTION;
    if (hint(f, HINT_BYLINE, 1) || hint(f, HINT_DATE, 0))
        return ASIDE_METADATA;
    bool in_nav = hint(f, HINT_NAVIGATION, 3) || hint(f, HINT_SHARE, 2) || hint(f, HINT_TAGS, 1) ||
                  hint(f, HINT_RELATED, 3) || hint(f, HINT_FOOTER, 4) || hint(f, HINT_SIDEBAR, 4) ||
                  hint(f, HINT_HEADER, 2);
    return in_nav || f[FEATURE_LINK_RATIO] > 0.5f ? ASIDE_NAVIGATION : ASIDE_OTHER;
}

static enum aside_reason reason_of(const struct judging *j, uint32_t i)
{
    const struct block *b = &j->blocks->items[i];
    const float *f = j->matrix + (size_t)i * FEATURE_COUNT;
    if (i == j->facts.headline || j->facts.title_share[i] >= 0.9f)
        return ASIDE_METADATA;
    if (b->kind == BLOCK_CAPTION || phrase(f, PHRASE_CAPTION))
        return ASIDE_CAPTION;
    if (phrase(f, PHRASE_COMMENTS))
        return ASIDE_COMMENTS;
    if (phrase(f, PHRASE_PAYWALL))
        return ASIDE_PAYWALL;
    if (phrase(f, PHRASE_BYLINE))
        return ASIDE_METADATA;
    if (phrase(f, PHRASE_NAVIGATION) || phrase(f, PHRASE_SHARE) || phrase(f, PHRASE_TAGS) ||
        phrase(f, PHRASE_RELATED))
        return ASIDE_NAVIGATION;
    return j->is_html ? reason_of_html(f) : ASIDE_OTHER;
}
