/*
 * headline.c - the article's title and outlet, chosen by agreement.
 *
 *   in    struct page_facts
 *   out   struct headline
 */
#include "page/headline.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "page/clean.h"

/* Where a title stands in the choice below. */
struct candidate {
    struct slice text; /* clean */
    struct slice key;  /* its letters and digits, for comparing */
};

struct chooser {
    const struct metadata_words *words;
    const struct page_facts *facts;
    struct arena *scratch;
    struct slice host_key; /* "bbc co uk" */
    struct slice outlet;
    struct slice outlet_key;
};

static bool choose_outlet(struct chooser *c, struct slice url, struct err *err);
static bool make_candidate(struct chooser *c, struct slice raw, struct candidate *ret,
                           struct err *err);
static bool strip_site(struct chooser *c, struct candidate *title, struct slice confirmed,
                       struct err *err);

/* Title keys agree when equal, or when one starts with the other and is not much longer. */
static bool agree(struct slice a, struct slice b)
{
    if (a.len == 0 || b.len == 0)
        return false;
    struct slice shorter = a.len < b.len ? a : b, longer = a.len < b.len ? b : a;
    return slice_starts(longer, shorter) && shorter.len >= 8 && longer.len <= shorter.len * 2;
}

bool headline_choose(const struct metadata_words *words, const struct page_facts *facts,
                     struct slice url, struct arena *scratch, struct headline *ret_headline,
                     struct err *err)
{
    struct chooser c = {.words = words, .facts = facts, .scratch = scratch};
    struct candidate ld, og, tag, chosen = {0};
    const struct field_note *field = field_note_best(&facts->titles);
    uint32_t node = 0;
    if (!choose_outlet(&c, url, err) || !make_candidate(&c, facts->jsonld.headline, &ld, err) ||
        !make_candidate(&c, field ? field->text : SLICE_EMPTY, &og, err) ||
        !make_candidate(&c, facts->title_tag, &tag, err))
        return false;
    const struct field_note *first_heading = NULL;
    for (uint32_t i = 0; i < facts->headings.count && chosen.text.len == 0; i++) {
        const struct field_note *note = &facts->headings.items[i];
        struct candidate heading;
        if (!make_candidate(&c, note->text, &heading, err))
            return false;
        if (heading.key.len == 0 || slice_equal(heading.key, c.outlet_key))
            continue;
        if (agree(heading.key, ld.key) || agree(heading.key, og.key) ||
            agree(heading.key, tag.key)) {
            chosen = heading;
            node = note->node;
        } else if (note->trust == 1 && !first_heading &&
                   !words_have(words, WORD_NO_TITLE, heading.text, NULL)) {
            first_heading = note;
        }
    }
    if (!strip_site(&c, &og, chosen.key, err) || !strip_site(&c, &tag, chosen.key, err) ||
        !strip_site(&c, &ld, chosen.key, err))
        return false;
    if (chosen.text.len == 0) {
        chosen = ld.text.len ? ld : og.text.len ? og : tag;
        if (chosen.text.len == 0 && first_heading &&
            !make_candidate(&c, first_heading->text, &chosen, err))
            return false;
        node = first_heading ? first_heading->node : 0;
    }
    *ret_headline = (struct headline){chosen.text, c.outlet, node};
    return true;
}

static bool make_candidate(struct chooser *c, struct slice raw, struct candidate *ret,
                           struct err *err)
{
    *ret = (struct candidate){0};
    if (raw.len > TITLE_BYTES_MAX * 4) {
        /* Too long for a title whatever is collapsed: kept as it is, for the caller to leave out.
         */
        ret->text = raw;
        return true;
    }
    if (!clean_line(c->words, raw, c->scratch, &ret->text) ||
        !clean_key(ret->text, c->scratch, &ret->key))
        return arena_fail(c->scratch, err);
    return true;
}

/* The byte after the last separator of a title tag at or before `from`, and where it starts. */
static bool last_separator(struct slice text, size_t from, size_t *ret_start, size_t *ret_end)
{
    static const char *const SEPARATORS[] = {
        " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ",
        " • ", " / ", " ‹ ", " ⋆ ", " : ",  " ~ ", "｜"};
    for (size_t at = from; at-- > 0;) {
        if (text.ptr[at] != ' ' && (unsigned char)text.ptr[at] != 0xEF)
            continue;
        struct slice rest = slice_sub(text, at, text.len);
        for (size_t i = 0; i < sizeof(SEPARATORS) / sizeof(SEPARATORS[0]); i++) {
            if (slice_starts(rest, slice_from(SEPARATORS[i]))) {
                *ret_start = at;
                *ret_end = at + slice_from(SEPARATORS[i]).len;
                return true;
            }
        }
    }
    return false;
}

