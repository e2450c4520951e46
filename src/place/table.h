/*
 * table.h - the compiled gazetteer: GeoNames' cities and regions, in the form they are used in.
 *
 *   in    the bytes that compile.c made at build time (places.bin)
 *   out   places by number, the names that have a key; nothing is parsed or copied
 *   uses  base/
 *
 * All numbers are little endian; every part starts at a multiple of 8 bytes. Places are numbered:
 * regions (first-order divisions) first, then cities by population, the largest first.
 */
#ifndef ANNALS_PLACE_TABLE_H
#define ANNALS_PLACE_TABLE_H

#include "base/err.h"
#include "base/slice.h"

#define TABLE_MAGIC "ANNPLAC1"
#define TABLE_NONE UINT16_MAX     /* no region, no country */
#define TABLE_NOWHERE INT32_MIN   /* no coordinates */
#define TABLE_BUCKET_BITS 16      /* of a key's hash, that number its bucket */
#define TABLE_DEGREE 100000       /* coordinates are in 1/100,000 degree */
#define TABLE_PRIMARY 0x80000000u /* of table_name.place: the name itself, not an alternate */
#define PLACE_KEY_BYTES 96        /* longer names have no key */

/* A name in the pool of strings. */
struct table_text {
    uint32_t offset;
    uint32_t length; /* bytes */
};

struct table_country {
    char alpha2[2];
    char alpha3[3];
    char zero[3];
    struct table_text name;
    uint32_t population; /* in thousands */
    uint32_t geonames;
};

struct table_place {
    uint32_t geonames;
    int32_t latitude;  /* 1/100,000 degree, or TABLE_NOWHERE */
    int32_t longitude; /* likewise */
    uint32_t population;
    struct table_text name;
    uint16_t country; /* number */
    uint16_t region;  /* place number of the region, or TABLE_NONE */
    uint8_t kind;     /* enum place_kind */
    uint8_t capital;  /* 1: of its country, 2: of its region */
    uint16_t zero;
};

/* One name of one place; sorted by hash, then key, then place. */
struct table_name {
    uint32_t hash; /* low half of XXH3-64 of the key, top bits first in order */
    uint32_t key;  /* offset of the key in the pool, which ends with a 0 byte */
    uint32_t place;
};

/* Counts, then the parts in this order: countries, places, buckets (2^TABLE_BUCKET_BITS + 1 of
 * uint32_t: the first name of each), names, pool. */
struct table_header {
    char magic[8];
    uint64_t checksum; /* XXH3-64 of all that follows this number */
    uint32_t country_count;
    uint32_t region_count; /* places below this number are regions */
    uint32_t place_count;
    uint32_t name_count;
    uint32_t pool_bytes;
    uint32_t zero;
};

struct place_table {
    const struct table_header *header;
    const struct table_country *countries;
    const struct table_place *places;
    const uint32_t *buckets;
    const struct table_name *names;
    struct slice pool;
};

/* Reads a table in place; bytes start at a multiple of 8 and outlive it. Checks sizes, the checksum
 * and every number that points somewhere, so that damaged bytes are an error and never a read out
 * of bounds. False with ERR_FORMAT. O(bytes). */
bool place_table_open(struct slice bytes, struct place_table *ret_table, struct err *err);

/* The names that have this key: names[*ret_first .. return value). Equal when there are none. */
uint32_t place_table_find(const struct place_table *table, struct slice key, uint32_t *ret_first);

/* The bytes of a name. */
static inline struct slice place_table_text(const struct place_table *table, struct table_text text)
{
    return (struct slice){table->pool.ptr + text.offset, text.length};
}

/* The bucket of a hash. */
static inline uint32_t place_table_bucket(uint32_t hash)
{
    return hash >> (32 - TABLE_BUCKET_BITS);
}

/* The key that names are compared by: fold_name's, with the words that are written in two ways in
 * one (saint is st, mount mt, fort ft). Writes to out (PLACE_KEY_BYTES) and returns the length; 0
 * for a name without letters or over PLACE_KEY_BYTES. */
size_t place_key(struct slice name, char *out);

#endif
