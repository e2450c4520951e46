/*
 * fuzz_data.c - data files of actors hold whatever they like.
 *
 *   in    a byte that picks a kind, then a file of it; after a NUL a text to look names up in
 *   out   nothing; aborts when a property fails
 *
 * Properties: a load ends; when no line was bad, everybody is found by name; matches lie in the
 * text, the longest first; offices asked for come back in the order promised.
 */

#include "actors/record.h"
#include "base/utf8.h"

#define ARENA_BYTES_MAX ((size_t)256 << 20)

#include "fuzz_common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const KINDS[] = {
    "people",
    "countries",
    "organizations",
    "agents",
    "titles",
    "names",
    "spelling",
    "codes",
    RECORD_PETRARCH_ACTORS,
    RECORD_PETRARCH_AGENTS,
};
#define KIND_COUNT (sizeof(KINDS) / sizeof(KINDS[0]))

/* Everybody is found by name, unless too many have it. */
static void check_people(const struct record *record)
{
    struct record_match matches[RECORD_MATCHES_MAX];
    struct record_role_at roles[8];
    for (uint32_t i = 0; i < record_person_count(record) && i < 64; i++) {
        const struct record_person *person = record_person_at(record, i);
        size_t count = record_find(record, person->name, matches, RECORD_MATCHES_MAX);
        bool found = count == RECORD_MATCHES_MAX;
        for (size_t m = 0; m < count; m++)
            found = found ||
                    (matches[m].sense->kind == RECORD_PERSON && matches[m].sense->index == i);
        demand(found);
        size_t held = record_roles_at(record, i, 10000, 12000, roles, 8);
        for (size_t r = 1; r < held; r++)
            demand(roles[r - 1].tenure <= roles[r].tenure);
        for (uint32_t r = 0; r < person->role_count && r < 8; r++)
            record_holders(record, person->roles[r]->office, person->roles[r]->of, 10000, 12000,
                           roles, 8);
    }
}

static void check_text(const struct record *record, struct slice text, struct arena *arena)
{
    struct record_words words;
    struct record_match matches[RECORD_MATCHES_MAX];
    struct record_identity identity;
    struct err err;
    if (!record_words_of_text(record, text, arena, &words, &err))
        return;
    for (uint32_t token = 0; token < words.token_count; token++) {
        size_t count = record_match(record, &words, token, words.token_count, matches,
                                    RECORD_MATCHES_MAX);
        for (size_t m = 0; m < count; m++) {
            demand(matches[m].token_count > 0);
            demand(token + matches[m].token_count <= words.token_count);
            demand(m == 0 || matches[m].token_count <= matches[m - 1].token_count);
            record_identify(record, matches[m].sense, DAY_UNKNOWN, 12000, &identity);
            record_identify(record, matches[m].sense, DAY_UNKNOWN, DAY_UNKNOWN, &identity);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct err err;
    struct data_faults faults = {0};
    const struct record *record;
    if (size < 1)
        return 0;
    struct slice bytes = {(const char *)data + 1, size - 1};
    size_t end = slice_find_byte(bytes, '\0', 0);
    struct slice file = slice_sub(bytes, 0, end);
    struct slice text = end == SIZE_MAX ? file : slice_sub(bytes, end + 1, bytes.len);
    if (!utf8_valid(file, NULL))
        return 0;
    arena_init(&arena, ARENA_BYTES_MAX);
    struct data_set set = {.arena = &arena};
    if (data_set_add_bytes(&set, SLICE("x.txt"), file, &err)) {
        set.files.items[0].kind = slice_from(KINDS[data[0] % KIND_COUNT]);
        if (record_load(&set, &faults, &arena, &record, &err)) {
            if (faults.count == 0)
                check_people(record);
            check_text(record, text, &arena);
        }
    }
    arena_free(&arena);
    return 0;
}
