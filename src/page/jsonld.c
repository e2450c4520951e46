/*
 * jsonld.c - what a page's JSON-LD says about its article.
 *
 *   in    a script's content
 *   out   struct jsonld
 */
#include "page/jsonld.h"

#include "base/json_read.h"
#include "base/limits.h"
#include "base/vector.h"

/* Objects of one script that are looked at, in the order they stand. */
#define OBJECTS_MAX 4000

struct walk {
    const struct metadata_words *words;
    struct map named; /* "@id" to the index of the object in objects[] that has a name */
    VECTOR(const struct json *) objects;
};

static struct slice without_wrapping(struct slice script);
static bool collect_objects(struct walk *walk, const struct json *root, struct arena *arena,
                            struct err *err);
static unsigned object_trust(const struct metadata_words *words, const struct json *object);
static void merge_object(const struct walk *walk, const struct json *object, unsigned trust,
                         struct jsonld *known);
static void scan_broken(struct slice script, struct jsonld *known);

void jsonld_init(struct jsonld *known)
{
    *known = (struct jsonld){.trust = JSONLD_TRUST_NONE};
}

bool jsonld_read(const struct metadata_words *words, struct slice script, struct arena *arena,
                 struct jsonld *known, struct err *err)
{
    struct walk walk = {.words = words};
    struct json *root;
    struct err broken;
    script = without_wrapping(script);
    if (script.len == 0)
        return true;
    if (!json_parse(script, JSON_LENIENT, arena, &root, &broken)) {
        if (broken.code == ERR_MEMORY) {
            *err = broken;
            return false;
        }
        scan_broken(script, known);
        return true;
    }
    map_init(&walk.named, arena);
    if (!collect_objects(&walk, root, arena, err))
        return false;
    for (size_t i = 0; i < walk.objects.count; i++) {
        unsigned trust = object_trust(words, walk.objects.items[i]);
        if (trust < JSONLD_TRUST_NONE)
            merge_object(&walk, walk.objects.items[i], trust, known);
    }
    return true;
}

/* Without the comment or CDATA marks that old templates put around scripts, and a last ';'. */
static struct slice without_wrapping(struct slice script)
{
    static const char *const OPENERS[] = {"\xEF\xBB\xBF", "<!--", "//<![CDATA[", "<![CDATA[",
                                          "/*<![CDATA[*/"};
    static const char *const CLOSERS[] = {"//]]>", "]]>", "-->", "/*]]>*/", ";"};
    script = slice_trim(script);
    for (size_t i = 0; i < sizeof(OPENERS) / sizeof(OPENERS[0]); i++) {
        if (slice_starts(script, slice_from(OPENERS[i])))
            script = slice_trim(slice_sub(script, slice_from(OPENERS[i]).len, script.len));
    }
    for (size_t i = 0; i < sizeof(CLOSERS) / sizeof(CLOSERS[0]); i++) {
        if (slice_ends(script, slice_from(CLOSERS[i])))
            script = slice_trim(slice_sub(script, 0, script.len - slice_from(CLOSERS[i]).len));
    }
    return script;
}

/* All objects below root in document order, but for members that lead away from the article. */
static bool collect_objects(struct walk *walk, const struct json *root, struct arena *arena,
                            struct err *err)
{
    const struct json *stack[JSON_DEPTH_MAX + 1];
    size_t depth = 0;
    stack[depth++] = root;
    while (depth && walk->objects.count < OBJECTS_MAX) {
        const struct json *value = stack[depth - 1];
        if (!value) {
            depth--;
            continue;
        }
        stack[depth - 1] = value->next;
        if (words_have(walk->words, LD_NOT, value->key, NULL))
            continue;
        if (value->type == JSON_OBJECT) {
            struct slice id = json_text(json_member(value, SLICE("@id")));
            bool named = json_text(json_member(value, SLICE("name"))).len != 0;
            if (id.len && named && !map_put(&walk->named, id, (uint32_t)walk->objects.count))
                return arena_fail(arena, err);
            const struct json **object = vector_push(&walk->objects, arena);
            if (!object)
                return arena_fail(arena, err);
            *object = value;
        }
        if ((value->type == JSON_OBJECT || value->type == JSON_ARRAY) && value->child &&
            depth <= JSON_DEPTH_MAX)
            stack[depth++] = value->child;
    }
    return true;
}

/* The best trust among an object's types; schema.org's prefixes are dropped. */
static unsigned object_trust(const struct metadata_words *words, const struct json *object)
{
    const struct json *type = json_member(object, SLICE("@type"));
    unsigned best = JSONLD_TRUST_NONE;
    if (type && type->type == JSON_ARRAY)
        type = type->child;
    else if (!type || type->type != JSON_STRING)
        return best;
    bool listed = json_member(object, SLICE("@type"))->type == JSON_ARRAY;
    for (; type; type = listed ? type->next : NULL) {
        struct slice name = json_text(type);
        for (size_t i = name.len; i > 0; i--) {
            if (name.ptr[i - 1] == '/' || name.ptr[i - 1] == ':' || name.ptr[i - 1] == '#') {
                name = slice_sub(name, i, name.len);
                break;
            }
        }
        uint32_t trust;
        if (words_have(words, LD_TYPE, name, &trust) && trust < best)
            best = trust;
    }
    return best;
}

