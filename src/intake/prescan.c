/*
 * prescan.c - what a page says of its own encoding.
 *
 *   in    the first bytes of an HTML page
 *   out   the label it gives
 *
 * "Prescan a byte stream to determine its encoding", HTML Standard §13.2.3.2, and its XML
 * declaration.
 */
#include "intake/prescan.h"

#include "base/ascii.h"

struct scanner {
    struct slice head;
    size_t at;
};

struct attribute {
    struct slice name; /* empty: the tag has no more */
    struct slice value;
};

/* What one <meta> gives. */
struct meta {
    struct slice charset;
    struct slice content_charset; /* in content="text/html; charset=…" */
    bool is_content_type;         /* http-equiv=content-type */
};

static char byte_at(const struct scanner *s)
{
    return s->at < s->head.len ? s->head.ptr[s->at] : '\0';
}

static bool at_end(const struct scanner *s)
{
    return s->at >= s->head.len;
}

static void skip_spaces(struct scanner *s)
{
    while (!at_end(s) && ascii_is_space(byte_at(s)))
        s->at++;
}

/* Bytes up to a quote of the same kind, which is passed. */
static struct slice take_quoted(struct scanner *s)
{
    char quote = byte_at(s);
    size_t start = ++s->at;
    s->at = slice_find_byte(s->head, quote, start);
    if (s->at == SIZE_MAX) {
        s->at = s->head.len;
        return SLICE_EMPTY;
    }
    return slice_sub(s->head, start, s->at++);
}

static struct slice take_unquoted(struct scanner *s, const char *stops)
{
    size_t start = s->at;
    while (!at_end(s) && !ascii_is_space(byte_at(s)) && byte_at(s) != stops[0] &&
           byte_at(s) != stops[1])
        s->at++;
    return slice_sub(s->head, start, s->at);
}

static struct attribute take_attribute(struct scanner *s)
{
    struct attribute attribute = {SLICE_EMPTY, SLICE_EMPTY};
    while (!at_end(s) && (ascii_is_space(byte_at(s)) || byte_at(s) == '/'))
        s->at++;
    if (at_end(s) || byte_at(s) == '>')
        return attribute;
    size_t start = s->at;
    while (!at_end(s) && !ascii_is_space(byte_at(s)) && byte_at(s) != '/' && byte_at(s) != '>' &&
           (byte_at(s) != '=' || s->at == start))
        s->at++;
    attribute.name = slice_sub(s->head, start, s->at);
    skip_spaces(s);
    if (byte_at(s) != '=')
        return attribute;
    s->at++;
    skip_spaces(s);
    if (byte_at(s) == '"' || byte_at(s) == '\'')
        attribute.value = take_quoted(s);
    else
        attribute.value = take_unquoted(s, ">>");
    return attribute;
}

/* The label after "charset=" in the content of a <meta http-equiv>. */
static struct slice content_charset(struct slice content)
{
    struct scanner s = {content, 0};
    for (;;) {
        size_t found = slice_find_nocase(content, SLICE("charset"), s.at);
        if (found == SIZE_MAX)
            return SLICE_EMPTY;
        s.at = found + sizeof("charset") - 1;
        skip_spaces(&s);
        if (byte_at(&s) == '=')
            break;
    }
    s.at++;
    skip_spaces(&s);
    if (byte_at(&s) == '"' || byte_at(&s) == '\'')
        return take_quoted(&s);
    return take_unquoted(&s, ";;");
}

/* The label of a <meta>, whose name was passed. */
static bool read_meta(struct scanner *s, struct slice *ret_label)
{
    struct meta meta = {0};
    for (;;) {
        struct attribute attribute = take_attribute(s);
        if (attribute.name.len == 0)
            break;
        if (slice_equal_nocase(attribute.name, SLICE("http-equiv")))
            meta.is_content_type = slice_equal_nocase(attribute.value, SLICE("content-type"));
        else if (slice_equal_nocase(attribute.name, SLICE("charset")) && !meta.charset.ptr)
            meta.charset = attribute.value;
        else if (slice_equal_nocase(attribute.name, SLICE("content")) && !meta.content_charset.ptr)
            meta.content_charset = content_charset(attribute.value);
    }
    if (meta.charset.len > 0)
        *ret_label = meta.charset;
    else if (meta.is_content_type && meta.content_charset.len > 0)
        *ret_label = meta.content_charset;
    else
        return false;
    return true;
}

/* Passes what follows a '<': a comment, a tag with its attributes, anything else up to '>'. */
static void pass_markup(struct scanner *s)
{
    struct slice rest = slice_sub(s->head, s->at, s->head.len);
    char second = rest.len > 1 ? rest.ptr[1] : '\0';
    if (slice_starts(rest, SLICE("<!--"))) {
        /* The two dashes may be those that open the comment. */
        size_t end = slice_find(s->head, SLICE("-->"), s->at + 2);
        s->at = end == SIZE_MAX ? s->head.len : end + 3;
    } else if (ascii_is_letter(second) || (second == '/' && rest.len > 2)) {
        s->at += 1;
        take_unquoted(s, ">>");
        while (take_attribute(s).name.len > 0)
            continue;
    } else if (second == '!' || second == '?' || second == '/') {
        size_t end = slice_find_byte(s->head, '>', s->at);
        s->at = end == SIZE_MAX ? s->head.len : end + 1;
    } else {
        s->at++;
    }
}

static bool xml_label(struct slice head, struct slice *ret_label)
{
    if (!slice_starts(head, SLICE("<?xml")))
        return false;
    struct slice declaration = slice_sub(head, 0, slice_find_byte(head, '>', 0));
    struct scanner s = {declaration, slice_find(declaration, SLICE("encoding"), 0)};
    if (s.at == SIZE_MAX)
        return false;
    s.at += sizeof("encoding") - 1;
    skip_spaces(&s);
    if (byte_at(&s) != '=')
        return false;
    s.at++;
    skip_spaces(&s);
    if (byte_at(&s) != '"' && byte_at(&s) != '\'')
        return false;
    *ret_label = take_quoted(&s);
    return ret_label->len > 0;
}

bool prescan_label(struct slice head, struct slice *ret_label)
{
    struct scanner s = {head, 0};
    bool has_xml = xml_label(head, ret_label);
    while (!at_end(&s)) {
        s.at = slice_find_byte(head, '<', s.at);
        if (s.at == SIZE_MAX)
            break;
        struct slice rest = slice_sub(head, s.at, head.len);
        bool is_meta = slice_starts_nocase(rest, SLICE("<meta")) && rest.len > 5 &&
                       (ascii_is_space(rest.ptr[5]) || rest.ptr[5] == '/');
        if (!is_meta) {
            pass_markup(&s);
            continue;
        }
        s.at += 5;
        if (read_meta(&s, ret_label))
            return true;
    }
    return has_xml;
}
