/*
 * petrarch.c - dictionaries of PETRARCH and TABARI: actors.
 *
 *   in    lines of names and codes
 *   out   coded names of the record
 */
#include "actors/petrarch.h"

#include "actors/petrarch_parts.h"
#include "base/ascii.h"
#include "base/date.h"

/* Years of two digits up to this one are of the century 2000. */
#define YEAR_PIVOT 30

/* One actor under way. */
struct coded_entry {
    struct slice name; /* the first; empty before any */
    VECTOR(struct slice) names;
    VECTOR(struct record_code) codes;
    struct record_origin origin;
};

struct actors_reader {
    struct record_load *load;
    struct petrarch_lines lines;
    struct coded_entry entry;
    uint64_t code_count; /* in the whole file */
};

static void reject(struct actors_reader *reader, struct slice at, const char *expected);
static bool read_actor_line(struct actors_reader *reader);
static bool end_entry(struct actors_reader *reader);

bool petrarch_read_actors(struct record_load *load, const struct data_file *file)
{
    struct actors_reader reader = {.load = load};
    petrarch_lines_init(&reader.lines, file);
    while (petrarch_lines_next(&reader.lines)) {
        if (!read_actor_line(&reader))
            return false;
    }
    if (reader.code_count == 0 && reader.lines.line.number > 0)
        reject(&reader, SLICE_EMPTY, "expected a dictionary of actors with codes in brackets");
    return end_entry(&reader);
}

static bool add_name(struct actors_reader *reader, struct slice phrase);
static bool read_codes(struct actors_reader *reader, struct slice rest);

/* A name, a further name, or codes. */
static bool read_actor_line(struct actors_reader *reader)
{
    struct slice content = reader->lines.content;
    size_t bracket = slice_find_byte(content, '[', 0);
    struct slice phrase = slice_trim(slice_sub(content, 0, bracket));
    bool further = slice_starts(phrase, SLICE("+"));
    if (phrase.len > 0 && !further) {
        if (!end_entry(reader))
            return false;
        reader->entry = (struct coded_entry){.name = phrase};
        reader->entry.origin = (struct record_origin){reader->lines.file->name,
                                                      reader->lines.line.number};
    }
    if (reader->entry.name.len == 0) {
        reject(reader, content, "expected a name before its codes and further names");
        return true;
    }
    if (further)
        phrase = slice_sub(phrase, 1, phrase.len);
    if (phrase.len > 0 && !add_name(reader, phrase))
        return false;
    return bracket == SIZE_MAX || read_codes(reader, slice_sub(content, bracket, content.len));
}

static void reject(struct actors_reader *reader, struct slice at, const char *expected)
{
    struct data_faults *faults = reader->load->faults;
    data_fault(faults, &reader->lines.line, at, expected);
}

static bool add_name(struct actors_reader *reader, struct slice phrase)
{
    struct record_load *load = reader->load;
    struct name_words words;
    struct slice name = petrarch_phrase(load, phrase, true);
    if (!name.ptr)
        return false;
    if (!name_words_of(load->record, name, false, &words)) {
        data_fault_passable(load->faults, &reader->lines.line, phrase,
                            "expected a name of 1 to 16 words");
        return true;
    }
    struct slice *kept = vector_push(&reader->entry.names, load->record->arena);
    if (!kept)
        return arena_fail(load->record->arena, load->err);
    *kept = name;
    return true;
}

/* Days since 1970 of YYYYMMDD or YYMMDD; a month or day of 00 is the first, one past the month's
 * end the last. */
static bool parse_day(struct slice text, int32_t *ret_day)
{
    uint64_t number;
    if ((text.len != 6 && text.len != 8) || !slice_to_u64(text, &number))
        return false;
    int32_t year = (int32_t)(number / 10000);
    unsigned month = (unsigned)(number / 100 % 100), day = (unsigned)(number % 100);
    if (text.len == 6)
        year += year <= YEAR_PIVOT ? 2000 : 1900;
    if (month > 12 || day > 31)
        return false;
    month += month == 0;
    day += day == 0;
    unsigned last = date_month_days(year, month);
    *ret_day = date_days(year, month, day < last ? day : last);
    return true;
}

/* "<date", ">date", "date-date", "date": the days that a code holds on. */
static bool parse_days(struct slice text, struct record_code *code)
{
    size_t dash = slice_find_byte(text, '-', 0);
    char sign = text.ptr[0];
    code->dated = true;
    if (sign == '<')
        return parse_day(slice_trim(slice_sub(text, 1, text.len)), &code->to);
    if (sign == '>')
        return parse_day(slice_trim(slice_sub(text, 1, text.len)), &code->from);
    if (dash == SIZE_MAX)
        return parse_day(text, &code->from);
    return parse_day(slice_trim(slice_sub(text, 0, dash)), &code->from) &&
           parse_day(slice_trim(slice_sub(text, dash + 1, text.len)), &code->to);
}

/* "---", and what TABARI has for it. */
static bool is_null(struct slice code)
{
    return slice_equal(code, SLICE("---")) || slice_equal(code, SLICE("###")) ||
           slice_equal(code, SLICE("+++"));
}

