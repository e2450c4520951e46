/*
 * metadata.c - title, byline, outlet, URL and publication date of a page.
 *
 *   in    a page's tree, or the article once its text is set
 *   out   the article's metadata fields
 *
 * page_facts.c gathers what the tree says; headline.c, byline.c and published.c choose; this file
 * brings them together and keeps the limits.
 */
#include "page/metadata.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "page/byline.h"
#include "page/clean.h"
#include "page/headline.h"
#include "page/not_before.h"

/* Paragraphs and asides at the top of a text in which its date, byline and title may stand. */
#define TOP_LINES_MAX 14
#define TOP_LINE_BYTES_MAX ((size_t)220)
/* A dateline ends within this many bytes of its paragraph. */
#define DATELINE_BYTES_MAX ((size_t)100)
#define TITLE_WORDS_MIN 4
#define SENTENCE_LINE_BYTES_MIN ((size_t)60)
#define TITLE_LINE_BYTES_MAX ((size_t)150)
/* Bytes of an agency's name that data/ does not know. */
#define AGENCY_BYTES_MAX ((size_t)30)
/* From this trust of page_facts.c on, authors are visible text. */
#define AUTHOR_TRUST_VISIBLE 21
/* A marked text this short is a name alone. */
#define AUTHOR_ALONE_BYTES_MAX ((size_t)40)
/* Nodes between the elements of one byline. */
#define AUTHOR_NODES_NEAR 16
/* From this trust on they stand in boilerplate. */
#define AUTHOR_TRUST_BOILERPLATE 100
/* Nodes between the headline and a visible byline. */
#define BYLINE_NODES_BEFORE 60
#define BYLINE_NODES_AFTER 300

struct reader {
    const struct metadata_words *words;
    const struct document *document;
    struct arena *arena;
    struct arena *scratch;
    struct article *article;
    struct err *err;
};

static bool set_field(struct reader *r, struct slice raw, size_t max_bytes, struct slice *field);
static bool read_given(struct reader *r, struct published *published);
static bool read_tree(struct reader *r, const struct html *html);
static bool set_url(struct reader *r, const struct page_facts *facts);
static bool set_byline(struct reader *r, const struct page_facts *facts, uint32_t headline);
static void set_habit(struct reader *r, struct date_order_evidence *evidence);
static bool read_top_lines(struct reader *r, struct published *published);
static bool read_datelines(struct reader *r, struct published *published);

bool metadata_from_page(const struct metadata_words *words, const struct html *html,
                        const struct document *document, struct arena *arena, struct arena *scratch,
                        struct article *article, struct err *err)
{
    struct reader r = {words, document, arena, scratch, article, err};
    struct arena_mark mark = arena_mark(scratch);
    bool done;
    if (html) {
        done = read_tree(&r, html);
    } else {
        struct published published = {0};
        done = read_given(&r, &published);
        if (done) {
            set_habit(&r, &published.evidence);
            published_add_url(&published, words, article->url);
            published_choose(&published, article);
        }
    }
    arena_rewind(scratch, mark);
    return done;
}

/* What body, captions and repeated blocks say of the past. */
static void read_past_dates(const struct reader *r, struct past_dates *past,
                            struct date_order_evidence *evidence)
{
    const struct article *article = r->article;
    for (uint32_t i = 0; i < article->paragraph_count; i++)
        past_dates_read(r->words, article_slice(article, article->paragraphs[i].span), past,
                        evidence);
    past->year_named |= article->aside_count != 0; /* captions follow their own ways */
    for (uint32_t i = 0; i < article->aside_count; i++) {
        enum aside_reason reason = article->asides[i].reason;
        if (reason == ASIDE_CAPTION || reason == ASIDE_REPEATED)
            past_dates_read(r->words, article->asides[i].text, past, evidence);
    }
}

