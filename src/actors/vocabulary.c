/*
 * vocabulary.c - the English words that coreference goes by.
 *
 *   in    data files of '|' fields
 *   out   one table of lower-case words
 */
#include "actors/vocabulary.h"

#include "base/hash.h"

/* A loading under way. */
struct load {
    struct vocabulary *vocabulary;
    struct data_faults *faults;
    struct arena *arena;
    struct err *err;
};

/* A name of a data file and what it stands for. */
struct choice {
    const char *name;
    uint16_t value;
};

static const struct choice PRONOUN_KINDS[] = {
    {"personal", PRONOUN_PERSONAL},     {"possessive", PRONOUN_POSSESSIVE},
    {"reflexive", PRONOUN_REFLEXIVE},   {"demonstrative", PRONOUN_DEMONSTRATIVE},
    {"relative", PRONOUN_RELATIVE},     {"reciprocal", PRONOUN_RECIPROCAL},
    {"indefinite", PRONOUN_INDEFINITE}, {NULL, 0},
};
static const struct choice PRONOUN_CLASSES[] = {
    {"he", CLASS_HE},
    {"she", CLASS_SHE},
    {"it", CLASS_IT},
    {"they", CLASS_THEY},
    {"i", CLASS_I},
    {"we", CLASS_WE},
    {"you", CLASS_YOU},
    {"this", CLASS_THIS},
    {"that", CLASS_THAT},
    {"these", CLASS_THESE},
    {"those", CLASS_THOSE},
    {"both", CLASS_BOTH},
    {"who", CLASS_WHO},
    {"one", CLASS_ONE},
    {"someone", CLASS_SOMEONE},
    {"something", CLASS_SOMETHING},
    {NULL, 0},
};
static const struct choice PERSONS[] = {{"1", 1}, {"2", 2}, {"3", 3}, {"-", 0}, {NULL, 0}};
static const struct choice NUMBERS[] = {
    {"s", NUMBER_SINGULAR}, {"p", NUMBER_PLURAL}, {"-", 0}, {NULL, 0}};
static const struct choice GENDERS[] = {
    {"m", GENDER_MALE},
    {"f", GENDER_FEMALE},
    {"n", GENDER_NEUTER},
    {"a", GENDER_MALE | GENDER_FEMALE},
    {"-", 0},
    {NULL, 0},
};
static const struct choice DETERMINERS[] = {
    {"definite", DET_DEFINITE},
    {"demonstrative", DET_DEMONSTRATIVE},
    {"indefinite", DET_INDEFINITE},
    {"quantified", DET_QUANTIFIED},
    {"both", DET_BOTH},
    {NULL, 0},
};
static const struct choice NOUN_CLASS_NAMES[] = {
    {"person", NOUN_PERSON}, {"group", NOUN_GROUP},       {"place", NOUN_PLACE},
    {"time", NOUN_TIME},     {"event", NOUN_EVENT},       {"thing", NOUN_THING},
    {"animal", NOUN_ANIMAL}, {"abstract", NOUN_ABSTRACT}, {NULL, 0},
};
static const struct choice REPORTING[] = {
    {"verb", WORD_REPORTS}, {"source", WORD_SOURCE}, {NULL, 0}};
static const struct choice RELATION_NOUNS[] = {
    {"counterpart", WORD_COUNTERPART},
    {"kin", WORD_KIN},
    {"side", WORD_SIDE},
    {"male", WORD_MALE},
    {"female", WORD_FEMALE},
    {"country", WORD_COUNTRY},
    {"organization", WORD_ORGANIZATION},
    {"group", WORD_GROUP},
    {"partner", WORD_PARTNER},
    {"former", WORD_FORMER},
    {"two", WORD_TWO},
    {"highest", WORD_HIGHEST},
    {"within", WORD_WITHIN},
    {NULL, 0},
};

/* The value that a field names; tells a fault otherwise. */
static bool choose_or_fail(const struct load *load, const struct data_line *line, uint32_t field,
                           const struct choice *choices, const char *expected, uint16_t *ret_value)
{
    for (; choices->name; choices++) {
        if (slice_equal(line->fields[field], slice_from(choices->name))) {
            *ret_value = choices->value;
            return true;
        }
    }
    return data_fault(load->faults, line, line->fields[field], expected);
}

/* The table's entry for a word, made when there is none; NULL when memory is exhausted. */
static struct word *word_entry(const struct load *load, struct slice text)
{
    uint32_t *place = map_get(&load->vocabulary->map, text);
    if (place)
        return &load->vocabulary->items.items[*place];
    struct word *word = vector_push(&load->vocabulary->items, load->arena);
    if (!word ||
        !map_put(&load->vocabulary->map, text, (uint32_t)load->vocabulary->items.count - 1)) {
        arena_fail(load->arena, load->err);
        return NULL;
    }
    return word;
}

