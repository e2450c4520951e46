/*
 * petrarch_read.c - verb dictionaries of PETRARCH: blocks, sets of synonyms, codes.
 *
 *   in    a file
 *   out   words, sets, blocks with their patterns in the order in which they are tried
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "events/petrarch_parts.h"

static bool read_line(struct verbs_reader *reader);
static bool end_block(struct verbs_reader *reader);

bool petrarch_read_verbs(struct events_model *model, const struct data_file *file,
                         struct data_faults *faults, struct err *err)
{
    struct verbs_reader reader = {.model = model,
                                  .petrarch = &model->petrarch,
                                  .arena = model->arena,
                                  .faults = faults,
                                  .err = err,
                                  .set = INDEX_NONE,
                                  .block = INDEX_NONE};
    petrarch_lines_init(&reader.lines, file);
    while (petrarch_lines_next(&reader.lines)) {
        if (!read_line(&reader))
            return false;
    }
    if (reader.fact_count == 0 && reader.lines.line.number > 0)
        data_fault(faults, &reader.lines.line, SLICE_EMPTY,
                   "expected a dictionary of verbs with codes in brackets");
    return end_block(&reader);
}

bool verbs_reject(struct verbs_reader *reader, struct slice at, const char *expected)
{
    data_fault_passable(reader->faults, &reader->lines.line, at, expected);
    return true;
}

/* ---- words, codes, rules ---- */

uint32_t petrarch_word(const struct petrarch_model *petrarch, struct slice lower)
{
    const uint32_t *number = map_get(&petrarch->words, lower);
    return number ? *number : WORD_NONE;
}

bool verbs_word(struct verbs_reader *reader, struct slice word, uint32_t *ret_number)
{
    struct petrarch_model *petrarch = reader->petrarch;
    char *letters = arena_alloc(reader->arena, word.len + 1, 1);
    if (!letters)
        return arena_fail(reader->arena, reader->err);
    for (size_t i = 0; i < word.len; i++)
        letters[i] = ascii_lower(word.ptr[i]);
    struct slice lower = {letters, word.len};
    *ret_number = petrarch_word(petrarch, lower);
    if (*ret_number != WORD_NONE)
        return true;
    *ret_number = (uint32_t)petrarch->word_list.count;
    struct petrarch_word *made = vector_push(&petrarch->word_list, reader->arena);
    if (!made || !map_put(&petrarch->words, lower, *ret_number))
        return arena_fail(reader->arena, reader->err);
    return true;
}

/* The PLOVER type of a code, or of what it begins with. */
static uint8_t type_of_code(const struct events_model *model, struct slice code)
{
    for (size_t length = code.len; length >= 2; length--) {
        for (size_t i = 0; i < model->cameo.count; i++) {
            if (slice_equal(model->cameo.items[i].code, slice_sub(code, 0, length)))
                return (uint8_t)model->cameo.items[i].type;
        }
    }
    return TYPE_NONE;
}

/* "---", "+++", "###" and nothing are no code. */
static bool is_null(struct slice code)
{
    return code.len == 0 || slice_equal(code, SLICE("---")) || slice_equal(code, SLICE("+++")) ||
           slice_equal(code, SLICE("###"));
}

static bool read_half(const struct events_model *model, struct slice text, struct slice *ret_code,
                      uint8_t *ret_type)
{
    *ret_code = SLICE_EMPTY;
    *ret_type = TYPE_NONE;
    if (is_null(text))
        return true;
    for (size_t i = 0; i < text.len; i++) {
        if (!ascii_is_alnum(text.ptr[i]))
            return false;
    }
    *ret_code = text;
    *ret_type = type_of_code(model, text);
    return text.len >= 2 && text.len <= PETRARCH_CODE_BYTES_MAX;
}

bool verbs_code_of(const struct verbs_reader *reader, struct slice text,
                   struct petrarch_code *ret_code)
{
    size_t colon = slice_find_byte(text, ':', 0);
    struct slice there = slice_trim(slice_sub(text, 0, colon)), back = SLICE_EMPTY;
    if (colon != SIZE_MAX)
        back = slice_trim(slice_sub(text, colon + 1, text.len));
    return read_half(reader->model, there, &ret_code->there, &ret_code->there_type) &&
           read_half(reader->model, back, &ret_code->back, &ret_code->back_type);
}

