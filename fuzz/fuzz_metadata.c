/*
 * fuzz_metadata.c - any page: its metadata are strings and dates as promised.
 *
 *   in    bytes of a page, made valid UTF-8
 *   out   aborts when a field is no UTF-8, too long or not one line, or a date is not real
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "page/metadata.h"

#define PAGE_BYTES_MAX ((size_t)1 << 16)

static struct arena words_arena;
static const struct metadata_words *words;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_line(struct slice line, size_t max_bytes)
{
    if (!utf8_valid(line, NULL) || line.len > max_bytes)
        abort();
    for (size_t i = 0; i < line.len; i++) {
        if ((unsigned char)line.ptr[i] < 0x20)
            abort();
    }
    if (line.len && (line.ptr[0] == ' ' || line.ptr[line.len - 1] == ' '))
        abort();
}

static void check_date(const struct datetime *date)
{
    struct datetime again;
    char text[DATETIME_TEXT_BYTES];
    if (date->precision == DATE_UNKNOWN)
        return;
    if (date->year < PUBLISHED_YEAR_MIN || date->year > PUBLISHED_YEAR_MAX)
        abort();
    size_t len = datetime_format(date, text);
    if (!datetime_parse_iso((struct slice){text, len}, &again))
        abort();
    if (again.precision != date->precision || again.year != date->year ||
        again.month != date->month || again.day != date->day)
        abort();
}

static void check_article(const struct article *article)
{
    check_line(article->title, TITLE_BYTES_MAX);
    check_line(article->byline, BYLINE_BYTES_MAX);
    check_line(article->outlet, OUTLET_BYTES_MAX);
    check_line(article->url, URL_BYTES_MAX);
    check_line(article->language, 12);
    check_date(&article->published);
    check_date(&article->not_before);
    if ((article->published.precision == DATE_UNKNOWN) !=
        (article->published_basis == PUBLISHED_NONE))
        abort();
}

/* The bytes, with '?' for what is no UTF-8 or NUL. */
static struct slice valid_text(struct arena *arena, const uint8_t *data, size_t size)
{
    char *text = arena_alloc(arena, size + 1, 1);
    size_t bad;
    if (!text)
        abort();
    for (size_t i = 0; i < size; i++)
        text[i] = data[i] ? (char)data[i] : '?';
    struct slice rest = {text, size};
    while (!utf8_valid(rest, &bad)) {
        text[(size_t)(rest.ptr - text) + bad] = '?';
        rest = slice_sub(rest, bad, rest.len);
    }
    return (struct slice){text, size};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena, scratch;
    struct err err;
    struct html html;
    struct article article = {0};
    if (!words) {
        arena_init(&words_arena, (size_t)64 << 20);
        if (!metadata_words_load(&words_arena, &words, &err))
            abort();
    }
    arena_init(&arena, (size_t)256 << 20);
    arena_init(&scratch, (size_t)256 << 20);
    struct slice page = valid_text(&scratch, data, size < PAGE_BYTES_MAX ? size : PAGE_BYTES_MAX);
    struct document document = {.form = DOCUMENT_HTML, .bytes = page};
    if (html_parse(page, &scratch, &html, &err) &&
        metadata_from_page(words, &html, &document, &arena, &scratch, &article, &err)) {
        check_article(&article);
        /* The same bytes as the text of an article, in one paragraph and one aside. */
        struct paragraph paragraph = {{0, (uint32_t)page.len}, PARAGRAPH_BODY};
        struct aside aside = {page, ASIDE_METADATA, 0};
        article.text = page;
        article.paragraphs = &paragraph;
        article.asides = &aside;
        article.paragraph_count = article.aside_count = 1;
        if (metadata_from_text(words, &arena, &scratch, &article, &err))
            check_article(&article);
    }
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}
