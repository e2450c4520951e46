/*
 * page_facts.c - everything a page's tree says about its article, gathered in one pass.
 *
 *   in    a page's tree
 *   out   struct page_facts
 *
 * Every node is looked at once. What is put together from a subtree is short (node_text.h), so the
 * pass is linear in the page.
 */
#include "page/page_facts.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "page/byline.h"
#include "page/clean.h"
#include "page/node_text.h"

/* Texts that are looked at; longer ones are no headings, dates or bylines. */
#define HEADING_BYTES_MAX ((size_t)1200)
#define DATE_TEXT_BYTES_MAX ((size_t)200)
#define AUTHOR_TEXT_BYTES_MAX ((size_t)200)
/* Visible texts without markup of their own that are searched for a date. */
#define DATE_TEXTS_MAX 400
/* Nodes after "By" in which its name may stand. */
#define FOLLOWING_NODES_MAX 14
/* Elements about another date, and about an author, are no larger. */
#define MODIFIED_NODES_MAX 30
#define BIO_NODES_MAX 120
/* A part of a class name; longer parts are no words. */
#define CLASS_PART_BYTES_MAX ((size_t)24)

/* Trust of authors. JSON-LD goes before all of these. */
enum author_trust {
    AUTHOR_META = 10, /* plus the field's own trust */
    AUTHOR_ITEMPROP = 20,
    AUTHOR_REL = 21,
    AUTHOR_CLASS = 30, /* plus the class's own trust */
};

struct gather {
    const struct metadata_words *words;
    const struct html *html;
    struct arena *scratch;
    struct page_facts *facts;
    uint32_t boilerplate_end; /* nodes before this one lie in navigation, comments, related items */
    uint32_t modified_end;    /* nodes before this one lie in an element about another date */
    uint32_t date_end;        /* likewise a date element */
    uint32_t bio_end;         /* nodes before this one lie in an author's biography */
    uint32_t itemprop_other;  /* nodes before this one lie in a microdata item of another kind */
    uint32_t date_texts;
    struct slice text_before; /* the visible text before this node */
};

/* What a node's class and id say. */
struct class_signs {
    uint32_t date;   /* trust, FIELD_TRUST_NONE when nothing */
    uint32_t author; /* likewise */
    bool other;      /* belongs to something else than the article */
    bool not_author;
    bool not_date;
};

static bool gather_node(struct gather *g, uint32_t at, struct err *err);

bool page_facts_gather(const struct metadata_words *words, const struct html *html,
                       struct arena *scratch, struct page_facts *facts, struct err *err)
{
    struct gather g = {.words = words, .html = html, .scratch = scratch, .facts = facts};
    memset(facts, 0, sizeof(*facts));
    jsonld_init(&facts->jsonld);
    for (uint32_t at = 1; at < html->node_count; at++) {
        if (!gather_node(&g, at, err))
            return false;
    }
    return true;
}

void field_note_add(struct field_notes *notes, struct slice text, uint32_t trust, uint32_t node)
{
    struct field_note note = {text, trust, node};
    if (slice_trim(text).len == 0)
        return;
    if (notes->count < FIELD_NOTES_MAX) {
        notes->items[notes->count++] = note;
        return;
    }
    uint32_t worst = 0;
    for (uint32_t i = 1; i < notes->count; i++) {
        if (notes->items[i].trust >= notes->items[worst].trust)
            worst = i;
    }
    if (trust < notes->items[worst].trust)
        notes->items[worst] = note;
}

const struct field_note *field_note_best(const struct field_notes *notes)
{
    const struct field_note *best = NULL;
    for (uint32_t i = 0; i < notes->count; i++) {
        if (!best || notes->items[i].trust < best->trust ||
            (notes->items[i].trust == best->trust && notes->items[i].node < best->node))
            best = &notes->items[i];
    }
    return best;
}

void page_facts_place_dates(struct page_facts *facts, uint32_t headline)
{
    for (uint32_t i = 0; i < facts->published.note_count; i++) {
        struct date_note *note = &facts->published.notes[i];
        if (note->source < DATE_ITEMPROP || note->source == DATE_URL ||
            note->source == DATE_MODIFIED_FIELD)
            continue;
        /* A date over the headline is as near as one twice as far under it. */
        uint32_t node = note->distance;
        note->distance = node >= headline ? node - headline : 2 * (headline - node);
    }
}

/* ---- class names ---- */

