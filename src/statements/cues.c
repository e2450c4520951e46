/*
 * cues.c - words of saying.
 *
 *   in    "verb | say; reply | that quote | on"
 *   out   a struct cue under each word and each regular form of a verb
 *
 * Forms stand beside words because a tagger's lemmas of rarer verbs are often wrong.
 */
#include "statements/cues.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"

#define WORD_BYTES_MAX 64
#define RULE_BYTES_MAX 512

struct name {
    const char *name;
    uint32_t value;
};

static const struct name PARTS[] = {
    {"verb", CUE_VERB},     {"noun", CUE_NOUN},     {"light", CUE_LIGHT}, {"carrier", CUE_CARRIER},
    {"source", CUE_SOURCE}, {"words", CUE_WORDS},   {"topic", CUE_TOPIC}, {"that", CUE_THAT},
    {"unreal", CUE_UNREAL}, {"herald", CUE_HERALD}, {"not", CUE_NOT},     {"he", CUE_HE},
};
static const struct name TAKES[] = {
    {"that", TAKES_THAT},           {"quote", TAKES_QUOTE},           {"object", TAKES_OBJECT},
    {"predicate", TAKES_PREDICATE}, {"infinitive", TAKES_INFINITIVE},
};
static const struct name MARKS[] = {{"told", MARK_TOLD}, {"named", MARK_NAMED}};
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static bool name_find(const struct name *names, size_t count, struct slice text,
                      uint32_t *ret_value)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal(slice_from(names[i].name), text)) {
            *ret_value = names[i].value;
            return true;
        }
    }
    return false;
}

/* Puts a use under a word. */
static bool put_use(struct cues *cues, const struct cue *use, struct slice word,
                    struct arena *arena, struct err *err)
{
    struct cue *kept = arena_new(arena, struct cue);
    struct slice key = arena_copy(arena, word);
    if (!kept || !key.ptr)
        return arena_fail(arena, err);
    *kept = *use;
    uint32_t *place = map_get(&cues->map, key);
    if (place) {
        kept->next = cues->items.items[*place];
        cues->items.items[*place] = kept;
        return true;
    }
    kept->next = NULL;
    const struct cue **item = vector_push(&cues->items, arena);
    if (!item || !map_put(&cues->map, key, (uint32_t)cues->items.count - 1))
        return arena_fail(arena, err);
    *item = kept;
    return true;
}

static bool is_vowel(char c)
{
    return strchr("aeiou", c) != NULL;
}

/* Puts a use under the regular forms of a verb. */
static bool put_forms(struct cues *cues, const struct cue *use, struct slice verb,
                      struct arena *arena, struct err *err)
{
    char form[WORD_BYTES_MAX + 8];
    size_t stem = verb.len;
    char last = verb.ptr[stem - 1];
    bool drops = last == 'e';
    bool changes = last == 'y' && stem > 1 && !is_vowel(verb.ptr[stem - 2]);
    bool doubles = stem > 2 && !is_vowel(last) && is_vowel(verb.ptr[stem - 2]) &&
                   !is_vowel(verb.ptr[stem - 3]) && !strchr("wxy", last);
    const char *endings[] = {drops ? "ed" : changes ? "ied" : "ed", "ing", changes ? "ies" : "s"};
    for (size_t i = 0; i < COUNT(endings); i++) {
        bool keeps = (changes && endings[i][0] != 'i') || (drops && endings[i][0] == 's') ||
                     (changes && i == 1);
        size_t length = (drops || changes) && !keeps ? stem - 1 : stem;
        int written = snprintf(form, sizeof(form), "%.*s%s", (int)length, verb.ptr, endings[i]);
        if (!put_use(cues, use, (struct slice){form, (size_t)written}, arena, err))
            return false;
        if (!doubles || endings[i][0] == 's')
            continue;
        written = snprintf(form, sizeof(form), "%.*s%c%s", (int)stem, verb.ptr, last, endings[i]);
        if (!put_use(cues, use, (struct slice){form, (size_t)written}, arena, err))
            return false;
    }
    return true;
}

/* Takes the next of the words of a field that blanks part. */
static bool next_name(struct slice *rest, struct slice *ret_name)
{
    *rest = slice_trim(*rest);
    if (rest->len == 0)
        return false;
    size_t end = slice_find_byte(*rest, ' ', 0);
    end = end == SIZE_MAX ? rest->len : end;
    *ret_name = slice_sub(*rest, 0, end);
    *rest = slice_sub(*rest, end, rest->len);
    return true;
}

