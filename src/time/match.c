/*
 * match.c - runs the rules over the atoms of a sentence.
 *
 *   in    atoms, compiled rules
 *   out   matches
 *
 * Backtracking with a stack of its own, as patterns have no loops: what was put into slots is taken
 * back from a trail.
 */
#include "time/match.h"

#define MATCH_STEPS_MAX 3000
#define MATCH_CHOICES_MAX 128
#define MATCH_TRAIL_MAX 64

struct choice {
    uint16_t step;
    uint8_t trail;
    uint32_t atom;
    uint32_t open;
    uint32_t close;
};

struct trail_entry {
    uint8_t slot;
    bool was_set;
    int64_t value;
};

struct machine {
    const struct rule_table *rules;
    const struct word_table *words;
    const struct atom_list *atoms;
    struct slots slots;
    struct choice choices[MATCH_CHOICES_MAX];
    struct trail_entry trail[MATCH_TRAIL_MAX];
    uint32_t choice_count;
    uint32_t trail_count;
};

static void machine_put(struct machine *machine, enum time_slot slot, int64_t value)
{
    if (slot == SLOT_NONE || machine->trail_count == MATCH_TRAIL_MAX)
        return;
    machine->trail[machine->trail_count++] = (struct trail_entry){
        (uint8_t)slot, slots_have(&machine->slots, slot), machine->slots.values[slot]};
    slots_put(&machine->slots, slot, value);
}

static void machine_undo(struct machine *machine, uint32_t trail)
{
    while (machine->trail_count > trail) {
        const struct trail_entry *entry = &machine->trail[--machine->trail_count];
        machine->slots.values[entry->slot] = entry->value;
        if (!entry->was_set)
            machine->slots.set &= ~(1u << entry->slot);
    }
}

/* Atoms that a native takes here, 0 when it does not match; its value. */
static uint32_t native_match(const struct atom *atom, enum time_native native, int64_t *ret_value)
{
    if (!(atom->natives >> native & 1))
        return 0;
    *ret_value = atom->integer;
    switch (native) {
    case NATIVE_NUM:
        /* Thousandths, so that halves are kept; far over any calendar it no longer matters. */
        *ret_value = atom->number.low > 1e9 ? (int64_t)1e12 : (int64_t)(atom->number.low * 1000);
        return atom->number_atoms;
    case NATIVE_ORD:
        *ret_value = atom->number.low > 1e9 ? (int64_t)1e9 : (int64_t)atom->number.low;
        return atom->ordinal_atoms;
    case NATIVE_DAY:
        if (atom->natives >> NATIVE_ORD & 1) {
            *ret_value = (int64_t)atom->number.low;
            return atom->ordinal_atoms;
        }
        return 1;
    case NATIVE_WORDHOUR:
        *ret_value = (int64_t)atom->number.low;
        return 1;
    case NATIVE_TENS:
        *ret_value = atom->integer / 10;
        return 1;
    case NATIVE_HHMM:
        *ret_value = atom->clock / 100;
        return 1;
    case NATIVE_YEARWORDS:
        *ret_value = atom->year;
        return atom->year_atoms;
    default:
        return 1;
    }
}

/* Atoms that a symbol or native step takes at `at`, or 0. */
static uint32_t step_match(struct machine *machine, const struct step *step, uint32_t at,
                           bool keep_value)
{
    if (at >= machine->atoms->count)
        return 0;
    const struct atom *atom = &machine->atoms->items[at];
    int64_t value;
    if (step->kind == STEP_SYMBOL) {
        if (atom->uses < 0 || !time_atom_is(machine->words, atom, step->a, &value))
            return 0;
        if (keep_value)
            machine_put(machine, (enum time_slot)step->slot, value);
        return 1;
    }
    uint32_t taken = native_match(atom, (enum time_native)step->a, &value);
    if (taken > 0 && keep_value) {
        machine_put(machine, (enum time_slot)step->slot, value);
        if (step->a == NATIVE_NUM && atom->number.form == NUMERAL_VAGUE &&
            !(atom->number.low >= atom->number.high))
            machine_put(machine, SLOT_VAGUE, 1);
        if (step->a == NATIVE_HHMM)
            machine_put(machine, SLOT_MINUTE, atom->clock % 100);
    }
    return taken;
}