static void read_class_part(const struct metadata_words *words, struct slice part,
                            struct class_signs *signs)
{
    if (part.len < 2 || part.len > CLASS_PART_BYTES_MAX)
        return;
    const struct class_word *word = words_class(words, part);
    if (!word)
        return;
    if (word->date && word->date < signs->date)
        signs->date = word->date;
    if (word->author && word->author < signs->author)
        signs->author = word->author;
    signs->other |= word->other;
    signs->not_author |= word->not_author;
    signs->not_date |= word->not_date;
}

/* Class names are split at everything but letters and before capitals: "entryDate", "post-date". */
static void read_classes(const struct metadata_words *words, struct slice classes,
                         struct class_signs *signs)
{
    size_t start = 0;
    classes = slice_sub(classes, 0, 400);
    for (size_t i = 0; i <= classes.len; i++) {
        bool letter = i < classes.len && ascii_is_letter(classes.ptr[i]);
        bool capital = letter && i > start && ascii_is_upper(classes.ptr[i]) &&
                       ascii_is_lower(classes.ptr[i - 1]);
        if (letter && !capital)
            continue;
        read_class_part(words, slice_sub(classes, start, i), signs);
        start = capital ? i : i + 1;
    }
}

static void extend(uint32_t *end, uint32_t to)
{
    if (to > *end)
        *end = to;
}

/* A class name counts for small elements only: wrappers of the whole page are named after what is
 * beside the article too ("has-sidebar"). */
static void extend_small(uint32_t *end, uint32_t at, uint32_t to, uint32_t nodes_max)
{
    if (to - at <= nodes_max)
        extend(end, to);
}

/* ---- elements of the head ---- */

static void gather_meta(struct gather *g, uint32_t at)
{
    static const char *const NAMES[] = {"property", "name", "itemprop"};
    struct page_facts *facts = g->facts;
    struct slice content = html_attribute(g->html, at, SLICE("content"));
    uint32_t trust;
    if (slice_trim(content).len == 0)
        return;
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
        struct slice name = slice_trim(html_attribute(g->html, at, slice_from(NAMES[i])));
        if (name.len == 0)
            continue;
        if (i == 2 && at < g->boilerplate_end)
            return;
        if (words_have(g->words, FIELD_PUBLISHED, name, &trust))
            published_add_field(&facts->published, g->words, content,
                                trust == 1 ? DATE_META : DATE_META_VAGUE, trust, at);
        else if (words_have(g->words, FIELD_MODIFIED, name, &trust))
            published_add_field(&facts->published, g->words, content, DATE_MODIFIED_FIELD, trust,
                                0);
        else if (words_have(g->words, FIELD_AUTHOR, name, &trust))
            field_note_add(&facts->authors, content, AUTHOR_META + trust, at);
        else if (words_have(g->words, FIELD_TITLE, name, &trust))
            field_note_add(&facts->titles, content, trust, at);
        else if (words_have(g->words, FIELD_OUTLET, name, &trust))
            field_note_add(&facts->outlets, content, trust, at);
        else if (words_have(g->words, FIELD_URL, name, &trust))
            field_note_add(&facts->urls, content, trust, at);
    }
}

static void gather_link(struct gather *g, uint32_t at)
{
    if (g->facts->canonical.len == 0 &&
        slice_equal_nocase(html_attribute(g->html, at, SLICE("rel")), SLICE("canonical")))
        g->facts->canonical = slice_trim(html_attribute(g->html, at, SLICE("href")));
}

static bool gather_script(struct gather *g, uint32_t at, struct err *err)
{
    struct slice type = html_attribute(g->html, at, SLICE("type"));
    if (slice_find_nocase(type, SLICE("ld+json"), 0) == SIZE_MAX)
        return true;
    return jsonld_read(g->words, g->html->nodes[at].text, g->scratch, &g->facts->jsonld, err);
}

/* ---- elements of the body ---- */

/* The text before its first date. */
static struct slice leading_words(const struct metadata_words *words, struct slice text)
{
    struct date_found found;
    size_t at = 0;
    return date_text_next(words, text, &at, &found) ? slice_sub(text, 0, found.span.start)
                                                    : SLICE_EMPTY;
}

