/*
 * spelling.h - one key for the spellings of one name: Sergey, Sergei; Qaddafi, Gadhafi.
 *
 *   in    data files of the kinds spelling and names (docs/data.md), folded words
 *   out   a hash per word that its spellings share
 *   uses  data_set, keys
 *
 * A word's key is made by the rules of data/actors/spelling.txt, from top to bottom: letters that
 * stand twice are taken as one, each rule replaces its letters wherever they stand, and again
 * doubles are taken as one. A word that a line `same` or names.txt puts together with others has
 * the key of the first.
 */
#ifndef ANNALS_ACTORS_SPELLING_H
#define ANNALS_ACTORS_SPELLING_H

#include "actors/keys.h"
#include "base/data_set.h"
#include "base/vector.h"

/* What else spelling.txt says of a word, or of a country's code. */
enum spelling_class {
    SPELLING_SKIPPED = 1,      /* "al": left out of keys */
    SPELLING_PARTICLE = 2,     /* "van": belongs to the last name that it stands before */
    SPELLING_SUFFIX = 4,       /* "jr": stands behind the last name */
    SPELLING_FAMILY_FIRST = 8, /* a country's code: the family name stands first */
};

struct spelling_rule {
    struct slice from;
    struct slice to;
    uint32_t letters; /* of from: bit 0 is a */
    bool at_start;
    bool at_end;
};

struct spelling {
    VECTOR(struct spelling_rule) rules;
    VECTOR(struct slice) same_firsts; /* first words of lines, as written */
    uint64_t *same_keys;              /* [same_firsts.count], once finished */
    struct keys same;                 /* hash of a word -> number in same_keys */
    struct keys classes;              /* hash of a word -> enum spelling_class */
    struct arena *arena;
};

/* Reads all lines of the kind spelling. False with ERR_MEMORY. */
bool spelling_load(struct spelling *spelling, const struct data_set *set,
                   struct data_faults *faults, struct arena *arena, struct err *err);

/* Says that a word has the key of another; what is said first of a word counts. False with
 * ERR_MEMORY. */
bool spelling_join(struct spelling *spelling, struct slice word, struct slice first,
                   struct err *err);

/* To be called once all rules and words are there, before the first key. False with ERR_MEMORY. */
bool spelling_finish(struct spelling *spelling, struct err *err);

/* The hash of a folded word's key; 0 for a word that is left out. O(rules), mostly far less. */
uint64_t spelling_hash(const struct spelling *spelling, struct slice word);

/* Sum of enum spelling_class. O(1). */
unsigned spelling_class(const struct spelling *spelling, struct slice word);

/* As spelling_class, of a text that is not folded yet, such as a country's code. */
unsigned spelling_class_of_name(const struct spelling *spelling, struct slice text);

/* Writes the key itself, for questions and tests; returns its length. */
size_t spelling_key(const struct spelling *spelling, struct slice word, char *out, size_t room);

#endif
