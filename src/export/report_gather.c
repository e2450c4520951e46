/*
 * report_gather.c - what the report's sections need of the whole record.
 *
 *   in    the lists of events, directions, statements, outlets
 *   out   the events that are shown, sums for the charts
 *
 * Which events are shown: those that outlets disagree on first, then those with most outlets,
 * articles and mentions; among equals the earlier. One pass over the list ranks them, a second one
 * keeps those that are in.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "export/report_parts.h"

/* What an event is ranked by; number is its row in the list. */
struct rank {
    uint32_t number;
    uint32_t disagreements, outlets, articles, mentions;
};

struct ranking {
    struct report *report;
    VECTOR(struct rank) ranks;
    uint32_t row; /* of the second pass */
    size_t next;  /* in ranks, which are then sorted by number */
    bool out_of_memory;
};

static uint64_t number_of(const struct row *row, const char *name)
{
    uint64_t number = 0;
    slice_to_u64(row_cell(row, name), &number);
    return number;
}

static uint32_t small_number(const struct row *row, const char *name)
{
    uint64_t number = number_of(row, name);
    return number > UINT32_MAX ? UINT32_MAX : (uint32_t)number;
}

static double decimal_of(const struct row *row, const char *name)
{
    char text[64];
    struct slice cell = row_cell(row, name);
    if (cell.len == 0 || cell.len >= sizeof(text))
        return NAN;
    memcpy(text, cell.ptr, cell.len);
    text[cell.len] = '\0';
    return strtod(text, NULL);
}

/* What happened, now or in the past: not plans, wishes and denials. */
static bool is_deed(const struct row *row)
{
    struct slice status = row_cell(row, "status");
    return slice_equal(status, SLICE("happened")) || slice_equal(status, SLICE("ongoing")) ||
           slice_equal(status, SLICE("historical"));
}

static bool is_conflict(const struct row *row)
{
    return number_of(row, "quad") >= 3;
}

/* ---- events: ranked, counted by day ---- */

/* The list comes by day, so that the day is the last one or a new one. */
static bool count_day(struct report *report, const struct row *row)
{
    struct datetime when;
    if (!datetime_parse_iso(row_cell(row, "when"), &when)) {
        report->undated_count++;
        return true;
    }
    int32_t day = date_days(when.year, when.month, when.day);
    struct report_day *last = report->days.count ? &report->days.items[report->days.count - 1]
                                                 : NULL;
    if (!last || last->day != day) {
        last = vector_push(&report->days, report->arena);
        if (!last)
            return false;
        last->day = day;
    }
    if (is_conflict(row))
        last->conflict++;
    else
        last->cooperation++;
    return true;
}

static bool rank_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct ranking *ranking = context;
    struct report *report = ranking->report;
    const struct row row = {list, cells};
    struct rank *rank = vector_push(&ranking->ranks, report->arena);
    if (!rank || (is_deed(&row) && !count_day(report, &row))) {
        ranking->out_of_memory = true;
        return false;
    }
    *rank = (struct rank){
        .number = (uint32_t)report->event_count++,
        .disagreements = small_number(&row, "disagreements"),
        .outlets = small_number(&row, "outlets"),
        .articles = small_number(&row, "articles"),
        .mentions = small_number(&row, "mentions"),
    };
    report->deed_count += is_deed(&row);
    report->disputed_count += rank->disagreements > 0;
    report->mention_count += rank->mentions;
    return true;
}

static int compare_number(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

/* The most reported first. */
static int compare_ranks(const void *left, const void *right)
{
    const struct rank *a = left, *b = right;
    if ((a->disagreements > 0) != (b->disagreements > 0))
        return a->disagreements > 0 ? -1 : 1;
    if (a->outlets != b->outlets)
        return compare_number(b->outlets, a->outlets);
    if (a->articles != b->articles)
        return compare_number(b->articles, a->articles);
    if (a->mentions != b->mentions)
        return compare_number(b->mentions, a->mentions);
    return compare_number(a->number, b->number);
}

static int compare_rows(const void *left, const void *right)
{
    return compare_number(((const struct rank *)left)->number,
                          ((const struct rank *)right)->number);
}

static bool keep_cells(struct report *report, const struct row *row, struct report_event *event)
{
    const struct {
        const char *name;
        struct slice *cell;
    } CELLS[] = {
        {"id", &event->id},
        {"when", &event->when},
        {"status", &event->status},
        {"type", &event->type},
        {"mode", &event->mode},
        {"cameo", &event->cameo},
        {"actors", &event->actors},
        {"recipients", &event->recipients},
        {"place", &event->place},
        {"attributed_to", &event->attributed_to},
        {"earliest", &event->earliest},
        {"latest", &event->latest},
    };
    for (size_t i = 0; i < sizeof(CELLS) / sizeof(CELLS[0]); i++) {
        *CELLS[i].cell = report_keep(report, row_cell(row, CELLS[i].name));
        if (!CELLS[i].cell->ptr)
            return false;
    }
    return true;
}

static bool keep_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct ranking *ranking = context;
    struct report *report = ranking->report;
    const struct row row = {list, cells};
    if (ranking->next == ranking->ranks.count)
        return false;
    const struct rank *rank = &ranking->ranks.items[ranking->next];
    if (rank->number != ranking->row++)
        return true;
    ranking->next++;
    uint32_t number = (uint32_t)report->events.count;
    struct report_event *event = vector_push(&report->events, report->arena);
    if (!event || !keep_cells(report, &row, event) ||
        !map_put(&report->event_by_id, event->id, number)) {
        ranking->out_of_memory = true;
        return false;
    }
    event->mentions = rank->mentions;
    event->articles = rank->articles;
    event->outlets = rank->outlets;
    event->disagreements = rank->disagreements;
    return true;
}

