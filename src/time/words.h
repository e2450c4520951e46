/*
 * words.h - the words that time expressions are made of, and what each can say.
 *
 *   in    data files "class | words | value"
 *   out   symbols of a word: classes with a value, and the words that rules name themselves
 *   uses  base/
 */
#ifndef ANNALS_TIME_WORDS_H
#define ANNALS_TIME_WORDS_H

#include "base/data_set.h"
#include "base/map.h"

/* What a rule can learn from the words that it matches. X(constant, name). */
#define TIME_SLOTS(X)                                                                              \
    X(YEAR, "year")                                                                                \
    X(YEARDIR, "yeardir") /* year as steps from that of writing: "June last year" */               \
    X(SHORTYEAR, "shortyear")                                                                      \
    X(MONTH, "month")                                                                              \
    X(DAY, "day")                                                                                  \
    X(WEEKDAY, "weekday") /* 0 for Monday */                                                       \
    X(SEASON, "season")                                                                            \
    X(QUARTER, "quarter")                                                                          \
    X(HALF, "half")                                                                                \
    X(DECADE, "decade")                                                                            \
    X(CENTURY, "century")                                                                          \
    X(UNIT, "unit")                                                                                \
    X(NUM, "num") /* thousandths */                                                                \
    X(VAGUE, "vague")                                                                              \
    X(DIR, "dir") /* -1 before the day of writing, 1 after it, 0 the one it lies in */             \
    X(PART, "part")                                                                                \
    X(HOUR, "hour")                                                                                \
    X(MINUTE, "minute")                                                                            \
    X(AMPM, "ampm") /* 0 or 12 */                                                                  \
    X(MOD, "mod")                                                                                  \
    X(REF, "ref")                                                                                  \
    X(HOLIDAY, "holiday") /* line of the holidays' file */                                         \
    X(RELATION, "relation")                                                                        \
    X(BC, "bc")                                                                                    \
    X(TYPE, "type") /* enum time_type, where it is not told by the rest */                         \
    X(PICK, "pick") /* an index of a word, of no meaning itself */

enum time_slot {
#define SLOT_CONSTANT(constant, name) SLOT_##constant,
    TIME_SLOTS(SLOT_CONSTANT)
#undef SLOT_CONSTANT
        SLOT_COUNT,
    SLOT_NONE = 255
};

enum time_unit {
    UNIT_SECOND,
    UNIT_MINUTE,
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_WEEKEND,
    UNIT_WEEK,
    UNIT_FORTNIGHT,
    UNIT_MONTH,
    UNIT_SEASON,
    UNIT_QUARTER,
    UNIT_HALF,
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY,
    UNIT_MILLENNIUM,
    UNIT_SOME, /* "a while", "a long time" */
};

enum time_part { PART_MORNING, PART_MIDDAY, PART_AFTERNOON, PART_EVENING, PART_NIGHT, PART_DAY };
enum time_season { SEASON_SPRING, SEASON_SUMMER, SEASON_AUTUMN, SEASON_WINTER };
enum time_mod { MOD_NONE, MOD_START, MOD_MID, MOD_END };
enum time_ref { REF_PAST, REF_PRESENT, REF_FUTURE };

/* The slot of a name, or SLOT_NONE. */
enum time_slot time_slot_of(struct slice name);
/* A value as data files write it: a whole number, or a name such as "week", "end", "past". */
bool time_value_of(struct slice text, int64_t *ret_value);

/* One thing that a word can be. */
struct symbol_use {
    uint16_t symbol;
    bool capital; /* only when written with a capital */
    int32_t next; /* index of the word's next use, or -1 */
    int64_t value;
};

struct word_table {
    struct map words;   /* lower case, to the first use */
    struct map symbols; /* "$class" or word, to its number */
    VECTOR(struct symbol_use) uses;
    uint16_t symbol_count;
    struct arena *arena;
};

/* Bytes of the longest word that can have a meaning here. */
#define TIME_WORD_BYTES_MAX 24

void word_table_init(struct word_table *table, struct arena *arena);
/* Adds the words of a data file. False with ERR_MEMORY only; bad lines are told and passed over. */
bool word_table_load(struct word_table *table, const struct data_file *file,
                     struct data_faults *faults, struct err *err);
/* Gives a word one more use. False when memory is exhausted or there are too many symbols. */
bool word_table_add(struct word_table *table, struct slice word, uint16_t symbol, int64_t value);
/* The number of a symbol, which is made when it is new; UINT16_MAX when that cannot be done. */
uint16_t word_table_symbol(struct word_table *table, struct slice name);
/* The number of a symbol that exists, or UINT16_MAX. */
uint16_t word_table_find(const struct word_table *table, struct slice name);
/* The first use of a word, or -1. */
int32_t word_table_uses(const struct word_table *table, struct slice word);

#endif
