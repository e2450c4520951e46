/*
 * polecat.c - POLECAT's columns, directed: one row for each actor and recipient.
 *
 *   in    the list "pairs"
 *   out   TSV; "None" for what is not known
 *
 * The columns and their order are those of the files that POLECAT published for 2018 to 2023.
 */
#include <stdio.h>

#include "export/export_parts.h"

#define OR_NONE(name, list_column)                                                                 \
    {                                                                                              \
        name, column_or_none, list_column                                                          \
    }
#define UNKNOWN(name)                                                                              \
    {                                                                                              \
        name, column_text, "None"                                                                  \
    }

/* "EVENT", "EVENT_2", …: rows of one event follow one another. */
static void column_id(struct export *export, const struct row *row, const void *argument)
{
    char id[64];
    struct slice event = row_cell(row, "event"), number = row_cell(row, "pair");
    (void)argument;
    int length = snprintf(id, sizeof(id), "%.*s_%.*s", SLICE_ARG(event), SLICE_ARG(number));
    table_cell(&export->table, (struct slice){id, (size_t)length});
}

static void column_quad(struct export *export, const struct row *row, const void *argument)
{
    static const char *const NAMES[] = {"None", "VERBAL COOPERATION", "MATERIAL COOPERATION",
                                        "VERBAL CONFLICT", "MATERIAL CONFLICT"};
    uint64_t quad = 0;
    (void)argument;
    slice_to_u64(row_cell(row, "quad"), &quad);
    table_text(&export->table, NAMES[quad <= 4 ? quad : 0]);
}

/* "GOV" of "GOV,MIL". */
static void column_first(struct export *export, const struct row *row, const void *argument)
{
    struct slice rest = row_cell(row, argument), first = SLICE_EMPTY;
    if (rest.len)
        slice_next_field(&rest, ',', &first);
    table_cell(&export->table, first.len ? first : SLICE("None"));
}

static void column_cow(struct export *export, const struct row *row, const void *argument)
{
    struct slice code = codes_find(export, row_cell(row, argument)).cow;
    table_cell(&export->table, code.len ? code : SLICE("None"));
}

/* The place's name where it is of this kind. */
static void column_place_of_kind(struct export *export, const struct row *row, const void *argument)
{
    bool fits = slice_equal(row_cell(row, "place_kind"), slice_from(argument));
    table_cell(&export->table, fits ? row_cell(row, "place") : SLICE("None"));
}

/* "2016-12-02T13:03+08:00" to "2016-12-02". */
static void column_published(struct export *export, const struct row *row, const void *argument)
{
    struct slice day = slice_sub(row_cell(row, "published"), 0, 10);
    (void)argument;
    table_cell(&export->table, day.len ? day : SLICE("None"));
}

static const struct column COLUMNS[] = {
    {"Event ID", column_id, NULL},
    OR_NONE("Event Date", "day"),
    OR_NONE("Event Type", "type"),
    OR_NONE("Event Mode", "mode"),
    OR_NONE("Intensity", "goldstein"),
    {"Quad Code", column_quad, NULL},
    OR_NONE("Contexts", "contexts"),
    OR_NONE("Actor Name", "actor_name"),
    OR_NONE("Actor Country", "actor_country"),
    {"Actor COW", column_cow, "actor_country"},
    {"Primary Actor Sector", column_first, "actor_sectors"},
    OR_NONE("Actor Sectors", "actor_sectors"),
    OR_NONE("Actor Title", "actor_role"),
    OR_NONE("Actor Name Raw", "actor_text"),
    UNKNOWN("Wikipedia Actor ID"),
    OR_NONE("Recipient Name", "recipient_name"),
    OR_NONE("Recipient Country", "recipient_country"),
    {"Recipient COW", column_cow, "recipient_country"},
    {"Primary Recipient Sector", column_first, "recipient_sectors"},
    OR_NONE("Recipient Sectors", "recipient_sectors"),
    OR_NONE("Recipient Title", "recipient_role"),
    OR_NONE("Recipient Name Raw", "recipient_text"),
    UNKNOWN("Wikipedia Recipient ID"),
    OR_NONE("Placename", "place"),
    {"City", column_place_of_kind, "city"},
    {"District", column_place_of_kind, "county"},
    OR_NONE("Province", "place_region"),
    OR_NONE("Country", "place_country"),
    OR_NONE("Latitude", "latitude"),
    OR_NONE("Longitude", "longitude"),
    OR_NONE("GeoNames ID", "geonames"),
    OR_NONE("Raw Placename", "place"),
    OR_NONE("Feature Type", "place_kind"),
    OR_NONE("Source", "outlet"),
    {"Publication Date", column_published, NULL},
    OR_NONE("Story People", "people"),
    OR_NONE("Story Organizations", "organizations"),
    OR_NONE("Story Locations", "locations"),
    OR_NONE("Language", "language"),
    {"Version", column_text, "annals"},
    OR_NONE("Headline", "title"),
    OR_NONE("Event Text", "text"),
};

bool export_polecat(struct export *export, struct err *err)
{
    return export_columns(export, "pairs", COLUMNS, sizeof(COLUMNS) / sizeof(COLUMNS[0]), true,
                          err);
}
