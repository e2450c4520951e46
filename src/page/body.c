/*
 * body.c - puts paragraphs together.
 *
 *   in    blocks and verdicts
 *   out   article->text with "\n\n" between paragraphs; article->asides
 */
#include "page/body.h"

#include <string.h>

#include "base/limits.h"

#define HEADLINE_WORDS_MAX 25

struct totals {
    uint32_t kept;
    uint32_t left_out;
    size_t text_bytes; /* of the kept blocks and the breaks between them */
    size_t aside_bytes;
};

static struct totals count_totals(const struct blocks *blocks, const struct verdict *verdicts)
{
    struct totals t = {0};
    for (uint32_t i = 0; i < blocks->count; i++) {
        if (verdicts[i].keep) {
            t.text_bytes += blocks->items[i].text.len + (t.kept > 0 ? 2u : 0u);
            t.kept++;
        } else {
            t.aside_bytes += blocks->items[i].text.len;
            t.left_out++;
        }
    }
    return t;
}

/* The first line of plain text that is no sentence is its headline. */
static bool is_headline(const struct blocks *blocks, const struct block *block, uint32_t paragraph)
{
    return !blocks->html && paragraph == 0 && block->words <= HEADLINE_WORDS_MAX &&
           block_is_open(block);
}

static enum paragraph_kind paragraph_kind(const struct block *block)
{
    switch ((enum block_kind)block->kind) {
    case BLOCK_HEADING:
        return PARAGRAPH_HEADING;
    case BLOCK_LIST_ITEM:
        return PARAGRAPH_LIST_ITEM;
    case BLOCK_QUOTE:
        return PARAGRAPH_QUOTE;
    case BLOCK_TABLE_ROW:
        return PARAGRAPH_TABLE_ROW;
    case BLOCK_PARAGRAPH:
    case BLOCK_CAPTION:
    case BLOCK_CONTROL:
    case BLOCK_CODE:
        break;
    }
    return PARAGRAPH_BODY;
}

static struct slice append(char *out, size_t *len, struct slice text)
{
    struct slice kept = {out + *len, text.len};
    memcpy(out + *len, text.ptr, text.len);
    *len += text.len;
    return kept;
}

bool body_assemble(const struct blocks *blocks, const struct verdict *verdicts, struct arena *arena,
                   struct article *article, struct err *err)
{
    struct totals t = count_totals(blocks, verdicts);
    if (t.kept == 0)
        return err_set(err, ERR_EMPTY, "no article text found");
    if (t.text_bytes > ARTICLE_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "article is too long (ARTICLE_BYTES_MAX)");
    char *text = arena_alloc(arena, t.text_bytes + 1, 1);
    char *aside_text = arena_alloc(arena, t.aside_bytes + 1, 1);
    struct paragraph *paragraphs = arena_array(arena, struct paragraph, t.kept);
    struct aside *asides = arena_array(arena, struct aside, t.left_out);
    if (!text || !aside_text || !paragraphs || !asides)
        return arena_fail(arena, err);
    size_t len = 0, aside_len = 0;
    uint32_t paragraph = 0, aside = 0;
    for (uint32_t i = 0; i < blocks->count; i++) {
        const struct block *block = &blocks->items[i];
        if (!verdicts[i].keep) {
            struct slice own = append(aside_text, &aside_len, block->text);
            asides[aside++] = (struct aside){own, verdicts[i].reason, paragraph};
            continue;
        }
        if (paragraph > 0)
            append(text, &len, SLICE("\n\n"));
        enum paragraph_kind kind = is_headline(blocks, block, paragraph) ? PARAGRAPH_HEADING
                                                                         : paragraph_kind(block);
        uint32_t start = (uint32_t)len;
        append(text, &len, block->text);
        paragraphs[paragraph++] = (struct paragraph){{start, (uint32_t)len}, kind};
    }
    article->text = (struct slice){text, len};
    article->paragraphs = paragraphs;
    article->paragraph_count = t.kept;
    article->asides = asides;
    article->aside_count = t.left_out;
    return true;
}
