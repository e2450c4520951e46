/*
 * jsonl.h - one line of JSONL to a document.
 *
 *   in    a line: {"id","text" or "html","title","url","outlet","published"}
 *   out   a raw document with what is given beside its text
 *   uses  base/, article/document.h
 */
#ifndef ANNALS_INTAKE_JSONL_H
#define ANNALS_INTAKE_JSONL_H

#include "article/document.h"
#include "base/arena.h"
#include "base/err.h"

/*
 * The document that the line stands for. All members but text or html are optional, null counts as
 * absent, unknown ones are ignored. Text wins where both it and html are there and it is not
 * empty. `id` may be a number and is then kept as written.
 *
 * form, bytes (not yet checked: document_decode does that), encoding_basis, replaced and the given
 * fields are filled; source, line and offset are left alone. Slices point into the line or the
 * arena. False with ERR_FORMAT and the offset in the line where it is no such object, ERR_LIMIT,
 * ERR_MEMORY. O(line), thread safe.
 */
bool jsonl_read(struct slice line, struct arena *arena, struct document *ret_document,
                struct err *err);

#endif
