/*
 * frames.c - frames, word classes, compositions and status words read from data files.
 *
 *   in    data files (docs/frames.md)
 *   out   a struct events_model
 */
#include "events/frames.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "events/frames_parts.h"
#include "events/petrarch.h"

static const char *const TYPE_NAMES[TYPE_COUNT] = {
    [TYPE_AGREE] = "AGREE",       [TYPE_CONSULT] = "CONSULT",     [TYPE_SUPPORT] = "SUPPORT",
    [TYPE_CONCEDE] = "CONCEDE",   [TYPE_COOPERATE] = "COOPERATE", [TYPE_AID] = "AID",
    [TYPE_RETREAT] = "RETREAT",   [TYPE_REQUEST] = "REQUEST",     [TYPE_ACCUSE] = "ACCUSE",
    [TYPE_REJECT] = "REJECT",     [TYPE_THREATEN] = "THREATEN",   [TYPE_PROTEST] = "PROTEST",
    [TYPE_SANCTION] = "SANCTION", [TYPE_MOBILIZE] = "MOBILIZE",   [TYPE_COERCE] = "COERCE",
    [TYPE_ASSAULT] = "ASSAULT",
};

struct slice event_type_name(enum event_type type)
{
    return type < TYPE_COUNT ? slice_from(TYPE_NAMES[type]) : SLICE_EMPTY;
}

enum event_type event_type_of(struct slice name)
{
    for (int type = TYPE_AGREE; type <= TYPE_ASSAULT; type++) {
        if (slice_equal(slice_from(TYPE_NAMES[type]), name))
            return (enum event_type)type;
    }
    return TYPE_COUNT;
}

uint32_t events_word(const struct events_model *model, struct slice key)
{
    const uint32_t *number = map_get(&model->words, key);
    return number ? *number : WORD_NONE;
}

const struct composition *events_composition(const struct events_model *model,
                                             enum event_type outer, enum event_type inner)
{
    for (size_t i = 0; i < model->compositions.count; i++) {
        const struct composition *composition = &model->compositions.items[i];
        if (composition->outer == outer && composition->inner & 1u << inner)
            return composition;
    }
    return NULL;
}

