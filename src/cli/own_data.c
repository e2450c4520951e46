/*
 * own_data.c - the user's own data files, as the options name them.
 *
 *   in    arguments
 *   out   struct annals_data; bad lines
 */
#include "cli/own_data.h"

#include "cli/terminal.h"

#define FILE_COLUMNS_MAX 4096

void own_data_tell(void *context, const struct annals_fault *fault)
{
    FILE *out = context;
    terminal_print_fitted(out, slice_of_text(fault->file), FILE_COLUMNS_MAX, false);
    if (fault->line)
        fprintf(out, ":%llu:%llu", (unsigned long long)fault->line,
                (unsigned long long)fault->column);
    fprintf(out, ": %.*s%s\n", (int)fault->expected.len, fault->expected.ptr,
            fault->passable ? " (left out)" : "");
}

void own_data_of(const struct arguments *arguments, struct own_data *ret_data)
{
    ret_data->data = (struct annals_data){
        .folder = arguments->values[OPTION_DATA],
        .actors = ret_data->actors,
        .agents = ret_data->agents,
        .verbs = ret_data->verbs,
        .actor_count = arguments_all(arguments, OPTION_ACTORS, ret_data->actors),
        .agent_count = arguments_all(arguments, OPTION_AGENTS, ret_data->agents),
        .verb_count = arguments_all(arguments, OPTION_VERBS, ret_data->verbs),
        .verbs_only = arguments->values[OPTION_VERBS_ONLY] != NULL,
        .fault = own_data_tell,
        .context = stderr,
    };
}
