/*
 * page.c - the page stage: its steps in order.
 *
 *   in    a decoded document, HTML or plain text
 *   out   the page layer of the article
 *
 *   html_parse -> metadata_from_page -> blocks -> classify -> body -> metadata_from_text ->
 * language
 */
#include "page/page.h"

#include "page/blocks.h"
#include "page/body.h"
#include "page/classify.h"
#include "page/html.h"
#include "page/language.h"
#include "page/metadata.h"

struct page_model {
    const struct classifier *classifier;
    const struct metadata_words *words;
    const struct language_model *language;
};

bool page_model_load(struct arena *arena, const struct page_model **ret_model, struct err *err)
{
    struct page_model *model = arena_new(arena, struct page_model);
    if (!model)
        return arena_fail(arena, err);
    if (!classifier_load(arena, &model->classifier, err) ||
        !metadata_words_load(arena, &model->words, err) ||
        !language_model_load(arena, &model->language, err))
        return false;
    *ret_model = model;
    return true;
}

/* The metadata and the text of the article, with what it needs on the way in scratch. */
static bool read_page(const struct page_model *model, const struct document *document,
                      struct arena *arena, struct arena *scratch, struct article *article,
                      struct err *err)
{
    struct html tree, *html = document->form == DOCUMENT_HTML ? &tree : NULL;
    struct blocks blocks;
    if (html && !html_parse(document->bytes, scratch, html, err))
        return false;
    if (html && html->flattened)
        article->flags |= ARTICLE_HTML_FLATTENED;
    if (!metadata_from_page(model->words, html, document, arena, scratch, article, err))
        return false;
    if (html ? !blocks_from_html(html, scratch, &blocks, err)
             : !blocks_from_text(document->bytes, scratch, &blocks, err))
        return false;
    struct verdict *verdicts = arena_array(scratch, struct verdict, blocks.count);
    if (!verdicts)
        return arena_fail(scratch, err);
    return classify_blocks(model->classifier, &blocks, article->title, scratch, verdicts, err) &&
           body_assemble(&blocks, verdicts, arena, article, err);
}

bool page_read(const struct page_model *model, const struct document *document, struct arena *arena,
               struct arena *scratch, struct article *article, struct err *err)
{
    struct arena_mark mark = arena_mark(scratch);
    bool ok = read_page(model, document, arena, scratch, article, err);
    arena_rewind(scratch, mark);
    if (!ok || !metadata_from_text(model->words, arena, scratch, article, err))
        return false;
    article->language = language_detect(model->language, article->text, article->language);
    return true;
}