bool word_set_has(const struct word_set *set, uint32_t word)
{
    uint32_t low = 0, high = set->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (set->words[middle] < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low < set->count && set->words[low] == word;
}

/* ---- words and classes ---- */

bool word_number(struct events_model *model, struct slice word, uint32_t *ret_number,
                 struct err *err)
{
    char *letters = arena_alloc(model->arena, word.len, 1);
    if (!letters)
        return arena_fail(model->arena, err);
    for (size_t i = 0; i < word.len; i++)
        letters[i] = ascii_lower(word.ptr[i] == ' ' ? '_' : word.ptr[i]);
    struct slice copy = {letters, word.len};
    const uint32_t *known = map_get(&model->words, copy);
    if (known) {
        *ret_number = *known;
        return true;
    }
    struct head *head = vector_push(&model->heads, model->arena);
    if (!head || !map_put(&model->words, copy, (uint32_t)model->heads.count - 1))
        return arena_fail(model->arena, err);
    *ret_number = (uint32_t)model->heads.count - 1;
    return true;
}

static int compare_words(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

void word_set_end(uint32_t *words, uint32_t count, struct word_set *ret_set)
{
    uint32_t kept = 0;
    if (count > 0)
        qsort(words, count, sizeof(*words), compare_words);
    for (uint32_t i = 0; i < count; i++) {
        if (kept == 0 || words[kept - 1] != words[i])
            words[kept++] = words[i];
    }
    *ret_set = (struct word_set){words, kept};
}

/* Adds the words of a field, and of the classes that it names, to a list. */
static bool add_members(struct events_model *model, struct data_faults *faults,
                        const struct data_line *line, struct slice field, struct word_list *list,
                        struct err *err)
{
    struct slice word;
    while (data_next_word(&field, &word)) {
        if (word.ptr[0] != '@') {
            uint32_t *number = vector_push(list, model->arena);
            if (!number)
                return arena_fail(model->arena, err);
            if (!word_number(model, word, number, err))
                return false;
            continue;
        }
        const struct word_set *set = class_find(model, slice_sub(word, 1, word.len));
        if (!set)
            data_fault(faults, line, word, "expected a class that an earlier line names");
        for (uint32_t i = 0; set && i < set->count; i++) {
            uint32_t *number = vector_push(list, model->arena);
            if (!number)
                return arena_fail(model->arena, err);
            *number = set->words[i];
        }
    }
    return true;
}

const struct word_set *class_find(const struct events_model *model, struct slice name)
{
    const uint32_t *index = map_get(&model->classes, name);
    return index ? &model->sets.items[*index] : NULL;
}

/* "talks | talk; negotiation; @more": a class may come in several lines. */
static bool read_class(struct events_model *model, struct data_faults *faults,
                       const struct data_line *line, struct err *err)
{
    struct word_list list = {0};
    if (line->field_count < 2 || line->fields[0].len == 0) {
        data_fault(faults, line, SLICE_EMPTY, "expected a class and its words");
        return true;
    }
    const uint32_t *index = map_get(&model->classes, line->fields[0]);
    const struct word_set *before = index ? &model->sets.items[*index] : NULL;
    for (uint32_t i = 0; before && i < before->count; i++) {
        uint32_t *number = vector_push(&list, model->arena);
        if (!number)
            return arena_fail(model->arena, err);
        *number = before->words[i];
    }
    if (!add_members(model, faults, line, line->fields[1], &list, err))
        return false;
    struct word_set set;
    word_set_end(list.items, (uint32_t)list.count, &set);
    if (index) {
        model->sets.items[*index] = set;
        return true;
    }
    struct word_set *kept = vector_push(&model->sets, model->arena);
    if (!kept || !map_put(&model->classes, line->fields[0], (uint32_t)model->sets.count - 1))
        return arena_fail(model->arena, err);
    *kept = set;
    return true;
}

/* ---- compositions, status words, domains, codes ---- */

/* A type of PLOVER, or what the clause itself says. */
static enum event_type outer_of(struct slice name)
{
    if (slice_equal(name, SLICE("future")))
        return TYPE_FUTURE;
    if (slice_equal(name, SLICE("refused")))
        return TYPE_REFUSED;
    if (slice_equal(name, SLICE("held")))
        return TYPE_HELD;
    return slice_equal(name, SLICE("unless")) ? TYPE_UNLESS : event_type_of(name);
}

static bool read_composition(struct events_model *model, struct data_faults *faults,
                             const struct data_line *line, struct err *err)
{
    struct composition made = {0};
    if (line->field_count < 5) {
        data_fault(faults, line, SLICE_EMPTY, "expected outer | inner types | type | mode | cameo");
        return true;
    }
    made.outer = outer_of(line->fields[0]);
    made.type = event_type_of(line->fields[2]);
    if (made.outer == TYPE_COUNT || made.type == TYPE_COUNT) {
        data_fault(faults, line, line->fields[made.outer == TYPE_COUNT ? 0 : 2],
                   "expected a type of PLOVER");
        return true;
    }
    if (!types_of_field(faults, line, line->fields[1], &made.inner))
        return true;
    made.mode = dash_is_empty(line->fields[3]);
    made.cameo = dash_is_empty(line->fields[4]);
    struct composition *kept = vector_push(&model->compositions, model->arena);
    if (!kept)
        return arena_fail(model->arena, err);
    *kept = made;
    return true;
}

static bool status_place_of(struct slice name, uint8_t *ret_place)
{
    static const char *const NAMES[] = {
        [STATUS_AUX] = "aux",           [STATUS_MOD] = "mod",
        [STATUS_MARK] = "mark",         [STATUS_OVER] = "over",
        [STATUS_REPORTED] = "reported", [STATUS_ATTRIBUTION] = "attribution",
    };
    for (uint8_t i = STATUS_AUX; i <= STATUS_ATTRIBUTION; i++) {
        if (slice_equal(slice_from(NAMES[i]), name)) {
            *ret_place = i;
            return true;
        }
    }
    return false;
}

static bool status_of(struct slice name, uint8_t *ret_status)
{
    for (uint8_t i = EVENT_HAPPENED; i <= EVENT_HISTORICAL; i++) {
        if (slice_equal(slice_from(article_event_status_name((enum event_status)i)), name)) {
            *ret_status = i;
            return true;
        }
    }
    return false;
}

static bool read_status(struct events_model *model, struct data_faults *faults,
                        const struct data_line *line, struct err *err)
{
    struct status_word made = {0};
    struct slice rest = line->fields[0], word;
    bool placed = line->field_count >= 3 && status_place_of(line->fields[2], &made.place);
    if (!placed ||
        (made.place != STATUS_ATTRIBUTION && !status_of(line->fields[1], &made.status))) {
        data_fault(faults, line, line->fields[placed ? 1 : 2],
                   "expected words | status | aux, mod, mark, over, reported or attribution");
        return true;
    }
    while (data_next_word(&rest, &word)) {
        uint32_t number;
        struct status_word *kept = arena_new(model->arena, struct status_word);
        if (!kept)
            return arena_fail(model->arena, err);
        if (!word_number(model, word, &number, err))
            return false;
        *kept = made;
        kept->next = model->heads.items[number].status;
        model->heads.items[number].status = kept;
    }
    return true;
}

static bool read_domain(struct events_model *model, struct data_faults *faults,
                        const struct data_line *line, struct err *err)
{
    struct slice rest = line->fields[0], word;
    size_t domain = 0;
    if (line->field_count < 2 || line->fields[1].len == 0) {
        data_fault(faults, line, SLICE_EMPTY, "expected words | domain");
        return true;
    }
    while (domain < model->domains.count &&
           !slice_equal(model->domains.items[domain], line->fields[1]))
        domain++;
    if (domain == model->domains.count) {
        struct slice *kept = domain < UINT8_MAX - 1 ? vector_push(&model->domains, model->arena)
                                                    : NULL;
        if (!kept)
            return arena_fail(model->arena, err);
        *kept = line->fields[1];
    }
    while (data_next_word(&rest, &word)) {
        uint32_t number;
        if (!word_number(model, word, &number, err))
            return false;
        model->heads.items[number].domain = (uint8_t)(domain + 1);
    }
    return true;
}

/* Irregular forms are other names of their lemma's number: "overthrew". */
static bool read_forms(struct events_model *model, struct data_faults *faults,
                       const struct data_line *line, struct err *err)
{
    struct slice rest = line->fields[0], form;
    uint32_t lemma;
    if (line->field_count < 2 || line->fields[1].len == 0) {
        data_fault(faults, line, SLICE_EMPTY, "expected forms | lemma");
        return true;
    }
    if (!word_number(model, line->fields[1], &lemma, err))
        return false;
    while (data_next_word(&rest, &form)) {
        if (!map_get(&model->words, form) && !map_put(&model->words, form, lemma))
            return arena_fail(model->arena, err);
    }
    return true;
}

/* A decimal number with an optional sign and one decimal point; exact in tenths. */
static bool read_score(struct slice text, double *ret_score)
{
    bool negative = text.len > 0 && text.ptr[0] == '-';
    struct slice rest = slice_sub(text, negative, text.len), whole;
    uint64_t units = 0, tenths = 0;
    if (!slice_next_field(&rest, '.', &whole) || !slice_to_u64(whole, &units) || units > 10)
        return false;
    if (rest.ptr && (!slice_to_u64(rest, &tenths) || tenths > 9 || rest.len != 1))
        return false;
    *ret_score = ((double)units * 10 + (double)tenths) / 10 * (negative ? -1 : 1);
    return true;
}

static bool read_cameo(struct events_model *model, struct data_faults *faults,
                       const struct data_line *line, struct err *err)
{
    struct cameo_code made = {.code = line->fields[0]};
    if (line->field_count >= 3)
        made.type = event_type_of(line->fields[1]);
    if (line->field_count < 3 || made.type == TYPE_COUNT ||
        !read_score(line->fields[2], &made.goldstein)) {
        data_fault(faults, line, SLICE_EMPTY, "expected code | type | score from -10 to 10");
        return true;
    }
    struct cameo_code *kept = vector_push(&model->cameo, model->arena);
    if (!kept)
        return arena_fail(model->arena, err);
    *kept = made;
    return true;
}

/* ---- all files ---- */

/* The kinds in the order in which they are read: classes before the frames that name them. */
static const struct {
    const char *kind;
    bool (*read)(struct events_model *model, struct data_faults *faults,
                 const struct data_line *line, struct err *err);
} KINDS[] = {
    {"forms", read_forms},   {"classes", read_class},  {"compose", read_composition},
    {"status", read_status}, {"domains", read_domain}, {"cameo", read_cameo},
    {"frames", frame_read},
};
#define KIND_COUNT (sizeof(KINDS) / sizeof(KINDS[0]))

bool events_reads_kind(struct slice kind)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (slice_equal(kind, slice_from(KINDS[i].kind)))
            return true;
    }
    return slice_equal(kind, SLICE(EVENTS_PETRARCH_VERBS));
}

