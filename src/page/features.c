/*
 * features.c - fills the classifier's matrix, one group of features after another.
 *
 *   in    blocks
 *   out   numbers for each block, and the facts behind them
 *
 * The groups: the block's own text (with its words' scores), what stands above it in the tree,
 * sums over the page, blocks like it, its place, its neighbours.
 */
#include "page/features.h"

#include <string.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/json_read.h"
#include "base/map.h"
#include "base/vector.h"

#define SCORED_WORDS_MAX 60 /* words of a block that are scored */
#define GOOD_WORDS_MIN 12   /* running text: this long, few links, some function words */
#define DISTANCE_MAX 200    /* in blocks; farther is as far */
#define LD_BYTES_MAX ((size_t)1 << 20)

/* What is known of one node's class, id and role. */
struct node_facts {
    bool done;
    uint32_t hints; /* bits of enum hint_group */
    float score;
};

struct computation {
    const struct feature_sources *sources;
    const struct lexicon *lexicon;
    const struct blocks *blocks;
    const struct html *html;
    const struct feature_trace *trace;
    struct arena *scratch;
    float *matrix;
    struct block_facts *facts;
    struct node_facts *nodes; /* [html->node_count] */
    struct word *words;       /* all words of all blocks */
    uint32_t *word_start;     /* [count + 1] into words */
    uint32_t *words_before, *good_before, *links_before, *closed_before, *like;
    double *text_before; /* trained scores of the blocks before */
    uint32_t (*levels)[FEATURE_LEVELS][2];
    float *title_share;
    struct slice titles[3]; /* given, og:title, <title> */
    struct slice description;
    struct hash_set ld_body;
};

static bool allocate(struct computation *c, struct err *err);
static bool split_words(struct computation *c, struct err *err);
static bool read_head(struct computation *c, struct err *err);
static void own_text(struct computation *c, uint32_t i);
static void word_scores(struct computation *c, uint32_t i);
static void above(struct computation *c, uint32_t i);
static void page_sums(struct computation *c);
static void levels(struct computation *c, uint32_t i);
static bool likeness(struct computation *c, struct err *err);
static bool copies(struct computation *c, struct err *err);
static bool title_words(struct computation *c, struct err *err);
static void place(struct computation *c);
static void roots(struct computation *c);
static void headings(struct computation *c);
static void neighbours(struct computation *c, uint32_t i);
static void windows(struct computation *c, uint32_t i);

static float *row(const struct computation *c, uint32_t i)
{
    return c->matrix + (size_t)i * FEATURE_COUNT;
}

static float ratio(double part, double whole)
{
    return whole > 0 ? (float)(part / whole) : 0;
}

bool features_compute(const struct feature_sources *sources, const struct blocks *blocks,
                      struct arena *scratch, float *ret_matrix, struct block_facts *ret_facts,
                      const struct feature_trace *trace, struct err *err)
{
    static const struct feature_trace no_trace = {0};
    struct computation c = {.sources = sources,
                            .lexicon = sources->lexicon,
                            .blocks = blocks,
                            .html = blocks->html,
                            .trace = trace ? trace : &no_trace,
                            .scratch = scratch,
                            .matrix = ret_matrix,
                            .facts = ret_facts,
                            .titles = {sources->title}};
    if (!allocate(&c, err) || !split_words(&c, err) || !read_head(&c, err))
        return false;
    for (uint32_t i = 0; i < blocks->count; i++) {
        own_text(&c, i);
        word_scores(&c, i);
    }
    page_sums(&c);
    for (uint32_t i = 0; i < blocks->count && c.html; i++) {
        above(&c, i);
        levels(&c, i);
    }
    if (!likeness(&c, err) || !copies(&c, err) || !title_words(&c, err))
        return false;
    place(&c);
    if (c.html)
        roots(&c);
    headings(&c);
    for (uint32_t i = 0; i < blocks->count; i++) {
        neighbours(&c, i);
        windows(&c, i);
    }
    return true;
}

static bool allocate(struct computation *c, struct err *err)
{
    size_t n = c->blocks->count;
    c->words_before = arena_array(c->scratch, uint32_t, n + 1);
    c->good_before = arena_array(c->scratch, uint32_t, n + 1);
    c->links_before = arena_array(c->scratch, uint32_t, n + 1);
    c->closed_before = arena_array(c->scratch, uint32_t, n + 1);
    c->text_before = arena_array(c->scratch, double, n + 1);
    c->like = arena_array(c->scratch, uint32_t, n);
    c->title_share = arena_array(c->scratch, float, n);
    c->levels = arena_alloc_array(c->scratch, n, sizeof(*c->levels), _Alignof(uint32_t));
    c->nodes = arena_array(c->scratch, struct node_facts, c->html ? c->html->node_count : 0);
    if (!c->words_before || !c->good_before || !c->links_before || !c->closed_before ||
        !c->text_before || !c->like || !c->title_share || !c->levels || !c->nodes)
        return arena_fail(c->scratch, err);
    memset(c->matrix, 0, n * FEATURE_COUNT * sizeof(float));
    *c->facts = (struct block_facts){.blocks = c->blocks,
                                     .words_before = c->words_before,
                                     .good_before = c->good_before,
                                     .like = c->like,
                                     .levels = (const uint32_t(*)[FEATURE_LEVELS][2])c->levels,
                                     .title_share = c->title_share,
                                     .headline = UINT32_MAX};
    return true;
}