/* "he | 3 | s | m | personal | he" */
static bool add_pronoun(const struct load *load, const struct data_line *line)
{
    uint16_t person = 0, number = 0, gender = 0, kind = 0, class = 0;
    if (line->field_count != 6) {
        data_fault(load->faults, line, line->text, "expected six fields of a pronoun");
        return true;
    }
    if (!choose_or_fail(load, line, 1, PERSONS, "expected a person: 1, 2, 3 or -", &person) ||
        !choose_or_fail(load, line, 2, NUMBERS, "expected a number: s, p or -", &number) ||
        !choose_or_fail(load, line, 3, GENDERS, "expected a gender: m, f, n, a or -", &gender) ||
        !choose_or_fail(load, line, 4, PRONOUN_KINDS, "expected a kind of pronoun", &kind) ||
        !choose_or_fail(load, line, 5, PRONOUN_CLASSES, "expected a class of pronouns", &class))
        return true;
    struct word *word = word_entry(load, line->fields[0]);
    if (!word)
        return false;
    word->person = (uint8_t)person;
    word->number = (uint8_t)number;
    word->gender = (uint8_t)gender;
    word->pronoun = (uint8_t)kind;
    word->pronoun_class = (uint8_t) class;
    return true;
}

/* How a line "value | word; word" sets its value in a word. */
enum setting { SET_DETERMINER, SET_NOUN_CLASS, SET_FLAG };

static bool add_words_or_fail(const struct load *load, const struct data_line *line,
                              const struct choice *choices, const char *expected,
                              enum setting setting)
{
    uint16_t value = 0;
    if (line->field_count != 2) {
        data_fault(load->faults, line, line->text, "expected two fields: a kind and its words");
        return true;
    }
    if (!choose_or_fail(load, line, 0, choices, expected, &value))
        return true;
    struct slice rest = line->fields[1], text;
    while (data_next_word(&rest, &text)) {
        struct word *word = word_entry(load, text);
        if (!word)
            return false;
        if (setting == SET_DETERMINER)
            word->determiner = (uint8_t)value;
        else if (setting == SET_NOUN_CLASS)
            word->noun_class = (uint8_t)value;
        else
            word->flags |= value;
    }
    return true;
}

static bool add_line(const struct load *load, const struct data_line *line)
{
    struct slice kind = line->file->kind;
    if (slice_equal(kind, SLICE("pronouns")))
        return add_pronoun(load, line);
    if (slice_equal(kind, SLICE("determiners")))
        return add_words_or_fail(load, line, DETERMINERS, "expected a kind of determiner",
                                 SET_DETERMINER);
    if (slice_equal(kind, SLICE("nounclasses")))
        return add_words_or_fail(load, line, NOUN_CLASS_NAMES, "expected a class of nouns",
                                 SET_NOUN_CLASS);
    if (slice_equal(kind, SLICE("reporting")))
        return add_words_or_fail(load, line, REPORTING, "expected verb or source", SET_FLAG);
    return add_words_or_fail(load, line, RELATION_NOUNS, "expected a kind of relation", SET_FLAG);
}

bool vocabulary_reads_kind(struct slice kind)
{
    static const char *const KINDS[] = {"pronouns", "determiners", "nounclasses", "reporting",
                                        "relations"};
    for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
        if (slice_equal(kind, slice_from(KINDS[i])))
            return true;
    }
    return false;
}

bool vocabulary_load(const struct data_set *set, struct data_faults *faults, struct arena *arena,
                     struct vocabulary *ret_vocabulary, struct err *err)
{
    *ret_vocabulary = (struct vocabulary){0};
    map_init(&ret_vocabulary->map, arena);
    struct load load = {ret_vocabulary, faults, arena, err};
    for (size_t i = 0; i < set->files.count; i++) {
        struct data_lines lines;
        struct data_line line;
        if (!vocabulary_reads_kind(set->files.items[i].kind))
            continue;
        data_lines_init(&lines, &set->files.items[i], faults);
        while (data_lines_next(&lines, &line)) {
            if (!add_line(&load, &line))
                return false;
        }
    }
    return true;
}

const struct word *vocabulary_get(const struct vocabulary *vocabulary, struct slice word)
{
    const uint32_t *place = map_get(&vocabulary->map, word);
    return place ? &vocabulary->items.items[*place] : NULL;
}
