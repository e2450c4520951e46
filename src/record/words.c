/*
 * words.c - texts as bags of words.
 *
 *   in    UTF-8
 *   out   sorted hashes with weights: repeated words weigh more, by the root of their number
 */
#include "record/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "article/article.h"
#include "base/fold.h"
#include "base/hash.h"
#include "base/utf8.h"

#define STEM_BYTES_MAX 64

static bool is_word_part(uint32_t code_point)
{
    return unicode_is_letter(code_point) || unicode_is_digit(code_point) || code_point == '\'' ||
           code_point == 0x2019;
}

bool words_next(struct slice *rest, struct slice *ret_word)
{
    size_t start = SIZE_MAX, at = 0;
    while (at < rest->len) {
        uint32_t code_point;
        size_t length = utf8_decode(*rest, at, &code_point);
        bool inside = is_word_part(code_point);
        if (inside && start == SIZE_MAX)
            start = at;
        if (!inside && start != SIZE_MAX)
            break;
        at += length;
    }
    if (start == SIZE_MAX)
        return false;
    *ret_word = slice_sub(*rest, start, at);
    *rest = slice_sub(*rest, at, rest->len);
    return true;
}

uint32_t words_hash(const struct merge_rules *rules, struct slice word)
{
    char stem[STEM_BYTES_MAX];
    size_t length = fold_name(word, stem, sizeof(stem));
    for (size_t i = 0; i < rules->suffixes.count; i++) {
        const struct rule_suffix *suffix = &rules->suffixes.items[i];
        struct slice whole = {stem, length};
        if (!slice_ends(whole, suffix->ending) || length < suffix->letters + suffix->ending.len)
            continue;
        length -= suffix->ending.len;
        memcpy(stem + length, suffix->stem.ptr, suffix->stem.len);
        length += suffix->stem.len;
        break;
    }
    uint32_t hash = (uint32_t)hash_64((struct slice){stem, length});
    return hash ? hash : 1;
}

static int compare_hashes(const void *a, const void *b)
{
    const struct word_weight *x = a, *y = b;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int compare_weights(const void *a, const void *b)
{
    const struct word_weight *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return compare_hashes(a, b);
}

/* Sorted items with repeated ones counted into one; returns how many are left. */
static uint32_t count_repeats(struct word_weight *items, size_t count)
{
    uint32_t kept = 0;
    for (size_t i = 0; i < count; kept++) {
        size_t from = i;
        while (i < count && items[i].hash == items[from].hash)
            i++;
        items[kept] = (struct word_weight){items[from].hash, (float)sqrt((double)(i - from))};
    }
    return kept;
}

bool words_of(const struct merge_rules *rules, struct slice text, uint32_t most,
              struct arena *arena, struct words *ret_words)
{
    VECTOR(struct word_weight) all = {0};
    struct slice word;
    while (words_next(&text, &word)) {
        uint32_t hash = words_hash(rules, word);
        if (merge_word_group(&rules->common, hash))
            continue;
        struct word_weight *item = vector_push(&all, arena);
        if (!item)
            return false;
        item->hash = hash;
    }
    *ret_words = (struct words){0};
    if (all.count == 0)
        return true;
    qsort(all.items, all.count, sizeof(*all.items), compare_hashes);
    uint32_t count = count_repeats(all.items, all.count);
    if (count > most) {
        qsort(all.items, count, sizeof(*all.items), compare_weights);
        count = most;
        qsort(all.items, count, sizeof(*all.items), compare_hashes);
    }
    double squares = 0;
    for (uint32_t i = 0; i < count; i++)
        squares += (double)all.items[i].weight * (double)all.items[i].weight;
    *ret_words = (struct words){all.items, count, sqrt(squares)};
    return true;
}

bool words_that_tell(const struct merge_rules *rules, struct slice title, struct slice text,
                     struct arena *arena, struct words *ret_words)
{
    struct terms terms;
    struct err unused;
    if (!terms_read(rules->terms, title, text, DAY_UNKNOWN, arena, &terms, &unused))
        return false;
    struct word_weight *items = arena_array(arena, struct word_weight, terms.count);
    double squares = 0;
    if (!items)
        return false;
    for (uint32_t i = 0; i < terms.count; i++) {
        items[i] = (struct word_weight){terms.hashes[i], (float)terms.weights[i]};
        squares += (double)terms.weights[i] * terms.weights[i];
    }
    *ret_words = (struct words){items, terms.count, sqrt(squares)};
    return true;
}

double words_cosine(const struct words *a, const struct words *b)
{
    double product = 0;
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->items[i].hash == b->items[j].hash)
            product += (double)a->items[i++].weight * (double)b->items[j++].weight;
        else if (a->items[i].hash < b->items[j].hash)
            i++;
        else
            j++;
    }
    return product > 0 ? product / (a->norm * b->norm) : 0;
}

bool words_share(const struct words *a, const struct words *b)
{
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->items[i].hash == b->items[j].hash)
            return true;
        if (a->items[i].hash < b->items[j].hash)
            i++;
        else
            j++;
    }
    return false;
}
