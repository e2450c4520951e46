/*
 * repair.h - bytes made valid UTF-8 without NUL.
 *
 *   in    bytes that are meant to be UTF-8
 *   out   valid UTF-8; what has no valid reading is U+FFFD, and counted
 *   uses  base/
 */
#ifndef ANNALS_INTAKE_REPAIR_H
#define ANNALS_INTAKE_REPAIR_H

#include "base/arena.h"
#include "base/slice.h"

/* Replaces each byte that belongs to no well-formed sequence, and each NUL, by U+FFFD and adds
 * their number to *replaced, which stops at UINT32_MAX. Bytes that are in order already stay where
 * they are; others are rewritten into arena. False with ERR_MEMORY or ERR_LIMIT; nothing has then
 * changed. O(bytes). */
bool repair_utf8(struct slice *bytes, struct arena *arena, uint32_t *replaced, struct err *err);

#endif
