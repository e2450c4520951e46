/*
 * gdelt.c - GDELT 2.0's events (61 columns) and mentions (16 columns), directed.
 *
 *   in    the lists "pairs" and "pair_mentions"
 *   out   TSV with a line of names, which GDELT's own files leave out
 *
 * Columns: "The GDELT Event Database Data Format Codebook V2.0" (2015). What Annals does not
 * measure (tone, where an actor is at home) is empty, never zero.
 */
#include <stdio.h>

#include "base/hash.h"
#include "export/export_parts.h"

#define CELL(name, list_column)                                                                    \
    {                                                                                              \
        name, column_cell, list_column                                                             \
    }
#define EMPTY(name)                                                                                \
    {                                                                                              \
        name, column_text, ""                                                                      \
    }

/* ---- ids and dates ---- */

/* GDELT's ids are whole numbers: 63 bits of a hash of event, actor and recipient. */
static void column_number(struct export *export, const struct row *row, const void *argument)
{
    char key[128];
    struct slice event = row_cell(row, "event"), pair = row_cell(row, "pair");
    (void)argument;
    int length = snprintf(key, sizeof(key), "%.*s/%.*s", SLICE_ARG(event), SLICE_ARG(pair));
    table_number(&export->table, hash_64((struct slice){key, (size_t)length}) >> 1);
}

/* The first digits of the event's day: 8, 6 or 4 of them. */
static void column_day(struct export *export, const struct row *row, const void *argument)
{
    char digits[8];
    struct slice day = row_day_digits(row, "day", digits);
    table_cell(&export->table, slice_sub(day, 0, (size_t) * (const unsigned *)argument));
}
static const unsigned DAY_DIGITS = 8, MONTH_DIGITS = 6, YEAR_DIGITS = 4;

/* The codebook's measure: every month has 30 days, every year 365. */
static void column_fraction(struct export *export, const struct row *row, const void *argument)
{
    char digits[8], text[16];
    uint64_t year, month, day;
    struct slice date = row_day_digits(row, "day", digits);
    (void)argument;
    if (!slice_to_u64(slice_sub(date, 0, 4), &year) ||
        !slice_to_u64(slice_sub(date, 4, 6), &month) ||
        !slice_to_u64(slice_sub(date, 6, 8), &day)) {
        table_text(&export->table, "");
        return;
    }
    uint64_t parts = ((month - 1) * 30 + day) * 10000 / 365;
    snprintf(text, sizeof(text), "%04u.%04u", (unsigned)year, (unsigned)parts);
    table_text(&export->table, text);
}

/* "20161202130300" of "2016-12-02T13:03+08:00": as the outlet writes it, not moved to UTC. */
static void column_time(struct export *export, const struct row *row, const void *argument)
{
    char digits[14];
    struct slice time = row_cell(row, argument);
    size_t count = 0;
    for (size_t i = 0; i < time.len && i < 16; i++) {
        if (time.ptr[i] >= '0' && time.ptr[i] <= '9' && count < sizeof(digits))
            digits[count++] = time.ptr[i];
    }
    if (count >= 8) {
        while (count < sizeof(digits))
            digits[count++] = '0';
    }
    table_cell(&export->table, (struct slice){digits, count == sizeof(digits) ? count : 0});
}

/* ---- actors ---- */

struct side {
    const char *name, *country, *sectors;
};
static const struct side ACTOR = {"actor_name", "actor_country", "actor_sectors"};
static const struct side RECIPIENT = {"recipient_name", "recipient_country", "recipient_sectors"};

/* A country's code, not that of "IGO". */
static bool is_country(const struct export *export, struct slice code)
{
    return codes_find(export, code).fips.len > 0;
}

static struct slice sector_at(const struct row *row, const struct side *side, unsigned number)
{
    struct slice rest = row_cell(row, side->sectors), sector = SLICE_EMPTY;
    if (rest.len == 0)
        return SLICE_EMPTY;
    for (unsigned i = 0; i <= number; i++) {
        if (!slice_next_field(&rest, ',', &sector))
            return SLICE_EMPTY;
    }
    return sector;
}

/* "RUSGOV": country and kinds, as CAMEO joins them. */
static void column_code(struct export *export, const struct row *row, const void *argument)
{
    const struct side *side = argument;
    struct slice sector;
    char code[64];
    size_t length = 0;
    struct slice country = row_cell(row, side->country);
    int written = snprintf(code, sizeof(code), "%.*s", SLICE_ARG(slice_sub(country, 0, 8)));
    length = (size_t)written;
    for (unsigned i = 0; i < 3 && (sector = sector_at(row, side, i)).len > 0; i++) {
        written = snprintf(code + length, sizeof(code) - length, "%.*s",
                           SLICE_ARG(slice_sub(sector, 0, 8)));
        length += (size_t)written;
    }
    table_cell(&export->table, (struct slice){code, length});
}

