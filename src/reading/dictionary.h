/*
 * dictionary.h - the facts of a run: built in, the user's own, and dictionaries of other coders.
 *
 *   in    a folder and files that the user names
 *   out   one set of data files; which of their lines are bad; the record of actors
 *   uses  every stage that reads data files
 */
#ifndef ANNALS_READING_DICTIONARY_H
#define ANNALS_READING_DICTIONARY_H

#include "actors/record.h"
#include "base/data_set.h"

/* What a run knows beyond what is built in. All may be NULL and 0. */
struct dictionary_files {
    const char *folder;        /* data files of the kinds of docs/data.md */
    const char *const *actors; /* [actor_count]: PETRARCH or TABARI dictionaries */
    const char *const *agents; /* [agent_count] */
    const char *const *verbs;  /* [verb_count]: of PETRARCH */
    size_t actor_count;
    size_t agent_count;
    size_t verb_count;
    bool verbs_only; /* leave the built-in frames out */
};

/*
 * The set of the built-in files and the user's. A file that cannot be opened is told to faults with
 * line 0 and the error's message. False with ERR_IO, ERR_FORMAT (not UTF-8), ERR_LIMIT, ERR_MEMORY.
 */
bool dictionary_gather(const struct dictionary_files *files, struct data_faults *faults,
                       struct arena *arena, struct data_set *ret_set, struct err *err);

/*
 * Reads a data file, or all of a folder, as a run would, on top of the built-in ones, and tells
 * each bad line. kind: "" for what the name tells; ".actors.txt", ".agents.txt" and ".verbs.txt" at
 * the end of a name tell those of PETRARCH. *ret_facts counts the lines that hold something. False
 * with ERR_IO, ERR_LIMIT, ERR_MEMORY, ERR_FORMAT (not UTF-8) or ERR_USAGE (no stage reads such a
 * kind).
 */
bool dictionary_check(const char *path, struct slice kind, struct data_faults *faults,
                      uint64_t *ret_facts, struct err *err);

/* The record of actors alone, without models, for questions. */
struct dictionary;

/* False as dictionary_gather, or with ERR_FORMAT when lines are bad, each of which is told. */
bool dictionary_open(const struct dictionary_files *files, struct data_faults *faults,
                     struct dictionary **ret_dictionary, struct err *err);
void dictionary_close(struct dictionary *dictionary);
const struct record *dictionary_record(const struct dictionary *dictionary);

#endif
