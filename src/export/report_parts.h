/*
 * report_parts.h - what the files of the HTML report share, and nobody else includes.
 *
 *   in    lists of the store
 *   out   struct report: what is gathered before the first byte is written; the sections
 *   uses  base/, store/, export_parts.h
 */
#ifndef ANNALS_EXPORT_REPORT_PARTS_H
#define ANNALS_EXPORT_REPORT_PARTS_H

#include "base/data_set.h"
#include "base/limits.h"
#include "export/export_parts.h"
#include "export/html.h"
#include "export/report.h"

/* An event that is shown. */
struct report_event {
    struct slice id, when, earliest, latest, status, type, mode, cameo, actors, recipients, place,
        attributed_to;
    uint64_t mentions, articles, outlets, disagreements;
};

/* Events that happened on one day. */
struct report_day {
    int32_t day; /* days since 1970-01-01 */
    uint32_t cooperation, conflict;
};

/* Events from one country to another. */
struct report_pair {
    struct slice actor, recipient; /* ISO 3166-1 alpha-3 */
    uint32_t cooperation, conflict;
};

struct report_place {
    struct slice name, country;
    bool is_broad;              /* a country, a region: its point is only its middle */
    double latitude, longitude; /* degrees */
    uint32_t events;
};

struct report_speaker {
    struct slice id, name, country, role;
    uint32_t statements;
};

struct report {
    struct store *store;
    const struct report_query *query;
    struct arena *arena;
    struct out out;
    struct err *err; /* of the call under way */

    struct map type_names; /* PLOVER type -> names */
    VECTOR(struct slice) names;

    VECTOR(struct report_event) events;     /* shown, by day */
    struct map event_by_id;                 /* -> events */
    VECTOR(struct report_day) days;         /* sorted */
    VECTOR(struct report_pair) pairs;       /* as first met */
    VECTOR(struct report_place) places;     /* as first met */
    VECTOR(struct report_speaker) speakers; /* with most statements first */
    struct map cited;                       /* keys of articles that the page names */
    struct slice first_day, last_day;       /* of articles */

    uint64_t event_count, deed_count, undated_count, disputed_count, mention_count;
    uint64_t article_count, outlet_count, statement_count, speaker_count, rejection_count;
    uint64_t nameless_pair_count; /* pairs of events without two countries */
    uint64_t placeless_count;     /* deeds without coordinates */
};

typedef bool report_row(void *context, const struct store_list *list, const struct slice *cells);

/* ---- report.c ---- */

/* Sets the report's filters that the query's list takes. */
void report_fill(const struct report *report, struct store_list_query *query);
/* Runs a list under the report's filters, as far as the list takes them. */
bool report_list(struct report *report, const char *list, report_row *row, struct err *err);
/* The same for one event. */
bool report_list_of_event(struct report *report, const char *list, struct slice event,
                          report_row *row, void *context, struct err *err);
/* Whether one of the filters is set that the list does not take. */
bool report_is_narrower(const struct report *report, const char *list);
/* A copy in the arena, ptr NULL when that is full. */
struct slice report_keep(struct report *report, struct slice text);
/* "Talks" for CONSULT. */
struct slice report_type_name(const struct report *report, struct slice type);
/* Names an article and remembers that the page does. False when memory is out. */
bool report_cite(struct report *report, struct slice key, struct slice name);

/* "2016-12-02 13:03 +08:00" of ISO 8601's text; "no date" of none. */
void report_time(struct buf *out, struct slice published);

static inline struct buf *report_buf(struct report *report)
{
    return &report->out.buf;
}

/* ---- report_agreed.c ---- */

/* What the reports of a shown event agree on, and what one outlet alone tells. */
bool report_agreements(struct report *report, const struct report_event *event, struct err *err);

/* ---- report_gather.c ---- */

/* Fills all that struct report holds but cited. */
bool report_gather(struct report *report, struct err *err);

/* ---- the sections ---- */

bool report_summary_figures(struct report *report, struct err *err);
bool report_disagreements(struct report *report, struct err *err);
bool report_timeline(struct report *report, struct err *err);
bool report_events(struct report *report, struct err *err);
bool report_statements(struct report *report, struct err *err);
bool report_matrix(struct report *report, struct err *err);
bool report_map(struct report *report, struct err *err);
bool report_sources(struct report *report, struct err *err);

#endif
