/*
 * record_stories.c - articles on one happening.
 *
 *   in    the pending articles of a step, and those that record_copies.c touched
 *   out   units, their keys and links; rows of story, story_article and story_change
 */
#include <stdlib.h>
#include <string.h>

#include "api/moves.h"
#include "api/pieces.h"
#include "api/record.h"
#include "base/limits.h"
#include "base/map.h"
#include "record/independent.h"
#include "record/outlet.h"
#include "record/stories.h"
#include "record/terms.h"

/* Units that are compared with all that share a key. */
#define STORY_LEADERS 32
/* Units kept in memory. */
#define UNIT_SLOTS 4096
/* Room for the title of an article that has none: the start of its text. */
#define TITLE_FROM_TEXT_BYTES 120

struct unit_slot {
    int64_t id;
    bool filled;
    struct terms terms;
};

struct telling {
    struct record_step *step;
    const struct term_weights *weights;
    struct unit_slot *slots; /* [UNIT_SLOTS] */
    struct moves moves;      /* of articles between stories */
};

/* ---- units ---- */

/* Weights are counted on English: other languages' articles have no terms, and stories of their
 * own. */
static bool has_weights(const struct store_report *report)
{
    return report->language.len == 0 || slice_equal(report->language, SLICE("en"));
}

/* Articles of the same terms and day are one unit; too few terms tell nothing, then only those of
 * one title, text and date are. */
static int64_t unit_id(const struct store_report *report, const struct terms *terms,
                       struct slice packed)
{
    const uint64_t words[] = {hash_64(packed), (uint64_t)(int64_t)terms->day};
    const uint64_t whole[] = {hash_64(report->title), hash_64(report->text),
                              hash_64(report->published)};
    return terms->count < TERMS_MIN
               ? (int64_t)hash_64((struct slice){(const char *)whole, sizeof(whole)})
               : (int64_t)hash_64((struct slice){(const char *)words, sizeof(words)});
}

/* Notes the unit of an article. */
static bool note_unit(struct telling *telling, const struct store_report *report,
                      struct arena *scratch, struct err *err)
{
    struct record_step *step = telling->step;
    struct terms terms = {.day = report->day};
    char bytes[TERMS_BYTES_MAX];
    bool is_new;
    if (has_weights(report) && !terms_read(telling->weights, report->title, report->text,
                                           report->day, scratch, &terms, err))
        return false;
    struct slice packed = {bytes, terms_pack(&terms, bytes)};
    int64_t id = unit_id(report, &terms, packed);
    return store_unit_put(step->store, id, terms.day, packed, &is_new, err) &&
           store_report_note_unit(step->store, report->number, id, err) &&
           graph_members_add(&telling->step->units.touched, id, &step->arena, err) &&
           (!is_new || graph_members_add(&telling->step->units.fresh, id, &step->arena, err));
}

static bool note_units(struct telling *telling, struct arena *scratch, struct err *err)
{
    for (int64_t after = telling->step->pending.after;;) {
        struct store_report report;
        bool found;
        arena_reset(scratch);
        if (!store_report_next(telling->step->store, after, scratch, &report, &found, err))
            return false;
        if (!found)
            return true;
        after = report.number;
        if (!note_unit(telling, &report, scratch, err))
            return false;
    }
}

static bool find_unit(struct telling *telling, int64_t id, struct arena *arena,
                      const struct terms **ret_terms, struct err *err)
{
    struct unit_slot *slot = &telling->slots[(uint64_t)id % UNIT_SLOTS];
    struct slice packed;
    int32_t day;
    *ret_terms = &slot->terms;
    if (slot->filled && slot->id == id)
        return true;
    slot->filled = false;
    if (!store_unit_get(telling->step->store, id, arena, &day, &packed, err))
        return false;
    if (!terms_unpack(packed, day, &slot->terms))
        return err_set(err, ERR_FORMAT, "the store is damaged");
    slot->id = id;
    slot->filled = true;
    return true;
}

static bool unit_keys(void *context, int64_t id, struct arena *arena, struct graph_key **ret_keys,
                      size_t *ret_count, struct err *err)
{
    const struct terms *terms;
    struct graph_key *keys = arena_array(arena, struct graph_key, TERM_KEYS_MAX);
    struct term_key *found = arena_array(arena, struct term_key, TERM_KEYS_MAX);
    if (!keys || !found)
        return arena_fail(arena, err);
    if (!find_unit(context, id, arena, &terms, err))
        return false;
    *ret_count = terms_keys(terms, found);
    for (size_t i = 0; i < *ret_count; i++)
        keys[i] = (struct graph_key){found[i].own, found[i].looks, found[i].look_count};
    *ret_keys = keys;
    return true;
}

