/*
 * rules.c - compiles the patterns of data/en/time/.
 *
 *   in    rule lines
 *   out   programs of steps, and which of them can begin with what
 */
#include "time/rules.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"

/* Patterns inside patterns inside a pattern. */
#define PATTERN_DEPTH_MAX 16
#define STEPS_MAX 60000
#define RULES_MAX 4000
#define LABEL_BYTES_MAX 200

static const char *const operation_names[OPERATION_COUNT] = {
#define OPERATION_NAME(constant, name) [OPERATION_##constant] = name,
    TIME_OPERATIONS(OPERATION_NAME)
#undef OPERATION_NAME
};

static const char *const native_names[NATIVE_COUNT] = {
#define NATIVE_NAME(constant, name) [NATIVE_##constant] = name,
    TIME_NATIVES(NATIVE_NAME)
#undef NATIVE_NAME
};

static const uint8_t native_slots[NATIVE_COUNT] = {
    [NATIVE_YEAR] = SLOT_YEAR,     [NATIVE_DD] = SLOT_NONE,        [NATIVE_DAY] = SLOT_DAY,
    [NATIVE_NUM] = SLOT_NUM,       [NATIVE_ORD] = SLOT_NUM,        [NATIVE_HOUR] = SLOT_HOUR,
    [NATIVE_WORDHOUR] = SLOT_HOUR, [NATIVE_NUMMONTH] = SLOT_MONTH, [NATIVE_INT] = SLOT_NONE,
    [NATIVE_TENS] = SLOT_DECADE,   [NATIVE_UPPER] = SLOT_NONE,     [NATIVE_WORD] = SLOT_NONE,
    [NATIVE_VERB] = SLOT_NONE,     [NATIVE_HHMM] = SLOT_HOUR,      [NATIVE_YEARWORDS] = SLOT_YEAR,
};

/* What one load needs at hand. */
struct compiler {
    struct rule_table *table;
    struct word_table *words;
    const struct holiday_table *holidays;
    struct map macros; /* "@name" to its place in patterns */
    VECTOR(struct slice) patterns;
    struct arena *arena;
    struct data_faults *faults;
    const struct data_line *line;
    struct slice at; /* the rest of the pattern being read, for faults */
    unsigned depth;
};

static bool compile_alternatives(struct compiler *compiler, struct slice *rest, bool nested);
static bool load_rule(struct compiler *compiler, struct err *err);
static bool index_rules(struct rule_table *table, const struct word_table *words,
                        struct arena *arena, struct err *err);

bool rule_table_load(struct rule_table *table, const struct data_set *set, struct word_table *words,
                     const struct holiday_table *holidays, struct arena *arena,
                     struct data_faults *faults, struct err *err)
{
    struct compiler compiler = {
        .table = table, .words = words, .holidays = holidays, .arena = arena, .faults = faults};
    map_init(&compiler.macros, arena);
    for (size_t i = 0; i < set->files.count; i++) {
        const struct data_file *file = &set->files.items[i];
        struct data_lines lines;
        struct data_line line;
        if (!slice_equal(file->kind, SLICE("timerules")))
            continue;
        data_lines_init(&lines, file, faults);
        while (data_lines_next(&lines, &line)) {
            compiler.line = &line;
            if (!load_rule(&compiler, err))
                return false;
        }
    }
    return index_rules(table, words, arena, err);
}

static bool pattern_fail(struct compiler *compiler, struct slice at, const char *expected)
{
    compiler->at = at;
    /* A fault inside another line's pattern is told at the name that called it. */
    const char *start = compiler->line->text.ptr;
    const char *end = start + compiler->line->text.len;
    if (at.ptr && (at.ptr < start || at.ptr > end))
        at = compiler->line->fields[1];
    return data_fault(compiler->faults, compiler->line, at, expected);
}

static struct step *emit(struct compiler *compiler, enum step_kind kind, uint16_t a)
{
    struct step *step = NULL;
    if (compiler->table->steps.count < STEPS_MAX)
        step = vector_push(&compiler->table->steps, compiler->arena);
    if (!step) {
        pattern_fail(compiler, SLICE_EMPTY, "expected fewer or shorter rules");
        return NULL;
    }
    *step = (struct step){.kind = (uint8_t)kind, .slot = SLOT_NONE, .a = a};
    return step;
}

