/*
 * facts.c - places that the data files tell: our own, and the user's.
 *
 *   in    files of the kinds places, centroids and countries (data/places/README.md)
 *   out   places and names in the gazetteer
 *
 * A fact about a place that is known already (the same name, country and sort, close by) adds its
 * names to it and puts its own coordinates in the place of the old.
 */
#include <string.h>

#include "base/ascii.h"
#include "place/gazetteer.h"

/* Two facts about places of one name within this distance are about one place. */
#define SAME_PLACE_KM 40

/* The words for sorts of places in the files. */
static const struct {
    const char *word;
    enum place_kind kind;
} kind_words[] = {
    {"continent", PLACE_CONTINENT}, {"country", PLACE_COUNTRY},   {"region", PLACE_REGION},
    {"county", PLACE_COUNTY},       {"area", PLACE_AREA},         {"city", PLACE_CITY},
    {"town", PLACE_CITY},           {"village", PLACE_CITY},      {"camp", PLACE_CITY},
    {"district", PLACE_DISTRICT},   {"sea", PLACE_WATER},         {"ocean", PLACE_WATER},
    {"strait", PLACE_WATER},        {"river", PLACE_WATER},       {"lake", PLACE_WATER},
    {"canal", PLACE_WATER},         {"mountains", PLACE_NATURE},  {"mountain", PLACE_NATURE},
    {"desert", PLACE_NATURE},       {"island", PLACE_NATURE},     {"valley", PLACE_NATURE},
    {"cape", PLACE_NATURE},         {"park", PLACE_NATURE},       {"airport", PLACE_FACILITY},
    {"base", PLACE_FACILITY},       {"crossing", PLACE_FACILITY}, {"square", PLACE_FACILITY},
    {"port", PLACE_FACILITY},       {"dam", PLACE_FACILITY},      {"plant", PLACE_FACILITY},
    {"prison", PLACE_FACILITY},     {"building", PLACE_FACILITY}, {"site", PLACE_FACILITY},
    {"stadium", PLACE_FACILITY},    {"bridge", PLACE_FACILITY},   {"road", PLACE_FACILITY},
};

struct reader {
    struct gazetteer *gazetteer;
    struct data_faults *faults;
    /* The last country and region that a line named, and their places. */
    struct slice last_within;
    uint32_t country;
    uint32_t region;
};

static bool read_centroid(struct reader *reader, const struct data_line *line);
static bool read_country(struct reader *reader, const struct data_line *line);
static bool read_country_area(struct reader *reader, const struct data_line *line);
static bool read_region(struct reader *reader, const struct data_line *line);
static bool read_place(struct reader *reader, const struct data_line *line);

/* All lines of the files of one kind. False when memory ends. */
static bool read_kind(struct reader *reader, const struct data_set *set, struct slice kind,
                      bool (*read)(struct reader *, const struct data_line *))
{
    for (size_t i = 0; i < set->files.count; i++) {
        struct data_lines lines;
        struct data_line line;
        if (!slice_equal(set->files.items[i].kind, kind))
            continue;
        data_lines_init(&lines, &set->files.items[i], reader->faults);
        while (data_lines_next(&lines, &line)) {
            if (!read(reader, &line))
                return false;
        }
    }
    return true;
}

bool gazetteer_read_facts(struct gazetteer *gazetteer, const struct data_set *set,
                          struct data_faults *faults, struct err *err)
{
    struct reader reader = {.gazetteer = gazetteer, .faults = faults};
    if (!read_kind(&reader, set, SLICE("countries"), read_country) ||
        !read_kind(&reader, set, SLICE("centroids"), read_centroid) ||
        !read_kind(&reader, set, SLICE("places"), read_region) ||
        !read_kind(&reader, set, SLICE("places"), read_place) ||
        !read_kind(&reader, set, SLICE("countries"), read_country_area))
        return arena_fail(gazetteer->arena, err);
    return true;
}

/* Degrees with at most five decimals, as 1/TABLE_DEGREE; false, telling the fault, for anything
 * else or over the maximum. */
