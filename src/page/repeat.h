/*
 * repeat.h - finds kept blocks that say again what kept blocks before them say.
 *
 *   in    block facts, which blocks are kept
 *   out   those among them that are repetitions
 *   uses  base/, features.h
 */
#ifndef ANNALS_PAGE_REPEAT_H
#define ANNALS_PAGE_REPEAT_H

#include "page/features.h"

/* Sets ret_repeated[i] for each kept block of at least REPEAT_WORDS_MIN words of whose shingles
 * REPEAT_PERCENT or more stand in kept, unrepeated blocks before it. A body that is printed twice
 * so comes out once, its first printing. ERR_MEMORY only. O(words). */
#define REPEAT_WORDS_MIN 8
#define REPEAT_PERCENT 85
bool repeat_find(const struct block_facts *facts, const bool *kept, struct arena *scratch,
                 bool *ret_repeated, struct err *err);

#endif
