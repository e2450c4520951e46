/*
 * dictionary.c - the facts of a run.
 *
 *   in    files
 *   out   a set of them, their faults, the record of actors
 */
#include "reading/dictionary.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "actors/actors.h"
#include "base/resource.h"
#include "events/events.h"
#include "place/place.h"
#include "quantity/quantity.h"
#include "statements/statements.h"
#include "text/model.h"
#include "time/time.h"

#define DICTIONARY_BYTES_MAX ((size_t)1 << 30)

struct dictionary {
    struct arena arena;
    struct data_set set;
    const struct record *record;
};

/* ---- gathering ---- */

/* Tells that a file as a whole cannot be read. Returns false. */
static bool tell_file(struct data_faults *faults, struct slice file, const struct err *err)
{
    struct data_fault fault = {.file = file, .offset = err->offset, .expected = err->message};
    if (faults->count++ == 0)
        faults->first = fault;
    if (faults->tell)
        faults->tell(faults->context, &fault);
    return false;
}

static bool add_files(struct data_set *set, const char *const *paths, size_t count,
                      struct slice kind, struct data_faults *faults, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!data_set_add_file(set, paths[i], kind, err))
            return tell_file(faults, slice_from(paths[i]), err);
    }
    return true;
}

/* Leaves the built-in frames out. */
static void drop_frames(struct data_set *set)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->files.count; i++) {
        const struct data_file *file = &set->files.items[i];
        if (!file->built_in || !slice_equal(file->kind, SLICE("frames")))
            set->files.items[kept++] = *file;
    }
    set->files.count = kept;
}

bool dictionary_gather(const struct dictionary_files *files, struct data_faults *faults,
                       struct arena *arena, struct data_set *ret_set, struct err *err)
{
    struct data_set set;
    struct slice file;
    if (!data_set_built_in(arena, &set, err))
        return false;
    if (files->folder && !data_set_add_folder(&set, files->folder, &file, err))
        return tell_file(faults, file, err);
    if (!add_files(&set, files->actors, files->actor_count, SLICE(RECORD_PETRARCH_ACTORS), faults,
                   err) ||
        !add_files(&set, files->agents, files->agent_count, SLICE(RECORD_PETRARCH_AGENTS), faults,
                   err) ||
        !add_files(&set, files->verbs, files->verb_count, SLICE(EVENTS_PETRARCH_VERBS), faults,
                   err))
        return false;
    if (files->verbs_only)
        drop_frames(&set);
    *ret_set = set;
    return true;
}

/* ---- checking ---- */

static bool load_actors(const struct data_set *set, struct data_faults *faults, struct arena *arena,
                        struct err *err)
{
    const struct actors_model *model;
    return actors_model_load(set, arena, faults, &model, err);
}

/* A stage that ends with an error because of bad lines has told them all. */
static bool told(bool loaded, const struct data_faults *faults, const struct err *err)
{
    return loaded || (err->code == ERR_FORMAT && faults->count > 0);
}

static bool load_time(const struct data_set *set, struct data_faults *faults, struct arena *arena,
                      struct err *err)
{
    const struct time_model *model;
    return told(time_model_load(set, arena, faults, &model, err), faults, err);
}

static bool reads_time(struct slice kind)
{
    return slice_equal(kind, SLICE("numerals")) || slice_equal(kind, SLICE("timewords")) ||
           slice_equal(kind, SLICE("timerules")) || slice_equal(kind, SLICE("holidays"));
}

static bool load_quantity(const struct data_set *set, struct data_faults *faults,
                          struct arena *arena, struct err *err)
{
    const struct quantity_model *model;
    return told(quantity_model_load(set, arena, faults, &model, err), faults, err);
}

static bool load_statements(const struct data_set *set, struct data_faults *faults,
                            struct arena *arena, struct err *err)
{
    const struct statements_model *model;
    return told(statements_model_load(set, arena, faults, &model, err), faults, err);
}

static bool reads_quantity(struct slice kind)
{
    return slice_equal(kind, SLICE("quantitywords"));
}

static bool load_place(const struct data_set *set, struct data_faults *faults, struct arena *arena,
                       struct err *err)
{
    const struct place_model *model;
    return told(place_model_load(set, arena, faults, &model, err), faults, err);
}

static bool reads_place(struct slice kind)
{
    return slice_equal(kind, SLICE("places")) || slice_equal(kind, SLICE("centroids")) ||
           slice_equal(kind, SLICE("placewords"));
}

static bool load_events(const struct data_set *set, struct data_faults *faults, struct arena *arena,
                        struct err *err)
{
    const struct events_model *model;
    return told(events_model_load(set, faults, arena, &model, err), faults, err);
}

static const char *const TEXT_KINDS[] = {"abbreviations", "multiword", "words"};
#define TEXT_KIND_COUNT (sizeof(TEXT_KINDS) / sizeof(TEXT_KINDS[0]))

static bool reads_text(struct slice kind)
{
    for (size_t i = 0; i < TEXT_KIND_COUNT; i++) {
        if (slice_equal(kind, slice_from(TEXT_KINDS[i])))
            return true;
    }
    return false;
}

/* Tells an error at a byte of a file. Returns true: it is told. */
static bool tell_offset(struct data_faults *faults, const struct data_file *file,
                        const struct err *err)
{
    struct data_line line = {.file = file};
    struct slice rest = file->bytes;
    size_t offset = err->offset < file->bytes.len ? (size_t)err->offset : file->bytes.len;
    while (slice_next_line(&rest, &line.text)) {
        line.number++;
        if (rest.len == 0 || (size_t)(rest.ptr - file->bytes.ptr) > offset)
            break;
    }
    struct slice at = slice_sub(file->bytes, offset, offset);
    at.ptr = file->bytes.ptr + offset;
    data_fault(faults, &line, at, err->message);
    return true;
}

