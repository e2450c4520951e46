/*
 * split.c - sentences and tokens of an article. Start here.
 *
 *   in    article->text and its paragraphs
 *   out   article->sentences, article->tokens
 *
 * Words are found first, over each whole paragraph (words.h), then the sentences among them
 * (sentences.h). Both are gathered in scratch and copied once their number is known.
 */
#include "text/text.h"

#include "base/limits.h"
#include "text/sentences.h"
#include "text/words.h"

/* The words of paragraph p are [paragraph_ends[p - 1], paragraph_ends[p]). */
struct draft {
    word_vector words;
    sentence_vector sentences;
    uint32_t *paragraph_ends;
};

static bool is_general(const struct article *article);
static bool find_words(const struct text_model *model, const struct article *article,
                       struct arena *scratch, struct draft *draft, struct err *err);
static bool find_sentences(const struct text_model *model, const struct article *article,
                           struct arena *scratch, struct draft *draft, struct err *err);
static bool write_layer(const struct draft *draft, struct arena *arena, struct article *article,
                        struct err *err);

bool text_split(const struct text_model *model, struct arena *arena, struct arena *scratch,
                struct article *article, struct err *err)
{
    struct arena_mark mark = arena_mark(scratch);
    struct draft draft = {0};
    bool done = find_words(model, article, scratch, &draft, err) &&
                find_sentences(model, article, scratch, &draft, err) &&
                write_layer(&draft, arena, article, err);
    arena_rewind(scratch, mark);
    return done;
}

/* The model is English; a text of unknown language is read as English too. */
static bool is_general(const struct article *article)
{
    return article->language.len > 0 && !slice_starts_nocase(article->language, SLICE("en"));
}

static bool find_words(const struct text_model *model, const struct article *article,
                       struct arena *scratch, struct draft *draft, struct err *err)
{
    struct word_options options = {.general = is_general(article)};
    draft->paragraph_ends = arena_array(scratch, uint32_t, article->paragraph_count);
    if (!draft->paragraph_ends)
        return arena_fail(scratch, err);
    for (uint32_t p = 0; p < article->paragraph_count; p++) {
        if (!words_find(model, &options, article->text, article->paragraphs[p].span, scratch,
                        &draft->words, err))
            return false;
        draft->paragraph_ends[p] = (uint32_t)draft->words.count;
    }
    return true;
}

static bool find_sentences(const struct text_model *model, const struct article *article,
                           struct arena *scratch, struct draft *draft, struct err *err)
{
    struct sentence_options options = {.general = is_general(article)};
    uint32_t first = 0;
    for (uint32_t p = 0; p < article->paragraph_count; p++) {
        uint32_t end = draft->paragraph_ends[p];
        if (end > first &&
            !sentences_find(model, &options, article->text, draft->words.items + first, end - first,
                            first, scratch, &draft->sentences, err))
            return false;
        first = end;
    }
    return true;
}

static bool write_layer(const struct draft *draft, struct arena *arena, struct article *article,
                        struct err *err)
{
    struct token *tokens = arena_array(arena, struct token, draft->words.count);
    struct sentence *sentences = arena_array(arena, struct sentence, draft->sentences.count);
    if (!tokens || !sentences)
        return arena_fail(arena, err);
    for (size_t i = 0; i < draft->words.count; i++) {
        tokens[i].span = draft->words.items[i].span;
        tokens[i].joined_next = draft->words.items[i].joined_next;
        tokens[i].head = INDEX_NONE;
    }
    uint32_t paragraph = 0;
    for (size_t i = 0; i < draft->sentences.count; i++) {
        const struct sentence_cut *cut = &draft->sentences.items[i];
        while (draft->paragraph_ends[paragraph] <= cut->first)
            paragraph++;
        sentences[i] = (struct sentence){
            .span = {tokens[cut->first].span.start, tokens[cut->first + cut->count - 1].span.end},
            .paragraph = paragraph,
            .first_token = cut->first,
            .token_count = cut->count,
            .was_split = cut->was_split,
        };
        if (cut->was_split)
            article->flags |= ARTICLE_SENTENCE_SPLIT;
    }
    article->tokens = tokens;
    article->token_count = (uint32_t)draft->words.count;
    article->sentences = sentences;
    article->sentence_count = (uint32_t)draft->sentences.count;
    return true;
}
