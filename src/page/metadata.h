/*
 * metadata.h - title, byline, outlet, URL and publication date of a page.
 *
 *   in    a page's tree, or the article once its text is set
 *   out   article->title, byline, outlet, url, published, published_basis, not_before, language,
 * flags uses  base/, article/, html.h
 *
 * Order of trust: given beside the text; JSON-LD; meta tags; <time> and marked-up visible elements;
 * the URL; dateline; visible text. A later source never overrides an earlier one, but one that
 * names another day sets ARTICLE_DATE_CONFLICT.
 */
#ifndef ANNALS_PAGE_METADATA_H
#define ANNALS_PAGE_METADATA_H

#include "article/article.h"
#include "base/arena.h"
#include "page/html.h"

struct metadata_words; /* month names, byline and date labels, time zones, … of data/; read-only */

bool metadata_words_load(struct arena *arena, const struct metadata_words **ret_words,
                         struct err *err);

/* Takes what was given beside the text (document->title, …) and what the page's tree says. Called
 * before the text is known. html is NULL for plain text: then only what was given is taken. */
bool metadata_from_page(const struct metadata_words *words, const struct html *html,
                        const struct document *document, struct arena *arena, struct arena *scratch,
                        struct article *article, struct err *err);

/* Fills what is still missing from article->text, paragraphs and asides: dateline, visible date and
 * byline lines near the top, not_before when no date can be had. Called once the text is set. */
bool metadata_from_text(const struct metadata_words *words, struct arena *arena,
                        struct arena *scratch, struct article *article, struct err *err);

#endif
