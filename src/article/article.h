/*
 * article.h - the annotated article: the one structure that all stages share.
 *
 *   in    page/ starts it; each later stage adds its own layer
 *   out   record/, store/ and export/ read it
 *   uses  base/
 *
 * Invariants
 *   1. A layer is written by one stage and never changed by another.
 *   2. Spans are byte offsets into article->text, which is valid UTF-8 without NUL; they start and
 * end on character boundaries. Nothing copies text. (Public output counts code points instead.)
 *   3. Within a layer, items are sorted by start; paragraphs, sentences and tokens are disjoint.
 *   4. Indices between layers (token.head, mention.actor, …) are into this article's arrays, or
 *      INDEX_NONE.
 *   5. All memory is one arena's, freed at once; the article holds no other resource.
 */
#ifndef ANNALS_ARTICLE_ARTICLE_H
#define ANNALS_ARTICLE_ARTICLE_H

#include "article/document.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/slice.h"

#define INDEX_NONE UINT32_MAX
/* Bounds of an open interval of days or an open count. */
#define DAY_UNKNOWN INT32_MIN

/* ---- page/: what stands in the article, and where it comes from ---- */

enum paragraph_kind {
    PARAGRAPH_BODY,
    PARAGRAPH_HEADING, /* a heading inside the body; the headline of plain text too */
    PARAGRAPH_LIST_ITEM,
    PARAGRAPH_QUOTE,
    PARAGRAPH_TABLE_ROW,
};

struct paragraph {
    struct span span; /* without the line breaks that part paragraphs */
    enum paragraph_kind kind;
};

/* Why a block of the page is not in the text. */
enum aside_reason {
    ASIDE_NAVIGATION, /* menus, breadcrumbs, site names, share bars, related links, tag lists */
    ASIDE_CAPTION,    /* picture captions and credits */
    ASIDE_PAYWALL,    /* subscription, registration, newsletter and cookie lines */
    ASIDE_COMMENTS,   /* readers' comments and their forms */
    ASIDE_REPEATED,   /* says again what another block of the page says */
    ASIDE_METADATA,   /* headline, byline, date: kept in their own fields */
    ASIDE_OTHER,      /* low score of the block classifier alone */
};

/* A block that page/ set aside. Its text is not in article->text, so it carries its own. */
struct aside {
    struct slice text;
    enum aside_reason reason;
    uint32_t paragraph; /* the block stood before this paragraph (== paragraph count: at the end) */
};

enum published_basis {
    PUBLISHED_NONE = 0,
    PUBLISHED_GIVEN,    /* beside the text, in JSONL */
    PUBLISHED_META,     /* JSON-LD, meta tags, <time>, the URL */
    PUBLISHED_DATELINE, /* "ALANYA, December 1 (TASS)": the year may come from the text */
    PUBLISHED_TEXT,     /* visible text near the headline */
};

/* ---- text/: sentences and tokens ---- */

struct sentence {
    struct span span;
    uint32_t paragraph;   /* index */
    uint32_t first_token; /* tokens [first_token, first_token + token_count) */
    uint32_t token_count; /* at least 1 */
    bool was_split;       /* cut off from a sentence over SENTENCE_TOKENS_MAX */
};

/* A syntactic word. Words of one multiword token ("do" "n't") have adjoining spans that together
 * are the token's surface; joined_next is set on all of them but the last. */
struct token {
    struct span span;
    bool joined_next; /* this word and the next belong to one multiword token */
    /* grammar/: */
    uint32_t head; /* token index within the sentence, INDEX_NONE for the root and when unparsed */
    uint16_t deprel;    /* grammar's label number; 0 when unparsed */
    uint16_t upos;      /* likewise */
    uint16_t xpos;      /* likewise */
    uint16_t feats;     /* likewise */
    struct slice lemma; /* empty when unparsed; in the arena or in the weights */
};

/* ---- grammar/: named entities ---- */

enum entity_type {
    ENTITY_PERSON,
    ENTITY_ORGANIZATION,
    ENTITY_LOCATION,
    ENTITY_NORP, /* nationalities, religious and political groups */
    ENTITY_FACILITY,
    ENTITY_DATE,
    ENTITY_MONEY,
    ENTITY_OTHER,
};

