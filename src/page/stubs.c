/*
 * stubs.c - weak stand-ins for metadata.c and language.c until they are here.
 *
 *   in    nothing
 *   out   nothing
 */
#include "page/language.h"
#include "page/metadata.h"

#define WEAK __attribute__((weak))

WEAK bool language_model_load(struct arena *arena, const struct language_model **ret_model,
                              struct err *err)
{
    (void)arena, (void)ret_model, (void)err;
    return true;
}

WEAK struct slice language_detect(const struct language_model *model, struct slice text,
                                  struct slice hint)
{
    (void)model, (void)text;
    return hint;
}

WEAK bool metadata_words_load(struct arena *arena, const struct metadata_words **ret_words,
                              struct err *err)
{
    (void)arena, (void)ret_words, (void)err;
    return true;
}

WEAK bool metadata_from_page(const struct metadata_words *words, const struct html *html,
                             const struct document *document, struct arena *arena,
                             struct arena *scratch, struct article *article, struct err *err)
{
    (void)words, (void)html, (void)arena, (void)scratch, (void)err;
    article->title = document->title;
    return true;
}

WEAK bool metadata_from_text(const struct metadata_words *words, struct arena *arena,
                             struct arena *scratch, struct article *article, struct err *err)
{
    (void)words, (void)arena, (void)scratch, (void)article, (void)err;
    return true;
}
