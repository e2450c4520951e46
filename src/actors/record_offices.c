/*
 * record_offices.c - who held which office on which days.
 *
 *   in    roles of the record, days
 *   out   a person's offices, an office's holders, the office that a wording means
 */
#include "actors/record_parts.h"
#include "base/hash.h"

/* ---- at the end of a load ---- */

uint64_t record_office_key(struct slice office, uint32_t organization, struct slice of)
{
    const uint64_t parts[] = {hash_64(office), organization,
                              organization == INDEX_NONE ? hash_64(of) : 0};
    uint64_t hash = hash_64((struct slice){(const char *)parts, sizeof(parts)});
    return hash ? hash : 1;
}

/* Makes an office that no title words a title of its own wording. */
static bool make_title(struct record_load *load, const struct record_role *role)
{
    struct record *record = load->record;
    struct name_words words;
    struct record_match matches[RECORD_MATCHES_MAX];
    size_t count = record_find(record, role->office, matches, RECORD_MATCHES_MAX);
    for (size_t i = 0; i < count; i++) {
        if (matches[i].sense->kind == RECORD_TITLE)
            return true;
    }
    if (!name_words_of(record, role->office, false, &words))
        return true;
    struct record_title *title = vector_push(&record->titles, record->arena);
    struct record_sense *sense = arena_new(record->arena, struct record_sense);
    if (!title || !sense)
        return arena_fail(record->arena, load->err);
    *title = (struct record_title){.wording = role->office,
                                   .office = role->office,
                                   .sectors = role->sectors,
                                   .organization = INDEX_NONE,
                                   .origin = role->origin};
    *sense = (struct record_sense){.kind = RECORD_TITLE,
                                   .relation = RECORD_NAME,
                                   .index = (uint32_t)record->titles.count - 1,
                                   .wording = role->office,
                                   .from = INT32_MIN,
                                   .to = INT32_MAX,
                                   .origin = role->origin};
    return record_put_name(load, &words, sense, 0);
}

bool record_finish_offices(struct record_load *load)
{
    struct record *record = load->record;
    struct keys known;
    keys_init(&known, record->arena);
    for (uint32_t i = 0; i < record->roles.count; i++) {
        struct role_entry *entry = &record->roles.items[i];
        if (entry->role.office.len == 0)
            continue;
        uint64_t key = record_office_key(entry->role.office, entry->role.organization,
                                         entry->role.of);
        uint32_t *head = keys_put(&record->holders, key, INDEX_NONE);
        uint32_t *first = keys_put(&known, record_office_key(entry->role.office, 0, SLICE_EMPTY),
                                   i);
        if (!head || !first)
            return arena_fail(record->arena, load->err);
        entry->next = *head;
        *head = i;
        if (*first == i && !make_title(load, &entry->role))
            return false;
    }
    return true;
}

/* ---- questions ---- */

static enum record_tenure tenure_of(const struct record_role *role, int32_t earliest,
                                    int32_t latest)
{
    if (!role->dated || (earliest == DAY_UNKNOWN && latest == DAY_UNKNOWN))
        return RECORD_UNDATED;
    if (latest == DAY_UNKNOWN)
        latest = INT32_MAX;
    if (role->to < earliest)
        return RECORD_ENDED;
    if (role->from > latest)
        return RECORD_TO_COME;
    return role->sure_from <= earliest && latest <= role->sure_to ? RECORD_HELD : RECORD_PERHAPS;
}

/* Whether x says more than y of who the person is. */
static bool is_better(const struct record_role_at *x, const struct record_role_at *y)
{
    const struct record_role *a = x->role, *b = y->role;
    bool a_open = a->to == INT32_MAX, b_open = b->to == INT32_MAX;
    bool a_country = a->organization == INDEX_NONE, b_country = b->organization == INDEX_NONE;
    if (x->tenure != y->tenure)
        return x->tenure < y->tenure;
    if (x->tenure == RECORD_ENDED && a->to != b->to)
        return a->to > b->to;
    if (x->tenure == RECORD_TO_COME && a->from != b->from)
        return a->from < b->from;
    if (x->tenure == RECORD_UNDATED && a_open != b_open)
        return a_open;
    if (a_country != b_country)
        return a_country;
    return a->from > b->from;
}

/* Puts a role in its place among the first `count`; returns their new number, at most max. */
static size_t put_role(struct record_role_at *roles, size_t count, size_t max,
                       struct record_role_at role)
{
    size_t at = count;
    while (at > 0 && is_better(&role, &roles[at - 1]))
        at--;
    if (at == max)
        return count;
    count += count < max;
    for (size_t i = count - 1; i > at; i--)
        roles[i] = roles[i - 1];
    roles[at] = role;
    return count;
}

size_t record_roles_at(const struct record *record, uint32_t person, int32_t earliest,
                       int32_t latest, struct record_role_at *ret_roles, size_t max)
{
    const struct record_person *entry = record_person_at(record, person);
    size_t count = 0;
    for (uint32_t i = 0; i < entry->role_count; i++) {
        const struct record_role *role = entry->roles[i];
        struct record_role_at at = {role, tenure_of(role, earliest, latest)};
        count = put_role(ret_roles, count, max, at);
    }
    return count;
}

size_t record_holders(const struct record *record, struct slice office, struct slice of,
                      int32_t earliest, int32_t latest, struct record_role_at *ret_roles,
                      size_t max)
{
    uint32_t organization = INDEX_NONE;
    if (!record_country_of_code(record, of))
        organization = record_organization_number(record, of);
    const uint32_t *head = keys_get(&record->holders, record_office_key(office, organization, of));
    size_t count = 0;
    for (uint32_t i = head ? *head : INDEX_NONE; i != INDEX_NONE; i = record->roles.items[i].next) {
        const struct record_role *role = &record->roles.items[i].role;
        struct record_role_at at = {role, tenure_of(role, earliest, latest)};
        if (at.tenure <= RECORD_UNDATED)
            count = put_role(ret_roles, count, max, at);
    }
    return count;
}

struct slice record_office(const struct record *record, struct slice wording, struct slice of)
{
    struct record_match matches[RECORD_MATCHES_MAX];
    struct slice office = SLICE_EMPTY;
    uint32_t organization = record_organization_number(record, of);
    size_t count = record_find(record, wording, matches, RECORD_MATCHES_MAX);
    for (size_t i = 0; i < count; i++) {
        if (matches[i].sense->kind != RECORD_TITLE)
            continue;
        const struct record_title *title = record_title_at(record, matches[i].sense->index);
        bool same = title->organization == INDEX_NONE ? slice_equal(title->of, of)
                                                      : organization == title->organization;
        if (of.len > 0 && same)
            return title->office;
        if (title->of.len == 0 && office.len == 0)
            office = title->office;
    }
    return office;
}
