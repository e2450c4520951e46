/*
 * fuzz_petrarch.c - dictionaries of PETRARCH and TABARI hold whatever they like.
 *
 *   in    a byte that picks actors or agents, then a file of it
 *   out   nothing; aborts when a property fails
 *
 * Properties: a load ends; a file of actors with a code and no fault says something of each of its
 * names on every day; faults lie in the file.
 */

#include "actors/record.h"
#include "base/utf8.h"

#define ARENA_BYTES_MAX ((size_t)256 << 20)

#include "fuzz_common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_fault(void *context, const struct data_fault *fault)
{
    const struct slice *file = context;
    demand(fault->line > 0 && fault->column > 0);
    demand(fault->offset <= file->len);
    demand(fault->expected != NULL);
}

/* Looks every line's first words up. */
static void check_names(const struct record *record, struct slice file)
{
    struct slice line;
    struct record_match matches[4];
    struct record_identity identity;
    while (slice_next_line(&file, &line)) {
        size_t bracket = slice_find_byte(line, '[', 0);
        size_t count = record_find(record, slice_sub(line, 0, bracket), matches, 4);
        for (size_t i = 0; i < count; i++) {
            record_identify(record, matches[i].sense, 10000, 10000, &identity);
            demand(identity.country.len == 0 || identity.country.len == 3);
            record_identify(record, matches[i].sense, DAY_UNKNOWN, DAY_UNKNOWN, &identity);
            if (matches[i].sense->kind == RECORD_CODED)
                demand(record_coded_at(record, matches[i].sense->index)->code_count > 0);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct err err;
    const struct record *record;
    if (size < 1)
        return 0;
    struct slice file = {(const char *)data + 1, size - 1};
    struct data_faults faults = {.tell = check_fault, .context = &file};
    if (!utf8_valid(file, NULL))
        return 0;
    arena_init(&arena, ARENA_BYTES_MAX);
    struct data_set set = {.arena = &arena};
    if (data_set_add_bytes(&set, SLICE("x.txt"), file, &err)) {
        set.files.items[0].kind = data[0] % 2 ? SLICE(RECORD_PETRARCH_AGENTS)
                                              : SLICE(RECORD_PETRARCH_ACTORS);
        if (record_load(&set, &faults, &arena, &record, &err))
            check_names(record, file);
    }
    arena_free(&arena);
    return 0;
}
