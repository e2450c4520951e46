/*
 * body.c - an article's words and prints.
 *
 *   in    text
 *   out   struct body; prints
 */
#include "record/body.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "base/vector.h"
#include "record/word.h"

/* The bits of a shingle's hash that make a print: enough that few unlike ones meet, as what meets
 * is compared word by word, and small on disk. */
#define PRINT_BITS 32

struct read_word {
    uint64_t hash;
    struct span span;
    bool has_digit;
    bool quoted;
};

/* Whether what follows `between`, the characters from one word to the next, is quoted. */
static bool goes_on_quoted(struct slice between, bool quoted)
{
    for (size_t at = 0; at < between.len;) {
        uint32_t code_point;
        at += utf8_decode(between, at, &code_point);
        switch (code_point) {
        case '"':
            quoted = !quoted;
            break;
        case 0x201C: /* opening: “ „ « */
        case 0x201E:
        case 0xAB:
            quoted = true;
            break;
        case 0x201D: /* closing: ” » */
        case 0xBB:
        case '\n':
            quoted = false;
            break;
        default:
            break;
        }
    }
    return quoted;
}

bool body_read(struct slice text, struct arena *arena, struct body *ret_body, struct err *err)
{
    VECTOR(struct read_word) words = {0};
    struct word_reader reader = {.text = text};
    uint32_t end = 0;
    bool quoted = false;
    while (word_reader_next(&reader)) {
        struct read_word *word = vector_push(&words, arena);
        if (!word)
            return arena_fail(arena, err);
        quoted = goes_on_quoted(slice_sub(text, end, reader.span.start), quoted);
        end = reader.span.end;
        *word = (struct read_word){hash_64(word_slice(&reader)), reader.span, reader.has_digit,
                                   quoted};
    }
    struct body body = {
        .words = arena_array(arena, uint64_t, words.count),
        .spans = arena_array(arena, struct span, words.count),
        .quoted = arena_array(arena, bool, words.count),
        .has_digit = arena_array(arena, bool, words.count),
        .word_count = (uint32_t)words.count,
    };
    if (!body.words || !body.spans || !body.quoted || !body.has_digit)
        return arena_fail(arena, err);
    for (size_t i = 0; i < words.count; i++) {
        body.words[i] = words.items[i].hash;
        body.spans[i] = words.items[i].span;
        body.quoted[i] = words.items[i].quoted;
        body.has_digit[i] = words.items[i].has_digit;
    }
    body.id = (int64_t)hash_64(
        (struct slice){(const char *)body.words, words.count * sizeof(body.words[0])});
    *ret_body = body;
    return true;
}

uint64_t body_shingle(const struct body *body, size_t at)
{
    return hash_64((struct slice){(const char *)(body->words + at),
                                  BODY_SHINGLE_WORDS * sizeof(body->words[0])});
}

static int compare_prints(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* Where the least of a window's hashes stands, the first of equal ones. */
static size_t least_of(const uint64_t *hashes, size_t from, size_t to)
{
    size_t least = from;
    for (size_t i = from + 1; i < to; i++) {
        if (hashes[i] < hashes[least])
            least = i;
    }
    return least;
}

/* Sorts prints and drops repetitions; returns how many are left. */
static size_t sort_prints(int64_t *prints, size_t count)
{
    size_t kept = 0;
    qsort(prints, count, sizeof(prints[0]), compare_prints);
    for (size_t i = 0; i < count; i++) {
        if (kept == 0 || prints[kept - 1] != prints[i])
            prints[kept++] = prints[i];
    }
    return kept < BODY_PRINTS_MAX ? kept : BODY_PRINTS_MAX;
}

bool body_prints(const struct body *body, struct arena *arena, int64_t **ret_prints,
                 size_t *ret_count, struct err *err)
{
    size_t shingles = body->word_count < BODY_SHINGLE_WORDS
                          ? 0
                          : body->word_count - BODY_SHINGLE_WORDS + 1;
    uint64_t *hashes = arena_array(arena, uint64_t, shingles);
    int64_t *prints = arena_array(arena, int64_t, shingles);
    size_t count = 0, least = SIZE_MAX;
    if (!hashes || !prints)
        return arena_fail(arena, err);
    for (size_t i = 0; i < shingles; i++)
        hashes[i] = body_shingle(body, i);
    size_t windows = shingles > BODY_WINDOW ? shingles - BODY_WINDOW + 1 : shingles > 0;
    for (size_t from = 0; from < windows; from++) {
        size_t to = from + BODY_WINDOW < shingles ? from + BODY_WINDOW : shingles;
        size_t before = least;
        if (least == SIZE_MAX || least < from)
            least = least_of(hashes, from, to);
        else if (hashes[to - 1] < hashes[least])
            least = to - 1;
        if (least != before)
            prints[count++] = (int64_t)(hashes[least] >> (64 - PRINT_BITS));
    }
    *ret_count = sort_prints(prints, count);
    *ret_prints = prints;
    return true;
}
