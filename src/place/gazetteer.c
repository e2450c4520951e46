/*
 * gazetteer.c - all places that a run knows, and the names they go by.
 *
 *   in    the compiled table, facts
 *   out   places by number and by name
 */
#include "place/gazetteer.h"

#include <string.h>

#include "base/ascii.h"
#include "base/resource.h"

static bool add_table_countries(struct gazetteer *gazetteer, struct err *err);

bool gazetteer_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
                    struct gazetteer *ret_gazetteer, struct err *err)
{
    struct gazetteer gazetteer = {.arena = arena};
    if (!place_table_open(resource_get("data/places/places.bin"), &gazetteer.table, err))
        return false;
    uint32_t count = gazetteer.table.header->place_count;
    gazetteer.replaced = arena_array(arena, uint32_t, count);
    gazetteer.country_place = arena_array(arena, uint32_t, gazetteer.table.header->country_count);
    if (!gazetteer.replaced || !gazetteer.country_place)
        return arena_fail(arena, err);
    for (uint32_t i = 0; i < count; i++)
        gazetteer.replaced[i] = GAZETTEER_NONE;
    map_init(&gazetteer.keys, arena);
    map_init(&gazetteer.codes, arena);
    if (!add_table_countries(&gazetteer, err) ||
        !gazetteer_read_facts(&gazetteer, set, faults, err))
        return false;
    *ret_gazetteer = gazetteer;
    return true;
}

/* Countries are places too, under the names that GeoNames has for them. */
static bool add_table_countries(struct gazetteer *gazetteer, struct err *err)
{
    const struct place_table *table = &gazetteer->table;
    for (uint32_t i = 0; i < table->header->country_count; i++) {
        const struct table_country *country = &table->countries[i];
        struct gazetteer_place place = {
            .name = place_table_text(table, country->name),
            .kind = PLACE_COUNTRY,
            .region = GAZETTEER_NONE,
            .latitude = TABLE_NOWHERE,
            .longitude = TABLE_NOWHERE,
            .population = country->population > UINT32_MAX / 1000 ? UINT32_MAX
                                                                  : country->population * 1000,
            .geonames = country->geonames,
            .code = {country->alpha3, sizeof(country->alpha3)},
        };
        place.country = table->header->place_count + (uint32_t)gazetteer->facts.count;
        uint32_t number = gazetteer_add(gazetteer, &place);
        if (number == GAZETTEER_NONE ||
            !gazetteer_name(gazetteer, number, place.name, NAME_PRIMARY) ||
            !map_put(&gazetteer->codes, place.code, number))
            return arena_fail(gazetteer->arena, err);
        gazetteer->country_place[i] = number;
    }
    return true;
}

uint32_t gazetteer_add(struct gazetteer *gazetteer, const struct gazetteer_place *place)
{
    uint32_t number = gazetteer->table.header->place_count + (uint32_t)gazetteer->facts.count;
    struct gazetteer_place *slot = vector_push(&gazetteer->facts, gazetteer->arena);
    if (!slot)
        return GAZETTEER_NONE;
    *slot = *place;
    return number;
}

struct gazetteer_place *gazetteer_fact(struct gazetteer *gazetteer, uint32_t place)
{
    return &gazetteer->facts.items[place - gazetteer->table.header->place_count];
}

/* The fact that stands for a place of the table, or the place itself. */
static uint32_t standing_for(const struct gazetteer *gazetteer, uint32_t place)
{
    if (place >= gazetteer->table.header->place_count ||
        gazetteer->replaced[place] == GAZETTEER_NONE)
        return place;
    return gazetteer->replaced[place];
}

struct gazetteer_place gazetteer_place(const struct gazetteer *gazetteer, uint32_t number)
{
    const struct place_table *table = &gazetteer->table;
    if (number >= table->header->place_count) {
        struct gazetteer_place fact = gazetteer->facts.items[number - table->header->place_count];
        fact.region = standing_for(gazetteer, fact.region);
        return fact;
    }
    const struct table_place *place = &table->places[number];
    return (struct gazetteer_place){
        .name = place_table_text(table, place->name),
        .kind = (enum place_kind)place->kind,
        .capital = place->capital,
        .country = gazetteer->country_place[place->country],
        .region = place->region == TABLE_NONE ? GAZETTEER_NONE
                                              : standing_for(gazetteer, place->region),
        .latitude = place->latitude,
        .longitude = place->longitude,
        .population = place->population,
        .geonames = place->geonames,
    };
}

/* Abbreviations are told by their spelling: full stops, or two or three capitals. */
static uint32_t spelling_flags(const struct gazetteer_place *place, struct slice spelling)
{
    size_t stops = 0, small = 0, letters = 0;
    for (size_t i = 0; i < spelling.len; i++) {
        stops += spelling.ptr[i] == '.';
        small += !ascii_is_upper(spelling.ptr[i]) && spelling.ptr[i] != '.';
        letters += ascii_is_letter(spelling.ptr[i]);
    }
    bool ends = spelling.len > 0 && spelling.ptr[spelling.len - 1] == '.';
    if (ends && stops == 1)
        return NAME_EXACT | NAME_POSTAL;
    if (small > 0 || letters > 3)
        return 0;
    return NAME_EXACT | (stops == 0 && place->kind == PLACE_REGION ? NAME_POSTAL : 0);
}

