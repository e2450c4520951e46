/*
 * jsonl.c - one line of JSONL to a document.
 *
 *   in    a line
 *   out   a raw document with what is given beside its text
 */
#include "intake/jsonl.h"

#include "base/json_read.h"
#include "intake/repair.h"

/* A string member; absent and null give the empty slice. */
static bool read_field(const struct json *object, struct slice name, const char *wrong_type,
                       struct slice *ret_text, struct err *err)
{
    const struct json *value = json_member(object, name);
    if (value && value->type != JSON_STRING && value->type != JSON_NULL)
        return err_set_at(err, ERR_FORMAT, wrong_type, value->offset);
    *ret_text = json_text(value);
    return true;
}

static bool read_id(const struct json *object, struct slice *ret_id, struct err *err)
{
    const struct json *value = json_member(object, SLICE("id"));
    if (value && value->type == JSON_NUMBER) {
        *ret_id = value->text;
        return true;
    }
    return read_field(object, SLICE("id"), "\"id\" is neither a string nor a number", ret_id, err);
}

static bool read_body(const struct json *object, struct document *document, struct err *err)
{
    const struct json *text = json_member(object, SLICE("text"));
    const struct json *html = json_member(object, SLICE("html"));
    struct slice html_bytes;
    if (!read_field(object, SLICE("text"), "\"text\" is not a string", &document->bytes, err) ||
        !read_field(object, SLICE("html"), "\"html\" is not a string", &html_bytes, err))
        return false;
    bool has_text = text && text->type == JSON_STRING, has_html = html && html->type == JSON_STRING;
    if (!has_text && !has_html)
        return err_set_at(err, ERR_FORMAT, "neither \"text\" nor \"html\" in the line",
                          object->offset);
    if (has_html && document->bytes.len == 0) {
        document->form = DOCUMENT_HTML;
        document->bytes = html_bytes;
    }
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
    if (!read_body(object, &document, err) || !read_id(object, &document.id, err) ||
        !read_field(object, SLICE("title"), "\"title\" is not a string", &document.title, err) ||
        !read_field(object, SLICE("url"), "\"url\" is not a string", &document.url, err) ||
        !read_field(object, SLICE("outlet"), "\"outlet\" is not a string", &document.outlet, err) ||
        !read_field(object, SLICE("published"), "\"published\" is not a string",
                    &document.published, err))
        return false;
    struct slice *given[] = {&document.id, &document.title, &document.url, &document.outlet,
                             &document.published};
    for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++) {
        if (!repair_utf8(given[i], arena, &document.replaced, err))
            return false;
    }
    *ret_document = document;
    return true;
}
