/*
 * sniff.h - what bytes are, told by looking at them.
 *
 *   in    the first bytes of a file or document
 *   out   text, HTML or JSONL; or the reason why it is no text at all
 *   uses  base/
 */
#ifndef ANNALS_INTAKE_SNIFF_H
#define ANNALS_INTAKE_SNIFF_H

#include "base/err.h"
#include "base/slice.h"
#include "intake/source_name.h"

/* True when the bytes may be text in some encoding. Else ERR_FORMAT with the reason: "not text:
 * looks like a pdf". Bytes with a byte order mark of UTF-16 or UTF-32 are text. O(bytes). */
bool sniff_is_text(struct slice bytes, struct err *err);

/* True when the bytes begin with a byte order mark of UTF-16 or UTF-32. */
bool sniff_is_wide(struct slice bytes);

/*
 * The form of a text by its first bytes: SOURCE_HTML when a tag leads, SOURCE_JSONL when its first
 * line begins as a JSON object does, else SOURCE_TEXT. False with ERR_FORMAT for JSON of other
 * shapes, which is no prose: an object over several lines, an array.
 */
bool sniff_form(struct slice head, enum source_form *ret_form, struct err *err);

#endif
