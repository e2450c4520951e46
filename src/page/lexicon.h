/*
 * lexicon.h - the word lists of data/en/page/: class names, phrases, function words.
 *
 *   in    the built-in lists
 *   out   lookups by word
 *   uses  base/
 */
#ifndef ANNALS_PAGE_LEXICON_H
#define ANNALS_PAGE_LEXICON_H

#include "base/arena.h"
#include "base/map.h"
#include "page/hash_set.h"

/* X(constant, name): the groups of data/en/page/hints.txt. */
#define HINT_GROUPS(X)                                                                             \
    X(NAVIGATION, "navigation")                                                                    \
    X(SHARE, "share")                                                                              \
    X(COMMENTS, "comments")                                                                        \
    X(RELATED, "related")                                                                          \
    X(PROMOTION, "promotion")                                                                      \
    X(PAYWALL, "paywall")                                                                          \
    X(COOKIES, "cookies")                                                                          \
    X(FOOTER, "footer")                                                                            \
    X(HEADER, "header")                                                                            \
    X(SIDEBAR, "sidebar")                                                                          \
    X(BYLINE, "byline")                                                                            \
    X(DATE, "date")                                                                                \
    X(META, "meta")                                                                                \
    X(CAPTION, "caption")                                                                          \
    X(TAGS, "tags")                                                                                \
    X(HEADLINE, "headline")                                                                        \
    X(BODY, "body")                                                                                \
    X(ARTICLE, "article")                                                                          \
    X(CONTENTS, "contents")                                                                        \
    X(PRODUCT, "product")                                                                          \
    X(QUESTION, "question")                                                                        \
    X(HIDDEN, "hidden") X(SEARCH, "search") X(QUOTE, "quote") X(REFERENCE, "reference")

enum hint_group {
#define HINT_CONSTANT(constant, name) HINT_##constant,
    HINT_GROUPS(HINT_CONSTANT)
#undef HINT_CONSTANT
        HINT_COUNT
};

/* X(constant, name): the groups of data/en/page/phrases.txt. */
#define PHRASE_GROUPS(X)                                                                           \
    X(NAVIGATION, "navigation")                                                                    \
    X(SHARE, "share")                                                                              \
    X(PAYWALL, "paywall")                                                                          \
    X(COMMENTS, "comments")                                                                        \
    X(RELATED, "related")                                                                          \
    X(TAGS, "tags")                                                                                \
    X(CAPTION, "caption") X(BYLINE, "byline") X(DISCLOSURE, "disclosure") X(ACTION, "action")

enum phrase_group {
#define PHRASE_CONSTANT(constant, name) PHRASE_##constant,
    PHRASE_GROUPS(PHRASE_CONSTANT)
#undef PHRASE_CONSTANT
        PHRASE_COUNT
};

/* How a phrase stands in a block; a higher value says more. */
enum phrase_match { PHRASE_NONE, PHRASE_INSIDE, PHRASE_ENDS, PHRASE_BEGINS, PHRASE_WHOLE };

#define PHRASE_WORDS_MAX 8        /* of one phrase */
#define PHRASE_BLOCK_WORDS_MAX 60 /* of a longer block the first so many are looked at */

/* One word of a block: lower case, "'" for both apostrophes, "#" for a number. */
struct word {
    struct slice text;
    uint32_t hash;
};

struct phrase {
    uint32_t words[PHRASE_WORDS_MAX]; /* hashes */
    uint8_t word_count;
    uint8_t group;
    uint8_t match; /* the match it asks for */
    uint32_t next; /* the next phrase with the same first word, or UINT32_MAX */
};

/* Words are looked up by their hash; a set says "no" without a map's second hash. */
struct lexicon {
    struct hash_set stopwords;
    struct hash_set agencies;     /* of picture credits */
    struct hash_set credit_leads; /* "Photo", before a colon and a name */
    struct hash_set menu;         /* words of menus and share bars */
    struct hash_set hint_parts;
    struct hash_set phrase_starts;
    struct map hints;  /* part -> bits of enum hint_group */
    struct map starts; /* the 4 bytes of a phrase's first word hash -> first phrase */
    const struct phrase *phrases;
};

/* Everything lives in arena. ERR_FORMAT and the byte when a list is damaged. */
bool lexicon_load(struct arena *arena, struct lexicon *ret_lexicon, struct err *err);

/* The hash under which words and class parts are scored. */
uint32_t lexicon_hash(struct slice word);
/* The hash of two words in a row. */
uint32_t lexicon_hash_pair(uint32_t first, uint32_t second);

/* The hash of SHINGLE_WORDS words in a row. */
#define SHINGLE_WORDS 4
uint32_t lexicon_shingle(const struct word *words);

/* Cuts text into words, at most max of them. buffer has room for text.len + 1 bytes and holds the
 * words' text. Returns how many. O(text). */
uint32_t lexicon_words(struct slice text, char *buffer, struct word *ret_words, uint32_t max);

/* The best match of each group's phrases in a block of these words. O(words * phrases with the same
 * first word). */
void lexicon_phrases(const struct lexicon *lexicon, const struct word *words, uint32_t count,
                     uint8_t ret_matches[PHRASE_COUNT]);

/* How a picture credit stands in a block: "Name/AGENCY" somewhere, or at its end, where
 * "(Name/Name)" and "Photo: Name" are credits too. */
enum credit { CREDIT_NONE, CREDIT_INSIDE, CREDIT_ENDS };
enum credit lexicon_credit(const struct lexicon *lexicon, struct slice text);

/* Calls visit for each part of an attribute value, and for the whole of each of its names with
 * digits left out ("post-1234" and "post-99" are "post-"), told by is_whole. Parts are lower case
 * and at most 32 bytes. */
void lexicon_parts(struct slice value, void (*visit)(void *user, struct slice part, bool is_whole),
                   void *user);

#endif
