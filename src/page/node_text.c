/*
 * node_text.c - the text of an element, as one string.
 *
 *   in    a page's tree
 *   out   the texts below a node, joined
 */
#include "page/node_text.h"

#include <string.h>

#include "base/ascii.h"
#include "page/clean.h"

struct joined {
    char *text;
    size_t len;
    size_t room;
};

static bool is_inline(enum html_tag tag)
{
    switch (tag) {
    case HTML_TAG_A:
    case HTML_TAG_ABBR:
    case HTML_TAG_B:
    case HTML_TAG_CITE:
    case HTML_TAG_CODE:
    case HTML_TAG_EM:
    case HTML_TAG_FONT:
    case HTML_TAG_I:
    case HTML_TAG_MARK:
    case HTML_TAG_Q:
    case HTML_TAG_S:
    case HTML_TAG_SMALL:
    case HTML_TAG_SPAN:
    case HTML_TAG_STRONG:
    case HTML_TAG_SUB:
    case HTML_TAG_SUP:
    case HTML_TAG_U:
        return true;
    default:
        return false;
    }
}

/* True when the edges of two texts show that something parts them on the screen: "AlternativesTop";
 * of pieces, any letters and digits. */
static bool runs_together(char last, char first, enum node_text_joint joint)
{
    bool pieces = joint == NODE_TEXT_PIECES;
    bool low = ascii_is_lower(last) ||
               (pieces && (ascii_is_alnum(last) || (unsigned char)last >= 0x80));
    bool high = ascii_is_upper(first) ||
                (pieces && (ascii_is_alnum(first) || (unsigned char)first >= 0x80));
    return low && high;
}

static void append(struct joined *joined, struct slice piece)
{
    size_t len = piece.len < joined->room - joined->len ? piece.len : joined->room - joined->len;
    memcpy(joined->text + joined->len, piece.ptr, len);
    joined->len += len;
}

/* The length of all texts with their separators, and how many hold more than white space. */
static size_t measure(const struct html *html, uint32_t at, uint32_t end, uint32_t *ret_texts,
                      struct slice *ret_only)
{
    size_t total = 0;
    *ret_texts = 0;
    *ret_only = SLICE_EMPTY;
    for (uint32_t i = at; i < end; i++) {
        if (html->nodes[i].tag != HTML_TAG_TEXT)
            continue;
        struct slice text = trim_spaces(html->nodes[i].text);
        total += html->nodes[i].text.len + 3;
        *ret_texts += text.len != 0;
        if (text.len)
            *ret_only = text;
    }
    return total;
}

struct slice node_text(const struct html *html, uint32_t at, enum node_text_joint joint,
                       size_t max_bytes, struct arena *scratch)
{
    const struct html_node *nodes = html->nodes;
    uint32_t end = nodes[at].end, texts;
    struct slice only;
    if (end > at + NODE_TEXT_NODES_MAX)
        end = at + NODE_TEXT_NODES_MAX;
    size_t total = measure(html, at, end, &texts, &only);
    if (texts <= 1 && only.len <= max_bytes)
        return only;
    struct joined joined = {.room = total < max_bytes ? total : max_bytes};
    joined.text = arena_alloc(scratch, joined.room + 1, 1);
    if (!joined.text)
        return SLICE_EMPTY;
    struct slice separator = joint == NODE_TEXT_PIECES ? SLICE(" | ") : SLICE(" ");
    bool apart = false, space = false;
    for (uint32_t i = at; i < end; i++) {
        struct slice text = nodes[i].text;
        if (nodes[i].tag != HTML_TAG_TEXT) {
            apart |= !is_inline(nodes[i].tag);
            continue;
        }
        if (trim_spaces(text).len == 0) {
            space |= text.len != 0;
            continue;
        }
        char last = joined.len ? joined.text[joined.len - 1] : ' ';
        if (joined.len && (apart || (!space && runs_together(last, text.ptr[0], joint))))
            append(&joined, separator);
        else if (joined.len && space)
            append(&joined, SLICE(" "));
        append(&joined, text);
        /* The last text of a block is apart from what follows. */
        apart = !is_inline(nodes[nodes[i].parent].tag) && nodes[nodes[i].parent].end <= i + 1;
        space = false;
    }
    while (joined.len && joined.len == joined.room &&
           ((unsigned char)joined.text[joined.len - 1] & 0x80))
        joined.len--;
    return (struct slice){joined.text, joined.len};
}
