/*
 * input_list.h - the INPUTs of a run as a list of files, folders walked.
 *
 *   in    INPUTs as the user gave them
 *   out   every file to read, in order; what could not be listed stands among them with its reason
 *   uses  base/
 */
#ifndef ANNALS_INTAKE_INPUT_LIST_H
#define ANNALS_INTAKE_INPUT_LIST_H

#include "base/arena.h"
#include "base/vector.h"

struct input_file {
    struct slice path;         /* followed by a NUL; in the list's arena */
    const struct err *refused; /* why it cannot be read, or NULL */
    bool named;                /* an INPUT itself, not found inside a folder */
    bool is_stdin;
};

/* Invariant: the files under one folder stand in byte order of their names, level by level. */
struct input_list {
    struct arena arena;
    VECTOR(struct input_file) files;
    uint64_t bytes_total; /* sizes on disk of all regular files */
    bool size_unknown;    /* "-" or a pipe is among them */
};

/* Lists the inputs. A named INPUT that does not exist, a folder that cannot be opened, one deeper
 * than FOLDER_DEPTH_MAX and a path over PATH_BYTES_MAX become refused files. False with ERR_MEMORY,
 * or ERR_LIMIT over INPUT_FILES_MAX; nothing is then left to free. */
bool input_list_make(const struct slice *inputs, size_t input_count, struct input_list *ret_list,
                     struct err *err);
void input_list_free(struct input_list *list);

#endif