/* The string of a member, or of the first string in its array, or of its "@value" or "name". */
static struct slice member_text(const struct json *object, struct slice key)
{
    const struct json *value = json_member(object, key);
    if (value && value->type == JSON_ARRAY)
        value = value->child;
    if (value && value->type == JSON_NUMBER)
        return value->text;
    if (value && value->type == JSON_OBJECT) {
        const struct json *inner = json_member(value, SLICE("@value"));
        if (!inner)
            inner = json_member(value, SLICE("name"));
        if (inner && inner->type == JSON_ARRAY)
            inner = inner->child;
        return json_text(inner);
    }
    return json_text(value);
}

/* The name of a person or organisation given as a string, an object, or an object's @id. */
static struct slice agent_name(const struct walk *walk, const struct json *agent)
{
    if (!agent || agent->type != JSON_OBJECT)
        return json_text(agent);
    struct slice name = member_text(agent, SLICE("name"));
    if (name.len)
        return name;
    uint32_t *at = map_get(&walk->named, json_text(json_member(agent, SLICE("@id"))));
    return at ? member_text(walk->objects.items[*at], SLICE("name")) : SLICE_EMPTY;
}

static void read_authors(const struct walk *walk, const struct json *object, struct jsonld *known)
{
    const struct json *authors = json_member(object, SLICE("author"));
    if (!authors)
        authors = json_member(object, SLICE("creator"));
    if (!authors)
        return;
    bool listed = authors->type == JSON_ARRAY;
    const struct json *author = listed ? authors->child : authors;
    for (; author && known->author_count < JSONLD_AUTHORS_MAX;
         author = listed ? author->next : NULL) {
        struct slice name = agent_name(walk, author);
        if (slice_trim(name).len)
            known->authors[known->author_count++] = name;
    }
}

static void merge_object(const struct walk *walk, const struct json *object, unsigned trust,
                         struct jsonld *known)
{
    struct jsonld found = {.trust = trust};
    found.headline = member_text(object, SLICE("headline"));
    if (found.headline.len == 0)
        found.headline = member_text(object, SLICE("name"));
    found.published = member_text(object, SLICE("datePublished"));
    if (found.published.len == 0)
        found.published = member_text(object, SLICE("dateCreated"));
    if (found.published.len == 0)
        found.published = member_text(object, SLICE("uploadDate"));
    found.modified = member_text(object, SLICE("dateModified"));
    found.url = member_text(object, SLICE("url"));
    const struct json *publisher = json_member(object, SLICE("publisher"));
    found.publisher = agent_name(walk, publisher && publisher->type == JSON_ARRAY ? publisher->child
                                                                                  : publisher);
    read_authors(walk, object, &found);
    if (found.published.len == 0 && found.author_count == 0 && found.headline.len == 0)
        return;
    bool better = trust < known->trust;
    struct jsonld first = better ? found : *known;
    const struct jsonld *second = better ? known : &found;
    /* A WebPage's name is often the site's title line, so a headline comes from works alone. */
    if (first.headline.len == 0 && second->trust < 3)
        first.headline = second->headline;
    if (first.published.len == 0)
        first.published = second->published;
    if (first.modified.len == 0)
        first.modified = second->modified;
    if (first.publisher.len == 0)
        first.publisher = second->publisher;
    if (first.url.len == 0)
        first.url = second->url;
    if (first.author_count == 0) {
        first.author_count = second->author_count;
        for (uint32_t i = 0; i < second->author_count; i++)
            first.authors[i] = second->authors[i];
    }
    *known = first;
}

/* The string after "key": in text that is no JSON; up to the next quote, escapes not undone. */
static struct slice scan_member(struct slice script, struct slice quoted_key)
{
    size_t at = slice_find(script, quoted_key, 0);
    if (at == SIZE_MAX)
        return SLICE_EMPTY;
    struct slice rest = slice_trim(slice_sub(script, at + quoted_key.len, script.len));
    if (rest.len == 0 || rest.ptr[0] != ':')
        return SLICE_EMPTY;
    rest = slice_trim(slice_sub(rest, 1, rest.len));
    size_t end = rest.len && rest.ptr[0] == '"' ? slice_find_byte(rest, '"', 1) : SIZE_MAX;
    if (end == SIZE_MAX)
        return SLICE_EMPTY;
    struct slice value = slice_sub(rest, 1, end);
    return slice_find_byte(value, '\\', 0) == SIZE_MAX ? value : SLICE_EMPTY;
}

static void scan_broken(struct slice script, struct jsonld *known)
{
    if (known->published.len == 0)
        known->published = scan_member(script, SLICE("\"datePublished\""));
    if (known->headline.len == 0)
        known->headline = scan_member(script, SLICE("\"headline\""));
}
