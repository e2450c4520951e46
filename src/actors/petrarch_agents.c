/*
 * petrarch_agents.c - dictionaries of PETRARCH and TABARI: agents.
 *
 *   in    lines of nouns, their plurals and codes; sets of forms
 *   out   agents of the record
 */
#include <string.h>

#include "actors/petrarch_parts.h"

/* "!PERSON! = MAN, MEN, WOMAN": the forms that stand for a marker. */
struct form_set {
    struct slice marker; /* "!PERSON!" */
    struct slice forms;  /* "MAN, MEN, WOMAN" */
};

struct agents_reader {
    struct record_load *load;
    struct petrarch_lines lines;
    uint64_t code_count; /* in the whole file */
    uint32_t set_count;
    struct form_set sets[PETRARCH_SETS_MAX];
};

static bool reject(struct agents_reader *reader, struct slice at, const char *expected);
static bool read_set(struct agents_reader *reader, struct slice content);
static bool read_agent(struct agents_reader *reader, struct slice content);

bool petrarch_read_agents(struct record_load *load, const struct data_file *file)
{
    struct agents_reader reader = {.load = load};
    petrarch_lines_init(&reader.lines, file);
    while (petrarch_lines_next(&reader.lines)) {
        struct slice content = reader.lines.content;
        bool is_set = content.ptr[0] == '!' && slice_find_byte(content, '=', 0) != SIZE_MAX;
        if (is_set ? !read_set(&reader, content) : !read_agent(&reader, content))
            return false;
    }
    if (reader.code_count == 0 && reader.lines.line.number > 0)
        reject(&reader, SLICE_EMPTY, "expected a dictionary of agents with codes in brackets");
    return true;
}

static bool reject(struct agents_reader *reader, struct slice at, const char *expected)
{
    struct data_faults *faults = reader->load->faults;
    data_fault(faults, &reader->lines.line, at, expected);
    return true;
}

static bool read_set(struct agents_reader *reader, struct slice content)
{
    size_t equals = slice_find_byte(content, '=', 0);
    struct form_set set = {.marker = slice_trim(slice_sub(content, 0, equals)),
                           .forms = slice_trim(slice_sub(content, equals + 1, content.len))};
    /* A form with a marker of its own could grow without end. */
    if (set.marker.len < 3 || !slice_ends(set.marker, SLICE("!")) || set.forms.len == 0 ||
        slice_find_byte(set.forms, '!', 0) != SIZE_MAX) {
        reject(reader, content, "expected a set as !NAME! = FORM, FORM");
    } else if (reader->set_count == PETRARCH_SETS_MAX) {
        reject(reader, content, "expected at most 64 sets of forms");
    } else {
        reader->sets[reader->set_count++] = set;
    }
    return true;
}

/* ---- one noun ---- */

/* A line of agents, in its parts. */
struct agent_line {
    struct slice phrase;
    struct slice plural; /* between braces */
    bool has_plural;     /* there are braces */
    struct record_agent agent;
};

/* Takes "{…}" off the end of a phrase. */
static void take_plural(struct agent_line *parts)
{
    size_t open = slice_find_byte(parts->phrase, '{', 0);
    if (open == SIZE_MAX)
        return;
    size_t close = slice_find_byte(parts->phrase, '}', open);
    parts->has_plural = true;
    parts->plural = slice_trim(slice_sub(parts->phrase, open + 1, close));
    parts->phrase = slice_trim(slice_sub(parts->phrase, 0, open));
}

/* "~GOV" or "NGO~" */
static bool take_code(struct agents_reader *reader, struct slice code, struct agent_line *parts)
{
    bool before = slice_starts(code, SLICE("~")), behind = slice_ends(code, SLICE("~"));
    struct slice plain = slice_sub(code, before, code.len - (behind && code.len > 1));
    if (!petrarch_is_code(plain) || plain.len % 3 != 0)
        return !reject(reader, code, "expected a code such as ~GOV or NGO~");
    parts->agent.sectors_first = behind && !before;
    return petrarch_split_code(reader->load, plain, NULL, &parts->agent.sectors);
}

static bool put_form(struct agents_reader *reader, const struct agent_line *parts,
                     struct slice form, enum record_relation relation);
static bool put_forms(struct agents_reader *reader, struct agent_line *parts);

static bool read_agent(struct agents_reader *reader, struct slice content)
{
    struct record_load *load = reader->load;
    struct agent_line parts = {
        .agent.origin = {reader->lines.file->name, reader->lines.line.number}};
    size_t open = slice_find_byte(content, '[', 0);
    parts.phrase = slice_trim(slice_sub(content, 0, open));
    if (open == SIZE_MAX) /* a noun without a code has nothing to say */
        return true;
    /* Dictionaries have "[~LEG}" too, the manual's own example among them. */
    struct slice code = slice_sub(content, open + 1, content.len);
    size_t close = 0;
    while (close < code.len && code.ptr[close] != ']' && code.ptr[close] != '}')
        close++;
    if (close == code.len)
        return reject(reader, slice_sub(content, open, content.len), "expected ] behind a code");
    if (parts.phrase.len == 0)
        return reject(reader, content, "expected a noun before its code");
    take_plural(&parts);
    uint64_t faults = load->faults->count;
    if (!take_code(reader, slice_trim(slice_sub(code, 0, close)), &parts))
        return load->faults->count > faults;
    parts.agent.noun = petrarch_phrase(load, parts.phrase, false);
    struct record_agent *kept = parts.agent.noun.ptr
                                    ? vector_push(&load->record->agents, load->record->arena)
                                    : NULL;
    if (!kept)
        return arena_fail(load->record->arena, load->err);
    *kept = parts.agent;
    reader->code_count++;
    return put_forms(reader, &parts);
}