/* True when the piece of a title tag is the site's name: the outlet's, or the host's words. */
static bool is_site(const struct chooser *c, struct slice key)
{
    if (key.len == 0)
        return true;
    if (c->outlet_key.len && (slice_equal(key, c->outlet_key) || slice_starts(key, c->outlet_key) ||
                              slice_starts(c->outlet_key, key)))
        return true;
    /* "The Daily Star" on thedailystar.net: compare without the spaces. */
    size_t matched = 0;
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] == ' ')
            continue;
        if (matched >= c->host_key.len || c->host_key.ptr[matched] != key.ptr[i])
            return false;
        matched++;
    }
    return matched >= 3;
}

/* Takes the site's name off a title's end (or its start). */
static bool strip_site(struct chooser *c, struct candidate *title, struct slice confirmed,
                       struct err *err)
{
    size_t start, end;
    for (unsigned times = 0; times < 3; times++) {
        if (confirmed.len && slice_equal(title->key, confirmed))
            return true;
        if (!last_separator(title->text, title->text.len, &start, &end))
            return true;
        struct candidate head, tail;
        if (!make_candidate(c, slice_sub(title->text, 0, start), &head, err) ||
            !make_candidate(c, slice_sub(title->text, end, title->text.len), &tail, err))
            return false;
        if (head.key.len == 0 || !is_site(c, tail.key))
            return true;
        *title = head;
    }
    return true;
}

/* ---- outlet ---- */

static bool take_outlet(struct chooser *c, struct slice raw, struct err *err)
{
    struct candidate name;
    if (!make_candidate(c, raw, &name, err))
        return false;
    /* "@bbcnews" */
    if (slice_starts(name.text, SLICE("@")))
        name.text = slice_sub(name.text, 1, name.text.len);
    if (name.key.len == 0 || (url_host(name.text).len && url_is_http(name.text)))
        return true;
    c->outlet = name.text;
    c->outlet_key = name.key;
    return true;
}

/* "© 2016 The Herald. All rights reserved." names the outlet between the year and the stop. */
static struct slice copyright_holder(struct slice line)
{
    size_t at = slice_find(line, SLICE("\xC2\xA9"), 0);
    if (at == SIZE_MAX)
        return SLICE_EMPTY;
    struct slice rest = slice_trim(slice_sub(line, at + 2, line.len));
    while (rest.len && (ascii_is_digit(rest.ptr[0]) || ascii_is_space(rest.ptr[0]) ||
                        rest.ptr[0] == '-' || rest.ptr[0] == ',' || rest.ptr[0] == '.'))
        rest = slice_sub(rest, 1, rest.len);
    size_t end = 0;
    while (end < rest.len && rest.ptr[end] != '.' && rest.ptr[end] != ',' && rest.ptr[end] != '|' &&
           rest.ptr[end] != '(')
        end++;
    size_t rights = slice_find_nocase(rest, SLICE("all rights"), 0);
    return slice_trim(slice_sub(rest, 0, end < rights ? end : rights));
}

static bool choose_outlet(struct chooser *c, struct slice url, struct err *err)
{
    const struct page_facts *facts = c->facts;
    const struct field_note *field = field_note_best(&facts->outlets);
    struct slice host = url_host(url);
    if (!clean_key(host, c->scratch, &c->host_key))
        return arena_fail(c->scratch, err);
    /* Spaces out of the host's key: "thedailystar net" is compared letter by letter. */
    if (field && field->trust == 1 && !take_outlet(c, field->text, err))
        return false;
    if (c->outlet.len == 0 && !take_outlet(c, facts->jsonld.publisher, err))
        return false;
    if (c->outlet.len == 0 && field && !take_outlet(c, field->text, err))
        return false;
    size_t start, end;
    struct candidate tag;
    if (c->outlet.len == 0) {
        if (!make_candidate(c, facts->title_tag, &tag, err))
            return false;
        if (last_separator(tag.text, tag.text.len, &start, &end)) {
            struct candidate tail;
            if (!make_candidate(c, slice_sub(tag.text, end, tag.text.len), &tail, err))
                return false;
            if (tail.key.len && is_site(c, tail.key) && !take_outlet(c, tail.text, err))
                return false;
        }
    }
    if (c->outlet.len == 0 && !take_outlet(c, copyright_holder(facts->copyright), err))
        return false;
    return c->outlet.len || take_outlet(c, host, err);
}