bool metadata_from_text(const struct metadata_words *words, struct arena *arena,
                        struct arena *scratch, struct article *article, struct err *err)
{
    struct reader r = {words, NULL, arena, scratch, article, err};
    struct arena_mark mark = arena_mark(scratch);
    struct published published = {0};
    struct past_dates past = {0};
    /* A day that is known needs neither proof nor evidence. */
    if (article->published.precision < DATE_DAY)
        read_past_dates(&r, &past, &published.evidence);
    set_habit(&r, &published.evidence);
    if (!read_top_lines(&r, &published) || !read_datelines(&r, &published)) {
        arena_rewind(scratch, mark);
        return false;
    }
    if (article->published.precision < DATE_DAY) {
        /* What the page said so far takes part in the choice, with its trust. */
        if (article->published.precision) {
            struct date_found known = {.date = article->published, .has_year = true};
            published_add(&published, &known,
                          article->published_basis == PUBLISHED_GIVEN ? DATE_GIVEN : DATE_URL, 1,
                          0);
        }
        published_choose(&published, article);
    }
    if (article->published.precision == DATE_UNKNOWN)
        article->not_before = not_before_of(&past);
    article->language = language_detect(words->languages, article->text, article->language);
    if (article->language.len && !slice_equal(article->language, SLICE("en")))
        article->flags |= ARTICLE_NOT_ENGLISH;
    arena_rewind(scratch, mark);
    return true;
}

/* Sets *field, unless it is set, to the clean line of raw; one over its maximum is left out and
 * flagged. */
static bool set_field(struct reader *r, struct slice raw, size_t max_bytes, struct slice *field)
{
    struct slice line;
    if (field->len || raw.len == 0)
        return true;
    if (!clean_line(r->words, raw, r->scratch, &line))
        return arena_fail(r->scratch, r->err);
    if (line.len > max_bytes) {
        r->article->flags |= ARTICLE_METADATA_LEFT_OUT;
        return true;
    }
    if (line.len == 0)
        return true;
    struct slice kept = arena_copy(r->arena, line);
    if (!kept.ptr)
        return arena_fail(r->arena, r->err);
    *field = kept;
    return true;
}

/* ---- what was given beside the text ---- */

static bool read_given(struct reader *r, struct published *published)
{
    const struct document *document = r->document;
    struct article *article = r->article;
    if (!set_field(r, document->title, TITLE_BYTES_MAX, &article->title) ||
        !set_field(r, document->outlet, OUTLET_BYTES_MAX, &article->outlet) ||
        !set_field(r, document->url, URL_BYTES_MAX, &article->url))
        return false;
    published_add_field(published, r->words, document->published, DATE_GIVEN, 1, 0);
    return true;
}

/* ---- the page's tree ---- */

static bool read_tree(struct reader *r, const struct html *html)
{
    struct article *article = r->article;
    struct page_facts *facts = arena_new(r->scratch, struct page_facts);
    struct headline headline;
    if (!facts)
        return arena_fail(r->scratch, r->err);
    if (!page_facts_gather(r->words, html, r->scratch, facts, r->err))
        return false;
    if (!read_given(r, &facts->published) || !set_url(r, facts))
        return false;
    if (!headline_choose(r->words, facts, article->url, r->scratch, &headline, r->err))
        return false;
    if (!set_field(r, headline.title, TITLE_BYTES_MAX, &article->title) ||
        !set_field(r, headline.outlet, OUTLET_BYTES_MAX, &article->outlet) ||
        !set_byline(r, facts, headline.node))
        return false;
    struct slice lang = slice_trim(facts->lang);
    if (lang.len >= 2 && lang.len <= 12 && !set_field(r, lang, 12, &article->language))
        return false;

    const struct jsonld *ld = &facts->jsonld;
    static const enum date_source LD_SOURCES[] = {DATE_JSONLD, DATE_JSONLD, DATE_JSONLD_OTHER,
                                                  DATE_JSONLD_PAGE};
    published_add_field(&facts->published, r->words, ld->published,
                        LD_SOURCES[ld->trust > 3 ? 1 : ld->trust], 1, 0);
    published_add_field(&facts->published, r->words, ld->modified, DATE_MODIFIED_FIELD, 1, 0);
    published_add_url(&facts->published, r->words, article->url);
    page_facts_place_dates(facts, headline.node);
    set_habit(r, &facts->published.evidence);
    published_choose(&facts->published, article);
    return true;
}

static bool set_url(struct reader *r, const struct page_facts *facts)
{
    const struct field_note *field = field_note_best(&facts->urls);
    const struct slice urls[] = {facts->canonical, field ? field->text : SLICE_EMPTY,
                                 facts->jsonld.url};
    for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
        struct slice url = slice_trim(urls[i]);
        if (url_is_http(url) && !set_field(r, url, URL_BYTES_MAX, &r->article->url))
            return false;
    }
    return true;
}