static uint16_t here(const struct compiler *compiler)
{
    return (uint16_t)compiler->table->steps.count;
}

/* The next item's text: up to a space, or one bracket. */
static struct slice next_item(struct slice *rest)
{
    while (rest->len > 0 && ascii_is_space(rest->ptr[0]))
        *rest = slice_sub(*rest, 1, rest->len);
    size_t end = 0;
    while (end < rest->len && !ascii_is_space(rest->ptr[end])) {
        if (end > 0 && (rest->ptr[end] == '(' || rest->ptr[end] == ')'))
            break;
        if (rest->ptr[end++] == '(')
            break;
    }
    if (end > 1 && rest->ptr[0] == ')' && rest->ptr[1] != '?')
        end = 1;
    struct slice item = slice_sub(*rest, 0, end);
    *rest = slice_sub(*rest, end, rest->len);
    return item;
}

/* One word, class or native, without the signs before it. */
static bool compile_test(struct compiler *compiler, struct slice item)
{
    size_t colon = slice_find_byte(item, ':', 1);
    struct slice name = slice_sub(item, 0, colon);
    enum time_slot slot = SLOT_NONE;
    if (colon != SIZE_MAX) {
        struct slice slot_name = slice_sub(item, colon + 1, item.len);
        slot = time_slot_of(slot_name);
        if (slot == SLOT_NONE && !slice_equal(slot_name, SLICE("_")))
            return pattern_fail(compiler, item, "expected the name of a slot after ':'");
    }
    if (name.len > 1 && name.ptr[0] == '#') {
        for (int native = 0; native < NATIVE_COUNT; native++) {
            if (!slice_equal(slice_sub(name, 1, name.len), slice_from(native_names[native])))
                continue;
            struct step *step = emit(compiler, STEP_NATIVE, (uint16_t)native);
            if (step)
                step->slot = colon == SIZE_MAX ? native_slots[native] : (uint8_t)slot;
            return step != NULL;
        }
        return pattern_fail(compiler, item, "expected one of the natives after '#'");
    }
    uint16_t symbol;
    if (name.len > 1 && name.ptr[0] == '$') {
        symbol = word_table_find(compiler->words, name);
        if (symbol == UINT16_MAX)
            return pattern_fail(compiler, item, "expected a class that a word has");
        if (colon == SIZE_MAX)
            slot = time_slot_of(slice_sub(name, 1, name.len));
    } else {
        if (name.len > 2 && name.ptr[0] == '\'' && name.ptr[name.len - 1] == '\'')
            name = slice_sub(name, 1, name.len - 1);
        symbol = word_table_symbol(compiler->words, name);
        if (!word_table_add(compiler->words, name, symbol, 0))
            return pattern_fail(compiler, item, "expected one word of at most 24 bytes");
    }
    struct step *step = emit(compiler, STEP_SYMBOL, symbol);
    if (step)
        step->slot = (uint8_t)slot;
    return step != NULL;
}

/* Any of the holidays' names. */
static bool compile_holidays(struct compiler *compiler)
{
    VECTOR(uint16_t) jumps = {0};
    for (size_t i = 0; i < compiler->holidays->names.count; i++) {
        const struct holiday_name *name = &compiler->holidays->names.items[i];
        bool last = i + 1 == compiler->holidays->names.count;
        uint16_t split = here(compiler);
        if (!last && !emit(compiler, STEP_SPLIT, (uint16_t)(split + 1)))
            return false;
        struct slice rest = name->text;
        for (struct slice item = next_item(&rest); item.len > 0; item = next_item(&rest)) {
            if (!compile_test(compiler, item))
                return false;
        }
        struct step *set = emit(compiler, STEP_SET, (uint16_t)name->holiday);
        if (!set)
            return false;
        set->slot = SLOT_HOLIDAY;
        uint16_t *jump = vector_push(&jumps, compiler->arena);
        if (!jump || !emit(compiler, STEP_JUMP, 0))
            return false;
        *jump = (uint16_t)(here(compiler) - 1);
        if (!last)
            compiler->table->steps.items[split].b = here(compiler);
    }
    for (size_t i = 0; i < jumps.count; i++)
        compiler->table->steps.items[jumps.items[i]].a = here(compiler);
    return true;
}

