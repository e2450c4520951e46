/*
 * conllu_read.h - CoNLL-U as given: sentences and words that are taken as they stand.
 *
 *   in    valid UTF-8 in the form of universaldependencies.org/format.html
 *   out   an article's text, paragraphs, sentences, tokens, and the lines they came from
 *   uses  base/, article/
 */
#ifndef ANNALS_READING_CONLLU_READ_H
#define ANNALS_READING_CONLLU_READ_H

#include "article/article.h"
#include "base/arena.h"

/*
 * Reads sentences until the end of bytes. Of each word only ID, FORM and SpaceAfter=No in MISC are
 * read; comments, multiword tokens and MISC come out again as they stood, empty nodes (8.1) and
 * enhanced dependencies do not. The article's text is the forms, parted by spaces; "# newpar" and
 * "# newdoc" part paragraphs. bytes outlives the article. False with ERR_FORMAT, the byte and
 * *ret_line (from 1) of the first bad line, ERR_EMPTY when there is no word, ERR_LIMIT or
 * ERR_MEMORY. Thread safe. O(bytes).
 */
bool conllu_read(struct slice bytes, struct arena *arena, struct article *article,
                 uint64_t *ret_line, struct err *err);

/* A line of a sentence. */
enum conllu_kind { CONLLU_COMMENT, CONLLU_WORD, CONLLU_MULTIWORD, CONLLU_EMPTY_NODE };

struct conllu_line {
    enum conllu_kind kind;
    uint32_t first; /* ID: 8, or 8 of 8-9, or 8 of 8.1 */
    uint32_t last;  /* 9 of 8-9 */
    struct slice id;
    struct slice form;
    struct slice misc;
};

/* Takes a line, which is not empty, apart. False when it is wrong; *ret_wrong says how. */
bool conllu_line_read(struct slice line, struct conllu_line *ret_line, const char **ret_wrong);

#endif
