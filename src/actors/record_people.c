/*
 * record_people.c - people, the offices they held, and the names they go by.
 *
 *   in    lines of people files
 *   out   people and roles of the record; full names, short names and surnames in its index
 */
#include <stdlib.h>
#include <string.h>

#include "actors/record_parts.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/utf8.h"

/* Names of one person that are looked through for one that is there already. */
#define PERSON_NAMES_COMPARED 32
/* Short names and surnames of one person that are looked through likewise. */
#define PERSON_SHORT_NAMES_MAX 64

/* ---- lines ---- */

/* Takes the "*" that marks a surname ("Mao* Zedong") out of a name. False with ERR_MEMORY. */
static bool take_mark(struct record_load *load, struct slice *name, uint32_t *ret_surname_word)
{
    struct record *record = load->record;
    struct name_words words;
    size_t star = slice_find_byte(*name, '*', 0), length = 0;
    *ret_surname_word = INDEX_NONE;
    if (star == SIZE_MAX)
        return true;
    if (name_words_of(record, slice_sub(*name, 0, star), false, &words))
        *ret_surname_word = words.count - 1;
    char *plain = arena_alloc(record->arena, name->len, 1);
    if (!plain)
        return arena_fail(record->arena, load->err);
    for (size_t i = 0; i < name->len; i++) {
        if (name->ptr[i] != '*')
            plain[length++] = name->ptr[i];
    }
    *name = slice_trim((struct slice){plain, length});
    return true;
}

/* The number of the person of this first name; INDEX_NONE for want of memory. */
static uint32_t person_number(struct record_load *load, struct slice name)
{
    struct record *record = load->record;
    uint32_t fresh = (uint32_t)record->people.count;
    uint32_t *number = keys_put(&record->person_of_key, record_name_hash(name), fresh);
    if (!number || *number != fresh)
        return number ? *number : INDEX_NONE;
    struct person_entry *entry = vector_push(&record->people, record->arena);
    uint32_t unused;
    if (!entry || !take_mark(load, &name, &unused))
        return INDEX_NONE;
    entry->person.key = name;
    entry->person.name = record_name_shown(name);
    return fresh;
}

static bool has_name(const struct person_entry *entry, struct slice name)
{
    for (size_t i = 0; i < entry->names.count && i < PERSON_NAMES_COMPARED; i++) {
        if (slice_equal(record_name_shown(entry->names.items[i].text), record_name_shown(name)))
            return true;
    }
    return false;
}

/* Adds the names of a line that the person has not yet. */
static bool add_names(struct record_load *load, const struct data_line *line, uint32_t person)
{
    struct record *record = load->record;
    struct person_entry *entry = &record->people.items[person];
    struct slice rest = record_field(line, 0), name;
    struct name_words words;
    uint32_t surname_word;
    while (data_next_word(&rest, &name)) {
        struct slice written = name;
        if (!take_mark(load, &name, &surname_word))
            return false;
        if (has_name(entry, name))
            continue;
        if (!name_words_of(record, record_name_shown(name), false, &words)) {
            data_fault(load->faults, line, written, "expected a name of 1 to 16 words");
            continue;
        }
        struct person_name *kept = vector_push(&entry->names, record->arena);
        if (!kept)
            return arena_fail(record->arena, load->err);
        *kept = (struct person_name){name, record_origin_of(line), load->own, surname_word};
        entry->has_full_name = entry->has_full_name || words.count > 1;
    }
    return true;
}

/* First and last day that a date to the day, month or year allows; false for none. */
static bool days_of(struct slice text, int32_t *ret_first, int32_t *ret_last)
{
    struct datetime date;
    if (!datetime_parse_iso(text, &date))
        return false;
    unsigned month = date.precision == DATE_YEAR ? 12 : date.month;
    unsigned day = date.precision == DATE_DAY ? date.day : date_month_days(date.year, month);
    *ret_first = date_days(date.year, date.month, date.day);
    *ret_last = date_days(date.year, month, day);
    return true;
}

/* The days that a field of dates leaves no doubt about. */
static void sure_days(struct slice field, struct record_role *role)
{
    size_t dots = slice_find(field, SLICE(".."), 0);
    struct slice from = slice_trim(slice_sub(field, 0, dots));
    struct slice to = dots == SIZE_MAX ? from : slice_trim(slice_sub(field, dots + 2, field.len));
    int32_t unused;
    role->sure_from = INT32_MIN;
    role->sure_to = INT32_MAX;
    days_of(from, &unused, &role->sure_from);
    days_of(to, &role->sure_to, &unused);
}