static bool compile_macro(struct compiler *compiler, struct slice item)
{
    if (slice_equal(item, SLICE("@holiday")))
        return compile_holidays(compiler);
    const uint32_t *found = map_get(&compiler->macros, item);
    if (!found)
        return pattern_fail(compiler, item, "expected a pattern that stands above");
    struct slice rest = compiler->patterns.items[*found];
    return compile_alternatives(compiler, &rest, false);
}

/* One item with its signs; a group up to its closing bracket. */
static bool compile_item(struct compiler *compiler, struct slice item, struct slice *rest)
{
    bool optional = item.len > 1 && item.ptr[item.len - 1] == '?';
    if (optional)
        item.len--;
    uint16_t split = here(compiler);
    bool group = slice_equal(item, SLICE("("));
    if ((optional || group) && !emit(compiler, STEP_SPLIT, (uint16_t)(split + 1)))
        return false;
    if (item.ptr[0] == '+' && item.len > 1) {
        if (!emit(compiler, STEP_JOINED, 0))
            return false;
        item = slice_sub(item, 1, item.len);
    }
    if (group) {
        if (!compile_alternatives(compiler, rest, true))
            return false;
        struct slice peek = *rest;
        optional = slice_starts(peek, SLICE("?"));
        if (optional)
            *rest = slice_sub(*rest, 1, rest->len);
    } else if (item.ptr[0] == '!' && item.len > 1) {
        if (!emit(compiler, STEP_NOT, 0) || !compile_test(compiler, slice_sub(item, 1, item.len)))
            return false;
    } else if (item.ptr[0] == '@') {
        if (!compile_macro(compiler, item))
            return false;
    } else if (!compile_test(compiler, item)) {
        return false;
    }
    if (optional || group) {
        struct step *at = &compiler->table->steps.items[split];
        at->b = optional ? here(compiler) : at->a;
        if (!optional)
            at->kind = STEP_JUMP;
    }
    return true;
}

/* "a b / c d", up to ')' when nested, else to the end. */
static bool compile_alternatives(struct compiler *compiler, struct slice *rest, bool nested)
{
    VECTOR(uint16_t) jumps = {0};
    if (++compiler->depth > PATTERN_DEPTH_MAX)
        return pattern_fail(compiler, *rest, "expected fewer brackets in brackets");
    bool closed = false;
    while (!closed) {
        /* A split before each alternative; the last one's leads nowhere else. */
        uint16_t split = here(compiler);
        if (!emit(compiler, STEP_SPLIT, (uint16_t)(split + 1)))
            return false;
        bool more = false;
        while (!more && !closed) {
            struct slice item = next_item(rest);
            if (item.len == 0) {
                if (nested)
                    return pattern_fail(compiler, *rest, "expected a closing bracket");
                closed = true;
            } else if (item.ptr[0] == ')') {
                if (!nested)
                    return pattern_fail(compiler, item, "expected no closing bracket");
                if (item.len > 1) /* its '?' is the group's */
                    *rest = (struct slice){item.ptr + 1, rest->len + item.len - 1};
                closed = true;
            } else if (slice_equal(item, SLICE("/"))) {
                more = true;
            } else if (slice_equal(item, SLICE("[")) || slice_equal(item, SLICE("]"))) {
                if (!emit(compiler, item.ptr[0] == '[' ? STEP_OPEN : STEP_CLOSE, 0))
                    return false;
            } else if (!compile_item(compiler, item, rest)) {
                return false;
            }
        }
        uint16_t *jump = vector_push(&jumps, compiler->arena);
        if (!jump || !emit(compiler, STEP_JUMP, 0))
            return false;
        *jump = (uint16_t)(here(compiler) - 1);
        struct step *at = &compiler->table->steps.items[split];
        at->b = here(compiler);
        if (!more)
            at->kind = STEP_JUMP;
    }
    for (size_t i = 0; i < jumps.count; i++)
        compiler->table->steps.items[jumps.items[i]].a = here(compiler);
    compiler->depth--;
    return true;
}

