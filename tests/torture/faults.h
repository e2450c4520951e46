/*
 * faults.h - failures on demand: the Nth allocation, the Nth write, death at the Nth write.
 *
 *   in    a plan
 *   out   malloc and its kin, write and its kin, that fail as planned, in this program and in the
 *         shared libraries it uses
 *   uses  libc, Linux
 *
 * A program that links faults.c has its own malloc, calloc, realloc, aligned_alloc, posix_memalign,
 * write, pwrite, fsync, fdatasync, ftruncate and rename, which stand before the C library's for all
 * of the process. What libc writes for stdio does not pass here. Without a plan they do what they
 * always do. Thread safe: the count is one for all threads.
 *
 *     faults_begin((struct fault_plan){.kind = FAULT_MEMORY});      // counts only
 *     work();
 *     uint64_t count = faults_end();
 *     for (uint64_t nth = 1; nth <= count; nth++) {
 *         faults_begin((struct fault_plan){.kind = FAULT_MEMORY, .nth = nth});
 *         ...
 */
#ifndef ANNALS_TESTS_FAULTS_H
#define ANNALS_TESTS_FAULTS_H

#include <stdbool.h>
#include <stdint.h>

enum fault_kind {
    FAULT_NONE,
    FAULT_MEMORY, /* the allocation gives NULL */
    FAULT_IO,     /* the call gives -1 and errno `sys`; a write has written its first half */
    FAULT_KILL,   /* SIGKILL; a write with an odd number has written its first half */
    FAULT_POWER, /* the power goes: as FAULT_KILL, and of what was written or cut off since its file
                    was last synced, some (by turns) is undone and some not. Names of files are
                    taken to be kept in order by the file system */
};

struct fault_plan {
    enum fault_kind kind;
    uint64_t nth; /* 1 is the next call of this kind; 0: none fails, they are only counted */
    bool lasting; /* all calls from the nth on, not it alone */
    int sys;      /* ENOSPC, EIO, … */
};

/* From now on; ends the plan before it. */
void faults_begin(struct fault_plan plan);
/* Ends the plan. Returns how many calls of its kind there were. */
uint64_t faults_end(void);

/* False under AddressSanitizer, which has its own allocator. */
bool faults_reach_memory(void);

/*
 * How many of `count` points to try, and which: all with ANNALS_TORTURE=full in the environment,
 * else at most `usual`, spread evenly. Returns the step from one to the next, at least 1.
 */
uint64_t faults_step(uint64_t count, uint64_t usual);

#endif
