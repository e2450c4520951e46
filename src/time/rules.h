/*
 * rules.h - the rules of data/en/time/: patterns over atoms, compiled to small programs.
 *
 *   in    data files "name | pattern | operation | slot=value …" and "@name | pattern"
 *   out   struct rule_table; the rules that can begin with a symbol
 *   uses  base/, words, atoms, holidays
 *
 * A pattern is a sequence of items, parted by spaces:
 *    word  'word'     this word, in any case; one written with a capital asks for a capital
 *    $class           a word of this class; its value goes to the slot of the same name, if any
 *    #native          an atom of this nature (atoms.h), its value to a slot of its own
 *    @name            another pattern, given in a line of its own above; @holiday is built in
 *    ( a / b )        either; an item followed by ? may be missing
 *    +item            without white space before it
 *    !item            not followed by it; item is one word, class or native
 *    [ ... ]          the expression itself; what is outside is its context
 *    item:slot        the value goes to that slot; :_ to none
 */
#ifndef ANNALS_TIME_RULES_H
#define ANNALS_TIME_RULES_H

#include "time/atoms.h"
#include "time/holidays.h"

/* What a rule makes of its slots. X(constant, name). */
#define TIME_OPERATIONS(X)                                                                         \
    X(NONE, "none")         /* no time: keeps other rules off these words */                       \
    X(DATE, "date")         /* the calendar fields that it has */                                  \
    X(SHIFT, "shift")       /* num units before or after the day of writing */                     \
    X(RELATIVE, "relative") /* num units before or after the time last spoken of */                \
    X(SAME, "same")         /* the unit in which the time last spoken of lies */                   \
    X(DURATION, "duration") /* num units long */                                                   \
    X(PERIOD, "period")     /* likewise, ending (dir -1) or beginning (dir 1) at the writing */    \
    X(SET, "set")           /* again and again */                                                  \
    X(REF, "ref")           /* past, present or future */

enum time_operation {
#define OPERATION_CONSTANT(constant, name) OPERATION_##constant,
    TIME_OPERATIONS(OPERATION_CONSTANT)
#undef OPERATION_CONSTANT
        OPERATION_COUNT
};

struct slots {
    uint32_t set; /* bits: slots that have a value */
    int64_t values[SLOT_COUNT];
};

enum step_kind {
    STEP_SYMBOL, /* a: symbol */
    STEP_NATIVE, /* a: native */
    STEP_SPLIT,  /* go on at a, or else at b */
    STEP_JUMP,   /* a */
    STEP_OPEN,
    STEP_CLOSE,
    STEP_NOT, /* the next step, a symbol or native, does not match here */
    STEP_JOINED,
    STEP_SET, /* slot = a */
    STEP_ACCEPT,
};

struct step {
    uint8_t kind;
    uint8_t slot; /* enum time_slot */
    uint16_t a;
    uint16_t b;
};

struct rule {
    struct slice label; /* "data/en/time/timerules.txt:12 today" */
    uint32_t first_step;
    enum time_operation operation;
    struct slots preset;
    bool short_enough;      /* it can end after one thing */
    const uint64_t *second; /* bits: symbols, then natives, that can come second */
};

struct rule_list {
    const uint16_t *items;
    uint32_t count;
};

struct rule_table {
    VECTOR(struct rule) rules;
    VECTOR(struct step) steps;
    /* By the first thing that they match. */
    struct rule_list *by_symbol; /* [words->symbol_count] */
    struct rule_list by_native[NATIVE_COUNT];
    uint16_t symbol_count; /* natives follow at this bit */
};

/* Reads all data files of the kind "timerules" of the set. Faults are told and passed over; false
 * with ERR_MEMORY or ERR_LIMIT. */
bool rule_table_load(struct rule_table *table, const struct data_set *set, struct word_table *words,
                     const struct holiday_table *holidays, struct arena *arena,
                     struct data_faults *faults, struct err *err);

static inline bool slots_have(const struct slots *slots, enum time_slot slot)
{
    return slots->set >> slot & 1;
}

static inline void slots_put(struct slots *slots, enum time_slot slot, int64_t value)
{
    slots->set |= 1u << slot;
    slots->values[slot] = value;
}

/* The value of a slot, or otherwise. */
static inline int64_t slots_get(const struct slots *slots, enum time_slot slot, int64_t otherwise)
{
    return slots_have(slots, slot) ? slots->values[slot] : otherwise;
}

#endif
