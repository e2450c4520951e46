/*
 * faults.c - failures on demand: the Nth allocation, the Nth write, death at the Nth write.
 *
 *   in    a plan; every call of the functions below, by whomever
 *   out   the call's own result, or the planned failure
 *
 * The calls go to the kernel and to glibc's allocator by their other names, so nothing here needs
 * dlsym, which allocates.
 */
/* Else the headers make pwrite and pwrite64 one name, and both are needed. */
#undef _FILE_OFFSET_BITS

#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define EXPORTED __attribute__((visibility("default")))

#if defined(__SANITIZE_ADDRESS__)
#define HAVE_OWN_MALLOC 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAVE_OWN_MALLOC 0
#endif
#endif
#ifndef HAVE_OWN_MALLOC
#define HAVE_OWN_MALLOC 1
#endif

/* Writes since the last sync of all files together, kept to be undone. */
#define UNSYNCED_MAX 65536

/* What stood where a write or a cut changed a file that is not synced yet. */
struct unsynced {
    dev_t device;
    ino_t inode;
    int fd; /* of our own: the writer may close its */
    off_t offset;
    size_t length;
    char *before; /* the bytes that were there; may be fewer than length: the file ended */
    size_t kept;  /* how many */
};

static struct unsynced unsynced[UNSYNCED_MAX];
static size_t unsynced_count;
static struct fault_plan current;
static atomic_uint_fast64_t calls;

void faults_begin(struct fault_plan plan)
{
    current.kind = FAULT_NONE;
    atomic_store(&calls, 0);
    current.nth = plan.nth;
    current.lasting = plan.lasting;
    current.sys = plan.sys;
    current.kind = plan.kind;
}

uint64_t faults_end(void)
{
    current.kind = FAULT_NONE;
    return atomic_load(&calls);
}

bool faults_reach_memory(void)
{
    return HAVE_OWN_MALLOC;
}

uint64_t faults_step(uint64_t count, uint64_t usual)
{
    const char *wish = getenv("ANNALS_TORTURE");
    if ((wish && strcmp(wish, "full") == 0) || count <= usual)
        return 1;
    return (count + usual - 1) / usual;
}

static void keep_unsynced(int fd, off_t offset, size_t length);
static void forget_synced(int fd);
static void undo_unsynced(void);

/* Counts a call; true when it is one that fails. */
static bool is_due(bool is_memory)
{
    enum fault_kind kind = current.kind;
    if (kind == FAULT_NONE || is_memory != (kind == FAULT_MEMORY))
        return false;
    uint64_t number = atomic_fetch_add(&calls, 1) + 1;
    return current.nth > 0 && (current.lasting ? number >= current.nth : number == current.nth);
}

/* The end of a call that is due. */
static int fail_io(void)
{
    if (current.kind == FAULT_POWER)
        undo_unsynced();
    if (current.kind == FAULT_KILL || current.kind == FAULT_POWER)
        kill(getpid(), SIGKILL);
    errno = current.sys;
    return -1;
}

/* Bytes that a write that is due still writes. */
static size_t torn(size_t bytes)
{
    return current.kind != FAULT_IO && current.nth % 2 == 0 ? 0 : bytes / 2;
}

EXPORTED ssize_t write(int fd, const void *bytes, size_t count)
{
    keep_unsynced(fd, -1, count);
    if (!is_due(false))
        return syscall(SYS_write, fd, bytes, count);
    syscall(SYS_write, fd, bytes, torn(count));
    return fail_io();
}

EXPORTED ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset)
{
    keep_unsynced(fd, offset, count);
    if (!is_due(false))
        return syscall(SYS_pwrite64, fd, bytes, count, offset);
    syscall(SYS_pwrite64, fd, bytes, torn(count), offset);
    return fail_io();
}

EXPORTED ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset)
{
    return pwrite(fd, bytes, count, offset);
}

EXPORTED int fsync(int fd)
{
    if (is_due(false))
        return fail_io();
    forget_synced(fd);
    return (int)syscall(SYS_fsync, fd);
}

