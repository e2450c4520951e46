/*
 * fuzz_text.c - any text is divided into sentences and tokens that keep text.h's word.
 *
 *   in    bytes: the first chooses the language and the paragraphs, the rest is text
 *   out   abort() when a property does not hold
 *
 * Properties: every character that is no white space is in exactly one token; tokens hold no white
 * space, are sorted, disjoint, in bounds, on character boundaries and at most TOKEN_BYTES_MAX long;
 * sentences tile the tokens, 1 to SENTENCE_TOKENS_MAX each, and stay in their paragraph; multiword
 * tokens adjoin and end within their sentence.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "base/vector.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

/* The text with U+FFFD's reading of bad bytes left out: only valid UTF-8 without NUL comes here. */
static struct slice clean(struct arena *arena, const uint8_t *data, size_t size)
{
    char *out = arena_array(arena, char, size + 1);
    size_t length = 0;
    struct slice in = {(const char *)data, size};
    for (size_t at = 0; at < size;) {
        uint32_t c;
        size_t bytes = utf8_decode(in, at, &c);
        bool valid = c != UTF8_REPLACEMENT && c != 0;
        if (valid) {
            memcpy(out + length, in.ptr + at, bytes);
            length += bytes;
        }
        at += bytes;
    }
    return (struct slice){out, length};
}

static bool is_boundary(struct slice text, size_t at)
{
    return at == text.len || ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
}

/* True when all characters of [start, end) are white space, or none is. */
static bool all_space(struct slice text, size_t start, size_t end, bool wanted)
{
    for (size_t at = start; at < end;) {
        uint32_t c;
        at += utf8_decode(text, at, &c);
        if (unicode_is_space(c) != wanted)
            return false;
    }
    return true;
}

static void check_tokens(const struct article *article)
{
    size_t at = 0;
    for (uint32_t i = 0; i < article->token_count; i++) {
        struct span span = article->tokens[i].span;
        check(span.start >= at && span.end > span.start && span.end <= article->text.len);
        check(span.end - span.start <= TOKEN_BYTES_MAX);
        check(is_boundary(article->text, span.start) && is_boundary(article->text, span.end));
        check(all_space(article->text, at, span.start, true));
        check(all_space(article->text, span.start, span.end, false));
        if (article->tokens[i].joined_next)
            check(i + 1 < article->token_count && article->tokens[i + 1].span.start == span.end);
        at = span.end;
    }
    check(all_space(article->text, at, article->text.len, true));
}

static void check_sentences(const struct article *article)
{
    uint32_t token = 0;
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        check(sentence->first_token == token);
        check(sentence->token_count >= 1 && sentence->token_count <= SENTENCE_TOKENS_MAX);
        token += sentence->token_count;
        check(token <= article->token_count);
        check(!article->tokens[token - 1].joined_next);
        check(sentence->span.start == article->tokens[sentence->first_token].span.start);
        check(sentence->span.end == article->tokens[token - 1].span.end);
        check(sentence->paragraph < article->paragraph_count);
        struct span paragraph = article->paragraphs[sentence->paragraph].span;
        check(sentence->span.start >= paragraph.start && sentence->span.end <= paragraph.end);
    }
    check(token == article->token_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena lasting;
    static const struct text_model *model;
    struct err err;
    if (!model) {
        arena_init(&lasting, (size_t)64 << 20);
        check(text_model_load(&lasting, &model, &err));
    }
    if (size == 0)
        return 0;
    struct arena arena, scratch;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    struct article article = {.text = clean(&arena, data + 1, size - 1),
                              .language = data[0] & 1 ? SLICE("ru") : SLICE("en")};
    /* One paragraph, or one for each line. */
    VECTOR(struct paragraph) paragraphs = {0};
    size_t start = 0;
    while (start <= article.text.len) {
        size_t end = data[0] & 2 ? slice_find_byte(article.text, '\n', start) : SIZE_MAX;
        if (end == SIZE_MAX)
            end = article.text.len;
        struct paragraph *paragraph = vector_push(&paragraphs, &arena);
        paragraph->span = (struct span){(uint32_t)start, (uint32_t)end};
        start = end + 1;
    }
    article.paragraphs = paragraphs.items;
    article.paragraph_count = (uint32_t)paragraphs.count;
    check(text_split(model, &arena, &scratch, &article, &err));
    check_tokens(&article);
    check_sentences(&article);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}