/* What a use takes; names that are none of ours are prepositions, written with a '+'. */
static bool read_takes(struct data_faults *faults, const struct data_line *line, struct cue *use)
{
    struct slice rest = line->field_count > 2 ? line->fields[2] : SLICE_EMPTY, name;
    while (next_name(&rest, &name)) {
        uint32_t value;
        if (name_find(TAKES, COUNT(TAKES), name, &value))
            use->takes |= value;
        else if (name.ptr[0] == '+' && use->preposition_count < CUE_PREPOSITIONS_MAX)
            use->prepositions[use->preposition_count++] = slice_sub(name, 1, name.len);
        else
            return data_fault(
                faults, line, name,
                "expected that, quote, object, predicate, infinitive or +PREPOSITION");
    }
    rest = line->field_count > 3 ? line->fields[3] : SLICE_EMPTY;
    while (next_name(&rest, &name)) {
        uint32_t value;
        if (!name_find(MARKS, COUNT(MARKS), name, &value))
            return data_fault(faults, line, name, "expected told or named");
        use->marks |= value;
    }
    return true;
}

static bool read_line(struct cues *cues, struct data_faults *faults, const struct data_line *line,
                      struct arena *arena, struct err *err)
{
    char rule[RULE_BYTES_MAX];
    struct cue use = {0};
    uint32_t part;
    if (slice_equal(line->fields[0], SLICE("+")) || slice_equal(line->fields[0], SLICE("-")))
        return true; /* an example, for tests */
    if (line->field_count < 2 || line->field_count > 4)
        return data_fault(faults, line, line->text, "expected a part, words, what they take") ||
               true;
    if (!name_find(PARTS, COUNT(PARTS), line->fields[0], &part))
        return data_fault(faults, line, line->fields[0], "expected a part of a statement") || true;
    if (!read_takes(faults, line, &use))
        return true;
    int length = snprintf(rule, sizeof(rule), "%.*s:%u", SLICE_ARG(line->file->name), line->number);
    use.part = (enum cue_part)part;
    use.rule = arena_copy(arena,
                          (struct slice){rule, (size_t)length < sizeof(rule) ? (size_t)length : 0});
    if (!use.rule.ptr)
        return arena_fail(arena, err);
    struct slice rest = line->fields[1], word;
    while (data_next_word(&rest, &word)) {
        if (word.len > WORD_BYTES_MAX) {
            data_fault(faults, line, word, "expected words of at most 64 bytes");
            continue;
        }
        bool is_verb = use.part == CUE_VERB || use.part == CUE_LIGHT || use.part == CUE_CARRIER;
        if (!put_use(cues, &use, word, arena, err) ||
            (is_verb && !put_forms(cues, &use, word, arena, err)))
            return false;
    }
    return true;
}

bool cues_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
               struct cues *ret_cues, struct err *err)
{
    *ret_cues = (struct cues){0};
    map_init(&ret_cues->map, arena);
    for (size_t i = 0; i < set->files.count; i++) {
        struct data_lines lines;
        struct data_line line;
        if (!slice_equal(set->files.items[i].kind, SLICE("cues")))
            continue;
        data_lines_init(&lines, &set->files.items[i], faults);
        while (data_lines_next(&lines, &line)) {
            if (!read_line(ret_cues, faults, &line, arena, err))
                return false;
        }
    }
    return true;
}

const struct cue *cues_find(const struct cues *cues, struct slice word)
{
    char lower[WORD_BYTES_MAX + 8];
    if (word.len > sizeof(lower))
        return NULL;
    for (size_t i = 0; i < word.len; i++)
        lower[i] = ascii_lower(word.ptr[i]);
    const uint32_t *place = map_get(&cues->map, (struct slice){lower, word.len});
    return place ? cues->items.items[*place] : NULL;
}

const struct cue *cue_as(const struct cue *cue, enum cue_part part)
{
    while (cue && cue->part != part)
        cue = cue->next;
    return cue;
}

bool cue_takes_preposition(const struct cue *cue, struct slice preposition)
{
    for (uint32_t i = 0; i < cue->preposition_count; i++) {
        if (slice_equal_nocase(cue->prepositions[i], preposition))
            return true;
    }
    return false;
}
