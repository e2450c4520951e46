/*
 * record_lines.c - lines of countries, organizations, agents, titles and names.
 *
 *   in    lines of data files, cut into fields
 *   out   entries of the record, their wordings in its index
 */
#include "actors/record_parts.h"
#include "base/ascii.h"
#include "base/fold.h"
#include "base/hash.h"

/* Codes of one list of sectors. */
#define SECTORS_MAX 8

struct slice record_field(const struct data_line *line, uint32_t number)
{
    return number < line->field_count ? line->fields[number] : SLICE_EMPTY;
}

struct record_origin record_origin_of(const struct data_line *line)
{
    return (struct record_origin){line->file->name, line->number};
}

struct slice record_name_shown(struct slice name)
{
    size_t open = slice_find(name, SLICE(" ("), 0);
    return open == SIZE_MAX || !slice_ends(name, SLICE(")")) ? name : slice_sub(name, 0, open);
}

uint64_t record_name_hash(struct slice name)
{
    char key[NAME_BYTES_MAX];
    size_t length = fold_name(name, key, sizeof(key));
    uint64_t hash = hash_64((struct slice){key, length});
    return hash ? hash : 1;
}

static bool is_code(struct slice s)
{
    return s.len == 3 && ascii_is_upper(s.ptr[0]) && ascii_is_upper(s.ptr[1]) &&
           ascii_is_upper(s.ptr[2]);
}

bool record_make_sectors(struct record *record, struct slice list,
                         struct record_sectors *ret_sectors)
{
    uint64_t hash = hash_64(list);
    uint32_t fresh = (uint32_t)record->sectors.count;
    uint32_t *number = keys_put(&record->sector_lists, hash ? hash : 1, fresh);
    if (!number)
        return false;
    if (*number != fresh) {
        *ret_sectors = record->sectors.items[*number];
        return true;
    }
    struct slice rest = arena_copy(record->arena, list), code;
    struct record_sectors *sectors = vector_push(&record->sectors, record->arena);
    struct slice *items = arena_array(record->arena, struct slice, SECTORS_MAX);
    if (!rest.ptr || !sectors || !items)
        return false;
    sectors->items = items;
    while (slice_next_field(&rest, ',', &code) && sectors->count < SECTORS_MAX)
        items[sectors->count++] = slice_trim(code);
    *ret_sectors = *sectors;
    return true;
}

bool record_sectors_of(struct record_load *load, const struct data_line *line, struct slice field,
                       struct record_sectors *ret_sectors)
{
    struct slice rest = field, code;
    uint32_t count = 0;
    *ret_sectors = (struct record_sectors){NULL, 0};
    if (field.len == 0)
        return true;
    while (slice_next_field(&rest, ',', &code)) {
        if (!is_code(slice_trim(code)) || ++count > SECTORS_MAX) {
            data_fault(load->faults, line, code,
                       "expected up to 8 codes of sectors as GOV,MIL: three capitals each");
            return true;
        }
    }
    return record_make_sectors(load->record, field, ret_sectors) ||
           arena_fail(load->record->arena, load->err);
}

bool record_gender_field(struct record_load *load, const struct data_line *line, struct slice field,
                         enum record_gender *ret_gender)
{
    enum record_gender gender = RECORD_GENDER_UNKNOWN;
    char letter = field.len == 1 ? field.ptr[0] : '\0';
    if (letter == 'm')
        gender = RECORD_MALE;
    else if (letter == 'f')
        gender = RECORD_FEMALE;
    else if (letter == 'b')
        gender = RECORD_BOTH;
    else if (field.len > 0)
        return data_fault(load->faults, line, field, "expected m, f, b (both) or nothing");
    *ret_gender = gender;
    return true;
}

/* Tells a fault that ends the line but not the load. */
static bool reject_line(struct record_load *load, const struct data_line *line, struct slice at,
                        const char *expected)
{
    data_fault(load->faults, line, at, expected);
    return true;
}

bool record_knows_country(const struct record *record, struct slice code)
{
    if (record->countries.count == 0)
        return is_code(code);
    uint64_t hash = hash_64(code);
    return record_country_of_code(record, code) || keys_get(&record->codes, hash ? hash : 1);
}

uint32_t record_organization_number(const struct record *record, struct slice name)
{
    struct record_match matches[RECORD_MATCHES_MAX];
    const uint32_t *number = keys_get(&record->organization_of_name, record_name_hash(name));
    if (number)
        return *number;
    size_t count = record_find(record, name, matches, RECORD_MATCHES_MAX);
    for (size_t i = 0; i < count; i++) {
        if (matches[i].sense->kind == RECORD_ORGANIZATION && !matches[i].by_spelling)
            return matches[i].sense->index;
    }
    return INDEX_NONE;
}

