/*
 * hash.c - hashes: XXH3 for ids and tables, SHA-256 for evidence.
 *
 *   in    bytes
 *   out   hashes
 */
#include "base/hash.h"

#define XXH_INLINE_ALL
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wcast-qual"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wshadow"
#include <xxhash.h>
#pragma GCC diagnostic pop

#include <nettle/sha2.h>

uint64_t hash_64(struct slice bytes)
{
    return XXH3_64bits(bytes.ptr ? bytes.ptr : "", bytes.len);
}

void hash_id(const struct slice *parts, size_t count, char ret_id[HASH_ID_CHARS])
{
    XXH3_state_t state;
    XXH3_128bits_reset(&state);
    for (size_t i = 0; i < count; i++) {
        unsigned char length[8];
        for (size_t byte = 0; byte < sizeof(length); byte++)
            length[byte] = (unsigned char)((uint64_t)parts[i].len >> (8 * byte));
        XXH3_128bits_update(&state, length, sizeof(length));
        XXH3_128bits_update(&state, parts[i].ptr ? parts[i].ptr : "", parts[i].len);
    }
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(&state));
    hash_hex(canonical.digest, HASH_ID_CHARS / 2, ret_id);
}

void hash_hex(const uint8_t *bytes, size_t size, char *ret_hex)
{
    static const char HEX[] = "0123456789abcdef";
    for (size_t i = 0; i < size; i++) {
        ret_hex[2 * i] = HEX[bytes[i] >> 4];
        ret_hex[2 * i + 1] = HEX[bytes[i] & 15];
    }
}

void hash_sha256(struct slice bytes, uint8_t ret_digest[SHA256_BYTES])
{
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, bytes.len, (const uint8_t *)(bytes.ptr ? bytes.ptr : ""));
    sha256_digest(&context, SHA256_BYTES, ret_digest);
}
