/*
 * output.c - the text that a command writes.
 *
 *   in    pieces of text
 *   out   standard output, or a file
 */
#include "cli/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART_SUFFIX ".part"

/* A pipe or a device is written to as it is. */
static bool can_be_replaced(const char *path)
{
    struct stat file;
    return stat(path, &file) != 0 || S_ISREG(file.st_mode);
}

static bool fail(const struct output *output, const char *what)
{
    fprintf(stderr, "annals %s: could not %s %s: %s\n", output->command, what,
            output->path ? output->path : "standard output", strerror(errno));
    return false;
}

bool output_open(const char *command, const char *path, struct output *ret_output)
{
    struct output output = {.command = command, .file = stdout};
    if (path && strcmp(path, "-") != 0) {
        output.path = path;
        if (can_be_replaced(path)) {
            output.part = malloc(strlen(path) + sizeof(PART_SUFFIX));
            if (!output.part)
                return fail(&output, "open");
            strcat(strcpy(output.part, path), PART_SUFFIX);
        }
        output.file = fopen(output.part ? output.part : path, "wb");
    }
    if (!output.file) {
        fail(&output, "open");
        free(output.part);
        return false;
    }
    *ret_output = output;
    return true;
}

int output_write(void *output, struct annals_text text)
{
    struct output *out = output;
    return fwrite(text.ptr, 1, text.len, out->file) == text.len ? 0 : -1;
}

bool output_close(struct output *output, bool keep)
{
    bool done = fflush(output->file) == 0;
    if (output->path)
        done = fclose(output->file) == 0 && done;
    if (done && keep && output->part)
        done = rename(output->part, output->path) == 0;
    if (keep && !done)
        fail(output, "write");
    if ((!keep || !done) && output->part)
        unlink(output->part);
    free(output->part);
    return done;
}
