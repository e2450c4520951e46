/*
 * input_list.c - the INPUTs of a run as a list of files, folders walked.
 *
 *   in    INPUTs as the user gave them
 *   out   every file to read, in order
 *
 * Depth first with a stack of entries still to visit; a folder's entries are sorted and pushed in
 * reverse. One folder is open at a time. Symbolic links inside folders are not followed, so there
 * are no loops.
 */
#include "intake/input_list.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "intake/source_name.h"

/* Something still to visit. */
struct entry {
    struct slice path;
    struct slice name; /* last part of path, by which its folder is sorted */
    unsigned depth;    /* folders above it; 0 for an INPUT */
};

struct walk {
    struct input_list *list;
    VECTOR(struct entry) stack;
    struct err *err;
};

static bool visit(struct walk *walk, struct entry entry);
static bool fail_if_memory(const struct err *cause, struct err *err);

bool input_list_make(const struct slice *inputs, size_t input_count, struct input_list *ret_list,
                     struct err *err)
{
    struct input_list list = {0};
    arena_init(&list.arena, SIZE_MAX);
    struct walk walk = {.list = &list, .err = err};
    bool ok = true;
    for (size_t i = 0; ok && i < input_count; i++) {
        struct slice path = arena_copy(&list.arena, inputs[i]);
        struct entry *first = path.ptr ? vector_push(&walk.stack, &list.arena) : NULL;
        if (!first) {
            ok = arena_fail(&list.arena, err);
            break;
        }
        *first = (struct entry){path, path, 0};
        while (ok && walk.stack.count > 0)
            ok = visit(&walk, walk.stack.items[--walk.stack.count]);
    }
    if (!ok) {
        arena_free(&list.arena);
        return false;
    }
    *ret_list = list;
    return true;
}

void input_list_free(struct input_list *list)
{
    arena_free(&list->arena);
    *list = (struct input_list){0};
}

/* ---- one entry ---- */

static bool add_file(struct walk *walk, struct input_file file)
{
    struct input_list *list = walk->list;
    if (list->files.count >= INPUT_FILES_MAX)
        return err_set(walk->err, ERR_LIMIT, "more files than INPUT_FILES_MAX");
    struct input_file *added = vector_push(&list->files, &list->arena);
    if (!added)
        return arena_fail(&list->arena, walk->err);
    *added = file;
    return true;
}

/* The entry comes out as a file that cannot be read, unless memory is what is wanting. */
static bool reject(struct walk *walk, struct entry entry, const struct err *cause)
{
    if (!fail_if_memory(cause, walk->err))
        return false;
    struct err *kept = arena_new(&walk->list->arena, struct err);
    if (!kept)
        return arena_fail(&walk->list->arena, walk->err);
    *kept = *cause;
    return add_file(
        walk, (struct input_file){.path = entry.path, .refused = kept, .named = entry.depth == 0});
}

static bool reject_errno(struct walk *walk, struct entry entry, const char *message)
{
    struct err cause;
    err_set_errno(&cause, message);
    return reject(walk, entry, &cause);
}

static bool reject_because(struct walk *walk, struct entry entry, enum err_code code,
                           const char *message)
{
    struct err cause;
    err_set(&cause, code, message);
    return reject(walk, entry, &cause);
}

static bool fail_if_memory(const struct err *cause, struct err *err)
{
    if (cause->code == ERR_MEMORY)
        *err = *cause;
    return cause->code != ERR_MEMORY;
}

static bool walk_folder(struct walk *walk, struct entry folder);