static bool weigh_units(void *context, int64_t a, int64_t b, struct arena *arena,
                        uint32_t *ret_weight, struct err *err)
{
    const struct terms *terms;
    if (!find_unit(context, a, arena, &terms, err))
        return false;
    const struct terms a_terms = *terms; /* the other may need its slot */
    if (!find_unit(context, b, arena, &terms, err))
        return false;
    unsigned similarity = terms_similarity(&a_terms, terms);
    *ret_weight = similarity >= STORY_LINK_MIN ? similarity : 0;
    return true;
}

static bool tell(void *context, uint64_t done, struct err *err)
{
    struct telling *telling = context;
    return done % 64 != 0 || record_tell(telling->step, done, err);
}

/* ---- one story ---- */

/* An article of a story. */
struct told {
    int64_t number;
    char key[HASH_ID_CHARS];
    struct slice published, title, outlet; /* outlet: name and site */
    struct slice group;                    /* of copies, or empty */
    int32_t day;
    uint32_t unit; /* index in the part */
};

static int compare_told(const void *a, const void *b)
{
    const struct told *left = a, *right = b;
    if ((left->published.len == 0) != (right->published.len == 0))
        return left->published.len == 0 ? 1 : -1;
    int order = slice_compare(left->published, right->published);
    return order != 0 ? order : memcmp(left->key, right->key, HASH_ID_CHARS);
}

/* The first line of a text, cut between words. */
static struct slice first_line(struct slice text)
{
    struct slice line = SLICE_EMPTY;
    slice_next_line(&text, &line);
    if (line.len <= TITLE_FROM_TEXT_BYTES)
        return line;
    size_t end = TITLE_FROM_TEXT_BYTES;
    while (end > 0 && line.ptr[end] != ' ')
        end--;
    return slice_sub(line, 0, end);
}

static bool read_told(struct telling *telling, int64_t number, uint32_t unit, struct arena *arena,
                      struct told *ret_told, struct err *err)
{
    struct store_report report;
    struct told told = {.number = number, .unit = unit};
    if (!store_report(telling->step->store, number, arena, &report, err) ||
        !store_copy_group(telling->step->store, number, arena, &told.group, err) ||
        !outlet_site(report.outlet, report.url, arena, &told.outlet, err))
        return false;
    memcpy(told.key, report.key, HASH_ID_CHARS);
    told.published = report.published;
    told.day = report.day;
    told.title = report.title.len > 0 ? report.title : first_line(report.text);
    *ret_told = told;
    return true;
}

/* The articles of the units that a story has, the first one first. */
static bool read_story(struct telling *telling, const struct graph_part *part,
                       const uint32_t *story_of, uint32_t story, struct arena *arena,
                       struct told **ret_told, size_t *ret_count, struct err *err)
{
    VECTOR(struct told) all = {0};
    for (uint32_t unit = story; unit < part->member_count; unit++) {
        struct store_member_article *articles;
        size_t count;
        if (story_of[unit] != story)
            continue;
        if (!store_member_articles(telling->step->store, STORE_STORY_GRAPH, part->members[unit],
                                   arena, &articles, &count, err))
            return false;
        for (size_t i = 0; i < count; i++) {
            struct told *told = vector_push(&all, arena);
            if (!told)
                return arena_fail(arena, err);
            if (!read_told(telling, articles[i].number, unit, arena, told, err))
                return false;
        }
    }
    if (all.count == 0)
        return err_set(err, ERR_FORMAT, "the store is damaged");
    qsort(all.items, all.count, sizeof(all.items[0]), compare_told);
    *ret_told = all.items;
    *ret_count = all.count;
    return true;
}

/* The number of a text among those seen; a new one when it is new. */
static bool number_of(struct map *numbers, struct slice text, uint32_t *ret_number)
{
    const uint32_t *known = map_get(numbers, text);
    *ret_number = known ? *known : (uint32_t)numbers->count;
    return known || map_put(numbers, text, *ret_number);
}

