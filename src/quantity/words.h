/*
 * words.h - the words around numbers and the parts that they play.
 *
 *   in    data files "role | words | value"
 *   out   the value of a word or of up to four words in a role
 *   uses  base/
 */
#ifndef ANNALS_QUANTITY_WORDS_H
#define ANNALS_QUANTITY_WORDS_H

#include "base/data_set.h"
#include "base/map.h"

/* X(constant, name): the roles of data/en/quantity/quantitywords.txt, which explains them. */
#define QUANTITY_ROLES(X)                                                                          \
    X(AT_LEAST, "at-least")                                                                        \
    X(ABOVE, "above")                                                                              \
    X(AT_MOST, "at-most")                                                                          \
    X(BELOW, "below")                                                                              \
    X(ABOUT, "about")                                                                              \
    X(BETWEEN, "between")                                                                          \
    X(OR_MORE, "or-more")                                                                          \
    X(RANGE, "range")                                                                              \
    X(JOINED, "joined")                                                                            \
    X(PERCENT, "percent")                                                                          \
    X(SIGN, "sign")                                                                                \
    X(CURRENCY, "currency")                                                                        \
    X(MEASURE, "measure")                                                                          \
    X(PERSON, "person")                                                                            \
    X(PRONOUN, "pronoun")                                                                          \
    X(OBJECT, "object")                                                                            \
    X(SUBJECT, "subject")                                                                          \
    X(STATE, "state")                                                                              \
    X(NOUN, "noun")                                                                                \
    X(FATE, "fate")                                                                                \
    X(LIVES, "lives")                                                                              \
    X(TAKES, "takes")                                                                              \
    X(INCLUDING, "including")                                                                      \
    X(LEAVE, "leave")                                                                              \
    X(PRISON, "prison")                                                                            \
    X(SPAN, "span")                                                                                \
    X(LABEL, "label")                                                                              \
    X(PART, "part")                                                                                \
    X(PLURAL, "plural")

enum quantity_role {
#define ROLE_CONSTANT(constant, name) ROLE_##constant,
    QUANTITY_ROLES(ROLE_CONSTANT)
#undef ROLE_CONSTANT
        ROLE_COUNT
};

/* Words of one entry, and bytes of them together. */
#define QUANTITY_WORDS_MAX 4
#define QUANTITY_WORDS_BYTES_MAX 40

struct quantity_words {
    struct map index; /* lower-case words parted by one space, to the first use */
    VECTOR(struct role_use) uses;
};

struct role_use {
    enum quantity_role role;
    struct slice value;
    int32_t next; /* or -1 */
};

/* Reads all files of the kinds "quantitywords" and "agents" of the set. Bad lines are told and
 * passed over; false with ERR_MEMORY. */
bool quantity_words_load(struct quantity_words *words, const struct data_set *set,
                         struct arena *arena, struct data_faults *faults, struct err *err);

/* The first use of `count` words, which are looked up in lower case, or -1. */
int32_t quantity_words_uses(const struct quantity_words *words, const struct slice *texts,
                            size_t count);
/* Whether a word plays a role; its value then. */
bool quantity_word_is(const struct quantity_words *words, struct slice text,
                      enum quantity_role role, struct slice *ret_value);
/* As above from a use that was looked up. */
bool quantity_use_is(const struct quantity_words *words, int32_t use, enum quantity_role role,
                     struct slice *ret_value);

#endif
