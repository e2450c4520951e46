/*
 * rules.c - the data file of merging read.
 *
 *   in    lines "role | …"
 *   out   struct merge_rules
 */
#include "record/rules.h"

#include <stdlib.h>
#include <string.h>

#include "record/words.h"

#define NUMBER_BYTES_MAX 32

static const char *const NAMES[WEIGHT_COUNT] = {
    [WEIGHT_START_ACROSS] = "start-across",
    [WEIGHT_START_WITHIN] = "start-within",
    [WEIGHT_START_SENTENCE] = "start-sentence",
    [WEIGHT_SAME_TYPE] = "same-type",
    [WEIGHT_SAME_MODE] = "same-mode",
    [WEIGHT_OTHER_MODE] = "other-mode",
    [WEIGHT_SAME_WORD] = "same-word",
    [WEIGHT_KIN_WORD] = "kin-word",
    [WEIGHT_SHARED_WORD] = "shared-word",
    [WEIGHT_RESULT_WORD] = "result-word",
    [WEIGHT_OTHER_WORD] = "other-word",
    [WEIGHT_SAME_ANCHOR] = "same-anchor",
    [WEIGHT_OWN_RESULT] = "own-result",
    [WEIGHT_TAKEN_UP] = "taken-up",
    [WEIGHT_ANOTHER] = "another",
    [WEIGHT_SAME_ACTOR] = "same-actor",
    [WEIGHT_SAME_COUNTRY] = "same-country",
    [WEIGHT_ALIKE_ACTOR] = "alike-actor",
    [WEIGHT_OTHER_NOUN] = "other-noun",
    [WEIGHT_OTHER_ACTOR] = "other-actor",
    [WEIGHT_OTHER_PEOPLE] = "other-people",
    [WEIGHT_SWAPPED] = "swapped",
    [WEIGHT_SAME_DAY] = "same-day",
    [WEIGHT_DAYS_MEET] = "days-meet",
    [WEIGHT_LONG_SPAN] = "long-span",
    [WEIGHT_DAYS_APART] = "days-apart",
    [WEIGHT_EACH_DAY_APART] = "each-day-apart",
    [WEIGHT_FAR_APART] = "far-apart",
    [WEIGHT_NEAR_PUBLISHED] = "near-published",
    [WEIGHT_EACH_DAY_PUBLISHED] = "each-day-published",
    [WEIGHT_AFTER_REPORT] = "after-report",
    [WEIGHT_ONE_UNDATED] = "one-undated",
    [WEIGHT_BOTH_UNDATED] = "both-undated",
    [WEIGHT_PLACED] = "placed",
    [WEIGHT_OTHER_WEEKDAY] = "other-weekday",
    [WEIGHT_SAME_PLACE] = "same-place",
    [WEIGHT_PLACE_WITHIN] = "place-within",
    [WEIGHT_OTHER_PLACE] = "other-place",
    [WEIGHT_OTHER_LAND] = "other-land",
    [WEIGHT_SAME_COUNT] = "same-count",
    [WEIGHT_OTHER_COUNT] = "other-count",
    [WEIGHT_OTHER_COUNT_WITHIN] = "other-count-within",
    [WEIGHT_SENTENCE_LIKE] = "sentence-like",
    [WEIGHT_CROSSED] = "crossed",
    [WEIGHT_OTHER_MATTER] = "other-matter",
    [WEIGHT_OTHER_SPEAKER] = "other-speaker",
    [WEIGHT_NOTHING_SHARED] = "nothing-shared",
    [WEIGHT_ARTICLE_LIKE] = "article-like",
    [WEIGHT_OTHER_STORY] = "other-story",
    [WEIGHT_OTHER_STATUS] = "other-status",
    [WEIGHT_HYPOTHETICAL] = "hypothetical",
    [WEIGHT_STILL_PLANNED] = "still-planned",
    [WEIGHT_HISTORICAL] = "historical",
    [WEIGHT_LINK] = "link",
    [WEIGHT_JOIN] = "join",
    [WEIGHT_BEST_SHARE] = "best-share",
    [WEIGHT_DISPUTE] = "dispute",
    [WEIGHT_DISPUTE_COUNT] = "dispute-count",
    [WEIGHT_DISPUTE_STATUS] = "dispute-status",
    [WEIGHT_DISPUTE_WHO] = "dispute-who",
    [WEIGHT_DISPUTE_WITHIN] = "dispute-within",
};

struct loading {
    struct merge_rules *rules;
    struct arena *arena;
    struct data_faults *faults;
    uint32_t groups; /* so far */
    bool failed;     /* out of memory */
};

const char *merge_weight_name(enum weight weight)
{
    return NAMES[weight];
}

