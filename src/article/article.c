/*
 * article.c - the names of an article's enumerations.
 *
 *   in    enumeration values
 *   out   the words that JSON, SQL and messages use for them
 */
#include "article/article.h"

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
