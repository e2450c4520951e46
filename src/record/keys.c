/*
 * keys.c - how mentions find those that may report the same event.
 *
 *   in    mentions
 *   out   hashes
 */
#include "record/keys.h"

#include <stdlib.h>

#include "base/hash.h"

#define TOKENS_MAX 5
#define ACTOR_TOKENS_MAX 3
#define BUCKET_DAYS 8
/* Longer spans do not say a day. */
#define SPAN_DAYS_MAX 14

struct key_parts {
    uint64_t type;
    int64_t bucket; /* of days */
    uint64_t a;     /* the lesser of two tokens */
    uint64_t b;
};

static void add_key(struct merge_keys *keys, const struct key_parts *parts)
{
    struct key_parts copy = *parts;
    if (copy.a > copy.b) {
        copy.a = parts->b;
        copy.b = parts->a;
    }
    uint64_t key = hash_64((struct slice){(const char *)&copy, sizeof(copy)});
    for (uint32_t i = 0; i < keys->count; i++) {
        if (keys->items[i] == key)
            return;
    }
    if (keys->count < MERGE_KEYS_MAX)
        keys->items[keys->count++] = key;
}

/* ---- what a mention is about ---- */

static void add_token(uint64_t tokens[TOKENS_MAX], uint32_t *count, uint32_t most, uint64_t token)
{
    for (uint32_t i = 0; i < *count; i++) {
        if (tokens[i] == token)
            return;
    }
    if (*count < most)
        tokens[(*count)++] = token;
}

/* A country stands for all who are of it; others are known by id, and groups by their noun. */
static uint64_t token_of(const struct merge_actor *actor)
{
    if (actor->actor->country.len > 0)
        return hash_64(actor->actor->country);
    if (actor->actor->kind == ACTOR_GROUP)
        return actor->noun;
    return hash_64((struct slice){actor->actor->id, HASH_ID_CHARS});
}

static int compare_weights(const void *a, const void *b)
{
    const struct word_weight *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* The weightiest words, as far as there is room. */
static void add_words(uint64_t tokens[TOKENS_MAX], uint32_t *count, const struct words *words)
{
    struct word_weight best[TOKENS_MAX + 1];
    uint32_t kept = 0;
    for (uint32_t i = 0; i < words->count; i++) {
        best[kept++] = words->items[i];
        qsort(best, kept, sizeof(*best), compare_weights);
        kept = kept > TOKENS_MAX ? TOKENS_MAX : kept;
    }
    for (uint32_t i = 0; i < kept; i++)
        add_token(tokens, count, TOKENS_MAX, best[i].hash);
}

static uint32_t tokens_of(const struct merge_mention *mention, uint64_t tokens[TOKENS_MAX])
{
    const struct event *event = mention->event;
    uint32_t count = 0;
    for (uint32_t i = 0; i < event->actor_count; i++)
        add_token(tokens, &count, ACTOR_TOKENS_MAX,
                  token_of(&mention->article->actors[event->actors[i].actor]));
    for (uint32_t i = 0; i < event->recipient_count; i++)
        add_token(tokens, &count, ACTOR_TOKENS_MAX,
                  token_of(&mention->article->actors[event->recipients[i].actor]));
    add_words(tokens, &count, &mention->sentence);
    return count;
}

/* ---- keys ---- */

static void add_pairs(struct merge_keys *keys, struct key_parts parts, const uint64_t *tokens,
                      uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = i + 1; j < count; j++) {
            parts.a = tokens[i];
            parts.b = tokens[j];
            add_key(keys, &parts);
        }
    }
}

static int64_t bucket_of(int32_t day)
{
    return day >= 0 ? day / BUCKET_DAYS : -((BUCKET_DAYS - 1 - (int64_t)day) / BUCKET_DAYS);
}

static void add_type(struct merge_keys *keys, const struct merge_mention *mention,
                     struct slice type, const uint64_t *tokens, uint32_t count)
{
    struct key_parts parts = {.type = hash_64(type)};
    int64_t last = bucket_of(mention->latest + 1);
    for (parts.bucket = bucket_of(mention->earliest - 1); parts.bucket <= last; parts.bucket++)
        add_pairs(keys, parts, tokens, count);
}

void merge_keys_of(const struct merge_rules *rules, const struct merge_mention *mention,
                   bool looking, struct merge_keys *ret_keys)
{
    uint64_t tokens[TOKENS_MAX];
    struct slice type = mention->event->type;
    ret_keys->count = 0;
    if (!mention->is_dated || mention->latest - mention->earliest > SPAN_DAYS_MAX)
        return;
    uint32_t count = tokens_of(mention, tokens);
    add_type(ret_keys, mention, type, tokens, count);
    for (size_t i = 0; looking && i < rules->types.count; i++) {
        const struct rule_pair *pair = &rules->types.items[i];
        if (slice_equal(pair->a, type))
            add_type(ret_keys, mention, pair->b, tokens, count);
        else if (slice_equal(pair->b, type))
            add_type(ret_keys, mention, pair->a, tokens, count);
    }
}