static bool read_number(struct loading *loading, const struct data_line *line, uint32_t field,
                        double *ret_number)
{
    char text[NUMBER_BYTES_MAX];
    struct slice number = field < line->field_count ? line->fields[field] : SLICE_EMPTY;
    char *end = text;
    if (number.len > 0 && number.len < sizeof(text)) {
        memcpy(text, number.ptr, number.len);
        text[number.len] = '\0';
        *ret_number = strtod(text, &end);
    }
    return (end != text && *end == '\0') ||
           data_fault(loading->faults, line, number, "expected a number");
}

static bool read_weight(struct loading *loading, const struct data_line *line)
{
    for (int i = 0; i < WEIGHT_COUNT; i++) {
        if (slice_equal(line->fields[1], slice_from(NAMES[i])))
            return read_number(loading, line, 2, &loading->rules->weights[i]);
    }
    return data_fault(loading->faults, line, line->fields[1], "expected the name of a weight");
}

static bool read_pair(struct loading *loading, const struct data_line *line,
                      struct rule_pairs *pairs)
{
    struct rule_pair pair = {.a = line->fields[1], .b = line->fields[2]};
    if (!read_number(loading, line, 3, &pair.points))
        return false;
    struct rule_pair *kept = vector_push(pairs, loading->arena);
    loading->failed |= !kept;
    if (kept)
        *kept = pair;
    return kept != NULL;
}

/* The words of a field, each by its stem, as one group. */
static void read_words(struct loading *loading, struct slice field, struct rule_words *words)
{
    struct slice word;
    loading->groups++;
    while (data_next_word(&field, &word)) {
        struct rule_word *kept = vector_push(words, loading->arena);
        loading->failed |= !kept;
        if (kept)
            *kept = (struct rule_word){words_hash(loading->rules, word), loading->groups};
    }
}

/* Words that stand for one another are known by the first. */
static void read_same(struct loading *loading, struct slice field)
{
    struct rule_words *same = &loading->rules->same;
    size_t first = same->count;
    read_words(loading, field, same);
    for (size_t i = first; i < same->count; i++)
        same->items[i].group = same->items[first].hash;
}

static bool read_suffix(struct loading *loading, const struct data_line *line)
{
    double letters;
    if (!read_number(loading, line, 3, &letters))
        return false;
    struct rule_suffix *suffix = vector_push(&loading->rules->suffixes, loading->arena);
    loading->failed |= !suffix;
    if (suffix)
        *suffix = (struct rule_suffix){line->fields[1], line->fields[2], (uint32_t)letters};
    return suffix != NULL;
}

static bool read_types(struct loading *loading, const struct data_line *line,
                       struct rule_types *types)
{
    struct slice rest = line->fields[1], type;
    while (data_next_word(&rest, &type)) {
        struct slice *kept = vector_push(types, loading->arena);
        loading->failed |= !kept;
        if (kept)
            *kept = type;
    }
    return true;
}

/* Monday's line comes first, and the others follow. */
static void read_weekday(struct loading *loading, struct slice field)
{
    read_words(loading, field, &loading->rules->weekdays);
    if (loading->rules->monday == 0)
        loading->rules->monday = loading->groups;
}

/* Two groups, one after the other: words of one outcome and of its opposite. */
static bool read_outcome(struct loading *loading, const struct data_line *line)
{
    loading->groups += loading->groups % 2; /* the first group is odd */
    read_words(loading, line->fields[1], &loading->rules->outcomes);
    read_words(loading, line->fields[2], &loading->rules->outcomes);
    return true;
}

static bool is_suffix(const struct data_line *line)
{
    return slice_equal(line->fields[0], SLICE("suffix")) && line->field_count == 4;
}

/* Words are kept by their stems: endings are read before all else. */
static bool read_line(struct loading *loading, const struct data_line *line)
{
    struct merge_rules *rules = loading->rules;
    struct slice role = line->fields[0];
    if (line->field_count < 2)
        return data_fault(loading->faults, line, line->text, "expected a role and what it holds");
    if (slice_equal(role, SLICE("weight")))
        return read_weight(loading, line);
    if (slice_equal(role, SLICE("types")) && line->field_count == 4)
        return read_pair(loading, line, &rules->types);
    if (slice_equal(role, SLICE("modes")) && line->field_count == 4)
        return read_pair(loading, line, &rules->modes);
    if (slice_equal(role, SLICE("outcome")) && line->field_count == 3)
        return read_outcome(loading, line);
    if (slice_equal(role, SLICE("mutual")))
        return read_types(loading, line, &rules->mutual);
    if (slice_equal(role, SLICE("verbal")))
        return read_types(loading, line, &rules->verbal);
    if (slice_equal(role, SLICE("common")))
        return read_words(loading, line->fields[1], &rules->common), true;
    if (slice_equal(role, SLICE("same")))
        return read_same(loading, line->fields[1]), true;
    if (slice_equal(role, SLICE("kin")))
        return read_words(loading, line->fields[1], &rules->kin), true;
    if (slice_equal(role, SLICE("result")))
        return read_words(loading, line->fields[1], &rules->result), true;
    if (slice_equal(role, SLICE("together")))
        return read_words(loading, line->fields[1], &rules->together), true;
    if (slice_equal(role, SLICE("office")))
        return read_words(loading, line->fields[1], &rules->offices), true;
    if (slice_equal(role, SLICE("another")))
        return read_words(loading, line->fields[1], &rules->another), true;
    if (slice_equal(role, SLICE("alike")))
        return read_words(loading, line->fields[1], &rules->alike), true;
    if (slice_equal(role, SLICE("weekday")))
        return read_weekday(loading, line->fields[1]), true;
    if (slice_equal(role, SLICE("definite")))
        return read_words(loading, line->fields[1], &rules->definite), true;
    if (slice_equal(role, SLICE("vague")))
        return read_words(loading, line->fields[1], &rules->vague), true;
    if (slice_equal(role, SLICE("others")))
        return read_words(loading, line->fields[1], &rules->others), true;
    if (slice_equal(role, SLICE("people")))
        return read_words(loading, line->fields[1], &rules->people), true;
    return data_fault(loading->faults, line, role, "expected a role of data of merging");
}

