/*
 * page.h - from a raw page or scraped text to a clean article.
 *
 *   in    a decoded document (valid UTF-8), HTML or plain text
 *   out   article->text, paragraphs, asides, title, byline, outlet, url, language, published
 *   uses  base/, article/
 */
#ifndef ANNALS_PAGE_PAGE_H
#define ANNALS_PAGE_PAGE_H

#include "article/article.h"
#include "base/arena.h"

struct page_model; /* word lists and the block classifier's weights; read-only once made */

/* Reads the built-in data of data/ and models/. Everything lives in arena. Call once per process;
 * the result is shared by all threads. */
bool page_model_load(struct arena *arena, const struct page_model **ret_model, struct err *err);

/*
 * Fills the page layer of *article from document.
 *
 * Metadata given beside the text (document->title, …) wins over what the page says. Results live in
 * arena; scratch is used and rewound. Text slices may point into document->bytes, which must live
 * as long as the article. False with ERR_EMPTY when no text is left, ERR_LIMIT, ERR_MEMORY;
 * *article is then unspecified and to be thrown away. Thread safe. O(bytes log blocks).
 */
bool page_read(const struct page_model *model, const struct document *document, struct arena *arena,
               struct arena *scratch, struct article *article, struct err *err);

#endif