/* What stands between brackets: "RUSGOV 040309-20101231". */
static bool add_code(struct actors_reader *reader, struct slice text)
{
    struct record_load *load = reader->load;
    struct record_code code = {.from = INT32_MIN,
                               .to = INT32_MAX,
                               .origin = {reader->lines.file->name, reader->lines.line.number}};
    size_t end = 0;
    while (end < text.len && !ascii_is_space(text.ptr[end]) && text.ptr[end] != '<' &&
           text.ptr[end] != '>')
        end++;
    code.code = slice_sub(text, 0, end);
    struct slice days = slice_trim(slice_sub(text, end, text.len));
    if (is_null(code.code)) {
        code.code = SLICE_EMPTY;
    } else if (!petrarch_is_code(code.code)) {
        data_fault_passable(load->faults, &reader->lines.line, text,
                            "expected a code such as RUSGOV, or ---");
        return true;
    }
    if (days.len > 0 && !parse_days(days, &code)) {
        data_fault_passable(load->faults, &reader->lines.line, days,
                            "expected days as <date, >date or date-date, each YYMMDD or YYYYMMDD");
        return true;
    }
    if (!petrarch_split_code(load, code.code, &code.country, &code.sectors))
        return false;
    struct record_code *kept = vector_push(&reader->entry.codes, load->record->arena);
    if (!kept)
        return arena_fail(load->record->arena, load->err);
    *kept = code;
    reader->code_count++;
    return true;
}

/* All "[…]" of a line; other text between and behind them is passed over. */
static bool read_codes(struct actors_reader *reader, struct slice rest)
{
    for (size_t open = 0; (open = slice_find_byte(rest, '[', 0)) != SIZE_MAX;) {
        size_t close = slice_find_byte(rest, ']', open);
        struct slice text = slice_trim(slice_sub(rest, open + 1, close));
        if (close == SIZE_MAX) {
            if (text.len > 0)
                reject(reader, slice_sub(rest, open, rest.len), "expected ] behind a code");
            return true;
        }
        if (text.len > 0 && !add_code(reader, text))
            return false;
        rest = slice_sub(rest, close + 1, rest.len);
    }
    return true;
}

/* Whether a meaning is an entry of the record that the actor can be: a person or an organisation
 * under a full name, or a country that the first code is the code of. */
static bool can_be(const struct record *record, const struct coded_entry *entry,
                   const struct record_match *match)
{
    const struct record_sense *sense = match->sense;
    const struct record_code *code = &entry->codes.items[0];
    if (match->by_spelling || sense->relation != RECORD_NAME)
        return false;
    if (sense->kind == RECORD_COUNTRY)
        return entry->codes.count == 1 && code->sectors.count == 0 &&
               slice_equal(code->country, record->countries.items[sense->index].code);
    return sense->kind == RECORD_PERSON || sense->kind == RECORD_ORGANIZATION;
}

/* The one entry of the record that a name of the actor means, or NULL: for none, and for several.
 */
static const struct record_sense *find_known(const struct record *record,
                                             const struct coded_entry *entry)
{
    struct record_match matches[RECORD_MATCHES_MAX];
    for (size_t i = 0; i < entry->names.count; i++) {
        const struct record_sense *known = NULL;
        size_t fits = 0;
        size_t count = record_find(record, entry->names.items[i], matches, RECORD_MATCHES_MAX);
        for (size_t m = 0; m < count; m++) {
            if (!can_be(record, entry, &matches[m]))
                continue;
            known = matches[m].sense;
            fits++;
        }
        if (fits > 0)
            return fits == 1 ? known : NULL;
    }
    return NULL;
}

static bool put_coded_names(struct record_load *load, const struct coded_entry *entry,
                            const struct record_sense *pattern);

/* Puts an actor with its names into the record, as further names and codes of an entry that it
 * knows, or on its own; one without a code is left out. */
static bool end_entry(struct actors_reader *reader)
{
    struct record_load *load = reader->load;
    struct record *record = load->record;
    struct coded_entry *entry = &reader->entry;
    if (entry->names.count == 0 || entry->codes.count == 0)
        return true;
    uint32_t number = (uint32_t)record->coded.count;
    struct record_coded *coded = vector_push(&record->coded, record->arena);
    if (!coded)
        return arena_fail(record->arena, load->err);
    *coded = (struct record_coded){.name = entry->names.items[0],
                                   .codes = entry->codes.items,
                                   .code_count = (uint32_t)entry->codes.count};
    struct record_sense sense = {.kind = RECORD_CODED,
                                 .relation = RECORD_NAME,
                                 .index = number,
                                 .from = INT32_MIN,
                                 .to = INT32_MAX,
                                 .origin = entry->origin};
    const struct record_sense *known = find_known(record, entry);
    if (known) {
        sense.kind = known->kind;
        sense.index = known->index;
        uint32_t *coded_of = keys_put(&record->coded_of_entry,
                                      record_entry_key(known->kind, known->index), number);
        if (!coded_of)
            return arena_fail(record->arena, load->err);
        *coded_of = number;
    }
    return put_coded_names(load, entry, &sense);
}

static bool put_coded_names(struct record_load *load, const struct coded_entry *entry,
                            const struct record_sense *pattern)
{
    struct record *record = load->record;
    for (size_t i = 0; i < entry->names.count; i++) {
        struct record_sense *sense = arena_new(record->arena, struct record_sense);
        struct name_words words;
        if (!sense)
            return arena_fail(record->arena, load->err);
        *sense = *pattern;
        sense->wording = entry->names.items[i];
        name_words_of(record, sense->wording, false, &words);
        if (!record_put_name(load, &words, sense, NAME_ANY_CAPITAL))
            return false;
    }
    return true;
}