/* Adds the names of the field notes of one trust. Of elements marked by class only those near the
 * first one with a name count: the others are the authors of other articles. */
static bool read_author_notes(struct reader *r, const struct field_notes *notes, uint32_t trust,
                              struct byline *byline)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < notes->count; i++) {
        const struct field_note *note = &notes->items[i];
        struct slice line;
        bool marked = trust >= AUTHOR_TRUST_VISIBLE;
        if (note->trust != trust || (marked && last && note->node > last + AUTHOR_NODES_NEAR))
            continue;
        if (!clean_line(r->words, note->text, r->scratch, &line))
            return arena_fail(r->scratch, r->err);
        uint32_t before = byline->count;
        bool name_alone = !marked || line.len <= AUTHOR_ALONE_BYTES_MAX;
        byline_read(r->words, line, name_alone ? BYLINE_FIELD : BYLINE_VISIBLE, byline);
        if (byline->count > before)
            last = note->node;
    }
    return true;
}

/* True when all names are the outlet's: better ones may stand elsewhere. */
static bool names_outlet(const struct reader *r, const struct byline *byline)
{
    for (uint32_t i = 0; i < byline->count; i++) {
        if (!slice_starts_nocase(r->article->outlet, byline->names[i]) &&
            !slice_starts_nocase(byline->names[i], r->article->outlet))
            return false;
    }
    return byline->count != 0;
}

/* The first visible byline near the headline that names a person. */
static bool read_byline_notes(struct reader *r, const struct page_facts *facts, uint32_t headline,
                              struct byline *byline)
{
    for (uint32_t i = 0; i < facts->bylines.count && byline->count == 0; i++) {
        const struct field_note *note = &facts->bylines.items[i];
        struct slice line;
        bool near = note->node + BYLINE_NODES_BEFORE >= headline &&
                    note->node <= headline + BYLINE_NODES_AFTER;
        if (headline && !near)
            continue;
        if (!clean_line(r->words, note->text, r->scratch, &line))
            return arena_fail(r->scratch, r->err);
        byline_read(r->words, line, BYLINE_VISIBLE, byline);
    }
    return true;
}

/* Reads all authors of the best source that names any person; else the first that names any. */
static bool set_byline(struct reader *r, const struct page_facts *facts, uint32_t headline)
{
    struct byline byline = {0}, outlet = {0};
    struct slice line;
    for (uint32_t i = 0; i < facts->jsonld.author_count; i++) {
        if (!clean_line(r->words, facts->jsonld.authors[i], r->scratch, &line))
            return arena_fail(r->scratch, r->err);
        byline_read(r->words, line, BYLINE_FIELD, &byline);
    }
    uint32_t done = 0;
    for (;;) {
        if (names_outlet(r, &byline)) {
            if (outlet.count == 0)
                outlet = byline;
            byline.count = 0;
        }
        uint32_t trust = FIELD_TRUST_NONE;
        for (uint32_t i = 0; i < facts->authors.count; i++) {
            if (facts->authors.items[i].trust >= done && facts->authors.items[i].trust < trust)
                trust = facts->authors.items[i].trust;
        }
        /* A visible byline under the headline goes before marked elements in boilerplate. */
        if (byline.count == 0 && done < AUTHOR_TRUST_BOILERPLATE &&
            trust >= AUTHOR_TRUST_BOILERPLATE && !read_byline_notes(r, facts, headline, &byline))
            return false;
        if (byline.count || trust == FIELD_TRUST_NONE)
            break;
        if (!read_author_notes(r, &facts->authors, trust, &byline))
            return false;
        done = trust + 1;
    }
    if (!byline_join(byline.count ? &byline : &outlet, r->scratch, &line))
        return arena_fail(r->scratch, r->err);
    return set_field(r, line, BYLINE_BYTES_MAX, &r->article->byline);
}

/* The outlet's country, by the host's last part or the page's lang, tells the order of numeric
 * dates when nothing on the page does. */
static void set_habit(struct reader *r, struct date_order_evidence *evidence)
{
    struct slice host = url_host(r->article->url);
    size_t dot = host.len;
    while (dot > 0 && host.ptr[dot - 1] != '.')
        dot--;
    struct slice country = slice_sub(host, dot, host.len);
    if (words_have(r->words, HOST_DAY_FIRST, country, NULL) ||
        words_have(r->words, LOCALE_DAY_FIRST, r->article->language, NULL))
        evidence->habit = ORDER_DAY_FIRST;
    else if (words_have(r->words, HOST_MONTH_FIRST, country, NULL) ||
             words_have(r->words, LOCALE_MONTH_FIRST, r->article->language, NULL))
        evidence->habit = ORDER_MONTH_FIRST;
}

