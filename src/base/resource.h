/*
 * resource.h - the files of data/ and models/ that are built into the program.
 *
 *   in    a name relative to the repository, such as "data/en/page/boilerplate.txt"
 *   out   the file's bytes, for as long as the program runs
 *   uses  slice
 *
 * The table is made by tools/embed.sh from the list in src/meson.build.
 */
#ifndef ANNALS_BASE_RESOURCE_H
#define ANNALS_BASE_RESOURCE_H

#include "base/slice.h"

struct resource {
    const char *name;
    struct slice bytes; /* aligned to 64 bytes, followed by a NUL that is not counted */
};

/* The file's bytes; ptr is NULL when no such file was built in. Thread safe, O(files). */
struct slice resource_get(const char *name);

/* The file of this number, counted from 0 in the order of the list, or NULL past the last. */
const struct resource *resource_at(size_t number);

#endif
