/*
 * features.h - what the block classifier is told about each block.
 *
 *   in    blocks, lexicon, the page's own titles and JSON-LD
 *   out   a matrix of numbers [blocks][FEATURE_COUNT]
 *   uses  base/, blocks.h, lexicon.h
 *
 * Numbers are counts, ratios and small codes; the trees only compare them, so no scaling is needed.
 * In plain text what only a page has is 0.
 *
 * Levels: going up from a block, level 0 is every element that holds this block alone, level 1 the
 * next ones that hold the same larger set of blocks, and so on.
 */
#ifndef ANNALS_PAGE_FEATURES_H
#define ANNALS_PAGE_FEATURES_H

#include "page/blocks.h"
#include "page/lexicon.h"
#include "page/weights.h"

#define FEATURE_LEVELS 5      /* levels 1 to 5 are described each */
#define FEATURE_LEVEL_NONE 15 /* "no ancestor has it"; levels above count as 14 */

/* X(name) of one number each. Names with a trailing _ are the first of a row. */
#define FEATURES(X)                                                                                \
    /* the block's own text */                                                                     \
    X(WORDS)                                                                                       \
    X(BYTES)                                                                                       \
    X(LINK_RATIO)                                                                                  \
    X(LINKS)                                                                                       \
    X(STRONG_RATIO)                                                                                \
    X(EM_RATIO)                                                                                    \
    X(KIND)                                                                                        \
    X(HEADING_LEVEL)                                                                               \
    X(FLAGS)                                                                                       \
    X(IMAGES_BEFORE)                                                                               \
    X(EMPTY_LINES)                                                                                 \
    X(WORD_BYTES)                                                                                  \
    X(UPPER_RATIO)                                                                                 \
    X(CAPS_RATIO)                                                                                  \
    X(DIGIT_RATIO)                                                                                 \
    X(STOP_RATIO)                                                                                  \
    X(SENTENCES)                                                                                   \
    X(END_MARK)                                                                                    \
    X(COMMAS)                                                                                      \
    X(QUOTES)                                                                                      \
    X(START_CLASS)                                                                                 \
    X(SYMBOLS)                                                                                     \
    X(ADDRESS)                                                                                     \
    X(YEAR)                                                                                        \
    X(TAG)                                                                                         \
    X(CREDIT) /* trained scores of its words and of the class names above it */                    \
    X(TEXT_MEAN)                                                                                   \
    X(TEXT_MIN)                                                                                    \
    X(TEXT_MAX)                                                                                    \
    X(TEXT_SUM)                                                                                    \
    X(TEXT_FIRST)                                                                                  \
    X(CLASS_MIN)                                                                                   \
    X(CLASS_MAX)                                                                                   \
    X(CLASS_SUM)                                                                                   \
    X(CLASS_NEAR) /* where it stands */                                                            \
    X(INDEX)                                                                                       \
    X(INDEX_RATIO)                                                                                 \
    X(WORDS_RATIO)                                                                                 \
    X(BLOCKS_AFTER)                                                                                \
    X(SINCE_HEADLINE)                                                                              \
    X(WORDS_SINCE_HEADLINE)                                                                        \
    X(TITLE_SHARE)                                                                                 \
    X(TITLE_COVER)                                                                                 \
    X(DESCRIPTION_SHARE)                                                                           \
    X(LEVELS_ABOVE)                                                                                \
    X(ROOT50)                                                                                      \
    X(ROOT70)                                                                                      \
    X(ROOT90)                                                                                      \
    X(ROOT50_POSITION)                                                                             \
    X(ROOT50_WORDS)                                                                                \
    X(ROOT90_WORDS)                                                                                \
    X(ROOT50_LINKS)                                                                                \
    X(GOOD_BEFORE)                                                                                 \
    X(GOOD_AFTER)                                                                                  \
    X(GOOD_BEFORE_WORDS)                                                                           \
    X(GOOD_AFTER_WORDS) /* the page */                                                             \
    X(PAGE_BLOCKS)                                                                                 \
    X(PAGE_WORDS)                                                                                  \
    X(PAGE_GOOD)                                                                                   \
    X(PAGE_GOOD_BLOCKS)                                                                            \
    X(PAGE_LINK_RATIO)                                                                             \
    X(LD_BODY)                                                                                     \
    X(LD_SHARE) /* blocks like it */                                                               \
    X(COPIES)                                                                                      \
    X(COPY_INDEX)                                                                                  \
    X(SEEN_SHARE)                                                                                  \
    X(LIKE_BLOCKS)                                                                                 \
    X(LIKE_WORDS)                                                                                  \
    X(LIKE_MEAN)                                                                                   \
    X(LIKE_LINKS)                                                                                  \
    X(LIKE_GOOD)                                                                                   \
    X(LIKE_TEXT) /* the heading above, the last tell-tale phrase */                                \
    X(HEADING_SINCE)                                                                               \
    X(HEADING_ABOVE)                                                                               \
    X(HEADING_TEXT) X(HEADING_CLASS) X(HEADING_PHRASE) X(PHRASE_SINCE) X(PHRASE_GROUP)