struct entity {
    uint32_t sentence;
    uint32_t first_token; /* article-wide token indices [first_token, first_token + token_count) */
    uint32_t token_count;
    enum entity_type type;
};

/* ---- actors/: who each mention is ---- */

enum actor_kind { ACTOR_PERSON, ACTOR_ORGANIZATION, ACTOR_COUNTRY, ACTOR_GROUP };
enum mention_form { MENTION_NAME, MENTION_NOMINAL, MENTION_PRONOUN };

/* The words up to the head and a name's end: "the Russian foreign minister Sergey Lavrov", without
 * relative clauses. */
struct mention {
    uint32_t actor;
    uint32_t sentence;
    struct span span;
    enum mention_form form;
    uint32_t head;       /* article-wide token index of its syntactic head */
    uint32_t antecedent; /* the mention that it takes up, or INDEX_NONE */
    const char *reason;  /* constant: why it is this actor, "held the office on that day" … */
};

struct actor {
    char id[HASH_ID_CHARS];
    struct slice name;
    enum actor_kind kind;
    struct slice country;        /* ISO 3166-1 alpha-3, or empty */
    const struct slice *sectors; /* PLOVER sector codes: "GOV", "MIL", … */
    uint32_t sector_count;
    struct slice role; /* "foreign minister", or empty */
    /* Several as one: "the two ministers", "both sides", "they" of Lavrov and Cavusoglu. The kind
     * is then ACTOR_GROUP, and the members are actors of their own; 0 otherwise. */
    const uint32_t *members;
    uint32_t member_count;
    const char *reason;     /* constant: where name, country, sectors are from */
    struct slice fact_file; /* the data file that told, or empty */
    uint32_t fact_line;     /* from 1, 0: none */
};

/* ---- time/ ---- */

enum time_type { TIME_DATE, TIME_TIME, TIME_DURATION, TIME_SET };

struct time_expression {
    uint32_t sentence;
    struct span span;
    enum time_type type;
    struct slice value; /* TIMEX3 value */
    int32_t earliest;   /* days since 1970-01-01, or DAY_UNKNOWN; "by 2023" has no earliest day */
    int32_t latest;
    struct slice rule; /* file and line of the rule that fired, and its name */
};

/* ---- place/ ---- */

enum place_kind {
    PLACE_UNKNOWN = 0, /* a name that the data does not know */
    PLACE_CONTINENT,
    PLACE_COUNTRY,
    PLACE_REGION,   /* first-order division: state, province, oblast */
    PLACE_COUNTY,   /* second-order division: county, district */
    PLACE_AREA,     /* any other land with a name: Sahel, Donbas, Gaza Strip */
    PLACE_CITY,     /* city, town, village, camp of refugees */
    PLACE_DISTRICT, /* part of a city */
    PLACE_WATER,    /* ocean, sea, strait, lake, river */
    PLACE_NATURE,   /* mountains, desert, island, cape */
    PLACE_FACILITY, /* airport, base, crossing, square, dam, plant */
};

struct place {
    char id[HASH_ID_CHARS];
    struct slice name;
    enum place_kind kind;
    uint8_t capital;      /* 1: of its country, 2: of its region */
    struct slice country; /* ISO 3166-1 alpha-3, or empty */
    struct slice region;  /* name of the first-order division, or empty; a region's own name */
    double latitude;      /* degrees, NAN when unknown */
    double longitude;
    uint64_t geonames;    /* GeoNames id, 0 for none */
    uint32_t population;  /* or a weight that stands for it; 0 when unknown */
    uint32_t sense_count; /* places that the data knows by this name */
    struct slice reason;  /* why this one of them: "followed by Nebraska; near Omaha" */
};

enum place_form { PLACE_NAME, PLACE_ADJECTIVE /* "Russian", "Americans": tells a country */ };

struct place_mention {
    uint32_t place;
    uint32_t sentence;
    struct span span;
    enum place_form form;
};

/* ---- quantities (time/ and events/ use them) ---- */

struct quantity {
    uint32_t sentence;
    struct span span;
    double low;  /* NAN: open */
    double high; /* NAN: open */
    struct slice unit;
    struct slice of;
};

