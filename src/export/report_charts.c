/*
 * report_charts.c - the report's timeline, matrix and map, each with its table.
 *
 *   in    struct report, data/maps/coastline.txt
 *   out   HTML and SVG
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/resource.h"
#include "export/report_parts.h"

static void table_open(struct buf *out, const char *summary, const char *heads)
{
    html_printf(out,
                "<details><summary>%s</summary><div class=\"scroll\" "
                "tabindex=\"0\"><table><thead>%s</thead>"
                "<tbody>\n",
                summary, heads);
}

static void table_close(struct buf *out)
{
    html_raw(out, "</tbody></table></div></details>\n");
}

/* ---- timeline ---- */

#define TIMELINE_WIDTH 960
#define TIMELINE_HEIGHT 276
#define TIMELINE_LEFT 44
#define TIMELINE_BASE 130 /* y of the line between cooperation and conflict */
#define TIMELINE_ROOM 96  /* of the longest bar, either way */
/* Steps finer than these give too many bars. */
#define DAYS_MAX 62
#define MONTHS_MAX 120

enum step { STEP_DAY, STEP_MONTH, STEP_YEAR };

struct bar {
    char label[DATETIME_TEXT_BYTES]; /* "2016-12" */
    uint32_t cooperation, conflict;
};

struct timeline {
    enum step step;
    int32_t first; /* number of the first bar: day, month or year */
    size_t count;
    struct bar *bars;
    uint32_t most; /* of either side */
};

static int32_t bar_number(enum step step, int32_t day)
{
    int32_t year;
    unsigned month, day_of_month;
    date_from_days(day, &year, &month, &day_of_month);
    if (step == STEP_DAY)
        return day;
    return step == STEP_MONTH ? year * 12 + (int32_t)month - 1 : year;
}

static void bar_label(const struct timeline *timeline, size_t at,
                      char ret_label[DATETIME_TEXT_BYTES])
{
    int32_t number = timeline->first + (int32_t)at;
    struct datetime date = {.month = 1, .day = 1};
    if (timeline->step == STEP_DAY) {
        ret_label[date_format_day(number, ret_label)] = '\0';
        return;
    }
    date.precision = timeline->step == STEP_MONTH ? DATE_MONTH : DATE_YEAR;
    date.year = timeline->step == STEP_MONTH ? number / 12 : number;
    if (timeline->step == STEP_MONTH)
        date.month = (uint8_t)(number % 12 + 1);
    ret_label[datetime_format(&date, ret_label)] = '\0';
}

static bool timeline_fill(struct report *report, struct timeline *timeline)
{
    int32_t first = report->days.items[0].day,
            last = report->days.items[report->days.count - 1].day;
    timeline->step = last - first <= DAYS_MAX          ? STEP_DAY
                     : last - first <= MONTHS_MAX * 30 ? STEP_MONTH
                                                       : STEP_YEAR;
    timeline->first = bar_number(timeline->step, first);
    timeline->count = (size_t)(bar_number(timeline->step, last) - timeline->first) + 1;
    timeline->bars = arena_array(report->arena, struct bar, timeline->count);
    if (!timeline->bars)
        return false;
    for (size_t i = 0; i < timeline->count; i++)
        bar_label(timeline, i, timeline->bars[i].label);
    for (size_t i = 0; i < report->days.count; i++) {
        const struct report_day *day = &report->days.items[i];
        struct bar *bar = &timeline->bars[bar_number(timeline->step, day->day) - timeline->first];
        bar->cooperation += day->cooperation;
        bar->conflict += day->conflict;
        if (bar->cooperation > timeline->most)
            timeline->most = bar->cooperation;
        if (bar->conflict > timeline->most)
            timeline->most = bar->conflict;
    }
    return true;
}

