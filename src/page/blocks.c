/*
 * blocks.c - cuts a page's tree into blocks at the borders of block-level elements.
 *
 *   in    struct html
 *   out   struct blocks
 *
 * One walk over the nodes. What is open above the current node is a stack of states, inherited from
 * the parent; text goes to one buffer, of which each block is a slice.
 */
#include "page/blocks.h"

#include <string.h>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "base/vector.h"

/* What holds for everything below an open element. */
struct state {
    uint32_t end;   /* one past the element's subtree */
    uint32_t block; /* deepest block-level element */
    uint8_t kind;
    uint8_t flags;
    uint8_t heading_level;
    bool is_block; /* the element itself parts blocks */
    bool in_link, in_strong, in_em, in_row;
};

struct walk {
    const struct html *html;
    struct arena *arena;
    VECTOR(struct block) blocks;
    struct state states[HTML_DEPTH_MAX + 2];
    uint32_t depth;
    char *text; /* room for all text of the page */
    size_t len;
    size_t block_start; /* where the current block's text starts in `text` */
    struct block block; /* the current one; words == 0 and no text: not begun */
    bool begun;
    bool space;      /* a space is due before the next text */
    bool in_word;    /* the text so far ends inside a word that has been counted */
    unsigned breaks; /* <br> since the last text */
    uint32_t images;
};

static bool enter(struct walk *w, uint32_t index);
static bool leave(struct walk *w);
static bool add_text(struct walk *w, uint32_t index);
static bool flush(struct walk *w);
static const uint32_t *count_before(const struct html *html, const struct block *blocks,
                                    uint32_t count, struct arena *arena);

enum tag_class { TAG_INLINE, TAG_BLOCK, TAG_SKIPPED, TAG_BREAK, TAG_IMAGE };

static enum tag_class class_of(const struct html_node *node)
{
    switch (node->tag) {
    case HTML_TAG_SCRIPT:
    case HTML_TAG_STYLE:
    case HTML_TAG_TITLE:
    case HTML_TAG_SELECT:
    case HTML_TAG_OPTION:
    case HTML_TAG_TEXTAREA:
    case HTML_TAG_SVG:
    case HTML_TAG_CANVAS:
    case HTML_TAG_OBJECT:
    case HTML_TAG_MAP:
    case HTML_TAG_META:
    case HTML_TAG_LINK:
    case HTML_TAG_INPUT:
    case HTML_TAG_NOFRAMES:
    case HTML_TAG_AUDIO:
        return TAG_SKIPPED;
    case HTML_TAG_VIDEO:
    case HTML_TAG_IFRAME:
    case HTML_TAG_EMBED:
    case HTML_TAG_IMG:
    case HTML_TAG_AMP_IMG:
        return TAG_IMAGE;
    case HTML_TAG_BR:
        return TAG_BREAK;
    case HTML_TAG_A:
    case HTML_TAG_ABBR:
    case HTML_TAG_B:
    case HTML_TAG_CITE:
    case HTML_TAG_CODE:
    case HTML_TAG_DEL:
    case HTML_TAG_EM:
    case HTML_TAG_FONT:
    case HTML_TAG_I:
    case HTML_TAG_INS:
    case HTML_TAG_KBD:
    case HTML_TAG_MARK:
    case HTML_TAG_Q:
    case HTML_TAG_S:
    case HTML_TAG_SAMP:
    case HTML_TAG_SMALL:
    case HTML_TAG_SPAN:
    case HTML_TAG_STRONG:
    case HTML_TAG_SUB:
    case HTML_TAG_SUP:
    case HTML_TAG_TIME:
    case HTML_TAG_U:
    case HTML_TAG_VAR:
    case HTML_TAG_PICTURE:
    case HTML_TAG_SOURCE:
    case HTML_TAG_TRACK:
    case HTML_TAG_PARAM:
        return TAG_INLINE;
    case HTML_TAG_UNKNOWN: /* custom elements hold blocks more often than phrases */
        return slice_find_byte(node->name, '-', 0) == SIZE_MAX ? TAG_INLINE : TAG_BLOCK;
    default:
        return TAG_BLOCK;
    }
}

static size_t text_room(const struct html *html)
{
    size_t room = 0;
    for (uint32_t i = 0; i < html->node_count; i++) {
        if (html->nodes[i].tag == HTML_TAG_TEXT)
            room += html->nodes[i].text.len + 2;
    }
    return room + 1;
}

