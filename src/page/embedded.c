/*
 * embedded.c - walks the JSON of a page's scripts.
 *
 *   in    script elements whose type names JSON
 *   out   the best string: articleBody before any other, then the one with most words
 */
#include "page/embedded.h"

#include "base/json_read.h"
#include "base/vector.h"

struct search {
    struct slice best;
    size_t words; /* spaces in best, which is near enough */
    bool is_body; /* best is an articleBody */
};

static bool is_json(const struct html *html, uint32_t node)
{
    struct slice type = html_attribute(html, node, SLICE("type"));
    return slice_find_nocase(type, SLICE("json"), 0) != SIZE_MAX;
}

static size_t count_spaces(struct slice s)
{
    size_t spaces = 0;
    for (size_t i = 0; i < s.len; i++)
        spaces += s.ptr[i] == ' ';
    return spaces;
}

static void consider(struct search *search, const struct json *value)
{
    bool is_body = slice_equal(value->key, SLICE("articleBody"));
    if (value->type != JSON_STRING || value->text.len < 2 * EMBEDDED_WORDS_MIN ||
        (search->is_body && !is_body))
        return;
    size_t words = count_spaces(value->text);
    if (words < EMBEDDED_WORDS_MIN || (words <= search->words && is_body == search->is_body))
        return;
    *search = (struct search){value->text, words, is_body};
}

static bool search_script(struct slice script, struct arena *scratch, struct search *search,
                          struct err *err)
{
    struct json *root;
    struct err why;
    if (!json_parse(slice_trim(script), JSON_LENIENT, scratch, &root, &why)) {
        if (why.code != ERR_MEMORY)
            return true;
        *err = why;
        return false;
    }
    VECTOR(const struct json *) stack = {0};
    const struct json **item = vector_push(&stack, scratch);
    if (!item)
        return arena_fail(scratch, err);
    *item = root;
    while (stack.count > 0) {
        const struct json *value = stack.items[--stack.count];
        consider(search, value);
        for (const struct json *child = value->child; child; child = child->next) {
            item = vector_push(&stack, scratch);
            if (!item)
                return arena_fail(scratch, err);
            *item = child;
        }
    }
    return true;
}

bool embedded_find(const struct html *html, struct arena *scratch, struct embedded *ret_embedded,
                   struct err *err)
{
    struct search search = {0};
    for (uint32_t i = 0; i < html->node_count; i++) {
        if (html->nodes[i].tag == HTML_TAG_SCRIPT && is_json(html, i) &&
            !search_script(html->nodes[i].text, scratch, &search, err))
            return false;
    }
    *ret_embedded = (struct embedded){search.best,
                                      slice_find(search.best, SLICE("</"), 0) != SIZE_MAX};
    return true;
}
