/*
 * list_exports.c - lists that exports are made from: who does what to whom, directed, and one row a
 * report.
 *
 *   in    –
 *   out   constants that list.c runs
 */
#include "store/list_parts.h"

static const struct store_column PAIRS[] = {
    {"event", false, 0},
    {"pair", false, 0},
    {"actor", false, 0},
    {"actor_name", false, 0},
    {"actor_country", false, 0},
    {"actor_sectors", false, 0},
    {"actor_role", false, 0},
    {"actor_kind", false, 0},
    {"actor_text", false, 0},
    {"recipient", false, 0},
    {"recipient_name", false, 0},
    {"recipient_country", false, 0},
    {"recipient_sectors", false, 0},
    {"recipient_role", false, 0},
    {"recipient_kind", false, 0},
    {"recipient_text", false, 0},
    {"type", false, 0},
    {"mode", false, 0},
    {"contexts", false, 0},
    {"cameo", false, 0},
    {"quad", true, 0},
    {"goldstein", true, 0},
    {"status", false, 0},
    {"day", false, 0},
    {"earliest", false, 0},
    {"latest", false, 0},
    {"place", false, 0},
    {"place_kind", false, 0},
    {"place_region", false, 0},
    {"place_country", false, 0},
    {"latitude", true, 0},
    {"longitude", true, 0},
    {"geonames", false, 0},
    {"mentions", true, 0},
    {"outlets", true, 0},
    {"articles", true, 0},
    {"lead", true, 0},
    {"confidence", true, 0},
    {"article", false, 0},
    {"outlet", false, 0},
    {"published", false, 0},
    {"title", false, 0},
    {"url", false, 0},
    {"source", false, 0},
    {"language", false, 0},
    {"people", false, 0},
    {"organizations", false, 0},
    {"locations", false, 0},
    {"text", false, 0},
};
static const struct store_column REPORTS[] = {
    {"id", false, 0},
    {"event", false, 0},
    {"article", false, 0},
    {"outlet", false, 0},
    {"url", false, 0},
    {"source", false, 0},
    {"published", false, 0},
    {"sentence", true, 0},
    {"type", false, 0},
    {"mode", false, 0},
    {"contexts", false, 0},
    {"cameo", false, 0},
    {"quad", true, 0},
    {"goldstein", true, 0},
    {"status", false, 0},
    {"actors", false, 0},
    {"actor_countries", false, 0},
    {"recipients", false, 0},
    {"recipient_countries", false, 0},
    {"earliest", false, 0},
    {"latest", false, 0},
    {"when_basis", false, 0},
    {"place", false, 0},
    {"place_country", false, 0},
    {"latitude", true, 0},
    {"longitude", true, 0},
    {"attributed_to", false, 0},
    {"confidence", true, 0},
    {"rule", false, 0},
    {"anchor", false, 0},
    {"text", false, 0},
    {"start_offset", true, 0},
    {"end_offset", true, 0},
    {"deaths_low", true, 0},
    {"deaths_high", true, 0},
    {"injured_low", true, 0},
    {"injured_high", true, 0},
    {"counts", false, 0},
    {"title", false, 0},
    {"language", false, 0},
    {"sentence_start", true, 0},
    {"evidence", false, 0},
};
static const struct store_column DIRECTIONS[] = {
    {"event", false, 0},
    {"status", false, 0},
    {"quad", true, 0},
    {"actor_country", false, 0},
    {"recipient_country", false, 0},
    {"place", false, 0},
    {"place_kind", false, 0},
    {"place_country", false, 0},
    {"latitude", true, 0},
    {"longitude", true, 0},
};
static const struct store_column PAIR_MENTIONS[] = {
    {"event", false, 0},
    {"pair", false, 0},
    {"sentence", true, 0},
    {"outlet", false, 0},
    {"url", false, 0},
    {"source", false, 0},
    {"published", false, 0},
    {"first_published", false, 0},
    {"status", false, 0},
    {"actor_start", true, 0},
    {"recipient_start", true, 0},
    {"start_offset", true, 0},
    {"percent", true, 0},
    {"characters", true, 0},
};