bool blocks_from_html(const struct html *html, struct arena *arena, struct blocks *ret_blocks,
                      struct err *err)
{
    struct walk *w = arena_new(arena, struct walk);
    if (!w)
        return arena_fail(arena, err);
    w->html = html;
    w->arena = arena;
    w->text = arena_alloc(arena, text_room(html), 1);
    bool ok = w->text != NULL;
    w->states[0] = (struct state){.end = html->node_count, .is_block = true};
    for (uint32_t i = 1; ok && i < html->node_count;) {
        while (ok && i >= w->states[w->depth].end)
            ok = leave(w);
        const struct html_node *node = &html->nodes[i];
        enum tag_class class = node->tag == HTML_TAG_TEXT ? TAG_INLINE : class_of(node);
        w->breaks += class == TAG_BREAK;
        w->images += class == TAG_IMAGE;
        if (ok && node->tag == HTML_TAG_TEXT)
            ok = add_text(w, i);
        else if (ok && (class == TAG_INLINE || class == TAG_BLOCK))
            ok = enter(w, i);
        i = class == TAG_SKIPPED || class == TAG_IMAGE ? node->end : i + 1;
    }
    ok = ok && flush(w);
    const uint32_t *before = ok ? count_before(html, w->blocks.items, (uint32_t)w->blocks.count,
                                               arena)
                                : NULL;
    if (!before) {
        return w->blocks.count >= PAGE_BLOCKS_MAX
                   ? err_set(err, ERR_LIMIT, "page has too many blocks (PAGE_BLOCKS_MAX)")
                   : arena_fail(arena, err);
    }
    *ret_blocks = (struct blocks){html, w->blocks.items, (uint32_t)w->blocks.count, before};
    return true;
}

static const uint32_t *count_before(const struct html *html, const struct block *blocks,
                                    uint32_t count, struct arena *arena)
{
    uint32_t *before = arena_array(arena, uint32_t, (size_t)html->node_count + 1);
    uint32_t seen = 0;
    for (uint32_t n = 0; before && n <= html->node_count; n++) {
        while (seen < count && blocks[seen].first_node < n)
            seen++;
        before[n] = seen;
    }
    return before;
}

/* ---- elements ---- */

static bool is_hidden(const struct html *html, uint32_t index)
{
    const struct html_node *node = &html->nodes[index];
    for (uint32_t i = 0; i < node->attribute_count; i++) {
        const struct html_attribute *a = &html->attributes[node->first_attribute + i];
        if (slice_equal(a->name, SLICE("hidden")))
            return !slice_equal_nocase(a->value, SLICE("false"));
        if (slice_equal(a->name, SLICE("aria-hidden")) && slice_equal(a->value, SLICE("true")))
            return true;
        if (!slice_equal(a->name, SLICE("style")))
            continue;
        size_t at = slice_find_nocase(a->value, SLICE("display"), 0);
        struct slice rest = slice_sub(a->value, at == SIZE_MAX ? a->value.len : at + 7,
                                      a->value.len);
        while (rest.len > 0 && (ascii_is_space(rest.ptr[0]) || rest.ptr[0] == ':'))
            rest = slice_sub(rest, 1, rest.len);
        if (slice_starts_nocase(rest, SLICE("none")) ||
            slice_find_nocase(a->value, SLICE("visibility:hidden"), 0) != SIZE_MAX)
            return true;
    }
    return false;
}

/* A row of data: its cells hold phrases only. Rows of layout tables hold blocks. */
static bool is_data_row(const struct html *html, uint32_t row)
{
    unsigned cells = 0;
    for (uint32_t i = row + 1; i < html->nodes[row].end; i++) {
        const struct html_node *node = &html->nodes[i];
        bool cell = node->tag == HTML_TAG_TD || node->tag == HTML_TAG_TH;
        cells += cell;
        if (!cell && node->tag != HTML_TAG_TEXT && node->tag != HTML_TAG_P &&
            class_of(node) == TAG_BLOCK)
            return false;
    }
    return cells > 1;
}

static void set_kind(struct state *s, const struct html_node *node)
{
    switch (node->tag) {
    case HTML_TAG_H1:
    case HTML_TAG_H2:
    case HTML_TAG_H3:
    case HTML_TAG_H4:
    case HTML_TAG_H5:
    case HTML_TAG_H6:
        s->kind = BLOCK_HEADING;
        s->heading_level = (uint8_t)(node->name.ptr[1] - '0');
        return;
    case HTML_TAG_LI:
    case HTML_TAG_DD:
    case HTML_TAG_DT:
        s->kind = BLOCK_LIST_ITEM;
        return;
    case HTML_TAG_BLOCKQUOTE:
        s->kind = BLOCK_QUOTE;
        return;
    case HTML_TAG_FIGCAPTION:
    case HTML_TAG_CAPTION:
        s->kind = BLOCK_CAPTION;
        return;
    case HTML_TAG_BUTTON:
    case HTML_TAG_LABEL:
    case HTML_TAG_LEGEND:
    case HTML_TAG_SUMMARY:
        s->kind = BLOCK_CONTROL;
        return;
    case HTML_TAG_PRE:
        s->kind = BLOCK_CODE;
        return;
    case HTML_TAG_TABLE:
        s->kind = BLOCK_PARAGRAPH;
        return;
    default:
        return;
    }
}

