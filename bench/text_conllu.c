/*
 * text_conllu.c - what text/ makes of a raw text, as CoNLL-U.
 *
 *   in    raw UTF-8 text on standard input, paragraphs parted by empty lines
 *   out   CoNLL-U on standard output: forms only, words of a multiword token under its range
 */
#include <stdio.h>

#include "base/limits.h"
#include "base/vector.h"
#include "text/text.h"

typedef VECTOR(struct paragraph) paragraph_vector;

static struct slice read_input(struct arena *arena)
{
    char *bytes = arena_array(arena, char, ARTICLE_BYTES_MAX);
    return (struct slice){bytes, bytes ? fread(bytes, 1, ARTICLE_BYTES_MAX, stdin) : 0};
}

static void find_paragraphs(struct arena *arena, struct slice text, paragraph_vector *paragraphs)
{
    size_t start = 0;
    while (start < text.len) {
        size_t end = slice_find(text, SLICE("\n\n"), start);
        if (end == SIZE_MAX)
            end = text.len;
        if (slice_trim(slice_sub(text, start, end)).len > 0) {
            struct paragraph *paragraph = vector_push(paragraphs, arena);
            if (!paragraph)
                return;
            if (!paragraph)
                return;
            paragraph->span = (struct span){(uint32_t)start, (uint32_t)end};
        }
        start = end + 2;
    }
}

static void write_sentence(const struct article *article, const struct sentence *sentence)
{
    const struct token *tokens = article->tokens + sentence->first_token;
    for (uint32_t i = 0; i < sentence->token_count; i++) {
        uint32_t last = i;
        while (tokens[last].joined_next)
            last++;
        bool first = i == 0 || !tokens[i - 1].joined_next;
        if (first && last > i) {
            struct span whole = {tokens[i].span.start, tokens[last].span.end};
            printf("%u-%u\t%.*s\t_\t_\t_\t_\t_\t_\t_\t_\n", i + 1, last + 1,
                   SLICE_ARG(article_slice(article, whole)));
        }
        printf("%u\t%.*s\t_\t_\t_\t_\t%d\t_\t_\t_\n", i + 1,
               SLICE_ARG(article_slice(article, tokens[i].span)), i == 0 ? 0 : 1);
    }
    printf("\n");
}

int main(void)
{
    struct arena arena, scratch;
    struct err err;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    const struct text_model *model;
    if (!text_model_load(&arena, &model, &err)) {
        fprintf(stderr, "text_conllu: %s\n", err.message);
        return 4;
    }
    struct article article = {.text = read_input(&arena)};
    paragraph_vector paragraphs = {0};
    find_paragraphs(&arena, article.text, &paragraphs);
    article.paragraphs = paragraphs.items;
    article.paragraph_count = (uint32_t)paragraphs.count;
    if (!text_split(model, &arena, &scratch, &article, &err)) {
        fprintf(stderr, "text_conllu: %s\n", err.message);
        return 4;
    }
    for (uint32_t i = 0; i < article.sentence_count; i++)
        write_sentence(&article, &article.sentences[i]);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}
