/*
 * path.c - the store's path and the names made from it.
 *
 *   in    a path as the user gave it
 *   out   the file's one name, the names beside it, its URI for SQLite
 */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "store/store_parts.h"

bool path_resolve(const char *path, char **ret_path, struct err *err)
{
    if (path[0] == '\0')
        return err_set(err, ERR_USAGE, "the store needs a file name");
    /* All names of a file must lead to one lock, as they do to one log in SQLite. */
    char *resolved = realpath(path, NULL);
    if (!resolved && errno == ENOMEM)
        return err_set_memory(err);
    /* Not there yet. "./" keeps ":memory:" and "file:" from meaning something to SQLite. */
    if (!resolved && path[0] == '/')
        resolved = strdup(path);
    else if (!resolved && (resolved = malloc(strlen(path) + 3)))
        memcpy(stpcpy(resolved, "./"), path, strlen(path) + 1);
    if (!resolved)
        return err_set_memory(err);
    if (strlen(resolved) > STORE_PATH_BYTES_MAX) {
        free(resolved);
        return err_set(err, ERR_LIMIT, "the store's path is longer than STORE_PATH_BYTES_MAX");
    }
    *ret_path = resolved;
    return true;
}

char *path_with(const char *path, const char *suffix)
{
    char *name = malloc(strlen(path) + strlen(suffix) + 1);
    if (name)
        stpcpy(stpcpy(name, path), suffix);
    return name;
}

char *path_immutable_uri(const char *path)
{
    struct buf uri;
    buf_init(&uri, 4 * PATH_BYTES_MAX);
    buf_append(&uri, path[0] == '/' ? SLICE("file://") : SLICE("file:"));
    for (const char *c = path; *c; c++) {
        if (ascii_is_alnum(*c) || strchr("/._-", *c))
            buf_append_byte(&uri, *c);
        else
            buf_printf(&uri, "%%%02X", (unsigned char)*c);
    }
    buf_append(&uri, SLICE("?immutable=1"));
    if (uri.failed) {
        buf_free(&uri);
        return NULL;
    }
    return uri.ptr; /* followed by a NUL, as all buffers are */
}
