/*
 * compile.c - makes the table of places from GeoNames, at build time.
 *
 *   in    compile_places FOLDER OUT: cities15000.txt, admin1Codes.txt and countryInfo.txt of
 *         GeoNames (CC BY 4.0), as Debian's libtimezonemap-data has them
 *   out   places.bin, the table of table.h; messages on standard error
 *
 * A program of its own, run by the build; nothing of it is in annals. The same files give the same
 * bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "article/article.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vector.h"
#include "place/table.h"

#define FILE_BYTES ((size_t)64 << 20)
#define FIELDS_MAX 20
/* Shorter alternates are codes (of airports, of licence plates), not names. */
#define ALTERNATE_BYTES_MIN 4

/* A name on its way into the table. */
struct draft_name {
    struct slice key;
    uint32_t hash;
    uint32_t place;
};

/* A region's cities so far, for its coordinates. */
struct region_sum {
    int64_t latitude;
    int64_t longitude;
    int64_t cities;
};

struct compiler {
    struct arena arena;
    VECTOR(struct table_country) countries;
    VECTOR(struct table_place) places;
    VECTOR(struct draft_name) names;
    struct map country_numbers; /* "TR" */
    struct map region_numbers;  /* "TR.07" */
    struct region_sum *sums;    /* [regions] */
    uint32_t region_count;
    VECTOR(char) pool;
};

_Noreturn static void stop(const char *message, const char *of)
{
    fprintf(stderr, "compile_places: %s%s\n", message, of);
    exit(1);
}

static void *check(void *pointer)
{
    if (!pointer)
        stop("out of memory", "");
    return pointer;
}

static struct slice read_file(struct compiler *compiler, const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file)
        stop("could not open the GeoNames file (Debian: libtimezonemap-data): ", path);
    char *bytes = check(arena_alloc(&compiler->arena, FILE_BYTES, 1));
    struct slice text = {bytes, fread(bytes, 1, FILE_BYTES, file)};
    fclose(file);
    if (text.len == FILE_BYTES || !utf8_valid(text, NULL))
        stop("too long, or not UTF-8: ", path);
    return text;
}

/* The fields of the next line that is no comment; false at the end. */
static bool next_fields(struct slice *rest, struct slice fields[FIELDS_MAX], size_t *ret_count)
{
    struct slice line;
    while (slice_next_line(rest, &line)) {
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        size_t count = 0;
        while (count < FIELDS_MAX && slice_next_field(&line, '\t', &fields[count]))
            count++;
        *ret_count = count;
        return true;
    }
    return false;
}

static uint32_t number_of(struct slice field)
{
    uint64_t number = 0;
    slice_to_u64(field, &number);
    return number > UINT32_MAX ? UINT32_MAX : (uint32_t)number;
}

/* Degrees as 1/100,000; the fields are decimal numbers of a few digits. */
static int32_t degrees_of(struct slice field)
{
    char text[32];
    snprintf(text, sizeof(text), "%.*s", SLICE_ARG(field));
    double degrees = strtod(text, NULL) * TABLE_DEGREE;
    return (int32_t)(degrees < 0 ? degrees - 0.5 : degrees + 0.5);
}

static struct table_text pool_text(struct compiler *compiler, struct slice text)
{
    struct table_text in_pool = {(uint32_t)compiler->pool.count, (uint32_t)text.len};
    for (size_t i = 0; i <= text.len; i++)
        *(char *)check(vector_push(&compiler->pool, &compiler->arena)) = i < text.len ? text.ptr[i]
                                                                                      : '\0';
    return in_pool;
}

static void add_name(struct compiler *compiler, struct slice name, uint32_t place)
{
    char key[PLACE_KEY_BYTES];
    size_t length = place_key(name, key);
    if (length == 0)
        return;
    struct draft_name *draft = check(vector_push(&compiler->names, &compiler->arena));
    draft->key = arena_copy(&compiler->arena, (struct slice){key, length});
    check((void *)(uintptr_t)draft->key.ptr);
    draft->hash = (uint32_t)hash_64(draft->key);
    draft->place = place;
}

/* Whether an alternate is a name in Latin letters, as a newspaper would print it: the others are
 * names in other scripts, transliterations of those in small letters, and codes. */
static bool is_usable(struct slice alternate)
{
    bool small = false;
    uint32_t first;
    if (alternate.len < ALTERNATE_BYTES_MIN)
        return false;
    utf8_decode(alternate, 0, &first);
    if (!unicode_is_upper(first))
        return false;
    for (size_t at = 0; at < alternate.len;) {
        uint32_t c;
        at += utf8_decode(alternate, at, &c);
        if (c > 0x24F && !(c >= 0x1E00 && c <= 0x1EFF) && !(c >= 0x2B0 && c <= 0x36F) &&
            !(c >= 0x2010 && c <= 0x201F))
            return false;
        small |= unicode_is_lower(c);
    }
    return small;
}