/* Keeps a role; one of the same person, office and first day is replaced. */
static bool add_role(struct record_load *load, const struct record_role *role)
{
    struct record *record = load->record;
    const uint64_t parts[] = {role->person, hash_64(role->office), hash_64(role->of),
                              (uint64_t)(int64_t)role->from};
    uint64_t hash = hash_64((struct slice){(const char *)parts, sizeof(parts)});
    uint32_t fresh = (uint32_t)record->roles.count;
    uint32_t *number = keys_put(&record->role_of_key, hash ? hash : 1, fresh);
    struct role_entry *entry = NULL;
    if (number && *number != fresh)
        entry = &record->roles.items[*number];
    else if (number)
        entry = vector_push(&record->roles, record->arena);
    if (!entry)
        return arena_fail(record->arena, load->err);
    *entry = (struct role_entry){*role, INDEX_NONE};
    return true;
}

bool record_read_person(struct record_load *load, const struct data_line *line)
{
    struct record *record = load->record;
    struct slice rest = record_field(line, 0), dates = record_field(line, 4), first;
    struct record_role role = {.office = record_field(line, 1),
                               .of = record_field(line, 2),
                               .dated = dates.len > 0,
                               .origin = record_origin_of(line)};
    enum record_gender gender;
    if (!data_next_word(&rest, &first)) {
        data_fault(load->faults, line, rest, "expected names, parted by ;");
        return true;
    }
    if (!record_resolve_of(load, line, role.of, &role.country, &role.organization) ||
        !data_days(load->faults, line, dates, &role.from, &role.to) ||
        !record_gender_field(load, line, record_field(line, 5), &gender))
        return true;
    if (!record_sectors_of(load, line, record_field(line, 3), &role.sectors))
        return false;
    sure_days(dates, &role);
    role.person = person_number(load, first);
    if (role.person == INDEX_NONE)
        return arena_fail(record->arena, load->err);
    if (gender != RECORD_GENDER_UNKNOWN)
        record->people.items[role.person].person.gender = gender;
    return add_names(load, line, role.person) && add_role(load, &role);
}

/* ---- names made of names ---- */

/* Names of one person under way. */
struct naming {
    struct record_load *load;
    uint32_t person;
    const struct person_name *name;
    uint32_t made_count;
    uint64_t made[PERSON_SHORT_NAMES_MAX]; /* hashes of what was made already */
};

static bool put_name(struct naming *naming, const struct name_words *words,
                     enum record_relation relation)
{
    struct record_load *load = naming->load;
    struct record_sense *sense = arena_new(load->record->arena, struct record_sense);
    if (!sense)
        return arena_fail(load->record->arena, load->err);
    *sense = (struct record_sense){.kind = RECORD_PERSON,
                                   .relation = relation,
                                   .index = naming->person,
                                   .wording = naming->name->text,
                                   .from = INT32_MIN,
                                   .to = INT32_MAX,
                                   .origin = naming->name->origin};
    return record_put_name(load, words, sense, NAME_SPELLED);
}

/* Puts a name made of some words of another, unless it was made already. */
static bool put_made(struct naming *naming, const struct name_words *words,
                     enum record_relation relation)
{
    uint64_t hash = name_words_hash(words);
    for (uint32_t i = 0; i < naming->made_count; i++) {
        if (naming->made[i] == hash)
            return true;
    }
    if (naming->made_count < PERSON_SHORT_NAMES_MAX)
        naming->made[naming->made_count++] = hash;
    return put_name(naming, words, relation);
}

/* Appends words [start, end) of a name to another; texts stay where they are. */
static void append_words(struct name_words *to, const struct name_words *from, uint32_t start,
                         uint32_t end)
{
    for (uint32_t i = start; i < end; i++) {
        to->words[to->count] = from->words[i];
        to->texts[to->count++] = from->texts[i];
    }
}

/* Where the last name stands among the words: [start, end) with its particles, `last` without. */
struct last_name {
    uint32_t start;
    uint32_t last;
    uint32_t end;
};

static struct last_name find_last_name(const struct spelling *spelling,
                                       const struct name_words *words)
{
    struct last_name name = {.end = words->count};
    while (name.end > 1 && spelling_class(spelling, words->texts[name.end - 1]) & SPELLING_SUFFIX)
        name.end--;
    name.last = name.start = name.end - 1;
    while (name.start > 1 &&
           spelling_class(spelling, words->texts[name.start - 1]) & SPELLING_PARTICLE)
        name.start--;
    return name;
}

/* "Putin", "Bin Laden" and "Laden", "Peña Nieto" and "Nieto". */
static bool put_last_names(struct naming *naming, const struct name_words *words,
                           struct last_name name)
{
    struct name_words made;
    made.count = 0;
    append_words(&made, words, name.last, name.end);
    if (!put_made(naming, &made, RECORD_SURNAME))
        return false;
    uint32_t start = name.start < name.last ? name.start
                     : name.last > 1        ? name.last - 1
                                            : name.last;
    if (start == name.last)
        return true;
    made.count = 0;
    append_words(&made, words, start, name.end);
    return put_made(naming, &made, RECORD_SURNAME);
}