static bool split_words(struct computation *c, struct err *err)
{
    size_t bytes = 0, most = 0;
    for (uint32_t i = 0; i < c->blocks->count; i++) {
        bytes += c->blocks->items[i].text.len + 1;
        most += (c->blocks->items[i].text.len + 1) / 2; /* a word and what parts it: two bytes */
    }
    char *buffer = arena_alloc(c->scratch, bytes, 1);
    c->words = arena_array(c->scratch, struct word, most);
    c->word_start = arena_array(c->scratch, uint32_t, (size_t)c->blocks->count + 1);
    if (!buffer || !c->words || !c->word_start)
        return arena_fail(c->scratch, err);
    uint32_t count = 0;
    for (uint32_t i = 0; i < c->blocks->count; i++) {
        struct slice text = c->blocks->items[i].text;
        c->word_start[i] = count;
        count += lexicon_words(text, buffer, c->words + count, (uint32_t)(text.len + 1) / 2);
        buffer += text.len + 1;
    }
    c->word_start[c->blocks->count] = count;
    c->facts->words = c->words;
    c->facts->word_start = c->word_start;
    return true;
}

/* ---- the block's own text ---- */

static enum end_mark end_mark(struct slice s)
{
    if (slice_ends(s, SLICE("...")) || slice_ends(s, SLICE("\u2026")))
        return END_ELLIPSIS;
    switch (s.ptr[s.len - 1]) {
    case '.':
        return END_PERIOD;
    case '?':
    case '!':
        return END_QUESTION;
    case ':':
        return END_COLON;
    case '"':
    case '\'':
    case ')':
        return END_QUOTE;
    case ',':
    case ';':
        return END_COMMA;
    default:
        return slice_ends(s, SLICE("\u201d")) || slice_ends(s, SLICE("\u2019")) ? END_QUOTE
                                                                                : END_NONE;
    }
}

static int start_class(struct slice s)
{
    char c = s.ptr[0];
    if (ascii_is_lower(c))
        return 1;
    if (ascii_is_upper(c))
        return 2;
    if (ascii_is_digit(c))
        return 3;
    if (c == '"' || slice_starts(s, SLICE("\u201c")))
        return 4;
    return c & 0x80 ? 5 : 6;
}

struct characters {
    unsigned upper, caps, digits, sentences, commas, quotes, symbols, addresses, years, starts;
};

static bool is_year(struct slice s, size_t at)
{
    return at + 4 <= s.len &&
           (slice_starts(slice_sub(s, at, s.len), SLICE("19")) ||
            slice_starts(slice_sub(s, at, s.len), SLICE("20"))) &&
           ascii_is_digit(s.ptr[at + 2]) && ascii_is_digit(s.ptr[at + 3]) &&
           (at + 4 == s.len || !ascii_is_digit(s.ptr[at + 4])) &&
           (at == 0 || !ascii_is_digit(s.ptr[at - 1]));
}

static struct characters count_characters(struct slice s)
{
    struct characters n = {0};
    for (size_t at = 0; at < s.len; at++) {
        char c = s.ptr[at], next = at + 1 < s.len ? s.ptr[at + 1] : ' ';
        bool starts = at == 0 || s.ptr[at - 1] == ' ';
        n.starts += starts;
        n.upper += starts && ascii_is_upper(c);
        n.caps += starts && ascii_is_upper(c) && ascii_is_upper(next);
        n.digits += ascii_is_digit(c);
        n.sentences += (c == '.' || c == '?' || c == '!') && (next == ' ' || next == '"');
        n.commas += c == ',';
        n.quotes += c == '"' || (c == '\x9c' && at >= 2 && s.ptr[at - 1] == '\x80');
        n.symbols += c == '|' || c == '>' || c == '/' || c == '#' || c == '*' || c == '+' ||
                     c == '$' ||
                     (c == '\xc2' && (next == '\xa9' || next == '\xbb' || next == '\xb7')) ||
                     (c == '\xe2' && next == '\x80' && at + 2 < s.len && s.ptr[at + 2] == '\xa2');
        n.addresses += c == '@' || (c == ':' && next == '/') || (c == 'w' && next == 'w');
        n.years += (c == '1' || c == '2') && is_year(s, at);
    }
    return n;
}