/* The word lists of text/ stop at their first bad line, so each file is read by itself. */
static bool load_text(const struct data_set *set, struct data_faults *faults, struct arena *arena,
                      struct err *err)
{
    for (size_t i = 0; i < set->files.count; i++) {
        const struct data_file *file = &set->files.items[i];
        const struct text_model *model;
        struct text_model_files files = {.weights = resource_get("models/en.text.bin")};
        struct err bad;
        if (file->built_in || !reads_text(file->kind))
            continue;
        if (slice_equal(file->kind, SLICE("multiword")))
            files.multiword = file->bytes;
        else
            files.words = file->bytes;
        if (text_model_read(arena, &files, &model, &bad))
            continue;
        if (bad.code != ERR_FORMAT && bad.code != ERR_LIMIT) {
            *err = bad;
            return false;
        }
        tell_offset(faults, file, &bad);
    }
    return true;
}

/* What reads files of which kinds: one row a stage. */
static const struct {
    bool (*reads)(struct slice kind);
    bool (*load)(const struct data_set *set, struct data_faults *faults, struct arena *arena,
                 struct err *err);
} STAGES[] = {
    {actors_reads_kind, load_actors},
    {reads_time, load_time},
    {reads_quantity, load_quantity},
    {reads_place, load_place},
    {statements_reads_kind, load_statements},
    {events_reads_kind, load_events},
    {reads_text, load_text},
};
#define STAGE_COUNT (sizeof(STAGES) / sizeof(STAGES[0]))

/* Adds what the path names. */
static bool add_path(struct data_set *set, const char *path, struct slice kind, struct err *err)
{
    struct stat status;
    struct slice name = slice_from(path), unused;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return data_set_add_folder(set, path, &unused, err);
    if (kind.len == 0 && slice_ends(name, SLICE(".actors.txt")))
        kind = SLICE(RECORD_PETRARCH_ACTORS);
    else if (kind.len == 0 && slice_ends(name, SLICE(".agents.txt")))
        kind = SLICE(RECORD_PETRARCH_AGENTS);
    else if (kind.len == 0 && slice_ends(name, SLICE(".verbs.txt")))
        kind = SLICE(EVENTS_PETRARCH_VERBS);
    return data_set_add_file(set, path, kind, err);
}

static uint64_t count_facts(const struct data_file *file)
{
    struct data_faults unheard = {0};
    struct data_lines lines;
    struct data_line line;
    uint64_t count = 0;
    data_lines_init(&lines, file, &unheard);
    while (data_lines_next(&lines, &line))
        count++;
    return count + unheard.count;
}

/* Loads each stage that reads one of the files from `first` on. */
static bool load_stages(const struct data_set *set, size_t first, struct data_faults *faults,
                        struct arena *arena, struct err *err)
{
    bool wanted[STAGE_COUNT] = {false};
    for (size_t i = first; i < set->files.count; i++) {
        bool known = false;
        for (size_t stage = 0; stage < STAGE_COUNT; stage++) {
            if (!STAGES[stage].reads(set->files.items[i].kind))
                continue;
            known = wanted[stage] = true;
        }
        if (!known) {
            err_set(err, ERR_USAGE, "no kind of data file has this name");
            return tell_file(faults, set->files.items[i].name, err);
        }
    }
    for (size_t stage = 0; stage < STAGE_COUNT; stage++) {
        if (wanted[stage] && !STAGES[stage].load(set, faults, arena, err))
            return false;
    }
    return true;
}

bool dictionary_check(const char *path, struct slice kind, struct data_faults *faults,
                      uint64_t *ret_facts, struct err *err)
{
    struct arena arena;
    struct data_set set;
    uint64_t facts = 0;
    arena_init(&arena, DICTIONARY_BYTES_MAX);
    bool done = data_set_built_in(&arena, &set, err);
    size_t first = done ? set.files.count : 0;
    done = done && add_path(&set, path, kind, err) && load_stages(&set, first, faults, &arena, err);
    for (size_t i = first; done && i < set.files.count; i++)
        facts += count_facts(&set.files.items[i]);
    arena_free(&arena);
    if (done)
        *ret_facts = facts;
    return done;
}

/* ---- the record alone ---- */

bool dictionary_open(const struct dictionary_files *files, struct data_faults *faults,
                     struct dictionary **ret_dictionary, struct err *err)
{
    struct dictionary *dictionary = calloc(1, sizeof(*dictionary));
    if (!dictionary)
        return err_set_memory(err);
    arena_init(&dictionary->arena, DICTIONARY_BYTES_MAX);
    if (!dictionary_gather(files, faults, &dictionary->arena, &dictionary->set, err) ||
        !record_load(&dictionary->set, faults, &dictionary->arena, &dictionary->record, err) ||
        !data_faults_end(faults, err)) {
        dictionary_close(dictionary);
        return false;
    }
    *ret_dictionary = dictionary;
    return true;
}

void dictionary_close(struct dictionary *dictionary)
{
    if (!dictionary)
        return;
    arena_free(&dictionary->arena);
    free(dictionary);
}

const struct record *dictionary_record(const struct dictionary *dictionary)
{
    return dictionary->record;
}
