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
    if (current.kind == FAULT_KILL)
        kill(getpid(), SIGKILL);
    errno = current.sys;
    return -1;
}

/* Bytes that a write that is due still writes. */
static size_t torn(size_t bytes)
{
    return current.kind == FAULT_KILL && current.nth % 2 == 0 ? 0 : bytes / 2;
}

EXPORTED ssize_t write(int fd, const void *bytes, size_t count)
{
    if (!is_due(false))
        return syscall(SYS_write, fd, bytes, count);
    syscall(SYS_write, fd, bytes, torn(count));
    return fail_io();
}

EXPORTED ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset)
{
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
    return is_due(false) ? fail_io() : (int)syscall(SYS_fsync, fd);
}

EXPORTED int fdatasync(int fd)
{
    return is_due(false) ? fail_io() : (int)syscall(SYS_fdatasync, fd);
}

EXPORTED int ftruncate(int fd, off_t length)
{
    return is_due(false) ? fail_io() : (int)syscall(SYS_ftruncate, fd, length);
}

EXPORTED int ftruncate64(int fd, off64_t length)
{
    return ftruncate(fd, length);
}

EXPORTED int rename(const char *from, const char *to)
{
    return is_due(false) ? fail_io() : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
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
