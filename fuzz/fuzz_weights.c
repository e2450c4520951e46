/*
 * fuzz_weights.c - damaged weight files whose length and checksum are right.
 *
 * The input is a list of changes (three bytes of place, one of value) to a small whole file, or,
 * when its first byte is odd, the file itself. Properties: a model or an error, never both; a model
 * gives trees whatever its numbers are, and the same with every set of kernels.
 */
#include <string.h>

#include "../tests/tiny_grammar.h"
#include "base/limits.h"
#include "grammar/grammar.h"
#include "grammar/kernels/kernels.h"

#include "fuzz_common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define WORDS 9

static struct slice change(const uint8_t *data, size_t size, struct arena *arena)
{
    struct slice whole = tiny_grammar(arena, 7);
    char *bytes = arena_alloc(arena, whole.len + size + WEIGHTS_HEADER_BYTES, 64);
    size_t length = whole.len;
    demand(bytes != NULL);
    memcpy(bytes, whole.ptr, whole.len);
    if (size > 0 && data[0] % 2) {
        length = size > WEIGHTS_HEADER_BYTES ? size : WEIGHTS_HEADER_BYTES;
        memcpy(bytes + 8, data + 1, size > 9 ? size - 9 : 0);
    } else {
        for (size_t i = 1; i + 4 <= size; i += 4) {
            size_t at = ((size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2]) % length;
            bytes[at] = (char)data[i + 3];
        }
    }
    tiny_seal(bytes, length);
    return (struct slice){bytes, length};
}

static void parse(struct grammar_model *model, struct arena *arena, struct token *ret_tokens)
{
    static const char TEXT[] = "The minister said on Thursday it 2,500 \xC3\x87 .";
    struct sentence sentence = {.token_count = WORDS};
    struct article article = {.text = {TEXT, sizeof(TEXT) - 1},
                              .sentences = &sentence,
                              .tokens = ret_tokens,
                              .sentence_count = 1,
                              .token_count = WORDS};
    struct arena scratch;
    struct err err;
    uint32_t at = 0;
    for (size_t i = 0; i < WORDS; i++) {
        size_t end = slice_find_byte(article.text, ' ', at);
        if (end == SIZE_MAX)
            end = article.text.len;
        ret_tokens[i] = (struct token){.span = {at, (uint32_t)end}};
        at = (uint32_t)end + 1;
    }
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    demand(grammar_parse(model, arena, &scratch, &article, &err));
    demand_tree(ret_tokens, WORDS);
    arena_free(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct err err = {0};
    struct token tokens[WORDS], first[WORDS];
    size_t sets;
    arena_init(&arena, (size_t)256 << 20);
    struct slice bytes = change(data, size, &arena);
    const struct kernels *const *available = kernels_available(&sets);
    for (size_t set = 0; set < sets; set++) {
        struct grammar_model *model = NULL;
        if (!grammar_model_open(bytes, available[set]->name, &arena, &model, &err)) {
            demand(!model && err.message && err.code != ERR_NONE);
            break;
        }
        parse(model, &arena, tokens);
        for (size_t i = 0; set > 0 && i < WORDS; i++)
            demand(tokens[i].head == first[i].head && tokens[i].deprel == first[i].deprel &&
                   tokens[i].upos == first[i].upos);
        memcpy(first, tokens, sizeof(first));
        grammar_model_free(model);
    }
    arena_free(&arena);
    return 0;
}
