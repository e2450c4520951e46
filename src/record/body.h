/*
 * body.h - an article's words, and the prints by which bodies that share a passage find each other.
 *
 *   in    an article's text
 *   out   hashes of its words; an id that equal bodies share; prints
 *   uses  arena, word.h
 *
 * Prints are chosen by winnowing (Schleimer, Wilkerson, Aiken: "Winnowing: local algorithms for
 * document fingerprinting", SIGMOD 2003): of each BODY_WINDOW shingles of BODY_SHINGLE_WORDS words
 * the one with the least hash. Two bodies that share BODY_WINDOW + BODY_SHINGLE_WORDS - 1 words in
 * a row share a print for certain, wherever the passage stands in either: so one index finds near
 * duplicates and a body inside another alike.
 */
#ifndef ANNALS_RECORD_BODY_H
#define ANNALS_RECORD_BODY_H

#include "base/arena.h"

/* Words of a shingle, the least that counts as a shared passage. */
#define BODY_SHINGLE_WORDS 8
/* Shingles of which one at least is a print. */
#define BODY_WINDOW 32
/* Prints of one body; of a longer one (about 65,000 words) the least ones. */
#define BODY_PRINTS_MAX 4096

struct body {
    int64_t id;         /* hash of the words in their order */
    uint64_t *words;    /* [word_count] hashes of the words in lower case */
    struct span *spans; /* [word_count] bytes of the text */
    bool *quoted;       /* [word_count] within quotation marks that open in its paragraph */
    bool *has_digit;    /* [word_count] the word starts with a digit */
    uint32_t word_count;
};

/* Reads a text. Everything lives in arena. False with ERR_MEMORY or ERR_LIMIT (arena). O(bytes),
 * thread safe. */
bool body_read(struct slice text, struct arena *arena, struct body *ret_body, struct err *err);

/* Its prints, ascending, without repetition; none of fewer words than a shingle has. Errors and
 * memory as above. O(words log words). */
bool body_prints(const struct body *body, struct arena *arena, int64_t **ret_prints,
                 size_t *ret_count, struct err *err);

/* The hash of BODY_SHINGLE_WORDS words from `at`. */
uint64_t body_shingle(const struct body *body, size_t at);

#endif