/* A date that is only shown: no better than a visible line, whatever element it is in. */
static void gather_date_line(struct gather *g, uint32_t at, struct slice text,
                             enum date_source plain, uint32_t trust)
{
    struct date_found found;
    enum date_line_kind kind = date_line_read(g->words, text, g->text_before, &found);
    if (kind == DATE_LINE_NONE)
        return;
    if (kind == DATE_LINE_MODIFIED || at < g->modified_end)
        plain = DATE_MODIFIED_LINE;
    else if (kind == DATE_LINE_LABELLED)
        plain = DATE_LABELLED;
    published_add(&g->facts->published, &found, plain, trust + (kind == DATE_LINE_LOOSE), at);
}

/* A date in an element that is marked as one. */
static void gather_date_element(struct gather *g, uint32_t at, struct slice value,
                                enum date_source labelled, enum date_source plain, uint32_t trust)
{
    struct date_found found;
    struct slice text = node_text(g->html, at, NODE_TEXT_WORDS, DATE_TEXT_BYTES_MAX, g->scratch);
    bool other = at < g->modified_end;
    trust += at < g->boilerplate_end ? DATE_TRUST_BOILERPLATE : 0;
    /* <time datetime>: the attribute is the date, the text before it the label. */
    if (value.len && date_text_field(g->words, value, &found)) {
        enum date_label before = date_label_read(g->words, g->text_before);
        enum date_label inside = date_label_read(g->words, leading_words(g->words, text));
        enum date_label label = inside ? inside : before;
        if (other || label == DATE_LABEL_OTHER)
            published_add(&g->facts->published, &found, DATE_MODIFIED_LINE, trust, at);
        else
            published_add(&g->facts->published, &found,
                          label == DATE_LABEL_PUBLISHED ? labelled : plain, trust, at);
        return;
    }
    gather_date_line(g, at, text, DATE_CLASS, trust);
}

static void gather_time(struct gather *g, uint32_t at, const struct class_signs *signs)
{
    struct slice itemprop = html_attribute(g->html, at, SLICE("itemprop"));
    struct slice value = slice_trim(html_attribute(g->html, at, SLICE("datetime")));
    bool pubdate = html_attribute(g->html, at, SLICE("pubdate")).ptr != NULL;
    if (words_have(g->words, FIELD_MODIFIED, itemprop, NULL) || signs->not_date)
        extend(&g->modified_end, g->html->nodes[at].end);
    bool published = words_have(g->words, FIELD_PUBLISHED, itemprop, NULL);
    gather_date_element(g, at, value, DATE_TIME_LABELLED,
                        published ? DATE_ITEMPROP
                        : pubdate ? DATE_TIME_LABELLED
                                  : DATE_TIME,
                        signs->date < 3 ? 1 : 2);
    extend(&g->date_end, g->html->nodes[at].end);
}

static void gather_heading(struct gather *g, uint32_t at)
{
    struct slice text = node_text(g->html, at, NODE_TEXT_WORDS, HEADING_BYTES_MAX, g->scratch);
    if (text.len + UTF8_BYTES_MAX <= HEADING_BYTES_MAX)
        field_note_add(&g->facts->headings, text, at < g->boilerplate_end ? 2 : 1, at);
}

static void gather_itemprop(struct gather *g, uint32_t at, struct slice itemprop)
{
    struct page_facts *facts = g->facts;
    struct slice value = html_attribute(g->html, at, SLICE("content"));
    if (at < g->boilerplate_end)
        return;
    if (words_have(g->words, FIELD_PUBLISHED, itemprop, NULL)) {
        if (value.len == 0)
            value = html_attribute(g->html, at, SLICE("datetime"));
        if (value.len == 0)
            value = node_text(g->html, at, NODE_TEXT_WORDS, DATE_TEXT_BYTES_MAX, g->scratch);
        struct date_found found;
        if (date_text_field(g->words, value, &found))
            published_add(&facts->published, &found, DATE_ITEMPROP, 1, at);
    } else if (slice_equal_nocase(itemprop, SLICE("headline"))) {
        gather_heading(g, at);
    } else if (slice_equal_nocase(itemprop, SLICE("author"))) {
        struct slice name = value;
        uint32_t end = g->html->nodes[at].end;
        for (uint32_t i = at + 1; name.len == 0 && i < end && i < at + NODE_TEXT_NODES_MAX; i++) {
            if (slice_equal_nocase(html_attribute(g->html, i, SLICE("itemprop")), SLICE("name"))) {
                name = html_attribute(g->html, i, SLICE("content"));
                if (name.len == 0)
                    name = node_text(g->html, i, NODE_TEXT_WORDS, AUTHOR_TEXT_BYTES_MAX,
                                     g->scratch);
            }
        }
        if (name.len == 0)
            name = node_text(g->html, at, NODE_TEXT_WORDS, AUTHOR_TEXT_BYTES_MAX, g->scratch);
        field_note_add(&facts->authors, name, AUTHOR_ITEMPROP, at);
    }
}