/* The verb dictionaries, when the codes are known. */
static bool read_petrarch(struct events_model *model, const struct data_set *set,
                          struct data_faults *faults, struct err *err)
{
    map_init(&model->petrarch.words, model->arena);
    map_init(&model->petrarch.set_names, model->arena);
    struct petrarch_word *none = vector_push(&model->petrarch.word_list, model->arena);
    if (!none) /* WORD_NONE */
        return arena_fail(model->arena, err);
    for (size_t i = 0; i < set->files.count; i++) {
        const struct data_file *file = &set->files.items[i];
        if (slice_equal(file->kind, SLICE(EVENTS_PETRARCH_VERBS)) &&
            !petrarch_read_verbs(model, file, faults, err))
            return false;
    }
    return true;
}

static bool read_kind(struct events_model *model, const struct data_set *set, size_t kind,
                      struct data_faults *faults, struct err *err)
{
    for (size_t i = 0; i < set->files.count; i++) {
        struct data_lines lines;
        struct data_line line;
        if (!slice_equal(set->files.items[i].kind, slice_from(KINDS[kind].kind)))
            continue;
        data_lines_init(&lines, &set->files.items[i], faults);
        while (data_lines_next(&lines, &line)) {
            if (!KINDS[kind].read(model, faults, &line, err))
                return false;
        }
    }
    return true;
}