/* Outlets, and those that are independent. */
static bool count_outlets(const struct told *told, size_t count, struct arena *arena,
                          struct store_story *story, struct err *err)
{
    struct map outlets, texts;
    struct report *reports = arena_array(arena, struct report, count);
    map_init(&outlets, arena);
    map_init(&texts, arena);
    if (!reports)
        return arena_fail(arena, err);
    for (size_t i = 0; i < count; i++) {
        struct slice text = told[i].group.len > 0 ? told[i].group
                                                  : (struct slice){told[i].key, HASH_ID_CHARS};
        if (!number_of(&outlets, told[i].outlet, &reports[i].outlet) ||
            !number_of(&texts, text, &reports[i].text))
            return arena_fail(arena, err);
    }
    story->outlets_all = (uint32_t)outlets.count;
    return independent_reports(reports, count, arena, &story->outlets, err);
}

/* The title of the article whose unit is most like the others of the story. */
static struct slice central_title(const struct told *told, size_t count, const uint64_t *likeness)
{
    const struct told *best = NULL;
    for (size_t i = 0; i < count; i++) {
        if (told[i].title.len > 0 && (!best || likeness[told[i].unit] > likeness[best->unit]))
            best = &told[i];
    }
    return best ? best->title : SLICE_EMPTY;
}

static void set_days(const struct told *told, size_t count, char first[DATETIME_TEXT_BYTES],
                     char last[DATETIME_TEXT_BYTES], struct store_story *story)
{
    int32_t earliest = INT32_MAX, latest = INT32_MIN;
    for (size_t i = 0; i < count; i++) {
        if (told[i].day == DAY_UNKNOWN)
            continue;
        earliest = told[i].day < earliest ? told[i].day : earliest;
        latest = told[i].day > latest ? told[i].day : latest;
    }
    if (earliest > latest)
        return;
    story->first_day = (struct slice){first, date_format_day(earliest, first)};
    story->last_day = (struct slice){last, date_format_day(latest, last)};
}

/* Places the articles in the story and keeps from where they came. */
static bool place_articles(struct telling *telling, const struct told *told, size_t count,
                           const char id[HASH_ID_CHARS], struct arena *arena, struct err *err)
{
    struct store *store = telling->step->store;
    for (size_t i = 0; i < count; i++) {
        struct slice before;
        if (!store_story_of(store, told[i].number, arena, &before, err))
            return false;
        struct slice story = {id, HASH_ID_CHARS};
        if (before.len == HASH_ID_CHARS &&
            !moves_add(&telling->moves, before, story, &telling->step->arena, err))
            return false;
        if (!slice_equal(before, story) && !store_story_place(store, told[i].number, story, err))
            return false;
    }
    return true;
}

/* Whether a story has exactly the articles of these units and nothing about them changed. */
static bool is_unchanged(struct telling *telling, const struct graph_part *part,
                         const uint32_t *story_of, uint32_t number, struct arena *arena,
                         bool *ret_unchanged, struct err *err)
{
    struct slice story = SLICE_EMPTY;
    uint64_t articles = 0;
    uint32_t of = 0;
    *ret_unchanged = false;
    for (uint32_t unit = number; unit < part->member_count; unit++) {
        struct slice of_unit;
        uint32_t count;
        if (story_of[unit] != number)
            continue;
        if (graph_members_find(&telling->step->units.touched, part->members[unit]) != SIZE_MAX)
            return true;
        if (!store_unit_story(telling->step->store, part->members[unit], arena, &of_unit, &count,
                              &of, err))
            return false;
        if (of_unit.len == 0 || (story.len > 0 && !slice_equal(story, of_unit)))
            return true;
        story = of_unit;
        articles += count;
    }
    *ret_unchanged = articles == of;
    return true;
}

static bool put_story(struct telling *telling, const struct graph_part *part,
                      const uint32_t *story_of, uint32_t number, const uint64_t *likeness,
                      struct arena *arena, struct err *err)
{
    struct told *told;
    size_t count;
    char id[HASH_ID_CHARS], first[DATETIME_TEXT_BYTES], last[DATETIME_TEXT_BYTES];
    if (!read_story(telling, part, story_of, number, arena, &told, &count, err))
        return false;
    const struct slice parts[] = {SLICE("story"), {told[0].key, HASH_ID_CHARS}};
    hash_id(parts, 2, id);
    struct store_story story = {.id = {id, HASH_ID_CHARS},
                                .title = central_title(told, count, likeness),
                                .articles = (uint32_t)count};
    set_days(told, count, first, last, &story);
    return count_outlets(told, count, arena, &story, err) &&
           place_articles(telling, told, count, id, arena, err) &&
           store_story_put(telling->step->store, &story, err);
}