bool record_resolve_of(struct record_load *load, const struct data_line *line, struct slice of,
                       struct slice *ret_country, uint32_t *ret_organization)
{
    struct record *record = load->record;
    *ret_country = SLICE_EMPTY;
    *ret_organization = INDEX_NONE;
    if (of.len == 0)
        return true;
    if (record_knows_country(record, of)) {
        *ret_country = of;
        return true;
    }
    uint32_t number = record_organization_number(record, of);
    if (number != INDEX_NONE) {
        *ret_organization = number;
        *ret_country = record->organizations.items[number].country;
    } else if (is_code(of)) {
        return data_fault(load->faults, line, of,
                          "expected the code of a country of countries.txt");
    }
    return true;
}

/* ---- countries ---- */

static const struct {
    const char *name;
    enum record_relation relation;
    unsigned flags;      /* of its names */
    const char *sectors; /* of lines that name none */
} RELATIONS[] = {
    {"name", RECORD_NAME, 0, ""},
    {"adjective", RECORD_ADJECTIVE, 0, ""},
    {"people", RECORD_PEOPLE, 0, ""},
    {"capital", RECORD_CAPITAL, NAME_SPELLED, ""},
    {"seat", RECORD_SEAT, 0, "GOV"},
    {"region", RECORD_REGION, NAME_SPELLED, ""},
    {"breakaway", RECORD_BREAKAWAY, NAME_SPELLED, "PRE"},
    {"former", RECORD_FORMER, 0, ""},
};
#define RELATION_COUNT (sizeof(RELATIONS) / sizeof(RELATIONS[0]))

/* The number of the country of this code, made when it is new; INDEX_NONE for want of memory. */
static uint32_t country_number(struct record *record, const struct data_line *line,
                               struct slice code)
{
    uint32_t fresh = (uint32_t)record->countries.count;
    uint64_t hash = hash_64(code);
    uint32_t *number = keys_put(&record->country_of_code, hash ? hash : 1, fresh);
    if (!number || *number != fresh)
        return number ? *number : INDEX_NONE;
    struct record_country *country = vector_push(&record->countries, record->arena);
    if (!country)
        return INDEX_NONE;
    *country = (struct record_country){.code = code,
                                       .name = code,
                                       .from = INT32_MIN,
                                       .to = INT32_MAX,
                                       .origin = record_origin_of(line)};
    return fresh;
}

/* What the first words of a line say of the country itself. */
static void describe_country(struct record_country *country, const struct data_line *line,
                             const struct record_sense *sense, struct slice words)
{
    struct slice first = SLICE_EMPTY, second = SLICE_EMPTY;
    data_next_word(&words, &first);
    data_next_word(&words, &second);
    if (sense->relation == RECORD_NAME) {
        country->name = first;
        country->from = sense->from;
        country->to = sense->to;
        country->origin = record_origin_of(line);
    } else if (sense->relation == RECORD_ADJECTIVE) {
        country->adjective = first;
    } else if (sense->relation == RECORD_PEOPLE) {
        country->people = second.len > 0 ? second : first;
    } else if (sense->relation == RECORD_CAPITAL && sense->to == INT32_MAX) {
        country->capital = first;
    }
}

/* "UNO | the United Nations": a code that stands where a country's does. */
bool record_read_code(struct record_load *load, const struct data_line *line)
{
    struct slice code = record_field(line, 0);
    if (!is_code(code))
        return reject_line(load, line, code, "expected a country's code, three capitals");
    uint64_t hash = hash_64(code);
    if (!keys_put(&load->record->codes, hash ? hash : 1, 0))
        return arena_fail(load->record->arena, load->err);
    return true;
}

bool record_read_country(struct record_load *load, const struct data_line *line)
{
    struct record *record = load->record;
    struct slice code = record_field(line, 0), name = record_field(line, 1);
    struct slice words = record_field(line, 2), word;
    size_t relation = 0;
    while (relation < RELATION_COUNT && !slice_equal(name, slice_from(RELATIONS[relation].name)))
        relation++;
    if (!is_code(code))
        return reject_line(load, line, code, "expected a country's code, three capitals");
    if (relation == RELATION_COUNT)
        return reject_line(load, line, name,
                           "expected name, adjective, people, capital, seat, region, breakaway or "
                           "former");
    if (words.len == 0)
        return reject_line(load, line, words, "expected words, parted by ;");
    struct record_sense sense = {.kind = RECORD_COUNTRY,
                                 .relation = RELATIONS[relation].relation,
                                 .origin = record_origin_of(line)};
    if (!data_days(load->faults, line, record_field(line, 3), &sense.from, &sense.to))
        return true;
    struct slice sectors = record_field(line, 5);
    if (sectors.len == 0)
        sectors = slice_from(RELATIONS[relation].sectors);
    if (!record_sectors_of(load, line, sectors, &sense.sectors))
        return false;
    sense.index = country_number(record, line, code);
    if (sense.index == INDEX_NONE)
        return arena_fail(record->arena, load->err);
    describe_country(&record->countries.items[sense.index], line, &sense, words);
    while (data_next_word(&words, &word)) {
        if (!record_put_wording(load, line, word, &sense, RELATIONS[relation].flags))
            return false;
    }
    return true;
}

