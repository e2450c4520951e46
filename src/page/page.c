/*
 * page.c - the page stage: its steps in order.
 *
 *   in    a decoded document, HTML or plain text
 *   out   the page layer of the article
 *
 *   html_parse -> metadata_from_page -> blocks -> classify -> body -> metadata_from_text
 */
#include "page/page.h"

#include "page/blocks.h"
#include "page/body.h"
#include "page/classify.h"
#include "page/embedded.h"
#include "page/html.h"
#include "page/metadata.h"

struct page_model {
    const struct classifier *classifier;
    const struct metadata_words *words;
};

bool page_model_load(struct arena *arena, const struct page_model **ret_model, struct err *err)
{
    struct page_model *model = arena_new(arena, struct page_model);
    if (!model)
        return arena_fail(arena, err);
    html_prepare();
    if (!classifier_load(arena, &model->classifier, err) ||
        !metadata_words_load(arena, &model->words, err))
        return false;
    *ret_model = model;
    return true;
}

/* Fewer words than this may be all that a page drawn by script has in its elements. */
#define EMBEDDED_BELOW_WORDS 40

struct candidate {
    struct html html;
    struct blocks blocks;
    struct verdict *verdicts;
    uint32_t words; /* kept */
};

/* Blocks and verdicts of a tree (html not NULL) or of plain text. */
static bool judge(const struct page_model *model, const struct html *html, struct slice text,
                  struct slice title, struct arena *scratch, struct candidate *c, struct err *err)
{
    if (html ? !blocks_from_html(html, scratch, &c->blocks, err)
             : !blocks_from_text(text, scratch, &c->blocks, err))
        return false;
    c->verdicts = arena_array(scratch, struct verdict, c->blocks.count);
    if (!c->verdicts)
        return arena_fail(scratch, err);
    if (!classify_blocks(model->classifier, &c->blocks, title, scratch, c->verdicts, err))
        return false;
    c->words = 0;
    for (uint32_t i = 0; i < c->blocks.count; i++)
        c->words += c->verdicts[i].keep ? c->blocks.items[i].words : 0;
    return true;
}

/* Puts the text of the page's scripts in the place of *c where it is the longer one. */
static bool try_embedded(const struct page_model *model, const struct html *html,
                         struct slice title, struct arena *scratch, struct candidate *c,
                         struct err *err)
{
    struct embedded found;
    struct candidate *other = arena_new(scratch, struct candidate);
    if (!other)
        return arena_fail(scratch, err);
    if (!embedded_find(html, scratch, &found, err))
        return false;
    if (found.text.len == 0)
        return true;
    const struct html *tree = found.is_html ? &other->html : NULL;
    if (tree && !html_parse(found.text, scratch, &other->html, err))
        return false;
    if (!judge(model, tree, found.text, title, scratch, other, err))
        return false;
    if (other->words > c->words)
        *c = *other;
    return true;
}

/* The metadata and the text of the article, with what it needs on the way in scratch. */
static bool read_page(const struct page_model *model, const struct document *document,
                      struct arena *arena, struct arena *scratch, struct article *article,
                      struct err *err)
{
    struct html tree, *html = document->form == DOCUMENT_HTML ? &tree : NULL;
    struct candidate c = {0};
    if (html && !html_parse(document->bytes, scratch, html, err))
        return false;
    if (html && html->flattened)
        article->flags |= ARTICLE_HTML_FLATTENED;
    if (!metadata_from_page(model->words, html, document, arena, scratch, article, err) ||
        !judge(model, html, document->bytes, article->title, scratch, &c, err))
        return false;
    if (html && c.words < EMBEDDED_BELOW_WORDS &&
        !try_embedded(model, html, article->title, scratch, &c, err))
        return false;
    return body_assemble(&c.blocks, c.verdicts, arena, article, err);
}

bool page_read(const struct page_model *model, const struct document *document, struct arena *arena,
               struct arena *scratch, struct article *article, struct err *err)
{
    struct arena_mark mark = arena_mark(scratch);
    bool ok = read_page(model, document, arena, scratch, article, err);
    arena_rewind(scratch, mark);
    return ok && metadata_from_text(model->words, arena, scratch, article, err);
}