/* The lines of endings, or all others. */
static void read_files(struct loading *loading, const struct data_set *set, bool suffixes)
{
    for (size_t i = 0; i < set->files.count; i++) {
        struct data_lines lines;
        struct data_line line;
        if (!slice_equal(set->files.items[i].kind, SLICE("merge")))
            continue;
        data_lines_init(&lines, &set->files.items[i], loading->faults);
        while (data_lines_next(&lines, &line)) {
            if (suffixes && is_suffix(&line))
                read_suffix(loading, &line);
            else if (!suffixes && !is_suffix(&line))
                read_line(loading, &line);
        }
    }
}

static int compare_words(const void *a, const void *b)
{
    const struct rule_word *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->group < y->group ? -1 : x->group > y->group;
}

static void sort_words(struct rule_words *words)
{
    if (words->count > 1)
        qsort(words->items, words->count, sizeof(*words->items), compare_words);
}

bool merge_rules_read(const struct data_set *set, const struct term_weights *terms,
                      struct arena *arena, struct data_faults *faults,
                      struct merge_rules *ret_rules, struct err *err)
{
    struct loading loading = {.rules = ret_rules, .arena = arena, .faults = faults};
    *ret_rules = (struct merge_rules){.terms = terms};
    read_files(&loading, set, true);
    read_files(&loading, set, false);
    if (loading.failed)
        return arena_fail(arena, err);
    sort_words(&ret_rules->common);
    sort_words(&ret_rules->same);
    sort_words(&ret_rules->kin);
    sort_words(&ret_rules->result);
    sort_words(&ret_rules->together);
    sort_words(&ret_rules->offices);
    sort_words(&ret_rules->another);
    sort_words(&ret_rules->alike);
    sort_words(&ret_rules->weekdays);
    sort_words(&ret_rules->definite);
    sort_words(&ret_rules->vague);
    sort_words(&ret_rules->others);
    sort_words(&ret_rules->people);
    sort_words(&ret_rules->outcomes);
    return data_faults_end(faults, err);
}

bool merge_rules_load(struct arena *arena, struct data_faults *faults,
                      struct merge_rules *ret_rules, struct err *err)
{
    struct data_set set;
    const struct term_weights *terms;
    return data_set_built_in(arena, &set, err) &&
           term_weights_load(&set, arena, faults, &terms, err) &&
           merge_rules_read(&set, terms, arena, faults, ret_rules, err);
}

/* The first place in the list whose hash is not less. */
static size_t first_of(const struct rule_words *words, uint32_t hash)
{
    size_t low = 0, high = words->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words->items[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool merge_has_type(const struct rule_types *types, struct slice type)
{
    for (size_t i = 0; i < types->count; i++) {
        if (slice_equal(types->items[i], type))
            return true;
    }
    return false;
}

uint32_t merge_word_group(const struct rule_words *words, uint32_t hash)
{
    size_t at = first_of(words, hash);
    return at < words->count && words->items[at].hash == hash ? words->items[at].group : 0;
}

uint32_t merge_word_root(const struct merge_rules *rules, uint32_t hash)
{
    uint32_t root = merge_word_group(&rules->same, hash);
    return root ? root : hash;
}

bool merge_words_kin(const struct rule_words *words, uint32_t a, uint32_t b)
{
    for (size_t i = first_of(words, a); i < words->count && words->items[i].hash == a; i++) {
        for (size_t j = first_of(words, b); j < words->count && words->items[j].hash == b; j++) {
            if (words->items[i].group == words->items[j].group)
                return true;
        }
    }
    return false;
}
