/*
 * byline.h - authors' names out of what pages print around them.
 *
 *   in    "By Jane Roe and John Doe, Staff Writers", an author field, a reporter line
 *   out   the names
 *   uses  base/, metadata_words.h
 */
#ifndef ANNALS_PAGE_BYLINE_H
#define ANNALS_PAGE_BYLINE_H

#include "page/metadata_words.h"

#define BYLINE_NAMES_MAX 24

struct byline {
    struct slice names[BYLINE_NAMES_MAX]; /* in the order they stand, none twice */
    uint32_t count;
};

enum byline_trust {
    BYLINE_FIELD,   /* a field that holds authors: what it says are names, of people or not */
    BYLINE_VISIBLE, /* visible text: only what is spelled like a person's name */
};

/* Adds the names that text (one clean line) says. Markers ("By", "Reporter:"), roles, dates,
 * addresses and handles are dropped. Names are views into text. O(bytes). */
void byline_read(const struct metadata_words *words, struct slice text, enum byline_trust trust,
                 struct byline *byline);

/* The names joined by ", ", in arena; empty for no names. False when memory is exhausted. */
bool byline_join(const struct byline *byline, struct arena *arena, struct slice *ret_line);

/* The part of a line that opens like a byline: at its start, or after a bar or bullet as in
 * "2 December 2016 | By Jane Roe | 1,284 reads". Empty when none does. O(bytes). */
struct slice byline_find(const struct metadata_words *words, struct slice line);

#endif