static bool run_ranking(struct ranking *ranking, report_row *row, struct err *err)
{
    struct report *report = ranking->report;
    struct store_list_query query = {.list = SLICE("events")};
    memcpy(query.filters, report->query->filters, sizeof(query.filters));
    if (!store_list_rows(report->store, &query, row, ranking, err))
        return false;
    return !ranking->out_of_memory || arena_fail(report->arena, err);
}

static bool gather_events(struct report *report, struct err *err)
{
    struct ranking ranking = {.report = report};
    size_t wanted = report->query->events ? report->query->events : REPORT_EVENTS_MAX;
    if (!run_ranking(&ranking, rank_row, err))
        return false;
    if (ranking.ranks.count > wanted) {
        qsort(ranking.ranks.items, ranking.ranks.count, sizeof(struct rank), compare_ranks);
        ranking.ranks.count = wanted;
        qsort(ranking.ranks.items, ranking.ranks.count, sizeof(struct rank), compare_rows);
    }
    return ranking.ranks.count == 0 || run_ranking(&ranking, keep_row, err);
}

/* ---- pairs: countries and places ---- */

struct pairs {
    struct report *report;
    struct map by_countries; /* "RUS>TUR" -> pairs */
    struct map by_place;     /* "name|latitude|longitude" -> places */
    struct slice event;      /* the row before's, in the arena */
    bool out_of_memory;
};

/* The item that a key stands for, made when it is new. ret_new: it was. */
static bool key_number(struct report *report, struct map *map, const char *key, size_t count,
                       uint32_t *ret_number, bool *ret_new)
{
    const uint32_t *known = map_get(map, slice_from(key));
    *ret_new = !known;
    *ret_number = known ? *known : (uint32_t)count;
    if (known)
        return true;
    struct slice kept = report_keep(report, slice_from(key));
    return kept.ptr && map_put(map, kept, *ret_number);
}

static bool count_countries(struct pairs *pairs, const struct row *row)
{
    struct report *report = pairs->report;
    struct slice actor = row_cell(row, "actor_country"),
                 recipient = row_cell(row, "recipient_country");
    char key[64];
    uint32_t number;
    bool is_new;
    if (actor.len == 0 || recipient.len == 0 || actor.len > 16 || recipient.len > 16) {
        report->nameless_pair_count++;
        return true;
    }
    snprintf(key, sizeof(key), "%.*s>%.*s", SLICE_ARG(actor), SLICE_ARG(recipient));
    if (!key_number(report, &pairs->by_countries, key, report->pairs.count, &number, &is_new))
        return false;
    if (is_new) {
        struct report_pair *pair = vector_push(&report->pairs, report->arena);
        if (!pair)
            return false;
        pair->actor = report_keep(report, actor);
        pair->recipient = report_keep(report, recipient);
        if (!pair->actor.ptr || !pair->recipient.ptr)
            return false;
    }
    struct report_pair *pair = &report->pairs.items[number];
    if (is_conflict(row))
        pair->conflict++;
    else
        pair->cooperation++;
    return true;
}

static bool is_broad(struct slice kind)
{
    static const char *const BROAD[] = {"country", "continent", "region", "area", "water"};
    for (size_t i = 0; i < sizeof(BROAD) / sizeof(BROAD[0]); i++) {
        if (slice_equal(kind, slice_from(BROAD[i])))
            return true;
    }
    return false;
}

static bool count_place(struct pairs *pairs, const struct row *row)
{
    struct report *report = pairs->report;
    double latitude = decimal_of(row, "latitude"), longitude = decimal_of(row, "longitude");
    struct slice name = row_cell(row, "place");
    char key[512];
    uint32_t number;
    bool is_new;
    if (!isfinite(latitude) || !isfinite(longitude)) {
        report->placeless_count++;
        return true;
    }
    snprintf(key, sizeof(key), "%.*s|%.5f|%.5f", SLICE_ARG(slice_sub(name, 0, 400)), latitude,
             longitude);
    if (!key_number(report, &pairs->by_place, key, report->places.count, &number, &is_new))
        return false;
    if (is_new) {
        struct report_place *place = vector_push(&report->places, report->arena);
        if (!place)
            return false;
        place->name = report_keep(report, name);
        place->country = report_keep(report, row_cell(row, "place_country"));
        place->is_broad = is_broad(row_cell(row, "place_kind"));
        place->latitude = latitude;
        place->longitude = longitude;
        if (!place->name.ptr || !place->country.ptr)
            return false;
    }
    report->places.items[number].events++;
    return true;
}