/* The classes that code asks for by name. */
static void take_classes(struct events_model *model)
{
    const struct {
        struct slice name;
        struct word_set *set;
    } CLASSES[] = {
        {SLICE("toward"), &model->toward},         {SLICE("unless"), &model->unless},
        {SLICE("definite"), &model->definite},     {SLICE("earlier"), &model->earlier},
        {SLICE("later"), &model->later},           {SLICE("harm"), &model->harm},
        {SLICE("complement"), &model->complement}, {SLICE("after"), &model->after},
        {SLICE("before"), &model->before},         {SLICE("incidents"), &model->incidents},
        {SLICE("because"), &model->because},       {SLICE("dated"), &model->dated},
        {SLICE("sources"), &model->sources},       {SLICE("completing"), &model->completing},
        {SLICE("portions"), &model->portions},     {SLICE("polled"), &model->polled},
        {SLICE("lasting"), &model->lasting},       {SLICE("particles"), &model->particles},
        {SLICE("during"), &model->during},         {SLICE("partner"), &model->partner},
        {SLICE("weapons"), &model->weapons},       {SLICE("casualties"), &model->casualties},
        {SLICE("apart"), &model->apart},           {SLICE("company"), &model->company},
    };
    for (size_t i = 0; i < sizeof(CLASSES) / sizeof(CLASSES[0]); i++) {
        const struct word_set *set = class_find(model, CLASSES[i].name);
        if (set)
            *CLASSES[i].set = *set;
    }
}

bool events_model_load(const struct data_set *set, struct data_faults *faults, struct arena *arena,
                       const struct events_model **ret_model, struct err *err)
{
    struct events_model *model = arena_new(arena, struct events_model);
    if (!model)
        return arena_fail(arena, err);
    model->arena = arena;
    map_init(&model->words, arena);
    map_init(&model->classes, arena);
    struct head *none = vector_push(&model->heads, arena); /* WORD_NONE */
    if (!none)
        return arena_fail(arena, err);
    if (!word_number(model, SLICE("by"), &model->by, err) ||
        !word_number(model, SLICE("to"), &model->to, err) ||
        !word_number(model, SLICE("for"), &model->for_whom, err) ||
        !word_number(model, SLICE("of"), &model->of, err))
        return false;
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        if (!read_kind(model, set, kind, faults, err))
            return false;
    }
    if (!read_petrarch(model, set, faults, err))
        return false;
    take_classes(model);
    *ret_model = model;
    return true;
}
