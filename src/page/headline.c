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

/* The other places that say a title, best first. */
enum { OTHER_JSONLD, OTHER_FIELD, OTHER_TAG, OTHERS };

/* What the other places say, as written and without the site's name. */
struct titles {
    struct candidate whole[OTHERS];
    struct candidate bare[OTHERS];
    bool has_fields; /* JSON-LD or a field says a title */
};

/* Of 100: a heading that shares fewer words with the other titles is another text's. */
#define HEADING_SHARED_MIN 40
/* Likewise for the page's only heading when it stands in boilerplate. */
#define HEADING_ALONE_SHARED_MIN 50
#define HEADING_WORDS_MIN 3
#define HEADING_AGREES 100
#define HEADING_EQUALS 110
/* Letters of a word that counts when titles are compared. */
#define SHARED_WORD_BYTES_MIN 3
/* Keys of fewer bytes agree with too much. */
#define AGREE_BYTES_MIN 8
/* JSON-LD headlines of more bytes may be cut: Google asks for 110 at most. */
#define HEADLINE_CUT_BYTES_MIN 80
/* The site's name in a title tag is no longer than this. */
#define SITE_WORDS_MAX 5

struct chooser {
    const struct metadata_words *words;
    const struct page_facts *facts;
    struct arena *scratch;
    struct slice host_key; /* "bbc co uk" */
    struct slice slug_key; /* "world 2016 12 talks end in alanya": the URL's path */
    struct slice outlet;
    struct slice outlet_key;
};

static bool choose_outlet(struct chooser *c, struct slice url, struct err *err);
static bool make_candidate(struct chooser *c, struct slice raw, struct candidate *ret,
                           struct err *err);
static bool read_titles(struct chooser *c, struct titles *titles, struct err *err);
static bool choose_heading(struct chooser *c, const struct titles *titles,
                           struct candidate *ret_chosen, uint32_t *ret_node, struct err *err);
static void prefer_agreed(const struct chooser *c, const struct titles *titles,
                          struct candidate *chosen);
static bool is_site(const struct chooser *c, struct slice key);
static bool strip_site(struct chooser *c, struct candidate *title, struct err *err);

bool headline_choose(const struct metadata_words *words, const struct page_facts *facts,
                     struct slice url, struct arena *scratch, struct headline *ret_headline,
                     struct err *err)
{
    struct chooser c = {.words = words, .facts = facts, .scratch = scratch};
    struct candidate chosen = {0};
    struct titles titles;
    uint32_t node = 0;
    struct slice path = url_path(url);
    path = slice_sub(path, 0, slice_find_byte(path, '?', 0));
    if (!clean_key(path, scratch, &c.slug_key))
        return arena_fail(scratch, err);
    if (!choose_outlet(&c, url, err) || !read_titles(&c, &titles, err) ||
        !choose_heading(&c, &titles, &chosen, &node, err))
        return false;
    if (chosen.key.len)
        prefer_agreed(&c, &titles, &chosen);
    for (size_t i = 0; i < OTHERS && chosen.text.len == 0; i++)
        chosen = titles.bare[i];
    *ret_headline = (struct headline){chosen.text, c.outlet, node};
    return true;
}

/* ---- comparing ---- */

/* Title keys agree when one starts or ends with the other: what is left is the site's or a
 * subtitle. */
static bool agree(struct slice heading, struct slice other)
{
    struct slice shorter = heading.len < other.len ? heading : other;
    struct slice longer = heading.len < other.len ? other : heading;
    return shorter.len >= AGREE_BYTES_MIN &&
           (slice_starts(longer, shorter) || slice_ends(longer, shorter));
}

static unsigned count_words(struct slice key)
{
    unsigned words = key.len != 0;
    for (size_t i = 0; i < key.len; i++)
        words += key.ptr[i] == ' ';
    return words;
}

/* Of 100: the share of the heading's longer words that the other titles have too. */
static unsigned words_shared(struct slice heading, const struct candidate *others, size_t count)
{
    struct slice rest = heading, word;
    unsigned words = 0, shared = 0;
    while (slice_next_field(&rest, ' ', &word)) {
        bool found = false;
        if (word.len < SHARED_WORD_BYTES_MIN)
            continue;
        for (size_t i = 0; i < count && !found; i++)
            found = slice_find(others[i].key, word, 0) != SIZE_MAX;
        words++;
        shared += found;
    }
    return words ? shared * 100 / words : 0;
}