static bool visit(struct walk *walk, struct entry entry)
{
    bool named = entry.depth == 0;
    struct input_file file = {.path = entry.path, .named = named};
    if (named && slice_equal(entry.path, SLICE("-"))) {
        file.is_stdin = true;
        walk->list->size_unknown = true;
        return add_file(walk, file);
    }
    if (entry.path.len > PATH_BYTES_MAX)
        return reject_because(walk, entry, ERR_LIMIT, "path over PATH_BYTES_MAX");
    if (slice_find_byte(entry.path, '\0', 0) != SIZE_MAX)
        return reject_because(walk, entry, ERR_USAGE, "path holds a nul byte");
    struct stat status;
    if (fstatat(AT_FDCWD, entry.path.ptr, &status, named ? 0 : AT_SYMLINK_NOFOLLOW) != 0)
        return reject_errno(walk, entry, "could not open file");
    if (S_ISDIR(status.st_mode))
        return walk_folder(walk, entry);
    if (!named && (!S_ISREG(status.st_mode) || !source_name_known(entry.name)))
        return true;
    if (S_ISREG(status.st_mode))
        walk->list->bytes_total += (uint64_t)status.st_size;
    else if (S_ISFIFO(status.st_mode))
        walk->list->size_unknown = true;
    else
        return reject_because(walk, entry, ERR_FORMAT, "not a regular file or pipe");
    return add_file(walk, file);
}

/* ---- folders ---- */

/* "folder/name", with a NUL. ptr NULL when memory is exhausted. */
static struct slice join(struct arena *arena, struct slice folder, struct slice name)
{
    size_t slash = slice_ends(folder, SLICE("/")) ? 0 : 1;
    char *path = arena_alloc(arena, folder.len + slash + name.len + 1, 1);
    if (!path)
        return SLICE_EMPTY;
    memcpy(path, folder.ptr, folder.len);
    if (slash)
        path[folder.len] = '/';
    memcpy(path + folder.len + slash, name.ptr, name.len);
    return (struct slice){path, folder.len + slash + name.len};
}

static int compare_names_backwards(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    return slice_compare(right->name, left->name);
}

/* Pushes all entries of an open folder but those that start with '.'. *ret_errno is what readdir
 * ended with, 0 at the end. False when memory is exhausted. */
static bool push_entries(struct walk *walk, struct entry folder, DIR *dir, int *ret_errno)
{
    struct arena *arena = &walk->list->arena;
    for (;;) {
        errno = 0;
        const struct dirent *found = readdir(dir);
        if (!found) {
            *ret_errno = errno;
            return true;
        }
        struct slice name = slice_from(found->d_name);
        bool may_hold = found->d_type == DT_DIR || found->d_type == DT_UNKNOWN;
        if (slice_starts(name, SLICE(".")) || (!may_hold && !source_name_known(name)))
            continue;
        struct slice path = join(arena, folder.path, name);
        struct entry *entry = path.ptr ? vector_push(&walk->stack, arena) : NULL;
        if (!entry)
            return arena_fail(arena, walk->err);
        name = slice_sub(path, path.len - name.len, path.len);
        *entry = (struct entry){path, name, folder.depth + 1};
    }
}

static bool walk_folder(struct walk *walk, struct entry folder)
{
    if (folder.depth > FOLDER_DEPTH_MAX)
        return reject_because(walk, folder, ERR_LIMIT, "folder deeper than FOLDER_DEPTH_MAX");
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (folder.depth > 0 ? O_NOFOLLOW : 0);
    int fd = open(folder.path.ptr, flags);
    if (fd < 0)
        return reject_errno(walk, folder, "could not open folder");
    DIR *dir = fdopendir(fd);
    if (!dir) {
        bool listed = reject_errno(walk, folder, "could not open folder");
        close(fd);
        return listed;
    }
    size_t first = walk->stack.count;
    int sys = 0;
    bool ok = push_entries(walk, folder, dir, &sys);
    closedir(dir);
    if (!ok)
        return false;
    size_t count = walk->stack.count - first;
    if (count > 1)
        qsort(walk->stack.items + first, count, sizeof(struct entry), compare_names_backwards);
    if (sys == 0)
        return true;
    errno = sys;
    return reject_errno(walk, folder, "could not read folder");
}