/* The rows of one event follow one another. */
static bool pair_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct pairs *pairs = context;
    const struct row row = {list, cells};
    if (!is_deed(&row))
        return true;
    bool done = count_countries(pairs, &row);
    if (done && !slice_equal(pairs->event, row_cell(&row, "event"))) {
        pairs->event = report_keep(pairs->report, row_cell(&row, "event"));
        done = pairs->event.ptr && count_place(pairs, &row);
    }
    pairs->out_of_memory = !done;
    return done;
}

static bool gather_pairs(struct report *report, struct err *err)
{
    struct pairs pairs = {.report = report};
    struct store_list_query query = {.list = SLICE("directions")};
    map_init(&pairs.by_countries, report->arena);
    map_init(&pairs.by_place, report->arena);
    memcpy(query.filters, report->query->filters, sizeof(query.filters));
    if (!store_list_rows(report->store, &query, pair_row, &pairs, err))
        return false;
    return !pairs.out_of_memory || arena_fail(report->arena, err);
}

/* ---- speakers ---- */

struct speakers {
    struct report *report;
    struct map by_key; /* id, or what the text calls him -> speakers */
    bool out_of_memory;
};

static bool new_speaker(struct report *report, const struct row *row)
{
    struct report_speaker *speaker = vector_push(&report->speakers, report->arena);
    if (!speaker)
        return false;
    speaker->id = report_keep(report, row_cell(row, "speaker"));
    speaker->name = report_keep(report, row_cell(row, "speaker_name"));
    speaker->country = report_keep(report, row_cell(row, "speaker_country"));
    speaker->role = report_keep(report, row_cell(row, "speaker_role"));
    return speaker->id.ptr && speaker->name.ptr && speaker->country.ptr && speaker->role.ptr;
}

static bool speaker_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct speakers *speakers = context;
    struct report *report = speakers->report;
    const struct row row = {list, cells};
    struct slice id = row_cell(&row, "speaker");
    struct slice key = id.len ? id : row_cell(&row, "speaker_name");
    const uint32_t *known = map_get(&speakers->by_key, key);
    report->statement_count++;
    if (known) {
        report->speakers.items[*known].statements++;
        return true;
    }
    uint32_t number = (uint32_t)report->speakers.count;
    struct slice kept = report_keep(report, key);
    if (!kept.ptr || !new_speaker(report, &row) || !map_put(&speakers->by_key, kept, number)) {
        speakers->out_of_memory = true;
        return false;
    }
    report->speakers.items[number].statements = 1;
    return true;
}

static int compare_speakers(const void *left, const void *right)
{
    const struct report_speaker *a = left, *b = right;
    if (a->statements != b->statements)
        return compare_number(b->statements, a->statements);
    int order = slice_compare(a->name, b->name);
    return order ? order : slice_compare(a->id, b->id);
}

static bool gather_speakers(struct report *report, struct err *err)
{
    struct speakers speakers = {.report = report};
    struct store_list_query query = {.list = SLICE("statements")};
    map_init(&speakers.by_key, report->arena);
    report_fill(report, &query);
    if (!store_list_rows(report->store, &query, speaker_row, &speakers, err))
        return false;
    if (speakers.out_of_memory)
        return arena_fail(report->arena, err);
    report->speaker_count = report->speakers.count;
    if (report->speakers.count > 1)
        qsort(report->speakers.items, report->speakers.count, sizeof(struct report_speaker),
              compare_speakers);
    return true;
}

/* ---- articles ---- */

static bool outlet_row(void *context, const struct store_list *list, const struct slice *cells)
{
    struct report *report = context;
    const struct row row = {list, cells};
    struct slice first = row_cell(&row, "first_day"), last = row_cell(&row, "last_day");
    report->outlet_count += row_cell(&row, "outlet").len > 0;
    report->article_count += number_of(&row, "articles");
    if (first.len && (report->first_day.len == 0 || slice_compare(first, report->first_day) < 0))
        report->first_day = report_keep(report, first);
    if (last.len && slice_compare(last, report->last_day) > 0)
        report->last_day = report_keep(report, last);
    return true;
}

static bool gather_articles(struct report *report, struct err *err)
{
    const struct store_list_query rejections = {.list = SLICE("rejections")};
    return report_list(report, "outlets", outlet_row, err) &&
           store_list_count(report->store, &rejections, &report->rejection_count, err);
}

bool report_gather(struct report *report, struct err *err)
{
    return gather_articles(report, err) && gather_events(report, err) &&
           gather_pairs(report, err) && gather_speakers(report, err);
}
