/*
 * data_set.c - the files of facts that a run knows.
 *
 *   in    built-in resources, files and folders
 *   out   files by kind, lines, fields, faults
 */
#include "base/data_set.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/date.h"
#include "base/limits.h"
#include "base/resource.h"
#include "base/utf8.h"

/* Folders below the one that the user names. */
#define DATA_FOLDER_DEPTH_MAX 2

bool data_set_built_in(struct arena *arena, struct data_set *ret_set, struct err *err)
{
    struct data_set set = {.arena = arena};
    struct slice folder = SLICE("data/"), ending = SLICE(".txt");
    for (size_t i = 0; resource_at(i); i++) {
        const struct resource *resource = resource_at(i);
        struct slice name = slice_from(resource->name);
        if (!slice_starts(name, folder) || !slice_ends(name, ending))
            continue;
        if (!data_set_add_bytes(&set, name, resource->bytes, err))
            return false;
        set.files.items[set.files.count - 1].built_in = true;
    }
    *ret_set = set;
    return true;
}

struct slice data_kind_of(struct slice name)
{
    size_t start = name.len;
    while (start > 0 && name.ptr[start - 1] != '/')
        start--;
    size_t end = start;
    while (end < name.len && name.ptr[end] != '-' && name.ptr[end] != '.')
        end++;
    return slice_sub(name, start, end);
}

bool data_set_add_bytes(struct data_set *set, struct slice name, struct slice bytes,
                        struct err *err)
{
    struct data_file *file = vector_push(&set->files, set->arena);
    if (!file)
        return arena_fail(set->arena, err);
    *file = (struct data_file){.name = name, .kind = data_kind_of(name), .bytes = bytes};
    return true;
}

/* All bytes of an open file. */
static bool read_stream(FILE *stream, struct arena *arena, struct slice *ret_bytes, struct err *err)
{
    size_t room = 1u << 16, length = 0;
    char *bytes = arena_alloc(arena, room, 1);
    while (bytes) {
        length += fread(bytes + length, 1, room - length, stream);
        if (ferror(stream))
            return err_set_errno(err, "could not read a data file");
        if (length < room)
            break;
        if (room >= DATA_FILE_BYTES_MAX)
            return err_set(err, ERR_LIMIT, "data file over DATA_FILE_BYTES_MAX");
        bytes = arena_grow(arena, bytes, room, room * 2, 1);
        room *= 2;
    }
    if (!bytes)
        return arena_fail(arena, err);
    *ret_bytes = (struct slice){bytes, length};
    return true;
}

bool data_set_add_file(struct data_set *set, const char *path, struct slice kind, struct err *err)
{
    struct slice name = arena_copy(set->arena, slice_from(path)), bytes;
    if (!name.ptr)
        return arena_fail(set->arena, err);
    FILE *stream = fopen(path, "rbe");
    if (!stream)
        return err_set_errno(err, "could not open a data file");
    bool read = read_stream(stream, set->arena, &bytes, err);
    fclose(stream);
    if (!read)
        return false;
    size_t bad;
    if (!utf8_valid(bytes, &bad))
        return err_set_at(err, ERR_FORMAT, "a data file is not UTF-8", bad);
    if (!data_set_add_bytes(set, name, bytes, err))
        return false;
    if (kind.len > 0)
        set->files.items[set->files.count - 1].kind = kind;
    return true;
}

/* A folder entry worth reading: a *.txt file, or a folder, neither hidden. */
static int entry_is_wanted(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Order by bytes, whatever the locale. */
static int entry_compare(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool add_folder(struct data_set *set, const char *folder, unsigned depth,
                       struct slice *ret_file, struct err *err);

/* One entry of a folder. */
static bool add_entry(struct data_set *set, const char *path, unsigned depth,
                      struct slice *ret_file, struct err *err)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return err_set_errno(err, "could not open a data file");
    if (S_ISDIR(status.st_mode))
        return depth >= DATA_FOLDER_DEPTH_MAX || add_folder(set, path, depth + 1, ret_file, err);
    if (!S_ISREG(status.st_mode) || !slice_ends(slice_from(path), SLICE(".txt")))
        return true;
    return data_set_add_file(set, path, SLICE_EMPTY, err);
}

static bool add_folder(struct data_set *set, const char *folder, unsigned depth,
                       struct slice *ret_file, struct err *err)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, entry_is_wanted, entry_compare);
    bool ok = count >= 0 || err_set_errno(err, "could not open a folder of data files");
    for (int i = 0; i < count; i++) {
        char path[PATH_BYTES_MAX];
        int length = snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
        if (ok && (length < 0 || (size_t)length >= sizeof(path)))
            ok = err_set(err, ERR_LIMIT, "path over PATH_BYTES_MAX");
        if (ok) {
            ok = add_entry(set, path, depth, ret_file, err);
            if (!ok && ret_file->len == 0)
                *ret_file = arena_copy(set->arena, slice_from(path));
        }
        free(entries[i]);
    }
    free(entries);
    return ok;
}

