/*
 * table.c - the compiled gazetteer, read in place.
 *
 *   in    the bytes that compile.c made
 *   out   views into them, once every number in them is known to point inside
 */
#include "place/table.h"

#include <string.h>

#include "base/hash.h"

#define BUCKETS ((1u << TABLE_BUCKET_BITS) + 1)
/* More of anything is no table of ours; keeps sums below within 64 bits. */
#define TABLE_ITEMS_MAX 50000000u

static bool damaged(struct err *err)
{
    return err_set(err, ERR_FORMAT, "table of places is damaged");
}

/* Takes count items of size bytes off *rest; NULL when there are not as many. */
static const void *take(struct slice *rest, size_t count, size_t size)
{
    size_t bytes = (count * size + 7) & ~(size_t)7;
    if (bytes > rest->len)
        return NULL;
    const void *part = rest->ptr;
    rest->ptr += bytes;
    rest->len -= bytes;
    return part;
}

static bool text_fits(const struct place_table *table, struct table_text text)
{
    return text.offset <= table->pool.len && text.length <= table->pool.len - text.offset;
}

static bool places_are_sound(const struct place_table *table)
{
    const struct table_header *header = table->header;
    for (uint32_t i = 0; i < header->country_count; i++) {
        if (!text_fits(table, table->countries[i].name))
            return false;
    }
    for (uint32_t i = 0; i < header->place_count; i++) {
        const struct table_place *place = &table->places[i];
        if (!text_fits(table, place->name) || place->country >= header->country_count ||
            (place->region != TABLE_NONE && place->region >= header->region_count))
            return false;
        if (place->latitude != TABLE_NOWHERE &&
            (place->latitude < -90 * TABLE_DEGREE || place->latitude > 90 * TABLE_DEGREE ||
             place->longitude < -180 * TABLE_DEGREE || place->longitude > 180 * TABLE_DEGREE))
            return false;
    }
    return true;
}

static bool names_are_sound(const struct place_table *table)
{
    const struct table_header *header = table->header;
    if (table->buckets[0] != 0 || table->buckets[BUCKETS - 1] != header->name_count)
        return false;
    for (uint32_t i = 1; i < BUCKETS; i++) {
        if (table->buckets[i] < table->buckets[i - 1])
            return false;
    }
    /* The pool ends with a 0 byte, so a key that starts in it ends in it. */
    if (header->pool_bytes == 0 || table->pool.ptr[header->pool_bytes - 1] != '\0')
        return false;
    for (uint32_t i = 0; i < header->name_count; i++) {
        const struct table_name *name = &table->names[i];
        if (name->key >= header->pool_bytes ||
            (name->place & ~TABLE_PRIMARY) >= header->place_count)
            return false;
    }
    return true;
}

bool place_table_open(struct slice bytes, struct place_table *ret_table, struct err *err)
{
    struct place_table table = {0};
    struct slice rest = bytes;
    table.header = take(&rest, 1, sizeof(struct table_header));
    if (!table.header || memcmp(table.header->magic, TABLE_MAGIC, sizeof(table.header->magic)) != 0)
        return err_set(err, ERR_FORMAT, "not a table of places");
    const struct table_header *header = table.header;
    size_t summed = sizeof(header->magic) + sizeof(header->checksum);
    if (hash_64(slice_sub(bytes, summed, bytes.len)) != header->checksum ||
        header->country_count > TABLE_NONE || header->region_count > header->place_count ||
        header->region_count >= TABLE_NONE || header->place_count > TABLE_ITEMS_MAX ||
        header->name_count > TABLE_ITEMS_MAX)
        return damaged(err);
    table.countries = take(&rest, header->country_count, sizeof(struct table_country));
    table.places = take(&rest, header->place_count, sizeof(struct table_place));
    table.buckets = take(&rest, BUCKETS, sizeof(uint32_t));
    table.names = take(&rest, header->name_count, sizeof(struct table_name));
    table.pool = (struct slice){take(&rest, header->pool_bytes, 1), header->pool_bytes};
    if (!table.countries || !table.places || !table.buckets || !table.names || !table.pool.ptr ||
        rest.len != 0 || !places_are_sound(&table) || !names_are_sound(&table))
        return damaged(err);
    *ret_table = table;
    return true;
}

/* Whether the key at this offset of the pool is this one. */
static bool key_equals(const struct place_table *table, uint32_t offset, struct slice key)
{
    return key.len < table->pool.len - offset && table->pool.ptr[offset + key.len] == '\0' &&
           memcmp(table->pool.ptr + offset, key.ptr, key.len) == 0;
}

uint32_t place_table_find(const struct place_table *table, struct slice key, uint32_t *ret_first)
{
    uint32_t hash = (uint32_t)hash_64(key);
    uint32_t bucket = place_table_bucket(hash);
    uint32_t at = table->buckets[bucket], end = table->buckets[bucket + 1];
    while (at < end &&
           !(table->names[at].hash == hash && key_equals(table, table->names[at].key, key)))
        at++;
    *ret_first = at;
    while (at < end && table->names[at].hash == hash &&
           key_equals(table, table->names[at].key, key))
        at++;
    return at;
}