static void timeline_axis(struct buf *out, const struct timeline *timeline, double width)
{
    html_printf(out,
                "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>"
                "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n",
                TIMELINE_LEFT, TIMELINE_WIDTH, TIMELINE_BASE - TIMELINE_ROOM,
                TIMELINE_BASE - TIMELINE_ROOM, TIMELINE_LEFT, TIMELINE_WIDTH,
                TIMELINE_BASE + TIMELINE_ROOM, TIMELINE_BASE + TIMELINE_ROOM);
    html_printf(out,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%u</text><text x=\"%d\" y=\"%d\" "
                "text-anchor=\"end\">%u</text>\n",
                TIMELINE_LEFT - 6, TIMELINE_BASE - TIMELINE_ROOM + 4, timeline->most,
                TIMELINE_LEFT - 6, TIMELINE_BASE + TIMELINE_ROOM + 4, timeline->most);
    html_printf(out,
                "<text class=\"soft\" x=\"%d\" y=\"%d\">cooperation</text>"
                "<text class=\"soft\" x=\"%d\" y=\"%d\">conflict</text>\n",
                TIMELINE_LEFT + 4, TIMELINE_BASE - TIMELINE_ROOM - 8, TIMELINE_LEFT + 4,
                TIMELINE_BASE + TIMELINE_ROOM + 16);
    /* Labels need some 80 units each. */
    size_t every = 1 + (size_t)(80 / width);
    for (size_t i = 0; i < timeline->count; i += every) {
        double x = TIMELINE_LEFT + width * (double)i;
        html_printf(out, "<text class=\"soft\" x=\"%.1f\" y=\"%d\">%s</text>\n", x,
                    TIMELINE_HEIGHT - 8, timeline->bars[i].label);
    }
    html_printf(out, "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n",
                TIMELINE_LEFT, TIMELINE_WIDTH, TIMELINE_BASE, TIMELINE_BASE);
}

static void timeline_bar(struct buf *out, const struct bar *bar, double x, double width,
                         double unit)
{
    if (bar->cooperation)
        html_printf(out,
                    "<rect class=\"coop\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">"
                    "<title>%s: %u of cooperation</title></rect>\n",
                    x, TIMELINE_BASE - bar->cooperation * unit, width, bar->cooperation * unit,
                    bar->label, bar->cooperation);
    if (bar->conflict)
        html_printf(out,
                    "<rect class=\"conf\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%.1f\">"
                    "<title>%s: %u of conflict</title></rect>\n",
                    x, TIMELINE_BASE, width, bar->conflict * unit, bar->label, bar->conflict);
}

static void timeline_table(struct buf *out, const struct timeline *timeline)
{
    table_open(out, "Timeline as a table",
               "<tr><th scope=\"col\">when</th><th scope=\"col\" class=\"n\">cooperation</th>"
               "<th scope=\"col\" class=\"n\">conflict</th></tr>");
    for (size_t i = 0; i < timeline->count; i++) {
        const struct bar *bar = &timeline->bars[i];
        if (bar->cooperation || bar->conflict)
            html_printf(out,
                        "<tr><th scope=\"row\">%s</th><td class=\"n\">%u</td><td class=\"n\">%u"
                        "</td></tr>\n",
                        bar->label, bar->cooperation, bar->conflict);
    }
    table_close(out);
}

bool report_timeline(struct report *report, struct err *err)
{
    struct buf *out = report_buf(report);
    struct timeline timeline = {0};
    if (report->days.count == 0) {
        html_raw(out, "<p>No event has a day.</p>\n");
        return true;
    }
    if (!timeline_fill(report, &timeline))
        return arena_fail(report->arena, err);
    double width = (double)(TIMELINE_WIDTH - TIMELINE_LEFT) / (double)timeline.count;
    double unit = (double)TIMELINE_ROOM / (double)timeline.most;
    html_printf(out,
                "<div class=\"scroll\" tabindex=\"0\"><svg viewBox=\"0 0 %d %d\" role=\"img\" "
                "aria-label=\"Timeline of events; the "
                "table below has its numbers\">\n",
                TIMELINE_WIDTH + 8, TIMELINE_HEIGHT);
    html_raw(out, "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" "
                  "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                  "<line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\"/></pattern></defs>\n");
    timeline_axis(out, &timeline, width);
    for (size_t i = 0; i < timeline.count; i++) {
        double gap = width > 6 ? 2 : width * 0.2;
        timeline_bar(out, &timeline.bars[i], TIMELINE_LEFT + width * (double)i + gap / 2,
                     width - gap < 60 ? width - gap : 60, unit);
    }
    html_raw(out, "</svg></div>\n");
    if (report->undated_count) {
        html_raw(out, "<p class=\"small\">Without a day: ");
        html_number(out, report->undated_count);
        html_raw(out, "</p>\n");
    }
    timeline_table(out, &timeline);
    return true;
}

