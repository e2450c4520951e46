/*
 * html.c - libxml2's SAX events to a flat array of nodes.
 *
 *   in    a page in valid UTF-8
 *   out   struct html
 *
 * html_strip goes before, so libxml2 sees no scripts, comments or drawings. libxml2 repairs HTML 4;
 * what HTML 5 adds (section, figure and their kind end a paragraph) is repaired here. libxml2 walks
 * its stack of open names for every unmatched end tag: the stack is held at HTML_DEPTH_MAX, by
 * taking the place of the top name, so that deep pages cost no more than their bytes.
 */
#include "page/html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/vector.h"
#include "page/html_strip.h"

struct tag_name {
    struct slice name;
    enum html_tag tag;
};

static const struct tag_name tag_names[] = {
#define TAG_NAME(constant, name) {{name, sizeof(name) - 1}, HTML_TAG_##constant},
    HTML_TAGS(TAG_NAME)
#undef TAG_NAME
};
#define TAG_NAMES (sizeof(tag_names) / sizeof(tag_names[0]))

/* Invariants: open[0 .. depth] are the open nodes from the document down; a node is open while its
 * end is 0. from_libxml[i] is the node that libxml2's i-th open name made. */
struct builder {
    struct arena *arena;
    const struct html_stripped *stripped;
    htmlParserCtxtPtr parser;
    VECTOR(struct html_node) nodes;
    VECTOR(struct html_attribute) attributes;
    uint32_t open[HTML_DEPTH_MAX + 1];
    uint32_t from_libxml[HTML_DEPTH_MAX + 1];
    uint32_t depth;
    uint32_t open_paragraphs;
    char *text; /* room for all of the page's text */
    size_t text_len;
    size_t text_room;
    enum err_code failed;
    bool flattened;
};

static bool builder_start(struct builder *b, struct slice page, struct err *err);
static bool run_parser(struct builder *b, struct err *err);
static void close_to(struct builder *b, uint32_t depth);
static bool builder_fail(const struct builder *b, struct err *err);

void html_prepare(void)
{
    xmlInitParser();
}

bool html_parse(struct slice page_bytes, struct arena *arena, struct html *ret_html,
                struct err *err)
{
    struct arena work;
    arena_init(&work, ARTICLE_ARENA_BYTES_MAX);
    struct html_stripped stripped;
    struct builder b = {.arena = arena, .stripped = &stripped};
    bool ok = html_strip(page_bytes, &work, &stripped, err) &&
              builder_start(&b, stripped.markup, err) && run_parser(&b, err);
    arena_free(&work);
    if (!ok)
        return false;
    close_to(&b, 0);
    b.nodes.items[0].end = (uint32_t)b.nodes.count;
    *ret_html = (struct html){
        .nodes = b.nodes.items,
        .attributes = b.attributes.items,
        .node_count = (uint32_t)b.nodes.count,
        .attribute_count = (uint32_t)b.attributes.count,
        .flattened = b.flattened,
    };
    return true;
}

struct slice html_attribute(const struct html *html, uint32_t node, struct slice name)
{
    const struct html_node *n = &html->nodes[node];
    for (uint32_t i = 0; i < n->attribute_count; i++) {
        const struct html_attribute *attribute = &html->attributes[n->first_attribute + i];
        if (slice_equal(attribute->name, name))
            return attribute->value;
    }
    return SLICE_EMPTY;
}

/* Text never grows by decoding: each reference is longer than its character. */
static bool builder_start(struct builder *b, struct slice markup, struct err *err)
{
    b->text_room = markup.len + 1;
    b->text = arena_alloc(b->arena, b->text_room, 1);
    struct html_node *document = b->text ? vector_push(&b->nodes, b->arena) : NULL;
    if (!document)
        return arena_fail(b->arena, err);
    document->tag = HTML_TAG_DOCUMENT;
    document->parent = HTML_NODE_NONE;
    return true;
}

/* ---- the tree ---- */

static void stop(struct builder *b, enum err_code code)
{
    if (!b->failed)
        b->failed = code;
    if (b->parser)
        xmlStopParser(b->parser);
}

static bool builder_fail(const struct builder *b, struct err *err)
{
    if (b->failed == ERR_LIMIT)
        return err_set(err, ERR_LIMIT, "page has too many elements (HTML_NODES_MAX)");
    if (b->arena->limited)
        return arena_fail(b->arena, err);
    return err_set_memory(err);
}

static struct html_node *push_node(struct builder *b, enum html_tag tag)
{
    struct html_node *node = b->nodes.count < HTML_NODES_MAX ? vector_push(&b->nodes, b->arena)
                                                             : NULL;
    if (!node) {
        stop(b, b->nodes.count < HTML_NODES_MAX ? ERR_MEMORY : ERR_LIMIT);
        return NULL;
    }
    node->tag = tag;
    node->parent = b->open[b->depth];
    node->depth = (uint16_t)(b->depth + 1);
    return node;
}

