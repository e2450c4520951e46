/*
 * classify.c - the verdict on each block.
 *
 *   in    blocks
 *   out   verdicts
 */
#include "page/classify.h"

struct classifier {
    int unused;
};

bool classifier_load(struct arena *arena, const struct classifier **ret_classifier, struct err *err)
{
    struct classifier *classifier = arena_new(arena, struct classifier);
    if (!classifier)
        return arena_fail(arena, err);
    *ret_classifier = classifier;
    return true;
}

bool classify_blocks(const struct classifier *classifier, const struct blocks *blocks,
                     struct slice title, struct arena *scratch, struct verdict *ret_verdicts,
                     struct err *err)
{
    (void)classifier;
    (void)scratch;
    (void)err;
    for (uint32_t i = 0; i < blocks->count; i++) {
        const struct block *block = &blocks->items[i];
        bool heading = block->kind == BLOCK_HEADING && i + 1 < blocks->count &&
                       blocks->items[i + 1].words > 20;
        bool title_again = blocks->html && slice_equal(block->text, title);
        bool keep = (block->words > 12 && block->link_words * 3 < block->words) || heading;
        ret_verdicts[i] = (struct verdict){keep && !title_again, keep && !title_again,
                                           title_again ? ASIDE_METADATA : ASIDE_OTHER};
    }
    return true;
}