enum feature {
#define FEATURE_CONSTANT(name) FEATURE_##name,
    FEATURES(FEATURE_CONSTANT)
#undef FEATURE_CONSTANT
        FEATURE_PHRASE_,                            /* [PHRASE_COUNT] enum phrase_match */
    FEATURE_HINT_ = FEATURE_PHRASE_ + PHRASE_COUNT, /* [HINT_COUNT] nearest level */
    FEATURE_ABOVE_ = FEATURE_HINT_ + HINT_COUNT,    /* [FEATURE_ANCESTORS] nearest level */
#define FEATURE_ANCESTORS 16
    FEATURE_CLASS_ = FEATURE_ABOVE_ + FEATURE_ANCESTORS, /* [FEATURE_LEVELS] class score */
    FEATURE_LEVEL_ = FEATURE_CLASS_ + FEATURE_LEVELS,    /* [FEATURE_LEVELS][8], see features.c */
#define FEATURE_LEVEL_ITEMS 8
    FEATURE_NEAR_ = FEATURE_LEVEL_ + FEATURE_LEVELS * FEATURE_LEVEL_ITEMS,
/* [FEATURE_NEIGHBOURS][7]: the blocks at -2, -1, 1, 2 */
#define FEATURE_NEIGHBOURS 4
#define FEATURE_NEAR_ITEMS 7
    FEATURE_WINDOW_ = FEATURE_NEAR_ + FEATURE_NEIGHBOURS * FEATURE_NEAR_ITEMS,
/* [FEATURE_WINDOWS][4]: means over the 3 and the 8 blocks each way */
#define FEATURE_WINDOWS 2
#define FEATURE_WINDOW_ITEMS 4
    FEATURE_COUNT = FEATURE_WINDOW_ + FEATURE_WINDOWS * FEATURE_WINDOW_ITEMS
};

/* FEATURE_END_MARK: what closes a block. */
enum end_mark { END_NONE, END_PERIOD, END_QUESTION, END_COLON, END_QUOTE, END_COMMA, END_ELLIPSIS };

/* What the features rest on and later steps use again. Arrays are [blocks->count (+ 1)]. */
struct block_facts {
    const struct blocks *blocks;
    const uint32_t *words_before; /* [count + 1] words of the blocks before */
    const uint32_t *good_before;  /* [count + 1] likewise, of blocks that look like running text */
    const uint32_t *like; /* blocks with the same number stand in the same kind of element */
    const uint32_t (
        *levels)[FEATURE_LEVELS][2]; /* [count] first and past-last block of levels 1… */
    const struct word *words;        /* all words of all blocks */
    const uint32_t *word_start;      /* [count + 1] into words */
    const float *title_share;        /* how much of the page's title the block says, and it alone */
    uint32_t like_count;
    uint32_t headline; /* the block that is the headline, or UINT32_MAX */
};

/* Where features_compute tells the tokens that it looked up; NULL members are not told. Used by the
 * training's dumper only. */
struct feature_trace {
    void (*word)(void *user, uint32_t block, uint32_t hash, bool first);
    void (*part)(void *user, uint32_t node, uint32_t hash);
    void (*above)(void *user, uint32_t block, uint32_t node, uint32_t level);
    void *user;
};

/* What features_compute reads beside the blocks. */
struct feature_sources {
    const struct lexicon *lexicon;
    const struct score_table *word_scores;
    const struct score_table *class_scores;
    struct slice title; /* given beside the text, or empty */
};

/* Fills ret_matrix, which has room for blocks->count * FEATURE_COUNT floats. Facts live in scratch.
 * trace may be NULL. O(blocks * depth + text). */
bool features_compute(const struct feature_sources *sources, const struct blocks *blocks,
                      struct arena *scratch, float *ret_matrix, struct block_facts *ret_facts,
                      const struct feature_trace *trace, struct err *err);

#endif