static void own_text(struct computation *c, uint32_t i)
{
    const struct block *b = &c->blocks->items[i];
    struct characters n = count_characters(b->text);
    uint32_t stops = 0, words = c->word_start[i + 1] - c->word_start[i];
    for (uint32_t w = c->word_start[i]; w < c->word_start[i + 1]; w++)
        stops += hash_set_has(&c->lexicon->stopwords, c->words[w].hash);
    float *f = row(c, i);
    f[FEATURE_WORDS] = (float)b->words;
    f[FEATURE_BYTES] = (float)b->text.len;
    f[FEATURE_LINK_RATIO] = ratio(b->link_words, b->words);
    f[FEATURE_LINKS] = (float)b->links;
    f[FEATURE_STRONG_RATIO] = ratio(b->strong_words, b->words);
    f[FEATURE_EM_RATIO] = ratio(b->em_words, b->words);
    f[FEATURE_KIND] = b->kind;
    f[FEATURE_HEADING_LEVEL] = b->heading_level;
    f[FEATURE_FLAGS] = b->flags;
    f[FEATURE_IMAGES_BEFORE] = (float)b->images_before;
    f[FEATURE_EMPTY_LINES] = (float)b->empty_lines;
    f[FEATURE_WORD_BYTES] = ratio((double)b->text.len, n.starts);
    f[FEATURE_UPPER_RATIO] = ratio(n.upper, n.starts);
    f[FEATURE_CAPS_RATIO] = ratio(n.caps, n.starts);
    f[FEATURE_DIGIT_RATIO] = ratio(n.digits, (double)b->text.len);
    f[FEATURE_STOP_RATIO] = ratio(stops, words);
    f[FEATURE_SENTENCES] = (float)n.sentences;
    f[FEATURE_END_MARK] = (float)end_mark(b->text);
    f[FEATURE_COMMAS] = ratio(n.commas, words);
    f[FEATURE_QUOTES] = (float)n.quotes;
    f[FEATURE_START_CLASS] = (float)start_class(b->text);
    f[FEATURE_SYMBOLS] = (float)n.symbols;
    f[FEATURE_ADDRESS] = (float)n.addresses;
    f[FEATURE_YEAR] = (float)n.years;
    f[FEATURE_CREDIT] = (float)lexicon_credit(c->lexicon, b->text);
    f[FEATURE_TAG] = c->html ? (float)c->html->nodes[b->node].tag : 0;
}

/* Mean, minimum, maximum and sum of the scores of words and pairs of neighbouring words. */
static void word_scores(struct computation *c, uint32_t i)
{
    const struct word *words = c->words + c->word_start[i];
    uint32_t count = c->word_start[i + 1] - c->word_start[i];
    float *f = row(c, i);
    uint8_t matches[PHRASE_COUNT];
    lexicon_phrases(c->lexicon, words, count, matches);
    for (uint32_t g = 0; g < PHRASE_COUNT; g++)
        f[FEATURE_PHRASE_ + g] = matches[g];
    uint32_t scored = count < SCORED_WORDS_MAX ? count : SCORED_WORDS_MAX, n = 0;
    double sum = 0, low = 0, high = 0;
    for (uint32_t w = 0; w < scored; w++) {
        uint32_t hashes[2] = {words[w].hash,
                              w > 0 ? lexicon_hash_pair(words[w - 1].hash, words[w].hash) : 0};
        for (uint32_t k = 0; k < 2 && hashes[k] != 0; k++) {
            double score = (double)score_get(c->sources->word_scores, hashes[k]);
            if (c->trace->word)
                c->trace->word(c->trace->user, i, hashes[k], n < 3);
            sum += score;
            low = score < low ? score : low;
            high = score > high ? score : high;
            if (++n == 3) /* the first two words and their pair */
                f[FEATURE_TEXT_FIRST] = (float)sum;
        }
    }
    if (n < 3)
        f[FEATURE_TEXT_FIRST] = (float)sum;
    f[FEATURE_TEXT_MEAN] = ratio(sum, n);
    f[FEATURE_TEXT_SUM] = (float)sum;
    f[FEATURE_TEXT_MIN] = (float)low;
    f[FEATURE_TEXT_MAX] = (float)high;
}

/* ---- what stands above ---- */

struct part_visit {
    struct computation *c;
    uint32_t node;
};

static void visit_part(void *user, struct slice part, bool is_whole)
{
    struct part_visit *v = user;
    struct node_facts *facts = &v->c->nodes[v->node];
    uint32_t hash = lexicon_hash(part);
    if (is_whole)
        hash = lexicon_hash_pair(hash, 1);
    const uint32_t *hints = NULL;
    if (!is_whole && hash_set_has(&v->c->lexicon->hint_parts, hash))
        hints = map_get(&v->c->lexicon->hints, part);
    facts->hints |= hints ? *hints : 0;
    facts->score += score_get(v->c->sources->class_scores, hash);
    if (v->c->trace->part)
        v->c->trace->part(v->c->trace->user, v->node, hash);
}

static bool names_role(struct slice attribute)
{
    return slice_equal(attribute, SLICE("class")) || slice_equal(attribute, SLICE("id")) ||
           slice_equal(attribute, SLICE("role")) || slice_equal(attribute, SLICE("itemprop")) ||
           slice_equal(attribute, SLICE("data-testid")) ||
           slice_equal(attribute, SLICE("data-component")) ||
           slice_equal(attribute, SLICE("data-type")) ||
           slice_equal(attribute, SLICE("data-module")) ||
           slice_equal(attribute, SLICE("aria-label"));
}

