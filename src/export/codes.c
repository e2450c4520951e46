/*
 * codes.c - what other data sets call a country.
 *
 *   in    data/export/country_codes.txt
 *   out   codes by ISO 3166-1 alpha-3
 */
#include "base/data_set.h"
#include "base/resource.h"
#include "export/export_parts.h"

#define CODES_FILE "data/export/country_codes.txt"

struct codes {
    VECTOR(struct country_codes) items;
    struct map by_country; /* -> items */
};

bool codes_load(struct export *export, struct err *err)
{
    const struct data_file file = {
        .name = SLICE(CODES_FILE), .bytes = resource_get(CODES_FILE), .built_in = true};
    struct codes *codes = arena_new(export->arena, struct codes);
    struct data_faults faults = {0};
    struct data_lines lines;
    struct data_line line;
    if (!codes)
        return arena_fail(export->arena, err);
    map_init(&codes->by_country, export->arena);
    data_lines_init(&lines, &file, &faults);
    while (data_lines_next(&lines, &line)) {
        uint32_t number = (uint32_t)codes->items.count;
        struct country_codes *item = vector_push(&codes->items, export->arena);
        if (!item || !map_put(&codes->by_country, line.fields[0], number))
            return arena_fail(export->arena, err);
        *item = (struct country_codes){.fips = line.fields[1], .cow = line.fields[2]};
    }
    export->codes = codes;
    return true;
}

struct country_codes codes_find(const struct export *export, struct slice country)
{
    const uint32_t *number = country.len ? map_get(&export->codes->by_country, country) : NULL;
    return number ? export->codes->items.items[*number] : (struct country_codes){0};
}
