/*
 * record.c - what is known of actors: loading, entries, who a name means on a day.
 *
 *   in    data files
 *   out   the record
 *
 * Kinds are read in an order of their own, whatever that of the files: spelling before all names,
 * countries before what names their codes, organisations before people who hold their offices.
 */
#include "actors/record.h"

#include "actors/petrarch.h"
#include "actors/record_parts.h"
#include "base/hash.h"

/* What one kind of file is read by: by lines, or whole. */
struct reader {
    const char *kind;
    bool (*read)(struct record_load *load, const struct data_line *line);
    bool (*read_file)(struct record_load *load, const struct data_file *file);
};

static bool join_spellings(struct record_load *load, const struct data_line *line);

static const struct reader READERS[] = {
    {"names", join_spellings, NULL},          {"codes", record_read_code, NULL},
    {"countries", record_read_country, NULL}, {"organizations", record_read_organization, NULL},
    {"people", record_read_person, NULL},     {RECORD_PETRARCH_ACTORS, NULL, petrarch_read_actors},
    {"agents", record_read_agent, NULL},      {RECORD_PETRARCH_AGENTS, NULL, petrarch_read_agents},
    {"titles", record_read_title, NULL},      {"names", record_read_given_name, NULL},
};
#define READER_COUNT (sizeof(READERS) / sizeof(READERS[0]))

static bool read_kind(struct record_load *load, const struct data_set *set,
                      const struct reader *reader);

/* Bytes of data files per sequence of words in the index, of the files built in. */
#define BYTES_PER_SEQUENCE 13

static bool init_keys(struct record *record, const struct data_set *set, struct arena *arena)
{
    record->arena = arena;
    keys_init(&record->spelled_of_word, arena);
    keys_init(&record->country_of_code, arena);
    keys_init(&record->codes, arena);
    keys_init(&record->organization_of_name, arena);
    keys_init(&record->organization_of_key, arena);
    keys_init(&record->person_of_key, arena);
    keys_init(&record->role_of_key, arena);
    keys_init(&record->coded_of_entry, arena);
    keys_init(&record->holders, arena);
    keys_init(&record->sector_lists, arena);
    keys_init(&record->names, arena);
    size_t bytes = 0;
    for (size_t i = 0; i < set->files.count; i++) {
        if (record_reads_kind(set->files.items[i].kind))
            bytes += set->files.items[i].bytes.len;
    }
    return keys_reserve(&record->names, bytes / BYTES_PER_SEQUENCE);
}

bool record_load(const struct data_set *set, struct data_faults *faults, struct arena *arena,
                 const struct record **ret_record, struct err *err)
{
    struct record *record = arena_new(arena, struct record);
    if (!record || !init_keys(record, set, arena))
        return arena_fail(arena, err);
    struct record_load load = {.record = record, .faults = faults, .err = err};
    if (!spelling_load(&record->spelling, set, faults, arena, err))
        return false;
    for (size_t i = 0; i < READER_COUNT; i++) {
        if (!read_kind(&load, set, &READERS[i]))
            return false;
        if (READERS[i].read == join_spellings && !spelling_finish(&record->spelling, err))
            return false;
        if (READERS[i].read == record_read_person && !record_finish_people(&load))
            return false;
    }
    if (!record_finish_offices(&load))
        return false;
    *ret_record = record;
    return true;
}

/* Built-in files of other stages may be of a kind of the same name. */
static bool is_ours(const struct data_file *file, const char *kind)
{
    return slice_equal(file->kind, slice_from(kind)) &&
           (!file->built_in || slice_find(file->name, SLICE("/actors/"), 0) != SIZE_MAX);
}

static bool read_lines(struct record_load *load, const struct data_file *file,
                       const struct reader *reader)
{
    struct data_lines lines;
    struct data_line line;
    data_lines_init(&lines, file, load->faults);
    while (data_lines_next(&lines, &line)) {
        if (!reader->read(load, &line))
            return false;
    }
    return true;
}

