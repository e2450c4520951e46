/*
 * article.c - the items of a sentence; the names of an article's enumerations.
 *
 *   in    layers, enumeration values
 *   out   ranges of indices; the words that JSON, SQL and messages use
 */
#include "article/article.h"

#include <string.h>

/* The first item from low on that stands in this sentence or a later one. */
static uint32_t first_from(const char *numbers, uint32_t low, uint32_t count, size_t item_bytes,
                           uint64_t sentence)
{
    uint32_t high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2, number;
        memcpy(&number, numbers + middle * item_bytes, sizeof(number));
        if (number < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct index_range article_range(const void *layer, uint32_t count, size_t item_bytes,
                                 size_t sentence_at, uint32_t sentence)
{
    if (count == 0)
        return (struct index_range){0, 0};
    const char *numbers = (const char *)layer + sentence_at;
    uint32_t first = first_from(numbers, 0, count, item_bytes, sentence);
    uint32_t end = first_from(numbers, first, count, item_bytes, (uint64_t)sentence + 1);
    return (struct index_range){first, end};
}

const char *article_basis_name(enum published_basis basis)
{
    switch (basis) {
    case PUBLISHED_NONE:
        return NULL;
    case PUBLISHED_GIVEN:
        return "given";
    case PUBLISHED_META:
        return "meta";
    case PUBLISHED_DATELINE:
        return "dateline";
    case PUBLISHED_TEXT:
        return "text";
    }
    return NULL;
}

const char *article_precision_name(enum date_precision precision)
{
    switch (precision) {
    case DATE_UNKNOWN:
        return NULL;
    case DATE_YEAR:
        return "year";
    case DATE_MONTH:
        return "month";
    case DATE_DAY:
        return "day";
    case DATE_MINUTE:
        return "minute";
    }
    return NULL;
}

const char *article_encoding_basis_name(enum encoding_basis basis)
{
    switch (basis) {
    case ENCODING_UNDECIDED:
        return NULL;
    case ENCODING_BOM:
        return "bom";
    case ENCODING_META:
        return "meta";
    case ENCODING_VALID:
        return "valid";
    case ENCODING_JSON:
        return "json";
    case ENCODING_GUESSED:
        return "guessed";
    }
    return NULL;
}

const char *article_paragraph_kind_name(enum paragraph_kind kind)
{
    switch (kind) {
    case PARAGRAPH_BODY:
        return "body";
    case PARAGRAPH_HEADING:
        return "heading";
    case PARAGRAPH_LIST_ITEM:
        return "list item";
    case PARAGRAPH_QUOTE:
        return "quote";
    case PARAGRAPH_TABLE_ROW:
        return "table row";
    }
    return NULL;
}

const char *article_aside_reason_name(enum aside_reason reason)
{
    switch (reason) {
    case ASIDE_NAVIGATION:
        return "navigation";
    case ASIDE_CAPTION:
        return "caption";
    case ASIDE_PAYWALL:
        return "paywall";
    case ASIDE_COMMENTS:
        return "comments";
    case ASIDE_REPEATED:
        return "repeated";
    case ASIDE_METADATA:
        return "metadata";
    case ASIDE_OTHER:
        return "other";
    }
    return NULL;
}

const char *article_flag_name(enum article_flag flag)
{
    switch (flag) {
    case ARTICLE_ENCODING_GUESSED:
        return "encoding guessed";
    case ARTICLE_BYTES_REPLACED:
        return "bytes replaced";
    case ARTICLE_DATE_UNREADABLE:
        return "date unreadable";
    case ARTICLE_DATE_CONFLICT:
        return "date conflict";
    case ARTICLE_METADATA_LEFT_OUT:
        return "metadata left out";
    case ARTICLE_SENTENCE_SPLIT:
        return "sentence split";
    case ARTICLE_HTML_FLATTENED:
        return "html flattened";
    case ARTICLE_NOT_ENGLISH:
        return "not english";
    }
    return NULL;
}

const char *article_layer_name(enum article_layer layer)
{
    switch (layer) {
    case ARTICLE_GRAMMAR:
        return "grammar";
    case ARTICLE_ACTORS:
        return "actors";
    case ARTICLE_TIMES:
        return "times";
    case ARTICLE_PLACES:
        return "places";
    case ARTICLE_QUANTITIES:
        return "quantities";
    case ARTICLE_STATEMENTS:
        return "statements";
    case ARTICLE_EVENTS:
        return "events";
    }
    return NULL;
}

const char *article_actor_kind_name(enum actor_kind kind)
{
    switch (kind) {
    case ACTOR_PERSON:
        return "person";
    case ACTOR_ORGANIZATION:
        return "organization";
    case ACTOR_COUNTRY:
        return "country";
    case ACTOR_GROUP:
        return "group";
    }
    return NULL;
}

const char *article_mention_form_name(enum mention_form form)
{
    switch (form) {
    case MENTION_NAME:
        return "name";
    case MENTION_NOMINAL:
        return "nominal";
    case MENTION_PRONOUN:
        return "pronoun";
    }
    return NULL;
}

const char *article_time_type_name(enum time_type type)
{
    switch (type) {
    case TIME_DATE:
        return "DATE";
    case TIME_TIME:
        return "TIME";
    case TIME_DURATION:
        return "DURATION";
    case TIME_SET:
        return "SET";
    }
    return NULL;
}

const char *article_statement_kind_name(enum statement_kind kind)
{
    switch (kind) {
    case STATEMENT_DIRECT:
        return "direct";
    case STATEMENT_INDIRECT:
        return "indirect";
    case STATEMENT_MIXED:
        return "mixed";
    }
    return NULL;
}

const char *article_event_status_name(enum event_status status)
{
    switch (status) {
    case EVENT_HAPPENED:
        return "happened";
    case EVENT_ONGOING:
        return "ongoing";
    case EVENT_PLANNED:
        return "planned";
    case EVENT_HYPOTHETICAL:
        return "hypothetical";
    case EVENT_DENIED:
        return "denied";
    case EVENT_HISTORICAL:
        return "historical";
    }
    return NULL;
}

bool place_within(const struct place *inner, const struct place *outer)
{
    if (inner->country.len == 0 || !slice_equal(inner->country, outer->country) ||
        inner->kind <= outer->kind)
        return false;
    if (outer->kind == PLACE_COUNTRY)
        return true;
    return outer->kind == PLACE_REGION && slice_equal(inner->region, outer->region);
}

const char *article_place_kind_name(enum place_kind kind)
{
    static const char *const names[] = {
        [PLACE_UNKNOWN] = "unknown", [PLACE_CONTINENT] = "continent", [PLACE_COUNTRY] = "country",
        [PLACE_REGION] = "region",   [PLACE_COUNTY] = "county",       [PLACE_AREA] = "area",
        [PLACE_CITY] = "city",       [PLACE_DISTRICT] = "district",   [PLACE_WATER] = "water",
        [PLACE_NATURE] = "nature",   [PLACE_FACILITY] = "facility",
    };
    return names[kind];
}