bool data_set_add_folder(struct data_set *set, const char *folder, struct slice *ret_file,
                         struct err *err)
{
    struct slice file = SLICE_EMPTY;
    if (add_folder(set, folder, 0, &file, err))
        return true;
    *ret_file = file.len > 0 ? file : arena_copy(set->arena, slice_from(folder));
    return false;
}

void data_lines_init(struct data_lines *lines, const struct data_file *file,
                     struct data_faults *faults)
{
    *lines = (struct data_lines){.file = file, .rest = file->bytes, .faults = faults};
}

/* Cuts the line into fields; false when there are too many. */
static bool cut_fields(struct data_line *line)
{
    struct slice rest = line->text, field;
    while (slice_next_field(&rest, '|', &field)) {
        if (line->field_count == DATA_FIELDS_MAX)
            return false;
        line->fields[line->field_count++] = slice_trim(field);
    }
    return true;
}

bool data_lines_next(struct data_lines *lines, struct data_line *ret_line)
{
    struct slice text;
    while (slice_next_line(&lines->rest, &text)) {
        struct data_line line = {.file = lines->file, .text = text, .number = ++lines->number};
        struct slice trimmed = slice_trim(text);
        if (trimmed.len == 0 || trimmed.ptr[0] == '#')
            continue;
        if (cut_fields(&line)) {
            *ret_line = line;
            return true;
        }
        data_fault(lines->faults, &line, line.text, "expected at most 16 fields");
    }
    return false;
}

bool data_next_word(struct slice *rest, struct slice *ret_word)
{
    struct slice word;
    while (rest->len > 0 && slice_next_field(rest, ';', &word)) {
        word = slice_trim(word);
        if (word.len == 0)
            continue;
        *ret_word = word;
        return true;
    }
    return false;
}

/* The fault of a line. */
static struct data_fault fault_at(const struct data_line *line, struct slice at,
                                  const char *expected)
{
    struct data_fault fault = {.file = line->file->name, .line = line->number};
    const char *start = line->text.ptr;
    /* A field that is not there is missed at the line's end. */
    const char *end = at.ptr ? at.ptr : start + line->text.len;
    fault.column = 1 + (uint32_t)utf8_count((struct slice){start, (size_t)(end - start)});
    fault.offset = (uint64_t)(end - line->file->bytes.ptr);
    fault.expected = expected;
    return fault;
}

bool data_fault(struct data_faults *faults, const struct data_line *line, struct slice at,
                const char *expected)
{
    struct data_fault fault = fault_at(line, at, expected);
    if (faults->count++ == 0)
        faults->first = fault;
    if (faults->tell)
        faults->tell(faults->context, &fault);
    return false;
}

bool data_fault_passable(struct data_faults *faults, const struct data_line *line, struct slice at,
                         const char *expected)
{
    struct data_fault fault = fault_at(line, at, expected);
    fault.passable = true;
    faults->passable_count++;
    if (faults->tell)
        faults->tell(faults->context, &fault);
    return false;
}

bool data_faults_end(const struct data_faults *faults, struct err *err)
{
    if (faults->count == 0)
        return true;
    return err_set_at(err, ERR_FORMAT, faults->first.expected, faults->first.offset);
}

/* First and last day that an ISO date to the day, month or year allows. */
static bool date_range(struct slice text, int32_t *ret_first, int32_t *ret_last)
{
    struct datetime date;
    if (!datetime_parse_iso(text, &date) || date.precision > DATE_DAY)
        return false;
    *ret_first = date_days(date.year, date.month, date.day);
    unsigned month = date.precision == DATE_YEAR ? 12 : date.month;
    unsigned day = date.precision == DATE_DAY ? date.day : date_month_days(date.year, month);
    *ret_last = date_days(date.year, month, day);
    return true;
}

bool data_days(struct data_faults *faults, const struct data_line *line, struct slice field,
               int32_t *ret_earliest, int32_t *ret_latest)
{
    int32_t earliest = INT32_MIN, latest = INT32_MAX, unused;
    size_t dots = slice_find(field, SLICE(".."), 0);
    struct slice from = slice_trim(slice_sub(field, 0, dots));
    struct slice to = dots == SIZE_MAX ? from : slice_trim(slice_sub(field, dots + 2, field.len));
    if ((from.len > 0 && !date_range(from, &earliest, &unused)) ||
        (to.len > 0 && !date_range(to, &unused, &latest)))
        return data_fault(faults, line, field, "expected dates as from..to, each YYYY[-MM[-DD]]");
    if (earliest > latest)
        return data_fault(faults, line, field, "expected a first date before the last");
    *ret_earliest = earliest;
    *ret_latest = latest;
    return true;
}
