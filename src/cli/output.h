/*
 * output.h - the text that a command writes: standard output or a file, whole or not at all.
 *
 *   in    pieces of text
 *   out   a file that is there only once it is whole
 *   uses  annals.h
 */
#ifndef ANNALS_CLI_OUTPUT_H
#define ANNALS_CLI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "annals.h"

struct output {
    const char *command; /* for messages */
    const char *path;    /* NULL: standard output */
    char *part;          /* what is written until it is whole, or NULL: path itself */
    FILE *file;
};

/* path: NULL or "-" for standard output. A file that is there already keeps its bytes until the new
 * ones are whole. On an error it says so on stderr and returns false. */
bool output_open(const char *command, const char *path, struct output *ret_output);
/* As a callback of annals.h: 0, or -1 when it cannot be written. */
int output_write(void *output, struct annals_text text);
/* Ends it: keep puts the file in its place, else nothing is left of it. On an error it says so. */
bool output_close(struct output *output, bool keep);

#endif