static void read_countries(struct compiler *compiler, struct slice text)
{
    struct slice fields[FIELDS_MAX];
    size_t count;
    map_init(&compiler->country_numbers, &compiler->arena);
    while (next_fields(&text, fields, &count)) {
        if (count < 17 || fields[0].len != 2 || fields[1].len != 3)
            continue;
        uint32_t number = (uint32_t)compiler->countries.count;
        struct table_country *country = check(vector_push(&compiler->countries, &compiler->arena));
        memcpy(country->alpha2, fields[0].ptr, 2);
        memcpy(country->alpha3, fields[1].ptr, 3);
        country->name = pool_text(compiler, fields[4]);
        country->population = number_of(fields[7]) / 1000;
        country->geonames = number_of(fields[16]);
        if (!map_put(&compiler->country_numbers, fields[0], number))
            stop("out of memory", "");
    }
}

static void read_regions(struct compiler *compiler, struct slice text)
{
    struct slice fields[FIELDS_MAX];
    size_t count;
    map_init(&compiler->region_numbers, &compiler->arena);
    while (next_fields(&text, fields, &count)) {
        const uint32_t *country = count < 4 ? NULL
                                            : map_get(&compiler->country_numbers,
                                                      slice_sub(fields[0], 0, 2));
        if (!country || compiler->places.count >= TABLE_NONE - 1)
            continue;
        uint32_t number = (uint32_t)compiler->places.count;
        struct table_place *place = check(vector_push(&compiler->places, &compiler->arena));
        *place = (struct table_place){.geonames = number_of(fields[3]),
                                      .latitude = TABLE_NOWHERE,
                                      .longitude = TABLE_NOWHERE,
                                      .country = (uint16_t)*country,
                                      .region = (uint16_t)number,
                                      .kind = PLACE_REGION};
        place->name = pool_text(compiler, fields[1]);
        add_name(compiler, fields[1], number | TABLE_PRIMARY);
        add_name(compiler, fields[2], number | TABLE_PRIMARY);
        if (!map_put(&compiler->region_numbers, fields[0], number))
            stop("out of memory", "");
    }
    compiler->region_count = (uint32_t)compiler->places.count;
    compiler->sums = check(
        arena_array(&compiler->arena, struct region_sum, compiler->region_count));
}

/* A line of cities15000.txt. */
struct city_line {
    struct slice fields[FIELDS_MAX];
    uint32_t population;
    uint32_t geonames;
};

static int compare_cities(const void *a, const void *b)
{
    const struct city_line *left = a, *right = b;
    if (left->population != right->population)
        return left->population < right->population ? 1 : -1;
    return left->geonames < right->geonames ? -1 : left->geonames > right->geonames;
}

static bool code_is(struct slice code, const char *wanted)
{
    return slice_equal(code, slice_from(wanted));
}

static void add_city(struct compiler *compiler, const struct city_line *city)
{
    const struct slice *fields = city->fields;
    const uint32_t *country = map_get(&compiler->country_numbers, fields[8]);
    char code[32];
    if (!country)
        return;
    snprintf(code, sizeof(code), "%.*s.%.*s", SLICE_ARG(fields[8]), SLICE_ARG(fields[10]));
    const uint32_t *region = map_get(&compiler->region_numbers, slice_from(code));
    uint32_t number = (uint32_t)compiler->places.count;
    struct table_place *place = check(vector_push(&compiler->places, &compiler->arena));
    *place = (struct table_place){.geonames = city->geonames,
                                  .latitude = degrees_of(fields[4]),
                                  .longitude = degrees_of(fields[5]),
                                  .population = city->population,
                                  .country = (uint16_t)*country,
                                  .region = region ? (uint16_t)*region : TABLE_NONE,
                                  .kind = PLACE_CITY};
    place->capital = code_is(fields[7], "PPLC") ? 1 : code_is(fields[7], "PPLA") ? 2 : 0;
    /* A section of a city. */
    if (code_is(fields[7], "PPLX"))
        place->kind = PLACE_DISTRICT;
    if (region) {
        struct region_sum *sum = &compiler->sums[*region];
        sum->latitude += place->latitude;
        sum->longitude += place->longitude;
        sum->cities++;
    }
    place->name = pool_text(compiler, fields[1]);
    add_name(compiler, fields[1], number | TABLE_PRIMARY);
    add_name(compiler, fields[2], number | TABLE_PRIMARY);
    struct slice rest = fields[3], alternate;
    while (rest.len > 0 && slice_next_field(&rest, ',', &alternate)) {
        if (is_usable(alternate))
            add_name(compiler, alternate, number);
    }
}

