/*
 * fuzz_common.h - what several targets need: the check, text that may stand in an article, trees.
 */
#ifndef ANNALS_FUZZ_COMMON_H
#define ANNALS_FUZZ_COMMON_H

#include <stdlib.h>
#include <string.h>

#include "article/article.h"
#include "base/arena.h"
#include "base/utf8.h"

/* A property holds, or the target stops. */
static inline void demand(bool holds)
{
    if (!holds)
        abort();
}

/* The characters of the bytes that are valid UTF-8, without NUL: what text stages are given. */
static inline struct slice clean_text(struct arena *arena, const uint8_t *data, size_t size)
{
    char *out = arena_array(arena, char, size + 1);
    size_t length = 0;
    struct slice in = {(const char *)data, size};
    demand(out != NULL);
    for (size_t at = 0; at < size;) {
        uint32_t c;
        size_t bytes = utf8_decode(in, at, &c);
        if (c != UTF8_REPLACEMENT && c != 0) {
            memcpy(out + length, in.ptr + at, bytes);
            length += bytes;
        }
        at += bytes;
    }
    return (struct slice){out, length};
}

/* Text as documents hold it. */
static inline void demand_clean(struct slice s)
{
    demand(utf8_valid(s, NULL));
    demand(s.len == 0 || memchr(s.ptr, '\0', s.len) == NULL);
}

/* The tokens of one sentence have one root and no cycle. */
static inline void demand_tree(const struct token *tokens, uint32_t count)
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = i, steps = 0;
        for (; tokens[at].head != INDEX_NONE; steps++) {
            demand(tokens[at].head < count && steps < count);
            at = tokens[at].head;
        }
        roots += tokens[i].head == INDEX_NONE;
    }
    demand(roots == 1);
}

#endif