/* ---- organizations ---- */

static const char *const ORGANIZATION_KINDS[] = {
    [RECORD_IGO] = "igo",
    [RECORD_NGO] = "ngo",
    [RECORD_ARMED_GROUP] = "armed-group",
    [RECORD_PARTY] = "party",
    [RECORD_MINISTRY] = "ministry",
    [RECORD_AGENCY] = "agency",
    [RECORD_MILITARY] = "military",
    [RECORD_POLICE] = "police",
    [RECORD_INTELLIGENCE] = "intelligence",
    [RECORD_COURT] = "court",
    [RECORD_LEGISLATURE] = "legislature",
    [RECORD_COMPANY] = "company",
    [RECORD_MEDIA] = "media",
    [RECORD_UNIVERSITY] = "university",
    [RECORD_RELIGIOUS] = "religious",
    [RECORD_UNION] = "union",
    [RECORD_MOVEMENT] = "movement",
    [RECORD_ETHNIC_GROUP] = "ethnic-group",
    [RECORD_CENTRAL_BANK] = "central-bank",
    [RECORD_ALLIANCE] = "alliance",
    [RECORD_OTHER_ORGANIZATION] = "other",
};
#define ORGANIZATION_KIND_COUNT (sizeof(ORGANIZATION_KINDS) / sizeof(ORGANIZATION_KINDS[0]))

/* The number of a name in a table, or its count. */
static uint32_t number_of(const char *const *names, size_t count, struct slice name)
{
    uint32_t number = 0;
    while (number < count && !slice_equal(name, slice_from(names[number])))
        number++;
    return number;
}

static bool meet(const struct record_organization *a, const struct record_organization *b)
{
    return a->from <= b->to && b->from <= a->to;
}

/*
 * The number that names of a line mean: that of the organisation of this first name, of which the
 * line is another phase; a new one when the first name is new, or is another country's on the same
 * days. INDEX_NONE for want of memory.
 */
static uint32_t add_organization(struct record *record, struct slice name,
                                 const struct record_organization *organization)
{
    uint32_t fresh = (uint32_t)record->organizations.count;
    uint64_t hash = record_name_hash(name), key = hash ^ (hash_64(organization->country) | 1);
    uint32_t *first = keys_put(&record->organization_of_name, hash, fresh);
    uint32_t *of_country = keys_put(&record->organization_of_key, key ? key : 1, fresh);
    struct record_organization *kept = vector_push(&record->organizations, record->arena);
    uint32_t *last = vector_push(&record->last_phases, record->arena);
    if (!first || !of_country || !kept || !last)
        return INDEX_NONE;
    *kept = *organization;
    *last = fresh;
    uint32_t number = *of_country;
    if (number == fresh && *first != fresh) {
        struct record_organization *known = record->organizations.items;
        if (!meet(&known[record->last_phases.items[*first]], organization))
            number = *of_country = *first;
    }
    if (number != fresh) {
        record->organizations.items[record->last_phases.items[number]].next_phase = fresh;
        record->last_phases.items[number] = fresh;
    }
    return number;
}

bool record_read_organization(struct record_load *load, const struct data_line *line)
{
    struct record *record = load->record;
    struct slice words = record_field(line, 0), rest = words, first, word;
    struct slice kind = record_field(line, 1), country = record_field(line, 2);
    struct record_organization organization = {.country = country,
                                               .origin = record_origin_of(line)};
    if (!data_next_word(&rest, &first))
        return reject_line(load, line, words, "expected names, parted by ;");
    uint32_t number = number_of(ORGANIZATION_KINDS, ORGANIZATION_KIND_COUNT, kind);
    if (number == ORGANIZATION_KIND_COUNT)
        return reject_line(load, line, kind,
                           "expected a kind of organization, such as igo or party");
    if (country.len > 0 && !record_knows_country(record, country))
        return reject_line(load, line, country, "expected the code of a country of countries.txt");
    organization.name = record_name_shown(first);
    organization.next_phase = INDEX_NONE;
    organization.kind = (enum record_organization_kind)number;
    if (!record_sectors_of(load, line, record_field(line, 3), &organization.sectors))
        return false;
    if (!data_days(load->faults, line, record_field(line, 4), &organization.from, &organization.to))
        return true;
    uint32_t index = add_organization(record, first, &organization);
    if (index == INDEX_NONE)
        return arena_fail(record->arena, load->err);
    struct record_sense sense = {.kind = RECORD_ORGANIZATION,
                                 .relation = RECORD_NAME,
                                 .index = index,
                                 .from = organization.from,
                                 .to = organization.to,
                                 .origin = organization.origin};
    while (data_next_word(&words, &word)) {
        if (!record_put_wording(load, line, word, &sense, NAME_SPELLED))
            return false;
    }
    return true;
}