/* ---- the text ---- */

/* A line at the top of the article: a paragraph, or an aside before it. */
struct top_line {
    struct slice text;
    bool is_paragraph;
    bool is_metadata;   /* of an aside: set aside as headline, byline or date */
    bool may_be_title;  /* of an aside: set aside as something that a headline can be taken for */
    uint32_t paragraph; /* index; of an aside: the one it stood before */
    uint32_t order;
    uint32_t sentences; /* lines before it that are sentences of the body */
};

static bool read_top_line(struct reader *r, const struct top_line *line,
                          struct published *published);

/* True for a line that is the body's: long, or ended like a sentence. */
static bool is_sentence(struct slice line)
{
    line = slice_trim(line);
    return line.len > TOP_LINE_BYTES_MAX ||
           (line.len > SENTENCE_LINE_BYTES_MIN && line.ptr[line.len - 1] == '.');
}

static bool read_top_lines(struct reader *r, struct published *published)
{
    const struct article *article = r->article;
    uint32_t aside = 0, order = 0, sentences = 0;
    for (uint32_t i = 0; i <= article->paragraph_count && order < TOP_LINES_MAX; i++) {
        for (; aside < article->aside_count && article->asides[aside].paragraph <= i; aside++) {
            struct slice rest = article->asides[aside].text, text;
            enum aside_reason reason = article->asides[aside].reason;
            bool may_be_title = reason == ASIDE_METADATA || reason == ASIDE_OTHER ||
                                reason == ASIDE_NAVIGATION;
            while (slice_next_line(&rest, &text)) {
                struct top_line line = {text,  false,    reason == ASIDE_METADATA, may_be_title, i,
                                        order, sentences};
                order += text.len != 0;
                if (!read_top_line(r, &line, published))
                    return false;
            }
        }
        if (i == article->paragraph_count)
            break;
        struct slice rest = article_slice(article, article->paragraphs[i].span), text;
        while (slice_next_line(&rest, &text)) {
            struct top_line line = {.text = text,
                                    .is_paragraph = true,
                                    .may_be_title = true,
                                    .paragraph = i,
                                    .order = order,
                                    .sentences = sentences};
            order += text.len != 0;
            sentences += is_sentence(text);
            if (!read_top_line(r, &line, published))
                return false;
        }
    }
    return true;
}

/* "Reporter: Jane Roe | CCTV.com": the agency after the mark. */
static struct slice outlet_after_name(const struct metadata_words *words, struct slice line)
{
    static const char *const MARKS[] = {"|", "丨", " - ", "(", ","};
    for (size_t i = 0; i < sizeof(MARKS) / sizeof(MARKS[0]); i++) {
        size_t mark = slice_find(line, slice_from(MARKS[i]), 0);
        if (mark == SIZE_MAX)
            continue;
        struct slice rest = slice_sub(line, mark + slice_from(MARKS[i]).len, line.len);
        rest = slice_trim(rest);
        size_t agency = words_starting(words, WORD_AGENCY, rest);
        if (agency)
            return slice_sub(rest, 0, agency);
    }
    return SLICE_EMPTY;
}

/* A short line without the end of a sentence, of words: a headline, unless it is a menu. */
static bool looks_like_title(const struct metadata_words *words, struct slice text)
{
    unsigned count = 0, menu = 0;
    if (text.len == 0 || text.len > TITLE_LINE_BYTES_MAX)
        return false;
    char last = text.ptr[text.len - 1];
    if (slice_find_byte(SLICE(".:;,!)\""), last, 0) != SIZE_MAX ||
        slice_ends(text, SLICE("\xE2\x80\x9D")) ||
        slice_find(text, SLICE(". "), 0) < text.len - 2 ||
        slice_find(text, SLICE("\xC2\xA9"), 0) != SIZE_MAX ||
        words_starting(words, WORD_NO_TITLE, text) == text.len)
        return false;
    struct slice rest = text, word;
    while (slice_next_field(&rest, ' ', &word)) {
        count += word.len != 0;
        menu += words_have(words, WORD_NO_TITLE, word, NULL);
        if (slice_equal(word, SLICE("|")) || slice_equal(word, SLICE(">")) ||
            slice_equal(word, SLICE("/")) || slice_equal(word, SLICE("\xC2\xBB")))
            return false;
    }
    return count >= TITLE_WORDS_MIN && menu * 2 < count;
}

