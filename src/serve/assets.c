/*
 * assets.c - the web page's files, which are built into the program.
 *
 *   in    a request's path
 *   out   a file of ours, by a table; the page itself for the address of a view
 */
#include <string.h>

#include "base/hash.h"
#include "base/resource.h"
#include "serve/site.h"

struct asset {
    const char *path;
    const char *resource; /* with ".gz" the same, compressed */
    const char *content_type;
};

#define PAGE_TYPE "text/html; charset=utf-8"

static const struct asset ASSETS[] = {
    {"/assets/app.js", "web/dist/assets/app.js", "text/javascript; charset=utf-8"},
    {"/assets/app.css", "web/dist/assets/app.css", "text/css; charset=utf-8"},
    {"/assets/world.json", "web/dist/assets/world.json", "application/json"},
    {"/favicon.svg", "web/dist/favicon.svg", "image/svg+xml"},
};
#define ASSET_COUNT (sizeof(ASSETS) / sizeof(ASSETS[0]))

/* What the script of the page asks for first comes beside the script. */
#define PRELOAD(path) "<" path ">; rel=preload; as=fetch; crossorigin"
static const char PRELOAD_VIEW[] = PRELOAD("/api");
static const char PRELOAD_OVERVIEW[] = PRELOAD("/api/overview") ", " PRELOAD("/api");

static const struct asset PAGE = {"/", "web/dist/index.html", PAGE_TYPE};

/* Views: the page reads the address by itself. Those with true have an id behind. */
static const struct {
    const char *name;
    bool has_id;
} VIEWS[] = {
    {"events", false},   {"event", true},          {"actors", false},  {"actor", true},
    {"articles", false}, {"article", true},        {"stories", false}, {"story", true},
    {"map", false},      {"statements", false},    {"search", false},  {"sources", false},
    {"places", false},   {"disagreements", false}, {"about", false},
};
#define VIEW_COUNT (sizeof(VIEWS) / sizeof(VIEWS[0]))

static bool is_view(struct slice path)
{
    struct slice name, id, more;
    if (slice_equal(path, SLICE("/")))
        return true;
    if (!request_next_segment(&path, &name))
        return false;
    bool has_id = request_next_segment(&path, &id) && id.len > 0;
    if (request_next_segment(&path, &more))
        return false;
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        if (slice_equal(slice_from(VIEWS[i].name), name))
            return VIEWS[i].has_id == has_id;
    }
    return false;
}

static const struct asset *find_asset(struct slice path)
{
    for (size_t i = 0; i < ASSET_COUNT; i++) {
        if (slice_equal(slice_from(ASSETS[i].path), path))
            return &ASSETS[i];
    }
    return is_view(path) ? &PAGE : NULL;
}

/* The asset's bytes as the client takes them; false when they are not built in. */
static bool take(const struct asset *asset, const struct request *request,
                 struct response *response)
{
    char name[64], hash[HASH_ID_CHARS];
    snprintf(name, sizeof(name), "%s.gz", asset->resource);
    struct slice compressed = resource_get(name);
    struct slice plain = resource_get(asset->resource);
    if (!plain.ptr)
        return false;
    response->is_gzip = compressed.ptr && request_takes_gzip(request);
    response->constant = response->is_gzip ? compressed : plain;
    response->status = 200;
    response->content_type = asset->content_type;
    hash_id(&response->constant, 1, hash);
    memcpy(response->tag, hash, TAG_CHARS);
    return true;
}

bool asset_find(const struct request *request, struct response *response)
{
    const struct asset *asset = find_asset(request->path);
    if (!asset || !take(asset, request, response))
        return false;
    if (asset == &PAGE)
        response->link = slice_equal(request->path, SLICE("/")) ? PRELOAD_OVERVIEW : PRELOAD_VIEW;
    return true;
}

void asset_missing(const struct request *request, struct response *response)
{
    if (!request_takes_html(request) || !take(&PAGE, request, response)) {
        response_error(response, 404, "no such page", NULL);
        return;
    }
    response->status = 404;
    response->tag[0] = '\0';
}
