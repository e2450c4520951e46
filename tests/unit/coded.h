/*
 * coded.h - what tests of events/ with data of their own begin with.
 *
 *   in    text written in the test
 *   out   an annotated article of 2 December 2016; participants as text; the last fault told
 *
 * For inclusion by one test program each, below cmocka.h.
 */
#ifndef ANNALS_TESTS_CODED_H
#define ANNALS_TESTS_CODED_H

#include "annotated.h"
#include "base/buf.h"
#include "events/events.h"

static struct arena model_arena;
static struct data_fault told; /* the last one */

static int coded_begin(void **state)
{
    arena_init(&model_arena, (size_t)64 << 20);
    return annotated_begin(state);
}

static int coded_end(void **state)
{
    arena_free(&model_arena);
    return annotated_end(state);
}

static void tell(void *context, const struct data_fault *fault)
{
    (void)context;
    told = *fault;
}

static struct article annotate(struct slice text)
{
    struct err err;
    struct article article;
    struct document document = {.bytes = text};
    arena_reset(&arena);
    assert_true(reader_parse_text(reader, &document, &arena, &scratch, &article, &err));
    assert_true(datetime_parse_iso(SLICE("2016-12-02"), &article.published));
    assert_true(reader_annotate(reader, &arena, &scratch, &article, &err));
    return article;
}

static void write_side(struct buf *out, const struct article *article,
                       const struct participant *side, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        buf_printf(out, "%s%.*s", i > 0 ? "+" : "",
                   SLICE_ARG(article_slice(article, side[i].span)));
}

/* "Actor+Actor > Recipient". */
static void write_sides(struct buf *out, const struct article *article, const struct event *event)
{
    write_side(out, article, event->actors, event->actor_count);
    buf_append(out, SLICE(" > "));
    write_side(out, article, event->recipients, event->recipient_count);
}

/* The text annotated and coded by a model. */
static struct article code_with(const struct events_model *model, const char *text)
{
    struct err err;
    struct article article = annotate(slice_from(text));
    assert_true(events_code(model, &arena, &scratch, &article, &err));
    return article;
}

#endif
