/*
 * language.h - which language a text is in.
 *
 *   in    valid UTF-8 text
 *   out   an ISO 639-1 code
 *   uses  base/
 */
#ifndef ANNALS_PAGE_LANGUAGE_H
#define ANNALS_PAGE_LANGUAGE_H

#include "base/arena.h"
#include "base/slice.h"

struct language_model; /* letter and word statistics of data/; read-only */

bool language_model_load(struct arena *arena, const struct language_model **ret_model,
                         struct err *err);

/* The likeliest language of text, a constant such as "en"; empty when text is too short to tell
 * (and hint, e.g. the page's lang attribute, is empty or unknown too). Pure, thread safe, O(bytes),
 * reads at most the first 64 KiB. */
struct slice language_detect(const struct language_model *model, struct slice text,
                             struct slice hint);

#endif
