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

static int64_t key_of(struct key_parts parts)
{
    if (parts.a > parts.b) {
        uint64_t greater = parts.a;
        parts.a = parts.b;
        parts.b = greater;
    }
    return (int64_t)hash_64((struct slice){(const char *)&parts, sizeof(parts)});
}

/* Types that go with one, itself first. */
struct types {
    uint64_t items[MERGE_LOOKS_MAX];
    uint32_t count;
};

static void add_key(struct merge_keys *keys, struct key_parts parts, const struct types *types)
{
    struct merge_key key = {.look_count = types->count};
    for (uint32_t i = 0; i < types->count; i++) {
        parts.type = types->items[i];
        key.looks[i] = key_of(parts);
    }
    key.own = key.looks[0];
    for (uint32_t i = 0; i < keys->count; i++) {
        if (keys->items[i].own == key.own)
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

static void add_pairs(struct merge_keys *keys, struct key_parts parts, const struct types *types,
                      const uint64_t *tokens, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = i + 1; j < count; j++) {
            parts.a = tokens[i];
            parts.b = tokens[j];
            add_key(keys, parts, types);
        }
    }
}

static int64_t bucket_of(int32_t day)
{
    return day >= 0 ? day / BUCKET_DAYS : -((BUCKET_DAYS - 1 - (int64_t)day) / BUCKET_DAYS);
}

static void types_of(const struct merge_rules *rules, struct slice type, struct types *ret_types)
{
    struct types types = {.items = {hash_64(type)}, .count = 1};
    for (size_t i = 0; i < rules->types.count && types.count < MERGE_LOOKS_MAX; i++) {
        const struct rule_pair *pair = &rules->types.items[i];
        if (slice_equal(pair->a, type))
            types.items[types.count++] = hash_64(pair->b);
        else if (slice_equal(pair->b, type))
            types.items[types.count++] = hash_64(pair->a);
    }
    *ret_types = types;
}

void merge_keys_of(const struct merge_rules *rules, const struct merge_mention *mention,
                   struct merge_keys *ret_keys)
{
    uint64_t tokens[TOKENS_MAX];
    struct types types;
    ret_keys->count = 0;
    if (!mention->is_dated || mention->latest - mention->earliest > SPAN_DAYS_MAX)
        return;
    uint32_t count = tokens_of(mention, tokens);
    types_of(rules, mention->event->type, &types);
    struct key_parts parts = {.bucket = bucket_of(mention->earliest - 1)};
    for (int64_t last = bucket_of(mention->latest + 1); parts.bucket <= last; parts.bucket++)
        add_pairs(ret_keys, parts, &types, tokens, count);
}
