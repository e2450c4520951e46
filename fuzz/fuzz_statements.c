/*
 * fuzz_statements.c - any text under any tree gives statements that keep article.h's word.
 *
 *   in    bytes: the first half is text, the second half makes heads, labels and mentions
 *   out   abort() when a property does not hold
 *
 * Properties: statements are sorted by their content; spans lie within the text, on characters;
 * content is sorted and disjoint; actors are actors.
 */
#include "grammar/grammar.h"
#include "statements/statements.h"

#include "fuzz_split.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MENTIONS_MAX 64

/* Every word whose first byte is a multiple of seven is a mention of one of two actors. */
static uint32_t give_mentions(const struct article *article, struct mention *mentions,
                              const uint8_t *data, size_t size)
{
    uint32_t count = 0;
    for (uint32_t s = 0; s < article->sentence_count && size >= 3; s++) {
        const struct sentence *sentence = &article->sentences[s];
        for (uint32_t i = 0; i < sentence->token_count; i++) {
            uint32_t token = sentence->first_token + i;
            uint8_t byte = data[(size_t)token * 3 % size];
            if (byte % 7 == 0 && count < MENTIONS_MAX)
                mentions[count++] = (struct mention){.actor = byte % 2,
                                                     .sentence = s,
                                                     .span = article->tokens[token].span,
                                                     .head = token,
                                                     .antecedent = INDEX_NONE};
        }
    }
    return count;
}

static void demand_span(const struct article *article, struct span span)
{
    demand(span.start <= span.end && span.end <= article->text.len);
    demand_clean(article_slice(article, span));
}

static void check_statements(const struct article *article)
{
    uint32_t start = 0;
    for (uint32_t i = 0; i < article->statement_count; i++) {
        const struct statement *statement = &article->statements[i];
        demand(statement->content_count > 0 && statement->content[0].start >= start);
        start = statement->content[0].start;
        demand(statement->sentence < article->sentence_count);
        demand(statement->speaker == INDEX_NONE || statement->speaker < article->actor_count);
        demand(statement->addressee == INDEX_NONE || statement->addressee < article->actor_count);
        demand_span(article, statement->speaker_span);
        demand_span(article, statement->cue);
        demand_span(article, statement->addressee_span);
        demand_span(article, statement->topic);
        for (uint32_t c = 0, end = 0; c < statement->content_count; c++) {
            demand_span(article, statement->content[c]);
            demand(statement->content[c].start >= end);
            demand(statement->content[c].start < statement->content[c].end);
            end = statement->content[c].end;
        }
    }
}

static struct paragraph *split(struct arena *arena, struct slice text, uint32_t *ret_count)
{
    struct paragraph *paragraphs = arena_array(arena, struct paragraph, text.len + 1);
    struct slice rest = text, line;
    uint32_t count = 0;
    demand(paragraphs != NULL);
    while (slice_next_line(&rest, &line)) {
        uint32_t start = (uint32_t)(line.ptr - text.ptr);
        if (slice_trim(line).len > 0)
            paragraphs[count++].span = (struct span){start, start + (uint32_t)line.len};
    }
    *ret_count = count;
    return paragraphs;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena lasting;
    static const struct text_model *text;
    static struct grammar_model *grammar;
    static const struct statements_model *model;
    static struct actor actors[] = {{.kind = ACTOR_PERSON}, {.kind = ACTOR_COUNTRY}};
    struct mention mentions[MENTIONS_MAX];
    struct err err;
    if (!model) {
        struct data_set set;
        struct data_faults faults = {0};
        arena_init(&lasting, (size_t)256 << 20);
        demand(text_model_load(&lasting, &text, &err) &&
               grammar_model_load(&lasting, &grammar, &err) &&
               data_set_built_in(&lasting, &set, &err) &&
               statements_model_load(&set, &lasting, &faults, &model, &err));
    }
    struct arena arena, scratch;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    size_t half = size / 2;
    struct article article = {.text = clean_text(&arena, data, half), .language = SLICE("en")};
    article.paragraphs = split(&arena, article.text, &article.paragraph_count);
    demand(text_split(text, &arena, &scratch, &article, &err));
    article.grammar = grammar;
    article.actors = actors;
    article.actor_count = 2;
    article.mentions = mentions;
    give_trees(&article, data + half, size - half);
    article.mention_count = give_mentions(&article, mentions, data + half, size - half);
    demand(statements_annotate(model, &arena, &scratch, &article, &err));
    check_statements(&article);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}
