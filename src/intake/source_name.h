/*
 * source_name.h - what the name of a file tells of its content.
 *
 *   in    a path
 *   out   the form that its ending stands for
 *   uses  base/
 */
#ifndef ANNALS_INTAKE_SOURCE_NAME_H
#define ANNALS_INTAKE_SOURCE_NAME_H

#include "base/slice.h"

enum source_form {
    SOURCE_UNKNOWN = 0, /* the content has to tell */
    SOURCE_TEXT,
    SOURCE_HTML,
    SOURCE_JSONL,
};

/* The form by the ending, in any case, before at most one .gz or .zst. */
enum source_form source_name_form(struct slice path);

/* True when a folder's entry of this name is taken. */
bool source_name_known(struct slice path);

/* The name ends in .gz or .zst. */
bool source_name_compressed(struct slice path);

#endif