static void column_country(struct export *export, const struct row *row, const void *argument)
{
    struct slice code = row_cell(row, ((const struct side *)argument)->country);
    table_cell(&export->table, is_country(export, code) ? code : SLICE_EMPTY);
}

/* "IGO" and the like, which stand in our column of countries. */
static void column_group(struct export *export, const struct row *row, const void *argument)
{
    struct slice code = row_cell(row, ((const struct side *)argument)->country);
    table_cell(&export->table, is_country(export, code) ? SLICE_EMPTY : code);
}

static void column_type_1(struct export *export, const struct row *row, const void *argument)
{
    table_cell(&export->table, sector_at(row, argument, 0));
}
static void column_type_2(struct export *export, const struct row *row, const void *argument)
{
    table_cell(&export->table, sector_at(row, argument, 1));
}
static void column_type_3(struct export *export, const struct row *row, const void *argument)
{
    table_cell(&export->table, sector_at(row, argument, 2));
}

#define ACTOR_COLUMNS(who, side)                                                                   \
    {who "Code", column_code, &(side)}, CELL(who "Name", (side##_NAME)),                           \
        {who "CountryCode", column_country, &(side)},                                              \
        {who "KnownGroupCode", column_group, &(side)}, EMPTY(who "EthnicCode"),                    \
        EMPTY(who "Religion1Code"), EMPTY(who "Religion2Code"),                                    \
        {who "Type1Code", column_type_1, &(side)}, {who "Type2Code", column_type_2, &(side)},      \
    {                                                                                              \
        who "Type3Code", column_type_3, &(side)                                                    \
    }
#define ACTOR_NAME "actor_name"
#define RECIPIENT_NAME "recipient_name"

/* ---- event codes ---- */

static void column_cameo(struct export *export, const struct row *row, const void *argument)
{
    struct slice code = row_cell(row, "cameo");
    table_cell(&export->table, slice_sub(code, 0, (size_t) * (const unsigned *)argument));
}
static const unsigned BASE_DIGITS = 3, ROOT_DIGITS = 2;

/* ---- places ---- */

/* 1 country, 2 state of the USA, 3 city of the USA, 4 other city, 5 other first-order division. */
static void column_geo_type(struct export *export, const struct row *row, const void *argument)
{
    struct slice kind = row_cell(row, "place_kind");
    bool is_usa = slice_equal(row_cell(row, "place_country"), SLICE("USA"));
    const char *type = is_usa ? "3" : "4";
    (void)argument;
    if (row_cell(row, "place").len == 0)
        type = "0";
    else if (slice_equal(kind, SLICE("country")))
        type = "1";
    else if (slice_equal(kind, SLICE("region")))
        type = is_usa ? "2" : "5";
    table_text(&export->table, type);
}

/* "Alanya, Antalya, TUR" */
static void column_geo_name(struct export *export, const struct row *row, const void *argument)
{
    struct buf name;
    struct slice place = row_cell(row, "place"), region = row_cell(row, "place_region"),
                 country = row_cell(row, "place_country");
    (void)argument;
    buf_init(&name, 4096);
    buf_append(&name, place);
    if (region.len && !slice_equal(region, place))
        buf_printf(&name, ", %.*s", SLICE_ARG(region));
    if (country.len && !slice_equal(row_cell(row, "place_kind"), SLICE("country")))
        buf_printf(&name, ", %.*s", SLICE_ARG(country));
    export->out.buf.failed = export->out.buf.failed || name.failed;
    table_cell(&export->table, buf_slice(&name));
    buf_free(&name);
}

static void column_fips(struct export *export, const struct row *row, const void *argument)
{
    table_cell(&export->table, codes_find(export, row_cell(row, argument)).fips);
}

#define NO_PLACE(who)                                                                              \
    {who "Geo_Type", column_text, "0"}, EMPTY(who "Geo_FullName"), EMPTY(who "Geo_CountryCode"),   \
        EMPTY(who "Geo_ADM1Code"), EMPTY(who "Geo_ADM2Code"), EMPTY(who "Geo_Lat"),                \
        EMPTY(who "Geo_Long"), EMPTY(who "Geo_FeatureID")

/* The URL, or where we have the article from. */
static void column_source(struct export *export, const struct row *row, const void *argument)
{
    struct slice url = row_cell(row, "url");
    (void)argument;
    table_cell(&export->table, url.len ? url : row_cell(row, "source"));
}

static const struct column EVENTS[] = {
    {"GLOBALEVENTID", column_number, NULL},
    {"SQLDATE", column_day, &DAY_DIGITS},
    {"MonthYear", column_day, &MONTH_DIGITS},
    {"Year", column_day, &YEAR_DIGITS},
    {"FractionDate", column_fraction, NULL},
    ACTOR_COLUMNS("Actor1", ACTOR),
    ACTOR_COLUMNS("Actor2", RECIPIENT),
    CELL("IsRootEvent", "lead"),
    CELL("EventCode", "cameo"),
    {"EventBaseCode", column_cameo, &BASE_DIGITS},
    {"EventRootCode", column_cameo, &ROOT_DIGITS},
    CELL("QuadClass", "quad"),
    CELL("GoldsteinScale", "goldstein"),
    CELL("NumMentions", "mentions"),
    CELL("NumSources", "outlets"),
    CELL("NumArticles", "articles"),
    EMPTY("AvgTone"),
    NO_PLACE("Actor1"),
    NO_PLACE("Actor2"),
    {"ActionGeo_Type", column_geo_type, NULL},
    {"ActionGeo_FullName", column_geo_name, NULL},
    {"ActionGeo_CountryCode", column_fips, "place_country"},
    EMPTY("ActionGeo_ADM1Code"),
    EMPTY("ActionGeo_ADM2Code"),
    CELL("ActionGeo_Lat", "latitude"),
    CELL("ActionGeo_Long", "longitude"),
    CELL("ActionGeo_FeatureID", "geonames"),
    {"DATEADDED", column_time, "published"},
    {"SOURCEURL", column_source, NULL},
};
_Static_assert(sizeof(EVENTS) / sizeof(EVENTS[0]) == 61, "GDELT 2.0 events have 61 columns");

bool export_gdelt_events(struct export *export, struct err *err)
{
    return export_columns(export, "pairs", EVENTS, sizeof(EVENTS) / sizeof(EVENTS[0]), true, err);
}

/* ---- mentions ---- */

/* 1: a page of the web; 2: another source, cited. */
static void column_mention_type(struct export *export, const struct row *row, const void *argument)
{
    (void)argument;
    table_text(&export->table, row_cell(row, "url").len ? "1" : "2");
}

/* Sentences count from 1. */
static void column_sentence(struct export *export, const struct row *row, const void *argument)
{
    uint64_t number = 0;
    (void)argument;
    slice_to_u64(row_cell(row, "sentence"), &number);
    table_number(&export->table, number + 1);
}

/* -1: this report does not name him. */
static void column_offset(struct export *export, const struct row *row, const void *argument)
{
    struct slice offset = row_cell(row, argument);
    table_cell(&export->table, offset.len ? offset : SLICE("-1"));
}

/* In hundredths. */
static void column_confidence(struct export *export, const struct row *row, const void *argument)
{
    char text[8];
    struct slice confidence = row_cell(row, "percent");
    (void)argument;
    int length = snprintf(text, sizeof(text), "%.*s", SLICE_ARG(slice_sub(confidence, 0, 3)));
    table_cell(&export->table, (struct slice){text, (size_t)length});
}

static const struct column MENTIONS[] = {
    {"GLOBALEVENTID", column_number, NULL},
    {"EventTimeDate", column_time, "first_published"},
    {"MentionTimeDate", column_time, "published"},
    {"MentionType", column_mention_type, NULL},
    CELL("MentionSourceName", "outlet"),
    {"MentionIdentifier", column_source, NULL},
    {"SentenceID", column_sentence, NULL},
    {"Actor1CharOffset", column_offset, "actor_start"},
    {"Actor2CharOffset", column_offset, "recipient_start"},
    {"ActionCharOffset", column_offset, "start_offset"},
    {"InRawText", column_text, "1"},
    {"Confidence", column_confidence, NULL},
    CELL("MentionDocLen", "characters"),
    EMPTY("MentionDocTone"),
    EMPTY("MentionDocTranslationInfo"),
    EMPTY("Extras"),
};
_Static_assert(sizeof(MENTIONS) / sizeof(MENTIONS[0]) == 16, "GDELT mentions have 16 columns");

bool export_gdelt_mentions(struct export *export, struct err *err)
{
    return export_columns(export, "pair_mentions", MENTIONS, sizeof(MENTIONS) / sizeof(MENTIONS[0]),
                          true, err);
}
