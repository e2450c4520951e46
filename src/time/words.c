/*
 * words.c - the words that time expressions are made of.
 *
 *   in    data files "class | words | value"
 *   out   struct word_table
 */
#include "time/words.h"

#include <string.h>

#include "base/ascii.h"

static const char *const slot_names[SLOT_COUNT] = {
#define SLOT_NAME(constant, name) [SLOT_##constant] = name,
    TIME_SLOTS(SLOT_NAME)
#undef SLOT_NAME
};

static const struct {
    const char *name;
    int64_t value;
} value_names[] = {
    {"second", UNIT_SECOND},
    {"minute", UNIT_MINUTE},
    {"hour", UNIT_HOUR},
    {"day", UNIT_DAY},
    {"weekend", UNIT_WEEKEND},
    {"week", UNIT_WEEK},
    {"fortnight", UNIT_FORTNIGHT},
    {"month", UNIT_MONTH},
    {"season", UNIT_SEASON},
    {"quarter", UNIT_QUARTER},
    {"half", UNIT_HALF},
    {"year", UNIT_YEAR},
    {"decade", UNIT_DECADE},
    {"century", UNIT_CENTURY},
    {"millennium", UNIT_MILLENNIUM},
    {"some", UNIT_SOME},
    {"morning", PART_MORNING},
    {"midday", PART_MIDDAY},
    {"afternoon", PART_AFTERNOON},
    {"evening", PART_EVENING},
    {"night", PART_NIGHT},
    {"daytime", PART_DAY},
    {"spring", SEASON_SPRING},
    {"summer", SEASON_SUMMER},
    {"autumn", SEASON_AUTUMN},
    {"winter", SEASON_WINTER},
    {"start", MOD_START},
    {"mid", MOD_MID},
    {"end", MOD_END},
    {"past", REF_PAST},
    {"present", REF_PRESENT},
    {"future", REF_FUTURE},
};

#define SYMBOLS_MAX 4096

enum time_slot time_slot_of(struct slice name)
{
    for (int slot = 0; slot < SLOT_COUNT; slot++) {
        if (slice_equal(name, slice_from(slot_names[slot])))
            return (enum time_slot)slot;
    }
    return SLOT_NONE;
}

bool time_value_of(struct slice text, int64_t *ret_value)
{
    for (size_t i = 0; i < sizeof(value_names) / sizeof(value_names[0]); i++) {
        if (slice_equal(text, slice_from(value_names[i].name))) {
            *ret_value = value_names[i].value;
            return true;
        }
    }
    bool negative = text.len > 0 && text.ptr[0] == '-';
    uint64_t number;
    if (!slice_to_u64(slice_sub(text, negative, text.len), &number) || number > INT32_MAX)
        return false;
    *ret_value = negative ? -(int64_t)number : (int64_t)number;
    return true;
}

void word_table_init(struct word_table *table, struct arena *arena)
{
    *table = (struct word_table){.arena = arena};
    map_init(&table->words, arena);
    map_init(&table->symbols, arena);
}

uint16_t word_table_find(const struct word_table *table, struct slice name)
{
    const uint32_t *found = map_get(&table->symbols, name);
    return found ? (uint16_t)*found : UINT16_MAX;
}

uint16_t word_table_symbol(struct word_table *table, struct slice name)
{
    uint16_t found = word_table_find(table, name);
    if (found != UINT16_MAX)
        return found;
    struct slice kept = arena_copy(table->arena, name);
    if (table->symbol_count >= SYMBOLS_MAX || !kept.ptr ||
        !map_put(&table->symbols, kept, table->symbol_count))
        return UINT16_MAX;
    return table->symbol_count++;
}

/* The word in lower case; false when it is too long to be one of ours. */
static bool lower(struct slice word, char bytes[TIME_WORD_BYTES_MAX], struct slice *ret_lower)
{
    if (word.len == 0 || word.len > TIME_WORD_BYTES_MAX)
        return false;
    for (size_t i = 0; i < word.len; i++)
        bytes[i] = ascii_lower(word.ptr[i]);
    *ret_lower = (struct slice){bytes, word.len};
    return true;
}

int32_t word_table_uses(const struct word_table *table, struct slice word)
{
    char bytes[TIME_WORD_BYTES_MAX];
    struct slice key;
    if (!lower(word, bytes, &key))
        return -1;
    const uint32_t *found = map_get(&table->words, key);
    return found ? (int32_t)*found : -1;
}

bool word_table_add(struct word_table *table, struct slice word, uint16_t symbol, int64_t value)
{
    char bytes[TIME_WORD_BYTES_MAX];
    struct slice key;
    if (symbol == UINT16_MAX || !lower(word, bytes, &key))
        return false;
    int32_t first = word_table_uses(table, word);
    for (int32_t at = first; at >= 0; at = table->uses.items[at].next) {
        if (table->uses.items[at].symbol == symbol && table->uses.items[at].value == value)
            return true;
    }
    struct symbol_use *use = vector_push(&table->uses, table->arena);
    if (!use)
        return false;
    *use = (struct symbol_use){
        .symbol = symbol, .capital = ascii_is_upper(word.ptr[0]), .next = first, .value = value};
    struct slice kept = arena_copy(table->arena, key);
    return kept.ptr && map_put(&table->words, kept, (uint32_t)table->uses.count - 1);
}

/* "$" before the name of a class, as symbols are named. */
static struct slice class_symbol(struct slice name, char room[TIME_WORD_BYTES_MAX])
{
    size_t length = name.len < TIME_WORD_BYTES_MAX - 1 ? name.len : TIME_WORD_BYTES_MAX - 1;
    room[0] = '$';
    memcpy(room + 1, name.ptr, length);
    return (struct slice){room, length + 1};
}

bool word_table_load(struct word_table *table, const struct data_file *file,
                     struct data_faults *faults, struct err *err)
{
    struct data_lines lines;
    struct data_line line;
    data_lines_init(&lines, file, faults);
    while (data_lines_next(&lines, &line)) {
        char room[TIME_WORD_BYTES_MAX];
        struct slice name = line.fields[0];
        int64_t value = 0;
        if (name.len == 0 || name.len >= TIME_WORD_BYTES_MAX || line.field_count < 2) {
            data_fault(faults, &line, name, "expected a class, words and a value");
            continue;
        }
        if (line.field_count > 2 && line.fields[2].len > 0 &&
            !time_value_of(line.fields[2], &value)) {
            data_fault(faults, &line, line.fields[2], "expected a whole number or a time value");
            continue;
        }
        uint16_t symbol = word_table_symbol(table, class_symbol(name, room));
        struct slice rest = line.fields[1], word;
        while (data_next_word(&rest, &word)) {
            if (word.len > TIME_WORD_BYTES_MAX || slice_find_byte(word, ' ', 0) != SIZE_MAX)
                data_fault(faults, &line, word, "expected one word of at most 24 bytes");
            else if (!word_table_add(table, word, symbol, value))
                return arena_fail(table->arena, err);
        }
    }
    return true;
}