static bool read_kind(struct record_load *load, const struct data_set *set,
                      const struct reader *reader)
{
    for (size_t i = 0; i < set->files.count; i++) {
        const struct data_file *file = &set->files.items[i];
        if (!is_ours(file, reader->kind))
            continue;
        load->own = !file->built_in;
        if (reader->read_file ? !reader->read_file(load, file) : !read_lines(load, file, reader))
            return false;
    }
    return true;
}

/* "Sergey; Sergei; Serguei": one-word names of a line share a spelling key. */
static bool join_spellings(struct record_load *load, const struct data_line *line)
{
    struct slice rest = record_field(line, 0), first, name;
    if (!data_next_word(&rest, &first) || slice_find_byte(first, ' ', 0) != SIZE_MAX)
        return true;
    rest = record_field(line, 0);
    while (data_next_word(&rest, &name)) {
        if (slice_find_byte(name, ' ', 0) != SIZE_MAX || slice_find_byte(name, '-', 0) != SIZE_MAX)
            continue;
        if (!spelling_join(&load->record->spelling, name, first, load->err))
            return false;
    }
    return true;
}

bool record_reads_kind(struct slice kind)
{
    for (size_t i = 0; i < READER_COUNT; i++) {
        if (slice_equal(kind, slice_from(READERS[i].kind)))
            return true;
    }
    return slice_equal(kind, SLICE("spelling"));
}

/* ---- entries ---- */

size_t record_country_count(const struct record *record)
{
    return record->countries.count;
}

size_t record_organization_count(const struct record *record)
{
    return record->organizations.count;
}

size_t record_person_count(const struct record *record)
{
    return record->people.count;
}

const struct record_country *record_country_at(const struct record *record, uint32_t index)
{
    return &record->countries.items[index];
}

const struct record_organization *record_organization_at(const struct record *record,
                                                         uint32_t index)
{
    return &record->organizations.items[index];
}

/* Days between an organisation's and those asked for; 0 when they meet. */
static int64_t days_apart(const struct record_organization *organization, int32_t earliest,
                          int32_t latest)
{
    if (latest != DAY_UNKNOWN && latest < organization->from)
        return (int64_t)organization->from - latest;
    if (earliest != DAY_UNKNOWN && earliest > organization->to)
        return (int64_t)earliest - organization->to;
    return 0;
}

const struct record_organization *record_organization_on(const struct record *record,
                                                         uint32_t index, int32_t earliest,
                                                         int32_t latest)
{
    const struct record_organization *best = record_organization_at(record, index);
    for (const struct record_organization *at = best;;) {
        if (days_apart(at, earliest, latest) <= days_apart(best, earliest, latest))
            best = at;
        if (at->next_phase == INDEX_NONE)
            return best;
        at = record_organization_at(record, at->next_phase);
    }
}

const struct record_person *record_person_at(const struct record *record, uint32_t index)
{
    return &record->people.items[index].person;
}

const struct record_coded *record_coded_at(const struct record *record, uint32_t index)
{
    return &record->coded.items[index];
}

const struct record_agent *record_agent_at(const struct record *record, uint32_t index)
{
    return &record->agents.items[index];
}

const struct record_title *record_title_at(const struct record *record, uint32_t index)
{
    return &record->titles.items[index];
}

const struct record_given_name *record_given_name_at(const struct record *record, uint32_t index)
{
    return &record->given_names.items[index];
}

const struct record_country *record_country_of_code(const struct record *record, struct slice code)
{
    uint64_t hash = hash_64(code);
    const uint32_t *number = keys_get(&record->country_of_code, hash ? hash : 1);
    return number ? &record->countries.items[*number] : NULL;
}

const struct record_organization *record_organization_of_name(const struct record *record,
                                                              struct slice name)
{
    uint32_t number = record_organization_number(record, name);
    return number != INDEX_NONE ? &record->organizations.items[number] : NULL;
}