static bool read_top_line(struct reader *r, const struct top_line *line,
                          struct published *published)
{
    struct article *article = r->article;
    struct slice text = slice_trim(line->text);
    struct date_found found;
    if (text.len == 0 || text.len > TOP_LINE_BYTES_MAX || line->order >= TOP_LINES_MAX)
        return true;
    enum date_line_kind kind = date_line_read(r->words, text, SLICE_EMPTY, &found);
    /* Further down a line that is a date is a heading of the text itself. */
    bool near = line->sentences <= 1;
    bool dated = kind == DATE_LINE_LABELLED || kind == DATE_LINE_BARE ||
                 (kind == DATE_LINE_LOOSE && line->is_metadata);
    if (near && dated && found.date.precision >= DATE_DAY)
        published_add(published, &found, kind == DATE_LINE_LABELLED ? DATE_LABELLED : DATE_LINE, 1,
                      line->order);
    else if (near && kind == DATE_LINE_MODIFIED)
        published_add(published, &found, DATE_MODIFIED_LINE, 1, line->order);
    struct slice opening = byline_find(r->words, text);
    if (opening.len) {
        struct byline byline = {0};
        struct slice clean, names;
        if (!clean_line(NULL, opening, r->scratch, &clean))
            return arena_fail(r->scratch, r->err);
        byline_read(r->words, clean, BYLINE_VISIBLE, &byline);
        if (!byline_join(&byline, r->scratch, &names))
            return arena_fail(r->scratch, r->err);
        if (byline.count &&
            (!set_field(r, names, BYLINE_BYTES_MAX, &article->byline) ||
             !set_field(r, outlet_after_name(r->words, clean), OUTLET_BYTES_MAX, &article->outlet)))
            return false;
        if (byline.count)
            return true;
    }
    /* The headline of plain text stands before the first paragraph of its body, or is that. */
    bool heads = !kind && line->sentences == 0 && line->may_be_title &&
                 line->paragraph + (line->is_paragraph ? 1 : 0) < article->paragraph_count;
    if (heads && article->title.len == 0 && looks_like_title(r->words, text))
        return set_field(r, text, TITLE_BYTES_MAX, &article->title);
    return true;
}

/* ---- datelines ---- */

/* What the first words of a paragraph say: "ALANYA, Turkey, December 1 (TASS) -- ". */
struct dateline {
    struct slice agency; /* empty when none is named */
    struct date_found found;
    bool dated;
};

static bool read_dateline(const struct metadata_words *words, struct slice paragraph,
                          struct dateline *dateline);
static bool prove_year(const struct reader *r, const struct published *published,
                       struct date_found *found);

/* An agency's name as its copyright line writes it out: "Peregrine" is "© 2016 Peregrine Wire". */
static struct slice outlet_name(const struct article *article, struct slice agency)
{
    for (uint32_t i = article->aside_count; agency.len && i-- > 0;) {
        struct slice rest = article->asides[i].text, line;
        while (slice_next_line(&rest, &line)) {
            struct slice holder = slice_starts(slice_trim(line), SLICE("\xC2\xA9"))
                                      ? copyright_holder(line)
                                      : SLICE_EMPTY;
            if (holder.len > agency.len && slice_starts_nocase(holder, agency) &&
                holder.ptr[agency.len] == ' ')
                return holder;
        }
    }
    return agency;
}

static bool read_datelines(struct reader *r, struct published *published)
{
    const struct article *article = r->article;
    for (uint32_t i = 0; i < article->paragraph_count && i < TOP_LINES_MAX; i++) {
        struct dateline dateline;
        struct slice paragraph = article_slice(article, article->paragraphs[i].span);
        if (!read_dateline(r->words, paragraph, &dateline))
            continue;
        if (!set_field(r, outlet_name(article, dateline.agency), OUTLET_BYTES_MAX,
                       &r->article->outlet))
            return false;
        if (dateline.dated && dateline.found.date.precision >= DATE_DAY &&
            (dateline.found.has_year || prove_year(r, published, &dateline.found)))
            published_add(published, &dateline.found, DATE_DATELINE, 1, i);
        return true;
    }
    return true;
}