static void read_cities(struct compiler *compiler, struct slice text)
{
    VECTOR(struct city_line) cities = {0};
    struct city_line city;
    size_t count;
    while (next_fields(&text, city.fields, &count)) {
        if (count < 15)
            continue;
        city.population = number_of(city.fields[14]);
        city.geonames = number_of(city.fields[0]);
        *(struct city_line *)check(vector_push(&cities, &compiler->arena)) = city;
    }
    qsort(cities.items, cities.count, sizeof(cities.items[0]), compare_cities);
    for (size_t i = 0; i < cities.count; i++)
        add_city(compiler, &cities.items[i]);
    /* A region stands where its cities are, on the average. */
    for (uint32_t i = 0; i < compiler->region_count; i++) {
        const struct region_sum *sum = &compiler->sums[i];
        if (sum->cities == 0)
            continue;
        compiler->places.items[i].latitude = (int32_t)(sum->latitude / sum->cities);
        compiler->places.items[i].longitude = (int32_t)(sum->longitude / sum->cities);
    }
}

static int compare_names(const void *a, const void *b)
{
    const struct draft_name *left = a, *right = b;
    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    int order = slice_compare(left->key, right->key);
    if (order != 0)
        return order;
    uint32_t l = left->place & ~TABLE_PRIMARY, r = right->place & ~TABLE_PRIMARY;
    if (l != r)
        return l < r ? -1 : 1;
    /* The name itself before an alternate that is the same. */
    return left->place > right->place ? -1 : left->place < right->place;
}

/* Adds a part, filled up to a multiple of 8 bytes. */
static void put_part(struct buf *out, const void *part, size_t bytes)
{
    buf_append(out, (struct slice){part, bytes});
    while (out->len % 8 != 0 && !out->failed)
        buf_append_byte(out, '\0');
}

/* Sorts the names, drops those that are there twice, and adds buckets, names and pool. */
static void put_names(struct compiler *compiler, struct table_header *header, struct buf *out)
{
    static uint32_t buckets[(1u << TABLE_BUCKET_BITS) + 1];
    VECTOR(struct table_name) names = {0};
    const struct draft_name *last = NULL;
    uint32_t key = 0;
    qsort(compiler->names.items, compiler->names.count, sizeof(compiler->names.items[0]),
          compare_names);
    for (size_t i = 0; i < compiler->names.count; i++) {
        const struct draft_name *draft = &compiler->names.items[i];
        bool same_key = last && slice_equal(last->key, draft->key);
        if (same_key && ((last->place ^ draft->place) & ~TABLE_PRIMARY) == 0)
            continue;
        if (!same_key)
            key = pool_text(compiler, draft->key).offset;
        *(struct table_name *)check(vector_push(&names, &compiler->arena)) = (struct table_name){
            draft->hash, key, draft->place};
        buckets[place_table_bucket(draft->hash) + 1] = (uint32_t)names.count;
        last = draft;
    }
    for (size_t i = 1; i < sizeof(buckets) / sizeof(buckets[0]); i++) {
        if (buckets[i] < buckets[i - 1])
            buckets[i] = buckets[i - 1];
    }
    header->name_count = (uint32_t)names.count;
    header->pool_bytes = (uint32_t)compiler->pool.count;
    put_part(out, buckets, sizeof(buckets));
    put_part(out, names.items, names.count * sizeof(names.items[0]));
    put_part(out, compiler->pool.items, compiler->pool.count);
}

static void write_table(struct compiler *compiler, const char *path)
{
    struct table_header header = {.magic = TABLE_MAGIC,
                                  .country_count = (uint32_t)compiler->countries.count,
                                  .region_count = compiler->region_count,
                                  .place_count = (uint32_t)compiler->places.count};
    struct buf out;
    buf_init(&out, FILE_BYTES);
    put_part(&out, &header, sizeof(header));
    put_part(&out, compiler->countries.items,
             compiler->countries.count * sizeof(compiler->countries.items[0]));
    put_part(&out, compiler->places.items,
             compiler->places.count * sizeof(compiler->places.items[0]));
    put_names(compiler, &header, &out);
    if (out.failed)
        stop("out of memory", "");
    size_t summed = sizeof(header.magic) + sizeof(header.checksum);
    memcpy(out.ptr, &header, sizeof(header));
    header.checksum = hash_64(slice_sub(buf_slice(&out), summed, out.len));
    memcpy(out.ptr, &header, sizeof(header));
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(out.ptr, 1, out.len, file) != out.len || fclose(file) != 0)
        stop("could not write ", path);
    buf_free(&out);
}

int main(int argc, char **argv)
{
    static struct compiler compiler;
    if (argc != 3)
        stop("usage: compile_places FOLDER OUT", "");
    arena_init(&compiler.arena, (size_t)1 << 30);
    read_countries(&compiler, read_file(&compiler, argv[1], "countryInfo.txt"));
    read_regions(&compiler, read_file(&compiler, argv[1], "admin1Codes.txt"));
    read_cities(&compiler, read_file(&compiler, argv[1], "cities15000.txt"));
    if (compiler.countries.count == 0 || compiler.region_count == 0 ||
        compiler.places.count == compiler.region_count)
        stop("no countries, regions or cities in ", argv[1]);
    write_table(&compiler, argv[2]);
    arena_free(&compiler.arena);
    return 0;
}
