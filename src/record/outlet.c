/*
 * outlet.c - an outlet's name and site.
 *
 *   in    name, URL
 *   out   "name|site"
 */
#include "record/outlet.h"

#include <string.h>

#include "base/ascii.h"

/* Letters of a second label that belongs to a country's ending. */
#define ENDING_LABEL_MAX 3

static struct slice host_of(struct slice url)
{
    size_t start = slice_find(url, SLICE("://"), 0), end;
    if (start == SIZE_MAX)
        return SLICE_EMPTY;
    for (end = start += 3; end < url.len && !strchr("/?#:", url.ptr[end]); end++)
        ;
    return slice_sub(url, start, end);
}

/* The start of the last label of host[0 .. end). */
static size_t label_before(struct slice host, size_t end)
{
    while (end > 0 && host.ptr[end - 1] != '.')
        end--;
    return end;
}

static struct slice site_of(struct slice host)
{
    size_t last = label_before(host, host.len);
    if (last == 0)
        return host;
    size_t second = label_before(host, last - 1);
    if (second > 0 && last - 1 - second <= ENDING_LABEL_MAX)
        second = label_before(host, second - 1);
    return slice_sub(host, second, host.len);
}

bool outlet_site(struct slice name, struct slice url, struct arena *arena, struct slice *ret_outlet,
                 struct err *err)
{
    struct slice site = site_of(host_of(url));
    char *text = arena_alloc(arena, name.len + 1 + site.len, 1);
    if (!text)
        return arena_fail(arena, err);
    memcpy(text, name.len > 0 ? name.ptr : "", name.len);
    text[name.len] = '|';
    for (size_t i = 0; i < site.len; i++)
        text[name.len + 1 + i] = ascii_lower(site.ptr[i]);
    *ret_outlet = (struct slice){text, name.len + 1 + site.len};
    return true;
}