/* ---- who to whom ---- */

struct country {
    struct slice code;
    uint64_t events;
};

struct matrix {
    VECTOR(struct country) countries; /* the busiest first */
};

static struct country *find_country(const struct matrix *matrix, struct slice code)
{
    for (size_t i = 0; i < matrix->countries.count; i++) {
        if (slice_equal(matrix->countries.items[i].code, code))
            return &matrix->countries.items[i];
    }
    return NULL;
}

static bool count_country(struct report *report, struct matrix *matrix, struct slice code,
                          uint64_t events)
{
    struct country *country = find_country(matrix, code);
    if (!country) {
        country = vector_push(&matrix->countries, report->arena);
        if (!country)
            return false;
        country->code = code;
    }
    country->events += events;
    return true;
}

static int compare_countries(const void *left, const void *right)
{
    const struct country *a = left, *b = right;
    if (a->events != b->events)
        return a->events > b->events ? -1 : 1;
    return slice_compare(a->code, b->code);
}

static bool matrix_fill(struct report *report, struct matrix *matrix)
{
    for (size_t i = 0; i < report->pairs.count; i++) {
        const struct report_pair *pair = &report->pairs.items[i];
        uint64_t events = (uint64_t)pair->cooperation + pair->conflict;
        if (!count_country(report, matrix, pair->actor, events) ||
            !count_country(report, matrix, pair->recipient, events))
            return false;
    }
    if (matrix->countries.count > 1)
        qsort(matrix->countries.items, matrix->countries.count, sizeof(struct country),
              compare_countries);
    return true;
}

static const struct report_pair *find_pair(const struct report *report, struct slice actor,
                                           struct slice recipient)
{
    for (size_t i = 0; i < report->pairs.count; i++) {
        const struct report_pair *pair = &report->pairs.items[i];
        if (slice_equal(pair->actor, actor) && slice_equal(pair->recipient, recipient))
            return pair;
    }
    return NULL;
}

static void matrix_cell(struct buf *out, const struct report_pair *pair)
{
    if (!pair) {
        html_raw(out, "<td></td>");
        return;
    }
    html_printf(out, "<td class=\"%s\">", pair->conflict > pair->cooperation ? "conf" : "coop");
    if (pair->cooperation)
        html_printf(out, "+%u", pair->cooperation);
    if (pair->cooperation && pair->conflict)
        html_raw(out, " ");
    if (pair->conflict)
        html_printf(out, "−%u", pair->conflict);
    html_raw(out, "</td>");
}

static void matrix_table(const struct report *report, struct buf *out, const struct matrix *matrix,
                         size_t count)
{
    html_raw(out,
             "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"h-matrix\">"
             "<table class=\"matrix\"><thead><tr><td></td>");
    for (size_t i = 0; i < count; i++) {
        html_raw(out, "<th scope=\"col\">");
        html_text(out, matrix->countries.items[i].code);
        html_raw(out, "</th>");
    }
    html_raw(out, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < count; i++) {
        html_raw(out, "<tr><th scope=\"row\">");
        html_text(out, matrix->countries.items[i].code);
        html_raw(out, "</th>");
        for (size_t j = 0; j < count; j++)
            matrix_cell(out, find_pair(report, matrix->countries.items[i].code,
                                       matrix->countries.items[j].code));
        html_raw(out, "</tr>\n");
    }
    html_raw(out, "</tbody></table></div>\n");
}

