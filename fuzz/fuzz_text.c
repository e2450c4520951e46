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

#include "base/limits.h"
#include "base/utf8.h"
#include "base/vector.h"
#include "text/text.h"

#include "fuzz_common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
        demand(span.start >= at && span.end > span.start && span.end <= article->text.len);
        demand(span.end - span.start <= TOKEN_BYTES_MAX);
        demand(is_boundary(article->text, span.start) && is_boundary(article->text, span.end));
        demand(all_space(article->text, at, span.start, true));
        demand(all_space(article->text, span.start, span.end, false));
        if (article->tokens[i].joined_next)
            demand(i + 1 < article->token_count && article->tokens[i + 1].span.start == span.end);
        at = span.end;
    }
    demand(all_space(article->text, at, article->text.len, true));
}

static void check_sentences(const struct article *article)
{
    uint32_t token = 0;
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        demand(sentence->first_token == token);
        demand(sentence->token_count >= 1 && sentence->token_count <= SENTENCE_TOKENS_MAX);
        token += sentence->token_count;
        demand(token <= article->token_count);
        demand(!article->tokens[token - 1].joined_next);
        demand(sentence->span.start == article->tokens[sentence->first_token].span.start);
        demand(sentence->span.end == article->tokens[token - 1].span.end);
        demand(sentence->paragraph < article->paragraph_count);
        struct span paragraph = article->paragraphs[sentence->paragraph].span;
        demand(sentence->span.start >= paragraph.start && sentence->span.end <= paragraph.end);
    }
    demand(token == article->token_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena lasting;
    static const struct text_model *model;
    struct err err;
    if (!model) {
        arena_init(&lasting, (size_t)64 << 20);
        demand(text_model_load(&lasting, &model, &err));
    }
    if (size == 0)
        return 0;
    struct arena arena, scratch;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    struct article article = {.text = clean_text(&arena, data + 1, size - 1),
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
    demand(text_split(model, &arena, &scratch, &article, &err));
    check_tokens(&article);
    check_sentences(&article);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}