static void gather_author(struct gather *g, uint32_t at, uint32_t trust)
{
    struct slice text = node_text(g->html, at, NODE_TEXT_PIECES, AUTHOR_TEXT_BYTES_MAX, g->scratch);
    if (text.len + UTF8_BYTES_MAX > AUTHOR_TEXT_BYTES_MAX || text.len == 0)
        return;
    field_note_add(&g->facts->authors, text, trust + (at < g->boilerplate_end ? 100 : 0), at);
}

static void gather_element(struct gather *g, uint32_t at)
{
    const struct html_node *node = &g->html->nodes[at];
    struct class_signs signs = {.date = FIELD_TRUST_NONE, .author = FIELD_TRUST_NONE};
    struct slice itemprop = SLICE_EMPTY, rel = SLICE_EMPTY;
    for (uint32_t i = 0; i < node->attribute_count; i++) {
        const struct html_attribute *a = &g->html->attributes[node->first_attribute + i];
        if (slice_equal(a->name, SLICE("class")) || slice_equal(a->name, SLICE("id")) ||
            slice_equal(a->name, SLICE("data-testid")))
            read_classes(g->words, a->value, &signs);
        else if (slice_equal(a->name, SLICE("itemprop")))
            itemprop = slice_trim(a->value);
        else if (slice_equal(a->name, SLICE("rel")))
            rel = slice_trim(a->value);
    }
    bool body = node->tag == HTML_TAG_BODY || node->tag == HTML_TAG_HTML ||
                node->tag == HTML_TAG_MAIN || node->tag == HTML_TAG_ARTICLE;
    if (node->tag == HTML_TAG_NAV || node->tag == HTML_TAG_ASIDE || node->tag == HTML_TAG_FOOTER)
        extend(&g->boilerplate_end, node->end);
    else if (node->tag == HTML_TAG_FORM || (signs.other && !body)) /* some pages are one form */
        extend_small(&g->boilerplate_end, at, node->end, g->html->node_count / 3);
    if (body)
        signs = (struct class_signs){.date = FIELD_TRUST_NONE, .author = FIELD_TRUST_NONE};
    if (signs.not_date)
        extend_small(&g->modified_end, at, node->end, MODIFIED_NODES_MAX);
    if (signs.not_author && signs.author != FIELD_TRUST_NONE) /* "author-bio" */
        extend_small(&g->bio_end, at, node->end, BIO_NODES_MAX);
    bool small = node->end - at <= NODE_TEXT_NODES_MAX;
    if (itemprop.len)
        gather_itemprop(g, at, itemprop);
    if (node->tag == HTML_TAG_TIME) {
        gather_time(g, at, &signs);
    } else if (signs.date != FIELD_TRUST_NONE && at >= g->date_end && small) {
        /* Nested marks say the same; the innermost that is short is enough. */
        gather_date_element(g, at, SLICE_EMPTY, DATE_CLASS, DATE_CLASS, signs.date);
    }
    if (slice_equal_nocase(rel, SLICE("author")))
        gather_author(g, at, AUTHOR_REL);
    else if (signs.author != FIELD_TRUST_NONE && !signs.not_author && at >= g->bio_end && small)
        gather_author(g, at, AUTHOR_CLASS + signs.author);
}

/* ---- texts of the body ---- */

/* True when the text may hold a year: "19", "20" and two more digits, or "/" and two digits. */
static bool may_hold_year(struct slice text)
{
    for (size_t i = 0; i + 4 <= text.len; i++) {
        const char *p = text.ptr + i;
        if (((p[0] == '1' && p[1] == '9') || (p[0] == '2' && p[1] == '0')) &&
            ascii_is_digit(p[2]) && ascii_is_digit(p[3]))
            return true;
    }
    return false;
}

/* True for a text that goes on a paragraph: " by Jane Roe" after a link is no byline. */
static bool is_inside_sentence(const struct gather *g, uint32_t at)
{
    uint32_t parent = g->html->nodes[at].parent;
    enum html_tag tag = g->html->nodes[parent].tag;
    struct slice text = trim_spaces(g->html->nodes[at].text);
    return ascii_is_lower(text.ptr[0]) && at > parent + 1 && g->text_before.len &&
           (tag == HTML_TAG_P || tag == HTML_TAG_LI || tag == HTML_TAG_BLOCKQUOTE);
}