static const struct node_facts *facts_of(struct computation *c, uint32_t node)
{
    struct node_facts *facts = &c->nodes[node];
    if (facts->done)
        return facts;
    facts->done = true;
    const struct html_node *n = &c->html->nodes[node];
    for (uint32_t i = 0; i < n->attribute_count; i++) {
        const struct html_attribute *a = &c->html->attributes[n->first_attribute + i];
        if (names_role(a->name) && n->tag != HTML_TAG_HTML && n->tag != HTML_TAG_BODY)
            lexicon_parts(a->value, visit_part, &(struct part_visit){c, node});
    }
    return facts;
}

static uint32_t ancestor_number(enum html_tag tag)
{
    static const enum html_tag tags[FEATURE_ANCESTORS] = {
        HTML_TAG_ARTICLE, HTML_TAG_MAIN,       HTML_TAG_ASIDE,   HTML_TAG_NAV,
        HTML_TAG_FOOTER,  HTML_TAG_HEADER,     HTML_TAG_SECTION, HTML_TAG_FORM,
        HTML_TAG_FIGURE,  HTML_TAG_BLOCKQUOTE, HTML_TAG_TABLE,   HTML_TAG_UL,
        HTML_TAG_OL,      HTML_TAG_A,          HTML_TAG_P,       HTML_TAG_LI};
    uint32_t i = 0;
    while (i < FEATURE_ANCESTORS && tags[i] != tag)
        i++;
    return i;
}

struct climb {
    float *f;
    uint32_t hints; /* already met */
    uint32_t level;
    uint32_t blocks; /* that the current level holds */
    float scores[FEATURE_LEVELS];
    double low, high, sum, near;
};

static void climb_node(struct computation *c, struct climb *up, uint32_t node)
{
    const struct node_facts *facts = facts_of(c, node);
    float level = up->level < 14 ? (float)up->level : 14;
    for (uint32_t fresh = facts->hints & ~up->hints, g = 0; fresh != 0; fresh >>= 1, g++) {
        if (fresh & 1)
            up->f[FEATURE_HINT_ + g] = level;
    }
    up->hints |= facts->hints;
    uint32_t number = ancestor_number(c->html->nodes[node].tag);
    if (number < FEATURE_ANCESTORS && up->f[FEATURE_ABOVE_ + number] >= FEATURE_LEVEL_NONE)
        up->f[FEATURE_ABOVE_ + number] = level;
    double score = (double)facts->score;
    if (up->level < FEATURE_LEVELS)
        up->scores[up->level] += facts->score;
    up->low = score < up->low ? score : up->low;
    up->high = score > up->high ? score : up->high;
    up->sum += score;
    if (up->near > -1e-6 && up->near < 1e-6)
        up->near = score;
}

static void above(struct computation *c, uint32_t i)
{
    struct climb up = {.f = row(c, i), .blocks = 1};
    for (uint32_t g = 0; g < HINT_COUNT; g++)
        up.f[FEATURE_HINT_ + g] = FEATURE_LEVEL_NONE;
    for (uint32_t t = 0; t < FEATURE_ANCESTORS; t++)
        up.f[FEATURE_ABOVE_ + t] = FEATURE_LEVEL_NONE;
    uint32_t node = c->html->nodes[c->blocks->items[i].first_node].parent;
    for (; node != HTML_NODE_NONE && node != 0; node = c->html->nodes[node].parent) {
        uint32_t first = c->blocks->before[node];
        uint32_t last = c->blocks->before[c->html->nodes[node].end];
        if (last - first > up.blocks) {
            up.blocks = last - first;
            up.level++;
            if (up.level <= FEATURE_LEVELS) {
                c->levels[i][up.level - 1][0] = first;
                c->levels[i][up.level - 1][1] = last;
                up.f[FEATURE_LEVEL_ + (up.level - 1) * FEATURE_LEVEL_ITEMS] =
                    (float)c->html->nodes[node].tag;
            }
        }
        climb_node(c, &up, node);
        if (c->trace->above)
            c->trace->above(c->trace->user, i, node, up.level);
    }
    up.f[FEATURE_LEVELS_ABOVE] = (float)up.level;
    memcpy(&up.f[FEATURE_CLASS_], up.scores, sizeof(up.scores));
    up.f[FEATURE_CLASS_MIN] = (float)up.low;
    up.f[FEATURE_CLASS_MAX] = (float)up.high;
    up.f[FEATURE_CLASS_SUM] = (float)up.sum;
    up.f[FEATURE_CLASS_NEAR] = (float)up.near;
}

/* ---- sums over the page ---- */

static bool is_good(const struct computation *c, uint32_t i)
{
    const struct block *b = &c->blocks->items[i];
    return b->words >= GOOD_WORDS_MIN && b->link_words * 3 < b->words &&
           row(c, i)[FEATURE_STOP_RATIO] >= 0.2f && b->kind != BLOCK_CONTROL;
}