/* "slot=value slot=value" */
static bool read_preset(struct compiler *compiler, struct slice field, struct slots *slots)
{
    for (struct slice item = next_item(&field); item.len > 0; item = next_item(&field)) {
        size_t equals = slice_find_byte(item, '=', 0);
        enum time_slot slot = time_slot_of(slice_sub(item, 0, equals));
        int64_t value;
        if (slot == SLOT_NONE || equals == SIZE_MAX ||
            !time_value_of(slice_sub(item, equals + 1, item.len), &value))
            return pattern_fail(compiler, item, "expected slot=value");
        slots_put(slots, slot, value);
    }
    return true;
}

static bool load_macro(struct compiler *compiler, struct err *err)
{
    struct slice *pattern = vector_push(&compiler->patterns, compiler->arena);
    if (!pattern || !map_put(&compiler->macros, compiler->line->fields[0],
                             (uint32_t)compiler->patterns.count - 1))
        return arena_fail(compiler->arena, err);
    *pattern = compiler->line->fields[1];
    return true;
}

static bool make_label(struct compiler *compiler, struct slice *ret_label, struct err *err)
{
    char label[LABEL_BYTES_MAX];
    int length = snprintf(label, sizeof(label), "%.*s:%u %.*s",
                          SLICE_ARG(slice_sub(compiler->line->file->name, 0, 120)),
                          compiler->line->number,
                          SLICE_ARG(slice_sub(compiler->line->fields[0], 0, 60)));
    *ret_label = arena_copy(compiler->arena, (struct slice){label, (size_t)length});
    return ret_label->ptr || arena_fail(compiler->arena, err);
}

/* One line: a pattern for others, or a rule. False only when memory or room ran out. */
static bool load_rule(struct compiler *compiler, struct err *err)
{
    const struct data_line *line = compiler->line;
    if (slice_starts(line->fields[0], SLICE("@")) && line->field_count == 2)
        return load_macro(compiler, err);
    struct rule rule = {.first_step = here(compiler), .operation = OPERATION_COUNT};
    if (line->field_count < 3 || line->field_count > 4 || line->fields[1].len == 0) {
        pattern_fail(compiler, line->fields[0],
                     "expected a name, a pattern, an operation and slots");
        return true;
    }
    for (int i = 0; i < OPERATION_COUNT; i++) {
        if (slice_equal(line->fields[2], slice_from(operation_names[i])))
            rule.operation = (enum time_operation)i;
    }
    if (rule.operation == OPERATION_COUNT) {
        pattern_fail(compiler, line->fields[2], "expected an operation");
        return true;
    }
    struct slice rest = line->fields[1];
    compiler->depth = 0;
    if ((line->field_count == 4 && !read_preset(compiler, line->fields[3], &rule.preset)) ||
        !compile_alternatives(compiler, &rest, false) || !emit(compiler, STEP_ACCEPT, 0)) {
        compiler->table->steps.count = rule.first_step;
        return true;
    }
    if (compiler->table->rules.count >= RULES_MAX)
        return err_set(err, ERR_LIMIT, "too many rules of time");
    if (!make_label(compiler, &rule.label, err))
        return false;
    struct rule *kept = vector_push(&compiler->table->rules, compiler->arena);
    if (!kept)
        return arena_fail(compiler->arena, err);
    *kept = rule;
    return true;
}

/* What can come at one place of a program, found by walking it without text. */
struct firsts {
    VECTOR(uint16_t) open;   /* steps to look at */
    VECTOR(uint16_t) takers; /* steps that take an atom */
    uint8_t *seen;           /* [steps] */
    bool accepts;
};

static bool firsts_add(struct firsts *firsts, uint16_t step, struct arena *arena)
{
    if (firsts->seen[step])
        return true;
    firsts->seen[step] = 1;
    uint16_t *at = vector_push(&firsts->open, arena);
    if (at)
        *at = step;
    return at != NULL;
}

