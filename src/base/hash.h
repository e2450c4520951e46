/*
 * hash.h - hashes: XXH3 for ids and tables, SHA-256 for evidence.
 *
 *   in    bytes
 *   out   the same hash on every machine
 *   uses  slice
 */
#ifndef ANNALS_BASE_HASH_H
#define ANNALS_BASE_HASH_H

#include "base/slice.h"

#define HASH_ID_CHARS 16 /* lower-case hexadecimal digits of an id: 64 bits */
#define SHA256_BYTES 32

/* XXH3-64 with seed 0. */
uint64_t hash_64(struct slice bytes);

/* The id of a thing with these parts, in this order: the first 64 bits of XXH3-128 over each part's
 * length (8 bytes, little endian) and bytes. No NUL is written. */
void hash_id(const struct slice *parts, size_t count, char ret_id[HASH_ID_CHARS]);

/* Lower-case hexadecimal digits, 2 * size of them; no NUL. */
void hash_hex(const uint8_t *bytes, size_t size, char *ret_hex);

void hash_sha256(struct slice bytes, uint8_t ret_digest[SHA256_BYTES]);

#endif
