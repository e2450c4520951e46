/*
 * petrarch_parts.h - what the readers of both dictionaries share: codes and names.
 *
 *   in    codes, phrases
 *   out   countries and sectors, wordings
 *   uses  petrarch.h, base/petrarch_lines.h
 */
#ifndef ANNALS_ACTORS_PETRARCH_PARTS_H
#define ANNALS_ACTORS_PETRARCH_PARTS_H

#include "actors/petrarch.h"
#include "base/petrarch_lines.h"

/* Groups of three letters of one code; further ones are left out. */
#define PETRARCH_GROUPS_MAX 8

/* Splits a code such as "RUSGOV" into a country and sectors. False with ERR_MEMORY. country may be
 * NULL: all are sectors. Letters past the last three are left out. */
bool petrarch_split_code(struct record_load *load, struct slice code, struct slice *ret_country,
                         struct record_sectors *ret_sectors);

/* Whether all of it are capitals, digits. */
bool petrarch_is_code(struct slice code);

/* A phrase with spaces for "_", in the record's arena. These dictionaries write all in capitals:
 * the words of a name get small letters but for the first ("Sergey Lavrov"), those of a noun all. A
 * name of one word of up to four letters stays ("NATO"). ptr NULL with ERR_MEMORY. */
struct slice petrarch_phrase(struct record_load *load, struct slice phrase, bool is_name);

#endif
