/*
 * explain_parts.h - what the files that explain an article share, and nobody else includes.
 *
 *   in    -
 *   out   text made safe for a terminal; the frames tried in a sentence
 *   uses  events/trace.h
 */
#ifndef ANNALS_READING_EXPLAIN_PARTS_H
#define ANNALS_READING_EXPLAIN_PARTS_H

#include "article/article.h"
#include "base/buf.h"
#include "events/trace.h"

/* Text of the article, on one line; what must not reach a terminal is replaced. */
void explain_text(struct buf *out, struct slice text);
/* The same of a span, in quotation marks. */
void explain_span(struct buf *out, const struct article *article, struct span span);

/* The whole explanation; trace may be NULL. */
void explain_article(const struct article *article, const struct trace *trace, struct buf *out);

/* The first items of a trace that are not told yet. */
struct trace_cursor {
    size_t trial;
    size_t fate;
    size_t dropped;
};

/* Appends the frames tried on the words of a sentence, and what became of those that fired.
 * Sentences are asked for in order. */
void explain_trials(struct buf *out, const struct article *article, const struct trace *trace,
                    uint32_t sentence, struct trace_cursor *cursor);

#endif