/* The name in "(TASS)" or "/TASS/" at opening[at]; empty when there is none. Words of data/, or one
 * to three words with capitals. */
static struct slice agency_at(const struct metadata_words *words, struct slice opening, size_t at)
{
    char open = opening.ptr[at];
    if (open != '(' && open != '/')
        return SLICE_EMPTY;
    size_t end = slice_find_byte(opening, open == '(' ? ')' : '/', at + 1);
    struct slice name = slice_sub(opening, at + 1, end);
    if (end == SIZE_MAX || name.len < 2 || name.len > AGENCY_BYTES_MAX)
        return SLICE_EMPTY;
    bool known = words_starting(words, WORD_AGENCY, name) == name.len;
    bool capital = true;
    for (size_t i = 0; i < name.len; i++) {
        bool starts = i == 0 || name.ptr[i - 1] == ' ';
        capital &= !(starts && ascii_is_lower(name.ptr[i])) && !ascii_is_digit(name.ptr[i]);
    }
    return known || capital ? name : SLICE_EMPTY;
}

/* True when a word of two or more capital letters stands in text: a dateline's place. */
static bool has_capital_word(struct slice text)
{
    size_t run = 0;
    for (size_t i = 0; i <= text.len; i++) {
        bool high = i < text.len &&
                    (ascii_is_upper(text.ptr[i]) || (unsigned char)text.ptr[i] >= 0x80);
        bool low = i < text.len && ascii_is_lower(text.ptr[i]);
        if (!high && !low && run >= 3)
            return true;
        run = high ? run + 1 : 0;
    }
    return false;
}

/* True when what follows the agency at opening[at] parts it from the text: a dash, or after a known
 * agency a full stop. */
static bool ends_dateline(const struct metadata_words *words, struct slice opening, size_t at,
                          struct slice agency)
{
    struct slice tail = slice_trim(slice_sub(opening, at + agency.len + 2, opening.len));
    bool known = words_starting(words, WORD_AGENCY, agency) != 0;
    return slice_starts(tail, SLICE("-")) || slice_starts(tail, SLICE("\xE2\x80\x93")) ||
           slice_starts(tail, SLICE("\xE2\x80\x94")) || (known && slice_starts(tail, SLICE(".")));
}

/* A dateline is a place in capitals and an agency in brackets or slashes, or with a dash after it;
 * its date stands between them. */
static bool read_dateline(const struct metadata_words *words, struct slice paragraph,
                          struct dateline *dateline)
{
    struct slice opening = slice_sub(paragraph, 0, DATELINE_BYTES_MAX);
    size_t end = SIZE_MAX, at = 0;
    *dateline = (struct dateline){0};
    for (size_t i = 1; i < opening.len && end == SIZE_MAX; i++) {
        struct slice name = agency_at(words, opening, i);
        if (name.len && ends_dateline(words, opening, i, name)) {
            dateline->agency = name;
            end = i;
        }
    }
    if (end == SIZE_MAX) {
        size_t dash = slice_find(opening, SLICE(" -"), 0);
        size_t long_dash = slice_find(opening, SLICE("\xE2\x80\x94"), 0);
        end = dash < long_dash ? dash : long_dash;
    }
    if (end == SIZE_MAX || !has_capital_word(slice_sub(opening, 0, end)))
        return false;
    dateline->dated = date_text_next(words, slice_sub(opening, 0, end), &at, &dateline->found);
    return dateline->agency.len || dateline->dated;
}

/* Gives a dateline's day the year that is proven: by the page's own coarse date, or by a full date
 * of the same day in the text, as captions have it. */
static bool prove_year(const struct reader *r, const struct published *published,
                       struct date_found *found)
{
    const struct datetime *known = &r->article->published;
    if (known->precision == DATE_MONTH && known->month == found->date.month)
        found->date.year = known->year;
    for (uint32_t i = 0; i < published->evidence.day_count && found->date.year == 0; i++) {
        int32_t year;
        unsigned month, day;
        date_from_days(published->evidence.days[i], &year, &month, &day);
        if (month == found->date.month && day == found->date.day)
            found->date.year = year;
    }
    found->has_year = found->date.year != 0 &&
                      date_is_real(found->date.year, found->date.month, found->date.day);
    return found->has_year;
}