/* ---- agents, titles, given names ---- */

bool record_read_agent(struct record_load *load, const struct data_line *line)
{
    static const char *const KINDS[] = {[RECORD_AGENT_PERSON] = "person",
                                        [RECORD_AGENT_GROUP] = "group",
                                        [RECORD_AGENT_ORGANIZATION] = "organization"};
    struct record *record = load->record;
    struct slice words = record_field(line, 0), kind = record_field(line, 2), rest = words, word;
    struct record_agent agent = {.origin = record_origin_of(line)};
    if (!data_next_word(&rest, &agent.noun))
        return reject_line(load, line, words, "expected nouns, parted by ;");
    uint32_t number = number_of(KINDS, sizeof(KINDS) / sizeof(KINDS[0]), kind);
    if (number == sizeof(KINDS) / sizeof(KINDS[0]))
        return reject_line(load, line, kind, "expected person, group or organization");
    agent.kind = (enum record_agent_kind)number;
    if (!record_sectors_of(load, line, record_field(line, 1), &agent.sectors))
        return false;
    struct record_agent *kept = vector_push(&record->agents, record->arena);
    if (!kept)
        return arena_fail(record->arena, load->err);
    *kept = agent;
    struct record_sense sense = {.kind = RECORD_AGENT,
                                 .relation = RECORD_SINGULAR,
                                 .index = (uint32_t)record->agents.count - 1,
                                 .from = INT32_MIN,
                                 .to = INT32_MAX,
                                 .origin = agent.origin};
    while (data_next_word(&words, &word)) {
        if (!record_put_wording(load, line, word, &sense, 0))
            return false;
        sense.relation = sense.relation == RECORD_SINGULAR ? RECORD_PLURAL : RECORD_SPELLING;
    }
    return true;
}

bool record_read_title(struct record_load *load, const struct data_line *line)
{
    struct record *record = load->record;
    struct slice words = record_field(line, 0), rest = words, word;
    struct record_title title = {.office = record_field(line, 1),
                                 .of = record_field(line, 3),
                                 .origin = record_origin_of(line)};
    if (!data_next_word(&rest, &title.wording))
        return reject_line(load, line, words, "expected wordings, parted by ;");
    struct slice country;
    if (!record_resolve_of(load, line, title.of, &country, &title.organization))
        return true;
    if (!record_gender_field(load, line, record_field(line, 4), &title.gender))
        return true;
    if (!record_sectors_of(load, line, record_field(line, 2), &title.sectors))
        return false;
    struct record_sense sense = {.kind = RECORD_TITLE,
                                 .relation = RECORD_NAME,
                                 .from = INT32_MIN,
                                 .to = INT32_MAX,
                                 .origin = title.origin};
    while (data_next_word(&words, &word)) {
        struct record_title *kept = vector_push(&record->titles, record->arena);
        if (!kept)
            return arena_fail(record->arena, load->err);
        *kept = title;
        kept->wording = word;
        sense.index = (uint32_t)record->titles.count - 1;
        if (!record_put_wording(load, line, word, &sense, 0))
            return false;
    }
    return true;
}

bool record_read_given_name(struct record_load *load, const struct data_line *line)
{
    struct record *record = load->record;
    struct slice words = record_field(line, 0), word;
    enum record_gender gender;
    if (words.len == 0)
        return reject_line(load, line, words, "expected names, parted by ;");
    if (!record_gender_field(load, line, record_field(line, 1), &gender))
        return true;
    struct record_sense sense = {.kind = RECORD_GIVEN_NAME,
                                 .relation = RECORD_NAME,
                                 .from = INT32_MIN,
                                 .to = INT32_MAX,
                                 .origin = record_origin_of(line)};
    while (data_next_word(&words, &word)) {
        struct record_given_name *kept = vector_push(&record->given_names, record->arena);
        if (!kept)
            return arena_fail(record->arena, load->err);
        *kept = (struct record_given_name){word, gender};
        sense.index = (uint32_t)record->given_names.count - 1;
        if (!record_put_wording(load, line, word, &sense, NAME_SPELLED))
            return false;
    }
    return true;
}
