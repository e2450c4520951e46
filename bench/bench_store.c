/*
 * bench_store.c - how fast the store takes articles: bench_store FILE.db COUNT
 *
 *   in    COUNT made-up articles of 20 sentences, 500 words, 4 KB
 *   out   articles a second, by the clock and by the processor; the file's size; peak memory
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "store/store.h"

#include "../tests/torture/corpus.h"

static double seconds(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

int main(int argc, char **argv)
{
    static struct corpus_article made;
    struct store *store;
    struct err err;
    enum store_put put;
    double wall = 0, processor = 0;
    uint64_t bytes = 0;
    bool done = argc == 3 && store_open(argv[1], STORE_WRITE, &store, &err);
    if (!done) {
        fputs(argc == 3 ? err.message : "usage: bench_store FILE.db COUNT", stderr);
        return 2;
    }
    uint32_t count = (uint32_t)strtoul(argv[2], NULL, 10);
    for (uint32_t number = 0; number <= count && done; number++) {
        if (number < count)
            corpus_make(number, CORPUS_SENTENCES, &made);
        double wall_before = seconds(CLOCK_MONOTONIC);
        double processor_before = seconds(CLOCK_PROCESS_CPUTIME_ID);
        done = number < count ? store_put_article(store, &made.article, &put, &err)
                              : store_close(store, true, &err);
        processor += seconds(CLOCK_PROCESS_CPUTIME_ID) - processor_before;
        wall += seconds(CLOCK_MONOTONIC) - wall_before;
        bytes += number < count ? made.article.text.len : 0;
    }
    if (!done) {
        fputs(err.message, stderr);
        return 4;
    }
    struct stat file;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%u articles, %.1f MB of text: %.0f a second, %.0f a processor second; file %.1f MB;"
           " peak memory %ld KiB\n",
           (unsigned)count, (double)bytes / 1e6, count / wall, count / processor,
           stat(argv[1], &file) == 0 ? (double)file.st_size / 1e6 : 0.0, usage.ru_maxrss);
    return 0;
}