static void close_to(struct builder *b, uint32_t depth)
{
    for (; b->depth > depth; b->depth--) {
        struct html_node *node = &b->nodes.items[b->open[b->depth]];
        node->end = (uint32_t)b->nodes.count;
        b->open_paragraphs -= node->tag == HTML_TAG_P;
    }
}

static void close_node(struct builder *b, uint32_t index)
{
    const struct html_node *node = &b->nodes.items[index];
    if (node->end == 0 && node->depth <= b->depth && b->open[node->depth] == index)
        close_to(b, node->depth - 1u);
}

static enum html_tag tag_of(struct slice name)
{
    size_t low = 0, high = TAG_NAMES;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = slice_compare(tag_names[middle].name, name);
        if (order == 0)
            return tag_names[middle].tag;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return HTML_TAG_UNKNOWN;
}

/* "Close a p element" of the HTML standard, for the elements that libxml2 does not know to. */
static bool ends_paragraph(enum html_tag tag)
{
    switch (tag) {
    case HTML_TAG_ARTICLE:
    case HTML_TAG_ASIDE:
    case HTML_TAG_DETAILS:
    case HTML_TAG_DIALOG:
    case HTML_TAG_FIGCAPTION:
    case HTML_TAG_FIGURE:
    case HTML_TAG_FOOTER:
    case HTML_TAG_HEADER:
    case HTML_TAG_HGROUP:
    case HTML_TAG_MAIN:
    case HTML_TAG_NAV:
    case HTML_TAG_SECTION:
    case HTML_TAG_SUMMARY:
        return true;
    default:
        return false;
    }
}

static void close_paragraph(struct builder *b)
{
    for (uint32_t depth = b->depth; b->open_paragraphs > 0 && depth > 0; depth--) {
        enum html_tag tag = b->nodes.items[b->open[depth]].tag;
        if (tag == HTML_TAG_P)
            close_to(b, depth - 1);
        if (tag == HTML_TAG_P || tag == HTML_TAG_TABLE || tag == HTML_TAG_TD ||
            tag == HTML_TAG_TH || tag == HTML_TAG_BUTTON || tag == HTML_TAG_OBJECT ||
            tag == HTML_TAG_TEMPLATE)
            return;
    }
}

/* ---- attributes and text ---- */

static struct slice keep_bytes(struct builder *b, const char *bytes)
{
    struct slice kept = arena_copy(b->arena, slice_from(bytes));
    if (!kept.ptr)
        stop(b, ERR_MEMORY);
    return kept;
}

static void add_attribute(struct builder *b, uint32_t owner, const char *name, const char *value)
{
    struct html_node *node = &b->nodes.items[owner];
    if (strcmp(name, HTML_RAW_ATTRIBUTE) == 0) {
        uint64_t number = 0;
        if (slice_to_u64(slice_from(value), &number) && number < b->stripped->raw_count)
            node->text = b->stripped->raw[number];
        return;
    }
    struct html_attribute *attribute = vector_push(&b->attributes, b->arena);
    if (!attribute) {
        stop(b, ERR_MEMORY);
        return;
    }
    node->attribute_count++;
    attribute->name = keep_bytes(b, name);
    attribute->value = keep_bytes(b, value);
}

static struct slice name_of(struct builder *b, enum html_tag tag, const char *name)
{
    /* tag_names and enum html_tag come from one list, in one order. */
    return tag == HTML_TAG_UNKNOWN ? keep_bytes(b, name)
                                   : tag_names[tag - HTML_TAG_UNKNOWN - 1].name;
}

/* ---- libxml2's events ---- */

/* Holds libxml2's own stack at HTML_DEPTH_MAX names: the new name takes the top's place. */
static void bound_names(struct builder *b)
{
    htmlParserCtxtPtr parser = b->parser;
    if (parser->nameNr <= (int)HTML_DEPTH_MAX)
        return;
    b->flattened = true;
    parser->nameTab[HTML_DEPTH_MAX - 1] = parser->nameTab[parser->nameNr - 1];
    parser->nameNr = HTML_DEPTH_MAX;
    parser->name = parser->nameTab[HTML_DEPTH_MAX - 1];
}

