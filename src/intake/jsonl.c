/*
 * jsonl.c - one line of JSONL to a document.
 *
 *   in    a line
 *   out   a raw document with what is given beside its text
 */
#include "intake/jsonl.h"

#include <stddef.h>

#include "base/json_read.h"
#include "intake/repair.h"

/* The members that are strings. */
static const struct field {
    struct slice name;
    size_t place; /* of its slice in struct document */
    const char *message;
} FIELDS[] = {
    {{"title", 5}, offsetof(struct document, title), .message = "title is not a string"},
    {{"url", 3}, offsetof(struct document, url), .message = "url is not a string"},
    {{"outlet", 6}, offsetof(struct document, outlet), .message = "outlet is not a string"},
    {{"published", 9},
     offsetof(struct document, published),
     .message = "published is not a string"},
};

/* A string member; absent and null give a slice with ptr NULL. */
static bool read_string(const struct json *object, struct slice name, const char *message,
                        struct slice *ret_text, struct err *err)
{
    const struct json *value = json_member(object, name);
    if (value && value->type != JSON_STRING && value->type != JSON_NULL)
        return err_set_at(err, ERR_FORMAT, message, value->offset);
    *ret_text = json_text(value);
    return true;
}

static bool read_id(const struct json *object, struct slice *ret_id, struct err *err)
{
    const struct json *value = json_member(object, SLICE("id"));
    if (value && value->type == JSON_NUMBER)
        *ret_id = value->text;
    else if (value && value->type != JSON_STRING && value->type != JSON_NULL)
        return err_set_at(err, ERR_FORMAT, "id is neither a string nor a number", value->offset);
    else
        *ret_id = json_text(value);
    return true;
}

static bool read_given(const struct json *object, struct arena *arena, struct document *document,
                       struct err *err)
{
    if (!read_id(object, &document->id, err) ||
        !repair_utf8(&document->id, arena, &document->replaced, err))
        return false;
    for (size_t i = 0; i < sizeof(FIELDS) / sizeof(FIELDS[0]); i++) {
        struct slice *given = (struct slice *)(void *)((char *)document + FIELDS[i].place);
        if (!read_string(object, FIELDS[i].name, FIELDS[i].message, given, err) ||
            !repair_utf8(given, arena, &document->replaced, err))
            return false;
    }
    return true;
}

static bool read_body(const struct json *object, struct document *document, struct err *err)
{
    struct slice text, html;
    static const struct field BODIES[] = {
        {{"text", 4}, 0, .message = "text is not a string"},
        {{"html", 4}, 0, .message = "html is not a string"},
    };
    if (!read_string(object, BODIES[0].name, BODIES[0].message, &text, err) ||
        !read_string(object, BODIES[1].name, BODIES[1].message, &html, err))
        return false;
    if (!text.ptr && !html.ptr)
        return err_set_at(err, ERR_FORMAT, "neither text nor html in the line", object->offset);
    bool is_html = html.ptr && text.len == 0;
    document->form = is_html ? DOCUMENT_HTML : DOCUMENT_TEXT;
    document->bytes = is_html ? html : text;
    return true;
}

/* True when the line ends inside a string or an open bracket: what a writer that was stopped
 * leaves behind. */
static bool is_cut_off(struct slice line)
{
    bool in_string = false;
    size_t depth = 0;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && depth > 0) {
            depth--;
        }
    }
    return in_string || depth > 0;
}

bool jsonl_read(struct slice line, struct arena *arena, struct document *ret_document,
                struct err *err)
{
    struct json *object;
    struct document document = {.encoding_basis = ENCODING_JSON};
    struct err cause;
    if (!json_parse(line, JSON_STRICT, arena, &object, &cause)) {
        *err = cause;
        if (cause.code == ERR_FORMAT && is_cut_off(line))
            return err_set_at(err, ERR_FORMAT, "json is cut off at the end of the line", line.len);
        return false;
    }
    if (object->type != JSON_OBJECT)
        return err_set_at(err, ERR_FORMAT, "line is no json object", object->offset);
    if (!read_body(object, &document, err) || !read_given(object, arena, &document, err))
        return false;
    *ret_document = document;
    return true;
}