static bool enter(struct walk *w, uint32_t index)
{
    const struct html_node *node = &w->html->nodes[index];
    struct state s = w->states[w->depth];
    s.end = node->end;
    s.is_block = class_of(node) == TAG_BLOCK;
    if (s.in_row && (node->tag == HTML_TAG_TD || node->tag == HTML_TAG_TH || s.is_block)) {
        w->space = true; /* cells of one row are one block */
        s.is_block = false;
    }
    if (s.is_block) {
        if (!flush(w))
            return false;
        s.block = index;
        set_kind(&s, node);
        if (node->tag == HTML_TAG_TR && is_data_row(w->html, index)) {
            s.in_row = true;
            s.kind = BLOCK_TABLE_ROW;
        }
    }
    s.in_link |= node->tag == HTML_TAG_A;
    s.in_strong |= node->tag == HTML_TAG_STRONG || node->tag == HTML_TAG_B;
    s.in_em |= node->tag == HTML_TAG_EM || node->tag == HTML_TAG_I;
    if (node->tag == HTML_TAG_NOSCRIPT)
        s.flags |= BLOCK_NOSCRIPT;
    if (node->tag == HTML_TAG_TEMPLATE)
        s.flags |= BLOCK_TEMPLATE;
    if (node->attribute_count > 0 && is_hidden(w->html, index))
        s.flags |= BLOCK_HIDDEN;
    w->block.links += node->tag == HTML_TAG_A;
    w->states[++w->depth] = s;
    return true;
}

static bool leave(struct walk *w)
{
    bool parts = w->states[w->depth].is_block;
    w->space |= w->states[w->depth].in_row;
    w->depth--;
    return !parts || flush(w);
}

/* ---- text ---- */

static bool ends_sentence(const struct walk *w)
{
    struct slice so_far = {w->text + w->block_start, w->len - w->block_start};
    return slice_ends(so_far, SLICE(".")) || slice_ends(so_far, SLICE("!")) ||
           slice_ends(so_far, SLICE("?")) || slice_ends(so_far, SLICE(":")) ||
           slice_ends(so_far, SLICE("\"")) || slice_ends(so_far, SLICE("\u201d"));
}

static void begin(struct walk *w, uint32_t index)
{
    const struct state *s = &w->states[w->depth];
    w->begun = true;
    w->space = false;
    w->in_word = false;
    w->block_start = w->len;
    w->block.node = s->block;
    w->block.first_node = index;
    w->block.kind = s->kind;
    w->block.heading_level = s->heading_level;
    w->block.flags |= s->flags;
    w->block.images_before = w->images;
    w->images = 0;
}

static void count_word(struct walk *w)
{
    const struct state *s = &w->states[w->depth];
    w->in_word = true;
    w->block.words++;
    w->block.link_words += s->in_link;
    w->block.strong_words += s->in_strong;
    w->block.em_words += s->in_em;
}

/* White space that UTF-8 spells with two or three bytes, or invisible characters; the length. */
static size_t wide_space(struct slice s, size_t at)
{
    unsigned char first = (unsigned char)s.ptr[at];
    if (first != 0xC2 && first != 0xE1 && first != 0xE2 && first != 0xE3 && first != 0xEF)
        return 0;
    uint32_t code_point;
    size_t len = utf8_decode(s, at, &code_point);
    return unicode_is_space(code_point) ? len : 0;
}

static bool add_text(struct walk *w, uint32_t index)
{
    struct slice s = w->html->nodes[index].text;
    for (size_t at = 0; at < s.len;) {
        size_t space = ascii_is_space(s.ptr[at]) ? 1 : wide_space(s, at);
        if (space > 0) {
            w->space = true;
            at += space;
            continue;
        }
        if (w->begun && w->breaks > 0) {
            w->space = true;
            if ((w->breaks > 1 || ends_sentence(w)) && !w->states[w->depth].in_row) {
                if (!flush(w))
                    return false;
                w->block.flags = BLOCK_BROKEN;
            }
        }
        w->breaks = 0;
        if (!w->begun)
            begin(w, index);
        if (w->space) {
            w->text[w->len++] = ' ';
            w->space = w->in_word = false;
        }
        for (; at < s.len && !ascii_is_space(s.ptr[at]) && wide_space(s, at) == 0; at++) {
            if (!w->in_word && (ascii_is_alnum(s.ptr[at]) || (s.ptr[at] & 0x80)))
                count_word(w);
            w->text[w->len++] = s.ptr[at];
        }
    }
    return true;
}

/* Ends the current block, if one was begun. */
static bool flush(struct walk *w)
{
    w->breaks = 0;
    w->space = false;
    if (!w->begun) {
        w->block = (struct block){0};
        return true;
    }
    struct block *block = w->blocks.count < PAGE_BLOCKS_MAX ? vector_push(&w->blocks, w->arena)
                                                            : NULL;
    if (!block)
        return false;
    *block = w->block;
    block->text = (struct slice){w->text + w->block_start, w->len - w->block_start};
    w->block = (struct block){0};
    w->begun = false;
    return true;
}
