/*
 * dictionary.c - the public functions on data files: checking them, asking the record of actors.
 *
 *   in    files, names, offices, days
 *   out   faults, actors
 */
#include "api/convert.h"
#include "api/faults.h"
#include "base/date.h"

/* Answers to one question. */
#define ANSWERS_MAX 256
#define SECTORS_TEXT_BYTES 64

void fault_tell(void *context, const struct data_fault *fault)
{
    const struct fault_teller *teller = context;
    const struct annals_fault told = {
        .file = text_of(fault->file),
        .line = fault->line,
        .column = fault->column,
        .offset = fault->offset,
        .expected = text_of(slice_from(fault->expected)),
        .passable = fault->passable,
    };
    if (teller->fault)
        teller->fault(teller->context, &told);
}

struct dictionary_files files_of(const struct annals_data *data)
{
    return (struct dictionary_files){
        .folder = data->folder,
        .actors = data->actors,
        .agents = data->agents,
        .verbs = data->verbs,
        .actor_count = data->actor_count,
        .agent_count = data->agent_count,
        .verb_count = data->verb_count,
        .verbs_only = data->verbs_only != 0,
    };
}

int annals_dictionary_check(const char *path, const char *kind,
                            void (*fault)(void *context, const struct annals_fault *fault),
                            void *context, uint64_t *ret_facts, uint64_t *ret_faults,
                            struct annals_error *error)
{
    struct fault_teller teller = {fault, context};
    struct data_faults faults = {.tell = fault_tell, .context = &teller};
    struct err err;
    if (!dictionary_check(path, slice_from(kind), &faults, ret_facts, &err))
        return error_from(&err, NULL, error);
    *ret_faults = faults.count + faults.passable_count;
    return 0;
}

int annals_dictionary_open(const struct annals_data *data,
                           struct annals_dictionary **ret_dictionary, struct annals_error *error)
{
    struct fault_teller teller = {data->fault, data->context};
    struct data_faults faults = {.tell = fault_tell, .context = &teller};
    const struct dictionary_files files = files_of(data);
    struct dictionary *dictionary;
    struct err err;
    if (!dictionary_open(&files, &faults, &dictionary, &err))
        return error_from(&err, NULL, error);
    *ret_dictionary = (struct annals_dictionary *)dictionary;
    return 0;
}

void annals_dictionary_close(struct annals_dictionary *dictionary)
{
    dictionary_close((struct dictionary *)dictionary);
}

static const struct record *record_of(const struct annals_dictionary *dictionary)
{
    return dictionary_record((const struct dictionary *)dictionary);
}

/* ---- answers ---- */

/* First and last of the days that a text means; both DAY_UNKNOWN when it is empty. */
static bool parse_day(struct annals_text text, int32_t *ret_earliest, int32_t *ret_latest,
                      struct err *err)
{
    struct datetime date;
    *ret_earliest = *ret_latest = DAY_UNKNOWN;
    if (text.len == 0)
        return true;
    if (!datetime_parse_iso(slice_of(text), &date))
        return err_set(err, ERR_USAGE, "not an ISO date");
    unsigned month = date.precision == DATE_YEAR ? 12 : date.month;
    unsigned day = date.precision <= DATE_MONTH ? date_month_days(date.year, month)
                                                : (unsigned)date.day;
    *ret_earliest = date_days(date.year, date.month, date.day);
    *ret_latest = date_days(date.year, month, day);
    return true;
}

static struct annals_text constant(const char *text)
{
    return text_of(slice_from(text));
}

/* A known actor under way, with the room for what is made for it. */
struct answer {
    struct annals_known_actor actor;
    char sectors[SECTORS_TEXT_BYTES];
    char from[DATETIME_TEXT_BYTES];
    char to[DATETIME_TEXT_BYTES];
};

static void set_sectors(struct answer *answer, struct record_sectors sectors)
{
    size_t length = 0;
    for (uint32_t i = 0; i < sectors.count; i++) {
        struct slice code = sectors.items[i];
        if (length + code.len + 1 > sizeof(answer->sectors))
            break;
        if (length > 0)
            answer->sectors[length++] = ',';
        for (size_t at = 0; at < code.len; at++)
            answer->sectors[length++] = code.ptr[at];
    }
    answer->actor.sectors = (struct annals_text){answer->sectors, length};
}

/* An ISO day; empty for an open end. */
static struct annals_text day_text(int32_t day, char *room)
{
    if (day == INT32_MIN || day == INT32_MAX)
        return (struct annals_text){"", 0};
    return (struct annals_text){room, date_format_day(day, room)};
}

static void set_days(struct answer *answer, int32_t from, int32_t to)
{
    answer->actor.from = day_text(from, answer->from);
    answer->actor.to = day_text(to, answer->to);
}

static void set_origin(struct answer *answer, struct record_origin origin)
{
    answer->actor.file = text_of(origin.file);
    answer->actor.line = origin.line;
}

