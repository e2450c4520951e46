/*
 * looks.h - what commands that look into a store share: which store, which filters, which exit
 * status.
 *
 *   in    arguments, errors
 *   out   a path, filters, an exit status
 *   uses  annals.h, options.h
 */
#ifndef ANNALS_CLI_LOOKS_H
#define ANNALS_CLI_LOOKS_H

#include "annals.h"
#include "cli/options.h"

/* Opens the store of a command that takes [FILE.db] or --db and nothing else. On an error it says
 * so on stderr; *ret_status is then the exit status. */
bool looks_open(const struct arguments *arguments, struct annals_store **ret_store,
                enum exit_status *ret_status);
/* The path of that store. */
const char *looks_path(const struct arguments *arguments);
/* The filters that the options set; empty where they are absent. */
void looks_filters(const struct arguments *arguments,
                   struct annals_text ret_filters[ANNALS_FILTER_COUNT]);
/* Says the error on stderr, "annals COMMAND: MESSAGE"; the exit status that it stands for. */
enum exit_status looks_fail(const struct arguments *arguments, const struct annals_error *error);

#endif