bool gazetteer_name(struct gazetteer *gazetteer, uint32_t place, struct slice spelling,
                    uint32_t flags)
{
    char bytes[PLACE_KEY_BYTES];
    struct slice key = {bytes, place_key(spelling, bytes)};
    if (key.len == 0)
        return true;
    uint32_t number = (uint32_t)gazetteer->names.count;
    uint32_t *first = map_get(&gazetteer->keys, key);
    for (uint32_t i = first ? *first : GAZETTEER_NONE; i != GAZETTEER_NONE;
         i = gazetteer->names.items[i].next) {
        if (gazetteer->names.items[i].place == place &&
            slice_equal(gazetteer->names.items[i].spelling, spelling))
            return true;
    }
    struct fact_name *name = vector_push(&gazetteer->names, gazetteer->arena);
    if (!name)
        return false;
    struct gazetteer_place owner = gazetteer_place(gazetteer, place);
    *name = (struct fact_name){spelling, place, flags | spelling_flags(&owner, spelling),
                               first ? *first : GAZETTEER_NONE};
    if (first) {
        *first = number;
        return true;
    }
    key = arena_copy(gazetteer->arena, key);
    return key.ptr && map_put(&gazetteer->keys, key, number);
}

/* Whether a text spells an abbreviation as the data does, but for a full stop at the end, which may
 * be the sentence's. */
static bool spelled_as(struct slice text, struct slice spelling)
{
    if (text.len > 0 && text.ptr[text.len - 1] == '.')
        text.len--;
    if (spelling.len > 0 && spelling.ptr[spelling.len - 1] == '.')
        spelling.len--;
    return slice_equal(text, spelling);
}

/* Adds a sense, or only its flags when the place is there already. */
static size_t add_sense(struct sense *senses, size_t count, uint32_t place, uint32_t flags)
{
    for (size_t i = 0; i < count; i++) {
        if (senses[i].place == place) {
            /* A proper name outweighs an adjective or abbreviation of the same place. */
            senses[i].flags = (senses[i].flags & flags & ~(uint32_t)NAME_PRIMARY) |
                              ((senses[i].flags | flags) & NAME_PRIMARY);
            return count;
        }
    }
    if (count < SENSES_MAX)
        senses[count++] = (struct sense){place, flags};
    return count;
}

/* Whether a text is two or three capitals, with full stops or without: the UN is not the town of
 * Un, the GAO not Gao. What such letters stand for is told by the facts. */
static bool is_abbreviation(struct slice text)
{
    size_t letters = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (ascii_is_upper(text.ptr[i]))
            letters++;
        else if (text.ptr[i] != '.')
            return false;
    }
    return letters <= 3;
}

size_t gazetteer_find(const struct gazetteer *gazetteer, struct slice spelling, struct slice key,
                      struct sense ret_senses[SENSES_MAX])
{
    size_t count = 0;
    bool is_short = is_abbreviation(spelling);
    const uint32_t *first = map_get(&gazetteer->keys, key);
    for (uint32_t i = first ? *first : GAZETTEER_NONE; i != GAZETTEER_NONE;
         i = gazetteer->names.items[i].next) {
        const struct fact_name *name = &gazetteer->names.items[i];
        bool is_exact = is_short || (name->flags & NAME_EXACT);
        if (!is_exact || spelled_as(spelling, name->spelling))
            count = add_sense(ret_senses, count, name->place, name->flags);
    }
    if (is_short)
        return count;
    uint32_t at, end = place_table_find(&gazetteer->table, key, &at);
    for (; at < end; at++) {
        uint32_t place = gazetteer->table.names[at].place;
        uint32_t flags = place & TABLE_PRIMARY ? NAME_PRIMARY : 0;
        place &= ~TABLE_PRIMARY;
        count = add_sense(ret_senses, count, standing_for(gazetteer, place), flags);
    }
    return count;
}

/* 1,000,000 times the cosine of degrees, by whole numbers (the series to the eighth power). */
static int64_t cosine(int64_t degrees)
{
    const int64_t one = 1000000;
    int64_t x = degrees * 17453 / 1000; /* milliradians */
    int64_t square = x * x;             /* 1e-6 */
    int64_t cube = square * square / one;
    return one - square / 2 + cube / 24 - cube * square / one / 720 + cube * cube / one / 40320;
}

int32_t gazetteer_distance(const struct gazetteer_place *a, const struct gazetteer_place *b)
{
    if (a->latitude == TABLE_NOWHERE || b->latitude == TABLE_NOWHERE)
        return INT32_MAX;
    int64_t north = (int64_t)a->latitude - b->latitude, east = (int64_t)a->longitude - b->longitude;
    if (east < 0)
        east = -east;
    if (east > (int64_t)180 * TABLE_DEGREE)
        east = (int64_t)360 * TABLE_DEGREE - east;
    int64_t middle = ((int64_t)a->latitude + b->latitude) / 2 / TABLE_DEGREE;
    east = east * cosine(middle) / 1000000;
    /* 111.2 km a degree. */
    int64_t y = north * 1112 / 10 / TABLE_DEGREE, x = east * 1112 / 10 / TABLE_DEGREE;
    int64_t square = x * x + y * y, root = 1 << 16;
    for (unsigned i = 0; i < 24; i++)
        root = (root + square / root) / 2 + (root < 2);
    return (int32_t)root;
}
