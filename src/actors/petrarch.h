/*
 * petrarch.h - dictionaries of PETRARCH and TABARI: actors and agents.
 *
 *   in    data files of the kinds RECORD_PETRARCH_ACTORS and RECORD_PETRARCH_AGENTS
 *   out   coded names and agents of the record
 *   uses  record_parts.h
 *
 * Actors: a name a line, words parted by "_" or spaces; "+" before its further names; codes in
 * brackets behind a name or on lines of their own, each with days: [RUSGOV 040309-20101231],
 * [RUSELI <040309], [RUSELI >20101231], [RUSGOV 040309] (from that day on), [RUSELI] (else).
 * Agents: a noun, {plural} or {} where it is not regular, and [~CODE] or [CODE~]; !NAME! = A, B
 * makes a set of forms that others use. "#" and ";" and "<!-- -->" are comments. What follows a
 * code is passed over; "---" is no code. Years of two digits are 1931 to 2030. (PETRARCH dictionary
 * formats; TABARI 0.8 manual, ch. 5.)
 *
 * A line whose code, days or name cannot be read is told and passed over, as PETRARCH does; a run
 * starts all the same. Broken brackets are faults.
 *
 * Not as there: all words are whole words that follow each other, and a name needs a capital in the
 * text.
 */
#ifndef ANNALS_ACTORS_PETRARCH_H
#define ANNALS_ACTORS_PETRARCH_H

#include "actors/record_parts.h"

/* Forms of one noun that a line of agents can make. */
#define PETRARCH_FORMS_MAX 64
/* Sets of forms in one file. */
#define PETRARCH_SETS_MAX 64

/* Read a file; faults are told. False with ERR_MEMORY or ERR_LIMIT. */
bool petrarch_read_actors(struct record_load *load, const struct data_file *file);
bool petrarch_read_agents(struct record_load *load, const struct data_file *file);

#endif