bool report_matrix(struct report *report, struct err *err)
{
    struct buf *out = report_buf(report);
    struct matrix matrix = {0};
    if (!matrix_fill(report, &matrix))
        return arena_fail(report->arena, err);
    size_t count = matrix.countries.count < REPORT_COUNTRIES_MAX ? matrix.countries.count
                                                                 : REPORT_COUNTRIES_MAX;
    if (count == 0)
        html_raw(out, "<p>No event names two countries.</p>\n");
    else
        matrix_table(report, out, &matrix, count);
    if (count < matrix.countries.count) {
        html_raw(out, "<p class=\"left-out\">");
        html_number(out, matrix.countries.count - count);
        html_raw(out, " countries with fewer events are left out: <code>annals export --format "
                      "polecat</code> has every pair.</p>\n");
    }
    if (report->nameless_pair_count) {
        html_raw(out, "<p class=\"small\">Not in it, as one side has no country: ");
        html_number(out, report->nameless_pair_count);
        html_raw(out, " pairs.</p>\n");
    }
    return true;
}

/* ---- map ---- */

#define MAP_WIDTH 960.0
#define MAP_COASTLINE "data/maps/coastline.txt"
/* The least that a map shows, in degrees: around one place something else is to be seen. */
#define MAP_DEGREES_MIN 12.0
#define MAP_LABELS_MAX 20

/* Equirectangular, true at the middle latitude. Degrees. */
struct view {
    double west, east, south, north;
    double scale;  /* units a degree of longitude */
    double aspect; /* units a degree of latitude, in those of longitude */
};

static int compare_places(const void *left, const void *right)
{
    const struct report_place *a = left, *b = right;
    if (a->events != b->events)
        return a->events > b->events ? -1 : 1;
    int order = slice_compare(a->name, b->name);
    return order ? order : (a->latitude > b->latitude) - (a->latitude < b->latitude);
}