/* The text at `at` and those after it, as far as a byline goes on: a piece that neither follows nor
 * starts with a comma or "and" is parted by a bar. */
static struct slice following_text(struct gather *g, uint32_t at)
{
    const struct html_node *nodes = g->html->nodes;
    char *line = arena_alloc(g->scratch, AUTHOR_TEXT_BYTES_MAX, 1);
    size_t len = 0;
    bool joined = true;
    for (uint32_t i = at; line && i < g->html->node_count && i < at + FOLLOWING_NODES_MAX; i++) {
        struct slice piece = nodes[i].tag == HTML_TAG_TEXT ? trim_spaces(nodes[i].text)
                                                           : SLICE_EMPTY;
        if (piece.len == 0)
            continue;
        bool joins = piece.ptr[0] == ',' || piece.ptr[0] == '&' || piece.ptr[0] == ':' ||
                     words_starting(g->words, WORD_NAME_JOINER, piece);
        struct slice separator = joined || joins ? SLICE(" ") : SLICE(" | ");
        if (len + separator.len + piece.len > AUTHOR_TEXT_BYTES_MAX)
            break;
        memcpy(line + len, separator.ptr, separator.len);
        memcpy(line + len + separator.len, piece.ptr, piece.len);
        len += separator.len + piece.len;
        char last = piece.ptr[piece.len - 1];
        joined = last == ',' || last == '&' || last == ':' ||
                 words_starting(g->words, WORD_NAME_JOINER, piece) == piece.len ||
                 words_starting(g->words, WORD_BYLINE, piece) == piece.len;
    }
    return line ? (struct slice){line, len} : SLICE_EMPTY;
}

static void gather_text(struct gather *g, uint32_t at)
{
    struct slice text = trim_spaces(g->html->nodes[at].text);
    if (text.len == 0)
        return;
    if (at >= g->date_end && text.len <= DATE_TEXT_BYTES_MAX && g->date_texts < DATE_TEXTS_MAX &&
        may_hold_year(text)) {
        g->date_texts++;
        gather_date_line(g, at, text, DATE_LINE,
                         at < g->boilerplate_end ? DATE_TRUST_BOILERPLATE : 1);
    }
    struct slice line = text.len <= AUTHOR_TEXT_BYTES_MAX && at >= g->boilerplate_end
                            ? byline_find(g->words, text)
                            : SLICE_EMPTY;
    if (line.len && !is_inside_sentence(g, at)) {
        /* "By" alone: the name is in the elements after it. */
        if (text.len < 24)
            line = following_text(g, at);
        field_note_add(&g->facts->bylines, line, 1, at);
    }
    if (g->facts->copyright.len == 0 && text.len <= DATE_TEXT_BYTES_MAX &&
        slice_find(text, SLICE("\xC2\xA9"), 0) != SIZE_MAX)
        g->facts->copyright = text;
    g->text_before = text.len <= DATE_TEXT_BYTES_MAX ? text : SLICE_EMPTY;
}

static bool gather_node(struct gather *g, uint32_t at, struct err *err)
{
    const struct html_node *node = &g->html->nodes[at];
    switch (node->tag) {
    case HTML_TAG_TEXT:
        gather_text(g, at);
        return true;
    case HTML_TAG_HTML:
        if (g->facts->lang.len == 0)
            g->facts->lang = slice_trim(html_attribute(g->html, at, SLICE("lang")));
        return true;
    case HTML_TAG_META:
        gather_meta(g, at);
        return true;
    case HTML_TAG_LINK:
        gather_link(g, at);
        return true;
    case HTML_TAG_SCRIPT:
        return gather_script(g, at, err);
    case HTML_TAG_TITLE:
        if (g->facts->title_tag.len == 0)
            g->facts->title_tag = node_text(g->html, at, NODE_TEXT_WORDS, SIZE_MAX, g->scratch);
        return true;
    case HTML_TAG_H1:
        gather_heading(g, at);
        gather_element(g, at);
        return true;
    case HTML_TAG_STYLE:
    case HTML_TAG_HEAD:
        return true;
    default:
        gather_element(g, at);
        return true;
    }
}