static void page_sums(struct computation *c)
{
    uint32_t n = c->blocks->count, good_blocks = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct block *b = &c->blocks->items[i];
        bool good = is_good(c, i);
        c->words_before[i + 1] = c->words_before[i] + b->words;
        c->links_before[i + 1] = c->links_before[i] + b->link_words;
        c->good_before[i + 1] = c->good_before[i] + (good ? b->words : 0);
        bool closed = row(c, i)[FEATURE_END_MARK] >= END_PERIOD &&
                      row(c, i)[FEATURE_END_MARK] <= END_QUESTION;
        c->closed_before[i + 1] = c->closed_before[i] + closed;
        c->text_before[i + 1] = c->text_before[i] + (double)row(c, i)[FEATURE_TEXT_SUM];
        good_blocks += good;
    }
    for (uint32_t i = 0; i < n; i++) {
        float *f = row(c, i);
        f[FEATURE_PAGE_BLOCKS] = (float)n;
        f[FEATURE_PAGE_WORDS] = (float)c->words_before[n];
        f[FEATURE_PAGE_GOOD] = (float)c->good_before[n];
        f[FEATURE_PAGE_GOOD_BLOCKS] = (float)good_blocks;
        f[FEATURE_PAGE_LINK_RATIO] = ratio(c->links_before[n], c->words_before[n]);
    }
}

/* Of each level: its element (set while climbing), words, share of the page's running text, share
 * of links, words a block, the block's place in it, trained score a block, share of blocks that
 * close as sentences do. */
static void levels(struct computation *c, uint32_t i)
{
    uint32_t n = c->blocks->count;
    float *f = row(c, i);
    for (uint32_t k = 0; k < FEATURE_LEVELS; k++) {
        uint32_t first = c->levels[i][k][0], last = c->levels[i][k][1];
        if (last == 0)
            break;
        float *item = f + FEATURE_LEVEL_ + k * FEATURE_LEVEL_ITEMS;
        uint32_t words = c->words_before[last] - c->words_before[first];
        item[1] = (float)words;
        item[2] = ratio(c->good_before[last] - c->good_before[first], c->good_before[n]);
        item[3] = ratio(c->links_before[last] - c->links_before[first], words);
        item[4] = ratio(words, last - first);
        item[5] = ratio(i - first, last - first);
        item[6] = ratio(c->text_before[last] - c->text_before[first], last - first);
        item[7] = ratio(c->closed_before[last] - c->closed_before[first], last - first);
    }
}

/* ---- the page's head ---- */

static bool ld_add_shingles(struct computation *c, struct slice text, struct err *err);

/* All strings under the key "articleBody", however deep; the tree is walked with a stack. */
static bool read_ld(struct computation *c, struct slice script, struct err *err)
{
    struct json *root;
    struct err ignored;
    if (slice_find(script, SLICE("articleBody"), 0) == SIZE_MAX || script.len > LD_BYTES_MAX)
        return true;
    if (!json_parse(slice_trim(script), JSON_LENIENT, c->scratch, &root, &ignored)) {
        if (ignored.code == ERR_MEMORY) {
            *err = ignored;
            return false;
        }
        return true; /* the page's JSON is broken: one hint less */
    }
    VECTOR(const struct json *) stack = {0};
    const struct json **item = vector_push(&stack, c->scratch);
    if (!item)
        return arena_fail(c->scratch, err);
    *item = root;
    while (stack.count > 0) {
        const struct json *value = stack.items[--stack.count];
        if (value->type == JSON_STRING && slice_equal(value->key, SLICE("articleBody")) &&
            c->ld_body.capacity == 0 && !ld_add_shingles(c, value->text, err))
            return false;
        for (const struct json *child = value->child; child; child = child->next) {
            item = vector_push(&stack, c->scratch);
            if (!item)
                return arena_fail(c->scratch, err);
            *item = child;
        }
    }
    return true;
}

static bool read_head(struct computation *c, struct err *err)
{
    for (uint32_t i = 0; c->html && i < c->html->node_count; i++) {
        const struct html_node *n = &c->html->nodes[i];
        if (n->tag == HTML_TAG_TITLE && n->end == i + 2 && c->titles[2].len == 0) {
            c->titles[2] = c->html->nodes[i + 1].text;
        } else if (n->tag == HTML_TAG_META) {
            struct slice property = html_attribute(c->html, i, SLICE("property"));
            struct slice name = html_attribute(c->html, i, SLICE("name"));
            struct slice content = html_attribute(c->html, i, SLICE("content"));
            if (slice_equal(property, SLICE("og:title")))
                c->titles[1] = content;
            if (slice_equal(name, SLICE("description")) ||
                (slice_equal(property, SLICE("og:description")) && c->description.len == 0))
                c->description = content;
        } else if (n->tag == HTML_TAG_SCRIPT && !read_ld(c, n->text, err)) {
            return false;
        }
    }
    return true;
}

static bool ld_add_shingles(struct computation *c, struct slice text, struct err *err)
{
    size_t most = text.len / 2 + 1;
    char *buffer = arena_alloc(c->scratch, text.len + 1, 1);
    struct word *words = arena_array(c->scratch, struct word, most);
    if (!buffer || !words || !hash_set_init(&c->ld_body, most, c->scratch))
        return arena_fail(c->scratch, err);
    uint32_t count = lexicon_words(text, buffer, words, (uint32_t)most);
    for (uint32_t w = 0; w + SHINGLE_WORDS <= count; w++)
        hash_set_put(&c->ld_body, lexicon_shingle(words + w));
    return true;
}

/* ---- blocks like it ---- */

/* The number of blocks that stand in the same kind of element (its tag and class, its parent's tag
 * and class), and sums over them. */