const struct record_code *record_code_on(const struct record *record, uint32_t index,
                                         int32_t earliest, int32_t latest)
{
    const struct record_coded *coded = record_coded_at(record, index);
    const struct record_code *otherwise = NULL, *last = NULL;
    bool known = earliest != DAY_UNKNOWN || latest != DAY_UNKNOWN;
    if (latest == DAY_UNKNOWN)
        latest = INT32_MAX;
    for (uint32_t i = 0; i < coded->code_count; i++) {
        const struct record_code *code = &coded->codes[i];
        if (code->dated && known && code->from <= latest && earliest <= code->to)
            return code;
        if (!code->dated && !otherwise)
            otherwise = code;
        if (code->dated && (!last || code->to >= last->to))
            last = code;
    }
    return otherwise || known ? otherwise : last;
}

enum record_gender record_gender_of(const struct record *record, struct slice given_name)
{
    struct record_match matches[RECORD_MATCHES_MAX];
    size_t count = record_find(record, given_name, matches, RECORD_MATCHES_MAX);
    for (size_t i = 0; i < count; i++) {
        if (matches[i].sense->kind == RECORD_GIVEN_NAME)
            return record->given_names.items[matches[i].sense->index].gender;
    }
    return RECORD_GENDER_UNKNOWN;
}

/* ---- who a sense means ---- */

static const struct slice ELITE = {"ELI", 3};

/* What is left of a person whose offices are all over: a former official is of the elite, a leader
 * of a party or a movement stays with it. */
static void identify_former(const struct record *record, const struct record_role_at *at,
                            struct record_identity *identity)
{
    const struct record_role *role = at->role;
    bool official = role->organization == INDEX_NONE ||
                    record->organizations.items[role->organization].kind == RECORD_IGO;
    if (!official)
        identity->sectors = role->sectors;
    else if (at->tenure == RECORD_ENDED)
        identity->sectors = (struct record_sectors){&ELITE, 1};
}

static void identify_person(const struct record *record, uint32_t index, int32_t earliest,
                            int32_t latest, struct record_identity *identity)
{
    const struct record_person *person = record_person_at(record, index);
    struct record_role_at at;
    identity->kind = ACTOR_PERSON;
    identity->name = person->name;
    identity->country = person->country;
    if (record_roles_at(record, index, earliest, latest, &at, 1) == 0)
        return;
    identity->tenure = at.tenure;
    identity->origin = at.role->origin;
    if (at.role->country.len > 0)
        identity->country = at.role->country;
    if (at.tenure > RECORD_UNDATED) {
        identify_former(record, &at, identity);
        return;
    }
    identity->role = at.role->office;
    identity->sectors = at.role->sectors;
    if (at.role->organization != INDEX_NONE)
        identity->organization = record->organizations.items[at.role->organization].name;
}

static void identify_coded(const struct record *record, uint32_t index, int32_t earliest,
                           int32_t latest, struct record_identity *identity)
{
    const struct record_coded *coded = record_coded_at(record, index);
    const struct record_code *code = record_code_on(record, index, earliest, latest);
    bool dated = false;
    for (uint32_t i = 0; i < coded->code_count; i++)
        dated = dated || coded->codes[i].dated;
    identity->name = coded->name;
    identity->country = code ? code->country : coded->codes[0].country;
    identity->tenure = code && code->dated ? RECORD_HELD : RECORD_UNDATED;
    if (code) {
        identity->sectors = code->sectors;
        identity->code = code->code;
        identity->origin = code->origin;
    }
    if (!dated)
        identity->kind = identity->sectors.count == 0 &&
                                 record_country_of_code(record, identity->country)
                             ? ACTOR_COUNTRY
                             : ACTOR_ORGANIZATION;
}

