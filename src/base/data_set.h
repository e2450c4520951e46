/*
 * data_set.h - the files of facts that a run knows: those built in, and the user's own.
 *
 *   in    the built-in resources under data/, files of a folder that the user names
 *   out   files by kind; their lines, cut into fields; faults by file, line and column
 *   uses  arena, err, slice, vector
 *
 * A data file holds one fact a line: fields parted by '|', white space around them dropped; empty
 * lines and lines that start with '#' are comments. A field can hold several words parted by ';'.
 * What a file holds is told by the first letters of its name, up to '-' or '.': people.txt,
 * people-africa.txt and a user's own people-mine.txt are all of the kind "people".
 */
#ifndef ANNALS_BASE_DATA_SET_H
#define ANNALS_BASE_DATA_SET_H

#include "base/arena.h"
#include "base/vector.h"

/* Fields of one line of a data file. */
#define DATA_FIELDS_MAX 16

struct data_file {
    struct slice name;  /* "data/actors/people.txt", or the user's path */
    struct slice kind;  /* "people" */
    struct slice bytes; /* valid UTF-8 */
    bool built_in;
};

/* Files in the order in which later facts win over earlier ones: built-in by name, then the
 * user's by name. */
struct data_set {
    VECTOR(struct data_file) files;
    struct arena *arena; /* owns names and bytes of the user's files */
};

/* A place in a data file that is not as it should be, and what should stand there. */
struct data_fault {
    struct slice file;
    uint32_t line;        /* from 1 */
    uint32_t column;      /* from 1, in code points */
    uint64_t offset;      /* bytes from the start of the file */
    const char *expected; /* constant: "expected a date, YYYY or YYYY-MM or YYYY-MM-DD" */
    bool passable;        /* a run may start all the same, without this line */
};

/* Who hears of faults: each bad line is told once and passed over, so that one run tells them all.
 */
struct data_faults {
    void (*tell)(void *context, const struct data_fault *fault); /* NULL: nobody */
    void *context;
    uint64_t count; /* faults so far, passable ones not counted */
    uint64_t passable_count;
    struct data_fault first; /* when count > 0 */
};

/* The set of the built-in files. False with ERR_MEMORY. */
bool data_set_built_in(struct arena *arena, struct data_set *ret_set, struct err *err);

/* Adds all *.txt of a folder and of the folders in it, by name. False with ERR_IO, ERR_FORMAT (a
 * file is not UTF-8), ERR_LIMIT or ERR_MEMORY; *ret_file then names the file or folder. */
bool data_set_add_folder(struct data_set *set, const char *folder, struct slice *ret_file,
                         struct err *err);

/* Adds one file, whatever its name, as the given kind (empty: by its name). Errors as above. */
bool data_set_add_file(struct data_set *set, const char *path, struct slice kind, struct err *err);

/* Adds bytes that the caller keeps, as a file. */
bool data_set_add_bytes(struct data_set *set, struct slice name, struct slice bytes,
                        struct err *err);

/* The kind that a file name tells: "people" of "…/people-africa.txt". A view into name. */
struct slice data_kind_of(struct slice name);

/* A line's fields; empty ones have length 0. fields are views into the file. */
struct data_line {
    const struct data_file *file;
    struct slice text; /* the whole line */
    uint32_t number;   /* from 1 */
    uint32_t field_count;
    struct slice fields[DATA_FIELDS_MAX];
};

/* Walks the lines of one file. */
struct data_lines {
    const struct data_file *file;
    struct slice rest;
    uint32_t number;
    struct data_faults *faults;
};

void data_lines_init(struct data_lines *lines, const struct data_file *file,
                     struct data_faults *faults);
/* The next line that holds a fact. A line with more than DATA_FIELDS_MAX fields is told as a fault
 * and passed over. False at the end. */
bool data_lines_next(struct data_lines *lines, struct data_line *ret_line);

/* The next of the words of a field that are parted by ';', without white space around; empty ones
 * are passed over. *rest starts as the field. False when there is none. */
bool data_next_word(struct slice *rest, struct slice *ret_word);

/* Tells that something else was expected at `at`, which lies in the line. Returns false. */
bool data_fault(struct data_faults *faults, const struct data_line *line, struct slice at,
                const char *expected);

/* As data_fault, for a line of another program's dictionary that it would pass over too: it is
 * told, but does not count as a fault. */
bool data_fault_passable(struct data_faults *faults, const struct data_line *line, struct slice at,
                         const char *expected);

/* The end of a load: true when there was no fault, else false with ERR_FORMAT, the first fault's
 * message and offset. */
bool data_faults_end(const struct data_faults *faults, struct err *err);

/* Days [earliest, latest] of "from..to", each YYYY, YYYY-MM or YYYY-MM-DD or left out; "" is all
 * days; "2014" alone is that year. An open end is INT32_MIN or INT32_MAX. False, telling the fault,
 * when it is none. */
bool data_days(struct data_faults *faults, const struct data_line *line, struct slice field,
               int32_t *ret_earliest, int32_t *ret_latest);

#endif