struct like_sum {
    uint32_t blocks, words, link_words, good;
    double text;
};

static uint32_t element_hash(const struct html *html, uint32_t node)
{
    const struct html_node *n = &html->nodes[node];
    uint32_t name = lexicon_hash(n->name.len > 0 ? n->name : SLICE("#"));
    struct slice class = html_attribute(html, node, SLICE("class"));
    return lexicon_hash_pair(name, class.len > 0 ? lexicon_hash(class) : 1);
}

static uint32_t likeness_key(const struct computation *c, uint32_t i)
{
    const struct block *b = &c->blocks->items[i];
    if (!c->html)
        return 1;
    uint32_t parent = c->html->nodes[b->node].parent;
    uint32_t hash = element_hash(c->html, b->node);
    return parent == HTML_NODE_NONE ? hash : lexicon_hash_pair(hash, element_hash(c->html, parent));
}

static bool likeness(struct computation *c, struct err *err)
{
    uint32_t n = c->blocks->count, kinds = 0;
    struct map numbers;
    map_init(&numbers, c->scratch);
    uint32_t *keys = arena_array(c->scratch, uint32_t, n);
    struct like_sum *sums = arena_array(c->scratch, struct like_sum, n);
    if (!keys || !sums)
        return arena_fail(c->scratch, err);
    for (uint32_t i = 0; i < n; i++) {
        const struct block *b = &c->blocks->items[i];
        keys[i] = likeness_key(c, i);
        struct slice key = {(const char *)&keys[i], sizeof(keys[i])};
        const uint32_t *number = map_get(&numbers, key);
        c->like[i] = number ? *number : kinds;
        if (!number && !map_put(&numbers, key, kinds++))
            return arena_fail(c->scratch, err);
        struct like_sum *sum = &sums[c->like[i]];
        sum->blocks++;
        sum->words += b->words;
        sum->link_words += b->link_words;
        sum->good += c->good_before[i + 1] - c->good_before[i];
        sum->text += (double)row(c, i)[FEATURE_TEXT_SUM];
    }
    c->facts->like_count = kinds;
    for (uint32_t i = 0; i < n; i++) {
        const struct like_sum *sum = &sums[c->like[i]];
        float *f = row(c, i);
        f[FEATURE_LIKE_BLOCKS] = (float)sum->blocks;
        f[FEATURE_LIKE_WORDS] = (float)sum->words;
        f[FEATURE_LIKE_MEAN] = ratio(sum->words, sum->blocks);
        f[FEATURE_LIKE_LINKS] = ratio(sum->link_words, sum->words);
        f[FEATURE_LIKE_GOOD] = ratio(sum->good, c->good_before[n]);
        f[FEATURE_LIKE_TEXT] = ratio(sum->text, sum->blocks);
    }
    return true;
}

/* How often the block's whole text stands on the page, and how much of it stood there before. */
static bool copies(struct computation *c, struct err *err)
{
    uint32_t n = c->blocks->count;
    struct map seen;
    struct hash_set shingles;
    map_init(&seen, c->scratch);
    uint32_t *first = arena_array(c->scratch, uint32_t, n); /* block with the same text */
    uint32_t *times = arena_array(c->scratch, uint32_t, n);
    if (!first || !times || !hash_set_init(&shingles, c->word_start[n], c->scratch))
        return arena_fail(c->scratch, err);
    for (uint32_t i = 0; i < n; i++) {
        float *f = row(c, i);
        const uint32_t *known = map_get(&seen, c->blocks->items[i].text);
        first[i] = known ? *known : i;
        f[FEATURE_COPY_INDEX] = (float)times[first[i]]++;
        if (!known && !map_put(&seen, c->blocks->items[i].text, i))
            return arena_fail(c->scratch, err);
        uint32_t old = 0, in_ld = 0, total = 0;
        for (uint32_t w = c->word_start[i]; w + SHINGLE_WORDS <= c->word_start[i + 1]; w++) {
            uint32_t hash = lexicon_shingle(c->words + w);
            total++;
            old += hash_set_put(&shingles, hash);
            in_ld += hash_set_has(&c->ld_body, hash);
        }
        f[FEATURE_SEEN_SHARE] = ratio(old, total);
        f[FEATURE_LD_SHARE] = ratio(in_ld, total);
        f[FEATURE_LD_BODY] = c->ld_body.capacity > 0;
    }
    for (uint32_t i = 0; i < n; i++)
        row(c, i)[FEATURE_COPIES] = (float)times[first[i]];
    return true;
}

/* ---- title and place ---- */

/* The words of one title as a set, and how many they are. */
static bool word_set(struct computation *c, struct slice text, struct hash_set *ret_set,
                     uint32_t *ret_count, struct err *err)
{
    size_t most = text.len / 2 + 1;
    char *buffer = arena_alloc(c->scratch, text.len + 1, 1);
    struct word *words = arena_array(c->scratch, struct word, most);
    if (!buffer || !words || !hash_set_init(ret_set, most, c->scratch))
        return arena_fail(c->scratch, err);
    *ret_count = 0;
    uint32_t count = lexicon_words(text, buffer, words, (uint32_t)most);
    for (uint32_t w = 0; w < count; w++)
        *ret_count += !hash_set_put(ret_set, words[w].hash);
    return true;
}