static bool put_form(struct agents_reader *reader, const struct agent_line *parts,
                     struct slice form, enum record_relation relation)
{
    struct record_load *load = reader->load;
    struct record *record = load->record;
    struct name_words words;
    struct record_sense *sense = arena_new(record->arena, struct record_sense);
    struct slice wording = petrarch_phrase(load, form, false);
    if (!sense || !wording.ptr)
        return arena_fail(record->arena, load->err);
    *sense = (struct record_sense){.kind = RECORD_AGENT,
                                   .relation = relation,
                                   .index = (uint32_t)record->agents.count - 1,
                                   .wording = wording,
                                   .from = INT32_MIN,
                                   .to = INT32_MAX,
                                   .origin = parts->agent.origin};
    if (!name_words_of(record, wording, false, &words))
        return data_fault_passable(load->faults, &reader->lines.line, parts->phrase,
                                   "expected a name of 1 to 16 words") ||
               true;
    return record_put_name(load, &words, sense, NAME_ANY_CASE);
}

/* The regular plural, as PETRARCH makes it. */
static bool put_regular_plural(struct agents_reader *reader, const struct agent_line *parts)
{
    struct slice root = parts->phrase;
    char room[NAME_BYTES_MAX];
    while (slice_ends(root, SLICE("_")))
        root.len--;
    struct slice ending = SLICE("S");
    if (slice_ends(root, SLICE("Y"))) {
        root.len--;
        ending = SLICE("IES");
    } else if (slice_ends(root, SLICE("SS"))) {
        ending = SLICE("ES");
    }
    if (root.len + ending.len > sizeof(room))
        return true;
    memcpy(room, root.ptr, root.len);
    memcpy(room + root.len, ending.ptr, ending.len);
    return put_form(reader, parts, (struct slice){room, root.len + ending.len}, RECORD_PLURAL);
}

/* ---- sets of forms ---- */

/* The set whose marker a text has first, and where; NULL for none. */
static const struct form_set *find_set(const struct agents_reader *reader, struct slice text,
                                       size_t *ret_at)
{
    for (uint32_t i = 0; i < reader->set_count; i++) {
        *ret_at = slice_find(text, reader->sets[i].marker, 0);
        if (*ret_at != SIZE_MAX)
            return &reader->sets[i];
    }
    return NULL;
}

/* Forms under way: each round puts one set's forms in the place of its marker. */
struct forms {
    uint32_t count;
    struct slice items[PETRARCH_FORMS_MAX];
};

/* Puts the forms of a set for its marker at `at`. False when there are too many, or with
 * ERR_MEMORY. */
static bool replace_marker(struct record *record, struct slice text, size_t at,
                           const struct form_set *set, struct forms *forms)
{
    struct slice rest = set->forms, form;
    while (slice_next_field(&rest, ',', &form)) {
        form = slice_trim(form);
        size_t behind = at + set->marker.len, length = text.len - set->marker.len + form.len;
        if (forms->count == PETRARCH_FORMS_MAX || length > NAME_BYTES_MAX)
            return false;
        char *bytes = arena_alloc(record->arena, length + 1, 1);
        if (!bytes)
            return false;
        memcpy(bytes, text.ptr, at);
        memcpy(bytes + at, form.ptr, form.len);
        memcpy(bytes + at + form.len, text.ptr + behind, text.len - behind);
        forms->items[forms->count++] = (struct slice){bytes, length};
    }
    return true;
}

/* All forms of a phrase with markers; they are taken as they stand, without plurals. */
static bool put_set_forms(struct agents_reader *reader, const struct agent_line *parts)
{
    struct record *record = reader->load->record;
    struct forms forms = {.count = 1, .items = {parts->phrase}};
    for (uint32_t i = 0; i < forms.count;) {
        size_t at;
        const struct form_set *set = find_set(reader, forms.items[i], &at);
        if (!set) {
            i++;
            continue;
        }
        struct slice text = forms.items[i];
        forms.items[i] = forms.items[--forms.count];
        if (!replace_marker(record, text, at, set, &forms)) {
            if (forms.count < PETRARCH_FORMS_MAX && record->arena->limited)
                return arena_fail(record->arena, reader->load->err);
            return reject(reader, parts->phrase, "expected at most 64 forms of a noun");
        }
    }
    for (uint32_t i = 0; i < forms.count; i++) {
        if (!put_form(reader, parts, forms.items[i], RECORD_SPELLING))
            return false;
    }
    return true;
}

static bool put_forms(struct agents_reader *reader, struct agent_line *parts)
{
    size_t at;
    if (find_set(reader, parts->phrase, &at))
        return put_set_forms(reader, parts);
    if (!put_form(reader, parts, parts->phrase, RECORD_SINGULAR))
        return false;
    if (!parts->has_plural)
        return put_regular_plural(reader, parts);
    return parts->plural.len == 0 || put_form(reader, parts, parts->plural, RECORD_PLURAL);
}