/* ---- statements/ ---- */

enum statement_kind { STATEMENT_DIRECT, STATEMENT_INDIRECT, STATEMENT_MIXED };

/* Empty spans (start == end) stand for what the text does not say. The layer is sorted by the start
 * of the content. */
struct statement {
    uint32_t sentence; /* in which the content starts */
    uint32_t speaker;  /* actor, or INDEX_NONE */
    struct span speaker_span;
    struct span cue;            /* "said"; empty, at the content, where there is none */
    const struct span *content; /* sorted, disjoint; without quotation marks at either end */
    uint32_t content_count;     /* at least 1 */
    enum statement_kind kind;
    uint32_t addressee; /* actor who is spoken to, or INDEX_NONE */
    struct span addressee_span;
    struct span topic; /* "the war" of "said of the war" */
    struct slice rule; /* data file and line of the cue */
};

/* ---- events/ ---- */

enum event_status {
    EVENT_HAPPENED,
    EVENT_ONGOING,
    EVENT_PLANNED,
    EVENT_HYPOTHETICAL,
    EVENT_DENIED,
    EVENT_HISTORICAL,
};

struct participant {
    uint32_t actor;
    struct span span;
};

struct event {
    uint32_t sentence;
    struct span anchor;
    struct slice type;  /* PLOVER type; "OTHER": a dictionary's code that PLOVER has none for */
    struct slice mode;  /* PLOVER mode, or empty */
    struct slice cameo; /* 3 or 4 digits */
    uint8_t quad;       /* 1 to 4, 0 unknown */
    double goldstein;   /* -10 to 10 */
    const struct slice *contexts;
    const struct participant *actors;
    const struct participant *recipients;
    const uint32_t *counts; /* quantities */
    uint32_t context_count;
    uint32_t actor_count;
    uint32_t recipient_count;
    uint32_t quantity_count;
    int32_t earliest; /* days since 1970-01-01, or DAY_UNKNOWN */
    int32_t latest;
    struct slice when_basis;
    uint32_t where; /* place, or INDEX_NONE */
    enum event_status status;
    uint32_t attributed_to; /* actor, or INDEX_NONE */
    uint32_t statement;     /* statement that it stands in, or that it is; or INDEX_NONE */
    double confidence;      /* 0 to 1 */
    struct slice rule;      /* frame file and line that fired */
};

/* ---- the article ---- */

struct grammar_model;

/* Things worth telling the user about this article; bits of article.flags. */
enum article_flag {
    ARTICLE_ENCODING_GUESSED = 1u << 0,  /* the encoding is a guess */
    ARTICLE_BYTES_REPLACED = 1u << 1,    /* some bytes had no valid reading */
    ARTICLE_DATE_UNREADABLE = 1u << 2,   /* a date was given and is no date, or is out of range */
    ARTICLE_DATE_CONFLICT = 1u << 3,     /* the page names two publication days */
    ARTICLE_METADATA_LEFT_OUT = 1u << 4, /* a title, byline, … over its maximum was left out */
    ARTICLE_SENTENCE_SPLIT = 1u << 5,    /* a sentence over SENTENCE_TOKENS_MAX was split */
    ARTICLE_HTML_FLATTENED = 1u << 6,    /* elements deeper than HTML_DEPTH_MAX were flattened */
    ARTICLE_NOT_ENGLISH = 1u << 7,       /* no models for its language: split by general rules */
};

struct article {
    /* reading/: identity. id is what intake was given, or the key. */
    struct slice id;
    char key[HASH_ID_CHARS];      /* hash of origin (URL, or outlet) and content */
    uint8_t sha256[SHA256_BYTES]; /* of the bytes as read */
    struct slice source;          /* path as given or found, or "-" */
    uint64_t source_line;         /* of JSONL, else 0 */
    const char *encoding;
    enum encoding_basis encoding_basis;
    uint32_t flags;  /* enum article_flag */
    uint32_t layers; /* enum article_layer */