static uint32_t words_in_set(const struct computation *c, uint32_t i, const struct hash_set *set)
{
    uint32_t hits = 0;
    for (uint32_t w = c->word_start[i]; w < c->word_start[i + 1]; w++)
        hits += hash_set_has(set, c->words[w].hash);
    return hits;
}

static bool title_words(struct computation *c, struct err *err)
{
    for (uint32_t t = 0; t < 4; t++) {
        struct slice text = t < 3 ? c->titles[t] : c->description;
        struct hash_set set = {0};
        uint32_t size = 0;
        if (text.len == 0)
            continue;
        if (!word_set(c, slice_sub(text, 0, 2000), &set, &size, err))
            return false;
        for (uint32_t i = 0; i < c->blocks->count; i++) {
            float *f = row(c, i);
            uint32_t words = c->word_start[i + 1] - c->word_start[i];
            uint32_t hits = words_in_set(c, i, &set);
            float share = ratio(hits, words), cover = ratio(hits, size);
            if (t == 3) {
                f[FEATURE_DESCRIPTION_SHARE] = words >= 5 ? share : 0;
            } else if (share * cover > f[FEATURE_TITLE_SHARE] * f[FEATURE_TITLE_COVER]) {
                f[FEATURE_TITLE_SHARE] = share;
                f[FEATURE_TITLE_COVER] = cover < 2 ? cover : 2;
                c->title_share[i] = share * (cover < 1 ? cover : 1);
            }
        }
    }
    return true;
}

/* The block that says the title best, headings first; else the first h1. */
static uint32_t find_headline(const struct computation *c)
{
    uint32_t best = UINT32_MAX, first_h1 = UINT32_MAX;
    float most = 0;
    for (uint32_t i = 0; i < c->blocks->count; i++) {
        const struct block *b = &c->blocks->items[i];
        float value = c->title_share[i] + (b->heading_level == 1 ? 0.5f : 0) +
                      (b->kind == BLOCK_HEADING ? 0.1f : 0) - (b->link_words > 0 ? 0.3f : 0);
        if (c->title_share[i] >= 0.6f && value > most) {
            most = value;
            best = i;
        }
        if (b->heading_level == 1 && first_h1 == UINT32_MAX)
            first_h1 = i;
    }
    return best != UINT32_MAX ? best : first_h1;
}

static void place(struct computation *c)
{
    uint32_t n = c->blocks->count, headline = find_headline(c);
    c->facts->headline = headline;
    uint32_t from = headline == UINT32_MAX ? 0 : headline;
    for (uint32_t i = 0; i < n; i++) {
        float *f = row(c, i);
        double since = (double)i - from;
        f[FEATURE_INDEX] = (float)i;
        f[FEATURE_INDEX_RATIO] = ratio(i, n);
        f[FEATURE_WORDS_RATIO] = ratio(c->words_before[i], c->words_before[n]);
        f[FEATURE_BLOCKS_AFTER] = (float)(n - i);
        f[FEATURE_SINCE_HEADLINE] = (float)(since > DISTANCE_MAX    ? DISTANCE_MAX
                                            : since < -DISTANCE_MAX ? -DISTANCE_MAX
                                                                    : since);
        f[FEATURE_WORDS_SINCE_HEADLINE] = (float)((double)c->words_before[i] -
                                                  (double)c->words_before[from]);
    }
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < n; i++) { /* nearest running text before, itself left out */
        float *f = row(c, i);
        f[FEATURE_GOOD_BEFORE] = last == UINT32_MAX ? DISTANCE_MAX : (float)(i - last);
        f[FEATURE_GOOD_BEFORE_WORDS] = last == UINT32_MAX ? 0 : (float)c->blocks->items[last].words;
        if (c->good_before[i + 1] > c->good_before[i])
            last = i;
    }
    last = UINT32_MAX;
    for (uint32_t i = n; i-- > 0;) {
        float *f = row(c, i);
        f[FEATURE_GOOD_AFTER] = last == UINT32_MAX ? DISTANCE_MAX : (float)(last - i);
        f[FEATURE_GOOD_AFTER_WORDS] = last == UINT32_MAX ? 0 : (float)c->blocks->items[last].words;
        if (c->good_before[i + 1] > c->good_before[i])
            last = i;
    }
}

#define ROOTS 3

/* The deepest element with more than each share of the page's running text. Elements with more than
 * half of it lie inside each other, so the last one in document order is the deepest. */
static void find_roots(const struct computation *c, const double shares[ROOTS],
                       uint32_t ret_roots[ROOTS])
{
    double total = c->good_before[c->blocks->count];
    memset(ret_roots, 0, ROOTS * sizeof(*ret_roots));
    for (uint32_t node = 0; node < c->html->node_count; node++) {
        uint32_t first = c->blocks->before[node];
        uint32_t last = c->blocks->before[c->html->nodes[node].end];
        double good = c->good_before[last] - c->good_before[first];
        for (uint32_t k = 0; k < ROOTS && good > shares[k] * total; k++)
            ret_roots[k] = node;
        if (good <= shares[0] * total) /* nor has anything in it */
            node = c->html->nodes[node].end - 1;
    }
}