static bool read_degrees(struct reader *reader, const struct data_line *line, struct slice field,
                         int32_t maximum, int32_t *ret_degrees)
{
    int64_t number = 0;
    int decimals = -1;
    size_t at = field.len > 0 && field.ptr[0] == '-';
    bool good = at < field.len && field.len < 12;
    for (size_t i = at; good && i < field.len; i++) {
        char c = field.ptr[i];
        if (c == '.' && decimals < 0 && i > at)
            decimals = 0;
        else if (ascii_is_digit(c) && decimals < 5) {
            number = number * 10 + (c - '0');
            decimals += decimals >= 0;
        } else
            good = false;
    }
    for (int i = decimals < 0 ? 0 : decimals; i < 5; i++)
        number *= 10;
    if (!good || number > (int64_t)maximum * TABLE_DEGREE)
        return data_fault(reader->faults, line, field, "expected degrees, north and east positive");
    *ret_degrees = (int32_t)(at ? -number : number);
    return true;
}

/* CODE | latitude | longitude: the middle of a country. */
static bool read_centroid(struct reader *reader, const struct data_line *line)
{
    int32_t latitude, longitude;
    const uint32_t *country = map_get(&reader->gazetteer->codes, line->fields[0]);
    if (!country) {
        data_fault(reader->faults, line, line->fields[0],
                   "expected the code of a country of countries.txt");
        return true;
    }
    if (!read_degrees(reader, line, line->fields[1], 90, &latitude) ||
        !read_degrees(reader, line, line->fields[2], 180, &longitude))
        return true;
    struct gazetteer_place *place = gazetteer_fact(reader->gazetteer, *country);
    place->latitude = latitude;
    place->longitude = longitude;
    return true;
}

/* The country of a code: known already, or a new one. GAZETTEER_NONE when memory ends. */
static uint32_t country_of(struct gazetteer *gazetteer, struct slice code, struct slice name)
{
    const uint32_t *known = map_get(&gazetteer->codes, code);
    if (known)
        return *known;
    struct gazetteer_place place = {.name = name,
                                    .kind = PLACE_COUNTRY,
                                    .region = GAZETTEER_NONE,
                                    .latitude = TABLE_NOWHERE,
                                    .longitude = TABLE_NOWHERE,
                                    .code = code};
    uint32_t number = gazetteer_add(gazetteer, &place);
    if (number == GAZETTEER_NONE || !map_put(&gazetteer->codes, code, number))
        return GAZETTEER_NONE;
    gazetteer_fact(gazetteer, number)->country = number;
    return number;
}

/* An area without coordinates, unless the gazetteer has a place of this name in the country. */
static bool add_area(struct reader *reader, struct slice name, uint32_t country)
{
    struct gazetteer *gazetteer = reader->gazetteer;
    struct sense senses[SENSES_MAX];
    char bytes[PLACE_KEY_BYTES];
    struct slice key = {bytes, place_key(name, bytes)};
    size_t count = gazetteer_find(gazetteer, name, key, senses);
    for (size_t i = 0; i < count; i++) {
        if (gazetteer_place(gazetteer, senses[i].place).country == country)
            return true;
    }
    struct gazetteer_place place = {.name = name,
                                    .kind = PLACE_AREA,
                                    .country = country,
                                    .region = GAZETTEER_NONE,
                                    .latitude = TABLE_NOWHERE,
                                    .longitude = TABLE_NOWHERE};
    uint32_t number = gazetteer_add(gazetteer, &place);
    return number != GAZETTEER_NONE && gazetteer_name(gazetteer, number, name, NAME_PRIMARY);
}

