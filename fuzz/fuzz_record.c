/*
 * fuzz_record.c - any two texts give copies and stories that keep their headers' word.
 *
 *   in    bytes: the first half is one text, the second another; with few bytes more, links of
 * stories out   abort() when a property does not hold
 *
 * Properties: passages are sorted, disjoint in the shorter body, within both, and word for word the
 * same; sharing is symmetric; prints ascend; similarity is symmetric and bounded, keys look at each
 * other; stories are a partition whose names are their least nodes.
 */
#include "record/copies.h"
#include "record/stories.h"
#include "record/terms.h"

#include "fuzz_common.h"

#define NODES 12

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_shared(const struct shared *shared)
{
    uint32_t end = 0, words = 0;
    for (uint32_t i = 0; i < shared->passage_count; i++) {
        const struct passage *passage = &shared->passages[i];
        demand(passage->start >= end && passage->words >= BODY_SHINGLE_WORDS);
        end = passage->start + passage->words;
        demand(end <= shared->body->word_count);
        demand(passage->other_start + passage->words <= shared->other->word_count);
        demand(memcmp(shared->body->words + passage->start,
                      shared->other->words + passage->other_start,
                      passage->words * sizeof(uint64_t)) == 0);
        words += passage->words;
    }
    demand(words == shared->words && shared->other_words <= shared->other->word_count);
}

static void check_copies(struct slice a_text, struct slice b_text, struct arena *arena)
{
    struct err err;
    struct body a, b;
    struct shared shared, reverse;
    int64_t *prints;
    size_t count;
    demand(body_read(a_text, arena, &a, &err) && body_read(b_text, arena, &b, &err));
    demand(body_prints(&a, arena, &prints, &count, &err));
    for (size_t i = 1; i < count; i++)
        demand(prints[i - 1] < prints[i]);
    demand(count > 0 || a.word_count < BODY_SHINGLE_WORDS);
    demand(copies_shared(&a, &b, arena, &shared, &err));
    demand(copies_shared(&b, &a, arena, &reverse, &err));
    check_shared(&shared);
    demand(shared.words == reverse.words);
    demand(copies_is_copy(&shared) == copies_is_copy(&reverse));
}

static void check_terms(const struct term_weights *weights, struct slice a_text,
                        struct slice b_text, int32_t days, struct arena *arena)
{
    struct err err;
    struct terms a, b, back;
    struct term_key keys[TERM_KEYS_MAX];
    char bytes[TERMS_BYTES_MAX];
    demand(terms_read(weights, b_text, a_text, 0, arena, &a, &err));
    demand(terms_read(weights, a_text, b_text, days, arena, &b, &err));
    demand(terms_similarity(&a, &b) <= SIMILARITY_ONE);
    demand(terms_similarity(&a, &b) == terms_similarity(&b, &a));
    demand(terms_keys(&a, keys) <= TERM_KEYS_MAX);
    demand(terms_unpack((struct slice){bytes, terms_pack(&a, bytes)}, 0, &back));
    demand(back.count == a.count);
    terms_unpack(a_text, 0, &back);
}

static void check_stories(const uint8_t *data, size_t size, struct arena *arena)
{
    struct err err;
    struct story_link links[NODES * NODES];
    uint32_t story[NODES];
    size_t count = 0;
    for (uint32_t a = 0; a < NODES; a++) {
        for (uint32_t b = a + 1; b < NODES && count < size; b++) {
            uint32_t similarity = STORY_LINK_MIN + data[count] * 3;
            links[count] = (struct story_link){a, b, similarity};
            count++;
        }
    }
    demand(stories_part(NODES, links, count, arena, story, &err));
    for (uint32_t i = 0; i < NODES; i++)
        demand(story[i] <= i && story[story[i]] == story[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena lasting;
    static const struct term_weights *weights;
    struct arena arena;
    if (!weights) {
        struct err err;
        struct data_set set;
        struct data_faults faults = {0};
        arena_init(&lasting, SIZE_MAX);
        demand(data_set_built_in(&lasting, &set, &err) &&
               term_weights_load(&set, &lasting, &faults, &weights, &err));
    }
    arena_init(&arena, SIZE_MAX);
    struct slice a = clean_text(&arena, data, size / 2);
    struct slice b = clean_text(&arena, data + size / 2, size - size / 2);
    check_copies(a, b, &arena);
    check_terms(weights, a, b, size > 0 ? data[0] - 128 : 0, &arena);
    check_stories(data, size, &arena);
    arena_free(&arena);
    return 0;
}