static void roots(struct computation *c)
{
    static const double shares[ROOTS] = {0.5, 0.7, 0.9};
    uint32_t found[ROOTS];
    find_roots(c, shares, found);
    for (uint32_t k = 0; k < ROOTS; k++) {
        uint32_t first = c->blocks->before[found[k]];
        uint32_t last = c->blocks->before[c->html->nodes[found[k]].end];
        float words = (float)(c->words_before[last] - c->words_before[first]);
        for (uint32_t i = 0; i < c->blocks->count; i++) {
            float *f = row(c, i);
            f[FEATURE_ROOT50 + k] = i < first ? 0 : i < last ? 1 : 2;
            if (k == 0) {
                f[FEATURE_ROOT50_POSITION] = ratio((double)i - first, last - first);
                f[FEATURE_ROOT50_WORDS] = words;
                f[FEATURE_ROOT50_LINKS] = ratio(c->links_before[last] - c->links_before[first],
                                                (double)words);
            } else if (k == 2) {
                f[FEATURE_ROOT90_WORDS] = words;
            }
        }
    }
}

/* ---- headings and tell-tale phrases above ---- */

static float strongest_phrase(const float *f, uint32_t *ret_group)
{
    float most = 0;
    for (uint32_t g = 0; g < PHRASE_COUNT; g++) {
        bool parts = g == PHRASE_RELATED || g == PHRASE_COMMENTS || g == PHRASE_PAYWALL ||
                     g == PHRASE_TAGS || g == PHRASE_SHARE;
        if (parts && f[FEATURE_PHRASE_ + g] > most) {
            most = f[FEATURE_PHRASE_ + g];
            *ret_group = g + 1;
        }
    }
    return most;
}

static void headings(struct computation *c)
{
    uint32_t heading = UINT32_MAX, phrase = UINT32_MAX, group = 0;
    for (uint32_t i = 0; i < c->blocks->count; i++) {
        float *f = row(c, i);
        f[FEATURE_HEADING_SINCE] = heading == UINT32_MAX ? DISTANCE_MAX : (float)(i - heading);
        f[FEATURE_PHRASE_SINCE] = phrase == UINT32_MAX ? DISTANCE_MAX : (float)(i - phrase);
        f[FEATURE_PHRASE_GROUP] = (float)group;
        if (heading != UINT32_MAX) {
            const float *h = row(c, heading);
            uint32_t ignored = 0;
            f[FEATURE_HEADING_ABOVE] = h[FEATURE_HEADING_LEVEL];
            f[FEATURE_HEADING_TEXT] = h[FEATURE_TEXT_MEAN];
            f[FEATURE_HEADING_CLASS] = h[FEATURE_CLASS_SUM];
            f[FEATURE_HEADING_PHRASE] = strongest_phrase(h, &ignored);
        }
        if (c->blocks->items[i].kind == BLOCK_HEADING)
            heading = i;
        if (strongest_phrase(f, &group) >= PHRASE_BEGINS)
            phrase = i;
    }
}

/* Words, links, function words, trained score, kind, end mark of the blocks around, and whether
 * they stand in the same kind of element. */
static void neighbours(struct computation *c, uint32_t i)
{
    static const int offsets[FEATURE_NEIGHBOURS] = {-2, -1, 1, 2};
    for (uint32_t k = 0; k < FEATURE_NEIGHBOURS; k++) {
        int64_t at = (int64_t)i + offsets[k];
        float *item = row(c, i) + FEATURE_NEAR_ + k * FEATURE_NEAR_ITEMS;
        if (at < 0 || at >= (int64_t)c->blocks->count) {
            item[0] = -1;
            continue;
        }
        const float *f = row(c, (uint32_t)at);
        item[0] = f[FEATURE_WORDS];
        item[1] = f[FEATURE_LINK_RATIO];
        item[2] = f[FEATURE_STOP_RATIO];
        item[3] = f[FEATURE_TEXT_MEAN];
        item[4] = f[FEATURE_KIND];
        item[5] = f[FEATURE_END_MARK];
        item[6] = c->like[at] == c->like[i];
    }
}

/* Words a block, share of links, trained score a block, share of blocks that close as sentences do,
 * over the blocks around. */
static void windows(struct computation *c, uint32_t i)
{
    static const uint32_t widths[FEATURE_WINDOWS] = {3, 8};
    uint32_t n = c->blocks->count;
    for (uint32_t k = 0; k < FEATURE_WINDOWS; k++) {
        uint32_t first = i > widths[k] ? i - widths[k] : 0;
        uint32_t last = n - i > widths[k] ? i + widths[k] + 1 : n;
        uint32_t words = c->words_before[last] - c->words_before[first];
        float *item = row(c, i) + FEATURE_WINDOW_ + k * FEATURE_WINDOW_ITEMS;
        item[0] = ratio(words, last - first);
        item[1] = ratio(c->links_before[last] - c->links_before[first], words);
        item[2] = ratio(c->text_before[last] - c->text_before[first], last - first);
        item[3] = ratio(c->closed_before[last] - c->closed_before[first], last - first);
    }
}