static bool key_has_word(struct slice key, struct slice word)
{
    struct slice rest = key, other;
    while (slice_next_field(&rest, ' ', &other)) {
        if (slice_equal(other, word))
            return true;
    }
    return false;
}

/* Of 1000: the share of the title's words that stand in the URL's path. */
static unsigned slug_share(const struct chooser *c, struct slice key)
{
    struct slice rest = key, word;
    unsigned words = 0, shared = 0;
    while (slice_next_field(&rest, ' ', &word)) {
        words++;
        shared += key_has_word(c->slug_key, word);
    }
    return words ? shared * 1000 / words : 0;
}

/* ---- the title ---- */

static bool read_titles(struct chooser *c, struct titles *titles, struct err *err)
{
    const struct field_note *field = field_note_best(&c->facts->titles);
    const struct slice raw[OTHERS] = {c->facts->jsonld.headline, field ? field->text : SLICE_EMPTY,
                                      c->facts->title_tag};
    for (size_t i = 0; i < OTHERS; i++) {
        if (!make_candidate(c, raw[i], &titles->whole[i], err))
            return false;
        titles->bare[i] = titles->whole[i];
        if (!strip_site(c, &titles->bare[i], err))
            return false;
    }
    titles->has_fields = titles->whole[OTHER_JSONLD].key.len || titles->whole[OTHER_FIELD].key.len;
    /* A headline that was cut for search engines is whole in another place. */
    struct candidate *headline = &titles->bare[OTHER_JSONLD];
    for (size_t i = OTHER_FIELD; i < OTHERS; i++) {
        if (headline->key.len >= HEADLINE_CUT_BYTES_MIN &&
            slice_starts(titles->bare[i].key, headline->key))
            *headline = titles->bare[i];
    }
    return true;
}

/* "Data Blog" where the tag is "Data Blog: Small Models" and a field says "Small Models". */
static bool is_rest_of_tag(const struct titles *titles, struct slice key)
{
    struct slice tag = titles->whole[OTHER_TAG].key;
    if (key.len + AGREE_BYTES_MIN >= tag.len)
        return false;
    struct slice rest = slice_starts(tag, key) ? slice_sub(tag, key.len, tag.len)
                        : slice_ends(tag, key) ? slice_sub(tag, 0, tag.len - key.len)
                                               : SLICE_EMPTY;
    rest = slice_trim(rest);
    return rest.len && (slice_equal(rest, titles->bare[OTHER_JSONLD].key) ||
                        slice_equal(rest, titles->bare[OTHER_FIELD].key));
}

/* How well the other titles confirm a heading. */
static unsigned score_heading(const struct chooser *c, const struct titles *titles,
                              struct slice heading, uint32_t trust)
{
    bool long_enough = count_words(heading) >= HEADING_WORDS_MIN;
    unsigned score = long_enough ? words_shared(heading, titles->whole, OTHERS) : 0;
    /* Where no field says a title, a heading of the article itself is better than the tag. */
    if (!titles->has_fields && score < HEADING_SHARED_MIN && long_enough)
        score = HEADING_SHARED_MIN;
    /* What only the title tag confirms may be the site's name. */
    bool like_fields = words_shared(heading, titles->whole, OTHER_TAG) >= HEADING_SHARED_MIN;
    for (size_t i = 0; i < OTHERS; i++) {
        struct slice whole = titles->whole[i].key, bare = titles->bare[i].key;
        bool equal = slice_equal(heading, whole) || slice_equal(heading, bare);
        unsigned agreed = equal                                           ? HEADING_EQUALS
                          : agree(heading, whole) || agree(heading, bare) ? HEADING_AGREES
                                                                          : 0;
        if (i == OTHER_TAG && titles->has_fields && !like_fields)
            agreed = 0;
        score = agreed > score ? agreed : score;
    }
    bool alone = c->facts->headings.count == 1 && score >= HEADING_ALONE_SHARED_MIN;
    return trust > 1 && score < HEADING_AGREES && !alone ? 0 : score;
}

