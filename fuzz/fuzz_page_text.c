/*
 * fuzz_page_text.c - any UTF-8 document, page or text, makes an article whose paragraphs are
 * sorted, disjoint and in bounds; and plain text loses nothing: each word is in the text or in an
 * aside.
 *
 * The first byte tells the form: even for text, odd for a page.
 */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "page/page.h"

static size_t letters(struct slice s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += ascii_is_alnum(s.ptr[i]);
    return count;
}

static void check(const struct article *article, const struct document *document)
{
    uint32_t end = 0;
    size_t kept = 0;
    if (!utf8_valid(article->text, NULL) || article->paragraph_count == 0)
        abort();
    for (uint32_t i = 0; i < article->paragraph_count; i++) {
        struct span span = article->paragraphs[i].span;
        if (span.start >= span.end || span.end > article->text.len ||
            span.start != end + (i > 0 ? 2 : 0))
            abort();
        end = span.end;
    }
    if (end != article->text.len)
        abort();
    for (uint32_t i = 0; i < article->aside_count; i++) {
        if (article->asides[i].paragraph > article->paragraph_count ||
            (i > 0 && article->asides[i].paragraph < article->asides[i - 1].paragraph))
            abort();
        kept += letters(article->asides[i].text);
    }
    kept += letters(article->text);
    if (document->form == DOCUMENT_TEXT && kept != letters(document->bytes))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena fixed;
    static const struct page_model *model;
    struct err err;
    if (!model) {
        arena_init(&fixed, ARTICLE_ARENA_BYTES_MAX);
        if (!page_model_load(&fixed, &model, &err))
            abort();
    }
    struct slice bytes = {(const char *)data + 1, size - 1};
    if (size < 2 || !utf8_valid(bytes, NULL) || memchr(bytes.ptr, 0, bytes.len))
        return 0;
    struct document document = {.form = data[0] % 2 ? DOCUMENT_HTML : DOCUMENT_TEXT,
                                .bytes = bytes};
    struct arena arena, scratch;
    struct article article = {0};
    arena_init(&arena, (size_t)256 << 20);
    arena_init(&scratch, (size_t)256 << 20);
    if (page_read(model, &document, &arena, &scratch, &article, &err))
        check(&article, &document);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}
