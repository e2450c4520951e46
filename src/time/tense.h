/*
 * tense.h - does the verb over a word speak of the past or of what is to come?
 *
 *   in    tags, lemmas and trees of grammar/
 *   out   a tense; TENSE_UNKNOWN where the article is unparsed
 *   uses  base/, article/, grammar/grammar.h, words
 */
#ifndef ANNALS_TIME_TENSE_H
#define ANNALS_TIME_TENSE_H

#include "article/article.h"
#include "time/words.h"

enum tense { TENSE_UNKNOWN, TENSE_PAST, TENSE_PRESENT, TENSE_FUTURE };

enum verb_tag {
    VERB_NONE,
    VERB_BASE,
    VERB_PAST,
    VERB_GERUND,
    VERB_PARTICIPLE,
    VERB_PRESENT,
    VERB_MODAL
};

#define TENSE_TAGS_MAX 256

/* The grammar's label numbers as this stage needs them, looked up once for an article. */
struct tense_reader {
    const struct article *article;
    const struct word_table *words;
    uint8_t tags[TENSE_TAGS_MAX]; /* by xpos number: enum verb_tag */
    bool helps[TENSE_TAGS_MAX];   /* by deprel number: aux, aux:pass, cop */
    uint16_t future;              /* symbols of classes */
    uint16_t plan;
    uint16_t wish;
    uint16_t intend;
    uint16_t extend;
};

void tense_reader_init(struct tense_reader *reader, const struct article *article,
                       const struct word_table *words);

/* The tense of the verb that governs a token (article-wide index) of a sentence. O(tokens of the
 * sentence). */
enum tense tense_of(const struct tense_reader *reader, const struct sentence *sentence,
                    uint32_t token);

/* Whether that verb gives time that ends later: "until Friday" after "extended" is still to come.
 */
bool tense_extends(const struct tense_reader *reader, const struct sentence *sentence,
                   uint32_t token);

#endif