static void identify_organization(const struct record *record, uint32_t index, int32_t earliest,
                                  int32_t latest, struct record_identity *identity)
{
    const struct record_organization *organization = record_organization_on(record, index, earliest,
                                                                            latest);
    bool group = organization->kind == RECORD_ETHNIC_GROUP;
    identity->kind = group ? ACTOR_GROUP : ACTOR_ORGANIZATION;
    identity->name = record_organization_at(record, index)->name;
    identity->country = organization->country;
    identity->sectors = organization->sectors;
    identity->origin = organization->origin;
}

static void identify_country(const struct record *record, const struct record_sense *sense,
                             struct record_identity *identity)
{
    const struct record_country *country = record_country_at(record, sense->index);
    identity->kind = ACTOR_COUNTRY;
    identity->name = country->name;
    identity->country = country->code;
    identity->sectors = sense->sectors;
    if (sense->relation == RECORD_REGION || sense->relation == RECORD_BREAKAWAY)
        identity->name = sense->wording;
    else if (sense->relation == RECORD_PEOPLE)
        identity->kind = ACTOR_GROUP;
}

static void identify_title(const struct record *record, uint32_t index,
                           struct record_identity *identity)
{
    const struct record_title *title = record_title_at(record, index);
    identity->kind = ACTOR_PERSON;
    identity->name = title->wording;
    if (title->organization == INDEX_NONE)
        identity->country = title->of;
    else
        identity->organization = record->organizations.items[title->organization].name;
    identity->sectors = title->sectors;
    identity->role = title->office;
}

static void identify_agent(const struct record *record, uint32_t index,
                           struct record_identity *identity)
{
    static const enum actor_kind KINDS[] = {[RECORD_AGENT_PERSON] = ACTOR_PERSON,
                                            [RECORD_AGENT_GROUP] = ACTOR_GROUP,
                                            [RECORD_AGENT_ORGANIZATION] = ACTOR_ORGANIZATION};
    const struct record_agent *agent = record_agent_at(record, index);
    identity->kind = KINDS[agent->kind];
    identity->name = agent->noun;
    identity->sectors = agent->sectors;
}

/* A code that the user's dictionary gives to a person or organisation wins over what is known. */
static void apply_code(const struct record *record, const struct record_sense *sense,
                       int32_t earliest, int32_t latest, struct record_identity *identity)
{
    const uint32_t *coded = keys_get(&record->coded_of_entry,
                                     record_entry_key(sense->kind, sense->index));
    if (!coded || (sense->kind != RECORD_PERSON && sense->kind != RECORD_ORGANIZATION))
        return;
    const struct record_code *code = record_code_on(record, *coded, earliest, latest);
    if (!code || code->code.len == 0)
        return;
    identity->country = code->country;
    identity->sectors = code->sectors;
    identity->code = code->code;
    identity->origin = code->origin;
}

void record_identify(const struct record *record, const struct record_sense *sense,
                     int32_t earliest, int32_t latest, struct record_identity *ret_identity)
{
    struct record_identity identity = {
        .kind = ACTOR_PERSON, .name = sense->wording, .origin = sense->origin};
    switch (sense->kind) {
    case RECORD_COUNTRY:
        identify_country(record, sense, &identity);
        break;
    case RECORD_ORGANIZATION:
        identify_organization(record, sense->index, earliest, latest, &identity);
        break;
    case RECORD_PERSON:
        identify_person(record, sense->index, earliest, latest, &identity);
        break;
    case RECORD_AGENT:
        identify_agent(record, sense->index, &identity);
        break;
    case RECORD_TITLE:
        identify_title(record, sense->index, &identity);
        break;
    case RECORD_CODED:
        identify_coded(record, sense->index, earliest, latest, &identity);
        break;
    case RECORD_GIVEN_NAME:
        break;
    }
    apply_code(record, sense, earliest, latest, &identity);
    *ret_identity = identity;
}