EXPORTED int fdatasync(int fd)
{
    if (is_due(false))
        return fail_io();
    forget_synced(fd);
    return (int)syscall(SYS_fdatasync, fd);
}

EXPORTED int ftruncate(int fd, off_t length)
{
    if (is_due(false))
        return fail_io();
    struct stat file;
    if (fstat(fd, &file) == 0 && file.st_size > length)
        keep_unsynced(fd, length, (size_t)(file.st_size - length));
    return (int)syscall(SYS_ftruncate, fd, length);
}

EXPORTED int ftruncate64(int fd, off64_t length)
{
    return ftruncate(fd, length);
}

EXPORTED int rename(const char *from, const char *to)
{
    return is_due(false) ? fail_io() : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

/* ---- the power cut ---- */

/* Keeps what stands at [offset, offset + length) of a file; -1 is where the descriptor is. */
static void keep_unsynced(int fd, off_t offset, size_t length)
{
    struct stat file;
    if (current.kind != FAULT_POWER || fstat(fd, &file) != 0 || !S_ISREG(file.st_mode))
        return;
    if (unsynced_count == UNSYNCED_MAX)
        abort();
    struct unsynced *change = &unsynced[unsynced_count++];
    *change = (struct unsynced){.device = file.st_dev, .inode = file.st_ino, .length = length};
    change->offset = offset < 0 ? lseek(fd, 0, SEEK_CUR) : offset;
    change->fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    change->before = malloc(length);
    if (change->fd < 0 || !change->before)
        abort();
    ssize_t kept = pread(change->fd, change->before, length, change->offset);
    change->kept = kept > 0 ? (size_t)kept : 0;
}

/* Descriptors stay open: closing one would end the process's POSIX locks on its file. */
static void forget_synced(int fd)
{
    struct stat file;
    size_t left = 0;
    if (current.kind != FAULT_POWER || fstat(fd, &file) != 0)
        return;
    for (size_t i = 0; i < unsynced_count; i++) {
        if (unsynced[i].device != file.st_dev || unsynced[i].inode != file.st_ino)
            unsynced[left++] = unsynced[i];
        else
            free(unsynced[i].before);
    }
    unsynced_count = left;
}

/* By turns all is undone, or each second, third, … change is: disks keep no order. */
static void undo_unsynced(void)
{
    size_t turn = 1 + current.nth % 3;
    static const char zeros[65536];
    for (size_t i = unsynced_count; i-- > 0;) {
        const struct unsynced *change = &unsynced[i];
        if (i % turn != 0)
            continue;
        syscall(SYS_pwrite64, change->fd, change->before, change->kept, change->offset);
        /* Beyond the file's old end a file system may have made room and not filled it. */
        for (size_t at = change->kept; at < change->length; at += sizeof(zeros)) {
            size_t rest = change->length - at;
            syscall(SYS_pwrite64, change->fd, zeros, rest < sizeof(zeros) ? rest : sizeof(zeros),
                    change->offset + (off_t)at);
        }
    }
}

#if HAVE_OWN_MALLOC

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t align, size_t size);

static void *no_memory(void)
{
    errno = ENOMEM;
    return NULL;
}

EXPORTED void *malloc(size_t size)
{
    return is_due(true) ? no_memory() : __libc_malloc(size);
}

EXPORTED void *calloc(size_t count, size_t size)
{
    return is_due(true) ? no_memory() : __libc_calloc(count, size);
}

EXPORTED void *realloc(void *old, size_t size)
{
    return is_due(true) ? no_memory() : __libc_realloc(old, size);
}

EXPORTED void *aligned_alloc(size_t align, size_t size)
{
    return is_due(true) ? no_memory() : __libc_memalign(align, size);
}

EXPORTED int posix_memalign(void **ret_memory, size_t align, size_t size)
{
    void *memory = is_due(true) ? NULL : __libc_memalign(align, size);
    if (!memory)
        return ENOMEM;
    *ret_memory = memory;
    return 0;
}

#endif