    /* page/ */
    struct slice text; /* paragraphs parted by one empty line ("\n\n") */
    const struct paragraph *paragraphs;
    const struct aside *asides;
    uint32_t paragraph_count;
    uint32_t aside_count;
    struct slice title; /* empty where unknown; so are the next four */
    struct slice byline;
    struct slice outlet;
    struct slice url;
    struct slice language;     /* ISO 639-1: "en" */
    struct datetime published; /* precision DATE_UNKNOWN when not known */
    enum published_basis published_basis;
    struct datetime not_before; /* what the text itself proves; DATE_UNKNOWN when nothing */

    /* text/ */
    const struct sentence *sentences;
    struct token *tokens;
    uint32_t sentence_count;
    uint32_t token_count;

    /* reading/: the lines of each sentence [sentence_count] as CoNLL-U input gave them, or NULL
     * when the sentences are text/'s own */
    const struct slice *given;

    /* grammar/ */
    const struct grammar_model *grammar; /* names the tokens' labels; NULL: unparsed */
    const struct entity *entities;
    uint32_t entity_count;

    /* actors/, time/, place/ */
    const struct actor *actors;
    const struct mention *mentions;
    const struct time_expression *times;
    const struct place *places;
    const struct place_mention *place_mentions;
    const struct quantity *quantities;
    uint32_t actor_count;
    uint32_t mention_count;
    uint32_t time_count;
    uint32_t place_count;
    uint32_t place_mention_count;
    uint32_t quantity_count;

    /* statements/, events/ */
    const struct statement *statements;
    const struct event *events;
    uint32_t statement_count;
    uint32_t event_count;
};

/* The layers of meaning that were read; bits of article.layers. A layer whose bit is not set is
 * empty because nothing looked, not because nothing is there. */
enum article_layer {
    ARTICLE_GRAMMAR = 1u << 0,
    ARTICLE_ACTORS = 1u << 1,
    ARTICLE_TIMES = 1u << 2,
    ARTICLE_PLACES = 1u << 3,
    ARTICLE_QUANTITIES = 1u << 4,
    ARTICLE_STATEMENTS = 1u << 5,
    ARTICLE_EVENTS = 1u << 6,
};
#define ARTICLE_LAYER_COUNT 7

/* Whether the first place lies in the second, by their country and region: Alanya in Antalya and in
 * Turkey. A place does not lie in itself. False also when the data does not say. */
bool place_within(const struct place *inner, const struct place *outer);

/* The bytes of article->text that a span covers. */
static inline struct slice article_slice(const struct article *article, struct span span)
{
    return slice_sub(article->text, span.start, span.end);
}

/* Items [first, end) of a layer. */
struct index_range {
    uint32_t first;
    uint32_t end;
};

/* The items of one sentence in a layer that is sorted by start: ARTICLE_RANGE(struct mention,
 * article->mentions, article->mention_count, sentence). An empty range where there is none.
 * O(log count). */
#define ARTICLE_RANGE(type, layer, count, number)                                                  \
    article_range((layer), (count), sizeof(type), offsetof(type, sentence), (number))
struct index_range article_range(const void *layer, uint32_t count, size_t item_bytes,
                                 size_t sentence_at, uint32_t sentence);

/* The names that output uses: "meta", "day", "windows-1254 guessed" … Constant strings, or NULL for
 * the value that means none. */
const char *article_basis_name(enum published_basis basis);
const char *article_precision_name(enum date_precision precision);
const char *article_encoding_basis_name(enum encoding_basis basis);
const char *article_paragraph_kind_name(enum paragraph_kind kind);
const char *article_aside_reason_name(enum aside_reason reason);
/* "city", "region", …; "unknown" for PLACE_UNKNOWN. */
const char *article_place_kind_name(enum place_kind kind);
/* The name of one flag bit. */
const char *article_flag_name(enum article_flag flag);
#define ARTICLE_FLAG_COUNT 8
/* The name of one layer's bit: "actors". */
const char *article_layer_name(enum article_layer layer);
/* "person", "name", "DATE", "direct", "happened" … */
const char *article_actor_kind_name(enum actor_kind kind);
const char *article_mention_form_name(enum mention_form form);
const char *article_time_type_name(enum time_type type);
const char *article_statement_kind_name(enum statement_kind kind);
const char *article_event_status_name(enum event_status status);

#endif
