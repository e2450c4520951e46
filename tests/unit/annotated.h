/*
 * annotated.h - what tests over whole readings begin with: a reader with what is built in.
 *
 *   in    text written in the test
 *   out   an article with every layer
 *
 * For inclusion by one test program each, below cmocka.h.
 */
#ifndef ANNALS_TESTS_ANNOTATED_H
#define ANNALS_TESTS_ANNOTATED_H

#include "base/limits.h"
#include "reading/reading.h"

/* Of the article last read. */
static struct arena arena, scratch;
static struct reader *reader;

static int annotated_begin(void **state)
{
    (void)state;
    struct err err;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    return reader_new(&reader, &err) ? 0 : 1;
}

static int annotated_end(void **state)
{
    (void)state;
    reader_free(reader);
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}

#endif
