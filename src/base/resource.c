/*
 * resource.c - the files of data/ and models/ that are built into the program.
 *
 *   in    a name
 *   out   its bytes, from the table that tools/embed.sh made
 */
#include "base/resource.h"

#include <string.h>

/* resources.c, made at build time; its last name is NULL. */
extern const struct resource resource_table[];
extern const size_t resource_count;

struct slice resource_get(const char *name)
{
    for (const struct resource *resource = resource_table; resource->name; resource++) {
        if (strcmp(resource->name, name) == 0)
            return resource->bytes;
    }
    return SLICE_EMPTY;
}

const struct resource *resource_at(size_t number)
{
    return number < resource_count ? &resource_table[number] : NULL;
}
