/*
 * lock.c - one writer at a time.
 *
 *   in    the path of a store
 *   out   an flock on PATH-lock, held until dropped or the process ends
 *
 * The lock is the system's, not the file's being there: a file left by a killed writer locks nobody
 * out. The file is removed by its holder; who then holds a lock on a removed file tries again.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store_parts.h"

#define LOCK_SUFFIX "-lock"
/* Each try that finds its file removed means that another writer ended just then. */
#define LOCK_TRIES_MAX 100

static bool lock_file(const char *name, int *ret_fd, bool *ret_again, struct err *err);

bool lock_take(const char *path, int *ret_fd, struct err *err)
{
    char *name = path_with(path, LOCK_SUFFIX);
    if (!name)
        return err_set_memory(err);
    bool again = true, taken = false;
    for (int tries = 0; again && tries < LOCK_TRIES_MAX; tries++)
        taken = lock_file(name, ret_fd, &again, err);
    free(name);
    if (again)
        return err_set(err, ERR_BUSY, "another annals is writing this store");
    return taken;
}

/* One try; *ret_again when the file was removed between opening and locking it. */
static bool lock_file(const char *name, int *ret_fd, bool *ret_again, struct err *err)
{
    *ret_again = false;
    int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return err_set_errno(err, "could not make the store's lock file");
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        bool busy = errno == EWOULDBLOCK;
        if (!busy)
            err_set_errno(err, "could not lock the store");
        close(fd);
        return busy ? err_set(err, ERR_BUSY, "another annals is writing this store") : false;
    }
    struct stat held, named;
    if (fstat(fd, &held) != 0 || lstat(name, &named) != 0 || held.st_ino != named.st_ino ||
        held.st_dev != named.st_dev) {
        close(fd);
        *ret_again = true;
        return false;
    }
    *ret_fd = fd;
    return true;
}

void lock_drop(const char *path, int fd)
{
    char *name = path_with(path, LOCK_SUFFIX);
    struct stat held;
    /* A lock file of ours is empty; anything else by that name is not ours to remove. */
    if (name && fstat(fd, &held) == 0 && held.st_size == 0)
        unlink(name);
    free(name);
    close(fd);
}
