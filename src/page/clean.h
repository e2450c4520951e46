/*
 * clean.h - metadata strings as they are shown: one line, no markup's leftovers.
 *
 *   in    strings of a page: attribute values, texts, JSON-LD strings
 *   out   valid UTF-8 with single spaces, no control or invisible characters
 *   uses  base/, metadata_words.h
 */
#ifndef ANNALS_PAGE_CLEAN_H
#define ANNALS_PAGE_CLEAN_H

#include "page/metadata_words.h"

/* A copy of raw in arena: white space collapsed to single spaces and trimmed, control, zero-width
 * and direction characters dropped, invalid bytes replaced by U+FFFD. With words not NULL,
 * character references ("&amp;", "&#8217;") are decoded once. False when memory is exhausted.
 * O(bytes). */
bool clean_line(const struct metadata_words *words, struct slice raw, struct arena *arena,
                struct slice *ret_line);

/* s without white space at both ends, Unicode's too (no-break, en and thin spaces). O(what goes).
 */
struct slice trim_spaces(struct slice s);

/* Letters and digits of s in lower case, everything else as one space between words: for comparing
 * titles. False when memory is exhausted. O(bytes). */
bool clean_key(struct slice s, struct arena *arena, struct slice *ret_key);

/* A URL's host without "www.", or the empty slice when it is no http(s) URL. */
struct slice url_host(struct slice url);
/* A URL's path with query, from its first '/' on; empty when it has none. */
struct slice url_path(struct slice url);
/* True for an absolute http(s) URL of printable characters. */
bool url_is_http(struct slice url);

#endif
