/*
 * fuzz_place.c - any text has places that keep article.h's word; any facts load or are told.
 *
 *   in    bytes: the first chooses; text whose words are given entities by its bytes, lines of
 *         facts, or a table
 *   out   abort() when a property does not hold
 *
 * Properties: mentions are sorted by start, in bounds, on character boundaries and in their
 * sentence, and name a place that is there; coordinates are both known and on the globe, or neither
 * is; every place is mentioned; the same article has the same places again. A load fails exactly
 * when a fault was told.
 */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vector.h"
#include "place/place.h"
#include "place/table.h"

#include "fuzz_split.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Entities by the words' own bytes: starts, lengths and types that look random. */
static void give_entities(struct arena *arena, struct article *article, uint8_t seed)
{
    VECTOR(struct entity) entities = {0};
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        uint32_t end = sentence->first_token + sentence->token_count;
        for (uint32_t i = sentence->first_token; i < end;) {
            uint32_t mixed =
                seed +
                (uint32_t)(unsigned char)article_slice(article, article->tokens[i].span).ptr[0] *
                    7u +
                i * 13u;
            uint32_t length = 1 + mixed % 4;
            if (mixed % 3 == 0 || i + length > end) {
                i++;
                continue;
            }
            struct entity *entity = vector_push(&entities, arena);
            *entity = (struct entity){s, i, length, (enum entity_type)(mixed / 16 % 8)};
            i += length;
        }
    }
    article->entities = entities.items;
    article->entity_count = (uint32_t)entities.count;
}

static void check_layer(struct arena *arena, const struct article *article)
{
    bool *seen = arena_array(arena, bool, article->place_count + 1);
    uint32_t start = 0;
    for (uint32_t i = 0; i < article->place_mention_count; i++) {
        const struct place_mention *mention = &article->place_mentions[i];
        struct span span = mention->span;
        demand(span.start >= start && span.start < span.end && span.end <= article->text.len);
        demand(((unsigned char)article->text.ptr[span.start] & 0xC0) != 0x80);
        demand(mention->place < article->place_count);
        demand(mention->sentence < article->sentence_count);
        struct span sentence = article->sentences[mention->sentence].span;
        demand(span.start >= sentence.start && span.end <= sentence.end);
        seen[mention->place] = true;
        start = span.start;
    }
    for (uint32_t i = 0; i < article->place_count; i++) {
        const struct place *place = &article->places[i];
        demand(seen[i] && place->name.len > 0 && place->reason.ptr);
        demand(isnan(place->latitude) == isnan(place->longitude));
        demand(isnan(place->latitude) ||
               (fabs(place->latitude) <= 90 && fabs(place->longitude) <= 180));
        demand(article_place_kind_name(place->kind) != NULL);
    }
}

static void fuzz_article(const struct text_model *text, const struct place_model *places,
                         const uint8_t *data, size_t size)
{
    struct arena arena, scratch;
    struct err err;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    struct article article = split_article(text, clean_text(&arena, data + 1, size - 1), &arena,
                                           &scratch);
    give_entities(&arena, &article, data[0]);
    demand(place_annotate(places, &arena, &scratch, &article, &err));
    check_layer(&arena, &article);
    struct article again = article;
    demand(place_annotate(places, &arena, &scratch, &again, &err));
    demand(again.place_count == article.place_count &&
           again.place_mention_count == article.place_mention_count);
    for (uint32_t i = 0; i < again.place_count; i++)
        demand(memcmp(again.places[i].id, article.places[i].id, HASH_ID_CHARS) == 0);
    arena_free(&arena);
    arena_free(&scratch);
}

static void fuzz_facts(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct err err;
    struct data_faults faults = {0};
    const struct place_model *model;
    arena_init(&arena, (size_t)256 << 20);
    struct data_set set = {.arena = &arena};
    struct slice bytes = clean_text(&arena, data + 1, size - 1);
    const struct slice names[] = {SLICE("places.txt"), SLICE("countries.txt"),
                                  SLICE("centroids.txt"), SLICE("placewords.txt")};
    demand(data_set_add_bytes(&set, names[data[0] / 16 % 4], bytes, &err));
    bool loaded = place_model_load(&set, &arena, &faults, &model, &err);
    demand(loaded == (faults.count == 0));
    demand(loaded || err.code == ERR_FORMAT);
    arena_free(&arena);
}

static void fuzz_table(const uint8_t *data, size_t size)
{
    struct place_table table;
    struct err err;
    struct arena arena;
    arena_init(&arena, (size_t)64 << 20);
    char *bytes = arena_alloc(&arena, size, 64);
    memcpy(bytes, data + 1, size - 1);
    demand(!place_table_open((struct slice){bytes, size - 1}, &table, &err) || size > 64);
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena lasting;
    static const struct text_model *text;
    static const struct place_model *places;
    struct err err;
    if (!text) {
        struct data_set set;
        struct data_faults faults = {0};
        arena_init(&lasting, (size_t)256 << 20);
        demand(text_model_load(&lasting, &text, &err));
        demand(data_set_built_in(&lasting, &set, &err));
        demand(place_model_load(&set, &lasting, &faults, &places, &err));
    }
    if (size == 0)
        return 0;
    /* A load reads the whole table, so it is worth a run in sixteen only. */
    if (data[0] % 16 == 3)
        fuzz_facts(data, size);
    else if (data[0] % 32 == 2)
        fuzz_table(data, size);
    else
        fuzz_article(text, places, data, size);
    return 0;
}