static void on_start(void *user, const xmlChar *xml_name, const xmlChar **pairs)
{
    struct builder *b = user;
    if (b->failed)
        return;
    const char *name = (const char *)xml_name;
    bound_names(b);
    enum html_tag tag = tag_of(slice_from(name));
    if (ends_paragraph(tag))
        close_paragraph(b);
    if (b->depth >= HTML_DEPTH_MAX - 1) { /* a text may still go below */
        b->flattened = true;
        close_to(b, HTML_DEPTH_MAX - 2);
    }
    struct html_node *node = push_node(b, tag);
    if (!node)
        return;
    uint32_t index = (uint32_t)b->nodes.count - 1;
    node->name = name_of(b, tag, name);
    node->first_attribute = (uint32_t)b->attributes.count;
    for (size_t i = 0; pairs && pairs[i] && !b->failed; i += 2)
        add_attribute(b, index, (const char *)pairs[i],
                      pairs[i + 1] ? (const char *)pairs[i + 1] : "");
    b->open[++b->depth] = index;
    b->open_paragraphs += tag == HTML_TAG_P;
    if (b->parser->nameNr > 0)
        b->from_libxml[b->parser->nameNr - 1] = index;
}

static void on_end(void *user, const xmlChar *name)
{
    struct builder *b = user;
    (void)name;
    int level = b->parser->nameNr - 1;
    if (!b->failed && level >= 0 && level <= (int)HTML_DEPTH_MAX)
        close_node(b, b->from_libxml[level]);
}

static void on_text(void *user, const xmlChar *bytes, int len)
{
    struct builder *b = user;
    if (b->failed || len <= 0)
        return;
    if ((size_t)len > b->text_room - b->text_len) {
        stop(b, ERR_MEMORY); /* text_room is an upper bound; kept as a guard */
        return;
    }
    struct html_node *last = &b->nodes.items[b->nodes.count - 1];
    bool joins = last->tag == HTML_TAG_TEXT && last->parent == b->open[b->depth];
    if (!joins) {
        last = push_node(b, HTML_TAG_TEXT);
        if (!last)
            return;
        last->text.ptr = b->text + b->text_len;
        last->end = (uint32_t)b->nodes.count;
    }
    memcpy(b->text + b->text_len, bytes, (size_t)len);
    b->text_len += (size_t)len;
    last->text.len += (size_t)len;
}

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* html_strip leaves tags no malformed names, so one that is missing means that libxml2 got no
 * memory for it. (An entity's name may be missing: "fish & chips".) */
static void on_error(void *user, xmlErrorPtr error)
{
    struct builder *b = user;
    if (!error)
        return;
    const char *message = error->message ? error->message : "";
    bool at_tag = starts_with(message, "htmlParseStartTag");
    if (!error->message && b->parser) /* no memory for the message either */
        at_tag = *b->parser->input->cur == '<';
    if (error->code == XML_ERR_NAME_REQUIRED && at_tag) {
        /* Ended with the input left in place: libxml2 skips a nameless tag by "while there is no
         * byte", which would be for ever on the empty input that xmlStopParser leaves. */
        b->failed = ERR_MEMORY;
        b->parser->instate = XML_PARSER_EOF;
        b->parser->disableSAX = 1;
    } else if (error->code == XML_ERR_NO_MEMORY ||
               (error->code == XML_ERR_NAME_REQUIRED && !starts_with(message, "htmlParseEntity"))) {
        /* Its other loops end on an empty input, and not all of them on the state alone. */
        stop(b, ERR_MEMORY);
    }
}

/* htmlParseDocument over the markup, with libxml2's errors going to on_error. */
static bool parse_markup(struct builder *b, struct slice markup, struct err *err)
{
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(markup.ptr, (int)markup.len);
    if (!parser)
        return err_set_memory(err);
    b->parser = parser;
    /* NOIMPLIED: the page's own elements, not those that HTML 4 would have put around them. */
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                   HTML_PARSE_NONET | HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC);
    parser->options |= XML_PARSE_HUGE;
    parser->charset = XML_CHAR_ENCODING_UTF8; /* whatever its meta tags say */
    xmlSAXHandler *sax = parser->sax;
    memset(sax, 0, sizeof(*sax));
    sax->startElement = on_start;
    sax->endElement = on_end;
    sax->characters = on_text;
    sax->ignorableWhitespace = on_text;
    sax->cdataBlock = on_text;
    sax->serror = on_error;
    sax->initialized = XML_SAX2_MAGIC;
    parser->userData = b;
    htmlParseDocument(parser);
    bool failed = b->failed || parser->errNo == XML_ERR_NO_MEMORY;
    htmlFreeParserCtxt(parser);
    return failed ? builder_fail(b, err) : true;
}

static bool run_parser(struct builder *b, struct err *err)
{
    struct slice markup = b->stripped->markup;
    if (markup.len == 0)
        return true;
    /* Errors before there is a parser would be printed: they come here too. (Per thread, put back.)
     */
    xmlStructuredErrorFunc handler = xmlStructuredError;
    void *context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(b, on_error);
    bool done = parse_markup(b, markup, err);
    xmlSetStructuredErrorFunc(context, handler);
    return done;
}