/* The steps that can take an atom from where `open` stands. */
static bool firsts_find(const struct rule_table *table, struct firsts *firsts, struct arena *arena)
{
    while (firsts->open.count > 0) {
        uint16_t number = firsts->open.items[--firsts->open.count], *taker;
        const struct step *step = &table->steps.items[number];
        bool ok = true;
        switch ((enum step_kind)step->kind) {
        case STEP_SYMBOL:
        case STEP_NATIVE:
            taker = vector_push(&firsts->takers, arena);
            ok = taker != NULL;
            if (taker)
                *taker = number;
            break;
        case STEP_SPLIT:
            ok = firsts_add(firsts, step->a, arena) && firsts_add(firsts, step->b, arena);
            break;
        case STEP_JUMP:
            ok = firsts_add(firsts, step->a, arena);
            break;
        case STEP_NOT:
            ok = firsts_add(firsts, (uint16_t)(number + 2), arena);
            break;
        case STEP_OPEN:
        case STEP_CLOSE:
        case STEP_JOINED:
        case STEP_SET:
            ok = firsts_add(firsts, (uint16_t)(number + 1), arena);
            break;
        case STEP_ACCEPT: /* an empty pattern matches nowhere */
            firsts->accepts = true;
            break;
        }
        if (!ok)
            return false;
    }
    return true;
}

static void set_bit(const struct rule_table *table, const struct step *step, uint64_t *bits)
{
    size_t bit = step->kind == STEP_SYMBOL ? step->a : (size_t)table->symbol_count + step->a;
    bits[bit / 64] |= (uint64_t)1 << bit % 64;
}

/* The things that can come first and second in a rule, as bits. */
static bool rule_beginnings(const struct rule_table *table, struct rule *rule,
                            struct firsts *firsts, uint64_t *first, uint64_t *second,
                            struct arena *arena)
{
    size_t steps = table->steps.count;
    memset(firsts->seen, 0, steps);
    firsts->takers.count = 0;
    if (!firsts_add(firsts, (uint16_t)rule->first_step, arena) ||
        !firsts_find(table, firsts, arena))
        return false;
    size_t count = firsts->takers.count;
    memset(firsts->seen, 0, steps);
    firsts->accepts = false;
    for (size_t i = 0; i < count; i++) {
        set_bit(table, &table->steps.items[firsts->takers.items[i]], first);
        if (!firsts_add(firsts, (uint16_t)(firsts->takers.items[i] + 1), arena) ||
            !firsts_find(table, firsts, arena))
            return false;
    }
    for (size_t i = count; i < firsts->takers.count; i++)
        set_bit(table, &table->steps.items[firsts->takers.items[i]], second);
    rule->short_enough = firsts->accepts;
    rule->second = second;
    return true;
}

/* Lists by first symbol and native, each in the order of the rules. */
static bool index_rules(struct rule_table *table, const struct word_table *words,
                        struct arena *arena, struct err *err)
{
    size_t lists = (size_t)words->symbol_count + NATIVE_COUNT, words64 = lists / 64 + 1;
    struct firsts firsts = {.seen = arena_array(arena, uint8_t, table->steps.count + 1)};
    uint64_t *first = arena_array(arena, uint64_t, words64);
    typedef VECTOR(uint16_t) number_vector;
    number_vector *found = arena_array(arena, number_vector, lists);
    table->symbol_count = words->symbol_count;
    table->by_symbol = arena_array(arena, struct rule_list, (size_t)words->symbol_count + 1);
    if (!firsts.seen || !first || !table->by_symbol || !found)
        return arena_fail(arena, err);
    for (size_t i = 0; i < table->rules.count; i++) {
        uint64_t *second = arena_array(arena, uint64_t, words64);
        memset(first, 0, words64 * sizeof(*first));
        if (!second ||
            !rule_beginnings(table, &table->rules.items[i], &firsts, first, second, arena))
            return arena_fail(arena, err);
        for (size_t list = 0; list < lists; list++) {
            if (!(first[list / 64] >> list % 64 & 1))
                continue;
            uint16_t *number = vector_push(&found[list], arena);
            if (!number)
                return arena_fail(arena, err);
            *number = (uint16_t)i;
        }
    }
    for (size_t list = 0; list < lists; list++) {
        struct rule_list *at = list < words->symbol_count
                                   ? &table->by_symbol[list]
                                   : &table->by_native[list - words->symbol_count];
        *at = (struct rule_list){found[list].items, (uint32_t)found[list].count};
    }
    return true;
}