bool verbs_code(struct verbs_reader *reader, struct slice content, struct slice *ret_rest,
                struct petrarch_code *ret_code, bool *ret_found)
{
    size_t open = slice_find_byte(content, '[', 0);
    *ret_rest = slice_trim(slice_sub(content, 0, open));
    *ret_code = (struct petrarch_code){0};
    *ret_found = open != SIZE_MAX;
    if (open == SIZE_MAX)
        return true;
    size_t close = slice_find_byte(content, ']', open);
    if (close == SIZE_MAX)
        return !verbs_reject(reader, slice_sub(content, open, content.len),
                             "expected ] behind a code");
    struct slice text = slice_trim(slice_sub(content, open + 1, close));
    if (!verbs_code_of(reader, text, ret_code))
        return !verbs_reject(reader, text.len > 0 ? text : content,
                             "expected a code such as 043, 040:040 or ---");
    return true;
}

struct slice verbs_rule(struct verbs_reader *reader)
{
    struct slice name = reader->lines.file->name;
    char *text = arena_alloc(reader->arena, name.len + 16, 1);
    if (!text) {
        arena_fail(reader->arena, reader->err);
        return SLICE_EMPTY;
    }
    memcpy(text, name.ptr, name.len);
    int digits = snprintf(text + name.len, 16, ":%u", (unsigned)reader->lines.line.number);
    return (struct slice){text, name.len + (size_t)digits};
}

/* ---- sets of synonyms ---- */

bool verbs_add_phrase(struct verbs_reader *reader, uint32_t set, const uint32_t *words,
                      uint8_t count, bool exact)
{
    struct petrarch_model *petrarch = reader->petrarch;
    struct petrarch_phrase *phrase = arena_new(reader->arena, struct petrarch_phrase);
    uint32_t *kept = arena_array(reader->arena, uint32_t, count);
    if (!phrase || !kept)
        return arena_fail(reader->arena, reader->err);
    memcpy(kept, words, count * sizeof(*words));
    struct petrarch_word *first = &petrarch->word_list.items[words[0]];
    struct petrarch_word *last = &petrarch->word_list.items[words[count - 1]];
    *phrase = (struct petrarch_phrase){.set = set,
                                       .words = kept,
                                       .count = count,
                                       .exact = exact,
                                       .next_of_first = first->first,
                                       .next_of_last = last->last,
                                       .next_of_set = petrarch->sets.items[set].phrases};
    first->first = phrase;
    last->last = phrase;
    petrarch->sets.items[set].phrases = phrase;
    return true;
}

/* "&CURRENCY", "&AUXVERB3_": opens a set, a new one or one that is known. */
static bool open_set(struct verbs_reader *reader, struct slice content)
{
    struct petrarch_model *petrarch = reader->petrarch;
    size_t end = 1;
    while (end < content.len && !ascii_is_space(content.ptr[end]))
        end++;
    struct slice name = slice_sub(content, 1, end);
    reader->set_is_exact = slice_ends(name, SLICE("_"));
    name.len -= reader->set_is_exact;
    if (name.len == 0)
        return verbs_reject(reader, content, "expected the name of a set behind &");
    const uint32_t *known = map_get(&petrarch->set_names, name);
    if (known) {
        reader->set = *known;
        return true;
    }
    reader->set = (uint32_t)petrarch->sets.count;
    struct petrarch_set *made = vector_push(&petrarch->sets, reader->arena);
    if (!made || !map_put(&petrarch->set_names, name, reader->set))
        return arena_fail(reader->arena, reader->err);
    return true;
}

/* "+&TIETYPES": what that set holds by now. */
static bool add_set(struct verbs_reader *reader, struct slice name)
{
    const uint32_t *other = map_get(&reader->petrarch->set_names, name);
    if (!other || *other == reader->set)
        return verbs_reject(reader, name, "expected a set that an earlier line names");
    for (const struct petrarch_phrase *phrase = reader->petrarch->sets.items[*other].phrases;
         phrase; phrase = phrase->next_of_set) {
        if (!verbs_add_phrase(reader, reader->set, phrase->words, phrase->count, phrase->exact))
            return false;
    }
    return true;
}