static struct annals_text tenure_name(enum record_tenure tenure)
{
    static const char *const NAMES[] = {[RECORD_HELD] = "held",
                                        [RECORD_PERHAPS] = "perhaps",
                                        [RECORD_UNDATED] = "undated",
                                        [RECORD_ENDED] = "ended",
                                        [RECORD_TO_COME] = "to come"};
    return constant(NAMES[tenure]);
}

/* ---- an office's holders ---- */

static void answer_holder(const struct record *record, const struct record_role_at *at,
                          struct answer *answer)
{
    const struct record_role *role = at->role;
    answer->actor = (struct annals_known_actor){
        .name = text_of(record_person_at(record, role->person)->name),
        .kind = constant("person"),
        .country = text_of(role->country),
        .role = text_of(role->office),
        .tenure = tenure_name(at->tenure),
    };
    if (role->organization != INDEX_NONE)
        answer->actor.organization = text_of(role->of);
    set_sectors(answer, role->sectors);
    set_days(answer, role->from, role->to);
    set_origin(answer, role->origin);
}

int annals_dictionary_office(const struct annals_dictionary *dictionary, struct annals_text office,
                             struct annals_text of, struct annals_text day,
                             int (*row)(void *context, const struct annals_known_actor *actor),
                             void *context, struct annals_error *error)
{
    const struct record *record = record_of(dictionary);
    struct record_role_at roles[ANSWERS_MAX];
    int32_t earliest, latest;
    struct err err;
    if (!parse_day(day, &earliest, &latest, &err))
        return error_from(&err, NULL, error);
    struct slice canonical = record_office(record, slice_of(office), slice_of(of));
    if (canonical.len == 0) {
        err_set(&err, ERR_MISSING, "no such office");
        return error_from(&err, NULL, error);
    }
    size_t count = record_holders(record, canonical, slice_of(of), earliest, latest, roles,
                                  ANSWERS_MAX);
    for (size_t i = 0; i < count; i++) {
        struct answer answer;
        answer_holder(record, &roles[i], &answer);
        if (row(context, &answer.actor) != 0)
            break;
    }
    return 0;
}

/* ---- what a name means ---- */

static const char *kind_name(const struct record_sense *sense,
                             const struct record_identity *identity)
{
    static const char *const NAMES[] = {[ACTOR_PERSON] = "person",
                                        [ACTOR_ORGANIZATION] = "organization",
                                        [ACTOR_COUNTRY] = "country",
                                        [ACTOR_GROUP] = "group"};
    switch (sense->kind) {
    case RECORD_AGENT:
        return "agent";
    case RECORD_TITLE:
        return "title";
    case RECORD_GIVEN_NAME:
        return "given name";
    default:
        return NAMES[identity->kind];
    }
}

static const char *relation_name(enum record_relation relation)
{
    static const char *const NAMES[] = {
        [RECORD_NAME] = "name",           [RECORD_SHORT_NAME] = "short name",
        [RECORD_ONE_WORD] = "one word",   [RECORD_SURNAME] = "surname",
        [RECORD_ADJECTIVE] = "adjective", [RECORD_PEOPLE] = "people",
        [RECORD_CAPITAL] = "capital",     [RECORD_SEAT] = "seat",
        [RECORD_REGION] = "region",       [RECORD_BREAKAWAY] = "breakaway",
        [RECORD_FORMER] = "former",       [RECORD_SINGULAR] = "singular",
        [RECORD_PLURAL] = "plural",       [RECORD_SPELLING] = "spelling",
    };
    return NAMES[relation];
}

static void answer_sense(const struct record *record, const struct record_sense *sense,
                         int32_t earliest, int32_t latest, struct answer *answer)
{
    struct record_identity identity;
    record_identify(record, sense, earliest, latest, &identity);
    answer->actor = (struct annals_known_actor){
        .name = text_of(identity.name),
        .kind = constant(kind_name(sense, &identity)),
        .relation = constant(relation_name(sense->relation)),
        .country = text_of(identity.country),
        .role = text_of(identity.role),
        .organization = text_of(identity.organization),
    };
    if (identity.role.len > 0 && sense->kind == RECORD_PERSON)
        answer->actor.tenure = tenure_name(identity.tenure);
    set_sectors(answer, identity.sectors);
    set_days(answer, sense->from, sense->to);
    set_origin(answer, identity.origin);
}

int annals_dictionary_name(const struct annals_dictionary *dictionary, struct annals_text name,
                           struct annals_text day,
                           int (*row)(void *context, const struct annals_known_actor *actor),
                           void *context, struct annals_error *error)
{
    const struct record *record = record_of(dictionary);
    struct record_match matches[ANSWERS_MAX];
    int32_t earliest, latest;
    struct err err;
    if (!parse_day(day, &earliest, &latest, &err))
        return error_from(&err, NULL, error);
    size_t count = record_find(record, slice_of(name), matches, ANSWERS_MAX);
    for (size_t i = 0; i < count; i++) {
        struct answer answer;
        answer_sense(record, matches[i].sense, earliest, latest, &answer);
        if (row(context, &answer.actor) != 0)
            break;
    }
    return 0;
}
