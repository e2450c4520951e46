/*
 * fuzz_html.c - any UTF-8 page makes a tree whose nodes nest and whose slices can be read.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "page/blocks.h"
#include "page/html.h"

static unsigned touched; /* sum of all bytes, so that reading them is not optimised away */

static void touch(struct slice s)
{
    for (size_t i = 0; i < s.len; i++)
        touched += (unsigned char)s.ptr[i];
}

static void check_tree(const struct html *html)
{
    for (uint32_t i = 0; i < html->node_count; i++) {
        const struct html_node *n = &html->nodes[i];
        if (i > 0 && (n->parent >= i || n->end <= i || n->end > html->nodes[n->parent].end ||
                      n->depth != html->nodes[n->parent].depth + 1 || n->depth > HTML_DEPTH_MAX))
            abort();
        if (n->first_attribute + n->attribute_count > html->attribute_count)
            abort();
        touch(n->name);
        touch(n->text);
    }
    for (uint32_t i = 0; i < html->attribute_count; i++) {
        touch(html->attributes[i].name);
        touch(html->attributes[i].value);
    }
}

static void check_blocks(const struct blocks *blocks)
{
    for (uint32_t i = 0; i < blocks->count; i++) {
        const struct block *b = &blocks->items[i];
        if (b->text.len == 0 || b->link_words > b->words || !utf8_valid(b->text, NULL) ||
            b->text.ptr[0] == ' ' || b->text.ptr[b->text.len - 1] == ' ')
            abort();
        if (i > 0 && b->first_node < blocks->items[i - 1].first_node)
            abort();
    }
    if (blocks->before[blocks->html->node_count] != blocks->count)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct html html;
    struct blocks blocks;
    struct err err;
    struct slice page = {(const char *)data, size};
    if (size == 0 || !utf8_valid(page, NULL) || memchr(data, 0, size))
        return 0;
    arena_init(&arena, (size_t)256 << 20);
    if (html_parse(page, &arena, &html, &err)) {
        check_tree(&html);
        if (blocks_from_html(&html, &arena, &blocks, &err))
            check_blocks(&blocks);
    }
    arena_free(&arena);
    return 0;
}