/* "+AUSTRIAN FLORIN", "+KRONER_" */
static bool add_synonym(struct verbs_reader *reader, struct slice content)
{
    struct slice text = slice_trim(slice_sub(content, 1, content.len));
    uint32_t words[PETRARCH_PHRASE_WORDS_MAX];
    uint8_t count = 0;
    bool exact = reader->set_is_exact || slice_ends(text, SLICE("_"));
    if (slice_starts(text, SLICE("&")))
        return add_set(reader, slice_sub(text, 1, text.len));
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && !ascii_is_space(text.ptr[end]) && text.ptr[end] != '_')
            end++;
        if (end > at) {
            if (count == PETRARCH_PHRASE_WORDS_MAX)
                return verbs_reject(reader, text, "expected 1 to 12 words");
            if (!verbs_word(reader, slice_sub(text, at, end), &words[count++]))
                return false;
        }
        at = end + 1;
    }
    if (count == 0)
        return verbs_reject(reader, content, "expected 1 to 12 words");
    return verbs_add_phrase(reader, reader->set, words, count, exact);
}

/* ---- blocks ---- */

/* The heaviest first; of equal ones the earlier line. */
static int compare_patterns(const void *a, const void *b)
{
    const struct petrarch_pattern *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* Puts the patterns of the open block in the order in which they are tried. */
static bool end_block(struct verbs_reader *reader)
{
    size_t count = reader->patterns.count;
    if (reader->block == INDEX_NONE || count == 0)
        return true;
    struct petrarch_pattern *kept = arena_array(reader->arena, struct petrarch_pattern, count);
    if (!kept)
        return arena_fail(reader->arena, reader->err);
    memcpy(kept, reader->patterns.items, count * sizeof(*kept));
    qsort(kept, count, sizeof(*kept), compare_patterns);
    struct petrarch_block *block = &reader->petrarch->blocks.items[reader->block];
    block->patterns = kept;
    block->pattern_count = (uint32_t)count;
    reader->patterns.count = 0;
    return true;
}

static bool begin_block(struct verbs_reader *reader, const struct petrarch_code *code)
{
    if (!end_block(reader))
        return false;
    struct petrarch_block *block = vector_push(&reader->petrarch->blocks, reader->arena);
    if (!block)
        return arena_fail(reader->arena, reader->err);
    block->code = *code;
    block->rule = verbs_rule(reader);
    reader->block = (uint32_t)reader->petrarch->blocks.count - 1;
    return block->rule.ptr != NULL;
}

/* "--- GRANT [070] ---". The name is for people. */
static bool read_header(struct verbs_reader *reader, struct slice content)
{
    struct petrarch_code code;
    struct slice rest;
    bool found;
    if (!verbs_code(reader, content, &rest, &code, &found))
        code = (struct petrarch_code){0};
    reader->block_is_headed = true;
    return begin_block(reader, &code);
}

/* A verb where no block is open, or behind the patterns of a block without a header: it opens one
 * itself, and its code is the block's, as in older files. */
static bool read_verb_line(struct verbs_reader *reader, struct slice content)
{
    struct petrarch_code code = {0};
    struct slice rest;
    bool found;
    bool opens = reader->block == INDEX_NONE ||
                 (reader->patterns.count > 0 && !reader->block_is_headed);
    if (opens) {
        if (!verbs_code(reader, content, &rest, &code, &found))
            return true;
        if (!begin_block(reader, &code))
            return false;
        reader->block_is_headed = false;
    }
    reader->fact_count++;
    return verbs_read_verb(reader, content);
}

static bool read_line(struct verbs_reader *reader)
{
    struct slice content = reader->lines.content;
    char first = content.ptr[0];
    if (first == '+' && reader->set != INDEX_NONE)
        return add_synonym(reader, content);
    reader->set = INDEX_NONE;
    if (first == '&')
        return open_set(reader, content);
    if (slice_starts(content, SLICE("---")))
        return read_header(reader, content);
    if (first == '~')
        return verbs_read_combination(reader, content);
    if (first != '-')
        return read_verb_line(reader, content);
    if (reader->block == INDEX_NONE)
        return verbs_reject(reader, content, "expected a verb before its patterns");
    reader->fact_count++;
    return verbs_read_pattern(reader, slice_trim(slice_sub(content, 1, content.len)));
}