static double clamp(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

/* All places with some room around them; of countries and seas alone where there is nothing finer.
 */
static struct view view_of(const struct report *report, size_t count)
{
    struct view view = {180, -180, 90, -90, 0, 1};
    size_t broad = 0;
    for (size_t i = 0; i < count; i++)
        broad += report->places.items[i].is_broad;
    for (size_t i = 0; i < count; i++) {
        const struct report_place *place = &report->places.items[i];
        if (place->is_broad && broad < count)
            continue;
        view.west = fmin(view.west, place->longitude);
        view.east = fmax(view.east, place->longitude);
        view.south = fmin(view.south, place->latitude);
        view.north = fmax(view.north, place->latitude);
    }
    double room = fmax((view.east - view.west) * 0.12, 2);
    double middle = (view.south + view.north) / 2,
           half = fmax((view.north - view.south) / 2 + room, MAP_DEGREES_MIN / 2);
    view.south = clamp(middle - half, -85, 85);
    view.north = clamp(middle + half, -85, 85);
    view.aspect = 1 / fmax(cos(middle * acos(-1) / 180), 0.3);
    double center = (view.west + view.east) / 2;
    half = fmax((view.east - view.west) / 2 + room, MAP_DEGREES_MIN);
    /* Not much higher than wide. */
    half = fmax(half, (view.north - view.south) * view.aspect * 0.8);
    view.west = clamp(center - half, -180, 180);
    view.east = clamp(center + half, -180, 180);
    view.scale = MAP_WIDTH / (view.east - view.west);
    return view;
}

static double map_x(const struct view *view, double longitude)
{
    return (longitude - view->west) * view->scale;
}

static double map_y(const struct view *view, double latitude)
{
    return (view->north - latitude) * view->scale * view->aspect;
}

static bool parse_point(struct slice text, double *ret_longitude, double *ret_latitude)
{
    char number[32];
    size_t comma = slice_find_byte(text, ',', 0);
    if (comma == SIZE_MAX || text.len >= sizeof(number))
        return false;
    memcpy(number, text.ptr, text.len);
    number[text.len] = '\0';
    *ret_longitude = strtod(number, NULL);
    *ret_latitude = strtod(number + comma + 1, NULL);
    return true;
}

static bool is_in_view(const struct view *view, double longitude, double latitude)
{
    double x = (view->east - view->west) * 0.1, y = (view->north - view->south) * 0.1;
    return longitude >= view->west - x && longitude <= view->east + x &&
           latitude >= view->south - y && latitude <= view->north + y;
}

/* The parts of one line in view, points nearer than half a unit passed over. */
static void coast_line(struct buf *out, const struct view *view, struct slice line)
{
    struct slice rest = line, part;
    bool drawing = false;
    double last_x = 0, last_y = 0;
    while (rest.ptr && slice_next_field(&rest, ' ', &part)) {
        double longitude, latitude;
        if (!parse_point(part, &longitude, &latitude) || !is_in_view(view, longitude, latitude)) {
            drawing = false;
            continue;
        }
        double x = map_x(view, longitude), y = map_y(view, latitude);
        if (drawing && fabs(x - last_x) + fabs(y - last_y) < 1)
            continue;
        html_printf(out, "%c%.1f %.1f", drawing ? 'L' : 'M', x, y);
        drawing = true;
        last_x = x;
        last_y = y;
    }
}

static void map_coast(struct buf *out, const struct view *view)
{
    struct slice rest = resource_get(MAP_COASTLINE), line;
    html_raw(out, "<path class=\"coast\" d=\"");
    while (slice_next_line(&rest, &line)) {
        if (line.len && line.ptr[0] != '#')
            coast_line(out, view, line);
    }
    html_raw(out, "\"/>\n");
}

static void map_graticule(struct buf *out, const struct view *view, double height)
{
    double span = view->east - view->west;
    int step = span > 180 ? 30 : span > 60 ? 20 : span > 30 ? 10 : 5;
    for (int i = -180; i <= 180; i += step) {
        if (i > view->west && i < view->east)
            html_printf(out,
                        "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%.1f\"/>"
                        "<text class=\"soft\" x=\"%.1f\" y=\"%.1f\">%d° %c</text>\n",
                        map_x(view, i), map_x(view, i), height, map_x(view, i) + 3, height - 5,
                        abs(i), i < 0 ? 'W' : 'E');
        if (i > view->south && i < view->north && i > -90 && i < 90)
            html_printf(out,
                        "<line class=\"grid\" x1=\"0\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>"
                        "<text class=\"soft\" x=\"4\" y=\"%.1f\">%d° %c</text>\n",
                        MAP_WIDTH, map_y(view, i), map_y(view, i), map_y(view, i) - 3, abs(i),
                        i < 0 ? 'S' : 'N');
    }
}

/* Whether a label at (x, y) keeps clear of those before. */
static bool label_fits(double (*labels)[2], size_t count, double x, double y)
{
    for (size_t i = 0; i < count; i++) {
        if (fabs(labels[i][0] - x) < 90 && fabs(labels[i][1] - y) < 16)
            return false;
    }
    return true;
}

static bool is_drawn(const struct view *view, const struct report_place *place)
{
    return place->longitude >= view->west && place->longitude <= view->east &&
           place->latitude >= view->south && place->latitude <= view->north;
}

static void map_places(struct report *report, const struct view *view, size_t count)
{
    struct buf *out = report_buf(report);
    double labels[MAP_LABELS_MAX][2];
    size_t label_count = 0;
    for (size_t i = count; i > 0; i--) {
        const struct report_place *place = &report->places.items[i - 1];
        if (!is_drawn(view, place))
            continue;
        html_printf(out, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>",
                    place->is_broad ? "ring" : "dot", map_x(view, place->longitude),
                    map_y(view, place->latitude), fmin(4 + 2 * sqrt(place->events), 26));
        html_text_bounded(out, place->name);
        html_printf(out, ": %u</title></circle>\n", place->events);
    }
    for (size_t i = 0; i < count && label_count < MAP_LABELS_MAX; i++) {
        const struct report_place *place = &report->places.items[i];
        double x = map_x(view, place->longitude), y = map_y(view, place->latitude);
        bool left = x > MAP_WIDTH * 0.85;
        double radius = fmin(4 + 2 * sqrt(place->events), 26) + 4;
        if (place->name.len > 60 || !is_drawn(view, place) ||
            !label_fits(labels, label_count, x, y))
            continue;
        labels[label_count][0] = x;
        labels[label_count++][1] = y;
        html_printf(out, "<text class=\"halo\" x=\"%.1f\" y=\"%.1f\"%s>",
                    left ? x - radius : x + radius, y + 4, left ? " text-anchor=\"end\"" : "");
        html_text(out, place->name);
        html_raw(out, "</text>\n");
    }
}

static void map_table(struct report *report, size_t count)
{
    struct buf *out = report_buf(report);
    table_open(out, "Map as a table",
               "<tr><th scope=\"col\">place</th><th scope=\"col\">country</th><th scope=\"col\" "
               "class=\"n\">latitude</th><th scope=\"col\" class=\"n\">longitude</th>"
               "<th scope=\"col\" class=\"n\">events</th></tr>");
    for (size_t i = 0; i < count; i++) {
        const struct report_place *place = &report->places.items[i];
        html_raw(out, "<tr><th scope=\"row\">");
        html_name(out, place->name);
        html_raw(out, "</th><td>");
        html_text(out, place->country);
        html_printf(
            out,
            "</td><td class=\"n\">%.3f</td><td class=\"n\">%.3f</td><td class=\"n\">%u</td></tr>\n",
            place->latitude, place->longitude, place->events);
    }
    table_close(out);
}

static void map_notes(struct report *report, const struct view *view, size_t count)
{
    size_t outside = 0;
    for (size_t i = 0; i < count; i++)
        outside += !is_drawn(view, &report->places.items[i]);
    struct buf *out = report_buf(report);
    if (count < report->places.count) {
        html_raw(out, "<p class=\"left-out\">");
        html_number(out, report->places.count - count);
        html_raw(out, " places with fewer events are left out: <code>annals show events --format "
                      "csv</code> has all.</p>\n");
    }
    if (outside) {
        html_raw(out,
                 "<p class=\"small\">Countries and regions whose middle lies outside the map: ");
        html_number(out, outside);
        html_raw(out, "; the table has them.</p>\n");
    }
    if (report->placeless_count) {
        html_raw(out, "<p class=\"small\">Events whose place is not told or not known: ");
        html_number(out, report->placeless_count);
        html_raw(out, "</p>\n");
    }
}

bool report_map(struct report *report, struct err *err)
{
    struct buf *out = report_buf(report);
    (void)err;
    if (report->places.count == 0) {
        html_raw(out, "<p>No event has a place that is known.</p>\n");
        return true;
    }
    qsort(report->places.items, report->places.count, sizeof(struct report_place), compare_places);
    size_t count = report->places.count < REPORT_PLACES_MAX ? report->places.count
                                                            : REPORT_PLACES_MAX;
    struct view view = view_of(report, count);
    double height = (view.north - view.south) * view.scale * view.aspect;
    html_printf(out,
                "<div class=\"scroll\" tabindex=\"0\"><svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" "
                "aria-label=\"Map of events; the table "
                "below has its numbers\">\n<rect class=\"sea\" width=\"%.0f\" height=\"%.0f\"/>\n",
                MAP_WIDTH, height, MAP_WIDTH, height);
    map_graticule(out, &view, height);
    map_coast(out, &view);
    map_places(report, &view, count);
    html_raw(out, "</svg></div>\n");
    map_notes(report, &view, count);
    map_table(report, count);
    return true;
}