/* The heading that the other titles confirm, or that is the only one with their words. */
static bool choose_heading(struct chooser *c, const struct titles *titles,
                           struct candidate *ret_chosen, uint32_t *ret_node, struct err *err)
{
    unsigned best = 0;
    for (uint32_t i = 0; i < c->facts->headings.count; i++) {
        const struct field_note *note = &c->facts->headings.items[i];
        struct candidate heading;
        if (!make_candidate(c, note->text, &heading, err))
            return false;
        if (heading.key.len == 0 || is_site(c, heading.key) ||
            is_rest_of_tag(titles, heading.key) ||
            words_have(c->words, WORD_NO_TITLE, heading.text, NULL) ||
            !strip_site(c, &heading, err))
            continue;
        unsigned score = score_heading(c, titles, heading.key, note->trust);
        if (score > best && score >= HEADING_SHARED_MIN) {
            best = score;
            *ret_chosen = heading;
            *ret_node = note->node;
        }
    }
    return true;
}

/* Puts the title that tag and field agree on in the place of a heading that no other place repeats,
 * where its words lie closer to the URL's path: that is made from the title the author gave. On
 * pages with JSON-LD this did not help. */
static void prefer_agreed(const struct chooser *c, const struct titles *titles,
                          struct candidate *chosen)
{
    const struct candidate *tag = &titles->bare[OTHER_TAG];
    if (titles->whole[OTHER_JSONLD].key.len == 0 && count_words(tag->key) >= HEADING_WORDS_MIN &&
        slice_equal(tag->key, titles->bare[OTHER_FIELD].key) && !agree(chosen->key, tag->key) &&
        slug_share(c, tag->key) > slug_share(c, chosen->key))
        *chosen = *tag;
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

/* True when all words of key stand in the host's letters: "Rust Blog" on blog.rust-lang.org. */
static bool host_has_words(const struct chooser *c, struct slice key)
{
    struct slice rest = key, word;
    size_t bytes = 0;
    while (slice_next_field(&rest, ' ', &word)) {
        if (word.len < 3)
            continue;
        if (slice_find(c->host_key, word, 0) == SIZE_MAX)
            return false;
        bytes += word.len;
    }
    return bytes >= 4;
}

/* True when the piece of a title is the site's name: the outlet's, or the host's words. */
static bool is_site(const struct chooser *c, struct slice key)
{
    if (key.len == 0)
        return true;
    if (c->outlet_key.len && slice_equal(key, c->outlet_key))
        return true;
    if (count_words(key) > SITE_WORDS_MAX)
        return false;
    if (c->outlet_key.len >= 4 &&
        (slice_starts(key, c->outlet_key) || (key.len >= 4 && slice_starts(c->outlet_key, key))))
        return true;
    /* "The Daily Star" on thedailystar.net: compare without the spaces. */
    size_t matched = 0;
    for (size_t i = 0; i < key.len && matched != SIZE_MAX; i++) {
        if (key.ptr[i] == ' ')
            continue;
        bool same = matched < c->host_key.len && c->host_key.ptr[matched] == key.ptr[i];
        matched = same ? matched + 1 : SIZE_MAX;
    }
    return (matched != SIZE_MAX && matched >= 3) || host_has_words(c, key);
}

/* Takes the site's name off a title's end or start. After "|" and its kind stands nothing else, so
 * a short piece goes there even if nothing tells that it is the site's. */
static bool strip_site(struct chooser *c, struct candidate *title, struct err *err)
{
    size_t start, end;
    for (unsigned times = 0; times < 3; times++) {
        if (!last_separator(title->text, title->text.len, &start, &end))
            return true;
        char mark = title->text.ptr[start + 1];
        bool bar = mark == '|' || slice_starts(slice_sub(title->text, start, end), SLICE(" »")) ||
                   slice_starts(slice_sub(title->text, start, end), SLICE(" ::"));
        struct candidate head, tail;
        if (!make_candidate(c, slice_sub(title->text, 0, start), &head, err) ||
            !make_candidate(c, slice_sub(title->text, end, title->text.len), &tail, err))
            return false;
        if (head.key.len == 0 || tail.key.len == 0)
            return true;
        bool last_short = bar && count_words(tail.key) <= SITE_WORDS_MAX &&
                          count_words(head.key) > count_words(tail.key);
        if (is_site(c, tail.key) || last_short)
            *title = head;
        else if (is_site(c, head.key))
            *title = tail;
        else
            return true;
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
struct slice copyright_holder(struct slice line)
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