/* Of the event as in the list of events, for its filters. */
#define FROM_EVENTS                                                                                \
    " FROM event AS v JOIN article AS a ON a.number = v.first_article"                             \
    " JOIN event_mention AS e ON e.article = v.first_article AND e.number = v.first_mention"       \
    " JOIN sentence AS s ON s.article = e.article AND s.number = e.sentence"                       \
    " LEFT JOIN place AS w ON w.id = v.place"
#define BY_DAY " ORDER BY coalesce(v.earliest, v.latest, v.first_published) NULLS LAST, v.id,"

const struct list_spec LIST_EXPORTS[] = {
    {
        {"pairs", COLUMNS(PAIRS)},
        "SELECT r.id AS event, r.pair, r.actor, r.actor_name, r.actor_country, r.actor_sectors,"
        " r.actor_role, r.actor_kind, r.actor_text, r.recipient, r.recipient_name,"
        " r.recipient_country, r.recipient_sectors, r.recipient_role, r.recipient_kind,"
        " r.recipient_text, r.type, r.mode, r.contexts, r.cameo, r.quad, r.goldstein, r.status,"
        " r.day, r.earliest, r.latest, r.place, r.place_kind, r.place_region, r.place_country,"
        " r.latitude, r.longitude, r.geonames, r.mentions, r.outlets, r.articles, r.lead,"
        " r.confidence, r.article, r.outlet, r.published, r.title, r.url, r.source, r.language,"
        " r.people, r.organizations, r.locations, r.text" FROM_EVENTS
        " JOIN event_pairs AS r ON r.id = v.id WHERE 1",
        {EVENT_FILTERS},
        BY_DAY " r.actor_number, r.recipient_order DESC",
    },
    {
        /* The pairs once more, with what sums are made of: many times as fast. */
        {"directions", COLUMNS(DIRECTIONS)},
        "SELECT r.id AS event, r.status, r.quad, r.actor_country, r.recipient_country, r.place,"
        " r.place_kind, r.place_country, r.latitude, r.longitude" FROM_EVENTS
        " JOIN event_pairs AS r ON r.id = v.id WHERE 1",
        {EVENT_FILTERS},
        " ORDER BY v.id, r.actor_number, r.recipient_order DESC",
    },
    {
        {"pair_mentions", COLUMNS(PAIR_MENTIONS)},
        "SELECT r.id AS event, r.pair, r.sentence, r.outlet, r.url, r.source, r.published,"
        " r.first_published, r.status, r.actor_start, r.recipient_start, r.start_offset,"
        " r.percent, r.characters" FROM_EVENTS
        " JOIN event_pair_mentions AS r ON r.id = v.id WHERE 1",
        {EVENT_FILTERS},
        BY_DAY " r.actor_number, r.recipient_order DESC, r.published_day NULLS LAST, r.article,"
               " r.number",
    },
    {
        {"reports", COLUMNS(REPORTS)},
        "SELECT r.id, r.event, r.article, r.outlet, r.url, r.source, r.published, r.sentence,"
        " r.type, r.mode, r.contexts, r.cameo, r.quad, r.goldstein, r.status, r.actors,"
        " r.actor_countries, r.recipients, r.recipient_countries, r.earliest, r.latest,"
        " r.when_basis, r.place, r.place_country, r.latitude, r.longitude, r.attributed_to,"
        " r.confidence, r.rule, r.anchor, r.text, r.start_offset, r.end_offset, r.deaths_low,"
        " r.deaths_high, r.injured_low, r.injured_high, r.counts, r.title, r.language, "
        "r.sentence_start, r.evidence" FROM_EVENTS
        " JOIN event_reports AS r ON r.event_number = v.number WHERE 1",
        {EVENT_FILTERS},
        BY_DAY " r.published_day NULLS LAST, r.article, r.number",
    },
};
const size_t LIST_EXPORT_COUNT = sizeof(LIST_EXPORTS) / sizeof(LIST_EXPORTS[0]);