/* "George Bush" of "George W. Bush", "G. Bush"; without "Jr." */
static bool put_short_names(struct naming *naming, const struct name_words *words,
                            struct last_name name)
{
    struct name_words made;
    made.count = 0;
    append_words(&made, words, 0, 1);
    append_words(&made, words, name.start, name.end);
    if (made.count < words->count && !put_made(naming, &made, RECORD_SHORT_NAME))
        return false;
    uint32_t letter;
    struct slice initial = made.texts[0];
    initial.len = utf8_decode(initial, 0, &letter);
    name_word_set(naming->load->record, &made, 0, initial, WORD_CAPITAL | WORD_UPPER, true);
    return put_made(naming, &made, RECORD_SHORT_NAME);
}

/* The surname where it is said which word that is; with the first name, when it is not the first.
 */
static bool put_marked_names(struct naming *naming, const struct name_words *words, uint32_t at)
{
    struct name_words made;
    made.count = 0;
    append_words(&made, words, at, at + 1);
    if (!put_made(naming, &made, RECORD_SURNAME))
        return false;
    made.count = 0;
    append_words(&made, words, 0, 1);
    append_words(&made, words, at, at + 1);
    return at == 0 || words->count < 3 || put_made(naming, &made, RECORD_SHORT_NAME);
}

/* What one full name of a person makes. */
static bool make_names(struct naming *naming, const struct name_words *words, bool family_first)
{
    uint32_t marked = naming->name->surname_word;
    struct last_name name = find_last_name(&naming->load->record->spelling, words);
    if (marked != INDEX_NONE && marked < words->count)
        return put_marked_names(naming, words, marked);
    if (family_first || name.last == 0) /* "Mao Zedong", "Abdullah II" */
        return put_marked_names(naming, words, 0);
    return put_last_names(naming, words, name) && put_short_names(naming, words, name);
}

/* Puts all names of a person in as the data has them, or all that they make. */
static bool put_person(struct record_load *load, uint32_t person, bool made)
{
    const struct person_entry *entry = &load->record->people.items[person];
    struct naming naming = {.load = load, .person = person};
    bool family_first = spelling_class_of_name(&load->record->spelling, entry->person.country) &
                        SPELLING_FAMILY_FIRST;
    for (size_t i = 0; i < entry->names.count; i++) {
        struct name_words words;
        naming.name = &entry->names.items[i];
        load->own = naming.name->own;
        name_words_of(load->record, record_name_shown(naming.name->text), true, &words);
        bool one_word = words.count == 1 && entry->has_full_name;
        if (made ? words.count > 1 && !make_names(&naming, &words, family_first)
                 : !put_name(&naming, &words, one_word ? RECORD_ONE_WORD : RECORD_NAME))
            return false;
    }
    return true;
}

/* ---- the end of the load ---- */

/* By person, then by first day, then as read. */
static int compare_roles(const void *a, const void *b)
{
    const struct record_role *x = *(const struct record_role *const *)a;
    const struct record_role *y = *(const struct record_role *const *)b;
    if (x->person != y->person)
        return x->person < y->person ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* Gives each person the roles; makes the person's country theirs. */
static bool order_roles(struct record_load *load)
{
    struct record *record = load->record;
    size_t count = record->roles.count, at = 0;
    const struct record_role **roles = arena_array(record->arena, const struct record_role *,
                                                   count);
    if (!roles)
        return arena_fail(record->arena, load->err);
    for (size_t i = 0; i < count; i++)
        roles[i] = &record->roles.items[i].role;
    if (count > 0)
        qsort(roles, count, sizeof(const struct record_role *), compare_roles);
    for (uint32_t i = 0; i < record->people.count; i++) {
        struct record_person *person = &record->people.items[i].person;
        person->roles = roles + at;
        bool has_country = false; /* from an office of the country itself */
        for (; at < count && roles[at]->person == i; at++) {
            bool of_country = roles[at]->organization == INDEX_NONE;
            if (person->country.len == 0 || (of_country && !has_country)) {
                person->country = roles[at]->country;
                has_country = of_country && person->country.len > 0;
            }
            person->role_count++;
        }
    }
    return true;
}

bool record_finish_people(struct record_load *load)
{
    if (!order_roles(load))
        return false;
    for (int made = 0; made < 2; made++) {
        for (uint32_t i = 0; i < load->record->people.count; i++) {
            if (!put_person(load, i, made != 0))
                return false;
        }
    }
    return true;
}
