/*
 * facts.h - the fact files of data/: one fact a line.
 *
 *   in    a built-in file of lines "kind TAB word" or "kind TAB word TAB value"
 *   out   the facts in the file's order, as views into it
 *   uses  base/
 *
 * Empty lines and lines that start with '#' are comments. White space around a field is dropped.
 */
#ifndef ANNALS_PAGE_FACTS_H
#define ANNALS_PAGE_FACTS_H

#include "base/arena.h"

struct fact {
    struct slice kind;
    struct slice word;
    struct slice value; /* empty when the line has none */
    size_t offset;      /* of the line in its file, bytes: for error messages */
};

/* All facts of the built-in file `name`. False with ERR_MISSING when it was not built in,
 * ERR_FORMAT and the line's offset when a line has no kind or no word, ERR_MEMORY. O(bytes). */
bool facts_read(const char *name, struct arena *arena, const struct fact **ret_facts,
                size_t *ret_count, struct err *err);

#endif