/* CODE | relation | words | …: names and adjectives of countries; the rest is for actors/. */
static bool read_country(struct reader *reader, const struct data_line *line)
{
    struct gazetteer *gazetteer = reader->gazetteer;
    struct slice relation = line->fields[1], rest = line->fields[2], word;
    bool is_name = slice_equal(relation, SLICE("name"));
    bool is_adjective = slice_equal(relation, SLICE("adjective")) ||
                        slice_equal(relation, SLICE("people"));
    bool is_former = slice_equal(relation, SLICE("former"));
    if (line->field_count < 3 || !(is_name || is_adjective || is_former))
        return true;
    uint32_t country = GAZETTEER_NONE, flags = is_adjective ? NAME_ADJECTIVE : 0;
    for (bool first = true; data_next_word(&rest, &word); first = false) {
        if (first)
            country = country_of(gazetteer, line->fields[0], word);
        if (country == GAZETTEER_NONE)
            return false;
        if (first && is_name)
            gazetteer_fact(gazetteer, country)->name = word;
        if (!gazetteer_name(gazetteer, country, word, flags | (first && is_name)))
            return false;
    }
    return true;
}

/* CODE | region or breakaway | words: where nothing better is known, an area of that name. */
static bool read_country_area(struct reader *reader, const struct data_line *line)
{
    struct slice relation = line->fields[1], rest = line->fields[2], word;
    const uint32_t *country = map_get(&reader->gazetteer->codes, line->fields[0]);
    if (line->field_count < 3 || !country || !data_next_word(&rest, &word) ||
        !(slice_equal(relation, SLICE("region")) || slice_equal(relation, SLICE("breakaway"))))
        return true;
    return add_area(reader, word, *country);
}

/* A region of the country by name, or GAZETTEER_NONE. */
static uint32_t find_region(const struct gazetteer *gazetteer, struct slice name, uint32_t country)
{
    struct sense senses[SENSES_MAX];
    char bytes[PLACE_KEY_BYTES];
    struct slice key = {bytes, place_key(name, bytes)};
    size_t count = gazetteer_find(gazetteer, name, key, senses);
    for (size_t i = 0; i < count; i++) {
        struct gazetteer_place place = gazetteer_place(gazetteer, senses[i].place);
        if (place.kind == PLACE_REGION && place.country == country)
            return senses[i].place;
    }
    return GAZETTEER_NONE;
}

/* "USA/Nebraska", "TUR" or "". */
static bool read_within(struct reader *reader, const struct data_line *line)
{
    struct slice within = line->fields[2];
    if (slice_equal(within, reader->last_within) && within.ptr)
        return true;
    uint32_t country = GAZETTEER_NONE, region = GAZETTEER_NONE;
    size_t slash = slice_find_byte(within, '/', 0);
    const uint32_t *known = map_get(&reader->gazetteer->codes,
                                    slice_trim(slice_sub(within, 0, slash)));
    if (within.len > 0 && !known)
        return data_fault(reader->faults, line, within,
                          "expected the code of a country of countries.txt");
    if (known)
        country = *known;
    if (slash != SIZE_MAX) {
        struct slice name = slice_trim(slice_sub(within, slash + 1, within.len));
        region = find_region(reader->gazetteer, name, country);
        if (region == GAZETTEER_NONE)
            return data_fault(reader->faults, line, name, "expected a region of the country");
    }
    reader->last_within = within;
    reader->country = country;
    reader->region = region;
    return true;
}

static bool read_kind_word(struct reader *reader, const struct data_line *line,
                           enum place_kind *ret_kind)
{
    for (size_t i = 0; i < sizeof(kind_words) / sizeof(kind_words[0]); i++) {
        if (slice_equal(line->fields[1], slice_from(kind_words[i].word))) {
            *ret_kind = kind_words[i].kind;
            return true;
        }
    }
    return data_fault(reader->faults, line, line->fields[1], "expected a sort of place");
}

/* Whether two facts speak of one place. */
static bool is_same(const struct gazetteer_place *old, const struct gazetteer_place *new)
{
    bool regions = old->kind == PLACE_REGION && new->kind == PLACE_REGION;
    bool towns = (old->kind == PLACE_CITY || old->kind == PLACE_DISTRICT) &&
                 (new->kind == PLACE_CITY || new->kind == PLACE_DISTRICT);
    if (old->country != new->country || !(regions || towns || old->kind == new->kind))
        return false;
    if (regions || old->latitude == TABLE_NOWHERE)
        return true;
    if (old->region != new->region && old->region != GAZETTEER_NONE &&new->region != GAZETTEER_NONE)
        return false;
    return gazetteer_distance(old, new) <= SAME_PLACE_KM;
}