/* Runs one rule at one atom. True with the match. */
static bool run_rule(struct machine *machine, uint16_t number, uint32_t start,
                     struct match *ret_match)
{
    const struct rule *rule = &machine->rules->rules.items[number];
    const struct step *steps = machine->rules->steps.items;
    machine->slots = rule->preset;
    machine->trail_count = 0;
    machine->choice_count = 0;
    struct choice at = {(uint16_t)rule->first_step, 0, start, UINT32_MAX, UINT32_MAX};
    for (unsigned done = 0; done < MATCH_STEPS_MAX; done++) {
        const struct step *step = &steps[at.step];
        bool ok = true;
        at.step++;
        switch ((enum step_kind)step->kind) {
        case STEP_SYMBOL:
        case STEP_NATIVE: {
            uint32_t taken = step_match(machine, step, at.atom, true);
            at.atom += taken;
            ok = taken > 0 && at.atom <= machine->atoms->count;
            break;
        }
        case STEP_SPLIT:
            at.step = step->a;
            if (machine->choice_count < MATCH_CHOICES_MAX) {
                struct choice other = at;
                other.step = step->b;
                other.trail = (uint8_t)machine->trail_count;
                machine->choices[machine->choice_count++] = other;
            }
            break;
        case STEP_JUMP:
            at.step = step->a;
            break;
        case STEP_OPEN:
            at.open = at.atom;
            break;
        case STEP_CLOSE:
            at.close = at.atom;
            break;
        case STEP_NOT:
            ok = step_match(machine, &steps[at.step], at.atom, false) == 0;
            at.step++;
            break;
        case STEP_JOINED:
            ok = at.atom < machine->atoms->count && !machine->atoms->items[at.atom].spaced;
            break;
        case STEP_SET:
            machine_put(machine, (enum time_slot)step->slot, step->a);
            break;
        case STEP_ACCEPT: {
            uint32_t first = at.open == UINT32_MAX ? start : at.open;
            uint32_t end = at.close == UINT32_MAX ? at.atom : at.close;
            ok = end > first;
            if (ok) {
                *ret_match = (struct match){first, end, number, machine->slots};
                return true;
            }
            break;
        }
        }
        if (ok)
            continue;
        if (machine->choice_count == 0)
            return false;
        at = machine->choices[--machine->choice_count];
        machine_undo(machine, at.trail);
    }
    return false;
}

/* Whether a goes before b: it starts first, is longer, or its rule stands first. */
static bool match_before(const struct match *a, const struct match *b)
{
    if (a->first != b->first)
        return a->first < b->first;
    if (a->end != b->end)
        return a->end > b->end;
    return a->rule < b->rule;
}

typedef VECTOR(struct match) match_vector;

/* Whether the atom after the first can be the second thing of a rule: most rules fail here. */
static bool second_fits(const struct machine *machine, const struct rule *rule, uint32_t first)
{
    const struct atom *atom = &machine->atoms->items[first];
    if (rule->short_enough || atom->number_atoms > 1 || atom->ordinal_atoms > 1 ||
        atom->year_atoms > 1)
        return true;
    if (first + 1 >= machine->atoms->count)
        return false;
    atom++;
    for (int32_t at = atom->uses; at >= 0; at = machine->words->uses.items[at].next) {
        uint16_t symbol = machine->words->uses.items[at].symbol;
        if (rule->second[symbol / 64] >> symbol % 64 & 1)
            return true;
    }
    for (uint32_t left = atom->natives; left != 0; left &= left - 1) {
        unsigned bit = machine->rules->symbol_count + (unsigned)__builtin_ctz(left);
        if (rule->second[bit / 64] >> bit % 64 & 1)
            return true;
    }
    return false;
}

static bool run_list(struct machine *machine, const struct rule_list *list, uint32_t atom,
                     struct arena *scratch, match_vector *matches)
{
    for (uint32_t i = 0; i < list->count; i++) {
        struct match match;
        if (!second_fits(machine, &machine->rules->rules.items[list->items[i]], atom))
            continue;
        if (!run_rule(machine, list->items[i], atom, &match))
            continue;
        struct match *kept = vector_push(matches, scratch);
        if (!kept)
            return false;
        *kept = match;
    }
    return true;
}

/* All rules that can begin at an atom. */
static bool run_atom(struct machine *machine, uint32_t number, struct arena *scratch,
                     match_vector *matches)
{
    const struct atom *atom = &machine->atoms->items[number];
    for (int32_t at = atom->uses; at >= 0; at = machine->words->uses.items[at].next) {
        uint16_t symbol = machine->words->uses.items[at].symbol;
        if (!run_list(machine, &machine->rules->by_symbol[symbol], number, scratch, matches))
            return false;
    }
    for (int native = 0; native < NATIVE_COUNT; native++) {
        if (atom->natives >> native & 1 &&
            !run_list(machine, &machine->rules->by_native[native], number, scratch, matches))
            return false;
    }
    return true;
}

/* Insertion sort: nearly sorted, and few. */
static void sort_matches(match_vector *matches)
{
    for (size_t i = 1; i < matches->count; i++) {
        struct match moved = matches->items[i];
        size_t at = i;
        while (at > 0 && match_before(&moved, &matches->items[at - 1])) {
            matches->items[at] = matches->items[at - 1];
            at--;
        }
        matches->items[at] = moved;
    }
}

bool time_match(const struct rule_table *rules, const struct word_table *words,
                const struct atom_list *atoms, struct arena *scratch,
                struct match_list *ret_matches, struct err *err)
{
    struct machine machine; /* its stacks need no zeroes */
    machine.rules = rules;
    machine.words = words;
    machine.atoms = atoms;
    match_vector matches = {0};
    for (uint32_t i = 0; i < atoms->count; i++) {
        if (!run_atom(&machine, i, scratch, &matches))
            return arena_fail(scratch, err);
    }
    sort_matches(&matches);
    size_t kept = 0;
    uint32_t end = 0;
    for (size_t i = 0; i < matches.count; i++) {
        if (matches.items[i].first < end)
            continue;
        end = matches.items[i].end;
        matches.items[kept++] = matches.items[i];
    }
    *ret_matches = (struct match_list){matches.items, kept};
    return true;
}