/* Parts what hangs together into stories and writes them. */
static bool put_part(void *context, const struct graph_part *part, struct arena *scratch,
                     struct err *err)
{
    struct telling *telling = context;
    struct story_link *links = arena_array(scratch, struct story_link, part->edge_count);
    uint32_t *story_of = arena_array(scratch, uint32_t, part->member_count);
    uint64_t *likeness = arena_array(scratch, uint64_t, part->member_count);
    if (!links || !story_of || !likeness)
        return arena_fail(scratch, err);
    for (size_t i = 0; i < part->edge_count; i++)
        links[i] = (struct story_link){part->edges[i].a, part->edges[i].b, part->edges[i].weight};
    if (!stories_part(part->member_count, links, part->edge_count, scratch, story_of, err))
        return false;
    for (size_t i = 0; i < part->edge_count; i++) {
        if (story_of[links[i].a] != story_of[links[i].b])
            continue;
        likeness[links[i].a] += links[i].similarity;
        likeness[links[i].b] += links[i].similarity;
    }
    for (uint32_t unit = 0; unit < part->member_count; unit++) {
        struct arena_mark mark = arena_mark(scratch);
        bool unchanged = true;
        if (story_of[unit] == unit &&
            !is_unchanged(telling, part, story_of, unit, scratch, &unchanged, err))
            return false;
        if (!unchanged && !put_story(telling, part, story_of, unit, likeness, scratch, err))
            return false;
        arena_rewind(scratch, mark);
    }
    return true;
}

/* ---- what became of stories ---- */

static bool note_change(void *context, struct slice from, struct slice to, struct slice change,
                        struct err *err)
{
    struct telling *telling = context;
    return store_story_changed(telling->step->store, from, to, change, err);
}

static bool note_changes(struct telling *telling, struct err *err)
{
    if (!moves_tell(&telling->moves, &telling->step->arena, note_change, telling, err))
        return false;
    for (size_t i = 0; i < telling->moves.count; i++) {
        bool gone;
        struct slice from = {telling->moves.items[i].from, HASH_ID_CHARS};
        if (!store_story_drop_empty(telling->step->store, from, &gone, err))
            return false;
    }
    return true;
}

/* ---- the part ---- */

/* Stories of articles whose copies changed count their outlets anew. */
static bool touch_copied(struct telling *telling, struct err *err)
{
    const struct graph_members *copied = &telling->step->copied;
    for (size_t i = 0; i < copied->count; i++) {
        int64_t unit;
        if (!store_report_unit(telling->step->store, copied->items[i], &unit, err) ||
            !graph_members_add(&telling->step->units.touched, unit, &telling->step->arena, err))
            return false;
    }
    return true;
}

static bool load_weights(struct telling *telling, struct err *err)
{
    struct data_set set;
    struct data_faults faults = {0};
    struct arena *arena = &telling->step->arena;
    return data_set_built_in(arena, &set, err) &&
           term_weights_load(&set, arena, &faults, &telling->weights, err);
}

static const struct piece_rules PIECES = {.graph = STORE_STORY_GRAPH,
                                          .most = STORY_NODES_MAX,
                                          .first = STORY_LINK_MIN,
                                          .step = STORY_CUT_STEP,
                                          .last = STORY_CUT_MAX};

static bool take_in(struct telling *telling, struct arena *scratch, struct err *err)
{
    struct record_step *step = telling->step;
    const struct graph_rules rules = {.graph = STORE_STORY_GRAPH,
                                      .leaders = STORY_LEADERS,
                                      .context = telling,
                                      .keys = unit_keys,
                                      .weigh = weigh_units,
                                      .tell = tell};
    if (!load_weights(telling, err) || !note_units(telling, scratch, err))
        return false;
    graph_members_sort(&telling->step->units.fresh);
    if (!graph_take_in(step->store, &rules, &telling->step->units, &step->arena, err) ||
        !touch_copied(telling, err))
        return false;
    graph_members_sort(&telling->step->units.touched);
    return graph_pieces(step->store, &PIECES, &step->units, scratch, put_part, telling, err) &&
           note_changes(telling, err);
}

bool record_stories_update(struct record_step *step, struct err *err)
{
    struct telling telling = {.step = step,
                              .slots = arena_array(&step->arena, struct unit_slot, UNIT_SLOTS)};
    struct arena scratch;
    if (!telling.slots)
        return arena_fail(&step->arena, err);
    arena_init(&scratch, SIZE_MAX);
    bool done = take_in(&telling, &scratch, err);
    arena_free(&scratch);
    return done && record_tell(step, step->pending.count, err);
}