/* The place that a fact speaks of, when it is known by one of its names. */
static uint32_t find_same(const struct gazetteer *gazetteer, struct slice names,
                          const struct gazetteer_place *place)
{
    struct sense senses[SENSES_MAX];
    char bytes[PLACE_KEY_BYTES];
    struct slice name;
    while (data_next_word(&names, &name)) {
        struct slice key = {bytes, place_key(name, bytes)};
        size_t count = gazetteer_find(gazetteer, name, key, senses);
        for (size_t i = 0; i < count; i++) {
            struct gazetteer_place old = gazetteer_place(gazetteer, senses[i].place);
            bool named = (senses[i].flags & NAME_PRIMARY) || place->kind == PLACE_REGION;
            if (named && !(senses[i].flags & NAME_ADJECTIVE) && is_same(&old, place))
                return senses[i].place;
        }
    }
    return GAZETTEER_NONE;
}

/* Puts the fact in the place of what was known, and returns its number. */
static uint32_t replace(struct gazetteer *gazetteer, uint32_t old_number,
                        const struct gazetteer_place *place)
{
    struct gazetteer_place old = gazetteer_place(gazetteer, old_number), new = *place;
    new.geonames = old.geonames;
    new.capital = old.capital;
    if (new.region == GAZETTEER_NONE)
        new.region = old.region;
    if (new.population == 0)
        new.population = old.population;
    if (old_number >= gazetteer->table.header->place_count) {
        new.code = old.code;
        *gazetteer_fact(gazetteer, old_number) = new;
        return old_number;
    }
    uint32_t number = gazetteer_add(gazetteer, &new);
    if (number == GAZETTEER_NONE)
        return number;
    gazetteer->replaced[old_number] = number;
    if (new.kind == PLACE_REGION)
        gazetteer_fact(gazetteer, number)->region = number;
    return number;
}

static bool read_fact(struct reader *reader, const struct data_line *line);

/* The lines of regions, before all others, which name them. */
static bool read_region(struct reader *reader, const struct data_line *line)
{
    return !slice_equal(line->fields[1], SLICE("region")) || read_fact(reader, line);
}

static bool read_place(struct reader *reader, const struct data_line *line)
{
    return slice_equal(line->fields[1], SLICE("region")) || read_fact(reader, line);
}

/* names | kind | CODE or CODE/region | latitude | longitude | population or weight | source */
static bool read_fact(struct reader *reader, const struct data_line *line)
{
    struct gazetteer *gazetteer = reader->gazetteer;
    struct gazetteer_place place = {.kind = PLACE_UNKNOWN};
    struct slice rest = line->fields[0], name;
    uint64_t population = 0;
    if (line->field_count < 5 || !data_next_word(&rest, &place.name)) {
        data_fault(reader->faults, line, line->text,
                   "expected names, kind, country, latitude and longitude");
        return true;
    }
    if (!read_kind_word(reader, line, &place.kind) || !read_within(reader, line) ||
        !read_degrees(reader, line, line->fields[3], 90, &place.latitude) ||
        !read_degrees(reader, line, line->fields[4], 180, &place.longitude))
        return true;
    if (line->field_count > 5 && line->fields[5].len > 0 &&
        (!slice_to_u64(line->fields[5], &population) || population > UINT32_MAX)) {
        data_fault(reader->faults, line, line->fields[5], "expected a whole number of people");
        return true;
    }
    place.population = (uint32_t)population;
    place.country = reader->country;
    place.region = reader->region;
    uint32_t number = find_same(gazetteer, line->fields[0], &place);
    number = number == GAZETTEER_NONE ? gazetteer_add(gazetteer, &place)
                                      : replace(gazetteer, number, &place);
    if (number == GAZETTEER_NONE)
        return false;
    if (place.kind == PLACE_REGION)
        gazetteer_fact(gazetteer, number)->region = number;
    rest = line->fields[0];
    for (bool first = true; data_next_word(&rest, &name); first = false) {
        if (!gazetteer_name(gazetteer, number, name, first ? NAME_PRIMARY : 0))
            return false;
    }
    return true;
}
