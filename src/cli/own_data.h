/*
 * own_data.h - the user's own data files, as the options name them.
 *
 *   in    --data, --actors, --agents
 *   out   struct annals_data; bad lines on stderr
 *   uses  annals.h, options.h
 */
#ifndef ANNALS_CLI_OWN_DATA_H
#define ANNALS_CLI_OWN_DATA_H

#include "annals.h"
#include "cli/options.h"

struct own_data {
    struct annals_data data;
    const char *actors[ARGUMENT_OPTIONS_MAX];
    const char *agents[ARGUMENT_OPTIONS_MAX];
    const char *verbs[ARGUMENT_OPTIONS_MAX];
};

/* What the options name; bad lines will be told by own_data_tell to stderr. Points into arguments.
 */
void own_data_of(const struct arguments *arguments, struct own_data *ret_data);

/* "people-mine.txt:3:17: expected …" to the FILE that context is. */
void own_data_tell(void *context, const struct annals_fault *fault);

#endif
