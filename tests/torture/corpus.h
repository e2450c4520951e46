/*
 * corpus.h - articles made up for tests of the store: as many as wanted, the same each time.
 *
 *   in    a number
 *   out   an annotated article of up to CORPUS_SENTENCES sentences, which make 4 KB of text
 */
#ifndef ANNALS_TESTS_CORPUS_H
#define ANNALS_TESTS_CORPUS_H

#include <stdio.h>
#include <string.h>

#include "article/article.h"
#include "base/utf8.h"
#include "store/store.h"

#define CORPUS_SENTENCES 20
#define CORPUS_TEXT_BYTES 8192
#define CORPUS_WORDS 20000 /* different words, some far more frequent than others */

struct corpus_article {
    struct article article;
    struct sentence sentences[CORPUS_SENTENCES];
    char text[CORPUS_TEXT_BYTES];
    char title[64];
    char url[64];
};

static inline uint32_t corpus_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX */
    return (uint32_t)(*state >> 33);
}

/* Appends one made-up word; its frequency falls with its number, as in language. */
static inline size_t corpus_word(uint64_t *state, char *out)
{
    static const char *const SYLLABLES[] = {"ka", "lo", "mi", "ren", "ta",  "su", "vor", "ne",
                                            "pa", "çu", "şe", "di",  "gar", "ho", "би",  "el"};
    uint64_t draw = corpus_random(state) % CORPUS_WORDS;
    uint64_t word = draw * draw / CORPUS_WORDS * draw / CORPUS_WORDS;
    size_t length = 0;
    do {
        length += (size_t)sprintf(out + length, "%s", SYLLABLES[word & 15]);
        word >>= 4;
    } while (word);
    return length;
}

static inline void corpus_make(uint32_t number, uint32_t sentences, struct corpus_article *ret)
{
    static const char *const OUTLETS[] = {"Northern Post", "TASS", "Hürriyet", "", "The Ledger"};
    uint64_t state = number * 2654435761u + 1;
    memset(ret, 0, sizeof(*ret));
    struct article *article = &ret->article;
    size_t length = 0;
    for (uint32_t i = 0; i < sentences; i++) {
        bool is_paragraph_end = i % 4 == 3;
        ret->sentences[i].span.start = (uint32_t)length;
        ret->sentences[i].paragraph = i / 4;
        ret->sentences[i].token_count = 15 + corpus_random(&state) % 20;
        for (uint32_t word = 0; word < ret->sentences[i].token_count; word++) {
            if (word > 0)
                ret->text[length++] = ' ';
            length += corpus_word(&state, ret->text + length);
        }
        ret->text[length++] = '.';
        ret->sentences[i].span.end = (uint32_t)length;
        article->token_count += ret->sentences[i].token_count;
        length += (size_t)sprintf(ret->text + length, "%s", is_paragraph_end ? "\n\n" : " ");
    }
    article->text = (struct slice){ret->text, ret->sentences[sentences - 1].span.end};
    article->sentences = ret->sentences;
    article->sentence_count = sentences;
    sprintf(ret->title, "Report %u", (unsigned)number);
    sprintf(ret->url, "https://news.example/%u", (unsigned)number);
    article->title = slice_from(ret->title);
    article->url = slice_from(ret->url);
    article->outlet = slice_from(OUTLETS[number % 5]);
    article->language = SLICE("en");
    article->source = SLICE("archive/2016.jsonl");
    article->source_line = number + 1;
    article->encoding = "utf-8";
    article->encoding_basis = ENCODING_JSON;
    if (number % 7 != 0) {
        article->published = (struct datetime){
            2016, (uint8_t)(1 + number % 12), (uint8_t)(1 + number % 28), 13, 5, 180, DATE_MINUTE};
        article->published_basis = PUBLISHED_META;
    }
    hash_sha256(article->text, article->sha256);
    hash_id((struct slice[]){article->url, article->text}, 2, article->key);
    article->id = (struct slice){article->key, HASH_ID_CHARS};
}

/* Puts articles [first, end) and, after each tenth, a rejection. */
static inline bool corpus_put(struct store *store, uint32_t first, uint32_t end, uint32_t sentences,
                              struct err *err)
{
    static struct corpus_article made;
    enum store_put result;
    for (uint32_t number = first; number < end; number++) {
        corpus_make(number, sentences, &made);
        if (!store_put_article(store, &made.article, &result, err))
            return false;
        if (number % 10 != 9)
            continue;
        struct store_rejection rejection = {made.article.source, number, 100u * number,
                                            SLICE("the input holds no text to read")};
        if (!store_put_rejection(store, &rejection, &result, err))
            return false;
    }
    return true;
}

/* Opens the store at path, puts articles [0, count) and closes it. */
static inline bool corpus_run(const char *path, uint32_t count, uint32_t sentences, struct err *err)
{
    struct store *store;
    if (!store_open(path, STORE_WRITE, &store, err))
        return false;
    struct err ignored;
    if (!corpus_put(store, 0, count, sentences, err)) {
        store_close(store, false, &ignored);
        return false;
    }
    return store_close(store, true, err);
}

#endif
